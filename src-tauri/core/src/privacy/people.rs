//! Names of people, told by what stands around them.
//!
//! A title, a role ("my client", "his mother", "the key worker"), being called so, or doing what only people do makes a
//! capitalised word a name; a first name that is nothing else is one anywhere. Composers, painters, writers and theorists, plays
//! and songs and the figures in them, and authors who are cited are nobody's clients and are left alone, except after a title or
//! a role.

use std::collections::HashSet;

use super::Hit;
use super::form::Apart;
use super::known::{self, Works};
use super::model::Kind;
use super::tokens::Word;
use super::words::{
    BELONGS, CALLED, DETERMINERS, DOES, ETHNICITIES, KNOWN, MEETS, MONTHS, NO_NAMES, ORDINARY, ROLES, SPEAKS, THINGS, TITLES, TOWARDS,
    TOWNS, given, ordinary,
};

/// The most words of a name.
const LONGEST: usize = 4;

struct Finder<'t> {
    text: &'t str,
    words: &'t [Word<'t>],
    /// Ranges of works' titles.
    works: Works,
    /// Words that are not in capitals somewhere.
    calm: HashSet<&'t str>,
    /// Whether a word is part of what was found or ruled out.
    done: Vec<bool>,
    hits: Vec<Hit>,
}

pub(super) fn find<'t>(text: &'t str, words: &'t [Word<'t>]) -> Vec<Hit> {
    let works = known::works(text);
    let done = known::ruled_out(text, words, &works);
    let mut finder = Finder {
        text,
        words,
        works,
        calm: words
            .iter()
            .filter(|word| !word.shouted())
            .map(|word| word.lower.as_str())
            .collect(),
        done,
        hits: Vec::new(),
    };
    for at in 0..words.len() {
        finder.titled(at);
    }
    for at in 0..words.len() {
        finder.after_role(at);
        finder.called(at);
    }
    for at in 0..words.len() {
        finder.by_itself(at);
        finder.set_off(at);
    }
    finder.again();
    finder.hits
}

