//! The vault: keys, envelope, lock, and the open portfolio. The only room that sees a key, and the only one that opens the
//! database.
//!
//! What always holds: a portfolio is a folder with `portfolio.db`, `portfolio.key.json` and `portfolio.lock`; making one
//! never touches what is already there; opening tells apart a wrong passphrase, a damaged or missing envelope, a damaged
//! database and a newer version; once damage has been seen, nothing is written any
//! more, also after locking.

pub(crate) mod attachments;
pub mod backup;
mod check;
mod cost;
mod damaged;
mod envelope;
mod key;
mod lock;
mod process;
mod renew;
pub mod rescue;
mod rewrap;
mod secret;
mod sheet;
mod strength;
mod words;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use zeroize::Zeroizing;

use key::WORDS;
pub(crate) use key::hex;

pub use cost::Cost;
pub use damaged::DAMAGED;
pub use process::forbid_dumps;
pub use secret::Secret;
pub(crate) use secret::{taken, taken_if_any};
pub use sheet::{SheetProof, save_sheet};
pub(crate) use strength::require_strong;
pub use strength::strength;

use crate::error::{Code, Error, Result};
use crate::storage::files::{self, NewFolder};
use crate::storage::{self, settings};
use crate::world::World;
use envelope::Envelope;
use key::PortfolioKey;
use lock::Lock;
use words::WordsRead;

/// The database's file name.
pub const DATABASE: &str = "portfolio.db";
/// The envelope's file name.
pub const ENVELOPE: &str = "portfolio.key.json";
/// The lock's file name.
pub const LOCK: &str = "portfolio.lock";

/// An open portfolio. Dropping it locks it: key, connection and OS lock go.
pub struct Portfolio {
    // Declared before the lock, so that the database is closed before somebody else may open it.
    connection: Connection,
    key: PortfolioKey,
    folder: PathBuf,
    world: Arc<dyn World>,
    damaged: Cell<bool>,
    /// Which file the database is.
    place: Option<files::Place>,
    words_read: WordsRead,
    lock: Lock,
}

/// What lies in a folder, as far as can be told without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// No portfolio.
    Nothing,
    /// A portfolio with a readable envelope.
    Portfolio,
    /// A database whose envelope is gone or damaged.
    WordsOnly,
}

/// Looks into `folder` without opening anything.
pub fn look(folder: &Path) -> Found {
    if was_never_made(folder) {
        return Found::Nothing;
    }
    let database = folder.join(DATABASE).exists();
    match envelope::load(folder) {
        Ok(bytes) => match Envelope::read(&bytes) {
            Err(cause) if database && cause.code == Code::EnvelopeDamaged => Found::WordsOnly,
            _ => Found::Portfolio,
        },
        Err(_) if database => Found::WordsOnly,
        Err(_) => Found::Nothing,
    }
}

