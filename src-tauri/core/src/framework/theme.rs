//! Themes across levels, and career stories: our own reading beside the published framework.
//!
//! Whatever shows these must say that they are ours. Shapes of `crosswalk.json` and `career-stories.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::LevelId;
use super::model::Statement;

/// All themes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// Whose reading this is.
    pub about: String,
    /// 59 themes.
    pub themes: Vec<Theme>,
    /// Statements that fit no theme.
    pub unplaced: Vec<String>,
}

/// What the levels ask of one theme.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "CrosswalkTheme")]
pub struct Theme {
    /// Stable short id.
    pub id: String,
    /// Name of the theme (ours).
    pub label: String,
    /// The one section that holds all its statements (`core` to `erd`), or `mixed`.
    pub section: String,
    /// Statement ids at each level; may be empty.
    pub rows: BTreeMap<LevelId, Vec<String>>,
    /// One sentence for each pair of neighbouring levels that both have statements; key `ass>pro`.
    pub change: BTreeMap<String, String>,
}

impl Theme {
    /// Statement ids of this theme at `level`.
    pub fn ids_at(&self, level: LevelId) -> &[String] {
        self.rows.get(&level).map_or(&[], Vec::as_slice)
    }

    /// What changes from `lower` to the level above it.
    pub fn change_from(&self, lower: LevelId) -> Option<&str> {
        let upper = lower.above()?;
        self.change.get(&format!("{lower}>{upper}")).map(String::as_str)
    }
}

/// The same theme one level down and one level up from a statement.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ThemeNeighbours {
    /// The theme's id.
    pub theme: String,
    /// The theme's name (ours).
    pub label: String,
    /// Other statements of the theme at the same level.
    pub beside: Vec<Statement>,
    /// The level one down, if there is one.
    pub level_below: Option<LevelId>,
    /// Its statements on the theme; empty where it has none.
    pub below: Vec<Statement>,
    /// What changes from there to here (ours).
    pub change_below: Option<String>,
    /// The level one up, if there is one.
    pub level_above: Option<LevelId>,
    /// Its statements on the theme; empty where it has none.
    pub above: Vec<Statement>,
    /// What changes from here to there (ours).
    pub change_above: Option<String>,
}

/// All career stories.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CareerStories {
    #[serde(rename = "$schema", skip_serializing, default)]
    #[ts(skip)]
    _schema: Option<String>,
    /// What these are and whose words.
    pub about: String,
    /// One for each published case study.
    pub stories: Vec<CareerStory>,
}

/// One published case study in our own short words, without names.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CareerStory {
    /// Stable short id.
    pub id: String,
    /// The post held.
    pub role: String,
    /// Where.
    pub setting: String,
    /// Which of the professions.
    pub profession: String,
    /// The level, where the case study names one.
    pub level: Option<LevelId>,
    /// Three to six steps of the way there.
    pub steps: Vec<String>,
}
