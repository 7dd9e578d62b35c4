//! How a statement is put together. HCPC only suggests forms: by activity, by its standards, or from a plan of one's own.
//!
//! What always holds: whatever the form, every word of the owner's is in the statement once; an activity belongs to one aim at most.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::Profile;
use super::store;
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The most aims of a plan.
const MOST: usize = 20;

/// What a statement goes by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "AssembledBy")]
pub enum By {
    /// One activity after the other, with HCPC's questions.
    #[default]
    Activity,
    /// HCPC's standards, with what the activities say to each.
    Standard,
    /// The aims of a plan, with the activities that served them.
    Plan,
}

impl By {
    const ALL: [Self; 3] = [Self::Activity, Self::Standard, Self::Plan];

    fn as_str(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Standard => "standard",
            Self::Plan => "plan",
        }
    }
}

/// An aim of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "PlanAim")]
pub struct Aim {
    /// One line.
    pub text: String,
    /// The records that served it.
    #[serde(default)]
    pub record_ids: Vec<String>,
}

/// How a statement is put together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "StatementAssembly")]
pub struct Assembly {
    /// What it goes by.
    pub by: By,
    /// The aims of the plan, in order; they stay while another form is chosen.
    #[serde(default)]
    pub aims: Vec<Aim>,
}

impl Assembly {
    /// Whether it is as it was from the beginning.
    pub(super) fn is_first(&self) -> bool {
        *self == Self::default()
    }
}

/// How the statement of the cycle `id` is put together.
pub(super) fn of(connection: &Connection, id: &str) -> Result<Assembly> {
    let by: String = connection
        .prepare_cached("SELECT assembled_by FROM cycle WHERE id = ?1")?
        .query_row([id], |row| row.get("assembled_by"))?;
    let by = By::ALL.into_iter().find(|known| known.as_str() == by).unwrap_or_default();
    let mut statement = connection.prepare_cached("SELECT id, text FROM cycle_aim WHERE cycle_id = ?1 ORDER BY position, id")?;
    let mut records = connection
        .prepare_cached("SELECT record_id FROM aim_record JOIN record ON record.id = record_id WHERE aim_id = ?1 ORDER BY date_on, rid")?;
    let mut aims = Vec::new();
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let record_ids = records
            .query_map([row.get::<_, String>("id")?], |row| row.get("record_id"))?
            .collect::<rusqlite::Result<_>>()?;
        aims.push(Aim {
            text: row.get("text")?,
            record_ids,
        });
    }
    Ok(Assembly { by, aims })
}

/// Puts the statement of the cycle `id` together otherwise.
///
/// # Errors
/// `invalid` for an aim that says nothing, for more than can be kept, and for an activity under two; `not-found`, `read-only`,
/// `disk`.
pub fn assemble(portfolio: &mut Portfolio, id: &str, assembly: &Assembly) -> Result<Profile> {
    transact(portfolio, Op::AssembleStatement, Scope::default(), |connection| {
        super::load::cycle(connection, id)?;
        put(connection, id, assembly)
    })?;
    super::get(portfolio, id)
}

/// Writes it, within the caller's transaction.
pub(super) fn put(connection: &Connection, id: &str, assembly: &Assembly) -> Result<()> {
    check(assembly)?;
    connection
        .prepare_cached("UPDATE cycle SET assembled_by = ?2 WHERE id = ?1")?
        .execute([id, assembly.by.as_str()])?;
    connection
        .prepare_cached("DELETE FROM cycle_aim WHERE cycle_id = ?1")?
        .execute([id])?;
    for (at, aim) in assembly.aims.iter().enumerate() {
        let (aim_id, at) = (format!("{id}/{at}"), i64::try_from(at).map_err(Error::internal)?);
        connection
            .prepare_cached("INSERT INTO cycle_aim (id, cycle_id, position, text) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![aim_id, id, at, aim.text.trim()])?;
        for record in &aim.record_ids {
            // One that was erased meanwhile serves no aim any more.
            if store::require_shareable(connection, record, "assembly")? {
                connection
                    .prepare_cached("INSERT INTO aim_record (aim_id, record_id) VALUES (?1, ?2)")?
                    .execute([&aim_id, record])?;
            }
        }
    }
    Ok(())
}

fn check(assembly: &Assembly) -> Result<()> {
    if assembly.aims.len() > MOST {
        return Err(Error::field(
            "assembly",
            format!("A plan holds up to {MOST} aims here; there are {}.", assembly.aims.len()),
        ));
    }
    let mut seen = std::collections::BTreeSet::new();
    for aim in &assembly.aims {
        store::text("assembly", &aim.text)?;
        if aim.text.trim().is_empty() || aim.text.contains('\n') {
            return Err(Error::field("assembly", "An aim is one line of words.").hint("Write what it is, or take it away."));
        }
        if let Some(twice) = aim.record_ids.iter().find(|id| !seen.insert(id.as_str())) {
            return Err(Error::field(
                "assembly",
                format!("An activity stands under one aim, and {twice} stands under two."),
            ));
        }
    }
    Ok(())
}