impl Portfolio {
    /// Makes a portfolio in `folder` and opens it. Returns it with its recovery words.
    ///
    /// # Errors
    /// `exists` when a portfolio, or anything under its names, is there; `invalid` for the passphrase; `disk`.
    pub fn create(world: Arc<dyn World>, folder: &Path, passphrase: &Secret, who: &str) -> Result<(Self, Vec<String>)> {
        envelope::check_form(passphrase)?;
        files::make_folder(folder)?;
        if [DATABASE, ENVELOPE].iter().any(|name| folder.join(name).exists()) && !was_never_made(folder) {
            return Err(Error::portfolio_exists());
        }
        let lock = Lock::take(folder, who)?;
        // Asked again, now that nobody else is making one.
        if was_never_made(folder) {
            for name in [DATABASE, ENVELOPE] {
                files::remove(&folder.join(name), "making the portfolio")?;
            }
        }
        // What was said of another database says nothing of this one.
        damaged::clear(folder);
        let key = PortfolioKey::make(world.as_ref())?;
        let words = key.words()?;
        let id = storage::new_id(world.as_ref())?;
        let envelope = Envelope::make(world.as_ref(), &id, &key, passphrase, world.key_cost())?;
        // Made beside its place: whoever is killed meanwhile leaves nothing under the portfolio's names, whose words nobody saw.
        files::sweep(folder);
        let making = NewFolder::begin(folder)?;
        let (database_key, unfinished) = (key.derive_database_key(), making.path().join(DATABASE));
        let made = storage::create(&unfinished, &database_key, &id)?;
        rewrap::remember(&made, envelope.cost())?;
        storage::close(made)?;
        files::write(&making.path().join(ENVELOPE), &envelope.bytes()?, false)?;
        let (database, sealed) = (folder.join(DATABASE), folder.join(ENVELOPE));
        // Another maker may have been quicker since the look above: only what was claimed here is cleared away again.
        storage::claim(&database)?;
        // The database comes last: as long as its place is empty nothing was made, and whoever comes next can tell.
        let placed = std::fs::rename(making.path().join(ENVELOPE), &sealed)
            .and_then(|()| std::fs::rename(&unfinished, &database))
            .map_err(|cause| Error::disk("making the portfolio", &cause))
            .and_then(|()| files::sync_folder(folder))
            .and_then(|()| storage::open(&database, &database_key));
        let connection = placed.inspect_err(|_| {
            let _ = std::fs::remove_file(&database);
            let _ = std::fs::remove_file(&sealed);
        })?;
        Ok((Self::assemble(world, folder, connection, key, lock), words))
    }

    /// Opens the portfolio in `folder`.
    ///
    /// # Errors
    /// `missing`, `in-use`, `envelope-damaged`, `wrong-passphrase`, `damaged`, `newer`, `disk`: each is one of its own.
    pub fn open(world: Arc<dyn World>, folder: &Path, passphrase: &Secret, who: &str) -> Result<Self> {
        Self::open_for(world, folder, passphrase, who, None)
    }

    /// The same; a backup that is made before a migration goes to `backups` when that folder is there.
    ///
    /// # Errors
    /// As `open`; whatever keeps such a backup from being made: then nothing has been changed.
    pub fn open_for(world: Arc<dyn World>, folder: &Path, passphrase: &Secret, who: &str, backups: Option<&Path>) -> Result<Self> {
        envelope::check_form(passphrase)?;
        require_database(folder)?;
        let lock = Lock::take(folder, who)?;
        narrow(folder);
        backup::sweep(folder);
        renew::settle(folder)?;
        damaged::look_at_log(folder, world.as_ref());
        let envelope = rewrap::read(folder)?;
        let key = envelope.unwrap(passphrase)?;
        let connection = storage::open_or_migrate(&folder.join(DATABASE), &key.derive_database_key(), |connection, _| {
            // Before anything is made or changed; asked again below of one that needs no migration.
            rewrap::refuse_cheaper(connection, &envelope)?;
            backup::before_migration(&world, folder, &envelope.bytes()?, backups, &key, connection).map(|_| ())
        })
        .map_err(damaged::does_not_open)?;
        let portfolio = Self::assemble(world, folder, connection, key, lock);
        rewrap::refuse_downgrade(&portfolio, &envelope)?;
        portfolio.sweep_files();
        Ok(portfolio)
    }

    /// Opens the portfolio with its recovery words and wraps its key for a new passphrase.
    ///
    /// # Errors
    /// `wrong-words` (which word, the checksum, or right words of another portfolio), else as `open`.
    pub fn open_with_words(world: Arc<dyn World>, folder: &Path, words: &Secret, passphrase: &Secret, who: &str) -> Result<Self> {
        Self::open_with_words_for(world, folder, words, passphrase, who, None)
    }

