//! What there is about a client but who it is. Shapes only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{CaseLine, Kind};

/// A client in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ClientLine")]
pub struct Line {
    /// UUID.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Case notes.
    pub notes: u32,
    /// Day of the first case note.
    pub first: Option<String>,
    /// Day of the last session that took place.
    pub last: Option<String>,
    /// The day the work ended; `None` while it goes on.
    pub ended: Option<String>,
    /// A risk is written down, or a case note marks one.
    pub risk: bool,
    /// Goals, themes and summary of its page, so that it is found by their words.
    pub words: String,
    /// How long it is kept.
    pub kept: Kept,
    /// Numbers of the evidence that would go with it, once its time is over.
    pub evidence: Vec<u32>,
}

/// How long everything about a client is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "RetentionRule")]
pub enum RuleKind {
    /// So many years after the last contact.
    Adult,
    /// Until the client has reached an age.
    Child,
    /// Until a day of the owner's choice.
    Own,
}

impl RuleKind {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Adult, Self::Child, Self::Own];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adult => "adult",
            Self::Child => "child",
            Self::Own => "own",
        }
    }
}

/// Where a client's time of keeping stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "RetentionState")]
pub enum State {
    /// No time is set.
    NoRule,
    /// There is no contact yet to count from.
    NoContact,
    /// The year of birth is not noted.
    NoBirthYear,
    /// It runs.
    Running,
    /// It is over; nothing happens by itself.
    Due,
    /// A hold keeps it, whatever the time.
    Held,
}

/// The day it may go, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Retention")]
pub struct Kept {
    /// The last day it is kept.
    pub until: Option<String>,
    /// Where it stands.
    pub state: State,
}

/// The owner's usual times of keeping. None is shipped, and none is law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RetentionUsual")]
pub struct Usual {
    /// Adults: years after the last contact.
    #[serde(default)]
    pub adult_years: Option<u32>,
    /// Children: until this age.
    #[serde(default)]
    pub child_age: Option<u32>,
}

/// What the owner writes on a client's page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ClientFacts")]
pub struct Facts {
    /// What the work is for.
    #[serde(default)]
    pub goals: String,
    /// What comes again.
    #[serde(default)]
    pub themes: String,
    /// What to look out for; empty when there is nothing.
    #[serde(default)]
    pub risk: String,
    /// The therapy in one's own words.
    #[serde(default)]
    pub summary: String,
    /// The day the work ended.
    #[serde(default)]
    pub ended: Option<String>,
    /// How it ended.
    #[serde(default)]
    pub ending: String,
    /// How long it is kept; `None` as an adult.
    #[serde(default)]
    pub rule: Option<RuleKind>,
    /// Years, or an age; `None` for the usual one.
    #[serde(default)]
    pub rule_number: Option<u32>,
    /// Own rule: the last day.
    #[serde(default)]
    pub keep_until: Option<String>,
    /// Why nothing of it may be erased; empty: it may.
    #[serde(default)]
    pub hold: String,
}

/// A client's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ClientPage")]
pub struct Page {
    /// UUID.
    pub id: String,
    /// Its code.
    pub code: String,
    /// The version a save must expect.
    pub version: u32,
    /// What the owner wrote.
    pub facts: Facts,
    /// Something is written down of who it is.
    pub identified: bool,
    /// Case notes in the order of the work.
    pub notes: Vec<CaseLine>,
    /// The number of the next session.
    pub next_session: u32,
    /// Day of the last session that took place.
    pub last: Option<String>,
    /// How long it is kept.
    pub kept: Kept,
    /// Who asked for everything about it, newest first.
    pub requests: Vec<Request>,
}

/// What a change of code did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ClientRenamed")]
pub struct Renamed {
    /// Records that carry the new code now.
    pub records: u32,
    /// Records whose words still say the old one.
    pub mentions: u32,
}

/// A record that is no case note of the client's, and speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ClientSpokenOf")]
pub struct Spoken {
    /// The record.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Title or first words.
    pub title: String,
    /// Its day.
    pub date: String,
    /// It carries the code; else only its words name the client.
    pub carries: bool,
    /// The client's name stands in its words.
    pub named: bool,
    /// Another client's closed case note, which can only lose the words.
    pub of_another: bool,
    /// It left in a final profile or a log, so many times.
    pub left: u32,
}

/// A piece of evidence that goes with a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ErasePiece")]
pub struct Piece {
    /// The evidence.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// It left in a profile, so many times: its number stays there, and says "Withdrawn".
    pub left: u32,
}

