//! The five standards at length: what there is for each, what is thin, and the next small thing to do. Whether something is
//! written for all of one is told by `hcpc::standards`.

use super::look::{Look, about, grouped, named};
use super::model::{About, StandardLook, Step, StepTo};
use super::words_of;
use crate::error::Result;
use crate::hcpc::dates;
use crate::hcpc::load::Said;
use crate::hcpc::model::{Activity, Chosen, Evidence};
use crate::hcpc::standards::TITLES;
use crate::hcpc::{activity_types, chair, count_words};
use crate::record::{CpdType, Kind};

/// All five, in HCPC's order.
pub(super) fn of(look: &Look<'_>) -> Result<Vec<StandardLook>> {
    let mut all = vec![
        kept(look),
        mixture(look),
        gained(look, &QUALITY),
        gained(look, &SERVICE_USERS),
        written(look),
    ];
    // Where nothing is written there is nothing to mark.
    if let Some(standards) = chair::marked(look.loaded, &look.marks)? {
        for (one, marked) in all.iter_mut().zip(standards) {
            if marked.marked > 0 {
                one.there.push(chair::said(marked.marked, 0));
            } else {
                one.thin.push(chair::said(0, marked.lapsed));
            }
            if marked.marked > 0 && marked.lapsed > 0 {
                one.thin.push(marked.said);
            }
            if marked.marked == 0 && one.next.is_none() {
                one.next = Some(step(
                    format!(
                        "Read the statement as an assessor would, and mark the sentence that shows standard {}.",
                        one.number
                    ),
                    StepTo::Chair,
                    None,
                ));
            }
        }
    }
    Ok(all)
}

/// Whether something is written for all of a standard, as every page says it.
fn is_written(look: &Look<'_>, number: u8) -> bool {
    let standards = &look.loaded.profile.standards;
    standards.iter().any(|one| one.number == number && one.written)
}

fn step(words: String, to: StepTo, record_id: Option<&str>) -> Step {
    Step {
        words,
        to,
        record_id: record_id.map(str::to_owned),
        evidence_id: None,
    }
}

fn day(activity: &Activity) -> String {
    dates::stored(&activity.date).map(dates::in_words).unwrap_or_default()
}

/// Standard 1: a record kept.
fn kept(look: &Look<'_>) -> StandardLook {
    let mut there = Vec::new();
    let mut thin = Vec::new();
    match (look.listed.first(), look.listed.last()) {
        (Some(only), Some(_)) if look.listed.len() == 1 => there.push(format!("1 activity is listed, of {}.", day(only))),
        (Some(first), Some(last)) => there.push(format!(
            "{} activities are listed, from {} to {}.",
            grouped(look.listed.len()),
            day(first),
            day(last)
        )),
        _ => thin.push("No activity stands in the list yet.".to_owned()),
    }
    let gaps = &look.loaded.profile.gaps;
    for gap in gaps {
        let months = &gap.said;
        if gap.explanation.trim().is_empty() {
            thin.push(format!("Nothing is listed from {months}, and no word says why."));
        } else {
            there.push(format!("{months}: nothing listed, and you say why."));
        }
    }
    let drafts: Vec<&Activity> = look
        .loaded
        .profile
        .activities
        .iter()
        .filter(|activity| activity.draft && !activity.listed && activity.kind != Kind::Reflection)
        .collect();
    match drafts.len() {
        0 => {}
        1 => thin.push("1 CPD or supervision record is still a draft, and not listed.".to_owned()),
        many => thin.push(format!(
            "{} CPD or supervision records are still drafts, and not listed.",
            grouped(many)
        )),
    }
    let open = look.open_gaps().next();
    let next = match (open, drafts.first()) {
        (Some(gap), _) if !look.listed.is_empty() => Some(step(
            format!(
                "Say in a sentence why nothing is listed from {}: leave, illness, a change of work.",
                gap.said
            ),
            StepTo::Months,
            None,
        )),
        (_, Some(draft)) => Some(step(
            format!("Finish the draft “{}”, so that it lists itself.", draft.private_title),
            StepTo::Record,
            Some(&draft.record_id),
        )),
        _ if look.listed.is_empty() && look.is_over() => Some(if look.loaded.profile.activities.is_empty() {
            step(
                "Bring in what you have of these two years: lists, notes, Word files, each with its date.".to_owned(),
                StepTo::Intake,
                None,
            )
        } else {
            step("List the records from which you learnt.".to_owned(), StepTo::List, None)
        }),
        _ if look.listed.is_empty() => Some(step(
            "Write down one thing you learnt from lately, as a CPD record.".to_owned(),
            StepTo::NewRecord,
            None,
        )),
        _ => None,
    };
    let (records, more) = named(look.listed.iter().rev().copied());
    StandardLook {
        number: 1,
        title: TITLES[0].to_owned(),
        written: is_written(look, 1),
        there,
        thin,
        next,
        records,
        more,
    }
}

