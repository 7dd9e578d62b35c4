//! What could tell who somebody is in a copy of a file, said before it leaves: its title, its name, its words, and what a camera or
//! a program wrote into it.
//!
//! What always holds: a copy leaves as it is, byte for byte, so nothing is changed here; what cannot be read is said.

use serde::Serialize;
use ts_rs::TS;

use super::model::{Family, FileFacts};
use super::show::{PATIENCE, guarded};
use crate::api::{App, Task};
use crate::error::{Code, Result};
use crate::hcpc::Kept;
use crate::intake;
use crate::privacy::{self, Finding, Own};

/// The most bytes of a file that are read.
const LARGEST: u64 = 64_000_000;
/// The most that is told.
const MOST: usize = 200;
/// How much is shown around it, in letters.
const AROUND: usize = 60;

/// What a copy would tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "EvidenceTells")]
pub struct Tells {
    /// The first 200.
    pub found: Vec<TellsOne>,
    /// Its words could not be read: they are sound, film, part of a picture, or of a program that is not known.
    pub unread: bool,
}

/// One thing that tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceTellsOne")]
pub struct TellsOne {
    /// Where it stands, in words.
    pub place: String,
    /// Its line.
    pub text: String,
    /// Where in it, in Unicode code points.
    pub start: u32,
    /// Its end, exclusive.
    pub end: u32,
    /// What it is.
    pub kind: privacy::Kind,
    /// The words.
    pub value: String,
    /// Why it was found, in a sentence.
    pub why: String,
}

/// What a copy of the file of the evidence `id` would tell.
///
/// # Errors
/// `not-found`, `cancelled`, `locked`, `disk`.
pub fn tells(app: &App, task: &Task, id: &str) -> Result<Tells> {
    let (one, own) = app.with(|portfolio| Ok((super::get(portfolio, id)?, privacy::within(portfolio)?)))?;
    let mut tells = Tells::default();
    tells.add("Its title", &one.facts.title, &privacy::scan(&one.facts.title, &own));
    let Some(file) = one.file else { return Ok(tells) };
    let name = intake::spoken(&file.name);
    tells.add("The name of its file", &name, &privacy::scan(&name, &own));
    match words(app, task, id, &file, own)? {
        Some((text, found)) => {
            tells.add("In the file", &text, &found);
            // A scan and a photograph of a page are pictures.
            tells.unread = text.trim().is_empty();
        }
        None => tells.unread = true,
    }
    tells.found.truncate(MOST);
    Ok(tells)
}

/// The words of the file and what is found in them; `None` for what cannot be read.
fn words(app: &App, task: &Task, id: &str, file: &FileFacts, own: Own) -> Result<Option<(String, Vec<Finding>)>> {
    if matches!(file.family, Family::Sound | Family::Video) || file.size > LARGEST {
        return Ok(None);
    }
    let mut reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let length = usize::try_from(file.size).unwrap_or(usize::MAX);
    let bytes = reader.range(0, length)?;
    let read = guarded(task, PATIENCE, move || {
        let told = intake::told("", &bytes)?;
        Ok(told.map(|told| (intake::scan(&told, &own), told.text)))
    });
    match read {
        Ok(read) => Ok(read.map(|(found, text)| (text, found))),
        // It is malformed, has a password, or takes too long.
        Err(cause) if matches!(cause.code, Code::Refused | Code::Invalid) => Ok(None),
        Err(cause) => Err(cause),
    }
}

impl Tells {
    fn add(&mut self, place: &str, text: &str, found: &[Finding]) {
        let signs: Vec<char> = text.chars().collect();
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for one in found {
            let from = one.start.saturating_sub(AROUND);
            let to = (one.end + AROUND).min(signs.len());
            let shown = signs[from..to].iter().map(|sign| if sign.is_whitespace() { ' ' } else { *sign });
            let one = TellsOne {
                place: place.to_owned(),
                text: shown.collect(),
                start: number(one.start - from),
                end: number(one.end - from),
                kind: one.kind,
                value: one.value.split_whitespace().collect::<Vec<_>>().join(" "),
                why: one.why.clone(),
            };
            if !self
                .found
                .iter()
                .any(|other| (&other.place, other.kind, &other.value) == (&one.place, one.kind, &one.value))
            {
                self.found.push(one);
            }
        }
    }

    /// What stays knowingly in a copy that leaves.
    pub(super) fn kept(&self) -> Vec<Kept> {
        let keeps = |one: &TellsOne| Kept {
            kind: one.kind,
            value: one.value.clone(),
            reason: format!("{}: it was said before the copy left.", one.place),
        };
        self.found.iter().map(keeps).collect()
    }
}
