//! How long is kept, and what is due. Nothing is erased by itself.
//!
//! What always holds: a time of keeping is the owner's own; none is shipped, and none is law.

use chrono::{Months, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::identity;
use super::model::{Facts, Kept, Line, RuleKind, State, Usual};
use super::pages;
use crate::error::{Error, Result};
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The owner's usual times.
///
/// # Errors
/// `damaged`, `disk`.
pub fn rule(portfolio: &Portfolio) -> Result<Usual> {
    let found = portfolio
        .db()
        .prepare_cached("SELECT adult_years, child_age FROM retention_rule WHERE id = 1")?
        .query_row([], |row| {
            Ok(Usual {
                adult_years: row.get("adult_years")?,
                child_age: row.get("child_age")?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Sets the usual times, or takes them away.
///
/// # Errors
/// `invalid` with the field, `read-only`, `disk`.
pub fn save_rule(portfolio: &mut Portfolio, usual: Usual) -> Result<()> {
    transact(portfolio, Op::SaveRetention, Scope::default(), |connection| put(connection, usual))
}

pub(super) fn put(connection: &Connection, usual: Usual) -> Result<()> {
    check_number("adult_years", RuleKind::Adult, usual.adult_years)?;
    check_number("child_age", RuleKind::Child, usual.child_age)?;
    if usual == Usual::default() {
        connection.execute("DELETE FROM retention_rule", [])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO retention_rule (id, adult_years, child_age) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET adult_years = excluded.adult_years, child_age = excluded.child_age",
        )?
        .execute(params![usual.adult_years, usual.child_age])?;
    Ok(())
}

/// Refuses a number that is no time of keeping.
pub(super) fn check_number(field: &str, kind: RuleKind, number: Option<u32>) -> Result<()> {
    let (most, what) = match kind {
        RuleKind::Child => (120, "An age goes from 1 to 120."),
        _ => (100, "Years go from 1 to 100."),
    };
    match number {
        Some(number) if number == 0 || number > most => Err(Error::field(field, what).hint("Leave it empty for no time of keeping.")),
        _ => Ok(()),
    }
}

/// Where the time of the client `id` stands, counted from `last`, its last contact, or from the day the work ended if that is later.
pub(super) fn of(portfolio: &Portfolio, id: &str, facts: &Facts, last: Option<&str>, usual: Usual) -> Result<Kept> {
    let until = until(portfolio, id, facts, last, usual)?;
    let today = portfolio.world().today();
    Ok(match until {
        _ if !facts.hold.trim().is_empty() => Kept {
            until: until.ok().map(|day| day.to_string()),
            state: State::Held,
        },
        Ok(day) => Kept {
            until: Some(day.to_string()),
            state: if day < today { State::Due } else { State::Running },
        },
        Err(state) => Kept { until: None, state },
    })
}

fn until(
    portfolio: &Portfolio,
    id: &str,
    facts: &Facts,
    last: Option<&str>,
    usual: Usual,
) -> Result<std::result::Result<NaiveDate, State>> {
    match facts.rule.unwrap_or(RuleKind::Adult) {
        RuleKind::Own => facts
            .keep_until
            .as_deref()
            .map_or(Ok(Err(State::NoRule)), |day| Ok(Ok(record::date("keep_until", day)?))),
        RuleKind::Adult => {
            let Some(years) = facts.rule_number.or(usual.adult_years) else {
                return Ok(Err(State::NoRule));
            };
            let Some(contact) = last.max(facts.ended.as_deref()) else {
                return Ok(Err(State::NoContact));
            };
            let day = record::date("ended", contact)?;
            Ok(day.checked_add_months(Months::new(years.saturating_mul(12))).ok_or(State::NoRule))
        }
        RuleKind::Child => {
            let Some(age) = facts.rule_number.or(usual.child_age) else {
                return Ok(Err(State::NoRule));
            };
            let Some(born) = identity::birth_year(portfolio.db(), id)? else {
                return Ok(Err(State::NoBirthYear));
            };
            // Only the year is noted, so the birthday may be its last day.
            let year = born.saturating_add(i32::try_from(age).unwrap_or(i32::MAX));
            Ok(NaiveDate::from_ymd_opt(year, 12, 31).ok_or(State::NoRule))
        }
    }
}

/// Clients whose time is over or held although it is, the longest over first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn kept(portfolio: &Portfolio) -> Result<Vec<Line>> {
    let today = portfolio.world().today().to_string();
    let mut due: Vec<Line> = pages::list(portfolio)?
        .into_iter()
        .filter(|one| matches!(one.kept.state, State::Due | State::Held))
        .filter(|one| one.kept.until.as_ref().is_some_and(|day| *day < today))
        .collect();
    due.sort_by(|a, b| a.kept.until.cmp(&b.kept.until));
    Ok(due)
}
