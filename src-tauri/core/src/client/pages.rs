//! The list of clients, and a client's page.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::model::{Facts, Line, Page, Renamed, RuleKind, State};
use super::{access, identity, look, retention};
use crate::error::{Code, Error, Result};
use crate::record::{self, CaseFacts, Content, Kind, Record};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a text.
const TEXT: usize = 20_000;

/// Every client, by code.
///
/// # Errors
/// `damaged`, `disk`.
pub fn list(portfolio: &Portfolio) -> Result<Vec<Line>> {
    let usual = retention::rule(portfolio)?;
    record::coded(portfolio)?
        .into_iter()
        .map(|one| {
            let (_, facts) = facts(portfolio.db(), &one.id)?;
            let kept = retention::of(portfolio, &one.id, &facts, one.last.as_deref(), usual)?;
            let evidence = if matches!(kept.state, State::Due | State::Held) {
                let own: Vec<String> = record::notes_of(portfolio, &one.id)?.into_iter().map(|note| note.id).collect();
                let pieces = look::pieces(portfolio, &one.id, &own)?;
                pieces.into_iter().map(|piece| piece.number).collect()
            } else {
                Vec::new()
            };
            Ok(Line {
                kept,
                evidence,
                risk: one.risk || !facts.risk.trim().is_empty(),
                words: [facts.goals, facts.themes, facts.summary].join("\n").trim().to_owned(),
                ended: facts.ended,
                id: one.id,
                code: one.code,
                notes: one.notes,
                first: one.first,
                last: one.last,
            })
        })
        .collect()
}

/// A client's page.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn get(portfolio: &Portfolio, id: &str) -> Result<Page> {
    let db = portfolio.db();
    let code = record::code_of(db, id)?;
    let (version, facts) = facts(db, id)?;
    let notes = record::notes_of(portfolio, id)?;
    let last = notes
        .iter()
        .filter(|note| note.attendance.is_none())
        .map(|note| note.date.clone())
        .max();
    Ok(Page {
        id: id.to_owned(),
        code,
        version,
        identified: identity::is_known(db, id)?,
        next_session: notes
            .iter()
            .filter_map(|note| note.session_number)
            .max()
            .unwrap_or(0)
            .saturating_add(1),
        kept: retention::of(portfolio, id, &facts, last.as_deref(), retention::rule(portfolio)?)?,
        requests: access::of(db, id)?,
        facts,
        notes,
        last,
    })
}

/// A client under a new code; answers its id.
///
/// # Errors
/// `invalid` for what is no code, `exists`, `read-only`, `disk`.
pub fn make(portfolio: &mut Portfolio, code: &str) -> Result<String> {
    record::check_code("code", code)?;
    let there = record::client_of(portfolio.db(), code)?;
    if let Some(id) = there
        && record::coded(portfolio)?.iter().any(|one| one.id == id)
    {
        return Err(Error {
            field: Some("code".to_owned()),
            ..Error::new(Code::Exists, "There is a client with this code already. Nothing has been changed.")
                .hint("Open it, or choose another code.")
        });
    }
    let world = portfolio.shared_world();
    transact(portfolio, Op::SaveClient, Scope::default(), |connection| {
        record::with_page(connection, world.as_ref(), code)
    })
}

/// Saves what the owner wrote on the page; answers its new version.
///
/// # Errors
/// `conflict` when it was saved elsewhere since, `invalid` with the field, `not-found`, `read-only`, `disk`.
pub fn save(portfolio: &mut Portfolio, id: &str, expected: u32, facts: &Facts) -> Result<u32> {
    check(facts)?;
    transact(portfolio, Op::SaveClient, Scope::default(), |connection| {
        record::code_of(connection, id)?;
        if self::facts(connection, id)?.0 != expected {
            return Err(Error::new(
                Code::Conflict,
                "This client’s page was changed in another place since it was opened here. What you wrote is still on screen, and nothing was overwritten.",
            )
            .hint("Copy what you need, then open the page again."));
        }
        record::keep_page(connection, id)?;
        write(connection, id, expected + 1, facts)?;
        Ok(expected + 1)
    })
}

