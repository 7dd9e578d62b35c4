//! Evidence: files, what is written about them, links.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::api::export::WayOut;
use triptych_core::error::{Code, Error, Result};
use triptych_core::evidence::{self, By, Consent, Evidence, Facts, For, Hidden, Line, Source};
use triptych_core::hcpc;
use triptych_core::vault::Portfolio;

use super::{SHORTEST, export, record as records, supervision};
use crate::answer::Answer;
use crate::args::{About, Agreed, Belongs, EvidenceCommand, NewEvidence, Whose};

/// Does what was asked for.
pub(crate) fn evidence(app: &App, command: EvidenceCommand, json: bool) -> Result<Answer> {
    match command {
        EvidenceCommand::Add(new) => add(app, &new, json),
        EvidenceCommand::List { bin } => {
            let lines = app.with(|portfolio| evidence::list(portfolio, bin))?;
            Answer::either(json, &lines, || listed(&lines))
        }
        EvidenceCommand::Show { evidence } => {
            let one = app.with(|portfolio| evidence::get(portfolio, &resolve(portfolio, &evidence)?))?;
            shown(&one, json)
        }
        EvidenceCommand::Describe { evidence, about } => describe(app, &evidence, about, json),
        EvidenceCommand::Consent(agreed) => consent(app, *agreed, json),
        EvidenceCommand::Withdraw { evidence, on } => withdraw(app, &evidence, on.as_deref(), json),
        EvidenceCommand::Redact {
            evidence,
            boxes,
            title,
            people,
        } => {
            let boxes = boxes.iter().map(|given| hidden(given)).collect::<Result<Vec<_>>>()?;
            let original = app.with(|portfolio| evidence::get(portfolio, &resolve(portfolio, &evidence)?))?;
            let title = title.unwrap_or_else(|| format!("{}, redacted", original.facts.title));
            let copy = app.run("", |task| evidence::redact(app, task, &original.id, &boxes, &title, people))?;
            shown(&copy, json)
        }
        EvidenceCommand::Export {
            evidence,
            out,
            look: _,
            force,
            for_whom,
        } => {
            let id = app.with(|portfolio| resolve(portfolio, &evidence))?;
            let tells = app.run("", |task| evidence::tells(app, task, &id))?;
            let Some(out) = out else {
                return Answer::either(json, &tells, || what_it_tells(&tells));
            };
            let out = export::path(&out)?;
            let way = WayOut {
                path: Some(&out),
                replace: force,
                for_whom: &for_whom,
            };
            let made = app.run("", |task| evidence::export(app, task, &id, &way))?;
            let answer = export::written(made, None, json)?.remark("This copy is not encrypted: keep it where only you can read it.");
            Ok(if tells.found.is_empty() {
                answer
            } else {
                answer.remark(what_it_tells(&tells))
            })
        }
        EvidenceCommand::Link { evidence, to, remove } => link(app, &evidence, &to, remove, json),
        EvidenceCommand::Choose { evidence, cycle, remove } => choose(app, &evidence, cycle.as_deref(), remove, json),
        EvidenceCommand::Delete { evidence, really } => delete(app, &evidence, really, json),
        EvidenceCommand::Restore { evidence } => {
            let one = app.change(|portfolio| {
                let id = resolve(portfolio, &evidence)?;
                evidence::restore(portfolio, &id)?;
                evidence::get(portfolio, &id)
            })?;
            shown(&one, json)
        }
    }
}

/// The evidence that is named by its number, its id or a beginning of that, in the bin too.
pub(super) fn resolve(portfolio: &Portfolio, given: &str) -> Result<String> {
    let mut all = evidence::list(portfolio, false)?;
    all.extend(evidence::list(portfolio, true)?);
    let number: Option<u32> = given.strip_prefix(['E', 'e']).unwrap_or(given).parse().ok();
    let by_number = |one: &&Line| given.len() < SHORTEST && Some(one.number) == number;
    let by_id = |one: &&Line| one.id == given || (given.len() >= SHORTEST && one.id.starts_with(given));
    let mut found = all.iter().filter(|one| by_number(one) || by_id(one));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id.clone()),
        (Some(_), Some(_)) => Err(Error::field("evidence", "More than one begins so. Nothing has been changed.").hint("Give more of it.")),
        (None, _) => Err(Error::new(Code::NotFound, "There is no such evidence. Nothing has been changed.")
            .hint("`evidence list` says which there is: use its number, such as E3, or its id.")),
    }
}

