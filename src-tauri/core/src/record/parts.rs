//! A record's parts: how each is written and read. SQL stands beside its row mapper.
//!
//! What always holds: writing touches only the rows that differ, so that a revision holds what changed and nothing else.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{
    Action, Addition, Attendance, CaseFacts, Content, CpdFacts, CpdType, Kind, Link, LinkKind, Section, SupervisionFacts,
    SupervisionFormat, SupervisionType, Tag,
};
use super::named;
use crate::error::Result;
use crate::storage::new_id;
use crate::world::World;

macro_rules! from_text {
    ($($name:ty: $all:expr,)*) => {$(
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?;
                $all.into_iter().find(|one| one.as_str() == text).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}
from_text! {
    Kind: Kind::ALL,
    CpdType: CpdType::ALL,
    SupervisionFormat: [SupervisionFormat::Individual, SupervisionFormat::Group, SupervisionFormat::Peer],
    SupervisionType: SupervisionType::ALL,
    Attendance: Attendance::ALL,
    LinkKind: [LinkKind::ReflectsOn, LinkKind::LedTo, LinkKind::DiscussedIn],
}

/// Writes the record's own row but for what `store` keeps (version, times).
pub(super) fn write_row(connection: &Connection, id: &str, content: &Content) -> Result<()> {
    update_row(connection, id, content, None)
}

/// The same for a save at `at`, with the next version.
pub(super) fn write_saved_row(connection: &Connection, id: &str, content: &Content, at: &str) -> Result<()> {
    update_row(connection, id, content, Some(at))
}

fn update_row(connection: &Connection, id: &str, content: &Content, saved_at: Option<&str>) -> Result<()> {
    let supervision = content.supervision.as_ref();
    connection
        .prepare_cached(
            "UPDATE record SET title = ?2, date_on = ?3, date_to = ?4, minutes = ?5, role_id = ?6, model = ?7, session_number = ?8, setting = ?9,
             supervisor = ?10, format = ?11, remote = ?12, themes = ?13, version = version + (?14 IS NOT NULL), updated_at = coalesce(?14, updated_at)
             WHERE id = ?1",
        )?
        .execute(params![
            id,
            content.title,
            content.date,
            content.date_to,
            content.minutes,
            content.role_id,
            content.model,
            content.session_number,
            content.setting,
            supervision.map(|facts| &facts.supervisor),
            supervision.and_then(|facts| facts.format).map(SupervisionFormat::as_str),
            supervision.map(|facts| facts.remote),
            supervision.map(|facts| &facts.themes),
            saved_at,
        ])?;
    Ok(())
}

/// Writes everything that lies in tables of its own.
pub(super) fn write(connection: &Connection, world: &dyn World, id: &str, content: &Content) -> Result<()> {
    write_sections(connection, id, &content.sections)?;
    write_cpd(connection, id, content.cpd.as_ref())?;
    write_actions(connection, world, id, &content.actions)?;
    write_supervision(connection, id, content.supervision.as_ref())?;
    write_case(connection, id, content.case.as_ref())?;
    named::write_keywords(connection, world, id, &content.keywords)?;
    named::write_clients(connection, world, id, &content.clients)
}

fn write_sections(connection: &Connection, id: &str, sections: &[Section]) -> Result<()> {
    for (position, section) in sections.iter().enumerate() {
        connection
            .prepare_cached(
                "INSERT INTO section (record_id, position, stage, markdown) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (record_id, position) DO UPDATE SET stage = excluded.stage, markdown = excluded.markdown
                 WHERE stage IS NOT excluded.stage OR markdown IS NOT excluded.markdown",
            )?
            .execute(params![id, position, section.stage, section.text])?;
    }
    connection
        .prepare_cached("DELETE FROM section WHERE record_id = ?1 AND position >= ?2")?
        .execute(params![id, sections.len()])?;
    Ok(())
}

pub(super) fn write_cpd(connection: &Connection, id: &str, facts: Option<&CpdFacts>) -> Result<()> {
    let Some(facts) = facts else {
        connection
            .prepare_cached("DELETE FROM cpd_facts WHERE record_id = ?1")?
            .execute([id])?;
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT INTO cpd_facts (record_id, type, provider, certificate, learnt, practice, service_users, sub_type, cost_pence, standards, next_step)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (record_id) DO UPDATE SET type = excluded.type, provider = excluded.provider, certificate = excluded.certificate,
             learnt = excluded.learnt, practice = excluded.practice, service_users = excluded.service_users, sub_type = excluded.sub_type,
             cost_pence = excluded.cost_pence, standards = excluded.standards, next_step = excluded.next_step",
        )?
        .execute(params![
            id,
            facts.kind.map(CpdType::as_str),
            facts.provider,
            facts.certificate,
            facts.learnt,
            facts.practice,
            facts.service_users,
            facts.sub_type,
            facts.cost_pence,
            standards(&facts.standards),
            facts.next_step,
        ])?;
    Ok(())
}

/// Standards as they are stored: figures, in order, each once.
fn standards(numbers: &[u8]) -> String {
    (1..=4)
        .filter(|number| numbers.contains(number))
        .map(|number| number.to_string())
        .collect()
}

/// The same read back.
pub(crate) fn read_standards(stored: &str) -> Vec<u8> {
    stored
        .bytes()
        .filter(|byte| (b'1'..=b'4').contains(byte))
        .map(|byte| byte - b'0')
        .collect()
}

fn write_supervision(connection: &Connection, id: &str, facts: Option<&SupervisionFacts>) -> Result<()> {
    let facts = facts.filter(|facts| facts.kind.is_some() || facts.agreement_id.is_some() || facts.given);
    let Some(facts) = facts else {
        connection
            .prepare_cached("DELETE FROM supervision_facts WHERE record_id = ?1")?
            .execute([id])?;
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT INTO supervision_facts (record_id, type, agreement_id, given) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (record_id) DO UPDATE SET type = excluded.type, agreement_id = excluded.agreement_id, given = excluded.given",
        )?
        .execute(params![
            id,
            facts.kind.map(SupervisionType::as_str),
            facts.agreement_id,
            facts.given
        ])?;
    Ok(())
}

fn write_case(connection: &Connection, id: &str, facts: Option<&CaseFacts>) -> Result<()> {
    let Some(facts) = facts.filter(|facts| **facts != CaseFacts::default()) else {
        connection
            .prepare_cached("DELETE FROM case_facts WHERE record_id = ?1")?
            .execute([id])?;
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT INTO case_facts (record_id, attendance, themes, risk, ending) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (record_id) DO UPDATE SET attendance = excluded.attendance, themes = excluded.themes, risk = excluded.risk,
             ending = excluded.ending",
        )?
        .execute(params![
            id,
            facts.attendance.map(Attendance::as_str),
            facts.themes,
            facts.risk,
            facts.ending
        ])?;
    Ok(())
}

fn write_actions(connection: &Connection, world: &dyn World, id: &str, actions: &[Action]) -> Result<()> {
    let known = read_actions(connection, id)?;
    for (position, action) in actions.iter().enumerate() {
        if known.iter().any(|one| one.id == action.id) {
            connection
                .prepare_cached("UPDATE action SET position = ?2, text = ?3, due_on = ?4, done_on = ?5, owner = ?6 WHERE id = ?1")?
                .execute(params![action.id, position, action.text, action.due, action.done_on, owner(action)])?;
        } else {
            connection
                .prepare_cached(
                    "INSERT INTO action (id, record_id, position, text, due_on, done_on, owner) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    new_id(world)?,
                    id,
                    position,
                    action.text,
                    action.due,
                    action.done_on,
                    owner(action)
                ])?;
        }
    }
    for gone in known.iter().filter(|one| actions.iter().all(|action| action.id != one.id)) {
        connection.prepare_cached("DELETE FROM action WHERE id = ?1")?.execute([&gone.id])?;
    }
    Ok(())
}

/// Nobody named is the owner herself.
fn owner(action: &Action) -> Option<&str> {
    action.owner.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

/// The whole content of the record `id`, which exists.
pub(super) fn read(connection: &Connection, id: &str) -> Result<Content> {
    let mut content = connection
        .prepare_cached(
            "SELECT kind, title, date_on, date_to, minutes, role_id, model, session_number, setting, supervisor, format, remote, themes FROM record WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let kind: Kind = row.get("kind")?;
            let supervision = if kind == Kind::Supervision {
                Some(SupervisionFacts {
                    supervisor: row.get::<_, Option<String>>("supervisor")?.unwrap_or_default(),
                    format: row.get("format")?,
                    remote: row.get::<_, Option<bool>>("remote")?.unwrap_or(false),
                    themes: row.get::<_, Option<String>>("themes")?.unwrap_or_default(),
                    ..SupervisionFacts::default()
                })
            } else {
                None
            };
            Ok(Content {
                kind,
                title: row.get("title")?,
                date: row.get("date_on")?,
                date_to: row.get("date_to")?,
                minutes: row.get("minutes")?,
                role_id: row.get("role_id")?,
                model: row.get("model")?,
                sections: Vec::new(),
                keywords: Vec::new(),
                clients: Vec::new(),
                session_number: row.get("session_number")?,
                setting: row.get("setting")?,
                supervision,
                actions: Vec::new(),
                cpd: None,
                case: None,
            })
        })?;
    content.sections = connection
        .prepare_cached("SELECT stage, markdown FROM section WHERE record_id = ?1 ORDER BY position")?
        .query_map([id], |row| {
            Ok(Section {
                stage: row.get("stage")?,
                text: row.get("markdown")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    if let Some(facts) = &mut content.supervision {
        read_supervision(connection, id, facts)?;
    }
    content.keywords = named::read_keywords(connection, id)?;
    content.clients = named::read_clients(connection, id)?;
    content.actions = read_actions(connection, id)?;
    content.case = read_case(connection, id)?;
    content.cpd = connection
        .prepare_cached(
            "SELECT type, provider, certificate, learnt, practice, service_users, sub_type, cost_pence, standards, next_step
             FROM cpd_facts WHERE record_id = ?1",
        )?
        .query_row([id], |row| {
            Ok(CpdFacts {
                kind: row.get("type")?,
                provider: row.get("provider")?,
                certificate: row.get("certificate")?,
                learnt: row.get("learnt")?,
                practice: row.get("practice")?,
                service_users: row.get("service_users")?,
                sub_type: row.get("sub_type")?,
                cost_pence: row.get("cost_pence")?,
                standards: read_standards(&row.get::<_, String>("standards")?),
                next_step: row.get("next_step")?,
            })
        })
        .optional()?;
    Ok(content)
}

fn read_case(connection: &Connection, id: &str) -> Result<Option<CaseFacts>> {
    let facts = connection
        .prepare_cached("SELECT attendance, themes, risk, ending FROM case_facts WHERE record_id = ?1")?
        .query_row([id], |row| {
            Ok(CaseFacts {
                attendance: row.get("attendance")?,
                themes: row.get("themes")?,
                risk: row.get("risk")?,
                ending: row.get("ending")?,
            })
        })
        .optional()?;
    Ok(facts)
}

fn read_supervision(connection: &Connection, id: &str, facts: &mut SupervisionFacts) -> Result<()> {
    let found = connection
        .prepare_cached("SELECT type, agreement_id, given FROM supervision_facts WHERE record_id = ?1")?
        .query_row([id], |row| Ok((row.get("type")?, row.get("agreement_id")?, row.get("given")?)))
        .optional()?;
    if let Some(found) = found {
        (facts.kind, facts.agreement_id, facts.given) = found;
    }
    Ok(())
}

/// Agreed actions of the record.
pub(super) fn read_actions(connection: &Connection, id: &str) -> Result<Vec<Action>> {
    let actions = connection
        .prepare_cached("SELECT id, text, due_on, done_on, owner FROM action WHERE record_id = ?1 ORDER BY position")?
        .query_map([id], |row| {
            Ok(Action {
                id: row.get("id")?,
                text: row.get("text")?,
                due: row.get("due_on")?,
                done_on: row.get("done_on")?,
                owner: row.get("owner")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(actions)
}

/// Additions of the record, oldest first.
pub(super) fn read_additions(connection: &Connection, id: &str) -> Result<Vec<Addition>> {
    let additions = connection
        .prepare_cached("SELECT id, added_at, markdown FROM addition WHERE record_id = ?1 ORDER BY added_at, rowid")?
        .query_map([id], |row| {
            Ok(Addition {
                id: row.get("id")?,
                added_at: row.get("added_at")?,
                text: row.get("markdown")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(additions)
}

/// Tags of the record, in the framework's order (statement ids sort within a section; levels and sections are ordered).
pub(super) fn read_tags(connection: &Connection, id: &str) -> Result<Vec<Tag>> {
    let mut tags = connection
        .prepare_cached("SELECT statement_id, claim FROM tag WHERE record_id = ?1")?
        .query_map([id], |row| {
            Ok(Tag {
                statement: row.get("statement_id")?,
                claim: row.get("claim")?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let order = super::tags::order();
    tags.sort_by_key(|tag| order.get(tag.statement.as_str()).copied());
    Ok(tags)
}

/// Links to and from the record; those into the bin are left out.
pub(super) fn read_links(connection: &Connection, id: &str) -> Result<Vec<Link>> {
    let links = connection
        .prepare_cached(
            "SELECT other.id AS other, link.kind AS link_kind, outgoing, other.kind AS other_kind, title, first_line, date_on FROM
               (SELECT to_id AS other_id, kind, 1 AS outgoing FROM link WHERE from_id = ?1
                UNION ALL SELECT from_id, kind, 0 FROM link WHERE to_id = ?1) AS link
             JOIN record AS other ON other.id = link.other_id WHERE other.binned_at IS NULL ORDER BY date_on, other.id",
        )?
        .query_map([id], |row| {
            let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
            Ok(Link {
                record_id: row.get("other")?,
                kind: row.get("link_kind")?,
                outgoing: row.get("outgoing")?,
                other_kind: row.get("other_kind")?,
                title: if title.trim().is_empty() { first_line } else { title },
                date: row.get("date_on")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(links)
}
