//! The desktop, played: dialogs are answered as a test said beforehand, and what would leave the app is kept to be looked at.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use triptych_core::error::Result;
use triptych_core::host::Host;

/// What the app asked of the desktop so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Seen {
    /// Texts put on the clipboard.
    pub copied: Vec<String>,
    /// Texts that would be taken from the clipboard after a minute.
    pub cleared: Vec<String>,
    /// Addresses opened in the browser.
    pub opened: Vec<String>,
    /// How often the print dialog came up.
    pub printed: u32,
    /// How often the window was closed.
    pub closed: u32,
    /// Names that save dialogs proposed.
    pub suggested: Vec<String>,
}

#[derive(Default)]
struct State {
    seen: Seen,
    saves: VecDeque<Option<PathBuf>>,
    folders: VecDeque<Option<PathBuf>>,
    files: VecDeque<Option<PathBuf>>,
}

/// A desktop without a screen. Copies share one state.
#[derive(Clone)]
pub struct Desk {
    saved: PathBuf,
    state: Arc<Mutex<State>>,
}

impl Desk {
    /// A desktop whose save dialogs point into `folder` unless told otherwise.
    pub fn new(folder: &Path) -> Self {
        Self {
            saved: folder.to_owned(),
            state: Arc::default(),
        }
    }

    /// The next save dialog answers `path`; `None` is the user's change of mind.
    pub fn answer_save(&self, path: Option<PathBuf>) {
        self.state().saves.push_back(path);
    }

    /// The next folder dialog answers `path`; `None` is the user's change of mind.
    pub fn answer_folder(&self, path: Option<PathBuf>) {
        self.state().folders.push_back(path);
    }

    /// The next dialog for a file answers `path`; `None` is the user's change of mind, and so is no answer.
    pub fn answer_file(&self, path: Option<PathBuf>) {
        self.state().files.push_back(path);
    }

    /// What was asked of the desktop so far.
    pub fn seen(&self) -> Seen {
        self.state().seen.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Desk {
    fn choose_folder(&self, _: &str) -> Result<Option<PathBuf>> {
        Ok(self.state().folders.pop_front().unwrap_or_else(|| Some(self.saved.clone())))
    }
    fn choose_file(&self, _: &str) -> Result<Option<PathBuf>> {
        Ok(self.state().files.pop_front().flatten())
    }
    fn choose_save(&self, _: &str, suggested: &str) -> Result<Option<PathBuf>> {
        let mut state = self.state();
        state.seen.suggested.push(suggested.to_owned());
        Ok(state.saves.pop_front().unwrap_or_else(|| Some(self.saved.join(suggested))))
    }
    fn open_address(&self, address: &str) -> Result<()> {
        self.state().seen.opened.push(address.to_owned());
        Ok(())
    }
    fn copy_text(&self, text: &str) -> Result<()> {
        self.state().seen.copied.push(text.to_owned());
        Ok(())
    }
    fn clear_text_later(&self, text: &str) -> Result<()> {
        self.state().seen.cleared.push(text.to_owned());
        Ok(())
    }
    fn print(&self) -> Result<()> {
        self.state().seen.printed += 1;
        Ok(())
    }
    fn close(&self) -> Result<()> {
        self.state().seen.closed += 1;
        Ok(())
    }
}
