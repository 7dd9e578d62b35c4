//! What an erasure would take, and what has to be decided before it.

use super::model::{Backup, Look, Spoken};
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
        evidence: u32::try_from(evidence::only_of(db, &about.spoken.own)?.len()).map_err(Error::internal)?,
        hold: page.facts.hold,
        open_requests: u32::try_from(access::of(db, id)?.iter().filter(|one| one.answered.is_none()).count()).map_err(Error::internal)?,
        kept: page.kept,
        short_code: about.spoken.codes.iter().any(|code| is_word(code)),
        backup: newest_backup(portfolio)?,
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
