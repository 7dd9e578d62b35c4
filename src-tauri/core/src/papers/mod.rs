//! Papers for others: a single record, the portfolio by the framework's levels, an appraisal pack, a CV, the supervision log; as PDF
//! or for Word.
//!
//! What always holds: case notes stand in none; every client of one's own, by code or by name, stands there in general words
//! (codes stay in a supervision log when its owner asks for them), and a word that could be one or another word leaves only once
//! its owner has said which it is;
//! what else could tell who somebody is was shown before, and only what was shown leaves; the finished file is read again before
//! it counts as made; a paper that left has its line in the register, with what stayed in it knowingly. Nothing is graded and nothing counted across levels.
//!
//! The way of a paper: `compose` makes the document of the portfolio, `check` puts general words in and looks over the rest,
//! `export` writes it; `word` is the same document for a word processor, `unpack` reads such a file again.

mod appraisal;
mod check;
mod compose;
mod cv;
mod export;
mod levels;
mod model;
mod one;
mod unpack;
mod word;

#[cfg(test)]
mod tests;

pub use export::{Wanted, export, exports};
pub use model::{Paper, PaperAnswer, PaperDoubt, PaperFinding, PaperFormat, PaperLook};

use crate::error::Result;
use crate::vault::Portfolio;

/// What would leave in `paper` with these answers, and what of it the owner should read first.
///
/// # Errors
/// `not-found`, `invalid` for days that are none, `refused` for a case note.
pub fn look(portfolio: &Portfolio, paper: &Paper, answers: &[PaperAnswer]) -> Result<PaperLook> {
    check::checked(portfolio, paper, answers).map(|checked| checked.look)
}
