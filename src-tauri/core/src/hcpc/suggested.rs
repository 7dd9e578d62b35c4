//! Which activities the statement could speak of: for spread over types, standards, seasons and pillars, with the reason for each.
//!
//! What always holds: nothing is chosen here, only named; only finished activities of the list that have happened and are not
//! chosen yet are named, and never more than most statements speak of; every reason given is true of what is chosen and of what
//! is named before it; the same profile is answered the same way, and taking the first leaves the rest as they were.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use ts_rs::TS;

use super::dates::Month;
use super::load::{self, Loaded, Said};
use super::model::{Activity, Chosen};
use crate::error::Result;
use crate::evidence;
use crate::framework::{Framework, PillarId};
use crate::record::{self, CpdType, Echo};
use crate::vault::Portfolio;

/// What could be chosen for the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HcpcSuggestions")]
pub struct Suggestions {
    /// How many are chosen.
    pub chosen: u32,
    /// How many most statements speak of, at least; no rule.
    pub least: u32,
    /// How many most statements speak of, at most; no rule.
    pub most: u32,
    /// Those that would add something, the one that adds most first.
    pub activities: Vec<SuggestedActivity>,
}

/// An activity that could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SuggestedActivity {
    /// Record.
    pub record_id: String,
    /// The owner's own title or first words.
    pub title: String,
    /// First day.
    pub date: String,
    /// HCPC's type of activity.
    #[serde(rename = "type")]
    pub cpd_type: Option<CpdType>,
    /// Why, in a sentence.
    pub why: String,
}

/// A quarter of a year that people have a word for; December belongs to the winter of the next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Season(usize);

impl Season {
    fn of(date: &str) -> Option<Self> {
        let january = Month::read("0000-01")?;
        let month = date.get(..7).and_then(Month::read)?;
        Some(Self(january.through(month) / 3))
    }

    /// "spring 2026", "winter 2025 to 2026".
    fn in_words(self) -> String {
        let year = self.0 / 4;
        match self.0 % 4 {
            0 => format!("winter {} to {year}", year.saturating_sub(1)),
            1 => format!("spring {year}"),
            2 => format!("summer {year}"),
            _ => format!("autumn {year}"),
        }
    }
}

/// What an activity would bring to the statement.
#[derive(Debug, Clone, Default)]
struct Facts {
    cpd_type: Option<CpdType>,
    season: Option<Season>,
    /// Standards that the record names; with 3 and 4 where its words say what was gained.
    standards: BTreeSet<u8>,
    pillars: BTreeSet<PillarId>,
    says_practice: bool,
    says_users: bool,
    has_evidence: bool,
    listed: bool,
    chosen: bool,
    /// It may be named.
    free: bool,
}

/// Why an activity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// No other listed activity is of its type.
    OnlyOfType(CpdType),
    /// No other listed activity is of its type and season.
    OnlyInSeason(CpdType, Season),
    /// None of its type is chosen or named before it.
    NewType(CpdType),
    /// None of its season is chosen or named before it.
    NewSeason(Season),
    /// None that speaks to the standard is chosen or named before it.
    NewStandard(u8),
    /// None that is tagged to the pillar is chosen or named before it.
    NewPillar(PillarId),
    /// Its record says how practice gained.
    Practice,
    /// Its record says how service users gained.
    Users,
    /// Its record says both.
    Both,
    /// Something is kept that shows it.
    Evidence,
    /// Nothing that is left adds anything, and few are chosen.
    Few,
}

impl Reason {
    fn in_words(self) -> String {
        match self {
            Self::OnlyOfType(one) => format!("the only {} of your list", noun(one)),
            Self::OnlyInSeason(one, season) => format!("the only {} of {}", noun(one), season.in_words()),
            Self::NewType(one) => format!("nothing else here is {} {}", article(one), noun(one)),
            Self::NewSeason(season) => format!("nothing else here is from {}", season.in_words()),
            Self::NewStandard(number) => format!("nothing else here speaks to standard {number}"),
            Self::NewPillar(pillar) => {
                format!("nothing else here is tagged to “{}”", Framework::bundled().pillar(pillar).name)
            }
            Self::Practice => "you wrote how your practice gained".to_owned(),
            Self::Users => "you wrote how the people you work with gained".to_owned(),
            Self::Both => "you wrote how your practice and the people you work with gained".to_owned(),
            Self::Evidence => "there is evidence of it".to_owned(),
            Self::Few => "few are chosen yet, and nothing that is left brings more".to_owned(),
        }
    }
}

