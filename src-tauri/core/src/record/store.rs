//! Making, reading, saving and finishing records.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{Called, Content, Kind, LinkKind, Record, SupervisionFacts, Tag};
use super::{derive, echo, history, named, parts, stages, tags, unfinished, validate};
use crate::api::record::Saved;
use crate::error::{Code, Error, Result};
use crate::profile;
use crate::reflection::{self, StageNames};
use crate::storage::{self, Op, Scope, moment, new_id, settings, transact};
use crate::supervision;
use crate::vault::Portfolio;

/// The most characters an addition may have.
pub(super) const ADDITION: usize = 50_000;

/// What stands beside the content in the record's row.
struct Standing {
    kind: Kind,
    version: u32,
    draft: bool,
    binned: bool,
}

impl Standing {
    fn closed(&self) -> bool {
        self.kind == Kind::CaseNote && !self.draft
    }
}

fn standing(connection: &Connection, id: &str) -> Result<Standing> {
    connection
        .prepare_cached("SELECT kind, version, draft, binned_at IS NOT NULL AS binned FROM record WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Standing {
                kind: row.get("kind")?,
                version: row.get("version")?,
                draft: row.get("draft")?,
                binned: row.get("binned")?,
            })
        })
        .optional()?
        .ok_or_else(|| Error::not_found("record"))
}

/// A new record of `kind`, not saved: dated today, in the current role of one's own practice.
///
/// # Errors
/// Only the database's.
pub fn blank(portfolio: &Portfolio, kind: Kind) -> Result<Content> {
    let roles = crate::profile::get(portfolio)?.roles;
    let mut current = roles
        .into_iter()
        .filter(|role| role.end.is_none() && (kind != Kind::CaseNote || role.own_practice));
    let role_id = match (current.next(), current.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    };
    Ok(Content {
        date: portfolio.world().today().to_string(),
        role_id,
        supervision: (kind == Kind::Supervision).then(SupervisionFacts::default),
        ..Content::empty(kind)
    })
}

/// The first save of a record; `statements` are tagged at once.
///
/// # Errors
/// `invalid` with its field, `refused` over a limit, `disk`.
pub fn create(portfolio: &mut Portfolio, content: &Content, visit: &str, statements: &[String]) -> Result<Record> {
    validate::validate(portfolio.db(), content, portfolio.world().today())?;
    for statement in statements {
        tags::require(statement)?;
    }
    let id = new_id(portfolio.world())?;
    write_new(portfolio, Op::CreateRecord, &id, content, visit, statements, None)?;
    get(portfolio, &id)
}

fn write_new(
    portfolio: &mut Portfolio,
    op: Op,
    id: &str,
    content: &Content,
    visit: &str,
    statements: &[String],
    reflects_on: Option<&str>,
) -> Result<()> {
    let world = portfolio.shared_world();
    let at = moment(world.as_ref());
    transact(portfolio, op, Scope::visit(id, visit), |connection| {
        insert(connection, id, content.kind, &content.date, &at)?;
        parts::write_row(connection, id, content)?;
        parts::write(connection, world.as_ref(), id, content)?;
        for statement in statements {
            tags::write(connection, id, statement, "", &at)?;
        }
        if let Some(other) = reflects_on {
            connection
                .prepare_cached("INSERT INTO link (from_id, to_id, kind) VALUES (?1, ?2, ?3)")?
                .execute(params![id, other, LinkKind::ReflectsOn.as_str()])?;
        }
        derive(connection, id)
    })
}

/// A copy of a record, with its tags.
pub(super) fn write_copy(portfolio: &mut Portfolio, id: &str, content: &Content, copied: &[Tag]) -> Result<()> {
    let world = portfolio.shared_world();
    let at = moment(world.as_ref());
    transact(portfolio, Op::DuplicateRecord, Scope::record(id), |connection| {
        insert(connection, id, content.kind, &content.date, &at)?;
        parts::write_row(connection, id, content)?;
        parts::write(connection, world.as_ref(), id, content)?;
        for tag in copied {
            tags::write(connection, id, &tag.statement, &tag.claim, &at)?;
        }
        derive(connection, id)
    })
}

/// The bare row of a new record.
pub(super) fn insert(connection: &Connection, id: &str, kind: Kind, date: &str, at: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO record (id, kind, date_on, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)")?
        .execute(params![id, kind.as_str(), date, at])?;
    Ok(())
}

