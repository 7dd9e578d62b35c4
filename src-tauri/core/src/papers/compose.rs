//! What all papers share: who writes, how days and lengths are said, which records may stand in one.
//!
//! What always holds: case notes are never gathered; a record without a title is called by its kind and never by its first
//! words, which are nobody's title; the same portfolio on the same day makes the same document.

use chrono::{NaiveDate, NaiveTime};
use triptych_pdf::{Block, Document, Inline};

use super::model::Paper;
use super::{appraisal, cv, levels, one};
use crate::error::{Error, Result};
use crate::profile;
pub(super) use crate::record::day_in_words as in_words;
use crate::record::{self, Kind, Query, Record, Sort};
use crate::storage::files;
use crate::supervision;
use crate::vault::Portfolio;

/// The kinds that may stand in a paper.
pub(super) const KINDS: [Kind; 3] = [Kind::Reflection, Kind::Supervision, Kind::Cpd];
/// How many lines of a list are read at a time.
const STRETCH: u32 = 500;

/// A paper as its owner wrote it, nothing put in general words yet.
pub(super) struct Composed {
    pub(super) document: Document,
    /// What it speaks of.
    pub(super) records: Vec<Record>,
    /// Without its ending.
    pub(super) file_name: String,
}

/// Makes the paper.
///
/// # Errors
/// `not-found`, `invalid`, `refused` for a case note, `damaged`, `disk`.
pub(super) fn compose(portfolio: &Portfolio, paper: &Paper) -> Result<Composed> {
    match paper {
        Paper::Record { id } => one::compose(portfolio, id),
        Paper::Levels { level } => levels::compose(portfolio, level.as_deref()),
        Paper::Appraisal { from, to } => appraisal::compose(portfolio, from, to),
        Paper::Cv => cv::compose(portfolio),
        Paper::Supervision { sheet } => {
            let supervision::Composed { document, records } = supervision::compose(portfolio, sheet)?;
            let file_name = file_name(&[&document.title, &format!("{} to {}", sheet.from, sheet.to)]);
            Ok(Composed {
                document,
                records,
                file_name,
            })
        }
    }
}

/// A document of the owner's, made today.
pub(super) fn document(portfolio: &Portfolio, title: &str, subject: Option<String>, blocks: Vec<Block>) -> Result<Document> {
    let today = portfolio.world().today();
    let name = profile::get(portfolio)?.name.trim().to_owned();
    let head: Vec<&str> = [title, &name].into_iter().filter(|part| !part.is_empty()).collect();
    Ok(Document {
        title: title.to_owned(),
        author: (!name.is_empty()).then(|| name.clone()),
        subject,
        language: "en-GB".to_owned(),
        created: today.and_time(NaiveTime::MIN),
        running_header: Some(head.join(" · ")),
        running_footer: Some(format!("Made on {}", in_words(today))),
        counted: None,
        blocks,
    })
}

/// A file's name from a document's title and what tells it from others.
pub(super) fn file_name(parts: &[&str]) -> String {
    let named: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    files::safe_name(&named.join(" "))
}

/// The records that `query` finds and that may stand in a paper, oldest first. Drafts are left out.
///
/// # Errors
/// `damaged`, `disk`.
pub(super) fn gathered(portfolio: &Portfolio, query: Query) -> Result<Vec<Record>> {
    let query = Query {
        kinds: KINDS.to_vec(),
        draft: Some(false),
        sort: Sort::Oldest,
        ..query
    };
    let mut records = Vec::new();
    let mut offset = 0;
    loop {
        let page = record::list(portfolio, &query, offset, STRETCH)?;
        for row in &page.rows {
            records.push(record::get(portfolio, &row.id)?);
        }
        offset += STRETCH;
        if offset >= page.total {
            return Ok(records);
        }
    }
}

/// Its title, or what kind it is.
pub(super) fn name(record: &Record) -> &str {
    let title = record.content.title.trim();
    if title.is_empty() { record.content.kind.name() } else { title }
}

/// A line about a record: its day, its name, and what is said of it. The check knows by the first two what the line is about.
///
/// # Errors
/// `invalid` for a day that is none.
pub(super) fn line_about(record: &Record, said: &str) -> Result<Vec<Inline>> {
    let name = name(record);
    let mut line = vec![Inline::Text(format!("{}: {name}", when(record)?))];
    if !said.is_empty() {
        let stop = if name.ends_with(['.', '?', '!', '…']) { " " } else { ". " };
        line.push(Inline::Emphasis(format!("{stop}{said}")));
    }
    Ok(line)
}

/// "3 March 2026", "3 March 2026 to 5 May 2026".
///
/// # Errors
/// `invalid` for a day that is none.
pub(super) fn when(record: &Record) -> Result<String> {
    let first = in_words(record::date("date", &record.content.date)?);
    Ok(match &record.content.date_to {
        Some(last) => format!("{first} to {}", in_words(record::date("date_to", last)?)),
        None => first,
    })
}

/// The first and last day of a stretch of time.
///
/// # Errors
/// `invalid` with the field for days that are none or the wrong way round.
pub(super) fn stretch(from: &str, to: &str) -> Result<(NaiveDate, NaiveDate)> {
    let (from, to) = (record::date("from", from)?, record::date("to", to)?);
    if to < from {
        return Err(Error::field("to", "The last day lies before the first.").hint("Change one of the two days."));
    }
    Ok((from, to))
}

/// Labels and what they say, those left out that say nothing; `None` when none says anything.
pub(super) fn facts<const N: usize>(all: [(&str, String); N]) -> Option<Block> {
    let said: Vec<_> = all
        .into_iter()
        .filter(|(_, fact)| !fact.trim().is_empty())
        .map(|(label, fact)| (label.to_owned(), vec![Inline::Text(fact.trim().to_owned())]))
        .collect();
    (!said.is_empty()).then_some(Block::Facts(said))
}

/// As long as was noted; nothing for no time.
pub(super) fn length(minutes: u32) -> String {
    if minutes == 0 {
        String::new()
    } else {
        record::length_in_words(minutes)
    }
}

/// A cell of a table.
pub(super) fn cell(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}
