//! A stretch of time for a conversation with a manager: what was done, by pillar and level, and what comes next.
//!
//! What always holds: nothing is counted across levels, nothing is graded; minutes are those that were noted.

use triptych_pdf::{Align, Block, Column, Inline};

use super::compose::{self, Composed, cell, facts, gathered, in_words, length, line_about, name, stretch, when};
use super::levels::{by_statement, lines};
use crate::assessment;
use crate::error::{Error, Result};
use crate::evidence;
use crate::framework::{Framework, LevelId, SectionId};
use crate::profile;
use crate::record::{CpdType, Kind, Query, Record};
use crate::vault::Portfolio;

/// # Errors
/// `invalid` for days that are none or the wrong way round, or for a time in which there is nothing; `damaged`, `disk`.
pub(super) fn compose(portfolio: &Portfolio, from: &str, to: &str) -> Result<Composed> {
    let (first, last) = stretch(from, to)?;
    let records = gathered(
        portfolio,
        Query {
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            ..Query::default()
        },
    )?;
    if records.is_empty() {
        return Err(Error::field("from", "There is nothing finished between these days. Nothing was written.").hint("Choose other days."));
    }
    let who = profile::get(portfolio)?;
    let mut blocks = Vec::new();
    blocks.extend(facts([
        ("Profession", who.profession.map(|one| one.name().to_owned()).unwrap_or_default()),
        ("Registration number", who.registration),
    ]));
    blocks.push(Block::heading(1, "What was done"));
    blocks.extend(activities(&records)?);
    blocks.extend(supervision(&records));
    let by_pillar = by_pillar(portfolio, &records, (from, to))?;
    if !by_pillar.is_empty() {
        blocks.push(Block::heading(1, "By pillar and level"));
        blocks.extend(by_pillar);
    }
    blocks.extend(next(portfolio, &records)?);
    let title = "Appraisal pack";
    let subject = format!("{} to {}", in_words(first), in_words(last));
    Ok(Composed {
        file_name: compose::file_name(&[title, from, "to", to]),
        document: compose::document(portfolio, title, Some(subject), blocks)?,
        records,
    })
}

/// CPD in order of date.
fn activities(records: &[Record]) -> Result<Option<Block>> {
    let rows: Vec<_> = records
        .iter()
        .filter_map(|record| Some((record, record.content.cpd.as_ref()?)))
        .map(|(record, cpd)| {
            Ok(vec![
                cell(when(record)?),
                cell(name(record)),
                cell(cpd.kind.map(CpdType::name).unwrap_or_default()),
                cell(record.content.minutes.map(length).unwrap_or_default()),
            ])
        })
        .collect::<Result<_>>()?;
    Ok((!rows.is_empty()).then(|| Block::Table {
        caption: Some("CPD in order of date".to_owned()),
        columns: vec![
            Column::new("When", 4),
            Column::new("What", 7),
            Column::new("Type", 4),
            Column::new("Length", 2).aligned(Align::End),
        ],
        rows,
    }))
}

/// How often, and how long as far as that was noted.
fn supervision(records: &[Record]) -> Option<Block> {
    let of = |given: bool| {
        let all = records.iter().filter(|record| record.content.kind == Kind::Supervision);
        let some: Vec<_> = all
            .filter(|record| record.content.supervision.as_ref().is_some_and(|facts| facts.given) == given)
            .collect();
        let minutes: u32 = some.iter().filter_map(|record| record.content.minutes).sum();
        match (some.len(), length(minutes)) {
            (0, _) => String::new(),
            (1, noted) if noted.is_empty() => "1 session".to_owned(),
            (1, noted) => format!("1 session, {noted} noted"),
            (count, noted) if noted.is_empty() => format!("{count} sessions"),
            (count, noted) => format!("{count} sessions, {noted} noted"),
        }
    };
    facts([("Supervision", of(false)), ("Supervision given", of(true))])
}

/// Statements to which something of this time is tagged, or of which something was said in it.
fn by_pillar(portfolio: &Portfolio, records: &[Record], (from, to): (&str, &str)) -> Result<Vec<Block>> {
    let framework = Framework::bundled();
    let tagged = by_statement(records);
    // Evidence by itself has no place in a time that was asked for; with a record of it, it has.
    let mut pieces = evidence::without_people(portfolio.db())?;
    pieces.iter_mut().for_each(|piece| piece.statements.clear());
    let mut said = assessment::latest(portfolio)?;
    said.retain(|_, one| (from..=to).contains(&one.answered_at.get(..10).unwrap_or_default()));
    let mut blocks = Vec::new();
    for section in SectionId::ALL.iter().copied() {
        for level in LevelId::ALL.iter().copied() {
            let mut within = Vec::new();
            for statement in framework.statements_of(level, section) {
                let tagged = tagged.get(statement.id.as_str()).map_or(&[][..], Vec::as_slice);
                within.extend(lines(statement, tagged, said.get(&statement.id), &pieces)?);
            }
            if !within.is_empty() {
                let heading = format!("{}: {}", framework.section(section).name, framework.level(level).name);
                blocks.push(Block::heading(2, heading));
                blocks.extend(within);
            }
        }
    }
    Ok(blocks)
}

/// Next steps of activities, and statements that are next.
fn next(portfolio: &Portfolio, records: &[Record]) -> Result<Vec<Block>> {
    let steps: Vec<Vec<Inline>> = records
        .iter()
        .filter_map(|record| Some((record, record.content.cpd.as_ref()?.next_step.trim())))
        .filter(|(_, step)| !step.is_empty())
        .map(|(record, step)| line_about(record, step))
        .collect::<Result<_>>()?;
    let framework = Framework::bundled();
    let said = assessment::latest(portfolio)?;
    let mut statements: Vec<Vec<Inline>> = Vec::new();
    for statement in framework.statements() {
        let Some(one) = said.get(&statement.id) else { continue };
        if one.answer == Some(assessment::Answer::NextForMe) {
            let note = one.note.trim();
            let line = if note.is_empty() {
                statement.text.clone()
            } else {
                // Some statements end with a full stop, some with nothing.
                format!("{}: {note}", statement.text.trim_end_matches('.'))
            };
            statements.push(vec![Inline::Text(line)]);
        }
    }
    let mut blocks = Vec::new();
    for (lead, items) in [("From these activities:", steps), ("From the framework:", statements)] {
        if !items.is_empty() {
            blocks.extend([Block::paragraph(lead), Block::List { ordered: false, items }]);
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(1, "What comes next"));
    }
    Ok(blocks)
}