#[derive(Serialize)]
struct Added {
    #[serde(flatten)]
    evidence: Evidence,
    said: Option<String>,
}

fn add(app: &App, new: &NewEvidence, json: bool) -> Result<Answer> {
    let belongs = app.with(|portfolio| belongs(portfolio, &new.belongs))?;
    let name = new
        .file
        .file_stem()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let facts = Facts {
        title: new.title.clone().unwrap_or(name),
        kind: new.kind.kind(),
        date: Some(new.date.clone().unwrap_or_else(|| app.world().today().to_string())),
        made_by: new.made_by.clone(),
        description: new.description.clone(),
        people: new.people,
    };
    let (evidence, said) = app.run("", |task| {
        evidence::add(app, task, &Source::Path(&new.file), Some(&facts), &belongs)
    })?;
    let added = Added { evidence, said };
    let answer = Answer::either(json, &added, || format!("E{} {}", added.evidence.number, added.evidence.id))?;
    let answer = match &added.said {
        Some(said) => answer.remark(said.clone()),
        None => answer,
    };
    Ok(if new.people {
        answer.remark("Somebody is in it: without recorded consent it stays in the portfolio.")
    } else {
        answer
    })
}

fn belongs(portfolio: &Portfolio, given: &Belongs) -> Result<For> {
    Ok(For {
        records: given
            .records
            .iter()
            .map(|id| records::resolve(portfolio, id))
            .collect::<Result<_>>()?,
        statements: given.statements.clone(),
        agreements: given
            .agreements
            .iter()
            .map(|id| supervision::found_agreement(portfolio, id).map(|one| one.id))
            .collect::<Result<_>>()?,
    })
}

fn listed(lines: &[Line]) -> String {
    let mut out = String::new();
    for one in lines {
        let file = one.file.as_ref().map_or("no file", |file| file.says.as_str());
        let more = if one.consent_state.may_leave() {
            ""
        } else {
            one.consent_state.why()
        };
        let _ = writeln!(
            out,
            "E{:<4} {}  {:<18} {}{}",
            one.number,
            one.date.as_deref().unwrap_or("          "),
            one.kind.name(),
            one.title,
            [file, more]
                .iter()
                .filter(|text| !text.is_empty())
                .map(|text| format!("  ({text})"))
                .collect::<String>()
        );
    }
    out
}

fn shown(one: &Evidence, json: bool) -> Result<Answer> {
    Answer::either(json, one, || {
        let mut out = format!("E{} {}\n{}\n", one.number, one.facts.title, one.facts.kind.name());
        let mut said = |label: &str, text: &str| {
            if !text.trim().is_empty() {
                let _ = writeln!(out, "{label}: {}", text.trim());
            }
        };
        said("Id", &one.id);
        said("Date", one.facts.date.as_deref().unwrap_or_default());
        said("Made by", &one.facts.made_by);
        if let Some(file) = &one.file {
            said("File", &format!("{}, {}, {} bytes", file.name, file.says, file.size));
        }
        for record in &one.records {
            said(
                "Record",
                &format!("{} {} {}", &record.id[..8.min(record.id.len())], record.date, record.title),
            );
        }
        for agreement in &one.agreements {
            said("Supervision agreement", &format!("{}, since {}", agreement.name, agreement.start));
        }
        said("Statements", &one.statements.join(", "));
        said("Consent", one.consent_state.why());
        for left in &one.left {
            said(
                "Left",
                &format!("{} {}", &left.exported_at[..10.min(left.exported_at.len())], left.file_name),
            );
        }
        said("Description", &one.facts.description);
        if one.binned_at.is_some() {
            said("Bin", "it is in the bin");
        }
        out
    })
}

