//! Coming in with what one has: dated lists, Word files and Markdown become records.
//!
//! - `source` reads what was pasted or chosen into a table or into pieces of text; `docx` and `table` know the formats.
//! - `propose` says what would become of each row or piece; `dates`, `minutes`, `cost`, `columns` and `suspect` know the words.
//! - `bring` makes the records; `outside` tells what one file says to whoever opens it.
//!
//! What always holds:
//! - Nothing is written until the owner has seen what becomes of what; then it is one change, and one step takes it back.
//! - Nothing that was read is dropped in silence: what has no field of its own stands in the record's text under its heading,
//!   and what could not be read at all is listed.
//! - A date that could be meant in two ways is asked. What looks like notes on a client, or is here already, is left out
//!   unless it is chosen.
//! - A hostile file costs a sentence: what is unpacked, rows, columns and pieces have limits, and they are said.

mod bring;
mod columns;
mod cost;
mod dates;
mod docx;
mod minutes;
mod model;
mod outside;
mod propose;
mod source;
mod suspect;
mod table;

#[cfg(test)]
mod tests;

pub use bring::bring;
pub use model::*;
pub use outside::{Told, scan, told_by};
pub(crate) use outside::{spoken, told};
pub use propose::preview;
