//! HCPC's types of activity with what belongs to each: suggestions, never a closed list.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::CpdType;

const DATA: &str = include_str!("../../../../assets/hcpc/activities.json");

/// A type of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ActivityType {
    /// The type.
    #[serde(rename = "type")]
    pub cpd_type: CpdType,
    /// What it is, in our own words.
    pub about: String,
    /// Activities that belong to it.
    pub sub_types: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    #[expect(dead_code, reason = "for whoever reads the file")]
    source: String,
    types: Vec<ActivityType>,
}

/// All types, in HCPC's order.
pub fn activity_types() -> &'static [ActivityType] {
    static TYPES: OnceLock<Vec<ActivityType>> = OnceLock::new();
    TYPES.get_or_init(|| {
        serde_json::from_str::<Data>(DATA)
            .expect("the bundled types are read in every test run")
            .types
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_type_is_there_once_and_no_activity_twice() {
        let types: Vec<_> = activity_types().iter().map(|one| one.cpd_type).collect();
        assert_eq!(types, CpdType::ALL);
        let all: Vec<_> = activity_types().iter().flat_map(|one| &one.sub_types).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert!(all.iter().all(|name| !name.trim().is_empty() && name.chars().count() <= 60));
    }
}
