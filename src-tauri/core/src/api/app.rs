//! The running app: one portfolio at most, its settings, its events.
//!
//! What always holds: one lock guards the portfolio; dropping it is locking it; a change tells every listener; blobs and
//! anything else made from content go with the lock.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use chrono::{DateTime, Utc};

use super::blob::Blobs;
use super::events::{Event, Events};
use super::page::Stand;
use super::portfolio::{Stage, Status};
use super::settings::Settings;
use super::task::Task;
use super::upload::Uploads;
use crate::error::{Code, Error, Result};
use crate::host::Host;
use crate::log::{Entry, Log};
use crate::storage::files;
use crate::vault::attachments::Staging;
use crate::vault::{self, Found, Portfolio, Secret};
use crate::world::World;
use crate::{evidence, exchange, record};

/// The sample portfolio's passphrase: it guards nothing, so everybody may know it.
pub const SAMPLE_PASSPHRASE: &str = "sample portfolio";
const SETTINGS: &str = "settings.json";

/// The running app.
pub struct App {
    world: Arc<dyn World>,
    host: Box<dyn Host>,
    who: String,
    portfolio: Mutex<Option<Portfolio>>,
    folder: Mutex<PathBuf>,
    settings: Mutex<Settings>,
    blobs: Mutex<Blobs>,
    uploads: Mutex<Uploads>,
    tasks: Mutex<HashMap<String, Arc<AtomicBool>>>,
    events: Arc<Events>,
    log: Log,
    /// Where the page stands.
    pub(super) stand: Stand,
    /// Goes up whenever a portfolio is opened or locked.
    openings: AtomicU64,
    backing_up: Mutex<()>,
}

