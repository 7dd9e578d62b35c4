//! The bin of evidence, and what goes for good.

use rusqlite::{Connection, params};

use super::read::not_there;
use crate::error::Result;
use crate::hcpc;
use crate::storage::{Op, Scope, moment, transact};
use crate::vault::Portfolio;

/// Moves evidence to the bin. Its links stay with it.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn bin(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    let at = moment(portfolio.world());
    transact(portfolio, Op::BinEvidence, Scope::record(id), |connection| {
        set_binned(connection, id, Some(&at))
    })
}

/// Brings evidence back from the bin.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn restore(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    transact(portfolio, Op::RestoreEvidence, Scope::record(id), |connection| {
        set_binned(connection, id, None)
    })
}

fn set_binned(connection: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    let set = connection
        .prepare_cached("UPDATE evidence SET binned_at = ?2, version = version + 1 WHERE id = ?1")?
        .execute(params![id, at])?;
    if set == 0 { Err(not_there()) } else { Ok(()) }
}

/// Removes what is in the bin for good: rows, undo steps, files. With `only`, that piece alone. Answers how many went.
///
/// # Errors
/// `read-only`, `disk`.
pub fn empty_bin(portfolio: &mut Portfolio, only: Option<&str>) -> Result<u32> {
    let gone = transact(portfolio, Op::EmptyBin, Scope::default(), |connection| {
        let ids: Vec<String> = connection
            .prepare_cached("SELECT id FROM evidence WHERE binned_at IS NOT NULL AND (?1 IS NULL OR id = ?1)")?
            .query_map([only], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        erase(connection, &ids)?;
        Ok(ids.len())
    })?;
    sweep(portfolio)?;
    let _ = portfolio
        .db()
        .execute_batch("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);");
    Ok(u32::try_from(gone).unwrap_or(u32::MAX))
}

/// Removes evidence with the steps that would bring it back. Its files go with the next sweep.
fn erase(connection: &Connection, ids: &[String]) -> Result<()> {
    for id in ids {
        hcpc::withdraw_evidence(connection, id)?;
        connection
            .prepare_cached("DELETE FROM revision WHERE subject = ?1")?
            .execute([id])?;
        connection
            .prepare_cached(
                "DELETE FROM change WHERE rowid IN (SELECT rowid FROM change
                   WHERE (tbl = 'evidence' AND json_extract(coalesce(after, before), '$.id') = ?1)
                      OR (tbl IN ('record_evidence', 'evidence_statement', 'consent', 'agreement_evidence', 'cycle_evidence', 'cycle_exhibit', 'cycle_left_out') AND json_extract(coalesce(after, before), '$.evidence_id') = ?1))",
            )?
            .execute([id])?;
        connection.prepare_cached("DELETE FROM evidence WHERE id = ?1")?.execute([id])?;
    }
    connection.execute(
        "DELETE FROM revision WHERE state <> 'kept' AND NOT EXISTS (SELECT 1 FROM change WHERE revision_id = revision.id)",
        [],
    )?;
    Ok(())
}

/// Removes what `of_client` has named, within the transaction of whoever erases the client, before its records go.
///
/// # Errors
/// Only the database's.
pub(crate) fn erase_these(connection: &Connection, theirs: &[String]) -> Result<()> {
    erase(connection, theirs)
}

/// The evidence that goes with a client: what belongs to its records `gone` and to nothing else, what `recorded` says is the
/// client's own of who made it and who consented, wherever it belongs, and the redacted copies of these that belong nowhere else.
///
/// # Errors
/// Only the database's.
pub(crate) fn of_client(connection: &Connection, gone: &[String], recorded: &dyn Fn(&str, &str) -> bool) -> Result<Vec<String>> {
    let mut theirs = linked_to(connection, gone)?;
    let mut own: Vec<String> = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT id, made_by, coalesce(who, '') AS who FROM evidence LEFT JOIN consent ON evidence_id = evidence.id WHERE people = 1 ORDER BY number",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (made_by, who): (String, String) = (row.get("made_by")?, row.get("who")?);
        if recorded(&made_by, &who) {
            own.push(row.get("id")?);
        }
    }
    theirs.extend(own.iter().cloned());
    let mut orphaned: Vec<String> = Vec::new();
    while let Some(id) = theirs.pop() {
        let others = ids(connection, "SELECT record_id FROM record_evidence WHERE evidence_id = ?1", &id)?;
        let agreed = ids(
            connection,
            "SELECT agreement_id FROM agreement_evidence WHERE evidence_id = ?1",
            &id,
        )?;
        let alone = agreed.is_empty() && others.iter().all(|other| gone.contains(other));
        if !orphaned.contains(&id) && (own.contains(&id) || alone) {
            // A redacted copy shows the same: where it belongs to nothing else, it goes with what it was made of.
            theirs.extend(ids(connection, "SELECT id FROM evidence WHERE original_id = ?1", &id)?);
            orphaned.push(id);
        }
    }
    Ok(orphaned)
}

/// The evidence that is linked to one of `records`, the bin too; some of it more than once.
///
/// # Errors
/// Only the database's.
pub(crate) fn linked_to(connection: &Connection, records: &[String]) -> Result<Vec<String>> {
    let mut linked = Vec::new();
    for record in records {
        linked.extend(ids(
            connection,
            "SELECT evidence_id FROM record_evidence WHERE record_id = ?1",
            record,
        )?);
    }
    Ok(linked)
}

fn ids(connection: &Connection, sql: &str, of: &str) -> Result<Vec<String>> {
    let ids = connection
        .prepare_cached(sql)?
        .query_map([of], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Removes the files that nothing names any more.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn sweep(portfolio: &Portfolio) -> Result<()> {
    portfolio.require_writable()?;
    let attachments = portfolio.attachments();
    let rows: Vec<_> = super::files_of(portfolio.db())?.into_iter().map(|file| file.sha256).collect();
    // The whole undo history is gone through only when there is something that no row names.
    if attachments.has_others(&rows) {
        let named = super::sized(portfolio.db())?;
        // Damage may give empty rows instead of an error: then nothing goes.
        portfolio.require_sound()?;
        attachments.sweep(named.keys());
    }
    Ok(())
}