fn noun(cpd_type: CpdType) -> &'static str {
    match cpd_type {
        CpdType::WorkBased => "work-based activity",
        CpdType::Professional => "professional activity",
        CpdType::Formal => "activity of formal education",
        CpdType::SelfDirected => "self-directed activity",
        CpdType::Other => "activity of the type “other”",
    }
}

fn article(cpd_type: CpdType) -> &'static str {
    match cpd_type {
        CpdType::WorkBased | CpdType::Professional | CpdType::SelfDirected => "a",
        CpdType::Formal | CpdType::Other => "an",
    }
}

/// What could be chosen for the statement of the cycle `id`.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn suggestions(portfolio: &Portfolio, id: &str) -> Result<Suggestions> {
    let loaded = load::load_with_words(portfolio, id)?;
    let facts = facts(portfolio, &loaded)?;
    let (least, most) = (loaded.numbers.get("chosen-least"), loaded.numbers.get("chosen-most"));
    let activities = &loaded.profile.activities;
    let named = named(&facts, least as usize, most as usize).into_iter().map(|(at, reasons)| {
        let activity = &activities[at];
        SuggestedActivity {
            record_id: activity.record_id.clone(),
            title: activity.private_title.clone(),
            date: activity.date.clone(),
            cpd_type: activity.cpd_type,
            why: sentence(&reasons),
        }
    });
    Ok(Suggestions {
        chosen: u32::try_from(loaded.profile.chosen.len()).unwrap_or(u32::MAX),
        least,
        most,
        activities: named.collect(),
    })
}

/// "The only work-based activity of spring 2026; you wrote how the people you work with gained."
fn sentence(reasons: &[Reason]) -> String {
    const SAME: &str = "nothing else here ";
    let mut said = String::new();
    let mut before = String::new();
    for words in reasons.iter().map(|reason| reason.in_words()) {
        match words.strip_prefix(SAME) {
            Some(rest) if before.starts_with(SAME) => said.extend([", or ", rest]),
            _ if said.is_empty() => said.push_str(&words),
            _ => said.extend(["; ", &words]),
        }
        before = words;
    }
    if let Some(first) = said.get(..1) {
        let capital = first.to_uppercase();
        said.replace_range(..1, &capital);
    }
    said.push('.');
    said
}

fn facts(portfolio: &Portfolio, loaded: &Loaded) -> Result<Vec<Facts>> {
    let framework = Framework::bundled();
    let mut tags = record::tags(portfolio.db())?;
    let shown = evidence::records_shown(portfolio.db())?;
    let today = portfolio.world().today().to_string();
    let chosen: HashMap<&str, &Chosen> = loaded.profile.chosen.iter().map(|one| (one.record_id.as_str(), one)).collect();
    let one = |(activity, said): (&Activity, &Said)| {
        let answers = chosen.get(activity.record_id.as_str());
        let written = |record: &str, answer: fn(&Chosen) -> &String| {
            !record.trim().is_empty() || answers.is_some_and(|chosen| !answer(chosen).trim().is_empty())
        };
        let says_practice = written(&said.practice, |chosen| &chosen.quality);
        let echo = activity.echo.as_ref().map_or("", |Echo { text, .. }| text);
        let says_users = written(&said.service_users, |chosen| &chosen.service_users) || !echo.trim().is_empty();
        let mut standards: BTreeSet<u8> = activity.standards.iter().copied().collect();
        standards.extend(says_practice.then_some(3));
        standards.extend(says_users.then_some(4));
        let statements = tags.remove(&activity.record_id).unwrap_or_default();
        Facts {
            cpd_type: activity.cpd_type,
            season: Season::of(&activity.date),
            standards,
            pillars: statements
                .iter()
                .filter_map(|id| framework.section(framework.statement(id)?.section).pillar)
                .collect(),
            says_practice,
            says_users,
            has_evidence: shown.contains(&activity.record_id),
            listed: activity.listed,
            chosen: answers.is_some(),
            free: activity.listed && !activity.draft && answers.is_none() && activity.date <= today,
        }
    };
    Ok(loaded.profile.activities.iter().zip(&loaded.said).map(one).collect())
}

