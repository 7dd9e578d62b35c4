//! Clients: pages, codes, times of keeping, access, erasure.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::client::{self, Answers, Asker, Choice, Facts, Line, Look, Mark, Page, Request, Sealed, State, Usual};
use triptych_core::error::{Code, Error, Result};
use triptych_core::vault::Portfolio;

use super::{export, record as records};
use crate::answer::Answer;
use crate::args::{Access, ClientCommand, PageWords};

/// Does what was asked for.
pub(crate) fn client(app: &App, command: ClientCommand, json: bool) -> Result<Answer> {
    match command {
        ClientCommand::List => list(app, json),
        ClientCommand::Show { code, who } => show(app, &code, who, json),
        ClientCommand::Make { code } => make(app, &code, json),
        ClientCommand::Page(words) => page(app, *words, json),
        ClientCommand::Answered { code, open } => answered(app, &code, open, json),
        ClientCommand::Rename { code, to } => rename(app, &code, &to, json),
        ClientCommand::Retention { adult_years, child_age } => retention(app, adult_years, child_age, json),
        ClientCommand::Access(wanted) => access(app, &wanted, json),
        ClientCommand::Erase { code, really: false, .. } => look(app, &code, json),
        ClientCommand::Erase {
            code, keep, also, reason, ..
        } => erase(app, &code, &keep, &also, &reason, json),
    }
}

/// The client with this code.
fn id_of(portfolio: &Portfolio, code: &str) -> Result<String> {
    client::list(portfolio)?
        .into_iter()
        .find(|one| one.code == code.trim())
        .map(|one| one.id)
        .ok_or_else(|| {
            Error::new(Code::NotFound, "There is no client with this code. Nothing has been changed.")
                .hint("`client list` says which there are; capital letters count.")
        })
}

fn list(app: &App, json: bool) -> Result<Answer> {
    let clients = app.with(client::list)?;
    Answer::either(json, &clients, || lines(&clients))
}

fn lines(clients: &[Line]) -> String {
    let mut out = String::new();
    for one in clients {
        let last = one.last.as_deref().unwrap_or("no session");
        let more = [
            one.ended.as_ref().map(|day| format!("ended {day}")),
            one.risk.then(|| "risk".to_owned()),
            kept(one),
            (!one.evidence.is_empty()).then(|| format!("with evidence {}", numbers(one.evidence.iter().copied()))),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        let _ = writeln!(out, "{:<12} {:>4} notes, last {last}  {}", one.code, one.notes, more.join(", "));
    }
    out
}

fn numbers(evidence: impl Iterator<Item = u32>) -> String {
    evidence.map(|number| format!("E{number}")).collect::<Vec<_>>().join(" ")
}

fn kept(one: &Line) -> Option<String> {
    let until = one.kept.until.as_deref().unwrap_or_default();
    match one.kept.state {
        State::Due => Some(format!("kept long enough since {until}")),
        State::Held => Some("held".to_owned()),
        State::Running => Some(format!("kept until {until}")),
        State::NoRule | State::NoContact | State::NoBirthYear => None,
    }
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    page: Page,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Sealed>,
}

fn show(app: &App, code: &str, who: bool, json: bool) -> Result<Answer> {
    let shown = app.with(|portfolio| {
        let id = id_of(portfolio, code)?;
        Ok(Shown {
            page: client::get(portfolio, &id)?,
            identity: who.then(|| client::reveal(portfolio, &id)).transpose()?,
        })
    })?;
    Answer::either(json, &shown, || {
        let page = &shown.page;
        let mut out = format!("{}\n", page.code);
        for (label, words) in [
            ("Goals", &page.facts.goals),
            ("Themes", &page.facts.themes),
            ("Risk", &page.facts.risk),
            ("Summary", &page.facts.summary),
            ("Ending", &page.facts.ending),
            ("Hold", &page.facts.hold),
        ] {
            if !words.trim().is_empty() {
                let _ = writeln!(out, "{label:<8} {}", words.trim().replace('\n', "\n         "));
            }
        }
        if let Some(Ok(serde_json::Value::Object(who))) = shown.identity.as_ref().map(serde_json::to_value) {
            for (label, said) in who {
                let said = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
                let _ = writeln!(out, "{label:<11} {}", records::plain(&said));
            }
        }
        for note in &page.notes {
            let number = note.session_number.map_or_else(String::new, |number| number.to_string());
            let missed = note
                .attendance
                .map(|one| format!(" ({})", one.name().to_lowercase()))
                .unwrap_or_default();
            let marks = [(note.risk, "risk"), (note.ending, "ending"), (note.draft, "draft")];
            let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, word)| format!(" [{word}]")).collect();
            let _ = writeln!(
                out,
                "{}  {number:>4}  {}  {}{missed}{marks}",
                &note.id[..8],
                note.date,
                records::plain(&note.title)
            );
        }
        out
    })
}

