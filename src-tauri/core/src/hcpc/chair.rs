//! The assessor's chair: the statement as one text to read, and which of its sentences show which standard.
//!
//! What always holds: nothing is written into the statement here; a mark is kept under a digest of its sentence's words, so that
//! nothing is written down a second time; a mark whose sentence reads otherwise now has lapsed, is said, and comes back with
//! the words; a mark is the reader's opinion, and never says that a standard is met.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use triptych_pdf::{Block, Inline};
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation as _;

use super::load;
use super::markdown;
use super::model::Profile;
use super::standards::TITLES;
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The statement, read from the assessor's chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AssessorsChair")]
pub struct Chair {
    /// The statement in its order.
    pub paragraphs: Vec<Paragraph>,
    /// The five standards, and how far each is marked.
    pub standards: Vec<Marked>,
}

/// A paragraph of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairParagraph")]
pub struct Paragraph {
    /// The activity that begins here, by the name that others may read.
    pub heading: Option<String>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// A sentence of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairSentence")]
pub struct Sentence {
    /// A digest of its words: the same words have the same.
    pub key: String,
    /// Its words.
    pub text: String,
    /// Standards that it was marked for.
    pub standards: Vec<u8>,
}

/// A standard, and how far it is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairStandard")]
pub struct Marked {
    /// 1 to 5.
    pub number: u8,
    /// In our own words.
    pub title: String,
    /// Sentences of the statement that are marked for it.
    pub marked: u32,
    /// Marks whose sentence reads otherwise now.
    pub lapsed: u32,
    /// The same, said.
    pub said: String,
}

/// A mark as it is carried from portfolio to portfolio.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredMark {
    /// 1 to 5.
    pub standard: u8,
    /// A digest of the sentence.
    pub sentence: String,
}

/// Standards by sentence.
pub(super) type Marks = BTreeMap<String, BTreeSet<u8>>;

/// Words after which a full stop ends no sentence.
const SHORT: [&str; 14] = [
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs", "approx", "e.g", "i.e", "cf", "etc", "Rev",
];

/// The statement of the cycle `id`, to be read and marked.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn chair(portfolio: &Portfolio, id: &str) -> Result<Chair> {
    let loaded = load::load(portfolio, id)?;
    seen(&loaded.profile, &marks(portfolio.db(), id)?)
}

/// Marks the sentence `key` of the cycle `id` for a standard, or takes the mark away.
///
/// # Errors
/// `conflict` when the statement has no such sentence any more; `invalid` at `standard`; `not-found`, `read-only`, `disk`.
pub fn mark(portfolio: &mut Portfolio, id: &str, key: &str, standard: u8, marked: bool) -> Result<Chair> {
    if !(1..=5).contains(&standard) {
        return Err(Error::field(
            "standard",
            "HCPC has five standards, 1 to 5. Nothing has been marked.",
        ));
    }
    let now = chair(portfolio, id)?;
    let there = now
        .paragraphs
        .iter()
        .flat_map(|paragraph| &paragraph.sentences)
        .any(|sentence| sentence.key == key);
    if !there {
        return Err(Error::new(
            Code::Conflict,
            "The statement has changed since it was shown here. Nothing has been marked.",
        )
        .hint("Read it as it is now, and mark the sentence there."));
    }
    transact(portfolio, Op::MarkStandard, Scope::default(), |connection| {
        if marked {
            let one = StoredMark {
                standard,
                sentence: key.to_owned(),
            };
            return put_marks(connection, id, &[one]);
        }
        connection
            .prepare_cached("DELETE FROM cycle_mark WHERE cycle_id = ?1 AND standard = ?2 AND sentence = ?3")?
            .execute(params![id, standard, key])?;
        Ok(())
    })?;
    chair(portfolio, id)
}

/// Takes away the marks of the cycle `id` whose sentences read otherwise now.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn forget_lapsed(portfolio: &mut Portfolio, id: &str) -> Result<Chair> {
    let now = chair(portfolio, id)?;
    let there: HashSet<&str> = now
        .paragraphs
        .iter()
        .flat_map(|paragraph| &paragraph.sentences)
        .map(|sentence| sentence.key.as_str())
        .collect();
    let lapsed: Vec<String> = marks(portfolio.db(), id)?
        .into_keys()
        .filter(|key| !there.contains(key.as_str()))
        .collect();
    transact(portfolio, Op::MarkStandard, Scope::default(), |connection| {
        for key in &lapsed {
            connection
                .prepare_cached("DELETE FROM cycle_mark WHERE cycle_id = ?1 AND sentence = ?2")?
                .execute([id, key.as_str()])?;
        }
        Ok(())
    })?;
    chair(portfolio, id)
}

/// The marks of the cycle `id`.
pub(super) fn marks(connection: &Connection, id: &str) -> Result<Marks> {
    let mut marks = Marks::new();
    for one in marks_of(connection, id)? {
        marks.entry(one.sentence).or_default().insert(one.standard);
    }
    Ok(marks)
}

