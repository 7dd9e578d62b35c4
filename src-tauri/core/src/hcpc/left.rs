//! The lines of the register: read, and written together with what left.
//!
//! What always holds: a file and its line are made together, or neither; a part that is copied likewise.

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};

use super::model::{Kept, Past};
use super::subject::Subject;
use super::{leaving, lines};
use crate::api::App;
use crate::api::target::Target;
use crate::error::{Code, Error, Result};
use crate::record;
use crate::storage::{self, Op, Scope, files, transact};
use crate::vault::Portfolio;

/// The name of a file, without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The register of exports, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    exports_of(portfolio, "hcpc")
}

/// Whether a final profile of the cycle `id` has left.
pub(super) fn has_left(connection: &Connection, id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM export WHERE kind = 'hcpc' AND final AND cycle_id = ?1)")?
        .query_row([id], |row| row.get(0))?)
}

/// The day on which a final profile of the cycle `id` left last, if that was on this day or later.
pub(super) fn left_since(connection: &Connection, id: &str, day: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached(
            "SELECT substr(max(exported_at), 1, 10) FROM export WHERE kind = 'hcpc' AND final AND cycle_id = ?1 AND exported_at >= ?2",
        )?
        .query_row([id, day], |row| row.get(0))?)
}

/// What left of another kind, newest first: the register is one for the whole portfolio.
pub(crate) fn exports_of(portfolio: &Portfolio, kind: &str) -> Result<Vec<Past>> {
    Ok(rows(portfolio, Some(kind))?.into_iter().map(|(_, past)| past).collect())
}

/// Lines of the register with the word of their kind, newest first; of all kinds for `None`.
pub(super) fn rows(portfolio: &Portfolio, kind: Option<&str>) -> Result<Vec<(String, Past)>> {
    let mut statement = portfolio.db().prepare_cached(
        "SELECT id, kind, exported_at, cycle_id, final, file_name, sha256, kept, for_whom,
           (SELECT count(*) FROM export_record WHERE export_id = export.id AND record_id NOT IN (SELECT id FROM record)) AS withdrawn
         FROM export WHERE ?1 IS NULL OR kind = ?1 ORDER BY exported_at DESC, rowid DESC",
    )?;
    let today = portfolio.world().today();
    let row = |row: &Row<'_>| {
        let past = Past {
            withdrawn_evidence: Vec::new(),
            id: row.get("id")?,
            exported_at: row.get("exported_at")?,
            cycle_id: row.get("cycle_id")?,
            is_final: row.get("final")?,
            file_name: row.get("file_name")?,
            sha256: row.get("sha256")?,
            for_whom: row.get("for_whom")?,
            withdrawn: row.get("withdrawn")?,
            // A line that cannot be read is no reason to show no register.
            kept: serde_json::from_str(&row.get::<_, String>("kept")?).unwrap_or_default(),
        };
        Ok((row.get("kind")?, past))
    };
    let mut found = statement.query_map([kind], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut withdrawn = withdrawn_evidence(portfolio.db(), today)?;
    for (_, past) in &mut found {
        past.withdrawn_evidence = withdrawn.remove(&past.id).unwrap_or_default();
    }
    Ok(found)
}

/// By export, the numbers of the evidence in it that was erased since, or whose consent was withdrawn.
fn withdrawn_evidence(connection: &Connection, today: NaiveDate) -> Result<HashMap<String, Vec<u32>>> {
    let mut statement = connection.prepare_cached(
        "SELECT export_id, export_evidence.number FROM export_evidence LEFT JOIN evidence ON evidence.id = export_evidence.evidence_id
           LEFT JOIN consent ON consent.evidence_id = evidence.id
         WHERE export_evidence.number IS NOT NULL AND (evidence.id IS NULL OR withdrawn_on <= ?1) ORDER BY export_evidence.number",
    )?;
    let mut rows = statement.query([today.to_string()])?;
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get("export_id")?).or_default().push(row.get("number")?);
    }
    Ok(found)
}

/// How often the evidence `id` left in a profile; all parts of a pack are one time.
///
/// # Errors
/// Only the database's.
pub(crate) fn times_evidence_left(connection: &Connection, id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(DISTINCT exported_at) FROM export_evidence JOIN export ON export.id = export_id WHERE evidence_id = ?1 AND number IS NOT NULL")?
        .query_row([id], |row| row.get(0))?)
}

/// How often the record left in what is kept in the register: final profiles and logs.
pub(crate) fn times_left(connection: &Connection, record_id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM export_record WHERE record_id = ?1")?
        .query_row([record_id], |row| row.get(0))?)
}

