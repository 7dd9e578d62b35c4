//! Erasing a client: asked, decided one by one, and then for good.
//!
//! What always holds: a hold, an open request or a question that is not answered with "no" stops it; what is kept loses the code
//! and the name; afterwards nothing of the client is in any row, in the history, in the index or in the file's pages, and a dated
//! line, which names nobody, says that it was done. Backups from before hold it still, and are named.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::look::{self, About};
use super::model::{Answers, Choice, Erased, Erasure, Look};
use super::pages;
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::record;
use crate::storage::{Op, Scope, erase as storage, new_id, transact};
use crate::vault::Portfolio;

/// What stands in place of the code in what is kept.
const CLIENT: &str = "[client]";
/// The most characters of a reason.
const REASON: usize = 500;

/// Erases the client `id`, whose code is given once more, as `choices` say of each record that speaks of it.
///
/// # Errors
/// `refused` while something holds it or is not answered, `invalid` for another code or a record that was not decided about,
/// `not-found`, `read-only`, `disk`; then nothing has changed.
pub fn erase(portfolio: &mut Portfolio, id: &str, code: &str, answers: Answers, choices: &[Choice], reason: &str) -> Result<Erased> {
    let seen = look::look(portfolio, id)?;
    pages::text("reason", reason, REASON)?;
    if code.trim() != seen.code {
        return Err(Error::field("code", "This is not the client’s code. Nothing has been erased.")
            .hint("Write the code as it stands on the page."));
    }
    require_free(&seen, answers)?;
    require_decided(&seen, choices)?;
    let About { spoken, words } = look::about(portfolio, id)?;
    if pages::says(reason, &words) {
        return Err(Error::field(
            "reason",
            "The reason stays when everything else is gone, so it must not name the client. Nothing has been erased.",
        )
        .hint("Say why without the code and without a name."));
    }
    let chosen = choices.iter().filter(|choice| choice.erase).map(|choice| choice.id.clone());
    let gone: Vec<String> = spoken.own.iter().cloned().chain(chosen).collect();
    let (made, on) = (new_id(portfolio.world())?, portfolio.world().today().to_string());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let erasure = Erasure {
        on,
        reason: reason.trim().to_owned(),
        case_notes: count(spoken.own.len()),
        records: count(gone.len() - spoken.own.len()),
        kept: count(choices.iter().filter(|choice| !choice.erase).count()),
    };
    let evidence = look::evidence_of(portfolio, id, &gone)?;
    let clean = transact(portfolio, Op::EraseClient, Scope::default(), |connection| {
        let mut changed: BTreeSet<String> = record::take_code_off(connection, id)?.into_iter().collect();
        evidence::erase_these(connection, &evidence)?;
        record::erase(connection, &gone)?;
        changed.extend(storage::rewrite(connection, &|text| record::replace_words(text, &words, CLIENT))?);
        record::derive_anew(connection, changed.iter().filter(|id| !gone.contains(id)))?;
        let ids = || gone.iter().chain(&evidence);
        let names_it = |side: &str| side.contains(id) || ids().any(|id| side.contains(id)) || pages::says(side, &words);
        // What was taken out now stood in what was said before.
        record::forget_versions(connection, &changed, &names_it)?;
        storage::forget_history(connection, &gone, &names_it)?;
        put(connection, &made, &erasure)?;
        // The register goes on saying which records and which evidence it spoke of, by their ids alone.
        let left = storage::still_in(connection, &names_it)?;
        Ok(left.iter().all(|table| table.starts_with("export_")))
    })?;
    // Their files go when no row and no step names them.
    let swept = evidence::sweep(portfolio).is_ok();
    Ok(Erased {
        case_notes: erasure.case_notes,
        records: erasure.records,
        kept: erasure.kept,
        clean,
        evidence: count(evidence.len()),
        shredded: storage::shred(portfolio) && swept,
        backup: seen.backup,
    })
}

/// Refuses while anything holds the records.
fn require_free(seen: &Look, answers: Answers) -> Result<()> {
    let stop = |message: String| Err(Error::new(Code::Refused, format!("{message} Nothing has been erased.")));
    if !seen.hold.trim().is_empty() {
        return stop("There is a hold on this client’s records.".to_owned());
    }
    if seen.open_requests > 0 {
        return stop(
            "There is a request for this client’s records that is not answered yet. To erase or alter them now would be an offence."
                .to_owned(),
        );
    }
    for (answer, what) in [
        (answers.request, "an open request for access"),
        (answers.complaint, "a complaint"),
        (answers.claim, "a claim"),
        (answers.safeguarding, "a safeguarding matter"),
        (answers.insurer, "your insurer’s period, which is still running"),
    ] {
        match answer {
            Some(false) => {}
            Some(true) => {
                return Err(Error::new(
                    Code::Refused,
                    format!("There is {what}, so these records have to stay. Nothing has been erased."),
                )
                .hint("Write the hold on the client’s page, and come back when it is over."));
            }
            None => return stop(format!("Whether there is {what} has not been answered.")),
        }
    }
    Ok(())
}

/// Refuses unless each record that speaks of the client is decided about.
fn require_decided(seen: &Look, choices: &[Choice]) -> Result<()> {
    for one in &seen.spoken {
        match choices.iter().find(|choice| choice.id == one.id) {
            None => {
                return Err(Error::field(
                    "choices",
                    "A record that speaks of this client has not been decided about. Nothing has been erased.",
                )
                .hint("Look at each of them: keep it without the code, or erase it too."));
            }
            Some(choice) if choice.erase && one.of_another => {
                return Err(Error::field(
                    "choices",
                    "A case note of another client cannot go with this one. Nothing has been erased.",
                )
                .hint("Keep it: the code is taken out of it."));
            }
            Some(_) => {}
        }
    }
    if choices.iter().any(|choice| seen.spoken.iter().all(|one| one.id != choice.id)) {
        return Err(Error::field(
            "choices",
            "The records that speak of this client have changed since they were shown. Nothing has been erased.",
        )
        .hint("Look at them again."));
    }
    Ok(())
}

/// The lines that erasures have left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn erasures(portfolio: &Portfolio) -> Result<Vec<Erasure>> {
    let lines = portfolio
        .db()
        .prepare_cached("SELECT erased_on, reason, case_notes, records, kept FROM client_erasure ORDER BY erased_on DESC, id")?
        .query_map([], |row| {
            Ok(Erasure {
                on: row.get("erased_on")?,
                reason: row.get("reason")?,
                case_notes: row.get("case_notes")?,
                records: row.get("records")?,
                kept: row.get("kept")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(lines)
}

pub(super) fn put(connection: &Connection, id: &str, line: &Erasure) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO client_erasure (id, erased_on, reason, case_notes, records, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id, line.on, line.reason, line.case_notes, line.records, line.kept])?;
    Ok(())
}
