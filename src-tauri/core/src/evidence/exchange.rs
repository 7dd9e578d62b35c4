//! Evidence as a JSON export has it, and its files beside that: written and read back.
//!
//! What always holds: a file beside is called by the SHA-256 of its content and is used only when it has it; lists come in an
//! order that survives being read back.

use std::collections::HashSet;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::model::{Consent, Facts, FileFacts, Kind, Line};
use super::{add, consent, read, sort, store};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::framework::Framework;
use crate::record;
use crate::storage::files::{self, NewFolder};
use crate::vault::Portfolio;
use crate::vault::attachments::{self, Attachments};

/// A piece of evidence: `kind` is `self-made`, `showing-reflection` or `from-others`; `original`, `records` and `agreements` are keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are named as the contract's, where each is explained")]
pub struct Exchanged {
    pub key: String,
    pub title: String,
    pub kind: String,
    pub date: Option<String>,
    #[serde(default)]
    pub records: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<String>,
    #[serde(default)]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_by: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub people: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<ExchangedFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned_at: Option<String>,
}

/// The file of a piece of evidence, which lies beside under its `sha256`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct ExchangedFile {
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub sha256: String,
}

/// Everything there is, in the bin too.
///
/// # Errors
/// Only the database's.
pub(crate) fn all(db: &Connection) -> Result<Vec<Exchanged>> {
    let consents = consent::all(db)?;
    let mut found = db
        .prepare_cached("SELECT * FROM evidence ORDER BY date_on, title, id")?
        .query_map([], |row| {
            let facts = read::facts(row)?;
            Ok(Exchanged {
                key: row.get("id")?,
                title: facts.title,
                kind: facts.kind.as_str().to_owned(),
                date: facts.date,
                records: Vec::new(),
                agreements: Vec::new(),
                description: facts.description,
                number: row.get("number")?,
                made_by: facts.made_by,
                people: facts.people,
                statements: Vec::new(),
                consent: None,
                file: read::file(row)?.map(|file| ExchangedFile {
                    name: file.name,
                    media_type: file.media_type,
                    size: file.size,
                    sha256: file.sha256,
                }),
                original: row.get("original_id")?,
                created_at: row.get("created_at")?,
                updated_at: row.get("updated_at")?,
                binned_at: row.get("binned_at")?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut records = db.prepare_cached("SELECT record_id FROM record_evidence WHERE evidence_id = ?1 ORDER BY record_id")?;
    let mut agreements = db.prepare_cached("SELECT agreement_id FROM agreement_evidence WHERE evidence_id = ?1 ORDER BY agreement_id")?;
    for one in &mut found {
        one.agreements = agreements
            .query_map([&one.key], |row| row.get("agreement_id"))?
            .collect::<rusqlite::Result<_>>()?;
        one.records = records
            .query_map([&one.key], |row| row.get("record_id"))?
            .collect::<rusqlite::Result<_>>()?;
        one.statements = read::statements(db, &one.key)?;
        one.consent = consents.get(&one.key).cloned();
    }
    Ok(found)
}

/// Moments and order as an export has them; ids are those of this portfolio already.
///
/// # Errors
/// `invalid` with the field.
pub(crate) fn fill_in(one: &mut Exchanged, moment_of: &dyn Fn(&str, &str) -> Result<String>) -> Result<()> {
    let places = |id: &str| Framework::bundled().statements().iter().position(|one| one.id == id);
    one.statements.sort_by_key(|id| places(id));
    one.statements.dedup();
    let of = |field: &str, moment: &Option<String>| moment.as_deref().map(|moment| moment_of(field, moment)).transpose();
    let created = match of("created_at", &one.created_at)? {
        Some(created) => Some(created),
        None => of("date", &one.date)?,
    };
    one.updated_at = of("updated_at", &one.updated_at)?.or_else(|| created.clone());
    one.created_at = created;
    one.binned_at = of("binned_at", &one.binned_at)?;
    Ok(())
}

/// Writes a piece that a file brings, within the importer's transaction; `now` is when nobody knows when it was made.
///
/// # Errors
/// `invalid` with the field.
pub(crate) fn put(connection: &Connection, one: &Exchanged, now: &str) -> Result<()> {
    let kind = Kind::of(&one.kind).ok_or_else(|| Error::field("kind", "There is no such kind of evidence."))?;
    store::check(&Facts {
        title: one.title.clone(),
        kind,
        date: one.date.clone(),
        made_by: one.made_by.clone(),
        description: one.description.clone(),
        people: one.people,
    })?;
    if let Some(file) = &one.file {
        let sound = file.sha256.len() == 64
            && file
                .sha256
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if !sound
            || file.size > attachments::LIMIT
            || add::short(&file.name) != file.name
            || sort::named(&file.media_type).media_type != file.media_type
        {
            return Err(Error::field("file", "This is not how a file is described."));
        }
    }
    let number = match one.number {
        Some(number) if !taken(connection, number)? => number,
        _ => store::next_number(connection)?,
    };
    let file = one.file.as_ref();
    let created = one.created_at.as_deref().unwrap_or(now);
    connection
        .prepare_cached(
            "INSERT INTO evidence (id, title, kind, date_on, made_by, description, people, file_name, media_type, size, sha256, number,
               original_id, created_at, updated_at, binned_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            one.key,
            one.title,
            one.kind,
            one.date,
            one.made_by,
            one.description,
            one.people,
            file.map_or("", |file| file.name.as_str()),
            file.map_or("", |file| file.media_type.as_str()),
            file.map(|file| file.size),
            file.map(|file| file.sha256.as_str()),
            number,
            one.original,
            created,
            one.updated_at.as_deref().unwrap_or(created),
            one.binned_at
        ])?;
    for key in &one.records {
        connection
            .prepare_cached("INSERT INTO record_evidence (record_id, evidence_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([key, &one.key])?;
    }
    for key in &one.agreements {
        connection.prepare_cached(super::links::ATTACH)?.execute([&one.key, key])?;
    }
    for statement in &one.statements {
        if Framework::bundled().statement(statement).is_none() {
            return Err(Error::field("statements", "There is no such statement."));
        }
        connection
            .prepare_cached("INSERT INTO evidence_statement (evidence_id, statement_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute([&one.key, statement])?;
    }
    if let Some(consent) = &one.consent {
        consent::check(consent)?;
        consent::put(connection, &one.key, consent)?;
    }
    if let Some(date) = &one.date {
        record::date("date", date)?;
    }
    Ok(())
}

fn taken(connection: &Connection, number: u32) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM evidence WHERE number = ?1")?
        .exists([number])?)
}

/// The folder beside the JSON file at `path` that its files lie in.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".files");
    path.with_file_name(name)
}

/// The files of an export, written and not yet under their name: dropping it leaves nothing new.
#[derive(Default)]
pub(crate) struct Beside {
    making: Option<(NewFolder, PathBuf)>,
    /// Files that could not be read and are not there.
    pub(crate) left_out: u32,
    /// The evidence whose files lie there.
    pub(crate) laid: Vec<String>,
}

/// A folder of files that has its name: dropping it takes it away again, unless it is kept.
pub(crate) struct Laid(Option<PathBuf>);

impl Beside {
    /// Gives the folder its name.
    ///
    /// # Errors
    /// `disk`; then there is no folder.
    pub(crate) fn name(self) -> Result<Laid> {
        let Some((making, folder)) = self.making else {
            return Ok(Laid(None));
        };
        making.keep(&folder)?;
        Ok(Laid(Some(folder)))
    }
}

impl Laid {
    /// The file that it belongs to is there, so it stays.
    pub(crate) fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        if let Some(folder) = self.0.take() {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether in this folder lies nothing but what an export that was stopped at its last moment leaves.
fn was_left(folder: &Path) -> bool {
    std::fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| entry.file_name().to_str().is_some_and(is_hash))))
}

/// Lays the files of `evidence` beside the JSON file at `path`, decrypted, each under its SHA-256: in a folder that gets its name
/// later, or in the one that is there. What is missing or damaged in the portfolio is left out and counted; the files of what is
/// `held` are left out.
///
/// # Errors
/// `exists` when something stands there and `replace` is false, `cancelled`, `disk`; then no new folder is left.
pub(crate) fn lay_beside(app: &App, task: &Task, evidence: &[Exchanged], held: &[Line], path: &Path, replace: bool) -> Result<Beside> {
    // The same content under another number is the same content.
    let stays = |file: &ExchangedFile| {
        held.iter()
            .any(|one| one.file.as_ref().is_some_and(|held| held.sha256 == file.sha256))
    };
    let mut wanted: Vec<&ExchangedFile> = evidence.iter().filter_map(|one| one.file.as_ref()).collect();
    wanted.retain(|file| !stays(file));
    wanted.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    wanted.dedup_by(|a, b| a.sha256 == b.sha256);
    if wanted.is_empty() {
        return Ok(Beside::default());
    }
    let folder = beside(path);
    let there = folder.exists();
    if there && !replace && !was_left(&folder) {
        return Err(files::exists().hint("A folder of files from an earlier export lies beside it. Choose another name."));
    }
    let attachments = app.with(|portfolio| Ok(portfolio.attachments()))?;
    let making = if there {
        None
    } else {
        Some(NewFolder::begin(files::folder_of(&folder))?)
    };
    let into = making.as_ref().map_or(folder.as_path(), NewFolder::path);
    let all: u64 = wanted.iter().map(|file| file.size).sum();
    let (mut before, mut left_out) = (0, 0);
    let mut lying = HashSet::new();
    for file in wanted {
        let written = add::watched(app, task, all, |step| {
            copy(&attachments, file, &into.join(&file.sha256), true, &mut |done| step(before + done))
        });
        match written {
            Err(cause) if matches!(cause.code, Code::Refused | Code::NotFound | Code::Damaged) => left_out += 1,
            written => {
                written?;
                lying.insert(file.sha256.as_str());
            }
        }
        before += file.size;
    }
    let lies = |one: &&Exchanged| one.file.as_ref().is_some_and(|file| lying.contains(file.sha256.as_str()));
    Ok(Beside {
        laid: evidence.iter().filter(lies).map(|one| one.key.clone()).collect(),
        making: making.map(|making| (making, folder)),
        left_out,
    })
}

/// Takes the files of what is `held` away that an earlier export has laid beside the JSON file at `path`, which this one replaces.
/// Answers in a sentence what could not be taken away.
pub(crate) fn take_away(held: &[Line], path: &Path) -> Option<String> {
    let folder = beside(path);
    let stays = |file: &&FileFacts| {
        let removed = std::fs::remove_file(folder.join(&file.sha256));
        removed.is_err_and(|cause| cause.kind() != std::io::ErrorKind::NotFound)
    };
    let left = held.iter().filter_map(|one| one.file.as_ref()).filter(stays).count();
    (left > 0).then(|| {
        "An earlier export has laid a file beside this one that should not be there any more, and it could not be taken away. Delete the folder of files, and export again."
            .to_owned()
    })
}

/// Lays the file of a piece of evidence at `path`, decrypted.
///
/// # Errors
/// `refused` for a damaged one, `not-found`, `exists` unless `replace`, `cancelled`, `disk`; then it is not there.
pub(crate) fn lay(app: &App, task: &Task, file: &ExchangedFile, path: &Path, replace: bool) -> Result<()> {
    let attachments = app.with(|portfolio| Ok(portfolio.attachments()))?;
    add::watched(app, task, file.size, |step| copy(&attachments, file, path, replace, step))
}

fn copy(
    attachments: &Attachments,
    file: &ExchangedFile,
    path: &Path,
    replace: bool,
    step: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<()> {
    let wrong = |cause: std::io::Error| Error::disk("writing the file", &cause);
    let mut reader = attachments.open(&file.sha256, file.size)?;
    let mut part = files::begin(files::folder_of(path)).map_err(wrong)?;
    reader.pour(&mut |bytes, done| {
        part.write_all(bytes).map_err(wrong)?;
        step(done)
    })?;
    part.as_file().sync_all().map_err(wrong)?;
    files::settle(part, path, replace)
}

/// Takes the files of `evidence` in that lie beside the JSON file at `path` and are not here yet. What is not there, or is not
/// what its name says, is answered as sentences.
///
/// # Errors
/// `cancelled`, `read-only`, `disk`; what has come in by then is named by nothing and goes at the next opening.
pub(crate) fn bring(app: &App, task: &Task, evidence: &[Exchanged], path: &Path) -> Result<Vec<String>> {
    let folder = beside(path);
    let attachments = app.with(|portfolio| {
        portfolio.require_writable()?;
        Ok(portfolio.attachments())
    })?;
    let mut seen = HashSet::new();
    let mut lost = Vec::new();
    for (at, one) in evidence.iter().enumerate() {
        let Some(file) = &one.file else { continue };
        // Asked before a path is made of it: a name from a foreign file leads nowhere else.
        if !is_hash(&file.sha256) || !seen.insert(file.sha256.clone()) || attachments.path(&file.sha256).exists() {
            continue;
        }
        let came = add::watched(app, task, file.size, |step| {
            take(&attachments, &folder.join(&file.sha256), file, step)
        })?;
        if !came {
            lost.push(format!(
                "The file of evidence {} did not come with it: it does not lie beside the JSON file as it should. What is written about it came in.",
                at + 1
            ));
        }
    }
    Ok(lost)
}

fn take(attachments: &Attachments, path: &Path, file: &ExchangedFile, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<bool> {
    let Ok(mut source) = File::open(path) else { return Ok(false) };
    if !source.metadata().is_ok_and(|found| found.is_file() && found.len() == file.size) {
        return Ok(false);
    }
    let mut staging = attachments.begin()?;
    staging.pour(&mut source, step)?;
    let staged = staging.finish()?;
    if staged.sha256 != file.sha256 {
        return Ok(false);
    }
    attachments.keep(staged)?;
    Ok(true)
}

/// Takes in files that are compiled in: the sample's.
///
/// # Errors
/// `read-only`, `disk`.
pub(crate) fn put_bytes(portfolio: &Portfolio, files: &[&[u8]]) -> Result<()> {
    portfolio.require_writable()?;
    let attachments = portfolio.attachments();
    for bytes in files {
        let mut staging = attachments.begin()?;
        staging.write(bytes)?;
        attachments.keep(staging.finish()?)?;
    }
    Ok(())
}
