//! What the form saves, and the owner's word that every line has been read.
//!
//! What always holds: a save says what the whole form holds, so that what is not in it any more goes; what is written
//! about records that the form does not show (in the bin, outside the dates) stays; a confirmation is of exactly the
//! lines that were shown.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::load::{self, Found};
use super::model::{Choice, Form, Profile};
use super::{findings, gaps, leaving, lines, names, order};
use crate::error::{Code, Error, Result};
use crate::record::Kind;
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The longest text of a field, in characters: a hundred times what HCPC takes.
const LONGEST: usize = 100_000;

/// The profile of a cycle, with everything its page shows.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn get(portfolio: &Portfolio, id: &str) -> Result<Profile> {
    let loaded = load::load(portfolio, id)?;
    let (_, digest) = lines::of(&leaving::document(portfolio, &loaded)?, &loaded.codes)?;
    let findings = findings::of(&loaded);
    let confirmed = loaded.confirmed.as_deref() == Some(digest.as_str());
    Ok(Profile {
        findings,
        confirmed,
        ..loaded.profile
    })
}

/// Saves the form; the saves of one `visit` are one step to take back.
///
/// # Errors
/// `conflict` when it was saved elsewhere since; `invalid`, `refused` for a case note, `not-found`, `disk`.
pub fn save(portfolio: &mut Portfolio, id: &str, expected: u32, visit: &str, form: &Form) -> Result<Profile> {
    let form = checked(form)?;
    // Also without a visit, what is kept behind the words is one step with them.
    let own_visit = storage::new_id(portfolio.world())?;
    let scope = Scope {
        subject: None,
        visit: Some(if visit.is_empty() { &own_visit } else { visit }),
    };
    transact(portfolio, Op::SaveHcpc, scope, |connection| {
        if load::cycle(connection, id)?.version != expected {
            return Err(Error::new(
                Code::Conflict,
                "This profile was changed in another place since it was opened here. What you wrote is still on screen.",
            )
            .hint("Copy what you need, then open the page again."));
        }
        let shown = write_texts(connection, id, &form)?;
        write_names(connection, &form, &shown)
    })?;
    order::keep_numbers(portfolio, [id], Op::SaveHcpc, scope)?;
    get(portfolio, id)
}

/// The owner has read the lines of `digest`; from now on they may leave.
///
/// # Errors
/// `conflict` when they are others by now.
pub fn confirm(portfolio: &mut Portfolio, id: &str, digest: &str) -> Result<Profile> {
    lines::still(portfolio, id, digest)?;
    transact(portfolio, Op::ConfirmHcpc, Scope::default(), |connection| {
        connection
            .prepare_cached("UPDATE cycle SET confirmed = ?2 WHERE id = ?1")?
            .execute([id, digest])?;
        Ok(())
    })?;
    get(portfolio, id)
}

/// The form with its names in order.
///
/// # Errors
/// `invalid` at the field that cannot be kept.
pub(super) fn checked(form: &Form) -> Result<Form> {
    text("summary", &form.summary)?;
    text("introduction", &form.introduction)?;
    let mut seen = HashSet::new();
    for chosen in &form.chosen {
        chosen.texts().into_iter().try_for_each(|part| text("chosen", part))?;
        if !seen.insert(&chosen.record_id) {
            return Err(Error::field("chosen", "The same activity stands in the statement twice."));
        }
    }
    for gap in &form.gaps {
        text("gaps", &gap.explanation)?;
        if gaps::stretch(gap).is_none() {
            return Err(Error::field("gaps", "These months are no stretch of time."));
        }
    }
    let choices = form.choices.iter().map(|choice| {
        text("choices", choice.name.as_deref().unwrap_or_default())?;
        let name = choice.name.as_deref().map(names::tidy).transpose()?.flatten();
        Ok(Choice { name, ..choice.clone() })
    });
    Ok(Form {
        choices: choices.collect::<Result<_>>()?,
        ..form.clone()
    })
}

/// Refuses what no text of a form can hold.
pub(super) fn text(field: &str, text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(
            Error::field(field, "There is an invisible character here that no text can hold (NUL).")
                .hint("Delete the last thing you pasted, and paste it as plain text."),
        );
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Error::field(
            field,
            format!("This holds up to {LONGEST} characters; there are {length}. What was saved before is safe."),
        ));
    }
    Ok(())
}

/// Writes what the form holds but the names, within the caller's transaction. Answers the records that the form shows.
pub(super) fn write_texts(connection: &Connection, cycle_id: &str, form: &Form) -> Result<Vec<Found>> {
    let row = load::cycle(connection, cycle_id)?;
    let shown = load::records(connection, &row.cycle)?;
    connection
        .prepare_cached("UPDATE cycle SET summary = ?2, introduction = ?3, version = version + 1 WHERE id = ?1")?
        .execute([cycle_id, &form.summary, &form.introduction])?;
    write_gaps(connection, cycle_id, form)?;
    write_records(connection, cycle_id, form, &shown)?;
    Ok(shown)
}

