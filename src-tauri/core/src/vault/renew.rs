//! New recovery words: a new key, and the database and the files of evidence encrypted anew under it.
//!
//! What always holds: the new database, files and envelope lie beside the old ones until both have been read back and
//! counted; then a marker file says that they are the portfolio. Without the marker, opening sweeps them away; with it,
//! opening puts them in place. So at any moment exactly one key opens, and every record is there. A file of evidence that cannot be
//! read whole stays behind only when the owner has said so.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, params};

use super::attachments::{self, Attachments, FOLDER, NEW_FOLDER};
use super::envelope::Envelope;
use super::key::PortfolioKey;
use super::rewrap::{self, NEW_ENVELOPE};
use super::{DATABASE, ENVELOPE, Portfolio, Secret};
use crate::api::Task;
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::storage::{self, files, settings};

const NEW_DATABASE: &str = "portfolio.db.new";
/// While this is there, the new files are the portfolio.
const MARKER: &str = "portfolio.renewed";
/// What SQLite lays beside a database.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];
/// Bytes in a page of SQLCipher 4.
const PAGE: usize = 4096;
/// How many of SQLite's steps go by between two words about how far it is.
const STEPS: i32 = 20_000;

/// The moments between which a kill may fall; told to whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Encrypted,
    Counted,
    FilesEncrypted,
    Wrapped,
    Marked,
    Closed,
    FilesInPlace,
    OldLogGone,
    DatabaseInPlace,
    EnvelopeInPlace,
    MarkerGone,
}

/// Who is told of each moment; an error from there is an error of that moment.
pub(super) type Watch<'a> = &'a mut dyn FnMut(Moment) -> Result<()>;

/// A new key whose files lie ready.
pub(crate) struct Prepared {
    key: PortfolioKey,
}

/// `sqlcipher_export` keeps the cause of its failure to itself. It reads and writes, so it is the disk.
fn told_as_disk(cause: Error) -> Error {
    match (cause.code, &cause.detail) {
        (Code::Internal, detail) => Error::disk(
            "writing the portfolio anew",
            &std::io::Error::other(detail.clone().unwrap_or_default()),
        ),
        _ => cause,
    }
}

impl Portfolio {
    /// Makes a new key and everything under it, beside what is there. Files of evidence that are damaged or missing stay behind with
    /// `leave_behind` alone.
    ///
    /// # Errors
    /// `wrong-passphrase`, `read-only`, `cancelled`, `damaged`, `disk`; `refused` with the field `leave_behind` where such files are. Then
    /// the portfolio is as it was.
    pub(crate) fn prepare_new_words(&mut self, passphrase: &Secret, leave_behind: bool, task: &Task) -> Result<Prepared> {
        self.prepare_watched(passphrase, leave_behind, task, &mut |_| Ok(()))
    }

    pub(super) fn prepare_watched(&mut self, passphrase: &Secret, leave_behind: bool, task: &Task, watch: Watch<'_>) -> Result<Prepared> {
        self.require_writable()?;
        let old = self.unlock_with(passphrase)?;
        let key = PortfolioKey::make(self.world())?;
        self.lay_ready(&key, &old, passphrase, leave_behind, task, watch)
            .inspect_err(|_| {
                // What could not be swept now is swept at the next opening.
                let _ = sweep(&self.folder);
            })
            .map(|()| Prepared { key })
    }

