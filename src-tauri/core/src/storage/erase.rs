//! Erasing for good what speaks of somebody: out of every table, out of the history, out of the file.
//!
//! What always holds: every table that the owner's work is in is gone through, so that no feature can forget one; rows that
//! undo would bring back go with what they speak of; nothing of it is undone.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::journal::{self, FOLLOWED};
use crate::error::Result;
use crate::vault::Portfolio;

/// Columns with words of the owner's outside of the tables that undo follows.
const BESIDE: [(&str, &str); 4] = [
    ("setting", "value"),
    ("export", "document"),
    ("export", "file_name"),
    ("export", "for_whom"),
];

/// Gives every text of every table to `rewrite` and writes what it answers. Answers the records whose words are others now.
///
/// # Errors
/// Only the database's.
pub(crate) fn rewrite(connection: &Connection, rewrite: &dyn Fn(&str) -> Option<String>) -> Result<BTreeSet<String>> {
    let mut records = BTreeSet::new();
    for table in FOLLOWED {
        for column in texts(connection, table)? {
            records.extend(column_of(connection, table, &column, rewrite)?);
        }
    }
    for (table, column) in BESIDE {
        column_of(connection, table, column, rewrite)?;
    }
    Ok(records)
}

/// The columns of `table` with words in them: no keys, and nothing that is made again.
fn texts(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let columns = journal::columns(connection, table)?;
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT' ORDER BY cid")?;
    let names = statement
        .query_map([table], |row| row.get::<_, String>("name"))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(names
        .into_iter()
        .filter(|name| columns.all.contains(name) && !columns.key.contains(name) && name != "id" && !name.ends_with("_id"))
        .collect())
}

fn column_of(connection: &Connection, table: &str, column: &str, rewrite: &dyn Fn(&str) -> Option<String>) -> Result<BTreeSet<String>> {
    let columns = journal::columns(connection, table)?;
    let about = ["record_id", "id"].into_iter().find(|name| match *name {
        "id" => table == "record",
        name => columns.all.iter().any(|one| one == name),
    });
    let keys = columns.key.join(", ");
    let record = about.unwrap_or("NULL");
    let mut statement = connection.prepare(&format!(
        "SELECT {column} AS text, {record} AS record, {keys} FROM {table} WHERE {column} IS NOT NULL AND {column} <> ''"
    ))?;
    let count = columns.key.len();
    let rows = statement
        .query_map([], |row| {
            let key = (0..count)
                .map(|at| row.get::<_, Value>(at + 2))
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((row.get::<_, String>("text")?, row.get::<_, Option<String>>("record")?, key))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let places = columns
        .key
        .iter()
        .enumerate()
        .map(|(at, name)| format!("{name} = ?{}", at + 2))
        .collect::<Vec<_>>()
        .join(" AND ");
    let mut records = BTreeSet::new();
    for (text, record, key) in rows {
        if let Some(text) = rewrite(&text) {
            let values = std::iter::once(Value::Text(text)).chain(key);
            connection.execute(
                &format!("UPDATE {table} SET {column} = ?1 WHERE {places}"),
                params_from_iter(values),
            )?;
            records.extend(record);
        }
    }
    Ok(records)
}

/// Removes from the history whatever `speaks_of_it`, and the steps that are about one of `subjects`.
///
/// # Errors
/// Only the database's.
pub(crate) fn forget_history(connection: &Connection, subjects: &[String], speaks_of_it: &dyn Fn(&str) -> bool) -> Result<()> {
    for subject in subjects {
        connection
            .prepare_cached("DELETE FROM revision WHERE subject = ?1")?
            .execute([subject])?;
    }
    let found = {
        let mut statement = connection.prepare("SELECT rowid, revision_id, key, before, after FROM change")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let sides: [Option<String>; 3] = [row.get("key")?, row.get("before")?, row.get("after")?];
            if sides.iter().flatten().any(|side| speaks_of_it(side)) {
                found.push((row.get::<_, i64>("rowid")?, row.get::<_, i64>("revision_id")?));
            }
        }
        found
    };
    for (rowid, revision) in found {
        connection.prepare_cached("DELETE FROM change WHERE rowid = ?1")?.execute([rowid])?;
        // Half a step would give back half a record: what has lost a part cannot be taken back any more.
        connection
            .prepare_cached("UPDATE revision SET state = 'kept' WHERE id = ?1")?
            .execute([revision])?;
    }
    connection.execute(
        "DELETE FROM revision WHERE state <> 'kept' AND NOT EXISTS (SELECT 1 FROM change WHERE revision_id = revision.id)",
        [],
    )?;
    Ok(())
}

/// The tables in which something still `speaks_of_it`, those of the search index and of the history too.
///
/// # Errors
/// Only the database's.
pub(crate) fn still_in(connection: &Connection, speaks_of_it: &dyn Fn(&str) -> bool) -> Result<Vec<String>> {
    let tables = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")?
        .query_map([], |row| row.get::<_, String>("name"))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut still = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        'rows: while let Some(row) = rows.next()? {
            for at in 0..count {
                let words = match row.get_ref(at)? {
                    rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes),
                    _ => continue,
                };
                if speaks_of_it(&words) {
                    still.push(table.clone());
                    break 'rows;
                }
            }
        }
    }
    Ok(still)
}

/// Gives back what was freed, and empties the write-ahead log, which still holds pages as they were. Erased rows are
/// overwritten in their pages by `secure_delete`.
pub(crate) fn shred(portfolio: &Portfolio) -> bool {
    // The search index marks a word as gone and keeps it until its segments are merged: that was part of the erasure. A disk that
    // refuses here does not bring anything back: the room is given back another time.
    let vacuumed = portfolio.db().execute_batch("PRAGMA incremental_vacuum;").is_ok();
    let busy = portfolio
        .db()
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0));
    vacuumed && busy.is_ok_and(|busy| !busy)
}
