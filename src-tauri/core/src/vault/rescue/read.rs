//! Reading a damaged database: every row that still can be read, whatever stands beside it.
//!
//! What always holds: the damaged file is opened for reading alone, and never locked; after the first page that is not as it
//! was written, a connection hands out empty pages for that one and all that follow, so each answer is taken only while
//! SQLCipher calls itself sound, and a new connection goes on behind the damage.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, Row, ToSql};
use tempfile::TempPath;

use crate::api::Task;
use crate::error::{Error, Result};
use crate::storage;
use crate::vault::backup::hidden;
use crate::vault::{DATABASE, Secret};

/// How often a gap of unknown width is looked into: enough for the leaves of a whole branch, over in seconds.
const PROBES: usize = 2000;
/// How far beyond the last row that was found one more is looked for.
const BEYOND: i64 = 4096;

/// What of a row could be read, by column.
pub(super) type Cells = Vec<Option<Value>>;
/// What the indexes of a table say of its rows: by row and column.
type Indexed = BTreeMap<i64, BTreeMap<usize, Value>>;

/// A table, as far as it can be read.
#[derive(Default)]
pub(super) struct Table {
    pub(super) columns: Vec<String>,
    /// Every row of which at least the number is known.
    pub(super) rows: BTreeMap<i64, Cells>,
    /// There may be rows of which nothing is known.
    pub(super) unknown: bool,
}

impl Table {
    /// Where the column of this name stands.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The text in a cell.
    pub(super) fn text<'a>(&self, cells: &'a Cells, name: &str) -> Option<&'a str> {
        match cells.get(self.column(name)?)?.as_ref()? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The database that is read: the damaged file itself, or a copy that has the log's newest words in their places.
pub(super) struct Source {
    path: PathBuf,
    _copy: Option<Copy>,
    /// There is a log beside the file, and it could not be read.
    pub(super) without_log: bool,
}

struct Copy {
    database: TempPath,
}

impl Copy {
    fn log(&self) -> PathBuf {
        log_of(&self.database)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What cannot be removed now is swept when the portfolio is opened.
        let _ = std::fs::remove_file(self.log());
    }
}

fn log_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

impl Source {
    /// The database in the portfolio's `folder`. A copy is made only where a log holds words that are not in the file; it lies
    /// in that folder, as encrypted as the original, and goes with this.
    pub(super) fn of(folder: &Path, key: &Secret) -> Self {
        let path = folder.join(DATABASE);
        let logged = std::fs::metadata(log_of(&path)).is_ok_and(|found| found.len() > 0);
        match logged.then(|| copied(folder, &path, key)) {
            Some(Ok(copy)) => Self {
                path: copy.database.to_path_buf(),
                _copy: Some(copy),
                without_log: false,
            },
            // Without room for a copy, or with a log that cannot be read, there is still the file.
            failed => Self {
                path,
                _copy: None,
                without_log: failed.is_some(),
            },
        }
    }
}

fn copied(folder: &Path, path: &Path, key: &Secret) -> Result<Copy> {
    let copy = Copy { database: hidden(folder)? };
    let duplicate = |from: &Path, to: &Path| {
        std::fs::copy(from, to)
            .map(|_| ())
            .map_err(|cause| Error::disk("copying the portfolio", &cause))
    };
    duplicate(path, &copy.database)?;
    duplicate(&log_of(path), &copy.log())?;
    storage::settle_log(&copy.database, key)?;
    Ok(copy)
}

/// Reads on, over whatever cannot be read.
pub(super) struct Reader<'a> {
    source: &'a Source,
    key: &'a Secret,
    task: &'a Task,
    connection: Option<Connection>,
}

impl<'a> Reader<'a> {
    /// Begins with what is needed to read anything at all.
    ///
    /// # Errors
    /// `damaged` when the first page, or with it all that says where things are, is gone; `newer`; `disk`.
    pub(super) fn begin(source: &'a Source, key: &'a Secret, task: &'a Task) -> Result<Self> {
        let mut reader = Self {
            source,
            key,
            task,
            connection: None,
        };
        reader.connection()?;
        if reader.columns("record")?.is_empty() && reader.columns("section")?.is_empty() {
            return Err(Error::damaged().detail("the schema cannot be read"));
        }
        Ok(reader)
    }

