//! Writing things out of the portfolio.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::api::export::{Exported, WayOut};
use triptych_core::error::{Error, Result};
use triptych_core::hcpc::{self, Line, Subject};
use triptych_core::{exchange, vault::Portfolio};

use crate::answer::Answer;
use crate::args::{ExportCommand, WhichLetter};

#[derive(Serialize)]
struct Written {
    path: String,
    bytes: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<usize>,
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    is_final: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// Writes what was asked for.
pub(crate) fn export(app: &App, command: ExportCommand, json: bool) -> Result<Answer> {
    match command {
        ExportCommand::Hcpc {
            cycle,
            out,
            is_final,
            separate,
            force,
            for_whom,
        } => {
            let out = path(&out)?;
            let way = WayOut {
                path: Some(&out),
                replace: force,
                for_whom: &for_whom,
            };
            let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
            hcpc(app, &id, None, (is_final, separate), &way, json)
        }
        ExportCommand::Addendum {
            which,
            out,
            is_final,
            force,
            for_whom,
        } => {
            let out = path(&out)?;
            let way = WayOut {
                path: Some(&out),
                replace: force,
                for_whom: &for_whom,
            };
            let letter = app.with_mut(|portfolio| super::asked::letter_id(portfolio, &which))?;
            let cycle = app.with(|portfolio| hcpc::letter(portfolio, &letter))?.cycle_id;
            hcpc(app, &cycle, Some(&letter), (is_final, false), &way, json)
        }
        ExportCommand::Paper { paper } => super::paper::paper(app, paper, json),
        ExportCommand::Lines { cycle, addendum } => lines(app, cycle.as_deref(), addendum, json),
        ExportCommand::Json {
            out,
            force,
            with_identities,
            all_files,
        } => {
            let out = path(&out)?;
            let along = exchange::Along {
                identities: with_identities,
                all_files,
            };
            let made = app.run("", |task| exchange::export_json(app, task, Some(&out), force, along))?;
            let answer = written(made, None, json)?;
            Ok(if with_identities {
                answer.remark("It says who your clients are: keep it where nobody else can read it.")
            } else {
                answer
            })
        }
        ExportCommand::Markdown { out, force } => {
            let out = path(&out)?;
            let made = app.run("", |task| exchange::export_markdown(app, task, Some(&out), force))?;
            written(made, None, json)
        }
    }
}

fn hcpc(app: &App, cycle: &str, letter: Option<&str>, (is_final, separate): (bool, bool), way: &WayOut<'_>, json: bool) -> Result<Answer> {
    let of = Subject::of(cycle, letter);
    let (lines, digest) = app.with(|portfolio| hcpc::lines(portfolio, of))?;
    // Whoever exports from a terminal has no page to tick: asking for the file is saying that the lines may leave.
    match letter {
        Some(letter) => app.change(|portfolio| hcpc::confirm_letter(portfolio, letter, &digest))?,
        None if !app.with(|portfolio| hcpc::get(portfolio, cycle))?.confirmed => {
            app.change(|portfolio| hcpc::confirm(portfolio, cycle, &digest))?;
        }
        None => {}
    }
    let made = app.run("", |task| hcpc::export(app, task, of, is_final, separate, way))?;
    let with_codes = lines.iter().filter(|line| !line.codes.is_empty()).count();
    let answer = written(made, Some((lines.len(), is_final)), json)?
        .remark(format!("{} lines left the portfolio; `export lines` lists them.", lines.len()));
    Ok(match with_codes {
        0 => answer,
        1 => answer.remark("One of them holds one of your client codes. Look at it before you hand the file on."),
        many => answer.remark(format!(
            "{many} of them hold one of your client codes. Look at them before you hand the file on."
        )),
    })
}

fn lines(app: &App, cycle: Option<&str>, addendum: bool, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Lines {
        lines: Vec<Line>,
    }
    let (id, letter) = subject(app, cycle, addendum)?;
    let found = Lines {
        lines: app.with(|portfolio| hcpc::lines(portfolio, Subject::of(&id, letter.as_deref())))?.0,
    };
    Answer::either(json, &found, || {
        let mut out = String::new();
        let mut place = "";
        for line in &found.lines {
            if line.place != place {
                let blank = if place.is_empty() { "" } else { "\n" };
                let _ = writeln!(out, "{blank}{}", line.place);
                place = &line.place;
            }
            let mark = if line.codes.is_empty() { "   " } else { "(!)" };
            let _ = writeln!(out, "{mark} {}", line.text);
        }
        out
    })
}

/// The ids of the cycle, and of its newest letter where its addendum is meant.
pub(super) fn subject(app: &App, cycle: Option<&str>, addendum: bool) -> Result<(String, Option<String>)> {
    app.with_mut(|portfolio| {
        let which = WhichLetter {
            cycle: cycle.map(str::to_owned),
            letter: None,
        };
        let letter = addendum.then(|| super::asked::letter_id(portfolio, &which)).transpose()?;
        Ok((cycle_id(portfolio, cycle)?, letter))
    })
}

/// The cycle called by its years, or the current one.
pub(super) fn cycle_id(portfolio: &mut Portfolio, years: Option<&str>) -> Result<String> {
    match years {
        Some(years) => hcpc::cycle_by_years(portfolio, years),
        None => hcpc::cycles(portfolio)?.1.ok_or_else(|| Error::not_found("cycle")),
    }
}

pub(crate) fn path(out: &Path) -> Result<String> {
    // The contract speaks JSON, so a path has to be text.
    out.to_str()
        .map(str::to_owned)
        .ok_or_else(|| Error::field("out", "This name cannot be written as text.").hint("Choose another name."))
}

pub(crate) fn written(made: Exported, profile: Option<(usize, bool)>, json: bool) -> Result<Answer> {
    let (left_out, files) = (made.left_out, made.files);
    let notes = made.notes.clone();
    let written = Written {
        path: made.path.unwrap_or_default(),
        bytes: made.bytes,
        pages: made.pages,
        lines: profile.map(|(lines, _)| lines),
        is_final: profile.map(|(_, is_final)| is_final),
        notes: made.notes,
    };
    let answer = Answer::either(json, &written, || {
        let pages = match written.pages {
            Some(1) => ", 1 page".to_owned(),
            Some(pages) => format!(", {pages} pages"),
            None => String::new(),
        };
        let all = if files > 1 { " in all" } else { "" };
        format!("{} ({} KB{pages}{all})", written.path, written.bytes.div_ceil(1024))
    })?;
    let answer = notes.into_iter().fold(answer, Answer::remark);
    Ok(match left_out {
        0 => answer,
        count => answer.remark(format!(
            "{count} of the files of your evidence could not be read and do not lie beside it; `check` names them."
        )),
    })
}
