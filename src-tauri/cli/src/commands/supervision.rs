//! Supervision: people, agreements, the agenda, the log.

use std::fmt::Write as _;

use chrono::Datelike as _;
use serde::Serialize;
use triptych_core::api::App;
use triptych_core::api::record::OpenAction;
use triptych_core::error::{Code, Error, Result};
use triptych_core::papers::Paper;
use triptych_core::record::{self, SupervisionType};
use triptych_core::supervision::{self, Agreement, Aim, ClientHours, Item, Person, Sheet, Side};
use triptych_core::vault::Portfolio;

use super::{SHORTEST, actions, paper, record as records};
use crate::answer::Answer;
use crate::args::{AgreementCommand, EditAgreement, LogSheet, NewAgreement, PersonCommand, SupervisionCommand};

/// Does what was asked for.
pub(crate) fn supervision(app: &App, command: SupervisionCommand, json: bool) -> Result<Answer> {
    match command {
        SupervisionCommand::List { given, year } => list(app, given, year, json),
        SupervisionCommand::Log(sheet) if sheet.look || sheet.file.out.is_some() => print(app, &sheet, json),
        SupervisionCommand::Log(_) => figures(app, json),
        SupervisionCommand::Agenda => agenda(app, json),
        SupervisionCommand::Take { id, quote, note } => {
            let item = app.change(|portfolio| {
                let id = id.map(|id| records::resolve(portfolio, &id)).transpose()?;
                supervision::take(portfolio, id.as_deref(), &quote, &note)
            })?;
            Answer::either(json, &item, || item.id.clone())
        }
        SupervisionCommand::Drop { point } => drop_point(app, &point, json),
        SupervisionCommand::Begin {
            agreement,
            given,
            without_agenda,
        } => {
            let made = app.change(|portfolio| {
                let agreements = supervision::agreements(portfolio)?;
                let agreement = agreement
                    .map(|id| resolve(agreements.iter().map(|one| one.id.as_str()), &id, "agreement"))
                    .transpose()?;
                let waiting = if without_agenda {
                    Vec::new()
                } else {
                    supervision::agenda(portfolio)?
                };
                let items: Vec<String> = waiting.into_iter().map(|item| item.id).collect();
                supervision::begin(portfolio, agreement.as_deref(), &items, given)
            })?;
            Answer::either(json, &made, || made.id.clone())
        }
        SupervisionCommand::Done { action, open } => actions::done(app, &action, open, json),
        SupervisionCommand::Carried { session } => actions::carried(app, &session, json),
        SupervisionCommand::Agreement(command) => agreement(app, command, json),
        SupervisionCommand::Person(command) => person(app, command, json),
        SupervisionCommand::Measure { every_weeks, client_hours } => measure(app, every_weeks, client_hours, json),
        SupervisionCommand::ClientHours { year, minutes } => {
            let hours = ClientHours { year, minutes };
            app.change(|portfolio| supervision::save_client_hours(portfolio, hours))?;
            Answer::either(json, &hours, || {
                format!("{year}: {} of client work beside your case notes.", length(minutes))
            })
        }
    }
}

/// Sets what is named, and says what holds then.
fn measure(app: &App, every_weeks: Option<u32>, client_hours: Option<u32>, json: bool) -> Result<Answer> {
    let before = app.with(supervision::aim)?;
    // None named: nothing changes. Nought takes one away.
    let set = |named: Option<u32>, held: Option<u32>| named.map_or(held, |number| (number > 0).then_some(number));
    let aim = Aim {
        every_weeks: set(every_weeks, before.every_weeks),
        client_hours: set(client_hours, before.client_hours),
    };
    if aim != before {
        app.change(|portfolio| supervision::save_aim(portfolio, aim))?;
    }
    Answer::either(json, &aim, || {
        let often = aim.every_weeks.map(|weeks| format!("a session every {weeks} weeks"));
        let much = aim
            .client_hours
            .map(|hours| format!("an hour of supervision to {hours} client hours"));
        match (often, much) {
            (None, None) => "You have set no measure.".to_owned(),
            (Some(one), None) | (None, Some(one)) => format!("Your own measure: {one}."),
            (Some(one), Some(other)) => format!("Your own measure: {one}; {other}."),
        }
    })
}

