//! Clients, behind a wall: what is written about a client by its code, how long it is kept, who may see it, how it goes.
//!
//! What always holds: a client is a code wherever it is written of; who it is lies in one table that only `identity` reads, in
//! a type that no other module can name, and leaves that room sealed: for the client's own page, for the subject's own access
//! and for an export that was asked for with identities; nothing is erased by itself; a hold or an open request stops an
//! erasure; what was erased is in no row, no history, no index and no page of the file.

mod access;
mod dossier;
mod erase;
mod handover;
mod identity;
mod look;
mod markdown;
mod merge;
mod model;
mod pages;
mod put;
mod retention;

#[cfg(test)]
mod tests;

pub use access::{answered, export, look_for_others, open_requests, requests, save_request};
pub use erase::{erase, erasures};
pub use handover::{export_handover, handover, save_handover};
pub(crate) use identity::sought;
pub use identity::{Sealed, reveal, save_identity};
pub use look::look;
pub use markdown::markdown;
pub(crate) use merge::{Merged, fill_in, merge};
pub use model::*;
pub use pages::{begin_note, get, list, make, rename, save};
pub use put::{File, file, identities, put};
pub use retention::{kept, rule, save_rule};
