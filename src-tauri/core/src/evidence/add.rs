//! Evidence, added: a file is encrypted beside the database first, and then named by one transaction.
//!
//! What always holds: the portfolio is not held while a file is read; whoever stops it, locks or loses power leaves nothing, or
//! all of it.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::model::{Evidence, Facts, Kind};
use super::{sort, store};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::framework::Framework;
use crate::storage::{self, Op, Scope, files, moment, transact};
use crate::vault::Portfolio;
use crate::vault::attachments::{self, Staged};

/// How many bytes go by between two words about how far it is.
const STEP: u64 = 1024 * 1024;

/// Where a file comes from.
pub enum Source<'a> {
    /// From the disk.
    Path(&'a Path),
    /// Written by the window, and what it was called.
    Upload(&'a str, &'a str),
}

/// What a new piece of evidence belongs to.
#[derive(Debug, Clone, Default)]
pub struct For {
    /// Records.
    pub records: Vec<String>,
    /// Statements.
    pub statements: Vec<String>,
    /// Supervision agreements that it is a file of.
    pub agreements: Vec<String>,
}

/// Adds the file at `source`. Without `facts` it is called as the file is, of today, made by the owner. Answers it with a
/// sentence when its name promises something else than it is.
///
/// # Errors
/// `refused` for what is no file or too large, `invalid` with the field, `not-found` for a record, `read-only`, `cancelled`,
/// `disk`; then nothing is left of it.
pub fn add(app: &App, task: &Task, source: &Source<'_>, facts: Option<&Facts>, belongs: &For) -> Result<(Evidence, Option<String>)> {
    if let Some(facts) = facts {
        store::check(facts)?;
    }
    let (staged, name) = match source {
        Source::Path(path) => stage(app, task, path)?,
        Source::Upload(id, name) => (app.take_upload(id)?.finish()?, (*name).to_owned()),
    };
    let said = sort::disagreement(&name, sort::of(&staged.head, staged.size));
    let evidence = app.change(|portfolio| put(portfolio, staged, &name, facts, belongs, None))?;
    Ok((evidence, said))
}

/// Encrypts the file at `path`; tells how far it is.
fn stage(app: &App, task: &Task, path: &Path) -> Result<(Staged, String)> {
    let read = |cause: std::io::Error| Error::disk("reading the file", &cause);
    let file = File::open(path).map_err(read)?;
    let found = file.metadata().map_err(read)?;
    if !found.is_file() {
        return Err(Error::new(Code::Refused, "This is no file. Nothing has been changed.").hint("Choose a file."));
    }
    if found.len() > attachments::LIMIT {
        return Err(attachments::too_large());
    }
    let attachments = app.with(|portfolio| {
        portfolio.require_writable()?;
        Ok(portfolio.attachments())
    })?;
    let mut staging = attachments.begin()?;
    let staged = watched(app, task, found.len(), |step| {
        let mut file = file;
        staging.pour(&mut file, step)?;
        staging.finish()
    })?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok((staged, name))
}

/// Runs `body` with a step that hears how many bytes of `size` are done: it tells the task, and stops when the portfolio is
/// locked.
pub(super) fn watched<T>(
    app: &App,
    task: &Task,
    size: u64,
    body: impl FnOnce(&mut dyn FnMut(u64) -> Result<()>) -> Result<T>,
) -> Result<T> {
    let (began, mut told) = (app.openings(), None);
    let count = |bytes: u64| usize::try_from(bytes.div_ceil(STEP)).unwrap_or(usize::MAX);
    body(&mut |done| {
        if app.openings() != began {
            return Err(crate::api::app::locked());
        }
        if told.replace(done / STEP) == Some(done / STEP) {
            return task.go_on();
        }
        task.progress(count(done), count(size), "MB")
    })
}

/// Names a staged file: it is evidence from now on.
pub(super) fn put(
    portfolio: &mut Portfolio,
    staged: Staged,
    name: &str,
    facts: Option<&Facts>,
    belongs: &For,
    original: Option<&str>,
) -> Result<Evidence> {
    portfolio.require_writable()?;
    check_belongs(portfolio, belongs)?;
    let world = portfolio.shared_world();
    let proposed;
    let facts = match facts {
        Some(facts) => facts,
        None => {
            proposed = Facts {
                title: title_of(name),
                kind: Kind::SelfMade,
                date: Some(world.today().to_string()),
                made_by: String::new(),
                description: String::new(),
                people: false,
            };
            &proposed
        }
    };
    store::check(facts)?;
    let at = moment(world.as_ref());
    let kept = keep(portfolio, staged, name);
    if kept.is_err() {
        // It may have its name all the same, where only the folder did not reach the disk: no row will name it.
        let _ = super::bin::sweep(portfolio);
    }
    let taken = kept?;
    let op = if original.is_some() { Op::RedactEvidence } else { Op::AddEvidence };
    let added = transact(portfolio, op, Scope::record(&taken.id), |connection| {
        name_it(connection, &taken, facts, original, belongs, &at)
    });
    if let Err(cause) = &added
        && (cause.code != Code::Disk || storage::settle_now(portfolio.db()))
    {
        // No row names it. Where the disk fails on, nobody knows yet whether one does: what was written last may hold at the next
        // opening, which looks for files without a row too.
        let _ = super::bin::sweep(portfolio);
    }
    added?;
    super::get(portfolio, &taken.id)
}

