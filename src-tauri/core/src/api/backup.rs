//! Commands that make, look into and restore backups.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;
use crate::vault::backup::{self, Automatic, Given, Inside, Item, Made, Restored};
use crate::vault::{Secret, taken_if_any};

/// Makes a backup by hand.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "BackupMake")]
pub struct Make {
    /// The files of evidence are in the zip, and not beside it.
    #[serde(default)]
    pub whole: bool,
}

/// Whether a backup is due.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "BackupDue")]
pub struct Due {
    /// The window is about to close.
    pub closing: bool,
}

/// The backups in the chosen folder.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "BackupList")]
pub struct List {
    /// Newest first.
    pub items: Vec<Item>,
}

/// The newest backup that can be used.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "BackupNewest")]
pub struct Newest {
    /// `None` when there is none, or none is as it was written.
    pub item: Option<Item>,
}

/// A backup's file.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "BackupFile")]
pub struct File {
    /// Where it lies; `None` asks.
    pub path: Option<String>,
}

/// What was looked into.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "BackupLooked")]
pub struct Looked {
    /// `None` when the user changed their mind.
    pub inside: Option<Inside>,
}

/// Restores a backup into a new folder.
#[derive(Deserialize, TS)]
#[ts(rename = "BackupRestore")]
pub struct Restore {
    /// The backup.
    pub path: String,
    /// The folder to make.
    pub folder: String,
    /// The passphrase that held when it was made. Not needed where the open portfolio has the same key.
    #[serde(default, deserialize_with = "taken_if_any")]
    #[ts(type = "string | null")]
    pub passphrase: Option<Secret>,
}

pub(super) fn status(app: &App, _: &Task, _: Nothing) -> Result<backup::Status> {
    backup::status(app)
}

pub(super) fn make(app: &App, task: &Task, request: Make) -> Result<Made> {
    if request.whole {
        backup::make_whole(app, task, None)
    } else {
        backup::make(app, task, None)
    }
}

pub(super) fn automatic(app: &App, task: &Task, request: Due) -> Result<Automatic> {
    backup::automatic(app, task, request.closing)
}

pub(super) fn list(app: &App, _: &Task, _: Nothing) -> Result<List> {
    Ok(List { items: backup::list(app)? })
}

pub(super) fn newest(app: &App, task: &Task, _: Nothing) -> Result<Newest> {
    Ok(Newest {
        item: backup::newest_good(app, task)?,
    })
}

pub(super) fn look(app: &App, task: &Task, request: File) -> Result<Looked> {
    let path = match request.path {
        Some(path) => Some(PathBuf::from(path)),
        None => app.host().choose_file("The backup to restore")?,
    };
    let inside = path.map(|path| backup::look(app, task, &path)).transpose()?;
    Ok(Looked { inside })
}

pub(super) fn restore(app: &App, task: &Task, request: Restore) -> Result<Restored> {
    let given = request.passphrase.as_ref().map(Given::Passphrase);
    backup::restore(app, task, Path::new(&request.path), Path::new(&request.folder), given.as_ref())
}
