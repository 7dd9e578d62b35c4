//! The same check for any document: general words for one's own clients, and what else is found in it.

use std::collections::BTreeMap;
use std::ops::Range;

use triptych_pdf::Document;

use super::copy::{fitted, found_in};
use super::slots::{Edit, Slots};
use crate::privacy::{Kind, Own, stand_in};

/// Something found in a line of a document.
pub(crate) struct Stretch {
    /// Where the line stands, in words.
    pub(crate) place: String,
    /// The line.
    pub(crate) text: String,
    /// In code points of the line.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// Why it was found.
    pub(crate) why: String,
}

/// Puts general words in the place of every client of one's own, but where its kind `stays`; answers how often.
pub(crate) fn without_clients(document: &mut Document, own: &Own, stays: &dyn Fn(Kind) -> bool) -> usize {
    let mut slots = Slots::of(document);
    let lines = slots.lines();
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for (line, found) in found_in(&lines.iter().collect::<Vec<_>>(), own) {
        let here = edits.entry(line.number).or_default();
        let over = here.last().is_some_and(|last| found.start < last.range.end);
        if found.kind.is_own_client() && !stays(found.kind) && !over {
            here.push(fitted(&line.text, found.start..found.end, &stand_in(found.kind, &found.value)));
        }
    }
    for line in &lines {
        if let Some(edits) = edits.get(&line.number) {
            slots.edit(line, edits);
        }
    }
    edits.values().map(Vec::len).sum()
}

/// How many lines there are, and what is found in them; those that are nobody's words need no look.
pub(crate) fn stretches(document: &mut Document, own: &Own, nobodys: &dyn Fn(&str) -> bool) -> (usize, Vec<Stretch>) {
    let lines = Slots::of(document).lines();
    let read: Vec<_> = lines.iter().filter(|line| !nobodys(&line.text)).collect();
    let found = found_in(&read, own)
        .into_iter()
        .map(|(line, one)| Stretch {
            place: line.place.clone(),
            text: line.text.clone(),
            range: one.start..one.end,
            kind: one.kind,
            why: one.why,
        })
        .collect();
    (lines.len(), found)
}
