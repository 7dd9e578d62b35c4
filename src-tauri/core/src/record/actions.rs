//! Agreed actions, wherever they were agreed.

use rusqlite::{OptionalExtension as _, params};

use super::derive;
use crate::api::record::OpenAction;
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// Actions not done yet, by date due, those without one last; the bin's left out.
///
/// # Errors
/// Only the database's.
pub fn open_actions(portfolio: &Portfolio) -> Result<Vec<OpenAction>> {
    let actions = portfolio
        .db()
        .prepare_cached(
            "SELECT action.id, text, due_on, owner, record_id, title, first_line, date_on FROM action JOIN record ON record.id = record_id
             WHERE done_on IS NULL AND binned_at IS NULL ORDER BY due_on IS NULL, due_on, date_on, position LIMIT 200",
        )?
        .query_map([], |row| {
            let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
            Ok(OpenAction {
                id: row.get("id")?,
                text: row.get("text")?,
                due: row.get("due_on")?,
                owner: row.get("owner")?,
                record_id: row.get("record_id")?,
                record_title: if title.trim().is_empty() { first_line } else { title },
                record_date: row.get("date_on")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(actions)
}

/// Ticks an action with today's date, or takes the tick back.
///
/// # Errors
/// `not-found`, `disk`.
pub fn action_done(portfolio: &mut Portfolio, id: &str, done: bool) -> Result<()> {
    let record: String = portfolio
        .db()
        .prepare_cached("SELECT record_id FROM action WHERE id = ?1")?
        .query_row([id], |row| row.get("record_id"))
        .optional()?
        .ok_or_else(|| Error::not_found("action"))?;
    let today = done.then(|| portfolio.world().today().to_string());
    transact(portfolio, Op::TickAction, Scope::record(&record), |connection| {
        connection
            .prepare_cached("UPDATE action SET done_on = ?2 WHERE id = ?1")?
            .execute(params![id, today])?;
        // The record's editor holds its actions too: it must not write the tick away.
        connection
            .prepare_cached("UPDATE record SET version = version + 1 WHERE id = ?1")?
            .execute([&record])?;
        derive(connection, &record)
    })
}
