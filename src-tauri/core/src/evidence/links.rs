//! What evidence belongs to: records, supervision agreements, and statements that it shows.

use rusqlite::Connection;

use super::model::Evidence;
use super::store::require_present;
use crate::error::{Code, Error, Result};
use crate::framework::Framework;
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::supervision;
use crate::vault::Portfolio;

/// The statement that makes evidence a file of an agreement: evidence first.
pub(super) const ATTACH: &str = "INSERT INTO agreement_evidence (evidence_id, agreement_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

/// Links evidence to a record. A link that is there already stays.
///
/// # Errors
/// `refused` for something in the bin, `not-found`, `read-only`, `disk`.
pub fn link(portfolio: &mut Portfolio, id: &str, record: &str) -> Result<Evidence> {
    if record::get(portfolio, record)?.binned_at.is_some() {
        return Err(Error::new(Code::Refused, "A record in the bin is linked to nothing.").hint("Bring it back from the bin first."));
    }
    change(
        portfolio,
        id,
        "INSERT INTO record_evidence (evidence_id, record_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        record,
    )
}

/// Takes such a link away; one that is not there is gone already.
///
/// # Errors
/// `refused` in the bin, `not-found`, `read-only`, `disk`.
pub fn unlink(portfolio: &mut Portfolio, id: &str, record: &str) -> Result<Evidence> {
    change(
        portfolio,
        id,
        "DELETE FROM record_evidence WHERE evidence_id = ?1 AND record_id = ?2",
        record,
    )
}

/// Makes evidence a file of the supervision agreement `agreement`. One that is already stays.
///
/// # Errors
/// `refused` in the bin, `not-found` for either, `read-only`, `disk`.
pub fn attach(portfolio: &mut Portfolio, id: &str, agreement: &str) -> Result<Evidence> {
    if !supervision::agreement_is_there(portfolio.db(), agreement)? {
        return Err(Error::not_found("agreement"));
    }
    change(portfolio, id, ATTACH, agreement)
}

/// Takes it off the agreement; it stays as evidence.
///
/// # Errors
/// `refused` in the bin, `not-found`, `read-only`, `disk`.
pub fn detach(portfolio: &mut Portfolio, id: &str, agreement: &str) -> Result<Evidence> {
    change(
        portfolio,
        id,
        "DELETE FROM agreement_evidence WHERE evidence_id = ?1 AND agreement_id = ?2",
        agreement,
    )
}

/// Says that evidence shows a statement.
///
/// # Errors
/// `not-found` for either, `refused` in the bin, `read-only`, `disk`.
pub fn set_statement(portfolio: &mut Portfolio, id: &str, statement: &str) -> Result<Evidence> {
    if Framework::bundled().statement(statement).is_none() {
        return Err(Error::not_found("statement"));
    }
    change(
        portfolio,
        id,
        "INSERT INTO evidence_statement (evidence_id, statement_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        statement,
    )
}

/// Takes that back.
///
/// # Errors
/// `refused` in the bin, `not-found`, `read-only`, `disk`.
pub fn remove_statement(portfolio: &mut Portfolio, id: &str, statement: &str) -> Result<Evidence> {
    change(
        portfolio,
        id,
        "DELETE FROM evidence_statement WHERE evidence_id = ?1 AND statement_id = ?2",
        statement,
    )
}

fn change(portfolio: &mut Portfolio, id: &str, sql: &'static str, other: &str) -> Result<Evidence> {
    transact(portfolio, Op::LinkEvidence, Scope::record(id), |connection: &Connection| {
        require_present(connection, id)?;
        connection.prepare_cached(sql)?.execute([id, other])?;
        Ok(())
    })?;
    super::get(portfolio, id)
}