/// What is chosen, and what is named so far.
#[derive(Default)]
struct Covered {
    types: BTreeSet<CpdType>,
    seasons: BTreeSet<Season>,
    standards: BTreeSet<u8>,
    pillars: BTreeSet<PillarId>,
}

impl Covered {
    fn add(&mut self, facts: &Facts) {
        self.types.extend(facts.cpd_type);
        self.seasons.extend(facts.season);
        self.standards.extend(&facts.standards);
        self.pillars.extend(&facts.pillars);
    }

    /// What `facts` would add to it.
    fn new_in(&self, facts: &Facts) -> usize {
        let kinds = facts.cpd_type.is_some_and(|one| !self.types.contains(&one));
        let season = facts.season.is_some_and(|one| !self.seasons.contains(&one));
        let standards = facts.standards.difference(&self.standards).count();
        let pillars = facts.pillars.difference(&self.pillars).count();
        8 * usize::from(kinds) + 4 * usize::from(season) + 3 * standards + 2 * pillars
    }
}

/// What can be told of an activity by itself.
fn own(facts: &Facts) -> usize {
    3 * (usize::from(facts.says_practice) + usize::from(facts.says_users)) + 2 * usize::from(facts.has_evidence)
}

/// The activities to name, with the reasons for each: up to `most` with those chosen; past `least` only what adds something.
fn named(all: &[Facts], least: usize, most: usize) -> Vec<(usize, Vec<Reason>)> {
    let mut covered = Covered::default();
    let mut count = 0;
    for facts in all.iter().filter(|facts| facts.chosen) {
        covered.add(facts);
        count += 1;
    }
    let mut free: Vec<usize> = (0..all.len()).filter(|at| all[*at].free).collect();
    let mut found = Vec::new();
    while count < most {
        let worth = |at: usize| {
            let new = covered.new_in(&all[at]);
            (count < least || new > 0).then(|| new + own(&all[at]))
        };
        // Of equals the earliest.
        let best = free.iter().copied().filter_map(|at| Some((worth(at)?, Reverse(at)))).max();
        let Some((_, Reverse(at))) = best else { break };
        found.push((at, reasons(all, at, &covered)));
        covered.add(&all[at]);
        free.retain(|other| *other != at);
        count += 1;
    }
    found
}

/// How many reasons are told, so that a sentence stays one.
const TOLD: usize = 3;

fn reasons(all: &[Facts], at: usize, covered: &Covered) -> Vec<Reason> {
    let facts = &all[at];
    let alone = |alike: &dyn Fn(&Facts) -> bool| all.iter().filter(|one| (one.chosen || one.listed) && alike(one)).count() == 1;
    let mut told = Vec::new();
    let new_season = facts.season.filter(|one| !covered.seasons.contains(one));
    if let Some(one) = facts.cpd_type {
        if alone(&|other| other.cpd_type == Some(one)) {
            told.push(Reason::OnlyOfType(one));
            told.extend(new_season.map(Reason::NewSeason));
        } else if !covered.types.contains(&one) {
            told.push(Reason::NewType(one));
            told.extend(new_season.map(Reason::NewSeason));
        } else if let Some(season) = new_season {
            let only = alone(&|other| other.cpd_type == Some(one) && other.season == Some(season));
            told.push(if only {
                Reason::OnlyInSeason(one, season)
            } else {
                Reason::NewSeason(season)
            });
        }
    } else {
        told.extend(new_season.map(Reason::NewSeason));
    }
    match (facts.says_practice, facts.says_users) {
        (true, true) => told.push(Reason::Both),
        (true, false) => told.push(Reason::Practice),
        (false, true) => told.push(Reason::Users),
        (false, false) => {}
    }
    told.extend(facts.pillars.difference(&covered.pillars).next().copied().map(Reason::NewPillar));
    // Standards 3 and 4 are said by what was written.
    let standards = facts.standards.difference(&covered.standards);
    let said = |number: u8| (number == 3 && facts.says_practice) || (number == 4 && facts.says_users);
    told.extend(standards.copied().find(|number| !said(*number)).map(Reason::NewStandard));
    told.extend(facts.has_evidence.then_some(Reason::Evidence));
    if told.is_empty() {
        told.push(Reason::Few);
    }
    told.truncate(TOLD);
    told
}

#[cfg(test)]
mod tests;
