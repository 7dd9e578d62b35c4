//! Words for what should not leave: general ones, that tell the same and nobody's name.
//!
//! What always holds: a stand-in is never a code, and the privacy check finds nothing in it; for what has no use in general
//! words (a number, an address, a link) there is none: it goes.

use super::model::Kind;

/// What could stand instead of `value`; empty when it had better go.
pub fn stand_in(kind: Kind, value: &str) -> String {
    let low = value.to_lowercase();
    match kind {
        Kind::ClientName | Kind::ClientCode => "a client".to_owned(),
        Kind::PersonName => person(&low).to_owned(),
        Kind::Place => place(&low).to_owned(),
        Kind::Age => age(&low),
        Kind::NhsNumber
        | Kind::NiNumber
        | Kind::Postcode
        | Kind::Address
        | Kind::Phone
        | Kind::Email
        | Kind::DateOfBirth
        | Kind::Link
        | Kind::Registration
        | Kind::Combination => String::new(),
    }
}

fn person(low: &str) -> &'static str {
    let first = low.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    match first {
        "dr" | "prof" | "professor" | "sister" | "nurse" => "a colleague",
        "auntie" | "aunt" | "uncle" | "nan" | "nana" | "grandma" | "grandad" | "granny" => "a relative",
        _ => "somebody",
    }
}

fn place(low: &str) -> &'static str {
    const KINDS: [(&[&str], &str); 9] = [
        (&["school", "academy", "college", "nursery", "pru"], "a school"),
        (
            &["hospital", "infirmary", "clinic", "surgery", "medical", "health centre"],
            "a hospital",
        ),
        (&["hospice"], "a hospice"),
        (&["ward", "unit"], "a ward"),
        (&["prison"], "a prison"),
        (
            &["care home", "nursing home", "lodge", "house", "villa", "manor", "court"],
            "a home",
        ),
        (&["university"], "a university"),
        (&["church", "mosque", "temple", "synagogue"], "a place of worship"),
        (
            &[
                "camhs",
                "service",
                "team",
                "trust",
                "foundation",
                "project",
                "hub",
                "partnership",
                "centre",
            ],
            "a service",
        ),
    ];
    KINDS
        .iter()
        .find(|(words, _)| words.iter().any(|word| low.contains(word)))
        .map_or("a town", |(_, stand_in)| stand_in)
}

/// Ages stay what they are for: how far somebody is in life.
fn age(low: &str) -> String {
    if low.ends_with("birthday") {
        return "birthday".to_owned();
    }
    let Some(years) = years(low) else { return String::new() };
    // "A 9-year-old boy" stands before its noun, "he is 9" behind it.
    let before = low.contains("old") && low.contains('-');
    let (band, before_noun) = match years {
        0..=2 => ("very young", "very young"),
        3..=4 => ("of nursery age", "nursery-age"),
        5..=10 => ("of primary-school age", "primary-school-age"),
        11..=15 => ("of secondary-school age", "secondary-school-age"),
        16..=17 => ("nearly grown up", "teenage"),
        18..=39 => ("a young adult", "young"),
        40..=64 => ("in middle age", "middle-aged"),
        _ => ("in later life", "older"),
    };
    if before { before_noun } else { band }.to_owned()
}

fn years(low: &str) -> Option<u32> {
    if low.contains("month") || low.contains("week") {
        return Some(1);
    }
    let figures: String = low
        .chars()
        .skip_while(|sign| !sign.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    if let Ok(years) = figures.parse() {
        return Some(years);
    }
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let mut words = low.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let at = |list: &[&str], word: &str| {
        list.iter()
            .position(|one| word.starts_with(one))
            .and_then(|at| u32::try_from(at).ok())
    };
    if let Some(tens) = at(&TENS, first) {
        let ones = words.next().and_then(|word| ONES.iter().position(|one| *one == word));
        return Some((tens + 2) * 10 + ones.and_then(|ones| u32::try_from(ones).ok()).unwrap_or(0));
    }
    ONES.iter()
        .rposition(|one| first.starts_with(one))
        .and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::super::{Own, OwnClient, scan};
    use super::*;

    #[test]
    fn ages_become_a_time_of_life() {
        for (value, expected) in [
            ("9", "of primary-school age"),
            ("nine years old", "of primary-school age"),
            ("9-year-old", "primary-school-age"),
            ("14", "of secondary-school age"),
            ("fourteen", "of secondary-school age"),
            ("six", "of primary-school age"),
            ("seventy-three-year-old", "older"),
            ("forty", "in middle age"),
            ("18 months old", "very young"),
            ("sixteenth birthday", "birthday"),
            ("7.5 years old", "of primary-school age"),
            ("7;3", "of primary-school age"),
        ] {
            assert_eq!(stand_in(Kind::Age, value), expected, "{value}");
        }
    }

    #[test]
    fn places_and_people_become_what_they_are() {
        for (kind, value, expected) in [
            (Kind::Place, "Elm Grove Primary School", "a school"),
            (Kind::Place, "Leeds", "a town"),
            (Kind::Place, "Riverside CAMHS", "a service"),
            (Kind::PersonName, "Dr Ray", "a colleague"),
            (Kind::PersonName, "Tom", "somebody"),
            (Kind::ClientName, "Rose", "a client"),
            (Kind::Phone, "07700 900123", ""),
        ] {
            assert_eq!(stand_in(kind, value), expected, "{value}");
        }
    }

    #[test]
    fn nothing_is_found_in_a_stand_in() {
        let own = Own::of(vec![OwnClient {
            name: "Rose Brown".to_owned(),
            known_as: String::new(),
            code: "RB7".to_owned(),
        }]);
        let kinds = [Kind::ClientName, Kind::PersonName, Kind::Place, Kind::Age];
        let values = [
            "3",
            "9",
            "14-year-old",
            "17",
            "30",
            "50",
            "nine-year-old",
            "80",
            "Dr Ray",
            "Auntie Jo",
            "Tom",
            "Elm School",
            "Leeds",
            "X Ward",
            "Y House",
        ];
        for kind in kinds {
            for value in values {
                let words = stand_in(kind, value);
                let text = format!("I worked with {words} for a year. {words} was there, and I saw that {words} came.");
                assert_eq!(scan(&text, &own), [], "{words}");
            }
        }
    }
}
