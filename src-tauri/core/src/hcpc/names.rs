//! The names that others may read, and the client codes that must not slip into them.
//!
//! What always holds: a proposal is made of kind, type, form and length alone, never of the owner's title or words.

use std::ops::Range;

use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Error, Result};
use crate::record::{CpdType, Kind};

/// The longest name, in characters.
const LONGEST: usize = 200;

/// What a proposal is made of.
pub(super) struct Facts<'a> {
    pub(super) kind: Kind,
    pub(super) cpd_type: Option<CpdType>,
    /// Supervision: individual, group or peer.
    pub(super) format: Option<&'a str>,
    /// Supervision: the owner supervised.
    pub(super) given: bool,
    pub(super) minutes: Option<u32>,
    pub(super) certificate: bool,
}

/// What we would call an activity: "Clinical supervision, individual, 75 minutes".
pub(super) fn proposal(facts: &Facts<'_>) -> String {
    let length = facts.minutes.map(length);
    let mut parts: Vec<&str> = Vec::new();
    match facts.kind {
        Kind::Supervision if facts.given => parts.extend(["Supervision given"].into_iter().chain(facts.format)),
        Kind::Supervision => parts.extend(["Clinical supervision"].into_iter().chain(facts.format)),
        Kind::Reflection => parts.push("Reflection on practice"),
        // Case notes are never read into a profile; the name says so should that ever change.
        Kind::CaseNote => parts.push("Clinical record"),
        Kind::Cpd => parts.push(match facts.cpd_type {
            Some(CpdType::Other) => "Other activity",
            Some(known) => known.name(),
            None => "CPD activity",
        }),
    }
    parts.extend(length.as_deref());
    if facts.certificate {
        parts.push("with certificate");
    }
    parts.join(", ")
}

/// "75 minutes", "1 hour", "6 hours", "2 hours 30 minutes".
pub(super) fn length(minutes: u32) -> String {
    let of = |number: u32, unit: &str| {
        if number == 1 {
            format!("1 {unit}")
        } else {
            format!("{} {unit}s", super::words::grouped(number))
        }
    };
    match (minutes / 60, minutes % 60) {
        (hours, 0) if hours > 0 => of(hours, "hour"),
        (hours, rest) if hours > 1 => format!("{} {}", of(hours, "hour"), of(rest, "minute")),
        _ => of(minutes, "minute"),
    }
}

/// A name as it is kept: one line, no blanks around it; `None` when nothing is left.
///
/// # Errors
/// `invalid` at `choices` when it is too long.
pub(super) fn tidy(name: &str) -> Result<Option<String>> {
    let line = name
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let length = line.chars().count();
    if length > LONGEST {
        return Err(Error::field(
            "choices",
            format!("A name in the list holds up to {LONGEST} characters; there are {length}."),
        ));
    }
    Ok((!line.is_empty()).then_some(line))
}

/// The owner's client codes, ready to be looked for.
pub(super) struct Codes(Vec<Code>);

struct Code {
    written: String,
    sought: String,
    /// One or two letters are words of the language as well ("A", "AM"): they count only as written.
    exact: bool,
}

impl Codes {
    /// Every client code of the portfolio, by name.
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let mut statement = connection.prepare_cached("SELECT code FROM client ORDER BY code")?;
        let codes = statement
            .query_map([], |row| row.get::<_, String>("code"))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Self::new(codes))
    }

    fn new(codes: impl IntoIterator<Item = String>) -> Self {
        let code = |written: String| {
            let exact = written.chars().count() <= 2 && written.chars().all(char::is_alphabetic);
            let sought = if exact { written.nfc().collect() } else { folded(&written) };
            Code { written, sought, exact }
        };
        Self(codes.into_iter().filter(|code| !code.trim().is_empty()).map(code).collect())
    }

    /// The codes that stand in `text` as words of their own.
    pub(super) fn found_in(&self, text: &str) -> Vec<String> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let (as_is, low) = (text.nfc().collect::<String>(), folded(text));
        let stands = |code: &&Code| {
            let text = if code.exact { &as_is } else { &low };
            text.match_indices(&code.sought)
                .any(|(at, found)| alone(text, at..at + found.len()))
        };
        self.0.iter().filter(stands).map(|code| code.written.clone()).collect()
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase().nfc().collect()
}

/// Whether the stretch is not part of a longer word.
fn alone(text: &str, at: Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(kind: Kind) -> Facts<'static> {
        Facts {
            kind,
            cpd_type: None,
            format: None,
            given: false,
            minutes: None,
            certificate: false,
        }
    }

    #[test]
    fn proposals_say_what_it_was_and_how_long() {
        let supervision = Facts {
            format: Some("individual"),
            minutes: Some(75),
            ..facts(Kind::Supervision)
        };
        assert_eq!(proposal(&supervision), "Clinical supervision, individual, 75 minutes");
        assert_eq!(proposal(&facts(Kind::Supervision)), "Clinical supervision");
        let given = Facts {
            given: true,
            ..supervision
        };
        assert_eq!(proposal(&given), "Supervision given, individual, 75 minutes");
        let course = Facts {
            cpd_type: Some(CpdType::Formal),
            minutes: Some(360),
            certificate: true,
            ..facts(Kind::Cpd)
        };
        assert_eq!(proposal(&course), "Formal education, 6 hours, with certificate");
        assert_eq!(
            proposal(&Facts {
                cpd_type: Some(CpdType::Other),
                ..facts(Kind::Cpd)
            }),
            "Other activity"
        );
        assert_eq!(proposal(&facts(Kind::Cpd)), "CPD activity");
        assert_eq!(proposal(&facts(Kind::Reflection)), "Reflection on practice");
    }

    #[test]
    fn lengths_are_read_in_minutes_up_to_two_hours() {
        for (minutes, words) in [
            (1, "1 minute"),
            (60, "1 hour"),
            (75, "75 minutes"),
            (119, "119 minutes"),
            (120, "2 hours"),
            (150, "2 hours 30 minutes"),
            (121, "2 hours 1 minute"),
            (100_000, "1,666 hours 40 minutes"),
        ] {
            assert_eq!(length(minutes), words);
        }
    }

    #[test]
    fn a_name_is_one_line_of_bounded_length() {
        assert_eq!(tidy("  A day\non\u{0} trauma ").expect("tidy"), Some("A day on trauma".to_owned()));
        assert_eq!(tidy(" \n ").expect("tidy"), None);
        assert!(tidy(&"a".repeat(200)).is_ok());
        assert_eq!(tidy(&"a".repeat(201)).expect_err("too long").field.as_deref(), Some("choices"));
    }

    #[test]
    fn codes_are_found_as_whole_words_in_any_case() {
        let codes = Codes::new(["K-07".to_owned(), "Ömür3".to_owned(), "A".to_owned(), "  ".to_owned()]);
        assert_eq!(codes.found_in("Work with k-07, and more"), ["K-07"]);
        assert_eq!(codes.found_in("K-070 and XK-07 are others"), Vec::<String>::new());
        assert_eq!(codes.found_in("seen (O\u{308}MÜR3)"), ["Ömür3"]);
        assert_eq!(codes.found_in("a day, a letter"), Vec::<String>::new());
        assert_eq!(codes.found_in("with A."), ["A"]);
        assert_eq!(codes.found_in(""), Vec::<String>::new());
    }
}
