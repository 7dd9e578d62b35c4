//! An addition that is still being written: kept over a lock and a crash, and no part of the record until it is added.
//!
//! What always holds: it lies in the portfolio like every other word, and goes where all of that goes: into backups, the whole
//! portfolio as JSON, what a client asks for; it is never searched or undone, and in nothing that is made for others. It goes with
//! its record: out of the bin, with a client who is erased, and with an import that is taken back (`storage::undo`).

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::validate;
use crate::error::Result;
use crate::storage::settings;
use crate::vault::Portfolio;

/// What its place among the portfolio's small facts begins with.
pub(crate) const PLACE: &str = "unfinished-addition:";

/// Where it lies among the portfolio's small facts.
pub(super) fn key(id: &str) -> String {
    format!("{PLACE}{id}")
}

/// All that is being added, by record.
///
/// # Errors
/// Only from reading.
pub(crate) fn unfinished_additions(connection: &Connection) -> Result<BTreeMap<String, String>> {
    Ok(settings::beginning(connection, PLACE)?.into_iter().collect())
}

/// What is being added to the record `id`; empty when nothing is.
///
/// # Errors
/// Only from reading.
pub fn unfinished_addition(portfolio: &Portfolio, id: &str) -> Result<String> {
    Ok(settings::read(portfolio.db(), &key(id))?.unwrap_or_default())
}

/// Keeps what is being added to the closed record `id`; blank words forget it.
///
/// # Errors
/// `not-found`, `refused` when the record takes no additions, `invalid` when it is too long, `read-only`, `disk`.
pub fn keep_unfinished_addition(portfolio: &mut Portfolio, id: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        super::store::require_closed(portfolio.db(), id)?;
        portfolio.require_writable()?;
        return settings::forget(portfolio.db(), &key(id));
    }
    portfolio.require_writable()?;
    put(portfolio.db(), id, text)
}

/// The same within the importer's transaction.
pub(super) fn put(connection: &Connection, id: &str, text: &str) -> Result<()> {
    super::store::require_closed(connection, id)?;
    validate::short("text", text, super::store::ADDITION)?;
    settings::write(connection, &key(id), &text)
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, add, bin, create, empty_bin, finish};
    use super::{keep_unfinished_addition, unfinished_addition, unfinished_additions};
    use crate::error::Code;
    use crate::testing::{content, portfolio};

    #[test]
    fn an_addition_is_kept_while_it_is_written_and_forgotten_once_it_is_added() {
        let (_folder, mut portfolio) = portfolio();
        let note = create(&mut portfolio, &content(Kind::CaseNote, "", "2026-04-09", "Came late."), "", &[]).expect("a note");
        let refused = keep_unfinished_addition(&mut portfolio, &note.id, "The bus").expect_err("it is still open");
        assert_eq!(refused.code, Code::Refused);
        finish(&mut portfolio, &note.id, true).expect("finished");
        assert_eq!(unfinished_addition(&portfolio, &note.id).expect("read"), "");
        keep_unfinished_addition(&mut portfolio, &note.id, "It was the b").expect("kept");
        keep_unfinished_addition(&mut portfolio, &note.id, "It was the bus").expect("kept");
        assert_eq!(unfinished_addition(&portfolio, &note.id).expect("read"), "It was the bus");
        let long = keep_unfinished_addition(&mut portfolio, &note.id, &"x".repeat(60_000)).expect_err("too long");
        assert_eq!(long.field.as_deref(), Some("text"));
        add(&mut portfolio, &note.id, "It was the bus.").expect("added");
        assert_eq!(unfinished_addition(&portfolio, &note.id).expect("read"), "");
        keep_unfinished_addition(&mut portfolio, &note.id, "Or was it").expect("kept");
        keep_unfinished_addition(&mut portfolio, &note.id, " ").expect("forgotten");
        assert_eq!(unfinished_addition(&portfolio, &note.id).expect("read"), "");
        let gone = keep_unfinished_addition(&mut portfolio, "no such record", "x").expect_err("no record");
        assert_eq!(gone.code, Code::NotFound);
    }

    #[test]
    fn what_is_being_added_goes_out_of_the_bin_with_its_note() {
        let (_folder, mut portfolio) = portfolio();
        let note = create(&mut portfolio, &content(Kind::CaseNote, "", "2026-04-09", "Came late."), "", &[]).expect("a note");
        bin(&mut portfolio, &note.id).expect("binned");
        finish(&mut portfolio, &note.id, true).expect("finished where it lies");
        keep_unfinished_addition(&mut portfolio, &note.id, "It was the bus").expect("kept");
        empty_bin(&mut portfolio).expect("emptied");
        assert!(unfinished_additions(portfolio.db()).expect("read").is_empty());
    }
}
