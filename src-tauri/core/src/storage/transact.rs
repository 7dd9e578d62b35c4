//! The one way to change a portfolio.
//!
//! What always holds: one call is one transaction, on the disk when it returns; it makes one revision, or goes on with the
//! one of the same visit while nothing else has happened in between; an error leaves everything as it was.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::{journal, moment};
use crate::error::Result;
use crate::vault::Portfolio;

/// What kind of change it is; its label is what "Undo" says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is said by its label")]
pub enum Op {
    CreateRecord,
    EditRecord,
    FinishRecord,
    ReopenRecord,
    AddToRecord,
    BinRecord,
    RestoreRecord,
    EmptyBin,
    ReflectOn,
    SetTag,
    RemoveTag,
    DismissSuggestion,
    TickAction,
    SaveProfile,
    SaveRole,
    DeleteRole,
    Assess,
    PutOffQuestion,
    SaveHcpcPack,
    SaveCycle,
    SaveHcpc,
    ConfirmHcpc,
    Export,
    Import,
    BringIn,
    BeginSession,
    SavePerson,
    DeletePerson,
    SaveAgreement,
    DeleteAgreement,
    SaveAgenda,
    SaveAim,
    DuplicateRecord,
    LinkRecords,
    UnlinkRecords,
    RestoreVersion,
    RenameKeyword,
    MergeKeywords,
    ChangeSeveral,
    SaveTemplate,
    DeleteTemplate,
    SaveFilter,
    DeleteFilter,
    SayEcho,
    SaveClient,
    RenameClient,
    SaveIdentity,
    SaveRetention,
    SaveRequest,
    EraseClient,
    SaveHandover,
    SaveModel,
    DeleteModel,
    OrderModels,
    BringModels,
    AddEvidence,
    SaveEvidence,
    BinEvidence,
    RestoreEvidence,
    LinkEvidence,
    SaveConsent,
    WithdrawConsent,
    RedactEvidence,
    ChooseEvidence,
    AnswerPrivacy,
    SaveDrawn,
    SaveRuleNumber,
    MarkStandard,
    OrderEvidence,
    AssembleStatement,
    SaveReminder,
    /// A letter of HCPC that asks for more, and what is answered.
    SaveLetter,
    /// Such a letter taken away.
    RemoveLetter,
}

impl Op {
    const ALL: [Self; 73] = [
        Self::CreateRecord,
        Self::EditRecord,
        Self::FinishRecord,
        Self::ReopenRecord,
        Self::AddToRecord,
        Self::BinRecord,
        Self::RestoreRecord,
        Self::EmptyBin,
        Self::ReflectOn,
        Self::SetTag,
        Self::RemoveTag,
        Self::DismissSuggestion,
        Self::TickAction,
        Self::SaveProfile,
        Self::SaveRole,
        Self::DeleteRole,
        Self::Assess,
        Self::PutOffQuestion,
        Self::SaveHcpcPack,
        Self::SaveCycle,
        Self::SaveHcpc,
        Self::ConfirmHcpc,
        Self::Export,
        Self::Import,
        Self::BringIn,
        Self::BeginSession,
        Self::SavePerson,
        Self::DeletePerson,
        Self::SaveAgreement,
        Self::DeleteAgreement,
        Self::SaveAgenda,
        Self::SaveAim,
        Self::DuplicateRecord,
        Self::LinkRecords,
        Self::UnlinkRecords,
        Self::RestoreVersion,
        Self::RenameKeyword,
        Self::MergeKeywords,
        Self::ChangeSeveral,
        Self::SaveTemplate,
        Self::DeleteTemplate,
        Self::SaveFilter,
        Self::DeleteFilter,
        Self::SayEcho,
        Self::SaveClient,
        Self::RenameClient,
        Self::SaveIdentity,
        Self::SaveRetention,
        Self::SaveRequest,
        Self::EraseClient,
        Self::SaveHandover,
        Self::SaveModel,
        Self::DeleteModel,
        Self::OrderModels,
        Self::BringModels,
        Self::AddEvidence,
        Self::SaveEvidence,
        Self::BinEvidence,
        Self::RestoreEvidence,
        Self::LinkEvidence,
        Self::SaveConsent,
        Self::WithdrawConsent,
        Self::RedactEvidence,
        Self::ChooseEvidence,
        Self::AnswerPrivacy,
        Self::SaveDrawn,
        Self::SaveRuleNumber,
        Self::MarkStandard,
        Self::OrderEvidence,
        Self::AssembleStatement,
        Self::SaveReminder,
        Self::SaveLetter,
        Self::RemoveLetter,
    ];

