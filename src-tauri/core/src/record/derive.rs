//! What is made from a record's parts: the joined text, the first words, the search row.
//!
//! What always holds: joined text and first words are those of the parts; so is the search row, or the record stands in
//! `search_pending` and whoever searches makes it first. Making it anew at each save would cost more than the save.

use std::borrow::Cow;

use rusqlite::ffi::SQLITE_CORRUPT_VTAB;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::pictured::without_addresses;
use crate::error::Result;
use crate::framework::Framework;
use crate::vault::Portfolio;

/// Makes `body`, `first_line` and the search row of the record `id` again, after its parts have changed.
///
/// # Errors
/// Only the database's.
pub fn derive(connection: &Connection, id: &str) -> Result<()> {
    match join(connection, id)? {
        Some((rid, body, _)) => index(connection, rid, id, &body),
        None => Ok(()),
    }
}

/// The same for a save: the search row waits until somebody searches. Answers the first words.
///
/// # Errors
/// Only the database's.
pub(super) fn derive_later(connection: &Connection, id: &str) -> Result<String> {
    let Some((rid, _, first_line)) = join(connection, id)? else {
        return Ok(String::new());
    };
    connection
        .prepare_cached("INSERT INTO search_pending (rid) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([rid])?;
    Ok(first_line)
}

/// Makes the search rows that wait, in one transaction: all of them or none.
///
/// # Errors
/// Only the database's; then they go on waiting.
pub fn catch_up(portfolio: &Portfolio) -> Result<()> {
    let db = portfolio.db();
    if portfolio.read_only() || !db.prepare_cached("SELECT 1 FROM search_pending")?.exists([])? {
        return Ok(());
    }
    let transaction = db.unchecked_transaction()?;
    let waiting = transaction
        .prepare_cached("SELECT record.rid, id, body FROM search_pending JOIN record ON record.rid = search_pending.rid")?
        .query_map([], |row| Ok((row.get("rid")?, row.get("id")?, row.get("body")?)))?
        .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
    for (rid, id, body) in waiting {
        index(&transaction, rid, &id, &body)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Joins the parts of the record `id` into `body` and `first_line`; answers its `rid` and both, `None` when there is no
/// such record.
fn join(connection: &Connection, id: &str) -> Result<Option<(i64, String, String)>> {
    let Some(rid) = connection
        .prepare_cached("SELECT rid FROM record WHERE id = ?1")?
        .query_row([id], |row| row.get::<_, i64>("rid"))
        .optional()?
    else {
        return Ok(None);
    };
    let body = texts(
        connection,
        "SELECT markdown AS part FROM section WHERE record_id = ?1 AND markdown <> '' ORDER BY position",
        id,
        "\n\n",
    )?;
    let first_line = first_words(&body);
    connection
        .prepare_cached("UPDATE record SET body = ?2, first_line = ?3 WHERE id = ?1 AND (body IS NOT ?2 OR first_line IS NOT ?3)")?
        .execute(params![id, body, first_line])?;
    Ok(Some((rid, body, first_line)))
}

/// Writes the search row; records in the bin have none.
fn index(connection: &Connection, rid: i64, id: &str, body: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM search_pending WHERE rid = ?1")?
        .execute([rid])?;
    let Some((title, fields)) = row(connection, id, body)? else {
        connection
            .prepare_cached("DELETE FROM record_search WHERE rowid = ?1")?
            .execute([rid])?;
        return Ok(());
    };
    let [body, claims, keywords, statements] = fields;
    let same = connection
        .prepare_cached("SELECT 1 FROM record_search WHERE rowid = ?1 AND title IS ?2 AND body IS ?3 AND claims IS ?4 AND keywords IS ?5 AND statements IS ?6")?
        .exists(params![rid, title, body, claims, keywords, statements])?;
    if !same {
        connection
            .prepare_cached("DELETE FROM record_search WHERE rowid = ?1")?
            .execute([rid])?;
        connection
            .prepare_cached("INSERT INTO record_search (rowid, title, body, claims, keywords, statements) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![rid, title, body, claims, keywords, statements])?;
    }
    Ok(())
}

/// What the search row of the record should hold; `None` for one in the bin.
fn row(connection: &Connection, id: &str, body: &str) -> Result<Option<(String, [String; 4])>> {
    let found = connection
        .prepare_cached("SELECT title, supervisor, themes, setting, binned_at FROM record WHERE id = ?1")?
        .query_row([id], |row| {
            let parts: [Option<String>; 3] = [row.get("supervisor")?, row.get("themes")?, row.get("setting")?];
            Ok((row.get::<_, String>("title")?, parts, row.get::<_, Option<String>>("binned_at")?))
        })
        .optional()?;
    let Some((title, parts, None)) = found else { return Ok(None) };
    let more = texts(
        connection,
        "SELECT markdown AS part FROM addition WHERE record_id = ?1 ORDER BY added_at",
        id,
        "\n\n",
    )?;
    let facts = texts(
        connection,
        "SELECT provider || ' ' || learnt || ' ' || practice || ' ' || service_users || ' ' || sub_type || ' ' || next_step AS part
         FROM cpd_facts WHERE record_id = ?1",
        id,
        "",
    )?;
    let actions = texts(
        connection,
        "SELECT text AS part FROM action WHERE record_id = ?1 ORDER BY position",
        id,
        "\n",
    )?;
    let echo = texts(connection, "SELECT text AS part FROM echo WHERE record_id = ?1", id, "")?;
    let case = texts(connection, "SELECT themes AS part FROM case_facts WHERE record_id = ?1", id, "")?;
    let whole = [
        Some(body.to_owned()),
        Some(more),
        Some(facts),
        Some(echo),
        Some(actions),
        Some(case),
    ]
    .into_iter()
    .chain(parts)
    .flatten()
    .filter(|part| !part.trim().is_empty())
    .collect::<Vec<_>>();
    let claims = texts(
        connection,
        "SELECT claim AS part FROM tag WHERE record_id = ?1 ORDER BY statement_id",
        id,
        "\n",
    )?;
    let mut keywords = texts(
        connection,
        "SELECT name AS part FROM keyword JOIN record_keyword ON keyword.id = keyword_id WHERE record_id = ?1 ORDER BY name",
        id,
        " · ",
    )?;
    let codes = texts(
        connection,
        "SELECT code AS part FROM client JOIN record_client ON client.id = client_id WHERE record_id = ?1 ORDER BY code",
        id,
        " · ",
    )?;
    if !codes.is_empty() {
        keywords = format!("{keywords} · {codes}");
    }
    let ids = texts(
        connection,
        "SELECT statement_id AS part FROM tag WHERE record_id = ?1 ORDER BY statement_id",
        id,
        " ",
    )?;
    let framework = Framework::bundled();
    let statements = ids
        .split_whitespace()
        .filter_map(|id| framework.statement(id))
        .map(|statement| statement.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    // A picture is found by what it shows, and not by its address.
    let body = without_addresses(&whole.join("\n\n"));
    Ok(Some((title, [body, claims, keywords, statements])))
}

fn texts(connection: &Connection, sql: &str, id: &str, between: &str) -> Result<String> {
    let parts = connection
        .prepare_cached(sql)?
        .query_map([id], |row| row.get::<_, String>("part"))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(parts.join(between))
}

/// The first line of `body` without Markdown's marks, at most 140 characters.
pub fn first_words(body: &str) -> String {
    let line = body
        .lines()
        .map(|line| line.trim_start_matches(['#', '>', '-', '*', '+', ' ', '\t']))
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let line = without_addresses(line);
    let plain: Cow<'_, str> = if line.contains(['*', '_', '`', '\\']) {
        without_signs(&line).into()
    } else {
        line.into()
    };
    let plain = plain.trim();
    match plain.char_indices().nth(140) {
        None => plain.to_owned(),
        Some((end, _)) => {
            let cut = &plain[..end];
            let cut = cut.rsplit_once(' ').map_or(cut, |(head, _)| head);
            format!("{cut}…")
        }
    }
}

/// A line of Markdown without the signs of its look; a sign that is marked as none is a word like any other.
fn without_signs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next_if(char::is_ascii_punctuation) {
                Some(sign) => out.push(sign),
                None => out.push(c),
            },
            '*' | '`' => {}
            '_' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// How many records' search rows are not what they should be, and all of them when the index contradicts its own rows.
///
/// # Errors
/// Only the database's.
pub fn count_unindexed(portfolio: &Portfolio) -> Result<usize> {
    catch_up(portfolio)?;
    let db = portfolio.db();
    match db.execute("INSERT INTO record_search (record_search) VALUES ('integrity-check')", []) {
        // FTS5's word for an index that does not fit its rows, whatever the state of the file.
        Err(cause) if cause.sqlite_error().is_some_and(|cause| cause.extended_code == SQLITE_CORRUPT_VTAB) => {
            return Ok(db.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?);
        }
        checked => checked?,
    };
    let mut wrong = 0;
    let mut statement = db.prepare("SELECT rid, id, body FROM record")?;
    let mut rows = statement.query([])?;
    while let Some(record) = rows.next()? {
        let (rid, id, body): (i64, String, String) = (record.get("rid")?, record.get("id")?, record.get("body")?);
        let is = db
            .prepare_cached("SELECT title, body, claims, keywords, statements FROM record_search WHERE rowid = ?1")?
            .query_row([rid], |row| {
                Ok((
                    row.get::<_, String>("title")?,
                    [row.get("body")?, row.get("claims")?, row.get("keywords")?, row.get("statements")?],
                ))
            })
            .optional()?;
        wrong += usize::from(is != row(db, &id, &body)?);
    }
    Ok(wrong)
}

/// Makes the whole index again from the records.
///
/// # Errors
/// Only the database's; then it is as it was.
pub fn index_anew(portfolio: &Portfolio) -> Result<()> {
    let transaction = portfolio.db().unchecked_transaction()?;
    transaction.execute("DELETE FROM record_search", [])?;
    transaction.execute("INSERT INTO record_search (record_search) VALUES ('rebuild')", [])?;
    let records = transaction
        .prepare("SELECT rid, id, body FROM record")?
        .query_map([], |row| Ok((row.get("rid")?, row.get("id")?, row.get("body")?)))?
        .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
    for (rid, id, body) in records {
        index(&transaction, rid, &id, &body)?;
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests;
