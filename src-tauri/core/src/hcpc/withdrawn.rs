//! What is erased is taken out of the profiles and addenda that are kept as they left.
//!
//! What always holds: the place stays and says "Withdrawn", so that everything around it keeps its number; what only tells of what
//! was erased goes with it; one that cannot be read is damaged already, and keeps nobody from erasing.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};
use triptych_pdf::{Block, Document, Inline};

use super::document::{self, ACTIVITIES, BY_NUMBER};
use super::leaving::Said;
use super::model::Kept;
use super::{dates, exhibits, order};
use crate::error::{Error, Result};

const WITHDRAWN: &str = "Withdrawn";

/// A line of the register with what it keeps.
struct Line {
    id: String,
    document: Document,
    kept: Vec<Kept>,
    /// The records it speaks of, in the order of its list where that holds all of them.
    records: Vec<String>,
}

/// Takes the evidence `id`, which is being erased, out of the profiles that are kept: its number stays, and says "Withdrawn".
///
/// # Errors
/// Only the database's.
pub(crate) fn withdraw_evidence(connection: &Connection, id: &str) -> Result<()> {
    order::erase(connection, id)?;
    let numbers = connection
        .prepare_cached(
            "SELECT export_id, number FROM export_evidence JOIN export ON export.id = export_id
             WHERE evidence_id = ?1 AND number IS NOT NULL AND document IS NOT NULL",
        )?
        .query_map([id], |row| Ok((row.get("export_id")?, row.get("number")?)))?
        .collect::<rusqlite::Result<Vec<(String, u32)>>>()?;
    for (export, number) in numbers {
        let Some(mut line) = line(connection, &export)? else { continue };
        let before = line.document.clone();
        document::withdraw(&mut line.document, number);
        write(connection, &before, line)?;
    }
    Ok(())
}

/// Takes the record `id`, which is about to be erased, out of all that is kept: its passage of the statement, its line of the
/// list, and its name wherever it stands beside evidence.
///
/// # Errors
/// Only the database's.
pub(crate) fn withdraw_record(connection: &Connection, id: &str) -> Result<()> {
    order::erase(connection, id)?;
    let exports = connection
        .prepare_cached(
            "SELECT export_id FROM export_record JOIN export ON export.id = export_id
             WHERE record_id = ?1 AND document IS NOT NULL ORDER BY export.rowid",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    if exports.is_empty() {
        return Ok(());
    }
    let day = day_in_list(connection, id)?;
    let numbered = numbers_beside(connection, id)?;
    let mut lines = Vec::new();
    for export in &exports {
        lines.extend(line(connection, export)?);
    }
    // A pack in several files has its statement in one and its list in another: what it is called there is asked of all.
    let (mut names, mut same_day) = (Vec::new(), Vec::new());
    for line in &lines {
        names.extend(called(&line.document, id));
        same_day.push(of_the_day(connection, line, day.as_deref())?);
    }
    for (line, same_day) in lines.iter().zip(&same_day) {
        let rows = rows_of(line, id, (day.as_deref(), same_day), &names);
        names.extend(rows.into_iter().map(|(_, _, name)| name));
    }
    names.sort();
    names.dedup();
    names.retain(|name| !name.trim().is_empty() && name != WITHDRAWN);
    let befores: Vec<Document> = lines.iter().map(|line| line.document.clone()).collect();
    for (line, same_day) in lines.iter_mut().zip(&same_day) {
        for (block, row, _) in rows_of(line, id, (day.as_deref(), same_day), &names) {
            if let Block::Table { rows, .. } = &mut line.document.blocks[block] {
                clear(&mut rows[row]);
            }
        }
    }
    let shared: BTreeSet<String> = lines.iter().flat_map(|line| names_of_others(&line.document, id)).collect();
    for (mut line, before) in lines.into_iter().zip(&befores) {
        let of_line = numbered.iter().filter(|(export, _)| *export == line.id);
        let beside = of_line.map(|(_, number)| exhibits::label(*number)).collect();
        withdraw(
            &mut line.document,
            id,
            &Names {
                all: &names,
                shared: &shared,
                beside: &beside,
            },
        );
        write(connection, before, line)?;
    }
    Ok(())
}

/// What a record is called in what left.
struct Names<'n> {
    all: &'n [String],
    /// Other activities are called so too.
    shared: &'n BTreeSet<String>,
    /// The labels of the evidence that lies beside the record.
    beside: &'n BTreeSet<String>,
}

