//! The finished versions of a profile: each as it left, and what changed since.
//!
//! What always holds: a version is what its final export kept, in one file or in the parts of a pack, and later changes never
//! reach it; only an erasure does, and says "Withdrawn"; what would leave today is compared with it part by part, by the
//! mechanism of a record's history.

use rusqlite::OptionalExtension as _;
use serde::Serialize;
use triptych_pdf::{Block, Document};
use ts_rs::TS;

use super::document::{STATEMENT, SUMMARY, document, part_words};
use super::exhibits::{self, GOES_SEPARATELY};
use super::leaving::HEAD_AND_FOOT;
use super::left::exports;
use super::lines;
use super::model::Past;
use super::subject::Subject;
use crate::error::{Error, Result};
use crate::record::{VersionPart, compare_texts};
use crate::vault::Portfolio;

/// A finished version, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ProfileVersion")]
pub struct Version {
    /// Its line of the register; of a pack in parts that of the first.
    pub past: Past,
    /// In how many files it left.
    pub files: u32,
    /// Words of its summary.
    pub summary_words: u32,
    /// Words of its statement, as it is printed.
    pub statement_words: u32,
    /// Records it speaks of.
    pub records: u32,
    /// Pieces of evidence that it numbers.
    pub evidence: u32,
}

/// A finished version, as it left.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "ProfileVersionRead")]
pub struct Read {
    /// The document that was made into the file.
    #[ts(type = "PreviewDocument")]
    pub document: Document,
    /// Its parts beside those that would leave today; `before` is the version.
    pub parts: Vec<VersionPart>,
    /// Records it speaks of that read otherwise now.
    pub records_changed: u32,
}

/// The finished versions of the cycle `id`, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn versions(portfolio: &Portfolio, id: &str) -> Result<Vec<Version>> {
    let of_cycle = |past: &Past| past.is_final && past.cycle_id.as_deref() == Some(id);
    // From the oldest on: the first part of a pack says how many there are.
    let mut left = exports(portfolio)?.into_iter().rev().filter(of_cycle);
    let mut found = Vec::new();
    while let Some(mut past) = left.next() {
        let parts = kept(portfolio, &past.id)?;
        let files = u32::try_from(parts.len()).map_err(Error::internal)?;
        let mut ids = vec![past.id.clone()];
        for other in left.by_ref().take(parts.len() - 1) {
            past.withdrawn_evidence.extend(other.withdrawn_evidence);
            ids.push(other.id);
        }
        past.withdrawn_evidence.sort_unstable();
        past.withdrawn_evidence.dedup();
        let document = exhibits::joined(parts);
        let words = |part: usize| part_words(&document, part, 0).count;
        found.push(Version {
            files,
            summary_words: words(SUMMARY),
            statement_words: words(STATEMENT),
            records: count(portfolio, "SELECT count(*) FROM export_record WHERE export_id = ?1", &past.id)?,
            evidence: most(ids.iter().map(|id| {
                let numbered = "SELECT count(*) FROM export_evidence WHERE export_id = ?1 AND number IS NOT NULL";
                count(portfolio, numbered, id)
            }))?,
            past,
        });
    }
    found.reverse();
    Ok(found)
}

/// The finished version `id`, as it left, and what changed since.
///
/// # Errors
/// `not-found` for what is no finished version; `damaged`, `disk`.
pub fn version(portfolio: &Portfolio, id: &str) -> Result<Read> {
    let then = exhibits::joined(kept(portfolio, id)?);
    let from: Option<(String, Option<String>, bool)> = portfolio
        .db()
        .prepare_cached(
            "SELECT export.cycle_id, cycle_letter.id AS letter_id, kind = 'addendum' AS addendum
             FROM export JOIN cycle ON cycle.id = export.cycle_id LEFT JOIN cycle_letter ON cycle_letter.id = letter_id WHERE export.id = ?1",
        )?
        .query_row([id], |row| Ok((row.get("cycle_id")?, row.get("letter_id")?, row.get("addendum")?)))
        .optional()?;
    let subject = from.as_ref().and_then(|(cycle, letter, addendum)| match (letter, addendum) {
        (Some(letter), true) => Some(Subject::Addendum(letter)),
        // Its letter was taken away.
        (None, true) => None,
        (_, false) => Some(Subject::Profile(cycle)),
    });
    let now = subject.map(|subject| document(portfolio, subject)).transpose()?;
    let after = now.as_ref().map(texts).unwrap_or_default();
    Ok(Read {
        parts: compare_texts(&texts(&then), &after),
        document: then,
        records_changed: records_changed(portfolio, id)?,
    })
}

fn count(portfolio: &Portfolio, sql: &str, id: &str) -> Result<u32> {
    Ok(portfolio.db().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

/// The largest of them: one file of a pack has the list of all evidence.
fn most(mut counts: impl Iterator<Item = Result<u32>>) -> Result<u32> {
    counts.try_fold(0, |most, count| Ok(most.max(count?)))
}

/// What left with the line `id` of the register: one document, or the parts of a pack that it begins.
fn kept(portfolio: &Portfolio, id: &str) -> Result<Vec<Document>> {
    let mut statement = portfolio.db().prepare_cached(
        "SELECT export.document FROM export JOIN export AS first ON export.cycle_id IS first.cycle_id AND export.rowid >= first.rowid
         WHERE first.id = ?1 AND first.document IS NOT NULL AND export.kind = first.kind AND export.letter_id IS first.letter_id AND first.kind IN ('hcpc', 'addendum') AND export.final = 1 AND export.document IS NOT NULL ORDER BY export.rowid",
    )?;
    let mut rows = statement.query([id])?;
    let mut parts: Vec<Document> = Vec::new();
    while parts.first().is_none_or(|first| parts.len() < exhibits::parts_in(first))
        && let Some(row) = rows.next()?
    {
        let part: String = row.get("document")?;
        parts.push(serde_json::from_str(&part).map_err(|_| Error::damaged().detail("a finished profile"))?);
    }
    if parts.is_empty() {
        return Err(Error::not_found("version"));
    }
    Ok(parts)
}

/// Each part's lines. What stands on every page is left out, and what is laid in only when the file is made: a picture, or the
/// note that it goes separately.
pub(super) fn texts(document: &Document) -> Vec<(String, String)> {
    let laid_in = |block: &Block| match block {
        Block::Figure(_) => true,
        Block::Note { label, .. } => label == GOES_SEPARATELY,
        _ => false,
    };
    let mut written = document.clone();
    written.blocks.retain(|block| !laid_in(block));
    let mut found: Vec<(String, String)> = Vec::new();
    for (place, text) in lines::printed(&written) {
        let part = place.split_once(": ").map_or(place.as_str(), |(part, _)| part);
        if part == HEAD_AND_FOOT {
            continue;
        }
        match found.iter_mut().find(|(name, _)| name == part) {
            Some((_, all)) => {
                all.push('\n');
                all.push_str(&text);
            }
            None => found.push((part.to_owned(), text)),
        }
    }
    found
}

/// How many of the records it speaks of read otherwise now; one that is erased is withdrawn instead.
fn records_changed(portfolio: &Portfolio, id: &str) -> Result<u32> {
    let mut statement = portfolio
        .db()
        .prepare_cached("SELECT record_id, sha256 FROM export_record JOIN record ON record.id = record_id WHERE export_id = ?1")?;
    let records = statement
        .query_map([id], |row| Ok((row.get("record_id")?, row.get("sha256")?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let mut changed = 0;
    for (record, then) in records {
        changed += u32::from(super::snapshot::digest_of(portfolio, &record)? != then);
    }
    Ok(changed)
}