/// What the register keeps of a file that another feature has made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaves<'a> {
    /// The word of its kind.
    pub(crate) kind: &'a str,
    /// For whom, as `whom` puts it.
    pub(crate) for_whom: &'a str,
    /// Those it speaks of.
    pub(crate) records: &'a [record::Record],
    /// What stays in it knowingly.
    pub(crate) kept: &'a [Kept],
}

/// Writes what another feature has made, with its line in the register.
///
/// # Errors
/// `exists`, `disk`; then there is no file and no line.
pub(crate) fn leave(app: &App, line: Leaves<'_>, bytes: &[u8], target: &Target) -> Result<()> {
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not the file: what can still be read can still be brought out.
        return files::write_out(&target.path, bytes, target.replace);
    }
    app.change(|portfolio| write_registered(portfolio, line, bytes, target))
}

/// The same into an open portfolio that is written to.
pub(crate) fn write_registered(portfolio: &mut Portfolio, line: Leaves<'_>, bytes: &[u8], target: &Target) -> Result<()> {
    let Target { path, replace } = target;
    let id = storage::new_id(portfolio.world())?;
    let at = storage::moment(portfolio.world());
    let kept = serde_json::to_string(line.kept).map_err(Error::internal)?;
    with_their_rows(portfolio, &[(path, *replace, bytes)], |connection| {
        connection
            .prepare_cached(
                "INSERT INTO export (id, kind, exported_at, final, file_name, sha256, for_whom, kept) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![id, line.kind, at, name_of(path), lines::sha256(bytes), line.for_whom, kept])?;
        for one in line.records {
            let json = serde_json::to_vec(&one.content).map_err(Error::internal)?;
            connection
                .prepare_cached("INSERT INTO export_record (export_id, record_id, sha256) VALUES (?1, ?2, ?3)")?
                .execute([&id, &one.id, &lines::sha256(&json)])?;
        }
        Ok(())
    })
}

/// For whom a part is copied: that is what copying is there for.
const PORTAL: &str = "HCPC, by its portal";

/// Keeps in the register that `what` of it was copied as `text`, which `copy` does.
pub(super) fn copied(portfolio: &mut Portfolio, of: Subject<'_>, what: &str, text: &str, copy: &dyn Fn() -> Result<()>) -> Result<()> {
    let kept = serde_json::to_string(&leaving::leaving_of(portfolio, of)?.kept).map_err(Error::internal)?;
    let cycle = of.cycle(portfolio)?;
    let (export, at) = (storage::new_id(portfolio.world())?, storage::moment(portfolio.world()));
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        let name = format!("Copied part: {what}");
        connection
            .prepare_cached(
                "INSERT INTO export (id, kind, cycle_id, exported_at, final, file_name, sha256, kept, for_whom) VALUES (?1, 'copied', ?2, ?3, 1, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![export, cycle, at, name, lines::sha256(text.as_bytes()), kept, PORTAL])?;
        copy()
    })
}

/// Writes files with what `rows` says of them: all of it, or nothing.
pub(super) fn with_their_rows(
    portfolio: &mut Portfolio,
    files: &[(&Path, bool, &[u8])],
    rows: impl FnOnce(&Connection) -> Result<()>,
) -> Result<()> {
    let mut new: Vec<&Path> = Vec::new();
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        rows(connection)?;
        // Each lies whole on the disk before the first gets its name: who is killed while they are written leaves none of them.
        let mut staged = Vec::with_capacity(files.len());
        for (path, replace, bytes) in files {
            files::sweep(files::folder_of(path));
            if !replace && path.exists() && !path.is_dir() {
                return Err(files::exists());
            }
            staged.push(files::stage(path, bytes)?);
        }
        for ((path, replace, bytes), file) in files.iter().zip(staged) {
            files::settle(file, path, *replace)?;
            if !replace {
                new.push(path);
            }
            // What was checked is what lies there.
            match std::fs::read(path) {
                Ok(there) if there == *bytes => {}
                Ok(_) => {
                    return Err(Error::new(
                        Code::Disk,
                        "The file does not hold what was written into it. The disk may be failing.",
                    )
                    .hint("Save it to another disk."));
                }
                Err(cause) => return Err(Error::disk("reading the finished file again", &cause)),
            }
        }
        Ok(())
    })
    .map_err(|cause| {
        // Their rows did not reach the disk. One that replaced another stays: what it replaced does not come back.
        files::without_a_line(new.iter().copied(), cause)
    })
}
