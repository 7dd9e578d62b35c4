//! A portfolio on a disk that can be told to fail, and the process that does a journey over and over while the shim in
//! `tests/faults/shim.c` lets its n-th call to the disk fail, for every n there is.
//!
//! What always holds, whichever call fails: the journey succeeds, or it says so with the code `disk` and a sentence, and
//! everything is as it was; done again on a healthy disk it succeeds, once and not twice; `check` is sound; and if the
//! process died instead of trying again, the portfolio opens with what was there before or after.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;

use triptych_core::api;
use triptych_core::error::{Code, Error, Result};

use crate::Failure;
use crate::journeys::Journey;
use crate::place::{Place, copy};

/// How the disk fails: the number the shim knows, and whether it goes on failing.
const WAYS: [(&str, u32, bool); 5] = [
    ("EIO", 1, false),
    ("ENOSPC from then on", 2, true),
    ("EIO from then on", 1, true),
    ("ENOSPC", 2, false),
    ("a short write, then ENOSPC", 3, true),
];
/// Bytes of the shim's control file.
pub(crate) const CONTROL: usize = 128;

/// Which calls fail, and in which ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Some calls, in two ways: what `npm test` has time for.
    Thin,
    /// Every call once, the ways by turns.
    Turns,
    /// Every call in every way: hours.
    Whole,
}

impl Reach {
    pub(crate) const ALL: [(&str, Self); 3] = [("--thin", Self::Thin), ("--turns", Self::Turns), ("--whole", Self::Whole)];

    /// What `words` ask for: by turns when they say nothing.
    pub(crate) fn asked(words: &[&str]) -> Self {
        let named = Self::ALL.into_iter().find(|(word, _)| words.contains(word));
        named.map_or(Self::Turns, |(_, reach)| reach)
    }

    pub(crate) fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, reach)| *reach == self).map_or("", |(word, _)| word)
    }

    /// How often one goes through the journey.
    fn rounds(self) -> usize {
        match self {
            Self::Thin => 2,
            Self::Turns => 1,
            Self::Whole => WAYS.len(),
        }
    }

    fn way(self, round: usize, call: u32) -> (&'static str, u32, bool) {
        let turn = if self == Self::Turns { call as usize } else { round };
        WAYS[turn % WAYS.len()]
    }
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) faults: u64,
    pub(crate) errors: u64,
    pub(crate) borne: u64,
}

/// A portfolio on a disk that can be told to fail.
pub(crate) struct Rig {
    pub(crate) place: Place,
    home: PathBuf,
    control: File,
}

impl Rig {
    /// The portfolio in `home`, watched through the shim's control file.
    pub(crate) fn new(home: PathBuf, control: File) -> Self {
        Self {
            place: Place::new(&home, 1),
            home,
            control,
        }
    }

    fn arm(&self, call: u32, how: u32, sticky: bool) -> Result<()> {
        let words = [call, how, u32::from(sticky), 0, 0, 0, 0, 0];
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        bytes.resize(CONTROL, 0);
        self.control.write_all_at(&bytes, 0).map_err(Error::internal)
    }

    /// The call that failed first.
    fn struck(&self) -> String {
        let mut bytes = [0; 96];
        // Only to be told to a person: nothing is decided by it.
        let _ = self.control.read_exact_at(&mut bytes, 32);
        String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()
    }

    /// Heals the disk; answers how many calls it let fail.
    fn heal(&self) -> Result<u32> {
        let mut bytes = [0; 4];
        self.control.read_exact_at(&mut bytes, 16).map_err(Error::internal)?;
        self.control.write_all_at(&0_u32.to_ne_bytes(), 0).map_err(Error::internal)?;
        Ok(u32::from_ne_bytes(bytes))
    }

    pub(crate) fn open(&self) -> Result<()> {
        self.place.open()
    }

    pub(crate) fn call(&self, name: &str, request: &serde_json::Value) -> Result<serde_json::Value> {
        let answer = api::call(self.place.app(), name, "", &request.to_string())?;
        serde_json::from_str(&answer).map_err(Error::internal)
    }

    pub(crate) fn exports(&self) -> PathBuf {
        self.home.join("exports")
    }

