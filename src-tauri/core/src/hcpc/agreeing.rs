//! Whether what is cited agrees with what is numbered, and the numbers that stand for nothing any more.
//!
//! What always holds: a number that has gone is named with what it stood for, as long as that is known.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _};

use super::cited::cited;
use super::model::{GoneNumber, Profile};
use super::order::Placed;
use crate::error::Result;

/// What is erased leaves no name.
const GONE: &str = "what it stood for is gone";

/// The numbers that stand for nothing any more: between others that stay, or cited.
pub(super) fn gone(connection: &Connection, profile: &Profile, order: &[Placed], cited: &BTreeSet<u32>) -> Result<Vec<GoneNumber>> {
    let listed: BTreeSet<u32> = profile.evidence.iter().map(|one| one.number).collect();
    let between = 1..listed.last().copied().unwrap_or(0);
    let kept = |number: &u32| order.iter().any(|one| one.number == Some(*number));
    let behind = cited.iter().copied().filter(kept);
    let numbers: BTreeSet<u32> = between.chain(behind).filter(|number| !listed.contains(number)).collect();
    let mut all = Vec::new();
    for number in numbers {
        let id = order.iter().find(|one| one.number == Some(number)).map(|one| one.id.as_str());
        all.push(GoneNumber {
            number,
            why: match id {
                Some(id) => why(connection, profile, id)?,
                None => GONE.to_owned(),
            },
            cited: cited.contains(&number),
        });
    }
    Ok(all)
}

/// Why the piece is not listed, in words that follow a comma.
fn why(connection: &Connection, profile: &Profile, id: &str) -> Result<String> {
    let known: Option<(String, bool)> = connection
        .prepare_cached("SELECT title, binned_at IS NOT NULL AS binned FROM evidence WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get("title")?, row.get("binned")?)))
        .optional()?;
    // A certificate that only a record speaks of goes by the record.
    let record: Option<bool> = connection
        .prepare_cached("SELECT binned_at IS NOT NULL AS binned FROM record WHERE id = ?1")?
        .query_row([id], |row| row.get("binned"))
        .optional()?;
    let out = profile.left_out.iter().find(|one| one.id == id);
    Ok(match (known, out) {
        (_, Some(out)) => format!("“{}” is left out", out.title),
        (Some((title, true)), _) => format!("“{title}” is in the bin"),
        (Some((title, _)), _) if profile.people.iter().any(|one| one.id == id) => format!("“{title}” stays out, with people in it"),
        (Some((title, _)), _) => format!("“{title}” belongs to no activity of the statement any more"),
        (None, _) => match record {
            Some(true) => "the record that speaks of the certificate is in the bin".to_owned(),
            Some(false) => "no record of the statement speaks of the certificate any more".to_owned(),
            None => GONE.to_owned(),
        },
    })
}

/// What does not agree between what is cited and what is numbered, and where: the part of the page, and a sentence.
pub(super) fn disagreeing(profile: &Profile) -> Vec<(&'static str, String)> {
    let goes = match (profile.evidence.first(), profile.evidence.last()) {
        (Some(first), Some(last)) if first.number < last.number => {
            format!("the evidence in the list goes from E{} to E{}", first.number, last.number)
        }
        (Some(only), _) => format!("the only evidence in the list is E{}", only.number),
        _ => "there is no evidence in the list".to_owned(),
    };
    let mut found = Vec::new();
    let mut look = |part: &'static str, place: &str, texts: &[&str], record: Option<&str>| {
        let numbers: BTreeSet<u32> = texts.iter().flat_map(|text| cited(text)).collect();
        for number in numbers {
            let piece = profile.evidence.iter().find(|one| one.number == number);
            let elsewhere = piece.is_some_and(|one| record.is_some_and(|record| one.record_ids.iter().all(|id| id != record)));
            let mut said = if let Some(gone) = profile.gone.iter().find(|one| one.number == number) {
                let back = if gone.why == GONE { "" } else { ", or bring the evidence back" };
                format!("{place} cites E{number}, and {}. Take the number out{back}.", gone.why)
            } else if piece.is_none() {
                format!("{place} cites E{number}, and {goes}. Put the number right, or take it out.")
            } else if elsewhere {
                format!(
                    "{place} cites E{number}, which shows another activity. Put the number right, or link the evidence to this one too."
                )
            } else {
                continue;
            };
            // Her evidence as a whole has numbers too: one of those may be meant.
            let meant = profile
                .evidence
                .iter()
                .find(|one| one.of_all == Some(number) && record.is_none_or(|record| one.record_ids.iter().any(|id| id == record)));
            if let Some(meant) = meant {
                said.push_str(&format!(
                    " “{}” is E{number} of all your evidence, and E{} here.",
                    meant.title, meant.number
                ));
            }
            found.push((part, said));
        }
    };
    look("summary", "The summary", &[&profile.summary], None);
    look("statement", "The introduction of the statement", &[&profile.introduction], None);
    for (index, chosen) in profile.chosen.iter().enumerate() {
        let place = format!("Activity {} of the statement", index + 1);
        look("statement", &place, &chosen.texts(), Some(&chosen.record_id));
    }
    let loose: Vec<String> = profile
        .gone
        .iter()
        .filter(|one| !one.cited)
        .map(|one| format!("E{}: {}", one.number, one.why))
        .collect();
    if !loose.is_empty() {
        found.push((
            "statement",
            format!(
                "Not every number stands for evidence any more ({}). The others have stayed, so that what you cite stays right. Number the evidence anew, and what you cite goes with it.",
                loose.join("; ")
            ),
        ));
    }
    found
}
