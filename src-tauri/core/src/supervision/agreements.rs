//! Agreements, and when they are to be looked at again.

use chrono::Days;
use rusqlite::types::{ToSql, ToSqlOutput};
use rusqlite::{Connection, Row};

use super::model::{Agreement, Place};
use super::people;
use crate::error::{Error, Result};
use crate::record::{SupervisionType, date, day_in_words};
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a text.
const TEXT: usize = 5_000;
/// How many days before its review an agreement is spoken of.
const AHEAD: u64 = 14;

/// All agreements: the current ones first, then the latest.
///
/// # Errors
/// `damaged`, `disk`.
pub fn agreements(portfolio: &Portfolio) -> Result<Vec<Agreement>> {
    read(portfolio.db())
}

pub(super) fn read(connection: &Connection) -> Result<Vec<Agreement>> {
    let agreements = connection
        .prepare_cached("SELECT * FROM supervision_agreement ORDER BY end_on IS NOT NULL, start_on DESC, id")?
        .query_map([], of)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(agreements)
}

/// Agreements that go on and whose review is near or past, the most pressing first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn due_for_review(portfolio: &Portfolio) -> Result<Vec<Agreement>> {
    let today = portfolio.world().today();
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today).to_string();
    let today = today.to_string();
    let mut due: Vec<Agreement> = agreements(portfolio)?
        .into_iter()
        .filter(|one| one.end.as_ref().is_none_or(|end| *end >= today))
        .filter(|one| one.review.as_ref().is_some_and(|review| *review <= until))
        .collect();
    due.sort_by(|a, b| a.review.cmp(&b.review));
    Ok(due)
}

/// Saves an agreement: a new one when its id is empty. Answers its id.
///
/// # Errors
/// `invalid` with the field, `not-found`, `read-only`, `disk`.
pub fn save_agreement(portfolio: &mut Portfolio, agreement: &Agreement) -> Result<String> {
    let made = storage::new_id(portfolio.world())?;
    transact(portfolio, Op::SaveAgreement, Scope::default(), |connection| {
        check(connection, agreement)?;
        if agreement.id.is_empty() {
            insert(
                connection,
                &Agreement {
                    id: made.clone(),
                    ..agreement.clone()
                },
            )?;
            return Ok(made);
        }
        let saved = connection
            .prepare_cached(
                "UPDATE supervision_agreement SET person_id = ?2, type = ?3, place = ?4, start_on = ?5, review_on = ?6, end_on = ?7,
                 frequency = ?8, minutes = ?9, purpose = ?10, keeper = ?11, limits = ?12 WHERE id = ?1",
            )?
            .execute(values(agreement).as_slice())?;
        if saved == 0 {
            return Err(Error::not_found("agreement"));
        }
        Ok(agreement.id.clone())
    })
}

/// Deletes an agreement. Sessions held under it stay, and name none.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn delete_agreement(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    transact(portfolio, Op::DeleteAgreement, Scope::default(), |connection| {
        if connection
            .prepare_cached("DELETE FROM supervision_agreement WHERE id = ?1")?
            .execute([id])?
            == 0
        {
            return Err(Error::not_found("agreement"));
        }
        Ok(())
    })
}

/// What the agreement `id` is called where it is named.
///
/// # Errors
/// Only the database's.
pub(crate) fn called(connection: &Connection, id: &str) -> Result<Option<String>> {
    let Some(one) = read(connection)?.into_iter().find(|one| one.id == id) else {
        return Ok(None);
    };
    let name = people::find(connection, &one.person_id)?
        .map(|person| person.name)
        .unwrap_or_default();
    let since = date("start", &one.start).map_or_else(|_| one.start.clone(), day_in_words);
    Ok(Some(format!("{} with {name}, since {since}", one.kind.name())))
}

/// Whether there is such an agreement.
pub(crate) fn is_there(connection: &Connection, id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM supervision_agreement WHERE id = ?1")?
        .exists([id])?)
}

pub(super) fn insert(connection: &Connection, agreement: &Agreement) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO supervision_agreement (id, person_id, type, place, start_on, review_on, end_on, frequency, minutes, purpose, keeper, limits)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(values(agreement).as_slice())?;
    Ok(())
}

/// The row's values, in the order of its columns.
fn values(agreement: &Agreement) -> [&dyn ToSql; 12] {
    [
        &agreement.id,
        &agreement.person_id,
        &agreement.kind,
        &agreement.place,
        &agreement.start,
        &agreement.review,
        &agreement.end,
        &agreement.frequency,
        &agreement.minutes,
        &agreement.purpose,
        &agreement.keeper,
        &agreement.limits,
    ]
}

impl ToSql for SupervisionType {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl ToSql for Place {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

fn of(row: &Row<'_>) -> rusqlite::Result<Agreement> {
    let (kind, place): (String, String) = (row.get("type")?, row.get("place")?);
    Ok(Agreement {
        id: row.get("id")?,
        person_id: row.get("person_id")?,
        kind: SupervisionType::ALL
            .into_iter()
            .find(|one| one.as_str() == kind)
            .unwrap_or(SupervisionType::Clinical),
        place: Place::ALL.into_iter().find(|one| one.as_str() == place).unwrap_or(Place::InPerson),
        start: row.get("start_on")?,
        review: row.get("review_on")?,
        end: row.get("end_on")?,
        frequency: row.get("frequency")?,
        minutes: row.get("minutes")?,
        purpose: row.get("purpose")?,
        keeper: row.get("keeper")?,
        limits: row.get("limits")?,
    })
}

pub(super) fn check(connection: &Connection, agreement: &Agreement) -> Result<()> {
    if people::find(connection, &agreement.person_id)?.is_none() {
        return Err(Error::field("person_id", "Say with whom it is agreed.").hint("Choose somebody from the directory, or add them."));
    }
    let start = date("start", &agreement.start)?;
    for (field, day, says) in [
        ("review", &agreement.review, "The review lies before the first day."),
        ("end", &agreement.end, "The agreement ends before it starts."),
    ] {
        if let Some(day) = day
            && date(field, day)? < start
        {
            return Err(Error::field(field, says).hint("Change one of the two days; nothing has been changed yet."));
        }
    }
    if agreement.minutes.is_some_and(|minutes| minutes == 0 || minutes > 1_440) {
        return Err(Error::field(
            "minutes",
            "A session takes from 1 to 1,440 minutes. Leave it empty if it varies.",
        ));
    }
    people::line("frequency", &agreement.frequency)?;
    people::line("keeper", &agreement.keeper)?;
    for (field, text) in [("purpose", &agreement.purpose), ("limits", &agreement.limits)] {
        words(field, text, TEXT)?;
    }
    Ok(())
}

/// Refuses a text that is too long, or holds what no text holds.
pub(super) fn words(field: &str, text: &str, most: usize) -> Result<()> {
    let length = text.chars().count();
    if length > most {
        return Err(
            Error::field(field, format!("This holds up to {most} characters; there are {length}.")).hint("Nothing has been changed yet."),
        );
    }
    if text.contains('\0') {
        return Err(Error::field(
            field,
            "There is an invisible character here that no text can hold (NUL).",
        ));
    }
    Ok(())
}
