//! The echo: what is different now, some weeks after an activity.

use std::fmt::Write as _;

use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::record;

use super::record::{counted, plain, resolve, whole};
use super::write::given;
use crate::answer::Answer;
use crate::args::EchoCommand;

/// Lists what is due, keeps a line, or leaves it.
pub(crate) fn echo(app: &App, command: &EchoCommand, json: bool) -> Result<Answer> {
    match command {
        EchoCommand::Due { weeks } => due(app, *weeks, json),
        EchoCommand::Say { id, text } => {
            let words = given(text)?.unwrap_or_default();
            if words.trim().is_empty() {
                return Err(Error::field("text", "There are no words yet. Nothing has been changed.")
                    .hint("Use --text or --text-file. `echo leave` notes that it was asked and left."));
            }
            let (before, record) = app.change(|portfolio| {
                let id = resolve(portfolio, id)?;
                let before = record::get(portfolio, &id)?.echo;
                record::say_echo(portfolio, &id, &words).map(|record| (before, record))
            })?;
            let answer = Answer::either(json, &whole(record), || "Kept with the record, dated today.".to_owned())?;
            Ok(match before {
                Some(_) => answer.remark("It stands in the place of the line that was there; `undo` brings that one back."),
                None => answer,
            })
        }
        EchoCommand::Leave { id } => {
            let record = app.change(|portfolio| {
                let id = resolve(portfolio, id)?;
                if record::get(portfolio, &id)?.echo.is_some() {
                    return Err(Error::new(
                        Code::Refused,
                        "A line was said of this activity, so it is not asked about any more. Nothing has been changed.",
                    )
                    .hint("`echo say` says it anew."));
                }
                record::say_echo(portfolio, &id, "")
            })?;
            Answer::either(json, &whole(record), || "Left as it is. It is not asked again.".to_owned())
        }
    }
}

fn due(app: &App, weeks: Option<u16>, json: bool) -> Result<Answer> {
    let weeks = weeks.unwrap_or_else(|| app.settings().echo_weeks);
    let due = app.with(|portfolio| record::echoes_due(portfolio, weeks))?;
    Answer::either(json, &due, || {
        if due.is_empty() {
            return "Nothing is to be asked about.".to_owned();
        }
        let mut out = String::new();
        for one in &due {
            let since = counted(one.weeks as usize, "week", "weeks");
            let _ = writeln!(out, "{}  {}  {}, {since} since", &one.record_id[..8], one.date, plain(&one.title));
        }
        out.push_str("What is different now for the people you work with? `echo say` keeps a line, `echo leave` leaves it.");
        out
    })
}
