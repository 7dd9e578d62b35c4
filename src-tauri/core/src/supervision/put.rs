//! Supervision as a JSON export has it, written and read back.
//!
//! What always holds: lists come in an order that survives being read back.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::model::{Agreement, Aim, ClientHours, Person};
use super::{agenda, agreements, log, people};
use crate::error::Result;
use crate::vault::Portfolio;

/// Directories, agreements, what was taken to supervision, and one's own measure. Ids are keys of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Both directories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Agreements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// What waits, and what was taken to a session.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<Point>,
    /// One's own measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aim: Option<Aim>,
    /// Client hours beside case notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub client_hours: Vec<ClientHours>,
}

/// Something on an agenda; `record` and `session` are keys of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its key.
    pub key: String,
    /// Where it comes from.
    #[serde(default)]
    pub record: Option<String>,
    /// The passage.
    #[serde(default)]
    pub quote: String,
    /// The note.
    #[serde(default)]
    pub note: String,
    /// When it was put there: a day, or a moment in an export.
    pub added_at: String,
    /// The session it was taken to.
    #[serde(default)]
    pub session: Option<String>,
}

impl File {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything there is.
///
/// # Errors
/// `damaged`, `disk`.
pub fn file(portfolio: &Portfolio) -> Result<File> {
    let db = portfolio.db();
    let agenda = db
        .prepare_cached("SELECT * FROM agenda_item ORDER BY added_at, id")?
        .query_map([], |row| {
            Ok(Point {
                key: row.get("id")?,
                record: row.get("record_id")?,
                quote: row.get("quote")?,
                note: row.get("note")?,
                added_at: row.get("added_at")?,
                session: row.get("session_id")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let aim = log::aim(portfolio)?;
    Ok(File {
        people: people::read(db)?,
        agreements: agreements::read(db)?,
        agenda,
        aim: (aim != Aim::default()).then_some(aim),
        client_hours: log::client_hours(portfolio)?,
    })
}

/// Writes what a file brings, within the importer's transaction; ids are those of this portfolio already, moments are
/// moments.
///
/// # Errors
/// `invalid` with the field.
pub fn put(connection: &Connection, file: &File) -> Result<()> {
    for person in &file.people {
        people::check(person)?;
        people::insert(connection, person)?;
    }
    for agreement in &file.agreements {
        agreements::check(connection, agreement)?;
        agreements::insert(connection, agreement)?;
    }
    for point in &file.agenda {
        agenda::insert(
            connection,
            &point.key,
            point.record.as_deref(),
            &point.quote,
            &point.note,
            &point.added_at,
            point.session.as_deref(),
        )?;
    }
    if let Some(aim) = file.aim {
        log::put_aim(connection, aim)?;
    }
    file.client_hours
        .iter()
        .try_for_each(|hours| log::put_client_hours(connection, *hours))
}
