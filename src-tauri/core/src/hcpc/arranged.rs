//! What the owner arranged around a profile, as it is carried from portfolio to portfolio.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::assembly::{self, Assembly};
use super::chair::{self, StoredMark};
use super::order;
use super::reminders::{self, StoredReminder};
use crate::error::Result;

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
    Ok(Arranged {
        marks: chair::marks_of(connection, id)?,
        evidence: order::order_of(connection, id)?,
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
    order::put_order(connection, id, &arranged.evidence)?;
    reminders::put_reminders(connection, id, &arranged.reminders)?;
    assembly::put(connection, id, &arranged.assembly)
}
