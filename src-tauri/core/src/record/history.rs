//! What a record said before: kept as it is written over, thinned by age, compared, and brought back as a new version.
//!
//! What always holds: a version is kept in the transaction of the save that writes over it; within one visit there is at
//! most one every ten minutes; thinning happens at a save alone, so that what is closed is never thinned; the oldest and
//! the newest of a record are never thinned; bringing one back writes over nothing that is not kept first.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use ts_rs::TS;

use super::diff::{self, Part};
use super::model::{Content, Record};
use super::{first_words, get, parts, stages, store, templates};
use crate::error::{Error, Result};
use crate::storage::{Op, new_id};
use crate::vault::Portfolio;
use crate::world::World;

/// Within one visit a version is kept every so many minutes.
const STEP_MINUTES: i64 = 10;

/// An earlier version, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RecordVersion")]
pub struct Version {
    /// UUID.
    pub id: String,
    /// When it was saved, RFC 3339.
    pub at: String,
    /// Words of its text.
    pub words: u32,
}

/// Two versions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "VersionCompared")]
pub struct Compared {
    /// When the earlier one was saved, RFC 3339.
    pub at: String,
    /// Every part that holds words in one of them.
    pub parts: Vec<Part>,
}

/// A version with all it says.
pub struct Kept {
    /// When it was saved, RFC 3339.
    pub at: String,
    /// What it says.
    pub content: Content,
}

/// Whether a save of this visit at `now` writes over something that is to be kept.
pub(super) fn is_due(connection: &Connection, id: &str, visit: &str, now: DateTime<Utc>) -> Result<bool> {
    let last_visit = connection
        .prepare_cached(
            "SELECT visit FROM revision WHERE subject = ?1 AND op IN (?2, ?3, ?4) AND state <> 'undone' ORDER BY id DESC LIMIT 1",
        )?
        .query_row(
            params![id, Op::CreateRecord.as_str(), Op::EditRecord.as_str(), Op::RestoreVersion.as_str()],
            |row| row.get::<_, Option<String>>("visit"),
        )
        .optional()?
        .flatten();
    if visit.is_empty() || last_visit.as_deref() != Some(visit) {
        return Ok(true);
    }
    let since: String = connection
        .prepare_cached("SELECT coalesce((SELECT max(at) FROM record_version WHERE record_id = record.id), created_at) AS since FROM record WHERE id = ?1")?
        .query_row([id], |row| row.get("since"))?;
    Ok(read_moment(&since).is_none_or(|since| now - since >= Duration::minutes(STEP_MINUTES)))
}

