//! The two-year cycles: their dates, and whole cycles going out of and into a portfolio.
//!
//! What always holds: there is always one to write in; no two have the same dates; dates are the owner's to set, because
//! HCPC has moved them before.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::asked;
use super::dates;
use super::load::{self, KINDS};
use super::model::{Choice, Chosen, Cycle, Form};
use super::store;
use crate::error::{Error, Result};
use crate::record;
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The cycles of arts therapists as far as is known, the one before the present one first. They are only proposals: the
/// owner is told to check them with HCPC.
const KNOWN: [(&str, &str); 2] = [("2024-06-01", "2026-05-31"), ("2026-06-01", "2028-05-31")];

/// No renewal has been further apart; a longer one is a mistyped year.
const LONGEST_YEARS: u32 = 4;

/// So long a letter is shown first whose deadline has passed.
const LATE: Days = Days::new(92);

/// The cycles, newest first, and the one whose letter waits for an answer (the letter that asks for the profile past its deadline too,
/// for a quarter of a year, and one that asks for more for a month, as long as nothing final has left for it), or else that today falls into, or the newest. Where there is none yet,
/// the known ones are made; that is no step to take back.
///
/// # Errors
/// `disk`, `damaged`.
pub fn cycles(portfolio: &mut Portfolio) -> Result<(Vec<Cycle>, Option<String>)> {
    let mut found = all(portfolio.db())?;
    if found.is_empty() && !portfolio.read_only() {
        let ids = [storage::new_id(portfolio.world())?, storage::new_id(portfolio.world())?];
        transact(portfolio, Op::Import, Scope::default(), |connection| {
            ids.iter()
                .zip(KNOWN)
                .try_for_each(|(id, (start, end))| insert(connection, id, start, end))
        })?;
        found = all(portfolio.db())?;
    }
    let today = portfolio.world().today();
    let late = today.checked_sub_days(LATE).unwrap_or(today).to_string();
    let over = today.checked_sub_days(asked::OVER).unwrap_or(today).to_string();
    let today = today.to_string();
    let waiting = portfolio
        .db()
        .prepare_cached(
            "SELECT id, deadline_on FROM cycle WHERE deadline_on >= ?1 OR deadline_on >= ?2 AND NOT EXISTS (
               SELECT 1 FROM export WHERE kind = 'hcpc' AND final AND cycle_id = cycle.id AND exported_at >= drawn_on)
             UNION ALL SELECT cycle_id, deadline_on FROM cycle_letter WHERE deadline_on >= ?1 OR deadline_on >= ?3 AND NOT EXISTS (
               SELECT 1 FROM export WHERE letter_id = cycle_letter.id AND kind = 'addendum' AND final)
             ORDER BY deadline_on, id LIMIT 1",
        )?
        .query_row([&today, &late, &over], |row| row.get("id"))
        .optional()?;
    let now = || {
        let falls_into = found.iter().find(|cycle| cycle.start <= today && today <= cycle.end);
        falls_into.or(found.first()).map(|cycle| cycle.id.clone())
    };
    let current = waiting.or_else(now);
    Ok((found, current))
}

/// Saves a cycle's dates; one with an empty id is new.
///
/// # Errors
/// `invalid` at `start` or `end`; `not-found`, `disk`.
pub fn save_cycle(portfolio: &mut Portfolio, cycle: &Cycle) -> Result<()> {
    let (start, end) = (record::date("start", &cycle.start)?, record::date("end", &cycle.end)?);
    check(start, end)?;
    // As written out by us, so that "2024-6-1" is kept as every other date is.
    let (start, end) = (start.to_string(), end.to_string());
    let new_id = storage::new_id(portfolio.world())?;
    transact(portfolio, Op::SaveCycle, Scope::default(), |connection| {
        if all(connection)?
            .iter()
            .any(|other| other.id != cycle.id && other.start == start && other.end == end)
        {
            return Err(Error::field(
                "start",
                "There is already a cycle with these dates. Nothing has been changed.",
            ));
        }
        if cycle.id.is_empty() {
            return insert(connection, &new_id, &start, &end);
        }
        let changed = connection
            .prepare_cached("UPDATE cycle SET start_on = ?2, end_on = ?3, version = version + 1 WHERE id = ?1")?
            .execute(params![cycle.id, start, end])?;
        if changed == 0 { Err(Error::not_found("cycle")) } else { Ok(()) }
    })
}

fn check(start: NaiveDate, end: NaiveDate) -> Result<()> {
    if end < start {
        return Err(Error::field("end", "The cycle ends before it has begun."));
    }
    if start
        .checked_add_months(Months::new(12 * LONGEST_YEARS))
        .is_some_and(|last| end >= last)
    {
        return Err(
            Error::field("end", format!("A cycle has at most {LONGEST_YEARS} years; HCPC's have two.")).hint("Check the two years."),
        );
    }
    Ok(())
}

