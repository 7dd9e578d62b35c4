//! What is taken to supervision, and the session that is made of it.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::agreements::words;
use super::model::{Item, Source};
use super::{agreements, people};
use crate::api::record::OpenAction;
use crate::error::{Code, Error, Result};
use crate::framework::{Framework, LevelId, SectionId};
use crate::record::{self, Kind, Record, SupervisionFacts, SupervisionFormat, SupervisionType};
use crate::storage::{self, Op, Scope, moment, transact};
use crate::vault::Portfolio;

/// The most characters of a marked passage: some pages.
const QUOTE: usize = 10_000;
/// The most characters of a note.
const NOTE: usize = 2_000;
/// The most that waits at a time.
const MANY: u32 = 500;

const WAITING: &str = "FROM agenda_item LEFT JOIN (SELECT id AS there FROM record WHERE binned_at IS NULL) ON there = session_id
     WHERE there IS NULL AND (record_id IS NULL OR record_id IN (SELECT id FROM record WHERE binned_at IS NULL))";

/// What waits for the next session, oldest first. What was taken to a session that lies in the bin waits again.
///
/// # Errors
/// `damaged`, `disk`.
pub fn agenda(portfolio: &Portfolio) -> Result<Vec<Item>> {
    let db = portfolio.db();
    let rows = db
        .prepare_cached(&format!("SELECT agenda_item.* {WAITING} ORDER BY added_at, agenda_item.rowid"))?
        .query_map([], bare)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter()
        .map(|(item, record)| whole(db, Item { session_id: None, ..item }, record))
        .collect()
}

/// What was taken to the session `id`.
///
/// # Errors
/// `damaged`, `disk`.
pub fn of_session(portfolio: &Portfolio, id: &str) -> Result<Vec<Item>> {
    items(portfolio.db(), "session_id", id)
}

/// What was ever marked in the record `id`.
///
/// # Errors
/// `damaged`, `disk`.
pub fn of_record(portfolio: &Portfolio, id: &str) -> Result<Vec<Item>> {
    items(portfolio.db(), "record_id", id)
}

/// What was ever marked in one of the `records`, and what names somebody by `names_it`.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn about(portfolio: &Portfolio, records: &BTreeSet<String>, names_it: &dyn Fn(&str) -> bool) -> Result<Vec<Item>> {
    let db = portfolio.db();
    let rows = db
        .prepare_cached("SELECT * FROM agenda_item ORDER BY added_at, rowid")?
        .query_map([], bare)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter()
        .filter(|(item, record)| record.as_ref().is_some_and(|id| records.contains(id)) || names_it(&item.quote) || names_it(&item.note))
        .map(|(item, record)| whole(db, item, record))
        .collect()
}

fn items(db: &Connection, column: &str, id: &str) -> Result<Vec<Item>> {
    let rows = db
        .prepare_cached(&format!("SELECT * FROM agenda_item WHERE {column} = ?1 ORDER BY added_at, rowid"))?
        .query_map([id], bare)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(|(item, record)| whole(db, item, record)).collect()
}

fn bare(row: &Row<'_>) -> rusqlite::Result<(Item, Option<String>)> {
    let item = Item {
        id: row.get("id")?,
        source: None,
        quote: row.get("quote")?,
        note: row.get("note")?,
        added_at: row.get("added_at")?,
        session_id: row.get("session_id")?,
    };
    Ok((item, row.get("record_id")?))
}

fn whole(db: &Connection, item: Item, record: Option<String>) -> Result<Item> {
    let Some(record_id) = record else { return Ok(item) };
    let source = record::brief(db, &record_id)?.filter(|brief| !brief.binned).map(|brief| Source {
        record_id,
        kind: brief.kind,
        title: brief.title,
        date: brief.date,
        clients: brief.clients,
    });
    Ok(Item { source, ..item })
}

