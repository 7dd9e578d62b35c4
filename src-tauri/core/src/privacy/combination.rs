//! Things that tell little each and together who it is: an exact age, a place, a condition, ethnicity, the day of a session.

use std::sync::LazyLock;

use super::Hit;
use super::form::Form;
use super::model::Kind;
use super::moments::DAY;
use super::words::{CONDITIONS, ETHNICITIES, any_of};

/// How many different ones in one paragraph identify.
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

pub(super) fn find(text: &str, hits: &[Hit]) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut hits: Vec<&Hit> = hits.iter().collect();
    hits.sort_by_key(|hit| hit.start);
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let range = start..start + paragraph.len();
        start = range.end + 2;
        let mut there: Vec<(&str, usize, usize)> = Vec::new();
        let within = &hits[hits.partition_point(|hit| hit.start < range.start)..hits.partition_point(|hit| hit.start < range.end)];
        for hit in within.iter().filter(|hit| hit.end <= range.end) {
            match hit.kind {
                Kind::Age | Kind::DateOfBirth => there.push(("an age", hit.start, hit.end)),
                Kind::Place | Kind::Postcode | Kind::Address => there.push(("a place", hit.start, hit.end)),
                _ => {}
            }
        }
        for (name, form) in [("a condition", &CONDITION), ("ethnicity or faith", &ETHNICITY), ("a date", &DAY)] {
            for one in form.find_iter(paragraph) {
                let at = range.start + one.start();
                // A day of birth is an age, and counts once.
                if !within
                    .iter()
                    .any(|hit| hit.kind == Kind::DateOfBirth && hit.start <= at && at < hit.end)
                {
                    there.push((name, at, range.start + one.end()));
                }
            }
        }
        let mut kinds: Vec<&str> = there.iter().map(|(kind, ..)| *kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() >= ENOUGH {
            let from = there.iter().map(|(_, start, _)| *start).min().unwrap_or(range.start);
            let to = there.iter().map(|(.., end)| *end).max().unwrap_or(range.end);
            let why = format!("together these may tell who it is: {}", kinds.join(", "));
            found.push(Hit::new(from..to, Kind::Combination, why));
        }
    }
    found
}
