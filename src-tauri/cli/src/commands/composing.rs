//! A profile is composed from the command line: the statement read as an assessor, the evidence in order, reminders.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::hcpc::{self, Aim, Assembly, By, Chair, Evidence, Plan, Reminder, Version, VersionRead};
use triptych_core::vault::Portfolio;

use super::export::cycle_id;
use super::record::{plain, resolve};
use crate::answer::Answer;
use crate::args::HcpcCommand;

/// What was typed, where nothing was what there is.
fn assembly(portfolio: &Portfolio, by: By, (aims, under): (&[String], &[String]), before: Assembly) -> Result<Assembly> {
    let mut assembly = Assembly { by, ..before };
    if !aims.is_empty() {
        let aim = |text: &String| Aim {
            text: text.clone(),
            record_ids: Vec::new(),
        };
        assembly.aims = aims.iter().map(aim).collect();
    }
    for one in under {
        let place = |number: &str| number.parse::<usize>().ok()?.checked_sub(1);
        let found = one.split_once('=').and_then(|(number, record)| Some((place(number)?, record)));
        let Some((place, record)) = found.filter(|(place, _)| *place < assembly.aims.len()) else {
            return Err(
                Error::field("under", format!("“{one}” names no aim of the plan. Nothing has been changed."))
                    .hint("Write the aim’s number, an equals sign and the record’s id, such as 1=RECORD-ID."),
            );
        };
        let record = resolve(portfolio, record)?;
        assembly.aims.iter_mut().for_each(|aim| aim.record_ids.retain(|id| *id != record));
        assembly.aims[place].record_ids.push(record);
    }
    Ok(assembly)
}

fn assembly_in_words(made: &Assembly) -> String {
    let by = match made.by {
        By::Activity => "by activity",
        By::Standard => "by standard",
        By::Plan => "from your plan",
    };
    let mut out = format!("The statement is put together {by}.\n");
    for (number, aim) in (1..).zip(&made.aims) {
        let records = match aim.record_ids.len() {
            1 => "1 activity".to_owned(),
            many => format!("{many} activities"),
        };
        let _ = writeln!(out, "Aim {number}: {}, {records}", plain(&aim.text));
    }
    out
}

/// Answers what was asked.
pub(crate) fn composing(app: &App, command: &HcpcCommand, json: bool) -> Result<Answer> {
    let id_of = |cycle: &Option<String>| app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()));
    match command {
        HcpcCommand::Mark {
            sentence,
            standard,
            undo,
            cycle,
        } => {
            let id = id_of(cycle)?;
            let now = app.with(|portfolio| hcpc::chair(portfolio, &id))?;
            let mut all = now.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
            let key = sentence
                .checked_sub(1)
                .and_then(|at| all.nth(at))
                .map(|one| one.key.clone())
                .ok_or_else(|| {
                    Error::field("sentence", "The statement has no sentence of this number. Nothing has been marked.")
                        .hint("`hcpc chair` counts them.")
                })?;
            let found = app.change(|portfolio| hcpc::mark(portfolio, &id, &key, *standard, !undo))?;
            Answer::either(json, &found, || chair_in_words(&found))
        }
        HcpcCommand::Order { numbers, cycle } => {
            let id = id_of(cycle)?;
            let now = app.with(|portfolio| hcpc::get(portfolio, &id))?.evidence;
            let by_number = |number: &u32| {
                now.iter()
                    .find(|one| one.number == *number)
                    .map(|one| one.id.clone())
                    .ok_or_else(|| {
                        Error::field(
                            "numbers",
                            format!("There is no evidence E{number} in this profile. Nothing has been moved."),
                        )
                        .hint("Name every number there is, in the order they are to stand in.")
                    })
            };
            let order = numbers.iter().map(by_number).collect::<Result<Vec<_>>>()?;
            let evidence = app.change(|portfolio| hcpc::order_evidence(portfolio, &id, &order))?.evidence;
            Answer::either(json, &Ordered { evidence: &evidence }, || order_in_words(&evidence))
        }
        HcpcCommand::Assemble { by, aim, under, cycle } => {
            let id = id_of(cycle)?;
            let before = app.with(|portfolio| hcpc::get(portfolio, &id))?.assembly;
            let assembly = app.with(|portfolio| assembly(portfolio, (*by).into(), (aim, under), before))?;
            let made = app.change(|portfolio| hcpc::assemble(portfolio, &id, &assembly))?.assembly;
            Answer::either(json, &made, || assembly_in_words(&made))
        }
        HcpcCommand::Reminders { done, later, cycle } => {
            let id = id_of(cycle)?;
            let plan = match done.as_ref().or(later.as_ref()) {
                Some(word) => {
                    let reminder: Reminder = serde_json::from_value(word.as_str().into()).map_err(|_| {
                        Error::field("reminder", "There is no such reminder. Nothing has been changed.")
                            .hint("Those there are: half-way, year, six-months, three-months, month.")
                    })?;
                    app.change(|portfolio| hcpc::settle_reminder(portfolio, &id, reminder, done.is_some()))?
                }
                None => app.with(|portfolio| hcpc::reminders(portfolio, &id))?,
            };
            Answer::either(json, &plan, || plan_in_words(&plan))
        }
        HcpcCommand::Versions { number, cycle } => {
            let id = id_of(cycle)?;
            let mut all = app.with(|portfolio| hcpc::versions(portfolio, &id))?;
            let Some(number) = number else {
                return Answer::either(json, &Versions { versions: &all }, || versions_in_words(&all));
            };
            all.reverse();
            let one = number.checked_sub(1).and_then(|at| all.get(at)).ok_or_else(|| {
                Error::field("number", "This profile has no finished version of this number.").hint("`hcpc versions` counts them.")
            })?;
            let found = app.with(|portfolio| hcpc::version(portfolio, &one.past.id))?;
            Answer::either(json, &found, || since_in_words(&found))
        }
        HcpcCommand::Chair { cycle } => {
            let id = id_of(cycle)?;
            let found = app.with(|portfolio| hcpc::chair(portfolio, &id))?;
            Answer::either(json, &found, || chair_in_words(&found))
        }
        _ => Err(Error::internal("a command that is another's")),
    }
}

