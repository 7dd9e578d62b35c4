//! The rules as data: what makes HCPC ask for further information, with where it was read and when, and the numbers.
//!
//! What always holds: every rule of `assets/hcpc/rules.json` is looked at by `findings`, and nothing is found that is no rule
//! there; a number says whether it is HCPC's or ours, and lies within its bounds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

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
    /// The owner has put it right.
    #[serde(default)]
    pub own: bool,
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
    /// Where it was read; nowhere, when it is our own advice.
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

/// The numbers that the owner has put right.
///
/// # Errors
/// Only the database's.
pub fn own_numbers(connection: &Connection) -> Result<BTreeMap<String, u32>> {
    let mut statement = connection.prepare_cached("SELECT name, value FROM rule_number")?;
    let rows = statement.query_map([], |row| Ok((row.get("name")?, row.get("value")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes one, within the caller's transaction.
///
/// # Errors
/// `invalid` for a number that no rule has, or that lies outside its bounds.
pub fn put_number(connection: &Connection, id: &str, value: u32) -> Result<()> {
    let Some(number) = data().numbers.iter().find(|number| number.id == id) else {
        let all: Vec<&str> = data().numbers.iter().map(|number| number.id.as_str()).collect();
        return Err(Error::field("number", "No rule has this number. Nothing has been changed.")
            .hint(format!("Those there are: {}.", all.join(", "))));
    };
    if !(number.least..=number.most).contains(&value) {
        return Err(Error::field(
            "value",
            format!(
                "This number lies between {} and {}. Nothing has been changed.",
                number.least, number.most
            ),
        ));
    }
    connection
        .prepare_cached("INSERT INTO rule_number (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute(params![id, value])?;
    Ok(())
}

/// Puts a number right; `None` is the one that comes with Triptych.
///
/// # Errors
/// `invalid` for a number that no rule has, that lies outside its bounds, or by which the least would be more than the most;
/// `read-only`, `disk`.
pub fn save_number(portfolio: &mut Portfolio, id: &str, value: Option<u32>) -> Result<()> {
    transact(portfolio, Op::SaveRuleNumber, Scope::default(), |connection| {
        match value {
            Some(value) => put_number(connection, id, value)?,
            None => {
                connection
                    .prepare_cached("DELETE FROM rule_number WHERE name = ?1")?
                    .execute([id])?;
            }
        }
        let numbers = Numbers::of(connection)?;
        if numbers.get("chosen-least") > numbers.get("chosen-most") {
            return Err(Error::field(
                "value",
                "The least number of activities would be more than the most. Nothing has been changed.",
            ));
        }
        Ok(())
    })
}

/// The numbers that hold.
pub(in crate::hcpc) struct Numbers(Vec<RuleNumber>);

impl Numbers {
    /// As they come with Triptych, or as the owner has put them right.
    pub(in crate::hcpc) fn of(connection: &Connection) -> Result<Self> {
        let own = own_numbers(connection)?;
        let number = |number: &RuleNumber| RuleNumber {
            value: own.get(&number.id).copied().unwrap_or(number.value),
            own: own.contains_key(&number.id),
            ..number.clone()
        };
        Ok(Self(data().numbers.iter().map(number).collect()))
    }

    /// The number called so; 0 for none of ours.
    pub(in crate::hcpc) fn get(&self, id: &str) -> u32 {
        self.0.iter().find(|number| number.id == id).map_or(0, |number| number.value)
    }

    pub(in crate::hcpc) fn all(&self) -> &[RuleNumber] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_its_source_and_day_and_only_numbers_that_are_there() {
        let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
        let numbers = Numbers(data().numbers.clone());
        for rule in rules() {
            assert!(
                (rule.source.starts_with("https://www.hcpc-uk.org/") || rule.id == "plain-language") && day(&rule.checked),
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
        assert_eq!((rules().len(), rule("we-for-i").is_some()), (11, true));
    }

    #[test]
    fn the_numbers_that_come_with_it_are_those_read_at_hcpc() {
        let numbers = Numbers(data().numbers.clone());
        assert_eq!(numbers.get("summary-words"), 500);
        assert_eq!(numbers.get("statement-words"), 1500);
        assert_eq!(numbers.get("gap-months"), 3);
    }
}
