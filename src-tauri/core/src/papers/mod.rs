//! Papers for others: a single record, the portfolio by the framework's levels, an appraisal pack, a CV, the supervision log; as PDF
//! or for Word.
//!
//! What always holds: case notes stand in none; every client of one's own, by code or by name, stands there in general words
//! (codes stay in a supervision log when its owner asks for them);
//! what else could tell who somebody is was shown before, and only what was shown leaves; a paper that left has its line in
//! the register. Nothing is graded and nothing counted across levels.
//!
//! The way of a paper: `compose` makes the document of the portfolio, `check` puts general words in and looks over the rest,
//! `export` writes it; `word` is the same document for a word processor.

mod appraisal;
mod check;
mod compose;
mod cv;
mod export;
mod levels;
mod model;
mod one;
mod word;

#[cfg(test)]
mod tests;

pub use export::{export, exports};
pub use model::{Paper, PaperFinding, PaperFormat, PaperLook};

use crate::error::Result;
use crate::vault::Portfolio;

/// What would leave in `paper`, and what of it the owner should read first.
///
/// # Errors
/// `not-found`, `invalid` for days that are none, `refused` for a case note.
pub fn look(portfolio: &Portfolio, paper: &Paper) -> Result<PaperLook> {
    check::checked(portfolio, paper).map(|checked| checked.look)
}