    /// The word in the database, and what people read.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CreateRecord => ("create-record", "New record"),
            Self::EditRecord => ("edit-record", "Writing"),
            Self::FinishRecord => ("finish-record", "Finish the record"),
            Self::ReopenRecord => ("reopen-record", "Make it a draft again"),
            Self::AddToRecord => ("add-to-record", "Addition"),
            Self::BinRecord => ("bin-record", "Move to the bin"),
            Self::RestoreRecord => ("restore-record", "Bring back from the bin"),
            Self::EmptyBin => ("empty-bin", "Empty the bin"),
            Self::ReflectOn => ("reflect-on", "Reflection on a session"),
            Self::SetTag => ("set-tag", "Tag"),
            Self::RemoveTag => ("remove-tag", "Remove a tag"),
            Self::DismissSuggestion => ("dismiss-suggestion", "Not this suggestion"),
            Self::TickAction => ("tick-action", "Agreed action"),
            Self::SaveProfile => ("save-profile", "Profile"),
            Self::SaveRole => ("save-role", "Role"),
            Self::DeleteRole => ("delete-role", "Delete a role"),
            Self::Assess => ("assess", "Where I stand"),
            Self::PutOffQuestion => ("put-off-question", "Question put off"),
            Self::SaveHcpcPack => ("save-hcpc-pack", "Pack chosen"),
            Self::SaveCycle => ("save-cycle", "Cycle dates"),
            Self::SaveHcpc => ("save-hcpc", "CPD profile"),
            Self::ConfirmHcpc => ("confirm-hcpc", "Lines confirmed"),
            Self::Export => ("export", "Export"),
            Self::Import => ("import", "Import"),
            Self::BringIn => ("bring-in", "Bringing in"),
            Self::BeginSession => ("begin-session", "Session from the agenda"),
            Self::SavePerson => ("save-person", "Supervision directory"),
            Self::DeletePerson => ("delete-person", "Delete from the directory"),
            Self::SaveAgreement => ("save-agreement", "Supervision agreement"),
            Self::DeleteAgreement => ("delete-agreement", "Delete an agreement"),
            Self::SaveAgenda => ("save-agenda", "Agenda for supervision"),
            Self::SaveAim => ("save-aim", "Measure of supervision"),
            Self::DuplicateRecord => ("duplicate-record", "Duplicate a record"),
            Self::LinkRecords => ("link-records", "Link records"),
            Self::UnlinkRecords => ("unlink-records", "Take a link away"),
            Self::RestoreVersion => ("restore-version", "Restore an earlier version"),
            Self::RenameKeyword => ("rename-keyword", "Rename a keyword"),
            Self::MergeKeywords => ("merge-keywords", "Merge keywords"),
            Self::ChangeSeveral => ("change-several", "Change of several records"),
            Self::SaveTemplate => ("save-template", "Template"),
            Self::DeleteTemplate => ("delete-template", "Delete a template"),
            Self::SaveFilter => ("save-filter", "Saved filter"),
            Self::DeleteFilter => ("delete-filter", "Delete a saved filter"),
            Self::SayEcho => ("say-echo", "What is different now"),
            Self::SaveClient => ("save-client", "Client’s page"),
            Self::RenameClient => ("rename-client", "Another code"),
            Self::SaveIdentity => ("save-identity", "Who a client is"),
            Self::SaveRetention => ("save-retention", "How long is kept"),
            Self::SaveRequest => ("save-request", "Request for a client’s records"),
            Self::EraseClient => ("erase-client", "Erase a client"),
            Self::SaveHandover => ("save-handover", "If I cannot work"),
            Self::SaveModel => ("save-model", "Reflection model"),
            Self::DeleteModel => ("delete-model", "Delete a reflection model"),
            Self::OrderModels => ("order-models", "Order of the reflection models"),
            Self::BringModels => ("bring-models", "Reflection models from a file"),
            Self::AddEvidence => ("add-evidence", "Add evidence"),
            Self::SaveEvidence => ("save-evidence", "What is written about evidence"),
            Self::BinEvidence => ("bin-evidence", "Evidence to the bin"),
            Self::RestoreEvidence => ("restore-evidence", "Bring evidence back from the bin"),
            Self::LinkEvidence => ("link-evidence", "What evidence belongs to"),
            Self::SaveConsent => ("save-consent", "Consent"),
            Self::WithdrawConsent => ("withdraw-consent", "Consent withdrawn"),
            Self::RedactEvidence => ("redact-evidence", "Redacted copy"),
            Self::ChooseEvidence => ("choose-evidence", "Choice of evidence for the CPD profile"),
            Self::AnswerPrivacy => ("answer-privacy", "Answer to the privacy check"),
            Self::SaveDrawn => ("save-drawn", "Letter of the audit"),
            Self::SaveRuleNumber => ("save-rule-number", "Number of a rule"),
            Self::MarkStandard => ("mark-standard", "Mark in the statement"),
            Self::OrderEvidence => ("order-evidence", "Order of the evidence"),
            Self::AssembleStatement => ("assemble-statement", "How the statement is put together"),
            Self::SaveReminder => ("save-reminder", "Reminder of the cycle"),
            Self::SaveLetter => ("save-letter", "Answer to HCPC"),
            Self::RemoveLetter => ("remove-letter", "Take a letter of HCPC away"),
        }
    }

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// What people read of the operation with this word.
    pub(super) fn label_of(word: &str) -> String {
        Self::ALL
            .into_iter()
            .find(|op| op.as_str() == word)
            .map_or("Change", |op| op.words().1)
            .to_owned()
    }

    /// Whether it can be taken back. What destroys on purpose, and what has left the house, cannot.
    fn undoable(self) -> bool {
        !matches!(
            self,
            Self::AddToRecord
                | Self::EmptyBin
                | Self::PutOffQuestion
                | Self::SaveHcpcPack
                | Self::ConfirmHcpc
                | Self::Export
                | Self::Import
                | Self::EraseClient
        )
    }
}

