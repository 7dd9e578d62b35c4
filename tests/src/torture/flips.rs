//! A byte that is not as it was written: in every page of the database, or in as many as there is time for, and in the key file.
//!
//! What always holds: the damage is told, by opening or by `check`; and once it is, nothing more is written.

use std::path::Path;

use serde_json::json;
use triptych_core::api;
use triptych_core::error::Code;

use crate::Failure;
use crate::dice::Dice;
use crate::ops::{self, Step};
use crate::place::{Place, copy};

/// Bytes of a page.
const PAGE: u64 = 4096;

/// Flips in `wanted` places of the database, in every page at least once unless there are more of them than that; of the key
/// file every byte, or as many as `wanted` where that is less.
///
/// # Errors
/// With the place, and what was not told.
pub(crate) fn run(wanted: u64, seed: u64, folder: &Path) -> Result<(), Failure> {
    let whole = folder.join("whole");
    Place::make(&whole, seed)?;
    let place = Place::new(&whole, seed);
    place.open()?;
    ops::run(&place, &Step::Import)?;
    place.app().lock();
    let mut dice = Dice::new(seed, 0);
    let pages = std::fs::metadata(place.folder().join("portfolio.db"))?.len() / PAGE;
    let (mut opening, mut checking) = (0, 0);
    // Fewer than there are pages lie evenly over the file, from another page on with each seed.
    let first = dice.below(pages);
    for number in 0..wanted {
        let page = if wanted < pages { first + number * pages / wanted } else { number };
        let at = (page % pages) * PAGE + dice.below(PAGE);
        match flip(folder, &whole, seed, "portfolio.db", at, &mut dice)? {
            Told::Opening => opening += 1,
            Told::Checking => checking += 1,
            Told::Nothing => return Err(Failure(format!("byte {at} of the database was flipped, and nothing told"))),
        }
    }
    say(&format!(
        "{wanted} flips in {pages} pages of the database: {opening} told by opening, {checking} by check, 0 by neither"
    ));
    let bytes = std::fs::metadata(place.folder().join("portfolio.key.json"))?.len();
    let step = (bytes / wanted.max(1)).max(1);
    let mut told = 0;
    for at in (0..bytes).step_by(usize::try_from(step).unwrap_or(1)) {
        match flip(folder, &whole, seed, "portfolio.key.json", at, &mut dice)? {
            Told::Nothing => return Err(Failure(format!("byte {at} of the key file was flipped, and nothing told"))),
            Told::Opening | Told::Checking => told += 1,
        }
    }
    say(&format!("{told} flips in the {bytes} bytes of the key file: all told"));
    Ok(())
}

/// Who told.
enum Told {
    Opening,
    Checking,
    Nothing,
}

fn flip(folder: &Path, whole: &Path, seed: u64, name: &str, at: u64, dice: &mut Dice) -> Result<Told, Failure> {
    let home = folder.join("flipped");
    if home.exists() {
        std::fs::remove_dir_all(&home)?;
    }
    copy(whole, &home)?;
    let place = Place::new(&home, seed);
    let path = place.folder().join(name);
    let mut bytes = std::fs::read(&path)?;
    let byte = usize::try_from(at)
        .ok()
        .and_then(|at| bytes.get_mut(at))
        .ok_or_else(|| Failure(format!("there is no byte {at}")))?;
    *byte ^= 1 << dice.below(8);
    std::fs::write(&path, &bytes)?;
    match place.open() {
        Ok(()) => {}
        Err(cause)
            if matches!(
                cause.code,
                Code::Damaged | Code::EnvelopeDamaged | Code::WrongPassphrase | Code::Newer
            ) =>
        {
            return Ok(Told::Opening);
        }
        Err(cause) => return Err(cause.into()),
    }
    if place.check().is_ok() {
        return Ok(Told::Nothing);
    }
    // A key file that is not whole is mended by the recovery words, and is no reason to stop writing.
    if name == "portfolio.db" {
        let request = json!({ "content": { "kind": "cpd", "date": "2026-11-01" }, "visit": "v" });
        match api::call(place.app(), "record.create", "", &request.to_string()) {
            Err(cause) if cause.code == Code::ReadOnly => {}
            other => {
                return Err(Failure(format!(
                    "byte {at} was flipped and told, and then something was written: {:?}",
                    other.err().map(|cause| cause.code)
                )));
            }
        }
    }
    Ok(Told::Checking)
}

#[expect(clippy::print_stdout, reason = "a program of the tests, run from a terminal")]
fn say(line: &str) {
    println!("{line}");
}
