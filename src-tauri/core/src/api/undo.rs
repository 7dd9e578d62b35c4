//! Commands to take a change back and to make it again.

use serde::Serialize;
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;
use crate::storage;

/// What can be taken back, and made again.
#[derive(Debug, Serialize, TS)]
pub struct State {
    /// The last change, in words ("Move to the bin").
    pub undo: Option<String>,
    /// The last change taken back.
    pub redo: Option<String>,
}

/// What was taken back or made again.
#[derive(Debug, Serialize, TS)]
pub struct Outcome {
    /// In words; `None` when there was nothing.
    pub label: Option<String>,
    /// The record it was about.
    pub record: Option<String>,
    /// What can be done next.
    pub state: State,
}

pub(super) fn state(app: &App, _: &Task, _: Nothing) -> Result<State> {
    look(app)
}

pub(super) fn undo(app: &App, _: &Task, _: Nothing) -> Result<Outcome> {
    take_back(app)
}

pub(super) fn redo(app: &App, _: &Task, _: Nothing) -> Result<Outcome> {
    make_again(app)
}

/// What can be taken back, and made again; changes nothing.
///
/// # Errors
/// `locked`, `damaged`, `disk`.
pub fn look(app: &App) -> Result<State> {
    app.with(storage::undo::labels).map(|(undo, redo)| State { undo, redo })
}

/// Takes the last change back.
///
/// # Errors
/// `locked`, and as `storage::undo::undo`.
pub fn take_back(app: &App) -> Result<Outcome> {
    outcome(app, storage::undo::undo)
}

/// Makes the last change taken back again.
///
/// # Errors
/// As `take_back`.
pub fn make_again(app: &App) -> Result<Outcome> {
    outcome(app, storage::undo::redo)
}

fn outcome(app: &App, step: fn(&mut crate::vault::Portfolio) -> Result<Option<storage::undo::Step>>) -> Result<Outcome> {
    app.change(|portfolio| {
        let step = step(portfolio)?;
        let (undo, redo) = storage::undo::labels(portfolio)?;
        let (label, record) = step.map_or((None, None), |step| (Some(step.label), step.subject));
        Ok(Outcome {
            label,
            record,
            state: State { undo, redo },
        })
    })
}
