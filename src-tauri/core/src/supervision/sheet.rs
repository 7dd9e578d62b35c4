//! The log as a document to print and to sign: a line for each session, or each in full.
//!
//! What always holds: the same portfolio on the same day makes the same document; where codes are to be left out, none of
//! the portfolio's codes stands anywhere in it.

use triptych_pdf::{Align, Block, Column, Document, Inline};

use super::log;
use super::model::Sheet;
use crate::error::{Error, Result};
use crate::hcpc::{self, Past, markdown};
use crate::profile;
use crate::record::{self, Record, SupervisionType, day_in_words as in_words, length_in_words as length};
use crate::vault::Portfolio;

/// What stands in place of a code.
const CLIENT: &str = "[client]";

/// What the register calls it.
pub(crate) const KIND: &str = "supervision";

/// The logs that left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    hcpc::exports_of(portfolio, KIND)
}

/// The document, and the records it speaks of.
pub(crate) struct Composed {
    pub(crate) document: Document,
    pub(crate) records: Vec<Record>,
}

/// Makes the log of the days that `sheet` names.
///
/// # Errors
/// `invalid` for days that are none or the wrong way round, `refused` when there is no session in them.
pub(crate) fn compose(portfolio: &Portfolio, sheet: &Sheet) -> Result<Composed> {
    let (from, to) = (record::date("from", &sheet.from)?, record::date("to", &sheet.to)?);
    if to < from {
        return Err(Error::field("to", "The last day lies before the first.").hint("Change one of the two days."));
    }
    let today = portfolio.world().today();
    let mut records = Vec::new();
    let mut types = Vec::new();
    for session in record::sessions(portfolio)? {
        let day = record::date("date", &session.date)?;
        if session.given == sheet.given && day >= from && day <= to.min(today) {
            log::add(&mut types, session.kind, session.minutes.unwrap_or(0));
            records.push((record::get(portfolio, &session.id)?, session.kind));
        }
    }
    if records.is_empty() {
        return Err(Error::field("from", "There is no session between these days. Nothing was written.").hint("Choose other days."));
    }
    let codes = if sheet.without_codes {
        record::every_code(portfolio.db())?
    } else {
        Vec::new()
    };
    let words = |text: &str| without_codes(text, &codes);
    let who = profile::get(portfolio)?;

    let mut blocks = Vec::new();
    let facts: Vec<_> = [
        ("Profession", who.profession.map(|one| one.name().to_owned()).unwrap_or_default()),
        ("Registration number", who.registration.trim().to_owned()),
        ("Sessions", records.len().to_string()),
        ("Time noted", length(types.iter().map(|line| line.minutes).sum())),
    ]
    .into_iter()
    .filter(|(_, fact)| !fact.is_empty())
    .map(|(label, fact)| (label.to_owned(), vec![Inline::Text(fact)]))
    .collect();
    blocks.push(Block::Facts(facts));
    blocks.push(Block::Table {
        caption: Some("By type".to_owned()),
        columns: vec![
            Column::new("Type", 3),
            Column::new("Sessions", 1).aligned(Align::End),
            Column::new("Time noted", 2).aligned(Align::End),
        ],
        rows: types
            .iter()
            .map(|line| {
                [type_name(line.kind).to_owned(), line.sessions.to_string(), length(line.minutes)]
                    .map(cell)
                    .to_vec()
            })
            .collect(),
    });
    if sheet.full {
        for (record, kind) in &records {
            blocks.extend(in_full(record, *kind, sheet, &words)?);
        }
    } else {
        blocks.push(lines(&records, sheet, &words)?);
        blocks.extend(signatures(&records, sheet, &words));
    }
    let name = who.name.trim().to_owned();
    let title = if sheet.given { "Supervision given" } else { "Supervision log" };
    Ok(Composed {
        document: Document {
            title: title.to_owned(),
            author: (!name.is_empty()).then(|| name.clone()),
            subject: Some(format!("{} to {}", in_words(from), in_words(to))),
            language: "en-GB".to_owned(),
            created: today.and_time(chrono::NaiveTime::MIN),
            running_header: Some(
                [title, &name]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            ),
            running_footer: Some(format!("Printed on {}", in_words(today))),
            counted: None,
            blocks,
        },
        records: records.into_iter().map(|(record, _)| record).collect(),
    })
}

type Sessions = [(Record, Option<SupervisionType>)];

