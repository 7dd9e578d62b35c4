//! `portfolio.damaged`: damage that was found, remembered over locking and beyond the program's end.
//!
//! What always holds: it lies beside the database, because nothing is written into a damaged one; while it is there the
//! portfolio opens for reading only; only a check that finds everything sound removes it. Where it cannot be written, a full
//! disk for one, the damage is remembered as long as the portfolio is open.

use std::path::Path;

use super::Portfolio;
use crate::error::{Code, Error, Result};
use crate::storage::{self, files};
use crate::world::World;

/// The marker's file name.
pub const DAMAGED: &str = "portfolio.damaged";

impl Portfolio {
    /// Remembers that damage was found: from now on the file is only read.
    pub(super) fn remember_damage(&self) {
        self.damaged.set(true);
        mark(&self.folder, self.world());
        storage::leave_alone(&self.connection, true);
    }

    /// Opens the database anew after a bad page was met: without it a connection reads nothing any more, and most of the
    /// portfolio is still there to be read.
    pub(crate) fn read_on(&mut self) {
        if !self.damaged.get() || storage::is_sound(&self.connection) {
            return;
        }
        let Ok(nothing) = rusqlite::Connection::open_in_memory() else {
            return;
        };
        // Closed first: one at a time has the file.
        drop(std::mem::replace(&mut self.connection, nothing));
        if let Ok(connection) = storage::open(&self.folder.join(super::DATABASE), &self.key.derive_database_key()) {
            storage::leave_alone(&connection, true);
            self.connection = connection;
        }
    }

    /// Refuses what was read when a page on the way was not as it was written: SQLCipher gives an empty page in its place, and
    /// the end of a long text would be blank without a word.
    ///
    /// # Errors
    /// `damaged`.
    pub(crate) fn require_sound(&self) -> Result<()> {
        if storage::is_sound(&self.connection) {
            Ok(())
        } else {
            Err(Error::damaged().detail("a page that is not as it was written"))
        }
    }

    /// Forgets it, after everything was found sound.
    pub(super) fn forget_damage(&self) {
        self.damaged.set(false);
        clear(&self.folder);
        storage::leave_alone(&self.connection, false);
    }
}

/// The same error, for whoever has nothing on the screen yet.
pub(super) fn does_not_open(cause: Error) -> Error {
    // What looks like no portfolio at all says so in its own words.
    if cause.code != Code::Damaged || cause.message != Error::damaged().message {
        return cause;
    }
    Error {
        message: "This portfolio's file is damaged, so that it does not open. It has not been changed.".to_owned(),
        ..cause
    }
    .hint("Restore the newest backup into a new folder. What can still be read can be saved as well.")
}

/// Whether damage has been found in the portfolio in `folder`.
pub(super) fn is_marked(folder: &Path) -> bool {
    folder.join(DAMAGED).exists()
}

/// Whether saved changes are missing from the log that a crash left: a byte in it is not as it was written.
pub(super) fn log_has_lost(folder: &Path) -> bool {
    // A log that cannot be read keeps the database from opening, and that is told.
    storage::wal::loses_what_was_saved(&folder.join(format!("{}-wal", super::DATABASE))).unwrap_or(false)
}

/// Looks at the log before SQLite does, which would drop what it has lost without a word.
pub(super) fn look_at_log(folder: &Path, world: &dyn World) {
    if log_has_lost(folder) {
        mark(folder, world);
    }
}

fn mark(folder: &Path, world: &dyn World) {
    if is_marked(folder) {
        return;
    }
    let text = format!(
        "On {} damage was found in portfolio.db. Until a check finds it sound again, Triptych opens it for reading only.\n",
        world.today()
    );
    // The folder may be what is wrong; then the damage is found again the next time.
    let _ = files::write(&folder.join(DAMAGED), text.as_bytes(), false);
}

/// Removes the marker: the file is sound, or another one will stand in its place.
pub(super) fn clear(folder: &Path) {
    if is_marked(folder) {
        // One that stays costs no more than another check.
        let _ = std::fs::remove_file(folder.join(DAMAGED));
    }
}
