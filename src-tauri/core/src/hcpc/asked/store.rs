//! What is kept of a letter: read, saved, taken away.
//!
//! What always holds: a save says what the whole letter holds; no case note is named; what was erased since is left out of a save
//! rather than refused, because nobody could mend it.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::model::{LetterForm, Point, Waiting};
use crate::error::{Code, Error, Result};
use crate::hcpc::{dates, load, order, store};
use crate::record;
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The most days between a letter and its deadline.
const APART: u64 = 366;
/// For how many days after its deadline a letter is still said to wait.
pub(in crate::hcpc) const OVER: Days = Days::new(31);
/// The most points of a letter.
const POINTS: usize = 100;
/// The longest point, in characters.
const POINT: usize = 10_000;

/// A letter as it is kept.
pub(in crate::hcpc) struct Kept {
    pub(in crate::hcpc) id: String,
    pub(in crate::hcpc) cycle_id: String,
    pub(in crate::hcpc) version: u32,
    pub(in crate::hcpc) confirmed: Option<String>,
    pub(in crate::hcpc) form: LetterForm,
}

/// The letters about the cycle `id`, newest first.
pub(in crate::hcpc) fn of_cycle(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let ids = connection
        .prepare_cached("SELECT id FROM cycle_letter WHERE cycle_id = ?1 ORDER BY letter_on DESC, id")?
        .query_map([id], |row| row.get("id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Letters that no final addendum has answered, the nearest deadline first. One that is over for a month is no longer said.
///
/// # Errors
/// `damaged`, `disk`.
pub fn letters_waiting(portfolio: &Portfolio) -> Result<Vec<Waiting>> {
    let since = portfolio.world().today() - OVER;
    let waiting = |row: &Row<'_>| {
        Ok(Waiting {
            id: row.get("id")?,
            cycle_id: row.get("cycle_id")?,
            letter: row.get("letter_on")?,
            deadline: row.get("deadline_on")?,
            points: row.get("points")?,
            answered: row.get("answered")?,
        })
    };
    let found = portfolio
        .db()
        .prepare_cached(
            "SELECT id, cycle_id, letter_on, deadline_on,
               (SELECT count(*) FROM letter_point WHERE letter_id = cycle_letter.id) AS points,
               (SELECT count(*) FROM letter_point WHERE letter_id = cycle_letter.id AND trim(answer) <> '') AS answered
             FROM cycle_letter
             WHERE deadline_on >= ?1
               AND NOT EXISTS (SELECT 1 FROM export WHERE letter_id = cycle_letter.id AND kind = 'addendum' AND final)
             ORDER BY deadline_on, id",
        )?
        .query_map([since.to_string()], waiting)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The letter `id`.
pub(in crate::hcpc) fn kept(connection: &Connection, id: &str) -> Result<Kept> {
    let row = |row: &Row<'_>| {
        Ok(Kept {
            id: row.get("id")?,
            cycle_id: row.get("cycle_id")?,
            version: row.get("version")?,
            confirmed: row.get("confirmed")?,
            form: LetterForm {
                letter: row.get("letter_on")?,
                deadline: row.get("deadline_on")?,
                points: Vec::new(),
            },
        })
    };
    let mut kept = connection
        .prepare_cached("SELECT * FROM cycle_letter WHERE id = ?1")?
        .query_row([id], row)
        .optional()?
        .ok_or_else(|| Error::not_found("letter"))?;
    kept.form.points = points(connection, id)?;
    Ok(kept)
}

fn points(connection: &Connection, letter: &str) -> Result<Vec<Point>> {
    let point = |row: &Row<'_>| {
        Ok(Point {
            id: row.get("id")?,
            text: row.get("text")?,
            answer: row.get("answer")?,
            ..Point::default()
        })
    };
    let mut points: Vec<Point> = connection
        .prepare_cached("SELECT id, text, answer FROM letter_point WHERE letter_id = ?1 ORDER BY position, id")?
        .query_map([letter], point)?
        .collect::<rusqlite::Result<_>>()?;
    let mut records = connection.prepare_cached(
        "SELECT record_id FROM point_record JOIN record ON record.id = record_id WHERE point_id = ?1 ORDER BY date_on, record.id",
    )?;
    let mut evidence = connection.prepare_cached("SELECT evidence_id FROM point_evidence WHERE point_id = ?1 ORDER BY evidence_id")?;
    for one in &mut points {
        let first = |row: &Row<'_>| row.get(0);
        one.records = records.query_map([&one.id], first)?.collect::<rusqlite::Result<_>>()?;
        one.evidence = evidence.query_map([&one.id], first)?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(points)
}

/// Saves the letter `id` about the cycle `cycle`, or a new one when `id` is empty; the saves of one `visit` are one step to take
/// back. Answers its id.
///
/// # Errors
/// `conflict` when it was saved elsewhere since; `invalid` with the field, `refused` for a case note, `not-found`, `disk`.
pub fn save_letter(portfolio: &mut Portfolio, cycle: &str, id: &str, expected: u32, visit: &str, form: &LetterForm) -> Result<String> {
    let form = checked(form, portfolio.world().today())?;
    let made = storage::new_id(portfolio.world())?;
    let points = form
        .points
        .iter()
        .map(|one| {
            let new = if one.id.is_empty() {
                storage::new_id(portfolio.world())?
            } else {
                one.id.clone()
            };
            Ok(Point { id: new, ..one.clone() })
        })
        .collect::<Result<_>>()?;
    let form = LetterForm { points, ..form };
    // Also without a visit, the numbers that are kept for what it cites are one step with it.
    let own_visit = storage::new_id(portfolio.world())?;
    let scope = Scope {
        subject: None,
        visit: Some(if visit.is_empty() { &own_visit } else { visit }),
    };
    let saved = transact(portfolio, Op::SaveLetter, scope, |connection| {
        if id.is_empty() {
            load::cycle(connection, cycle)?;
            write(connection, cycle, &made, &form)?;
            return Ok(made.clone());
        }
        if kept(connection, id)?.version != expected {
            return Err(Error::new(
                Code::Conflict,
                "This letter was changed in another place since it was opened here. What you wrote is still on screen.",
            )
            .hint("Copy what you need, then open the page again."));
        }
        write(connection, cycle, id, &form)?;
        Ok(id.to_owned())
    })?;
    let about = kept(portfolio.db(), &saved)?.cycle_id;
    order::keep_numbers(portfolio, [about.as_str()], Op::SaveLetter, scope)?;
    Ok(saved)
}

/// Takes the letter `id` away, with what is answered to it. Addenda that left stay in the register.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn remove_letter(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    transact(portfolio, Op::RemoveLetter, Scope::default(), |connection| {
        let removed = connection.prepare_cached("DELETE FROM cycle_letter WHERE id = ?1")?.execute([id])?;
        if removed == 0 { Err(Error::not_found("letter")) } else { Ok(()) }
    })
}

