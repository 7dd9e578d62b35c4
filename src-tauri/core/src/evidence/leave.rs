//! A copy of a file that leaves, decrypted.
//!
//! What always holds: it leaves only while whoever is in it agrees; what it tells was said before (`tells`) and stands in the register;
//! it is whole or not there; file and register line are made together.

use std::io::Write as _;

use rusqlite::params;
use sha2::{Digest as _, Sha256};

use super::add::watched;
use super::model::{Evidence, FileFacts, Line};
use crate::api::export::{Exported, WayOut};
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::hcpc;
use crate::storage::{self, Op, Scope, files, transact};
use crate::vault::attachments::{self, Reader};
use crate::vault::{Portfolio, hex};

/// Writes the file of the evidence `id`, decrypted, on its way out.
///
/// # Errors
/// `invalid` at `for_whom`; `refused` without consent that holds, without a file and for a damaged one; `exists` unless `replace`; `not-found`, `read-only`,
/// `cancelled`, `disk`. Then nothing was written.
pub fn export(app: &App, task: &Task, id: &str, way: &WayOut<'_>) -> Result<Exported> {
    let for_whom = hcpc::whom(way.for_whom)?;
    let tells = super::tells(app, task, id)?;
    let (file, mut reader) = app.with(|portfolio| {
        portfolio.require_writable()?;
        let evidence = super::get(portfolio, id)?;
        require_consent(&evidence)?;
        let file = evidence.file.ok_or_else(|| {
            Error::new(
                Code::Refused,
                "This evidence has no file, only what is written about it. Nothing was written.",
            )
            .hint("Add the file as a piece of its own, then save a copy of that.")
        })?;
        Ok((file, super::reader(portfolio, id)?))
    })?;
    let file = &file;
    let Some(target) = Target::of(app, way.path, way.replace, "Save a copy of this evidence", &file.name, None)? else {
        return Ok(Exported::none());
    };
    target.require_nobody(app, &file.name)?;
    let kept = serde_json::to_string(&tells.kept()).map_err(Error::internal)?;
    let folder = files::folder_of(&target.path);
    files::sweep(folder);
    if target.path.is_dir() || (!target.replace && target.path.exists()) {
        return Err(files::exists());
    }
    let wrong = |cause: std::io::Error| Error::disk("writing the file", &cause);
    let mut part = files::begin(folder).map_err(wrong)?;
    watched(app, task, file.size, |step| copy(&mut reader, &mut part, file, step))?;
    part.as_file().sync_all().map_err(wrong)?;
    let mut new_file = false;
    let registered = app.change(|portfolio| {
        let (export, at) = (storage::new_id(portfolio.world())?, storage::moment(portfolio.world()));
        let name = target
            .path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        transact(portfolio, Op::Export, Scope::default(), |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO export (id, kind, exported_at, final, file_name, sha256, for_whom, kept) VALUES (?1, 'evidence', ?2, 1, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![export, at, name, file.sha256, for_whom, kept])?;
            super::register(connection, &export, &[(id.to_owned(), None)])?;
            files::settle(part, &target.path, target.replace)?;
            new_file = !target.replace;
            Ok(())
        })
    });
    if let Err(cause) = registered {
        // Its line did not reach the disk, so the file goes too.
        return Err(files::without_a_line(new_file.then_some(target.path.as_path()).into_iter(), cause));
    }
    Ok(Exported::at(&target.path, usize::try_from(file.size).unwrap_or(usize::MAX), None))
}

/// Writes into the register that the evidence `ids` left as a part of `name`, and lets `settle` give the whole its name: both, or
/// neither. `whole` is what its SHA-256 is of.
///
/// # Errors
/// `read-only`, `disk`, and those of `settle`; then what it named has to go again.
pub(crate) fn leave_with(
    portfolio: &mut Portfolio,
    kind: &str,
    name: &str,
    whole: &[u8],
    ids: &[String],
    settle: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let (export, at) = (storage::new_id(portfolio.world())?, storage::moment(portfolio.world()));
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        connection
            .prepare_cached("INSERT INTO export (id, kind, exported_at, final, file_name, sha256) VALUES (?1, ?2, ?3, 1, ?4, ?5)")?
            .execute(params![export, kind, at, name, hex(&Sha256::digest(whole))])?;
        let ids: Vec<_> = ids.iter().map(|id| (id.clone(), None)).collect();
        super::register(connection, &export, &ids)?;
        settle()
    })
}

/// The evidence that may not leave, as far as people are concerned, and that has a file; the bin too, by number.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn unagreed(portfolio: &Portfolio) -> Result<Vec<Line>> {
    let mut lines = super::list(portfolio, false)?;
    lines.extend(super::list(portfolio, true)?);
    lines.retain(|line| line.file.is_some() && !line.consent_state.may_leave());
    lines.sort_by_key(|line| line.number);
    Ok(lines)
}

/// A sentence about what is `unagreed`: that its files stay, or, when they `leave` all the same, that they do.
pub(crate) fn about_unagreed(unagreed: &[Line], leave: bool) -> Option<String> {
    if unagreed.is_empty() {
        return None;
    }
    let named: Vec<String> = unagreed
        .iter()
        .map(|line| format!("E{} “{}” ({})", line.number, line.title, line.consent_state.why()))
        .collect();
    let named = named.join(", ");
    Some(if leave {
        format!("Somebody is in these, and their files went along as you asked: {named}. Keep this copy where only you can read it.")
    } else {
        format!("Somebody is in these, so their files stay in the portfolio: {named}. What is written about them is in the file.")
    })
}

fn require_consent(evidence: &Evidence) -> Result<()> {
    if evidence.consent_state.may_leave() {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        format!(
            "Somebody’s work, voice or face is in this evidence, and {}. It stays in the portfolio; nothing was written.",
            evidence.consent_state.why()
        ),
    )
    .hint("Record what was agreed, or make a redacted copy."))
}

/// Writes what `reader` has, once it is known to be what was put in.
fn copy(
    reader: &mut Reader,
    target: &mut tempfile::NamedTempFile,
    file: &FileFacts,
    step: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<()> {
    let mut hash = Sha256::new();
    reader.pour(&mut |bytes, done| {
        hash.update(bytes);
        target.write_all(bytes).map_err(|cause| Error::disk("writing the file", &cause))?;
        step(done)
    })?;
    if hex(&hash.finalize()) == file.sha256 {
        Ok(())
    } else {
        Err(attachments::damaged())
    }
}