/// Puts something on the agenda: a record as a whole, a passage of it, or a line of its own without a record. What waits
/// there already is not put there twice. Answers the item.
///
/// # Errors
/// `invalid` without any words, `refused` over a limit, `not-found`, `disk`.
pub fn take(portfolio: &mut Portfolio, record_id: Option<&str>, quote: &str, note: &str) -> Result<Item> {
    let (quote, note) = (quote.trim(), note.trim());
    words("quote", quote, QUOTE).map_err(|cause| cause.hint("Mark a shorter passage; the record as a whole can be taken as well."))?;
    words("note", note, NOTE)?;
    match record_id {
        Some(id) => {
            let brief = record::brief(portfolio.db(), id)?.ok_or_else(|| Error::not_found("record"))?;
            if brief.binned {
                return Err(
                    Error::new(Code::Refused, "This record is in the bin, so it is not taken to supervision.")
                        .hint("Bring it back from the bin first."),
                );
            }
        }
        None if note.is_empty() => return Err(Error::field("note", "There are no words yet to take to supervision.")),
        None => {}
    }
    let waiting = agenda(portfolio)?;
    let same = waiting.iter().find(|item| {
        record_id.is_some() && item.source.as_ref().map(|source| source.record_id.as_str()) == record_id && item.quote == quote
    });
    if let Some(item) = same {
        return Ok(item.clone());
    }
    if waiting.len() >= MANY as usize {
        return Err(Error::new(
            Code::Refused,
            format!("More than {MANY} things wait for supervision. This one was not added; all the others are safe."),
        )
        .hint("Take some off the agenda, or begin a session with them."));
    }
    let (id, at) = (storage::new_id(portfolio.world())?, moment(portfolio.world()));
    let scope = record_id.map_or_else(Scope::default, Scope::record);
    transact(portfolio, Op::SaveAgenda, scope, |connection| {
        insert(connection, &id, record_id, quote, note, &at, None)
    })?;
    one(portfolio.db(), &id)
}

pub(super) fn insert(
    connection: &Connection,
    id: &str,
    record_id: Option<&str>,
    quote: &str,
    note: &str,
    added_at: &str,
    session_id: Option<&str>,
) -> Result<()> {
    words("quote", quote, QUOTE)?;
    words("note", note, NOTE)?;
    connection
        .prepare_cached("INSERT INTO agenda_item (id, record_id, quote, note, added_at, session_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id, record_id, quote, note, added_at, session_id])?;
    Ok(())
}

fn one(db: &Connection, id: &str) -> Result<Item> {
    items(db, "id", id)?
        .into_iter()
        .next()
        .ok_or_else(|| Error::not_found("point of the agenda"))
}

/// The record or session that a step about the item is about, so that erasing it finds the step.
fn subject(db: &Connection, id: &str) -> Result<Option<String>> {
    let found = db
        .prepare_cached("SELECT record_id, session_id FROM agenda_item WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((
                row.get::<_, Option<String>>("record_id")?,
                row.get::<_, Option<String>>("session_id")?,
            ))
        })
        .optional()?
        .ok_or_else(|| Error::not_found("point of the agenda"))?;
    Ok(found.0.or(found.1))
}

fn change(portfolio: &mut Portfolio, id: &str, work: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let subject = subject(portfolio.db(), id)?;
    let scope = subject.as_deref().map_or_else(Scope::default, Scope::record);
    transact(portfolio, Op::SaveAgenda, scope, work)
}

/// Writes what the owner wants to ask about it.
///
/// # Errors
/// `invalid`, `not-found`, `disk`.
pub fn note(portfolio: &mut Portfolio, id: &str, note: &str) -> Result<()> {
    words("note", note.trim(), NOTE)?;
    let item = one(portfolio.db(), id)?;
    if item.source.is_none() && item.quote.is_empty() && note.trim().is_empty() {
        return Err(Error::field("note", "There would be no words left of this point.").hint("Take it off the agenda instead."));
    }
    change(portfolio, id, |connection| {
        connection
            .prepare_cached("UPDATE agenda_item SET note = ?2 WHERE id = ?1")?
            .execute(params![id, note.trim()])?;
        Ok(())
    })
}

/// Takes something off the agenda. The record it came from is not touched.
///
/// # Errors
/// `not-found`, `disk`.
pub fn remove(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    change(portfolio, id, |connection| {
        connection.prepare_cached("DELETE FROM agenda_item WHERE id = ?1")?.execute([id])?;
        Ok(())
    })
}

