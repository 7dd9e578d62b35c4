//! The document that leaves: the profile as HCPC asks for it, in four parts behind a cover with the contents.
//!
//! What always holds: activities are called by the name that others may read; the same portfolio on the same day makes
//! the same document; what nobody has written yet says so in one line.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use triptych_pdf::{Align, Block, Column, Document, Inline};

use super::assembly::By;
use super::cited::linked;
use super::dates;
use super::exhibits::{self, Exhibit, Spot, label, place_again, place_in_statement};
use super::leaving;
use super::load::Loaded;
use super::model::{Activity, Chosen, Evidence, Profile, Words};
use super::standards::TITLES;
use super::subject::Subject;
use super::{cycles, markdown, names, words};
use crate::error::Result;
use crate::profile::Profile as Person;
use crate::record::CpdType;
use crate::vault::Portfolio;

/// The four parts, as numbered in the document.
pub(super) const PARTS: [&str; 4] = [
    "Summary of recent work and practice",
    "Personal statement",
    "List of activities",
    "Supporting evidence",
];

/// The first of them.
pub(super) const SUMMARY: usize = 0;
/// The second.
pub(super) const STATEMENT: usize = 1;

/// What HCPC asks about each chosen activity, in the order of [`Chosen::texts`].
pub(super) const QUESTIONS: [&str; 4] = [
    "What it was",
    "What I learnt",
    "How it improved the quality of my practice",
    "How it benefited service users",
];

const NOTHING: &str = "Nothing written yet.";
/// How the line begins that says which evidence an activity has.
const SUPPORTED: &str = "Supporting evidence (";

/// What would leave, as it would: the profile of a cycle, or an addendum to it.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn document<'a>(portfolio: &Portfolio, of: impl Into<Subject<'a>>) -> Result<Document> {
    leaving::document_of(portfolio, of.into())
}

/// A part's heading without its number; `None` for other headings.
pub(super) fn part_of(heading: &str) -> Option<&'static str> {
    PARTS
        .into_iter()
        .find(|part| heading.split_once(' ').is_some_and(|(_, title)| title == *part))
}

/// Makes the document, dated `today`, with these rows in its list, and says where pictures come into it.
pub(super) fn compose(loaded: &Loaded, rows: &[&Activity], today: NaiveDate) -> Result<(Document, Vec<Spot>)> {
    let Loaded { profile, person, .. } = loaded;
    let name = person.name.trim();
    let [start, end] = [dates::stored(&profile.cycle.start)?, dates::stored(&profile.cycle.end)?].map(dates::in_words);
    let years = cycles::cycle_years(&profile.cycle);

    let mut blocks = Vec::new();
    let facts = person_facts(person);
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    blocks.extend([Block::contents(), Block::PageBreak]);
    blocks.push(part(0));
    blocks.extend(linked(written(&profile.summary), &profile.evidence, &loaded.exhibits));
    blocks.push(part(1));
    blocks.extend(statement(profile, &loaded.exhibits)?);
    blocks.push(part(2));
    blocks.extend(list(profile, rows)?);
    blocks.push(Block::Anchor(exhibits::LIST.to_owned()));
    blocks.push(part(3));
    blocks.push(evidence(loaded));
    let belongs = |one: &Exhibit| {
        let named = one.record_ids.iter().filter_map(|id| {
            let activity = profile.activities.iter().find(|activity| activity.record_id == *id)?;
            Some((activity.name.clone(), place_in_statement(id)))
        });
        named.collect()
    };
    let spots = exhibits::sections(&loaded.exhibits, &belongs, &mut blocks)?;

    let subject = format!("Continuing professional development from {start} to {end}");
    Ok((titled("CPD profile", name, &years, subject, today, blocks), spots))
}

/// A document for HCPC: whose it is, and of which years, stands on every page.
pub(super) fn titled(title: &str, name: &str, years: &str, subject: String, today: NaiveDate, blocks: Vec<Block>) -> Document {
    let header = [title, name, years]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    Document {
        title: title.to_owned(),
        author: (!name.is_empty()).then(|| name.to_owned()),
        subject: Some(subject),
        language: "en-GB".to_owned(),
        created: today.and_time(chrono::NaiveTime::MIN),
        running_header: Some(header),
        running_footer: None,
        counted: None,
        blocks,
    }
}

