//! Regular expressions, and ranges that are looked up often.
//!
//! What always holds: no work here grows faster than the text. `regex` leaves its fast engine at the first letter beyond ASCII
//! when a form asks where a Unicode word ends; so forms ask where an ASCII one does, and what would begin or end within a word
//! of other letters is dropped afterwards.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::{Captures, Match, Regex};

/// A regular expression whose `\b` costs the same in every text.
pub(super) struct Form {
    regex: Regex,
    /// Whether it begins and ends where a word does.
    begins: bool,
    ends: bool,
}

impl Form {
    /// Every form is fixed, and read in every test run.
    pub(super) fn new(form: &str) -> Self {
        Self::try_new(form).expect("each form is read in every test run")
    }

    /// The same for a form that was put together from somebody's words.
    pub(super) fn try_new(form: &str) -> Option<Self> {
        let bare = form.strip_prefix("(?i)").unwrap_or(form);
        Some(Self {
            regex: Regex::new(&form.replace(r"\b", r"(?-u:\b)")).ok()?,
            begins: bare.starts_with(r"\b"),
            ends: bare.ends_with(r"\b"),
        })
    }

    pub(super) fn find_iter<'f, 't: 'f>(&'f self, text: &'t str) -> impl Iterator<Item = Match<'t>> + 'f {
        self.regex.find_iter(text).filter(|found| self.whole(text, &found.range()))
    }

    pub(super) fn captures_iter<'f, 't: 'f>(&'f self, text: &'t str) -> impl Iterator<Item = Captures<'t>> + 'f {
        self.regex
            .captures_iter(text)
            .filter(|found| found.get(0).is_some_and(|whole| self.whole(text, &whole.range())))
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.find_iter(text).next().is_some()
    }

    fn whole(&self, text: &str, range: &Range<usize>) -> bool {
        let foreign = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_ascii() && sign.is_alphanumeric());
        let before = self.begins && foreign(text[..range.start].chars().next_back());
        let after = self.ends && foreign(text[range.end..].chars().next());
        !before && !after
    }
}

/// Ranges of which no two overlap: start to end.
#[derive(Default)]
pub(super) struct Apart(BTreeMap<usize, usize>);

impl Apart {
    /// The ranges, those that overlap joined.
    pub(super) fn joined(ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut ranges: Vec<Range<usize>> = ranges.into_iter().collect();
        ranges.sort_by_key(|range| range.start);
        let mut apart = Self::default();
        for range in ranges {
            match apart.0.last_entry() {
                Some(mut last) if range.start < *last.get() => {
                    let end = range.end.max(*last.get());
                    last.insert(end);
                }
                _ => {
                    apart.0.insert(range.start, range.end);
                }
            }
        }
        apart
    }

    /// Takes the range, unless it overlaps another.
    pub(super) fn take(&mut self, range: &Range<usize>) -> bool {
        let free = !self.overlaps(range);
        if free {
            self.0.insert(range.start, range.end);
        }
        free
    }

    pub(super) fn overlaps(&self, range: &Range<usize>) -> bool {
        let before = self.0.range(..range.end).next_back();
        before.is_some_and(|(_, end)| *end > range.start)
    }

    /// Whether it lies within one of them.
    pub(super) fn holds(&self, range: &Range<usize>) -> bool {
        self.around(range).is_some()
    }

    /// The one it lies within.
    pub(super) fn around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let (start, end) = self.0.range(..=range.start).next_back()?;
        (range.end <= *end).then_some(*start..*end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Apart, Form};

    #[test]
    fn a_word_of_other_letters_is_a_word() {
        let form = Form::new(r"(?i)\bros(?:e|a)\b");
        let found = |text: &str| form.find_iter(text).map(|one| one.start()).collect::<Vec<_>>();
        assert_eq!(found("Rose, “rosa” – Rose"), [0, 9, 21]);
        assert_eq!(found("øRose Roseß Roseø"), Vec::<usize>::new());
        assert!(!form.is_match("Rosé"));
    }

    proptest! {
        #[test]
        fn ranges_are_taken_as_one_by_one(ranges in prop::collection::vec((0usize..40, 1usize..9), 0..20), (start, length) in (0usize..40, 1usize..9)) {
            let ranges: Vec<_> = ranges.into_iter().map(|(start, length)| start..start + length).collect();
            let mut apart = Apart::default();
            let mut plain: Vec<std::ops::Range<usize>> = Vec::new();
            for range in &ranges {
                let free = plain.iter().all(|one| one.end <= range.start || range.end <= one.start);
                prop_assert_eq!(apart.take(range), free);
                if free { plain.push(range.clone()); }
            }
            let asked = start..start + length;
            prop_assert_eq!(apart.holds(&asked), plain.iter().any(|one| one.start <= asked.start && asked.end <= one.end));
            let joined = Apart::joined(ranges.clone());
            prop_assert_eq!(joined.overlaps(&asked), ranges.iter().any(|one| one.start < asked.end && asked.start < one.end));
        }
    }
}
