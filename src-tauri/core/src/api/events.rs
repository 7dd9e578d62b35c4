//! What the core tells without being asked.
//!
//! What always holds: an event carries no content; a listener that is slow loses nothing but time, one that is gone is
//! dropped.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use serde::Serialize;
use ts_rs::TS;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A call named by `task` has come this far.
    Progress {
        /// The call's task id, chosen by the caller.
        task: String,
        /// Steps done.
        done: u32,
        /// Steps in all.
        total: u32,
        /// What is counted, such as "pages".
        unit: String,
    },
    /// The portfolio has changed: whoever shows it asks again.
    Changed,
    /// The portfolio was locked.
    Locked,
    /// The computer is about to suspend, or its screen was locked: save what is being written, then call `portfolio.lock`;
    /// call `host.wait` when it cannot be saved. Whoever does neither is locked out within seconds.
    Locking,
    /// The window is about to close: call `host.wait`, save what is being written, then call `host.close`.
    Closing,
}

/// Where listeners hang.
#[derive(Default)]
pub struct Events {
    listeners: Mutex<Vec<Sender<Event>>>,
}

impl Events {
    /// A new listener, from now on.
    pub fn listen(&self) -> Receiver<Event> {
        let (sender, receiver) = channel();
        self.listeners
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(sender);
        receiver
    }

    /// Tells every listener.
    pub fn tell(&self, event: &Event) {
        self.listeners
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .retain(|listener| listener.send(event.clone()).is_ok());
    }
}
