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

/// The facts whose keys begin with `start`, by the rest of the key.
pub fn beginning<T: DeserializeOwned>(connection: &Connection, start: &str) -> Result<Vec<(String, T)>> {
    let rows = connection
        .prepare_cached(
            "SELECT substr(key, length(?1) + 1) AS rest, value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?
        .query_map([start], |row| Ok((row.get("rest")?, row.get("value")?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    rows.into_iter()
        .map(|(rest, json)| Ok((rest, serde_json::from_str(&json).map_err(Error::internal)?)))
        .collect()
}

/// Forgets a fact; one that was never written is as good as forgotten.
pub fn forget(connection: &Connection, key: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?;
    Ok(())
}

/// Writes a fact.
pub fn write<T: Serialize>(connection: &Connection, key: &str, value: &T) -> Result<()> {
    // Each test that writes one looks it up.
    #[cfg(test)]
    assert!(tests::is_described(key), "docs/data-format.md does not name the setting {key}");
    let json = serde_json::to_string(value).map_err(Error::internal)?;
    connection
        .prepare_cached("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?
        .execute(params![key, json])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    const FORMAT: &str = include_str!("../../../../docs/data-format.md");

    /// Whether the table of settings has a row for this key; what stands behind a colon is an id.
    pub(super) fn is_described(key: &str) -> bool {
        let (_, table) = FORMAT.split_once("\n## Settings\n").expect("a heading");
        let (table, _) = table.split_once("\n## ").expect("another heading");
        let name = key
            .split_once(':')
            .map_or_else(|| key.to_owned(), |(name, _)| format!("{name}:<id>"));
        table.lines().any(|line| line.starts_with(&format!("| `{name}` | ")))
    }

    #[test]
    fn a_setting_that_the_format_does_not_name_is_noticed() {
        assert!(is_described("portfolio_id") && is_described("unfinished-addition:0190"));
        for not in ["portfolio", "unfinished-addition", "minutes", "key", ""] {
            assert!(!is_described(not), "{not}");
        }
    }
}