/// Gives the client another code, everywhere at once.
///
/// # Errors
/// `invalid` for what is no code, `exists` when another client has it, `not-found`, `read-only`, `disk`.
pub fn rename(portfolio: &mut Portfolio, id: &str, code: &str) -> Result<Renamed> {
    record::check_code("code", code)?;
    let before = record::code_of(portfolio.db(), id)?;
    let mentions = record::speak_of(portfolio, id, &|text| says(text, std::slice::from_ref(&before)))?;
    let mentions = mentions
        .own
        .iter()
        .chain(mentions.others.keys())
        .filter_map(|id| record::get(portfolio, id).ok())
        .filter(|one| {
            let words = one.content.sections.iter().map(|section| &section.text).chain([&one.content.title]);
            words.into_iter().any(|text| says(text, std::slice::from_ref(&before)))
        })
        .count();
    let records = transact(portfolio, Op::RenameClient, Scope::default(), |connection| {
        record::rename_code(connection, id, code)
    })?;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Renamed {
        records: count(records.len()),
        mentions: count(mentions),
    })
}

/// Whether one of `words` stands in `text` as a word of its own.
pub(super) fn says(text: &str, words: &[String]) -> bool {
    record::count_words(text, words) > 0
}

/// The next case note: with the code, the date of today and the number of the session.
///
/// # Errors
/// `not-found`, `refused` when the role takes no case notes, `read-only`, `disk`.
pub fn begin_note(portfolio: &mut Portfolio, id: &str) -> Result<Record> {
    let page = get(portfolio, id)?;
    let content = Content {
        clients: vec![page.code],
        session_number: Some(page.next_session),
        case: Some(CaseFacts::default()),
        ..record::blank(portfolio, Kind::CaseNote)?
    };
    record::create(portfolio, &content, "", &[])
}

/// What is written on the page, and its version: 1 before anything is.
pub(super) fn facts(connection: &Connection, id: &str) -> Result<(u32, Facts)> {
    let found = connection
        .prepare_cached("SELECT * FROM client_page WHERE client_id = ?1")?
        .query_row([id], |row| {
            let rule: Option<String> = row.get("rule")?;
            Ok((
                row.get("version")?,
                Facts {
                    goals: row.get("goals")?,
                    themes: row.get("themes")?,
                    risk: row.get("risk")?,
                    summary: row.get("summary")?,
                    ended: row.get("ended_on")?,
                    ending: row.get("ending")?,
                    rule: rule.and_then(|word| RuleKind::ALL.into_iter().find(|kind| kind.as_str() == word)),
                    rule_number: row.get("rule_number")?,
                    keep_until: row.get("keep_until")?,
                    hold: row.get("hold")?,
                },
            ))
        })
        .optional()?;
    Ok(found.unwrap_or((1, Facts::default())))
}

pub(super) fn write(connection: &Connection, id: &str, version: u32, facts: &Facts) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO client_page (client_id, version, goals, themes, risk, summary, ended_on, ending, rule, rule_number, keep_until, hold)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (client_id) DO UPDATE SET version = excluded.version, goals = excluded.goals, themes = excluded.themes,
             risk = excluded.risk, summary = excluded.summary, ended_on = excluded.ended_on, ending = excluded.ending, rule = excluded.rule,
             rule_number = excluded.rule_number, keep_until = excluded.keep_until, hold = excluded.hold",
        )?
        .execute(params![
            id,
            version,
            facts.goals,
            facts.themes,
            facts.risk,
            facts.summary,
            facts.ended,
            facts.ending,
            facts.rule.map(RuleKind::as_str),
            facts.rule_number,
            facts.keep_until,
            facts.hold
        ])?;
    Ok(())
}

pub(super) fn check(facts: &Facts) -> Result<()> {
    for (field, words) in [
        ("goals", &facts.goals),
        ("themes", &facts.themes),
        ("risk", &facts.risk),
        ("summary", &facts.summary),
        ("ending", &facts.ending),
        ("hold", &facts.hold),
    ] {
        text(field, words, TEXT)?;
    }
    for (field, day) in [("ended", &facts.ended), ("keep_until", &facts.keep_until)] {
        if let Some(day) = day {
            record::date(field, day)?;
        }
    }
    match facts.rule {
        Some(RuleKind::Own) if facts.keep_until.is_none() => Err(Error::field(
            "keep_until",
            "A rule of your own needs the day until which it is kept.",
        )
        .hint("Write the day, or choose another rule.")),
        kind => retention::check_number("rule_number", kind.unwrap_or(RuleKind::Adult), facts.rule_number),
    }
}

/// Refuses text that is too long for its field, or holds what no text holds.
pub(super) fn text(field: &str, text: &str, most: usize) -> Result<()> {
    let length = text.chars().count();
    if length > most {
        return Err(Error::field(
            field,
            format!("This holds up to {most} characters; there are {length}. Nothing has been changed yet."),
        ));
    }
    if text.contains('\0') {
        return Err(
            Error::field(field, "There is an invisible character here that no text can hold (NUL).")
                .hint("Delete the last thing you pasted, and paste it as plain text."),
        );
    }
    Ok(())
}