fn describe(app: &App, given: &str, about: About, json: bool) -> Result<Answer> {
    let one = app.change(|portfolio| {
        let before = evidence::get(portfolio, &resolve(portfolio, given)?)?;
        let facts = before.facts.clone();
        let facts = Facts {
            title: about.title.unwrap_or(facts.title),
            kind: about.kind.map_or(facts.kind, Whose::kind),
            date: day("date", about.date, facts.date)?,
            made_by: about.made_by.unwrap_or(facts.made_by),
            description: about.description.unwrap_or(facts.description),
            people: about.people.unwrap_or(facts.people),
        };
        evidence::save(portfolio, &before.id, before.version, "", &facts)
    })?;
    shown(&one, json)
}

/// A day that is named takes the place of `held`; an empty one takes it away.
fn day(field: &str, given: Option<String>, held: Option<String>) -> Result<Option<String>> {
    match given.as_deref().map(str::trim) {
        None => Ok(held),
        Some("") => Ok(None),
        Some(given) => records::day(field, given).map(Some),
    }
}

fn consent(app: &App, agreed: Agreed, json: bool) -> Result<Answer> {
    let today = app.world().today().to_string();
    let one = app.change(|portfolio| {
        let id = resolve(portfolio, &agreed.evidence)?;
        let held = evidence::get(portfolio, &id)?.consent.unwrap_or_else(|| Consent {
            who: String::new(),
            by: By::Person,
            child_view: String::new(),
            therapy_free: false,
            use_for: String::new(),
            given: today,
            until: None,
            withdrawn: None,
        });
        let consent = Consent {
            who: agreed.who.unwrap_or(held.who),
            by: agreed.by.map_or(held.by, Into::into),
            child_view: agreed.child_view.unwrap_or(held.child_view),
            therapy_free: agreed.therapy_free.unwrap_or(held.therapy_free),
            use_for: agreed.use_for.unwrap_or(held.use_for),
            // What was withdrawn stays so until somebody agrees anew.
            withdrawn: held.withdrawn.filter(|_| agreed.given.is_none()),
            given: day("given", agreed.given, Some(held.given))?.unwrap_or_default(),
            until: day("until", agreed.until, held.until)?,
        };
        evidence::save_consent(portfolio, &id, &consent)
    })?;
    let may = one.consent_state.may_leave();
    let answer = shown(&one, json)?;
    Ok(if may {
        answer
    } else {
        answer.remark(format!("It stays in the portfolio: {}.", one.consent_state.why()))
    })
}

fn withdraw(app: &App, given: &str, on: Option<&str>, json: bool) -> Result<Answer> {
    let on = on.map_or_else(|| Ok(app.world().today().to_string()), |day| records::day("on", day))?;
    let one = app.change(|portfolio| {
        let id = resolve(portfolio, given)?;
        evidence::withdraw_consent(portfolio, &id, &on)
    })?;
    let left = one.left.len();
    let answer = shown(&one, json)?;
    Ok(if left == 0 {
        answer
    } else {
        answer.remark("It had left before: \"Left\" says where. These copies are not called back by itself: see to them.")
    })
}

/// `1,0.1,0.05,0.5,0.08`: a page, and four shares of its sides.
fn hidden(given: &str) -> Result<Hidden> {
    let wrong = || {
        Error::field(
            "box",
            "A box is a page and four shares from 0 to 1: left, top, width, height. Nothing has been changed.",
        )
        .hint("Such as 1,0.1,0.05,0.5,0.08.")
    };
    let parts: Vec<&str> = given.split(',').map(str::trim).collect();
    let [page, x, y, width, height] = parts.as_slice() else {
        return Err(wrong());
    };
    let share = |text: &str| text.parse::<f64>().map_err(|_| wrong());
    Ok(Hidden {
        page: page.parse().map_err(|_| wrong())?,
        x: share(x)?,
        y: share(y)?,
        width: share(width)?,
        height: share(height)?,
    })
}

