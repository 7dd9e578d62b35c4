//! Makes the records, and keeps what they come from where that is wished.

use std::collections::BTreeSet;

use super::model::{Brought, Choices, Source};
use super::propose::{self, Proposed};
use crate::api::Task;
use crate::error::{Code, Error, Result};
use crate::evidence::{self, Facts, For, Kind, TakenIn};
use crate::record::{self, Put};
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// Brings in what is chosen of `source`: one change, which one step takes back. With `keep_source` the files that something
/// comes from are evidence afterwards, each linked to what came of it.
///
/// # Errors
/// `refused` when a chosen row still has no certain date, or nothing is chosen; `invalid` naming the row; `cancelled`, `disk`.
/// Then nothing has been changed.
pub fn bring(portfolio: &mut Portfolio, source: &Source, choices: &Choices, keep_source: bool, task: &Task) -> Result<Brought> {
    let proposed = propose::propose(portfolio, source, choices, keep_source)?;
    let all = proposed.preview.rows.len();
    let chosen: Vec<_> = proposed
        .preview
        .rows
        .iter()
        .zip(&proposed.contents)
        .zip(&proposed.origins)
        .map(|((row, content), origin)| (row, content, *origin))
        .filter(|(row, _, _)| row.take)
        .collect();
    if chosen.is_empty() {
        return Err(
            Error::new(Code::Refused, "Nothing is chosen to be brought in. Nothing has been changed.").hint("Tick what should come in."),
        );
    }
    let open: Vec<String> = chosen
        .iter()
        .filter(|(row, _, _)| row.date.is_none())
        .map(|(row, _, _)| row.number.to_string())
        .collect();
    if !open.is_empty() {
        let first = open.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = if open.len() > 5 {
            format!(" and {} more", open.len() - 5)
        } else {
            String::new()
        };
        return Err(Error::new(
            Code::Refused,
            format!("The date still has to be settled for number {first}{more}. Nothing has been changed."),
        )
        .hint("Give each its date, or leave it out."));
    }
    let world = portfolio.shared_world();
    let now = storage::moment(world.as_ref());
    let used: BTreeSet<usize> = chosen.iter().map(|(_, _, origin)| *origin).collect();
    let kept = keep(portfolio, &proposed, &used)?;
    let done = transact(portfolio, Op::BringIn, Scope::default(), |connection| {
        let mut ids = Vec::with_capacity(chosen.len());
        for (at, (row, content, _)) in chosen.iter().enumerate() {
            task.progress(at, chosen.len(), "records")?;
            let id = storage::new_id(world.as_ref())?;
            let put = Put {
                id: &id,
                content,
                draft: false,
                public_name: None,
                tags: &[],
                links: &[],
                additions: &[],
                unfinished: "",
                echo: None,
                versions: &[],
                created_at: &now,
                updated_at: &now,
                binned_at: None,
            };
            record::put(connection, world.as_ref(), &put).map_err(|cause| Error {
                message: format!("Number {}: {} Nothing has been changed.", row.number, cause.message),
                ..cause
            })?;
            ids.push(id);
        }
        for (origin, taken, facts) in &kept {
            let of_it = ids.iter().zip(&chosen).filter(|(_, (_, _, from))| from == origin);
            let belongs = For {
                records: of_it.map(|(id, _)| id.clone()).collect(),
                ..For::default()
            };
            evidence::name_it(connection, taken, facts, None, &belongs, &now)?;
        }
        task.progress(chosen.len(), chosen.len(), "records")?;
        Ok(ids)
    });
    if done.is_err() && !kept.is_empty() {
        // No row names them: they would go at the next opening anyway.
        let _ = evidence::sweep(portfolio);
    }
    let records = done?;
    Ok(Brought {
        evidence: kept.into_iter().map(|(_, taken, _)| taken.id).collect(),
        left_out: u32::try_from(all - records.len()).unwrap_or(u32::MAX),
        records,
    })
}

/// Lays the `used` originals beside the database; their rows come with the records.
fn keep(portfolio: &Portfolio, proposed: &Proposed, used: &BTreeSet<usize>) -> Result<Vec<(usize, TakenIn, Facts)>> {
    let today = portfolio.world().today().to_string();
    let mut kept = Vec::new();
    for (origin, original) in proposed.originals.iter().enumerate().filter(|(origin, _)| used.contains(origin)) {
        let pasted = format!("Pasted {today}.txt");
        let name = if original.name.is_empty() { &pasted } else { &original.name };
        let rows = proposed.preview.rows.iter().zip(&proposed.origins);
        let of_it: Vec<_> = rows.filter(|(_, from)| **from == origin).map(|(row, _)| row).collect();
        let taken = evidence::take_in(portfolio, name, &original.bytes).map_err(|cause| {
            let _ = evidence::sweep(portfolio);
            Error {
                message: format!(
                    "What it comes from could not be kept as evidence: {} Nothing has been brought in.",
                    cause.message
                ),
                ..cause
            }
        })?;
        let facts = Facts {
            title: evidence::title_of(name),
            kind: Kind::SelfMade,
            date: Some(today.clone()),
            made_by: String::new(),
            description: "Kept as it was when records were made of it; what was left out stands in it too.".to_owned(),
            // What looks like notes on a client may show somebody, taken or not: then it leaves only with consent.
            people: of_it.iter().any(|row| row.suspect.is_some()),
        };
        kept.push((origin, taken, facts));
    }
    Ok(kept)
}
