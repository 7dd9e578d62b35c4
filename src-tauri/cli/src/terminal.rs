//! The world and the desktop as a terminal has them.
//!
//! What always holds: the command line leaves the window's settings alone, so that opening another folder here does not
//! change what the window opens next; there is no desktop, and whoever asks for one is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::host::Host;
use triptych_core::log::{Entry, Log, Place};
use triptych_core::vault::Cost;
use triptych_core::world::{SystemWorld, World};

/// Who has the portfolio open, as others are told.
pub(crate) const WHO: &str = "the command line (triptych-cli)";

/// The system's time and randomness; one folder for everything.
pub(crate) struct TerminalWorld {
    system: SystemWorld,
    folder: PathBuf,
}

impl TerminalWorld {
    /// The world around the portfolio in `folder`, or in the default one.
    pub(crate) fn new(folder: Option<&Path>) -> Result<Arc<Self>> {
        let system = SystemWorld::new()?;
        let folder = folder.map_or_else(|| system.portfolio_folder(), Path::to_owned);
        // Whole, so that what is printed says where it lies.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        Ok(Arc::new(Self { system, folder }))
    }

    /// The portfolio's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl World for TerminalWorld {
    fn now(&self) -> DateTime<Utc> {
        self.system.now()
    }
    fn today(&self) -> NaiveDate {
        self.system.today()
    }
    fn local(&self) -> NaiveDateTime {
        self.system.local()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        self.system.fill_random(bytes)
    }
    fn key_cost(&self) -> Cost {
        // The tests run this program hundreds of times. A release build knows nothing of the variable.
        if cfg!(debug_assertions) && std::env::var_os("TRIPTYCH_TEST_KEY_COST").is_some_and(|cost| cost == "floor") {
            return Cost::FLOOR;
        }
        self.system.key_cost()
    }
    fn portfolio_folder(&self) -> PathBuf {
        self.folder.clone()
    }
    fn sample_folder(&self) -> PathBuf {
        self.system.sample_folder()
    }
    fn state_folder(&self) -> PathBuf {
        self.system.state_folder()
    }
    fn settings_folder(&self) -> PathBuf {
        // Never read or written: the folder used is the default one of this world, so there is nothing to remember.
        self.folder.join("settings")
    }
}

/// A defect of ours is told by its place in the source, here and in the log: the message may hold what was written.
pub(crate) fn complain_of_panics() {
    std::panic::set_hook(Box::new(|met| {
        let Some(location) = met.location() else { return };
        let place = Place::of(location);
        if let Ok(world) = SystemWorld::new() {
            Log::new(world.state_folder()).write(world.now(), Entry::Panicked(place));
        }
        #[expect(clippy::print_stderr, reason = "the command line says why it ends")]
        {
            eprintln!("triptych-cli met a defect of its own at {place}. What was saved is safe.");
        }
    }));
}

/// The app around `world`.
pub(crate) fn app(world: &Arc<TerminalWorld>) -> App {
    App::new(Arc::clone(world) as Arc<dyn World>, Box::new(NoDesktop), WHO)
}

struct NoDesktop;

fn refused<T>() -> Result<T> {
    Err(
        Error::new(Code::Refused, "The command line has no dialogs. Nothing has been changed.")
            .hint("Name the file or folder as an option."),
    )
}

impl Host for NoDesktop {
    fn choose_folder(&self, _: &str) -> Result<Option<PathBuf>> {
        refused()
    }
    fn choose_file(&self, _: &str) -> Result<Option<PathBuf>> {
        refused()
    }
    fn choose_save(&self, _: &str, _: &str) -> Result<Option<PathBuf>> {
        refused()
    }
    fn open_address(&self, _: &str) -> Result<()> {
        refused()
    }
    fn copy_text(&self, _: &str) -> Result<()> {
        refused()
    }
    fn print(&self) -> Result<()> {
        refused()
    }
}