/// The same, to be carried to another portfolio.
pub(super) fn marks_of(connection: &Connection, id: &str) -> Result<Vec<StoredMark>> {
    let marks = connection
        .prepare_cached("SELECT standard, sentence FROM cycle_mark WHERE cycle_id = ?1 ORDER BY standard, sentence")?
        .query_map([id], |row| {
            Ok(StoredMark {
                standard: row.get("standard")?,
                sentence: row.get("sentence")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(marks)
}

/// Writes marks, within the caller's transaction.
///
/// # Errors
/// `invalid` for what is no mark; the database's.
pub(super) fn put_marks(connection: &Connection, id: &str, marks: &[StoredMark]) -> Result<()> {
    for one in marks {
        let form = one.sentence.len() == 32
            && one
                .sentence
                .bytes()
                .all(|sign| sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign));
        if !form || !(1..=5).contains(&one.standard) {
            return Err(Error::field(
                "marks",
                "A mark of the statement names no standard or nothing that could be a sentence.",
            ));
        }
        connection
            .prepare_cached("INSERT INTO cycle_mark (cycle_id, standard, sentence) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
            .execute(params![id, one.standard, one.sentence])?;
    }
    Ok(())
}

/// The statement with its marks.
pub(super) fn seen(profile: &Profile, marks: &Marks) -> Result<Chair> {
    let paragraphs = paragraphs(profile, marks);
    let there: HashSet<&str> = paragraphs
        .iter()
        .flat_map(|paragraph| &paragraph.sentences)
        .map(|sentence| sentence.key.as_str())
        .collect();
    let standards = (1..=5_u8).zip(TITLES).map(|(number, title)| {
        let of = |lapsed: bool| {
            let all = marks
                .iter()
                .filter(|(key, standards)| standards.contains(&number) && there.contains(key.as_str()) != lapsed);
            u32::try_from(all.count()).map_err(Error::internal)
        };
        let (marked, lapsed) = (of(false)?, of(true)?);
        Ok(Marked {
            number,
            title: title.to_owned(),
            marked,
            lapsed,
            said: said(marked, lapsed),
        })
    });
    let standards = standards.collect::<Result<_>>()?;
    Ok(Chair { paragraphs, standards })
}

/// "Marked in 2 sentences. 1 marked sentence reads otherwise now: that mark has lapsed."
pub(super) fn said(marked: u32, lapsed: u32) -> String {
    let now = match marked {
        0 => "Nobody has marked a sentence for it yet.".to_owned(),
        1 => "Marked in 1 sentence of the statement.".to_owned(),
        many => format!("Marked in {many} sentences of the statement."),
    };
    match lapsed {
        0 => now,
        1 => format!("{now} 1 marked sentence reads otherwise now: that mark has lapsed."),
        many => format!("{now} {many} marked sentences read otherwise now: those marks have lapsed."),
    }
}

fn paragraphs(profile: &Profile, marks: &Marks) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut read = |heading: Option<&str>, texts: &[&str]| {
        let mut heading = heading.map(str::to_owned);
        for line in texts.iter().flat_map(|text| lines(text)) {
            let sentences: Vec<Sentence> = sentences(&line)
                .into_iter()
                .map(|text| {
                    let key = key(text);
                    Sentence {
                        standards: marks.get(&key).into_iter().flatten().copied().collect(),
                        text: text.to_owned(),
                        key,
                    }
                })
                .collect();
            if !sentences.is_empty() {
                all.push(Paragraph {
                    heading: heading.take(),
                    sentences,
                });
            }
        }
    };
    read(None, &[&profile.introduction]);
    for chosen in &profile.chosen {
        let activity = profile.activities.iter().find(|activity| activity.record_id == chosen.record_id);
        read(activity.map(|activity| activity.name.as_str()), &chosen.texts());
    }
    all
}

/// The lines of a Markdown text, as they are printed.
fn lines(text: &str) -> Vec<String> {
    let words = |inlines: &[Inline]| inlines.iter().map(Inline::as_str).collect::<String>();
    let of_block = |block: Block| match block {
        Block::Paragraph(inlines) => vec![words(&inlines)],
        Block::List { items, .. } => items.iter().map(|item| words(item)).collect(),
        _ => Vec::new(),
    };
    markdown::blocks(text).into_iter().flat_map(of_block).collect()
}

/// The sentences of a line; what looks like an end after a title or an abbreviation is none.
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut end = 0;
    for piece in line.split_sentence_bounds() {
        end += piece.len();
        let so_far = line[begin..end].trim_end();
        let last = so_far
            .strip_suffix('.')
            .and_then(|rest| rest.split([' ', '(', '\u{a0}']).next_back());
        if last.is_some_and(|word| SHORT.contains(&word)) && end < line.len() {
            continue;
        }
        if !so_far.trim().is_empty() {
            found.push(so_far.trim());
        }
        begin = end;
    }
    if !line[begin..].trim().is_empty() {
        found.push(line[begin..].trim());
    }
    found
}

/// What a mark is kept under.
fn key(sentence: &str) -> String {
    let words = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    Sha256::digest(words).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        for (line, expected) in [
            (
                "I waited. Then I played!  Did they hear?",
                vec!["I waited.", "Then I played!", "Did they hear?"],
            ),
            (
                "Dr. Finch asked (e.g. about pace). I wrote it down.",
                vec!["Dr. Finch asked (e.g. about pace).", "I wrote it down."],
            ),
            (
                "It took 2.5 hours. “Wait.” That stayed.",
                vec!["It took 2.5 hours.", "“Wait.”", "That stayed."],
            ),
            ("No end", vec!["No end"]),
            ("Asked Dr.", vec!["Asked Dr."]),
            ("   ", vec![]),
            ("Aros wnes i. Wedyn canais.", vec!["Aros wnes i.", "Wedyn canais."]),
        ] {
            assert_eq!(sentences(line), expected, "{line}");
        }
    }

    #[test]
    fn the_same_words_have_the_same_key_however_they_are_spaced() {
        assert_eq!(key("I  waited.\n"), key(" I waited."));
        assert_ne!(key("I waited."), key("I waited!"));
        assert_eq!(key("I waited.").len(), 32);
    }

    proptest::proptest! {
        #[test]
        fn no_word_of_a_line_is_lost_or_said_twice(line in "[A-Za-z .!?()“”é]{0,80}") {
            let letters = |text: &str| text.chars().filter(|one| !one.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(letters(&sentences(&line).concat()), letters(&line));
        }
    }
}
