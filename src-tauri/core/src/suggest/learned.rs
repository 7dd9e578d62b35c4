//! What the owner tagged before: records like this one, and the statements on them.
//!
//! What always holds: nothing of another record is named, only words that stand in this one too; where little has been
//! tagged, it counts little.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::rank::{Ranker, Text};
use super::words::words;
use crate::record::{Kind, Near};

/// By how many words records like this one are looked for.
const ASKED: usize = 32;
/// How many of them are heard.
pub(super) const HEARD: usize = 12;
/// What they count in all, when all of them are there and of one mind.
const COUNT: f64 = 10.0;
/// What one of the same kind counts beside another.
const SAME_KIND: f64 = 1.5;
/// A word the framework has no use for, as rare as most of them.
const UNKNOWN: f64 = 2.0;

/// A statement that records like this one were tagged with.
#[derive(Debug)]
pub(super) struct Learned {
    pub(super) statement: String,
    pub(super) weight: f64,
    /// Words of this text that stand in them too.
    pub(super) words: Vec<(f64, Range<usize>)>,
}

/// The stems by which records like `text` are found, those that say most first.
pub(super) fn question(ranker: &Ranker, text: &Text<'_>) -> Vec<String> {
    let mut stems: Vec<_> = text
        .stems()
        .into_iter()
        .filter(|(stem, _)| stem.chars().count() > 2)
        .map(|(stem, (often, _))| {
            // A long word is a rare one, more often than not.
            let rare = ranker.weight_of(stem).unwrap_or(UNKNOWN) + stem.chars().count() as f64 * 0.2;
            (rare * (1.0 + (often as f64).ln()), stem)
        })
        .collect();
    stems.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    stems.into_iter().take(ASKED).map(|(_, stem)| stem.to_owned()).collect()
}

/// What the records `near` say about `text`, which is of `kind`.
pub(super) fn learn(text: &Text<'_>, kind: Option<Kind>, near: &[Near]) -> Vec<Learned> {
    let weight = |one: &Near| one.likeness * if Some(one.kind) == kind { SAME_KIND } else { 1.0 };
    let all: f64 = near.iter().map(weight).sum();
    if all <= 0.0 {
        return Vec::new();
    }
    let scale = COUNT * (near.len() as f64 / HEARD as f64).min(1.0) / all;
    let stems = text.stems();
    let mut learned: BTreeMap<&str, Learned> = BTreeMap::new();
    for one in near {
        let theirs: HashSet<String> = words(&one.text)
            .into_iter()
            .filter(|word| !word.filler)
            .map(|word| word.stem)
            .collect();
        let shared: Vec<_> = stems.iter().filter(|(stem, _)| theirs.contains(**stem)).collect();
        let part = weight(one) * scale;
        for statement in &one.tags {
            let found = learned.entry(statement).or_insert_with(|| Learned {
                statement: statement.clone(),
                weight: 0.0,
                words: Vec::new(),
            });
            found.weight += part;
            for (stem, (_, place)) in &shared {
                // The longer the word, the less it is there by chance; the words that speak for themselves come first.
                let said = part * (stem.chars().count() as f64 - 2.0).max(0.0) / shared.len() as f64;
                found.words.push((said * 0.1, (*place).clone()));
            }
        }
    }
    learned.into_values().collect()
}