/// Keeps what the record says now, unless the newest version says the same; then thins.
pub(super) fn keep(connection: &Connection, world: &dyn World, id: &str) -> Result<()> {
    let content = serde_json::to_string(&parts::read(connection, id)?).map_err(Error::internal)?;
    let newest = connection
        .prepare_cached("SELECT content FROM record_version WHERE record_id = ?1 ORDER BY at DESC, rowid DESC LIMIT 1")?
        .query_row([id], |row| row.get::<_, String>("content"))
        .optional()?;
    if newest.as_ref() == Some(&content) {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO record_version (id, record_id, at, content) SELECT ?2, id, updated_at, ?3 FROM record WHERE id = ?1")?
        .execute(params![id, new_id(world)?, content])?;
    thin(connection, id, world.now())
}

fn thin(connection: &Connection, id: &str, now: DateTime<Utc>) -> Result<()> {
    let versions = connection
        .prepare_cached("SELECT id, at FROM record_version WHERE record_id = ?1 ORDER BY at, rowid")?
        .query_map([id], |row| Ok((row.get("id")?, row.get("at")?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    let moments: Vec<_> = versions.iter().map(|(_, at)| read_moment(at).unwrap_or(now)).collect();
    for gone in too_many(&moments, now) {
        connection
            .prepare_cached("DELETE FROM record_version WHERE id = ?1")?
            .execute([&versions[gone].0])?;
    }
    Ok(())
}

/// Which of `moments`, oldest first, are too many: all of two days are kept, the last of each day for a month, of each week
/// for a year, of each month after that.
fn too_many(moments: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<usize> {
    let stretch = |moment: &DateTime<Utc>| {
        let days = (now - *moment).num_days();
        let day = moment.timestamp().div_euclid(86_400);
        match days {
            ..2 => None,
            2..31 => Some((0, day)),
            31..366 => Some((1, day.div_euclid(7))),
            _ => Some((2, day.div_euclid(30))),
        }
    };
    let last = moments.len().saturating_sub(1);
    (1..last)
        .filter(|at| stretch(&moments[*at]).is_some_and(|own| stretch(&moments[at + 1]) == Some(own)))
        .collect()
}

/// Hands on the earlier versions of the records `of`, and every other that `names_it`: the row, and what it says. Oldest first.
fn each_about(
    connection: &Connection,
    of: &BTreeSet<String>,
    names_it: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(&Row<'_>, &str) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached("SELECT id, record_id, at, content FROM record_version ORDER BY at, rowid")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let content: String = row.get("content")?;
        if of.contains(&row.get::<_, String>("record_id")?) || names_it(&content) {
            found(row, &content)?;
        }
    }
    Ok(())
}

/// The earlier versions of the records `of`, and every other that `names_it`: each as the record it was, and when it was saved.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn versions_about(
    portfolio: &Portfolio,
    of: &BTreeSet<String>,
    names_it: &dyn Fn(&str) -> bool,
) -> Result<Vec<(String, Record)>> {
    let mut kept = Vec::new();
    each_about(portfolio.db(), of, names_it, &mut |row, content| {
        kept.push((row.get::<_, String>("record_id")?, row.get::<_, String>("at")?, parse(content)?));
        Ok(())
    })?;
    kept.into_iter()
        .map(|(id, at, content)| Ok((at, as_it_was(portfolio, &id, content)?)))
        .collect()
}

/// The record `id` as it said `content`: its words alone, without what has come to stand beside them.
fn as_it_was(portfolio: &Portfolio, id: &str, content: Content) -> Result<Record> {
    let words = content.sections.iter().map(|section| section.text.as_str());
    let first_line = words.map(first_words).find(|line| !line.is_empty()).unwrap_or_default();
    Ok(Record {
        shown_title: store::shown_title(&content, first_line),
        stage_names: stages::names(portfolio.db(), &content)?,
        called: store::called(portfolio.db(), &content)?,
        content,
        draft: false,
        additions: Vec::new(),
        echo: None,
        tags: Vec::new(),
        links: Vec::new(),
        warnings: Vec::new(),
        ..get(portfolio, id)?
    })
}

/// Forgets the earlier versions of the records `of`, and every other that `names_it`.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_versions(connection: &Connection, of: &BTreeSet<String>, names_it: &dyn Fn(&str) -> bool) -> Result<()> {
    let mut gone: Vec<String> = Vec::new();
    each_about(connection, of, names_it, &mut |row, _| {
        gone.push(row.get("id")?);
        Ok(())
    })?;
    for id in gone {
        connection
            .prepare_cached("DELETE FROM record_version WHERE id = ?1")?
            .execute([id])?;
    }
    Ok(())
}

/// The earlier versions of the record, newest first.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn history(portfolio: &Portfolio, id: &str) -> Result<Vec<Version>> {
    get(portfolio, id)?;
    let mut statement = portfolio
        .db()
        .prepare_cached("SELECT id, at, content FROM record_version WHERE record_id = ?1 ORDER BY at DESC, rowid DESC")?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let content = parse(&row.get::<_, String>("content")?)?;
        found.push(Version {
            id: row.get("id")?,
            at: row.get("at")?,
            words: diff::count_words(&content),
        });
    }
    Ok(found)
}

/// The version beside what the record says now, or beside the version `with`.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn compare(portfolio: &Portfolio, id: &str, version: &str, with: Option<&str>) -> Result<Compared> {
    let before = version_of(portfolio.db(), id, version)?;
    let after = match with {
        Some(with) => version_of(portfolio.db(), id, with)?.content,
        None => get(portfolio, id)?.content,
    };
    // A stage is called in both as in what it says now.
    let mut names = stages::names(portfolio.db(), &before.content)?;
    names.extend(stages::names(portfolio.db(), &after)?);
    Ok(Compared {
        parts: diff::compare(&before.content, &after, &names),
        at: before.at,
    })
}