fn make(app: &App, code: &str, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Made {
        id: String,
        code: String,
    }
    let id = app.change(|portfolio| client::make(portfolio, code))?;
    let made = Made {
        id,
        code: code.trim().to_owned(),
    };
    Answer::either(json, &made, || format!("{} has a page.", made.code))
}

fn page(app: &App, words: PageWords, json: bool) -> Result<Answer> {
    let day = |field: &str, given: Option<String>, held: Option<String>| match given.as_deref().map(str::trim) {
        None => Ok(held),
        Some("") => Ok(None),
        Some(given) => records::day(field, given).map(Some),
    };
    app.change(|portfolio| {
        let held = client::get(portfolio, &id_of(portfolio, &words.code)?)?;
        let facts = Facts {
            goals: words.goals.unwrap_or(held.facts.goals),
            themes: words.themes.unwrap_or(held.facts.themes),
            risk: words.risk.unwrap_or(held.facts.risk),
            summary: words.summary.unwrap_or(held.facts.summary),
            ended: day("ended", words.ended, held.facts.ended)?,
            ending: words.ending.unwrap_or(held.facts.ending),
            rule: words.rule.map(Into::into).or(held.facts.rule),
            // Nought is how "my usual one" is typed.
            rule_number: words
                .rule_number
                .map_or(held.facts.rule_number, |number| Some(number).filter(|number| *number > 0)),
            keep_until: day("keep_until", words.keep_until, held.facts.keep_until)?,
            hold: words.hold.unwrap_or(held.facts.hold),
        };
        client::save(portfolio, &held.id, held.version, &facts)
    })?;
    show(app, &words.code, false, json)
}

fn answered(app: &App, code: &str, open: bool, json: bool) -> Result<Answer> {
    let request = app.change(|portfolio| {
        let id = id_of(portfolio, code)?;
        let all = client::get(portfolio, &id)?.requests.into_iter();
        let found = if open {
            all.filter(|one| one.answered.is_some())
                .max_by(|a, b| (&a.answered, &a.due).cmp(&(&b.answered, &b.due)))
        } else {
            all.filter(|one| one.answered.is_none()).min_by(|a, b| a.due.cmp(&b.due))
        };
        let found = found.ok_or_else(|| {
            let what = if open { "answered" } else { "open" };
            Error::new(
                Code::NotFound,
                format!("There is no {what} request for this client. Nothing has been changed."),
            )
            .hint("`client show --json` lists its requests.")
        })?;
        client::answered(portfolio, &found.id, !open)?;
        let all = client::requests(portfolio)?;
        all.into_iter()
            .find(|one| one.id == found.id)
            .ok_or_else(|| Error::not_found("request"))
    })?;
    Answer::either(json, &request, || match &request.answered {
        Some(day) => format!("The request of {} is answered, on {day}.", request.received),
        None => format!(
            "The request of {} is open again, to be answered by {}.",
            request.received, request.due
        ),
    })
}