/// It was not reached in its session: it waits for the next one.
///
/// # Errors
/// `not-found`, `disk`.
pub fn put_back(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    change(portfolio, id, |connection| {
        connection
            .prepare_cached("UPDATE agenda_item SET session_id = NULL WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    })
}

/// A session with what was chosen of the agenda, under an agreement where there is one: dated today, with its length, its
/// type, whom it is with, and the codes and links of what is spoken of.
///
/// # Errors
/// `not-found` when something chosen is no longer waiting, `disk`.
pub fn begin(portfolio: &mut Portfolio, agreement: Option<&str>, items: &[String], given: bool) -> Result<Record> {
    let waiting = agenda(portfolio)?;
    let chosen = items
        .iter()
        .map(|id| {
            waiting
                .iter()
                .find(|item| item.id == *id)
                .ok_or_else(|| Error::not_found("point of the agenda"))
        })
        .collect::<Result<Vec<_>>>()?;
    let sources: Vec<&Source> = chosen.iter().filter_map(|item| item.source.as_ref()).collect();
    let codes: BTreeSet<String> = sources.iter().flat_map(|source| source.clients.iter().cloned()).collect();
    let discussed: BTreeSet<String> = sources.iter().map(|source| source.record_id.clone()).collect();
    let mut content = record::blank(portfolio, Kind::Supervision)?;
    content.clients = codes.into_iter().take(100).collect();
    let mut facts = SupervisionFacts {
        given,
        ..SupervisionFacts::default()
    };
    if let Some(id) = agreement {
        let found = agreements::read(portfolio.db())?
            .into_iter()
            .find(|one| one.id == id)
            .ok_or_else(|| Error::not_found("agreement"))?;
        content.minutes = found.minutes;
        facts.supervisor = people::find(portfolio.db(), &found.person_id)?
            .map(|person| person.name)
            .unwrap_or_default();
        facts.kind = Some(found.kind);
        facts.format = Some(match found.kind {
            SupervisionType::Group => SupervisionFormat::Group,
            SupervisionType::Peer => SupervisionFormat::Peer,
            SupervisionType::Clinical | SupervisionType::Managerial => SupervisionFormat::Individual,
        });
        facts.remote = found.place == super::Place::Remote;
        facts.agreement_id = Some(found.id);
    }
    content.supervision = Some(facts);
    let discussed: Vec<String> = discussed.into_iter().collect();
    record::begin_session(portfolio, &content, &discussed, |connection, session| {
        for item in items {
            connection
                .prepare_cached("UPDATE agenda_item SET session_id = ?2 WHERE id = ?1")?
                .execute([item, session])?;
        }
        Ok(())
    })
}

/// What was agreed in earlier sessions of the same direction, received or given, and is still open.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn carried(portfolio: &Portfolio, id: &str) -> Result<Vec<OpenAction>> {
    let sessions: HashMap<String, bool> = record::sessions(portfolio)?
        .into_iter()
        .map(|session| (session.id, session.given))
        .collect();
    let Some(given) = sessions.get(id) else { return Ok(Vec::new()) };
    let day = record::get(portfolio, id)?.content.date;
    let open = record::open_actions(portfolio)?.into_iter();
    Ok(open
        .filter(|action| action.record_id != id && action.record_date <= day && sessions.get(&action.record_id) == Some(given))
        .collect())
}

/// The statements that a session given may show: those of facilitating learning at the owner's level, without those it is
/// tagged to. None for a session received, and none while she has not said her level.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn suggest(portfolio: &Portfolio, id: &str) -> Result<Vec<String>> {
    let record = record::get(portfolio, id)?;
    if record.content.supervision.as_ref().is_none_or(|facts| !facts.given) {
        return Ok(Vec::new());
    }
    let level = crate::profile::get(portfolio)?
        .level
        .and_then(|level| level.parse::<LevelId>().ok());
    Ok(level
        .map(|level| Framework::bundled().statements_of(level, SectionId::Fl))
        .unwrap_or_default()
        .iter()
        .map(|statement| statement.id.clone())
        .filter(|id| record.tags.iter().all(|tag| tag.statement != *id))
        .collect())
}
