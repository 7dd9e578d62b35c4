//! What a file brings to a portfolio that holds something already.
//!
//! What always holds:
//! - Nothing that is there is changed. What has the same id and the same content is left out; what has the same id and other
//!   content comes beside it, as something of its own that carries `MARK`.
//! - The id of what comes beside is made of its content, so that the same file brings nothing a second time.
//! - It is a pure function of both; what it answers goes through the same door as a file into an empty portfolio.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;
use ts_rs::TS;

use super::import::{id_of, moment_of};
use super::model::{Cycle, Evidence, File, Profile, Record, Role, Section};
use crate::client;
use crate::error::{Error, Result};
use crate::record::{Kind, SavedFilter, Template};
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
}

/// What is new, and what is said about the whole.
pub(super) struct Merged {
    pub(super) new: File,
    pub(super) report: Report,
}

/// Something with an id of its own.
trait Keyed: Clone + PartialEq + Serialize {
    /// Its sort: in ids, and where it is counted.
    const SORT: (&'static str, &'static str);
    fn key(&self) -> &str;
    /// Gives it another id, and the mark.
    fn beside(&mut self, id: String);
}

fn marked(name: &str) -> String {
    marked_within(name, 200)
}

/// The same for a name that holds at most `limit` characters.
fn marked_within(name: &str, limit: usize) -> String {
    let room = limit - MARK.len() - 3;
    format!("{} ({MARK})", name.chars().take(room).collect::<String>())
}

impl Keyed for Record {
    const SORT: (&'static str, &'static str) = ("record", "records");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.keywords.push(MARK.to_owned());
    }
}

impl Keyed for Role {
    const SORT: (&'static str, &'static str) = ("role", "roles");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.title = marked(&self.title);
    }
}

impl Keyed for Evidence {
    const SORT: (&'static str, &'static str) = ("evidence", "evidence");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.title = marked(&self.title);
    }
}

impl Keyed for supervision::Person {
    const SORT: (&'static str, &'static str) = ("person", "people in the directories");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked(&self.name);
    }
}

impl Keyed for supervision::Agreement {
    const SORT: (&'static str, &'static str) = ("agreement", "supervision agreements");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.purpose = format!("{} ({MARK})", self.purpose).trim_start().to_owned();
    }
}

impl Keyed for supervision::Point {
    const SORT: (&'static str, &'static str) = ("agenda", "points of the agenda");
    fn key(&self) -> &str {
        &self.key
    }
    fn beside(&mut self, id: String) {
        self.key = id;
        self.note = format!("{} ({MARK})", self.note).trim_start().to_owned();
    }
}

impl Keyed for Template {
    const SORT: (&'static str, &'static str) = ("template", "templates");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked_within(&self.name, 80);
    }
}

impl Keyed for SavedFilter {
    const SORT: (&'static str, &'static str) = ("filter", "saved filters");
    fn key(&self) -> &str {
        &self.id
    }
    fn beside(&mut self, id: String) {
        self.id = id;
        self.name = marked_within(&self.name, 80);
    }
}

