//! Evidence, read.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::consent::{self, state_of};
use super::model::{Attached, Evidence, Facts, FileFacts, Left, Line, Linked, Named};
use super::sort;
use crate::error::{Error, Result};
use crate::framework::Framework;
use crate::vault::Portfolio;
use crate::vault::attachments::Reader;

/// The most bytes of one read.
const RANGE: usize = 4 * 1024 * 1024;

/// What tells one file from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filed {
    pub(crate) sha256: String,
    pub(crate) size: u64,
}

/// The list, newest day first; with `bin`, of what is in the bin.
///
/// # Errors
/// `damaged`, `disk`.
pub fn list(portfolio: &Portfolio, bin: bool) -> Result<Vec<Line>> {
    let wanted = if bin { "IS NOT NULL" } else { "IS NULL" };
    lines(
        portfolio,
        &format!("WHERE binned_at {wanted} ORDER BY date_on IS NULL, date_on DESC, number DESC"),
        &[],
    )
}

/// The evidence of the record `id`, by number.
///
/// # Errors
/// `damaged`, `disk`.
pub fn of_record(portfolio: &Portfolio, id: &str) -> Result<Vec<Line>> {
    lines(
        portfolio,
        "WHERE binned_at IS NULL AND id IN (SELECT evidence_id FROM record_evidence WHERE record_id = ?1) ORDER BY number",
        &[id],
    )
}