/// Writes letters that were carried in, within the caller's transaction; their points have ids, and `id_of` makes that of a letter.
///
/// # Errors
/// `invalid` with its field, `refused` for a case note; the database's.
pub fn put_letters(connection: &Connection, cycle: &str, letters: &[LetterForm], id_of: &dyn Fn(&LetterForm) -> String) -> Result<()> {
    for one in letters {
        let form = checked(one, NaiveDate::MAX)?;
        write(connection, cycle, &id_of(one), &form)?;
    }
    Ok(())
}

/// The letters about the cycle `id`, oldest first, as they are carried out; what lies in the bin is named by none.
///
/// # Errors
/// `damaged`, `disk`.
pub fn letters_of(connection: &Connection, id: &str) -> Result<Vec<LetterForm>> {
    let mut letters = of_cycle(connection, id)?
        .iter()
        .map(|letter| Ok(kept(connection, letter)?.form))
        .collect::<Result<Vec<_>>>()?;
    letters.reverse();
    Ok(letters)
}

/// Writes all of it.
fn write(connection: &Connection, cycle: &str, id: &str, form: &LetterForm) -> Result<()> {
    let another = connection
        .prepare_cached("SELECT 1 FROM cycle_letter WHERE cycle_id = ?1 AND letter_on = ?2 AND id <> ?3")?
        .exists([cycle, &form.letter, id])?;
    if another {
        return Err(
            Error::field("letter", "There is already a letter of this day. Nothing has been changed.").hint("Write its points down there."),
        );
    }
    connection
        .prepare_cached(
            "INSERT INTO cycle_letter (id, cycle_id, letter_on, deadline_on) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET letter_on = excluded.letter_on, deadline_on = excluded.deadline_on, version = version + 1",
        )?
        .execute([id, cycle, &form.letter, &form.deadline])?;
    let stay: HashSet<&str> = form.points.iter().map(|one| one.id.as_str()).collect();
    for gone in points(connection, id)?.iter().filter(|one| !stay.contains(one.id.as_str())) {
        connection
            .prepare_cached("DELETE FROM letter_point WHERE id = ?1")?
            .execute([&gone.id])?;
    }
    for (position, one) in form.points.iter().enumerate() {
        let position = i64::try_from(position).map_err(Error::internal)?;
        let written = connection
            .prepare_cached(
                "INSERT INTO letter_point (id, letter_id, position, text, answer) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET position = excluded.position, text = excluded.text, answer = excluded.answer
                 WHERE letter_id = excluded.letter_id",
            )?
            .execute(params![one.id, id, position, one.text, one.answer])?;
        if written == 0 {
            return Err(Error::field(
                "points",
                "A point belongs to another letter. Nothing has been changed.",
            ));
        }
        hang(connection, one)?;
    }
    Ok(())
}

