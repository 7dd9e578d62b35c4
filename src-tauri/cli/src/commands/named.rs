//! What has a name of the owner's: templates and saved filters.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::framework::Framework;
use triptych_core::record::{self, Kind, Query, SavedFilter, Sort, Template};
use triptych_core::vault::Portfolio;

use super::SHORTEST;
use super::record::{listed, plain, query, resolve};
use super::write::remarked;
use crate::answer::Answer;
use crate::args::{FilterCommand, TemplateCommand};

#[derive(Serialize)]
struct Id {
    id: String,
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

/// Does what was asked of the templates.
pub(crate) fn template(app: &App, command: &TemplateCommand, json: bool) -> Result<Answer> {
    match command {
        TemplateCommand::List { kind } => {
            let all = app.with(|portfolio| of_kind(portfolio, *kind))?;
            Answer::either(json, &all, || {
                let mut out = String::new();
                for one in &all {
                    let _ = writeln!(out, "{}  {:<11}  {}", &one.id[..8], one.content.kind.as_str(), plain(&one.name));
                }
                out
            })
        }
        TemplateCommand::Keep { id, name } => {
            let kept = app.change(|portfolio| {
                let id = resolve(portfolio, id)?;
                record::keep_template(portfolio, &id, name)
            })?;
            let id = kept.id.clone();
            Answer::either(json, &kept, || id)
        }
        TemplateCommand::Use { template, kind } => {
            let record = app.change(|portfolio| {
                let found = meant(portfolio, template, *kind)?;
                record::from_template(portfolio, &found.id)
            })?;
            let id = record.id.clone();
            remarked(record, json, || id)
        }
        TemplateCommand::Rename { template, to, kind } => {
            let id = app.change(|portfolio| {
                let found = meant(portfolio, template, *kind)?;
                record::rename_template(portfolio, &found.id, to).map(|()| found.id)
            })?;
            let name = to.trim().to_owned();
            let said = format!("It is called “{}” now.", plain(&name));
            Answer::either(json, &Named { id, name }, || said)
        }
        TemplateCommand::Delete { template, kind } => {
            let id = app.change(|portfolio| {
                let found = meant(portfolio, template, *kind)?;
                record::delete_template(portfolio, &found.id).map(|()| found.id)
            })?;
            Answer::either(json, &Id { id }, || "Deleted. Records made from it stay.".to_owned())
        }
    }
}

/// Does what was asked of the saved filters.
pub(crate) fn filter(app: &App, command: &FilterCommand, json: bool) -> Result<Answer> {
    match command {
        FilterCommand::List => {
            let all = app.with(record::every_filter)?;
            Answer::either(json, &all, || {
                let mut out = String::new();
                for one in &all {
                    let asks = plain(&record::filter_in_words(&one.query));
                    let _ = writeln!(out, "{}  {}: {asks}", &one.id[..8], plain(&one.name));
                }
                out
            })
        }
        FilterCommand::Keep { name, words, narrowed } => keep(app, name, &query(narrowed, words)?, json),
        FilterCommand::Use { filter, limit } => {
            let found = app.with(|portfolio| saved(portfolio, filter))?;
            listed(app, &found.query, *limit, json)
        }
        FilterCommand::Delete { filter } => {
            let id = app.change(|portfolio| {
                let found = saved(portfolio, filter)?;
                record::delete_filter(portfolio, &found.id).map(|()| found.id)
            })?;
            Answer::either(json, &Id { id }, || "Deleted. The records that it found stay.".to_owned())
        }
    }
}

fn keep(app: &App, name: &str, asked: &Query, json: bool) -> Result<Answer> {
    let narrowed = Query {
        sort: Sort::default(),
        text: asked.text.trim().to_owned(),
        ..asked.clone()
    };
    if narrowed == Query::default() {
        return Err(Error::field(
            "filter",
            "This asks for every record, as the list does by itself. Nothing has been kept.",
        )
        .hint("Name words or what narrows: `filter keep --help` lists it."));
    }
    if asked
        .statement
        .as_deref()
        .is_some_and(|id| Framework::bundled().statement(id).is_none())
    {
        return Err(
            Error::field("statement", "The framework has no such statement. Nothing has been kept.")
                .hint("`framework` lists them with their ids."),
        );
    }
    let (before, kept) = app.change(|portfolio| {
        // What the list would refuse is not kept for another day.
        record::list(portfolio, asked, 0, 1)?;
        let before = record::every_filter(portfolio)?;
        record::keep_filter(portfolio, name, asked).map(|kept| (before, kept))
    })?;
    let id = kept.id.clone();
    let answer = Answer::either(json, &kept, || id)?;
    Ok(if before.iter().any(|one| one.id == kept.id) {
        answer.remark("There was a filter of this name: it asks this now. `undo` brings the other question back.")
    } else {
        answer
    })
}

/// The saved filter that is called `word`, or whose id is or begins so.
pub(super) fn saved(portfolio: &Portfolio, word: &str) -> Result<SavedFilter> {
    let mut all = record::every_filter(portfolio)?;
    let called: Vec<(&str, &str)> = all.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    let at = place(&called, word, ("filter", "saved filter"), "Use its id.")?;
    Ok(all.swap_remove(at))
}

fn of_kind(portfolio: &Portfolio, kind: Option<Kind>) -> Result<Vec<Template>> {
    let mut all = record::every_template(portfolio)?;
    all.retain(|one| kind.is_none_or(|kind| one.content.kind == kind));
    Ok(all)
}

/// The template that is called `word`, or whose id is or begins so.
fn meant(portfolio: &Portfolio, word: &str, kind: Option<Kind>) -> Result<Template> {
    let mut all = of_kind(portfolio, kind)?;
    let called: Vec<(&str, &str)> = all.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    let at = place(&called, word, ("template", "template"), "Say its kind with --kind, or use its id.")?;
    Ok(all.swap_remove(at))
}

/// Which of them `word` means: a whole id goes before a name, a name before one that is written otherwise, and that before the
/// beginning of an id. `what` is its word here and as people say it; `apart` is how two of one name are told apart.
fn place(called: &[(&str, &str)], word: &str, what: (&str, &str), apart: &str) -> Result<usize> {
    let (field, what) = what;
    let (name, small) = (word.trim(), word.trim().to_lowercase());
    let way = |&(id, own): &(&str, &str)| {
        let ways = [
            id == word,
            own == name,
            own.to_lowercase() == small,
            word.len() >= SHORTEST && id.starts_with(word),
        ];
        ways.iter().position(|fits| *fits)
    };
    let ways: Vec<Option<usize>> = called.iter().map(way).collect();
    let best = ways.iter().flatten().min().ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no {what} of this name or id. Nothing has been changed."),
        )
        .hint(format!("`{field} list` shows those there are."))
    })?;
    let mut found = (0..ways.len()).filter(|at| ways[*at].as_ref() == Some(best));
    match (found.next(), found.next()) {
        (Some(at), None) => Ok(at),
        _ => Err(Error::field(field, format!("More than one {what} is meant by this. Nothing has been changed.")).hint(apart)),
    }
}
