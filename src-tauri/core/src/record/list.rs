//! The list and the search: one question, one page of lines.
//!
//! What always holds: a page costs what it shows, not what there is; a search is one pass over the index; filters and
//! search narrow together; nothing typed is an error.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::model::{Kind, Page, Query, Row, Sort, Span};
use super::{derive, named, parts};
use crate::api::record::{Facet, Facets};
use crate::error::{Code, Error, Result};
use crate::framework::{Framework, LevelId, SectionId};
use crate::storage::search;
use crate::vault::Portfolio;

/// Marks around what was found; control characters that no kept text is shown with.
const HIT: char = '\u{2}';
const END: char = '\u{3}';

struct Filter {
    clauses: Vec<String>,
    values: Vec<Value>,
}

impl Filter {
    /// Whether it only leaves out what lies in the bin, as every list does.
    fn plain(&self) -> bool {
        self.clauses.len() == 1 && self.values.is_empty()
    }

    fn add(&mut self, clause: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.clauses.push(clause.replace('?', &format!("?{}", self.values.len())));
    }
}

/// Lines `offset` to `offset + limit` of what `query` asks for.
///
/// # Errors
/// `invalid` for a level, section or date that does not exist.
pub fn list(portfolio: &Portfolio, query: &Query, offset: u32, limit: u32) -> Result<Page> {
    let limit = limit.clamp(1, 500);
    let mut search = search::parse(&query.text);
    if search.wanted.is_some() || search.unwanted.is_some() {
        match derive::catch_up(portfolio) {
            // A full disk is no reason to find nothing: the rows that are there still answer.
            Err(cause) if cause.code == Code::Disk => {
                search.note = Some("What was written last may be missing from this search.".to_owned());
            }
            caught_up => caught_up?,
        }
    }
    let mut filter = filter(query)?;
    if let Some(unwanted) = &search.unwanted {
        filter.add(
            "record.rid NOT IN (SELECT rowid FROM record_search WHERE record_search MATCH ?)",
            unwanted.clone(),
        );
    }
    let db = portfolio.db();
    let (total, rids, marked) = match &search.wanted {
        // Records in the bin have no search row, so without further filters the index alone answers.
        Some(wanted) if filter.plain() && query.sort == Sort::Newest && !query.bin => ranked(db, wanted, offset, limit)?,
        Some(wanted) => {
            let (total, rids) = found(db, wanted, &filter, query.sort, offset, limit)?;
            let marked = rids.iter().map(|rid| Ok((*rid, mark(db, wanted, *rid)?))).collect::<Result<_>>()?;
            (total, rids, marked)
        }
        None => {
            let (total, rids) = all(db, &filter, query, offset, limit)?;
            (total, rids, HashMap::new())
        }
    };
    let rows = rids.iter().map(|rid| row(db, *rid, marked.get(rid))).collect::<Result<_>>()?;
    Ok(Page {
        total,
        rows,
        note: search.note,
    })
}

