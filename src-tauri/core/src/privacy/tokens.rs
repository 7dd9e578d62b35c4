//! Words with what stands before them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{L}[\p{L}\p{N}]*(?:['-]\p{L}+)*").expect("read in every test run"));

/// One word of the folded text.
pub(super) struct Word<'t> {
    /// Where, without a possessive's ending.
    pub(super) at: Range<usize>,
    /// The word without a possessive's ending.
    pub(super) text: &'t str,
    /// The same in lower case.
    pub(super) lower: String,
    /// What stands between the word before and this one.
    pub(super) gap: &'t str,
    /// Whether a sentence, line or quotation begins with it.
    pub(super) first: bool,
    /// Whether it ends as a possessive.
    pub(super) possessive: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub(super) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is written in capitals throughout, and longer than one.
    pub(super) fn shouted(&self) -> bool {
        self.text.chars().count() > 1 && self.text.chars().all(|sign| !sign.is_lowercase())
    }

    /// Whether it follows the word before with nothing but a space.
    pub(super) fn joined(&self) -> bool {
        !self.gap.is_empty() && self.gap.chars().all(char::is_whitespace) && self.gap.matches('\n').count() < 2
    }

    /// Whether it is a single letter, as an initial is.
    pub(super) fn initial(&self) -> bool {
        self.text.chars().count() == 1 && self.capital()
    }
}

/// The words of a folded text, in order.
pub(super) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut end = 0;
    for found in WORD.find_iter(text) {
        let whole = found.as_str();
        let possessive = whole.ends_with("'s") || whole.ends_with("'S") || text[found.end()..].starts_with('\'') && whole.ends_with('s');
        let word = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("'S")).unwrap_or(whole);
        let gap = &text[end..found.start()];
        let after_initial = words.last().is_some_and(|before| {
            before.initial()
                || matches!(
                    before.lower.as_str(),
                    "dr" | "mr" | "mrs" | "ms" | "st" | "prof" | "rev" | "fr" | "sr"
                )
        });
        let stopped = gap.contains(['!', '?', ':', ';', '•', '*', '#', '|', '"', '“'])
            || gap.matches('\n').count() > 1
            || (gap.contains('.') && !after_initial)
            || gap.contains("- ") && gap.trim_start().starts_with('-');
        words.push(Word {
            at: found.start()..found.start() + word.len(),
            text: word,
            lower: word.to_lowercase(),
            gap,
            first: end == 0 || stopped,
            possessive,
        });
        end = found.end();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_know_where_they_stand() {
        let words = split("Dr. Ray saw Tom's mother. Anne-Marie wept.\nThe end");
        let seen: Vec<(&str, bool, bool)> = words.iter().map(|word| (word.text, word.first, word.possessive)).collect();
        assert_eq!(
            seen,
            [
                ("Dr", true, false),
                ("Ray", false, false),
                ("saw", false, false),
                ("Tom", false, true),
                ("mother", false, false),
                ("Anne-Marie", true, false),
                ("wept", false, false),
                ("The", true, false),
                ("end", false, false),
            ]
        );
    }
}
