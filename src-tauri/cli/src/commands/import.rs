//! Bringing in what was written elsewhere.

use std::fmt::Write as _;

use triptych_core::api::App;
use triptych_core::error::Result;
use triptych_core::exchange::{self, Report};

use super::export::path;
use crate::answer::Answer;
use crate::args::ImportCommand;

/// Brings in what was asked for.
pub(crate) fn import(app: &App, command: ImportCommand, json: bool) -> Result<Answer> {
    match command {
        ImportCommand::Json { file } => {
            let file = path(&file)?;
            let report = app
                .run("", |task| exchange::import_json(app, task, Some(&file)))?
                .unwrap_or_default();
            Answer::either(json, &report, || said(&report))
        }
    }
}

fn said(report: &Report) -> String {
    let mut out = String::new();
    for count in &report.counts {
        let _ = write!(out, "{}: {} added", count.what, count.added);
        if count.same > 0 {
            let _ = write!(out, ", {} there already", count.same);
        }
        if count.beside > 0 {
            let _ = write!(out, ", {} beside another version", count.beside);
        }
        out.push('\n');
    }
    for id in &report.beside {
        let _ = writeln!(
            out,
            "{id}: stands beside what it differs from, with the keyword \"{}\".",
            exchange::MARK
        );
    }
    report.kept.iter().for_each(|line| {
        let _ = writeln!(out, "{line}");
    });
    out
}
