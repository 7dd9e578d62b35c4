//! Supervision: two directories, agreements, the agenda of the next session, sessions counted, and the log that is signed.
//!
//! What always holds: a session is a record, and what is written in it belongs to [`crate::record`]; a passage that was
//! marked stays as it was marked, whatever becomes of the text around it, and goes when its record is erased; no number of
//! hours, ratio or frequency is shipped: what is measured against is what the owner wrote down herself; a session that was
//! given never counts as one received.

mod agenda;
mod agreements;
mod log;
mod markdown;
mod model;
mod people;
mod put;
mod sheet;

#[cfg(test)]
mod tests;

pub(crate) use agenda::about;
pub use agenda::{agenda, begin, carried, note, of_record, of_session, put_back, remove, suggest, take};
pub use agreements::{agreements, delete_agreement, due_for_review, save_agreement};
pub(crate) use agreements::{called as agreement_called, is_there as agreement_is_there};
pub use log::{aim, client_hours, log, save_aim, save_client_hours};
pub use markdown::markdown;
pub use model::*;
pub use people::{delete_person, people, save_person};
pub use put::{File, Point, file, put};
pub use sheet::exports;
pub(crate) use sheet::{Composed, KIND, compose};

/// The log as a document, in JSON: what a test reads of what is printed.
#[cfg(test)]
pub(crate) fn printed(portfolio: &crate::vault::Portfolio, sheet: &Sheet) -> crate::error::Result<String> {
    serde_json::to_string(&sheet::compose(portfolio, sheet)?.document).map_err(crate::error::Error::internal)
}