/// The day of the record as a list has it; `None` for one that is gone.
fn day_in_list(connection: &Connection, id: &str) -> Result<Option<String>> {
    let days: Option<(String, Option<String>)> = connection
        .prepare_cached("SELECT date_on, date_to FROM record WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get("date_on")?, row.get("date_to")?)))
        .optional()?;
    let Some((first, last)) = days else { return Ok(None) };
    let last = last.as_deref().map(dates::stored).transpose()?;
    Ok(Some(dates::in_list(dates::stored(&first)?, last)))
}

/// The records of a line whose day this is, in the order of its list: those that are still there, as the rows of others say "Withdrawn".
fn of_the_day(connection: &Connection, line: &Line, day: Option<&str>) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for record in &line.records {
        if day.is_some() && day_in_list(connection, record)?.as_deref() == day {
            all.push(record.clone());
        }
    }
    Ok(all)
}

/// The evidence that lies beside the record, by the exports it left in and its number there.
fn numbers_beside(connection: &Connection, id: &str) -> Result<Vec<(String, u32)>> {
    let numbers = connection
        .prepare_cached(
            "SELECT export_id, number FROM export_evidence JOIN record_evidence USING (evidence_id)
             WHERE record_id = ?1 AND number IS NOT NULL",
        )?
        .query_map([id], |row| Ok((row.get("export_id")?, row.get("number")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(numbers)
}

fn line(connection: &Connection, export: &str) -> Result<Option<Line>> {
    let (document, kept): (String, String) = connection
        .prepare_cached("SELECT document, kept FROM export WHERE id = ?1")?
        .query_row([export], |row| Ok((row.get("document")?, row.get("kept")?)))?;
    let Ok(document) = serde_json::from_str(&document) else {
        return Ok(None);
    };
    let records = connection
        .prepare_cached("SELECT record_id FROM export_record WHERE export_id = ?1 ORDER BY rowid")?
        .query_map([export], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(Line {
        id: export.to_owned(),
        document,
        kept: serde_json::from_str(&kept).unwrap_or_default(),
        records,
    }))
}

/// Writes it back, without what was kept knowingly in what is gone.
fn write(connection: &Connection, before: &Document, line: Line) -> Result<()> {
    let (before, after) = (Said::by(before), Said::by(&line.document));
    let stays = |one: &Kept| after.has(&one.value) || !before.has(&one.value);
    let kept: Vec<Kept> = line.kept.into_iter().filter(stays).collect();
    let document = serde_json::to_string(&line.document).map_err(Error::internal)?;
    let kept = serde_json::to_string(&kept).map_err(Error::internal)?;
    connection
        .prepare_cached("UPDATE export SET document = ?2, kept = ?3 WHERE id = ?1")?
        .execute(params![line.id, document, kept])?;
    Ok(())
}

/// What the record is called in the statement and beside evidence.
fn called(document: &Document, id: &str) -> Vec<String> {
    let place = exhibits::place_in_statement(id);
    let mut names = headed(document, &|one| one == id);
    let facts = document.blocks.iter().filter_map(|block| match block {
        Block::Facts(facts) => Some(facts),
        _ => None,
    });
    let runs = facts.flatten().flat_map(|(_, fact)| fact);
    names.extend(runs.filter_map(|run| match run {
        Inline::Jump { text, to } if *to == place => Some(text.clone()),
        _ => None,
    }));
    names
}

/// What other activities are called, in the statement and in lists, once the record's own rows are gone from these.
fn names_of_others(document: &Document, id: &str) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = headed(document, &|one| one != id).into_iter().collect();
    for (_, _, rows) in lists(document) {
        names.extend(rows.iter().map(|row| words_at(row, 1)));
    }
    names
}

/// The names in the statement's headings of the records that are meant.
fn headed(document: &Document, meant: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut here = false;
    for block in &document.blocks {
        match block {
            Block::Anchor(name) => here = exhibits::record_at(name).is_some_and(meant),
            // The name, and the days in brackets behind it.
            Block::Heading { text, .. } if std::mem::take(&mut here) => {
                names.extend(text.rsplit_once(" (").map(|(name, _)| name.to_owned()));
            }
            _ => {}
        }
    }
    names
}

/// The lists of activities: which block each is, what it is called, its rows.
fn lists(document: &Document) -> impl Iterator<Item = (usize, &str, &[Vec<Vec<Inline>>])> {
    document.blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Table {
            caption: Some(caption),
            rows,
            ..
        } if caption.starts_with("Activities ") => Some((at, caption.as_str(), rows.as_slice())),
        _ => None,
    })
}

