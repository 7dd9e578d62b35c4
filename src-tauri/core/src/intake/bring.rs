//! Makes the records.

use super::model::{Brought, Choices, Source};
use super::propose;
use crate::api::Task;
use crate::error::{Code, Error, Result};
use crate::record::{self, Put};
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// Brings in what is chosen of `source`: one change, which one step takes back.
///
/// # Errors
/// `refused` when a chosen row still has no certain date, or nothing is chosen; `invalid` naming the row; `cancelled`, `disk`.
/// Then nothing has been changed.
pub fn bring(portfolio: &mut Portfolio, source: &Source, choices: &Choices, task: &Task) -> Result<Brought> {
    let proposed = propose::propose(portfolio, source, choices)?;
    let all = proposed.preview.rows.len();
    let chosen: Vec<_> = proposed
        .preview
        .rows
        .iter()
        .zip(&proposed.contents)
        .filter(|(row, _)| row.take)
        .collect();
    if chosen.is_empty() {
        return Err(
            Error::new(Code::Refused, "Nothing is chosen to be brought in. Nothing has been changed.").hint("Tick what should come in."),
        );
    }
    let open: Vec<String> = chosen
        .iter()
        .filter(|(row, _)| row.date.is_none())
        .map(|(row, _)| row.number.to_string())
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
    let records = transact(portfolio, Op::BringIn, Scope::default(), |connection| {
        let mut ids = Vec::with_capacity(chosen.len());
        for (at, (row, content)) in chosen.iter().enumerate() {
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
        task.progress(chosen.len(), chosen.len(), "records")?;
        Ok(ids)
    })?;
    Ok(Brought {
        left_out: u32::try_from(all - records.len()).unwrap_or(u32::MAX),
        records,
    })
}