fn rename(app: &App, code: &str, to: &str, json: bool) -> Result<Answer> {
    let renamed = app.change(|portfolio| {
        let id = id_of(portfolio, code)?;
        client::rename(portfolio, &id, to)
    })?;
    let answer = Answer::either(json, &renamed, || format!("{} records carry {} now.", renamed.records, to.trim()))?;
    Ok(if renamed.mentions > 0 {
        answer.remark(format!("In the words of {} records the old code still stands.", renamed.mentions))
    } else {
        answer
    })
}

fn retention(app: &App, adult_years: Option<u32>, child_age: Option<u32>, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Kept {
        usual: Usual,
        due: Vec<Line>,
    }
    if adult_years.is_some() || child_age.is_some() {
        app.change(|portfolio| {
            let usual = client::rule(portfolio)?;
            // Nought is how "no time" is typed.
            let set = |new: Option<u32>, old: Option<u32>| new.map_or(old, |number| Some(number).filter(|number| *number > 0));
            client::save_rule(
                portfolio,
                Usual {
                    adult_years: set(adult_years, usual.adult_years),
                    child_age: set(child_age, usual.child_age),
                },
            )
        })?;
    }
    let kept = app.with(|portfolio| {
        Ok(Kept {
            usual: client::rule(portfolio)?,
            due: client::kept(portfolio)?,
        })
    })?;
    Answer::either(json, &kept, || {
        let mut out = String::new();
        let said = |number: Option<u32>| number.map_or_else(|| "not set".to_owned(), |number| number.to_string());
        let _ = writeln!(out, "Adults: years after the last contact  {}", said(kept.usual.adult_years));
        let _ = writeln!(out, "Children: until the age of            {}", said(kept.usual.child_age));
        let _ = writeln!(out, "These times are your own, not the law. Nothing is erased by itself.");
        if !kept.due.is_empty() {
            let _ = write!(out, "\n{}", lines(&kept.due));
        }
        out
    })
}

fn access(app: &App, wanted: &Access, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Noted {
        id: String,
        due: String,
        marks: Vec<Mark>,
    }
    let noted = app.change(|portfolio| {
        let client_id = id_of(portfolio, &wanted.code)?;
        let known = client::get(portfolio, &client_id)?
            .requests
            .into_iter()
            .find(|one| one.answered.is_none());
        let today = portfolio_today(app);
        let before = known.unwrap_or_else(|| Request {
            id: String::new(),
            client_id: client_id.clone(),
            received: today,
            due: String::new(),
            asker: Asker::Client,
            authority: String::new(),
            identity_checked: false,
            harm: String::new(),
            others: String::new(),
            answered: None,
        });
        let received = wanted.received.as_deref().map(|day| records::day("received", day)).transpose()?;
        let request = Request {
            // A month is counted anew from another day.
            due: if received.is_some() { String::new() } else { before.due.clone() },
            received: received.unwrap_or(before.received),
            asker: wanted.asker.map_or(before.asker, Into::into),
            authority: wanted.authority.clone().unwrap_or(before.authority),
            identity_checked: wanted.identity_checked || before.identity_checked,
            harm: wanted.harm.clone().unwrap_or(before.harm),
            others: wanted.others.clone().unwrap_or(before.others),
            ..before
        };
        let id = client::save_request(portfolio, &request)?;
        let due = client::requests(portfolio)?
            .into_iter()
            .find(|one| one.id == id)
            .map_or_else(String::new, |one| one.due);
        Ok(Noted {
            id,
            due,
            marks: client::look_for_others(portfolio, &client_id)?,
        })
    })?;
    let Some(out) = &wanted.out else {
        return Answer::either(json, &noted, || {
            let mut out = format!("To be answered by {}.\n", noted.due);
            for mark in &noted.marks {
                let _ = writeln!(
                    out,
                    "{}  {}  {} stands in it, {} times: {}",
                    &mark.id[..8],
                    mark.date,
                    mark.code,
                    mark.times,
                    records::plain(&mark.title)
                );
            }
            out
        });
    };
    let out = export::path(out)?;
    let (others, format) = (wanted.others_become(), wanted.format.into());
    let made = app.run("", |task| {
        client::export(app, task, &noted.id, others, format, Some(&out), wanted.force)
    })?;
    let answer = export::written(made, None, json)?.remark("It says who the client is, and is not encrypted.");
    Ok(if wanted.marked {
        answer.remark("Other clients' codes are marked in it: look through it, and do not hand it out.")
    } else {
        answer.remark("Read it through before it goes: only you can see what else tells of other people.")
    })
}

