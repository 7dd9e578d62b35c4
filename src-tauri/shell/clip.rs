//! The clipboard: what was copied stands there for as long as the app runs, or for a minute.
//!
//! What always holds: only text that we put there, and that is still there, is ever taken away again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arboard::Clipboard;
use triptych_core::error::{Code, Error, Result};

/// How long what is to be cleared may stay.
const STAY: Duration = Duration::from_secs(60);

/// What a system's clipboard can do.
pub(super) trait Board: Send + Sized + 'static {
    fn reach() -> std::result::Result<Self, arboard::Error>;
    fn text(&mut self) -> Option<String>;
    fn set(&mut self, text: &str) -> std::result::Result<(), arboard::Error>;
    fn clear(&mut self);
}

impl Board for Clipboard {
    fn reach() -> std::result::Result<Self, arboard::Error> {
        Self::new()
    }
    fn text(&mut self) -> Option<String> {
        self.get_text().ok()
    }
    fn set(&mut self, text: &str) -> std::result::Result<(), arboard::Error> {
        self.set_text(text)
    }
    fn clear(&mut self) {
        // A clipboard that does not let go is told in docs/security.md: nothing more can be done here.
        let _ = Self::clear(self);
    }
}

struct Held<B> {
    // Some systems ask the app for the text when it is pasted: the clipboard lives as long as the app.
    board: Option<B>,
    /// What is to be cleared, while it may still stand there.
    ours: Option<String>,
    /// Which copy that was: a later one starts its own minute.
    turn: u64,
}

/// The clipboard. Copies share one.
pub(super) struct Clip<B = Clipboard>(Arc<Mutex<Held<B>>>);

impl<B> Default for Clip<B> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Held {
            board: None,
            ours: None,
            turn: 0,
        })))
    }
}

impl<B> Clone for Clip<B> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<B: Board> Clip<B> {
    fn held(&self) -> MutexGuard<'_, Held<B>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts `text` on the clipboard.
    pub(super) fn copy(&self, text: &str) -> Result<()> {
        let refused = |cause: arboard::Error| {
            Error::new(Code::Refused, "The clipboard did not take the text. It is still on the screen.").detail(kind(&cause))
        };
        let mut held = self.held();
        let board = match held.board.as_mut() {
            Some(board) => board,
            None => held.board.insert(B::reach().map_err(refused)?),
        };
        board.set(text).map_err(refused)?;
        held.ours = None;
        held.turn += 1;
        Ok(())
    }

    /// Takes `text`, just copied, away after a minute.
    pub(super) fn clear_later(&self, text: &str) {
        let turn = self.keep(text);
        let clip = self.clone();
        std::thread::spawn(move || {
            std::thread::sleep(STAY);
            clip.clear_turn(turn);
        });
    }

    /// Notes that `text`, just copied, is to be cleared; gives its turn.
    fn keep(&self, text: &str) -> u64 {
        let mut held = self.held();
        held.ours = Some(text.to_owned());
        held.turn
    }

    /// The minute of a copy is over.
    fn clear_turn(&self, turn: u64) {
        let mut held = self.held();
        if held.turn == turn {
            held.clear();
        }
    }

    /// Takes away what is to be cleared, if it still stands there: also called when the app ends.
    pub(super) fn clear_now(&self) {
        self.held().clear();
    }
}

impl<B: Board> Held<B> {
    fn clear(&mut self) {
        let Some(ours) = self.ours.take() else { return };
        let Some(board) = self.board.as_mut() else { return };
        if board.text().is_some_and(|now| now == ours) {
            board.clear();
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

#[cfg(test)]
mod tests {
    use super::{Board, Clip};

    /// A clipboard that others may write on too, and that can refuse.
    #[derive(Default)]
    struct Slate {
        text: Option<String>,
        refuses: bool,
    }

    impl Board for Slate {
        fn reach() -> Result<Self, arboard::Error> {
            Ok(Self::default())
        }
        fn text(&mut self) -> Option<String> {
            self.text.clone()
        }
        fn set(&mut self, text: &str) -> Result<(), arboard::Error> {
            if self.refuses {
                return Err(arboard::Error::Unknown {
                    description: text.to_owned(),
                });
            }
            self.text = Some(text.to_owned());
            Ok(())
        }
        fn clear(&mut self) {
            self.text = None;
        }
    }

    fn slate(clip: &Clip<Slate>, change: impl FnOnce(&mut Slate)) {
        change(clip.held().board.as_mut().expect("something was copied"));
    }

    fn text(clip: &Clip<Slate>) -> Option<String> {
        clip.held().board.as_ref().and_then(|slate| slate.text.clone())
    }

    #[test]
    fn after_its_minute_only_what_is_still_ours_is_taken_away() {
        let clip = Clip::<Slate>::default();
        clip.copy("K-07 came late").expect("copied");
        let turn = clip.keep("K-07 came late");
        clip.clear_turn(turn);
        assert_eq!(text(&clip), None);

        clip.copy("K-07 stayed").expect("copied");
        let turn = clip.keep("K-07 stayed");
        slate(&clip, |slate| slate.text = Some("somebody else's".to_owned()));
        clip.clear_turn(turn);
        assert_eq!(text(&clip).as_deref(), Some("somebody else's"));
    }

    #[test]
    fn a_later_copy_has_a_minute_of_its_own_and_one_that_may_stay_stays() {
        let clip = Clip::<Slate>::default();
        clip.copy("the same words").expect("copied");
        let first = clip.keep("the same words");
        clip.copy("the same words").expect("copied again");
        let second = clip.keep("the same words");
        clip.clear_turn(first);
        assert_eq!(text(&clip).as_deref(), Some("the same words"));
        clip.clear_turn(second);
        assert_eq!(text(&clip), None);

        clip.copy("gone in a minute").expect("copied");
        let turn = clip.keep("gone in a minute");
        clip.copy("a reflection").expect("copied");
        clip.clear_turn(turn);
        clip.clear_now();
        assert_eq!(text(&clip).as_deref(), Some("a reflection"), "nobody wished it cleared");
    }

    #[test]
    fn when_the_app_ends_it_waits_for_no_minute() {
        let clip = Clip::<Slate>::default();
        clip.clear_now();
        clip.copy("K-07").expect("copied");
        clip.keep("K-07");
        clip.clear_now();
        assert_eq!(text(&clip), None);
    }

    #[test]
    fn a_clipboard_that_refuses_is_told_without_the_words() {
        let clip = Clip::<Slate>::default();
        clip.copy("before").expect("copied");
        slate(&clip, |slate| slate.refuses = true);
        let told = clip.copy("Margaret wept").expect_err("it refuses");
        assert!(!format!("{told:?}").contains("Margaret"), "{told:?}");
        assert!(told.message.contains("still on the screen"), "{told:?}");
    }
}
