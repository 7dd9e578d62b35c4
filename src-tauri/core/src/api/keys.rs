//! Commands about the passphrase, what a guess at it costs, and the recovery words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::Exported;
use super::portfolio::Status;
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::vault::{self, Cost, Secret, SheetProof, taken, taken_if_any};

/// What one guess at the passphrase costs somebody who has the file.
#[derive(Debug, Serialize, TS)]
pub struct KeyCost {
    /// As the key file is now.
    pub now: Guess,
    /// What this machine could make of it; `None` when that is not worth the while.
    pub offered: Option<Guess>,
}

/// The work in a guess.
#[derive(Debug, Serialize, TS)]
pub struct Guess {
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl From<Cost> for Guess {
    fn from(cost: Cost) -> Self {
        Self {
            memory_mib: cost.memory_kib / 1024,
            passes: cost.passes,
        }
    }
}

/// Another passphrase.
#[derive(Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one that opens the portfolio now.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub current: Secret,
    /// The one that shall open it.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub new: Secret,
}

/// The passphrase, asked again.
#[derive(Deserialize, TS)]
pub struct Passphrase {
    /// The one that opens the portfolio.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
}

/// New recovery words are asked for.
#[derive(Deserialize, TS)]
pub struct AskNewWords {
    /// The passphrase, which stays.
    #[serde(deserialize_with = "taken")]
    #[ts(type = "string")]
    pub passphrase: Secret,
    /// Files of evidence that are damaged or missing may stay behind: nothing of them can be read under the new key.
    #[serde(default)]
    pub leave_behind: bool,
}

/// The recovery words, to be shown.
#[derive(Serialize, TS)]
pub struct RecoveryWords {
    /// All 24, in order.
    pub words: Vec<String>,
}

/// New recovery words, in force from now on.
#[derive(Serialize, TS)]
pub struct NewWords {
    /// All 24, in order.
    pub words: Vec<String>,
    /// The state now: the words wait for their check again.
    pub status: Status,
}

/// Wipes words once they have been written into the answer, or read: in whatever way they go.
macro_rules! wiped_words {
    ($($holder:ty),+) => {$(
        impl Drop for $holder {
            fn drop(&mut self) {
                zeroize::Zeroize::zeroize(&mut self.words);
            }
        }
    )+};
}
wiped_words!(RecoveryWords, NewWords, super::portfolio::Created, super::portfolio::ConfirmWords);

/// The recovery sheet as PDF. Either the passphrase or the words themselves, as they are on the page, are asked for.
#[derive(Deserialize, TS)]
pub struct Sheet {
    /// The passphrase.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
    /// All 24 words, separated by blanks.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub words: Option<Secret>,
    /// File; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
}

pub(super) fn cost(app: &App, _: &Task, _: Nothing) -> Result<KeyCost> {
    let (now, offered) = app.with(vault::Portfolio::key_cost)?;
    Ok(KeyCost {
        now: now.into(),
        offered: offered.map(Guess::from),
    })
}

pub(super) fn change_passphrase(app: &App, task: &Task, request: ChangePassphrase) -> Result<KeyCost> {
    app.with_mut(|portfolio| portfolio.change_passphrase(&request.current, &request.new))?;
    cost(app, task, Nothing {})
}

pub(super) fn strengthen(app: &App, task: &Task, request: Passphrase) -> Result<KeyCost> {
    app.with_mut(|portfolio| portfolio.strengthen(&request.passphrase))?;
    cost(app, task, Nothing {})
}

pub(super) fn words(app: &App, _: &Task, request: Passphrase) -> Result<RecoveryWords> {
    let words = app.with(|portfolio| portfolio.recovery_words(&request.passphrase))?;
    Ok(RecoveryWords { words })
}

pub(super) fn new_words(app: &App, task: &Task, request: AskNewWords) -> Result<NewWords> {
    let words = app.new_words(&request.passphrase, request.leave_behind, task)?;
    Ok(NewWords {
        words,
        status: app.status()?,
    })
}

pub(super) fn sheet(app: &App, _: &Task, request: Sheet) -> Result<Exported> {
    let proof = match (&request.words, &request.passphrase) {
        (Some(words), _) => SheetProof::Words(words),
        (None, Some(passphrase)) => SheetProof::Passphrase(passphrase),
        (None, None) => return Err(crate::error::Error::field("passphrase", "There is no passphrase yet.")),
    };
    vault::save_sheet(app, &proof, request.path.as_deref(), request.replace)
}
