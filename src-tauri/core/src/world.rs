//! What the core takes from outside: time, randomness, the price of a guess, and folders.
//!
//! What always holds: nothing in the core asks the system for these itself, so that a test can fix them and an export
//! is a pure function of the portfolio and the moment handed in.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Instant;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::error::{Error, Result};
use crate::vault::Cost;

/// Time, randomness and folders, handed in by whoever starts the core.
pub trait World: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;
    /// Today where the user is.
    fn today(&self) -> NaiveDate;
    /// Now where the user is, for names that she reads.
    fn local(&self) -> NaiveDateTime {
        self.now().naive_utc()
    }
    /// Fills `bytes` from a cryptographically secure source.
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()>;
    /// What wrapping a key for a passphrase should cost on this machine: what it then costs to try one.
    fn key_cost(&self) -> Cost;
    /// Where a portfolio goes when no folder is chosen.
    fn portfolio_folder(&self) -> PathBuf;
    /// Where the sample portfolio goes.
    fn sample_folder(&self) -> PathBuf;
    /// Where this device's settings live (no content, ever).
    fn settings_folder(&self) -> PathBuf;
    /// Where this device's log lies: beside the settings, unless the platform has a place of its own.
    fn state_folder(&self) -> PathBuf {
        self.settings_folder()
    }
}

/// The real thing: the system's clock and randomness, folders by the platform's conventions.
pub struct SystemWorld {
    folders: directories::ProjectDirs,
    cost: OnceLock<Cost>,
}

impl SystemWorld {
    /// Finds the user's folders.
    ///
    /// # Errors
    /// `internal` when the system names no home folder.
    pub fn new() -> Result<Self> {
        directories::ProjectDirs::from("uk", "Triptych", "Triptych")
            .map(|folders| Self {
                folders,
                cost: OnceLock::new(),
            })
            .ok_or_else(|| Error::internal("no home folder"))
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where the system's clock is read")]
impl World for SystemWorld {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
    fn today(&self) -> NaiveDate {
        chrono::Local::now().date_naive()
    }
    fn local(&self) -> NaiveDateTime {
        chrono::Local::now().naive_local()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(Error::internal)
    }
    fn key_cost(&self) -> Cost {
        // Measured once and only when a key is wrapped. The faster of two counts: the slower one was disturbed.
        *self.cost.get_or_init(|| {
            let probe = || {
                let begun = Instant::now();
                Cost::FLOOR.spend().then(|| begun.elapsed())
            };
            probe().into_iter().chain(probe()).min().map_or(Cost::FLOOR, Cost::for_machine)
        })
    }
    fn portfolio_folder(&self) -> PathBuf {
        self.folders.data_dir().join("Portfolio")
    }
    fn sample_folder(&self) -> PathBuf {
        self.folders.data_dir().join("Sample portfolio")
    }
    fn settings_folder(&self) -> PathBuf {
        self.folders.config_dir().to_owned()
    }
    fn state_folder(&self) -> PathBuf {
        self.folders.state_dir().unwrap_or(self.folders.data_local_dir()).to_owned()
    }
}
