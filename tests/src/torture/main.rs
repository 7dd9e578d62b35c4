//! `triptych-torture`: what breaks in a bad year, in minutes. `npm run torture` and `npm run soak` call it.
//!
//! - `kills N [--seed S] [--phase NAME]`: a process that saves is killed N times at random moments; nothing is lost.
//! - `faults [--thin|--turns|--whole] [--journey NAME] [--from CALL]`: on Linux, every call to the disk, or from that one on, fails once;
//!   nothing is lost or halfway.
//! - `flips N [--seed S]`: a byte is not what was written, in N places; it is told, and nothing is written on.
//! - `replay PHASE SEED N`: the same operations without a kill, checked after each.
//!
//! Everything lies in a temporary folder, which stays when something was lost.

mod dice;
#[cfg(target_os = "linux")]
mod faults;
mod flips;
#[cfg(target_os = "linux")]
mod journeys;
mod kills;
mod ops;
mod phases;
mod place;
#[cfg(target_os = "linux")]
mod rig;
mod work;
mod world;

use std::path::Path;
use std::process::ExitCode;

use triptych_core::error::Error;

use crate::phases::PHASES;
use crate::place::Place;
use crate::work::Work;

const USAGE: &str = "usage: triptych-torture kills N [--seed S] [--phase NAME] | faults [--thin|--turns|--whole] [--journey NAME] [--from CALL] | flips N [--seed S] | replay PHASE SEED N";

/// Why it stops, in a sentence.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl From<std::io::Error> for Failure {
    fn from(cause: std::io::Error) -> Self {
        Self(format!("the test itself met: {cause}"))
    }
}

impl From<Error> for Failure {
    fn from(cause: Error) -> Self {
        Self(format!(
            "{:?}: {} ({})",
            cause.code,
            cause.message,
            cause.detail.unwrap_or_default()
        ))
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            #[expect(clippy::print_stderr, reason = "a program of the tests, run from a terminal")]
            {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["work", folder, phase, seed, done, rest @ ..] => worker(Path::new(folder), phase, seed, done, rest == ["--only-open"]),
        ["flips", wanted, rest @ ..] => {
            let seed = seed(rest)?;
            in_folder(seed, |folder| flips::run(number(wanted)?, seed, folder))
        }
        ["kills", wanted, rest @ ..] => {
            let seed = seed(rest)?;
            in_folder(seed, |folder| kills::run(number(wanted)?, seed, folder, option(rest, "--phase")))
        }
        #[cfg(target_os = "linux")]
        ["journey", home, control, name, rest @ ..] => {
            faults::journey(Path::new(home), Path::new(control), name, rig::Reach::asked(rest), from(rest)?)
        }
        #[cfg(target_os = "linux")]
        ["faults", rest @ ..] => in_folder(1, |folder| {
            faults::run(rig::Reach::asked(rest), folder, option(rest, "--journey"), from(rest)?)
        }),
        ["replay", phase, seed, upto] => in_folder(number(seed)?, |folder| replay(folder, phase, number(seed)?, number(upto)?)),
        _ => Err(usage()),
    }
}

/// Does the operations of a portfolio without a kill and checks after each: is it the kill, or the work?
fn replay(folder: &Path, phase: &str, seed: u64, upto: u64) -> Result<(), Failure> {
    let phase = PHASES.iter().find(|row| row.name == phase).ok_or_else(usage)?;
    let (template, home) = (folder.join("template"), folder.join("home"));
    Place::make(&template, seed)?;
    (phase.begin)(&template, &home)?;
    let place = Place::new(&home, seed);
    if place.is_there() {
        place.open()?;
    }
    for number in 1..=upto {
        work::act(&place, phase, seed, number)?;
        place
            .check()
            .map_err(|cause| Failure(format!("operation {number}: {}", Failure::from(cause).0)))?;
    }
    Ok(())
}

fn worker(folder: &Path, phase: &str, seed: &str, done: &str, only_open: bool) -> Result<(), Failure> {
    let phase = PHASES.iter().find(|row| row.name == phase).ok_or_else(usage)?;
    work::work(&Work {
        folder,
        seed: number(seed)?,
        phase,
        done: number(done)?,
        only_open,
    })?;
    Ok(())
}

/// Runs `body` in a temporary folder, which stays to be looked at when it fails.
fn in_folder(seed: u64, body: impl FnOnce(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut folder = tempfile::Builder::new().prefix("triptych-torture-").tempdir()?;
    body(folder.path()).map_err(|Failure(message)| {
        folder.disable_cleanup(true);
        Failure(format!("{message}\n(seed {seed}; everything lies in {})", folder.path().display()))
    })
}

fn option<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    let at = words.iter().position(|word| *word == name)?;
    words.get(at + 1).copied()
}

fn seed(words: &[&str]) -> Result<u64, Failure> {
    option(words, "--seed").map_or_else(chance, number)
}

/// The call from which on they fail: the first, unless another is named.
#[cfg(target_os = "linux")]
fn from(words: &[&str]) -> Result<u32, Failure> {
    option(words, "--from").map_or(Ok(1), |word| word.parse().ok().filter(|call| *call > 0).ok_or_else(usage))
}

fn number(word: &str) -> Result<u64, Failure> {
    word.parse().map_err(|_| usage())
}

fn chance() -> Result<u64, Failure> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|cause| Failure(cause.to_string()))?;
    Ok(u64::from_le_bytes(bytes))
}

pub(crate) fn usage() -> Failure {
    Failure(USAGE.to_owned())
}