/// The words of a cell of a row.
fn words_at(row: &[Vec<Inline>], at: usize) -> String {
    row.get(at)
        .map(|cell| cell.iter().map(Inline::as_str).collect())
        .unwrap_or_default()
}

/// The lines of lists that are the record's: block, row and its name. By its place where the list holds all records, else by its
/// name and day, and by what of the two there is; of several of one day, by its place among the records of that day.
fn rows_of(line: &Line, id: &str, (day, same_day): (Option<&str>, &[String]), names: &[String]) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for (at, caption, rows) in lists(&line.document) {
        let its_place = line.records.iter().position(|one| one == id);
        let by = |is: &dyn Fn(&[Vec<Inline>]) -> bool| -> Vec<usize> {
            let rows = rows.iter().enumerate().filter(|(_, row)| is(row));
            rows.map(|(at, _)| at).collect()
        };
        let named = |row: &[Vec<Inline>]| names.contains(&words_at(row, 1));
        let dated = |row: &[Vec<Inline>]| day.is_some_and(|day| words_at(row, 0) == day);
        let theirs = match its_place.filter(|_| caption == ACTIVITIES && rows.len() == line.records.len()) {
            Some(place) => vec![place],
            None => {
                // The lists of an addendum are in an order of their own.
                let its_own = its_own(&by(&dated), if caption == ACTIVITIES { same_day } else { &[] }, id);
                let both = by(&|row| named(row) && dated(row));
                let either = [both, by(&named), by(&|row| names.is_empty() && dated(row))];
                let found = either.into_iter().find(|rows| !rows.is_empty()).unwrap_or_default();
                match its_own.filter(|row| found.contains(row)) {
                    Some(row) => vec![row],
                    None => found,
                }
            }
        };
        found.extend(theirs.into_iter().map(|row| (at, row, words_at(&rows[row], 1))));
    }
    found
}

/// Which of the rows of its day is the record's, where each of them has a record; none where that cannot be told, and then all that
/// may be go, as nothing of it may stay.
fn its_own(rows: &[usize], same_day: &[String], id: &str) -> Option<usize> {
    let place = same_day.iter().position(|one| one == id)?;
    if rows.len() == same_day.len() {
        rows.get(place).copied()
    } else {
        None
    }
}

fn clear(row: &mut [Vec<Inline>]) {
    row.iter_mut().for_each(Vec::clear);
    if let Some(name) = row.get_mut(1) {
        *name = vec![Inline::text(WITHDRAWN)];
    }
}

/// Takes out the passage of the statement, and the name beside evidence: beside the record's own, and beside every piece where no
/// other activity is called so.
fn withdraw(document: &mut Document, id: &str, names: &Names<'_>) {
    let place = exhibits::place_in_statement(id);
    let (mut ahead, mut within) = (false, false);
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for mut block in std::mem::take(&mut document.blocks) {
        match &mut block {
            // It may stand under several headings: each passage begins with a place of the record and its name.
            Block::Anchor(name) => {
                ahead = exhibits::record_at(name) == Some(id);
                within = false;
            }
            Block::Heading { text, .. } if ahead => {
                WITHDRAWN.clone_into(text);
                (ahead, within) = (false, true);
            }
            // The questions are ours, and go with their answers; what else has a heading is another passage.
            Block::Heading { level: 1 | 2, .. } | Block::PageBreak => within = false,
            Block::Facts(facts) if !within => {
                for run in facts.iter_mut().flat_map(|(_, fact)| fact) {
                    if let Inline::Jump { text, to } = run
                        && *to == place
                    {
                        WITHDRAWN.clone_into(text);
                    }
                }
            }
            Block::Table { caption, rows, .. } if caption.as_deref() == Some(BY_NUMBER) => {
                for row in rows {
                    let label = row.first().and_then(|cell| cell.first()).map(Inline::as_str);
                    let beside = label.is_some_and(|label| names.beside.contains(label));
                    for run in row.iter_mut().flatten() {
                        if let Inline::Text(text) = run {
                            for name in names.all.iter().filter(|name| beside || !names.shared.contains(*name)) {
                                *text = text.replace(name.as_str(), WITHDRAWN);
                            }
                        }
                    }
                }
            }
            _ if within => continue,
            _ => {}
        }
        blocks.push(block);
    }
    document.blocks = blocks;
}
