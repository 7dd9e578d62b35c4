//! Commands for reflection models of one's own.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::{Exported, Import};
use super::record::Id;
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::reflection::{self, Brought, Own};

/// One's own models.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "OwnModels")]
pub struct Models {
    /// In their order; those that were put aside too.
    pub models: Vec<Own>,
}

/// The order they are to have.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ModelOrder")]
pub struct Order {
    /// Ids; what is not named follows.
    pub ids: Vec<String>,
}

/// Which models to write out.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ModelExport")]
pub struct Export {
    /// Ids; none means all.
    pub ids: Vec<String>,
    /// The file; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
}

/// What came of reading a file.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "ModelsImported")]
pub struct Imported {
    /// `None` when the user changed their mind.
    pub brought: Option<Brought>,
}

pub(super) fn list(app: &App, _: &Task, _: Nothing) -> Result<Models> {
    app.with(reflection::all).map(|models| Models { models })
}

pub(super) fn save(app: &App, _: &Task, request: Own) -> Result<Own> {
    app.change(|portfolio| reflection::save(portfolio, &request))
}

pub(super) fn delete(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| reflection::delete(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn order(app: &App, _: &Task, request: Order) -> Result<Nothing> {
    app.change(|portfolio| reflection::order(portfolio, &request.ids))
        .map(|()| Nothing {})
}

pub(super) fn export(app: &App, _: &Task, request: Export) -> Result<Exported> {
    reflection::export(app, &request.ids, request.path.as_deref(), request.replace)
}

pub(super) fn import(app: &App, _: &Task, request: Import) -> Result<Imported> {
    let brought = reflection::bring_from(app, request.path.as_deref().map(Path::new))?;
    Ok(Imported { brought })
}
