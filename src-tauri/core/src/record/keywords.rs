//! Keywords put in order: one spelt otherwise, two that mean the same made one.
//!
//! What always holds: records, templates and saved filters that speak of a keyword follow it; a name that exists is not
//! taken silently.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{derive, filters, templates, validate};
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The longest keyword, in characters.
const KEYWORD: usize = 80;

struct Found {
    id: String,
    name: String,
    records: u32,
}

fn find(connection: &Connection, name: &str) -> Result<Option<Found>> {
    let found = connection
        .prepare_cached(
            "SELECT id, name, (SELECT count(*) FROM record_keyword WHERE keyword_id = id) AS records FROM keyword WHERE name = ?1",
        )?
        .query_row([name.trim()], |row| {
            Ok(Found {
                id: row.get("id")?,
                name: row.get("name")?,
                records: row.get("records")?,
            })
        })
        .optional()?;
    Ok(found)
}

fn known(connection: &Connection, name: &str) -> Result<Found> {
    find(connection, name)?
        .filter(|found| found.records > 0)
        .ok_or_else(|| Error::not_found("keyword"))
}

/// Spells a keyword otherwise, wherever it stands. Answers how many records carry it.
///
/// # Errors
/// `invalid` when the new name is empty, too long, or another keyword's; `not-found`, `read-only`, `disk`.
pub fn rename_keyword(portfolio: &mut Portfolio, name: &str, to: &str) -> Result<u32> {
    let to = to.trim();
    if to.is_empty() {
        return Err(Error::field("to", "A keyword needs at least one letter."));
    }
    validate::short("to", to, KEYWORD)?;
    let keyword = known(portfolio.db(), name)?;
    if keyword.name == to {
        return Ok(keyword.records);
    }
    let other = find(portfolio.db(), to)?.filter(|other| other.id != keyword.id);
    if other.as_ref().is_some_and(|other| other.records > 0) {
        return Err(
            Error::field("to", "There is a keyword of this name already. Nothing has been changed.").hint("Merge the two instead."),
        );
    }
    transact(portfolio, Op::RenameKeyword, Scope::default(), |connection| {
        if let Some(unseen) = &other {
            // Nobody carries it, and a step that can be taken back may speak of it: it makes room and stays.
            connection
                .prepare_cached("UPDATE keyword SET name = ?2 WHERE id = ?1")?
                .execute(params![unseen.id, format!("{to} ({})", unseen.id)])?;
        }
        connection
            .prepare_cached("UPDATE keyword SET name = ?2 WHERE id = ?1")?
            .execute(params![keyword.id, to])?;
        follow(connection, &keyword.name, to)?;
        touch(connection, &keyword.id)
    })?;
    Ok(keyword.records)
}

/// Makes every record that carries `from` carry `into` instead. Answers how many there were.
///
/// # Errors
/// `invalid` when both are the same, `not-found`, `read-only`, `disk`.
pub fn merge_keywords(portfolio: &mut Portfolio, from: &str, into: &str) -> Result<u32> {
    let (from, into) = (known(portfolio.db(), from)?, known(portfolio.db(), into)?);
    if from.id == into.id {
        return Err(Error::field(
            "into",
            "This is the same keyword: there is nothing to merge, and nothing has been changed.",
        )
        .hint("Choose another keyword, or rename this one."));
    }
    transact(portfolio, Op::MergeKeywords, Scope::default(), |connection| {
        touch(connection, &from.id)?;
        connection
            .prepare_cached(
                "INSERT INTO record_keyword (record_id, keyword_id) SELECT record_id, ?2 FROM record_keyword WHERE keyword_id = ?1
                 ON CONFLICT DO NOTHING",
            )?
            .execute([&from.id, &into.id])?;
        // The name stays, unseen, until the bin is emptied: taking the step back needs it.
        connection
            .prepare_cached("DELETE FROM record_keyword WHERE keyword_id = ?1")?
            .execute([&from.id])?;
        follow(connection, &from.name, &into.name)
    })?;
    Ok(from.records)
}

/// Records that carry the keyword are another version now, and their search rows wait to be made again.
fn touch(connection: &Connection, keyword: &str) -> Result<()> {
    let ids = connection
        .prepare_cached("SELECT record_id FROM record_keyword WHERE keyword_id = ?1")?
        .query_map([keyword], |row| row.get::<_, String>("record_id"))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for id in ids {
        connection
            .prepare_cached("UPDATE record SET version = version + 1 WHERE id = ?1")?
            .execute([&id])?;
        derive::derive_later(connection, &id)?;
    }
    Ok(())
}

/// Templates and saved filters say the keyword as it is called now.
fn follow(connection: &Connection, from: &str, to: &str) -> Result<()> {
    let same = |word: &str| word.to_lowercase() == from.to_lowercase();
    for mut template in templates::templates(connection)? {
        let keywords = &mut template.content.keywords;
        if keywords.iter().any(|word| same(word)) {
            keywords.retain(|word| !same(word) && word.to_lowercase() != to.to_lowercase());
            keywords.push(to.to_owned());
            connection
                .prepare_cached("UPDATE template SET content = ?2 WHERE id = ?1")?
                .execute(params![
                    template.id,
                    serde_json::to_string(&template.content).map_err(Error::internal)?
                ])?;
        }
    }
    for mut filter in filters::filters(connection)? {
        if filter.query.keyword.as_deref().is_some_and(same) {
            filter.query.keyword = Some(to.to_owned());
            filters::put_filter(connection, &filter)?;
        }
    }
    Ok(())
}
