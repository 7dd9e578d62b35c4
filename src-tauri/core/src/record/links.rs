//! Links between records, made and taken away by hand.

use rusqlite::params;

use super::get;
use super::model::{LinkKind, Record};
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// Links `from` to `to`: it reflects on it, led to it, or was discussed in it. A link that is there already stays.
///
/// # Errors
/// `invalid` for a record linked to itself, `refused` for one in the bin, `not-found`, `read-only`, `disk`.
pub fn link(portfolio: &mut Portfolio, from: &str, to: &str, kind: LinkKind) -> Result<Record> {
    let record = get(portfolio, from)?;
    if from == to {
        return Err(Error::field("to", "A record cannot be linked to itself. Nothing has been changed.").hint("Choose another record."));
    }
    if record.binned_at.is_some() || get(portfolio, to)?.binned_at.is_some() {
        return Err(Error::new(Code::Refused, "A record in the bin is linked to nothing.").hint("Bring it back from the bin first."));
    }
    let there = |link: &super::Link| link.outgoing && link.record_id == to && link.kind == kind;
    if !record.links.iter().any(there) {
        transact(portfolio, Op::LinkRecords, Scope::record(from), |connection| {
            connection
                .prepare_cached("INSERT INTO link (from_id, to_id, kind) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
                .execute(params![from, to, kind.as_str()])?;
            Ok(())
        })?;
    }
    get(portfolio, from)
}

/// Takes a link away; one that is not there is gone already.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn unlink(portfolio: &mut Portfolio, from: &str, to: &str, kind: LinkKind) -> Result<Record> {
    let record = get(portfolio, from)?;
    let there = |link: &super::Link| link.outgoing && link.record_id == to && link.kind == kind;
    if record.links.iter().any(there) {
        transact(portfolio, Op::UnlinkRecords, Scope::record(from), |connection| {
            connection
                .prepare_cached("DELETE FROM link WHERE from_id = ?1 AND to_id = ?2 AND kind = ?3")?
                .execute(params![from, to, kind.as_str()])?;
            Ok(())
        })?;
    }
    get(portfolio, from)
}
