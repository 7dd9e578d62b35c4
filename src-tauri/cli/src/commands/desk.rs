//! Links between records, keywords, earlier versions, copies.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::record::{self, Version};

use super::SHORTEST;
use super::record::{count, plain, resolve, whole};
use crate::answer::Answer;
use crate::args::{KeywordCommand, Link};

#[derive(Serialize)]
struct Concerned {
    records: u32,
}

/// Links two records, or takes the link away.
pub(crate) fn link(app: &App, link: &Link, json: bool) -> Result<Answer> {
    let record = app.change(|portfolio| {
        let (from, to) = (resolve(portfolio, &link.from)?, resolve(portfolio, &link.to)?);
        let change = if link.remove { record::unlink } else { record::link };
        change(portfolio, &from, &to, link.kind.into())
    })?;
    let links = record.links.len();
    Answer::either(json, &whole(record), || match links {
        0 => "No links.".to_owned(),
        1 => "1 link.".to_owned(),
        links => format!("{links} links."),
    })
}

/// Lists, renames and merges keywords.
pub(crate) fn keyword(app: &App, command: &KeywordCommand, json: bool) -> Result<Answer> {
    let records = match command {
        KeywordCommand::List => {
            let keywords = app.with(record::facets)?.keywords;
            return Answer::either(json, &keywords, || {
                let mut out = String::new();
                for one in &keywords {
                    let _ = writeln!(out, "{:>5}  {}", one.records, plain(&one.name));
                }
                out
            });
        }
        KeywordCommand::Rename { name, to } => app.change(|portfolio| record::rename_keyword(portfolio, name, to))?,
        KeywordCommand::Merge { from, into } => app.change(|portfolio| record::merge_keywords(portfolio, from, into))?,
    };
    Answer::either(json, &Concerned { records }, || format!("{} changed.", count(records as usize)))
}

/// The earlier versions of a record, or one of them beside what it says now.
pub(crate) fn history(app: &App, id: &str, version: Option<&str>, json: bool) -> Result<Answer> {
    let (id, versions) = app.with(|portfolio| {
        let id = resolve(portfolio, id)?;
        record::history(portfolio, &id).map(|versions| (id, versions))
    })?;
    let Some(version) = version else {
        return Answer::either(json, &versions, || {
            let mut out = String::new();
            for one in &versions {
                let _ = writeln!(out, "{}  {}  {} words", &one.id[..8], one.at, one.words);
            }
            out
        });
    };
    let version = named(&versions, version)?;
    let compared = app.with(|portfolio| record::compare(portfolio, &id, &version, None))?;
    Answer::either(json, &compared, || {
        let mut out = format!("As it was on {}.\n", compared.at);
        for part in compared.parts.iter().filter(|part| part.changed) {
            let _ = writeln!(out, "\n{}:", part.name);
            for piece in &part.before {
                let (open, close) = if piece.differs { ("[-", "-]") } else { ("", "") };
                let _ = write!(out, "{open}{}{close}", piece.text);
            }
            out.push('\n');
        }
        out
    })
}

/// Brings an earlier version back as a new one.
pub(crate) fn restore_version(app: &App, id: &str, version: &str, json: bool) -> Result<Answer> {
    let record = app.change(|portfolio| {
        let id = resolve(portfolio, id)?;
        let version = named(&record::history(portfolio, &id)?, version)?;
        let now = record::get(portfolio, &id)?.version;
        record::restore_version(portfolio, &id, &version, now)
    })?;
    Answer::either(json, &whole(record), || {
        "Brought back. What the record said until now is kept in its history.".to_owned()
    })
}

/// A draft of today that says the same.
pub(crate) fn duplicate(app: &App, id: &str, json: bool) -> Result<Answer> {
    let record = app.change(|portfolio| {
        let id = resolve(portfolio, id)?;
        record::duplicate(portfolio, &id)
    })?;
    let id = record.id.clone();
    Answer::either(json, &whole(record), || id)
}

/// The version's whole id: given in full, or by a beginning that no other has.
fn named(versions: &[Version], given: &str) -> Result<String> {
    let mut found = versions.iter().filter(|one| given.len() >= SHORTEST && one.id.starts_with(given));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id.clone()),
        (Some(_), Some(_)) => {
            Err(Error::field("version", "More than one version's id begins so. Nothing has been changed.").hint("Give more of it."))
        }
        (None, _) => Err(
            Error::new(Code::NotFound, "There is no version of this id. Nothing has been changed.").hint("`record history` shows the ids."),
        ),
    }
}
