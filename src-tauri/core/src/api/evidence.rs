//! Commands for evidence: its files, what is written about them, and consent.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::{Exported, WayOut};
use super::{App, Nothing, Task};
use crate::error::{Error, Result};
use crate::evidence::{self, Consent, Evidence, Facts, For, Heard, Hidden, Line, Shown, Source, Stretch, Tells};

/// Which piece of evidence.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceId")]
pub struct Id {
    /// UUID.
    pub id: String,
}

/// Which list.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceList")]
pub struct List {
    /// What is in the bin.
    #[serde(default)]
    pub bin: bool,
}

/// Evidence, in order.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceLines")]
pub struct Lines {
    /// Newest day first; by number for a record's.
    pub lines: Vec<Line>,
}

/// A file that is handed over by ranged writes, from its beginning to its end.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceUpload")]
pub struct Upload {
    /// For the writes, and for `evidence.add`. `blob.close` forgets it.
    pub id: String,
    /// The most bytes it may have.
    #[ts(type = "number")]
    pub limit: u64,
}

/// Which pieces.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceIds")]
pub struct Ids {
    /// UUIDs.
    pub ids: Vec<String>,
}

/// Where texts show them.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceInTexts")]
pub struct InTexts {
    /// As they were asked for.
    pub shown: Vec<crate::evidence::ShownIn>,
}

/// Adds evidence: from `path`, from an `upload`, or, with neither, from the file that the owner chooses when asked.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceAdd")]
pub struct Add {
    /// A file on the disk.
    #[serde(default)]
    pub path: Option<String>,
    /// A file that was handed over.
    #[serde(default)]
    pub upload: Option<String>,
    /// What that file is called.
    #[serde(default)]
    pub name: String,
    /// What is written about it; without, it is called as its file is.
    #[serde(default)]
    pub facts: Option<Facts>,
    /// Records that it belongs to.
    #[serde(default)]
    pub records: Vec<String>,
    /// Statements that it shows.
    #[serde(default)]
    pub statements: Vec<String>,
    /// Supervision agreements that it is a file of.
    #[serde(default)]
    pub agreements: Vec<String>,
}

/// What was added.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceAdded")]
pub struct Added {
    /// `None` when the user changed their mind.
    pub evidence: Option<Evidence>,
    /// A sentence when the file is another thing than its name says.
    pub said: Option<String>,
}

/// A save of what is written about evidence.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceSave")]
pub struct Save {
    /// UUID.
    pub id: String,
    /// The version this save is based on.
    pub expected: u32,
    /// The visit to the sheet: its saves are one undo step.
    pub visit: String,
    /// Everything the sheet holds.
    pub facts: Facts,
}

/// What went from the bin.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceEmptied")]
pub struct Emptied {
    /// How many pieces.
    pub evidence: u32,
}

/// Empties the bin, or takes one piece out of it for good.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceEmptyBin")]
pub struct EmptyBin {
    /// That piece alone.
    #[serde(default)]
    pub id: Option<String>,
}

/// Links evidence to a record, or takes the link away.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceLink")]
pub struct Link {
    /// UUID of the evidence.
    pub id: String,
    /// UUID of the record.
    pub record: String,
}

/// Makes evidence a file of a supervision agreement, or takes it off that.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceAttach")]
pub struct Attach {
    /// UUID of the evidence.
    pub id: String,
    /// UUID of the agreement.
    pub agreement: String,
}

/// Says that evidence shows a statement, or takes it back.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceStatement")]
pub struct Statement {
    /// UUID of the evidence.
    pub id: String,
    /// Statement id.
    pub statement: String,
}

/// What was agreed.
#[derive(Debug, Deserialize, TS)]
pub struct ConsentSave {
    /// UUID of the evidence.
    pub id: String,
    /// The whole of it.
    pub consent: Consent,
}

/// Consent was withdrawn.
#[derive(Debug, Deserialize, TS)]
pub struct ConsentWithdraw {
    /// UUID of the evidence.
    pub id: String,
    /// The day.
    pub on: String,
}