#[derive(Serialize)]
struct Held {
    id: String,
    date: String,
    minutes: Option<u32>,
    #[serde(rename = "type")]
    kind: Option<SupervisionType>,
    given: bool,
}

fn list(app: &App, given: bool, year: Option<i32>, json: bool) -> Result<Answer> {
    let mut held: Vec<Held> = app
        .with(record::sessions)?
        .into_iter()
        .filter(|one| one.given == given)
        .filter(|one| year.is_none_or(|year| one.date.starts_with(&format!("{year:04}-"))))
        .map(|one| Held {
            id: one.id,
            date: one.date,
            minutes: one.minutes,
            kind: one.kind,
            given: one.given,
        })
        .collect();
    held.reverse();
    Answer::either(json, &held, || {
        let mut out = String::new();
        for one in &held {
            let length = one.minutes.map(length).unwrap_or_default();
            let _ = writeln!(out, "{}  {}  {length:>10}  {}", &one.id[..8], one.date, type_name(one.kind));
        }
        out
    })
}

fn held(sessions: u32) -> String {
    format!("{sessions} session{}", if sessions == 1 { "" } else { "s" })
}

fn figures(app: &App, json: bool) -> Result<Answer> {
    let log = app.with(supervision::log)?;
    Answer::either(json, &log, || {
        let mut out = String::new();
        for year in &log.years {
            let _ = writeln!(out, "{}  {}, {}", year.year, held(year.sessions), length(year.minutes));
            for line in &year.types {
                let _ = writeln!(
                    out,
                    "      {:<11} {}, {}",
                    type_name(line.kind),
                    held(line.sessions),
                    length(line.minutes)
                );
            }
            if year.given > 0 {
                let _ = writeln!(out, "      given       {}, {}", held(year.given), length(year.given_minutes));
            }
            let client = year.in_notes.saturating_add(year.beside_notes);
            if client > 0 {
                let _ = writeln!(out, "      client work {}", length(client));
            }
        }
        if let Some(next) = &log.next {
            let _ = writeln!(out, "By your own measure the next session is due by {next}.");
        }
        out
    })
}

fn print(app: &App, sheet: &LogSheet, json: bool) -> Result<Answer> {
    let today = app.world().today();
    let wanted = Sheet {
        from: match &sheet.from {
            Some(day) => records::day("from", day)?,
            None => format!("{:04}-01-01", today.year()),
        },
        to: match &sheet.to {
            Some(day) => records::day("to", day)?,
            None => today.to_string(),
        },
        full: sheet.full,
        without_codes: sheet.without_codes,
        given: sheet.given,
    };
    let codes_stay = !sheet.without_codes && sheet.file.out.is_some();
    let answer = paper::look_or_write(
        app,
        &Paper::Supervision { sheet: wanted },
        &sheet.file,
        "the same command with --look for --out lists",
        json,
    )?;
    Ok(if codes_stay {
        answer.remark("Client codes stand in it as you wrote them; --without-codes leaves them out.")
    } else {
        answer
    })
}

