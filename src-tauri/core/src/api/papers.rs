//! Commands for papers that others get: a record, the portfolio by level, an appraisal pack, a CV.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::{Exported, WayOut};
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::hcpc::Past;
use crate::papers::{self, Paper, PaperAnswer, PaperFormat, PaperLook};

/// What is to be looked at.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PaperAsked")]
pub struct Asked {
    /// Which paper.
    pub paper: Paper,
    /// What was said of words that could be a client.
    #[serde(default)]
    pub answers: Vec<PaperAnswer>,
}

/// What is to leave.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PaperExport")]
pub struct Export {
    /// Which paper.
    pub paper: Paper,
    /// For which program.
    pub format: PaperFormat,
    /// What was said of words that could be a client.
    #[serde(default)]
    pub answers: Vec<PaperAnswer>,
    /// Of the look its owner had.
    pub digest: String,
    /// Where to write; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
    /// For whom, as the register keeps it.
    #[serde(default)]
    pub for_whom: String,
}

/// What left.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "PapersLeft")]
pub struct Papers {
    /// Newest first.
    pub papers: Vec<Past>,
}

pub(super) fn look(app: &App, _: &Task, request: Asked) -> Result<PaperLook> {
    app.with(|portfolio| papers::look(portfolio, &request.paper, &request.answers))
}

pub(super) fn export(app: &App, task: &Task, request: Export) -> Result<Exported> {
    let Export {
        paper,
        format,
        answers,
        digest,
        path,
        replace,
        for_whom,
    } = request;
    let way = WayOut {
        path: path.as_deref(),
        replace,
        for_whom: &for_whom,
    };
    let wanted = papers::Wanted {
        paper: &paper,
        format,
        answers: &answers,
        digest: &digest,
    };
    papers::export(app, task, wanted, &way)
}

pub(super) fn left(app: &App, _: &Task, _: Nothing) -> Result<Papers> {
    let papers = app.with(papers::exports)?;
    Ok(Papers { papers })
}
