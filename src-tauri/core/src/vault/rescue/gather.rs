//! What could be read, put together again: a sound portfolio's tables in memory, and what is doubtful in them.
//!
//! What always holds: what the damaged file's own rows say goes before everything else; then what its indexes, its undo
//! history and its search index still know is taken, and said to be second-hand; a piece whose record is lost gets one to
//! stand in.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::history::History;
use super::read::{Reader, Table};
use super::tables::{self, Loss, TABLES, losses, missing};
use crate::api::Task;
use crate::error::Result;
use crate::{record, storage};

/// The search index's own copy of what it indexes.
const SEARCH: &str = "record_search_content";
/// The day of what has none any more: sorts first, and is no day.
pub(super) const NO_DATE: &str = "undated";

/// Everything that could be read.
pub(super) struct Gathered {
    pub(super) db: Connection,
    /// What is missing or second-hand, by record: sentences.
    pub(super) doubts: BTreeMap<String, BTreeSet<String>>,
    pub(super) losses: Vec<Loss>,
}

/// Reads everything.
///
/// # Errors
/// `cancelled`, `disk`.
pub(super) fn gather(reader: &mut Reader<'_>, task: &Task) -> Result<Gathered> {
    let version = reader.version()?;
    let mut read = BTreeMap::new();
    for (at, (name, ..)) in TABLES.iter().enumerate() {
        task.progress(at, TABLES.len() + 2, "parts")?;
        let mut table = reader.table(name)?;
        table.unknown &= !tables::not_yet(name, version);
        read.insert(*name, table);
    }
    let losses = losses(&read);
    let mut gathering = Gathering {
        db: storage::in_memory()?,
        doubts: BTreeMap::new(),
        bodies: BTreeMap::new(),
        numbers: BTreeMap::new(),
        torn: BTreeSet::new(),
        bereft: BTreeSet::new(),
    };
    // An undamaged portfolio needs no second-hand words, and its history may be as large as itself.
    let (history, search) = if losses.is_empty() {
        (History::default(), Table::default())
    } else {
        task.progress(TABLES.len(), TABLES.len() + 2, "parts")?;
        let history = History::of(&reader.table("revision")?, &reader.table("change")?);
        task.progress(TABLES.len() + 1, TABLES.len() + 2, "parts")?;
        (history, reader.table(SEARCH)?)
    };
    for (name, ..) in TABLES {
        gathering.take(name, &read[name], &history)?;
    }
    if !losses.is_empty() {
        gathering.stand_in(&history)?;
        gathering.search(&search)?;
        gathering.names()?;
        gathering.texts(&search, read.get("section").is_some_and(|table| table.unknown))?;
        gathering.beside(&search)?;
        for id in gathering.doubts.keys() {
            record::derive(&gathering.db, id)?;
        }
    }
    Ok(Gathered {
        db: gathering.db,
        doubts: gathering.doubts,
        losses,
    })
}

struct Gathering {
    db: Connection,
    doubts: BTreeMap<String, BTreeSet<String>>,
    /// The records' joined texts, where they could be read.
    bodies: BTreeMap<String, String>,
    /// The records' numbers.
    numbers: BTreeMap<String, i64>,
    /// Records of whose pieces of text one at least is lost.
    torn: BTreeSet<String>,
    /// Records that have lost something else which the search index had.
    bereft: BTreeSet<String>,
}

impl Gathering {
    fn doubt(&mut self, record: &str, sentence: impl Into<String>) {
        self.doubts.entry(record.to_owned()).or_default().insert(sentence.into());
    }

    /// Takes the rows of one table over, with what the history knows of what is missing.
    fn take(&mut self, name: &str, table: &Table, history: &History) -> Result<()> {
        let keys = self.primary_key(name)?;
        let mut taken = BTreeSet::new();
        for (number, cells) in &table.rows {
            let mut known: BTreeMap<&str, Value> = table
                .columns
                .iter()
                .zip(cells)
                .filter_map(|(column, cell)| Some((column.as_str(), cell.clone()?)))
                .collect();
            if name == "record" {
                known.insert("rid", Value::Integer(*number));
            }
            let lost = missing(table, cells);
            let key = History::key(&keys, &known);
            let older = if lost.is_empty() { None } else { history.row(name, &key) };
            let mut second_hand = BTreeSet::new();
            for (column, value) in older.into_iter().flatten().filter(|(column, _)| lost.contains(&column.as_str())) {
                known.insert(column, value.clone());
                second_hand.insert(column.as_str());
            }
            taken.insert(key);
            let still: Vec<_> = lost.into_iter().filter(|column| !second_hand.contains(column)).collect();
            if let Some(record) = self.record_of(name, &known) {
                self.tell(name, &record, &still, !second_hand.is_empty());
            }
            self.insert(name, &known)?;
        }
        if table.unknown {
            for (_, row) in history.rows(name).filter(|(key, _)| !taken.contains(*key)) {
                let known: BTreeMap<&str, Value> = row.iter().map(|(column, value)| (column.as_str(), value.clone())).collect();
                if let Some(record) = self.record_of(name, &known) {
                    self.tell(name, &record, &[], true);
                }
                self.insert(name, &known)?;
            }
        }
        Ok(())
    }

