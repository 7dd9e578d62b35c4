//! Taking a change back, and making it again.
//!
//! What always holds: steps are rows, so they survive lock and restart; they are taken back in the order opposite to the
//! one they were made in; what is derived (joined text, search index) is made again; a step that cannot be applied leaves
//! everything as it was. What a closed case note says is never taken back: a role, code or keyword that it shares stays. What is
//! being added to a note that a step takes away goes with it, and comes back with it, as it was then.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params, params_from_iter};
use serde_json::Value as Json;

use super::{Op, journal};
use crate::error::{Error, Result};
use crate::record;
use crate::vault::Portfolio;

/// A step that was taken back or made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In words.
    pub label: String,
    /// The record it was about.
    pub subject: Option<String>,
}

struct Change {
    table: String,
    key: String,
    from: Option<String>,
    to: Option<String>,
}

/// The labels of what can be taken back and made again.
pub fn labels(portfolio: &Portfolio) -> Result<(Option<String>, Option<String>)> {
    let label = |newest: bool| -> Result<Option<String>> { Ok(next(portfolio.db(), newest)?.map(|(_, op, _)| Op::label_of(&op))) };
    Ok((label(true)?, label(false)?))
}

/// Takes the last change back; `None` when there is none.
///
/// # Errors
/// `read-only`, `disk`, `internal`; then nothing has changed.
pub fn undo(portfolio: &mut Portfolio) -> Result<Option<Step>> {
    apply(portfolio, true)
}

/// Makes the last change taken back again; `None` when there is none.
///
/// # Errors
/// As `undo`.
pub fn redo(portfolio: &mut Portfolio) -> Result<Option<Step>> {
    apply(portfolio, false)
}

/// Makes every step about the record `subject` one that cannot be taken back; what it changed stays on record.
pub(crate) fn keep(connection: &Connection, subject: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE revision SET state = 'kept' WHERE subject = ?1")?
        .execute([subject])?;
    // A step about several records, or one that brought them in, goes on without this one: it takes back what it did to the others.
    connection
        .prepare_cached(
            "DELETE FROM change WHERE revision_id IN (SELECT id FROM revision WHERE op IN (?2, ?3) AND state <> 'kept')
               AND (json_extract(coalesce(after, before), '$.record_id') = ?1 OR (tbl = 'record' AND json_extract(coalesce(after, before), '$.id') = ?1))",
        )?
        .execute([subject, Op::ChangeSeveral.as_str(), Op::BringIn.as_str()])?;
    Ok(())
}

fn next(connection: &Connection, undo: bool) -> Result<Option<(i64, String, Option<String>)>> {
    let sql = if undo {
        "SELECT id, op, subject FROM revision WHERE state = 'done' ORDER BY id DESC LIMIT 1"
    } else {
        "SELECT id, op, subject FROM revision WHERE state = 'undone' ORDER BY id LIMIT 1"
    };
    let found = connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok((row.get("id")?, row.get("op")?, row.get("subject")?)))
        .optional()?;
    Ok(found)
}

fn apply(portfolio: &mut Portfolio, undo: bool) -> Result<Option<Step>> {
    portfolio.require_writable()?;
    let transaction = portfolio.db_mut().transaction_with_behavior(TransactionBehavior::Immediate)?;
    let Some((revision, op, subject)) = next(&transaction, undo)? else {
        return Ok(None);
    };
    // Rows come back in any order; what they point at is checked when all of them are there.
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    if undo {
        take_along(&transaction, revision)?;
    }
    let changes = changes(&transaction, revision, undo)?;
    // First out, then in: a code or a position that moves must be free before it is taken. Shared names go when what pointed
    // at them within this step points elsewhere.
    let (shared, own): (Vec<_>, Vec<_>) = changes
        .iter()
        .filter(|change| change.to.is_none())
        .partition(|change| journal::shared(&change.table).is_some());
    for change in own {
        delete(&transaction, change)?;
    }
    for change in changes.iter().filter(|change| change.from.is_some() && change.to.is_some()) {
        update(&transaction, change)?;
    }
    for change in shared {
        delete(&transaction, change)?;
    }
    for change in changes.iter().filter(|change| change.from.is_none() && change.to.is_some()) {
        insert(&transaction, change)?;
    }
    if !undo {
        leave_alone(&transaction, revision)?;
    }
    for id in touched(&transaction, &changes)? {
        record::derive(&transaction, &id)?;
    }
    transaction.execute(
        "UPDATE revision SET state = ?2 WHERE id = ?1",
        params![revision, if undo { "undone" } else { "done" }],
    )?;
    transaction.commit()?;
    Ok(Some(Step {
        label: Op::label_of(&op),
        subject,
    }))
}

/// Takes what is being added to the notes that go with `revision` into its changes: it is written outside of undo, and would stay
/// behind without its note.
fn take_along(connection: &Connection, revision: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO change (revision_id, tbl, key, before, after)
             SELECT ?1, 'setting', json_array(setting.key), NULL, json_object('key', setting.key, 'value', setting.value)
             FROM change AS made JOIN setting ON setting.key = ?2 || json_extract(made.after, '$.id')
             WHERE made.revision_id = ?1 AND made.tbl = 'record' AND made.before IS NULL AND made.after IS NOT NULL",
        )?
        .execute(params![revision, record::UNFINISHED])?;
    Ok(())
}

