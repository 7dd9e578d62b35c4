//! Things that tell little each and together who it is: an exact age, a place, a condition, ethnicity, the day of a session.

use std::ops::Range;
use std::sync::LazyLock;

use super::Hit;
use super::fold::Folded;
use super::form::Form;
use super::model::{Finding, Kind};
use super::moments::DAY;
use super::words::{CONDITIONS, ETHNICITIES, any_of};

/// How many different ones in one paragraph, or in what is written about one activity, identify.
const ENOUGH: usize = 3;

static CONDITION: LazyLock<Form> = LazyLock::new(|| Form::new(&format!(r"(?i)\b(?:{})\b", any_of(&CONDITIONS))));
static ETHNICITY: LazyLock<Form> = LazyLock::new(|| {
    // With a capital, as these are written: "polish" is something else.
    let capital: Vec<String> = ETHNICITIES
        .iter()
        .map(|word| {
            let mut signs = word.chars();
            signs
                .next()
                .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), signs.as_str()))
        })
        .collect();
    let capital: Vec<&str> = capital.iter().map(String::as_str).collect();
    Form::new(&format!(r"\b(?:{}|(?i:mixed[ -](?:race|heritage)))\b", any_of(&capital)))
});

const AGE: &str = "an age";
const BELONGING: &str = "ethnicity or faith";

/// What of it a finding tells by itself.
fn told_by(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Age | Kind::DateOfBirth => Some(AGE),
        Kind::Place | Kind::Postcode | Kind::Address => Some("a place"),
        _ => None,
    }
}

/// What words tell that are no finding by themselves, by bytes of the text.
fn told_in(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let forms: [(&'static str, &'static Form); 3] = [("a condition", &*CONDITION), (BELONGING, &*ETHNICITY), ("a date", &*DAY)];
    forms
        .into_iter()
        .flat_map(move |(what, form)| form.find_iter(text).map(move |one| (what, one.range())))
}

/// The different ones of them, in order; `None` when they are too few to identify.
fn enough<'w>(all: impl Iterator<Item = &'w str>) -> Option<Vec<&'w str>> {
    let mut all: Vec<&str> = all.collect();
    all.sort_unstable();
    all.dedup();
    (all.len() >= ENOUGH).then_some(all)
}

fn why(all: &[&str]) -> String {
    format!("together these may tell who it is: {}", all.join(", "))
}

pub(super) fn find(text: &str, hits: &[Hit]) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut hits: Vec<&Hit> = hits.iter().collect();
    hits.sort_by_key(|hit| hit.start);
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let range = start..start + paragraph.len();
        start = range.end + 2;
        let within = &hits[hits.partition_point(|hit| hit.start < range.start)..hits.partition_point(|hit| hit.start < range.end)];
        let whole = within.iter().filter(|hit| hit.end <= range.end);
        let mut there: Vec<(&str, Range<usize>)> = whole.filter_map(|hit| Some((told_by(hit.kind)?, hit.range()))).collect();
        for (what, one) in told_in(paragraph) {
            let one = range.start + one.start..range.start + one.end;
            // A day of birth is an age, and counts once.
            let born = |hit: &&Hit| hit.kind == Kind::DateOfBirth && hit.start <= one.start && one.start < hit.end;
            if !within.iter().any(born) {
                there.push((what, one));
            }
        }
        if let Some(all) = enough(there.iter().map(|(what, _)| *what)) {
            let from = there.iter().map(|(_, one)| one.start).min().unwrap_or(range.start);
            let to = there.iter().map(|(_, one)| one.end).max().unwrap_or(range.end);
            found.push(Hit::new(from..to, Kind::Combination, why(&all)));
        }
    }
    found
}

/// What a passage in which so much was `found` tells, by code points.
fn told(text: &str, found: &[&Finding]) -> Vec<(&'static str, Range<usize>)> {
    let folded = Folded::new(text);
    let by_itself = found.iter().filter_map(|one| Some((told_by(one.kind)?, one.start..one.end)));
    let mut there: Vec<_> = by_itself.collect();
    for (what, one) in told_in(&folded.text) {
        let (start, end) = folded.range(one);
        let born = |one: &&&Finding| one.kind == Kind::DateOfBirth && one.start <= start && start < one.end;
        if !found.iter().any(|one| born(&one)) {
            there.push((what, start..end));
        }
    }
    there
}

/// Whether a passage tells by itself who somebody is.
pub(super) fn alone(text: &str, found: &[&Finding]) -> bool {
    tells(&told(text, found))
}

fn tells(there: &[(&str, Range<usize>)]) -> bool {
    enough(there.iter().map(|(what, _)| *what)).is_some()
}

/// Where several passages about one thing tell together who somebody is: the passage that tells most of it, what stands there,
/// by code points, and why. One that does so by itself is not counted: it is found without the others. None where nothing says that
/// it is somebody of an age or of a people: a condition, a place and a date are those of a course, too.
pub(super) fn across(passages: &[(&str, &[&Finding])]) -> Option<(usize, Range<usize>, String)> {
    let told: Vec<_> = passages
        .iter()
        .map(|(text, found)| told(text, found))
        .map(|there| if tells(&there) { Vec::new() } else { there })
        .collect();
    let all = enough(told.iter().flatten().map(|(what, _)| *what))?;
    if !all.contains(&AGE) && !all.contains(&BELONGING) {
        return None;
    }
    let (at, most) = told.iter().enumerate().rev().max_by_key(|(_, there)| there.len())?;
    let from = most.iter().map(|(_, one)| one.start).min()?;
    let to = most.iter().map(|(_, one)| one.end).max()?;
    Some((at, from..to, format!("{}; they stand in several places", why(&all))))
}
