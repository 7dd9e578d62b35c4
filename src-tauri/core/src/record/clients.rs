//! Clients' codes as [`crate::client`] needs them: found, made, changed, taken out of records.
//!
//! What always holds: a client is a code here and nothing else; a code that is changed is changed everywhere at once, because
//! records name the client and not the code.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::model::{Attendance, Kind};
use super::{derive, filters, sessions, unfinished};
use crate::error::{Code, Error, Result};
use crate::hcpc;
use crate::storage::{new_id, settings};
use crate::vault::Portfolio;
use crate::world::World;

/// A client that a record carries, or that has a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// The client.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Case notes, without the bin.
    pub notes: u32,
    /// Day of the first case note.
    pub first: Option<String>,
    /// Day of the last session that took place.
    pub last: Option<String>,
    /// A case note marks a risk.
    pub risk: bool,
}

/// A case note in the order of the work.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct CaseLine {
    /// The record.
    pub id: String,
    /// Its day.
    pub date: String,
    /// Which session it was.
    pub session_number: Option<u32>,
    /// Minutes.
    pub minutes: Option<u32>,
    /// Title or first words.
    pub title: String,
    /// Draft.
    pub draft: bool,
    /// `None` is "attended".
    pub attendance: Option<Attendance>,
    /// A line or two.
    pub themes: String,
    /// Something in it is a risk.
    pub risk: bool,
    /// It is about the ending.
    pub ending: bool,
}

