//! Time, folders and randomness of a test: the clock starts at a moment of our choosing and goes on from there.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use triptych_core::error::{Error, Result};
use triptych_core::vault::Cost;
use triptych_core::world::World;

/// When a test begins, unless it says otherwise.
const BEGIN: &str = "2026-11-22T10:30:00Z";

/// A world inside one folder.
pub struct BridgeWorld {
    folder: PathBuf,
    clock: Mutex<(DateTime<Utc>, Instant)>,
    cost: Mutex<Cost>,
}

impl BridgeWorld {
    /// A world in `folder`, on 22 November 2026 at half past ten.
    pub fn new(folder: &Path) -> Self {
        let begin = DateTime::parse_from_rfc3339(BEGIN).expect("the constant is a moment").to_utc();
        Self {
            folder: folder.to_owned(),
            clock: Mutex::new((begin, Instant::now())),
            // Tests unlock hundreds of times.
            cost: Mutex::new(Cost::FLOOR),
        }
    }

    /// Everything of this world lies in here.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves the clock to `now`, from where it goes on.
    pub fn travel(&self, now: DateTime<Utc>) {
        *self.clock() = (now, Instant::now());
    }

    /// From now on it is a machine that spends `cost` on wrapping a key.
    pub fn spend(&self, cost: Cost) {
        *self.cost.lock().unwrap_or_else(PoisonError::into_inner) = cost;
    }

    fn clock(&self) -> MutexGuard<'_, (DateTime<Utc>, Instant)> {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for BridgeWorld {
    fn now(&self) -> DateTime<Utc> {
        let (begin, since) = *self.clock();
        begin + TimeDelta::from_std(since.elapsed()).unwrap_or_default()
    }
    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(Error::internal)
    }
    fn key_cost(&self) -> Cost {
        *self.cost.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn portfolio_folder(&self) -> PathBuf {
        self.folder.join("Portfolio")
    }
    fn sample_folder(&self) -> PathBuf {
        self.folder.join("Sample portfolio")
    }
    fn settings_folder(&self) -> PathBuf {
        self.folder.join("settings")
    }
}
