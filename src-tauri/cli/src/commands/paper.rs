//! Papers for others: looked at, or written.

use std::fmt::Write as _;
use std::path::Path;

use triptych_core::api::App;
use triptych_core::api::export::WayOut;
use triptych_core::error::Result;
use triptych_core::papers::{self, Paper, PaperAnswer, PaperFinding, PaperFormat, PaperLook};

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
    let first = app.with(|portfolio| papers::look(portfolio, paper, &[]))?;
    let answers = answers(&first, file);
    let look = app.with(|portfolio| papers::look(portfolio, paper, &answers))?;
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
    let wanted = papers::Wanted {
        paper,
        format: format_of(out),
        answers: &answers,
        digest: &look.digest,
    };
    let made = app.run("", |task| papers::export(app, task, wanted, &way)).map_err(|cause| {
        if look.waiting == 0 {
            return cause;
        }
        cause.hint(format!(
            "Say which it is: --other-word WORD or --is-client WORD; {listed} where they stand."
        ))
    })?;
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

/// What was said of words that could be a client, by the word.
fn answers(look: &PaperLook, file: &PaperFile) -> Vec<PaperAnswer> {
    let said = |words: &[String], value: &str| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    let of = |one: &papers::PaperDoubt| {
        let other_word = said(&file.other_word, &one.value);
        (other_word || said(&file.is_client, &one.value)).then(|| PaperAnswer {
            key: one.key.clone(),
            other_word,
        })
    };
    look.doubts.iter().filter_map(of).collect()
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
    for one in &look.doubts {
        let said = if one.other_word {
            "a different word, as you say"
        } else {
            "a client of yours or a different word?"
        };
        let _ = writeln!(out, "\n{}\n  “{}”: {said} ({})", one.found.text, one.value, one.found.place);
    }
    for one in &look.found {
        let _ = writeln!(
            out,
            "\n{}\n  {} “{}”: {} ({})",
            one.text,
            one.kind.as_str(),
            words_of(one),
            one.why,
            one.place
        );
    }
    if look.more > 0 {
        let _ = writeln!(out, "\nand {} more", look.more);
    }
    out
}

/// The words of a finding, out of its line.
fn words_of(one: &PaperFinding) -> String {
    let (start, end) = (one.start as usize, one.end as usize);
    one.text.chars().skip(start).take(end.saturating_sub(start)).collect()
}
