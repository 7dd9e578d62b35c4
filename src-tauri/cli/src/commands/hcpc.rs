//! The HCPC audit from the command line.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::Result;
use triptych_core::hcpc::{self, About, Drawn, Pack, Readiness, Suggestions};

use super::export::cycle_id;
use super::record::plain;
use crate::answer::Answer;
use crate::args::HcpcCommand;

/// Answers what was asked about the audit.
pub(crate) fn hcpc(app: &App, command: &HcpcCommand, json: bool) -> Result<Answer> {
    let cycle = match command {
        HcpcCommand::Readiness { cycle } => cycle,
        HcpcCommand::Suggest { cycle } => {
            let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
            let found = app.with(|portfolio| hcpc::suggestions(portfolio, &id))?;
            return Answer::either(json, &found, || suggestions_in_words(&found));
        }
        HcpcCommand::Chair { .. }
        | HcpcCommand::Mark { .. }
        | HcpcCommand::Order { .. }
        | HcpcCommand::Assemble { .. }
        | HcpcCommand::Versions { .. }
        | HcpcCommand::Reminders { .. } => {
            return super::composing::composing(app, command, json);
        }
        HcpcCommand::Asked(command) => return super::asked::asked(app, command, json),
        HcpcCommand::Drawn {
            letter,
            deadline,
            deferral,
            adjustments,
            note,
            cycle,
            ..
        } => {
            let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
            let drawn = letter.as_ref().zip(deadline.as_ref()).map(|(letter, deadline)| Drawn {
                letter: letter.clone(),
                deadline: deadline.clone(),
                deferral: *deferral,
                adjustments: *adjustments,
                note: note.clone(),
            });
            app.change(|portfolio| hcpc::save_drawn(portfolio, &id, drawn.as_ref()))?;
            cycle
        }
        HcpcCommand::Pack {
            list_only,
            with_evidence,
            separate,
            one_file,
        } => {
            let mut pack = app.with(hcpc::pack_chosen)?;
            if *list_only || *with_evidence || *separate || *one_file {
                pack.evidence = *with_evidence || pack.evidence && !list_only;
                pack.separate = *separate || pack.separate && !one_file;
                app.change(|portfolio| hcpc::save_pack(portfolio, &pack))?;
            }
            return Answer::either(json, &pack, || pack_in_words(&pack));
        }
        HcpcCommand::Number { number, value } => {
            app.change(|portfolio| hcpc::save_number(portfolio, number, *value))?;
            let kept = Kept { number, value: *value };
            return Answer::either(json, &kept, || match value {
                Some(value) => format!("{number} is {value} here from now on."),
                None => format!("{number} is what comes with Triptych."),
            });
        }
    };
    let id = app.with_mut(|portfolio| cycle_id(portfolio, cycle.as_deref()))?;
    let found = app.with(|portfolio| hcpc::readiness(portfolio, &id))?;
    Answer::either(json, &found, || in_words(&found))
}

#[derive(Serialize)]
struct Kept<'a> {
    number: &'a str,
    value: Option<u32>,
}

fn in_words(found: &Readiness) -> String {
    let mut out = format!("{}\n", plain(&found.in_short));
    if let Some(answering) = &found.answering {
        for said in answering.said.iter().chain(&answering.exists) {
            let _ = writeln!(out, "   {}", plain(said));
        }
        for (at, step) in answering.steps.iter().enumerate() {
            let _ = writeln!(out, "Step {}: {}", at + 1, plain(&step.words));
        }
        for said in &answering.asking {
            let _ = writeln!(out, "   {}", plain(said));
        }
    } else if let Some(first) = &found.first {
        let _ = writeln!(out, "First: {}", plain(&first.words));
    }
    for standard in &found.standards {
        let stands = if standard.written { "written for" } else { "still to write" };
        let _ = writeln!(out, "\n{}. {}: {stands}", standard.number, standard.title);
        for said in &standard.there {
            let _ = writeln!(out, "   there  {}", plain(said));
        }
        for said in &standard.thin {
            let _ = writeln!(out, "   thin   {}", plain(said));
        }
        if let Some(next) = &standard.next {
            let _ = writeln!(out, "   next   {}", plain(&next.words));
        }
    }
    let _ = writeln!(out, "\nWhat HCPC might ask more about");
    for rule in &found.rules {
        let own: Vec<_> = found.findings.iter().filter(|finding| finding.rule == rule.id).collect();
        let _ = writeln!(out, "{}{}", rule.title, if own.is_empty() { ": nothing found" } else { "" });
        for finding in own {
            let _ = writeln!(out, "   {}{}", plain(&finding.said), of(&finding.records, finding.more));
        }
    }
    out.push_str("\nOnly an assessor decides. Check the dates and the numbers with HCPC.");
    out
}

fn pack_in_words(pack: &Pack) -> String {
    let holds = if pack.evidence {
        "the evidence itself behind its list"
    } else {
        "the list of evidence alone"
    };
    let files = if pack.separate {
        "each of its four parts is a file of its own"
    } else {
        "its parts are one file"
    };
    format!("A profile holds {holds}, and {files}.")
}

fn suggestions_in_words(found: &Suggestions) -> String {
    let mut out = format!(
        "{} chosen; most statements speak of {} to {}, which is no rule.\n",
        found.chosen, found.least, found.most
    );
    for one in &found.activities {
        let id = one.record_id.get(..8).unwrap_or(&one.record_id);
        let _ = writeln!(out, "\n{}  {}  {}\n   {}", one.date, id, plain(&one.title), plain(&one.why));
    }
    if found.activities.is_empty() {
        out.push_str("\nThere is nothing to suggest.\n");
    }
    out.push_str("\nNothing has been chosen.");
    out
}

/// " (3f9a01c2, 77b0e1d4 and 12 more)".
fn of(records: &[About], more: u32) -> String {
    if records.is_empty() {
        return String::new();
    }
    let ids: Vec<&str> = records.iter().map(|one| one.record_id.get(..8).unwrap_or(&one.record_id)).collect();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!(" ({}{more})", ids.join(", "))
}
