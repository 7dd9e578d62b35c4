//! A text as words: where each stands, and the stem by which two of them are the same.
//!
//! What always holds: a stem is a beginning of its word, so that the search index can be asked for all words that share it;
//! the same word always has the same stem; a word of the text is found again at its place. The endings are those by which
//! nouns and verbs bend in English; what is cut further (as Porter's algorithm does) would make "place" and "placement",
//! "study" and "student" one.

use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation as _;

/// Words that say nothing about what a text is about.
const FILLERS: &str = "a about after again all also am an and any are as at be because been before being both but by can cannot \
could did didn't do does doesn't doing don't down during each either else even ever every few for from further get gets got \
had hadn't has hasn't have haven't having he he's her here hers herself him himself his how however i i'd i'll i'm i've if in \
into is isn't it it's its itself just let like me more most much my myself no nor not now of off on once one only or other our \
ours out over own said same say says see she she's should shouldn't so some such than that that's the their theirs them \
themselves then there there's these they they're they've thing things this those through to too under until up upon us very \
was wasn't we we've went were weren't what when where which while who whom why will with won't would wouldn't yet you your \
yours e.g etc";

/// Endings that are cut, the longest first, and how many characters must be left.
const ENDINGS: [(&str, usize); 16] = [
    ("ings", 4),
    ("ions", 5),
    ("ing", 4),
    ("ion", 5),
    ("ors", 5),
    ("ers", 5),
    ("eds", 4),
    ("ies", 4),
    ("ied", 4),
    ("or", 5),
    ("er", 5),
    ("ed", 4),
    ("es", 4),
    ("e", 4),
    ("s", 3),
    ("y", 4),
];

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What it is compared by.
    pub(super) stem: String,
    /// Where it begins and ends in the text, in bytes.
    pub(super) place: std::ops::Range<usize>,
    /// Whether it says nothing by itself: a filler, a number, a single letter.
    pub(super) filler: bool,
}

fn fillers() -> &'static HashSet<&'static str> {
    static FOUND: OnceLock<HashSet<&str>> = OnceLock::new();
    FOUND.get_or_init(|| FILLERS.split_whitespace().collect())
}

/// The words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    text.unicode_word_indices()
        .filter_map(|(from, word)| {
            // Markdown's emphasis would make a word of the underscores around it.
            let bare = word.trim_matches('_');
            let from = from + (word.len() - word.trim_start_matches('_').len());
            let lower = bare.to_lowercase().replace('\u{2019}', "'");
            let plain = lower
                .strip_suffix("'s")
                .filter(|rest| *rest != "it" && *rest != "that")
                .unwrap_or(&lower);
            let filler = plain.chars().nth(1).is_none()
                || plain.chars().all(|c| c.is_numeric() || c == '.' || c == ',')
                || fillers().contains(plain);
            (!plain.is_empty()).then(|| Word {
                stem: stem(plain),
                place: from..from + bare.len(),
                filler,
            })
        })
        .collect()
}

/// The stem of a word in small letters.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    if length < 4 || word.ends_with("ss") {
        return word.to_owned();
    }
    let cut = if length == 4 {
        word.strip_suffix('s')
    } else {
        ENDINGS
            .iter()
            .find_map(|(ending, left)| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= *left))
    };
    let stem = cut.unwrap_or(word);
    // "stopped", "planning": the letter that was doubled goes too.
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 's' | 'l') && stem.chars().count() > 4 => {
            stem[..stem.len() - last.len_utf8()].to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{stem, words};

    #[test]
    fn bent_words_share_a_stem_and_strangers_do_not() {
        for alike in [
            &["supervision", "supervisor", "supervised", "supervising"][..],
            &["assess", "assessed", "assessing"],
            &["policy", "policies"],
            &["stop", "stopped"],
            &["plan", "planning", "planned", "plans"],
            &["note", "notes"],
        ] {
            // "note" and "plan" are too short to be cut further than their plural.
            let stems: std::collections::HashSet<_> = alike.iter().map(|word| stem(word)).collect();
            assert!(stems.len() <= 2, "{stems:?}");
        }
        assert_eq!(stem("supervision"), stem("supervisors"));
        for (one, other) in [
            ("place", "placement"),
            ("study", "student"),
            ("second", "secondment"),
            ("carer", "career"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn fillers_numbers_and_single_letters_say_nothing() {
        let said: Vec<_> = words("It's the 14th; K-07 wasn’t __there__ 3.5 times, Ruth’s *harp* was.")
            .into_iter()
            .filter(|word| !word.filler)
            .map(|word| word.stem)
            .collect();
        assert_eq!(said, ["14th", "time", "ruth", "harp"]);
    }

    proptest! {
        #[test]
        fn every_word_is_found_at_its_place_and_begins_with_its_stem(text in "\\PC{0,80}") {
            for word in words(&text) {
                let written = text[word.place.clone()].to_lowercase().replace('\u{2019}', "'");
                prop_assert!(written.starts_with(&word.stem), "{} {}", written, word.stem);
            }
        }

        #[test]
        fn a_list_of_words_is_no_error(text in "[a-z_'’ .-]{0,120}") {
            let _ = words(&text);
        }
    }
}
