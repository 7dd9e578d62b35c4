//! Commands that write the whole portfolio out in open formats, and read it in again.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Task};
use crate::error::Result;
use crate::exchange;

/// Where to write.
#[derive(Debug, Deserialize, TS)]
pub struct Request {
    /// File (JSON) or folder (Markdown); `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
    /// JSON: who the clients are too.
    #[serde(default)]
    pub with_identities: bool,
    /// JSON: also files of evidence with people in it whose consent does not hold.
    #[serde(default)]
    pub all_files: bool,
}

/// The way out of a file that is meant for others.
#[derive(Debug, Clone, Copy, Default)]
pub struct WayOut<'a> {
    /// Where to write; `None` asks.
    pub path: Option<&'a str>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    pub replace: bool,
    /// For whom, as the register keeps it; may be empty.
    pub for_whom: &'a str,
}

/// What was written.
#[derive(Debug, Serialize, TS)]
pub struct Exported {
    /// Where it lies; `None` when the user changed their mind.
    pub path: Option<String>,
    /// How many files it is in.
    pub files: u32,
    /// Bytes written, of all of them.
    pub bytes: u32,
    /// Pages of all of them, for PDFs.
    pub pages: Option<u32>,
    /// JSON: files of evidence that are missing or damaged in the portfolio, and so do not lie beside it.
    pub left_out: u32,
    /// What is not in it as it might be thought, in a sentence each.
    pub notes: Vec<String>,
}

impl Exported {
    /// The user changed their mind.
    pub(crate) fn none() -> Self {
        Self {
            path: None,
            files: 0,
            bytes: 0,
            pages: None,
            left_out: 0,
            notes: Vec::new(),
        }
    }

    /// So many bytes, and pages of a PDF, lie at `path`.
    pub(crate) fn at(path: &Path, bytes: usize, pages: Option<u32>) -> Self {
        Self {
            path: Some(path.to_string_lossy().into_owned()),
            files: 1,
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            pages,
            left_out: 0,
            notes: Vec::new(),
        }
    }
}

pub(super) fn json(app: &App, task: &Task, request: Request) -> Result<Exported> {
    let along = exchange::Along {
        identities: request.with_identities,
        all_files: request.all_files,
    };
    exchange::export_json(app, task, request.path.as_deref(), request.replace, along)
}

pub(super) fn markdown(app: &App, task: &Task, request: Request) -> Result<Exported> {
    exchange::export_markdown(app, task, request.path.as_deref(), request.replace)
}

/// What to read.
#[derive(Debug, Deserialize, TS)]
pub struct Import {
    /// The JSON file; `None` asks.
    pub path: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, TS)]
pub struct Imported {
    /// `None` when the user changed their mind.
    pub report: Option<exchange::Report>,
}

pub(super) fn import(app: &App, task: &Task, request: Import) -> Result<Imported> {
    let report = exchange::import_json(app, task, request.path.as_deref())?;
    Ok(Imported { report })
}