    /// Which record a row is of.
    fn record_of(&mut self, name: &str, known: &BTreeMap<&str, Value>) -> Option<String> {
        let text = |column: &str| match known.get(column) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        if name != "record" {
            return text("record_id").filter(|_| name != "cycle_record");
        }
        let Some(Value::Integer(number)) = known.get("rid") else {
            return None;
        };
        let id = text("id").unwrap_or_else(|| stand_in_id(*number));
        if let Some(body) = text("body") {
            self.bodies.insert(id.clone(), body);
        }
        self.numbers.insert(id.clone(), *number);
        Some(id)
    }

    /// Says what is not as it was in a row of `record`.
    fn tell(&mut self, name: &str, record: &str, still: &[&str], second_hand: bool) {
        if second_hand {
            self.doubt(
                record,
                "Part of it comes from the undo history, and may be a little older than what was lost.",
            );
        }
        if still.is_empty() {
            return;
        }
        match name {
            "record" => {
                let facts: Vec<_> = still
                    .iter()
                    .map(|column| fact(column))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect();
                self.doubt(record, format!("Not to be read any more: {}.", facts.join(", ")));
            }
            // Held against the joined text afterwards.
            "section" => {
                self.torn.insert(record.to_owned());
            }
            _ => {
                let what = TABLES.iter().find(|(table, ..)| *table == name).map_or("", |(_, one, _)| one);
                self.bereft.insert(record.to_owned());
                self.doubt(record, format!("Not to be read any more, or not all of it: {what}."));
            }
        }
    }

