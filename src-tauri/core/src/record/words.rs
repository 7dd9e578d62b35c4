//! Words that stand for somebody, found and replaced in a text.

use unicode_normalization::UnicodeNormalization as _;

/// `text` with each of `words` replaced where it stands as a word of its own; `None` where none does. Case does not matter, but
/// for one of one or two letters, which is a word of the language as well.
pub(crate) fn replace_words(text: &str, words: &[String], with: &str) -> Option<String> {
    let mut words: Vec<Vec<char>> = words
        .iter()
        .map(|word| word.trim().nfc().collect())
        .filter(|word: &Vec<char>| !word.is_empty())
        .collect();
    // The longest first, so that K-07a is not left as a code and a letter.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let letters: Vec<char> = text.nfc().collect();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut any) = (0, false);
    while let Some(letter) = letters.get(at) {
        let alone = at == 0 || !letters[at - 1].is_alphanumeric();
        let found = words.iter().find(|word| alone && stands(&letters[at..], word));
        match found {
            Some(word) => {
                out.push_str(with);
                at += word.len();
                any = true;
            }
            None => {
                out.push(*letter);
                at += 1;
            }
        }
    }
    any.then_some(out)
}

/// How often one of `words` stands in `text` as a word of its own.
pub(crate) fn count_words(text: &str, words: &[String]) -> usize {
    // A sign that no text holds marks each place.
    replace_words(text, words, "\0").map_or(0, |marked| marked.matches('\0').count())
}

fn stands(letters: &[char], word: &[char]) -> bool {
    let exact = word.len() <= 2 && word.iter().all(|c| c.is_alphabetic());
    let same = |(a, b): (&char, &char)| a == b || (!exact && a.to_lowercase().eq(b.to_lowercase()));
    letters.len() >= word.len() && letters.iter().zip(word).all(same) && !letters.get(word.len()).is_some_and(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{count_words, replace_words};

    #[test]
    fn a_word_is_found_whole_and_a_short_one_in_its_own_spelling() {
        let codes = ["K-07".to_owned(), "A".to_owned()];
        assert_eq!(
            replace_words("k-07, K-07a and A, a", &codes, "*").as_deref(),
            Some("*, K-07a and *, a")
        );
        assert_eq!(replace_words("K-071 and aA", &codes, "*"), None);
        assert_eq!(count_words("K-07 K-07", &codes), 2);
    }

    proptest! {
        /// What was replaced stands nowhere, and nothing else is touched.
        #[test]
        fn nothing_replaced_is_left(text in "[a-cA-C0-9 ,.-]{0,60}", word in "[A-C]{2}-[0-9]{2}", parts in 0..4usize) {
            let whole = format!("{text} {}", vec![word.as_str(); parts].join(" "));
            let words = [word];
            let left = replace_words(&whole, &words, "[client]");
            prop_assert_eq!(count_words(left.as_deref().unwrap_or(&whole), &words), 0);
            prop_assert_eq!(left.is_none(), count_words(&whole, &words) == 0);
            prop_assert!(count_words(&whole, &words) >= parts);
        }
    }
}
