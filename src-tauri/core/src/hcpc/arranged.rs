//! What the owner arranged around a profile, as it is carried from portfolio to portfolio.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::assembly::{self, Assembly};
use super::chair::{self, StoredMark};
use super::order::{self, Placed};
use super::pieces;
use super::reminders::{self, StoredReminder};
use crate::error::{Error, Result};

/// The highest number that is read as a citation.
const HIGHEST: u32 = 999;

/// Everything of it; an old file has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arranged {
    /// Which sentences of the statement show which standard.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<StoredMark>,
    /// The order of the evidence, by keys; a record's where only the record speaks of a certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// The number that each keeps, by keys, as soon as something is cited.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, u32>,
    /// What was left out, by keys; a record's where only the record speaks of a certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// What was done with the reminders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminders: Vec<StoredReminder>,
    /// How the statement is put together, with the records of each aim by keys.
    #[serde(default, skip_serializing_if = "Assembly::is_first")]
    pub assembly: Assembly,
}

impl Arranged {
    /// Whether nothing was arranged.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is arranged for the cycle `id`.
///
/// # Errors
/// `damaged`, `disk`.
pub fn arranged(connection: &Connection, id: &str) -> Result<Arranged> {
    let order = order::order_of(connection, id)?;
    Ok(Arranged {
        numbers: order.iter().filter_map(|one| Some((one.id.clone(), one.number?))).collect(),
        left_out: pieces::left_out(connection, id)?,
        marks: chair::marks_of(connection, id)?,
        evidence: order.into_iter().map(|one| one.id).collect(),
        reminders: reminders::stored(connection, id)?,
        assembly: assembly::of(connection, id)?,
    })
}

/// Writes it, within the caller's transaction.
///
/// # Errors
/// `invalid` for what nobody could have arranged; the database's.
pub fn put_arranged(connection: &Connection, id: &str, arranged: &Arranged) -> Result<()> {
    chair::put_marks(connection, id, &arranged.marks)?;
    let mut given: Vec<u32> = arranged.numbers.values().copied().collect();
    given.sort_unstable();
    given.dedup();
    if given.len() < arranged.numbers.len() || given.first() == Some(&0) || given.last() > Some(&HIGHEST) {
        return Err(Error::field(
            "numbers",
            "Two pieces of evidence cannot have one number, and each number lies between 1 and 999.",
        ));
    }
    let order: Vec<Placed> = arranged
        .evidence
        .iter()
        .map(|key| Placed {
            id: key.clone(),
            number: arranged.numbers.get(key).copied(),
        })
        .collect();
    order::put_order(connection, id, &order)?;
    arranged
        .left_out
        .iter()
        .try_for_each(|key| pieces::leave_out(connection, id, key))?;
    reminders::put_reminders(connection, id, &arranged.reminders)?;
    assembly::put(connection, id, &arranged.assembly)
}
