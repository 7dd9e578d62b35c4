//! What the stages of a record's text are called, and whether any text stands under a stage at all.

use rusqlite::Connection;

use super::model::{Content, Kind};
use crate::error::Result;
use crate::reflection::{self, StageNames};

/// The names of its stages, of those that have one of a reflection model.
pub(super) fn names(connection: &Connection, content: &Content) -> Result<StageNames> {
    let stages = content.sections.iter().map(|section| section.stage.as_str());
    match content.kind {
        // A session asks for its own.
        Kind::Supervision => Ok(StageNames::new()),
        _ => reflection::stage_names(connection, content.model.as_deref(), stages),
    }
}

/// Whether a record, an earlier version of one or a template has words under one of `stages`, or goes by `model`.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn are_used(connection: &Connection, model: &str, stages: &[String]) -> Result<bool> {
    let by_model = connection
        .prepare_cached(
            "SELECT 1 FROM record WHERE model = ?1
             UNION ALL SELECT 1 FROM record_version WHERE content ->> 'model' = ?1
             UNION ALL SELECT 1 FROM template WHERE content ->> 'model' = ?1 LIMIT 1",
        )?
        .exists([model])?;
    if by_model {
        return Ok(true);
    }
    let mut under = connection.prepare_cached(
        "SELECT 1 FROM section WHERE stage = ?1
         UNION ALL SELECT 1 FROM record_version, json_each(content, '$.sections') WHERE value ->> 'stage' = ?1
         UNION ALL SELECT 1 FROM template, json_each(content, '$.sections') WHERE value ->> 'stage' = ?1 LIMIT 1",
    )?;
    for stage in stages {
        if under.exists([stage])? {
            return Ok(true);
        }
    }
    Ok(false)
}
