//! Answering a letter: what exists, three steps, and how to ask for time.
//!
//! What always holds: three steps at most, the first of which can be done at once, and none once a final profile has left; whoever
//! has just brought in years of texts is led to the list first.

use serde::Serialize;
use ts_rs::TS;

use super::look::{Look, grouped};
use super::model::{StandardLook, Step, StepTo};
use super::words_of;
use crate::hcpc::Drawn;
use crate::hcpc::dates;
use crate::record::Kind;

/// What somebody who was drawn needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Answering {
    /// The letter.
    pub drawn: Drawn,
    /// Days left, renewing and paying, in words.
    pub said: Vec<String>,
    /// What exists.
    pub exists: Vec<String>,
    /// Three steps at most.
    pub steps: Vec<Step>,
    /// How to ask for a deferral or for adjustments.
    pub asking: Vec<String>,
}

/// For the letter, if there is one.
pub(super) fn of(look: &Look<'_>, standards: &[StandardLook]) -> Option<Answering> {
    let drawn = look.loaded.profile.drawn.clone()?;
    let deadline = dates::stored(&drawn.deadline).map(dates::in_words).unwrap_or_default();
    let left = match look.days_left {
        0 => format!("The letter asks for your profile today, {deadline}."),
        1 => format!("The letter asks for your profile by tomorrow, {deadline}."),
        many if many > 1 => format!("The letter asks for your profile by {deadline}: {many} days are left."),
        past if past < 0 && look.left_on.is_some() => format!("The letter asked for your profile by {deadline}."),
        -1 => format!("The letter asked for your profile by yesterday, {deadline}. Write to HCPC today, and say when it will come."),
        past => format!(
            "The letter asked for your profile by {deadline}, {} days ago. Write to HCPC today, and say when it will come.",
            past.unsigned_abs()
        ),
    };
    let sent = look.left_on.map(|day| {
        format!(
            "A final PDF left on {}. Once it is sent, nothing more is to do here until HCPC answers.",
            dates::in_words(day)
        )
    });
    let renew = "Renew and pay as well, by the date that your renewal names: the profile does not do it for you.".to_owned();
    Some(Answering {
        said: [left].into_iter().chain(sent).chain([renew]).collect(),
        exists: exists(look),
        steps: steps(look, standards),
        asking: asking(&drawn, look.days_left < 0, look.left_on.is_some()),
        drawn,
    })
}

fn exists(look: &Look<'_>) -> Vec<String> {
    let profile = &look.loaded.profile;
    let mut all = vec![match profile.activities.len() {
        0 => "No record of these two years yet.".to_owned(),
        1 => format!("1 record of these two years, {} listed.", grouped(look.listed.len())),
        many => format!(
            "{} records of these two years, {} listed.",
            grouped(many),
            grouped(look.listed.len())
        ),
    }];
    if !profile.chosen.is_empty() {
        all.push(format!("{} chosen for the statement.", grouped(profile.chosen.len())));
    }
    if profile.summary_words.count > 0 {
        all.push(format!("Summary: {}.", words_of(profile.summary_words)));
    }
    if profile.statement_words.count > 0 {
        all.push(format!("Statement: {}.", words_of(profile.statement_words)));
    }
    match profile.evidence.len() {
        0 => {}
        1 => all.push("1 piece of evidence.".to_owned()),
        many => all.push(format!("{} pieces of evidence.", grouped(many))),
    }
    all
}

fn steps(look: &Look<'_>, standards: &[StandardLook]) -> Vec<Step> {
    let step = |words: String, to: StepTo| Step {
        words,
        to,
        record_id: None,
        evidence_id: None,
    };
    if look.left_on.is_some() {
        return Vec::new();
    }
    let profile = &look.loaded.profile;
    let mut steps = Vec::new();
    let unmarked = profile
        .activities
        .iter()
        .filter(|activity| !activity.listed && !activity.draft && activity.kind == Kind::Reflection)
        .count();
    if profile.activities.is_empty() {
        let words = "Bring in what you have: lists, notes, Word files, each with its date.";
        steps.push(step(words.to_owned(), StepTo::Intake));
    } else if look.listed.is_empty() {
        let words = match unmarked {
            0 => "Finish the drafts that were learning, or list them by hand.".to_owned(),
            many => format!(
                "Go through the list: {} finished records are not listed yet. List those from which you learnt.",
                grouped(many)
            ),
        };
        steps.push(step(words, StepTo::List));
    }
    let (written, open): (Vec<_>, Vec<_>) = standards.iter().partition(|standard| standard.written);
    // What is still to write comes first, then what is thin.
    for next in open.into_iter().chain(written).filter_map(|standard| standard.next.clone()) {
        let known = steps.iter().any(|one: &Step| one.to == next.to && one.record_id == next.record_id);
        // Where nothing is listed, that comes first, and a new record is no answer to a letter.
        if !known && next.to != StepTo::NewRecord {
            steps.push(next);
        }
    }
    steps.truncate(2);
    steps.push(step(
        "Look through the privacy check, then make a draft PDF and read it as a stranger would.".to_owned(),
        StepTo::Privacy,
    ));
    steps
}

fn asking(drawn: &Drawn, late: bool, left: bool) -> Vec<String> {
    let mut all = Vec::new();
    if drawn.deferral {
        all.push("You have asked for a deferral. Until HCPC has answered, the deadline holds.".to_owned());
    } else if left {
        // There is nothing to put off any more.
    } else if late {
        all.push(
            "The deadline has passed. If there is a reason (illness, family, maternity and the like), write to HCPC today, and send what shows it, such as a doctor’s note."
                .to_owned(),
        );
    } else {
        all.push(
            "To defer (illness, family, maternity and the like), write to HCPC early, well before the deadline, and send what shows it, such as a doctor’s note. Until HCPC has answered, the deadline holds."
                .to_owned(),
        );
    }
    if drawn.adjustments {
        all.push("You have asked for adjustments. Keep HCPC’s answer with your notes.".to_owned());
    } else {
        all.push(
            "If a disability or a condition makes the form hard for you, ask HCPC for adjustments, such as another form or more time, as soon as the letter comes."
                .to_owned(),
        );
    }
    all
}
