//! Suggested statements for a record, or for a text from standard input.

use std::fmt::Write as _;
use std::io::Read as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::framework::{Framework, LevelId};
use triptych_core::record;
use triptych_core::suggest::{self, Asked};

use super::record::resolve;
use crate::answer::Answer;

/// The most bytes that are read of a text.
const LARGEST: u64 = 16 * 1024 * 1024;

#[derive(Serialize)]
struct Item {
    id: String,
    score: f64,
    because: Vec<String>,
}

/// For the text on standard input, by the framework alone.
pub(super) fn plainly(level: Option<LevelId>, json: bool) -> Result<Answer> {
    answer(&suggest::ask_plainly(&text()?, level), json)
}

/// For the record `id` of the portfolio, or for the text on standard input.
pub(super) fn suggest(app: &App, id: Option<&str>, level: Option<LevelId>, json: bool) -> Result<Answer> {
    let asked = match id {
        Some(id) => app.with(|portfolio| {
            let record = record::get(portfolio, &resolve(portfolio, id)?)?;
            suggest::ask(portfolio, Some(&record.id), &record.content)
        })?,
        None => {
            let text = text()?;
            app.with(|portfolio| suggest::ask_text(portfolio, None, &text))?
        }
    };
    let asked = if level.is_some() { asked.at_level(level) } else { asked };
    answer(&asked, json)
}

pub(super) fn text() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|cause| Error::disk("reading the text", &cause))?;
    // What was cut in the middle of a character is cut before it.
    let end = match std::str::from_utf8(&bytes) {
        Err(cause) if cause.error_len().is_none() && bytes.len() as u64 == LARGEST => cause.valid_up_to(),
        _ => bytes.len(),
    };
    bytes.truncate(end);
    String::from_utf8(bytes)
        .map_err(|_| Error::field("text", "This is not text (UTF-8). Nothing has been changed.").hint("Save it as UTF-8 text."))
}

fn answer(asked: &Asked, json: bool) -> Result<Answer> {
    let items: Vec<Item> = asked
        .answer()
        .into_iter()
        .map(|one| Item {
            id: one.statement,
            score: one.score,
            because: one.because,
        })
        .collect();
    Answer::either(json, &items, || in_words(&items))
}

fn in_words(items: &[Item]) -> String {
    if items.is_empty() {
        return "No statement comes to mind for this text.".to_owned();
    }
    let mut out = String::new();
    for item in items {
        let text = Framework::bundled()
            .statement(&item.id)
            .map_or("", |statement| statement.text.as_str());
        let _ = writeln!(out, "{:<12} {text}\n{:<12} because: {}", item.id, "", item.because.join(", "));
    }
    out
}
