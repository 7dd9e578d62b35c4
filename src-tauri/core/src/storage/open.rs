//! Opening the database: key, pragmas, version, migrations.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{journal, settings};
use crate::error::{Code, Error, Result};
use crate::vault::Secret;

/// Every migration, in order; the database's `user_version` is how many of them it has.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_portfolio.sql"),
    include_str!("migrations/0002_search_index.sql"),
    include_str!("migrations/0003_search_pending.sql"),
    include_str!("migrations/0004_supervision.sql"),
    include_str!("migrations/0005_suggestion.sql"),
    include_str!("migrations/0006_desk.sql"),
    include_str!("migrations/0007_clients.sql"),
    include_str!("migrations/0008_reflection.sql"),
    include_str!("migrations/0009_evidence.sql"),
    include_str!("migrations/0010_chosen.sql"),
    include_str!("migrations/0011_answers.sql"),
    include_str!("migrations/0012_drawn.sql"),
    include_str!("migrations/0013_composing.sql"),
    include_str!("migrations/0014_for_whom.sql"),
    include_str!("migrations/0015_asked.sql"),
    include_str!("migrations/0016_leaving.sql"),
    include_str!("migrations/0017_left_out.sql"),
];

/// The schema version this Triptych writes.
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// How many pages are copied before the next step: about two megabytes.
const PAGES: i32 = 512;

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
    let mut connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Chosen before the first table: neither can be changed later without rewriting the file.
    connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL;")?;
    prepare(&connection)?;
    migrate(&mut connection, 0)?;
    settings::write(&connection, "portfolio_id", &portfolio_id)?;
    journal::follow(&connection)?;
    Ok(connection)
}

/// Opens the database at `path`. One of an older version is handed to `before_migration` with its version, and is migrated
/// only when that answers well.
///
/// # Errors
/// `damaged` (a plain SQLite file, an empty file and anything else are told apart), `newer`, `disk`, and whatever
/// `before_migration` says: then the database is as it was.
pub(crate) fn open_or_migrate(
    path: &Path,
    key: &Secret,
    before_migration: impl FnOnce(&Connection, u32) -> Result<()>,
) -> Result<Connection> {
    look_at_head(path)?;
    let mut connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let version = version(&connection)?;
    prepare(&connection)?;
    // SQLite opens a write-ahead log for reading only when it cannot have it for writing. That shows here, not at a save.
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK;")?;
    if version < SCHEMA {
        before_migration(&connection, version)?;
        migrate(&mut connection, version)?;
    }
    journal::follow(&connection)?;
    Ok(connection)
}

/// Opens a database that this very program has made or brought up to date.
///
/// # Errors
/// As `open_or_migrate`; `internal` for one of an older version, which is only migrated after a backup.
pub(crate) fn open(path: &Path, key: &Secret) -> Result<Connection> {
    open_or_migrate(path, key, |_, _| Err(Error::internal("an older version where there can be none")))
}

/// Opens a copy of a database for reading: it is neither migrated nor changed in any way.
///
/// # Errors
/// As `open`.
pub(crate) fn open_copy(path: &Path, key: &Secret) -> Result<Connection> {
    look_at_head(path)?;
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    version(&connection)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;")?;
    Ok(connection)
}

/// Copies the database behind `source`, its write-ahead log too, to `path`, which must not exist, under the same key. `step`
/// hears how many pages are done and how many there are, and may stop it. The copy needs no file beside it.
///
/// # Errors
/// `damaged` when a page cannot be read, `disk`, or whatever `step` says.
pub(crate) fn copy(source: &Connection, path: &Path, key: &Secret, step: &mut dyn FnMut(usize, usize) -> Result<()>) -> Result<()> {
    let mut target = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    {
        let backup = Backup::new(source, &mut target)?;
        loop {
            let state = backup.step(PAGES)?;
            let progress = backup.progress();
            step(
                usize::try_from(progress.pagecount - progress.remaining).unwrap_or(0),
                usize::try_from(progress.pagecount).unwrap_or(0),
            )?;
            match state {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(Error::in_use("another program")),
            }
        }
    }
    // A copy that is read from a stick or a zip brings no log with it.
    target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    target.close().map_err(|(_, cause)| Error::from(cause))
}

/// Opens a damaged database for reading, without its log: nothing is locked, and nothing is made or written beside it. What
/// cannot be read of the schema is passed over.
///
/// # Errors
/// `damaged` when the first page cannot be read, `newer`, `disk`.
pub(crate) fn open_as_it_is(path: &Path, key: &Secret) -> Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(untouched(path), access)?;
    unlock(&connection, key)?;
    // A file that ends early is read up to its end, and a schema up to its damage. What SQLCipher would print of each bad page
    // says nothing that the caller does not find.
    connection.execute_batch(
        "PRAGMA cipher_log_level = NONE; PRAGMA writable_schema = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
    )?;
    version(&connection)?;
    Ok(connection)
}

/// Puts the pages in the log of a private copy into their places, as they are: none is decrypted for it.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn settle_log(path: &Path, key: &Secret) -> Result<()> {
    let connection = connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA writable_schema = ON;")?;
    version(&connection)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, cause)| Error::from(cause))
}

/// An empty portfolio's tables in memory, unencrypted as all memory is.
pub(crate) fn in_memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;")?;
    migrate(&mut connection, 0)?;
    Ok(connection)
}

