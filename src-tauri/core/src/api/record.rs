//! Commands for records, tags and agreed actions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;
use crate::record::{self, Content, Kind, Page, Query, Record, Warning};
use crate::suggest::{self, Suggestion};

/// Which record.
#[derive(Debug, Deserialize, TS)]
pub struct Id {
    /// UUID.
    pub id: String,
}

/// What a new record starts with.
#[derive(Debug, Deserialize, TS)]
pub struct New {
    /// Kind.
    pub kind: Kind,
}

/// First save of a new record.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RecordCreate")]
pub struct Create {
    /// What is written so far.
    pub content: Content,
    /// The visit to the editor: its saves are one undo step.
    pub visit: String,
    /// Statements to tag at once.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A save of an existing record.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RecordSave")]
pub struct Save {
    /// UUID.
    pub id: String,
    /// The version this save is based on.
    pub expected: u32,
    /// The visit to the editor.
    pub visit: String,
    /// Everything the editor holds.
    pub content: Content,
}

/// What a save answers.
#[derive(Debug, Serialize, TS)]
pub struct Saved {
    /// The version the next save must expect.
    pub version: u32,
    /// When it reached the disk, RFC 3339.
    pub saved_at: String,
    /// Title or first words.
    pub shown_title: String,
    /// Remarks beside fields.
    pub warnings: Vec<Warning>,
    /// The agreed actions with their ids.
    pub actions: Vec<record::Action>,
}

/// Marks a record as finished, or as a draft again.
#[derive(Debug, Deserialize, TS)]
pub struct Finish {
    /// UUID.
    pub id: String,
    /// True to finish; false to make it a draft again (not for case notes).
    pub finished: bool,
}

/// What is being added to a closed case note, as far as it is written.
#[derive(Debug, Serialize, TS)]
pub struct UnfinishedAddition {
    /// Markdown; empty when nothing is being added.
    pub text: String,
}

/// A dated addition to a closed case note.
#[derive(Debug, Deserialize, TS)]
pub struct Add {
    /// UUID of the case note.
    pub id: String,
    /// Markdown.
    pub text: String,
}

/// A stretch of the list or of a search.
#[derive(Debug, Deserialize, TS)]
pub struct List {
    /// What to list.
    pub query: Query,
    /// First line.
    pub offset: u32,
    /// At most this many lines, 1 to 500.
    pub limit: u32,
}

/// What emptying the bin removed.
#[derive(Debug, Serialize, TS)]
pub struct Emptied {
    /// How many records.
    pub records: u32,
}

/// A record as Markdown.
#[derive(Debug, Serialize, TS)]
pub struct Markdown {
    /// Title, facts, text and tags.
    pub text: String,
}

/// What the filters and suggestions offer.
#[derive(Debug, Serialize, TS)]
pub struct Facets {
    /// Keywords with how many records carry each, by name.
    pub keywords: Vec<Facet>,
    /// Client codes, likewise.
    pub clients: Vec<Facet>,
    /// Supervisors already named.
    pub supervisors: Vec<String>,
    /// Records that are not in the bin.
    pub records: u32,
    /// Drafts.
    pub drafts: u32,
    /// Records in the bin.
    pub binned: u32,
}

/// A word and how often.
#[derive(Debug, Serialize, TS)]
pub struct Facet {
    /// Keyword or code.
    pub name: String,
    /// Records.
    pub records: u32,
}

/// Tags a record to a statement, or changes the claim.
#[derive(Debug, Deserialize, TS)]
pub struct SetTag {
    /// UUID.
    pub id: String,
    /// Statement id.
    pub statement: String,
    /// "How this shows it", up to 500 characters.
    #[serde(default)]
    pub claim: String,
}

/// Which statements what is written may show.
#[derive(Debug, Deserialize, TS)]
pub struct Suggest {
    /// UUID; none before the first save.
    pub id: Option<String>,
    /// What is on screen.
    pub content: Content,
}

/// Statements that may be shown.
#[derive(Debug, Serialize, TS)]
pub struct Suggestions {
    /// Up to five, best first.
    pub suggestions: Vec<Suggestion>,
}

/// Never suggests a statement for a record again.
#[derive(Debug, Deserialize, TS)]
pub struct DismissSuggestion {
    /// UUID.
    pub id: String,
    /// Statement id.
    pub statement: String,
}

/// Removes a tag.
#[derive(Debug, Deserialize, TS)]
pub struct RemoveTag {
    /// UUID.
    pub id: String,
    /// Statement id.
    pub statement: String,
}

/// Agreed actions that are not done yet.
#[derive(Debug, Serialize, TS)]
pub struct OpenActions {
    /// By date due, those without one last.
    pub actions: Vec<OpenAction>,
}

/// An agreed action and where it comes from.
#[derive(Debug, Serialize, TS)]
pub struct OpenAction {
    /// Id.
    pub id: String,
    /// What was agreed.
    pub text: String,
    /// Date due.
    pub due: Option<String>,
    /// Whose it is; `None` is one's own.
    pub owner: Option<String>,
    /// The supervision session.
    pub record_id: String,
    /// Its title or first words.
    pub record_title: String,
    /// Its date.
    pub record_date: String,
}

/// Ticks an action, or takes the tick back.
#[derive(Debug, Deserialize, TS)]
pub struct ActionDone {
    /// Id.
    pub id: String,
    /// Done or not.
    pub done: bool,
}

pub(super) fn new(app: &App, _: &Task, request: New) -> Result<Content> {
    app.with(|portfolio| record::blank(portfolio, request.kind))
}

pub(super) fn create(app: &App, _: &Task, request: Create) -> Result<Record> {
    app.change(|portfolio| record::create(portfolio, &request.content, &request.visit, &request.tags))
}

pub(super) fn get(app: &App, _: &Task, request: Id) -> Result<Record> {
    app.with(|portfolio| record::get(portfolio, &request.id))
}

pub(super) fn save(app: &App, _: &Task, request: Save) -> Result<Saved> {
    app.change(|portfolio| record::save(portfolio, &request.id, request.expected, &request.visit, &request.content))
}

pub(super) fn finish(app: &App, _: &Task, request: Finish) -> Result<Record> {
    app.change(|portfolio| record::finish(portfolio, &request.id, request.finished))
}

pub(super) fn unfinished_addition(app: &App, _: &Task, request: Id) -> Result<UnfinishedAddition> {
    let text = app.with(|portfolio| record::unfinished_addition(portfolio, &request.id))?;
    Ok(UnfinishedAddition { text })
}

pub(super) fn keep_unfinished_addition(app: &App, _: &Task, request: Add) -> Result<Nothing> {
    app.with_mut(|portfolio| record::keep_unfinished_addition(portfolio, &request.id, &request.text))
        .map(|()| Nothing {})
}

pub(super) fn add(app: &App, _: &Task, request: Add) -> Result<Record> {
    app.change(|portfolio| record::add(portfolio, &request.id, &request.text))
}

pub(super) fn list(app: &App, _: &Task, request: List) -> Result<Page> {
    app.with(|portfolio| record::list(portfolio, &request.query, request.offset, request.limit))
}

pub(super) fn bin(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| record::bin(portfolio, &request.id)).map(|()| Nothing {})
}