    /// What somebody does who was told that a file lies there all the same.
    fn take_exports_away(&self) -> std::io::Result<()> {
        for entry in std::fs::read_dir(self.exports())? {
            let path = entry?.path();
            if path.is_file() {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Everything that may not be halfway: what the portfolio holds and which files lie beside it.
    fn state(&self) -> Result<String> {
        if !self.place.is_open() {
            if !self.place.is_there() {
                return Ok("nothing".to_owned());
            }
            self.open()?;
        }
        let mut all = self.place.content()?;
        let mut names = Vec::new();
        for folder in [
            self.exports(),
            self.exports().join("pages"),
            self.exports().join("restored"),
            self.exports().join("restored/attachments"),
            self.exports().join("rescued"),
            self.exports().join("rescued/Evidence"),
            self.place.folder(),
            self.place.folder().join("attachments"),
            self.home.join("settings"),
        ] {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            let mut evidence = 0;
            for entry in entries.flatten() {
                let name = entry.path();
                // What a dead disk would not let us remove is swept at the next opening.
                // The log is there to tell of the error.
                let passing = ["-wal", ".part", "triptych.log"];
                let lasting = !passing.iter().any(|part| name.to_string_lossy().contains(part));
                if lasting && name.is_file() && folder.ends_with("attachments") {
                    // They are called after the key, which new words change: how many there are counts, and `check` reads each.
                    evidence += 1;
                } else if lasting && name.is_file() {
                    names.push(name.strip_prefix(&self.home).map_or_else(|_| name.clone(), PathBuf::from));
                }
            }
            if evidence > 0 {
                names.push(PathBuf::from(format!(
                    "{evidence} files in {}",
                    folder.strip_prefix(&self.home).unwrap_or(&folder).display()
                )));
            }
        }
        names.sort();
        all.push_str(&format!("{names:?} {:?}", self.place.app().settings().text_size));
        Ok(all)
    }
}

/// Does `journey` over and over, with the calls failing that are within `reach`.
pub(crate) fn ride(rig: &Rig, journey: &Journey, reach: Reach, from: u32) -> std::result::Result<Tally, Failure> {
    let mut tally = Tally::default();
    std::fs::create_dir_all(rig.exports())?;
    if !journey.closed {
        rig.open()?;
    }
    let mut number = 1000;
    let thin = reach == Reach::Thin;
    for round in 0..reach.rounds() {
        for call in (from..).step_by(if thin { journey.thin } else { 1 }) {
            let (way, how, sticky) = reach.way(round, call);
            number += 1;
            let at = |what: &str| Failure(format!("{}, call {call} ({}) failing ({way}): {what}", journey.name, rig.struck()));
            let said = |cause: Error| at(&Failure::from(cause).0);
            rig.place.turn_to(number);
            (journey.prepare)(rig).map_err(said)?;
            let before = if journey.closed {
                String::new()
            } else {
                rig.state().map_err(said)?
            };
            rig.place.turn_to(number + 500_000);
            rig.arm(call, how, sticky)?;
            let done = (journey.act)(rig);
            if rig.heal()? == 0 {
                done.map_err(said)?;
                if call == from {
                    return Err(at("the shim never let a call fail: is it loaded, and are there so many calls?"));
                }
                break;
            }
            tally.faults += 1;
            let failed = done.is_err();
            // On a disk that is dead nothing can be taken away either: the sentence says that the file lies there.
            if done
                .as_ref()
                .is_err_and(|cause| cause.hint.as_deref().is_some_and(|hint| hint.starts_with("The file lies")))
            {
                rig.take_exports_away()?;
            }
            // Nor is it known, while it goes on failing, whether what was written last holds: opening it again settles that, and
            // what lies beside the portfolio.
            if failed && sticky && !journey.closed {
                rig.place.app().lock();
            }
            match done {
                Ok(()) => tally.borne += 1,
                Err(cause) if cause.code == Code::Disk && cause.message.ends_with('.') && cause.hint.is_some() => tally.errors += 1,
                Err(cause) => return Err(at(&format!("said {}", Failure::from(cause).0))),
            }
            // What somebody would find if the process ended here.
            let crash = (!thin || call % 10 == 1).then(|| snapshot(rig)).transpose()?;
            if failed && !journey.closed {
                let now = rig.state().map_err(said)?;
                rig.place.check().map_err(said)?;
                if now != before {
                    return Err(at(&difference("something has changed although it failed", &before, &now)));
                }
            }
            if failed {
                rig.place.turn_to(number + 500_000);
                (journey.act)(rig).map_err(|cause| at(&format!("tried again: {}", Failure::from(cause).0)))?;
            }
            let after = rig.state().map_err(said)?;
            rig.place.check().map_err(said)?;
            if let Some(crash) = crash {
                let found = crash.look().map_err(said)?;
                let known = [&before, &after]
                    .iter()
                    .any(|known| known.split("[\"").next() == found.split("[\"").next());
                if !(known || journey.closed) {
                    return Err(at(&difference("a crash would leave neither what was nor what is", &after, &found)));
                }
            }
        }
    }
    Ok(tally)
}

/// Where two states part.
fn difference(what: &str, one: &str, other: &str) -> String {
    let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let bytes = &text.as_bytes()[at.saturating_sub(60).min(text.len())..(at + 120).min(text.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    format!("{what}: at {at}, \"{}\" and \"{}\"", around(one), around(other))
}

/// A copy of the folder as it lies on the disk now.
pub(crate) struct Snapshot {
    pub(crate) folder: tempfile::TempDir,
}

/// What somebody would find if the process ended now.
pub(crate) fn snapshot(rig: &Rig) -> std::io::Result<Snapshot> {
    let folder = tempfile::tempdir()?;
    if rig.place.folder().exists() {
        copy(&rig.place.folder(), &folder.path().join("Portfolio"))?;
    }
    Ok(Snapshot { folder })
}

impl Snapshot {
    fn look(&self) -> Result<String> {
        let place = Place::new(self.folder.path(), 1);
        if !place.is_there() {
            return Ok("nothing".to_owned());
        }
        place.open()?;
        place.check()?;
        place.content()
    }
}
