//! The assessor's chair: the statement as one text to read, and which of its sentences show which standard.
//!
//! What always holds: what is read is what leaves, in the order and with the headings of the paper and with the answers to the
//! privacy check put in; nothing is written into the statement here; a mark is kept under a digest of the words its owner wrote, so
//! that nothing is written down a second time, and an answer takes no mark away; a mark whose sentence reads otherwise now has
//! lapsed, is said, and comes back with the words; a mark is the reader's opinion, and never says that a standard is met.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::load::{self, Loaded};
use super::standards::TITLES;
use super::{document, leaving, reading};
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

/// A paragraph of it: sentences, or a line of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairParagraph")]
pub struct Paragraph {
    /// The headings that stand before it and not yet before another, outermost first.
    pub headings: Vec<Heading>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What the paper says itself: that nothing is written yet, or which evidence supports an activity. It is nobody's to mark.
    pub ours: Option<String>,
}

/// A heading of the statement: an activity by the name that others may read, a standard, an aim, a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairHeading")]
pub struct Heading {
    /// 1 for the outermost.
    pub level: u8,
    /// Its words.
    pub text: String,
}

/// A sentence of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChairSentence")]
pub struct Sentence {
    /// A digest of the words its owner wrote: the same words have the same.
    pub key: String,
    /// Its words as they leave.
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

/// The statement of the cycle `id`, to be read and marked.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn chair(portfolio: &Portfolio, id: &str) -> Result<Chair> {
    let (paragraphs, there) = read(portfolio, id)?;
    let marks = marks(portfolio.db(), id)?;
    let standards = standards(&there, &marks)?;
    let sentence = |one: reading::Sentence| {
        let standards: BTreeSet<u8> = one.keys.iter().filter_map(|key| marks.get(key)).flatten().copied().collect();
        Some(Sentence {
            key: one.keys.into_iter().next()?,
            text: one.text,
            standards: standards.into_iter().collect(),
        })
    };
    let paragraph = |one: reading::Paragraph| Paragraph {
        headings: one.headings,
        sentences: one.sentences.into_iter().filter_map(sentence).collect(),
        ours: one.ours,
    };
    Ok(Chair {
        paragraphs: paragraphs.into_iter().map(paragraph).collect(),
        standards,
    })
}

/// The statement as it would leave, and the digests of all its owner wrote.
fn read(portfolio: &Portfolio, id: &str) -> Result<(Vec<reading::Paragraph>, HashSet<String>)> {
    let loaded = load::load(portfolio, id)?;
    let written = document::statement(&loaded.profile, &loaded.exhibits)?;
    let paragraphs = match leaving::statement(portfolio, &loaded)? {
        Some(leaves) => reading::read(&written, &leaves),
        None => reading::read(&written, &written),
    };
    Ok((paragraphs, reading::keys(&written)))
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
    let (now, _) = read(portfolio, id)?;
    let mut sentences = now.iter().flat_map(|paragraph| &paragraph.sentences);
    let Some(sentence) = sentences.find(|one| one.keys.iter().any(|other| other == key)) else {
        return Err(Error::new(
            Code::Conflict,
            "The statement has changed since it was shown here. Nothing has been marked.",
        )
        .hint("Read it as it is now, and mark the sentence there."));
    };
    transact(portfolio, Op::MarkStandard, Scope::default(), |connection| {
        if marked {
            let one = StoredMark {
                standard,
                sentence: key.to_owned(),
            };
            return put_marks(connection, id, &[one]);
        }
        let mut statement = connection.prepare_cached("DELETE FROM cycle_mark WHERE cycle_id = ?1 AND standard = ?2 AND sentence = ?3")?;
        for key in &sentence.keys {
            statement.execute(params![id, standard, key])?;
        }
        Ok(())
    })?;
    chair(portfolio, id)
}

/// Takes away the marks of the cycle `id` whose sentences read otherwise now.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn forget_lapsed(portfolio: &mut Portfolio, id: &str) -> Result<Chair> {
    let (_, there) = read(portfolio, id)?;
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

/// How far each standard is marked, in a statement as its owner wrote it; `None` where nothing is written.
pub(super) fn marked(loaded: &Loaded, marks: &Marks) -> Result<Option<Vec<Marked>>> {
    let written = document::statement(&loaded.profile, &loaded.exhibits)?;
    let there = reading::keys(&written);
    if there.is_empty() {
        return Ok(None);
    }
    standards(&there, marks).map(Some)
}

fn standards(there: &HashSet<String>, marks: &Marks) -> Result<Vec<Marked>> {
    let standard = |(number, title): (u8, &str)| {
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
    };
    (1..=5_u8).zip(TITLES).map(standard).collect()
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
