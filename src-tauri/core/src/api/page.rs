//! What a page leaves with the core, so that another page can take its place: after a lock, or when the web view has ended.
//!
//! What always holds: it stays in memory, is wiped when it is replaced, and is in no log. The page decides what it says; the
//! core never reads it.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::{App, Nothing, Task};
use crate::error::{Code, Error, Result};

/// The most bytes of it: a hundred places and a cursor are far below.
const MOST: usize = 256 * 1024;

/// Where the page stands.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PageKeep")]
pub struct Keep {
    /// What is open on it, for itself to read again. Told only while a portfolio is open: the words of a search may be in it.
    pub stands: String,
    /// What comes after a lock, likewise. Told always.
    pub next: String,
}

/// Where the last page stood.
#[derive(Debug, Default, Serialize, TS)]
#[ts(rename = "PageKept")]
pub struct Kept {
    /// As it was kept; `None` for the first page, and while nothing is open.
    pub stands: Option<String>,
    /// As it was kept; `None` for the first page.
    pub next: Option<String>,
}

/// What is kept of it.
#[derive(Default)]
pub(super) struct Stand(Mutex<Option<[Zeroizing<String>; 2]>>);

/// Keeps it in place of what was kept before.
pub(super) fn keep(app: &App, _: &Task, Keep { stands, next }: Keep) -> Result<Nothing> {
    if stands.len() + next.len() > MOST {
        return Err(Error::new(
            Code::Refused,
            "Where the window stands is too long to be kept. Nothing is lost by it.",
        ));
    }
    *app.stand.0.lock().unwrap_or_else(PoisonError::into_inner) = Some([stands, next].map(Zeroizing::new));
    Ok(Nothing {})
}

/// What was kept last.
pub(super) fn kept(app: &App, _: &Task, _: Nothing) -> Result<Kept> {
    // Not `is_open`, which takes a portfolio that somebody works on for an open one.
    let open = app.with(|_| Ok(())).is_ok();
    let held = app.stand.0.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(held.as_ref().map_or_else(Kept::default, |[stands, next]| Kept {
        stands: open.then(|| stands.to_string()),
        next: Some(next.to_string()),
    }))
}
