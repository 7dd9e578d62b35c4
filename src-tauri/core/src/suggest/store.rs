//! Suggestions that are not wanted for a record.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::error::{Error, Result};
use crate::framework::Framework;
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// Never suggests `statement` for the record `id` again.
///
/// # Errors
/// `invalid` for an unknown statement, `not-found`, `read-only`, `disk`.
pub fn dismiss(portfolio: &mut Portfolio, id: &str, statement: &str) -> Result<()> {
    record::get(portfolio, id)?;
    require(statement)?;
    if dismissed(portfolio, id)?.iter().any(|one| one == statement) {
        return Ok(());
    }
    transact(portfolio, Op::DismissSuggestion, Scope::record(id), |connection| {
        write(connection, id, statement)
    })
}

/// The statements that are not wanted for the record `id`.
///
/// # Errors
/// Only the database's.
pub fn dismissed(portfolio: &Portfolio, id: &str) -> Result<Vec<String>> {
    let found = portfolio
        .db()
        .prepare_cached("SELECT statement_id FROM suggestion_dismissed WHERE record_id = ?1 ORDER BY statement_id")?
        .query_map([id], |row| row.get("statement_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// All of them, by record.
///
/// # Errors
/// Only the database's.
pub fn all_dismissed(connection: &Connection) -> Result<HashMap<String, Vec<String>>> {
    let mut statement =
        connection.prepare_cached("SELECT record_id, statement_id FROM suggestion_dismissed ORDER BY record_id, statement_id")?;
    let mut rows = statement.query([])?;
    let mut all: HashMap<String, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        all.entry(row.get("record_id")?).or_default().push(row.get("statement_id")?);
    }
    Ok(all)
}

/// Writes one as an import brings it, within its transaction.
///
/// # Errors
/// `invalid` for an unknown statement.
pub fn put_dismissed(connection: &Connection, id: &str, statement: &str) -> Result<()> {
    require(statement)?;
    write(connection, id, statement)
}

fn require(statement: &str) -> Result<()> {
    if Framework::bundled().statement(statement).is_none() {
        return Err(Error::field("statement", "The framework has no such statement.").hint("Choose one from the list."));
    }
    Ok(())
}

fn write(connection: &Connection, id: &str, statement: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO suggestion_dismissed (record_id, statement_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![id, statement])?;
    Ok(())
}
