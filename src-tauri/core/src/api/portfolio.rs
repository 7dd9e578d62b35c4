//! Commands that make, open, lock and check a portfolio.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;
use crate::vault::backup::Given;
use crate::vault::rescue::{self, Rescued};
use crate::vault::{Secret, taken, taken_if_any};

/// Where the app stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// There is no portfolio in the folder yet.
    None,
    /// There is one; it is locked.
    Locked,
    /// The portfolio is there, its envelope is gone or damaged: only the recovery words open it.
    WordsOnly,
    /// Open.
    Open,
}

/// The app's state, as far as it may be told while locked: no title, no name.
#[derive(Debug, Serialize, TS)]
pub struct Status {
    /// What can be done now.
    pub stage: Stage,
    /// The portfolio's folder.
    pub folder: String,
    /// Where a portfolio goes when no folder is chosen.
    pub default_folder: String,
    /// True for the sample portfolio.
    pub sample: bool,
    /// The sample's passphrase, told because it guards nothing.
    pub sample_passphrase: String,
    /// Set while the recovery words wait for their check: the positions (1 to 24) to ask for.
    pub words_to_confirm: Vec<u8>,
    /// Open for reading only, because of damage.
    pub read_only: bool,
    /// The app's version.
    pub version: String,
    /// Today where the user is, YYYY-MM-DD.
    pub today: String,
    /// True when the home page has nothing to show yet.
    pub empty: bool,
}

/// A passphrase to weigh.
#[derive(Deserialize, TS)]
pub struct Strength {
    /// The passphrase.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// How hard a passphrase is to guess.
#[derive(Debug, Serialize, TS)]
pub struct StrengthAnswer {
    /// zxcvbn's score, 0 (guessed at once) to 4 (very hard).
    pub score: u8,
    /// How long guessing takes someone who has the file, in words.
    pub time: String,
    /// What would help.
    pub advice: Vec<String>,
    /// Whether it is accepted at all.
    pub accepted: bool,
}

/// Makes a portfolio.
#[derive(Deserialize, TS)]
#[ts(rename = "PortfolioCreate")]
pub struct Create {
    /// Folder; `None` for the default one.
    pub folder: Option<String>,
    /// The passphrase.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// A portfolio was made and is open.
#[derive(Serialize, TS)]
pub struct Created {
    /// The 24 recovery words, shown once here.
    pub words: Vec<String>,
    /// The state now.
    pub status: Status,
}

/// Opens a portfolio.
#[derive(Deserialize, TS)]
pub struct Open {
    /// Folder; `None` for the one used last, else the default one.
    pub folder: Option<String>,
    /// The passphrase.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// Opens a portfolio with the recovery words and sets a new passphrase.
#[derive(Deserialize, TS)]
pub struct OpenWithWords {
    /// Folder; `None` for the one used last, else the default one.
    pub folder: Option<String>,
    /// The 24 words, separated by blanks.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub words: Secret,
    /// The new passphrase.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// Some of the recovery words, as read from the owner's paper.
#[derive(Deserialize, TS)]
pub struct ConfirmWords {
    /// The words at the positions asked for, in that order.
    pub words: Vec<String>,
}

/// What `check` looked at and found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckReport {
    /// True when every part is sound.
    pub sound: bool,
    /// Each part in plain words.
    pub parts: Vec<CheckPart>,
}

/// One part of the check.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CheckPart {
    /// What was looked at.
    pub name: String,
    /// Whether it is sound.
    pub sound: bool,
    /// What was found, in a sentence.
    pub found: String,
}

/// Writes everything that can still be read into a new folder, in clear text. Of the open portfolio when neither passphrase nor
/// words are given.
#[derive(Deserialize, TS)]
#[ts(rename = "PortfolioRescue")]
pub struct Rescue {
    /// The portfolio's folder; `None` for the one that is open or was used last.
    pub folder: Option<String>,
    /// The passphrase.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
    /// All 24 words, separated by blanks.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub words: Option<Secret>,
    /// The folder to make; `None` asks.
    pub path: Option<String>,
}

pub(super) fn status(app: &App, _: &Task, _: Nothing) -> Result<Status> {
    app.status()
}

pub(super) fn strength(_: &App, _: &Task, request: Strength) -> Result<StrengthAnswer> {
    Ok(crate::vault::strength(&request.passphrase))
}

pub(super) fn create(app: &App, _: &Task, request: Create) -> Result<Created> {
    let words = app.create(request.folder.as_deref(), &request.passphrase)?;
    Ok(Created {
        words,
        status: app.status()?,
    })
}

pub(super) fn open(app: &App, _: &Task, request: Open) -> Result<Status> {
    app.open(request.folder.as_deref(), &request.passphrase)?;
    app.status()
}

pub(super) fn open_with_words(app: &App, _: &Task, request: OpenWithWords) -> Result<Status> {
    app.open_with_words(request.folder.as_deref(), &request.words, &request.passphrase)?;
    app.status()
}

pub(super) fn sample(app: &App, task: &Task, _: Nothing) -> Result<Status> {
    app.open_sample(task)?;
    app.status()
}

pub(super) fn lock(app: &App, _: &Task, _: Nothing) -> Result<Status> {
    app.lock();
    app.status()
}

pub(super) fn confirm_words(app: &App, _: &Task, request: ConfirmWords) -> Result<Status> {
    app.with_mut(|portfolio| portfolio.confirm_words(&request.words))?;
    app.status()
}

pub(super) fn check(app: &App, task: &Task, _: Nothing) -> Result<CheckReport> {
    app.with_mut(|portfolio| portfolio.check(task))
}

pub(super) fn rescue(app: &App, task: &Task, request: Rescue) -> Result<Rescued> {
    let given = match (&request.words, &request.passphrase) {
        (Some(words), _) => Some(Given::Words(words)),
        (None, passphrase) => passphrase.as_ref().map(Given::Passphrase),
    };
    let folder = request.folder.as_deref().map(Path::new);
    rescue::rescue(app, task, folder, given.as_ref(), request.path.as_deref().map(Path::new))
}