/// A file, for ranged reads.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "EvidenceBytes")]
pub struct Bytes {
    /// For the reads.
    pub id: String,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// A copy of a file, decrypted.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceExport")]
pub struct Export {
    /// UUID of the evidence.
    pub id: String,
    /// Where to; `None` asks.
    #[serde(default)]
    pub path: Option<String>,
    /// Whether an existing file may be replaced.
    #[serde(default)]
    pub replace: bool,
    /// For whom, as the register keeps it.
    #[serde(default)]
    pub for_whom: String,
}

/// Which picture, and how large.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceShow")]
pub struct Show {
    /// UUID of the evidence.
    pub id: String,
    /// Page of a PDF, from 1.
    #[serde(default = "first")]
    pub page: u32,
    /// The most pixels of a side.
    pub side: u32,
}

fn first() -> u32 {
    1
}

/// Which stretch of a recording.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceStretchAsked")]
pub struct StretchAsked {
    /// UUID of the evidence.
    pub id: String,
    /// From which second on.
    pub from: f64,
    /// How many seconds, up to 30.
    pub seconds: f64,
}

/// A redacted copy.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceRedact")]
pub struct Redact {
    /// UUID of the evidence.
    pub id: String,
    /// What is hidden.
    pub boxes: Vec<Hidden>,
    /// The copy's title.
    pub title: String,
    /// Somebody can still be recognised in it.
    pub people: bool,
}

pub(super) fn show(app: &App, task: &Task, request: Show) -> Result<Shown> {
    evidence::show(app, task, &request.id, request.page, request.side)
}

pub(super) fn hear(app: &App, task: &Task, request: Id) -> Result<Heard> {
    evidence::hear(app, task, &request.id)
}

pub(super) fn stretch(app: &App, task: &Task, request: StretchAsked) -> Result<Stretch> {
    evidence::stretch(app, task, &request.id, request.from, request.seconds)
}

pub(super) fn redact(app: &App, task: &Task, request: Redact) -> Result<Evidence> {
    evidence::redact(app, task, &request.id, &request.boxes, &request.title, request.people)
}

pub(super) fn list(app: &App, _: &Task, request: List) -> Result<Lines> {
    app.with(|portfolio| evidence::list(portfolio, request.bin))
        .map(|lines| Lines { lines })
}

pub(super) fn of_record(app: &App, _: &Task, request: super::record::Id) -> Result<Lines> {
    app.with(|portfolio| evidence::of_record(portfolio, &request.id))
        .map(|lines| Lines { lines })
}

pub(super) fn get(app: &App, _: &Task, request: Id) -> Result<Evidence> {
    app.with(|portfolio| evidence::get(portfolio, &request.id))
}

pub(super) fn shown_in(app: &App, _: &Task, request: Ids) -> Result<InTexts> {
    app.with(|portfolio| evidence::shown_in(portfolio, &request.ids))
        .map(|shown| InTexts { shown })
}

pub(super) fn upload(app: &App, _: &Task, _: Nothing) -> Result<Upload> {
    app.begin_upload().map(|id| Upload {
        id,
        limit: crate::vault::attachments::LIMIT,
    })
}

pub(super) fn add(app: &App, task: &Task, request: Add) -> Result<Added> {
    let chosen;
    let source = match (&request.upload, &request.path) {
        (Some(upload), _) => Source::Upload(upload, &request.name),
        (None, Some(path)) if path.trim().is_empty() => return Err(Error::field("path", "Name the file.")),
        (None, path) => {
            let path = match path {
                Some(path) => Some(PathBuf::from(path)),
                None => app.host().choose_file("The file to add as evidence")?,
            };
            let Some(path) = path else {
                return Ok(Added {
                    evidence: None,
                    said: None,
                });
            };
            chosen = path;
            Source::Path(&chosen)
        }
    };
    let belongs = For {
        records: request.records,
        statements: request.statements,
        agreements: request.agreements,
    };
    let (evidence, said) = evidence::add(app, task, &source, request.facts.as_ref(), &belongs)?;
    Ok(Added {
        evidence: Some(evidence),
        said,
    })
}

pub(super) fn save(app: &App, _: &Task, request: Save) -> Result<Evidence> {
    app.change(|portfolio| evidence::save(portfolio, &request.id, request.expected, &request.visit, &request.facts))
}

pub(super) fn bin(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| evidence::bin(portfolio, &request.id)).map(|()| Nothing {})
}

pub(super) fn restore(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| evidence::restore(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn empty_bin(app: &App, _: &Task, request: EmptyBin) -> Result<Emptied> {
    app.change(|portfolio| evidence::empty_bin(portfolio, request.id.as_deref()))
        .map(|evidence| Emptied { evidence })
}

pub(super) fn link(app: &App, _: &Task, request: Link) -> Result<Evidence> {
    app.change(|portfolio| evidence::link(portfolio, &request.id, &request.record))
}

pub(super) fn unlink(app: &App, _: &Task, request: Link) -> Result<Evidence> {
    app.change(|portfolio| evidence::unlink(portfolio, &request.id, &request.record))
}

pub(super) fn of_agreement(app: &App, _: &Task, request: super::supervision::Id) -> Result<Lines> {
    app.with(|portfolio| evidence::of_agreement(portfolio, &request.id))
        .map(|lines| Lines { lines })
}

pub(super) fn attach(app: &App, _: &Task, request: Attach) -> Result<Evidence> {
    app.change(|portfolio| evidence::attach(portfolio, &request.id, &request.agreement))
}

pub(super) fn detach(app: &App, _: &Task, request: Attach) -> Result<Evidence> {
    app.change(|portfolio| evidence::detach(portfolio, &request.id, &request.agreement))
}

pub(super) fn set_statement(app: &App, _: &Task, request: Statement) -> Result<Evidence> {
    app.change(|portfolio| evidence::set_statement(portfolio, &request.id, &request.statement))
}

pub(super) fn remove_statement(app: &App, _: &Task, request: Statement) -> Result<Evidence> {
    app.change(|portfolio| evidence::remove_statement(portfolio, &request.id, &request.statement))
}

pub(super) fn save_consent(app: &App, _: &Task, request: ConsentSave) -> Result<Evidence> {
    app.change(|portfolio| evidence::save_consent(portfolio, &request.id, &request.consent))
}

pub(super) fn withdraw_consent(app: &App, _: &Task, request: ConsentWithdraw) -> Result<Evidence> {
    app.change(|portfolio| evidence::withdraw_consent(portfolio, &request.id, &request.on))
}

pub(super) fn open(app: &App, _: &Task, request: Id) -> Result<Bytes> {
    let size = app.with(|portfolio| Ok(evidence::reader(portfolio, &request.id)?.size()))?;
    Ok(Bytes {
        id: format!("evidence-{}", request.id),
        size,
    })
}

pub(super) fn tells(app: &App, task: &Task, request: Id) -> Result<Tells> {
    evidence::tells(app, task, &request.id)
}

pub(super) fn export(app: &App, task: &Task, request: Export) -> Result<Exported> {
    let way = WayOut {
        path: request.path.as_deref(),
        replace: request.replace,
        for_whom: &request.for_whom,
    };
    evidence::export(app, task, &request.id, &way)
}
