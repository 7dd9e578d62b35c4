//! Opening the database: key, pragmas, version, migrations.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{journal, settings};
use crate::error::{Code, Error, Result};
use crate::vault::Secret;

/// Every migration, in order; the database's `user_version` is how many of them it has.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_portfolio.sql"),
    include_str!("migrations/0002_search_index.sql"),
    include_str!("migrations/0003_search_pending.sql"),
];

/// The schema version this Triptych writes.
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// Detail of the error when the first page cannot be read with the key at hand.
pub(crate) const UNREADABLE: &str = "the first page cannot be read";

/// Takes the place of a new database at `path`: whoever got it may clear it away again.
///
/// # Errors
/// `exists` when something is there already, which is left alone; `disk`.
pub(crate) fn claim(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    super::files::private(&mut options);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => Err(Error::portfolio_exists()),
        Err(cause) => Err(Error::disk("making the portfolio", &cause)),
    }
}

/// Makes a new database at `path`, which must not exist.
pub(crate) fn create(path: &Path, key: &Secret, portfolio_id: &str) -> Result<Connection> {
    claim(path)?;
    let mut connection = connect(path, key)?;
    // Chosen before the first table: neither can be changed later without rewriting the file.
    connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL;")?;
    prepare(&connection)?;
    migrate(&mut connection, 0)?;
    settings::write(&connection, "portfolio_id", &portfolio_id)?;
    journal::follow(&connection)?;
    Ok(connection)
}

/// Opens the database at `path`.
///
/// # Errors
/// `damaged` (a plain SQLite file, an empty file and anything else are told apart), `newer`, `disk`.
pub(crate) fn open(path: &Path, key: &Secret) -> Result<Connection> {
    look_at_head(path)?;
    let mut connection = connect(path, key)?;
    let version = connection
        .query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
        .map_err(|cause| {
            let mut error = Error::from(cause);
            if error.code == Code::Damaged {
                error.detail = Some(UNREADABLE.to_owned());
            }
            error
        })?;
    if version > SCHEMA {
        return Err(Error::new(
            Code::Newer,
            "This portfolio was written by a newer Triptych. It has not been touched.",
        )
        .hint("Install the newest Triptych and open it there."));
    }
    if version == 0 {
        return Err(Error::damaged().detail("no tables"));
    }
    prepare(&connection)?;
    migrate(&mut connection, version)?;
    journal::follow(&connection)?;
    Ok(connection)
}

/// The size of the database in bytes, with its write-ahead log.
pub fn database_size(folder: &Path) -> u64 {
    ["", "-wal"]
        .iter()
        .filter_map(|suffix| std::fs::metadata(folder.join(format!("{}{suffix}", crate::vault::DATABASE))).ok())
        .map(|found| found.len())
        .sum()
}

/// Tells what only looks like a portfolio, before SQLCipher says no more than "not a database".
fn look_at_head(path: &Path) -> Result<()> {
    use std::io::Read as _;
    let mut head = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(16).read_to_end(&mut head))
        .map_err(|cause| Error::disk("reading the portfolio", &cause))?;
    if head.is_empty() {
        return Err(Error::new(
            Code::Damaged,
            "The portfolio's file (portfolio.db) is empty. It has not been changed.",
        )
        .hint("Restore a safe copy of the folder."));
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Err(Error::new(
            Code::Damaged,
            "The file portfolio.db is an ordinary, unencrypted database, not a Triptych portfolio. It has not been changed.",
        )
        .hint("Put the right file back from a safe copy."));
    }
    if head.len() < 16 || head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
        return Err(Error::new(
            Code::Damaged,
            "The file portfolio.db is not a Triptych portfolio; it looks like a text file. It has not been changed.",
        )
        .hint("Put the right file back from a safe copy."));
    }
    Ok(())
}

fn connect(path: &Path, key: &Secret) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Exposed to be handed to SQLCipher, which wipes its own copy when the database is closed.
    let raw = Secret::new(format!("PRAGMA key = \"x'{}'\";", key.expose()));
    connection.execute_batch(raw.expose())?;
    // One opener at a time holds the OS lock. Said before anything is read: then the write-ahead log needs no shared memory file.
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -65536;",
    )?;
    // A page that falls out of the cache is decrypted and authenticated again, so the cache holds the search index of ten
    // thousand records; it grows only as far as it is used.
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

fn migrate(connection: &mut Connection, from: u32) -> Result<()> {
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(from as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", index + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
