//! What a portfolio is doing when it is killed: one row for each kind of work that may not lose anything.

use std::path::Path;

use triptych_core::error::Result;
use triptych_core::vault::backup;

use crate::dice::Dice;
use crate::ops::{self, Step};
use crate::place::{self, Place};

/// One kind of work.
pub(crate) struct Phase {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its part of all kills, in parts of the sum.
    pub(crate) share: u64,
    /// Kills before a portfolio is old enough and the next one begins.
    pub(crate) kills: u64,
    /// How long after an acknowledgement it may strike, in milliseconds: what the longest of its operations takes.
    pub(crate) reach: u64,
    /// How many of eight strikes fall while it opens.
    pub(crate) opening: u64,
    /// Lays out what a portfolio begins with; `template` is an empty one.
    pub(crate) begin: fn(template: &Path, folder: &Path) -> std::io::Result<()>,
    /// Operation `number`.
    pub(crate) step: fn(&Place, number: u64, &mut Dice) -> Result<Step>,
    /// What must lie beside the portfolio once so many operations are surely done.
    pub(crate) beside: fn(&Place, done: u64) -> Result<()>,
}

/// Every phase there is.
pub(crate) const PHASES: &[Phase] = &[
    Phase {
        name: "writing",
        share: 14,
        kills: 40,
        reach: 9,
        opening: 1,
        begin: empty,
        step: |place, _, dice| ops::choose(place.app(), dice),
        beside: nothing_beside,
    },
    Phase {
        name: "locking",
        share: 2,
        kills: 12,
        reach: 40,
        opening: 1,
        begin: empty,
        // What stands in the write-ahead log goes to its pages at each lock.
        step: |place, number, dice| {
            if number.is_multiple_of(4) {
                Ok(Step::Reopen)
            } else {
                ops::choose(place.app(), dice)
            }
        },
        beside: nothing_beside,
    },
    Phase {
        name: "importing",
        share: 2,
        kills: 4,
        reach: 700,
        opening: 1,
        begin: empty,
        step: |place, number, dice| {
            if number == 1 {
                Ok(Step::Import)
            } else {
                ops::choose(place.app(), dice)
            }
        },
        beside: nothing_beside,
    },
    Phase {
        name: "making",
        share: 2,
        kills: 3,
        reach: 500,
        opening: 1,
        begin: nothing,
        step: |place, number, dice| match number {
            1 => Ok(Step::Make),
            // The first look proposes cycles: a change of its own, which elsewhere is made before the stream begins.
            2 => Ok(Step::Call("hcpc.cycles", serde_json::json!({}))),
            _ => ops::choose(place.app(), dice),
        },
        beside: nothing_beside,
    },
    Phase {
        name: "migrating",
        share: 1,
        // Once it has been opened it is of today's schema.
        kills: 2,
        reach: 1000,
        opening: 8,
        begin: oldest,
        step: |place, _, dice| ops::choose(place.app(), dice),
        beside: nothing_beside,
    },
    Phase {
        name: "passphrase",
        share: 1,
        kills: 8,
        reach: 600,
        opening: 1,
        begin: empty,
        step: |place, number, dice| between(place, number, dice, Step::ChangePassphrase),
        beside: nothing_beside,
    },
    Phase {
        name: "new words",
        share: 1,
        kills: 8,
        reach: 900,
        opening: 1,
        begin: empty,
        step: |place, number, dice| between(place, number, dice, Step::NewWords),
        beside: nothing_beside,
    },
    Phase {
        name: "backing up",
        share: 1,
        kills: 8,
        reach: 500,
        opening: 1,
        begin: empty,
        step: |place, number, dice| between(place, number, dice, Step::BackUp(number)),
        beside: backups,
    },
    Phase {
        name: "restoring",
        share: 1,
        kills: 8,
        reach: 500,
        opening: 1,
        begin: empty,
        step: |place, number, dice| match number {
            1 => Ok(Step::BackUp(1)),
            _ => between(place, number, dice, Step::Restore(1, number)),
        },
        beside: restored,
    },
];

/// `step` at every second turn, so that it has something to carry.
fn between(place: &Place, number: u64, dice: &mut Dice, step: Step) -> Result<Step> {
    if number.is_multiple_of(2) {
        Ok(step)
    } else {
        ops::choose(place.app(), dice)
    }
}

fn empty(template: &Path, folder: &Path) -> std::io::Result<()> {
    place::copy(template, folder)
}

fn nothing(_: &Path, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// A portfolio of the first schema, as its own program left it.
fn oldest(_: &Path, folder: &Path) -> std::io::Result<()> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/portfolios/1");
    place::copy(&kept, &folder.join("Portfolio"))
}

/// Of what many kills have left, this many of the newest are looked at each time.
const LOOKED_AT: u64 = 4;

fn nothing_beside(_: &Place, _: u64) -> Result<()> {
    Ok(())
}

/// Every backup that was acknowledged is there, and whatever has a backup's name is one.
fn backups(place: &Place, done: u64) -> Result<()> {
    for number in newest(done) {
        let file = place.backup(number);
        // The one under way may have come to its end.
        if number <= done || file.exists() {
            let app = place.app();
            app.run("", |task| backup::verify(app, task, &file, None))?;
        }
    }
    Ok(())
}

/// Every portfolio that was restored is there and sound, and whatever has its name is whole.
fn restored(place: &Place, done: u64) -> Result<()> {
    for number in newest(done) {
        let restored = Place::new(&place.restored(number), 0);
        if number <= done || restored.folder().exists() {
            restored.open()?;
            restored.check()?;
        }
    }
    Ok(())
}

/// The turns of `between` that may have left something.
fn newest(done: u64) -> impl Iterator<Item = u64> {
    (done.saturating_sub(LOOKED_AT).max(2)..=done + 1).filter(|number| number.is_multiple_of(2))
}
