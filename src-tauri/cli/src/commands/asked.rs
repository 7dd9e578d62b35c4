//! HCPC asks for more: its letter from the command line.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::hcpc::{self, Letter, LetterForm, NumberedSince, Point};
use triptych_core::vault::Portfolio;

use super::evidence;
use super::export::cycle_id;
use super::record::{plain, read_text, resolve};
use crate::answer::Answer;
use crate::args::{AskedCommand, WhichLetter};

/// Answers what was asked.
pub(crate) fn asked(app: &App, command: &AskedCommand, json: bool) -> Result<Answer> {
    match command {
        AskedCommand::List { cycle } => {
            #[derive(Serialize)]
            struct Letters {
                letters: Vec<Letter>,
            }
            let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
            let found = Letters {
                letters: app.with(|portfolio| hcpc::letters(portfolio, &id))?,
            };
            Answer::either(json, &found, || match found.letters.as_slice() {
                [] => "HCPC has asked for nothing more.".to_owned(),
                letters => letters.iter().map(in_words).collect::<Vec<_>>().join("\n"),
            })
        }
        AskedCommand::Add {
            letter,
            deadline,
            points,
            cycle,
        } => {
            let text = read_text(points)?;
            let point = |line: &str| Point {
                text: line.trim().to_owned(),
                ..Point::default()
            };
            let form = LetterForm {
                letter: letter.clone(),
                deadline: deadline.clone(),
                points: text.lines().filter(|line| !line.trim().is_empty()).map(point).collect(),
            };
            let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
            let made = app.change(|portfolio| {
                let made = hcpc::save_letter(portfolio, &id, "", 0, "", &form)?;
                hcpc::letter(portfolio, &made)
            })?;
            Answer::either(json, &made, || in_words(&made))
        }
        AskedCommand::Answer {
            point,
            text,
            text_file,
            records,
            evidence,
            which,
        } => {
            let text = match (text, text_file) {
                (Some(text), _) => Some(text.clone()),
                (None, Some(path)) => Some(read_text(path)?),
                (None, None) => None,
            };
            let made = app.change(|portfolio| {
                let id = letter_id(portfolio, which)?;
                let now = hcpc::letter(portfolio, &id)?;
                let mut form = now.form;
                let one = point.checked_sub(1).and_then(|at| form.points.get_mut(at)).ok_or_else(|| {
                    Error::field("point", "The letter has no point of this number. Nothing has been changed.")
                        .hint("`hcpc asked list` counts them.")
                })?;
                if let Some(text) = text {
                    one.answer = text;
                }
                if !records.is_empty() {
                    one.records = records.iter().map(|id| resolve(portfolio, id)).collect::<Result<_>>()?;
                }
                if !evidence.is_empty() {
                    one.evidence = evidence.iter().map(|id| evidence::resolve(portfolio, id)).collect::<Result<_>>()?;
                }
                hcpc::save_letter(portfolio, &now.cycle_id, &now.id, now.version, "", &form)?;
                hcpc::letter(portfolio, &now.id)
            })?;
            Answer::either(json, &made, || in_words(&made))
        }
        AskedCommand::Remove { which } => {
            #[derive(Serialize)]
            struct Removed {
                removed: String,
            }
            let removed = app.change(|portfolio| {
                let id = letter_id(portfolio, which)?;
                hcpc::remove_letter(portfolio, &id)?;
                Ok(id)
            })?;
            Answer::either(json, &Removed { removed }, || "The letter is taken away.".to_owned())
        }
    }
}

/// The letter by its date, or the newest of the cycle.
pub(super) fn letter_id(portfolio: &mut Portfolio, which: &WhichLetter) -> Result<String> {
    let cycle = cycle_id(portfolio, which.cycle.as_deref())?;
    let letters = hcpc::letters(portfolio, &cycle)?;
    let found = match &which.letter {
        Some(date) => letters.into_iter().find(|one| one.form.letter == *date),
        None => letters.into_iter().next(),
    };
    found
        .map(|one| one.id)
        .ok_or_else(|| Error::not_found("letter").hint("`hcpc asked list` says which there are; `hcpc asked add` writes one down."))
}

fn in_words(letter: &Letter) -> String {
    let form = &letter.form;
    let mut out = format!(
        "Letter of {}, to be answered by {}: {} of {} answered\n",
        form.letter,
        form.deadline,
        letter.answered,
        form.points.len()
    );
    for (at, point) in form.points.iter().enumerate() {
        let stands = if point.answer.trim().is_empty() {
            "still to answer"
        } else {
            "answered"
        };
        let _ = writeln!(out, "{}. {} ({stands})", at + 1, plain(&point.text));
        for line in point.answer.lines() {
            let _ = writeln!(out, "   {}", plain(line));
        }
        for one in letter.evidence.iter().filter(|one| point.evidence.contains(&one.id)) {
            let sent = if one.since == NumberedSince::New { ", new" } else { "" };
            let _ = writeln!(out, "   E{} {}{sent}", one.number, plain(&one.title));
        }
    }
    for finding in &letter.findings {
        let _ = writeln!(out, "   to look at: {}", plain(&finding.message));
    }
    out.trim_end().to_owned()
}
