//! Backups: one ordinary zip a time, proved before it is called a backup.
//!
//! What always holds: a backup is as encrypted as the portfolio; it is read back from the disk, opened and counted before it
//! has its name; no file is replaced; only backups of this portfolio are ever removed, and never the newest; a zip that
//! comes back is taken for hostile until its hashes and its seal have been compared; restoring makes a new folder.

mod archive;
mod auto;
mod beside;
mod difference;
mod make;
mod manifest;
mod restore;
mod shelf;
mod stage;
mod thin;
mod verify;
mod write;

#[cfg(test)]
mod tests;

use rusqlite::Connection;

pub use auto::{Automatic, Last, Status, automatic, status};
pub use difference::Difference;
pub(super) use make::{BESIDE, before_migration};
pub use make::{Made, make, make_whole};
pub use manifest::Counts;
pub use restore::{Inside, Opens, Restored, look, restore, verify};
pub(crate) use shelf::check_place;
pub use shelf::{Item, list, newest_good};
pub(super) use stage::{hidden, sweep};

use super::Secret;
use crate::api::{App, Task};
use crate::error::{Error, Result};

const MANIFEST: &str = "MANIFEST.json";
const HOW_TO: &str = "HOW-TO-OPEN.txt";
const HOW_TO_TEXT: &str = include_str!("HOW-TO-OPEN.txt");
/// Copying, packing, reading back, looking at it, the files of evidence.
const PARTS: usize = 5;
const STEPS: usize = 100;

/// What opens a backup whose key is not at hand.
pub enum Given<'a> {
    /// The passphrase that held when it was made.
    Passphrase(&'a Secret),
    /// The 24 words that held when it was made.
    Words(&'a Secret),
}

/// How far the work is; whoever listens may stop it.
pub(super) struct Progress<'a> {
    step: &'a mut dyn FnMut(usize) -> Result<()>,
}

impl Progress<'_> {
    /// `done` of `total` of the part of this number.
    fn part<N: TryInto<u128>>(&mut self, part: usize, done: N, total: N) -> Result<()> {
        let (done, total) = (done.try_into().unwrap_or(0), total.try_into().unwrap_or(0).max(1));
        let share = usize::try_from(done.min(total) * (STEPS / PARTS) as u128 / total).unwrap_or(0);
        (self.step)(part * STEPS / PARTS + share)
    }
}

/// Runs `body` with a progress that goes to `task`, and that stops it when the portfolio it began with is locked: no key
/// outlives the lock.
fn watched<T>(app: &App, task: &Task, body: impl FnOnce(&mut Progress<'_>) -> Result<T>) -> Result<T> {
    let (began, mut told) = (app.openings(), None);
    body(&mut Progress {
        step: &mut |done| {
            if app.openings() != began {
                return Err(crate::api::app::locked());
            }
            // A step that nobody would see still asks whether to go on.
            let seen = told.replace(done) == Some(done);
            if seen { task.go_on() } else { task.progress(done, STEPS, "steps") }
        },
    })
}

/// Changes whenever the portfolio's content or its key file does: a step is made, taken back or made again, or what lies among the
/// settings changes, as an addition does that is not finished. What this very setting says of backups is left out.
fn fingerprint(connection: &Connection, envelope: &[u8]) -> Result<String> {
    let history: String = connection.query_row(
        "SELECT count(*) || ' ' || coalesce(max(id), 0) || ' ' || coalesce(max(at), '') || ' ' || coalesce(sum(state = 'undone'), 0)
           || ' ' || (SELECT user_version FROM pragma_user_version)
         FROM revision",
        [],
        |row| row.get(0),
    )?;
    let facts: String = connection.query_row(
        "SELECT coalesce(group_concat(key || ' ' || value, char(10)), '') FROM (SELECT key, value FROM setting WHERE key <> ?1 ORDER BY key)",
        [auto::KEY],
        |row| row.get(0),
    )?;
    let parts = [history, stage::sha256(facts.as_bytes()), stage::sha256(envelope)];
    Ok(stage::sha256(parts.join(" ").as_bytes()))
}

/// A path as the contract tells it.
fn shown(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn disk(cause: &std::io::Error) -> Error {
    Error::disk("reading the backups' folder", cause)
}
