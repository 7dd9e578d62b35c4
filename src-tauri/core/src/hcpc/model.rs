//! Shapes of the HCPC profile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assembly::Assembly;
use super::drawn::Drawn;
use super::exhibits::Pack;
use crate::error::{Error, Result};
use crate::evidence::ConsentState;
use crate::privacy;
use crate::record::{CpdType, Echo, Kind};

/// A renewal cycle, as dated by its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cycle {
    /// UUID; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
}

/// Words allowed, and words there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Words {
    /// Words written.
    pub count: u32,
    /// HCPC's limit as far as is known.
    pub limit: u32,
}

/// A record that is, or may be, in the dated list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Activity {
    /// Record.
    pub record_id: String,
    /// Kind; never a case note.
    pub kind: Kind,
    /// First day.
    pub date: String,
    /// Last day of a period.
    pub date_to: Option<String>,
    /// Minutes.
    pub minutes: Option<u32>,
    /// HCPC's type of activity; supervision counts as work-based learning unless it says otherwise.
    #[serde(rename = "type")]
    pub cpd_type: Option<CpdType>,
    /// The owner's own title or first words: shown here, never exported.
    pub private_title: String,
    /// The name that leaves.
    pub name: String,
    /// What we would call it; equal to `name` until the owner writes one.
    pub proposed_name: String,
    /// Whether it stands in the list.
    pub listed: bool,
    /// Whether the rule lists it (CPD, supervision and what is marked as CPD, once finished).
    pub by_rule: bool,
    /// Still a draft.
    pub draft: bool,
    /// HCPC's standards 1 to 4 that the record says it speaks to.
    pub standards: Vec<u8>,
    /// What is different since, as the owner said it later.
    pub echo: Option<Echo>,
}

/// An activity of the personal statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chosen {
    /// Record.
    pub record_id: String,
    /// What it was.
    #[serde(default)]
    pub what: String,
    /// What I learnt.
    #[serde(default)]
    pub learnt: String,
    /// How it improved the quality of my practice and service.
    #[serde(default)]
    pub quality: String,
    /// How it benefited service users.
    #[serde(default)]
    pub service_users: String,
}

impl Chosen {
    /// What is written about it, in the order of the statement.
    pub fn texts(&self) -> [&str; 4] {
        [&self.what, &self.learnt, &self.quality, &self.service_users]
    }
}

/// Three months or more, in the past, without a listed activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    /// First month that is empty from end to end, YYYY-MM.
    pub from: String,
    /// Last such month, YYYY-MM.
    pub to: String,
    /// How many months: whole ones, or from day to day.
    pub months: u32,
    /// When it is, in words: "July to September 2024", or by its days.
    pub said: String,
    /// The owner's sentence.
    pub explanation: String,
}

/// How many listed activities are of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypeCount {
    /// Type; `None` for those without one.
    #[serde(rename = "type")]
    pub cpd_type: Option<CpdType>,
    /// Listed activities.
    pub activities: u32,
}

/// A piece of evidence behind the chosen activities, numbered in the order of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Evidence {
    /// Id of the evidence; of the record, for a certificate that only the record speaks of.
    pub id: String,
    /// Number: E1, E2 …
    pub number: u32,
    /// Its number among all evidence of the owner; none for a certificate that only the record speaks of.
    pub of_all: Option<u32>,
    /// Title as it will leave.
    pub title: String,
    /// The chosen records it belongs to.
    pub record_ids: Vec<String>,
}

/// Evidence with people in it behind the chosen activities: it is chosen for a profile one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PeoplePiece {
    /// Id of the evidence.
    pub id: String,
    /// Title.
    pub title: String,
    /// The chosen records it belongs to.
    pub record_ids: Vec<String>,
    /// Chosen, and its consent holds: it is in the list of evidence.
    pub listed: bool,
    /// It was chosen under a consent that has ended since, or is another now.
    pub was_chosen: bool,
    /// How consent stands.
    pub consent_state: ConsentState,
    /// For what use was agreed.
    pub use_for: String,
    /// The last day that consent holds.
    pub until: Option<String>,
}