    fn lay_ready(
        &mut self,
        key: &PortfolioKey,
        old: &Envelope,
        passphrase: &Secret,
        leave_behind: bool,
        task: &Task,
        watch: Watch<'_>,
    ) -> Result<()> {
        self.encrypt_into(key, task)?;
        watch(Moment::Encrypted)?;
        let path = self.folder.join(NEW_DATABASE);
        let new = storage::open(&path, &key.derive_database_key())?;
        self.compare(&new)?;
        // Whoever has the old sheet does not have these words yet.
        settings::write(&new, "words_confirmed", &false)?;
        let cost = self.world.key_cost().at_least(old.cost());
        rewrap::remember(&new, cost)?;
        // Closing writes the log into the file; a log left over would belong to nobody.
        storage::close(new)?;
        if self.folder.join(format!("{NEW_DATABASE}-wal")).exists() {
            return Err(Error::internal("a log beside the new database"));
        }
        std::fs::File::open(&path)
            .and_then(|file| file.sync_all())
            .map_err(|cause| Error::disk("writing the portfolio anew", &cause))?;
        watch(Moment::Counted)?;
        let unread = self.encrypt_files_into(key, task)?;
        if !unread.is_empty() && !leave_behind {
            return Err(cannot_come_along(self.db(), &unread)?);
        }
        watch(Moment::FilesEncrypted)?;
        let envelope = Envelope::make(self.world(), old.portfolio_id(), key, passphrase, cost)?;
        rewrap::prepare(&self.folder, &envelope, key, passphrase)?;
        watch(Moment::Wrapped)?;
        // The last chance to stop.
        task.go_on()
    }

    fn encrypt_into(&mut self, key: &PortfolioKey, task: &Task) -> Result<()> {
        // A disk that refused last time may not even have let go of it.
        detach(&self.connection)?;
        sweep(&self.folder)?;
        let path = self.folder.join(NEW_DATABASE);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        files::private(&mut options);
        options
            .open(&path)
            .map_err(|cause| Error::disk("writing the portfolio anew", &cause))?;
        let pages: usize = self.connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let name = path
            .to_str()
            .ok_or_else(|| Error::internal("a folder whose name is no text"))?
            .to_owned();
        // Exposed to be handed to SQLCipher.
        let raw = Secret::new(format!("x'{}'", key.derive_database_key().expose()));
        self.connection
            .execute("ATTACH DATABASE ?1 AS renewed KEY ?2", params![name, raw.expose()])?;
        let (told, written) = (task.clone(), path);
        let watch = move || {
            let done = std::fs::metadata(&written).map_or(0, |found| usize::try_from(found.len()).unwrap_or(0) / PAGE);
            told.progress(done.min(pages), pages, "pages").is_err()
        };
        let made = self
            .connection
            .progress_handler(STEPS, Some(watch))
            .map_err(Error::from)
            .and_then(|()| export(&self.connection));
        let quiet = self.connection.progress_handler(0, None::<fn() -> bool>);
        let detached = detach(&self.connection);
        made.map_err(|cause| task.go_on().err().unwrap_or_else(|| told_as_disk(cause)))?;
        quiet?;
        detached?;
        task.progress(pages, pages, "pages")
    }

    /// Reads every file that something names and writes it under the new key, one after the other. Answers which are missing or
    /// damaged: SHA-256 of their contents.
    fn encrypt_files_into(&self, key: &PortfolioKey, task: &Task) -> Result<Vec<String>> {
        let old = self.attachments();
        let wanted: HashMap<String, u64> = evidence::sized(self.db())?;
        let folder = self.folder.join(NEW_FOLDER);
        if wanted.is_empty() && !self.folder.join(FOLDER).exists() {
            return Ok(Vec::new());
        }
        files::make_folder(&folder)?;
        let new = Attachments::within(key, folder.clone());
        let mut unread = Vec::new();
        for (at, (sha256, size)) in wanted.iter().enumerate() {
            task.progress(at, wanted.len(), "files")?;
            match encrypt_anew(&old, &new, sha256, *size, task) {
                Err(cause) if matches!(cause.code, Code::NotFound | Code::Refused) => unread.push(sha256.clone()),
                encrypted => encrypted?,
            }
        }
        files::sync_folder(&folder)?;
        Ok(unread)
    }

