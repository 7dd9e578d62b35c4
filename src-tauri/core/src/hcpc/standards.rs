//! HCPC's five CPD standards in short: what is written down for each, and whether something is written for all of it.
//!
//! What always holds: every page and the command line ask here; nothing here says "met" or "ready", which only an assessor can;
//! what is counted is written down, never of what worth it is.

use super::model::{Chosen, Profile, Standard};
use super::words::{count_words, small};

/// What the five are called, in our own words.
pub(super) const TITLES: [&str; 5] = [
    "A record kept up, and accurate",
    "A mixture of learning",
    "The quality of practice",
    "The people you work with",
    "A written profile, with evidence",
];

/// The five, in HCPC's order.
pub(super) fn of(profile: &Profile) -> Vec<Standard> {
    let parts = [
        kept(profile),
        mixture(profile),
        gained(profile, |one| &one.quality),
        gained(profile, |one| &one.service_users),
        written(profile),
    ];
    let standard = |((number, title), part): ((u8, &str), Part)| Standard {
        number,
        title: title.to_owned(),
        said: part.said,
        done: part.done,
        of: part.of,
        written: part.written,
    };
    (1..).zip(TITLES).zip(parts).map(standard).collect()
}

struct Part {
    said: String,
    done: u32,
    of: u32,
    written: bool,
}

impl Part {
    fn of(said: impl Into<String>, done: usize, of: usize) -> Self {
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            said: said.into(),
            done: number(done.min(of)),
            of: number(of.max(1)),
            written: of > 0 && done >= of,
        }
    }
}

/// Standard 1: an activity is listed, and every gap is explained.
fn kept(profile: &Profile) -> Part {
    if !profile.activities.iter().any(|activity| activity.listed) {
        return Part::of("no activity listed yet", 0, 1);
    }
    let all = profile.gaps.len();
    let open = profile.gaps.iter().filter(|gap| gap.explanation.trim().is_empty()).count();
    let have = format!("{} {}", small(all), if all == 1 { "gap" } else { "gaps" });
    let said = match (all, open) {
        (0, _) => {
            let months = if profile.gap_months == 1 { "month" } else { "months" };
            format!("no gap of {} {months} or more", small(profile.gap_months as usize))
        }
        (_, 0) => format!("{have}, explained"),
        _ => format!("{have}, {} to explain", small(open)),
    };
    Part::of(said, all + 1 - open, all + 1)
}

/// Standard 2: so many types as the rules ask for.
fn mixture(profile: &Profile) -> Part {
    let least = profile.types_least as usize;
    let known = profile
        .types
        .iter()
        .filter(|one| one.cpd_type.is_some() && one.activities > 0)
        .count();
    let have = match known {
        0 => "no type named yet".to_owned(),
        1 => "one type".to_owned(),
        many => format!("{} types", small(many)),
    };
    let needed = if least == 1 { "is" } else { "are" };
    Part::of(format!("{have}; {} {needed} needed", small(least)), known, least)
}

/// Standard 3 or 4: every chosen activity says how somebody gained.
fn gained(profile: &Profile, answer: fn(&Chosen) -> &str) -> Part {
    let all = profile.chosen.len();
    if all == 0 {
        return Part::of("no activity chosen yet", 0, 0);
    }
    let say = profile.chosen.iter().filter(|one| count_words(answer(one)) > 0).count();
    let verb = if say < 2 { "says" } else { "say" };
    Part::of(format!("{} of {} {verb} how", small_or_none(say), small(all)), say, all)
}

/// Standard 5: a summary, within its limit as the statement, and evidence for every chosen activity.
fn written(profile: &Profile) -> Part {
    let all = profile.chosen.len();
    let shown = |one: &&Chosen| profile.evidence.iter().any(|piece| piece.record_ids.contains(&one.record_id));
    let with = profile.chosen.iter().filter(shown).count();
    let mut said = vec![match all {
        0 => "no activity chosen yet".to_owned(),
        _ => format!(
            "{} of {} {} evidence",
            small_or_none(with),
            small(all),
            if with < 2 { "has" } else { "have" }
        ),
    }];
    let summary = !profile.summary.trim().is_empty();
    if !summary {
        said.push("no summary yet".to_owned());
    }
    let within = profile.summary_words.over() == 0 && profile.statement_words.over() == 0;
    if !within {
        said.push("too many words".to_owned());
    }
    let mut part = Part::of(said.join("; "), with + usize::from(summary && within), all.max(1) + 1);
    part.written &= all > 0;
    part
}

fn small_or_none(count: usize) -> String {
    match count {
        0 => "none".to_owned(),
        _ => small(count),
    }
}