/// What a point names. Rows that stay are left alone, so that a step says only what it changed.
fn hang(connection: &Connection, point: &Point) -> Result<()> {
    for (table, column, ids) in [
        ("point_record", "record_id", &point.records),
        ("point_evidence", "evidence_id", &point.evidence),
    ] {
        let before: Vec<String> = connection
            .prepare_cached(&format!("SELECT {column} FROM {table} WHERE point_id = ?1"))?
            .query_map([&point.id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for gone in before.iter().filter(|one| !ids.contains(one)) {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE point_id = ?1 AND {column} = ?2"))?
                .execute([&point.id, gone])?;
        }
        for new in ids.iter().filter(|one| !before.contains(one)) {
            let there = match column {
                "record_id" => store::require_shareable(connection, new, "points")?,
                _ => connection.prepare_cached("SELECT 1 FROM evidence WHERE id = ?1")?.exists([new])?,
            };
            if there {
                connection
                    .prepare_cached(&format!(
                        "INSERT INTO {table} (point_id, {column}) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
                    ))?
                    .execute([&point.id, new])?;
            }
        }
    }
    Ok(())
}

/// The form with its dates as they are kept.
fn checked(form: &LetterForm, today: NaiveDate) -> Result<LetterForm> {
    let letter = record::date("letter", &form.letter)?;
    let deadline = record::date("deadline", &form.deadline)?;
    if letter > today {
        return Err(Error::field("letter", "The letter lies in the future. Nothing has been changed.").hint("Check its date."));
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
            format!(
                "The deadline lies more than a year after the letter of {}. Nothing has been changed.",
                dates::in_words(letter)
            ),
        )
        .hint("Check the year."));
    }
    if form.points.len() > POINTS {
        return Err(Error::field(
            "points",
            format!(
                "A letter holds up to {POINTS} points; these are {}. Nothing has been changed.",
                form.points.len()
            ),
        )
        .hint("Put those together that ask the same."));
    }
    let mut seen = HashSet::new();
    for (at, one) in form.points.iter().enumerate() {
        if !one.id.is_empty() && !seen.insert(&one.id) {
            return Err(Error::field("points", "The same point stands in the letter twice."));
        }
        let long = one.text.chars().count();
        if long > POINT {
            return Err(Error::field(
                "points",
                format!(
                    "Point {} holds up to {POINT} characters; there are {long}. Nothing has been changed.",
                    at + 1
                ),
            ));
        }
        store::text("points", &one.text)?;
        store::text("points", &one.answer)?;
    }
    Ok(LetterForm {
        letter: letter.to_string(),
        deadline: deadline.to_string(),
        points: form.points.clone(),
    })
}
