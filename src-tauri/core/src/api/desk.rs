//! Commands of the writing desk: links, copies, templates, earlier versions, keywords, saved filters, several records at
//! once, and what is different since.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::record::Id;
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::record::{self, BulkChange, BulkDone, Compared, EchoAsked, LinkKind, Query, Record, SavedFilter, Template, Version};

/// A link from one record to another.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RecordLink")]
pub struct Link {
    /// The one that reflects on, led to, or was discussed.
    pub from: String,
    /// The other.
    pub to: String,
    /// How they hang together.
    pub kind: LinkKind,
}

/// Earlier versions, newest first.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "RecordHistory")]
pub struct History {
    /// What the record said before.
    pub versions: Vec<Version>,
}

/// Two versions side by side.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VersionCompare")]
pub struct Compare {
    /// Record.
    pub id: String,
    /// The earlier version.
    pub version: String,
    /// Another version; `None` for what the record says now.
    #[serde(default)]
    pub with: Option<String>,
}

/// Brings a version back as a new one.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VersionRestore")]
pub struct RestoreVersion {
    /// Record.
    pub id: String,
    /// The earlier version.
    pub version: String,
    /// The version of the record that this is based on.
    pub expected: u32,
}

/// Changes several records in one step.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ChangeSeveral")]
pub struct Several {
    /// Records.
    pub ids: Vec<String>,
    /// What to do with each.
    pub change: BulkChange,
}

/// Spells a keyword otherwise.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "KeywordRename")]
pub struct RenameKeyword {
    /// As it is called.
    pub name: String,
    /// As it will be called.
    pub to: String,
}

/// Makes two keywords one.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "KeywordMerge")]
pub struct MergeKeywords {
    /// The one that goes.
    pub from: String,
    /// The one that stays.
    pub into: String,
}

/// How many records were concerned.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "KeywordDone")]
pub struct Concerned {
    /// Records, those in the bin too.
    pub records: u32,
}

/// Templates, by kind and name.
#[derive(Debug, Serialize, TS)]
pub struct Templates {
    /// All there are.
    pub templates: Vec<Template>,
}

/// A record to keep as a template, or a template to call otherwise.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "TemplateName")]
pub struct Named {
    /// Record, or template.
    pub id: String,
    /// The owner's name for it.
    pub name: String,
}

/// Saved filters, by name.
#[derive(Debug, Serialize, TS)]
pub struct Filters {
    /// All there are.
    pub filters: Vec<SavedFilter>,
}

/// Keeps a question to the list under a name.
#[derive(Debug, Deserialize, TS)]
pub struct FilterKeep {
    /// A filter of this name takes the new question.
    pub name: String,
    /// What it asks for.
    pub query: Query,
}

/// What to ask about, if anything.
#[derive(Debug, Serialize, TS)]
pub struct EchoDue {
    /// An activity of some weeks ago.
    pub asked: Option<EchoAsked>,
}

/// What is different now.
#[derive(Debug, Deserialize, TS)]
pub struct EchoSay {
    /// Record.
    pub id: String,
    /// Empty: it was asked, and is left.
    pub text: String,
}

pub(super) fn link(app: &App, _: &Task, request: Link) -> Result<Record> {
    app.change(|portfolio| record::link(portfolio, &request.from, &request.to, request.kind))
}

pub(super) fn unlink(app: &App, _: &Task, request: Link) -> Result<Record> {
    app.change(|portfolio| record::unlink(portfolio, &request.from, &request.to, request.kind))
}

pub(super) fn duplicate(app: &App, _: &Task, request: Id) -> Result<Record> {
    app.change(|portfolio| record::duplicate(portfolio, &request.id))
}

pub(super) fn history(app: &App, _: &Task, request: Id) -> Result<History> {
    app.with(|portfolio| record::history(portfolio, &request.id))
        .map(|versions| History { versions })
}

pub(super) fn compare(app: &App, _: &Task, request: Compare) -> Result<Compared> {
    app.with(|portfolio| record::compare(portfolio, &request.id, &request.version, request.with.as_deref()))
}

pub(super) fn restore_version(app: &App, _: &Task, request: RestoreVersion) -> Result<Record> {
    app.change(|portfolio| record::restore_version(portfolio, &request.id, &request.version, request.expected))
}

pub(super) fn several(app: &App, _: &Task, request: Several) -> Result<BulkDone> {
    app.change(|portfolio| record::change_several(portfolio, &request.ids, &request.change))
}

pub(super) fn rename_keyword(app: &App, _: &Task, request: RenameKeyword) -> Result<Concerned> {
    app.change(|portfolio| record::rename_keyword(portfolio, &request.name, &request.to))
        .map(|records| Concerned { records })
}

pub(super) fn merge_keywords(app: &App, _: &Task, request: MergeKeywords) -> Result<Concerned> {
    app.change(|portfolio| record::merge_keywords(portfolio, &request.from, &request.into))
        .map(|records| Concerned { records })
}

pub(super) fn templates(app: &App, _: &Task, _: Nothing) -> Result<Templates> {
    app.with(record::every_template).map(|templates| Templates { templates })
}

pub(super) fn keep_template(app: &App, _: &Task, request: Named) -> Result<Template> {
    app.change(|portfolio| record::keep_template(portfolio, &request.id, &request.name))
}

pub(super) fn rename_template(app: &App, _: &Task, request: Named) -> Result<Nothing> {
    app.change(|portfolio| record::rename_template(portfolio, &request.id, &request.name))
        .map(|()| Nothing {})
}

pub(super) fn delete_template(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| record::delete_template(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn use_template(app: &App, _: &Task, request: Id) -> Result<Record> {
    app.change(|portfolio| record::from_template(portfolio, &request.id))
}

pub(super) fn filters(app: &App, _: &Task, _: Nothing) -> Result<Filters> {
    app.with(record::every_filter).map(|filters| Filters { filters })
}

pub(super) fn keep_filter(app: &App, _: &Task, request: FilterKeep) -> Result<SavedFilter> {
    app.change(|portfolio| record::keep_filter(portfolio, &request.name, &request.query))
}

pub(super) fn delete_filter(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| record::delete_filter(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn echo_due(app: &App, _: &Task, _: Nothing) -> Result<EchoDue> {
    let weeks = app.settings().echo_weeks;
    app.with(|portfolio| record::echo_due(portfolio, weeks))
        .map(|asked| EchoDue { asked })
}

pub(super) fn say_echo(app: &App, _: &Task, request: EchoSay) -> Result<Record> {
    app.change(|portfolio| record::say_echo(portfolio, &request.id, &request.text))
}