/// The name of a file that SQLite shall take for one that nobody changes: then it locks nothing.
fn untouched(path: &Path) -> String {
    let mut name = String::from("file:");
    let path = path.as_os_str().as_encoded_bytes();
    if cfg!(windows) {
        name.push_str("///");
    }
    for byte in path {
        match byte {
            b'\\' if cfg!(windows) => name.push('/'),
            byte if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(byte) => name.push(char::from(*byte)),
            byte => name.push_str(&format!("%{byte:02X}")),
        }
    }
    name + "?immutable=1"
}

/// Whether every page that `connection` has read was as it was written. After one that was not, SQLCipher hands out empty pages
/// for it and for all that follow, until the database is opened anew.
pub(crate) fn is_sound(connection: &Connection) -> bool {
    // Answered when it is prepared, so it is never kept prepared.
    connection
        .query_row("PRAGMA cipher_status", [], |row| row.get::<_, String>(0))
        .is_ok_and(|status| status == "1")
}

/// With `alone`, closing leaves the file as it is from now on: what stands in its write-ahead log stays there.
pub(crate) fn leave_alone(connection: &Connection, alone: bool) {
    // Where it cannot be said, closing only moves sound pages from the log to their places.
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, alone);
}

/// The schema version of the database, which is also the first thing that needs the right key.
fn version(connection: &Connection) -> Result<u32> {
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
    Ok(version)
}

/// Carries what holds over into the database and empties the write-ahead log: whether that was done. A change that failed at its
/// last moment may lie whole in the log, and would hold at the next opening; afterwards it cannot.
pub(crate) fn settle_now(connection: &Connection) -> bool {
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))
        .is_ok_and(|busy| !busy)
}

/// Closes a database whose file is about to be moved: all of it is in that one file then. Closing alone would say nothing if
/// the write-ahead log could not be carried over.
///
/// # Errors
/// `disk`.
pub(crate) fn close(connection: Connection) -> Result<()> {
    let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        return Err(Error::disk(
            "making the portfolio",
            &std::io::Error::other("the write-ahead log is in use"),
        ));
    }
    connection.close().map_err(|(_, cause)| Error::from(cause))
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
        .hint("Restore a backup."));
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Err(Error::new(
            Code::Damaged,
            "The file portfolio.db is an ordinary, unencrypted database, not a Triptych portfolio. It has not been changed.",
        )
        .hint("Restore a backup."));
    }
    if head.len() < 16 || head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) {
        return Err(Error::new(
            Code::Damaged,
            "The file portfolio.db is not a Triptych portfolio; it looks like a text file. It has not been changed.",
        )
        .hint("Restore a backup."));
    }
    Ok(())
}

fn connect(path: &Path, key: &Secret, access: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    unlock(&connection, key)?;
    // One opener at a time holds the OS lock. Said before anything is read: then the write-ahead log needs no shared memory file.
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    Ok(connection)
}

fn unlock(connection: &Connection, key: &Secret) -> Result<()> {
    // Exposed to be handed to SQLCipher, which wipes its own copy when the database is closed.
    let raw = Secret::new(format!("PRAGMA key = \"x'{}'\";", key.expose()));
    connection.execute_batch(raw.expose())?;
    Ok(())
}

fn prepare(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -65536;",
    )?;
    // A page that falls out of the cache is decrypted and authenticated again, so the cache holds the search index of ten
    // thousand records; it grows only as far as it is used.
    connection.set_prepared_statement_cache_capacity(256);
    // A disk that refuses is no error to this pragma: it only answers that nothing has changed. Gone through to its end,
    // because that is where its own transaction may fail.
    let journal: Vec<String> = connection
        .prepare("PRAGMA journal_mode = WAL")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if journal != ["wal"] {
        return Err(Error::disk("opening the portfolio", &std::io::Error::other("no write-ahead log")));
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_tables_stay_in_memory() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, key) = (folder.path().join("portfolio.db"), Secret::new("5a".repeat(32)));
        let made = create(&path, &key, "an id").expect("made");
        let beside = folder.path().join("copy.db");
        std::fs::write(&beside, []).expect("an empty file");
        copy(&made, &beside, &key, &mut |_, _| Ok(())).expect("copied");
        close(made).expect("closed");
        let ways: [(&str, &dyn Fn() -> Result<Connection>); 4] = [
            ("opened", &|| open(&path, &key)),
            ("a copy", &|| open_copy(&beside, &key)),
            ("as it is", &|| open_as_it_is(&path, &key)),
            ("in memory", &in_memory),
        ];
        for (way, connection) in ways {
            let connection = connection().unwrap_or_else(|cause| panic!("{way}: {cause}"));
            let store: u32 = connection.query_row("PRAGMA temp_store", [], |row| row.get(0)).expect("a number");
            assert_eq!(store, 2, "{way}");
            // More than any cache keeps: a temporary file would be there now, and open.
            connection
                .execute_batch(
                    "CREATE TEMP TABLE many AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
                     SELECT i, randomblob(4000) AS bytes FROM n; CREATE INDEX temp.sorted ON many (bytes);",
                )
                .expect("filled");
            let open = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
            let temporary: Vec<_> = open
                // Other tests of this process may have small ones.
                .filter(|entry| std::fs::metadata(entry.path()).is_ok_and(|found| found.len() > 4_000_000))
                .filter_map(|entry| std::fs::read_link(entry.path()).ok())
                .filter(|path| path.to_string_lossy().contains("etilqs_"))
                .collect();
            assert!(temporary.is_empty(), "{way}: {temporary:?}");
        }
    }
}
