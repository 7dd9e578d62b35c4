//! Reading and keeping answers, and finding the question of the week.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate, Weekday};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, Row as SqlRow, params};
use sha2::{Digest as _, Sha256};

use super::{Answer, Assessment};
use crate::error::{Error, Result};
use crate::framework::Framework;
use crate::record::date;
use crate::storage::{self, Op, Scope, settings, transact};
use crate::vault::Portfolio;

/// The most characters of the line beside "next for me".
const NOTE: usize = 500;
/// The setting that holds the ISO week in which the question was put off.
const PUT_OFF: &str = "question_put_off";

impl FromSql for Answer {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|answer| answer.as_str() == word)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// Keeps an answer, dated now; `None` takes the last one back. Older answers stay.
///
/// # Errors
/// `invalid` with the field, an unknown statement too, `read-only`, `disk`.
pub fn set(portfolio: &mut Portfolio, statement: &str, answer: Option<Answer>, note: &str, by: Option<&str>) -> Result<Assessment> {
    let new = Assessment {
        statement: statement.to_owned(),
        answer,
        note: note.to_owned(),
        by: by.map(str::to_owned),
        answered_at: storage::moment(portfolio.world()),
    };
    let id = storage::new_id(portfolio.world())?;
    transact(portfolio, Op::Assess, Scope::default(), |connection| put(connection, &id, &new))?;
    Ok(new)
}

/// Writes one answer under `id`, by the same rules as `set`; within the caller's transaction.
pub(crate) fn put(connection: &Connection, id: &str, new: &Assessment) -> Result<()> {
    check(new)?;
    connection
        .prepare_cached("INSERT INTO assessment (id, statement_id, answer, note, by_on, answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            id,
            new.statement,
            new.answer.map(Answer::as_str),
            new.note,
            new.by,
            new.answered_at
        ])?;
    Ok(())
}

/// The latest answer to each statement that has one; those taken back are left out.
///
/// # Errors
/// `damaged`, `disk`.
pub fn latest(portfolio: &Portfolio) -> Result<HashMap<String, Assessment>> {
    let mut answers = HashMap::new();
    for one in all(portfolio)? {
        // In order of time: the later one stands.
        if one.answer.is_some() {
            answers.insert(one.statement.clone(), one);
        } else {
            answers.remove(&one.statement);
        }
    }
    Ok(answers)
}

/// Every answer to one statement, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn of_statement(portfolio: &Portfolio, statement: &str) -> Result<Vec<Assessment>> {
    let answers = portfolio
        .db()
        .prepare_cached("SELECT * FROM assessment WHERE statement_id = ?1 ORDER BY answered_at DESC, rowid DESC")?
        .query_map([statement], assessment_of)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(answers)
}

/// Every answer there is, oldest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn all(portfolio: &Portfolio) -> Result<Vec<Assessment>> {
    let answers = portfolio
        .db()
        .prepare_cached("SELECT * FROM assessment ORDER BY answered_at, rowid")?
        .query_map([], assessment_of)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(answers)
}

/// The statement to ask about this week: one of the own level that had no tag when the week began. `None` when the level
/// is not set, when nothing is left to ask, and once this week's question has been put off or answered.
///
/// It is fixed by the portfolio and the week, so that it does not change from one look to the next.
///
/// # Errors
/// `damaged`, `disk`.
pub fn question(portfolio: &Portfolio) -> Result<Option<String>> {
    let today = portfolio.world().today();
    let Some(level) = crate::profile::get(portfolio)?.level else {
        return Ok(None);
    };
    let week = week_of(today);
    if settings::read::<String>(portfolio.db(), PUT_OFF)?.as_deref() == Some(week.as_str()) {
        return Ok(None);
    }
    let seed = settings::read::<String>(portfolio.db(), "portfolio_id")?.unwrap_or_default();
    let monday = today.week(Weekday::Mon).first_day().to_string();
    let tags = first_tags(portfolio.db())?;
    let answers = latest(portfolio)?;
    let before = |moment: Option<&String>| moment.is_some_and(|moment| *moment < monday);
    let not_mine = |id: &str| {
        answers
            .get(id)
            .is_some_and(|one| one.answer == Some(Answer::NotMyRole) && before(Some(&one.answered_at)))
    };
    let chosen = Framework::bundled()
        .statements()
        .iter()
        .filter(|statement| statement.level.as_str() == level && !before(tags.get(&statement.id)) && !not_mine(&statement.id))
        .min_by_key(|statement| Sha256::digest(format!("{seed} {week} {}", statement.id)).to_vec());
    // Tagged or answered since Monday: the week's question has done its work.
    let answered = |id: &str| tags.contains_key(id) || answers.get(id).is_some_and(|one| one.answered_at >= monday);
    Ok(chosen
        .filter(|statement| !answered(&statement.id))
        .map(|statement| statement.id.clone()))
}

/// Puts this week's question off until the next week.
///
/// # Errors
/// `read-only`, `disk`.
pub fn put_off(portfolio: &mut Portfolio) -> Result<()> {
    let week = week_of(portfolio.world().today());
    transact(portfolio, Op::PutOffQuestion, Scope::default(), |connection| {
        settings::write(connection, PUT_OFF, &week)
    })
}

/// An ISO week, such as `2026-W47`.
fn week_of(day: NaiveDate) -> String {
    let week = day.iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}

/// When each statement was first tagged, the bin left out.
fn first_tags(connection: &Connection) -> Result<HashMap<String, String>> {
    let tags = connection
        .prepare_cached(
            "SELECT statement_id, min(tagged_at) AS first FROM tag JOIN record ON record.id = record_id
             WHERE binned_at IS NULL GROUP BY statement_id",
        )?
        .query_map([], |row| Ok((row.get("statement_id")?, row.get("first")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}

fn assessment_of(row: &SqlRow<'_>) -> rusqlite::Result<Assessment> {
    Ok(Assessment {
        statement: row.get("statement_id")?,
        answer: row.get("answer")?,
        note: row.get("note")?,
        by: row.get("by_on")?,
        answered_at: row.get("answered_at")?,
    })
}

fn check(new: &Assessment) -> Result<()> {
    if Framework::bundled().statement(&new.statement).is_none() {
        return Err(Error::field("statement", "The framework has no such statement.").hint("Choose one from the list."));
    }
    let length = new.note.chars().count();
    if length > NOTE {
        return Err(Error::field(
            "note",
            format!("This holds up to {NOTE} characters; there are {length}."),
        ));
    }
    if new.note.contains('\0') {
        return Err(Error::field(
            "note",
            "There is an invisible character here that no text can hold (NUL).",
        ));
    }
    if let Some(by) = &new.by {
        date("by", by)?;
        if new.answer != Some(Answer::NextForMe) {
            return Err(Error::field("by", "A date belongs to “next for me” only."));
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
