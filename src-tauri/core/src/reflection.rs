//! The reflection models and their stages: those that are compiled in, and one's own.
//!
//! - Ids of models and stages never change: records keep them beside their text.
//! - Names of models are those in use; descriptions and prompts are our own words, for arts therapists.
//! - Words under a stage can be read under its name, whatever becomes of the model.

mod file;
mod own;
#[cfg(test)]
mod own_tests;

use std::sync::OnceLock;

pub use file::{Brought, bring, bring_from, export, markdown, write};
pub use own::{NAME, Own, StageNames, all, called, delete, find, order, own, put, save, stage_names};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const PROMPTS: &str = include_str!("../../../assets/prompts/reflection.json");

/// A reflection model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Model {
    /// Short word kept with a record, such as `gibbs`.
    pub id: String,
    /// As people know it.
    pub name: String,
    /// What it is good for, in a sentence or two.
    pub about: String,
    /// Its stages, in order; at least one.
    pub stages: Vec<Stage>,
}

/// A stage of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ModelStage")]
pub struct Stage {
    /// Short word kept with a section, such as `so-what`.
    pub id: String,
    /// As a heading; empty for free writing.
    pub name: String,
    /// A question to begin with.
    pub prompt: String,
}

#[derive(Deserialize)]
struct Prompts {
    models: Vec<Model>,
}

/// All models, in the order they are offered; the first is free writing.
pub fn models() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    MODELS.get_or_init(|| {
        serde_json::from_str::<Prompts>(PROMPTS)
            .expect("the bundled models are read in every test run")
            .models
    })
}

/// The id of the model that asks nothing.
pub const FREE: &str = "free";

/// The model with this id.
pub fn model(id: &str) -> Option<&'static Model> {
    models().iter().find(|model| model.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_of_the_reference_has_its_stages() {
        let stages: Vec<(&str, usize)> = models().iter().map(|model| (model.id.as_str(), model.stages.len())).collect();
        let expected = [
            ("free", 1),
            ("gibbs", 6),
            ("borton", 3),
            ("kolb", 4),
            ("johns", 7),
            ("schon", 2),
            ("brookfield", 4),
            ("response-art", 5),
        ];
        assert_eq!(stages, expected);
    }

    #[test]
    fn stage_ids_are_unique_across_models_and_each_stage_asks_something() {
        let mut seen = std::collections::HashSet::new();
        for stage in models().iter().flat_map(|model| &model.stages) {
            assert!(seen.insert(stage.id.as_str()), "{} stands twice", stage.id);
            assert!(!stage.prompt.is_empty() && stage.prompt.chars().count() <= 160, "{}", stage.id);
        }
    }

    #[test]
    fn a_model_is_found_by_its_id() {
        assert_eq!(model("schon").map(|found| found.name.as_str()), Some("Schön"));
        assert!(model("nonsense").is_none());
    }
}
