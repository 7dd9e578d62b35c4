//! The echo: some weeks after an activity its owner is asked once what is different now.
//!
//! What always holds: an activity is asked about once, whether the answer was words or none; the line is dated when it was
//! said, and stays with the record.

use std::collections::HashMap;

use chrono::Days;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::Record;
use super::{derive, get, validate};
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, moment, transact};
use crate::vault::Portfolio;

/// The longest line, in characters.
const LINE: usize = 5_000;
/// Activities of longer ago are not asked about any more: nobody comes home to a hundred questions.
const WINDOW_WEEKS: u64 = 26;

/// What is different now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Echo {
    /// When it was said, RFC 3339.
    pub said_at: String,
    /// What is different for the people one works with.
    pub text: String,
}

/// An activity that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EchoAsked {
    /// Record.
    pub record_id: String,
    /// Its title or first words.
    pub title: String,
    /// Its last day.
    pub date: String,
    /// Whole weeks since then.
    pub weeks: u32,
}

/// The activity to ask about: the latest that ended `after_weeks` or more ago and was not asked about. `None` when there is
/// none, or `after_weeks` is 0.
///
/// # Errors
/// `damaged`, `disk`.
pub fn echo_due(portfolio: &Portfolio, after_weeks: u16) -> Result<Option<EchoAsked>> {
    Ok(due(portfolio, after_weeks, 1)?.pop())
}

/// All that would be asked about one after the other, the latest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn echoes_due(portfolio: &Portfolio, after_weeks: u16) -> Result<Vec<EchoAsked>> {
    due(portfolio, after_weeks, u32::MAX)
}

fn due(portfolio: &Portfolio, after_weeks: u16, most: u32) -> Result<Vec<EchoAsked>> {
    let today = portfolio.world().today();
    let days = u64::from(after_weeks) * 7;
    let Some(last) = today.checked_sub_days(Days::new(days)).filter(|_| after_weeks > 0) else {
        return Ok(Vec::new());
    };
    let first = last.checked_sub_days(Days::new(WINDOW_WEEKS * 7)).unwrap_or(last);
    let mut all = portfolio
        .db()
        .prepare_cached(
            "SELECT id, title, first_line, coalesce(date_to, date_on) AS ended FROM record
             WHERE binned_at IS NULL AND draft = 0 AND coalesce(date_to, date_on) BETWEEN ?1 AND ?2
               AND EXISTS (SELECT 1 FROM cpd_facts WHERE cpd_facts.record_id = record.id)
               AND NOT EXISTS (SELECT 1 FROM echo WHERE echo.record_id = record.id)
             ORDER BY ended DESC, rid DESC LIMIT ?3",
        )?
        .query_map(params![first.to_string(), last.to_string(), most], |row| {
            let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
            Ok(EchoAsked {
                record_id: row.get("id")?,
                title: if title.trim().is_empty() { first_line } else { title },
                date: row.get("ended")?,
                weeks: 0,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for asked in &mut all {
        let since = today.signed_duration_since(validate::date("date", &asked.date)?).num_weeks();
        asked.weeks = u32::try_from(since).unwrap_or(0);
    }
    Ok(all)
}

/// Keeps what is different now; without words it is only noted that it was asked.
///
/// # Errors
/// `invalid` when it is too long or the record is no CPD, `not-found`, `read-only`, `disk`.
pub fn say_echo(portfolio: &mut Portfolio, id: &str, text: &str) -> Result<Record> {
    let record = get(portfolio, id)?;
    if record.content.cpd.is_none() {
        return Err(Error::field("text", "This record is no CPD, so nothing is asked about it.").hint("Mark it as CPD first."));
    }
    validate::short("text", text, LINE)?;
    let at = moment(portfolio.world());
    transact(portfolio, Op::SayEcho, Scope::record(id), |connection| {
        put(connection, id, &at, text.trim())?;
        derive(connection, id)
    })?;
    get(portfolio, id)
}

/// Writes the line, with the words or without.
pub(super) fn put(connection: &Connection, id: &str, at: &str, text: &str) -> Result<()> {
    validate::short("echo", text, LINE)?;
    connection
        .prepare_cached(
            "INSERT INTO echo (record_id, said_at, text) VALUES (?1, ?2, ?3)
             ON CONFLICT (record_id) DO UPDATE SET said_at = excluded.said_at, text = excluded.text",
        )?
        .execute(params![id, at, text])?;
    Ok(())
}

/// What was said of the record, if it was words.
pub(super) fn of(connection: &Connection, id: &str) -> Result<Option<Echo>> {
    let found = connection
        .prepare_cached("SELECT said_at, text FROM echo WHERE record_id = ?1 AND text <> ''")?
        .query_row([id], |row| {
            Ok(Echo {
                said_at: row.get("said_at")?,
                text: row.get("text")?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Everything that was asked, by record; no words where it was left.
///
/// # Errors
/// Only the database's.
pub fn echoes(connection: &Connection) -> Result<HashMap<String, Echo>> {
    let all = connection
        .prepare_cached("SELECT record_id, said_at, text FROM echo")?
        .query_map([], |row| {
            Ok((
                row.get("record_id")?,
                Echo {
                    said_at: row.get("said_at")?,
                    text: row.get("text")?,
                },
            ))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(all)
}
