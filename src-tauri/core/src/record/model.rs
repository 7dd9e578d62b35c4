//! What a record is. Shapes only; rules are in `validate.rs`, SQL in `store.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reflection::StageNames;

pub use super::facts::*;
pub use super::question::*;

/// The four kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What stayed with the therapist.
    Reflection,
    /// A session with a client, by code and never by name.
    CaseNote,
    /// A supervision session.
    Supervision,
    /// A CPD activity.
    Cpd,
}

impl Kind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Reflection, Self::CaseNote, Self::Supervision, Self::Cpd];

    /// The word used in the database, the contract and the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reflection => "reflection",
            Self::CaseNote => "case-note",
            Self::Supervision => "supervision",
            Self::Cpd => "cpd",
        }
    }

    /// The kind's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reflection => "Reflection",
            Self::CaseNote => "Case note",
            Self::Supervision => "Supervision",
            Self::Cpd => "CPD activity",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = crate::error::Error;
    fn from_str(text: &str) -> crate::error::Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
            crate::error::Error::field("kind", "There is no such kind of record.").hint("Use reflection, case-note, supervision or cpd.")
        })
    }
}

/// One stage of the text. Its `stage` is an id of the reflection model's, or `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "TextSection")]
pub struct Section {
    /// Id of the stage.
    pub stage: String,
    /// Markdown, kept exactly as written.
    pub text: String,
}

/// Something agreed in supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Action {
    /// Empty for a new one.
    #[serde(default)]
    pub id: String,
    /// What was agreed.
    pub text: String,
    /// Date due.
    pub due: Option<String>,
    /// Date done; open while there is none.
    pub done_on: Option<String>,
    /// Whose it is; `None` is one's own.
    #[serde(default)]
    pub owner: Option<String>,
}

/// What the owner writes: everything of a record that the editor saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Content {
    /// What kind it is; never changes after the first save.
    pub kind: Kind,
    /// May be empty: the first words stand in.
    #[serde(default)]
    pub title: String,
    /// The day it happened, YYYY-MM-DD.
    pub date: String,
    /// Last day of a period.
    #[serde(default)]
    pub date_to: Option<String>,
    /// Length in minutes.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Role it was done in.
    #[serde(default)]
    pub role_id: Option<String>,
    /// Reflection model; `None` means free writing.
    #[serde(default)]
    pub model: Option<String>,
    /// The text, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Own keywords.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Client codes: exactly one for a case note, any for reflections and supervision.
    #[serde(default)]
    pub clients: Vec<String>,
    /// Case notes: which session it was.
    #[serde(default)]
    pub session_number: Option<u32>,
    /// Case notes: where.
    #[serde(default)]
    pub setting: Option<String>,
    /// Supervision only.
    #[serde(default)]
    pub supervision: Option<SupervisionFacts>,
    /// Agreed actions.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// CPD facts.
    #[serde(default)]
    pub cpd: Option<CpdFacts>,
    /// Case notes only.
    #[serde(default)]
    pub case: Option<CaseFacts>,
}

impl Content {
    /// A blank page of this kind, as yet without a day.
    pub fn empty(kind: Kind) -> Self {
        Self {
            kind,
            title: String::new(),
            date: String::new(),
            date_to: None,
            minutes: None,
            role_id: None,
            model: None,
            sections: vec![Section {
                stage: "text".to_owned(),
                text: String::new(),
            }],
            keywords: Vec::new(),
            clients: Vec::new(),
            session_number: None,
            setting: None,
            supervision: None,
            actions: Vec::new(),
            cpd: None,
            case: None,
        }
    }
}

/// How two records hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// This reflects on that.
    ReflectsOn,
    /// This led to that.
    LedTo,
    /// This was discussed in that.
    DiscussedIn,
}

impl LinkKind {
    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReflectsOn => "reflects-on",
            Self::LedTo => "led-to",
            Self::DiscussedIn => "discussed-in",
        }
    }
}

/// A link, seen from one of its two records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Link {
    /// The other record.
    pub record_id: String,
    /// How they hang together.
    pub kind: LinkKind,
    /// True when this record is the one that reflects on, led to, or was discussed.
    pub outgoing: bool,
    /// Kind of the other record.
    pub other_kind: Kind,
    /// Title of the other record, or its first words.
    pub title: String,
    /// Date of the other record.
    pub date: String,
}

/// A statement this record is tagged to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tag {
    /// Statement id, such as `enh.pp.02`.
    pub statement: String,
    /// "How this shows it", up to 500 characters.
    pub claim: String,
}

/// A dated addition to a closed case note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Addition {
    /// Id.
    pub id: String,
    /// When it was added, RFC 3339.
    pub added_at: String,
    /// Markdown.
    pub text: String,
}

/// A remark beside a field that does not stop the save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Warning {
    /// Field of `Content`.
    pub field: String,
    /// What to look at, and why.
    pub message: String,
}

/// What is named in a record by its id alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Called {
    /// Its role.
    pub role: String,
    /// Its reflection model; empty for free writing.
    pub model: String,
    /// The agreement a session was held under.
    pub agreement: String,
}

/// A record as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Record {
    /// UUID.
    pub id: String,
    /// The revision a save must expect.
    pub version: u32,
    /// What the owner wrote.
    pub content: Content,
    /// Title, or the first words where there is none.
    pub shown_title: String,
    /// Draft or finished.
    pub draft: bool,
    /// A finished case note is closed: only additions.
    pub closed: bool,
    /// In the bin since, RFC 3339.
    pub binned_at: Option<String>,
    /// First saved, RFC 3339.
    pub created_at: String,
    /// Last saved, RFC 3339.
    pub updated_at: String,
    /// Additions, oldest first.
    pub additions: Vec<Addition>,
    /// What is different since, once it was said.
    pub echo: Option<super::Echo>,
    /// Tags, in the framework's order.
    pub tags: Vec<Tag>,
    /// Links to and from other records.
    pub links: Vec<Link>,
    /// Remarks beside fields.
    pub warnings: Vec<Warning>,
    /// What the stages of its text are called, of those that have a name; for what is written out of it.
    #[serde(skip)]
    #[ts(skip)]
    pub stage_names: StageNames,
    /// What its role, model and agreement are called, for the same.
    #[serde(skip)]
    #[ts(skip)]
    pub called: Called,
}
