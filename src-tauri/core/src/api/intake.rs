//! Commands that bring in what was written elsewhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Task};
use crate::error::Result;
use crate::intake::{self, Brought, Choices, Preview, Source};

/// What to choose.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "IntakeChoose")]
pub struct Choose {
    /// A folder of Markdown files, not a file.
    pub folder: bool,
}

/// What was chosen.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "IntakeChosen")]
pub struct Chosen {
    /// `None` when the user changed their mind.
    pub path: Option<String>,
}

/// A source, and what is settled so far.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "IntakeWanted")]
pub struct Wanted {
    /// Where it comes from.
    pub source: Source,
    /// What is settled.
    pub choices: Choices,
}

/// What is brought in.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "IntakeBring")]
pub struct Bring {
    /// Where it comes from.
    pub source: Source,
    /// What is settled.
    pub choices: Choices,
    /// Whether what it comes from is kept as evidence.
    #[serde(default)]
    pub keep_source: bool,
}

pub(super) fn choose(app: &App, _: &Task, request: Choose) -> Result<Chosen> {
    let path = if request.folder {
        app.host().choose_folder("The folder with Markdown files")?
    } else {
        app.host().choose_file("The list or text to bring in")?
    };
    Ok(Chosen {
        path: path.map(|path| path.to_string_lossy().into_owned()),
    })
}

pub(super) fn preview(app: &App, _: &Task, request: Wanted) -> Result<Preview> {
    app.with(|portfolio| intake::preview(portfolio, &request.source, &request.choices))
}

pub(super) fn bring(app: &App, task: &Task, request: Bring) -> Result<Brought> {
    app.change(|portfolio| intake::bring(portfolio, &request.source, &request.choices, request.keep_source, task))
}