/// What `theirs` brings to `ours`; both as `normal` makes them.
///
/// # Errors
/// None in practice.
pub(super) fn merge(ours: &File, theirs: &File) -> Result<Merged> {
    let mut report = Report::default();
    let mut new = File {
        sample: false,
        profile: profile(&ours.profile, &theirs.profile, &mut report),
        ..theirs.clone()
    };
    (new.records, report.beside) = sort(&ours.records, &theirs.records, &mut report)?;
    new.profile.roles = sort(&ours.profile.roles, &theirs.profile.roles, &mut report)?.0;
    new.evidence = sort(&ours.evidence, &theirs.evidence, &mut report)?.0;
    new.supervision.people = sort(&ours.supervision.people, &theirs.supervision.people, &mut report)?.0;
    new.supervision.agreements = sort(&ours.supervision.agreements, &theirs.supervision.agreements, &mut report)?.0;
    new.supervision.agenda = sort(&ours.supervision.agenda, &theirs.supervision.agenda, &mut report)?.0;
    new.templates = sort(&ours.templates, &theirs.templates, &mut report)?.0;
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
    cycles(ours, theirs, &mut new, &mut report)?;
    clients(ours, theirs, &mut new, &mut report)?;
    Ok(Merged { new, report })
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

/// Cycles that there are not; the words of one that is there already become a draft, because there is one of each only.
fn cycles(ours: &File, theirs: &File, new: &mut File, report: &mut Report) -> Result<()> {
    let mut beside = 0;
    new.cycles.clear();
    for one in &theirs.cycles {
        let here = ours
            .cycles
            .iter()
            .find(|cycle| (&cycle.start, &cycle.end) == (&one.start, &one.end));
        match here {
            None => new.cycles.push(one.clone()),
            Some(_) if is_blank(one) => {}
            Some(here) if is_blank(here) => new.cycles.push(one.clone()),
            Some(here) if said(here) == said(one) => {
                if (&here.also_listed, &here.not_listed) != (&one.also_listed, &one.not_listed) {
                    report.kept.push(format!(
                        "The file lists other records for the cycle {} to {}: your choice was kept.",
                        one.start, one.end
                    ));
                }
            }
            Some(_) => {
                let words = words_of(one, theirs)?;
                if !ours.records.iter().any(|record| record.key == words.key) {
                    report.beside.push(words.key.clone());
                    new.records.push(words);
                    beside += 1;
                }
            }
        }
    }
    count(report, "HCPC cycles", theirs.cycles.len(), new.cycles.len() + beside, beside);
    Ok(())
}

/// Clients' pages that there are not; the words of one that is there already become a draft, because there is one of each only.
fn clients(ours: &File, theirs: &File, new: &mut File, report: &mut Report) -> Result<()> {
    let client::Merged {
        new: brought,
        beside,
        kept,
    } = client::merge(&ours.clients, &theirs.clients);
    let mut drafts = 0;
    for page in &beside {
        let key = id_beside("record", page)?;
        if !ours.records.iter().any(|record| record.key == key) {
            report.beside.push(key.clone());
            new.records.push(draft(
                key,
                format!("{}: the page of a client ({MARK})", page.client),
                &page.facts.written(),
                vec![page.client.clone()],
                &theirs_day(theirs),
            )?);
            drafts += 1;
        }
    }
    count(
        report,
        "clients’ pages",
        theirs.clients.pages.len(),
        brought.pages.len() + drafts,
        drafts,
    );
    report.kept.extend(kept);
    new.clients = brought;
    Ok(())
}

/// The day of the latest record of a file: that of the words in it which have none.
fn theirs_day(theirs: &File) -> String {
    theirs
        .records
        .iter()
        .map(|one| one.date.clone())
        .max()
        .unwrap_or_else(|| "2000-01-01".to_owned())
}

/// Whether nothing is written for it.
fn is_blank(cycle: &Cycle) -> bool {
    *cycle
        == Cycle {
            start: cycle.start.clone(),
            end: cycle.end.clone(),
            summary: String::new(),
            introduction: String::new(),
            gaps: Vec::new(),
            chosen: Vec::new(),
            also_listed: Vec::new(),
            not_listed: Vec::new(),
        }
}

/// What is written for it, without what goes by the records.
fn said(cycle: &Cycle) -> Cycle {
    let mut said = Cycle {
        also_listed: Vec::new(),
        not_listed: Vec::new(),
        ..cycle.clone()
    };
    said.chosen.iter_mut().for_each(|chosen| chosen.evidence.clear());
    said
}

/// Everything written for a cycle, as a draft.
fn words_of(cycle: &Cycle, file: &File) -> Result<Record> {
    let mut text = String::new();
    let mut part = |heading: &str, words: &str| {
        if !words.trim().is_empty() {
            let _ = write!(text, "## {heading}\n\n{}\n\n", words.trim());
        }
    };
    part("Summary of practice", &cycle.summary);
    part("Introduction", &cycle.introduction);
    for gap in &cycle.gaps {
        part(&format!("Gap from {} to {}", gap.from, gap.to), &gap.explanation);
    }
    for chosen in &cycle.chosen {
        let record = file.records.iter().find(|one| one.key == chosen.record);
        let name = record
            .map(|one| one.title.as_str())
            .filter(|title| !title.is_empty())
            .unwrap_or("An activity");
        let answers = [
            ("What it was", &chosen.what),
            ("What I learnt", &chosen.learnt),
            ("How it improved my practice", &chosen.quality),
            ("How it benefits service users", &chosen.service_users),
        ];
        let answered: Vec<String> = answers
            .into_iter()
            .filter(|(_, words)| !words.trim().is_empty())
            .map(|(question, words)| format!("**{question}.** {}", words.trim()))
            .collect();
        part(name, &answered.join("\n\n"));
    }
    draft(
        id_beside("record", cycle)?,
        format!("CPD profile {} to {} ({MARK})", cycle.start, cycle.end),
        &text,
        Vec::new(),
        &cycle.start,
    )
}

/// Words that stand beside others, as a draft.
fn draft(key: String, title: String, text: &str, clients: Vec<String>, day: &str) -> Result<Record> {
    let moment = moment_of("start", day)?;
    Ok(Record {
        key,
        kind: Kind::Reflection,
        title,
        date: day.to_owned(),
        date_to: None,
        minutes: None,
        role: None,
        draft: true,
        model: Some("free".to_owned()),
        sections: vec![Section {
            stage: "text".to_owned(),
            text: text.trim_end().to_owned(),
        }],
        keywords: vec![MARK.to_owned()],
        clients,
        session_number: None,
        setting: None,
        supervision: None,
        actions: Vec::new(),
        cpd: None,
        case: None,
        public_name: None,
        tags: Vec::new(),
        not_suggested: Vec::new(),
        links: Vec::new(),
        additions: Vec::new(),
        echo: None,
        versions: Vec::new(),
        created_at: Some(moment.clone()),
        updated_at: Some(moment),
        binned_at: None,
    })
}
