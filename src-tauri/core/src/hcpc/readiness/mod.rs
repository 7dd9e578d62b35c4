//! Where a profile stands: the five standards, what HCPC would ask more about, and the next small thing to do.
//!
//! What always holds: nothing is scored, and nothing is called ready, which only an assessor can; every finding names its rule and
//! the records it is about; what only the owner can tell is a question. One query reads the records, the rest is memory, but
//! for the few sentences that are quoted.
//!
//! The way: `load` reads, `look` brings together what several need, `standards` tells what there is, `findings` goes through
//! the `rules` with the help of `wording` and `passages`; `sentences` reads along while `load` still reads.

mod answering;
mod findings;
mod look;
mod model;
mod passages;
mod rules;
mod sentences;
mod standards;
mod wording;

pub use answering::Answering;
pub use model::*;
pub(super) use rules::Numbers;
pub use rules::{NumberFrom, Rule, RuleNumber, own_numbers, put_number, rules, save_number};
pub(super) use sentences::{Ahead, Sentence};
pub(super) use wording::{repeated, worded};

use super::dates::Month;
use super::load;
use super::words::{count_words, in_words};
use crate::error::Result;
use crate::vault::Portfolio;
use findings::Findings;
use look::Look;

/// Where the profile of the cycle `id` stands today.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn readiness(portfolio: &Portfolio, id: &str) -> Result<Readiness> {
    let loaded = load::load_with_words(portfolio, id)?;
    let look = Look::at(portfolio, &loaded)?;
    let findings = findings::of(portfolio, &look)?;
    let standards = standards::of(&look)?;
    let first = first(&standards, &findings);
    let findings = findings.all;
    let profile = &loaded.profile;
    Ok(Readiness {
        cycle: profile.cycle.clone(),
        answering: answering::of(&look, &standards),
        days_left: look.days_left,
        listed: u32::try_from(look.listed.len()).unwrap_or(u32::MAX),
        in_short: in_short(&look, &standards),
        first,
        findings,
        rules: rules().to_vec(),
        months: months(&look),
        gaps: profile.gaps.clone(),
        types: profile.types.clone(),
        traced: traced(&look),
        summary_words: profile.summary_words,
        statement_words: profile.statement_words,
        numbers: loaded.numbers.all().to_vec(),
        standards,
    })
}

/// Where a client is named comes before all else; then the standards in their order, those first for which
/// something is still to write.
fn first(standards: &[StandardLook], findings: &Findings) -> Option<Step> {
    if let Some(record_id) = &findings.client_named {
        return Some(Step {
            words: "Take out what names one of your own clients, before anything else.".to_owned(),
            to: StepTo::Privacy,
            record_id: record_id.clone(),
            evidence_id: None,
        });
    }
    let open = standards.iter().filter(|standard| !standard.written);
    let rest = standards.iter().filter(|standard| standard.written);
    open.chain(rest).find_map(|standard| standard.next.clone())
}

/// "37 activities listed, 5 chosen; three of five standards written for; 1 gap to explain."
fn in_short(look: &Look<'_>, standards: &[StandardLook]) -> String {
    let listed = match look.listed.len() {
        0 => "Nothing is listed yet".to_owned(),
        1 => "1 activity listed".to_owned(),
        many => format!("{} activities listed", look::grouped(many)),
    };
    let written: Vec<String> = standards
        .iter()
        .filter(|standard| standard.written)
        .map(|standard| standard.number.to_string())
        .collect();
    let written = match written.len() {
        0 => "still to write for all five standards".to_owned(),
        5 => "written for all five standards".to_owned(),
        1 => format!("written for standard {}", written[0]),
        _ => format!("written for standards {}", look::listing(&written)),
    };
    let open = look.open_gaps().count();
    let gaps = match open {
        0 => String::new(),
        1 => "; a gap to explain".to_owned(),
        many => format!("; {many} gaps to explain"),
    };
    format!("{listed}; {written}{gaps}.")
}

fn months(look: &Look<'_>) -> Vec<MonthLook> {
    let Some((first, last)) = look.months else { return Vec::new() };
    let mut all: Vec<MonthLook> = (0..first.through(last))
        .map(|offset| MonthLook {
            month: first.later(i32::try_from(offset).unwrap_or(i32::MAX)).stored(),
            listed: 0,
            gap: false,
        })
        .collect();
    for activity in &look.listed {
        if let Some(month) = activity.date.get(..7).and_then(Month::read) {
            let at = first.through(month).checked_sub(1);
            if let Some(found) = at.and_then(|at| all.get_mut(at)) {
                found.listed += 1;
            }
        }
    }
    for month in &mut all {
        month.gap = look
            .loaded
            .profile
            .gaps
            .iter()
            .any(|gap| gap.from <= month.month && month.month <= gap.to);
    }
    all
}

fn traced(look: &Look<'_>) -> Vec<Traced> {
    let profile = &look.loaded.profile;
    let one = |chosen: &super::Chosen| {
        let said = look.said(&chosen.record_id);
        Some(Traced {
            record: look::about(look.activity(&chosen.record_id)?),
            quality_words: count_words(&chosen.quality),
            service_users_words: count_words(&chosen.service_users),
            record_says_quality: said.is_some_and(|said| !said.practice.trim().is_empty()),
            record_says_service_users: said.is_some_and(|said| !said.service_users.trim().is_empty()),
            evidence: profile
                .evidence
                .iter()
                .filter(|evidence| evidence.record_ids.contains(&chosen.record_id))
                .map(|evidence| evidence.number)
                .collect(),
        })
    };
    profile.chosen.iter().filter_map(one).collect()
}

/// "212 of 500 words".
fn words_of(words: super::Words) -> String {
    format!("{} of {}", super::words::grouped(words.count), in_words(words.limit))
}