fn filter(query: &Query) -> Result<Filter> {
    let mut filter = Filter {
        clauses: vec![format!("record.binned_at IS {} NULL", if query.bin { "NOT" } else { "" })],
        values: Vec::new(),
    };
    if !query.kinds.is_empty() {
        let kinds = query
            .kinds
            .iter()
            .map(|kind| format!("'{}'", kind.as_str()))
            .collect::<Vec<_>>()
            .join(", ");
        filter.clauses.push(format!("record.kind IN ({kinds})"));
    }
    if query.level.is_some() || query.section.is_some() {
        let unknown = |field: &str| Error::field(field, "The framework has no such part.");
        let level = query
            .level
            .as_deref()
            .map(|level| level.parse::<LevelId>().map_err(|_| unknown("level")))
            .transpose()?;
        let section = query
            .section
            .as_deref()
            .map(|section| section.parse::<SectionId>().map_err(|_| unknown("section")))
            .transpose()?;
        let pattern = format!(
            "{}.{}.__",
            level.map_or("___", LevelId::as_str),
            section.map_or("%", SectionId::as_str)
        );
        filter.add(
            "EXISTS (SELECT 1 FROM tag WHERE tag.record_id = record.id AND statement_id LIKE ?)",
            pattern,
        );
    }
    if let Some(statement) = &query.statement {
        filter.add(
            "EXISTS (SELECT 1 FROM tag WHERE tag.record_id = record.id AND statement_id = ?)",
            statement.clone(),
        );
    }
    if let Some(from) = &query.from {
        super::date("from", from)?;
        filter.add("coalesce(record.date_to, record.date_on) >= ?", from.clone());
    }
    if let Some(to) = &query.to {
        super::date("to", to)?;
        filter.add("record.date_on <= ?", to.clone());
    }
    if let Some(keyword) = &query.keyword {
        filter.add(
            "EXISTS (SELECT 1 FROM record_keyword JOIN keyword ON keyword.id = keyword_id WHERE record_id = record.id AND name = ?)",
            keyword.clone(),
        );
    }
    if let Some(client) = &query.client {
        filter.add(
            "EXISTS (SELECT 1 FROM record_client JOIN client ON client.id = client_id WHERE record_id = record.id AND code = ?)",
            client.clone(),
        );
    }
    match query.draft {
        Some(true) => filter.clauses.push("record.draft = 1".to_owned()),
        Some(false) => filter.clauses.push("record.draft = 0".to_owned()),
        None => {}
    }
    if query.untagged {
        filter
            .clauses
            .push("NOT EXISTS (SELECT 1 FROM tag WHERE tag.record_id = record.id)".to_owned());
    }
    Ok(filter)
}

fn order(sort: Sort, bin: bool) -> &'static str {
    match sort {
        _ if bin => "record.binned_at DESC, record.rid DESC",
        Sort::Newest => "record.date_on DESC, record.rid DESC",
        Sort::Oldest => "record.date_on, record.rid",
        Sort::Title => "CASE WHEN record.title = '' THEN record.first_line ELSE record.title END COLLATE NOCASE, record.rid",
        Sort::Changed => "record.updated_at DESC, record.rid DESC",
    }
}

