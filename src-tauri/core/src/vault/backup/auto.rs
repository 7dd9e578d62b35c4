//! How the backups stand, and whether one is due.
//!
//! What always holds: the newest proved backup is remembered inside the portfolio, encrypted; a folder that is not there is
//! waited for and is no error; when nothing has changed since, nothing is made.

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::fingerprint;
use super::make::{Made, make_in_passing};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::storage::settings;
use crate::vault::{Portfolio, envelope};

/// The setting that remembers it.
pub(super) const KEY: &str = "backup";
/// After this many days without a new backup, the home page insists.
const INSIST: i64 = 14;

/// The newest proved backup, as the portfolio remembers it.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) made_at: String,
    pub(super) made_on: String,
    pub(super) path: String,
    pub(super) fingerprint: String,
    /// Names of the files of evidence that were found damaged then; and how many were missing.
    #[serde(default)]
    pub(super) damaged: Vec<String>,
    #[serde(default)]
    pub(super) missing: u32,
    /// The last of those beside the backups that was read again in passing.
    #[serde(default)]
    pub(super) read_to: Option<String>,
}

impl Record {
    pub(super) fn how_many_damaged(&self) -> u32 {
        u32::try_from(self.damaged.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn write(&self, portfolio: &Portfolio) -> Result<()> {
        portfolio.require_writable()?;
        settings::write(portfolio.db(), KEY, self)
    }
}

/// The newest proved backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LastBackup")]
pub struct Last {
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// The day it was made, where the user was, YYYY-MM-DD.
    pub made_on: String,
    /// How many days ago that is.
    pub days: u32,
    /// Its file name.
    pub file: String,
    /// Where it was put.
    pub path: String,
    /// Files of evidence that were found damaged, in the portfolio and in the backup.
    pub damaged: u32,
    /// Files of evidence that neither had.
    pub missing: u32,
}

/// How the backups of the open portfolio stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BackupStatus")]
pub struct Status {
    /// The folder chosen for backups.
    pub folder: Option<String>,
    /// Whether backups are made at closing and daily.
    pub automatic: bool,
    /// The folder is there. False for a stick that is not in.
    pub reachable: bool,
    /// The newest proved backup.
    pub last: Option<Last>,
    /// Nothing has changed since the newest one.
    pub current: bool,
    /// It is high time: something has been unsaved elsewhere for a fortnight.
    pub insistent: bool,
    /// The sample needs none.
    pub sample: bool,
    /// Files of evidence, each content once.
    pub files: u32,
    /// How many bytes they are.
    #[ts(type = "number")]
    pub file_bytes: u64,
    /// Damage was found: the portfolio is only read, and a backup of it would not be proved.
    pub read_only: bool,
}

/// What came of looking whether a backup is due.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "AutomaticBackup")]
#[serde(tag = "did", rename_all = "kebab-case")]
pub enum Automatic {
    /// None is wanted: no folder, switched off, the sample, or a damaged portfolio.
    Off,
    /// The folder is not there.
    Waiting,
    /// The newest is good for now.
    NotDue,
    /// One was made.
    Made {
        /// The backup.
        made: Made,
    },
}

/// How the backups stand.
///
/// # Errors
/// `locked`, `disk`.
pub fn status(app: &App) -> Result<Status> {
    let settings = app.settings();
    let today = app.world().today();
    let reachable = settings.backup_folder.as_deref().is_some_and(|folder| Path::new(folder).is_dir());
    app.with_what_is_legible(|portfolio| {
        let last = legible(portfolio, read(portfolio))?.flatten();
        let current = match &last {
            Some(last) => legible(portfolio, now(portfolio))?.is_some_and(|now| now == last.fingerprint),
            None => false,
        };
        let since = match &last {
            Some(last) => Some(last.made_on.clone()),
            None => legible(portfolio, begun(portfolio))?.flatten(),
        };
        let files = legible(portfolio, evidence::stock(portfolio.db()))?.unwrap_or_default();
        let sample = legible(portfolio, portfolio.is_sample())?.unwrap_or(false);
        Ok(Status {
            automatic: settings.backup_automatic,
            files: files.0,
            file_bytes: files.1,
            reachable,
            insistent: !sample && !current && since.is_some_and(|day| days(&day, today) >= INSIST),
            current,
            last: last.map(|record| Last {
                damaged: record.how_many_damaged(),
                days: u32::try_from(days(&record.made_on, today)).unwrap_or(0),
                file: Path::new(&record.path)
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default(),
                made_at: record.made_at,
                made_on: record.made_on,
                path: record.path,
                missing: record.missing,
            }),
            folder: settings.backup_folder.clone(),
            sample,
            read_only: portfolio.read_only(),
        })
    })
}

/// Makes a backup if one is due: at closing when anything has changed, else when the newest is of another day.
///
/// # Errors
/// As `make`.
pub fn automatic(app: &App, task: &Task, closing: bool) -> Result<Automatic> {
    let status = status(app)?;
    let Some(folder) = status
        .folder
        .as_deref()
        .filter(|_| status.automatic && !status.sample && !status.read_only)
    else {
        return Ok(Automatic::Off);
    };
    if !status.reachable {
        return Ok(Automatic::Waiting);
    }
    let here = status
        .last
        .as_ref()
        .is_some_and(|last| Path::new(&last.path).parent() == Some(Path::new(folder)) && Path::new(&last.path).is_file());
    let fresh = status.last.as_ref().is_some_and(|last| last.days == 0);
    if here && (status.current || (fresh && !closing)) {
        return Ok(Automatic::NotDue);
    }
    // A portfolio in which nothing was ever written has nothing to lose.
    if app.with(begun)?.is_none() {
        return Ok(Automatic::NotDue);
    }
    make_in_passing(app, task, app.with(read)?).map(|made| Automatic::Made { made })
}

/// What can be read of a damaged portfolio is said, and the rest is left out: whoever needs a backup now must see the page.
fn legible<T>(portfolio: &Portfolio, read: Result<T>) -> Result<Option<T>> {
    match portfolio.watch(read) {
        Ok(value) => Ok(Some(value)),
        Err(cause) if cause.code == Code::Damaged => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// The portfolio's id.
pub(super) fn id(portfolio: &Portfolio) -> Result<String> {
    Ok(settings::read(portfolio.db(), "portfolio_id")?.unwrap_or_default())
}

fn read(portfolio: &Portfolio) -> Result<Option<Record>> {
    // One that cannot be understood is as good as none.
    Ok(settings::read::<serde_json::Value>(portfolio.db(), KEY)?.and_then(|value| serde_json::from_value(value).ok()))
}

fn now(portfolio: &Portfolio) -> Result<String> {
    let envelope = envelope::load(portfolio.folder()).map_err(|cause| Error::disk("reading the key file", &cause))?;
    fingerprint(portfolio.db(), &envelope)
}

/// The day of the first change there is; `None` for a portfolio in which nothing was written yet.
fn begun(portfolio: &Portfolio) -> Result<Option<String>> {
    Ok(portfolio.db().query_row("SELECT min(at) FROM revision", [], |row| row.get(0))?)
}

fn days(day: &str, today: NaiveDate) -> i64 {
    day.get(..10)
        .and_then(|day| day.parse::<NaiveDate>().ok())
        .map_or(0, |day| (today - day).num_days())
}
