//! Whether what reads like a client of one's own is that client, or could be another word: a month, a flower, a profession.
//!
//! What always holds: only what can be nobody else counts as sure, and only a date is surely no client; everything between is
//! for the owner to say. It is found all the same.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::form::Form;
use super::known;
use super::model::Surety;
use super::tokens::Word;
use super::words::{COMMON, KNOWN, MONTHS, ORDINARY, ROLES, TOWNS, given, ordinary};

/// Directly before somebody, and before nothing else in everyday words.
const BEFORE: [&str; 5] = ["client", "told", "asked", "met", "thanked"];
/// What neither months nor flowers nor professions do.
const AFTER: [&str; 32] = [
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "tells",
    "replied",
    "whispered",
    "shouted",
    "spoke",
    "phoned",
    "rang",
    "emailed",
    "hugged",
    "nodded",
    "smiled",
    "smiles",
    "laughed",
    "laughs",
    "cried",
    "wept",
    "yawned",
    "sang",
    "sings",
    "drew",
    "draws",
    "painted",
    "hid",
    "thinks",
    "wants",
    "hates",
    "loves",
];

/// After a month, its year.
static YEAR: LazyLock<Form> = LazyLock::new(|| Form::new(r"^,?\s+(?:19|20)\d\d\b"));

/// A text as it is read for this.
pub(super) struct Reading<'t> {
    text: &'t str,
    words: &'t [Word<'t>],
    /// For each word whether it belongs to a work or to somebody everybody knows; only when it is asked.
    known: OnceLock<Vec<bool>>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str, words: &'t [Word<'t>]) -> Self {
        Self {
            text,
            words,
            known: OnceLock::new(),
        }
    }

    /// How sure it is that this word, found to be a client's, is one.
    pub(super) fn surety(&self, at: usize) -> Surety {
        let word = &self.words[at];
        if MONTHS.contains(word.lower.as_str()) && YEAR.is_match(&self.text[word.at.end..]) {
            return Surety::OtherWord;
        }
        if self.is_known(at) {
            return Surety::Unclear;
        }
        if !could_be_another(&word.lower) || self.is_done_by_somebody(at) {
            Surety::Sure
        } else {
            Surety::Unclear
        }
    }

    fn is_known(&self, at: usize) -> bool {
        self.known
            .get_or_init(|| known::ruled_out(self.text, self.words, &known::works(self.text)))[at]
    }

    /// Whether the sentence speaks of somebody here: "Rose said", "I met Art", "Rose's mother".
    fn is_done_by_somebody(&self, at: usize) -> bool {
        let word = &self.words[at];
        let after = self.words.get(at + 1).filter(|after| after.joined());
        let before = at.checked_sub(1).map(|before| &self.words[before]).filter(|_| word.joined());
        if !word.capital() || self.beside_a_figure(word) || after.is_some_and(Word::capital) {
            return false;
        }
        let whose =
            after.is_some_and(|after| ROLES.contains(after.lower.as_str())) && word.possessive && !MONTHS.contains(word.lower.as_str());
        whose
            || after.is_some_and(|after| AFTER.contains(&after.lower.as_str()))
            || before.is_some_and(|before| BEFORE.contains(&before.lower.as_str()))
    }

    fn beside_a_figure(&self, word: &Word<'_>) -> bool {
        let figure = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
        let before = self.text[..word.at.start].trim_end();
        let after = self.text[word.at.end..].trim_start();
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| before.strip_suffix(end))
            .unwrap_or(before);
        figure(ordinal.chars().next_back()) || figure(after.chars().next())
    }
}

/// Whether a word of a client's name, or what it may be a form of, is one that others use too: an ordinary one, a month, a town,
/// somebody everybody knows.
fn could_be_another(word: &str) -> bool {
    let stems = ["s", "es", "'s", "y"].into_iter().filter_map(|end| word.strip_suffix(end));
    std::iter::once(word)
        .chain(stems)
        .any(|form| ordinary(form) || ORDINARY.contains(form) || MONTHS.contains(form) || KNOWN.contains(form))
        || TOWNS.iter().any(|town| town.eq_ignore_ascii_case(word))
}

/// A word that is one letter away from a client's name may be somebody else's, where it is a name itself.
pub(super) fn one_letter_wrong(word: &str) -> Surety {
    if given(word) { Surety::Unclear } else { Surety::Sure }
}

/// A name within the name of a file or an address: sure where it stands by itself there, "planning" is nobody called Ann.
pub(super) fn within_a_run(text: &str, range: &Range<usize>) -> Surety {
    let letter = |sign: Option<char>| sign.is_some_and(char::is_lowercase);
    let within = letter(text[..range.start].chars().next_back()) || letter(text[range.end..].chars().next());
    if within || could_be_another(&text[range.clone()].to_lowercase()) {
        Surety::Unclear
    } else {
        Surety::Sure
    }
}

/// "R.O." is somebody; "AT", "MT" and "PM" are much else.
pub(super) fn initials(found: &str) -> Surety {
    if found.contains('.') { Surety::Sure } else { Surety::Unclear }
}

/// A code is one where it has a figure beside its letters, or is written in capitals, and holds no word.
pub(super) fn code(found: &str) -> Surety {
    let word = |part: &str| {
        let low = part.to_lowercase();
        part.chars().count() > 2 && (COMMON.contains(low.as_str()) || could_be_another(&low))
    };
    let letters = found.chars().any(char::is_alphabetic);
    let figures = found.chars().any(|sign| sign.is_ascii_digit());
    let large = found.chars().all(|sign| !sign.is_lowercase());
    let holds_a_word = found.split(|sign: char| !sign.is_alphabetic()).any(word);
    if letters && (figures || large) && !holds_a_word {
        Surety::Sure
    } else {
        Surety::Unclear
    }
}
