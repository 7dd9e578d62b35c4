//! Shapes of `assets/framework/framework.json`.
//!
//! Texts are as published unless a field says that they are ours. Unknown fields are refused, so that a
//! misspelt field in the data is an error and never a silent gap.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{LevelId, PillarId, SectionId};

/// The whole framework as data.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FrameworkData {
    #[serde(rename = "$schema", skip_serializing, default)]
    #[ts(skip)]
    _schema: Option<String>,
    /// Stable name of this edition: `ccdf-2025`.
    pub id: String,
    /// Title as published.
    pub title: String,
    /// Who made the framework (our words).
    pub attribution: String,
    /// What the framework must not be used for (our words).
    pub not_for: String,
    /// Before and after registration.
    pub phases: Vec<Phase>,
    /// Five, from assistant to consultant.
    pub levels: Vec<Level>,
    /// Seven, in printed order.
    pub sections: Vec<Section>,
    /// Four, in printed order.
    pub pillars: Vec<Pillar>,
    /// What the framework says of all pillars together.
    pub pillars_note: String,
    /// What lies beneath the pillars.
    pub creative_practice: NamedText,
    /// Capabilities beyond the pillars, by context.
    pub additional_capabilities: AdditionalCapabilities,
    /// Paragraphs on areas of practice.
    pub areas_of_practice: Vec<String>,
    /// Paragraphs on specialist practice.
    pub specialist_practice: Vec<String>,
    /// What the framework is for, by audience.
    pub uses: Uses,
    /// Ways to grow, in our own short words.
    pub opportunities: Opportunities,
    /// What its authors read.
    pub documents_reviewed: Vec<Document>,
    /// 313, ordered by level, section and number.
    pub statements: Vec<Statement>,
}

/// Where a level stands towards registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PhaseId {
    /// Before registration with the HCPC.
    PreRegistration,
    /// After registration with the HCPC.
    PostRegistration,
}

/// A phase with what the framework says of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Which phase.
    pub id: PhaseId,
    /// Name as published.
    pub name: String,
    /// Paragraphs; may be empty.
    pub text: Vec<String>,
}

/// How sure a fact is that the framework shows only in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Inferred: show it as "likely", never as a rule.
    Likely,
}

/// One of the five levels of practice.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Which level.
    pub id: LevelId,
    /// Name as published.
    pub name: String,
    /// One word for narrow places.
    pub short: String,
    /// 1 to 5.
    pub order: u32,
    /// Before or after registration.
    pub phase: PhaseId,
    /// NHS career framework level, for instance `6` or `2–4`. Not a pay band.
    pub nhs_career_level: String,
    /// How sure that is.
    pub nhs_career_level_certainty: Certainty,
    /// The short description, as paragraphs.
    pub description: Vec<String>,
    /// What stands at the head of the level's own pages, as paragraphs.
    pub expects: Vec<String>,
    /// What stands at the head of the level's pillars, where something does.
    pub pillars_note: Option<String>,
    /// Slips of the printed text that were kept in `description` and `expects`.
    pub slips: Vec<Slip>,
}

/// One of the seven sections of statements.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Which section.
    pub id: SectionId,
    /// Name as published.
    pub name: String,
    /// 1 to 7.
    pub order: u32,
    /// The pillar it belongs to.
    pub pillar: Option<PillarId>,
}

/// One of the four pillars of practice.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Pillar {
    /// Which pillar.
    pub id: PillarId,
    /// Name as published among the pillars (its section is sometimes named otherwise).
    pub name: String,
    /// Descriptor as published.
    pub descriptor: String,
}

/// A text with a name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NamedText {
    /// Stable short id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Capabilities beyond the four pillars.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdditionalCapabilities {
    /// The sentence before the list.
    pub intro: String,
    /// The list.
    pub items: Vec<NamedText>,
}

/// What the framework is for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Uses {
    /// The sentences before the lists.
    pub intro: String,
    /// One list for each audience.
    pub audiences: Vec<Audience>,
    /// The sentence after the lists.
    pub note: String,
}

/// What the framework is for, for one audience.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Stable short id.
    pub id: String,
    /// Who.
    pub name: String,
    /// What for.
    pub items: Vec<String>,
}

/// Ways to grow that the framework points to. Titles and summaries are our own words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Opportunities {
    /// In leadership.
    pub leadership: Vec<Opportunity>,
    /// In research.
    pub research: Vec<Opportunity>,
    /// As an educator.
    pub educator: Vec<Opportunity>,
}

/// What sort of opportunity it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum OpportunityKind {
    /// Something to do in everyday work.
    Everyday,
    /// A role to take on.
    Role,
    /// A course or training.
    Course,
    /// A longer programme with entry.
    Programme,
    /// Something to read or watch.
    Reading,
    /// Coaching or mentoring.
    Coaching,
    /// People or a body to join.
    Network,
    /// A list of people to ask.
    Directory,
    /// Feedback on oneself.
    Feedback,
    /// A strategy to know.
    Strategy,
}

/// One way to grow, in our own words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Opportunity {
    /// Stable short id.
    pub id: String,
    /// Title (ours).
    pub title: String,
    /// One or two sentences (ours).
    pub summary: String,
    /// What sort it is.
    pub kind: OpportunityKind,
    /// Address as published, if one was.
    pub address: Option<String>,
}

/// A document the framework's authors read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title as published.
    pub title: String,
    /// Address as published, if one was.
    pub address: Option<String>,
}

/// One statement of the framework, word for word.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// `<level>.<section>.<nn>`: stable for ever.
    pub id: String,
    /// Its level.
    pub level: LevelId,
    /// Its section.
    pub section: SectionId,
    /// The printed number, for instance `KS.4`; only knowledge and skills have one.
    pub code: Option<String>,
    /// The text as published.
    pub text: String,
    /// Slips of the printed text that were kept; mostly none.
    #[serde(default)]
    pub slips: Vec<Slip>,
}

/// A slip of the printed text that was kept, and what was likely meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The words as they stand in the text.
    pub printed: String,
    /// What was likely meant.
    pub likely: String,
}
