//! What the list is asked, and what it answers. Shapes only; the SQL is in `list.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::Kind;

/// A stretch of text, marked where a search word was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Span {
    /// Plain text.
    pub text: String,
    /// Found by the search.
    pub hit: bool,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// UUID.
    pub id: String,
    /// Kind.
    pub kind: Kind,
    /// Title or first words; highlighted in a search.
    pub title: Vec<Span>,
    /// First line of the text, or the passage found.
    pub line: Vec<Span>,
    /// YYYY-MM-DD.
    pub date: String,
    /// Last day of a period.
    pub date_to: Option<String>,
    /// Minutes.
    pub minutes: Option<u32>,
    /// Draft.
    pub draft: bool,
    /// Client codes.
    pub clients: Vec<String>,
    /// Ids of the statements tagged.
    pub tags: Vec<String>,
    /// In the bin since.
    pub binned_at: Option<String>,
}

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Newest first; a search orders by rank instead.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By title.
    Title,
    /// Last changed first.
    Changed,
}

/// What to list. All parts narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Query {
    /// Search words: quotes for phrases, minus to leave out, the last word as a prefix.
    pub text: String,
    /// Kinds; empty means all.
    pub kinds: Vec<Kind>,
    /// Framework level (`ass` … `con`) that one of its tags belongs to.
    pub level: Option<String>,
    /// Section (`core`, `ks`, `res`, or a pillar `pp`, `fl`, `lm`, `erd`) that one of its tags belongs to.
    pub section: Option<String>,
    /// Statement it is tagged to.
    pub statement: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Keyword.
    pub keyword: Option<String>,
    /// Client code.
    pub client: Option<String>,
    /// Only drafts, or only finished ones.
    pub draft: Option<bool>,
    /// Only records without any tag.
    pub untagged: bool,
    /// The bin instead of the list.
    pub bin: bool,
    /// Order.
    pub sort: Sort,
}

/// A stretch of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Page {
    /// How many there are in all.
    pub total: u32,
    /// Lines from `offset` on.
    pub rows: Vec<Row>,
    /// What the search left out or did not understand, in a sentence.
    pub note: Option<String>,
}
