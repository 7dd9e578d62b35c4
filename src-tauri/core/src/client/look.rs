//! What an erasure would take, and what has to be decided before it.

use super::model::{Backup, Look, Piece, Spoken};
use super::{access, identity, pages};
use crate::error::{Error, Result};
use crate::evidence;
use crate::hcpc;
use crate::record::{self, Kind};
use crate::storage::settings;
use crate::vault::Portfolio;

/// Everything that erasing the client `id` would meet.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn look(portfolio: &Portfolio, id: &str) -> Result<Look> {
    let db = portfolio.db();
    let about = about(portfolio, id)?;
    let page = pages::get(portfolio, id)?;
    let names = identity::names(db, id)?;
    let spoken = about
        .spoken
        .others
        .iter()
        .map(|(record_id, carries)| {
            let record = record::get(portfolio, record_id)?;
            Ok(Spoken {
                kind: record.content.kind,
                named: pages::says(&record::markdown_of(&record), &names),
                of_another: record.content.kind == Kind::CaseNote,
                title: record.shown_title,
                date: record.content.date,
                carries: *carries,
                left: hcpc::times_left(db, record_id)?,
                id: record.id,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let mut spoken = spoken;
    spoken.sort_by(|a, b| (&a.date, &a.id).cmp(&(&b.date, &b.id)));
    Ok(Look {
        code: page.code,
        notes: u32::try_from(about.spoken.own.len()).map_err(Error::internal)?,
        spoken,
        evidence: pieces(portfolio, id, &about.spoken.own)?,
        hold: page.facts.hold,
        open_requests: u32::try_from(access::of(db, id)?.iter().filter(|one| one.answered.is_none()).count()).map_err(Error::internal)?,
        kept: page.kept,
        short_code: about.spoken.codes.iter().any(|code| is_word(code)),
        backup: newest_backup(portfolio)?,
    })
}

/// The evidence that goes with the client `id` and its records `own`.
pub(super) fn pieces(portfolio: &Portfolio, id: &str, own: &[String]) -> Result<Vec<Piece>> {
    let db = portfolio.db();
    let mut pieces = evidence_of(portfolio, id, own)?
        .iter()
        .map(|id| {
            let named = evidence::named(db, id)?;
            Ok(Piece {
                left: hcpc::times_evidence_left(db, id)?,
                id: named.id,
                number: named.number,
                title: named.title,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    pieces.sort_by_key(|one| one.number);
    Ok(pieces)
}

/// The evidence that tells of the client `id`: what would go with it if all of `records` did, and whatever else is linked to one
/// of them.
pub(super) fn evidence_about(portfolio: &Portfolio, id: &str, records: &[String]) -> Result<Vec<String>> {
    let mut all = evidence_of(portfolio, id, records)?;
    for one in evidence::linked_to(portfolio.db(), records)? {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

/// The same by their ids. What names another client as well is not this one's alone, and stays.
pub(super) fn evidence_of(portfolio: &Portfolio, id: &str, own: &[String]) -> Result<Vec<String>> {
    let db = portfolio.db();
    let codes = record::codes(db, id)?;
    let others: Vec<String> = record::every_code(db)?.into_iter().filter(|code| !codes.contains(code)).collect();
    let words: Vec<String> = codes
        .iter()
        .filter(|code| !is_word(code))
        .cloned()
        .chain(identity::names(db, id)?)
        .collect();
    let theirs = |text: &str| codes.iter().any(|code| code == text.trim()) || pages::says(text, &words);
    evidence::of_client(db, own, &|made_by, who| {
        (theirs(made_by) || theirs(who)) && !pages::says(made_by, &others) && !pages::says(who, &others)
    })
}

/// The records about a client, and the words that name it.
pub(super) struct About {
    pub(super) spoken: record::Spoken,
    /// Codes and names that are no words of the language.
    pub(super) words: Vec<String>,
}

pub(super) fn about(portfolio: &Portfolio, id: &str) -> Result<About> {
    let names = identity::names(portfolio.db(), id)?;
    let codes = record::codes(portfolio.db(), id)?;
    let words: Vec<String> = codes.into_iter().filter(|code| !is_word(code)).chain(names).collect();
    let spoken = record::speak_of(portfolio, id, &|text| pages::says(text, &words))?;
    Ok(About { spoken, words })
}

/// A code that is a word of the language as well, such as A or Me: taken out of texts it would take the words with it.
fn is_word(code: &str) -> bool {
    code.trim().chars().count() <= 2 && code.chars().all(char::is_alphabetic)
}

pub(super) fn newest_backup(portfolio: &Portfolio) -> Result<Option<Backup>> {
    let known: Option<serde_json::Value> = settings::read(portfolio.db(), "backup")?;
    Ok(known.and_then(|known| {
        Some(Backup {
            made_on: known.get("made_on")?.as_str()?.to_owned(),
            path: known.get("path")?.as_str()?.to_owned(),
        })
    }))
}
