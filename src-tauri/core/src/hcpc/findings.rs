//! What to look at before the profile leaves, in kind words.
//!
//! What always holds: a finding says what and what to do; only a limit stops a final export; HCPC sets no number of hours
//! or activities, so that none is asked for.

use std::collections::HashSet;

use triptych_pdf::Document;

use super::assembly::By;
use super::dates;
use super::document::{QUESTIONS, STATEMENT, SUMMARY, part_words};
use super::exhibits;
use super::load::Loaded;
use super::model::{Finding, Profile, Words};
use super::readiness::{repeated, worded};
use super::words::{grouped, in_words};
use super::{agreeing, pieces};

/// Everything to look at, by the parts of the page.
pub(super) fn of(loaded: &Loaded) -> Vec<Finding> {
    let Loaded { profile, .. } = loaded;
    let mut found = Found(Vec::new());
    person(loaded, &mut found);
    limit("summary", "The summary of your practice", profile.summary_words, &mut found);
    limit("statement", "The personal statement", profile.statement_words, &mut found);
    if profile.summary.trim().is_empty() {
        found.note(
            "summary",
            "The summary of your practice is still to be written: your role, what you are responsible for, and whom you work with most.",
        );
    }
    statement(loaded, &mut found);
    for (part, said) in agreeing::disagreeing(profile) {
        found.note(part, said);
    }
    for said in profile.people.iter().filter_map(pieces::says) {
        found.note("statement", said);
    }
    list(profile, loaded.numbers.get("types"), &mut found);
    names(loaded, &mut found);
    found.0.extend(exhibits::findings(&loaded.exhibits));
    found.0
}

/// The messages of what stops a final export.
pub(super) fn refusals(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .filter(|finding| finding.refuses_final)
        .map(|finding| finding.message.clone())
        .collect()
}

/// What stops a final export where the answers to the privacy check are longer than what they stand for.
pub(super) fn longer(leaves: &Document, profile: &Profile) -> Vec<String> {
    let parts = [
        (SUMMARY, "The summary of your practice", profile.summary_words),
        (STATEMENT, "The personal statement", profile.statement_words),
    ];
    let mut said = Vec::new();
    for (part, what, written) in parts {
        let now = part_words(leaves, part, written.limit);
        if written.over() == 0 && now.over() > 0 {
            said.push(format!(
                "{what} is {} over the limit of {} with what you answered in the privacy check. Shorten it, or answer in fewer words.",
                in_words(now.over()),
                grouped(now.limit)
            ));
        }
    }
    said
}

/// What stops a final export while the privacy check waits for so many answers.
pub(super) fn unanswered(open: usize) -> Option<String> {
    let what = match open {
        0 => return None,
        1 => "One thing in it could tell who somebody is, and waits".to_owned(),
        many => format!("{many} things in it could tell who somebody is, and wait"),
    };
    Some(format!("{what} for an answer in the privacy check."))
}

struct Found(Vec<Finding>);

impl Found {
    fn note(&mut self, part: &str, message: impl Into<String>) {
        self.0.push(Finding {
            part: part.to_owned(),
            message: message.into(),
            refuses_final: false,
            evidence_id: None,
        });
    }
}

fn person(loaded: &Loaded, found: &mut Found) {
    let missing = match (loaded.person.name.trim().is_empty(), loaded.person.registration.trim().is_empty()) {
        (true, true) => Some("Your name and your registration number"),
        (true, false) => Some("Your name"),
        (false, true) => Some("Your registration number"),
        (false, false) => None,
    };
    if let Some(missing) = missing {
        let verb = if missing.contains(" and ") { "are" } else { "is" };
        found.note(
            "profile",
            format!("{missing} {verb} not filled in yet, and would be missing in the document. You can write it in your profile."),
        );
    }
    found.note(
        "profile",
        "Check the dates of this cycle with HCPC: they are the regulator's to set, and have moved before.",
    );
}

fn limit(part: &str, what: &str, words: Words, found: &mut Found) {
    if words.over() > 0 {
        let message = format!(
            "{what} is {} over the limit of {}. Shorten it before the final export.",
            in_words(words.over()),
            grouped(words.limit)
        );
        found.0.push(Finding {
            part: part.to_owned(),
            message,
            refuses_final: true,
            evidence_id: None,
        });
    }
}

