//! Commands for a letter of HCPC that asks for more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::hcpc::CycleId;
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::hcpc::{self, Letter, LetterForm, PartText, Waiting};

/// The letters about a cycle.
#[derive(Debug, Serialize, TS)]
pub struct Letters {
    /// Newest first.
    pub letters: Vec<Letter>,
}

/// The letters that wait for an answer.
#[derive(Debug, Serialize, TS)]
pub struct LettersWaiting {
    /// The nearest deadline first.
    pub letters: Vec<Waiting>,
}

/// Saves a letter.
#[derive(Debug, Deserialize, TS)]
pub struct LetterSave {
    /// The cycle it is about.
    pub cycle: String,
    /// The letter; empty for a new one.
    pub id: String,
    /// The version this save is based on; 0 for a new one.
    pub expected: u32,
    /// The visit to its page: its saves are one undo step.
    pub visit: String,
    /// All of it.
    pub form: LetterForm,
}

/// Which letter.
#[derive(Debug, Deserialize, TS)]
pub struct LetterId {
    /// UUID.
    pub id: String,
}

pub(super) fn list(app: &App, _: &Task, request: CycleId) -> Result<Letters> {
    app.with(|portfolio| hcpc::letters(portfolio, &request.id))
        .map(|letters| Letters { letters })
}

pub(super) fn waiting(app: &App, _: &Task, _: Nothing) -> Result<LettersWaiting> {
    app.with(hcpc::letters_waiting).map(|letters| LettersWaiting { letters })
}

pub(super) fn save(app: &App, _: &Task, request: LetterSave) -> Result<Letter> {
    app.change(|portfolio| {
        let LetterSave {
            cycle,
            id,
            expected,
            visit,
            form,
        } = &request;
        let id = hcpc::save_letter(portfolio, cycle, id, *expected, visit, form)?;
        hcpc::letter(portfolio, &id)
    })
}

pub(super) fn remove(app: &App, _: &Task, request: LetterId) -> Result<Nothing> {
    app.change(|portfolio| hcpc::remove_letter(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn copy(app: &App, _: &Task, request: LetterId) -> Result<PartText> {
    hcpc::copy_addendum(app, &request.id)
}