    /// A record for every piece that has lost its own.
    fn stand_in(&mut self, history: &History) -> Result<()> {
        let orphans = self
            .db
            .prepare(
                "SELECT record_id FROM (SELECT record_id FROM section UNION SELECT record_id FROM addition UNION SELECT record_id FROM cpd_facts
                   UNION SELECT record_id FROM action UNION SELECT record_id FROM tag)
                 WHERE record_id <> '' AND record_id NOT IN (SELECT id FROM record)",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        for id in orphans {
            match history.record(&id) {
                Some(row) => {
                    if let Some(Value::Integer(number)) = row.get("rid") {
                        self.numbers.insert(id.clone(), *number);
                    }
                    let known = row.iter().map(|(column, value)| (column.as_str(), value.clone())).collect();
                    self.insert("record", &known)?;
                    self.doubt(
                        &id,
                        "Its title, date and other facts come from the undo history, and may be a little older.",
                    );
                }
                None => {
                    self.insert("record", &BTreeMap::from([("id", Value::Text(id.clone()))]))?;
                    self.doubt(&id, "Its title, date, kind and other facts cannot be read any more.");
                }
            }
        }
        Ok(())
    }

    /// Records of which the search index alone still knows.
    fn search(&mut self, search: &Table) -> Result<()> {
        let known: BTreeSet<i64> = self.numbers.values().copied().collect();
        for (number, cells) in search.rows.iter().filter(|(number, _)| !known.contains(number)) {
            let id = stand_in_id(*number);
            let title = search.text(cells, "c0").unwrap_or_default().to_owned();
            self.insert(
                "record",
                &BTreeMap::from([
                    ("rid", Value::Integer(*number)),
                    ("id", Value::Text(id.clone())),
                    ("title", Value::Text(title)),
                ]),
            )?;
            self.numbers.insert(id.clone(), *number);
            self.doubt(
                &id,
                "Only the search index still had it: its date, kind and other facts cannot be read any more.",
            );
        }
        Ok(())
    }

    /// Keywords and codes whose own words are lost go from the records that carry them, and it is said.
    fn names(&mut self) -> Result<()> {
        for (sql, said) in [
            (
                "SELECT record_id FROM record_keyword WHERE keyword_id NOT IN (SELECT id FROM keyword WHERE name <> '')",
                "One of its keywords cannot be read any more.",
            ),
            (
                "SELECT record_id FROM record_client WHERE client_id NOT IN (SELECT id FROM client WHERE code <> '')",
                "A client code of it cannot be read any more.",
            ),
        ] {
            let without = self
                .db
                .prepare(sql)?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            for record in without {
                self.bereft.insert(record.clone());
                self.doubt(&record, said);
            }
        }
        self.db
            .execute_batch("DELETE FROM keyword WHERE name = ''; DELETE FROM client WHERE code = '';")?;
        Ok(())
    }

    /// Holds each record's pieces of text against its joined text, else against the search index's, and takes what has more.
    fn texts(&mut self, search: &Table, any_torn: bool) -> Result<()> {
        for id in record::ids(&self.db)? {
            let pieces = self
                .db
                .prepare_cached("SELECT markdown FROM section WHERE record_id = ?1 AND markdown <> '' ORDER BY position")?
                .query_map([&id], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?
                .join("\n\n");
            let cells = self.numbers.get(&id).and_then(|number| search.rows.get(number));
            let indexed = |column| cells.and_then(|cells| search.text(cells, column)).unwrap_or_default();
            let found = indexed("c1");
            if let Some(body) = self.bodies.get(&id).cloned() {
                if body != pieces {
                    self.replace_text(&id, &body)?;
                    self.doubt(&id, "Its text is whole, but the headings in it cannot be read any more.");
                }
                continue;
            }
            if !any_torn && !self.torn.contains(&id) && !pieces.is_empty() {
                continue;
            }
            if found.starts_with(&pieces) && found.len() > pieces.len() {
                self.replace_text(&id, found)?;
                self.doubt(
                    &id,
                    "Its text comes from the search index: words may stand in it twice, or be a little older.",
                );
            } else if !found.is_empty() && found != pieces {
                self.replace_text(&id, &format!("{pieces}\n\n{found}"))?;
                self.doubt(
                    &id,
                    "Part of its text comes from the search index: words may stand in it twice, or be a little older.",
                );
            } else if found.is_empty() {
                self.doubt(&id, "Its text, or part of it, cannot be read any more.");
            }
        }
        Ok(())
    }

    /// What the search index still knows of lost additions, CPD details, actions, claims and keywords stands below the text.
    fn beside(&self, search: &Table) -> Result<()> {
        for id in &self.bereft {
            let Some(cells) = self.numbers.get(id).and_then(|number| search.rows.get(number)) else {
                continue;
            };
            let indexed = |column| search.text(cells, column).unwrap_or_default();
            let body = self.bodies.get(id).map_or("", String::as_str);
            let found = [
                indexed("c1").strip_prefix(body).unwrap_or(indexed("c1")).trim(),
                indexed("c2"),
                indexed("c3"),
            ];
            let found: Vec<_> = found.into_iter().filter(|found| !found.is_empty()).collect();
            if !found.is_empty() {
                self.add_text(id, &format!("(As the search index had it:)\n\n{}", found.join("\n\n")))?;
            }
        }
        Ok(())
    }

    fn replace_text(&self, id: &str, text: &str) -> Result<()> {
        self.db.execute("DELETE FROM section WHERE record_id = ?1", [id])?;
        self.add_text(id, text)
    }

    fn add_text(&self, id: &str, text: &str) -> Result<()> {
        self.db.execute(
            "INSERT INTO section (record_id, position, stage, markdown)
             VALUES (?1, (SELECT coalesce(max(position), -1) + 1 FROM section WHERE record_id = ?1), 'text', ?2)",
            params![id, text],
        )?;
        Ok(())
    }

    fn primary_key(&self, table: &str) -> Result<Vec<String>> {
        let names = self
            .db
            .prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?
            .query_map([table], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(names)
    }

    /// Inserts what is known of a row; what must not be empty gets what stands for "not known".
    fn insert(&self, table: &str, known: &BTreeMap<&str, Value>) -> Result<()> {
        let mut statement = self
            .db
            .prepare_cached("SELECT name, type, \"notnull\" AND dflt_value IS NULL AS needed FROM pragma_table_info(?1) ORDER BY cid")?;
        let mut rows = statement.query([table])?;
        let (mut names, mut values) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (name, kind, needed): (String, String, bool) = (row.get("name")?, row.get("type")?, row.get("needed")?);
            let value = known.get(name.as_str()).cloned();
            if let Some(value) = value.or_else(|| needed.then(|| unknown(table, &name, &kind, known))) {
                names.push(name);
                values.push(value);
            }
        }
        let marks = vec!["?"; names.len()].join(", ");
        self.db
            .prepare_cached(&format!("INSERT OR REPLACE INTO {table} ({}) VALUES ({marks})", names.join(", ")))?
            .execute(params_from_iter(values))?;
        Ok(())
    }
}

/// What stands for a value that is not known and must be there.
fn unknown(table: &str, column: &str, kind: &str, known: &BTreeMap<&str, Value>) -> Value {
    match (table, column, kind) {
        ("record", "id", _) => match known.get("rid") {
            Some(Value::Integer(number)) => Value::Text(stand_in_id(*number)),
            _ => Value::Text(String::new()),
        },
        ("record", "kind", _) => Value::Text(record::Kind::Reflection.as_str().to_owned()),
        ("record", "date_on", _) => Value::Text(NO_DATE.to_owned()),
        ("supervision_person", "side", _) => Value::Text("supervisor".to_owned()),
        (_, _, "INTEGER") => Value::Integer(0),
        _ => Value::Text(String::new()),
    }
}

fn stand_in_id(number: i64) -> String {
    format!("record-{number}")
}

/// What people call a column of `record`.
fn fact(column: &str) -> &'static str {
    match column {
        "kind" => "its kind",
        "title" => "its title",
        "date_on" => "its date",
        _ => "smaller details, such as its length or when it was written",
    }
}