fn portfolio_today(app: &App) -> String {
    app.world().today().to_string()
}

fn look(app: &App, code: &str, json: bool) -> Result<Answer> {
    let seen = app.with(|portfolio| client::look(portfolio, &id_of(portfolio, code)?))?;
    let answer = Answer::either(json, &seen, || in_words(&seen))?;
    Ok(answer.remark("Nothing has been erased: --really does that."))
}

fn in_words(seen: &Look) -> String {
    let mut out = format!("{}: {} case notes would go, and the page.\n", seen.code, seen.notes);
    if !seen.evidence.is_empty() {
        let pieces = numbers(seen.evidence.iter().map(|one| one.number));
        let _ = writeln!(out, "With them goes the evidence {pieces}, files too.");
    }
    if seen.evidence.iter().any(|one| one.left > 0) {
        out.push_str("Some of it left in a profile, which keeps its number and says \"Withdrawn\".\n");
    }
    for one in &seen.spoken {
        let marks = [
            (one.named, "names the client"),
            (!one.carries, "in its words only"),
            (one.of_another, "another client's: --keep only"),
            (one.left > 0, "it left in an export"),
        ];
        let marks: Vec<&str> = marks.iter().filter(|(on, _)| *on).map(|(_, words)| *words).collect();
        let _ = writeln!(
            out,
            "{}  {}  {}: {}  {}",
            &one.id[..8],
            one.date,
            one.kind.name(),
            records::plain(&one.title),
            marks.join(", ")
        );
    }
    if !seen.spoken.is_empty() {
        let _ = writeln!(
            out,
            "Decide about each of these: --keep ID takes the code out, --also ID erases it."
        );
    }
    if !seen.hold.trim().is_empty() {
        let _ = writeln!(out, "There is a hold: {}", records::plain(&seen.hold));
    }
    if seen.open_requests > 0 {
        let _ = writeln!(out, "A request for these records is not answered yet.");
    }
    if let Some(backup) = &seen.backup {
        let _ = writeln!(
            out,
            "The backup of {} and every older one would still hold it: {}",
            backup.made_on, backup.path
        );
    }
    out
}

fn erase(app: &App, code: &str, keep: &[String], also: &[String], reason: &str, json: bool) -> Result<Answer> {
    let no = Some(false);
    let answers = Answers {
        request: no,
        complaint: no,
        claim: no,
        safeguarding: no,
        insurer: no,
    };
    let done = app.change(|portfolio| {
        let id = id_of(portfolio, code)?;
        let keep = keep.iter().map(|one| (one, false));
        let choices = keep
            .chain(also.iter().map(|one| (one, true)))
            .map(|(one, erase)| {
                Ok(Choice {
                    id: records::resolve(portfolio, one)?,
                    erase,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        client::erase(portfolio, &id, code, answers, &choices, reason)
    })?;
    let answer = Answer::either(json, &done, || {
        format!(
            "Erased: {}, {} and {}; kept without the code: {}.",
            records::counted(done.case_notes as usize, "case note", "case notes"),
            records::counted(done.records as usize, "other record", "other records"),
            records::counted(done.evidence as usize, "piece of evidence", "pieces of evidence"),
            done.kept
        )
    })?;
    let answer = if done.clean {
        answer
    } else {
        answer.remark("Some of it was found again in a place that this version does not know: look it up.")
    };
    Ok(match &done.backup {
        Some(backup) => answer.remark(format!(
            "The backup of {} and every older one still hold it: {}",
            backup.made_on, backup.path
        )),
        None => answer.remark("Backups made elsewhere from before still hold it."),
    })
}
