//! "I have been drawn": the letter's dates, and what was asked of HCPC.
//!
//! What always holds: a letter belongs to the cycle that ends about when it came; its deadline goes before the cycle's end wherever
//! days left are said; a deadline that has passed is kept, for whoever is late is not to be locked out.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{dates, load};
use crate::error::{Error, Result};
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The most days between a letter and the end of its cycle, and between a letter and its deadline.
const APART: u64 = 366;
/// The longest note, in characters.
const NOTE: usize = 2000;

/// A letter that asks for the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// Date of the letter.
    pub letter: String,
    /// Its deadline.
    pub deadline: String,
    /// A deferral was asked for.
    #[serde(default)]
    pub deferral: bool,
    /// Adjustments were asked for.
    #[serde(default)]
    pub adjustments: bool,
    /// What was asked, and what came of it.
    #[serde(default)]
    pub note: String,
}

/// Reads it from a row of `cycle`.
pub(super) fn of_row(row: &Row<'_>) -> rusqlite::Result<Option<Drawn>> {
    let (letter, deadline): (Option<String>, Option<String>) = (row.get("drawn_on")?, row.get("deadline_on")?);
    let (deferral, adjustments, note) = (row.get("deferral")?, row.get("adjustments")?, row.get("drawn_note")?);
    Ok(letter.zip(deadline).map(|(letter, deadline)| Drawn {
        letter,
        deadline,
        deferral,
        adjustments,
        note,
    }))
}

/// What is kept of a letter for the cycle `id`.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn drawn(portfolio: &Portfolio, id: &str) -> Result<Option<Drawn>> {
    Ok(load::cycle(portfolio.db(), id)?.drawn)
}

/// Keeps the letter for the cycle `id`; `None` takes it away.
///
/// # Errors
/// `invalid` at `letter`, `deadline` or `note`; `not-found`, `read-only`, `disk`.
pub fn save_drawn(portfolio: &mut Portfolio, id: &str, drawn: Option<&Drawn>) -> Result<()> {
    let (_, end) = load::cycle(portfolio.db(), id)?.days()?;
    let today = portfolio.world().today();
    let drawn = drawn.map(|drawn| checked(drawn, end, today)).transpose()?;
    transact(portfolio, Op::SaveDrawn, Scope::default(), |connection| {
        put_drawn(connection, id, drawn.as_ref())
    })
}

/// Writes it, within the caller's transaction.
///
/// # Errors
/// `invalid` for what is no date; the database's.
pub fn put_drawn(connection: &Connection, id: &str, drawn: Option<&Drawn>) -> Result<()> {
    let (letter, deadline) = match drawn {
        Some(drawn) => (
            Some(record::date("letter", &drawn.letter)?.to_string()),
            Some(record::date("deadline", &drawn.deadline)?.to_string()),
        ),
        None => (None, None),
    };
    connection
        .prepare_cached("UPDATE cycle SET drawn_on = ?2, deadline_on = ?3, deferral = ?4, adjustments = ?5, drawn_note = ?6 WHERE id = ?1")?
        .execute(params![
            id,
            letter,
            deadline,
            drawn.is_some_and(|drawn| drawn.deferral),
            drawn.is_some_and(|drawn| drawn.adjustments),
            drawn.map_or("", |drawn| drawn.note.as_str()),
        ])?;
    Ok(())
}

fn checked(drawn: &Drawn, end: NaiveDate, today: NaiveDate) -> Result<Drawn> {
    let letter = record::date("letter", &drawn.letter)?;
    let deadline = record::date("deadline", &drawn.deadline)?;
    if letter > today {
        return Err(Error::field("letter", "The letter lies in the future. Nothing has been changed.").hint("Check its date."));
    }
    if letter.signed_duration_since(end).num_days().unsigned_abs() > APART {
        return Err(Error::field(
            "letter",
            format!(
                "This letter is not about this cycle, which ends on {}: HCPC draws when a cycle ends. Nothing has been changed.",
                dates::in_words(end)
            ),
        )
        .hint("Choose the cycle that ended when you were asked to renew, or change its dates."));
    }
    if deadline < letter {
        return Err(Error::field(
            "deadline",
            "The deadline lies before the letter. Nothing has been changed.",
        ));
    }
    if letter.checked_add_days(Days::new(APART)).is_some_and(|last| deadline > last) {
        return Err(Error::field(
            "deadline",
            "The deadline lies more than a year after the letter. Nothing has been changed.",
        )
        .hint("HCPC gives about three months. Check the year."));
    }
    let note = drawn.note.trim();
    if note.contains('\0') || note.chars().count() > NOTE {
        return Err(Error::field(
            "note",
            format!("A note holds up to {NOTE} characters, and none that is invisible."),
        ));
    }
    Ok(Drawn {
        letter: letter.to_string(),
        deadline: deadline.to_string(),
        note: note.to_owned(),
        ..drawn.clone()
    })
}