/// Forgets it in the changes once it is back: from then on it is written outside of undo again.
fn leave_alone(connection: &Connection, revision: i64) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM change WHERE revision_id = ?1 AND tbl = 'setting'")?
        .execute([revision])?;
    Ok(())
}

fn changes(connection: &Connection, revision: i64, undo: bool) -> Result<Vec<Change>> {
    let mut statement = connection.prepare_cached("SELECT tbl, key, before, after FROM change WHERE revision_id = ?1 ORDER BY rowid")?;
    let rows = statement.query_map([revision], |row| {
        let (before, after) = (row.get("before")?, row.get("after")?);
        let (from, to) = if undo { (after, before) } else { (before, after) };
        Ok(Change {
            table: row.get("tbl")?,
            key: row.get("key")?,
            from,
            to,
        })
    })?;
    let mut changes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    if undo {
        changes.reverse();
    }
    // A row made and removed within one revision never was.
    changes.retain(|change| change.from.is_some() || change.to.is_some());
    Ok(changes)
}

fn delete(connection: &Connection, change: &Change) -> Result<()> {
    let columns = journal::columns(connection, &change.table)?;
    // Whoever still points at it is a step that cannot be taken back, such as a closed case note.
    let unless = journal::shared(&change.table)
        .map(|(from, column)| format!(" AND NOT EXISTS (SELECT 1 FROM {from} WHERE {column} = ?1)"))
        .unwrap_or_default();
    let sql = format!("DELETE FROM {} WHERE {}{unless}", change.table, places(&columns.key, 1));
    connection.execute(&sql, params_from_iter(key(change)?))?;
    Ok(())
}

/// Gives back the columns that the step changed, and no others: a case note that was closed meanwhile stays closed.
fn update(connection: &Connection, change: &Change) -> Result<()> {
    let columns = journal::columns(connection, &change.table)?;
    let (from, to) = (row(change.from.as_deref())?, row(change.to.as_deref())?);
    let changed: Vec<&String> = columns.all.iter().filter(|name| from.get(*name) != to.get(*name)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let sets = changed
        .iter()
        .enumerate()
        .map(|(index, name)| format!("{name} = ?{}", index + 1))
        .collect::<Vec<_>>()
        .join(", ");
    let sql = format!(
        "UPDATE {} SET {sets} WHERE {}",
        change.table,
        places(&columns.key, changed.len() + 1)
    );
    let values = changed.into_iter().map(|name| value(to.get(name))).chain(key(change)?);
    connection.execute(&sql, params_from_iter(values))?;
    Ok(())
}

fn insert(connection: &Connection, change: &Change) -> Result<()> {
    let columns = journal::columns(connection, &change.table)?;
    let row = row(change.to.as_deref())?;
    let marks = (1..=columns.all.len())
        .map(|index| format!("?{index}"))
        .collect::<Vec<_>>()
        .join(", ");
    // A shared name that stayed when the step was taken back is there already.
    let unless = match journal::shared(&change.table) {
        Some(_) => format!(" ON CONFLICT ({}) DO NOTHING", columns.key.join(", ")),
        None => String::new(),
    };
    let sql = format!("INSERT INTO {} ({}) VALUES ({marks}){unless}", change.table, columns.all.join(", "));
    connection.execute(&sql, params_from_iter(columns.all.iter().map(|name| value(row.get(name)))))?;
    Ok(())
}

fn places(key: &[String], first: usize) -> String {
    key.iter()
        .enumerate()
        .map(|(index, name)| format!("{name} = ?{}", first + index))
        .collect::<Vec<_>>()
        .join(" AND ")
}

fn row(side: Option<&str>) -> Result<serde_json::Map<String, Json>> {
    serde_json::from_str(side.unwrap_or("{}")).map_err(Error::internal)
}

fn key(change: &Change) -> Result<Vec<Value>> {
    let values: Vec<Json> = serde_json::from_str(&change.key).map_err(Error::internal)?;
    Ok(values.iter().map(|json| value(Some(json))).collect())
}

fn value(json: Option<&Json>) -> Value {
    match json {
        Some(Json::String(text)) => Value::Text(text.clone()),
        Some(Json::Number(number)) => number
            .as_i64()
            .map_or_else(|| Value::Real(number.as_f64().unwrap_or_default()), Value::Integer),
        Some(Json::Bool(truth)) => Value::Integer(i64::from(*truth)),
        _ => Value::Null,
    }
}

/// The records whose text, tags or keywords are different now.
fn touched(connection: &Connection, changes: &[Change]) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for change in changes {
        for side in [&change.from, &change.to].into_iter().flatten() {
            let row: Json = serde_json::from_str(side).map_err(Error::internal)?;
            if change.table == "client" {
                // Another code stands in the search rows of whatever carries it.
                let mut carry = connection.prepare_cached("SELECT record_id FROM record_client WHERE client_id = ?1")?;
                let carried = carry.query_map([row.get("id").and_then(Json::as_str)], |row| row.get::<_, String>("record_id"))?;
                for record in carried {
                    ids.insert(record?);
                }
            }
            let id = if change.table == "record" {
                row.get("id")
            } else {
                row.get("record_id")
            };
            ids.extend(id.and_then(Json::as_str).map(str::to_owned));
        }
    }
    let mut exists = connection.prepare_cached("SELECT 1 FROM record WHERE id = ?1")?;
    let mut there = BTreeSet::new();
    for id in ids {
        if exists.exists([&id])? {
            there.insert(id);
        }
    }
    Ok(there)
}

#[cfg(test)]
mod tests;