/// The record as stored.
///
/// # Errors
/// `not-found`.
pub fn get(portfolio: &Portfolio, id: &str) -> Result<Record> {
    read(portfolio.db(), portfolio.world().today(), id)
}

/// The same out of any database that has a portfolio's tables.
///
/// # Errors
/// `not-found`.
pub(crate) fn read(db: &Connection, today: NaiveDate, id: &str) -> Result<Record> {
    let standing = standing(db, id)?;
    let content = parts::read(db, id)?;
    // What was kept once is shown whatever the rules say today.
    let warnings = validate::validate(db, &content, today).unwrap_or_default();
    let mut record = db
        .prepare_cached("SELECT first_line, binned_at, created_at, updated_at FROM record WHERE id = ?1")?
        .query_row([id], |row| {
            let first_line: String = row.get("first_line")?;
            Ok(Record {
                id: id.to_owned(),
                version: standing.version,
                shown_title: shown_title(&content, first_line),
                content,
                draft: standing.draft,
                closed: standing.closed(),
                binned_at: row.get("binned_at")?,
                created_at: row.get("created_at")?,
                updated_at: row.get("updated_at")?,
                additions: Vec::new(),
                echo: None,
                tags: Vec::new(),
                links: Vec::new(),
                warnings,
                stage_names: StageNames::new(),
                called: Called::default(),
            })
        })?;
    record.additions = parts::read_additions(db, id)?;
    record.echo = echo::of(db, id)?;
    record.tags = parts::read_tags(db, id)?;
    record.links = parts::read_links(db, id)?;
    record.stage_names = stages::names(db, &record.content)?;
    record.called = called(db, &record.content)?;
    Ok(record)
}

/// What the content's role, model and agreement are called.
pub(super) fn called(db: &Connection, content: &Content) -> Result<Called> {
    let role = content.role_id.as_deref().map(|id| profile::role(db, id)).transpose()?.flatten();
    let model = content.model.as_deref().filter(|id| *id != reflection::FREE);
    let model = model.map(|id| reflection::called(db, id)).transpose()?.flatten();
    let agreement = content.supervision.as_ref().and_then(|facts| facts.agreement_id.as_deref());
    let agreement = agreement.map(|id| supervision::agreement_called(db, id)).transpose()?.flatten();
    Ok(Called {
        role: role.map(|role| role.title).unwrap_or_default(),
        model: model.unwrap_or_default(),
        agreement: agreement.unwrap_or_default(),
    })
}

pub(super) fn shown_title(content: &Content, first_line: String) -> String {
    if content.title.trim().is_empty() {
        first_line
    } else {
        content.title.clone()
    }
}

/// The ids of all records, the bin too, oldest first.
///
/// # Errors
/// Only the database's.
pub fn every_id(portfolio: &Portfolio) -> Result<Vec<String>> {
    ids(portfolio.db())
}