/// Without search words: a count and a page by an index.
fn all(db: &Connection, filter: &Filter, query: &Query, offset: u32, limit: u32) -> Result<(u32, Vec<i64>)> {
    let clauses = filter.clauses.join(" AND ");
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM record WHERE {clauses}"))?
        .query_row(params_from_iter(&filter.values), |row| row.get(0))?;
    let order = order(query.sort, query.bin);
    let sql = format!("SELECT rid FROM record WHERE {clauses} ORDER BY {order} LIMIT {limit} OFFSET {offset}");
    let rids = db
        .prepare_cached(&sql)?
        .query_map(params_from_iter(&filter.values), |row| row.get("rid"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((total, rids))
}

/// Title and passage of a line, with what was found marked.
type Marked = (String, String);

/// With search words alone: the best rows of the index, marked on the way. Asking the index again for each row would cost
/// more than the search.
fn ranked(db: &Connection, wanted: &str, offset: u32, limit: u32) -> Result<(u32, Vec<i64>, HashMap<i64, Marked>)> {
    let page = db
        .prepare_cached(
            "SELECT rowid AS rid, highlight(record_search, 0, char(2), char(3)) AS title, snippet(record_search, 1, char(2), char(3), '…', 18) AS body
             FROM record_search WHERE record_search MATCH ?1 ORDER BY rank LIMIT ?2 OFFSET ?3",
        )?
        .query_map(rusqlite::params![wanted, limit, offset], |row| {
            Ok((row.get("rid")?, row.get("title")?, row.get("body")?))
        })?
        .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
    let shown = u32::try_from(page.len()).unwrap_or(u32::MAX);
    // A page that is not full says itself how many there are; one beyond the end does not.
    let total = if shown < limit && (shown > 0 || offset == 0) {
        offset + shown
    } else {
        db.prepare_cached("SELECT count(*) FROM record_search WHERE record_search MATCH ?1")?
            .query_row([wanted], |row| row.get(0))?
    };
    let mut marked = HashMap::new();
    let mut rids = Vec::new();
    for (rid, title, body) in page {
        let passage = if body.contains(HIT) { body } else { best(db, wanted, rid)? };
        rids.push(rid);
        marked.insert(rid, (title, passage));
    }
    Ok((total, rids, marked))
}

/// With search words and filters: one pass over the index, ranked unless another order is asked for.
fn found(db: &Connection, wanted: &str, filter: &Filter, sort: Sort, offset: u32, limit: u32) -> Result<(u32, Vec<i64>)> {
    let mut values = filter.values.clone();
    values.push(Value::Text(wanted.to_owned()));
    let order = if sort == Sort::Newest {
        "record_search.rank"
    } else {
        order(sort, false)
    };
    let sql = format!(
        "SELECT record.rid FROM record_search CROSS JOIN record ON record.rid = record_search.rowid WHERE record_search MATCH ?{} AND {} ORDER BY {order}",
        values.len(),
        filter.clauses.join(" AND ")
    );
    let mut rids: Vec<i64> = db
        .prepare_cached(&sql)?
        .query_map(params_from_iter(&values), |row| row.get("rid"))?
        .collect::<rusqlite::Result<_>>()?;
    let total = u32::try_from(rids.len()).unwrap_or(u32::MAX);
    let start = (offset as usize).min(rids.len());
    rids.drain(..start);
    rids.truncate(limit as usize);
    Ok((total, rids))
}

fn mark(db: &Connection, wanted: &str, rid: i64) -> Result<Marked> {
    let (title, body) = db
        .prepare_cached(
            "SELECT highlight(record_search, 0, char(2), char(3)) AS title, snippet(record_search, 1, char(2), char(3), '…', 18) AS body
             FROM record_search WHERE record_search MATCH ?1 AND rowid = ?2",
        )?
        .query_row(rusqlite::params![wanted, rid], |row| {
            Ok((row.get::<_, String>("title")?, row.get::<_, String>("body")?))
        })?;
    Ok((title, if body.contains(HIT) { body } else { best(db, wanted, rid)? }))
}

/// The passage of whichever field the words stand in: a claim, a keyword, a statement.
fn best(db: &Connection, wanted: &str, rid: i64) -> Result<String> {
    let passage = db
        .prepare_cached(
            "SELECT snippet(record_search, -1, char(2), char(3), '…', 18) AS best FROM record_search WHERE record_search MATCH ?1 AND rowid = ?2",
        )?
        .query_row(rusqlite::params![wanted, rid], |row| row.get("best"))?;
    Ok(passage)
}

fn row(db: &Connection, rid: i64, marked: Option<&Marked>) -> Result<Row> {
    let mut statement =
        db.prepare_cached("SELECT id, kind, title, first_line, date_on, date_to, minutes, draft, binned_at FROM record WHERE rid = ?1")?;
    let mut row = statement.query_row([rid], |row| {
        let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
        let untitled = title.trim().is_empty();
        let plain = |text: String| {
            if text.is_empty() {
                Vec::new()
            } else {
                vec![Span { text, hit: false }]
            }
        };
        let (title, line) = match marked {
            Some((_, passage)) if untitled => (plain(first_line), spans(passage)),
            Some((title, passage)) => (spans(title), spans(passage)),
            None if untitled => (plain(first_line), Vec::new()),
            None => (plain(title), plain(first_line)),
        };
        Ok(Row {
            id: row.get("id")?,
            kind: row.get("kind")?,
            title,
            line,
            date: row.get("date_on")?,
            date_to: row.get("date_to")?,
            minutes: row.get("minutes")?,
            draft: row.get("draft")?,
            clients: Vec::new(),
            tags: Vec::new(),
            binned_at: row.get("binned_at")?,
        })
    })?;
    row.clients = named::read_clients(db, &row.id)?;
    row.tags = parts::read_tags(db, &row.id)?.into_iter().map(|tag| tag.statement).collect();
    Ok(row)
}

/// Splits marked text into stretches; line breaks become blanks, as a line is a line.
fn spans(marked: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    for (index, part) in marked.split(HIT).enumerate() {
        let (hit, rest) = if index == 0 {
            ("", part)
        } else {
            part.split_once(END).unwrap_or((part, ""))
        };
        for (text, hit) in [(hit, true), (rest, false)] {
            if !text.is_empty() {
                spans.push(Span {
                    text: text.replace(['\n', '\r', END], " "),
                    hit,
                });
            }
        }
    }
    spans
}

/// What the filters and suggestions offer.
///
/// # Errors
/// Only the database's.
pub fn facets(portfolio: &Portfolio) -> Result<Facets> {
    let db = portfolio.db();
    let named = |sql: &str| -> Result<Vec<Facet>> {
        let facets = db
            .prepare_cached(sql)?
            .query_map([], |row| {
                Ok(Facet {
                    name: row.get("name")?,
                    records: row.get("records")?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(facets)
    };
    let count = |clause: &str| -> Result<u32> {
        let count = db
            .prepare_cached(&format!("SELECT count(*) FROM record WHERE {clause}"))?
            .query_row([], |row| row.get(0))?;
        Ok(count)
    };
    Ok(Facets {
        keywords: named(
            "SELECT name, count(*) AS records FROM keyword JOIN record_keyword ON keyword.id = keyword_id JOIN record ON record.id = record_id
             WHERE binned_at IS NULL GROUP BY keyword.id ORDER BY name",
        )?,
        clients: named(
            "SELECT code AS name, count(*) AS records FROM client JOIN record_client ON client.id = client_id JOIN record ON record.id = record_id
             WHERE binned_at IS NULL GROUP BY client.id ORDER BY code",
        )?,
        supervisors: db
            .prepare_cached(
                "SELECT DISTINCT supervisor FROM record LEFT JOIN supervision_facts ON record_id = id
                 WHERE kind = 'supervision' AND supervisor <> '' AND binned_at IS NULL AND coalesce(given, 0) = 0 ORDER BY supervisor",
            )?
            .query_map([], |row| row.get("supervisor"))?
            .collect::<rusqlite::Result<_>>()?,
        records: count("binned_at IS NULL")?,
        drafts: count("binned_at IS NULL AND draft = 1")?,
        binned: count("binned_at IS NOT NULL")?,
    })
}

/// Whether there is no record at all, the bin left out.
///
/// # Errors
/// Only the database's.
pub fn none(portfolio: &Portfolio) -> Result<bool> {
    Ok(!portfolio
        .db()
        .prepare_cached("SELECT 1 FROM record WHERE binned_at IS NULL")?
        .exists([])?)
}

/// How many records speak of the therapist's own creative practice: those tagged to such a statement, and response art.
///
/// # Errors
/// Only the database's.
pub fn creative_records(portfolio: &Portfolio) -> Result<u32> {
    let statements = Framework::bundled()
        .creative_statements()
        .map(|id| format!("'{id}'"))
        .collect::<Vec<_>>()
        .join(", ");
    let sql = format!(
        "SELECT count(*) FROM record WHERE binned_at IS NULL AND kind <> '{}' AND (model = 'response-art' OR EXISTS
         (SELECT 1 FROM tag WHERE record_id = record.id AND statement_id IN ({statements})))",
        Kind::CaseNote.as_str()
    );
    Ok(portfolio.db().prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::{Span, spans};

    #[test]
    fn marked_text_becomes_stretches() {
        let span = |text: &str, hit| Span {
            text: text.to_owned(),
            hit,
        };
        assert_eq!(
            spans("a \u{2}torn\u{3} page\nand \u{2}on\u{3}"),
            [span("a ", false), span("torn", true), span(" page and ", false), span("on", true)]
        );
        assert_eq!(spans(""), []);
    }
}