/// What is told of who writes, beside the name.
pub(super) fn person_facts(person: &Person) -> Vec<(String, Vec<Inline>)> {
    let profession = person.profession.map(|profession| profession.name().to_owned()).unwrap_or_default();
    let facts = [
        ("Profession", profession),
        ("Registration number", person.registration.trim().to_owned()),
    ];
    facts
        .into_iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(label, fact)| (label.to_owned(), vec![Inline::Text(fact)]))
        .collect()
}

fn part(index: usize) -> Block {
    Block::heading(1, format!("{} {}", index + 1, PARTS[index]))
}

/// What is written, or that nothing is.
pub(super) fn written(text: &str) -> Vec<Block> {
    let blocks = markdown::blocks(text);
    if blocks.is_empty() {
        vec![Block::paragraph(NOTHING)]
    } else {
        blocks
    }
}

/// The words of the statement as it leaves, its headings and citations included, against their limit. That nothing is written
/// is no word.
pub(super) fn statement_words(profile: &Profile, exhibits: &[Exhibit], limit: u32) -> Result<Words> {
    Ok(words_of(statement(profile, exhibits)?, limit))
}

/// Whether a line of the statement is ours: it says what is not written, or by what it is supported.
pub(super) fn is_our_line(block: &Block) -> bool {
    match block {
        Block::Paragraph(runs) => is_support(runs) || *block == Block::paragraph(NOTHING),
        _ => false,
    }
}

/// "Supporting evidence (E1, E2)" and no word more: that may be somebody's sentence.
fn is_support(runs: &[Inline]) -> bool {
    let [first, cited @ .., last] = runs else { return false };
    let between = |run: &Inline| matches!(run, Inline::Jump { .. }) || *run == Inline::text(", ");
    *first == Inline::text(SUPPORTED) && *last == Inline::text(")") && cited.iter().all(between)
}

/// A part of the profile in a document, without its heading.
pub(super) fn part_in(document: Document, part: usize) -> Vec<Block> {
    let begins = |block: &Block, part: usize| matches!(block, Block::Heading { text, .. } if part_of(text) == PARTS.get(part).copied());
    let mut blocks = document.blocks.into_iter().skip_while(|block| !begins(block, part));
    blocks.next();
    blocks.take_while(|block| !begins(block, part + 1)).collect()
}

/// The words of a part as a document has it, against their limit.
pub(super) fn part_words(document: &Document, part: usize, limit: u32) -> Words {
    words_of(part_in(document.clone(), part), limit)
}

fn words_of(mut blocks: Vec<Block>, limit: u32) -> Words {
    blocks.retain(|block| *block != Block::paragraph(NOTHING));
    words::of_blocks(&blocks, limit)
}

/// The personal statement, put together as its owner chose.
pub(super) fn statement(profile: &Profile, exhibits: &[Exhibit]) -> Result<Vec<Block>> {
    let mut blocks = linked(markdown::blocks(&profile.introduction), &profile.evidence, exhibits);
    let mut told = Told {
        profile,
        exhibits,
        before: BTreeMap::new(),
    };
    let all: Vec<&Chosen> = profile.chosen.iter().collect();
    match profile.assembly.by {
        By::Activity => {
            for chosen in all {
                told.activity(2, chosen, &mut blocks)?;
            }
        }
        By::Standard => {
            // What it was and what was learnt speak of the second; the first and the fifth are the profile itself.
            for (standard, parts) in [(1, 0..2), (2, 2..3), (3, 3..4)] {
                let speaks = |one: &&&Chosen| one.texts()[parts.clone()].iter().any(|text| !text.trim().is_empty());
                let under: Vec<_> = all.iter().filter(speaks).collect();
                if !under.is_empty() {
                    blocks.push(Block::heading(2, format!("Standard {}: {}", standard + 1, TITLES[standard])));
                }
                for chosen in under {
                    told.part(chosen, parts.clone(), &mut blocks)?;
                }
            }
            for chosen in all {
                told.rest(chosen, &mut blocks)?;
            }
        }
        By::Plan => {
            let aims = &profile.assembly.aims;
            for (number, aim) in (1..).zip(aims) {
                blocks.push(Block::heading(2, format!("Aim {number}: {}", aim.text)));
                for chosen in all.iter().filter(|one| aim.record_ids.contains(&one.record_id)) {
                    told.activity(3, chosen, &mut blocks)?;
                }
            }
            let beside = |one: &&&Chosen| aims.iter().all(|aim| !aim.record_ids.contains(&one.record_id));
            for (at, chosen) in all.iter().filter(beside).enumerate() {
                if at == 0 && !aims.is_empty() {
                    blocks.push(Block::heading(2, "Beside the plan"));
                }
                told.activity(3, chosen, &mut blocks)?;
            }
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(NOTHING));
    }
    Ok(blocks)
}

