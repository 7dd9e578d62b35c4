//! Finding, tagging and binning records.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::record::{self, Kind, Query, Record, Row, Span};
use triptych_core::vault::Portfolio;

use super::{SHORTEST, desk, several, write};
use crate::answer::Answer;
use crate::args::{Narrowed, RecordCommand};

/// How many lines the core hands out at once.
const PAGE: u32 = 500;

/// A record, as lists give it.
#[derive(Serialize)]
struct Item {
    id: String,
    kind: Kind,
    title: String,
    date: String,
    body: String,
    tags: Vec<String>,
    shown_title: String,
    date_to: Option<String>,
    minutes: Option<u32>,
    draft: bool,
    keywords: Vec<String>,
    clients: Vec<String>,
}

/// A record with all that belongs to it.
#[derive(Serialize)]
pub(super) struct Whole {
    #[serde(flatten)]
    item: Item,
    claims: BTreeMap<String, String>,
    record: Record,
}

impl From<&Record> for Item {
    fn from(record: &Record) -> Self {
        let content = &record.content;
        let parts: Vec<&str> = content
            .sections
            .iter()
            .map(|section| section.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        Self {
            id: record.id.clone(),
            kind: content.kind,
            title: content.title.clone(),
            date: content.date.clone(),
            body: parts.join("\n\n"),
            tags: record.tags.iter().map(|tag| tag.statement.clone()).collect(),
            shown_title: record.shown_title.clone(),
            date_to: content.date_to.clone(),
            minutes: content.minutes,
            draft: record.draft,
            keywords: content.keywords.clone(),
            clients: content.clients.clone(),
        }
    }
}

/// Does what was asked for.
pub(crate) fn record(app: &App, command: RecordCommand, json: bool) -> Result<Answer> {
    match command {
        RecordCommand::Add(new) => write::add(app, *new, json),
        RecordCommand::Edit(edit) => write::edit(app, *edit, json),
        RecordCommand::Finish { ids, draft } => write::finish(app, &ids, draft, json),
        RecordCommand::Addition { id, text } => write::addition(app, &id, &text, json),
        RecordCommand::List(filter) => listed(app, &query(&filter.narrowed, "")?, filter.limit, json),
        RecordCommand::Search { query: text, filter } => listed(app, &query(&filter.narrowed, &text)?, filter.limit, json),
        RecordCommand::Show { id } => {
            let record = app.with(|portfolio| record::get(portfolio, &resolve(portfolio, &id)?))?;
            let text = app.with(|portfolio| record::markdown(portfolio, &record.id))?;
            Answer::either(json, &whole(record), || text)
        }
        RecordCommand::Tag {
            id,
            statements,
            claim,
            remove,
        } => tag(app, &id, &statements, claim.as_deref(), remove, json),
        RecordCommand::History { id, version } => desk::history(app, &id, version.as_deref(), json),
        RecordCommand::RestoreVersion { id, version } => desk::restore_version(app, &id, &version, json),
        RecordCommand::Duplicate { id } => desk::duplicate(app, &id, json),
        RecordCommand::Several(command) => several::several(app, &command, json),
        RecordCommand::Delete { ids } => delete(app, &ids, json),
        RecordCommand::Restore { ids } => restore(app, &ids, json),
    }
}

pub(super) fn read_text(path: &Path) -> Result<String> {
    let doing = "reading the text";
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|cause| Error::disk(doing, &cause))?;
    String::from_utf8(bytes)
        .map_err(|_| Error::field("text", "This is not text (UTF-8). Nothing has been written.").hint("Save it as UTF-8 text."))
}

/// A day as people write it (22/11/2026), or as files do (2026-11-22); the core tells whether it exists.
pub(super) fn day(field: &str, text: &str) -> Result<String> {
    match NaiveDate::parse_from_str(text, "%d/%m/%Y") {
        Ok(day) => Ok(day.to_string()),
        Err(_) => record::date(field, text).map(|day| day.to_string()),
    }
}

/// What was typed, as the list is asked.
pub(super) fn query(filter: &Narrowed, text: &str) -> Result<Query> {
    Ok(Query {
        text: text.to_owned(),
        kinds: filter.kinds.clone(),
        level: filter.level.map(|level| level.to_string()),
        section: filter.section.map(|section| section.to_string()),
        statement: filter.statement.clone(),
        from: filter.from.as_deref().map(|text| day("from", text)).transpose()?,
        to: filter.to.as_deref().map(|text| day("to", text)).transpose()?,
        keyword: filter.keyword.clone(),
        client: filter.client.clone(),
        draft: match (filter.draft, filter.finished) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        untagged: filter.untagged,
        bin: filter.bin,
        sort: filter.sort.into(),
    })
}

/// The lines that `query` asks for, at most `most`, and what the search says of itself.
pub(super) fn lines(portfolio: &Portfolio, query: &Query, most: u32) -> Result<(Vec<Row>, Option<String>)> {
    let (mut rows, mut note, mut total) = (Vec::new(), None, u32::MAX);
    let mut offset = 0;
    while offset < total.min(most) {
        let page = record::list(portfolio, query, offset, PAGE.min(most - offset))?;
        if page.rows.is_empty() {
            break;
        }
        offset += u32::try_from(page.rows.len()).unwrap_or(PAGE);
        (total, note) = (page.total, page.note);
        rows.extend(page.rows);
    }
    Ok((rows, note))
}

