//! The folder with the backups: what lies in it, and what of it may go.
//!
//! What always holds: only a file whose name Triptych gives and whose manifest names this portfolio is ever removed; the
//! folder may be shared with anything else.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::archive::Archive;
use super::manifest::Counts;
use super::thin::thin as choose;
use super::write::is_name;
use super::{disk, shown, watched};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};

/// A backup in the folder.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "BackupItem")]
pub struct Item {
    /// Its file name.
    pub file: String,
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was made, RFC 3339 in UTC; empty for one that cannot be read.
    pub made_at: String,
    /// What is in it, as its manifest says; `None` for one that cannot be read.
    pub counts: Option<Counts>,
    /// The files of evidence are in it, and not beside it.
    pub whole: bool,
    /// Whether it is of the portfolio that is open; `None` when none is.
    pub own: Option<bool>,
    /// Why it cannot be used, in a sentence.
    pub wrong: Option<String>,
}

/// The backups in the chosen folder, newest first; one that cannot be read is listed with the reason.
///
/// # Errors
/// `disk` when the folder is not there; `refused` when none is chosen.
pub fn list(app: &App) -> Result<Vec<Item>> {
    let id = app.with(super::auto::id).ok();
    let mut items: Vec<Item> = named(&app.backup_folder()?)?
        .into_iter()
        .map(|path| {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let item = Item {
                file,
                bytes: std::fs::metadata(&path).map_or(0, |found| found.len()),
                path: shown(&path),
                made_at: String::new(),
                counts: None,
                whole: false,
                own: None,
                wrong: None,
            };
            match Archive::open(&path) {
                Ok(archive) => {
                    let facts = archive.manifest.backup;
                    Item {
                        whole: facts.is_whole(),
                        own: id.as_ref().map(|id| *id == facts.portfolio_id),
                        made_at: facts.made_at,
                        counts: Some(facts.counts),
                        ..item
                    }
                }
                Err(cause) => Item {
                    wrong: Some(cause.message),
                    ..item
                },
            }
        })
        .collect();
    items.sort_by(|a, b| (&b.made_at, &b.file).cmp(&(&a.made_at, &a.file)));
    Ok(items)
}

/// The newest backup in the chosen folder that is as it was written, read through; not one of another portfolio.
///
/// # Errors
/// As `list`; `cancelled`.
pub fn newest_good(app: &App, task: &Task) -> Result<Option<Item>> {
    let items = list(app)?;
    watched(app, task, |progress| {
        for item in items.into_iter().filter(|item| item.wrong.is_none() && item.own != Some(false)) {
            match Archive::open(Path::new(&item.path)).and_then(|mut archive| archive.read_through(progress)) {
                Ok(()) => return Ok(Some(item)),
                Err(cause) if matches!(cause.code, Code::Cancelled | Code::Locked) => return Err(cause),
                // Then the next one is offered.
                Err(_) => {}
            }
        }
        Ok(None)
    })
}

/// What thinning took away.
#[derive(Debug, Default)]
pub(super) struct Gone {
    /// How many backups.
    pub(super) zips: u32,
    /// The files of evidence that they named, beside them.
    pub(super) named: HashSet<String>,
}

/// Removes what newer backups of the portfolio `id` stand for.
pub(super) fn thin(folder: &Path, id: &str, now: DateTime<Utc>) -> Gone {
    let own: Vec<(PathBuf, DateTime<Utc>, Vec<String>)> = named(folder)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| {
            let facts = Archive::open(&path).ok()?.manifest.backup;
            let made = DateTime::parse_from_rfc3339(&facts.made_at).ok()?.to_utc();
            let beside = if facts.is_whole() { Vec::new() } else { facts.attachments };
            (facts.portfolio_id == id).then_some((path, made, beside))
        })
        .collect();
    let moments: Vec<_> = own.iter().map(|(_, made, _)| *made).collect();
    let mut gone = Gone::default();
    for (path, _, beside) in choose(&moments, now).into_iter().map(|at| &own[at]) {
        // What cannot be removed today is tried again after the next backup.
        if std::fs::remove_file(path).is_ok() {
            gone.zips += 1;
            gone.named.extend(beside.iter().cloned());
        }
    }
    gone
}

/// The names of all files that the backups in `folder` need.
///
/// # Errors
/// `disk`; whatever keeps one of them from being read: then nobody knows what it needs.
pub(super) fn needed(folder: &Path) -> Result<HashSet<String>> {
    let mut needed = HashSet::new();
    for path in named(folder)? {
        let facts = Archive::open(&path)?.manifest.backup;
        // One that holds everything needs nothing beside it.
        if !facts.is_whole() {
            needed.extend(facts.attachments);
        }
    }
    Ok(needed)
}

/// The files with a backup's name; no links.
fn named(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|cause| disk(&cause))?;
    Ok(entries
        .flatten()
        .filter(|entry| is_name(&entry.file_name().to_string_lossy()) && entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .collect())
}

/// Refuses a place that goes when the portfolio goes.
pub(crate) fn check_place(portfolio: &Path, backups: &Path) -> Result<()> {
    let whole = |path: &Path| {
        std::fs::canonicalize(path)
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_owned())
    };
    if whole(backups).starts_with(whole(portfolio)) {
        return Err(Error::new(
            Code::Refused,
            "This folder lies inside the portfolio's own: whatever takes the portfolio would take its backups too. Nothing has been changed.",
        )
        .hint("Choose a folder on a memory stick, or one that is carried off by something else."));
    }
    Ok(())
}