/// What the statement tells of its activities, one after the other.
struct Told<'a> {
    profile: &'a Profile,
    exhibits: &'a [Exhibit],
    /// How often each record was spoken of.
    before: BTreeMap<&'a str, usize>,
}

impl<'a> Told<'a> {
    /// The heading of an activity, and a place that says which it is; links lead to the first. Nothing for a record that is not in the cycle.
    fn heading(&mut self, level: u8, chosen: &'a Chosen, blocks: &mut Vec<Block>) -> Result<bool> {
        let Some(activity) = self.profile.activities.iter().find(|one| one.record_id == chosen.record_id) else {
            return Ok(false);
        };
        let times = self.before.entry(&chosen.record_id).or_insert(0);
        *times += 1;
        blocks.push(Block::Anchor(match *times {
            1 => place_in_statement(&chosen.record_id),
            times => place_again(&chosen.record_id, times),
        }));
        let last = activity.date_to.as_deref().map(dates::stored).transpose()?;
        let date = dates::period_in_words(dates::stored(&activity.date)?, last);
        blocks.push(Block::heading(level, format!("{} ({date})", activity.name)));
        Ok(true)
    }

    /// All of an activity under its heading: the questions are headings below it, or begin their answers where there is no level.
    fn activity(&mut self, level: u8, chosen: &'a Chosen, blocks: &mut Vec<Block>) -> Result<()> {
        if !self.heading(level, chosen, blocks)? {
            return Ok(());
        }
        let mut written = false;
        for (question, text) in QUESTIONS.into_iter().zip(chosen.texts()) {
            let answer = self.answer(text);
            if !answer.is_empty() {
                written = true;
                blocks.push(match level {
                    2 => Block::heading(3, question),
                    _ => Block::Paragraph(vec![Inline::Strong(question.to_owned())]),
                });
                blocks.extend(answer);
            }
        }
        if !written {
            blocks.push(Block::paragraph(NOTHING));
        }
        self.cites(chosen, blocks);
        Ok(())
    }

    /// The answers to some of the questions, without these.
    fn part(&mut self, chosen: &'a Chosen, parts: std::ops::Range<usize>, blocks: &mut Vec<Block>) -> Result<()> {
        let first = !self.before.contains_key(chosen.record_id.as_str());
        if self.heading(3, chosen, blocks)? {
            for text in &chosen.texts()[parts] {
                blocks.extend(self.answer(text));
            }
            if first {
                self.cites(chosen, blocks);
            }
        }
        Ok(())
    }

    /// An activity of which nothing was said.
    fn rest(&mut self, chosen: &'a Chosen, blocks: &mut Vec<Block>) -> Result<()> {
        if self.before.contains_key(chosen.record_id.as_str()) {
            return Ok(());
        }
        self.activity(2, chosen, blocks)
    }

    fn answer(&self, text: &str) -> Vec<Block> {
        linked(markdown::blocks(text), &self.profile.evidence, self.exhibits)
    }

    fn cites(&self, chosen: &Chosen, blocks: &mut Vec<Block>) {
        let mut cited = Vec::new();
        for one in self
            .profile
            .evidence
            .iter()
            .filter(|one| one.record_ids.contains(&chosen.record_id))
        {
            cited.push(Inline::text(if cited.is_empty() { SUPPORTED } else { ", " }));
            cited.push(citation(one, self.exhibits));
        }
        if !cited.is_empty() {
            cited.push(")".into());
            blocks.push(Block::Paragraph(cited));
        }
    }
}

/// A number that leads to what it stands for.
pub(super) fn citation(evidence: &Evidence, exhibits: &[Exhibit]) -> Inline {
    Inline::Jump {
        text: label(evidence.number),
        to: exhibits::place_of(exhibits, evidence.number),
    }
}

/// Activities as a dated table.
pub(super) fn activities_in<'a>(caption: String, activities: impl Iterator<Item = &'a Activity>) -> Result<Block> {
    let cell = |text: String| vec![Inline::Text(text)];
    let row = |activity: &Activity| {
        let last = activity.date_to.as_deref().map(dates::stored).transpose()?;
        let date = dates::in_list(dates::stored(&activity.date)?, last);
        let length = activity.minutes.map(names::length).unwrap_or_default();
        Ok([date, activity.name.clone(), type_name(activity.cpd_type).to_owned(), length]
            .map(cell)
            .to_vec())
    };
    Ok(Block::Table {
        caption: Some(caption),
        columns: vec![
            Column::new("Date", 19),
            Column::new("Activity", 51),
            Column::new("Type", 26),
            Column::new("Length", 14).aligned(Align::End),
        ],
        rows: activities.map(row).collect::<Result<Vec<_>>>()?,
    })
}

