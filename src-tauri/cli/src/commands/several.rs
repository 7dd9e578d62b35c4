//! Several records changed in one step.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::record::{self, BulkChange, BulkDone};
use triptych_core::vault::Portfolio;

use super::named;
use super::record::{count, lines, plain, resolve_all};
use crate::answer::Answer;
use crate::args::{Selection, SeveralCommand};

/// Does it to all of them, and names what was left as it is.
pub(super) fn several(app: &App, command: &SeveralCommand, json: bool) -> Result<Answer> {
    let (change, selection) = match command {
        SeveralCommand::Tag { statement, selection } => (
            BulkChange::Tag {
                statement: statement.clone(),
            },
            selection,
        ),
        SeveralCommand::Keyword { name, selection } => (
            BulkChange::Keyword {
                name: name.trim().to_owned(),
            },
            selection,
        ),
        SeveralCommand::MarkCpd(selection) => (BulkChange::MarkCpd, selection),
        SeveralCommand::Delete(selection) => (BulkChange::Bin, selection),
    };
    let (done, note) = app.change(|portfolio| {
        let (ids, note) = selected(portfolio, selection)?;
        record::change_several(portfolio, &ids, &change).map(|done| (done, note))
    })?;
    let answer = Answer::either(json, &done, || said(&done))?;
    Ok(note.into_iter().fold(answer, Answer::remark))
}

/// The ids of the selection, each once, and what a search among them says of itself.
fn selected(portfolio: &Portfolio, selection: &Selection) -> Result<(Vec<String>, Option<String>)> {
    let (ids, note) = match &selection.filter {
        Some(word) => {
            let (rows, note) = lines(portfolio, &named::saved(portfolio, word)?.query, u32::MAX)?;
            if rows.is_empty() {
                return Err(
                    Error::field("filter", "This saved filter finds no record today. Nothing has been changed.")
                        .hint("`filter list` shows what each asks for."),
                );
            }
            (rows.into_iter().map(|row| row.id).collect(), note)
        }
        None => (resolve_all(portfolio, &selection.ids)?, None),
    };
    // One that was named twice is one record.
    let mut known = BTreeSet::new();
    Ok((ids.into_iter().filter(|id| known.insert(id.clone())).collect(), note))
}

fn said(done: &BulkDone) -> String {
    let mut out = match done.changed {
        0 => "Nothing had to be changed".to_owned(),
        changed => format!("{} changed", count(changed as usize)),
    };
    if done.already > 0 {
        let _ = write!(out, ", {} had it already", done.already);
    }
    out.push_str(if done.changed > 0 {
        ". `undo` takes it back in one step.\n"
    } else {
        ".\n"
    });
    for one in &done.left {
        let title = if one.title.is_empty() { "Without a title" } else { &one.title };
        let _ = writeln!(out, "{}  {}: left as it is. {}", &one.id[..8], plain(title), one.why);
    }
    out
}