    /// Looks at the new database as `check` would, and counts every table in both.
    fn compare(&self, new: &Connection) -> Result<()> {
        let differs = |what: &str| {
            Err(Error::new(
                Code::Damaged,
                "The portfolio did not come out of the new encryption as it went in. The old one has not been touched.",
            )
            .hint("Check the portfolio in Settings, then try again.")
            .detail(what))
        };
        if new.prepare("PRAGMA cipher_integrity_check")?.exists([])? {
            return differs("pages");
        }
        if new.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))? != "ok" {
            return differs("structure");
        }
        if new.prepare("PRAGMA foreign_key_check")?.exists([])? {
            return differs("references");
        }
        for pragma in ["user_version", "auto_vacuum"] {
            let value = |connection: &Connection| connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, u32>(0));
            if value(self.db())? != value(new)? {
                return differs(pragma);
            }
        }
        let schema = |connection: &Connection| -> Result<Vec<(String, String)>> {
            let mut statement = connection.prepare("SELECT type, name FROM main.sqlite_schema ORDER BY type, name")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let tables = schema(self.db())?;
        if tables != schema(new)? {
            return differs("schema");
        }
        for (_, table) in tables.iter().filter(|(kind, _)| kind == "table") {
            let count = |connection: &Connection| {
                connection.query_row(&format!("SELECT count(*) FROM main.\"{table}\""), [], |row| row.get::<_, u64>(0))
            };
            if count(self.db())? != count(new)? {
                return differs(table);
            }
        }
        Ok(())
    }

    /// Makes the prepared files the portfolio, and opens it again. Answers the new words.
    ///
    /// # Errors
    /// `disk`; then the portfolio is closed, and opening it with the passphrase, which is the same, sorts it out.
    pub(crate) fn take_new_words(self, prepared: Prepared) -> Result<(Self, Vec<String>)> {
        self.take_watched(prepared, &mut |_| Ok(()))
    }

    pub(super) fn take_watched(self, prepared: Prepared, watch: Watch<'_>) -> Result<(Self, Vec<String>)> {
        let Self {
            connection,
            folder,
            world,
            lock,
            ..
        } = self;
        let words = prepared.key.words()?;
        if let Err(cause) = files::write(
            &folder.join(MARKER),
            b"The files whose names end in .new are the portfolio.\n",
            true,
        ) {
            // It may be there all the same; then the new words hold. The passphrase opens either way.
            let _ = std::fs::remove_file(folder.join(MARKER));
            return Err(unsettled(cause));
        }
        watch(Moment::Marked)?;
        connection.close().map_err(|(_, cause)| unsettled(cause.into()))?;
        watch(Moment::Closed)?;
        put_in_place(&folder, watch).map_err(unsettled)?;
        let connection = storage::open(&folder.join(DATABASE), &prepared.key.derive_database_key())?;
        Ok((Self::assemble(world, &folder, connection, prepared.key, lock), words))
    }
}

/// Reads one file with the old key and writes it with the new one.
///
/// # Errors
/// `not-found`, `refused` when it is damaged, `disk`, `cancelled`; then there is no new one.
fn encrypt_anew(old: &Attachments, new: &Attachments, sha256: &str, size: u64, task: &Task) -> Result<()> {
    let mut reader = old.open(sha256, size)?;
    let mut staging = new.begin()?;
    reader.pour(&mut |bytes, _| {
        task.go_on()?;
        staging.write(bytes)
    })?;
    let staged = staging.finish()?;
    if staged.sha256 != sha256 {
        return Err(attachments::damaged());
    }
    new.keep(staged)
}

/// Says which files would be lost with the old key, by the numbers of their evidence: an error has no titles in it.
fn cannot_come_along(db: &Connection, unread: &[String]) -> Result<Error> {
    let mut numbers = Vec::new();
    for sha256 in unread {
        numbers.extend(evidence::number_of(db, sha256)?);
    }
    numbers.sort_unstable();
    let named: Vec<String> = numbers.iter().map(|number| format!("E{number}")).collect();
    let which = if named.is_empty() {
        String::new()
    } else {
        format!(" ({})", named.join(", "))
    };
    let what = match unread.len() {
        1 => format!("A file of evidence{which} is damaged or missing, and nothing of it"),
        count => format!("{count} files of evidence{which} are damaged or missing, and nothing of them"),
    };
    Ok(Error {
        field: Some("leave_behind".to_owned()),
        ..Error::new(
            Code::Refused,
            format!("{what} could be read under a new key. No new words were made: everything is as it was, and the old words still hold."),
        )
    }
    .hint(
        "Bring such a file back from a backup, or add the same file again: it goes to its place by itself. Or make new words without it: \
         what is written about it stays, and backups from before still have the file as it is.",
    ))
}

