//! Taking a change back, and making it again.
//!
//! What always holds: the steps are the window's too, in one order; nothing here knows what is in one.

use triptych_core::api::{App, undo as steps};
use triptych_core::error::Result;

use crate::answer::Answer;

const NOTHING_BACK: &str = "There is nothing to take back.";
const NOTHING_AGAIN: &str = "There is nothing to make again.";

/// Says what can be taken back, and made again.
pub(crate) fn look(app: &App, json: bool) -> Result<Answer> {
    let state = steps::look(app)?;
    Answer::either(json, &state, || {
        let said = |label: &Option<String>, nothing: &str, verb: &str| match label {
            Some(label) => format!("`{verb}`: {label}"),
            None => nothing.to_owned(),
        };
        format!(
            "{}\n{}",
            said(&state.undo, NOTHING_BACK, "undo"),
            said(&state.redo, NOTHING_AGAIN, "redo")
        )
    })
}

/// Takes the last change back.
pub(crate) fn undo(app: &App, json: bool) -> Result<Answer> {
    let outcome = steps::take_back(app)?;
    Answer::either(json, &outcome, || match &outcome.label {
        Some(label) => format!("Taken back: {label}. `redo` makes it again."),
        None => NOTHING_BACK.to_owned(),
    })
}

/// Makes the last change taken back again.
pub(crate) fn redo(app: &App, json: bool) -> Result<Answer> {
    let outcome = steps::make_again(app)?;
    Answer::either(json, &outcome, || match &outcome.label {
        Some(label) => format!("Made again: {label}."),
        None => NOTHING_AGAIN.to_owned(),
    })
}