/// Standard 2: a mixture.
fn mixture(look: &Look<'_>) -> StandardLook {
    let needed = look.numbers.get("types");
    let types = &look.loaded.profile.types;
    let named_types: Vec<CpdType> = types.iter().filter_map(|count| count.cpd_type).collect();
    let there: Vec<String> = types
        .iter()
        .filter_map(|count| Some(format!("{}: {}.", count.cpd_type?.name(), grouped(count.activities as usize))))
        .collect();
    let mut thin = Vec::new();
    let known = u32::try_from(named_types.len()).unwrap_or(u32::MAX);
    if known < needed {
        thin.push(match known {
            0 => "No listed activity names its type yet.".to_owned(),
            1 => format!("All of one type; at least {needed} make a mixture."),
            many => format!("{many} types; at least {needed} make a mixture."),
        });
    }
    let without: Vec<&Activity> = look.listed.iter().copied().filter(|activity| activity.cpd_type.is_none()).collect();
    match without.len() {
        0 => {}
        1 => thin.push("1 listed activity has no type.".to_owned()),
        many => thin.push(format!("{} listed activities have no type.", grouped(many))),
    }
    let next = match without.first() {
        Some(one) => Some(step(
            format!("Give “{}” its type, under CPD in the record.", one.private_title),
            StepTo::Record,
            Some(&one.record_id),
        )),
        None if known < needed && look.is_over() => Some(step(
            "See whether something of another type from these two years is not in the list yet, or has the wrong type.".to_owned(),
            StepTo::List,
            None,
        )),
        None if known < needed => activity_types()
            .iter()
            .rev()
            .find(|one| one.cpd_type != CpdType::Other && !named_types.contains(&one.cpd_type))
            .map(|one| {
                let such = one.sub_types.first().map_or("", String::as_str);
                let words = format!(
                    "Write down something of another type: {}, such as {}.",
                    one.cpd_type.name().to_lowercase(),
                    such.to_lowercase()
                );
                step(words, StepTo::NewRecord, None)
            }),
        None => None,
    };
    let mut last_of_each: Vec<&Activity> = Vec::new();
    for activity in look.listed.iter().rev() {
        if activity.cpd_type.is_some() && last_of_each.iter().all(|one| one.cpd_type != activity.cpd_type) {
            last_of_each.push(activity);
        }
    }
    let (records, more) = named(last_of_each);
    StandardLook {
        number: 2,
        title: TITLES[1].to_owned(),
        written: is_written(look, 2),
        there,
        thin,
        next,
        records,
        more,
    }
}

/// Standard 3 or 4.
pub(super) struct Gain {
    pub(super) number: u8,
    /// "how practice gained".
    pub(super) how: &'static str,
    /// "changed your practice".
    did: &'static str,
    pub(super) answer: fn(&Chosen) -> &str,
    record: fn(&Said) -> &str,
}

