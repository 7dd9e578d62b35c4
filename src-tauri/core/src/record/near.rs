//! Tagged records that are like a text, for whoever learns from what was tagged before.

use rusqlite::Connection;

use super::model::{Content, Kind};
use super::parts;
use crate::error::Result;
use crate::vault::Portfolio;

/// How much of a record's text is handed on: enough to see what it has in common with another.
const TEXT: u32 = 4000;
/// How many records are looked at for each that is wanted: some of them have no tag.
const LOOKED_AT: usize = 4;

/// A tagged record that is like a text.
#[derive(Debug)]
pub struct Near {
    /// Kind.
    pub kind: Kind,
    /// How like it is; to be compared with another's.
    pub likeness: f64,
    /// The statements it is tagged to.
    pub tags: Vec<String>,
    /// Its title, the beginning of its text, and its claims.
    pub text: String,
}

/// What a record says, without its facts: what is held against statements.
pub fn prose(content: &Content) -> String {
    let mut parts = vec![content.title.as_str()];
    parts.extend(content.sections.iter().map(|section| section.text.as_str()));
    if let Some(facts) = &content.cpd {
        parts.extend([facts.learnt.as_str(), facts.practice.as_str(), facts.service_users.as_str()]);
    }
    parts.extend(content.supervision.iter().map(|facts| facts.themes.as_str()));
    parts.extend(content.actions.iter().map(|action| action.text.as_str()));
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

/// The statements that the record `id` is tagged to.
///
/// # Errors
/// Only the database's.
pub fn tagged(portfolio: &Portfolio, id: &str) -> Result<Vec<String>> {
    Ok(parts::read_tags(portfolio.db(), id)?.into_iter().map(|tag| tag.statement).collect())
}

/// Up to `most` tagged records in which words begin with `stems`, the most alike first; not the record `but`. The search
/// index is asked as it stands: what waits to be indexed can wait on.
///
/// # Errors
/// Only the database's.
pub fn near(portfolio: &Portfolio, stems: &[String], but: Option<&str>, most: usize) -> Result<Vec<Near>> {
    let wanted = stems
        .iter()
        .filter(|stem| stem.chars().all(char::is_alphanumeric))
        .map(|stem| format!("\"{stem}\"{}", if stem.chars().count() < 4 { "" } else { "*" }))
        .collect::<Vec<_>>()
        .join(" OR ");
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let db = portfolio.db();
    let ranked = db
        .prepare_cached(&format!(
            "SELECT rowid, rank FROM record_search WHERE record_search MATCH ?1 ORDER BY rank LIMIT {}",
            most * LOOKED_AT
        ))?
        .query_map([format!("{{title body claims keywords}} : ({wanted})")], |row| {
            Ok((row.get("rowid")?, row.get("rank")?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, f64)>>>()?;
    let mut near = Vec::new();
    for (rid, rank) in ranked {
        if near.len() == most {
            break;
        }
        near.extend(one(db, rid, -rank, but)?);
    }
    Ok(near)
}

/// The record, unless it has no tag or is `but`.
fn one(db: &Connection, rid: i64, likeness: f64, but: Option<&str>) -> Result<Option<Near>> {
    let (id, kind): (String, Kind) = db
        .prepare_cached("SELECT id, kind FROM record WHERE rid = ?1")?
        .query_row([rid], |row| Ok((row.get("id")?, row.get("kind")?)))?;
    if but == Some(id.as_str()) {
        return Ok(None);
    }
    let tags: Vec<String> = parts::read_tags(db, &id)?.into_iter().map(|tag| tag.statement).collect();
    if tags.is_empty() {
        return Ok(None);
    }
    let text = db
        .prepare_cached(&format!(
            "SELECT title || '\n' || substr(body, 1, {TEXT}) || '\n' || claims AS text FROM record_search WHERE rowid = ?1"
        ))?
        .query_row([rid], |row| row.get("text"))?;
    Ok(Some(Near {
        kind,
        likeness,
        tags,
        text,
    }))
}
