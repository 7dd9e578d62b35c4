//! Locking because the desktop asks for it: the pages save first, and then the portfolio closes whether they answer or not.
//!
//! What always holds: it is locked within `GRACE`, unless the pages say that words could not be saved and would be lost.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use triptych_core::api::App;
use triptych_core::api::events::Event;

/// How long the pages may take to save and lock. A system that suspends waits five seconds at most.
pub(super) const GRACE: Duration = Duration::from_secs(3);

/// Asks the pages to save and to lock, and locks when they have not done so within `grace`. `waiting` is set by pages that
/// hold words which could not be saved: then it stays open. Returns when it is decided.
pub(super) fn lock_when_saved(core: &App, waiting: &AtomicBool, grace: Duration) {
    if !core.is_open() {
        return;
    }
    waiting.store(false, Ordering::Relaxed);
    // Long work would keep everybody waiting for the portfolio.
    core.cancel_all();
    let events = core.events().listen();
    core.events().tell(&Event::Locking);
    let until = Instant::now() + grace;
    while let Ok(event) = events.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if event == Event::Locked {
            return;
        }
    }
    if !waiting.load(Ordering::Relaxed) {
        core.lock();
    }
}
