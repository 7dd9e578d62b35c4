//! Supervision sessions as [`crate::supervision`] needs them: counted, begun from an agenda, spoken of by their titles.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{Content, Kind, LinkKind, Record, SupervisionFormat, SupervisionType};
use super::{derive, get, named, parts, store, validate};
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, moment, new_id, transact};
use crate::vault::Portfolio;

/// As much of a session as the log needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The record.
    pub id: String,
    /// Its day.
    pub date: String,
    /// Its length.
    pub minutes: Option<u32>,
    /// Type as said, or as its format implies.
    pub kind: Option<SupervisionType>,
    /// The owner supervised.
    pub given: bool,
}

/// Who and what a record is, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its kind.
    pub kind: Kind,
    /// Title or first words.
    pub title: String,
    /// Its day.
    pub date: String,
    /// Client codes.
    pub clients: Vec<String>,
    /// In the bin.
    pub binned: bool,
}

/// The sessions, oldest first; the bin's left out.
///
/// # Errors
/// Only the database's.
pub fn sessions(portfolio: &Portfolio) -> Result<Vec<Session>> {
    let sessions = portfolio
        .db()
        .prepare_cached(
            "SELECT id, date_on, minutes, format, type, coalesce(given, 0) AS given FROM record
             LEFT JOIN supervision_facts ON record_id = id WHERE kind = 'supervision' AND binned_at IS NULL ORDER BY date_on, created_at, id",
        )?
        .query_map([], |row| {
            let format: Option<SupervisionFormat> = row.get("format")?;
            let said: Option<SupervisionType> = row.get("type")?;
            Ok(Session {
                id: row.get("id")?,
                date: row.get("date_on")?,
                minutes: row.get("minutes")?,
                kind: said.or(match format {
                    Some(SupervisionFormat::Group) => Some(SupervisionType::Group),
                    Some(SupervisionFormat::Peer) => Some(SupervisionType::Peer),
                    _ => None,
                }),
                given: row.get("given")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(sessions)
}

/// Minutes noted in case notes, by calendar year; the bin's left out.
///
/// # Errors
/// Only the database's.
pub fn case_minutes(portfolio: &Portfolio) -> Result<BTreeMap<i32, u32>> {
    let minutes = portfolio
        .db()
        .prepare_cached(
            "SELECT CAST(substr(date_on, 1, 4) AS INTEGER) AS year, sum(minutes) AS minutes FROM record
             WHERE kind = 'case-note' AND binned_at IS NULL AND minutes IS NOT NULL GROUP BY year",
        )?
        .query_map([], |row| Ok((row.get("year")?, row.get("minutes")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(minutes)
}

/// Every client code that there is, whoever carries it now.
///
/// # Errors
/// Only the database's.
pub fn every_code(connection: &Connection) -> Result<Vec<String>> {
    let codes = connection
        .prepare_cached("SELECT code FROM client ORDER BY code")?
        .query_map([], |row| row.get("code"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(codes)
}

/// The record `id` in a line.
///
/// # Errors
/// Only the database's.
pub fn brief(connection: &Connection, id: &str) -> Result<Option<Brief>> {
    let found = connection
        .prepare_cached("SELECT kind, title, first_line, date_on, binned_at IS NOT NULL AS binned FROM record WHERE id = ?1")?
        .query_row([id], |row| {
            let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
            Ok(Brief {
                kind: row.get("kind")?,
                title: if title.trim().is_empty() { first_line } else { title },
                date: row.get("date_on")?,
                clients: Vec::new(),
                binned: row.get("binned")?,
            })
        })
        .optional()?;
    found
        .map(|brief| {
            Ok(Brief {
                clients: named::read_clients(connection, id)?,
                ..brief
            })
        })
        .transpose()
}

/// A new session in which `discussed` are spoken of; `within` writes what else belongs to it, in the same step.
///
/// # Errors
/// As `create`, and whatever `within` says; then nothing has been written.
pub(crate) fn begin_session(
    portfolio: &mut Portfolio,
    content: &Content,
    discussed: &[String],
    within: impl FnOnce(&Connection, &str) -> Result<()>,
) -> Result<Record> {
    if content.kind != Kind::Supervision {
        return Err(Error::internal("a session of another kind"));
    }
    validate::validate(portfolio.db(), content, portfolio.world().today())?;
    let world = portfolio.shared_world();
    let (id, at) = (new_id(world.as_ref())?, moment(world.as_ref()));
    transact(portfolio, Op::BeginSession, Scope::record(&id), |connection| {
        store::insert(connection, &id, content.kind, &content.date, &at)?;
        parts::write_row(connection, &id, content)?;
        parts::write(connection, world.as_ref(), &id, content)?;
        for other in discussed {
            connection
                .prepare_cached("INSERT INTO link (from_id, to_id, kind) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
                .execute(params![other, id, LinkKind::DiscussedIn.as_str()])?;
        }
        within(connection, &id)?;
        derive(connection, &id)
    })?;
    get(portfolio, &id)
}

/// What a session's stage is called.
pub fn session_stage(stage: &str) -> &'static str {
    match stage {
        "countertransference" => "Countertransference",
        "text" => "What was discussed",
        _ => "Other notes",
    }
}
