//! A call that somebody watches, and may stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::events::{Event, Events};
use crate::error::{Code, Error, Result};

/// A call under way: it can tell how far it is, and be stopped.
#[derive(Clone)]
pub struct Task {
    id: String,
    stopped: Arc<AtomicBool>,
    events: Arc<Events>,
}

impl Task {
    /// The call `id`, which stops once `stopped` is set and tells `events` how far it is.
    pub(super) fn new(id: &str, stopped: Arc<AtomicBool>, events: Arc<Events>) -> Self {
        Self {
            id: id.to_owned(),
            stopped,
            events,
        }
    }

    /// Tells how far the call is.
    ///
    /// # Errors
    /// `cancelled` when the user has stopped it: pass it on at once.
    pub fn progress(&self, done: usize, total: usize, unit: &str) -> Result<()> {
        self.go_on()?;
        if !self.id.is_empty() {
            let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            self.events.tell(&Event::Progress {
                task: self.id.clone(),
                done: count(done),
                total: count(total),
                unit: unit.to_owned(),
            });
        }
        Ok(())
    }

    /// Whether the call may go on.
    ///
    /// # Errors
    /// `cancelled` when the user has stopped it: pass it on at once.
    pub fn go_on(&self) -> Result<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Error::new(Code::Cancelled, "Stopped. Nothing was left half-done."));
        }
        Ok(())
    }
}