/// An explanation is kept by the months it was written for: those the form shows are written anew, others stay.
fn write_gaps(connection: &Connection, cycle_id: &str, form: &Form) -> Result<()> {
    let shown: Vec<_> = form.gaps.iter().filter_map(gaps::stretch).collect();
    for stored in load::gap_texts(connection, cycle_id)? {
        let covered = gaps::stretch(&stored).is_none_or(|stored| shown.iter().any(|gap| gaps::overlap(*gap, stored)));
        if covered
            && form
                .gaps
                .iter()
                .all(|gap| gap.from != stored.from || gap.explanation.trim().is_empty())
        {
            connection
                .prepare_cached("DELETE FROM cycle_gap WHERE cycle_id = ?1 AND from_month = ?2")?
                .execute([cycle_id, &stored.from])?;
        }
    }
    for gap in form.gaps.iter().filter(|gap| !gap.explanation.trim().is_empty()) {
        connection
            .prepare_cached(
                "INSERT INTO cycle_gap (cycle_id, from_month, to_month, explanation) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (cycle_id, from_month) DO UPDATE SET to_month = excluded.to_month, explanation = excluded.explanation",
            )?
            .execute([cycle_id, &gap.from, &gap.to, &gap.explanation])?;
    }
    Ok(())
}

fn write_records(connection: &Connection, cycle_id: &str, form: &Form, shown: &[Found]) -> Result<()> {
    let mut listed: HashMap<&str, Option<bool>> = HashMap::new();
    for choice in &form.choices {
        // A choice about a record that was erased meanwhile has nothing left to be about.
        if require_shareable(connection, &choice.record_id, "choices")? {
            listed.insert(&choice.record_id, choice.listed);
        }
    }
    let mut kept: HashSet<&str> = listed.iter().filter(|(_, listed)| listed.is_some()).map(|(id, _)| *id).collect();
    let sql = "INSERT INTO cycle_record (cycle_id, record_id, listed, chosen, what, learnt, quality, service_users) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT (cycle_id, record_id) DO UPDATE SET listed = excluded.listed, chosen = excluded.chosen, what = excluded.what,
                 learnt = excluded.learnt, quality = excluded.quality, service_users = excluded.service_users";
    let mut write = connection.prepare_cached(sql)?;
    for (place, chosen) in form.chosen.iter().enumerate() {
        if !require_shareable(connection, &chosen.record_id, "chosen")? {
            return Err(Error {
                field: Some("chosen".to_owned()),
                ..Error::not_found("record")
            });
        }
        let place = i64::try_from(place).map_err(Error::internal)?;
        let listed = listed.remove(chosen.record_id.as_str()).flatten();
        let [what, learnt, quality, service_users] = chosen.texts();
        write.execute(params![
            cycle_id,
            chosen.record_id,
            listed,
            place,
            what,
            learnt,
            quality,
            service_users
        ])?;
        kept.insert(&chosen.record_id);
    }
    for (record_id, listed) in listed.iter().filter(|(_, listed)| listed.is_some()) {
        write.execute(params![cycle_id, record_id, listed, None::<i64>, "", "", "", ""])?;
    }
    for Found { activity, .. } in shown
        .iter()
        .filter(|record| record.has_row && !kept.contains(record.activity.record_id.as_str()))
    {
        connection
            .prepare_cached("DELETE FROM cycle_record WHERE cycle_id = ?1 AND record_id = ?2")?
            .execute([cycle_id, &activity.record_id])?;
    }
    Ok(())
}

fn write_names(connection: &Connection, form: &Form, shown: &[Found]) -> Result<()> {
    let named: HashMap<&str, &str> = form
        .choices
        .iter()
        .filter_map(|choice| Some((choice.record_id.as_str(), choice.name.as_deref()?)))
        .collect();
    let mut write = connection.prepare_cached("UPDATE record SET public_name = ?2 WHERE id = ?1")?;
    for Found { activity, public_name, .. } in shown {
        // A name equal to the proposal follows the proposal when the length is put right later.
        let name = named
            .get(activity.record_id.as_str())
            .copied()
            .filter(|name| *name != activity.proposed_name);
        if name != public_name.as_deref() {
            write.execute(params![activity.record_id, name])?;
        }
    }
    Ok(())
}

/// Whether the record is there; refuses case notes.
pub(super) fn require_shareable(connection: &Connection, record_id: &str, field: &str) -> Result<bool> {
    let kind: Option<String> = connection
        .prepare_cached("SELECT kind FROM record WHERE id = ?1")?
        .query_row([record_id], |row| row.get("kind"))
        .optional()?;
    match kind {
        Some(kind) if kind == Kind::CaseNote.as_str() => {
            let refused = Error::new(Code::Refused, "Case notes never go into a CPD profile. Nothing has been changed.");
            Err(Error {
                field: Some(field.to_owned()),
                ..refused
            }
            .hint("Write a reflection on the work instead, and use that."))
        }
        kind => Ok(kind.is_some()),
    }
}
