//! The finished versions of a profile: each as it left, and what changed since.
//!
//! What always holds: a version is what its final export kept, and later changes never reach it; only an erasure does, and says
//! "Withdrawn"; what would leave today is compared with it part by part, by the mechanism of a record's history.

use rusqlite::OptionalExtension as _;
use serde::Serialize;
use triptych_pdf::{Block, Document};
use ts_rs::TS;

use super::document::{PARTS, document};
use super::exhibits::GOES_SEPARATELY;
use super::leaving::HEAD_AND_FOOT;
use super::lines;
use super::model::Past;
use super::snapshot::exports;
use super::words::count_words;
use crate::error::{Error, Result};
use crate::record::{VersionPart, compare_texts};
use crate::vault::Portfolio;

/// A finished version, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ProfileVersion")]
pub struct Version {
    /// Its line of the register.
    pub past: Past,
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
    exports(portfolio)?
        .into_iter()
        .filter(of_cycle)
        .map(|past| {
            let texts = texts(&kept(portfolio, &past.id)?);
            let words = |part: usize| {
                let text = texts.iter().find(|(name, _)| name == PARTS[part]);
                text.map_or(0, |(_, text)| count_words(text))
            };
            Ok(Version {
                summary_words: words(0),
                statement_words: words(1),
                records: count(portfolio, "SELECT count(*) FROM export_record WHERE export_id = ?1", &past.id)?,
                evidence: count(
                    portfolio,
                    "SELECT count(*) FROM export_evidence WHERE export_id = ?1 AND number IS NOT NULL",
                    &past.id,
                )?,
                past,
            })
        })
        .collect()
}

/// The finished version `id`, as it left, and what changed since.
///
/// # Errors
/// `not-found` for what is no finished version; `damaged`, `disk`.
pub fn version(portfolio: &Portfolio, id: &str) -> Result<Read> {
    let then = kept(portfolio, id)?;
    let cycle: Option<String> = portfolio
        .db()
        .prepare_cached("SELECT cycle_id FROM export JOIN cycle ON cycle.id = cycle_id WHERE export.id = ?1")?
        .query_row([id], |row| row.get("cycle_id"))
        .optional()?;
    let now = cycle.map(|cycle| document(portfolio, &cycle)).transpose()?;
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

fn kept(portfolio: &Portfolio, id: &str) -> Result<Document> {
    let kept: Option<String> = portfolio
        .db()
        .prepare_cached("SELECT document FROM export WHERE id = ?1 AND kind = 'hcpc' AND final = 1 AND document IS NOT NULL")?
        .query_row([id], |row| row.get("document"))
        .optional()?;
    let kept = kept.ok_or_else(|| Error::not_found("version"))?;
    serde_json::from_str(&kept).map_err(|_| Error::damaged().detail("a finished profile"))
}

/// Each part's lines. What stands on every page is left out, and what is laid in only when the file is made: a picture, or the
/// note that it goes separately.
fn texts(document: &Document) -> Vec<(String, String)> {
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