    /// The same; a backup that is made before a migration goes to `backups` when that folder is there.
    ///
    /// # Errors
    /// As `open_with_words`; whatever keeps such a backup from being made: then nothing has been changed.
    pub fn open_with_words_for(
        world: Arc<dyn World>,
        folder: &Path,
        words: &Secret,
        passphrase: &Secret,
        who: &str,
        backups: Option<&Path>,
    ) -> Result<Self> {
        envelope::check_form(passphrase)?;
        let key = PortfolioKey::from_words(words)?;
        require_database(folder)?;
        let lock = Lock::take(folder, who)?;
        narrow(folder);
        backup::sweep(folder);
        renew::settle(folder)?;
        damaged::look_at_log(folder, world.as_ref());
        let known = rewrap::read(folder).ok();
        if known.as_ref().is_some_and(|envelope| !envelope.is_of(&key)) {
            return Err(rewrap::not_of_this_portfolio());
        }
        // Made for whoever is told the portfolio's id: with or without an envelope that knows it.
        let make = |connection: &Connection| {
            let id = match &known {
                Some(envelope) => envelope.portfolio_id().to_owned(),
                None => settings::read(connection, "portfolio_id")?.unwrap_or_default(),
            };
            // Not below what the portfolio has had, in whatever state its envelope is now.
            let had = rewrap::dearest(connection)?.into_iter().chain(known.as_ref().map(Envelope::cost));
            Envelope::make(world.as_ref(), &id, &key, passphrase, had.fold(world.key_cost(), Cost::at_least))
        };
        let mut envelope = None;
        let connection = storage::open_or_migrate(&folder.join(DATABASE), &key.derive_database_key(), |connection, _| {
            let made = envelope.insert(make(connection)?);
            backup::before_migration(&world, folder, &made.bytes()?, backups, &key, connection).map(|_| ())
        })
        .map_err(|cause| {
            // Without an envelope to ask, words of another portfolio look like a damaged database.
            if known.is_none() && cause.code == Code::Damaged && cause.detail.as_deref() == Some(storage::UNREADABLE) {
                rewrap::not_of_this_portfolio()
            } else {
                damaged::does_not_open(cause)
            }
        })?;
        let envelope = match envelope {
            Some(envelope) => envelope,
            None => make(&connection)?,
        };
        rewrap::replace(folder, &envelope, &key, passphrase)?;
        let portfolio = Self::assemble(world, folder, connection, key, lock);
        if !portfolio.read_only() {
            rewrap::remember(portfolio.db(), envelope.cost())?;
            // Who has just typed all of the words has them.
            settings::write(portfolio.db(), "words_confirmed", &true)?;
        }
        portfolio.sweep_files();
        Ok(portfolio)
    }

    fn assemble(world: Arc<dyn World>, folder: &Path, connection: Connection, key: PortfolioKey, lock: Lock) -> Self {
        let damaged = damaged::is_marked(folder);
        if damaged {
            storage::leave_alone(&connection, true);
        }
        Self {
            connection,
            key,
            folder: folder.to_owned(),
            world,
            damaged: Cell::new(damaged),
            place: files::place(&folder.join(DATABASE)),
            words_read: WordsRead::default(),
            lock,
        }
    }

    /// Takes away what a killed process left of files of evidence. Not being able to is no reason to keep the owner out.
    fn sweep_files(&self) {
        if !self.read_only() {
            let _ = crate::evidence::sweep(self);
        }
    }

    /// The database, for reading.
    pub(crate) fn db(&self) -> &Connection {
        &self.connection
    }

    /// The database, for `storage::transact` alone.
    pub(crate) fn db_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Time, randomness, folders.
    pub(crate) fn world(&self) -> &dyn World {
        self.world.as_ref()
    }

    /// The same, to hold on to while the portfolio changes.
    pub(crate) fn shared_world(&self) -> Arc<dyn World> {
        Arc::clone(&self.world)
    }