    fn connection(&mut self) -> Result<&Connection> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            none => Ok(none.insert(storage::open_as_it_is(&self.source.path, self.key)?)),
        }
    }

    /// Asks, and hands over row after row. False when a page on the way could not be read: then what was handed over is right,
    /// and the rest is not known.
    fn each(&mut self, sql: &str, bounds: &[&dyn ToSql], take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<bool> {
        self.task.go_on()?;
        let whole = each_of(self.connection()?, sql, bounds, take);
        if !whole {
            self.connection = None;
        }
        Ok(whole)
    }

    fn texts(&mut self, sql: &str, bounds: &[&dyn ToSql]) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        self.each(sql, bounds, |row| {
            texts.push(row.get(0)?);
            Ok(())
        })?;
        Ok(texts)
    }

    fn columns(&mut self, table: &str) -> Result<Vec<String>> {
        self.texts("SELECT name FROM pragma_table_info(?1) ORDER BY cid", &[&table])
    }

    /// The schema's number, where it can be read.
    pub(super) fn version(&mut self) -> Result<Option<u32>> {
        let said = self.texts("SELECT CAST(user_version AS TEXT) FROM pragma_user_version", &[])?;
        Ok(said.first().and_then(|number| number.parse().ok()))
    }

    /// The table of this name. One that is not known, because the page that describes it is gone, has no rows and no columns.
    pub(super) fn table(&mut self, name: &str) -> Result<Table> {
        let columns = self.columns(name)?;
        let mut table = Table {
            unknown: columns.is_empty(),
            columns,
            ..Table::default()
        };
        if table.unknown {
            return Ok(table);
        }
        let (all, width) = (listed(&table.columns), table.columns.len());
        let rows = &mut table.rows;
        let whole = self.each(
            &format!("SELECT rowid AS number, {all} FROM {name} NOT INDEXED ORDER BY number"),
            &[],
            |row| {
                rows.insert(row.get(0)?, cells(row, 1, width)?);
                Ok(())
            },
        )?;
        if !whole {
            let (numbers, indexed, certain) = self.numbers(name, &table.columns)?;
            table.unknown = !certain;
            for number in numbers {
                if !table.rows.contains_key(&number) {
                    let mut cells = self.row(name, &table.columns, number)?;
                    for (at, value) in indexed.get(&number).into_iter().flatten() {
                        cells[*at].get_or_insert_with(|| value.clone());
                    }
                    table.rows.insert(number, cells);
                }
            }
        }
        Ok(table)
    }

    /// One row: whole, or column by column, since a long text that cannot be read leaves the rest of its row legible.
    fn row(&mut self, name: &str, columns: &[String], number: i64) -> Result<Cells> {
        let mut found = None;
        let all = listed(columns);
        let whole = self.each(
            &format!("SELECT {all} FROM {name} NOT INDEXED WHERE rowid = ?1"),
            &[&number],
            |row| {
                found = Some(cells(row, 0, columns.len())?);
                Ok(())
            },
        )?;
        if let (true, Some(found)) = (whole, found) {
            return Ok(found);
        }
        let mut cells = vec![None; columns.len()];
        let mut there = false;
        self.each(&format!("SELECT 1 FROM {name} NOT INDEXED WHERE rowid = ?1"), &[&number], |_| {
            there = true;
            Ok(())
        })?;
        for (cell, column) in cells.iter_mut().zip(columns).filter(|_| there) {
            self.each(
                &format!("SELECT \"{column}\" FROM {name} NOT INDEXED WHERE rowid = ?1"),
                &[&number],
                |row| {
                    *cell = Some(row.get(0)?);
                    Ok(())
                },
            )?;
        }
        Ok(cells)
    }

    /// The numbers of the table's rows, from its ends, its indexes and its gaps; what the indexes say of each; and whether that
    /// is certainly all of them.
    fn numbers(&mut self, name: &str, columns: &[String]) -> Result<(BTreeSet<i64>, Indexed, bool)> {
        let mut numbers = BTreeSet::new();
        let mut certain = self.run(
            &format!("SELECT rowid AS number FROM {name} NOT INDEXED ORDER BY number"),
            &[],
            &mut numbers,
        )?;
        let low = numbers.last().copied().unwrap_or(0);
        let mut upper = BTreeSet::new();
        if !certain {
            self.run(
                &format!("SELECT rowid AS number FROM {name} NOT INDEXED ORDER BY number DESC"),
                &[],
                &mut upper,
            )?;
        }
        let mut indexed = Indexed::new();
        for index in self.indexes(name)? {
            certain |= self.index(name, columns, &index, &mut indexed)?;
        }
        let high = upper.first().copied();
        numbers.append(&mut upper);
        numbers.extend(indexed.keys());
        if !certain {
            let high = high.unwrap_or_else(|| numbers.last().map_or(low, |last| last + 1).max(low + BEYOND));
            self.probe(name, low, high, &mut numbers)?;
        }
        Ok((numbers, indexed, certain))
    }

    fn run(&mut self, sql: &str, bounds: &[&dyn ToSql], into: &mut BTreeSet<i64>) -> Result<bool> {
        self.each(sql, bounds, |row| {
            into.insert(row.get(0)?);
            Ok(())
        })
    }

    /// Looks between two numbers for leaves that can be read among those that cannot.
    fn probe(&mut self, name: &str, low: i64, high: i64, into: &mut BTreeSet<i64>) -> Result<()> {
        let sql = format!("SELECT rowid AS number FROM {name} NOT INDEXED WHERE rowid >= ?1 AND rowid < ?2 ORDER BY number");
        let mut gaps = VecDeque::from([(low, high)]);
        for _ in 0..PROBES {
            let Some((low, high)) = gaps.pop_front() else { break };
            if high - low <= 1 {
                continue;
            }
            let (middle, mut found) = (low + (high - low) / 2, BTreeSet::new());
            let whole = self.run(&sql, &[&middle, &high], &mut found)?;
            gaps.push_back((low, middle));
            if !whole {
                gaps.push_back((found.last().copied().unwrap_or(middle), high));
            }
            into.append(&mut found);
        }
        Ok(())
    }

    fn indexes(&mut self, table: &str) -> Result<Vec<Index>> {
        let mut indexes = Vec::new();
        self.each("SELECT name, partial FROM pragma_index_list(?1)", &[&table], |row| {
            indexes.push(Index {
                name: row.get(0)?,
                columns: Vec::new(),
                collations: Vec::new(),
                filter: row.get::<_, bool>(1)?.then(String::new),
            });
            Ok(())
        })?;
        for index in &mut indexes {
            let (columns, collations) = (&mut index.columns, &mut index.collations);
            self.each(
                "SELECT name, coll FROM pragma_index_xinfo(?1) WHERE key = 1 ORDER BY seqno",
                &[&index.name],
                |row| {
                    columns.push(row.get::<_, Option<String>>(0)?.unwrap_or_default());
                    collations.push(row.get(1)?);
                    Ok(())
                },
            )?;
            if let Some(filter) = &mut index.filter {
                let made = self.texts("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1", &[&index.name])?;
                *filter = made
                    .first()
                    .and_then(|sql| sql.split_once(" WHERE "))
                    .map_or_else(String::new, |(_, filter)| filter.to_owned());
            }
        }
        Ok(indexes)
    }

    /// What an index knows, from both of its ends. True when it was read whole and knows every row.
    fn index(&mut self, table: &str, columns: &[String], index: &Index, into: &mut Indexed) -> Result<bool> {
        let at: Vec<_> = index
            .columns
            .iter()
            .filter_map(|name| columns.iter().position(|column| column == name))
            .collect();
        if at.len() != index.columns.len() || at.is_empty() {
            return Ok(false);
        }
        let filter = index.filter.as_ref().map_or_else(String::new, |filter| format!("WHERE {filter}"));
        // In the index's own order, so that nothing but the index is read.
        let ordered = index.columns.iter().zip(&index.collations);
        let backwards: Vec<_> = ordered.map(|(name, by)| format!("\"{name}\" COLLATE {by} DESC")).collect();
        let (all, name) = (listed(&index.columns), &index.name);
        for order in [String::new(), format!("ORDER BY {}", backwards.join(", "))] {
            let sql = format!("SELECT rowid, {all} FROM {table} INDEXED BY \"{name}\" {filter} {order}");
            let whole = self.each(&sql, &[], |row| {
                let known = into.entry(row.get(0)?).or_default();
                for (place, at) in at.iter().enumerate() {
                    known.insert(*at, row.get(place + 1)?);
                }
                Ok(())
            })?;
            if whole {
                return Ok(index.filter.is_none());
            }
        }
        Ok(false)
    }
}

struct Index {
    name: String,
    columns: Vec<String>,
    /// How each of them is ordered.
    collations: Vec<String>,
    /// Which rows it knows; `None`: all.
    filter: Option<String>,
}

fn listed(columns: &[String]) -> String {
    columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn cells(row: &Row<'_>, from: usize, width: usize) -> rusqlite::Result<Cells> {
    (from..from + width).map(|at| row.get(at).map(Some)).collect()
}

fn each_of(connection: &Connection, sql: &str, bounds: &[&dyn ToSql], mut take: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> bool {
    let Ok(mut statement) = connection.prepare(sql) else { return false };
    let Ok(mut rows) = statement.query(bounds) else { return false };
    loop {
        match rows.next() {
            // Empty pages make empty words: what is answered counts only while every page was as it was written.
            Ok(Some(row)) if storage::is_sound(connection) && take(row).is_ok() => {}
            Ok(None) => return storage::is_sound(connection),
            _ => return false,
        }
    }
}