/// What would go, and what has to be asked before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EraseLook")]
pub struct Look {
    /// The client's code.
    pub code: String,
    /// Its case notes, the bin's too.
    pub notes: u32,
    /// Records to decide about, one by one.
    pub spoken: Vec<Spoken>,
    /// Evidence that belongs to its case notes alone, or is recorded as its own: it goes with the client.
    pub evidence: Vec<Piece>,
    /// Why it may not be erased, as written on its page.
    pub hold: String,
    /// Requests that are not answered.
    pub open_requests: u32,
    /// How long it was to be kept.
    pub kept: Kept,
    /// The code is a word of the language as well, so it is looked for in its own spelling alone.
    pub short_code: bool,
    /// The newest backup that was made, which holds the client still, and so does every older one.
    pub backup: Option<Backup>,
}

/// A backup that was made before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EraseBackup")]
pub struct Backup {
    /// The day.
    pub made_on: String,
    /// Where it was put.
    pub path: String,
}

/// What the owner answered before an erasure. Each is true when there is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[ts(rename = "EraseAnswers")]
pub struct Answers {
    /// An open request for access.
    pub request: Option<bool>,
    /// A complaint.
    pub complaint: Option<bool>,
    /// A claim.
    pub claim: Option<bool>,
    /// A safeguarding matter.
    pub safeguarding: Option<bool>,
    /// The insurer's period is still running.
    pub insurer: Option<bool>,
}

/// What becomes of a record that speaks of the client.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(rename = "EraseChoice")]
pub struct Choice {
    /// The record.
    pub id: String,
    /// True to erase it; false to keep it with the code taken out.
    pub erase: bool,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Erased {
    /// Case notes.
    pub case_notes: u32,
    /// Other records.
    pub records: u32,
    /// Records kept without the code.
    pub kept: u32,
    /// Pieces of evidence that belonged to nothing else or were the client's own, with their files.
    pub evidence: u32,
    /// Every table was read again, and nothing of the client was found.
    pub clean: bool,
    /// The room was given back and the log emptied; else that is done when the portfolio is next opened.
    pub shredded: bool,
    /// The newest backup from before.
    pub backup: Option<Backup>,
}

/// The line that an erasure leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The day.
    pub on: String,
    /// Why, in the owner's words.
    #[serde(default)]
    pub reason: String,
    /// Case notes.
    pub case_notes: u32,
    /// Other records.
    pub records: u32,
    /// Records kept without the code.
    pub kept: u32,
}

/// Who asks for everything about a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "AccessAsker")]
pub enum Asker {
    /// The client.
    Client,
    /// A parent, or whoever has parental responsibility.
    Parent,
    /// A solicitor.
    Solicitor,
    /// Somebody else.
    Other,
}

impl Asker {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Client, Self::Parent, Self::Solicitor, Self::Other];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Parent => "parent",
            Self::Solicitor => "solicitor",
            Self::Other => "other",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "The client",
            Self::Parent => "A parent",
            Self::Solicitor => "A solicitor",
            Self::Other => "Somebody else",
        }
    }
}

/// A request for everything about a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "AccessRequest")]
pub struct Request {
    /// UUID; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// The client.
    pub client_id: String,
    /// The day it came.
    pub received: String,
    /// The day it is to be answered by; empty: a month later.
    #[serde(default)]
    pub due: String,
    /// Who asks.
    pub asker: Asker,
    /// By what authority.
    #[serde(default)]
    pub authority: String,
    /// Whoever asks is who they say.
    #[serde(default)]
    pub identity_checked: bool,
    /// Whether telling could do serious harm to anyone, in the owner's words.
    #[serde(default)]
    pub harm: String,
    /// What of other people stands in it, and what becomes of it.
    #[serde(default)]
    pub others: String,
    /// The day it was answered.
    #[serde(default)]
    pub answered: Option<String>,
}

/// Another client's code in what would go out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AccessMark")]
pub struct Mark {
    /// The record, the piece of evidence or the point for supervision that it stands in.
    pub id: String,
    /// Its title or first words.
    pub title: String,
    /// Its day.
    pub date: String,
    /// The code.
    pub code: String,
    /// How often.
    pub times: u32,
}

/// What becomes of other clients' codes in what goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "AccessOthers")]
pub enum Others {
    /// They stand there marked: for the owner to look at, not to hand out.
    Marked,
    /// They are taken out.
    TakenOut,
}

/// As what it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "AccessFormat")]
pub enum Format {
    /// To read.
    Pdf,
    /// To take elsewhere.
    Json,
}

/// What a colleague needs to know when the owner cannot work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Handover {
    /// Who steps in.
    pub colleague: String,
    /// How to reach them.
    pub contact: String,
    /// The owner's supervisor, and how to reach them.
    pub supervisor: String,
    /// The insurer, and the policy.
    pub insurer: String,
    /// What the owner wishes.
    pub wishes: String,
}

/// The same, with its age.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct HandoverMade {
    /// What is written.
    pub handover: Handover,
    /// The day a file or a sheet was last made of it.
    pub made_on: Option<String>,
}