/// The same out of any database that has a portfolio's tables.
///
/// # Errors
/// Only the database's.
pub(crate) fn ids(db: &Connection) -> Result<Vec<String>> {
    let ids = db
        .prepare("SELECT id FROM record ORDER BY date_on, created_at, id")?
        .query_map([], |row| row.get("id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Saves everything the editor holds.
///
/// # Errors
/// `conflict` when `expected` is not the stored version; `refused` for a closed case note; `invalid` with its field; `disk`.
pub fn save(portfolio: &mut Portfolio, id: &str, expected: u32, visit: &str, content: &Content) -> Result<Saved> {
    save_as(portfolio, Op::EditRecord, id, expected, visit, content)
}

/// The same, as whatever `op` it is.
pub(super) fn save_as(portfolio: &mut Portfolio, op: Op, id: &str, expected: u32, visit: &str, content: &Content) -> Result<Saved> {
    let found = standing(portfolio.db(), id)?;
    if found.binned {
        return Err(
            Error::new(Code::Refused, "This record is in the bin. Your words are still on the screen.")
                .hint("Bring it back from the bin first."),
        );
    }
    if found.closed() {
        return Err(closed());
    }
    if found.version != expected {
        return Err(Error::new(
            Code::Conflict,
            "This record has changed since it was opened here. Your words are still on the screen and nothing was overwritten.",
        )
        .hint("Copy them, look at the newer version, and put them in where they belong."));
    }
    if found.kind != content.kind {
        return Err(Error::field("kind", "A record keeps its kind."));
    }
    let warnings = validate::validate(portfolio.db(), content, portfolio.world().today())?;
    let world = portfolio.shared_world();
    let at = moment(world.as_ref());
    let keeps = history::is_due(portfolio.db(), id, visit, world.now())?;
    let first_line = transact(portfolio, op, Scope::visit(id, visit), |connection| {
        if keeps {
            history::keep(connection, world.as_ref(), id)?;
        }
        parts::write_saved_row(connection, id, content, &at)?;
        parts::write(connection, world.as_ref(), id, content)?;
        derive::derive_later(connection, id)
    })?;
    Ok(Saved {
        version: expected + 1,
        saved_at: at,
        shown_title: shown_title(content, first_line),
        warnings,
        actions: parts::read_actions(portfolio.db(), id)?,
    })
}

fn closed() -> Error {
    Error::new(Code::Refused, "This case note is finished, so its words stay as they are.")
        .hint("Write what has to be said now as a dated addition below it.")
}

/// Marks a record as finished, or as a draft again. A finished case note stays finished.
///
/// # Errors
/// `refused`, `not-found`, `disk`.
pub fn finish(portfolio: &mut Portfolio, id: &str, finished: bool) -> Result<Record> {
    let found = standing(portfolio.db(), id)?;
    if found.closed() && !finished {
        return Err(closed());
    }
    if found.kind == Kind::CaseNote && finished && named::read_clients(portfolio.db(), id)?.is_empty() {
        return Err(Error::field("clients", validate::NEEDS_CODE).hint("Use a code only you can read, such as K-07."));
    }
    if found.draft == finished {
        let at = moment(portfolio.world());
        let op = if finished { Op::FinishRecord } else { Op::ReopenRecord };
        transact(portfolio, op, Scope::record(id), |connection| {
            connection
                .prepare_cached("UPDATE record SET draft = ?2, finished_at = ?3, version = version + 1, updated_at = ?4 WHERE id = ?1")?
                .execute(params![id, !finished, finished.then_some(&at), at])?;
            if found.kind == Kind::CaseNote {
                // Closed is closed: no undo opens it again or takes away what it says.
                storage::undo::keep(connection, id)?;
            }
            Ok(())
        })?;
    }
    get(portfolio, id)
}

/// Adds dated words below a closed case note.
///
/// # Errors
/// `refused` when it is not closed, `invalid` when there are no words, `not-found`, `disk`.
pub fn add(portfolio: &mut Portfolio, id: &str, text: &str) -> Result<Record> {
    require_closed(portfolio.db(), id)?;
    if text.trim().is_empty() {
        return Err(Error::field("text", "There is nothing to add yet."));
    }
    validate::short("text", text, ADDITION)?;
    let (addition, at) = (new_id(portfolio.world())?, moment(portfolio.world()));
    transact(portfolio, Op::AddToRecord, Scope::record(id), |connection| {
        connection
            .prepare_cached("INSERT INTO addition (id, record_id, added_at, markdown) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![addition, id, at, text])?;
        connection
            .prepare_cached("UPDATE record SET version = version + 1, updated_at = ?2 WHERE id = ?1")?
            .execute(params![id, at])?;
        settings::forget(connection, &unfinished::key(id))?;
        // What brought the note in would take these words away with it.
        storage::undo::keep(connection, id)?;
        derive(connection, id)
    })?;
    get(portfolio, id)
}

/// Refuses a record that takes no additions.
pub(super) fn require_closed(connection: &Connection, id: &str) -> Result<()> {
    if standing(connection, id)?.closed() {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        "Only a finished case note takes additions. Write into the record itself.",
    ))
}

/// A reflection on a supervision session, linked to it, with its date, codes and role taken over.
///
/// # Errors
/// `refused` when it is no supervision session, `not-found`, `disk`.
pub fn reflect_on(portfolio: &mut Portfolio, id: &str) -> Result<Record> {
    let session = get(portfolio, id)?;
    if session.content.kind != Kind::Supervision {
        return Err(Error::new(Code::Refused, "Only a supervision session is reflected on in this way."));
    }
    let content = Content {
        date: session.content.date,
        date_to: None,
        clients: session.content.clients,
        role_id: session.content.role_id,
        ..blank(portfolio, Kind::Reflection)?
    };
    let reflection = new_id(portfolio.world())?;
    write_new(portfolio, Op::ReflectOn, &reflection, &content, "", &[], Some(id))?;
    get(portfolio, &reflection)
}