impl Finder<'_> {
    /// How many words from `at` on are one name, by their capitals.
    fn run(&self, at: usize) -> usize {
        let mut length = 0;
        while length < LONGEST {
            let Some(word) = self.words.get(at + length) else { break };
            let joins = length == 0 || word.joined() && !word.first || word.gap.trim() == "." && self.words[at + length - 1].initial();
            let particle = length > 0
                && matches!(
                    word.lower.as_str(),
                    "de" | "van" | "von" | "der" | "al" | "el" | "bin" | "da" | "di" | "ap" | "ó"
                )
                && self.words.get(at + length + 1).is_some_and(|next| next.joined() && next.capital());
            let fits = word.capital() && (length == 0 || !self.stops(word)) || particle;
            if !joins || !fits || (length > 0 && self.words[at + length - 1].possessive) {
                break;
            }
            length += 1;
        }
        length
    }

    /// A capitalised word that does not go on with a name.
    fn stops(&self, word: &Word<'_>) -> bool {
        NO_NAMES.contains(word.lower.as_str())
            || known::is_numbered(self.text, word)
            || MONTHS.contains(word.lower.as_str())
            || (ordinary(&word.lower) && !ORDINARY.contains(word.lower.as_str()) && !given(&word.lower))
            || (word.shouted() && word.text.len() <= 5 && !self.calm.contains(word.lower.as_str()))
    }

    fn take(&mut self, from: usize, to: usize, why: &str) {
        if self.done[from..to].iter().any(|done| *done) {
            return;
        }
        self.done[from..to].fill(true);
        let range = self.words[from].at.start..self.words[to - 1].at.end;
        self.hits.push(Hit::new(range, Kind::PersonName, why));
    }

    /// "Dr Ray", "Auntie Jo".
    fn titled(&mut self, at: usize) {
        let word = &self.words[at];
        let small = matches!(word.lower.as_str(), "dr" | "mr" | "mrs" | "ms" | "prof");
        if !TITLES.contains(word.lower.as_str()) || !(word.capital() || small) || self.done[at] {
            return;
        }
        let Some(next) = self.words.get(at + 1) else { return };
        let joins = next.gap.chars().all(|sign| sign.is_whitespace() || sign == '.') && next.gap.len() < 4;
        let kin = matches!(
            word.lower.as_str(),
            "father" | "sister" | "brother" | "nurse" | "nan" | "nana" | "lady" | "lord" | "doctor" | "judge"
        );
        // After "Mr" even an ordinary word is a name; after "Nurse" it may begin something else.
        let sure = matches!(word.lower.as_str(), "dr" | "mr" | "mrs" | "ms" | "miss" | "mx" | "prof" | "sir");
        let none = NO_NAMES.contains(next.lower.as_str()) || !sure && self.stops(next) && !ORDINARY.contains(next.lower.as_str());
        if !joins
            || !next.capital()
            || none
            || (kin && ordinary(&next.lower) && !ORDINARY.contains(next.lower.as_str()))
            || next.gap.contains('.') && kin
        {
            return;
        }
        let length = self.run(at + 1);
        // Mr Bean is on the list of works.
        if length > 0 && self.works.around(&word.at).is_none() {
            self.done[at + 1..at + 1 + length].fill(false);
            self.take(at, at + 1 + length, "a name after a title");
        }
    }

    /// "my client Xo", "her mother, Jo,", "the social worker (Ann)".
    fn after_role(&mut self, at: usize) {
        let word = &self.words[at];
        if !ROLES.contains(word.lower.as_str()) || (word.shouted() && word.text.len() > 2) || word.possessive {
            return;
        }
        let mut next = at + 1;
        let mut said = false;
        while let Some(word) = self.words.get(next).filter(|word| !word.capital()) {
            if !matches!(
                word.lower.as_str(),
                "is" | "was"
                    | "called"
                    | "named"
                    | "name"
                    | "whose"
                    | "known"
                    | "as"
                    | "who"
                    | "i"
                    | "will"
                    | "call"
                    | "a"
                    | "lady"
                    | "man"
            ) || next > at + 5
            {
                return;
            }
            said |= matches!(word.lower.as_str(), "called" | "named" | "name" | "call" | "known");
            next += 1;
        }
        let Some(name) = self.words.get(next) else { return };
        let apart = name.gap.trim();
        let first_name = given(&name.lower) || ORDINARY.contains(name.lower.as_str());
        let joined = apart.is_empty() && name.gap.matches('\n').count() < 2;
        let set_off = matches!(apart, "," | "(" | "-" | ":" | "'" | "\"")
            && (first_name || matches!(self.text[name.at.end..].chars().next(), Some(',' | ')' | '-')));
        if next > at + 1 && !said || !(joined || set_off) {
            return;
        }
        if self.initials(next) {
            return;
        }
        // After a role even an ordinary word is a name, when it is written large within a sentence.
        let none = NO_NAMES.contains(name.lower.as_str())
            || MONTHS.contains(name.lower.as_str())
            || TITLES.contains(name.lower.as_str())
            || name.shouted();
        let no_name = none || (word.capital() && self.stops(name)) || ETHNICITIES.contains(&name.lower.as_str()) || self.heading(at, next);
        let sure = first_name || !no_name;
        if !name.capital() || name.initial() || !sure || name.text.chars().any(char::is_numeric) {
            return;
        }
        let work = self.works.around(&name.at).is_some_and(|work| work.len() > name.at.len());
        if work && !said {
            return;
        }
        let length = self.run(next).max(1);
        self.done[next..next + length].fill(false);
        self.take(next, next + length, "a name after what somebody is to somebody");
        self.further(next + length);
    }

    /// "JS" and "J.S." after a role are initials.
    fn initials(&mut self, at: usize) -> bool {
        let word = &self.words[at];
        let short =
            word.shouted() && word.text.len() <= 3 && word.text.chars().all(|sign| sign.is_ascii_uppercase()) && !ordinary(&word.lower);
        let dotted = word.initial()
            && self.text[word.at.end..].starts_with('.')
            && self
                .words
                .get(at + 1)
                .is_some_and(|next| next.initial() && matches!(next.gap, "." | ". "));
        if short {
            self.take(at, at + 1, "initials after what somebody is to somebody");
        } else if dotted {
            self.take(at, at + 2, "initials after what somebody is to somebody");
        }
        short || dotted
    }

    /// "Client Records": words of a heading, not a name.
    fn heading(&self, role: usize, name: usize) -> bool {
        let (role, name) = (&self.words[role], &self.words[name]);
        role.capital() && !role.first && !given(&name.lower)
    }

    /// "and Kit", ", Kit" after a name.
    fn further(&mut self, at: usize) {
        let Some(word) = self.words.get(at) else { return };
        let (name, joins) = if word.lower == "and" && word.joined() {
            (at + 1, true)
        } else {
            (at, word.gap == ", ")
        };
        let Some(word) = self.words.get(name).filter(|word| joins && word.capital() && !word.first) else {
            return;
        };
        if given(&word.lower) || ORDINARY.contains(word.lower.as_str()) {
            let length = self.run(name).max(1);
            self.take(name, name + length, "a name beside another");
            self.further(name + length);
        }
    }

    /// "called Xo", "her name is Xo".
    fn called(&mut self, at: usize) {
        let word = &self.words[at];
        if !CALLED.contains(word.lower.as_str()) {
            return;
        }
        let mut next = at + 1;
        while self.words.get(next).is_some_and(|word| {
            matches!(
                word.lower.as_str(),
                "is" | "was" | "as" | "him" | "her" | "them" | "himself" | "herself"
            ) && word.joined()
        }) {
            next += 1;
        }
        let Some(name) = self.words.get(next) else { return };
        if !name.capital() || name.first && name.gap.contains('.') || self.done[next] || !matches!(name.gap.trim(), "" | "'" | "\"" | ":") {
            return;
        }
        let person = self.words[at.saturating_sub(5)..at].iter().any(|word| {
            ROLES.contains(word.lower.as_str())
                || matches!(
                    word.lower.as_str(),
                    "his" | "her" | "their" | "someone" | "somebody" | "dog" | "cat" | "person"
                )
        });
        let known = given(&name.lower);
        let wished = at > 0 && matches!(self.words[at - 1].lower.as_str(), "be" | "being");
        if known || (person || wished) && !NO_NAMES.contains(name.lower.as_str()) {
            let length = self.run(next).max(1);
            self.take(next, next + length, "somebody is called so");
        }
    }

    /// "The advocate from the charity, Xo, asked": between commas, after a role in the same sentence.
    fn set_off(&mut self, at: usize) {
        let word = &self.words[at];
        let closed = self.text[word.at.end..].starts_with([',', '.', ';']);
        if self.done[at] || !word.capital() || word.first || word.gap != ", " || !closed || self.unlikely(word) {
            return;
        }
        let mut sentence = (0..at).rev().take(9).take_while(|before| !self.words[before + 1].first);
        if sentence.any(|before| ROLES.contains(self.words[before].lower.as_str())) {
            self.take(at, at + 1, "a name after what somebody is to somebody");
        }
    }

    /// What was a name once in this text is one again.
    fn again(&mut self) {
        let found = Apart::joined(self.hits.iter().map(|hit| hit.start..hit.end));
        let names: HashSet<&str> = self
            .words
            .iter()
            .filter(|word| found.holds(&word.at))
            .map(|word| word.lower.as_str())
            .filter(|name| name.chars().count() > 2 && !ordinary(name) && !TITLES.contains(name) && !ROLES.contains(name))
            .collect();
        let again: Vec<usize> = (0..self.words.len())
            .filter(|at| {
                let word = &self.words[*at];
                let sure = !ORDINARY.contains(word.lower.as_str()) || !word.first;
                word.capital() && sure && names.contains(word.lower.as_str())
            })
            .collect();
        for at in again {
            self.take(at, at + 1, "a name, as before in this text");
        }
    }

    /// A first name, wherever it stands, or an unknown word that does what people do.
    fn by_itself(&mut self, at: usize) {
        let word = &self.words[at];
        if self.done[at] || !word.capital() || word.initial() {
            return;
        }
        let whole = word.lower.as_str();
        let head = whole.split('-').next().unwrap_or(whole);
        let next = self.words.get(at + 1).filter(|next| next.joined());
        let before = at.checked_sub(1).map(|before| &self.words[before]).filter(|_| word.joined());
        let does = next.is_some_and(|next| DOES.contains(next.lower.as_str()));
        let speaks = next.is_some_and(|next| SPEAKS.contains(next.lower.as_str()));
        let length = self.run(at).max(1);
        if ORDINARY.contains(whole) {
            if self.ordinary_is_name(at, before, next, length, does) {
                self.take(at, at + length, "a first name, by what stands around it");
                self.further(at + length);
            }
        } else if given(whole) || (head != whole && given(head)) {
            if (word.shouted() && word.text.len() < 4) || self.of_a_thing(at, next) {
                return;
            }
            self.take(at, at + length, "a first name");
            self.further(at + length);
        } else if whole == "family"
            || next.is_some_and(|next| next.lower == "family" && !next.capital()) && before.is_some_and(|before| before.lower == "the")
        {
            if !self.unlikely(word) {
                self.take(at, at + 1, "a family's name");
            }
        } else if !word.first
            && !self.unlikely(word)
            && (does || speaks)
            && length <= 2
            && before.is_none_or(|before| !DETERMINERS.contains(before.lower.as_str()) && !before.capital())
        {
            self.take(at, at + length, "somebody does what people do");
        } else if word.first && speaks && !self.unlikely(word) && !whole.ends_with("ing") && !whole.ends_with('s') {
            self.take(at, at + 1, "somebody does what people do");
        } else if !word.first && !self.unlikely(word) && length <= 2 && before.is_some_and(|before| MEETS.contains(before.lower.as_str())) {
            self.take(at, at + length, "somebody is met or spoken to");
        } else if word.possessive
            && !self.unlikely(word)
            && next
                .is_some_and(|next| (ROLES.contains(next.lower.as_str()) && next.lower != "head") || BELONGS.contains(next.lower.as_str()))
        {
            self.take(at, at + 1, "somebody is somebody's");
        }
    }

    /// Whether a capitalised ordinary word is meant as a name.
    fn ordinary_is_name(&self, at: usize, before: Option<&Word<'_>>, next: Option<&Word<'_>>, length: usize, does: bool) -> bool {
        let word = &self.words[at];
        let whole = word.lower.as_str();
        if word.shouted() && word.text.len() < 4 || self.of_a_thing(at, next) {
            return false;
        }
        let figures = |text: &str| text.chars().any(|sign| sign.is_ascii_digit());
        let after = &self.text[word.at.end..];
        let dated = figures(word.gap)
            || after.trim_start().starts_with(|sign: char| sign.is_ascii_digit())
            || before.is_some_and(|before| {
                matches!(
                    before.lower.as_str(),
                    "in" | "since"
                        | "until"
                        | "during"
                        | "by"
                        | "early"
                        | "late"
                        | "mid"
                        | "of"
                        | "on"
                        | "from"
                        | "to"
                        | "and"
                        | "between"
                        | "for"
                        | "every"
                        | "last"
                        | "next"
                )
            });
        let calendar = MONTHS.contains(whole) || matches!(whole, "summer" | "autumn" | "spring" | "winter" | "tuesday" | "dawn");
        if calendar && dated {
            return false;
        }
        if whole == "will"
            && word.first
            && next.is_some_and(|next| {
                matches!(
                    next.lower.as_str(),
                    "i" | "he" | "she" | "it" | "we" | "they" | "you" | "the" | "this" | "that" | "there" | "my" | "a" | "need" | "be"
                )
            })
        {
            return false;
        }
        if whole == "may"
            && word.first
            && next.is_some_and(|next| {
                matches!(
                    next.lower.as_str(),
                    "i" | "we" | "he" | "she" | "it" | "they" | "be" | "have" | "need" | "also" | "the"
                )
            })
        {
            return false;
        }
        if before.is_some_and(|before| {
            DETERMINERS.contains(before.lower.as_str()) || before.capital() && !before.first && !MONTHS.contains(before.lower.as_str())
        }) {
            return false;
        }
        let kin = next.is_some_and(|next| ROLES.contains(next.lower.as_str()));
        if word.possessive {
            return kin || !word.first || !ordinary(whole) || next.is_some_and(|next| BELONGS.contains(next.lower.as_str()));
        }
        let surname = length > 1
            && self
                .words
                .get(at + 1)
                .is_some_and(|next| !ordinary(&next.lower) && !TOWNS.contains(&next.lower.as_str()));
        // Virtues and arts do things in sentences, too; only what nobody else does makes them names at a beginning.
        let idea = matches!(
            whole,
            "art"
                | "hope"
                | "joy"
                | "faith"
                | "grace"
                | "harmony"
                | "melody"
                | "honour"
                | "patience"
                | "peace"
                | "love"
                | "destiny"
                | "talent"
                | "chance"
                | "justice"
                | "silver"
                | "rain"
                | "spring"
        );
        let past = next.is_some_and(|next| next.lower.len() > 4 && next.lower.ends_with("ed"));
        let speaks = next.is_some_and(|next| SPEAKS.contains(next.lower.as_str()));
        let does = if idea {
            speaks && !(word.first && whole == "art")
        } else {
            does || past
        };
        let towards =
            !word.first && before.is_some_and(|before| TOWARDS.contains(before.lower.as_str()) && !(idea && before.lower == "and"));
        let within =
            !word.first && !idea && !calendar && !matches!(whole, "king" | "queen" | "prince" | "princess" | "bishop" | "earl" | "duke");
        surname || does || towards || within
    }

    /// "Art room", "Rose quartz", "Victoria Station", "Viola part": the word belongs to a thing.
    fn of_a_thing(&self, at: usize, next: Option<&Word<'_>>) -> bool {
        let after = next.is_some_and(|next| THINGS.contains(next.lower.as_str()));
        let saint = at > 0
            && self.words[at].joined() | (self.words[at].gap.trim() == ".")
            && matches!(self.words[at - 1].lower.as_str(), "st" | "saint" | "port" | "mount" | "lake");
        after || saint
    }

    /// A capitalised word that is hardly a name.
    fn unlikely(&self, word: &Word<'_>) -> bool {
        let whole = word.lower.as_str();
        ordinary(whole)
            || word.shouted()
            || KNOWN.contains(whole)
            || NO_NAMES.contains(whole)
            || MONTHS.contains(whole)
            || TITLES.contains(whole)
            || ROLES.contains(whole)
            || TOWNS.contains(&whole)
            || ETHNICITIES.contains(&whole)
            || whole.ends_with("ism")
            || whole.ends_with("tion")
            || whole.ends_with("ness")
            || whole.ends_with("ian")
            || whole.chars().count() < 3
    }
}
