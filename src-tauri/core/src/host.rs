//! What only a desktop can do: dialogs, opener, clipboard, print.
//!
//! What always holds: the core asks through this trait and never through a window, so that tests and the command line
//! answer in the desktop's place.

use std::path::PathBuf;

use crate::error::Result;

/// The desktop, seen from the core. Calls may block while a dialog is open.
pub trait Host: Send + Sync {
    /// Asks for a folder; `None` when the user changes their mind.
    fn choose_folder(&self, title: &str) -> Result<Option<PathBuf>>;
    /// Asks for a file that is there; `None` when the user changes their mind, or where there is nobody to ask.
    fn choose_file(&self, title: &str) -> Result<Option<PathBuf>> {
        let _ = title;
        Ok(None)
    }
    /// Asks where to save; the dialog itself asks before an existing file is replaced. `None` when the user changes their mind.
    fn choose_save(&self, title: &str, suggested: &str) -> Result<Option<PathBuf>>;
    /// Opens a web address in the system's browser.
    fn open_address(&self, address: &str) -> Result<()>;
    /// Puts text on the clipboard.
    fn copy_text(&self, text: &str) -> Result<()>;
    /// Takes `text`, just copied, from the clipboard after a minute, if it is still there.
    fn clear_text_later(&self, _text: &str) -> Result<()> {
        Ok(())
    }
    /// Opens the system's print dialog for what the window shows.
    fn print(&self) -> Result<()>;
    /// The pages have heard that the window is about to close and will say `close` themselves: it waits for them.
    fn wait(&self) -> Result<()> {
        Ok(())
    }
    /// A portfolio was locked: what has shown it gives way to what never has.
    fn locked(&self) {}
    /// Closes the window: everything written is saved. Where there is no window there is nothing to do.
    fn close(&self) -> Result<()> {
        Ok(())
    }
}
