//! One change of several records, and one step that takes it back.
//!
//! What always holds: the change is one transaction; what cannot take part is left as it is, and is said with its reason.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{CpdFacts, CpdType, Kind, Record};
use super::{bin, derive, get, named, parts, tags, validate};
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, moment, transact};
use crate::vault::Portfolio;
use crate::world::World;

/// The most records at once.
const MOST: usize = 5_000;
/// The most keywords of one record.
const KEYWORDS: usize = 100;

/// What to do with each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum BulkChange {
    /// Tag it to a statement.
    Tag {
        /// Statement id.
        statement: String,
    },
    /// Give it a keyword.
    Keyword {
        /// The keyword.
        name: String,
    },
    /// Mark it as CPD.
    MarkCpd,
    /// Move it to the bin.
    Bin,
}

/// A record that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LeftAlone {
    /// UUID.
    pub id: String,
    /// Title or first words.
    pub title: String,
    /// Why, in a sentence.
    pub why: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BulkDone {
    /// Records that were changed.
    pub changed: u32,
    /// Records that had it already.
    pub already: u32,
    /// Records that cannot take part.
    pub left: Vec<LeftAlone>,
}

enum Part {
    Changes,
    Already,
    Left(&'static str),
}

/// Changes the records `ids`.
///
/// # Errors
/// `invalid` when nothing or too much is selected, or the statement or keyword is none; `not-found`, `read-only`, `disk`; then
/// nothing has been changed.
pub fn change_several(portfolio: &mut Portfolio, ids: &[String], change: &BulkChange) -> Result<BulkDone> {
    if ids.is_empty() {
        return Err(Error::field("ids", "No record is selected."));
    }
    if ids.len() > MOST {
        return Err(
            Error::field("ids", "At most 5,000 records are changed at once. Nothing has been changed.").hint("Select fewer of them."),
        );
    }
    match change {
        BulkChange::Tag { statement } => tags::require(statement)?,
        BulkChange::Keyword { name } if name.trim().is_empty() => {
            return Err(Error::field("name", "A keyword needs at least one letter."));
        }
        BulkChange::Keyword { name } => validate::short("name", name, 80)?,
        BulkChange::MarkCpd | BulkChange::Bin => {}
    }
    let mut done = BulkDone {
        changed: 0,
        already: 0,
        left: Vec::new(),
    };
    let mut records = Vec::new();
    for id in ids {
        let record = get(portfolio, id)?;
        match part(&record, change) {
            Part::Changes => records.push(record),
            Part::Already => done.already += 1,
            Part::Left(why) => done.left.push(LeftAlone {
                id: record.id,
                title: record.shown_title,
                why: why.to_owned(),
            }),
        }
    }
    if records.is_empty() {
        return Ok(done);
    }
    let world = portfolio.shared_world();
    let at = moment(world.as_ref());
    transact(portfolio, Op::ChangeSeveral, Scope::default(), |connection| {
        records
            .iter()
            .try_for_each(|record| apply(connection, world.as_ref(), record, change, &at))
    })?;
    done.changed = u32::try_from(records.len()).unwrap_or(u32::MAX);
    Ok(done)
}

fn part(record: &Record, change: &BulkChange) -> Part {
    const CLOSED: &str = "A finished case note stays as it is.";
    let content = &record.content;
    match change {
        BulkChange::Tag { statement } if record.tags.iter().any(|tag| tag.statement == *statement) => Part::Already,
        BulkChange::Keyword { name }
            if content
                .keywords
                .iter()
                .any(|word| word.to_lowercase() == name.trim().to_lowercase()) =>
        {
            Part::Already
        }
        BulkChange::MarkCpd if content.cpd.is_some() => Part::Already,
        BulkChange::Bin if record.binned_at.is_some() => Part::Already,
        BulkChange::MarkCpd if content.kind == Kind::CaseNote => {
            Part::Left("A case note cannot be CPD, because it never leaves this portfolio.")
        }
        BulkChange::Keyword { .. } | BulkChange::Bin if record.closed => Part::Left(CLOSED),
        BulkChange::Keyword { .. } if content.keywords.len() >= KEYWORDS => Part::Left("It has a hundred keywords already."),
        BulkChange::Bin => Part::Changes,
        _ if record.binned_at.is_some() => Part::Left("It is in the bin."),
        _ => Part::Changes,
    }
}

fn apply(connection: &Connection, world: &dyn World, record: &Record, change: &BulkChange, at: &str) -> Result<()> {
    let id = record.id.as_str();
    match change {
        BulkChange::Tag { statement } => tags::write(connection, id, statement, "", at)?,
        BulkChange::Keyword { name } => {
            named::add_keyword(connection, world, id, &record.content.keywords, name)?;
            next_version(connection, id)?;
        }
        BulkChange::MarkCpd => {
            let facts = CpdFacts {
                kind: Some(CpdType::WorkBased),
                ..CpdFacts::default()
            };
            parts::write_cpd(connection, id, Some(&facts))?;
            next_version(connection, id)?;
        }
        BulkChange::Bin => return bin::set_binned(connection, id, Some(at)),
    }
    derive::derive_later(connection, id).map(|_| ())
}

/// Whoever has the record open must not write over this.
fn next_version(connection: &Connection, id: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE record SET version = version + 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}
