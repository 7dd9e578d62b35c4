//! What a file brings to a portfolio that holds something already.
//!
//! What always holds:
//! - Nothing that is there is changed. What has the same id and the same content is left out; what has the same id and other
//!   content comes beside it, as something of its own that carries `MARK`.
//! - The id of what comes beside is made of its content, so that the same file brings nothing a second time.
//! - It is a pure function of both; what it answers goes through the same door as a file into an empty portfolio.

mod keyed;
mod words;

use std::collections::HashMap;

use keyed::Keyed;
use serde::Serialize;
use ts_rs::TS;

use super::import::id_of;
use super::model::{Evidence, File, Profile, Record};
use crate::error::{Error, Result};
use crate::supervision;

/// What is said of something that stands beside what it differs from: a record's keyword, or the end of a name.
pub const MARK: &str = "other version";

/// What came of it, for one sort of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ImportCount")]
pub struct Count {
    /// Such as "records".
    pub what: String,
    /// New here.
    pub added: u32,
    /// There already, with the same content: left out.
    pub same: u32,
    /// There already with other content: added beside it, and marked.
    pub beside: u32,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ImportReport")]
pub struct Report {
    /// By sort, those that the file has any of.
    pub counts: Vec<Count>,
    /// Ids of the records that came beside another version of themselves.
    pub beside: Vec<String>,
    /// What was kept as it is here and is different in the file, in sentences.
    pub kept: Vec<String>,
    /// What no file brings, in sentences.
    pub stays: Vec<String>,
}

/// What no file brings: it is about files that left elsewhere, and names them.
const STAYS: &str = "The register of exports, and the finished profiles that it keeps as they left, are no part of a JSON file. They stay in the portfolio that made them; a backup brings them along.";

/// What is new, and what is said about the whole.
pub(super) struct Merged {
    pub(super) new: File,
    pub(super) report: Report,
}

/// What `theirs` brings to `ours`; both as `normal` makes them.
///
/// # Errors
/// None in practice.
pub(super) fn merge(ours: &File, theirs: &File) -> Result<Merged> {
    let mut report = Report {
        stays: vec![STAYS.to_owned()],
        ..Report::default()
    };
    let mut new = File {
        sample: false,
        profile: profile(&ours.profile, &theirs.profile, &mut report),
        ..theirs.clone()
    };
    (new.records, report.beside) = sort(&ours.records, &records(&ours.records, &theirs.records), &mut report)?;
    new.profile.roles = sort(&ours.profile.roles, &theirs.profile.roles, &mut report)?.0;
    new.evidence = sort(&ours.evidence, &evidence(&ours.evidence, &theirs.evidence), &mut report)?.0;
    new.supervision.people = sort(&ours.supervision.people, &theirs.supervision.people, &mut report)?.0;
    new.supervision.agreements = sort(&ours.supervision.agreements, &theirs.supervision.agreements, &mut report)?.0;
    new.supervision.agenda = sort(&ours.supervision.agenda, &theirs.supervision.agenda, &mut report)?.0;
    new.templates = sort(&ours.templates, &theirs.templates, &mut report)?.0;
    new.models = sort(&ours.models, &theirs.models, &mut report)?.0;
    new.filters = sort(&ours.filters, &theirs.filters, &mut report)?.0;
    measure(&ours.supervision, &mut new.supervision, &mut report);
    new.assessments.retain(|one| !ours.assessments.contains(one));
    count(
        &mut report,
        "answers to where I stand",
        theirs.assessments.len(),
        new.assessments.len(),
        0,
    );
    for (name, value) in &ours.rule_numbers {
        if new.rule_numbers.remove(name).is_some_and(|other| other != *value) {
            report.kept.push(format!("The file has another number for {name}: yours was kept."));
        }
    }
    words::cycles(ours, theirs, &mut new, &mut report)?;
    words::clients(ours, theirs, &mut new, &mut report)?;
    Ok(Merged { new, report })
}

/// `theirs`, where what is being written here alone is no other version: it stays here, and nothing of the file is lost.
fn records(ours: &[Record], theirs: &[Record]) -> Vec<Record> {
    let being_written: HashMap<&str, &str> = ours
        .iter()
        .filter(|one| !one.unfinished_addition.is_empty())
        .map(|one| (one.key.as_str(), one.unfinished_addition.as_str()))
        .collect();
    let mut theirs = theirs.to_vec();
    for one in theirs.iter_mut().filter(|one| one.unfinished_addition.is_empty()) {
        if let Some(here) = being_written.get(one.key.as_str()) {
            one.unfinished_addition = (*here).to_owned();
        }
    }
    theirs
}

/// `theirs` with what a portfolio gives by itself: a number that was free here, and moments that a file may leave out.
fn evidence(ours: &[Evidence], theirs: &[Evidence]) -> Vec<Evidence> {
    let mut theirs = theirs.to_vec();
    for one in &mut theirs {
        if let Some(here) = ours.iter().find(|here| here.key == one.key) {
            one.number = here.number;
            one.created_at = one.created_at.take().or_else(|| here.created_at.clone());
            one.updated_at = one.updated_at.take().or_else(|| here.updated_at.clone());
        }
    }
    theirs
}

/// What of `theirs` is new, and the ids of what stands beside one of `ours`.
fn sort<T: Keyed>(ours: &[T], theirs: &[T], report: &mut Report) -> Result<(Vec<T>, Vec<String>)> {
    let known: HashMap<&str, &T> = ours.iter().map(|one| (one.key(), one)).collect();
    let (mut new, mut beside) = (Vec::new(), Vec::new());
    for one in theirs {
        match known.get(one.key()) {
            None => new.push(one.clone()),
            Some(here) if *here == one => {}
            Some(_) => {
                let id = id_beside(T::SORT.0, one)?;
                if !known.contains_key(id.as_str()) {
                    let mut other = one.clone();
                    other.beside(id.clone());
                    new.push(other);
                    beside.push(id);
                }
            }
        }
    }
    count(report, T::SORT.1, theirs.len(), new.len(), beside.len());
    Ok((new, beside))
}

/// An id made of the content, which is the same whenever the content is.
fn id_beside(sort: &str, one: &impl Serialize) -> Result<String> {
    let content = serde_json::to_string(one).map_err(Error::internal)?;
    Ok(id_of(sort, &format!("beside/{content}")))
}

fn count(report: &mut Report, what: &str, all: usize, new: usize, beside: usize) {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    if all > 0 {
        report.counts.push(Count {
            what: what.to_owned(),
            added: number(new - beside),
            same: number(all - new),
            beside: number(beside),
        });
    }
}

/// The profile to write: the file's where there was none.
fn profile(ours: &Profile, theirs: &Profile, report: &mut Report) -> Profile {
    let plain = |profile: &Profile| Profile {
        roles: Vec::new(),
        ..profile.clone()
    };
    let (here, there) = (plain(ours), plain(theirs));
    let blank = Profile {
        name: String::new(),
        profession: None,
        registration: String::new(),
        level: None,
        registered_since: None,
        roles: Vec::new(),
    };
    if here == blank {
        return there;
    }
    let fields = [
        ("your name", here.name != there.name),
        ("your profession", here.profession != there.profession),
        ("your registration number", here.registration != there.registration),
        ("your level", here.level != there.level),
        ("the date of your registration", here.registered_since != there.registered_since),
    ];
    let differing: Vec<&str> = fields.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
    if there != blank && !differing.is_empty() {
        report.kept.push(format!(
            "The file has something else for {}: what you have here was kept.",
            differing.join(", ")
        ));
    }
    here
}

/// One's own measure of supervision and the client hours: those here stay.
fn measure(ours: &supervision::File, new: &mut supervision::File, report: &mut Report) {
    if ours.aim.is_some() && new.aim.is_some() {
        if ours.aim != new.aim {
            report
                .kept
                .push("The file has another measure of supervision: yours was kept.".to_owned());
        }
        new.aim = None;
    }
    let here = |hours: &supervision::ClientHours| ours.client_hours.iter().find(|one| one.year == hours.year);
    for hours in &new.client_hours {
        if here(hours).is_some_and(|one| one != hours) {
            report
                .kept
                .push(format!("The file has other client hours for {}: yours were kept.", hours.year));
        }
    }
    new.client_hours.retain(|hours| here(hours).is_none());
}
