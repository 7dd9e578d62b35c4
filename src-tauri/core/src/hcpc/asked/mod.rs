//! HCPC asks for more: its letter as points to answer, and the addendum that answers them.
//!
//! What always holds: a letter belongs to a cycle, and its addendum leaves by every rule of the profile itself; evidence that left
//! keeps its number, and what is new goes on from there; later changes never reach an addendum that left.

mod addendum;
mod look;
mod markdown;
mod model;
mod store;

pub(super) use addendum::{Loaded, compose, load};
pub(super) use look::findings;
pub use look::{confirm_letter, copy_addendum, letter, letters};
pub use markdown::letters_markdown;
pub use model::*;
pub(in crate::hcpc) use store::OVER;
pub(super) use store::kept;
pub use store::{letters_of, letters_waiting, put_letters, remove_letter, save_letter};
