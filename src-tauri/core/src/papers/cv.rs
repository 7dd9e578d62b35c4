//! A CV: who one is, where one has worked, what one has learnt lately.

use chrono::{Months, NaiveDate};
use triptych_pdf::{Block, Column};

use super::compose::{self, Composed, cell, facts, gathered, in_words, length, name, when};
use crate::error::{Error, Result};
use crate::profile::{self, Role};
use crate::record::{self, CpdType, Kind, Query, Record};
use crate::vault::Portfolio;

/// How far back CPD and supervision are told, in months: HCPC's cycle.
const BACK: Months = Months::new(24);

/// # Errors
/// `refused` when nothing is said of the owner yet, `damaged`, `disk`.
pub(super) fn compose(portfolio: &Portfolio) -> Result<Composed> {
    let who = profile::get(portfolio)?;
    if who.name.trim().is_empty() && who.roles.is_empty() {
        return Err(Error::field("name", "There is nothing to say of you yet. Nothing was written.")
            .hint("Write your name and your roles on the Profile page, then try again."));
    }
    let today = portfolio.world().today();
    let since = today.checked_sub_months(BACK).unwrap_or(today);
    let mut blocks = Vec::new();
    let registered = who.registered_since.as_deref().map(month).transpose()?.unwrap_or_default();
    blocks.extend(facts([
        ("Profession", who.profession.map(|one| one.name().to_owned()).unwrap_or_default()),
        ("HCPC registration", who.registration.clone()),
        ("Registered since", registered),
    ]));
    if !who.roles.is_empty() {
        blocks.push(Block::heading(1, "Work"));
        for role in &who.roles {
            blocks.push(Block::heading(2, role.title.trim()));
            blocks.extend(facts([("When", years(role)?), ("Where", place(role))]));
        }
    }
    let records = gathered(
        portfolio,
        Query {
            from: Some(since.to_string()),
            to: Some(today.to_string()),
            ..Query::default()
        },
    )?;
    let (cpd, rest): (Vec<Record>, Vec<Record>) = records.into_iter().partition(|record| record.content.kind == Kind::Cpd);
    if !cpd.is_empty() {
        blocks.push(Block::heading(1, format!("Professional development since {}", in_words(since))));
        blocks.push(Block::Table {
            caption: None,
            columns: vec![
                Column::new("When", 4),
                Column::new("What", 8),
                Column::new("With", 4),
                Column::new("Type", 4),
            ],
            rows: cpd.iter().rev().map(row).collect::<Result<_>>()?,
        });
    }
    let supervised: Vec<&Record> = rest.iter().filter(|record| record.content.kind == Kind::Supervision).collect();
    let (given, received): (Vec<&Record>, Vec<&Record>) = supervised
        .into_iter()
        .partition(|record| record.content.supervision.as_ref().is_some_and(|facts| facts.given));
    let hours = |some: &[&Record]| length(some.iter().filter_map(|record| record.content.minutes).sum());
    if let Some(facts) = facts([("Received", hours(&received)), ("Given", hours(&given))]) {
        blocks.push(Block::heading(1, format!("Supervision since {}", in_words(since))));
        blocks.push(facts);
    }
    let title = "Curriculum vitae";
    Ok(Composed {
        file_name: compose::file_name(&[title, &who.name]),
        document: compose::document(portfolio, title, None, blocks)?,
        records: cpd,
    })
}

fn row(record: &Record) -> Result<Vec<Vec<triptych_pdf::Inline>>> {
    let cpd = record.content.cpd.clone().unwrap_or_default();
    Ok(vec![
        cell(when(record)?),
        cell(name(record)),
        cell(cpd.provider.trim()),
        cell(cpd.kind.map(CpdType::name).unwrap_or_default()),
    ])
}

/// "May 2021 to today"
fn years(role: &Role) -> Result<String> {
    let start = role.start.as_deref().map(month).transpose()?;
    let end = role.end.as_deref().map(month).transpose()?;
    Ok(match (start, end) {
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("{start} to today"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => String::new(),
    })
}

fn month(day: &str) -> Result<String> {
    let day: NaiveDate = record::date("start", day)?;
    Ok(day.format("%B %Y").to_string())
}

fn place(role: &Role) -> String {
    let who = if role.own_practice {
        "own practice"
    } else {
        role.employer.as_deref().unwrap_or_default()
    };
    let parts: Vec<&str> = [role.setting.trim(), who.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}
