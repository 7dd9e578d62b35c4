//! The rules as data: what makes HCPC ask for further information, with where it was read and when, and the numbers.
//!
//! What always holds: every rule of `assets/hcpc/rules.json` is looked at by `findings`, and nothing is found that is no rule
//! there; a number says whether it is HCPC's or ours, and lies within its bounds.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

const DATA: &str = include_str!("../../../../../assets/hcpc/rules.json");

/// Whose number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NumberFrom {
    /// The regulator's, as far as is known: check with HCPC.
    Hcpc,
    /// Ours: HCPC sets none.
    Ours,
}

/// A number that a rule uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RuleNumber {
    /// Its id, such as `gap-months`.
    pub id: String,
    /// What holds.
    pub value: u32,
    /// The least it can be.
    pub least: u32,
    /// The most it can be.
    pub most: u32,
    /// What it counts.
    pub about: String,
    /// Whose it is.
    pub from: NumberFrom,
    /// Where it was read.
    pub source: String,
    /// The day it was checked.
    pub checked: String,
}

/// Something that makes HCPC ask for further information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, such as `one-type`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is about, in our own words.
    pub about: String,
    /// Where it was read.
    pub source: String,
    /// The day it was checked.
    pub checked: String,
    /// The numbers it uses.
    pub numbers: Vec<String>,
    /// The wordings it looks for, in lower case.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    #[expect(dead_code, reason = "for whoever reads the file")]
    about: String,
    numbers: Vec<RuleNumber>,
    rules: Vec<Rule>,
}

fn data() -> &'static Data {
    static ALL: OnceLock<Data> = OnceLock::new();
    ALL.get_or_init(|| serde_json::from_str(DATA).expect("the bundled rules are read in every test run"))
}

/// Every rule, in the order they are told in.
pub fn rules() -> &'static [Rule] {
    &data().rules
}

/// The rule called so.
pub(super) fn rule(id: &str) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.id == id)
}

/// The numbers that hold.
pub(in crate::hcpc) struct Numbers(Vec<RuleNumber>);

impl Numbers {
    /// As they come with Triptych.
    pub(in crate::hcpc) fn shipped() -> Self {
        Self(data().numbers.clone())
    }

    /// The number called so; 0 for none of ours.
    pub(in crate::hcpc) fn get(&self, id: &str) -> u32 {
        self.0.iter().find(|number| number.id == id).map_or(0, |number| number.value)
    }

    pub(in crate::hcpc) fn all(self) -> Vec<RuleNumber> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hcpc::{STATEMENT_WORDS, SUMMARY_WORDS};

    #[test]
    fn each_rule_has_its_source_and_day_and_only_numbers_that_are_there() {
        let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
        let numbers = Numbers::shipped();
        for rule in rules() {
            assert!(
                rule.source.starts_with("https://www.hcpc-uk.org/") && day(&rule.checked),
                "{}",
                rule.id
            );
            assert!(rule.numbers.iter().all(|id| numbers.get(id) > 0), "{}", rule.id);
            assert!(rule.words.iter().all(|word| *word == word.to_lowercase()), "{}", rule.id);
        }
        for number in numbers.all() {
            assert!(
                (number.least..=number.most).contains(&number.value) && day(&number.checked),
                "{}",
                number.id
            );
            assert_eq!(number.source.is_empty(), number.from == NumberFrom::Ours, "{}", number.id);
        }
        assert_eq!((rules().len(), rule("we-for-i").is_some()), (10, true));
    }

    #[test]
    fn the_numbers_are_those_the_profile_is_held_against() {
        let numbers = Numbers::shipped();
        assert_eq!(numbers.get("summary-words"), SUMMARY_WORDS);
        assert_eq!(numbers.get("statement-words"), STATEMENT_WORDS);
        assert_eq!(numbers.get("gap-months") as usize, crate::hcpc::gaps::LEAST);
    }
}
