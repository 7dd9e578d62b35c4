//! The undo history as a second source: what a row last looked like, where the row itself cannot be read.

use std::collections::BTreeMap;

use rusqlite::types::Value;

use super::read::Table;

/// A row by its columns.
pub(super) type Known = BTreeMap<String, Value>;

/// The newest state of each row that the history still tells; `None` for one that was deleted.
#[derive(Default)]
pub(super) struct History {
    rows: BTreeMap<(String, String), Option<Known>>,
}

impl History {
    /// From the tables `revision` and `change`, as far as they could be read.
    pub(super) fn of(revisions: &Table, changes: &Table) -> Self {
        let integer = |table: &Table, cells: &[Option<Value>], name: &str| {
            table.column(name).and_then(|at| match cells.get(at) {
                Some(Some(Value::Integer(number))) => Some(*number),
                _ => None,
            })
        };
        let mut told: Vec<_> = changes
            .rows
            .values()
            .filter_map(|cells| {
                let at = integer(changes, cells, "revision_id")?;
                Some((at, changes.text(cells, "tbl")?, changes.text(cells, "key")?, cells))
            })
            .collect();
        told.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        let mut history = Self::default();
        // A change that was taken back tells by what stood before it, unless a newer one tells more.
        let mut before = BTreeMap::new();
        for (at, table, key, cells) in told {
            let place = (table.to_owned(), key.to_owned());
            if history.rows.contains_key(&place) {
                continue;
            }
            let undone = revisions
                .rows
                .get(&at)
                .is_some_and(|cells| revisions.text(cells, "state") == Some("undone"));
            if undone {
                before.insert(place, changes.text(cells, "before").and_then(known));
            } else {
                history.rows.insert(place, changes.text(cells, "after").and_then(known));
            }
        }
        for (place, row) in before {
            history.rows.entry(place).or_insert(row);
        }
        history
    }

    /// The key of a row as the journal writes it; empty when part of it is not known.
    pub(super) fn key(columns: &[String], known: &BTreeMap<&str, Value>) -> String {
        let parts: Option<Vec<_>> = columns
            .iter()
            .map(|column| match known.get(column.as_str())? {
                Value::Text(text) => Some(serde_json::Value::from(text.as_str())),
                Value::Integer(number) => Some(serde_json::Value::from(*number)),
                _ => None,
            })
            .collect();
        parts.map_or_else(String::new, |parts| serde_json::Value::from(parts).to_string())
    }

    /// What the history last says of a row.
    pub(super) fn row(&self, table: &str, key: &str) -> Option<&Known> {
        self.rows.get(&(table.to_owned(), key.to_owned()))?.as_ref()
    }

    /// Every row of the table that is there, as the history last says.
    pub(super) fn rows<'a>(&'a self, table: &'a str) -> impl Iterator<Item = (&'a String, &'a Known)> {
        let own = self.rows.iter().filter(move |((of, _), _)| of == table);
        own.filter_map(|((_, key), row)| Some((key, row.as_ref()?)))
    }

    /// The row of the record of this id.
    pub(super) fn record(&self, id: &str) -> Option<&Known> {
        self.rows("record")
            .map(|(_, row)| row)
            .find(|row| matches!(row.get("id"), Some(Value::Text(own)) if own == id))
    }
}

fn known(json: &str) -> Option<Known> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
    let value = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Number(number) => number.as_i64().map_or(Value::Null, Value::Integer),
        serde_json::Value::Bool(truth) => Value::Integer(i64::from(truth)),
        _ => Value::Null,
    };
    Some(object.into_iter().map(|(name, json)| (name, value(json))).collect())
}
