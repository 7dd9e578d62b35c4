//! A record as the beginning of others: templates of a kind, and a copy of one record.
//!
//! What always holds: a template is about nobody (no client code, no action, no session number), and what is made from it
//! is a draft of today.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{Content, Kind, Record};
use super::{create, get, store, validate};
use crate::error::{Code, Error, Result};
use crate::profile;
use crate::storage::{Op, Scope, new_id, transact};
use crate::supervision;
use crate::vault::Portfolio;

/// The longest name, in characters.
const NAME: usize = 80;

/// What a new record of a kind may begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Template {
    /// UUID.
    pub id: String,
    /// The owner's name for it.
    pub name: String,
    /// What it begins with.
    pub content: Content,
}

/// All templates, by kind and name.
///
/// # Errors
/// `damaged`, `disk`.
pub fn every_template(portfolio: &Portfolio) -> Result<Vec<Template>> {
    templates(portfolio.db())
}

/// The same out of any database that has a portfolio's tables.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn templates(connection: &Connection) -> Result<Vec<Template>> {
    let mut statement = connection.prepare_cached("SELECT id, name, content FROM template ORDER BY name COLLATE NOCASE, id")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>("id")?,
            row.get::<_, String>("name")?,
            row.get::<_, String>("content")?,
        ))
    })?;
    let mut all = Vec::new();
    for row in rows {
        let (id, name, content) = row?;
        let content = serde_json::from_str(&content).map_err(Error::internal)?;
        all.push(Template { id, name, content });
    }
    all.sort_by_key(|template: &Template| Kind::ALL.iter().position(|kind| *kind == template.content.kind));
    Ok(all)
}

fn template(connection: &Connection, id: &str) -> Result<Template> {
    let found = templates(connection)?.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| Error::not_found("template"))
}

/// Keeps the record `id` as a template called `name`.
///
/// # Errors
/// `invalid` for a name that is empty, too long or taken, `not-found`, `read-only`, `disk`.
pub fn keep_template(portfolio: &mut Portfolio, id: &str, name: &str) -> Result<Template> {
    let content = get(portfolio, id)?.content;
    let template = Template {
        id: new_id(portfolio.world())?,
        name: free_name(portfolio.db(), content.kind, name, None)?,
        content: about_nobody(content),
    };
    transact(portfolio, Op::SaveTemplate, Scope::default(), |connection| {
        put_template(connection, &template)
    })?;
    Ok(template)
}

/// Calls a template otherwise.
///
/// # Errors
/// As `keep_template`.
pub fn rename_template(portfolio: &mut Portfolio, id: &str, name: &str) -> Result<()> {
    let found = template(portfolio.db(), id)?;
    let name = free_name(portfolio.db(), found.content.kind, name, Some(id))?;
    transact(portfolio, Op::SaveTemplate, Scope::default(), |connection| {
        connection
            .prepare_cached("UPDATE template SET name = ?2 WHERE id = ?1")?
            .execute([id, &name])?;
        Ok(())
    })
}

/// Deletes a template. Records made from it stay.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn delete_template(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    template(portfolio.db(), id)?;
    transact(portfolio, Op::DeleteTemplate, Scope::default(), |connection| {
        connection.prepare_cached("DELETE FROM template WHERE id = ?1")?.execute([id])?;
        Ok(())
    })
}

/// A new draft that begins as the template does, dated today.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn from_template(portfolio: &mut Portfolio, id: &str) -> Result<Record> {
    let found = template(portfolio.db(), id)?;
    let blank = store::blank(portfolio, found.content.kind)?;
    let content = Content {
        date: blank.date,
        role_id: found.content.role_id.clone().or(blank.role_id),
        ..found.content
    };
    let content = standing(portfolio.db(), content)?;
    create(portfolio, &content, "", &[])
}

/// Writes a template as a new one.
pub(crate) fn put_template(connection: &Connection, template: &Template) -> Result<()> {
    named(&template.name)?;
    connection
        .prepare_cached("INSERT INTO template (id, name, kind, content) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            template.id,
            template.name,
            template.content.kind.as_str(),
            serde_json::to_string(&template.content).map_err(Error::internal)?
        ])?;
    Ok(())
}

/// A draft of today that says what the record `id` says, with its tags. Agreed actions and links belong to the first.
///
/// # Errors
/// `refused` for one in the bin, `not-found`, `read-only`, `disk`.
pub fn duplicate(portfolio: &mut Portfolio, id: &str) -> Result<Record> {
    let original = get(portfolio, id)?;
    if original.binned_at.is_some() {
        return Err(Error::new(Code::Refused, "A record in the bin is not duplicated.").hint("Bring it back from the bin first."));
    }
    let content = Content {
        date: portfolio.world().today().to_string(),
        date_to: None,
        session_number: original.content.session_number.map(|number| number.saturating_add(1)),
        actions: Vec::new(),
        ..original.content
    };
    let content = standing(portfolio.db(), content)?;
    validate::validate(portfolio.db(), &content, portfolio.world().today())?;
    let copy = new_id(portfolio.world())?;
    store::write_copy(portfolio, &copy, &content, &original.tags)?;
    get(portfolio, &copy)
}

/// What is about a person, or about that one day, stays behind.
fn about_nobody(content: Content) -> Content {
    Content {
        date_to: None,
        clients: Vec::new(),
        session_number: None,
        actions: Vec::new(),
        ..content
    }
}

/// The same without a role or an agreement that has gone meanwhile.
pub(super) fn standing(connection: &Connection, mut content: Content) -> Result<Content> {
    if let Some(role) = &content.role_id
        && profile::role(connection, role)?.is_none()
    {
        content.role_id = None;
    }
    if let Some(facts) = &mut content.supervision
        && let Some(agreement) = &facts.agreement_id
        && !supervision::agreement_is_there(connection, agreement)?
    {
        facts.agreement_id = None;
    }
    Ok(content)
}

fn named(name: &str) -> Result<&str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::field("name", "A template needs a name, to be found again."));
    }
    validate::short("name", name, NAME)?;
    Ok(name)
}

fn free_name(connection: &Connection, kind: Kind, name: &str, own: Option<&str>) -> Result<String> {
    let name = named(name)?;
    let taken = connection
        .prepare_cached("SELECT id FROM template WHERE kind = ?1 AND name = ?2 COLLATE NOCASE AND id IS NOT ?3")?
        .query_row(params![kind.as_str(), name, own], |row| row.get::<_, String>("id"))
        .optional()?;
    match taken {
        Some(_) => Err(Error::field("name", "There is a template of this kind with this name already.").hint("Choose another name.")),
        None => Ok(name.to_owned()),
    }
}
