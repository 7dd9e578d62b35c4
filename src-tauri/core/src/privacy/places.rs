//! Schools, wards, hospitals, services and towns.

use std::ops::Range;
use std::sync::LazyLock;

use super::Hit;
use super::form::{Apart, Form};
use super::known::{self, Works};
use super::model::Kind;
use super::tokens::Word;
use super::words::{GENERIC, KNOWN, MONTHS, ORDINARY_TOWNS, TOWNS, any_of, given, ordinary};

/// What an institution's name ends with; in lower case, too.
const HEADS: [&str; 34] = [
    "primary school",
    "infant school",
    "junior school",
    "high school",
    "grammar school",
    "special school",
    "secondary school",
    "nursery school",
    "school",
    "academy",
    "college",
    "nursery",
    "hospital",
    "hospice",
    "infirmary",
    "clinic",
    "surgery",
    "medical centre",
    "health centre",
    "medical practice",
    "day centre",
    "children's centre",
    "community centre",
    "family centre",
    "care home",
    "nursing home",
    "ward",
    "unit",
    "prison",
    "refuge",
    "pupil referral unit",
    "children's home",
    "residential home",
    "day hospital",
];

/// The same, which are common words unless they are written large.
const LARGE: [&str; 23] = [
    "House",
    "Lodge",
    "Court",
    "Centre",
    "Trust",
    "Foundation",
    "Service",
    "Services",
    "Project",
    "Hostel",
    "University",
    "Church",
    "Mosque",
    "Temple",
    "Synagogue",
    "CAMHS",
    "PRU",
    "Hall",
    "Villa",
    "Manor",
    "Team",
    "Hub",
    "Partnership",
];

/// Sentences begin with these: no part of the name.
const OPENERS: [&str; 14] = [
    "at",
    "in",
    "from",
    "the",
    "after",
    "when",
    "near",
    "visited",
    "and",
    "since",
    "both",
    "also",
    "today",
    "yesterday",
];

/// Well known by one word.
const FAMOUS: [&str; 10] = [
    "addenbrooke",
    "maudsley",
    "bethlem",
    "broadmoor",
    "rampton",
    "ashworth",
    "stoke mandeville",
    "alder hey",
    "great ormond street",
    "feltham",
];

/// After a town: what is known by it and is no place somebody lives.
static KNOWN_BY_TOWN: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"^\s+(?:Symphony|Philharmonic|Orchestra|Sinfonia|Festival|International|Piano|Competition|Portrait|Scale|Cathedral Choir|United|City F|Rovers|Arts Council|Warehouse)\b",
    )
});

static NAMED: LazyLock<Form> = LazyLock::new(|| {
    let large = LARGE.join("|");
    let small = any_of(&HEADS);
    Form::new(&format!(
        r"\b((?:St\.?\s+)?[A-Z][\p{{L}}'-]*(?:\s+(?:of|the|and|&|[A-Z][\p{{L}}'-]*)){{0,5}}?)\s+((?i:{small})|{large})\b"
    ))
});
/// "Millbrook Primary", after what is said of somebody who goes there.
static SHORT: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"\b(?:at|to|from|attends|attended|attending|joined|left|started)[ ]+((?:[A-Z][\p{L}'-]+[ ]+){1,3}(?:Primary|Infants|Juniors|Comprehensive|Grammar|High|Sixth Form))\b",
    )
});
static WELSH: LazyLock<Form> = LazyLock::new(|| Form::new(r"\b(?:Ysgol|Ysbyty)(?:[ ]+(?:y|yr|[A-Z][\p{L}'-]+)){1,4}"));
static WARD: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"\b(?:[Ww]ard|[Uu]nit|[Bb]ay|[Cc]ell)\s+(?:\d{1,3}[A-Z]?|[A-Z]\d{0,2})\b|\bWard\s(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)(?:\s[A-Z])?\b",
    )
});
static PRISON: LazyLock<Form> = LazyLock::new(|| Form::new(r"\bHM(?:P|YOI|P/YOI)\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"));
static SAINT: LazyLock<Form> = LazyLock::new(|| Form::new(r"\bSt\.?\s+[A-Z][a-z]+(?:'s?|s)\b(?:\s+(?:and\s+St\.?\s+)?[A-Z][a-z]+'s)?"));
static CALLED: LazyLock<Form> = LazyLock::new(|| {
    let heads = any_of(&HEADS);
    Form::new(&format!(
        r"\b(?:{heads}|house|home|service|charity|team)\s+(?:called|named)\s+((?:[A-Z][\p{{L}}'-]+)(?:\s+[A-Z][\p{{L}}'-]+){{0,3}})"
    ))
});
static GOES_TO: LazyLock<Form> = LazyLock::new(|| {
    Form::new(
        r"\b(?:attends|attending|attended|pupil at|student at|resident at|inpatient at|patient at|works at|worked at|placement at|teaches at|taught at|goes to school at|school at|nursery at|day at)\s+([A-Z][\p{L}'-]+(?:\s+[A-Z][\p{L}'-]+){0,3})",
    )
});
static TOWN: LazyLock<Form> = LazyLock::new(|| Form::new(&format!(r"(?i)\b(?:{})\b", any_of(&TOWNS))));

pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut taken = Apart::default();
    let mut add = |range: Range<usize>, why: &str| {
        if taken.take(&range) {
            hits.push(Hit::new(range, Kind::Place, why));
        }
    };
    for found in PRISON.find_iter(text) {
        add(found.range(), "a prison");
    }
    let works = known::works(text);
    named(text, words, &works, &mut add);
    for found in WELSH.find_iter(text) {
        add(found.range(), "a school or a hospital, in Welsh");
    }
    for found in SHORT.captures_iter(text) {
        let Some(name) = found.get(1) else { continue };
        let first = name.as_str().split_whitespace().next().unwrap_or_default();
        let goes_on = text[name.end()..]
            .trim_start_matches(' ')
            .starts_with(|sign: char| sign.is_uppercase());
        if !goes_on && !ordinary(&first.to_lowercase()) {
            add(name.range(), "a school by its short name");
        }
    }
    let part_of_a_course = |found: &regex::Match<'_>| found.as_str().starts_with(['U', 'u']) && text[found.end()..].starts_with(" of ");
    for found in WARD.find_iter(text).filter(|found| !part_of_a_course(found)) {
        add(found.range(), "a ward or a room by its number");
    }
    for found in CALLED.captures_iter(text).chain(GOES_TO.captures_iter(text)) {
        let Some(name) = found.get(1) else { continue };
        let first = name.as_str().split_whitespace().next().unwrap_or_default().to_lowercase();
        if !ordinary(&first) || name.as_str().contains(' ') {
            add(name.range(), "the name of a school, a service or a home");
        }
    }
    for found in SAINT.find_iter(text) {
        let next = text[found.end()..].split_whitespace().next().unwrap_or_default();
        let next = next.trim_end_matches(|sign: char| !sign.is_alphabetic());
        if !matches!(next, "Passion" | "Day" | "Eve") && !found.as_str().contains("Matthew ") {
            add(found.range(), "a saint's name, as schools and hospitals have");
        }
    }
    let lower = text.to_lowercase();
    if lower.len() == text.len() {
        for name in FAMOUS {
            for (at, found) in lower.match_indices(name) {
                if text[at..].starts_with(|sign: char| sign.is_uppercase()) {
                    add(at..at + found.len(), "a hospital or prison known by this name");
                }
            }
        }
    }
    for found in TOWN.find_iter(text) {
        let capital = found.as_str().starts_with(|sign: char| sign.is_uppercase());
        let surname = words.binary_search_by_key(&found.start(), |word| word.at.start).is_ok_and(|at| {
            at > 0 && words[at].joined() && {
                let before = words[at - 1].lower.as_str();
                given(before) || matches!(before, "mr" | "mrs" | "ms" | "miss" | "dr" | "prof")
            }
        });
        if capital && !surname && !KNOWN_BY_TOWN.is_match(&text[found.end()..]) {
            add(found.range(), "a town or county");
        }
    }
    for (at, word) in words.iter().enumerate().skip(1) {
        let before = words[at - 1].lower.as_str();
        if word.capital()
            && word.joined()
            && ORDINARY_TOWNS.contains(word.lower.as_str())
            && matches!(before, "in" | "from" | "near" | "to" | "outside" | "around")
            && word.lower != "street"
            && !is_month(words, at)
        {
            let next = words.get(at + 1).filter(|next| next.joined() && next.capital());
            if next.is_none() {
                add(word.at.clone(), "a town, by what stands before it");
            }
        }
    }
    hits
}

/// Whether the word at `at`, after "in" and the like, is a month: "in March" is one, "lives in March" is not.
fn is_month(words: &[Word<'_>], at: usize) -> bool {
    let before = |by: usize| at.checked_sub(by).map_or("", |at| words[at].lower.as_str());
    let lives = matches!(
        before(2),
        "live" | "lives" | "lived" | "living" | "moved" | "moves" | "moving" | "stays" | "stayed" | "staying" | "up" | "home"
    );
    MONTHS.contains(words[at].lower.as_str()) && !lives && !matches!(before(1), "near" | "outside")
}

/// "Elm Grove Primary School", "Willow ward", "the Rowan Unit".
fn named(text: &str, words: &[Word<'_>], works: &Works, add: &mut impl FnMut(Range<usize>, &str)) {
    for found in NAMED.captures_iter(text) {
        let (Some(name), Some(head)) = (found.get(1), found.get(2)) else {
            continue;
        };
        // From the last sentence's beginning on, without what only opens it.
        let from = words.partition_point(|word| word.at.start < name.start());
        let mut parts: Vec<&Word<'_>> = words[from..].iter().take_while(|word| word.at.end <= name.end()).collect();
        if let Some(last) = parts.iter().rposition(|word| word.first) {
            parts.drain(..last);
        }
        while parts.first().is_some_and(|word| {
            let lower = word.lower.as_str();
            let lady = lower == "our" && parts.get(1).is_some_and(|next| next.lower == "lady");
            let proud = matches!(lower, "general" | "royal" | "queen" | "king" | "great");
            let opens = OPENERS.contains(&lower) || parts.len() > 1 && ordinary(lower) && !proud;
            !lady && (!word.capital() || word.first && opens || matches!(lower, "the" | "our" | "my" | "a"))
        }) {
            parts.remove(0);
        }
        let Some(first) = parts.first() else { continue };
        let names = parts.iter().any(|word| {
            let lower = word.lower.as_str();
            let worn = (word.first || word.shouted()) && ordinary(lower);
            word.capital() && !worn && !GENERIC.contains(lower) && !KNOWN.contains(lower)
        });
        // "Art Service", "Winter Project" are made of ordinary words only.
        let special = parts
            .iter()
            .any(|word| !ordinary(&word.lower) && !GENERIC.contains(word.lower.as_str()))
            || HEADS[..13].contains(&head.as_str().to_lowercase().as_str())
            || matches!(
                head.as_str(),
                "Ward" | "ward" | "Unit" | "unit" | "House" | "Lodge" | "Court" | "Centre"
            );
        // "A Doll's House" is a play.
        let title = works
            .listed_around(&head.range())
            .is_some_and(|title| title.start <= first.at.start);
        if names && special && !title {
            add(first.at.start..head.end(), "the name of a school, hospital, ward or service");
        }
    }
}
