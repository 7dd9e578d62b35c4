//! Two versions of a record side by side, by word.
//!
//! What always holds: the pieces of each side, joined, are its text; a comparison takes bounded time, however long the texts.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation as _;

use super::model::{Content, Kind};
use super::sessions::session_stage;
use crate::reflection::StageNames;

/// How long one part may be compared; what is left then is shown as changed altogether.
const PATIENCE: Duration = Duration::from_millis(400);

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "VersionPiece")]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// The other side has something else here.
    pub differs: bool,
}

/// A part of a record in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "VersionPart")]
pub struct Part {
    /// "Text", "Title", a stage's name, "What I learnt" …
    pub name: String,
    /// Whether the two differ.
    pub changed: bool,
    /// As it was.
    pub before: Vec<Piece>,
    /// As it is.
    pub after: Vec<Piece>,
}

/// Every part that holds words in one of the two, in the order of the page.
pub(super) fn compare(before: &Content, after: &Content, names: &StageNames) -> Vec<Part> {
    compare_texts(&texts(before, names), &texts(after, names))
}

/// The same for texts by name; no name twice on a side.
pub(crate) fn compare_texts(before: &[(String, String)], after: &[(String, String)]) -> Vec<Part> {
    let of = |list: &[(String, String)], name: &str| {
        let found = list.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = after.iter().map(|(name, _)| name).collect();
    names.extend(
        before
            .iter()
            .map(|(name, _)| name)
            .filter(|name| after.iter().all(|(known, _)| known != *name)),
    );
    names
        .into_iter()
        .map(|name| part(name, &of(before, name), &of(after, name)))
        .filter(|part| !part.before.is_empty() || !part.after.is_empty())
        .collect()
}

fn part(name: &str, before: &str, after: &str) -> Part {
    let mut part = Part {
        name: name.to_owned(),
        changed: before != after,
        before: Vec::new(),
        after: Vec::new(),
    };
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    for change in diff.iter_all_changes() {
        let text = change.value();
        if change.tag() != ChangeTag::Insert {
            push(&mut part.before, text, change.tag() == ChangeTag::Delete);
        }
        if change.tag() != ChangeTag::Delete {
            push(&mut part.after, text, change.tag() == ChangeTag::Insert);
        }
    }
    part
}

fn push(pieces: &mut Vec<Piece>, text: &str, differs: bool) {
    match pieces.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            differs,
        }),
    }
}

/// Words of the text.
pub(super) fn count_words(content: &Content) -> u32 {
    let words: usize = content.sections.iter().map(|section| section.text.unicode_words().count()).sum();
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// The parts of a record by name; no name twice.
fn texts(content: &Content, names: &StageNames) -> Vec<(String, String)> {
    let mut list = Vec::new();
    let mut add = |name: &str, text: String| list.push((name.to_owned(), text));
    add("Title", content.title.clone());
    let date = match &content.date_to {
        Some(to) => format!("{} to {to}", content.date),
        None => content.date.clone(),
    };
    add("Date", date);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for section in &content.sections {
        let name = match names.get(&section.stage) {
            Some(name) => name.clone(),
            None if section.stage == "text" => "Text".to_owned(),
            None if content.kind == Kind::Supervision => session_stage(&section.stage).to_owned(),
            None => section.stage.clone(),
        };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        add(&if *count == 1 { name } else { format!("{name} ({count})") }, section.text.clone());
    }
    add("Minutes", content.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
    add("Client codes", content.clients.join(", "));
    add("Keywords", content.keywords.join(", "));
    if let Some(facts) = &content.supervision {
        add("With", facts.supervisor.clone());
        add("Themes", facts.themes.clone());
    }
    let actions: Vec<&str> = content.actions.iter().map(|action| action.text.as_str()).collect();
    add("Agreed actions", actions.join("\n"));
    if let Some(facts) = &content.cpd {
        add("Type of CPD", facts.kind.map_or("", super::CpdType::name).to_owned());
        add("Kind of activity", facts.sub_type.clone());
        add("Offered by", facts.provider.clone());
        add("What I learnt", facts.learnt.clone());
        add("How it changed my practice", facts.practice.clone());
        add("How it benefited service users", facts.service_users.clone());
        add("Next step", facts.next_step.clone());
    }
    list
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::content;

    fn joined(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn words_that_differ_are_marked_on_their_side() {
        let part = part("Text", "He hid the drum.", "He held the drum still.");
        let marked = |pieces: &[Piece]| -> Vec<String> {
            pieces
                .iter()
                .filter(|piece| piece.differs)
                .map(|piece| piece.text.clone())
                .collect()
        };
        assert!(part.changed);
        assert_eq!(marked(&part.before), ["hid", "drum."]);
        assert_eq!(marked(&part.after), ["held", "drum still."]);
    }

    #[test]
    fn twenty_thousand_words_against_others_take_bounded_time() {
        let one: String = (0..20_000).map(|at| format!("word{} ", at * 7 % 9973)).collect();
        let other: String = (0..20_000).map(|at| format!("word{} ", at * 13 % 9973)).collect();
        let begun = std::time::Instant::now();
        let part = part("Text", &one, &other);
        assert_eq!((joined(&part.before), joined(&part.after)), (one, other));
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn parts_that_only_one_of_them_has_are_compared_with_nothing() {
        let before = content(Kind::Reflection, "", "2026-04-09", "Came late.");
        let mut after = before.clone();
        after.sections.push(crate::record::Section {
            stage: "feelings".to_owned(),
            text: "Relief.".to_owned(),
        });
        after.sections.push(after.sections[1].clone());
        let called = StageNames::from([("feelings".to_owned(), "Feelings".to_owned())]);
        let parts = compare(&before, &after, &called);
        let names: Vec<_> = parts.iter().map(|part| (part.name.as_str(), part.changed)).collect();
        assert_eq!(
            names,
            [("Date", false), ("Text", false), ("Feelings", true), ("Feelings (2)", true)]
        );
    }

    proptest! {
        #[test]
        fn the_pieces_of_each_side_are_its_text(before in "\\PC{0,120}", after in "[ab \\n]{0,60}", shared in "\\PC{0,60}") {
            let (before, after) = (format!("{before}{shared}"), format!("{shared}{after}"));
            let part = part("Text", &before, &after);
            prop_assert_eq!(joined(&part.before), before);
            prop_assert_eq!(joined(&part.after), after);
        }
    }
}
