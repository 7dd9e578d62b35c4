//! The Clinical Career Development Framework: levels, sections, pillars and 313 statements, read once from
//! data that is compiled in.
//!
//! - Statement ids never change: portfolios refer to them for years.
//! - Statement texts are as published; only scars of the extraction were mended, each listed in
//!   `assets/framework/provenance.json`, and the tests recount all of it from the source text.
//! - Themes, career stories and summaries of opportunities are ours, and are kept apart from the published text.
//! - The framework is for development; [`FrameworkData::not_for`] is the one sentence that says so.

mod ids;
mod model;
mod theme;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use ids::{LevelId, PillarId, SectionId, UnknownName};
pub use model::{
    AdditionalCapabilities, Audience, Certainty, Document, FrameworkData, Level, NamedText, Opportunities, Opportunity, OpportunityKind,
    Phase, PhaseId, Pillar, Section, Slip, Statement, Uses,
};
pub use theme::{CareerStories, CareerStory, Crosswalk, Theme, ThemeNeighbours};

const FRAMEWORK: &str = include_str!("../../../../assets/framework/framework.json");
const CROSSWALK: &str = include_str!("../../../../assets/framework/crosswalk.json");
const STORIES: &str = include_str!("../../../../assets/framework/career-stories.json");

/// The framework with its lookups.
#[derive(Debug)]
pub struct Framework {
    data: FrameworkData,
    crosswalk: Crosswalk,
    stories: CareerStories,
    /// Statement id to its place in `data.statements`.
    statement_at: HashMap<String, usize>,
    /// Statement id to its theme's place in `crosswalk.themes`; a statement has at most one theme.
    theme_at: HashMap<String, usize>,
}

/// Whether what is looked up by its place is at its place.
fn whole(data: &FrameworkData) -> serde_json::Result<()> {
    use serde::de::Error as _;
    let place = |one: &Statement| (one.level, one.section);
    let wrong = if !data.levels.iter().map(|one| one.id).eq(LevelId::ALL.iter().copied()) {
        "the levels are not all there, in order"
    } else if !data.sections.iter().map(|one| one.id).eq(SectionId::ALL.iter().copied()) {
        "the sections are not all there, in order"
    } else if !data.pillars.iter().map(|one| one.id).eq(PillarId::ALL.iter().copied()) {
        "the pillars are not all there, in order"
    } else if !data.statements.is_sorted_by_key(place) {
        "the statements are not in order"
    } else {
        return Ok(());
    };
    Err(serde_json::Error::custom(wrong))
}

impl Framework {
    /// The framework that is compiled in; read on first use (a few milliseconds) and kept.
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Framework> = OnceLock::new();
        BUNDLED.get_or_init(|| Self::read(FRAMEWORK, CROSSWALK, STORIES).expect("the bundled framework is read in every test run"))
    }

    /// A framework from its three files.
    ///
    /// # Errors
    /// What is wrong with the JSON or its fields, or that the levels, sections and pillars are not all there in their order.
    pub fn read(framework: &str, crosswalk: &str, stories: &str) -> serde_json::Result<Self> {
        let data: FrameworkData = serde_json::from_str(framework)?;
        whole(&data)?;
        let crosswalk: Crosswalk = serde_json::from_str(crosswalk)?;
        let stories = serde_json::from_str(stories)?;
        let statement_at = data.statements.iter().enumerate().map(|(at, one)| (one.id.clone(), at)).collect();
        let theme_at = crosswalk
            .themes
            .iter()
            .enumerate()
            .flat_map(|(at, theme)| theme.rows.values().flatten().map(move |id| (id.clone(), at)))
            .collect();
        Ok(Self {
            data,
            crosswalk,
            stories,
            statement_at,
            theme_at,
        })
    }

    /// Everything that was published, as data.
    pub fn data(&self) -> &FrameworkData {
        &self.data
    }

    /// The themes across levels (ours).
    pub fn crosswalk(&self) -> &Crosswalk {
        &self.crosswalk
    }

    /// The career stories (our words).
    pub fn stories(&self) -> &[CareerStory] {
        &self.stories.stories
    }

    /// All statements, ordered by level, section and number.
    pub fn statements(&self) -> &[Statement] {
        &self.data.statements
    }

    /// The statement with this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.statement_at.get(id).map(|&at| &self.data.statements[at])
    }

    /// The statements of one level and section, in printed order.
    pub fn statements_of(&self, level: LevelId, section: SectionId) -> &[Statement] {
        let place = |one: &Statement| (one.level, one.section);
        let all = self.statements();
        let from = all.partition_point(|one| place(one) < (level, section));
        let to = all.partition_point(|one| place(one) <= (level, section));
        &all[from..to]
    }

    /// The level's own data.
    pub fn level(&self, id: LevelId) -> &Level {
        &self.data.levels[id as usize]
    }

    /// The section's own data.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.data.sections[id as usize]
    }

    /// The pillar's own data.
    pub fn pillar(&self, id: PillarId) -> &Pillar {
        &self.data.pillars[id as usize]
    }

    /// Ids of the statements about one's own creative practice, which lies beneath the four pillars: the members of the
    /// themes on artistic skills, creative methods and the arts in different cultures (our reading).
    pub fn creative_statements(&self) -> impl Iterator<Item = &str> {
        const THEMES: [&str; 3] = ["artistic-skills", "creative-methods", "arts-in-different-cultures"];
        let themes = self.crosswalk.themes.iter().filter(|theme| THEMES.contains(&theme.id.as_str()));
        themes.flat_map(|theme| theme.rows.values().flatten()).map(String::as_str)
    }

    /// The theme of a statement; `None` for an unknown id and for the one statement without a theme.
    pub fn theme_of(&self, id: &str) -> Option<&Theme> {
        self.theme_at.get(id).map(|&at| &self.crosswalk.themes[at])
    }

    /// The same theme one level down and up, and beside; `None` where the statement has no theme.
    pub fn theme_neighbours(&self, id: &str) -> Option<ThemeNeighbours> {
        let level = self.statement(id)?.level;
        let theme = self.theme_of(id)?;
        let at = |level: Option<LevelId>| -> Vec<Statement> {
            let ids = level.map_or(&[][..], |level| theme.ids_at(level));
            ids.iter().filter_map(|id| self.statement(id).cloned()).collect()
        };
        let (level_below, level_above) = (level.below(), level.above());
        Some(ThemeNeighbours {
            theme: theme.id.clone(),
            label: theme.label.clone(),
            beside: at(Some(level)).into_iter().filter(|one| one.id != id).collect(),
            level_below,
            below: at(level_below),
            change_below: level_below.and_then(|lower| theme.change_from(lower)).map(str::to_owned),
            level_above,
            above: at(level_above),
            change_above: theme.change_from(level).map(str::to_owned),
        })
    }
}
