//! Sessions and hours by type and year, against the measure that the owner set herself.
//!
//! What always holds: only sessions up to today count; those given stand apart from those received; nothing is graded.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{Aim, ClientHours, Log, TypeLine, Year};
use crate::error::{Error, Result};
use crate::record::{self, SupervisionType};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// Ten years between two sessions is no measure.
const WEEKS: u32 = 520;
/// Nor is a working life of client hours to one of supervision.
const HOURS: u32 = 10_000;
/// More minutes than a year of a hundred-hour weeks.
const MINUTES: u32 = 312_000;

/// The log in figures.
///
/// # Errors
/// `damaged`, `disk`.
pub fn log(portfolio: &Portfolio) -> Result<Log> {
    let today = portfolio.world().today();
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    let mut last = None;
    for session in record::sessions(portfolio)? {
        let day = record::date("date", &session.date)?;
        if day > today {
            continue;
        }
        let year = years.entry(day.year()).or_insert_with(|| empty(day.year()));
        let minutes = session.minutes.unwrap_or(0);
        if session.given {
            year.given += 1;
            year.given_minutes = year.given_minutes.saturating_add(minutes);
            continue;
        }
        last = Some(day);
        year.sessions += 1;
        year.minutes = year.minutes.saturating_add(minutes);
        year.without_length += u32::from(session.minutes.is_none());
        add(&mut year.types, session.kind, minutes);
    }
    for (number, minutes) in record::case_minutes(portfolio)? {
        years.entry(number).or_insert_with(|| empty(number)).in_notes = minutes;
    }
    for beside in client_hours(portfolio)? {
        years.entry(beside.year).or_insert_with(|| empty(beside.year)).beside_notes = beside.minutes;
    }
    let aim = aim(portfolio)?;
    let next = last
        .zip(aim.every_weeks)
        .and_then(|(last, weeks)| last.checked_add_days(Days::new(u64::from(weeks) * 7)));
    let day = |day: NaiveDate| day.to_string();
    Ok(Log {
        years: years.into_values().rev().collect(),
        aim,
        last: last.map(day),
        next: next.map(day),
    })
}

fn empty(year: i32) -> Year {
    Year {
        year,
        sessions: 0,
        minutes: 0,
        without_length: 0,
        types: Vec::new(),
        given: 0,
        given_minutes: 0,
        in_notes: 0,
        beside_notes: 0,
    }
}

/// Adds a session to the line of its type; lines stand in the order of types, "not said" last.
pub(super) fn add(lines: &mut Vec<TypeLine>, kind: Option<SupervisionType>, minutes: u32) {
    let line = match lines.iter_mut().position(|line| line.kind == kind) {
        Some(at) => &mut lines[at],
        None => {
            let place = |kind: Option<SupervisionType>| (kind.is_none(), kind);
            let at = lines.partition_point(|line| place(line.kind) < place(kind));
            lines.insert(
                at,
                TypeLine {
                    kind,
                    sessions: 0,
                    minutes: 0,
                },
            );
            &mut lines[at]
        }
    };
    line.sessions += 1;
    line.minutes = line.minutes.saturating_add(minutes);
}

/// One's own measure; nothing of it until she sets it.
///
/// # Errors
/// `damaged`, `disk`.
pub fn aim(portfolio: &Portfolio) -> Result<Aim> {
    let found = portfolio
        .db()
        .prepare_cached("SELECT every_weeks, client_hours FROM supervision_aim WHERE id = 1")?
        .query_row([], |row| {
            Ok(Aim {
                every_weeks: row.get("every_weeks")?,
                client_hours: row.get("client_hours")?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Sets one's own measure, or takes it away.
///
/// # Errors
/// `invalid` with the field, `read-only`, `disk`.
pub fn save_aim(portfolio: &mut Portfolio, aim: Aim) -> Result<()> {
    transact(portfolio, Op::SaveAim, Scope::default(), |connection| put_aim(connection, aim))
}

pub(super) fn put_aim(connection: &Connection, aim: Aim) -> Result<()> {
    let within = |field: &str, number: Option<u32>, most: u32, unit: &str| match number {
        Some(number) if number == 0 || number > most => {
            Err(Error::field(field, format!("This goes from 1 to {most} {unit}.")).hint("Leave it empty for no measure."))
        }
        _ => Ok(()),
    };
    within("every_weeks", aim.every_weeks, WEEKS, "weeks")?;
    within("client_hours", aim.client_hours, HOURS, "hours")?;
    if aim == Aim::default() {
        connection.execute("DELETE FROM supervision_aim", [])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO supervision_aim (id, every_weeks, client_hours) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET every_weeks = excluded.every_weeks, client_hours = excluded.client_hours",
        )?
        .execute(params![aim.every_weeks, aim.client_hours])?;
    Ok(())
}

/// Client hours noted beside case notes, oldest year first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn client_hours(portfolio: &Portfolio) -> Result<Vec<ClientHours>> {
    let hours = portfolio
        .db()
        .prepare_cached("SELECT year, minutes FROM client_hours ORDER BY year")?
        .query_map([], |row| {
            Ok(ClientHours {
                year: row.get("year")?,
                minutes: row.get("minutes")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(hours)
}

/// Notes the client hours of a year that stand in no case note; none takes the note away.
///
/// # Errors
/// `invalid` with the field, `read-only`, `disk`.
pub fn save_client_hours(portfolio: &mut Portfolio, hours: ClientHours) -> Result<()> {
    transact(portfolio, Op::SaveAim, Scope::default(), |connection| {
        put_client_hours(connection, hours)
    })
}

pub(super) fn put_client_hours(connection: &Connection, hours: ClientHours) -> Result<()> {
    if !(1900..=2200).contains(&hours.year) {
        return Err(Error::field("year", "The year must lie between 1900 and 2200."));
    }
    if hours.minutes > MINUTES {
        return Err(Error::field(
            "minutes",
            format!("A year has no more than {} client hours.", MINUTES / 60),
        ));
    }
    if hours.minutes == 0 {
        connection
            .prepare_cached("DELETE FROM client_hours WHERE year = ?1")?
            .execute([hours.year])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO client_hours (year, minutes) VALUES (?1, ?2) ON CONFLICT (year) DO UPDATE SET minutes = excluded.minutes",
        )?
        .execute(params![hours.year, hours.minutes])?;
    Ok(())
}