/// Lists what `query` asks for, at most `most`.
pub(super) fn listed(app: &App, query: &Query, most: Option<u32>, json: bool) -> Result<Answer> {
    app.with(|portfolio| {
        let (rows, note) = lines(portfolio, query, most.unwrap_or(u32::MAX))?;
        let items = if json {
            rows.iter()
                .map(|row| record::get(portfolio, &row.id).map(|record| Item::from(&record)))
                .collect::<Result<Vec<_>>>()?
        } else {
            Vec::new()
        };
        let answer = Answer::either(json, &items, || {
            let mut out = String::new();
            for row in &rows {
                let draft = if row.draft { " (draft)" } else { "" };
                let _ = writeln!(
                    out,
                    "{}  {}  {:<11}  {}{draft}",
                    &row.id[..8],
                    row.date,
                    row.kind.as_str(),
                    one_line(&row.title)
                );
            }
            out
        })?;
        Ok(note.into_iter().fold(answer, Answer::remark))
    })
}

fn one_line(spans: &[Span]) -> String {
    plain(&spans.iter().map(|span| span.text.as_str()).collect::<String>())
}

/// One line that moves nothing in the terminal.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The record's whole id: given in full, or by a beginning that no other has.
pub(super) fn resolve(portfolio: &Portfolio, given: &str) -> Result<String> {
    among(&record::every_id(portfolio)?, given)
}

/// The same of each of several.
pub(super) fn resolve_all(portfolio: &Portfolio, given: &[String]) -> Result<Vec<String>> {
    let ids = record::every_id(portfolio)?;
    given.iter().map(|given| among(&ids, given)).collect()
}

fn among(ids: &[String], given: &str) -> Result<String> {
    if ids.iter().any(|id| id == given) {
        return Ok(given.to_owned());
    }
    if given.len() < SHORTEST {
        return Err(
            Error::new(Code::NotFound, "There is no record of this id. Nothing has been changed.")
                .hint("Use its id, or at least the first six characters."),
        );
    }
    let mut found = ids.iter().filter(|id| id.starts_with(given));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.clone()),
        (Some(_), Some(_)) => {
            Err(Error::field("id", "More than one record's id begins so. Nothing has been changed.").hint("Give more of it."))
        }
        (None, _) => {
            Err(Error::new(Code::NotFound, "There is no record of this id. Nothing has been changed.").hint("`record list` shows the ids."))
        }
    }
}

pub(super) fn whole(record: Record) -> Whole {
    let claims = record
        .tags
        .iter()
        .filter(|tag| !tag.claim.is_empty())
        .map(|tag| (tag.statement.clone(), tag.claim.clone()))
        .collect();
    Whole {
        item: Item::from(&record),
        claims,
        record,
    }
}

fn tag(app: &App, id: &str, statements: &[String], claim: Option<&str>, remove: bool, json: bool) -> Result<Answer> {
    let record = app.change(|portfolio| {
        let id = resolve(portfolio, id)?;
        let mut record = record::get(portfolio, &id)?;
        for statement in statements {
            record = if remove {
                record::remove_tag(portfolio, &id, statement)?
            } else {
                // Tagging again without a claim leaves the one that is there.
                let known = record
                    .tags
                    .iter()
                    .find(|tag| tag.statement == *statement)
                    .map(|tag| tag.claim.clone());
                let claim = claim.map_or_else(|| known.unwrap_or_default(), str::to_owned);
                record::set_tag(portfolio, &id, statement, &claim)?
            };
        }
        Ok(record)
    })?;
    let tags: Vec<String> = record.tags.iter().map(|tag| tag.statement.clone()).collect();
    Answer::either(json, &whole(record), || {
        if tags.is_empty() {
            "No tags.".to_owned()
        } else {
            format!("Tagged to {}.", tags.join(", "))
        }
    })
}

fn delete(app: &App, ids: &[String], json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Deleted {
        binned: Vec<String>,
    }
    let binned = each(app, ids, record::bin)?;
    Answer::either(json, &Deleted { binned: binned.clone() }, || {
        format!("{} moved to the bin. `record restore` brings back.", count(binned.len()))
    })
}

fn restore(app: &App, ids: &[String], json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Restored {
        restored: Vec<String>,
    }
    let restored = each(app, ids, record::restore)?;
    Answer::either(
        json,
        &Restored {
            restored: restored.clone(),
        },
        || format!("{} brought back from the bin.", count(restored.len())),
    )
}

/// Finds all of them before anything is done to one.
fn each(app: &App, given: &[String], act: fn(&mut Portfolio, &str) -> Result<()>) -> Result<Vec<String>> {
    app.change(|portfolio| {
        let ids = resolve_all(portfolio, given)?;
        ids.iter().try_for_each(|id| act(portfolio, id))?;
        Ok(ids)
    })
}

pub(super) fn count(records: usize) -> String {
    counted(records, "record", "records")
}

/// "1 case note", "2 case notes".
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
