//! What was agreed in supervision: ticked, and carried into the next session.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::api::record::OpenAction;
use triptych_core::error::Result;
use triptych_core::{record, supervision};

use super::record as records;
use super::supervision::resolve;
use crate::answer::Answer;

pub(super) fn done(app: &App, given: &str, open: bool, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Ticked {
        id: String,
        done: bool,
    }
    let id = app.change(|portfolio| {
        let id = if open {
            given.to_owned()
        } else {
            let waiting = record::open_actions(portfolio)?;
            resolve(waiting.iter().map(|one| one.id.as_str()), given, "open action")?
        };
        record::action_done(portfolio, &id, !open)?;
        Ok(id)
    })?;
    Answer::either(json, &Ticked { id, done: !open }, || {
        if open { "Open again." } else { "Done." }.to_owned()
    })
}

pub(super) fn carried(app: &App, session: &str, json: bool) -> Result<Answer> {
    let carried = app.with(|portfolio| supervision::carried(portfolio, &records::resolve(portfolio, session)?))?;
    Answer::either(json, &carried, || listed(&carried))
}

/// A line for each.
pub(super) fn listed(actions: &[OpenAction]) -> String {
    let mut out = String::new();
    for one in actions {
        let due = one.due.as_deref().map(|day| format!(" (by {day})")).unwrap_or_default();
        let owner = one.owner.as_deref().map(|owner| format!("{owner}: ")).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}  {}{due}, agreed on {}",
            &one.id[..8],
            records::plain(&format!("{owner}{}", one.text)),
            one.record_date
        );
    }
    out
}
