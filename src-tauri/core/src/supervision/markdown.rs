//! Directories, agreements, the agenda and one's own measure as one Markdown file; the sessions are records and have theirs.

use std::fmt::Write as _;

use super::{Agreement, Item, Person, Side, agenda, agreements, aim, client_hours, people};
use crate::error::Result;
use crate::record::{self, day_in_words as in_words, length_in_words as length};
use crate::vault::Portfolio;

/// The file's text; `None` when there is nothing to write.
///
/// # Errors
/// `damaged`, `disk`.
pub fn markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let (people, agreements, waiting, aim) = (people(portfolio)?, agreements(portfolio)?, agenda(portfolio)?, aim(portfolio)?);
    let beside = client_hours(portfolio)?;
    if people.is_empty() && agreements.is_empty() && waiting.is_empty() && aim == super::Aim::default() && beside.is_empty() {
        return Ok(None);
    }
    let mut out = String::from("# Supervision\n");
    if !agreements.is_empty() {
        out.push_str("\n## Agreements\n");
        for one in &agreements {
            agreement(&mut out, one, &people)?;
        }
    }
    for (side, heading) in [(Side::Supervisor, "Supervisors"), (Side::Supervisee, "Whom I supervise")] {
        let mut own = people.iter().filter(|person| person.side == side).peekable();
        if own.peek().is_some() {
            let _ = writeln!(out, "\n## {heading}\n");
        }
        for person in own {
            let facts = [&person.role, &person.profession, &person.registration, &person.contact];
            let facts: Vec<&str> = facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
            let _ = writeln!(out, "- {}", [&[person.name.as_str()], facts.as_slice()].concat().join(" · "));
        }
    }
    if !waiting.is_empty() {
        out.push_str("\n## Agenda\n\n");
        waiting.iter().try_for_each(|item| point(&mut out, item))?;
    }
    if let Some(weeks) = aim.every_weeks {
        let _ = writeln!(out, "\nMy own measure: a session every {weeks} weeks.");
    }
    if let Some(hours) = aim.client_hours {
        let _ = writeln!(out, "\nMy own measure: one hour of supervision to {hours} client hours.");
    }
    if !beside.is_empty() {
        out.push_str("\n## Hours with clients that stand in no case note\n\n");
        for hours in &beside {
            let _ = writeln!(out, "- {}: {}", hours.year, length(hours.minutes));
        }
    }
    Ok(Some(out))
}

fn agreement(out: &mut String, one: &Agreement, people: &[Person]) -> Result<()> {
    let name = people
        .iter()
        .find(|person| person.id == one.person_id)
        .map_or("", |person| person.name.as_str());
    let day = |text: &String| record::date("date", text).map(in_words);
    let _ = writeln!(out, "\n### {name}: {}, {}\n", one.kind.name(), one.place.name());
    let lines = [
        ("Since", day(&one.start)?),
        ("Review", one.review.as_ref().map(day).transpose()?.unwrap_or_default()),
        ("Until", one.end.as_ref().map(day).transpose()?.unwrap_or_default()),
        ("How often", one.frequency.clone()),
        ("Length", one.minutes.map(length).unwrap_or_default()),
        ("Purpose", one.purpose.clone()),
        ("Who keeps records", one.keeper.clone()),
        ("Limits of confidentiality", one.limits.clone()),
    ];
    for (label, text) in lines.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let _ = writeln!(out, "- **{label}:** {}", text.trim().replace('\n', "\n  "));
    }
    Ok(())
}

fn point(out: &mut String, item: &Item) -> Result<()> {
    let mut words = item.note.clone();
    if let Some(source) = &item.source {
        let from = format!("(from “{}”, {})", source.title, in_words(record::date("date", &source.date)?));
        words = [words, from]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
    }
    let _ = writeln!(out, "- {}", words.replace('\n', "\n  "));
    for line in item.quote.lines() {
        let _ = writeln!(out, "  > {line}");
    }
    Ok(())
}