/// Evidence behind the chosen activities that the owner left out of this profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftOutPiece {
    /// Id of the evidence; of the record, for a certificate that only the record speaks of.
    pub id: String,
    /// Title.
    pub title: String,
    /// The chosen records it belongs to.
    pub record_ids: Vec<String>,
}

/// A number that stands for no evidence any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GoneNumber {
    /// The number.
    pub number: u32,
    /// What became of what it stood for: “A title” is in the bin.
    pub why: String,
    /// The profile cites it still.
    pub cited: bool,
}

/// Something to look at before the profile leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// What it is about: `summary`, `statement`, `list`, `gap`, `types`, `names`, `profile`.
    pub part: String,
    /// What, and what to do.
    pub message: String,
    /// True when a final export is refused until it is mended.
    pub refuses_final: bool,
    /// The evidence it is about.
    #[serde(default)]
    pub evidence_id: Option<String>,
}

/// The profile of one cycle, with everything the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "HcpcProfile")]
pub struct Profile {
    /// The cycle.
    pub cycle: Cycle,
    /// The version a save must expect.
    pub version: u32,
    /// Registered for under two years when the cycle ends: such registrants are not drawn.
    pub under_two_years: bool,
    /// The letter that asks for it; its deadline goes before the cycle's end.
    pub drawn: Option<Drawn>,
    /// Summary of recent work and practice.
    pub summary: String,
    /// First paragraph of the personal statement.
    pub introduction: String,
    /// Activities of the statement, in order.
    pub chosen: Vec<Chosen>,
    /// How they are put together.
    pub assembly: Assembly,
    /// Everything of the cycle that is or may be listed, oldest first.
    pub activities: Vec<Activity>,
    /// Gaps.
    pub gaps: Vec<Gap>,
    /// Types of the listed activities.
    pub types: Vec<TypeCount>,
    /// Evidence of the chosen activities.
    pub evidence: Vec<Evidence>,
    /// Evidence of the chosen activities with people in it, listed or not.
    pub people: Vec<PeoplePiece>,
    /// Evidence of the chosen activities that was left out.
    pub left_out: Vec<LeftOutPiece>,
    /// Numbers that stand for nothing any more: between others that stay, or cited.
    pub gone: Vec<GoneNumber>,
    /// What the pack holds.
    pub pack: Pack,
    /// How many months without an activity are a gap, as the rules' number stands.
    pub gap_months: u32,
    /// How many types of activity are asked for, as the rules' number stands.
    pub types_least: u32,
    /// How many activities most statements speak of, from and to, as the rules' numbers stand.
    pub chosen_usual: [u32; 2],
    /// Words of the summary.
    pub summary_words: Words,
    /// Words of the statement.
    pub statement_words: Words,
    /// HCPC's five standards, in its order.
    pub standards: Vec<Standard>,
    /// What to look at.
    pub findings: Vec<Finding>,
    /// Whether the lines that leave are those the owner has confirmed.
    pub confirmed: bool,
    /// Whether a finished version has left: only then can somebody ask about one.
    pub has_left: bool,
}

/// One of HCPC's five standards, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "CpdStandard")]
pub struct Standard {
    /// 1 to 5.
    pub number: u8,
    /// In our own words.
    pub title: String,
    /// What is written down, in a few words.
    pub said: String,
    /// Of so many things …
    pub done: u32,
    /// … that would be written down; never 0.
    pub of: u32,
    /// Something is written for all of it. Whether it is met only an assessor decides.
    pub written: bool,
}

/// What the form saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Form {
    /// Summary of recent work and practice.
    pub summary: String,
    /// First paragraph of the personal statement.
    pub introduction: String,
    /// Activities of the statement, in order.
    pub chosen: Vec<Chosen>,
    /// Explanations, by the gap's first month.
    pub gaps: Vec<GapText>,
    /// Where the owner departs from the rule or names a record.
    pub choices: Vec<Choice>,
}

/// The explanation of a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GapText {
    /// First empty month, YYYY-MM.
    pub from: String,
    /// Last empty month, YYYY-MM.
    pub to: String,
    /// The owner's sentence.
    pub explanation: String,
}

/// What the owner decided about one record in this cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choice {
    /// Record.
    pub record_id: String,
    /// Listed or not; `None` for by the rule.
    pub listed: Option<bool>,
    /// The name that leaves; `None` for the proposal.
    pub name: Option<String>,
}

