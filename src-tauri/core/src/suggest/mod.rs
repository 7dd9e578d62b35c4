//! Suggested tags: up to five statements that a text may show, each with the words of it that led there.
//!
//! What always holds: nothing leaves the computer and nothing is fetched; a statement that is tagged, or that is not wanted
//! for this record, is not suggested; a suggestion is an offer, and tags nothing. What is read from the portfolio is read
//! first and quickly (`ask`), and the work is done without holding it (`Asked::answer`): a save never waits for it.
//!
//! How good they are is measured on texts labelled by hand (`tests/fixtures/suggest`) by `tests/house/suggested.rs`.

mod bm25;
mod learned;
mod rank;
mod store;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde::Serialize;
use ts_rs::TS;

pub use rank::MOST;
pub use store::{all_dismissed, dismiss, dismissed, put_dismissed};

use crate::error::Result;
use crate::framework::{Framework, LevelId};
use crate::profile;
use crate::record::{self, Content, Kind, Near};
use crate::vault::Portfolio;
use rank::{Ranker, Text};

/// As many bytes of a text are looked at: more than anybody writes, so that what was pasted by mistake costs no time.
const LONGEST: usize = 200_000;

/// A statement that a text may show.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Suggestion {
    /// Statement id.
    pub statement: String,
    /// How much speaks for it, from 0 to 1: only to be compared with another of the same text.
    pub score: f64,
    /// The words of the text that led to it, as they are written.
    pub because: Vec<String>,
}

/// A question with all that the portfolio has to say to it.
#[derive(Debug)]
pub struct Asked {
    text: String,
    kind: Option<Kind>,
    level: Option<LevelId>,
    leave_out: HashSet<String>,
    near: Vec<Near>,
}

/// A question about a text that belongs to no portfolio, for somebody whose level is `level`.
pub fn ask_plainly(text: &str, level: Option<LevelId>) -> Asked {
    Asked {
        text: cut(text).to_owned(),
        kind: None,
        level,
        leave_out: HashSet::new(),
        near: Vec::new(),
    }
}

/// Reads what the portfolio has to say to `content` as it is on screen; `id` is its record, once it has one.
///
/// # Errors
/// Only the database's.
pub fn ask(portfolio: &Portfolio, id: Option<&str>, content: &Content) -> Result<Asked> {
    let asked = ask_text(portfolio, id, &record::prose(content))?;
    Ok(Asked {
        kind: Some(content.kind),
        ..asked
    })
}

/// The same for a text of no kind.
///
/// # Errors
/// Only the database's.
pub fn ask_text(portfolio: &Portfolio, id: Option<&str>, text: &str) -> Result<Asked> {
    let level = profile::get(portfolio)?.level.and_then(|level| level.parse().ok());
    let mut asked = ask_plainly(text, level);
    if let Some(id) = id {
        asked.leave_out.extend(store::dismissed(portfolio, id)?);
        asked.leave_out.extend(record::tagged(portfolio, id)?);
    }
    let text = Text::new(&asked.text);
    let question = learned::question(Ranker::bundled(), &text);
    asked.near = record::near(portfolio, &question, id, learned::HEARD)?;
    Ok(asked)
}

impl Asked {
    /// For somebody of another level than the portfolio says.
    #[must_use]
    pub fn at_level(self, level: Option<LevelId>) -> Self {
        Self { level, ..self }
    }

    /// Up to five statements, best first.
    pub fn answer(&self) -> Vec<Suggestion> {
        let text = Text::new(&self.text);
        let learned = learned::learn(&text, self.kind, &self.near);
        Ranker::bundled().rank(&text, self.level, &self.leave_out, &learned)
    }

    /// The five that plain BM25 over the statements finds: what `answer` is measured against. With a level, of it alone.
    pub fn plain_answer(&self, level: Option<LevelId>) -> Vec<String> {
        let statements = Framework::bundled().statements();
        let order = Ranker::bundled().plain(&Text::new(&self.text));
        order
            .into_iter()
            .map(|at| &statements[at])
            .filter(|one| level.is_none_or(|level| one.level == level))
            .take(MOST)
            .map(|one| one.id.clone())
            .collect()
    }
}

fn cut(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