/// Every client that a record carries or that has a page, by code.
///
/// # Errors
/// Only the database's.
pub fn coded(portfolio: &Portfolio) -> Result<Vec<Coded>> {
    let coded = portfolio
        .db()
        .prepare_cached(
            "SELECT client.id, code, count(note.id) AS notes, min(note.date_on) AS first,
               max(CASE WHEN attendance IS NULL THEN note.date_on END) AS last, coalesce(max(risk), 0) AS risk
             FROM client
             LEFT JOIN record_client ON record_client.client_id = client.id
             LEFT JOIN record AS note ON note.id = record_client.record_id AND note.kind = 'case-note' AND note.binned_at IS NULL
             LEFT JOIN case_facts ON case_facts.record_id = note.id
             WHERE page = 1 OR record_client.record_id IS NOT NULL GROUP BY client.id ORDER BY code COLLATE NOCASE, client.id",
        )?
        .query_map([], |row| {
            Ok(Coded {
                id: row.get("id")?,
                code: row.get("code")?,
                notes: row.get("notes")?,
                first: row.get("first")?,
                last: row.get("last")?,
                risk: row.get("risk")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(coded)
}

/// The case notes of a client in the order of the work; the bin's left out.
///
/// # Errors
/// Only the database's.
pub fn notes_of(portfolio: &Portfolio, client: &str) -> Result<Vec<CaseLine>> {
    let notes = portfolio
        .db()
        .prepare_cached(
            "SELECT id, date_on, session_number, minutes, title, first_line, draft, attendance, coalesce(case_facts.themes, '') AS themes,
               coalesce(risk, 0) AS risk, coalesce(ending, 0) AS ending
             FROM record JOIN record_client ON record_client.record_id = id LEFT JOIN case_facts ON case_facts.record_id = id
             WHERE client_id = ?1 AND kind = 'case-note' AND binned_at IS NULL ORDER BY date_on, session_number, created_at, id",
        )?
        .query_map([client], |row| {
            let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
            Ok(CaseLine {
                id: row.get("id")?,
                date: row.get("date_on")?,
                session_number: row.get("session_number")?,
                minutes: row.get("minutes")?,
                title: if title.trim().is_empty() { first_line } else { title },
                draft: row.get("draft")?,
                attendance: row.get("attendance")?,
                themes: row.get("themes")?,
                risk: row.get("risk")?,
                ending: row.get("ending")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(notes)
}

/// The code of the client `id`.
///
/// # Errors
/// `not-found`.
pub(crate) fn code_of(connection: &Connection, id: &str) -> Result<String> {
    connection
        .prepare_cached("SELECT code FROM client WHERE id = ?1")?
        .query_row([id], |row| row.get("code"))
        .optional()?
        .ok_or_else(|| Error::not_found("client"))
}

/// The client with this code.
///
/// # Errors
/// Only the database's.
pub(crate) fn client_of(connection: &Connection, code: &str) -> Result<Option<String>> {
    let found = connection
        .prepare_cached("SELECT id FROM client WHERE code = ?1")?
        .query_row([code.trim()], |row| row.get("id"))
        .optional()?;
    Ok(found)
}

/// The client with this code, found or made, which has a page from now on.
///
/// # Errors
/// Only the database's.
pub(crate) fn with_page(connection: &Connection, world: &dyn World, code: &str) -> Result<String> {
    let id = match client_of(connection, code)? {
        Some(id) => id,
        None => {
            let made = new_id(world)?;
            connection
                .prepare_cached("INSERT INTO client (id, code) VALUES (?1, ?2)")?
                .execute([&made, code.trim()])?;
            made
        }
    };
    keep_page(connection, &id)?;
    Ok(id)
}

/// The clients that have a page, by code.
///
/// # Errors
/// Only the database's.
pub(crate) fn with_pages(connection: &Connection) -> Result<Vec<String>> {
    let ids = connection
        .prepare_cached("SELECT id FROM client WHERE page = 1 ORDER BY code, id")?
        .query_map([], |row| row.get("id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// The client has a page from now on.
///
/// # Errors
/// Only the database's.
pub(crate) fn keep_page(connection: &Connection, id: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE client SET page = 1 WHERE id = ?1 AND page = 0")?
        .execute([id])?;
    Ok(())
}

/// Gives the client another code; the one before is remembered, for editors that still hold it. Answers the records that carry it.
///
/// # Errors
/// `exists` when another client has that code.
pub(crate) fn rename_code(connection: &Connection, id: &str, code: &str) -> Result<Vec<String>> {
    let code = code.trim();
    let before = code_of(connection, id)?;
    if client_of(connection, code)?.is_some_and(|other| other != id) {
        return Err(Error {
            field: Some("code".to_owned()),
            ..Error::new(
                Code::Exists,
                "Another client has this code already, so nothing has been changed: two clients under one code could not be told apart again.",
            )
            .hint("Choose a code that nobody has.")
        });
    }
    connection
        .prepare_cached("UPDATE client SET code = ?2 WHERE id = ?1")?
        .execute([id, code])?;
    connection
        .prepare_cached("DELETE FROM client_former WHERE client_id = ?1 AND code = ?2")?
        .execute([id, code])?;
    if before != code {
        connection
            .prepare_cached("INSERT INTO client_former (client_id, code) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([id, &before])?;
    }
    filters::rename_client(connection, &before, code)?;
    let records = carrying(connection, id)?;
    records.iter().try_for_each(|record| derive(connection, record))?;
    Ok(records)
}

fn carrying(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let records = connection
        .prepare_cached("SELECT record_id FROM record_client WHERE client_id = ?1 ORDER BY record_id")?
        .query_map([id], |row| row.get("record_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(records)
}

/// Every code the client has and had.
///
/// # Errors
/// `not-found`.
pub(crate) fn codes(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let mut codes = vec![code_of(connection, id)?];
    let former = connection
        .prepare_cached("SELECT code FROM client_former WHERE client_id = ?1 ORDER BY code")?
        .query_map([id], |row| row.get::<_, String>("code"))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    codes.extend(former);
    Ok(codes)
}

/// What there is about a client: its codes, now and before, and its records with whether each carries the code, by day; the bin
/// too.
pub(crate) struct Spoken {
    /// Codes, the present one first.
    pub(crate) codes: Vec<String>,
    /// Its case notes, oldest first.
    pub(crate) own: Vec<String>,
    /// Other records, and whether each carries the code.
    pub(crate) others: BTreeMap<String, bool>,
}

/// Gathers the records about the client `id`: its case notes as `own`; as `others` whatever else carries its code, and whatever
/// `names` it in its words.
///
/// # Errors
/// `not-found`, or the database's.
pub(crate) fn speak_of(portfolio: &Portfolio, id: &str, names: &dyn Fn(&str) -> bool) -> Result<Spoken> {
    let db = portfolio.db();
    let mut spoken = Spoken {
        codes: codes(db, id)?,
        own: Vec::new(),
        others: BTreeMap::new(),
    };
    let carried = carrying(db, id)?;
    for record in super::ids(db)? {
        let carries = carried.contains(&record);
        let kind = sessions::brief(db, &record)?.map(|brief| brief.kind);
        if carries && kind == Some(Kind::CaseNote) {
            spoken.own.push(record);
        } else if carries || names(&super::markdown_of(&super::get(portfolio, &record)?)) {
            spoken.others.insert(record, carries);
        }
    }
    Ok(spoken)
}

/// Takes the client's code off everything that carries it. Answers the records that did.
///
/// # Errors
/// Only the database's.
pub(crate) fn take_code_off(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let carried = carrying(connection, id)?;
    connection
        .prepare_cached("DELETE FROM record_client WHERE client_id = ?1")?
        .execute([id])?;
    connection.prepare_cached("DELETE FROM client WHERE id = ?1")?.execute([id])?;
    Ok(carried)
}

/// Erases records with all that belongs to them.
///
/// # Errors
/// Only the database's.
pub(crate) fn erase(connection: &Connection, gone: &[String]) -> Result<()> {
    for id in gone {
        hcpc::withdraw_record(connection, id)?;
        settings::forget(connection, &unfinished::key(id))?;
        connection.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Makes what is derived of `changed` again, and the search index without a trace of what went.
///
/// # Errors
/// Only the database's.
pub(crate) fn derive_anew<'a>(connection: &Connection, changed: impl Iterator<Item = &'a String>) -> Result<()> {
    for id in changed {
        connection
            .prepare_cached("UPDATE record SET version = version + 1 WHERE id = ?1")?
            .execute([id])?;
        derive(connection, id)?;
    }
    // The index marks a word as gone and keeps it until its segments are merged.
    connection.execute("INSERT INTO record_search (record_search) VALUES ('optimize')", [])?;
    Ok(())
}
