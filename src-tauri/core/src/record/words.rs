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