/// Brings a version back as a new one. What the record says now becomes a version itself; tags and links stay.
///
/// # Errors
/// As a save; `not-found`.
pub fn restore_version(portfolio: &mut Portfolio, id: &str, version: &str, expected: u32) -> Result<Record> {
    let kept = version_of(portfolio.db(), id, version)?;
    let content = templates::standing(portfolio.db(), kept.content)?;
    store::save_as(portfolio, Op::RestoreVersion, id, expected, "", &content)?;
    get(portfolio, id)
}

fn version_of(connection: &Connection, id: &str, version: &str) -> Result<Kept> {
    let found = connection
        .prepare_cached("SELECT at, content FROM record_version WHERE id = ?2 AND record_id = ?1")?
        .query_row([id, version], |row| Ok((row.get("at")?, row.get::<_, String>("content")?)))
        .optional()?;
    let (at, content) = found.ok_or_else(|| Error::not_found("version"))?;
    Ok(Kept {
        at,
        content: parse(&content)?,
    })
}

/// Every version of the record, oldest first, for an export.
///
/// # Errors
/// `damaged`.
pub(crate) fn versions(connection: &Connection, id: &str) -> Result<Vec<Kept>> {
    let rows = connection
        .prepare_cached("SELECT at, content FROM record_version WHERE record_id = ?1 ORDER BY at, rowid")?
        .query_map([id], |row| Ok((row.get("at")?, row.get("content")?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    rows.into_iter()
        .map(|(at, content)| {
            Ok(Kept {
                at,
                content: parse(&content)?,
            })
        })
        .collect()
}

/// Writes a version as an import brings it.
pub(super) fn put(connection: &Connection, id: &str, version: &str, kept: &Kept) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO record_version (id, record_id, at, content) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            version,
            id,
            kept.at,
            serde_json::to_string(&kept.content).map_err(Error::internal)?
        ])?;
    Ok(())
}

fn parse(content: &str) -> Result<Content> {
    serde_json::from_str(content).map_err(Error::internal)
}

fn read_moment(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn thinning_keeps_both_ends_and_all_of_two_days_and_does_nothing_twice(mut ages in prop::collection::vec(0_i64..2_000_000, 0..200)) {
            let now = DateTime::parse_from_rfc3339("2026-11-22T10:30:00Z").expect("a moment").to_utc();
            ages.sort_unstable_by(|one, other| other.cmp(one));
            let moments: Vec<_> = ages.iter().map(|age| now - Duration::minutes(*age)).collect();
            let gone = too_many(&moments, now);
            let left: Vec<_> = (0..moments.len()).filter(|at| !gone.contains(at)).map(|at| moments[at]).collect();
            prop_assert!(gone.iter().all(|at| (now - moments[*at]).num_days() >= 2));
            prop_assert_eq!(left.first(), moments.first());
            prop_assert_eq!(left.last(), moments.last());
            prop_assert!(too_many(&left, now).is_empty());
            // A month of days, a year of weeks, then months, and the two days: never more than fits in them.
            let old = left.iter().filter(|moment| (now - **moment).num_days() >= 2).count();
            prop_assert!(old <= 31 + 54 + 50 + 4, "{}", old);
        }
    }
}
