//! What a record is. Shapes only; rules are in `validate.rs`, SQL in `store.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

/// HCPC's types of activity, in its words' substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CpdType {
    /// Work-based learning.
    WorkBased,
    /// Professional activity.
    Professional,
    /// Formal education.
    Formal,
    /// Self-directed learning.
    SelfDirected,
    /// Other.
    Other,
}

impl CpdType {
    /// All types, in HCPC's order.
    pub const ALL: [Self; 5] = [Self::WorkBased, Self::Professional, Self::Formal, Self::SelfDirected, Self::Other];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkBased => "work-based",
            Self::Professional => "professional",
            Self::Formal => "formal",
            Self::SelfDirected => "self-directed",
            Self::Other => "other",
        }
    }

    /// The type's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkBased => "Work-based learning",
            Self::Professional => "Professional activity",
            Self::Formal => "Formal education",
            Self::SelfDirected => "Self-directed learning",
            Self::Other => "Other",
        }
    }
}

/// How supervision is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SupervisionFormat {
    /// Supervisor and supervisee.
    Individual,
    /// A group with a supervisor.
    Group,
    /// Peers among themselves.
    Peer,
}

impl SupervisionFormat {
    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Group => "group",
            Self::Peer => "peer",
        }
    }
}

/// What a session, or an agreement, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SupervisionType {
    /// Of the clinical work.
    Clinical,
    /// By a manager.
    Managerial,
    /// Among peers.
    Peer,
    /// In a group.
    Group,
}

impl SupervisionType {
    /// All types, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Clinical, Self::Managerial, Self::Peer, Self::Group];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clinical => "clinical",
            Self::Managerial => "managerial",
            Self::Peer => "peer",
            Self::Group => "group",
        }
    }

    /// The type's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clinical => "Clinical",
            Self::Managerial => "Managerial",
            Self::Peer => "Peer",
            Self::Group => "Group",
        }
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

/// What only supervision has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SupervisionFacts {
    /// The supervisor, as the owner names them.
    #[serde(default)]
    pub supervisor: String,
    /// Individual, group or peer.
    pub format: Option<SupervisionFormat>,
    /// By video or telephone.
    #[serde(default)]
    pub remote: bool,
    /// A line or two.
    #[serde(default)]
    pub themes: String,
    /// Clinical, managerial, peer or group; `None` is "not said".
    #[serde(rename = "type", default)]
    pub kind: Option<SupervisionType>,
    /// The agreement it was held under.
    #[serde(default)]
    pub agreement_id: Option<String>,
    /// The owner supervised; then `supervisor` names whom.
    #[serde(default)]
    pub given: bool,
}

/// How it came to the session of a case note, when it did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Attendance {
    /// The client did not come, and had not said so.
    DidNotAttend,
    /// The client cancelled.
    CancelledByClient,
    /// The owner cancelled.
    CancelledByMe,
}

impl Attendance {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::DidNotAttend, Self::CancelledByClient, Self::CancelledByMe];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DidNotAttend => "did-not-attend",
            Self::CancelledByClient => "cancelled-by-client",
            Self::CancelledByMe => "cancelled-by-me",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DidNotAttend => "Did not attend",
            Self::CancelledByClient => "Cancelled by the client",
            Self::CancelledByMe => "Cancelled by me",
        }
    }
}

/// What only a case note has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseFacts {
    /// `None` is "attended".
    #[serde(default)]
    pub attendance: Option<Attendance>,
    /// A line or two.
    #[serde(default)]
    pub themes: String,
    /// Something in it is a risk.
    #[serde(default)]
    pub risk: bool,
    /// It is about the ending of the work.
    #[serde(default)]
    pub ending: bool,
}

/// What makes a record CPD. Any kind but a case note may carry it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CpdFacts {
    /// HCPC's type of activity.
    #[serde(rename = "type")]
    pub kind: Option<CpdType>,
    /// Who offered it.
    #[serde(default)]
    pub provider: String,
    /// Whether there is a certificate.
    #[serde(default)]
    pub certificate: bool,
    /// What I learnt.
    #[serde(default)]
    pub learnt: String,
    /// How it changed my practice.
    #[serde(default)]
    pub practice: String,
    /// How it benefited service users.
    #[serde(default)]
    pub service_users: String,
    /// A kind of the type, such as "journal club".
    #[serde(default)]
    pub sub_type: String,
    /// What it cost, in pence.
    #[serde(default)]
    pub cost_pence: Option<u32>,
    /// HCPC's standards 1 to 4 that it speaks to.
    #[serde(default)]
    pub standards: Vec<u8>,
    /// What comes next.
    #[serde(default)]
    pub next_step: String,
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
}

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