pub(super) fn restore(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| record::restore(portfolio, &request.id)).map(|()| Nothing {})
}

pub(super) fn empty_bin(app: &App, _: &Task, _: Nothing) -> Result<Emptied> {
    app.change(record::empty_bin).map(|records| Emptied { records })
}

pub(super) fn reflect_on(app: &App, _: &Task, request: Id) -> Result<Record> {
    app.change(|portfolio| record::reflect_on(portfolio, &request.id))
}

pub(super) fn markdown(app: &App, _: &Task, request: Id) -> Result<Markdown> {
    app.with(|portfolio| record::markdown(portfolio, &request.id))
        .map(|text| Markdown { text })
}

pub(super) fn facets(app: &App, _: &Task, _: Nothing) -> Result<Facets> {
    app.with(record::facets)
}

pub(super) fn set_tag(app: &App, _: &Task, request: SetTag) -> Result<Record> {
    app.change(|portfolio| record::set_tag(portfolio, &request.id, &request.statement, &request.claim))
}

pub(super) fn remove_tag(app: &App, _: &Task, request: RemoveTag) -> Result<Record> {
    app.change(|portfolio| record::remove_tag(portfolio, &request.id, &request.statement))
}

pub(super) fn suggest(app: &App, _: &Task, request: Suggest) -> Result<Suggestions> {
    // The portfolio is let go before the work is done: a save does not wait for it.
    let asked = app.with(|portfolio| suggest::ask(portfolio, request.id.as_deref(), &request.content))?;
    Ok(Suggestions {
        suggestions: asked.answer(),
    })
}

pub(super) fn dismiss_suggestion(app: &App, _: &Task, request: DismissSuggestion) -> Result<Nothing> {
    app.change(|portfolio| suggest::dismiss(portfolio, &request.id, &request.statement))
        .map(|()| Nothing {})
}

pub(super) fn open_actions(app: &App, _: &Task, _: Nothing) -> Result<OpenActions> {
    app.with(record::open_actions).map(|actions| OpenActions { actions })
}

pub(super) fn action_done(app: &App, _: &Task, request: ActionDone) -> Result<Nothing> {
    app.change(|portfolio| record::action_done(portfolio, &request.id, request.done))
        .map(|()| Nothing {})
}
