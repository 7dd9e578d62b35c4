//! What a portfolio is doing when it is killed: one row for each kind of work that may not lose anything.

use std::path::Path;

use triptych_core::error::Result;

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
    /// Lays out what a portfolio begins with; `template` is an empty one.
    pub(crate) begin: fn(template: &Path, folder: &Path) -> std::io::Result<()>,
    /// Operation `number`.
    pub(crate) step: fn(&Place, number: u64, &mut Dice) -> Result<Step>,
}

/// Every phase there is.
pub(crate) const PHASES: &[Phase] = &[
    Phase {
        name: "writing",
        share: 14,
        kills: 40,
        reach: 9,
        begin: empty,
        step: |place, _, dice| ops::choose(place.app(), dice),
    },
    Phase {
        name: "locking",
        share: 2,
        kills: 12,
        reach: 40,
        begin: empty,
        // What stands in the write-ahead log goes to its pages at each lock.
        step: |place, number, dice| {
            if number.is_multiple_of(4) {
                Ok(Step::Reopen)
            } else {
                ops::choose(place.app(), dice)
            }
        },
    },
    Phase {
        name: "importing",
        share: 2,
        kills: 4,
        reach: 700,
        begin: empty,
        step: |place, number, dice| {
            if number == 1 {
                Ok(Step::Import)
            } else {
                ops::choose(place.app(), dice)
            }
        },
    },
    Phase {
        name: "making",
        share: 2,
        kills: 3,
        reach: 500,
        begin: nothing,
        step: |place, number, dice| {
            if number == 1 {
                Ok(Step::Make)
            } else {
                ops::choose(place.app(), dice)
            }
        },
    },
];

fn empty(template: &Path, folder: &Path) -> std::io::Result<()> {
    place::copy(template, folder)
}

fn nothing(_: &Path, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}
