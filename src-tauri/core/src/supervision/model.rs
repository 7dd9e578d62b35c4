//! What supervision is made of. Shapes only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Kind, SupervisionType};

/// Which of the two directories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "SupervisionSide")]
pub enum Side {
    /// Supervises the owner.
    Supervisor,
    /// Is supervised by her.
    Supervisee,
}

impl Side {
    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supervisor => "supervisor",
            Self::Supervisee => "supervisee",
        }
    }
}

/// Somebody in a directory, or a group under its own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SupervisionPerson")]
pub struct Person {
    /// UUID; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// Which directory.
    pub side: Side,
    /// Name, or what the group is called.
    pub name: String,
    /// Such as "practice supervisor".
    #[serde(default)]
    pub role: String,
    /// Such as "music therapist".
    #[serde(default)]
    pub profession: String,
    /// Regulator's or body's number.
    #[serde(default)]
    pub registration: String,
    /// Telephone or e-mail.
    #[serde(default)]
    pub contact: String,
}

/// Where sessions take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "SupervisionPlace")]
pub enum Place {
    /// In one room.
    InPerson,
    /// By video or telephone.
    Remote,
    /// Either.
    Both,
}

impl Place {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Remote, Self::Both];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Remote => "remote",
            Self::Both => "both",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::InPerson => "in person",
            Self::Remote => "remote",
            Self::Both => "in person or remote",
        }
    }
}

/// What was agreed with somebody about supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SupervisionAgreement")]
pub struct Agreement {
    /// UUID; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// With whom.
    pub person_id: String,
    /// What for.
    #[serde(rename = "type")]
    pub kind: SupervisionType,
    /// Where.
    pub place: Place,
    /// First day.
    pub start: String,
    /// Day it is looked at again.
    pub review: Option<String>,
    /// Last day; open while there is none.
    pub end: Option<String>,
    /// In the owner's words: "every three weeks".
    #[serde(default)]
    pub frequency: String,
    /// Length of a session, in minutes.
    pub minutes: Option<u32>,
    /// What it is for, in the owner's words.
    #[serde(default)]
    pub purpose: String,
    /// Who keeps records.
    #[serde(default)]
    pub keeper: String,
    /// Limits of confidentiality.
    #[serde(default)]
    pub limits: String,
}

/// Something taken to supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgendaItem")]
pub struct Item {
    /// UUID.
    pub id: String,
    /// The record it comes from, while that is not in the bin.
    pub source: Option<Source>,
    /// The passage as it was marked; empty: the record as a whole.
    pub quote: String,
    /// What the owner wants to ask or say.
    pub note: String,
    /// When it was put here, RFC 3339.
    pub added_at: String,
    /// The session it was taken to; `None` while it waits.
    pub session_id: Option<String>,
}

/// Where something on the agenda comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AgendaSource")]
pub struct Source {
    /// The record.
    pub record_id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its title or first words.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Its client codes.
    pub clients: Vec<String>,
}

/// One's own measure. None is shipped, and none is a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SupervisionAim")]
pub struct Aim {
    /// A session every so many weeks.
    pub every_weeks: Option<u32>,
    /// One hour of supervision to so many client hours.
    pub client_hours: Option<u32>,
}

/// Client hours of a year that stand in no case note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClientHours {
    /// Calendar year.
    pub year: i32,
    /// Minutes.
    pub minutes: u32,
}

/// Sessions of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SupervisionTypeLine")]
pub struct TypeLine {
    /// The type; `None` is "not said".
    #[serde(rename = "type")]
    pub kind: Option<SupervisionType>,
    /// Sessions.
    pub sessions: u32,
    /// Minutes noted.
    pub minutes: u32,
}

/// A calendar year of supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SupervisionYear")]
pub struct Year {
    /// Calendar year.
    pub year: i32,
    /// Sessions received.
    pub sessions: u32,
    /// Minutes noted of them.
    pub minutes: u32,
    /// Sessions received whose length is not noted.
    pub without_length: u32,
    /// The same by type, those there are.
    pub types: Vec<TypeLine>,
    /// Sessions given.
    pub given: u32,
    /// Minutes noted of them.
    pub given_minutes: u32,
    /// Minutes of case notes.
    pub in_notes: u32,
    /// Client minutes that the owner noted beside them.
    pub beside_notes: u32,
}

/// The log in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SupervisionLog")]
pub struct Log {
    /// Years with a session or with client hours, newest first.
    pub years: Vec<Year>,
    /// One's own measure.
    pub aim: Aim,
    /// Day of the last session received.
    pub last: Option<String>,
    /// The day the next one is due by one's own measure.
    pub next: Option<String>,
}

/// How the log is printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(rename = "SupervisionSheet")]
pub struct Sheet {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Sessions in full rather than a line each.
    #[serde(default)]
    pub full: bool,
    /// Client codes left out, wherever they stand.
    #[serde(default)]
    pub without_codes: bool,
    /// Sessions given rather than received.
    #[serde(default)]
    pub given: bool,
}
