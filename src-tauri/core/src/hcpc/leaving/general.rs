//! The same check for any document: general words for one's own clients, and what else is found in it.
//!
//! What always holds: general words come only where a word is surely a client, or where the owner said it is one; what could be
//! another word stays as it was written, and is the owner's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use triptych_pdf::Document;

use super::answers::key;
use super::copy::{fitted, found_in, in_order, told_by_all, told_by_beginning};
use super::slots::{Edit, HEAD_AND_FOOT, Line, Slots};
use crate::privacy::{Finding, Kind, Own, Surety, stand_in};

/// Something found in a line of a document.
pub(crate) struct Stretch {
    /// Answers it wherever these words stand.
    pub(crate) key: String,
    /// Answers it in this line alone.
    pub(crate) key_here: String,
    /// Where the line stands, in words.
    pub(crate) place: String,
    /// The line.
    pub(crate) text: String,
    /// In code points of the line.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// The words.
    pub(crate) value: String,
    /// Why it was found.
    pub(crate) why: String,
    /// Whether it is surely a client, where it is found to be one.
    pub(crate) surety: Surety,
}

/// What a line is about. What lines about the same tell is read together.
pub(crate) struct Topic {
    /// Which of the things that the document is about.
    pub(crate) what: usize,
    /// So many code points at its beginning are what every such line has: its day.
    pub(crate) aside: usize,
}

/// How a document is looked over.
pub(crate) struct Rules<'r> {
    /// The owner's own clients, and who the owner is.
    pub(crate) own: &'r Own,
    /// Lines that are nobody's words.
    pub(crate) nobodys: &'r dyn Fn(&str) -> bool,
    /// Kinds that stay as they were written.
    pub(crate) stays: &'r dyn Fn(Kind) -> bool,
    /// By one of its keys, whether a word that could be a client is a different one; `None` is not answered.
    pub(crate) another_word: &'r dyn Fn(&str) -> Option<bool>,
    /// What a line is about, by its words as they were written; `None` for one that is read by itself.
    pub(crate) about: &'r dyn Fn(&str) -> Option<Topic>,
}

/// What came of it.
pub(crate) struct LookedOver {
    /// How many lines there are.
    pub(crate) lines: usize,
    /// What general words stand for now.
    pub(crate) gone: Vec<String>,
    /// What is found in what is left, in reading order.
    pub(crate) found: Vec<Stretch>,
}

/// Puts general words in, and looks over what is left.
pub(crate) fn look_over(document: &mut Document, rules: &Rules<'_>) -> LookedOver {
    let before = Slots::of(document).lines();
    let gone = put_general_words(document, &before, rules);
    let known: BTreeMap<usize, &str> = before.iter().map(|line| (line.number, line.text.as_str())).collect();
    let lines = Slots::of(document).lines();
    let read: Vec<&Line> = lines.iter().filter(|line| !(rules.nobodys)(&line.text)).collect();
    let stretch = |(line, one): (&Line, Finding)| Stretch {
        key: key(one.kind, &one.value, None),
        // A line is known by the words it was written in.
        key_here: key(one.kind, &one.value, known.get(&line.number).copied()),
        place: line.place.to_string(),
        text: line.text.clone(),
        range: one.start..one.end,
        kind: one.kind,
        value: one.value,
        why: one.why,
        surety: one.surety,
    };
    let mut found = found_in(&read, rules.own);
    // Its facts, and the foot with the day it was made, are what every such document has.
    let by_itself = |line: &Line| line.labelled || *line.place == *HEAD_AND_FOOT;
    let mut together: BTreeMap<usize, Vec<(&Line, usize)>> = BTreeMap::new();
    for line in read.iter().copied().filter(|line| !by_itself(line)) {
        let written = known.get(&line.number).copied().unwrap_or(&line.text);
        if let Some(Topic { what, aside }) = (rules.about)(written) {
            together.entry(what).or_default().push((line, aside));
        }
    }
    let begun: BTreeSet<usize> = together.values().flat_map(|lines| told_by_beginning(lines, &found)).collect();
    found.retain(|(line, one)| one.kind != Kind::Combination || !begun.contains(&line.number));
    let told: Vec<_> = together.values().filter_map(|lines| told_by_all(lines, &found)).collect();
    found.extend(told);
    in_order(&mut found);
    LookedOver {
        lines: lines.len(),
        gone,
        found: found.into_iter().map(stretch).collect(),
    }
}

fn put_general_words(document: &mut Document, lines: &[Line], rules: &Rules<'_>) -> Vec<String> {
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    let mut gone = Vec::new();
    for (line, found) in found_in(&lines.iter().collect::<Vec<_>>(), rules.own) {
        if !found.kind.is_own_client() || (rules.stays)(found.kind) || !is_a_client(line, &found, rules) {
            continue;
        }
        let here = edits.entry(line.number).or_default();
        if here.last().is_none_or(|last| last.range.end <= found.start) {
            here.push(fitted(&line.text, found.start..found.end, &stand_in(found.kind, &found.value)));
            gone.push(found.value);
        }
    }
    let mut slots = Slots::of(document);
    for line in lines {
        if let Some(edits) = edits.get(&line.number) {
            slots.edit(line, edits);
        }
    }
    gone
}

/// Whether it is one beyond doubt, or because the owner said so.
fn is_a_client(line: &Line, found: &Finding, rules: &Rules<'_>) -> bool {
    let said = |line: Option<&str>| (rules.another_word)(&key(found.kind, &found.value, line));
    match found.surety {
        Surety::OtherWord => false,
        Surety::Sure => true,
        Surety::Unclear => said(Some(&line.text)).or_else(|| said(None)) == Some(false),
    }
}
