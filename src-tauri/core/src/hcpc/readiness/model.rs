//! Shapes of the readiness page.

use serde::Serialize;
use ts_rs::TS;

use super::answering::Answering;
use super::rules::{Rule, RuleNumber};
use crate::hcpc::{Cycle, Gap, TypeCount, Words};

/// Where a profile stands today: what there is, what is thin, what to do next. Never whether it is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Readiness {
    /// The cycle.
    pub cycle: Cycle,
    /// What somebody who was drawn needs to know.
    pub answering: Option<Answering>,
    /// Days from today to the letter's deadline, or else to the end of the cycle; negative when it is over.
    pub days_left: i32,
    /// Activities in the list.
    pub listed: u32,
    /// Where it stands, in one line.
    pub in_short: String,
    /// The one thing to do first; `None` when nothing waits.
    pub first: Option<Step>,
    /// The five standards.
    pub standards: Vec<StandardLook>,
    /// What was found, in the order of the rules.
    pub findings: Vec<RuleFinding>,
    /// Every rule, those too for which nothing was found.
    pub rules: Vec<Rule>,
    /// The numbers that hold.
    pub numbers: Vec<RuleNumber>,
    /// Months of the cycle, the first first.
    pub months: Vec<MonthLook>,
    /// Months in a row without an activity.
    pub gaps: Vec<Gap>,
    /// Types of the listed activities.
    pub types: Vec<TypeCount>,
    /// How each chosen activity speaks to standards 3 and 4, and what shows it.
    pub traced: Vec<Traced>,
    /// Words of the summary.
    pub summary_words: Words,
    /// Words of the statement.
    pub statement_words: Words,
}

/// A record that is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReadinessRecord")]
pub struct About {
    /// Record.
    pub record_id: String,
    /// The owner's own title or first words.
    pub title: String,
    /// First day.
    pub date: String,
}

/// Where a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum StepTo {
    /// In a new record.
    NewRecord,
    /// In the record.
    Record,
    /// On the page of the evidence.
    Evidence,
    /// Beside the months.
    Months,
    /// Where activities are chosen.
    Choose,
    /// In the summary.
    Summary,
    /// In the statement.
    Statement,
    /// In the list.
    List,
    /// Where files are brought in.
    Intake,
    /// In the privacy check.
    Privacy,
    /// In the statement, read as an assessor.
    Chair,
}

/// A small thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReadinessStep")]
pub struct Step {
    /// What.
    pub words: String,
    /// Where.
    pub to: StepTo,
    /// The record it is about.
    pub record_id: Option<String>,
    /// The evidence it is about.
    pub evidence_id: Option<String>,
}

/// One of HCPC's five standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StandardLook {
    /// 1 to 5.
    pub number: u8,
    /// In our own words.
    pub title: String,
    /// Something is written for all of it. Whether it is met only an assessor decides.
    pub written: bool,
    /// What there is.
    pub there: Vec<String>,
    /// What is thin.
    pub thin: Vec<String>,
    /// The next small thing.
    pub next: Option<Step>,
    /// The records behind it, the latest first.
    pub records: Vec<About>,
    /// How many more there are.
    pub more: u32,
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RuleFinding {
    /// The rule.
    pub rule: String,
    /// What, and what to do; a question where only the owner can tell.
    pub said: String,
    /// Where: the records it is about, the first of them.
    pub records: Vec<About>,
    /// How many more there are.
    pub more: u32,
}

/// A month of the cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MonthLook {
    /// YYYY-MM.
    pub month: String,
    /// Listed activities that begin in it.
    pub listed: u32,
    /// It belongs to a gap.
    pub gap: bool,
}

/// A chosen activity, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Traced {
    /// The activity.
    pub record: About,
    /// Words on how practice gained.
    pub quality_words: u32,
    /// Words on how service users gained.
    pub service_users_words: u32,
    /// The record itself says something on practice.
    pub record_says_quality: bool,
    /// The record itself says something on service users.
    pub record_says_service_users: bool,
    /// Numbers of its evidence.
    pub evidence: Vec<u32>,
}