#[derive(Serialize)]
struct Ordered<'a> {
    evidence: &'a [Evidence],
}

#[derive(Serialize)]
struct Versions<'a> {
    versions: &'a [Version],
}

fn versions_in_words(all: &[Version]) -> String {
    if all.is_empty() {
        return "No final PDF of this profile has been made yet.".to_owned();
    }
    let line = |(at, one): (usize, &Version)| {
        format!(
            "{}  {}  {}  summary {} words, statement {} words, {} records, {} pieces of evidence\n   SHA-256 {}",
            all.len() - at,
            one.past.exported_at.get(..10).unwrap_or_default(),
            plain(&one.past.file_name),
            one.summary_words,
            one.statement_words,
            one.records,
            one.evidence,
            one.past.sha256
        )
    };
    all.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn since_in_words(found: &VersionRead) -> String {
    let mut out = String::new();
    for part in found.parts.iter().filter(|part| part.changed) {
        let _ = writeln!(out, "{}", plain(&part.name));
        for (sign, pieces) in [("-", &part.before), ("+", &part.after)] {
            for piece in pieces.iter().filter(|piece| piece.differs && !piece.text.trim().is_empty()) {
                let _ = writeln!(out, "   {sign} {}", plain(piece.text.trim()));
            }
        }
    }
    if out.is_empty() {
        out.push_str("Nothing has changed since.\n");
    }
    let _ = write!(out, "Records that read otherwise now: {}", found.records_changed);
    out
}

fn chair_in_words(found: &Chair) -> String {
    let mut out = String::new();
    let mut number = 0;
    for paragraph in &found.paragraphs {
        for heading in &paragraph.headings {
            let _ = writeln!(out, "\n{}", plain(&heading.text));
        }
        for sentence in &paragraph.sentences {
            number += 1;
            let marks: Vec<String> = sentence.standards.iter().map(u8::to_string).collect();
            let marks = if marks.is_empty() {
                String::new()
            } else {
                format!("  [{}]", marks.join(", "))
            };
            let _ = writeln!(out, "{number:>4}  {}{marks}", plain(&sentence.text));
        }
        if let Some(ours) = &paragraph.ours {
            let _ = writeln!(out, "      {}", plain(ours));
        }
    }
    if out.is_empty() {
        out.push_str("Nothing is written in the statement yet.\n");
    }
    out.push('\n');
    for standard in &found.standards {
        let _ = writeln!(out, "{}. {}: {}", standard.number, standard.title, standard.said);
    }
    out.push_str("\nA mark is your own reading: whether a standard is met, only an assessor decides.");
    out
}

fn order_in_words(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return "There is no evidence in this profile yet.".to_owned();
    }
    let lines: Vec<String> = evidence
        .iter()
        .map(|one| format!("E{}  {}", one.number, plain(&one.title)))
        .collect();
    lines.join("\n")
}

fn plan_in_words(plan: &Plan) -> String {
    let line = |one: &hcpc::Planned| {
        let state = match (&one.until, one.done) {
            (_, true) => "done".to_owned(),
            (Some(until), _) => format!("put off until {until}"),
            _ if plan.now == Some(one.reminder) => "now".to_owned(),
            _ => String::new(),
        };
        format!(
            "{}  {:<12}  {}{}",
            one.on,
            one.reminder.as_str(),
            plain(&one.said),
            if state.is_empty() { state } else { format!(" ({state})") }
        )
    };
    if plan.days.is_empty() {
        return "This cycle is too short for reminders.".to_owned();
    }
    plan.days.iter().map(line).collect::<Vec<_>>().join("\n")
}
