//! Commands for "where I stand" and the weekly question.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::assessment::{self, Answer, Assessment};
use crate::error::Result;

/// An answer to keep.
#[derive(Debug, Deserialize, TS)]
pub struct Set {
    /// Statement id.
    pub statement: String,
    /// `None` takes the last answer back.
    pub answer: Option<Answer>,
    /// A line, for "next for me".
    #[serde(default)]
    pub note: String,
    /// By when, for "next for me".
    pub by: Option<String>,
}

/// This week's question.
#[derive(Debug, Serialize, TS)]
pub struct Question {
    /// Statement id; `None` when there is nothing to ask this week, or it was put off.
    pub statement: Option<String>,
}

pub(super) fn set(app: &App, _: &Task, request: Set) -> Result<Assessment> {
    app.change(|portfolio| assessment::set(portfolio, &request.statement, request.answer, &request.note, request.by.as_deref()))
}

pub(super) fn question(app: &App, _: &Task, _: Nothing) -> Result<Question> {
    if !app.settings().weekly_question {
        return Ok(Question { statement: None });
    }
    app.with(assessment::question).map(|statement| Question { statement })
}

pub(super) fn put_off(app: &App, _: &Task, _: Nothing) -> Result<Nothing> {
    app.change(assessment::put_off).map(|()| Nothing {})
}
