//! What is written about evidence, saved.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{Evidence, Facts};
use super::read::not_there;
use crate::error::{Code, Error, Result};
use crate::record;
use crate::storage::{Op, Scope, moment, transact};
use crate::vault::Portfolio;

/// The most characters of a line.
const LINE: usize = 200;
/// The most characters of a description.
const DESCRIPTION: usize = 5_000;

/// Saves what is written about the evidence `id`; the saves of one `visit` are one step to take back.
///
/// # Errors
/// `conflict` when `expected` is not the stored version, `refused` in the bin, `invalid` with the field, `not-found`,
/// `read-only`, `disk`.
pub fn save(portfolio: &mut Portfolio, id: &str, expected: u32, visit: &str, facts: &Facts) -> Result<Evidence> {
    check(facts)?;
    let found = portfolio
        .db()
        .prepare_cached("SELECT version, binned_at FROM evidence WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((row.get::<_, u32>("version")?, row.get::<_, Option<String>>("binned_at")?))
        })
        .optional()?;
    let (version, binned) = found.ok_or_else(not_there)?;
    if binned.is_some() {
        return Err(in_the_bin());
    }
    if version != expected {
        return Err(Error::new(
            Code::Conflict,
            "This evidence has changed since it was opened here. Your words are still on the screen and nothing was overwritten.",
        )
        .hint("Copy them, look at the newer version, and put them in where they belong."));
    }
    let at = moment(portfolio.world());
    transact(portfolio, Op::SaveEvidence, Scope::visit(id, visit), |connection| {
        connection
            .prepare_cached(
                "UPDATE evidence SET title = ?2, kind = ?3, date_on = ?4, made_by = ?5, description = ?6, people = ?7, version = version + 1,
                 updated_at = ?8 WHERE id = ?1",
            )?
            .execute(params![
                id,
                facts.title.trim(),
                facts.kind.as_str(),
                facts.date,
                facts.made_by.trim(),
                facts.description,
                facts.people,
                at
            ])?;
        Ok(())
    })?;
    super::get(portfolio, id)
}

pub(super) fn in_the_bin() -> Error {
    Error::new(Code::Refused, "This evidence is in the bin. Nothing has been changed.").hint("Bring it back from the bin first.")
}

/// Refuses while `id` is in the bin or not there.
pub(super) fn require_present(connection: &Connection, id: &str) -> Result<()> {
    let binned = connection
        .prepare_cached("SELECT binned_at FROM evidence WHERE id = ?1")?
        .query_row([id], |row| row.get::<_, Option<String>>(0))
        .optional()?;
    match binned.ok_or_else(not_there)? {
        Some(_) => Err(in_the_bin()),
        None => Ok(()),
    }
}

/// Whether this can be kept.
pub(super) fn check(facts: &Facts) -> Result<()> {
    if facts.title.trim().is_empty() {
        return Err(Error::field("title", "Evidence needs a title."));
    }
    at_most("title", &facts.title, LINE)?;
    at_most("made_by", &facts.made_by, LINE)?;
    at_most("description", &facts.description, DESCRIPTION)?;
    if let Some(date) = &facts.date {
        record::date("date", date)?;
    }
    Ok(())
}

pub(super) fn at_most(field: &str, text: &str, limit: usize) -> Result<()> {
    if text.chars().count() > limit {
        return Err(Error::field(field, format!("This is longer than {limit} characters.")));
    }
    Ok(())
}

/// The number that comes next.
pub(super) fn next_number(connection: &Connection) -> Result<u32> {
    Ok(connection.query_row("SELECT coalesce(max(number), 0) + 1 FROM evidence", [], |row| row.get(0))?)
}