/// What a change is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The record, so that erasing it finds its revisions.
    pub subject: Option<&'a str>,
    /// The visit to an editor: its saves are one step.
    pub visit: Option<&'a str>,
}

impl<'a> Scope<'a> {
    /// About one record.
    pub fn record(id: &'a str) -> Self {
        Self {
            subject: Some(id),
            visit: None,
        }
    }

    /// About one record, within a visit to its editor.
    pub fn visit(id: &'a str, visit: &'a str) -> Self {
        Self {
            subject: Some(id),
            visit: (!visit.is_empty()).then_some(visit),
        }
    }
}

/// Runs `body` in one transaction as `op`.
///
/// # Errors
/// Whatever `body` says, `read-only`, or `disk`; then nothing has changed.
pub fn transact<T>(portfolio: &mut Portfolio, op: Op, scope: Scope<'_>, body: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    portfolio.require_writable()?;
    let at = moment(portfolio.world());
    let transaction = portfolio.db_mut().transaction_with_behavior(TransactionBehavior::Immediate)?;
    let revision = revision(&transaction, op, scope, &at)?;
    journal::record_into(&transaction, op.undoable().then_some(revision))?;
    let result = body(&transaction)?;
    journal::record_into(&transaction, None)?;
    transaction.commit()?;
    Ok(result)
}

fn revision(connection: &Connection, op: Op, scope: Scope<'_>, at: &str) -> Result<i64> {
    // A new change ends what could have been made again.
    connection
        .prepare_cached("DELETE FROM revision WHERE state = 'undone'")?
        .execute([])?;
    if scope.visit.is_some() {
        let last = connection
            .prepare_cached("SELECT id, visit, subject FROM revision WHERE state = 'done' ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| {
                Ok((
                    row.get::<_, i64>("id")?,
                    row.get::<_, Option<String>>("visit")?,
                    row.get::<_, Option<String>>("subject")?,
                ))
            })
            .optional()?;
        if let Some((id, visit, subject)) = last
            && visit.as_deref() == scope.visit
            && subject.as_deref() == scope.subject
        {
            connection
                .prepare_cached("UPDATE revision SET at = ?2 WHERE id = ?1")?
                .execute(params![id, at])?;
            return Ok(id);
        }
    }
    let state = if op.undoable() { "done" } else { "kept" };
    connection
        .prepare_cached("INSERT INTO revision (op, subject, visit, at, state) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![op.as_str(), scope.subject, scope.visit, at, state])?;
    Ok(connection.last_insert_rowid())
}
