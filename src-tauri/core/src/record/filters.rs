//! Questions to the list that have a name.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{Query, Sort};
use super::validate;
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, new_id, transact};
use crate::vault::Portfolio;

/// The longest name, in characters.
const NAME: usize = 80;

/// A saved filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFilter {
    /// UUID.
    pub id: String,
    /// The owner's name for it.
    pub name: String,
    /// What it asks for.
    pub query: Query,
}

/// All saved filters, by name.
///
/// # Errors
/// `damaged`, `disk`.
pub fn every_filter(portfolio: &Portfolio) -> Result<Vec<SavedFilter>> {
    filters(portfolio.db())
}

/// The same out of any database that has a portfolio's tables.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn filters(connection: &Connection) -> Result<Vec<SavedFilter>> {
    let mut statement = connection.prepare_cached("SELECT id, name, query FROM saved_filter ORDER BY name, id")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>("id")?,
            row.get::<_, String>("name")?,
            row.get::<_, String>("query")?,
        ))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (id, name, query) = row?;
        let query = serde_json::from_str(&query).map_err(Error::internal)?;
        all.push(SavedFilter { id, name, query });
    }
    Ok(all)
}

/// Keeps `query` under `name`; a filter of that name takes the new question.
///
/// # Errors
/// `invalid` for a name that is empty or too long, `read-only`, `disk`.
pub fn keep_filter(portfolio: &mut Portfolio, name: &str, query: &Query) -> Result<SavedFilter> {
    let known = portfolio
        .db()
        .prepare_cached("SELECT id FROM saved_filter WHERE name = ?1")?
        .query_row([name.trim()], |row| row.get::<_, String>("id"))
        .optional()?;
    let filter = SavedFilter {
        id: known.map_or_else(|| new_id(portfolio.world()), Ok)?,
        name: name.trim().to_owned(),
        query: query.clone(),
    };
    transact(portfolio, Op::SaveFilter, Scope::default(), |connection| {
        put_filter(connection, &filter)
    })?;
    Ok(filter)
}

/// Filters that ask for the client with the code `before` ask for `code` from now on.
pub(super) fn rename_client(connection: &Connection, before: &str, code: &str) -> Result<()> {
    for mut filter in filters(connection)? {
        if filter.query.client.as_deref() == Some(before) {
            filter.query.client = Some(code.to_owned());
            put_filter(connection, &filter)?;
        }
    }
    Ok(())
}

/// Deletes a saved filter. What it showed stays.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn delete_filter(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    if !portfolio
        .db()
        .prepare_cached("SELECT 1 FROM saved_filter WHERE id = ?1")?
        .exists([id])?
    {
        return Err(Error::not_found("filter"));
    }
    transact(portfolio, Op::DeleteFilter, Scope::default(), |connection| {
        connection.prepare_cached("DELETE FROM saved_filter WHERE id = ?1")?.execute([id])?;
        Ok(())
    })
}

/// What the list is asked by `query`, in words.
pub fn in_words(query: &Query) -> String {
    let kinds: Vec<String> = query.kinds.iter().map(|kind| kind.name().to_owned()).collect();
    let said = |label: &str, what: &Option<String>| what.as_ref().map(|what| format!("{label} {what}"));
    let text = (!query.text.trim().is_empty()).then(|| format!("words “{}”", query.text.trim()));
    let only = |so: bool, words: &str| so.then(|| words.to_owned());
    let parts: Vec<String> = [
        text,
        only(!kinds.is_empty(), &format!("only {}", kinds.join(", "))),
        said("level", &query.level),
        said("section", &query.section),
        said("statement", &query.statement),
        said("from", &query.from),
        said("to", &query.to),
        said("keyword", &query.keyword),
        said("client", &query.client),
        only(query.draft == Some(true), "only drafts"),
        only(query.draft == Some(false), "only what is finished"),
        only(query.untagged, "only without a tag"),
        only(query.bin, "in the bin"),
        match query.sort {
            Sort::Newest => None,
            Sort::Oldest => Some("oldest first".to_owned()),
            Sort::Title => Some("by title".to_owned()),
            Sort::Changed => Some("last changed first".to_owned()),
        },
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "everything".to_owned()
    } else {
        parts.join("; ")
    }
}

/// Writes a filter.
pub(crate) fn put_filter(connection: &Connection, filter: &SavedFilter) -> Result<()> {
    if filter.name.trim().is_empty() {
        return Err(Error::field("name", "A filter needs a name, to be found again."));
    }
    validate::short("name", &filter.name, NAME)?;
    connection
        .prepare_cached(
            "INSERT INTO saved_filter (id, name, query) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query",
        )?
        .execute(params![
            filter.id,
            filter.name,
            serde_json::to_string(&filter.query).map_err(Error::internal)?
        ])?;
    Ok(())
}