/// Standard 3.
pub(super) const QUALITY: Gain = Gain {
    number: 3,
    how: "how your practice gained",
    did: "changed your practice",
    answer: |chosen| &chosen.quality,
    record: |said| &said.practice,
};

/// Standard 4.
pub(super) const SERVICE_USERS: Gain = Gain {
    number: 4,
    how: "how the people you work with gained",
    did: "helped the people you work with",
    answer: |chosen| &chosen.service_users,
    record: |said| &said.service_users,
};

fn gained(look: &Look<'_>, gain: &Gain) -> StandardLook {
    let chosen = &look.loaded.profile.chosen;
    let least = look.numbers.get("thin-words");
    let words = |one: &Chosen| count_words((gain.answer)(one));
    let says: Vec<&Chosen> = chosen.iter().filter(|one| words(one) > 0).collect();
    let silent: Vec<&Chosen> = chosen.iter().filter(|one| words(one) == 0).collect();
    let short = chosen.iter().find(|one| (1..least).contains(&words(one)));
    let others: Vec<&Activity> = look
        .listed_with_words()
        .filter(|(activity, said)| {
            let speaks = !(gain.record)(said).trim().is_empty() || (gain.number == 4 && activity.echo.is_some());
            speaks && chosen.iter().all(|one| one.record_id != activity.record_id)
        })
        .map(|(activity, _)| activity)
        .collect();
    let mut there = Vec::new();
    let mut thin = Vec::new();
    if !says.is_empty() {
        let say = if says.len() == 1 { "says" } else { "say" };
        there.push(format!("{} of {} chosen activities {say} {}.", says.len(), chosen.len(), gain.how));
    }
    match others.len() {
        0 => {}
        1 => there.push("1 other listed record says so in its own words.".to_owned()),
        many => there.push(format!("{} other listed records say so in their own words.", grouped(many))),
    }
    if chosen.is_empty() {
        thin.push("No activity is chosen for the statement yet.".to_owned());
    }
    for one in &silent {
        thin.push(format!("“{}” does not say it yet.", look.title(&one.record_id)));
    }
    for one in chosen.iter().filter(|one| (1..least).contains(&words(one))) {
        thin.push(format!(
            "“{}” says it in {}.",
            look.title(&one.record_id),
            super::in_words(words(one))
        ));
    }
    let next = if let Some(one) = silent.first() {
        let title = look.title(&one.record_id);
        let in_record = look.said(&one.record_id).is_some_and(|said| !(gain.record)(said).trim().is_empty());
        let words = if in_record {
            format!("Take into the statement what the record of “{title}” says of how it {}.", gain.did)
        } else {
            format!("Write in a sentence or two how “{title}” {}.", gain.did)
        };
        Some(step(words, StepTo::Statement, Some(&one.record_id)))
    } else if let Some(one) = short {
        let words = format!("Add an example of how “{}” {}.", look.title(&one.record_id), gain.did);
        Some(step(words, StepTo::Statement, Some(&one.record_id)))
    } else if chosen.is_empty() && !look.listed.is_empty() {
        Some(match others.last() {
            Some(one) => step(
                format!(
                    "Choose “{}” for the statement: its record already says {}.",
                    one.private_title, gain.how
                ),
                StepTo::Choose,
                Some(&one.record_id),
            ),
            None => step(
                format!("Choose an activity of which you can say {}.", gain.how),
                StepTo::Choose,
                None,
            ),
        })
    } else {
        None
    };
    let behind = says
        .iter()
        .filter_map(|one| look.activity(&one.record_id))
        .chain(others.iter().rev().copied());
    let (records, more) = named(behind);
    StandardLook {
        number: gain.number,
        title: TITLES[usize::from(gain.number) - 1].to_owned(),
        written: is_written(look, gain.number),
        there,
        thin,
        next,
        records,
        more,
    }
}