fn statement(loaded: &Loaded, found: &mut Found) {
    let Loaded { profile, set_aside, .. } = loaded;
    if profile.assembly.by == By::Plan {
        let serves = |id: &String| profile.chosen.iter().any(|chosen| chosen.record_id == *id);
        for (number, aim) in (1..).zip(&profile.assembly.aims) {
            if !aim.record_ids.iter().any(serves) {
                found.note(
                    "statement",
                    format!("No chosen activity stands under aim {number} of the plan. Put one there, or take the aim out."),
                );
            }
        }
    }
    for (index, chosen) in profile.chosen.iter().enumerate() {
        let empty: Vec<String> = QUESTIONS
            .iter()
            .zip(chosen.texts())
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(question, _)| lowered(question))
            .collect();
        if !empty.is_empty() {
            found.note(
                "statement",
                format!("Activity {} of the statement still waits for: {}.", index + 1, empty.join("; ")),
            );
        }
        if profile
            .activities
            .iter()
            .any(|activity| activity.record_id == chosen.record_id && !activity.listed)
        {
            found.note(
                "statement",
                format!(
                    "Activity {} of the statement does not stand in the list of activities. List it, or choose another.",
                    index + 1
                ),
            );
        }
    }
    match *set_aside {
        0 => {}
        1 => found.note("statement", "One chosen activity is in the bin or outside the dates of this cycle. What you wrote about it is kept, and does not leave."),
        more => found.note(
            "statement",
            format!("{more} chosen activities are in the bin or outside the dates of this cycle. What you wrote about them is kept, and does not leave."),
        ),
    }
    for one in worded(profile, &loaded.numbers) {
        let place = |id: &String| profile.chosen.iter().position(|chosen| chosen.record_id == *id);
        let (part, what) = match one.record_id.as_ref().and_then(place) {
            Some(at) => ("statement", format!("Activity {} of the statement", at + 1)),
            None if one.place == "The summary" => ("summary", one.place.to_owned()),
            None => ("statement", one.place.to_owned()),
        };
        found.note(part, format!("{what} {}", one.said));
    }
    for (sentence, places) in repeated(profile, &loaded.numbers) {
        found.note(
            "statement",
            format!("“{sentence}” stands word for word in {places}. Does each say something of its own?"),
        );
    }
    // A suggestion of HCPC's guidance, never a rule.
    let usual = loaded.numbers.get("chosen-least")..=loaded.numbers.get("chosen-most");
    if !usual.contains(&u32::try_from(profile.chosen.len()).unwrap_or(u32::MAX)) {
        let now = match profile.chosen.len() {
            0 => "none is chosen yet".to_owned(),
            1 => "one is chosen so far".to_owned(),
            many => format!("{many} are chosen"),
        };
        found.note(
            "statement",
            format!(
                "Most statements speak of {} to {} activities; {now}. This is a suggestion, not a rule.",
                usual.start(),
                usual.end()
            ),
        );
    }
}

fn lowered(question: &str) -> String {
    match question.strip_prefix("What I") {
        Some(rest) => format!("what I{rest}"),
        None => question[..1].to_lowercase() + &question[1..],
    }
}

fn list(profile: &Profile, types: u32, found: &mut Found) {
    let listed = profile.activities.iter().filter(|activity| activity.listed).count();
    if listed == 0 {
        found.note("list", "No activity stands in the list yet. HCPC asks for one that is dated and complete; finished CPD and supervision records go in by themselves.");
    }
    let drafts = profile
        .activities
        .iter()
        .filter(|activity| activity.draft && !activity.by_rule && !activity.listed)
        .filter(|activity| activity.kind != crate::record::Kind::Reflection)
        .count();
    match drafts {
        0 => {}
        1 => found.note("list", "One CPD or supervision record of this cycle is still a draft, so it is not listed by itself. Finish it, or list it by hand."),
        more => found.note("list", format!("{more} CPD or supervision records of this cycle are still drafts, so they are not listed by themselves. Finish them, or list them by hand.")),
    }
    let known = profile.types.iter().filter(|count| count.cpd_type.is_some()).count();
    if listed > 0 && known < types as usize {
        let asked = match types {
            2 => "two".to_owned(),
            many => many.to_string(),
        };
        found.note(
            "types",
            match known {
                0 | 1 => format!("All listed activities are of one type. HCPC asks for a mixture: at least {asked} types."),
                many => format!("The listed activities are of {many} types. HCPC asks for a mixture: at least {asked} types."),
            },
        );
    }
    if let Some(without) = profile.types.iter().find(|count| count.cpd_type.is_none()) {
        let who = if without.activities == 1 {
            "One listed activity has".to_owned()
        } else {
            format!("{} listed activities have", without.activities)
        };
        found.note("types", format!("{who} no type yet. You can set it in the record, under CPD."));
    }
    for gap in profile.gaps.iter().filter(|gap| gap.explanation.trim().is_empty()) {
        found.note(
            "gap",
            format!(
                "Nothing is listed from {} ({} months). Say in a sentence why: illness, leave, a change of post.",
                gap.said, gap.months
            ),
        );
    }
}

fn names(loaded: &Loaded, found: &mut Found) {
    let Loaded { profile, codes, .. } = loaded;
    let chosen: HashSet<&str> = profile.chosen.iter().map(|chosen| chosen.record_id.as_str()).collect();
    for activity in profile
        .activities
        .iter()
        .filter(|activity| activity.listed || chosen.contains(activity.record_id.as_str()))
    {
        for code in codes.found_in(&activity.name) {
            let date = dates::stored(&activity.date).map(dates::in_words).unwrap_or_default();
            found.note(
                "names",
                format!("The name of the activity on {date} holds your client code {code}. Leave codes out of what others read."),
            );
        }
    }
}
