//! A world in which the same operation, done again, makes the same bytes: ids, times and keys follow from the seed and the
//! operation's number alone. A portfolio that was never killed can therefore be laid beside one that was.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use triptych_core::error::Result;
use triptych_core::vault::Cost;
use triptych_core::world::World;

use crate::dice::Dice;

const BEGIN: &str = "2026-11-22T08:00:00Z";

/// Time and randomness by the number of the operation.
pub(crate) struct SeededWorld {
    folder: PathBuf,
    seed: u64,
    number: AtomicU64,
    drawn: AtomicU64,
}

impl SeededWorld {
    pub(crate) fn new(folder: &Path, seed: u64) -> Self {
        Self {
            folder: folder.to_owned(),
            seed,
            number: AtomicU64::new(0),
            drawn: AtomicU64::new(0),
        }
    }

    /// From now on it is operation `number`.
    pub(crate) fn turn_to(&self, number: u64) {
        self.number.store(number, Ordering::SeqCst);
        self.drawn.store(0, Ordering::SeqCst);
    }
}

impl World for SeededWorld {
    fn now(&self) -> DateTime<Utc> {
        let begin = DateTime::parse_from_rfc3339(BEGIN).expect("the constant is a moment").to_utc();
        // Slow enough that a long run stays within the same few days.
        begin + TimeDelta::seconds(i64::try_from(self.number.load(Ordering::SeqCst)).unwrap_or_default())
    }
    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
            let part = self.number.load(Ordering::SeqCst).wrapping_mul(1 << 20).wrapping_add(drawn);
            let word = Dice::new(self.seed, part).next().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
    fn key_cost(&self) -> Cost {
        // Thousands of openings.
        Cost::FLOOR
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
