//! Commands for clients: pages, who they are, times of keeping, access, erasure.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::Exported;
use super::{App, Nothing, Task};
use crate::client::{
    self, Answers, Choice, Erased, Erasure, Facts, Format, Handover, Line, Look, Mark, Others, Page, Renamed, Request, Sealed, Usual,
};
use crate::error::Result;
use crate::record::Record;
use crate::vault::{Secret, taken_if_any};

/// What the clients' page shows.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "ClientOverview")]
pub struct Overview {
    /// Every client, by code.
    pub clients: Vec<Line>,
    /// The usual times of keeping.
    pub usual: Usual,
    /// What was erased, newest first.
    pub erasures: Vec<Erasure>,
}

/// Which client or request.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientId")]
pub struct Id {
    /// UUID.
    pub id: String,
}

/// A new client.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientMake")]
pub struct Make {
    /// Its code, never a name.
    pub code: String,
}

/// What was made or saved.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "ClientMade")]
pub struct Made {
    /// UUID.
    pub id: String,
}

/// Saves a client's page.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientSave")]
pub struct Save {
    /// UUID.
    pub id: String,
    /// The version this save is based on.
    pub expected: u32,
    /// Everything the page holds.
    pub facts: Facts,
}

/// What a save answers.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "ClientSaved")]
pub struct Saved {
    /// The version the next save must expect.
    pub version: u32,
}

/// Another code for a client.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientRename")]
pub struct Rename {
    /// UUID.
    pub id: String,
    /// The new code.
    pub code: String,
}

/// Writes who a client is.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientIdentitySave")]
pub struct IdentitySave {
    /// UUID.
    pub id: String,
    /// Who it is.
    pub identity: Sealed,
}

/// What is due.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "RetentionDue")]
pub struct Retention {
    /// The usual times of keeping.
    pub usual: Usual,
    /// Clients whose time is over, the longest over first.
    pub due: Vec<Line>,
}

/// Erases a client.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ClientErase")]
pub struct Erase {
    /// UUID.
    pub id: String,
    /// Its code, once more.
    pub code: String,
    /// What was asked before.
    pub answers: Answers,
    /// What becomes of each record that speaks of the client.
    pub choices: Vec<Choice>,
    /// Why, without the code and without a name.
    #[serde(default)]
    pub reason: String,
}

/// Requests that are not answered.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "AccessRequests")]
pub struct Requests {
    /// The most pressing first.
    pub open: Vec<OpenRequest>,
}

/// A request that is not answered.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "OpenAccessRequest")]
pub struct OpenRequest {
    /// The request.
    pub request: Request,
    /// The client's code.
    pub code: String,
}

/// Marks a request as answered.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AccessAnswered")]
pub struct Answered {
    /// The request.
    pub id: String,
    /// False takes it back.
    pub done: bool,
}

/// Other clients' codes in what would go out.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "AccessMarks")]
pub struct Marks {
    /// By record and code.
    pub marks: Vec<Mark>,
}

/// Writes what a request asks for.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AccessExport")]
pub struct AccessExport {
    /// The request.
    pub id: String,
    /// What becomes of other clients' codes.
    pub others: Others,
    /// As what.
    pub format: Format,
    /// Where to; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
}

/// Makes the file or the sheet for a colleague.
#[derive(Deserialize, TS)]
pub struct HandoverExport {
    /// The file's own passphrase; without it the sheet to print is made.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
    /// The sheet says who the clients are. The file always does.
    pub with_clients: bool,
    /// Where to; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
}

pub(super) fn list(app: &App, _: &Task, _: Nothing) -> Result<Overview> {
    app.with(|portfolio| {
        Ok(Overview {
            clients: client::list(portfolio)?,
            usual: client::rule(portfolio)?,
            erasures: client::erasures(portfolio)?,
        })
    })
}

pub(super) fn get(app: &App, _: &Task, request: Id) -> Result<Page> {
    app.with(|portfolio| client::get(portfolio, &request.id))
}