/// A file that lies beside the database and waits for its row.
pub(crate) struct TakenIn {
    /// Of the evidence that it becomes.
    pub(crate) id: String,
    name: String,
    media_type: &'static str,
    size: u64,
    sha256: String,
}

/// Takes `bytes` in as a file called `name`. Until a row names it, the next sweep takes it away.
///
/// # Errors
/// `read-only`, `disk`.
pub(crate) fn take_in(portfolio: &Portfolio, name: &str, mut bytes: &[u8]) -> Result<TakenIn> {
    portfolio.require_writable()?;
    let mut staging = portfolio.attachments().begin()?;
    staging.pour(&mut bytes, &mut |_| Ok(()))?;
    keep(portfolio, staging.finish()?, name)
}

fn keep(portfolio: &Portfolio, staged: Staged, name: &str) -> Result<TakenIn> {
    let taken = TakenIn {
        id: storage::new_id(portfolio.world())?,
        name: short(name),
        media_type: sort::of(&staged.head, staged.size).media_type,
        size: staged.size,
        sha256: staged.sha256.clone(),
    };
    portfolio.attachments().keep(staged)?;
    Ok(taken)
}

/// Writes the row of a file that was taken in, and what it belongs to, within the caller's transaction.
///
/// # Errors
/// Only the database's.
pub(crate) fn name_it(
    connection: &Connection,
    taken: &TakenIn,
    facts: &Facts,
    original: Option<&str>,
    belongs: &For,
    at: &str,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO evidence (id, title, kind, date_on, made_by, description, people, file_name, media_type, size, sha256, number,
               original_id, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14)",
        )?
        .execute(params![
            taken.id,
            facts.title.trim(),
            facts.kind.as_str(),
            facts.date,
            facts.made_by.trim(),
            facts.description,
            facts.people,
            taken.name,
            taken.media_type,
            taken.size,
            taken.sha256,
            store::next_number(connection)?,
            original,
            at
        ])?;
    hang(connection, &taken.id, belongs)
}

fn check_belongs(portfolio: &Portfolio, belongs: &For) -> Result<()> {
    for id in &belongs.records {
        if crate::record::get(portfolio, id)?.binned_at.is_some() {
            return Err(Error::new(Code::Refused, "A record in the bin is linked to nothing.").hint("Bring it back from the bin first."));
        }
    }
    for id in &belongs.statements {
        if Framework::bundled().statement(id).is_none() {
            return Err(Error::not_found("statement"));
        }
    }
    for id in &belongs.agreements {
        if !crate::supervision::agreement_is_there(portfolio.db(), id)? {
            return Err(Error::not_found("agreement"));
        }
    }
    Ok(())
}

fn hang(connection: &Connection, id: &str, belongs: &For) -> Result<()> {
    for record in &belongs.records {
        connection
            .prepare_cached("INSERT INTO record_evidence (record_id, evidence_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([record.as_str(), id])?;
    }
    for statement in &belongs.statements {
        connection
            .prepare_cached("INSERT INTO evidence_statement (evidence_id, statement_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([id, statement.as_str()])?;
    }
    for agreement in &belongs.agreements {
        connection.prepare_cached(super::links::ATTACH)?.execute([id, agreement.as_str()])?;
    }
    Ok(())
}

/// A title made of a file's name.
pub(crate) fn title_of(name: &str) -> String {
    let stem = Path::new(name)
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let title: String = stem.chars().filter(|c| !c.is_control()).take(200).collect();
    match title.trim() {
        "" => "Evidence".to_owned(),
        title => title.to_owned(),
    }
}

/// A file's name without its folder and without signs that no name has.
pub(super) fn short(name: &str) -> String {
    let last = PathBuf::from(name.replace('\\', "/"));
    let last = last
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let cleaned: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if cleaned.trim().is_empty() {
        files::safe_name("file")
    } else {
        cleaned
    }
}

/// A piece made of what a test has staged.
#[cfg(test)]
pub(crate) fn put_staged(portfolio: &mut Portfolio, staged: Staged, name: &str) -> Evidence {
    put(portfolio, staged, name, None, &For::default(), None).expect("added")
}
