//! Evidence, shown without a plaintext file: pictures, PDF pages and sound, decoded in memory.
//!
//! What always holds: whatever a file holds, it is decoded in a thread of its own, within limits that are said; one that makes a
//! decoder panic or take too long is not shown, and everything else goes on; what is handed out is pixels and samples made here,
//! never the file's own bytes.

mod pdf;
mod photograph;
mod picture;
mod sound;
mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

pub(super) use pdf::{page, page_of, require_size};
pub(super) use picture::{Encoded, Picture, decode, decode_for, encode, fitted, picture};
pub(super) use sound::{part, sound};
pub(crate) use words::{Word, within as words_within};

use crate::api::Task;
use crate::error::{Code, Error, Result};

/// How long a decoder may take for a picture or a page.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// How often is asked whether to go on.
const BEAT: Duration = Duration::from_millis(20);
/// What decoders may put on their stack: some go down as deep as a file is nested.
const STACK: usize = 64 * 1024 * 1024;
/// How many that take too long are let run before no other is begun.
const MOST_LOST: usize = 3;

/// How many run on that were given up.
static LOST: AtomicUsize = AtomicUsize::new(0);

/// A piece of work, which ends or is given up, whichever comes first.
struct Work(AtomicBool);

impl Work {
    /// It has ended.
    fn end(&self) {
        if self.0.swap(true, Ordering::AcqRel) {
            LOST.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Nobody waits for it any more.
    fn give_up(&self) {
        // Counted first, so that its end takes away nothing that is not there.
        LOST.fetch_add(1, Ordering::Relaxed);
        if self.0.swap(true, Ordering::AcqRel) {
            LOST.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Runs `work` on something foreign, apart from everything else.
///
/// # Errors
/// Whatever `work` says; `refused` when it panics or takes longer than `patience`, `cancelled`.
pub(super) fn guarded<T: Send + 'static>(task: &Task, patience: Duration, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    if LOST.load(Ordering::Relaxed) >= MOST_LOST {
        return Err(Error::new(
            Code::Refused,
            "Several files are still being worked on that take very long. This one is not shown yet.",
        )
        .hint("Try again in a minute. If it stays so, close Triptych and open it again."));
    }
    let (sender, receiver) = channel();
    let running = Arc::new(Work(AtomicBool::new(false)));
    let begun = Instant::now();
    let its_own = Arc::clone(&running);
    let spawned = thread::Builder::new().name("decoder".to_owned()).stack_size(STACK).spawn(move || {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        its_own.end();
        // Nobody listens any more when it took too long.
        let _ = sender.send(done.unwrap_or_else(|_| Err(malformed())));
    });
    spawned.map_err(Error::internal)?;
    loop {
        match receiver.recv_timeout(BEAT) {
            Ok(done) => return done,
            Err(RecvTimeoutError::Disconnected) => return Err(malformed()),
            Err(RecvTimeoutError::Timeout) if begun.elapsed() > patience => {
                running.give_up();
                return Err(Error::new(
                    Code::Refused,
                    format!(
                        "Showing this file takes longer than {} seconds, so it was given up. The file itself is kept as it is.",
                        patience.as_secs()
                    ),
                )
                .hint("Save a copy and open it in another program."));
            }
            Err(RecvTimeoutError::Timeout) => task.go_on().inspect_err(|_| running.give_up())?,
        }
    }
}

/// The file is not what it says it is, or is broken.
pub(super) fn malformed() -> Error {
    Error::new(
        Code::Refused,
        "What is in this file cannot be shown: it is not as such files are. The file itself is kept as it is.",
    )
    .hint("Save a copy and try it in another program.")
}

#[cfg(test)]
mod tests;