/// The id of the cycle called by its years, such as `2024-2026`; the newest of several.
///
/// # Errors
/// `invalid` at `cycle`, naming those there are.
pub fn cycle_by_years(portfolio: &mut Portfolio, years: &str) -> Result<String> {
    let (cycles, _) = cycles(portfolio)?;
    let asked = years.trim().replace('–', "-");
    match cycles.iter().find(|cycle| cycle_years(cycle) == asked) {
        Some(cycle) => Ok(cycle.id.clone()),
        None => {
            let there = cycles.iter().map(cycle_years).collect::<Vec<_>>().join(", ");
            Err(Error::field("cycle", "There is no cycle of these years.").hint(format!("Those there are: {there}.")))
        }
    }
}

/// What a cycle is called for short: `2024-2026`.
pub fn cycle_years(cycle: &Cycle) -> String {
    let year = |day: &str| dates::stored(day).map_or_else(|_| "?".to_owned(), |day| day.year().to_string());
    format!("{}-{}", year(&cycle.start), year(&cycle.end))
}

/// Every cycle with everything its owner wrote and decided, oldest first, for an export of the whole portfolio. What is
/// said about records in the bin stays out.
///
/// # Errors
/// `damaged`, `disk`.
pub fn all_cycles_with_forms(portfolio: &Portfolio) -> Result<Vec<(Cycle, Form)>> {
    let connection = portfolio.db();
    let mut found = all(connection)?;
    found.reverse();
    found
        .into_iter()
        .map(|cycle| form(connection, &cycle).map(|form| (cycle, form)))
        .collect()
}

fn form(connection: &Connection, cycle: &Cycle) -> Result<Form> {
    let row = load::cycle(connection, &cycle.id)?;
    let mut form = Form {
        summary: row.summary,
        introduction: row.introduction,
        chosen: Vec::new(),
        gaps: load::gap_texts(connection, &cycle.id)?,
        choices: Vec::new(),
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT r.id, r.public_name, c.listed, c.chosen, c.what, c.learnt, c.quality, c.service_users
         FROM record r LEFT JOIN cycle_record c ON c.record_id = r.id AND c.cycle_id = ?1
         WHERE r.kind IN {KINDS} AND r.binned_at IS NULL
           AND (c.cycle_id IS NOT NULL OR (r.public_name IS NOT NULL AND r.date_on <= ?3 AND coalesce(r.date_to, r.date_on) >= ?2))
         ORDER BY c.chosen, r.date_on, r.rid"
    ))?;
    let mut rows = statement.query(params![cycle.id, cycle.start, cycle.end])?;
    while let Some(row) = rows.next()? {
        let record_id: String = row.get("id")?;
        let (listed, name) = (row.get("listed")?, row.get("public_name")?);
        if row.get::<_, Option<i64>>("chosen")?.is_some() {
            form.chosen.push(Chosen {
                record_id: record_id.clone(),
                what: row.get("what")?,
                learnt: row.get("learnt")?,
                quality: row.get("quality")?,
                service_users: row.get("service_users")?,
            });
        }
        let choice = Choice { record_id, listed, name };
        if choice.listed.is_some() || choice.name.is_some() {
            form.choices.push(choice);
        }
    }
    Ok(form)
}

/// Writes a whole cycle, within an importer's transaction and after the records it speaks of: as a new one, or as one of the
/// same days for which nothing is written yet; answers its id. Where the form names no record, the name stays that the record brought.
///
/// # Errors
/// `invalid` with its field; `not-found` and `refused` as saving the form.
pub fn put_cycle(connection: &Connection, new_id: &str, start: &str, end: &str, form: &Form) -> Result<String> {
    let (start, end) = (record::date("start", start)?, record::date("end", end)?);
    check(start, end)?;
    let (start, end) = (start.to_string(), end.to_string());
    let blank = all(connection)?.into_iter().find(|one| (&one.start, &one.end) == (&start, &end));
    let id = match &blank {
        Some(cycle) => cycle.id.as_str(),
        None => {
            insert(connection, new_id, &start, &end)?;
            new_id
        }
    };
    let form = store::checked(form)?;
    store::write_texts(connection, id, &form)?;
    for choice in form.choices.iter().filter(|choice| choice.name.is_some()) {
        connection
            .prepare_cached("UPDATE record SET public_name = ?2 WHERE id = ?1")?
            .execute(params![choice.record_id, choice.name])?;
    }
    Ok(id.to_owned())
}

fn insert(connection: &Connection, id: &str, start: &str, end: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO cycle (id, start_on, end_on) VALUES (?1, ?2, ?3)")?
        .execute([id, start, end])?;
    Ok(())
}

/// Newest first.
fn all(connection: &Connection) -> Result<Vec<Cycle>> {
    let mut statement = connection.prepare_cached("SELECT id, start_on, end_on FROM cycle ORDER BY start_on DESC, end_on DESC, id")?;
    let row = |row: &Row<'_>| {
        Ok(Cycle {
            id: row.get("id")?,
            start: row.get("start_on")?,
            end: row.get("end_on")?,
        })
    };
    Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
}
