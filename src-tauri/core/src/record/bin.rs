//! The bin: a place to change one's mind, until it is emptied.

use rusqlite::{Connection, params};

use super::model::Kind;
use super::{derive, named, unfinished};
use crate::error::{Code, Error, Result};
use crate::hcpc;
use crate::storage::{Op, Scope, moment, settings, transact};
use crate::vault::Portfolio;

/// Moves a record to the bin. Its tags stay with it, and come back with it.
///
/// # Errors
/// `refused` for a finished case note, `not-found`, `disk`.
pub fn bin(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    let record = super::get(portfolio, id)?;
    if record.closed {
        return Err(Error::new(
            Code::Refused,
            "A finished case note is part of a clinical record, so it is not moved to the bin.",
        )
        .hint("It leaves when its retention time is over, or by erasure with a reason."));
    }
    if record.content.kind == Kind::CaseNote && !record.draft {
        return Err(Error::internal("case note neither draft nor closed"));
    }
    let at = moment(portfolio.world());
    transact(portfolio, Op::BinRecord, Scope::record(id), |connection| {
        set_binned(connection, id, Some(&at))
    })
}

/// Brings a record back from the bin.
///
/// # Errors
/// `not-found`, `disk`.
pub fn restore(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    super::get(portfolio, id)?;
    transact(portfolio, Op::RestoreRecord, Scope::record(id), |connection| {
        set_binned(connection, id, None)
    })
}

pub(super) fn set_binned(connection: &Connection, id: &str, at: Option<&str>) -> Result<()> {
    connection
        .prepare_cached("UPDATE record SET binned_at = ?2, version = version + 1 WHERE id = ?1")?
        .execute(params![id, at])?;
    derive(connection, id)
}

/// Removes what is in the bin for good: rows, index, revisions, undo steps. Answers how many records went.
///
/// # Errors
/// `read-only`, `disk`.
pub fn empty_bin(portfolio: &mut Portfolio) -> Result<u32> {
    let gone = transact(portfolio, Op::EmptyBin, Scope::default(), |connection| {
        // Undo steps of these records go first; steps of something else lose what they say of them, and keep the rest: a role
        // that was deleted must still come back before the records that name it.
        connection.execute(
            "DELETE FROM revision WHERE subject IN (SELECT id FROM record WHERE binned_at IS NOT NULL)",
            [],
        )?;
        connection.execute(
            "DELETE FROM change WHERE rowid IN (
               SELECT change.rowid FROM change JOIN record ON binned_at IS NOT NULL
               WHERE json_extract(coalesce(after, before), '$.record_id') = record.id OR json_extract(coalesce(after, before), '$.from_id') = record.id
                  OR json_extract(coalesce(after, before), '$.to_id') = record.id OR json_extract(before, '$.session_id') = record.id
                  OR json_extract(after, '$.session_id') = record.id OR (tbl = 'record' AND json_extract(coalesce(after, before), '$.id') = record.id))",
            [],
        )?;
        connection.execute(
            "DELETE FROM revision WHERE state <> 'kept' AND NOT EXISTS (SELECT 1 FROM change WHERE revision_id = revision.id)",
            [],
        )?;
        let ids = connection
            .prepare("SELECT id FROM record WHERE binned_at IS NOT NULL")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        for id in &ids {
            // What left of them stands in the profiles that are kept.
            hcpc::withdraw_record(connection, id)?;
            settings::forget(connection, &unfinished::key(id))?;
            // One by one: who is still there tells the next which line of a list is whose.
            connection.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([id])?;
        }
        let gone = ids.len();
        // The index marks a word as gone and keeps it until its segments are merged.
        connection.execute("INSERT INTO record_search (record_search) VALUES ('optimize')", [])?;
        named::sweep_names(connection)?;
        Ok(gone)
    })?;
    // Freed pages are zeroed by secure_delete; giving them back keeps the file no larger than what it holds.
    // A disk that refuses now does not bring the records back: the room is given back another time.
    let _ = portfolio
        .db()
        .execute_batch("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);");
    Ok(u32::try_from(gone).unwrap_or(u32::MAX))
}