/// The records that some evidence shows, the bin left out.
///
/// # Errors
/// Only the database's.
pub(crate) fn records_shown(connection: &Connection) -> Result<HashSet<String>> {
    let shown = connection
        .prepare_cached("SELECT record_id FROM record_evidence JOIN evidence ON evidence.id = evidence_id WHERE binned_at IS NULL")?
        .query_map([], |row| row.get("record_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(shown)
}

/// What a piece of evidence without people in it is called, and what it shows.
pub(crate) struct Titled {
    pub(crate) title: String,
    pub(crate) records: Vec<String>,
    pub(crate) statements: Vec<String>,
}

/// Every piece without people in it, by number, the bin left out.
///
/// # Errors
/// Only the database's.
pub(crate) fn without_people(connection: &Connection) -> Result<Vec<Titled>> {
    let of = |sql: &str, id: &str| -> Result<Vec<String>> {
        let ids = connection
            .prepare_cached(sql)?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    };
    let pieces: Vec<(String, String)> = connection
        .prepare_cached("SELECT id, title FROM evidence WHERE binned_at IS NULL AND people = 0 ORDER BY number")?
        .query_map([], |row| Ok((row.get("id")?, row.get("title")?)))?
        .collect::<rusqlite::Result<_>>()?;
    let titled = |(id, title): (String, String)| {
        Ok(Titled {
            title,
            records: of("SELECT record_id FROM record_evidence WHERE evidence_id = ?1", &id)?,
            statements: of("SELECT statement_id FROM evidence_statement WHERE evidence_id = ?1", &id)?,
        })
    };
    pieces.into_iter().map(titled).collect()
}

/// The files of the supervision agreement `id`, by number.
///
/// # Errors
/// `damaged`, `disk`.
pub fn of_agreement(portfolio: &Portfolio, id: &str) -> Result<Vec<Line>> {
    lines(
        portfolio,
        "WHERE binned_at IS NULL AND id IN (SELECT evidence_id FROM agreement_evidence WHERE agreement_id = ?1) ORDER BY number",
        &[id],
    )
}

fn lines(portfolio: &Portfolio, which: &str, values: &[&str]) -> Result<Vec<Line>> {
    let db = portfolio.db();
    let consents = consent::all(db)?;
    let today = portfolio.world().today();
    let mut statement = db.prepare(&format!(
        "SELECT *, (SELECT count(*) FROM record_evidence JOIN record ON record.id = record_id
           WHERE evidence_id = evidence.id AND record.binned_at IS NULL) AS records FROM evidence {which}"
    ))?;
    let lines = statement
        .query_map(rusqlite::params_from_iter(values), |row| {
            let id: String = row.get("id")?;
            let facts = facts(row)?;
            Ok(Line {
                consent_state: state_of(facts.people, consents.get(&id), today),
                id,
                number: row.get("number")?,
                described: !facts.description.trim().is_empty(),
                description: facts.description,
                made_by: facts.made_by,
                title: facts.title,
                kind: facts.kind,
                date: facts.date,
                file: file(row)?,
                records: row.get("records")?,
                binned_at: row.get("binned_at")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(lines)
}

/// The piece of evidence `id`.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn get(portfolio: &Portfolio, id: &str) -> Result<Evidence> {
    let db = portfolio.db();
    let consent = consent::of(db, id)?;
    let (mut evidence, original) = db
        .prepare_cached("SELECT * FROM evidence WHERE id = ?1")?
        .query_row([id], |row| {
            let facts = facts(row)?;
            Ok((
                Evidence {
                    id: row.get("id")?,
                    number: row.get("number")?,
                    consent_state: state_of(facts.people, consent.as_ref(), portfolio.world().today()),
                    facts,
                    file: file(row)?,
                    original: None,
                    copies: Vec::new(),
                    records: Vec::new(),
                    agreements: Vec::new(),
                    statements: Vec::new(),
                    consent: consent.clone(),
                    left: Vec::new(),
                    version: row.get("version")?,
                    created_at: row.get("created_at")?,
                    updated_at: row.get("updated_at")?,
                    binned_at: row.get("binned_at")?,
                },
                row.get::<_, Option<String>>("original_id")?,
            ))
        })
        .optional()?
        .ok_or_else(not_there)?;
    evidence.original = match original {
        Some(original) => name(db, "id = ?1", &original)?.into_iter().next(),
        None => None,
    };
    evidence.copies = name(db, "original_id = ?1 AND binned_at IS NULL", id)?;
    evidence.records = linked(db, id)?;
    evidence.agreements = attached(db, id)?;
    evidence.statements = statements(db, id)?;
    evidence.left = left(db, id)?;
    Ok(evidence)
}

/// What is written about the evidence `id` and what its file is; `None` for evidence without one, and for none.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn facts_and_file(db: &Connection, id: &str) -> Result<Option<(Facts, FileFacts)>> {
    let found = db
        .prepare_cached("SELECT * FROM evidence WHERE id = ?1")?
        .query_row([id], |row| Ok(file(row)?.map(|file| Ok::<_, rusqlite::Error>((facts(row)?, file)))))
        .optional()?
        .flatten()
        .transpose()?;
    Ok(found)
}

/// Its number and title.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub(crate) fn named(db: &Connection, id: &str) -> Result<Named> {
    name(db, "id = ?1", id)?.into_iter().next().ok_or_else(not_there)
}

/// This piece of evidence is not there (any more).
pub(super) fn not_there() -> Error {
    Error::not_found("evidence")
}

pub(super) fn facts(row: &Row<'_>) -> rusqlite::Result<Facts> {
    Ok(Facts {
        title: row.get("title")?,
        kind: row.get("kind")?,
        date: row.get("date_on")?,
        made_by: row.get("made_by")?,
        description: row.get("description")?,
        people: row.get("people")?,
    })
}

pub(super) fn file(row: &Row<'_>) -> rusqlite::Result<Option<FileFacts>> {
    let Some(sha256) = row.get::<_, Option<String>>("sha256")? else {
        return Ok(None);
    };
    let media_type: String = row.get("media_type")?;
    let sort = sort::named(&media_type);
    Ok(Some(FileFacts {
        name: row.get("file_name")?,
        says: sort.says.to_owned(),
        family: sort.family,
        media_type,
        size: row.get::<_, Option<u64>>("size")?.unwrap_or(0),
        sha256,
    }))
}

fn name(db: &Connection, which: &str, id: &str) -> Result<Vec<Named>> {
    let named = db
        .prepare_cached(&format!("SELECT id, number, title FROM evidence WHERE {which} ORDER BY number"))?
        .query_map([id], |row| {
            Ok(Named {
                id: row.get("id")?,
                number: row.get("number")?,
                title: row.get("title")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(named)
}

fn linked(db: &Connection, id: &str) -> Result<Vec<Linked>> {
    let linked = db
        .prepare_cached(
            "SELECT id, coalesce(nullif(title, ''), first_line) AS title, kind, date_on FROM record_evidence
             JOIN record ON record.id = record_id WHERE evidence_id = ?1 AND binned_at IS NULL ORDER BY date_on DESC, id",
        )?
        .query_map([id], |row| {
            Ok(Linked {
                id: row.get("id")?,
                title: row.get("title")?,
                kind: row.get("kind")?,
                date: row.get("date_on")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(linked)
}

fn attached(db: &Connection, id: &str) -> Result<Vec<Attached>> {
    let attached = db
        .prepare_cached(
            "SELECT agreement.id, name, start_on FROM agreement_evidence JOIN supervision_agreement AS agreement ON agreement.id = agreement_id
             JOIN supervision_person ON supervision_person.id = person_id WHERE evidence_id = ?1 ORDER BY start_on DESC, agreement.id",
        )?
        .query_map([id], |row| {
            Ok(Attached {
                id: row.get("id")?,
                name: row.get("name")?,
                start: row.get("start_on")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(attached)
}

pub(super) fn statements(db: &Connection, id: &str) -> Result<Vec<String>> {
    let known: HashSet<String> = db
        .prepare_cached("SELECT statement_id FROM evidence_statement WHERE evidence_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let in_order = Framework::bundled().statements().iter();
    Ok(in_order.filter(|one| known.contains(&one.id)).map(|one| one.id.clone()).collect())
}

fn left(db: &Connection, id: &str) -> Result<Vec<Left>> {
    let left = db
        .prepare_cached(
            "SELECT kind, file_name, exported_at FROM export_evidence JOIN export ON export.id = export_id
             WHERE evidence_id = ?1 ORDER BY exported_at DESC, export.id",
        )?
        .query_map([id], |row| {
            Ok(Left {
                kind: row.get("kind")?,
                file_name: row.get("file_name")?,
                exported_at: row.get("exported_at")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(left)
}

/// What the file of evidence `id` is in the folder.
///
/// # Errors
/// `not-found` also for evidence without a file.
pub(crate) fn filed(db: &Connection, id: &str) -> Result<Filed> {
    let found = db
        .prepare_cached("SELECT sha256, size FROM evidence WHERE id = ?1 AND sha256 IS NOT NULL")?
        .query_row([id], of_row)
        .optional()?;
    found.ok_or_else(not_there)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Filed> {
    Ok(Filed {
        sha256: row.get("sha256")?,
        size: row.get::<_, Option<u64>>("size")?.unwrap_or(0),
    })
}

/// The file of evidence `id`, to be read.
///
/// # Errors
/// As `filed`; `refused` for a damaged one, `disk`.
pub(crate) fn reader(portfolio: &Portfolio, id: &str) -> Result<Reader> {
    let Filed { sha256, size } = filed(portfolio.db(), id)?;
    portfolio.attachments().open(&sha256, size)
}

/// At most `length` bytes, and no more than four megabytes, of the file of evidence `id` from `offset`.
///
/// # Errors
/// As `reader`.
pub fn bytes(portfolio: &Portfolio, id: &str, offset: u64, length: usize) -> Result<Vec<u8>> {
    reader(portfolio, id)?.range(offset, length.min(RANGE))
}

/// Every file that evidence has, each once.
///
/// # Errors
/// Only the database's.
pub(crate) fn files_of(db: &Connection) -> Result<Vec<Filed>> {
    let files = db
        .prepare("SELECT sha256, max(size) AS size FROM evidence WHERE sha256 IS NOT NULL GROUP BY sha256 ORDER BY sha256")?
        .query_map([], of_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(files)
}

/// The number of the piece of evidence that has the file with this SHA-256; `None` where only a step that can be taken back has it.
///
/// # Errors
/// Only the database's.
pub(crate) fn number_of(db: &Connection, sha256: &str) -> Result<Option<u32>> {
    Ok(db
        .prepare_cached("SELECT min(number) FROM evidence WHERE sha256 = ?1")?
        .query_row([sha256], |row| row.get(0))?)
}

/// How many files evidence has, each content once, and how many bytes they are.
///
/// # Errors
/// Only the database's.
pub(crate) fn stock(db: &Connection) -> Result<(u32, u64)> {
    Ok(db
        .prepare_cached("SELECT count(*), coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM evidence WHERE sha256 IS NOT NULL GROUP BY sha256)")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The files that something names, also a step that can still be taken back or made again: SHA-256 and size of their contents.
///
/// # Errors
/// Only the database's.
pub(crate) fn sized(db: &Connection) -> Result<HashMap<String, u64>> {
    let mut named: HashMap<String, u64> = files_of(db)?.into_iter().map(|file| (file.sha256, file.size)).collect();
    let mut statement = db.prepare(
        "SELECT side ->> '$.sha256' AS sha256, side ->> '$.size' AS size FROM (
           SELECT before AS side, revision_id FROM change WHERE tbl = 'evidence' UNION ALL SELECT after, revision_id FROM change WHERE tbl = 'evidence'
         ) JOIN revision ON revision.id = revision_id WHERE state <> 'kept' AND side ->> '$.sha256' IS NOT NULL",
    )?;
    for file in statement.query_map([], of_row)? {
        let file = file?;
        named.insert(file.sha256, file.size);
    }
    Ok(named)
}