    /// Words of files that were read while it is open.
    pub(crate) fn words_read(&self) -> &WordsRead {
        &self.words_read
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether damage has been seen: then nothing is written any more.
    pub fn read_only(&self) -> bool {
        self.damaged.get()
    }

    /// Passes `result` on, and remembers when it speaks of damage.
    pub(crate) fn watch<T>(&self, result: Result<T>) -> Result<T> {
        if result.as_ref().is_err_and(|cause| cause.code == Code::Damaged) {
            self.remember_damage();
        }
        result
    }

    /// Refuses to go on when nothing may be written.
    pub(crate) fn require_writable(&self) -> Result<()> {
        if self.read_only() {
            return Err(Error::read_only());
        }
        // A deleted file can still be written to on some systems, and all of it is lost with the last who has it open.
        match files::place(&self.folder.join(DATABASE)) {
            None => Err(Error::moved()),
            // The lock went with its folder, and another database lies there now: a copy that was brought back.
            now if now != self.place && self.lock.is_deleted() => Err(Error::moved()),
            _ => Ok(()),
        }
    }

    /// Whether this is the sample.
    pub fn is_sample(&self) -> Result<bool> {
        Ok(settings::read::<bool>(self.db(), "sample")?.unwrap_or(false))
    }

    /// The positions (1 to 24) of the recovery words still to be asked for; empty once they have been confirmed.
    pub fn words_to_confirm(&self) -> Result<Vec<u8>> {
        if self.is_sample()? || settings::read::<bool>(self.db(), "words_confirmed")?.unwrap_or(false) {
            return Ok(Vec::new());
        }
        // Fixed per portfolio and spread over the sheet; which three they are is no secret.
        let seed = self
            .key
            .derive_check()
            .bytes()
            .fold(0_usize, |sum, byte| sum * 31 % 997 + usize::from(byte));
        let step = WORDS / 3;
        Ok((0..3)
            .map(|third| u8::try_from(third * step + seed / (third + 1) % step + 1).unwrap_or(1))
            .collect())
    }

    /// Checks the words read from the owner's paper, and remembers that they are there.
    ///
    /// # Errors
    /// `wrong-words`, saying which one does not fit.
    pub fn confirm_words(&mut self, given: &[String]) -> Result<()> {
        let positions = self.words_to_confirm()?;
        let words = Zeroizing::new(self.key.words()?);
        for (index, position) in positions.iter().enumerate() {
            let right = &words[usize::from(*position) - 1];
            if given.get(index).is_none_or(|word| word.trim().to_lowercase() != *right) {
                return Err(
                    Error::new(Code::WrongWords, format!("Word {position} is not what your sheet should say."))
                        .hint("Look at the sheet again. If it is lost, write the words down anew."),
                );
            }
        }
        self.require_writable()?;
        settings::write(self.db(), "words_confirmed", &true)
    }
}

/// The rights of a folder that was copied, or touched by another program, are made as narrow as they were.
fn narrow(folder: &Path) {
    storage::guard::narrow(folder, &[DATABASE, ENVELOPE, LOCK, "portfolio.db-wal", DAMAGED]);
    for own in [attachments::FOLDER, backup::BESIDE] {
        storage::guard::narrow_whole(&folder.join(own));
    }
}

/// Whether what lies here is all that a stopped maker left: the database's place, taken and empty, and either no envelope or
/// the database still where it was made. Its words were never shown.
fn was_never_made(folder: &Path) -> bool {
    let empty = std::fs::metadata(folder.join(DATABASE)).is_ok_and(|found| found.is_file() && found.len() == 0);
    empty && (!folder.join(ENVELOPE).exists() || files::stands_unfinished(folder, DATABASE))
}

fn require_database(folder: &Path) -> Result<()> {
    let path = folder.join(DATABASE);
    match std::fs::metadata(&path) {
        Ok(_) if was_never_made(folder) => Err(Error::new(
            Code::Missing,
            "A portfolio was begun in this folder and never made: there is nothing in it.",
        )
        .hint("Make a new portfolio here, or choose another folder.")),
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(Error::damaged().detail("not a file")),
        Err(_) if folder.is_file() => Err(
            Error::new(Code::Disk, "This is a file, not a portfolio's folder. Nothing has been opened.")
                .hint("Choose the folder the portfolio lies in."),
        ),
        Err(_) if folder.join(ENVELOPE).exists() => Err(Error::new(
            Code::Missing,
            "The key file is here, but the portfolio itself (portfolio.db) is not. Nothing has been changed.",
        )
        .hint("Restore a backup into a new folder.")),
        Err(_) => {
            Err(Error::new(Code::Missing, "There is no portfolio in this folder.").hint("Choose another folder, or make a new portfolio."))
        }
    }
}

#[cfg(test)]
mod tests;