/// How the ids of evidence begin where it is read by ranges, beside blobs.
const EVIDENCE: &str = "evidence-";

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere must not lock the owner out of unsaved words.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// An app in `world`, asking `host` for dialogs; `who` is named to others while a portfolio is open, such as
    /// "a Triptych window".
    pub fn new(world: Arc<dyn World>, host: Box<dyn Host>, who: &str) -> Self {
        let settings: Settings = std::fs::read(world.settings_folder().join(SETTINGS))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let folder = settings.folder.as_ref().map_or_else(|| world.portfolio_folder(), PathBuf::from);
        let log = Log::new(world.state_folder());
        Self {
            world,
            host,
            who: who.to_owned(),
            portfolio: Mutex::new(None),
            folder: Mutex::new(folder),
            settings: Mutex::new(settings),
            blobs: Mutex::default(),
            uploads: Mutex::default(),
            tasks: Mutex::default(),
            events: Arc::default(),
            log,
            stand: Stand::default(),
            openings: AtomicU64::new(0),
            backing_up: Mutex::default(),
        }
    }

    /// The log of this device.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Writes down that `operation`, begun at `begun`, has ended.
    pub(super) fn note(&self, operation: &'static str, begun: DateTime<Utc>, failed: Option<&Error>) {
        let now = self.world.now();
        let (took, failed) = (now - begun, failed.map(|cause| cause.code));
        self.log.write(now, Entry::Done { operation, took, failed });
    }

    /// The desktop.
    pub fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// Time, randomness, folders.
    pub fn world(&self) -> &dyn World {
        self.world.as_ref()
    }

    /// Who is named to others while a portfolio is open.
    pub(crate) fn who(&self) -> &str {
        &self.who
    }

    /// Where to listen.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The open blobs.
    pub fn blobs(&self) -> MutexGuard<'_, Blobs> {
        held(&self.blobs)
    }

    /// Begins a file that is handed over by `write`, and becomes evidence. Answers its id.
    ///
    /// # Errors
    /// `locked`, `read-only`, `disk`; `refused` while too many are under way.
    pub(crate) fn begin_upload(&self) -> Result<String> {
        let staging = self.with(|portfolio| {
            portfolio.require_writable()?;
            portfolio.attachments().begin()
        })?;
        held(&self.uploads).begin(staging)
    }

    /// Takes over what was handed over as `id`.
    ///
    /// # Errors
    /// `not-found`.
    pub(crate) fn take_upload(&self, id: &str) -> Result<Staging> {
        held(&self.uploads).take(id)
    }

    /// Forgets a blob, or a file that is being handed over.
    pub(super) fn close(&self, id: &str) {
        held(&self.uploads).close(id);
        self.blobs().close(id);
    }

    /// At most `length` bytes from `offset` of a blob or of the file of a piece of evidence; none at its end.
    ///
    /// # Errors
    /// `not-found`, `locked`; `refused` for a damaged file.
    pub fn read(&self, id: &str, offset: usize, length: usize) -> Result<Vec<u8>> {
        match id.strip_prefix(EVIDENCE) {
            Some(id) => self.with(|portfolio| evidence::bytes(portfolio, id, offset as u64, length)),
            None => self.blobs().read(id, offset, length).map(<[u8]>::to_vec),
        }
    }

    /// Writes `new` at `offset` of a blob, or at the end of a file that is being handed over.
    ///
    /// # Errors
    /// `not-found`, `refused` beyond a limit or beside the end, `disk`.
    pub fn write(&self, id: &str, offset: usize, new: &[u8]) -> Result<()> {
        if Uploads::names(id) {
            return held(&self.uploads).write(id, offset, new);
        }
        self.blobs().write(id, offset, new)
    }

    /// What was made of content goes with the lock.
    fn forget(&self) {
        self.blobs().clear();
        held(&self.uploads).clear();
    }

    /// Runs `body` as the task `id`; an empty id is a task nobody watches.
    pub fn run<T>(&self, id: &str, body: impl FnOnce(&Task) -> Result<T>) -> Result<T> {
        let stopped = Arc::new(AtomicBool::new(false));
        if !id.is_empty() {
            held(&self.tasks).insert(id.to_owned(), Arc::clone(&stopped));
        }
        let result = body(&Task::new(id, stopped, Arc::clone(&self.events)));
        held(&self.tasks).remove(id);
        result
    }

    /// Asks everything under way to stop: the portfolio is about to be locked.
    pub fn cancel_all(&self) {
        for stopped in held(&self.tasks).values() {
            stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Asks the task `id` to stop; one that is not running is none of our business.
    pub fn cancel(&self, id: &str) {
        if let Some(stopped) = held(&self.tasks).get(id) {
            stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Reads from the open portfolio.
    ///
    /// # Errors
    /// `locked`, `damaged` also where the damage gave empty words instead of an error, or whatever `body` says.
    pub fn with<T>(&self, body: impl FnOnce(&Portfolio) -> Result<T>) -> Result<T> {
        self.with_what_is_legible(|portfolio| {
            let read = body(portfolio)?;
            portfolio.require_sound().map(|()| read)
        })
    }

    /// The same for a body that gets along with damage itself.
    ///
    /// # Errors
    /// `locked`, or whatever `body` says.
    pub(crate) fn with_what_is_legible<T>(&self, body: impl FnOnce(&Portfolio) -> Result<T>) -> Result<T> {
        let mut guard = held(&self.portfolio);
        let portfolio = guard.as_mut().ok_or_else(locked)?;
        portfolio.read_on();
        portfolio.watch(body(portfolio))
    }

    /// Works on the open portfolio without a change of content.
    ///
    /// # Errors
    /// `locked`, or whatever `body` says.
    pub fn with_mut<T>(&self, body: impl FnOnce(&mut Portfolio) -> Result<T>) -> Result<T> {
        let mut guard = held(&self.portfolio);
        let portfolio = guard.as_mut().ok_or_else(locked)?;
        portfolio.read_on();
        let result = body(portfolio);
        portfolio.watch(result)
    }

    /// Changes the open portfolio and tells everybody who shows it.
    ///
    /// # Errors
    /// `locked`, or whatever `body` says.
    pub fn change<T>(&self, body: impl FnOnce(&mut Portfolio) -> Result<T>) -> Result<T> {
        let result = self.with_mut(body)?;
        self.events.tell(&Event::Changed);
        Ok(result)
    }

    /// Makes a portfolio and opens it; answers its recovery words.
    ///
    /// # Errors
    /// As `Portfolio::create`; `invalid` for a passphrase that is guessed at once.
    pub fn create(&self, folder: Option<&str>, passphrase: &Secret) -> Result<Vec<String>> {
        vault::require_strong(passphrase, "passphrase")?;
        let folder = self.resolve(folder);
        let (portfolio, words) = Portfolio::create(Arc::clone(&self.world), &folder, passphrase, &self.who)?;
        self.take(portfolio)?;
        Ok(words)
    }

    /// Opens a portfolio.
    ///
    /// # Errors
    /// As `Portfolio::open`.
    pub fn open(&self, folder: Option<&str>, passphrase: &Secret) -> Result<()> {
        let folder = self.resolve(folder);
        self.lock();
        let portfolio = Portfolio::open_for(Arc::clone(&self.world), &folder, passphrase, &self.who, self.backups().as_deref())?;
        self.take(portfolio)
    }

    /// Opens a portfolio with its recovery words and sets a new passphrase.
    ///
    /// # Errors
    /// As `Portfolio::open_with_words`; `invalid` for a passphrase that is guessed at once.
    pub fn open_with_words(&self, folder: Option<&str>, words: &Secret, passphrase: &Secret) -> Result<()> {
        vault::require_strong(passphrase, "passphrase")?;
        let folder = self.resolve(folder);
        self.lock();
        let portfolio = Portfolio::open_with_words_for(
            Arc::clone(&self.world),
            &folder,
            words,
            passphrase,
            &self.who,
            self.backups().as_deref(),
        )?;
        self.take(portfolio)
    }

    /// Makes a new key for the open portfolio and encrypts everything under it; answers the new recovery words. Files of evidence that
    /// are damaged or missing are left behind only with `leave_behind`.
    ///
    /// # Errors
    /// `locked`, `wrong-passphrase`, `read-only`, `cancelled`, `damaged`, `disk`; `refused` with the field `leave_behind`. Nothing has
    /// changed then, unless the error says that the portfolio is locked now.
    pub fn new_words(&self, passphrase: &Secret, leave_behind: bool, task: &Task) -> Result<Vec<String>> {
        let mut guard = held(&self.portfolio);
        let open = guard.as_mut().ok_or_else(locked)?;
        let prepared = open.prepare_new_words(passphrase, leave_behind, task);
        let prepared = open.watch(prepared)?;
        let taken = guard.take().ok_or_else(locked)?.take_new_words(prepared);
        let (portfolio, words) = taken.inspect_err(|_| {
            self.forget();
            self.events.tell(&Event::Locked);
        })?;
        *guard = Some(portfolio);
        Ok(words)
    }

    /// Opens the sample portfolio, made anew when there is none.
    ///
    /// # Errors
    /// As `Portfolio::create` and `Portfolio::open`.
    pub fn open_sample(&self, task: &Task) -> Result<()> {
        let folder = self.world.sample_folder();
        let passphrase = Secret::new(SAMPLE_PASSPHRASE.to_owned());
        self.lock();
        let portfolio = if vault::look(&folder) == Found::Nothing {
            let (mut portfolio, _) = Portfolio::create(Arc::clone(&self.world), &folder, &passphrase, &self.who)?;
            exchange::import_sample(&mut portfolio, task)?;
            portfolio
        } else {
            let mut portfolio = Portfolio::open(Arc::clone(&self.world), &folder, &passphrase, &self.who)?;
            // A full disk or a pulled plug while it was made leaves one with nothing in it: then it is filled now.
            if !portfolio.is_sample()? && record::none(&portfolio)? {
                exchange::import_sample(&mut portfolio, task)?;
            }
            portfolio
        };
        self.take(portfolio)
    }

    /// Whether a portfolio is open. Does not wait for whoever works on it.
    pub fn is_open(&self) -> bool {
        match self.portfolio.try_lock() {
            Ok(held) => held.is_some(),
            Err(TryLockError::Poisoned(held)) => held.get_ref().is_some(),
            Err(TryLockError::WouldBlock) => true,
        }
    }

    /// Locks: key, pages and blobs go.
    pub fn lock(&self) {
        // Before the portfolio is waited for, so that a backup under way lets go of it.
        self.openings.fetch_add(1, Ordering::Relaxed);
        self.forget();
        if held(&self.portfolio).take().is_some() {
            self.events.tell(&Event::Locked);
            self.host.locked();
        }
    }

    fn take(&self, portfolio: Portfolio) -> Result<()> {
        self.openings.fetch_add(1, Ordering::Relaxed);
        let folder = portfolio.folder().to_owned();
        *held(&self.folder) = folder.clone();
        *held(&self.portfolio) = Some(portfolio);
        // The sample is a visit: the next start looks for one's own portfolio again.
        if folder != self.world.sample_folder() {
            let mut settings = self.settings();
            settings.folder = (folder != self.world.portfolio_folder()).then(|| folder.to_string_lossy().into_owned());
            if settings != self.settings() {
                // Not being able to remember the folder is no reason to keep the owner out.
                let _ = self.save_settings(settings);
            }
        }
        Ok(())
    }

    fn resolve(&self, folder: Option<&str>) -> PathBuf {
        match folder {
            Some(folder) if !folder.trim().is_empty() => PathBuf::from(folder),
            _ => held(&self.folder).clone(),
        }
    }

    /// Looks at another folder from now on, without opening anything.
    pub fn look_at(&self, folder: &Path) {
        *held(&self.folder) = folder.to_owned();
    }

    /// The folder that the app looks at.
    pub(crate) fn folder(&self) -> PathBuf {
        held(&self.folder).clone()
    }

    /// Another number for each time a portfolio is open.
    pub(crate) fn openings(&self) -> u64 {
        self.openings.load(Ordering::Relaxed)
    }

    /// One backup at a time.
    ///
    /// # Errors
    /// `refused` while another is being made.
    pub(crate) fn backup_turn(&self) -> Result<MutexGuard<'_, ()>> {
        match self.backing_up.try_lock() {
            Ok(turn) => Ok(turn),
            Err(TryLockError::Poisoned(turn)) => Ok(turn.into_inner()),
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(Code::Refused, "A backup is being made already.").hint("Wait until it is done."))
            }
        }
    }

    /// The folder that backups go to.
    ///
    /// # Errors
    /// `refused` when none is chosen, `disk` while it is not there.
    pub(crate) fn backup_folder(&self) -> Result<PathBuf> {
        let folder = self
            .backups()
            .ok_or_else(|| Error::new(Code::Refused, "No folder is chosen for backups yet.").hint("Choose one first."))?;
        if folder.is_dir() {
            return Ok(folder);
        }
        Err(
            Error::new(Code::Disk, "The folder for backups is not there. Nothing has been written.")
                .hint("Put the memory stick in, or choose another folder."),
        )
    }

    fn backups(&self) -> Option<PathBuf> {
        held(&self.settings).backup_folder.as_ref().map(PathBuf::from)
    }

    /// Where the app stands.
    ///
    /// # Errors
    /// Only from reading an open portfolio.
    pub fn status(&self) -> Result<Status> {
        let guard = held(&self.portfolio);
        let open = guard.as_ref();
        let folder = open.map_or_else(|| held(&self.folder).clone(), |portfolio| portfolio.folder().to_owned());
        let stage = match (open.is_some(), vault::look(&folder)) {
            (true, _) => Stage::Open,
            (false, Found::Nothing) => Stage::None,
            (false, Found::Portfolio) => Stage::Locked,
            (false, Found::WordsOnly) => Stage::WordsOnly,
        };
        let sample = match open {
            Some(portfolio) => portfolio.is_sample().unwrap_or(false),
            None => folder == self.world.sample_folder(),
        };
        Ok(Status {
            stage,
            folder: folder.to_string_lossy().into_owned(),
            default_folder: self.world.portfolio_folder().to_string_lossy().into_owned(),
            sample,
            sample_passphrase: SAMPLE_PASSPHRASE.to_owned(),
            words_to_confirm: open.map_or(Ok(Vec::new()), Portfolio::words_to_confirm).unwrap_or_default(),
            read_only: open.is_some_and(Portfolio::read_only),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            today: self.world.today().to_string(),
            empty: match open {
                Some(portfolio) => record::none(portfolio).unwrap_or(false),
                None => true,
            },
        })
    }

    /// This device's settings.
    pub fn settings(&self) -> Settings {
        held(&self.settings).clone()
    }

    /// Keeps this device's settings.
    ///
    /// # Errors
    /// `invalid` for a value out of range; `disk`.
    pub fn save_settings(&self, settings: Settings) -> Result<Settings> {
        if !(100..=200).contains(&settings.text_size) {
            return Err(Error::field("text_size", "The text size goes from 100 to 200 per cent."));
        }
        if settings.idle_minutes > 240 {
            return Err(Error::field("idle_minutes", "Choose at most 240 minutes, or 0 for never."));
        }
        if let Some(backups) = settings.backup_folder.as_deref().map(Path::new) {
            if !backups.is_absolute() {
                return Err(Error::field("backup_folder", "Name the whole way to the folder."));
            }
            vault::backup::check_place(&self.folder(), backups)?;
        }
        let folder = self.world.settings_folder();
        files::make_folder(&folder)?;
        files::sweep(&folder);
        let bytes = serde_json::to_vec_pretty(&settings).map_err(Error::internal)?;
        files::write(&folder.join(SETTINGS), &bytes, true)?;
        *held(&self.settings) = settings.clone();
        Ok(settings)
    }
}

pub(crate) fn locked() -> Error {
    Error::new(Code::Locked, "The portfolio is locked.").hint("Open it with your passphrase.")
}
