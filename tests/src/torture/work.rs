//! The process that is killed. It opens the portfolio, says what it holds, and goes on with the stream of operations where
//! the last one stopped, saying when each begins and when it is done.
//!
//! A line on standard output each: `opened DIGEST` (or `nothing` where there is no portfolio yet), `begun N`, `done N`,
//! `failed N MESSAGE`.

use std::io::Write as _;
use std::path::Path;

use triptych_core::error::{Error, Result};

use crate::dice::Dice;
use crate::ops;
use crate::phases::Phase;
use crate::place::Place;

/// What a worker is to do.
pub(crate) struct Work<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) seed: u64,
    pub(crate) phase: &'a Phase,
    /// The number of the last operation that is surely done.
    pub(crate) done: u64,
    /// Only look.
    pub(crate) only_open: bool,
}

/// Does operation `number` in `place`: the same one whoever does it.
pub(crate) fn act(place: &Place, phase: &Phase, seed: u64, number: u64) -> Result<()> {
    place.turn_to(number);
    let step = (phase.step)(place, number, &mut Dice::new(seed, number))?;
    ops::run(place, &step)
}

/// Opens what there is and checks it; answers what it holds.
pub(crate) fn look(place: &Place) -> Result<Option<String>> {
    if !place.is_there() {
        return Ok(None);
    }
    place.open()?;
    place.check()?;
    place.digest().map(Some)
}

/// Works until it is killed.
pub(crate) fn work(work: &Work<'_>) -> Result<()> {
    let place = Place::new(work.folder, work.seed);
    // What it makes while it opens is the last operation's.
    place.turn_to(work.done);
    match look(&place).and_then(|found| (work.phase.beside)(&place, work.done).map(|()| found)) {
        Ok(Some(digest)) => say(&format!("opened {digest}"))?,
        Ok(None) => say("nothing")?,
        Err(cause) => return failed(work.done, &cause),
    }
    if work.only_open {
        return Ok(());
    }
    // What was under way when the last worker died may have been done: whoever watches says so in `done`.
    let mut go_on = String::new();
    std::io::stdin().read_line(&mut go_on).map_err(Error::internal)?;
    let done: u64 = go_on.trim().parse().map_err(Error::internal)?;
    for number in done + 1.. {
        say(&format!("begun {number}"))?;
        if let Err(cause) = act(&place, work.phase, work.seed, number) {
            return failed(number, &cause);
        }
        say(&format!("done {number}"))?;
    }
    Ok(())
}

fn failed(number: u64, cause: &Error) -> Result<()> {
    say(&format!(
        "failed {number} {:?}: {} ({})",
        cause.code,
        cause.message,
        cause.detail.as_deref().unwrap_or_default()
    ))
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(Error::internal)
}