/// Standard 5: a written profile, with evidence.
fn written(look: &Look<'_>) -> StandardLook {
    let profile = &look.loaded.profile;
    let mut there = Vec::new();
    let mut thin = Vec::new();
    let mut next = Vec::new();
    let no_summary = profile.summary.trim().is_empty();
    if no_summary {
        thin.push("The summary of practice is still to write.".to_owned());
        next.push(step(
            "Write a few sentences on your role, and whom you work with most.".to_owned(),
            StepTo::Summary,
            None,
        ));
    } else {
        there.push(format!("Summary: {}.", words_of(profile.summary_words)));
    }
    if profile.statement_words.count > 0 {
        there.push(format!("Statement: {}.", words_of(profile.statement_words)));
    }
    for (what, words, to) in [
        ("summary", profile.summary_words, StepTo::Summary),
        ("statement", profile.statement_words, StepTo::Statement),
    ] {
        if words.over() > 0 {
            thin.push(format!("The {what} is {} over its limit.", super::in_words(words.over())));
            next.push(step(format!("Shorten the {what} by {}.", super::in_words(words.over())), to, None));
        }
    }
    let (least, most) = (look.numbers.get("chosen-least"), look.numbers.get("chosen-most"));
    let chosen = u32::try_from(profile.chosen.len()).unwrap_or(u32::MAX);
    if chosen < least && !look.listed.is_empty() {
        let now = match chosen {
            0 => "None is chosen yet".to_owned(),
            1 => "One activity is chosen".to_owned(),
            many => format!("{many} activities are chosen"),
        };
        thin.push(format!("{now}; most statements speak of {least} to {most}, which is no rule."));
        next.push(step("Choose another activity for the statement.".to_owned(), StepTo::Choose, None));
    }
    match profile.evidence.len() {
        0 => {}
        1 => there.push("1 piece of evidence.".to_owned()),
        many => there.push(format!("{many} pieces of evidence.")),
    }
    let bare: Vec<&Chosen> = profile.chosen.iter().filter(|one| !look.has_evidence(&one.record_id)).collect();
    for one in &bare {
        let left_out = profile.left_out.iter().any(|piece| piece.record_ids.contains(&one.record_id));
        thin.push(match left_out {
            true => format!(
                "“{}” has no evidence in the list: what there is was left out.",
                look.title(&one.record_id)
            ),
            false => format!("“{}” has no evidence yet.", look.title(&one.record_id)),
        });
        if left_out {
            continue;
        }
        next.push(step(
            format!(
                "Add what shows “{}”: a certificate, a plan, notes of your own.",
                look.title(&one.record_id)
            ),
            StepTo::Record,
            Some(&one.record_id),
        ));
    }
    let fileless: Vec<&Evidence> = look.without_file().collect();
    if let Some(first) = fileless.first() {
        thin.push(match fileless.len() {
            1 => format!("E{} “{}” has no file yet.", first.number, first.title),
            many => format!(
                "{} pieces of evidence have no file yet, E{} is the first.",
                grouped(many),
                first.number
            ),
        });
        if let Some(record) = first.record_ids.iter().find(|id| look.activity(id).is_some()) {
            let words = format!("Add the file of E{} “{}”.", first.number, first.title);
            // A certificate that only the record speaks of has no page of its own yet.
            next.push(match first.of_all {
                None => step(words, StepTo::Record, Some(record)),
                Some(_) => Step {
                    evidence_id: Some(first.id.clone()),
                    ..step(words, StepTo::Evidence, Some(record))
                },
            });
        }
    }
    let behind: Vec<About> = profile
        .chosen
        .iter()
        .filter(|one| look.has_evidence(&one.record_id))
        .filter_map(|one| look.activity(&one.record_id).map(about))
        .collect();
    StandardLook {
        number: 5,
        title: TITLES[4].to_owned(),
        written: is_written(look, 5),
        there,
        thin,
        next: next.into_iter().next(),
        records: behind,
        more: 0,
    }
}
