//! Papers for others: looked at, or written.

use std::fmt::Write as _;
use std::path::Path;

use triptych_core::api::App;
use triptych_core::api::export::WayOut;
use triptych_core::error::Result;
use triptych_core::papers::{self, Paper, PaperFormat, PaperLook};

use super::export;
use super::record::{counted, resolve};
use crate::answer::Answer;
use crate::args::{PaperCommand, PaperFile};

/// Lists what could tell who somebody is, or writes the file.
pub(crate) fn paper(app: &App, command: PaperCommand, json: bool) -> Result<Answer> {
    let (paper, file) = asked(app, command)?;
    look_or_write(app, &paper, &file, "the same command without --out lists", json)
}

/// The same for any paper; `listed` says which command lists what is found.
pub(crate) fn look_or_write(app: &App, paper: &Paper, file: &PaperFile, listed: &str, json: bool) -> Result<Answer> {
    let look = app.with(|portfolio| papers::look(portfolio, paper))?;
    let Some(out) = &file.out else {
        return Answer::either(json, &look, || list(&look));
    };
    let path = export::path(out)?;
    let way = WayOut {
        path: Some(&path),
        replace: file.force,
        for_whom: &file.for_whom,
    };
    // Whoever exports from a terminal has no page to tick: asking for the file is saying that it may leave.
    let made = app.run("", |task| papers::export(app, task, paper, format_of(out), &look.digest, &way))?;
    let answer = export::written(made, None, json)?;
    let found = look.found.len() + look.more as usize;
    Ok(if found == 0 {
        answer
    } else {
        answer.remark(format!(
            "{} in it could tell who somebody is; {listed} {}.",
            counted(found, "place", "places"),
            if found == 1 { "it" } else { "them" }
        ))
    })
}

fn asked(app: &App, command: PaperCommand) -> Result<(Paper, PaperFile)> {
    Ok(match command {
        PaperCommand::Record { id, file } => {
            let id = app.with(|portfolio| resolve(portfolio, &id))?;
            (Paper::Record { id }, file)
        }
        PaperCommand::Levels { level, file } => (Paper::Levels { level }, file),
        PaperCommand::Appraisal { from, to, file } => (Paper::Appraisal { from, to }, file),
        PaperCommand::Cv { file } => (Paper::Cv, file),
    })
}

fn format_of(out: &Path) -> PaperFormat {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() == Some("docx") {
        PaperFormat::Docx
    } else {
        PaperFormat::Pdf
    }
}

fn list(look: &PaperLook) -> String {
    let mut out = format!(
        "{}: {} would leave; general words stand for clients of yours {}.\n",
        look.title,
        counted(look.lines as usize, "line", "lines"),
        counted(look.replaced as usize, "time", "times")
    );
    for one in &look.found {
        let _ = writeln!(out, "\n{}\n  {}: {} {}", one.text, one.kind.as_str(), one.why, one.place);
    }
    if look.more > 0 {
        let _ = writeln!(out, "\nand {} more", look.more);
    }
    out
}
