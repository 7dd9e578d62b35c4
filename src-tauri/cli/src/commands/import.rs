//! Bringing in what was written elsewhere.

use std::fmt::Write as _;

use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::exchange::{self, Report};
use triptych_core::intake::{self, Choices, Division, Field, Preview, Settled, Shape, Source};

use super::export::path;
use crate::answer::Answer;
use crate::args::{By, ImportCommand, Taking};

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
        ImportCommand::List {
            file,
            table,
            column,
            taking,
        } => {
            let source = Source::File { path: path(&file)? };
            let mut choices = Choices {
                shape: Some(Shape::List),
                table: table.map(|number| number.saturating_sub(1)),
                ..Choices::default()
            };
            if !column.is_empty() {
                let seen = app.with(|portfolio| intake::preview(portfolio, &source, &choices))?;
                let mut fields: Vec<Field> = seen.columns.iter().map(|one| one.field).collect();
                for pair in &column {
                    let (number, field) = pair_of("column", pair)?;
                    let slot = (number as usize).checked_sub(1).and_then(|at| fields.get_mut(at));
                    *slot.ok_or_else(|| Error::field("column", "There is no column of this number."))? = field_of(field)?;
                }
                choices.fields = Some(fields);
            }
            take(app, &source, choices, &taking, json)
        }
        ImportCommand::Text { path: from, by, taking } => {
            let source = Source::File { path: path(&from)? };
            let choices = Choices {
                shape: Some(Shape::Text),
                division: by.map(|by| match by {
                    By::Heading => Division::Heading,
                    By::File => Division::File,
                }),
                ..Choices::default()
            };
            take(app, &source, choices, &taking, json)
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
    report.kept.iter().chain(&report.stays).for_each(|line| {
        let _ = writeln!(out, "{line}");
    });
    out
}

/// The number and the rest of `N=REST`.
fn pair_of<'a>(field: &str, pair: &'a str) -> Result<(u32, &'a str)> {
    let parts = pair
        .split_once('=')
        .and_then(|(number, rest)| Some((number.trim().parse().ok()?, rest.trim())));
    parts.ok_or_else(|| {
        Error::field(
            field,
            "This is not a number, an equals sign and what it stands for, such as 3=hours.",
        )
    })
}

fn field_of(name: &str) -> Result<Field> {
    serde_json::from_value(name.into()).map_err(|_| Error::field("column", "There is no such field; `import list --help` names them."))
}

/// Settles what the arguments settle, and brings it in or says what would come.
fn take(app: &App, source: &Source, mut choices: Choices, taking: &Taking, json: bool) -> Result<Answer> {
    for pair in &taking.date {
        let (number, date) = pair_of("date", pair)?;
        choices.rows.push(Settled {
            number,
            take: None,
            date: Some(date.to_owned()),
            date_to: None,
        });
    }
    for (numbers, taken) in [(&taking.take, true), (&taking.leave, false)] {
        for number in numbers {
            match choices.rows.iter_mut().find(|row| row.number == *number) {
                Some(row) => row.take = Some(taken),
                None => choices.rows.push(Settled {
                    number: *number,
                    take: Some(taken),
                    date: None,
                    date_to: None,
                }),
            }
        }
    }
    let seen = app.with(|portfolio| intake::preview(portfolio, source, &choices))?;
    for row in seen.rows.iter().filter(|row| row.take && row.date.is_none()) {
        let offer = row.offers.first().filter(|_| taking.accept_offers);
        let (date, to) = match offer.map(|offer| offer.split_once('/').unwrap_or((offer, ""))) {
            Some((date, to)) => (Some(date.to_owned()), Some(to.to_owned()).filter(|to| !to.is_empty())),
            None => (None, None),
        };
        if date.is_some() || taking.leave_doubtful {
            choices.rows.retain(|one| one.number != row.number);
            choices.rows.push(Settled {
                number: row.number,
                take: Some(date.is_some()),
                date,
                date_to: to,
            });
        }
    }
    if taking.look {
        let seen = app.with(|portfolio| intake::preview(portfolio, source, &choices))?;
        return Answer::either(json, &seen, || shown(&seen));
    }
    let brought = app.run("", |task| {
        app.change(|portfolio| intake::bring(portfolio, source, &choices, taking.keep_source, task))
    })?;
    Answer::either(json, &brought, || {
        let kept = match brought.evidence.len() {
            0 => String::new(),
            1 => " Its file is kept as evidence.".to_owned(),
            many => format!(" Its {many} files are kept as evidence."),
        };
        format!("{} records brought in, {} left out.{kept}", brought.records.len(), brought.left_out)
    })
}

fn shown(seen: &Preview) -> String {
    let mut out = String::new();
    for (number, column) in (1..).zip(&seen.columns) {
        let field = serde_json::to_value(column.field).unwrap_or_default();
        let _ = writeln!(out, "column {number}: {} = {}", column.name, field.as_str().unwrap_or_default());
    }
    for row in &seen.rows {
        let date = row.date.as_deref().unwrap_or("date?");
        let mark = if row.take { '+' } else { '-' };
        let _ = writeln!(out, "{mark} {:>4}  {date:<10}  {}", row.number, row.title);
        for remark in [&row.question, &row.refused].into_iter().flatten() {
            let _ = writeln!(out, "          {remark}");
        }
        if !row.offers.is_empty() && row.date.is_none() {
            let _ = writeln!(out, "          It may be {}.", row.offers.join(" or "));
        }
        if let Some(why) = &row.suspect {
            let _ = writeln!(out, "          It looks like notes on a client: {why}.");
        }
        if let Some(id) = &row.same_as {
            let _ = writeln!(out, "          It seems to be here already: {id}.");
        }
        if let Some(number) = row.repeats {
            let _ = writeln!(out, "          It repeats {number}.");
        }
    }
    seen.told.iter().for_each(|line| {
        let _ = writeln!(out, "{line}");
    });
    out
}