/// A line for each session, with space to sign beside it.
fn lines(records: &Sessions, sheet: &Sheet, words: &dyn Fn(&str) -> String) -> Result<Block> {
    let mut columns = vec![
        Column::new("Date", 18),
        Column::new("Length", 16).aligned(Align::End),
        Column::new("Type", 14),
        Column::new(if sheet.given { "Supervisee" } else { "With" }, 17),
        Column::new("Themes", 36),
    ];
    if !sheet.without_codes {
        columns.push(Column::new("Codes", 12));
    }
    columns.push(Column::new("Signed", 19));
    let rows = records
        .iter()
        .map(|(record, kind)| {
            let content = &record.content;
            let facts = content.supervision.clone().unwrap_or_default();
            let remote = if facts.remote { ", remote" } else { "" };
            let themes = if facts.themes.trim().is_empty() {
                &record.shown_title
            } else {
                &facts.themes
            };
            let mut row = vec![
                record::date("date", &content.date)?.format("%d/%m/%Y").to_string(),
                content.minutes.map(length).unwrap_or_default(),
                format!("{}{remote}", type_name(*kind)),
                words(&facts.supervisor),
                words(themes.trim()),
            ];
            if !sheet.without_codes {
                row.push(content.clients.join(", "));
            }
            row.push(String::new());
            Ok(row.into_iter().map(cell).collect())
        })
        .collect::<Result<_>>()?;
    Ok(Block::Table {
        caption: Some("Sessions in order of date".to_owned()),
        columns,
        rows,
    })
}

/// A session with all that is written in it, and space to sign below.
fn in_full(record: &Record, kind: Option<SupervisionType>, sheet: &Sheet, words: &dyn Fn(&str) -> String) -> Result<Vec<Block>> {
    let content = &record.content;
    let facts = content.supervision.clone().unwrap_or_default();
    let day = in_words(record::date("date", &content.date)?);
    let title = words(record.shown_title.trim());
    let draft = if record.draft { " (draft)" } else { "" };
    let heading = if title.is_empty() {
        format!("{day}{draft}")
    } else {
        format!("{day}: {title}{draft}")
    };
    let mut blocks = vec![Block::heading(2, heading)];
    let remote = if facts.remote { ", remote" } else { "" };
    let codes = if sheet.without_codes {
        String::new()
    } else {
        content.clients.join(", ")
    };
    let said = [
        (if sheet.given { "Supervisee" } else { "With" }, words(facts.supervisor.trim())),
        ("Type", format!("{}{remote}", type_name(kind))),
        ("Length", content.minutes.map(length).unwrap_or_default()),
        ("Client codes", codes),
        ("Themes", words(facts.themes.trim())),
    ];
    blocks.push(Block::Facts(
        said.into_iter()
            .filter(|(_, fact)| !fact.is_empty())
            .map(|(label, fact)| (label.to_owned(), vec![Inline::Text(fact)]))
            .collect(),
    ));
    for section in content.sections.iter().filter(|section| !section.text.trim().is_empty()) {
        blocks.push(Block::heading(3, record::session_stage(&section.stage)));
        blocks.extend(markdown::blocks(&words(&section.text)));
    }
    if !content.actions.is_empty() {
        blocks.push(Block::heading(3, "Agreed actions"));
        let items = record::agreed(&content.actions, words)?
            .into_iter()
            .map(|line| vec![Inline::Text(line)])
            .collect();
        blocks.push(Block::List { ordered: false, items });
    }
    blocks.extend(signing(&names(std::iter::once(record), words), sheet));
    blocks.push(Block::Rule);
    Ok(blocks)
}

/// Space for the signature of everybody the sessions were with, and for one's own.
fn signatures(records: &Sessions, sheet: &Sheet, words: &dyn Fn(&str) -> String) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, "Signatures")];
    blocks.extend(signing(&names(records.iter().map(|(record, _)| record), words), sheet));
    blocks
}

/// Whom the sessions were with, each once.
fn names<'a>(records: impl Iterator<Item = &'a Record>, words: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for facts in records.filter_map(|record| record.content.supervision.as_ref()) {
        let name = words(facts.supervisor.trim());
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn signing(names: &[String], sheet: &Sheet) -> Vec<Block> {
    let (other, own) = if sheet.given {
        ("Supervisee", "Supervisor")
    } else {
        ("Supervisor", "Supervisee")
    };
    let line = || vec![Inline::text(format!("{}   Date {}", "_".repeat(34), "_".repeat(14)))];
    let mut facts: Vec<_> = names.iter().map(|name| (format!("{other}: {name}"), line())).collect();
    if facts.is_empty() {
        facts.push((other.to_owned(), line()));
    }
    facts.push((own.to_owned(), line()));
    vec![Block::Facts(facts)]
}

pub(super) fn type_name(kind: Option<SupervisionType>) -> &'static str {
    kind.map_or("Not said", SupervisionType::name)
}

fn cell(text: String) -> Vec<Inline> {
    vec![Inline::Text(text)]
}

/// `text` with each of `codes` replaced where it stands as a word of its own.
pub(super) fn without_codes(text: &str, codes: &[String]) -> String {
    record::replace_words(text, codes, CLIENT).unwrap_or_else(|| text.to_owned())
}
