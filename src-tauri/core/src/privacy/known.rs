//! What is nobody's: plays, pieces and songs, composers, painters, writers, theorists, and authors who are cited.

use std::ops::Range;
use std::sync::LazyLock;

use super::form::{Apart, Form};
use super::tokens::Word;
use super::words::{FIRST_OF_KNOWN, KNOWN, KNOWN_NAMES, ORDINARY, WORKS, any_of, given};

static WORK: LazyLock<Form> = LazyLock::new(|| {
    let all: Vec<&str> = WORKS.iter().chain(KNOWN_NAMES.iter()).copied().collect();
    Form::new(&format!(r"(?i)\b(?:{})\b", any_of(&all)))
});
/// After an author: the year in brackets, another author, "et al."
static CITED: LazyLock<Form> = LazyLock::new(|| {
    Form::new(r"^(?:'s)?,?(?:\s+(?:and|&)\s+[A-Z][\w'-]+)?,?(?:\s+et\s+al\.?)?,?\s*(?:\((?:19|20)\d\d|(?:19|20)\d\d[a-z]?\s*[);:,p])")
});
/// Something between quotation marks or stars whose words are written large.
static TITLED: LazyLock<Form> =
    LazyLock::new(|| Form::new(r#"[*_"“']([A-Z][\w'-]*(?:\s+(?:[A-Z][\w'-]*|and|of|the|in|to|for|a|an|on|with|from)){1,7})[*_"”']"#));

/// Where titles of works stand.
pub(super) struct Works([Apart; 2]);

impl Works {
    /// The title that the range lies within, of those that are listed.
    pub(super) fn listed_around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.0[0].around(range)
    }

    /// The title that the range lies within.
    pub(super) fn around(&self, range: &Range<usize>) -> Option<Range<usize>> {
        self.0.iter().filter_map(|titles| titles.around(range)).max_by_key(Range::len)
    }
}

/// Finds them.
pub(super) fn works(text: &str) -> Works {
    let listed = WORK
        .find_iter(text)
        .filter(|found| found.as_str().starts_with(|sign: char| sign.is_uppercase()))
        .map(|found| found.range());
    let quoted = TITLED
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .map(|title| title.range());
    Works([Apart::joined(listed), Apart::joined(quoted)])
}

/// For each word whether it belongs to a work, to somebody everybody knows or to an author who is cited.
pub(super) fn ruled_out(text: &str, words: &[Word<'_>], works: &Works) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    for (at, word) in words.iter().enumerate() {
        if works.around(&word.at).is_some() || is_numbered(text, word) {
            out[at] = true;
        }
        if !word.capital() {
            continue;
        }
        let first = |word: &Word<'_>| {
            word.initial() || FIRST_OF_KNOWN.contains(word.lower.as_str()) || matches!(word.lower.as_str(), "van" | "de" | "von" | "le")
        };
        let mut from = at;
        while from > 0 && from + 3 > at && (words[from].joined() || words[from].gap.trim() == ".") && first(&words[from - 1]) {
            from -= 1;
        }
        let both = given(&word.lower) || ORDINARY.contains(word.lower.as_str());
        if KNOWN.contains(word.lower.as_str()) && (from < at || !both) {
            out[from..=at].fill(true);
        }
        cite(text, words, at, &mut out);
    }
    out
}

/// "Page 1 of 3", as it stands at the foot of pages.
pub(super) fn is_numbered(text: &str, word: &Word<'_>) -> bool {
    let rest = &text[word.at.end..];
    word.lower == "page" && rest.trim_start().starts_with(|sign: char| sign.is_ascii_digit()) && rest.starts_with(' ')
}

/// "Okafor and Reid (2019)", "(Hinz, 2019)": the authors, with the first name of the first.
fn cite(text: &str, words: &[Word<'_>], at: usize, out: &mut [bool]) {
    let rest = &text[words[at].at.end..];
    if !CITED.is_match(rest) {
        return;
    }
    let two = rest.starts_with(" and ") || rest.starts_with(" & ");
    let cited = rest.trim_start_matches("'s").trim_start().starts_with('(') || within_brackets(text, words[at].at.start);
    if !(cited || two || rest.starts_with(" et al")) {
        return;
    }
    out[at] = true;
    if two && words.get(at + 2).is_some_and(Word::capital) {
        out[at + 2] = true;
    }
    if at > 0 && words[at].joined() && (words[at - 1].initial() || words[at - 1].capital() && !words[at - 1].first) {
        out[at - 1] = true;
    }
}

/// Whether a bracket is open, not far before.
fn within_brackets(text: &str, at: usize) -> bool {
    let from = (0..=at.saturating_sub(80))
        .rev()
        .find(|from| text.is_char_boundary(*from))
        .unwrap_or(0);
    let before = &text[from..at];
    before.rfind('(').is_some_and(|open| !before[open..].contains(')'))
}
