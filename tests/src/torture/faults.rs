//! A failing disk, journey by journey. Compiles the shim, and lets a process of its own go through each journey with it.

use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::journeys::JOURNEYS;
use crate::place::{Place, copy};
use crate::rig::{CONTROL, Reach, Rig, ride};

/// Goes through every journey, or the one called `only`, with each call to the disk failing from the call `from` on.
///
/// # Errors
/// With the journey, the call that failed, and what came of it.
pub(crate) fn run(reach: Reach, folder: &Path, only: Option<&str>, from: u32) -> Result<(), Failure> {
    let shim = folder.join("shim.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/shim.c");
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .args([&shim, &source])
        .status()?;
    if !compiled.success() {
        return Err(Failure("tests/faults/shim.c does not compile".to_owned()));
    }
    let template = folder.join("template");
    Place::furnish(&template, 1)?;
    say("journey               faults  said  borne");
    let mut all = [0; 3];
    for (number, journey) in JOURNEYS
        .iter()
        .enumerate()
        .filter(|(_, journey)| only.is_none_or(|name| name == journey.name))
    {
        let home = folder.join(format!("journey-{number}"));
        copy(&template, &home)?;
        let control = folder.join(format!("control-{number}"));
        std::fs::write(&control, [0; CONTROL])?;
        let done = Command::new(std::env::current_exe()?)
            .arg("journey")
            .args([&home, &control])
            .arg(journey.name)
            .arg(reach.word())
            .args(["--from", &from.to_string()])
            .env("LD_PRELOAD", &shim)
            .env("FAULTS_UNDER", &home)
            .env("FAULTS_CONTROL", &control)
            .output()?;
        let said = String::from_utf8_lossy(&done.stdout);
        if !done.status.success() {
            return Err(Failure(String::from_utf8_lossy(&done.stderr).into_owned()));
        }
        let figures: Vec<u64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [faults, errors, borne] = figures[..] else {
            return Err(Failure(format!("{}: answered \"{said}\"", journey.name)));
        };
        say(&format!("{:<21} {faults:>6} {errors:>5} {borne:>6}", journey.name));
        for (sum, figure) in all.iter_mut().zip([faults, errors, borne]) {
            *sum += figure;
        }
    }
    say(&format!("{:<21} {:>6} {:>5} {:>6}", "all", all[0], all[1], all[2]));
    say("0 corrupt, 0 lost");
    Ok(())
}

/// The process that rides: prints how many calls failed, how often the journey said so, and how often it bore it.
pub(crate) fn journey(home: &Path, control: &Path, name: &str, reach: Reach, from: u32) -> Result<(), Failure> {
    let journey = JOURNEYS.iter().find(|journey| journey.name == name).ok_or_else(crate::usage)?;
    let control = std::fs::OpenOptions::new().read(true).write(true).open(control)?;
    let tally = ride(&Rig::new(home.to_owned(), control), journey, reach, from)?;
    say(&format!("{} {} {}", tally.faults, tally.errors, tally.borne));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a program of the tests, run from a terminal")]
fn say(line: &str) {
    println!("{line}");
}
