//! Tags: which statements a record speaks to, and how.

use std::collections::HashMap;
use std::sync::OnceLock;

use rusqlite::{Connection, params};

use super::model::Record;
use super::{derive, get, validate};
use crate::error::{Error, Result};
use crate::framework::Framework;
use crate::storage::{Op, Scope, moment, transact};
use crate::vault::Portfolio;

/// The longest claim, in characters.
const CLAIM: usize = 500;

/// The place of each statement in the framework's order.
pub(super) fn order() -> &'static HashMap<&'static str, usize> {
    static ORDER: OnceLock<HashMap<&'static str, usize>> = OnceLock::new();
    ORDER.get_or_init(|| {
        Framework::bundled()
            .statements()
            .iter()
            .enumerate()
            .map(|(place, statement)| (statement.id.as_str(), place))
            .collect()
    })
}

/// Refuses a statement that the framework does not have.
pub(super) fn require(statement: &str) -> Result<()> {
    if Framework::bundled().statement(statement).is_none() {
        return Err(Error::field("statement", "The framework has no such statement.").hint("Choose one from the list."));
    }
    Ok(())
}

/// Tags the record, or changes the claim of the tag that is there: a statement is tagged once.
///
/// # Errors
/// `invalid` for an unknown statement or a claim over 500 characters, `not-found`, `disk`.
pub fn set_tag(portfolio: &mut Portfolio, id: &str, statement: &str, claim: &str) -> Result<Record> {
    require(statement)?;
    validate::short("claim", claim, CLAIM)?;
    let record = get(portfolio, id)?;
    if record.tags.iter().any(|tag| tag.statement == statement && tag.claim == claim) {
        return Ok(record);
    }
    let at = moment(portfolio.world());
    transact(portfolio, Op::SetTag, Scope::record(id), |connection| {
        write(connection, id, statement, claim, &at)?;
        derive(connection, id)
    })?;
    get(portfolio, id)
}

/// Writes a tag's row.
pub(super) fn write(connection: &Connection, id: &str, statement: &str, claim: &str, at: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO tag (record_id, statement_id, claim, tagged_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (record_id, statement_id) DO UPDATE SET claim = excluded.claim",
        )?
        .execute(params![id, statement, claim, at])?;
    Ok(())
}

/// Removes a tag; one that is not there is gone already.
///
/// # Errors
/// `not-found`, `disk`.
pub fn remove_tag(portfolio: &mut Portfolio, id: &str, statement: &str) -> Result<Record> {
    let record = get(portfolio, id)?;
    if record.tags.iter().all(|tag| tag.statement != statement) {
        return Ok(record);
    }
    transact(portfolio, Op::RemoveTag, Scope::record(id), |connection| {
        connection
            .prepare_cached("DELETE FROM tag WHERE record_id = ?1 AND statement_id = ?2")?
            .execute(params![id, statement])?;
        derive(connection, id)
    })?;
    get(portfolio, id)
}

/// How many records are tagged to each statement, the bin left out.
///
/// # Errors
/// Only the database's.
pub fn tag_counts(portfolio: &Portfolio) -> Result<HashMap<String, u32>> {
    let counts = portfolio
        .db()
        .prepare_cached("SELECT statement_id, count(*) AS records FROM tag JOIN record ON record.id = record_id WHERE binned_at IS NULL GROUP BY statement_id")?
        .query_map([], |row| Ok((row.get("statement_id")?, row.get("records")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(counts)
}

/// The claims made for one statement, by record.
///
/// # Errors
/// Only the database's.
pub fn claims(portfolio: &Portfolio, statement: &str) -> Result<HashMap<String, String>> {
    let claims = portfolio
        .db()
        .prepare_cached("SELECT record_id, claim FROM tag WHERE statement_id = ?1 AND claim <> ''")?
        .query_map([statement], |row| Ok((row.get("record_id")?, row.get("claim")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(claims)
}

/// The statements that each record is tagged to, the bin left out.
///
/// # Errors
/// Only the database's.
pub(crate) fn tags(connection: &Connection) -> Result<HashMap<String, Vec<String>>> {
    let mut statement = connection.prepare_cached(
        "SELECT record_id, statement_id FROM tag JOIN record ON record.id = record_id WHERE binned_at IS NULL ORDER BY statement_id",
    )?;
    let mut rows = statement.query([])?;
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get("record_id")?).or_default().push(row.get("statement_id")?);
    }
    Ok(found)
}