fn unsettled(cause: Error) -> Error {
    Error {
        message: format!("{} The portfolio is locked; every record is there.", cause.message),
        ..cause
    }
    .hint("Open it with your passphrase, which is the same, and look at the recovery words in Settings: they tell which hold.")
}

/// Lets go of the new database where it is held. What a refusing disk has stopped halfway may have left a transaction,
/// which keeps it.
fn detach(connection: &Connection) -> Result<()> {
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    if connection
        .prepare("SELECT 1 FROM pragma_database_list WHERE name = 'renewed'")?
        .exists([])?
    {
        connection.execute_batch("DETACH DATABASE renewed")?;
    }
    Ok(())
}

fn export(connection: &Connection) -> Result<()> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // Chosen before the first table, as at creation.
    connection.execute_batch("PRAGMA renewed.auto_vacuum = INCREMENTAL;")?;
    connection.query_row("SELECT sqlcipher_export('renewed')", [], |_| Ok(()))?;
    connection.execute_batch(&format!("PRAGMA renewed.user_version = {version};"))?;
    Ok(())
}

/// Finishes what was begun, or takes it back: called at each opening, under the lock and before anything is read.
///
/// # Errors
/// `disk`; nothing has been lost then.
pub(super) fn settle(folder: &Path) -> Result<()> {
    files::sweep(folder);
    if folder.join(MARKER).exists() {
        put_in_place(folder, &mut |_| Ok(()))
    } else {
        sweep(folder)
    }
}

fn put_in_place(folder: &Path, watch: Watch<'_>) -> Result<()> {
    let doing = "putting the new files in place";
    if folder.join(NEW_FOLDER).exists() {
        // Nothing is named as what lies in the old folder is, under the new key.
        remove_folder(&folder.join(FOLDER), doing)?;
        rename(folder, NEW_FOLDER, FOLDER, doing)?;
    }
    watch(Moment::FilesInPlace)?;
    if folder.join(NEW_DATABASE).exists() {
        // The old log must be gone for good before the new file has its name: it would be read as the new one's.
        for suffix in &BESIDE[1..] {
            files::remove(&folder.join(format!("{DATABASE}{suffix}")), doing)?;
        }
        files::sync_folder(folder)?;
        watch(Moment::OldLogGone)?;
        rename(folder, NEW_DATABASE, DATABASE, doing)?;
    }
    watch(Moment::DatabaseInPlace)?;
    if folder.join(NEW_ENVELOPE).exists() {
        rename(folder, NEW_ENVELOPE, ENVELOPE, doing)?;
    }
    watch(Moment::EnvelopeInPlace)?;
    files::remove(&folder.join(MARKER), doing)?;
    files::sync_folder(folder)?;
    watch(Moment::MarkerGone)
}

fn rename(folder: &Path, from: &str, to: &str, doing: &str) -> Result<()> {
    std::fs::rename(folder.join(from), folder.join(to)).map_err(|cause| Error::disk(doing, &cause))?;
    files::sync_folder(folder)
}

fn sweep(folder: &Path) -> Result<()> {
    let doing = "removing what was left half-done";
    for suffix in BESIDE {
        files::remove(&folder.join(format!("{NEW_DATABASE}{suffix}")), doing)?;
    }
    remove_folder(&folder.join(NEW_FOLDER), doing)?;
    files::remove(&folder.join(NEW_ENVELOPE), doing)
}

/// Takes a folder of attachments away, if there is one.
fn remove_folder(folder: &Path, doing: &str) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::disk(doing, &cause)),
        _ => Ok(()),
    }
}
