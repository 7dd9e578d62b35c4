//! Small facts of the portfolio that are no part of its content: whether it is the sample, whether the words have been
//! confirmed, what is being added to a closed note. They are written outside of undo.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};

/// Reads a fact; `None` when it was never written.
pub fn read<T: DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>> {
    let value = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get::<_, String>("value"))
        .optional()?;
    value.map(|json| serde_json::from_str(&json).map_err(Error::internal)).transpose()
}

/// Forgets a fact; one that was never written is as good as forgotten.
pub fn forget(connection: &Connection, key: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
    Ok(())
}

/// Writes a fact.
pub fn write<T: Serialize>(connection: &Connection, key: &str, value: &T) -> Result<()> {
    let json = serde_json::to_string(value).map_err(Error::internal)?;
    connection
        .prepare_cached("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute(params![key, json])?;
    Ok(())
}
