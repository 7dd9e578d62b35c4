//! A letter as its page shows it: what is answered, what goes along, what holds the addendum back; and the addendum as text.

use super::addendum::{self, Loaded};
use super::model::Letter;
use super::store;
use crate::api::App;
use crate::error::Result;
use crate::hcpc::model::{Finding, PartText, Past};
use crate::hcpc::{Subject, cited::cited, exhibits, leaving, left, lines};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The letters about the cycle `id`, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn letters(portfolio: &Portfolio, id: &str) -> Result<Vec<Letter>> {
    let ids = store::of_cycle(portfolio.db(), id)?;
    ids.iter().map(|letter_id| letter(portfolio, letter_id)).collect()
}

/// The letter `id`, with everything its page shows.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn letter(portfolio: &Portfolio, id: &str) -> Result<Letter> {
    let loaded = addendum::load(portfolio, id)?;
    let (_, digest) = lines::lines(portfolio, Subject::Addendum(id))?;
    let findings = findings(&loaded);
    let (evidence, left) = (loaded.numbered(), addenda(portfolio, id)?);
    let answered = loaded.form().points.iter().filter(|point| !point.answer.trim().is_empty()).count();
    Ok(Letter {
        confirmed: loaded.kept.confirmed.as_deref() == Some(digest.as_str()),
        answered: u32::try_from(answered).unwrap_or(u32::MAX),
        id: loaded.kept.id,
        cycle_id: loaded.kept.cycle_id,
        version: loaded.kept.version,
        form: loaded.kept.form,
        evidence,
        left_out: loaded.left_out,
        findings,
        left,
    })
}

/// The addenda to the letter `id` that left, newest first.
fn addenda(portfolio: &Portfolio, id: &str) -> Result<Vec<Past>> {
    let of_it: Vec<String> = portfolio
        .db()
        .prepare_cached("SELECT id FROM export WHERE letter_id = ?1 AND kind = 'addendum'")?
        .query_map([id], |row| row.get("id"))?
        .collect::<rusqlite::Result<_>>()?;
    let mut all = left::exports_of(portfolio, "addendum")?;
    all.retain(|past| of_it.contains(&past.id));
    Ok(all)
}

/// The owner has read the lines of `digest`; from now on they may leave.
///
/// # Errors
/// `conflict` when they are others by now; `not-found`.
pub fn confirm_letter(portfolio: &mut Portfolio, id: &str, digest: &str) -> Result<()> {
    lines::still(portfolio, Subject::Addendum(id), digest)?;
    transact(portfolio, Op::ConfirmHcpc, Scope::default(), |connection| {
        connection
            .prepare_cached("UPDATE cycle_letter SET confirmed = ?2 WHERE id = ?1")?
            .execute([id, digest])?;
        Ok(())
    })
}

/// What to look at before an addendum leaves.
pub(in crate::hcpc) fn findings(loaded: &Loaded) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut note = |message: String, refuses_final| {
        found.push(Finding {
            part: "point".to_owned(),
            message,
            refuses_final,
            evidence_id: None,
        });
    };
    if loaded.form().points.is_empty() {
        note("The letter has no point yet: write down what HCPC asks.".to_owned(), true);
    }
    for (at, point) in loaded.form().points.iter().enumerate() {
        let number = at + 1;
        if point.text.trim().is_empty() {
            note(format!("Point {number} does not say yet what HCPC asks."), true);
        }
        if point.answer.trim().is_empty() {
            note(format!("Point {number} is still to answer."), true);
        }
        let there = loaded.activities(at).len();
        match point.records.len().saturating_sub(there) {
            0 => {}
            1 => note(
                format!("One record that point {number} names is in the bin or outside the dates of this cycle, and does not leave."),
                false,
            ),
            more => note(
                format!("{more} records that point {number} names are in the bin or outside the dates of this cycle, and do not leave."),
                false,
            ),
        }
        for cited in cited(&point.answer) {
            let known = loaded.evidence.iter().map(|one| (one.number, point.evidence.contains(&one.id)));
            let in_profile = loaded.profile.profile.evidence.iter().any(|one| one.number == cited);
            match known.into_iter().find(|(number, _)| *number == cited) {
                Some((_, true)) => {}
                Some((_, false)) => note(
                    format!(
                        "Point {number} cites E{cited}, which goes with another point. Put the number right, or add the evidence here too."
                    ),
                    false,
                ),
                None if in_profile => {}
                None => note(
                    format!("Point {number} cites E{cited}, and no evidence has this number. Put the number right, or take it out."),
                    false,
                ),
            }
        }
    }
    for out in &loaded.left_out {
        note(format!("The evidence “{}” stays out. {}", out.title, out.why), false);
    }
    found.extend(exhibits::findings(&loaded.exhibits));
    found
}

/// Copies the addendum as plain text for the regulator's portal, by the rules of a final file, and keeps that in the register.
///
/// # Errors
/// `refused` as a final file; `not-found`, `damaged`, and whatever keeps the clipboard away.
pub fn copy_addendum(app: &App, id: &str) -> Result<PartText> {
    leaving::copy_text(app, Subject::Addendum(id), "Addendum", &|portfolio| {
        leaving::addendum_text(portfolio, id)
    })
}
