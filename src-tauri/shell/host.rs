//! The desktop as the core asks for it: the system's own dialogs, browser, clipboard and printer.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use tauri::{AppHandle, Manager};
#[cfg(not(target_os = "linux"))]
use tauri_plugin_dialog::DialogExt as _;
use triptych_core::error::{Code, Error, Result};
use triptych_core::host::Host;

use super::clip::Clip;
use super::fresh;

/// What a dialog asks for.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    /// A folder that is there.
    Folder,
    /// A file that is there.
    File,
    /// Where to save, with the name that is suggested.
    Save(String),
}

/// The desktop behind the window.
pub(super) struct Desktop {
    handle: Arc<OnceLock<AppHandle>>,
    clip: Clip,
    waiting: Arc<AtomicBool>,
}

impl Desktop {
    /// `waiting` is set when the pages ask the window to wait for them before it closes.
    pub(super) fn new(handle: Arc<OnceLock<AppHandle>>, clip: Clip, waiting: Arc<AtomicBool>) -> Self {
        Self { handle, clip, waiting }
    }

    fn handle(&self) -> Result<&AppHandle> {
        self.handle
            .get()
            .ok_or_else(|| Error::internal("asked before the window was there"))
    }

    #[cfg(target_os = "linux")]
    fn choose(&self, title: &str, wanted: &Wanted) -> Result<Option<PathBuf>> {
        super::dialogs::choose(self.handle()?, title, wanted)
    }

    #[cfg(not(target_os = "linux"))]
    fn choose(&self, title: &str, wanted: &Wanted) -> Result<Option<PathBuf>> {
        let handle = self.handle()?;
        let mut dialog = handle.dialog().file().set_title(title);
        if let Some(window) = handle.get_webview_window(super::WINDOW) {
            dialog = dialog.set_parent(&window);
        }
        let chosen = match wanted {
            Wanted::Folder => dialog.blocking_pick_folder(),
            Wanted::File => dialog.blocking_pick_file(),
            Wanted::Save(suggested) => dialog.set_file_name(suggested).blocking_save_file(),
        };
        chosen.map(|file| file.into_path().map_err(Error::internal)).transpose()
    }
}

/// Where tests put what they save: WebDriver cannot reach the system's dialogs.
#[cfg(feature = "webdriver")]
fn chosen_by_tests() -> Option<PathBuf> {
    std::env::var_os("TRIPTYCH_SAVE_TO").map(PathBuf::from)
}

impl Host for Desktop {
    fn choose_folder(&self, title: &str) -> Result<Option<PathBuf>> {
        #[cfg(feature = "webdriver")]
        if let Some(folder) = chosen_by_tests() {
            return Ok(Some(folder));
        }
        self.choose(title, &Wanted::Folder)
    }

    fn choose_file(&self, title: &str) -> Result<Option<PathBuf>> {
        self.choose(title, &Wanted::File)
    }

    fn choose_save(&self, title: &str, suggested: &str) -> Result<Option<PathBuf>> {
        #[cfg(feature = "webdriver")]
        if let Some(folder) = chosen_by_tests() {
            return Ok(Some(folder.join(suggested)));
        }
        self.choose(title, &Wanted::Save(suggested.to_owned()))
    }

    fn open_address(&self, address: &str) -> Result<()> {
        open::that_detached(address).map_err(|cause| {
            Error::new(Code::Refused, "The browser did not open.")
                .hint("Copy the address and open it yourself.")
                .detail(cause)
        })
    }

    fn copy_text(&self, text: &str) -> Result<()> {
        self.clip.copy(text)
    }

    fn clear_text_later(&self, text: &str) -> Result<()> {
        self.clip.clear_later(text);
        Ok(())
    }

    fn print(&self) -> Result<()> {
        let window = self
            .handle()?
            .get_webview_window(super::WINDOW)
            .ok_or_else(|| Error::internal("no window to print"))?;
        window.print().map_err(|cause| {
            Error::new(Code::Refused, "The print dialog did not open.")
                .hint("Export a PDF instead, and print that.")
                .detail(cause)
        })
    }

    fn wait(&self) -> Result<()> {
        self.waiting.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn locked(&self) {
        if let Some(handle) = self.handle.get() {
            fresh::instead(handle);
        }
    }

    fn close(&self) -> Result<()> {
        super::close(self.handle()?);
        Ok(())
    }
}