fn agenda(app: &App, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Waiting {
        agenda: Vec<Item>,
        actions: Vec<OpenAction>,
    }
    let waiting = app.with(|portfolio| {
        Ok(Waiting {
            agenda: supervision::agenda(portfolio)?,
            actions: record::open_actions(portfolio)?,
        })
    })?;
    Answer::either(json, &waiting, || {
        let mut out = String::new();
        for item in &waiting.agenda {
            let from = item
                .source
                .as_ref()
                .map(|source| format!("{}, {}", source.title, source.date))
                .unwrap_or_default();
            let words = [item.note.as_str(), from.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>();
            let _ = writeln!(out, "{}  {}", &item.id[..8], records::plain(&words.join(" · ")));
            for line in item.quote.lines() {
                let _ = writeln!(out, "          > {}", records::plain(line));
            }
        }
        if !waiting.actions.is_empty() {
            let _ = writeln!(out, "\nAgreed and still open");
        }
        out.push_str(&actions::listed(&waiting.actions));
        out
    })
}

fn drop_point(app: &App, point: &str, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Removed {
        removed: String,
    }
    let removed = app.change(|portfolio| {
        let waiting = supervision::agenda(portfolio)?;
        let id = resolve(waiting.iter().map(|item| item.id.as_str()), point, "point of the agenda")?;
        supervision::remove(portfolio, &id).map(|()| id)
    })?;
    Answer::either(json, &Removed { removed }, || {
        "Taken off the agenda. The record it came from stays as it is.".to_owned()
    })
}

#[derive(Serialize)]
struct Made {
    id: String,
}

#[derive(Serialize)]
struct Deleted {
    deleted: String,
}

fn agreement(app: &App, command: AgreementCommand, json: bool) -> Result<Answer> {
    let id = match command {
        AgreementCommand::List => return agreements(app, json),
        AgreementCommand::Add(new) => add_agreement(app, *new)?,
        AgreementCommand::Edit(edit) => edit_agreement(app, *edit)?,
        AgreementCommand::Delete { id } => {
            let deleted = app.change(|portfolio| {
                let id = found_agreement(portfolio, &id)?.id;
                supervision::delete_agreement(portfolio, &id).map(|()| id)
            })?;
            return Answer::either(json, &Deleted { deleted }, || {
                "Deleted. Sessions held under it stay as they are.".to_owned()
            });
        }
        AgreementCommand::End { id, on } => app.change(|portfolio| {
            let ended = Agreement {
                end: Some(records::day("on", &on)?),
                ..found_agreement(portfolio, &id)?
            };
            supervision::save_agreement(portfolio, &ended)
        })?,
    };
    Answer::either(json, &Made { id: id.clone() }, || id)
}

pub(super) fn found_agreement(portfolio: &Portfolio, given: &str) -> Result<Agreement> {
    let all = supervision::agreements(portfolio)?;
    let id = resolve(all.iter().map(|one| one.id.as_str()), given, "agreement")?;
    all.into_iter()
        .find(|one| one.id == id)
        .ok_or_else(|| Error::not_found("agreement"))
}

fn found_person(portfolio: &Portfolio, given: &str) -> Result<Person> {
    let all = supervision::people(portfolio)?;
    let id = resolve(all.iter().map(|one| one.id.as_str()), given, "person")?;
    all.into_iter().find(|one| one.id == id).ok_or_else(|| Error::not_found("person"))
}

fn edit_agreement(app: &App, edit: EditAgreement) -> Result<String> {
    // An empty day takes it away; a day that is not named stays.
    let day = |field: &str, given: Option<String>, held: Option<String>| match given.as_deref().map(str::trim) {
        None => Ok(held),
        Some("") => Ok(None),
        Some(given) => records::day(field, given).map(Some),
    };
    app.change(|portfolio| {
        let held = found_agreement(portfolio, &edit.id)?;
        let changed = Agreement {
            person_id: match &edit.with {
                Some(with) => found_person(portfolio, with)?.id,
                None => held.person_id,
            },
            kind: edit.kind.map_or(held.kind, Into::into),
            place: edit.place.map_or(held.place, Into::into),
            start: match &edit.start {
                Some(given) => records::day("start", given)?,
                None => held.start,
            },
            review: day("review", edit.review, held.review)?,
            end: day("end", edit.end, held.end)?,
            frequency: edit.frequency.unwrap_or(held.frequency),
            minutes: edit.minutes.map_or(held.minutes, |minutes| (minutes > 0).then_some(minutes)),
            purpose: edit.purpose.unwrap_or(held.purpose),
            keeper: edit.keeper.unwrap_or(held.keeper),
            limits: edit.limits.unwrap_or(held.limits),
            id: held.id,
        };
        supervision::save_agreement(portfolio, &changed)
    })
}

fn add_agreement(app: &App, new: NewAgreement) -> Result<String> {
    let today = app.world().today().to_string();
    app.change(|portfolio| {
        let agreement = Agreement {
            id: String::new(),
            person_id: found_person(portfolio, &new.with)?.id,
            kind: new.kind.into(),
            place: new.place.into(),
            start: match &new.start {
                Some(day) => records::day("start", day)?,
                None => today,
            },
            review: new.review.as_deref().map(|day| records::day("review", day)).transpose()?,
            end: None,
            frequency: new.frequency,
            minutes: new.minutes,
            purpose: new.purpose,
            keeper: new.keeper,
            limits: new.limits,
        };
        supervision::save_agreement(portfolio, &agreement)
    })
}

fn agreements(app: &App, json: bool) -> Result<Answer> {
    let (all, people) = app.with(|portfolio| Ok((supervision::agreements(portfolio)?, supervision::people(portfolio)?)))?;
    Answer::either(json, &all, || {
        let mut out = String::new();
        for one in &all {
            let name = people
                .iter()
                .find(|person| person.id == one.person_id)
                .map_or("", |person| person.name.as_str());
            let until = one.end.as_deref().map(|day| format!(" until {day}")).unwrap_or_default();
            let review = one.review.as_deref().map(|day| format!(", review {day}")).unwrap_or_default();
            let _ = writeln!(
                out,
                "{}  {name}: {}, {}, since {}{until}{review}",
                &one.id[..8],
                one.kind.name(),
                one.place.name(),
                one.start
            );
        }
        out
    })
}

fn person(app: &App, command: PersonCommand, json: bool) -> Result<Answer> {
    match command {
        PersonCommand::List => {
            let people = app.with(supervision::people)?;
            Answer::either(json, &people, || {
                let mut out = String::new();
                for one in &people {
                    let _ = writeln!(out, "{}  {:<10}  {}", &one.id[..8], one.side.as_str(), one.name);
                }
                out
            })
        }
        PersonCommand::Add {
            name,
            supervisee,
            role,
            profession,
            registration,
            contact,
        } => {
            let person = Person {
                id: String::new(),
                side: if supervisee { Side::Supervisee } else { Side::Supervisor },
                name,
                role,
                profession,
                registration,
                contact,
            };
            let id = app.change(|portfolio| supervision::save_person(portfolio, &person))?;
            Answer::either(json, &Made { id: id.clone() }, || id)
        }
        PersonCommand::Edit {
            id,
            name,
            role,
            profession,
            registration,
            contact,
        } => {
            let id = app.change(|portfolio| {
                let held = found_person(portfolio, &id)?;
                let changed = Person {
                    name: name.unwrap_or(held.name),
                    role: role.unwrap_or(held.role),
                    profession: profession.unwrap_or(held.profession),
                    registration: registration.unwrap_or(held.registration),
                    contact: contact.unwrap_or(held.contact),
                    ..held
                };
                supervision::save_person(portfolio, &changed)
            })?;
            Answer::either(json, &Made { id: id.clone() }, || id)
        }
        PersonCommand::Delete { id } => {
            let deleted = app.change(|portfolio| {
                let id = found_person(portfolio, &id)?.id;
                supervision::delete_person(portfolio, &id).map(|()| id)
            })?;
            Answer::either(json, &Deleted { deleted }, || {
                "Taken out of the directory. Sessions keep the name that was written in them.".to_owned()
            })
        }
    }
}

fn type_name(kind: Option<SupervisionType>) -> &'static str {
    kind.map_or("not said", SupervisionType::as_str)
}

/// "45 min", "1 h", "17 h 30 min".
fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// The whole id: given in full, or by a beginning that no other has.
pub(super) fn resolve<'a>(ids: impl Iterator<Item = &'a str>, given: &str, what: &str) -> Result<String> {
    let mut found = ids.filter(|id| *id == given || (given.len() >= SHORTEST && id.starts_with(given)));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.to_owned()),
        (Some(_), Some(_)) => Err(Error::field("id", "More than one begins so. Nothing has been changed.").hint("Give more of it.")),
        (None, _) => Err(
            Error::new(Code::NotFound, format!("There is no {what} of this id. Nothing has been changed."))
                .hint("Use its id, or at least the first six characters."),
        ),
    }
}
