//! Records as an import brings them: within the importer's transaction, with the times they were made.

use rusqlite::{Connection, params};

use super::model::{Addition, Content, LinkKind, Tag};
use super::{Echo, Kept, derive, echo, history, parts, store, tags, unfinished, validate};
use crate::error::Result;
use crate::world::World;

/// A whole record from elsewhere.
pub struct Put<'a> {
    /// Its id here.
    pub id: &'a str,
    /// What was written.
    pub content: &'a Content,
    /// Draft or finished.
    pub draft: bool,
    /// The name others may read; `None` for the proposal.
    pub public_name: Option<&'a str>,
    /// Tags with their claims.
    pub tags: &'a [Tag],
    /// Links to records put before or after in the same transaction.
    pub links: &'a [(String, LinkKind)],
    /// Additions.
    pub additions: &'a [Addition],
    /// What is being added to it and is no part of it yet; empty when nothing is.
    pub unfinished: &'a str,
    /// What is different since; no words where it was asked and left.
    pub echo: Option<&'a Echo>,
    /// Earlier versions with their ids.
    pub versions: &'a [(String, Kept)],
    /// First saved, RFC 3339.
    pub created_at: &'a str,
    /// Last saved, RFC 3339.
    pub updated_at: &'a str,
    /// In the bin since.
    pub binned_at: Option<&'a str>,
}

/// Writes a record as a new one, by the same rules as a save.
///
/// # Errors
/// `invalid` with its field, `refused` over a limit.
pub fn put(connection: &Connection, world: &dyn World, record: &Put<'_>) -> Result<()> {
    validate::validate(connection, record.content, world.today())?;
    store::insert(connection, record.id, record.content.kind, &record.content.date, record.created_at)?;
    parts::write_row(connection, record.id, record.content)?;
    parts::write(connection, world, record.id, record.content)?;
    let finished = (!record.draft).then_some(record.updated_at);
    connection
        .prepare_cached("UPDATE record SET draft = ?2, public_name = ?3, updated_at = ?4, finished_at = ?5, binned_at = ?6 WHERE id = ?1")?
        .execute(params![
            record.id,
            record.draft,
            record.public_name,
            record.updated_at,
            finished,
            record.binned_at
        ])?;
    for tag in record.tags {
        tags::require(&tag.statement)?;
        validate::short("claim", &tag.claim, 500)?;
        tags::write(connection, record.id, &tag.statement, &tag.claim, record.updated_at)?;
    }
    for addition in record.additions {
        connection
            .prepare_cached("INSERT INTO addition (id, record_id, added_at, markdown) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![addition.id, record.id, addition.added_at, addition.text])?;
    }
    for (other, kind) in record.links {
        connection
            .prepare_cached("INSERT INTO link (from_id, to_id, kind) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
            .execute(params![record.id, other, kind.as_str()])?;
    }
    if !record.unfinished.trim().is_empty() {
        unfinished::put(connection, record.id, record.unfinished)?;
    }
    if let Some(echo) = record.echo {
        echo::put(connection, record.id, &echo.said_at, &echo.text)?;
    }
    for (id, version) in record.versions {
        history::put(connection, record.id, id, version)?;
    }
    derive(connection, record.id)
}