fn link(app: &App, given: &str, to: &Belongs, remove: bool, json: bool) -> Result<Answer> {
    let one = app.change(|portfolio| {
        let id = resolve(portfolio, given)?;
        let to = belongs(portfolio, to)?;
        if to.records.is_empty() && to.statements.is_empty() && to.agreements.is_empty() {
            return Err(Error::field(
                "record",
                "Say what it is linked to: --record, --statement or --agreement.",
            ));
        }
        for agreement in &to.agreements {
            if remove {
                evidence::detach(portfolio, &id, agreement)?;
            } else {
                evidence::attach(portfolio, &id, agreement)?;
            }
        }
        for record in &to.records {
            if remove {
                evidence::unlink(portfolio, &id, record)?;
            } else {
                evidence::link(portfolio, &id, record)?;
            }
        }
        for statement in &to.statements {
            if remove {
                evidence::remove_statement(portfolio, &id, statement)?;
            } else {
                evidence::set_statement(portfolio, &id, statement)?;
            }
        }
        evidence::get(portfolio, &id)
    })?;
    shown(&one, json)
}

#[derive(Serialize)]
struct Choice<'a> {
    evidence: &'a [hcpc::Evidence],
    left_out: &'a [hcpc::LeftOutPiece],
    people: &'a [hcpc::PeoplePiece],
}

fn choose(app: &App, given: &str, years: Option<&str>, remove: bool, json: bool) -> Result<Answer> {
    let cycle = app.with_mut(|portfolio| export::cycle_id(portfolio, years))?;
    let (id, profile) = app.change(|portfolio| {
        let id = resolve(portfolio, given)?;
        let profile = hcpc::choose_evidence(portfolio, &cycle, &id, !remove)?;
        Ok((id, profile))
    })?;
    let waits = !remove && profile.evidence.iter().all(|one| one.id != id);
    let found = Choice {
        evidence: &profile.evidence,
        left_out: &profile.left_out,
        people: &profile.people,
    };
    let answer = Answer::either(json, &found, || {
        let done = if remove { "It stays out of" } else { "It is chosen for" };
        format!("{done} the profile of {} to {}.", profile.cycle.start, profile.cycle.end)
    })?;
    Ok(if waits {
        answer.remark("It belongs to no activity of the statement yet: until it does, it is not listed.")
    } else {
        answer
    })
}

#[derive(Serialize)]
struct Deleted {
    deleted: String,
    for_good: bool,
}

fn delete(app: &App, given: &str, really: bool, json: bool) -> Result<Answer> {
    let deleted = app.change(|portfolio| {
        let id = resolve(portfolio, given)?;
        if really {
            if evidence::empty_bin(portfolio, Some(&id))? == 0 {
                return Err(
                    Error::new(Code::Refused, "This evidence is not in the bin. Nothing has been changed.")
                        .hint("Move it there first: the same command without --really."),
                );
            }
        } else {
            evidence::bin(portfolio, &id)?;
        }
        Ok(id)
    })?;
    let answer = Deleted { deleted, for_good: really };
    Answer::either(json, &answer, || {
        if really {
            "It is gone, with its file. Backups from before hold it still.".to_owned()
        } else {
            "It is in the bin. `evidence restore` brings it back.".to_owned()
        }
    })
}

/// What a copy tells, and what helps.
fn what_it_tells(tells: &evidence::Tells) -> String {
    let mut out = match tells.found.len() {
        0 => "Nothing was found that could tell who somebody is. That is no promise: read it before it leaves.".to_owned(),
        1 => "1 thing in it could tell who somebody is; a redacted copy, made in the window, leaves it out.".to_owned(),
        many => format!("{many} things in it could tell who somebody is; a redacted copy, made in the window, leaves them out."),
    };
    for one in &tells.found {
        let value = super::record::plain(&one.value);
        out.push_str(&format!("\n{:<14} {value} · {} · {}", one.kind.as_str(), one.place, one.why));
    }
    if tells.unread {
        out.push_str("\nThe words in the file itself could not be read: look at it, or listen to it.");
    }
    out
}