/// A line that would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Line {
    /// Where it stands: "Summary of practice", "List of activities" …
    pub place: String,
    /// The words.
    pub text: String,
    /// Own client codes found in it.
    pub codes: Vec<String>,
}

/// A part of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProfilePart {
    /// Summary of recent work and practice.
    Summary,
    /// Personal statement.
    Statement,
    /// The dated list.
    List,
    /// The list of the supporting evidence.
    Evidence,
}

impl ProfilePart {
    /// Its heading in the document.
    pub(super) fn title(self) -> &'static str {
        let [summary, statement, list, evidence] = super::document::PARTS;
        match self {
            Self::Summary => summary,
            Self::Statement => statement,
            Self::List => list,
            Self::Evidence => evidence,
        }
    }
}

/// A part as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PartText {
    /// The words.
    pub text: String,
    /// What of the document plain text cannot hold, in a sentence each.
    pub cannot: Vec<String>,
}

/// What is done with something that could tell who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerAction {
    /// Other words stand there.
    Replace,
    /// It goes.
    Remove,
    /// It stays, for a reason.
    Keep,
    /// It only looks like one of the owner's own clients.
    OtherWord,
}

impl AnswerAction {
    const ALL: [Self; 4] = [Self::Replace, Self::Remove, Self::Keep, Self::OtherWord];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Replace => "replace",
            Self::Remove => "remove",
            Self::Keep => "keep",
            Self::OtherWord => "other-word",
        }
    }

    pub(super) fn read(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word).ok_or_else(Error::damaged)
    }
}

/// An answer to the privacy check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PrivacyAnswer")]
pub struct Answer {
    /// What is done.
    pub action: AnswerAction,
    /// The words that stand there, or the reason.
    pub words: String,
    /// Only in this line.
    pub here: bool,
}

/// Something in what would leave that could tell who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeavingFinding {
    /// Answers it wherever these words stand.
    pub key: String,
    /// Answers it in this line alone.
    pub key_here: String,
    /// Where the line stands.
    pub place: String,
    /// The activity that the line is about.
    pub record_id: Option<String>,
    /// The line.
    pub text: String,
    /// Where in it, in Unicode code points.
    pub start: u32,
    /// Its end, exclusive.
    pub end: u32,
    /// What it is.
    pub kind: privacy::Kind,
    /// The words.
    pub value: String,
    /// Why it was found, in a sentence.
    pub why: String,
    /// Words that could stand there; empty when it had better go.
    pub stand_in: String,
    /// Whether a name or code of one's own client is surely that, and no month, flower or profession; else always.
    pub sure: bool,
    /// The evidence on whose pages it stands, where no word can be changed: it is kept, or the piece stays out.
    pub exhibit: Option<String>,
    /// What the owner said.
    pub answer: Option<Answer>,
}

/// An answer, as it is given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct AnswerGiven {
    /// One of the finding's two keys.
    pub key: String,
    /// `None` takes the answer back.
    pub action: Option<AnswerAction>,
    /// Words or reason.
    #[serde(default)]
    pub words: String,
}

/// An answer as it is carried from portfolio to portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredAnswer {
    /// A digest of what it is about.
    pub found: String,
    /// What is done.
    pub action: AnswerAction,
    /// Words or reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What stayed knowingly in a profile that left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Kept {
    /// What it is.
    pub kind: privacy::Kind,
    /// The words.
    pub value: String,
    /// Why; empty for a different word.
    pub reason: String,
}

/// A profile that left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Past {
    /// Id.
    pub id: String,
    /// When, RFC 3339.
    pub exported_at: String,
    /// Cycle it was for.
    pub cycle_id: Option<String>,
    /// Final, or a draft to read.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The file's name (never its folder).
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// For whom, in the owner's words; empty: not said.
    pub for_whom: String,
    /// Records it speaks of that were erased since.
    pub withdrawn: u32,
    /// Numbers of the evidence in it that was erased since, or whose consent was withdrawn.
    pub withdrawn_evidence: Vec<u32>,
    /// What could tell who somebody is and stayed knowingly.
    pub kept: Vec<Kept>,
}
