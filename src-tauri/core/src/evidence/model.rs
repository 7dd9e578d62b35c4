//! What evidence is, as the contract has it.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whose it is, as the HCPC asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "EvidenceKind")]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Made by oneself.
    SelfMade,
    /// Showing how one reflected on it.
    ShowingReflection,
    /// From others: a certificate, feedback, a letter.
    FromOthers,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::SelfMade, Self::ShowingReflection, Self::FromOthers];

    /// The word in the database and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SelfMade => "self-made",
            Self::ShowingReflection => "showing-reflection",
            Self::FromOthers => "from-others",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::SelfMade => "Made by myself",
            Self::ShowingReflection => "Showing reflection",
            Self::FromOthers => "From others",
        }
    }

    /// The kind of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::of(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

/// How a file can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceFamily")]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// A picture that is shown.
    Picture,
    /// A PDF, page by page.
    Pdf,
    /// Sound that is played.
    Sound,
    /// A film.
    Video,
    /// Plain text.
    Text,
    /// Anything else: it is said what it is.
    Other,
}

/// The file of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceFile")]
pub struct FileFacts {
    /// What it was called.
    pub name: String,
    /// What its content is, whatever its name says.
    pub media_type: String,
    /// The same in words, such as "JPEG picture".
    pub says: String,
    /// How it can be looked at.
    pub family: Family,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Of its content, in hexadecimal.
    pub sha256: String,
}

/// What is written about a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "EvidenceFacts")]
pub struct Facts {
    /// Up to 200 characters.
    pub title: String,
    /// Whose it is.
    pub kind: Kind,
    /// The day it is of, YYYY-MM-DD.
    pub date: Option<String>,
    /// Who made it, up to 200 characters.
    #[serde(default)]
    pub made_by: String,
    /// For people who cannot see or hear it, up to 5,000 characters.
    #[serde(default)]
    pub description: String,
    /// A client's work, or somebody's voice or face: without consent it stays in the portfolio.
    #[serde(default)]
    pub people: bool,
}

/// By what right consent was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ConsentBy")]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// By the person, who can decide it.
    Person,
    /// By somebody with parental responsibility.
    Parent,
}

impl By {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Parent => "parent",
        }
    }
}

impl FromSql for By {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "person" => Ok(Self::Person),
            "parent" => Ok(Self::Parent),
            _ => Err(FromSqlError::InvalidType),
        }
    }
}

/// What somebody agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who gave it: a code for a client. Up to 200 characters.
    pub who: String,
    /// By what right.
    pub by: By,
    /// What the child says of it. Up to 2,000 characters.
    #[serde(default)]
    pub child_view: String,
    /// They were told that therapy does not depend on it.
    #[serde(default)]
    pub therapy_free: bool,
    /// For what use. Up to 1,000 characters.
    pub use_for: String,
    /// The day it was given.
    pub given: String,
    /// The last day it holds; `None`: until it is withdrawn.
    pub until: Option<String>,
    /// The day it was withdrawn.
    #[serde(default)]
    pub withdrawn: Option<String>,
}

/// Whether evidence may leave, as far as people are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentState {
    /// Nobody is in it.
    NotNeeded,
    /// Somebody is, and nothing is recorded, or not that therapy does not depend on it.
    Missing,
    /// It holds today.
    Valid,
    /// Its last day is over, or its first is yet to come.
    Ended,
    /// It was withdrawn.
    Withdrawn,
}

impl ConsentState {
    /// Whether evidence in this state may be in an export.
    pub fn may_leave(self) -> bool {
        matches!(self, Self::NotNeeded | Self::Valid)
    }

    /// Why it may not, in words.
    pub fn why(self) -> &'static str {
        match self {
            Self::NotNeeded => "no consent is needed",
            Self::Valid => "consent is recorded",
            Self::Missing => "consent is not recorded",
            Self::Ended => "consent does not hold on this day",
            Self::Withdrawn => "consent was withdrawn",
        }
    }
}

/// A record that evidence is linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceRecord")]
pub struct Linked {
    /// UUID.
    pub id: String,
    /// Its title or first words.
    pub title: String,
    /// Its kind.
    pub kind: crate::record::Kind,
    /// Its date.
    pub date: String,
}

/// Another piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceNamed")]
pub struct Named {
    /// UUID.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
}

/// A supervision agreement that evidence is a file of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceAgreement")]
pub struct Attached {
    /// UUID of the agreement.
    pub id: String,
    /// With whom.
    pub name: String,
    /// Its first day.
    pub start: String,
}

/// Where it went, from the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceLeft")]
pub struct Left {
    /// `hcpc`, `evidence` and so on, as in the register.
    pub kind: String,
    /// The file's name.
    pub file_name: String,
    /// When, RFC 3339.
    pub exported_at: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidencePiece")]
pub struct Evidence {
    /// UUID.
    pub id: String,
    /// For the audit.
    pub number: u32,
    /// What is written about it.
    pub facts: Facts,
    /// Its file; `None` when there is none.
    pub file: Option<FileFacts>,
    /// What it is a redacted copy of.
    pub original: Option<Named>,
    /// Its redacted copies.
    pub copies: Vec<Named>,
    /// Records that it belongs to, newest first.
    pub records: Vec<Linked>,
    /// Supervision agreements that it is a file of.
    pub agreements: Vec<Attached>,
    /// Statements that it shows, in the framework's order.
    pub statements: Vec<String>,
    /// What was agreed.
    pub consent: Option<Consent>,
    /// Whether it may leave.
    pub consent_state: ConsentState,
    /// Where it went.
    pub left: Vec<Left>,
    /// Counts the saves.
    pub version: u32,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// When it went to the bin.
    pub binned_at: Option<String>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceLine")]
pub struct Line {
    /// UUID.
    pub id: String,
    /// For the audit.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Whose it is.
    pub kind: Kind,
    /// Its day.
    pub date: Option<String>,
    /// Its file.
    pub file: Option<FileFacts>,
    /// Whether it may leave.
    pub consent_state: ConsentState,
    /// Whether people who cannot see it are told what it is.
    pub described: bool,
    /// What they are told, so that it is found by its words.
    pub description: String,
    /// Who made it.
    pub made_by: String,
    /// Records that it belongs to.
    pub records: u32,
    /// When it went to the bin.
    pub binned_at: Option<String>,
}