pub(super) fn make(app: &App, _: &Task, request: Make) -> Result<Made> {
    app.change(|portfolio| client::make(portfolio, &request.code)).map(|id| Made { id })
}

pub(super) fn save(app: &App, _: &Task, request: Save) -> Result<Saved> {
    app.change(|portfolio| client::save(portfolio, &request.id, request.expected, &request.facts))
        .map(|version| Saved { version })
}

pub(super) fn rename(app: &App, _: &Task, request: Rename) -> Result<Renamed> {
    app.change(|portfolio| client::rename(portfolio, &request.id, &request.code))
}

pub(super) fn begin_note(app: &App, _: &Task, request: Id) -> Result<Record> {
    app.change(|portfolio| client::begin_note(portfolio, &request.id))
}

pub(super) fn identity(app: &App, _: &Task, request: Id) -> Result<Sealed> {
    app.with(|portfolio| client::reveal(portfolio, &request.id))
}

pub(super) fn identity_save(app: &App, _: &Task, request: IdentitySave) -> Result<Nothing> {
    app.change(|portfolio| client::save_identity(portfolio, &request.id, &request.identity))
        .map(|()| Nothing {})
}

pub(super) fn retention(app: &App, _: &Task, _: Nothing) -> Result<Retention> {
    app.with(|portfolio| {
        Ok(Retention {
            usual: client::rule(portfolio)?,
            due: client::kept(portfolio)?,
        })
    })
}

pub(super) fn retention_save(app: &App, _: &Task, request: Usual) -> Result<Nothing> {
    app.change(|portfolio| client::save_rule(portfolio, request)).map(|()| Nothing {})
}

pub(super) fn erase_look(app: &App, _: &Task, request: Id) -> Result<Look> {
    app.with(|portfolio| client::look(portfolio, &request.id))
}

pub(super) fn erase(app: &App, _: &Task, request: Erase) -> Result<Erased> {
    let Erase {
        id,
        code,
        answers,
        choices,
        reason,
    } = request;
    app.change(|portfolio| client::erase(portfolio, &id, &code, answers, &choices, &reason))
}

pub(super) fn requests(app: &App, _: &Task, _: Nothing) -> Result<Requests> {
    let open = app.with(client::open_requests)?;
    Ok(Requests {
        open: open.into_iter().map(|(request, code)| OpenRequest { request, code }).collect(),
    })
}

pub(super) fn request_save(app: &App, _: &Task, request: Request) -> Result<Made> {
    app.change(|portfolio| client::save_request(portfolio, &request))
        .map(|id| Made { id })
}

pub(super) fn request_answered(app: &App, _: &Task, request: Answered) -> Result<Nothing> {
    app.change(|portfolio| client::answered(portfolio, &request.id, request.done))
        .map(|()| Nothing {})
}

pub(super) fn access_look(app: &App, _: &Task, request: Id) -> Result<Marks> {
    app.with(|portfolio| client::look_for_others(portfolio, &request.id))
        .map(|marks| Marks { marks })
}

pub(super) fn access_export(app: &App, task: &Task, request: AccessExport) -> Result<Exported> {
    client::export(
        app,
        task,
        &request.id,
        request.others,
        request.format,
        request.path.as_deref(),
        request.replace,
    )
}

pub(super) fn handover(app: &App, _: &Task, _: Nothing) -> Result<client::HandoverMade> {
    app.with(client::handover)
}

pub(super) fn handover_save(app: &App, _: &Task, request: Handover) -> Result<Nothing> {
    app.change(|portfolio| client::save_handover(portfolio, &request))
        .map(|()| Nothing {})
}

pub(super) fn handover_export(app: &App, task: &Task, request: HandoverExport) -> Result<Exported> {
    client::export_handover(
        app,
        task,
        request.passphrase.as_ref(),
        request.with_clients,
        request.path.as_deref(),
        request.replace,
    )
}
