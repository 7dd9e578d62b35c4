//! Consent: whoever's work, voice or face it is agrees to a use, for a time, and may take it back.
//!
//! What always holds: without consent that holds today, evidence with people in it does not leave; what was withdrawn stays
//! written down as withdrawn.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::model::{Consent, ConsentState, Evidence};
use super::store::{at_most, require_present};
use crate::error::{Error, Result};
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// How consent stands on `today`.
pub(crate) fn state_of(people: bool, consent: Option<&Consent>, today: NaiveDate) -> ConsentState {
    let day = today.to_string();
    match consent {
        // What somebody withdrew does not leave, also when nobody is said to be in it any more.
        Some(consent) if consent.withdrawn.as_ref().is_some_and(|on| *on <= day) => ConsentState::Withdrawn,
        _ if !people => ConsentState::NotNeeded,
        None => ConsentState::Missing,
        Some(consent) if !consent.therapy_free => ConsentState::Missing,
        Some(consent) if consent.given > day || consent.until.as_ref().is_some_and(|until| *until < day) => ConsentState::Ended,
        Some(_) => ConsentState::Valid,
    }
}

/// Records what was agreed about the evidence `id`.
///
/// # Errors
/// `invalid` with the field, `refused` in the bin, `not-found`, `read-only`, `disk`.
pub fn save_consent(portfolio: &mut Portfolio, id: &str, consent: &Consent) -> Result<Evidence> {
    check(consent)?;
    transact(portfolio, Op::SaveConsent, Scope::record(id), |connection| {
        require_present(connection, id)?;
        put(connection, id, consent)?;
        // Where somebody agreed, somebody is in it.
        connection
            .prepare_cached("UPDATE evidence SET people = 1, version = version + 1 WHERE id = ?1 AND people = 0")?
            .execute([id])?;
        Ok(())
    })?;
    super::get(portfolio, id)
}

/// Records that consent was withdrawn on the day `on`; it does not leave any more. The evidence that is answered says where it
/// went before.
///
/// # Errors
/// `invalid` for another day than there is, or one before it was given; `not-found` also where none is recorded; `read-only`,
/// `disk`.
pub fn withdraw_consent(portfolio: &mut Portfolio, id: &str, on: &str) -> Result<Evidence> {
    record::date("on", on)?;
    let known = of(portfolio.db(), id)?.ok_or_else(|| Error::not_found("consent"))?;
    if *on < *known.given {
        return Err(Error::field("on", "It cannot be withdrawn before it was given."));
    }
    transact(portfolio, Op::WithdrawConsent, Scope::record(id), |connection| {
        connection
            .prepare_cached("UPDATE consent SET withdrawn_on = ?2 WHERE evidence_id = ?1")?
            .execute([id, on])?;
        Ok(())
    })?;
    super::get(portfolio, id)
}

pub(super) fn check(consent: &Consent) -> Result<()> {
    if consent.who.trim().is_empty() {
        return Err(Error::field("who", "Say who agreed; for a client, the code."));
    }
    if consent.use_for.trim().is_empty() {
        return Err(Error::field("use_for", "Say what use was agreed to."));
    }
    at_most("who", &consent.who, 200)?;
    at_most("child_view", &consent.child_view, 2_000)?;
    at_most("use_for", &consent.use_for, 1_000)?;
    record::date("given", &consent.given)?;
    if let Some(until) = &consent.until {
        record::date("until", until)?;
        if *until < consent.given {
            return Err(Error::field("until", "It ends before it was given."));
        }
    }
    if let Some(withdrawn) = &consent.withdrawn {
        record::date("withdrawn", withdrawn)?;
        if *withdrawn < consent.given {
            return Err(Error::field("withdrawn", "It cannot be withdrawn before it was given."));
        }
    }
    Ok(())
}

pub(super) fn put(connection: &Connection, id: &str, consent: &Consent) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO consent (evidence_id, who, by_whom, child_view, therapy_free, use_for, given_on, until_on, withdrawn_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (evidence_id) DO UPDATE SET who = excluded.who, by_whom = excluded.by_whom, child_view = excluded.child_view,
               therapy_free = excluded.therapy_free, use_for = excluded.use_for, given_on = excluded.given_on, until_on = excluded.until_on,
               withdrawn_on = excluded.withdrawn_on",
        )?
        .execute(params![
            id,
            consent.who.trim(),
            consent.by.as_str(),
            consent.child_view,
            consent.therapy_free,
            consent.use_for,
            consent.given,
            consent.until,
            consent.withdrawn
        ])?;
    Ok(())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Consent> {
    Ok(Consent {
        who: row.get("who")?,
        by: row.get("by_whom")?,
        child_view: row.get("child_view")?,
        therapy_free: row.get("therapy_free")?,
        use_for: row.get("use_for")?,
        given: row.get("given_on")?,
        until: row.get("until_on")?,
        withdrawn: row.get("withdrawn_on")?,
    })
}

/// What was agreed about the evidence `id`.
pub(super) fn of(db: &Connection, id: &str) -> Result<Option<Consent>> {
    let found = db
        .prepare_cached("SELECT * FROM consent WHERE evidence_id = ?1")?
        .query_row([id], of_row)
        .optional()?;
    Ok(found)
}

/// Everything that was agreed, by evidence.
pub(super) fn all(db: &Connection) -> Result<HashMap<String, Consent>> {
    let all = db
        .prepare_cached("SELECT * FROM consent")?
        .query_map([], |row| Ok((row.get("evidence_id")?, of_row(row)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

/// How consent to the evidence `id` stands on `today`, and what was agreed: whoever puts it into something that leaves asks first.
///
/// # Errors
/// Only the database's.
pub(crate) fn standing(db: &Connection, id: &str, today: NaiveDate) -> Result<(ConsentState, Option<Consent>)> {
    let people = db
        .prepare_cached("SELECT people FROM evidence WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .unwrap_or(false);
    let consent = of(db, id)?;
    Ok((state_of(people, consent.as_ref(), today), consent))
}

/// Writes into the register that the evidence of these ids was part of the export `export`, each with its number there and the
/// SHA-256 of its file.
///
/// # Errors
/// Only the database's.
pub(crate) fn register(connection: &Connection, export: &str, ids: &[(String, Option<u32>)]) -> Result<()> {
    let mut known = connection.prepare_cached("SELECT 1 FROM evidence WHERE id = ?1")?;
    for (id, number) in ids {
        if known.exists([id])? {
            connection
                .prepare_cached(
                    "INSERT INTO export_evidence (export_id, evidence_id, number, sha256)
                     VALUES (?1, ?2, ?3, (SELECT sha256 FROM evidence WHERE id = ?2)) ON CONFLICT DO NOTHING",
                )?
                .execute(params![export, id, number])?;
        }
    }
    Ok(())
}
