//! The clipboard: what was copied stands there for as long as the app runs, or for a minute.
//!
//! What always holds: only text that we put there, and that is still there, is ever taken away again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arboard::Clipboard;
use triptych_core::error::{Code, Error, Result};

/// How long what is to be cleared may stay.
const STAY: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Held {
    // Some systems ask the app for the text when it is pasted: the clipboard lives as long as the app.
    clipboard: Option<Clipboard>,
    /// What is to be cleared, while it may still stand there.
    ours: Option<String>,
    /// Which copy that was: a later one starts its own minute.
    turn: u64,
}

/// The clipboard. Copies share one.
#[derive(Clone, Default)]
pub(super) struct Clip(Arc<Mutex<Held>>);

impl Clip {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts `text` on the clipboard.
    pub(super) fn copy(&self, text: &str) -> Result<()> {
        let refused = |cause: arboard::Error| {
            Error::new(Code::Refused, "The clipboard did not take the text. It is still on the screen.").detail(kind(&cause))
        };
        let mut held = self.held();
        let clipboard = match held.clipboard.as_mut() {
            Some(clipboard) => clipboard,
            None => held.clipboard.insert(Clipboard::new().map_err(refused)?),
        };
        clipboard.set_text(text).map_err(refused)?;
        held.ours = None;
        held.turn += 1;
        Ok(())
    }

    /// Takes `text`, just copied, away after a minute.
    pub(super) fn clear_later(&self, text: &str) {
        let turn = {
            let mut held = self.held();
            held.ours = Some(text.to_owned());
            held.turn
        };
        let clip = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(STAY);
            if clip.held().turn == turn {
                clip.clear_now();
            }
        });
    }

    /// Takes away what is to be cleared, if it still stands there: also called when the app ends.
    pub(super) fn clear_now(&self) {
        let mut held = self.held();
        let Some(ours) = held.ours.take() else { return };
        let Some(clipboard) = held.clipboard.as_mut() else { return };
        if clipboard.get_text().is_ok_and(|now| now == ours) {
            // A clipboard that does not let go is told in docs/security.md: nothing more can be done here.
            let _ = clipboard.clear();
        }
    }
}

/// The kind of failure alone: its words might quote what was copied.
fn kind(cause: &arboard::Error) -> &'static str {
    match cause {
        arboard::Error::ContentNotAvailable => "clipboard: nothing there",
        arboard::Error::ClipboardNotSupported => "clipboard: none here",
        arboard::Error::ClipboardOccupied => "clipboard: busy",
        _ => "clipboard: refused",
    }
}
