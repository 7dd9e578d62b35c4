//! Records counted and told apart, in any database that holds some: the portfolio's own, and a backup's.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::error::Result;

/// Records by kind without those in the bin, and how many those are.
///
/// # Errors
/// `damaged`.
pub fn count_kinds(connection: &Connection) -> Result<(BTreeMap<String, u32>, u32)> {
    let kinds = connection
        .prepare("SELECT kind, count(*) AS records FROM record WHERE binned_at IS NULL GROUP BY kind")?
        .query_map([], |row| Ok((row.get("kind")?, row.get("records")?)))?
        .collect::<rusqlite::Result<_>>()?;
    let binned = connection.query_row("SELECT count(*) FROM record WHERE binned_at IS NOT NULL", [], |row| row.get(0))?;
    Ok((kinds, binned))
}

/// Each record's id with its kind and a stamp that another state of it, or of its tags, does not have.
///
/// # Errors
/// `damaged`.
pub fn stamps(connection: &Connection) -> Result<HashMap<String, (String, String)>> {
    let stamps = connection
        .prepare(
            "SELECT id, kind, version || ' ' || updated_at || ' ' || coalesce(binned_at, '') || ' ' || coalesce((
               SELECT group_concat(one, ' ') FROM (SELECT statement_id || claim AS one FROM tag WHERE record_id = record.id ORDER BY statement_id)
             ), '') AS stamp FROM record",
        )?
        .query_map([], |row| Ok((row.get("id")?, (row.get("kind")?, row.get("stamp")?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(stamps)
}