fn list(profile: &Profile, rows: &[&Activity]) -> Result<Vec<Block>> {
    let cell = |text: String| vec![Inline::Text(text)];
    let mut blocks = Vec::new();
    if profile.activities.iter().any(|activity| activity.listed) {
        blocks.push(activities_in(ACTIVITIES.to_owned(), rows.iter().copied())?);
    } else {
        blocks.push(Block::paragraph("No activities listed yet."));
    }
    let explained: Vec<_> = profile.gaps.iter().filter(|gap| !gap.explanation.trim().is_empty()).collect();
    if !explained.is_empty() {
        blocks.push(Block::heading(2, "Months without an activity"));
        let item = |gap: &&super::model::Gap| vec![Inline::Text(format!("{}: {}", gap.said, gap.explanation.trim()))];
        blocks.push(Block::List {
            ordered: false,
            items: explained.iter().map(item).collect(),
        });
    }
    if !profile.types.is_empty() {
        blocks.push(Block::heading(2, "Types of activity"));
        let count = |count: u32| {
            if count == 1 {
                "1 activity".to_owned()
            } else {
                format!("{} activities", words::grouped(count))
            }
        };
        blocks.push(Block::Facts(
            profile
                .types
                .iter()
                .map(|one| (type_name(one.cpd_type).to_owned(), cell(count(one.activities))))
                .collect(),
        ));
    }
    Ok(blocks)
}

fn type_name(cpd_type: Option<CpdType>) -> &'static str {
    cpd_type.map_or("No type yet", CpdType::name)
}

/// What the list of activities is called.
pub(super) const ACTIVITIES: &str = "Activities in order of date";

/// What the table of evidence is called.
pub(super) const BY_NUMBER: &str = "Evidence by number";

/// The numbers in a document's table of evidence.
pub(super) fn numbers_in(document: &Document) -> impl Iterator<Item = u32> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table { caption, rows, .. } if caption.as_deref() == Some(BY_NUMBER) => Some(rows),
        _ => None,
    });
    let labels = tables.flatten().filter_map(|row| row.first()?.first());
    labels.filter_map(|label| label.as_str().strip_prefix('E')?.parse().ok())
}

/// Puts "Withdrawn" where the evidence of this `number` stood; the number stays.
pub(super) fn withdraw(document: &mut Document, number: u32) {
    let label = label(number);
    for block in &mut document.blocks {
        if let Block::Table { caption, rows, .. } = block
            && caption.as_deref() == Some(BY_NUMBER)
        {
            let number = |row: &[Vec<Inline>]| row.first().and_then(|cell| cell.first()).is_some_and(|run| run.as_str() == label);
            for row in rows.iter_mut().filter(|row| number(row.as_slice())) {
                if let Some(title) = row.get_mut(1) {
                    *title = vec![Inline::Text("Withdrawn".to_owned())];
                }
            }
        }
    }
    exhibits::withdraw(document, number);
}

fn evidence(loaded: &Loaded) -> Block {
    let Loaded {
        profile,
        evidence_kinds,
        exhibits,
        ..
    } = loaded;
    if profile.evidence.is_empty() {
        return Block::paragraph("No supporting evidence yet.");
    }
    let name = |id: &String| {
        profile
            .activities
            .iter()
            .find(|activity| activity.record_id == *id)
            .map_or("", |activity| activity.name.as_str())
    };
    let rows = profile.evidence.iter().zip(evidence_kinds).map(|(evidence, kind)| {
        let activities = evidence.record_ids.iter().map(name).collect::<Vec<_>>().join("; ");
        let number = match exhibits.iter().any(|one| one.number == evidence.number) {
            true => citation(evidence, exhibits),
            // What it would lead to is this very line.
            false => Inline::Text(label(evidence.number)),
        };
        let words = |text: &str| vec![Inline::text(text)];
        vec![vec![number], words(&evidence.title), words(kind), words(&activities)]
    });
    let columns = vec![
        Column::new("Number", 10),
        Column::new("Evidence", 36),
        Column::new("Kind", 20),
        Column::new("Activity", 34),
    ];
    Block::Table {
        caption: Some(BY_NUMBER.to_owned()),
        columns,
        rows: rows.collect(),
    }
}
