//! Counting words against HCPC's limits.
//!
//! What always holds: a word is what stands between Unicode white space, so that the window, which counts as one types,
//! and the core come to the same number.

use super::model::{Chosen, Words};

/// How many words `text` has.
pub fn count_words(text: &str) -> u32 {
    u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX)
}

/// The words of the summary, against their limit.
pub(super) fn of_summary(summary: &str, limit: u32) -> Words {
    Words {
        count: count_words(summary),
        limit,
    }
}

/// The words of the personal statement, against their limit.
pub(super) fn of_statement(introduction: &str, chosen: &[Chosen], limit: u32) -> Words {
    let written = chosen
        .iter()
        .flat_map(Chosen::texts)
        .fold(0_u32, |sum, text| sum.saturating_add(count_words(text)));
    Words {
        count: count_words(introduction).saturating_add(written),
        limit,
    }
}

impl Words {
    /// How many words are over the limit.
    pub fn over(self) -> u32 {
        self.count.saturating_sub(self.limit)
    }
}

/// "1 word", "23 words", "1,204 words".
pub(super) fn in_words(count: u32) -> String {
    match count {
        1 => "1 word".to_owned(),
        _ => format!("{} words", grouped(count)),
    }
}

/// "no", "one" and so on up to "ten", then figures.
pub(super) fn small(count: usize) -> String {
    const NUMBERS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    NUMBERS
        .get(count)
        .map_or_else(|| grouped(u32::try_from(count).unwrap_or(u32::MAX)), |word| (*word).to_owned())
}

/// A number as it is read: with a comma between thousands.
pub(super) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut read = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            read.push(',');
        }
        read.push(digit);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_between_white_space() {
        for (text, words) in [
            ("", 0),
            (" \n\t ", 0),
            ("one", 1),
            ("well-being and e.g. this", 4),
            ("one – two", 3),
            ("no\u{a0}break\u{202f}spaces\u{3000}here", 4),
            ("zero\u{200b}width", 1),
            ("**bold** and *light*", 3),
            (&"a".repeat(400), 1),
        ] {
            assert_eq!(count_words(text), words, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_read_with_commas() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567].map(grouped).each_ref().map(String::as_str)
        );
        assert_eq!((in_words(1), in_words(1500)), ("1 word".to_owned(), "1,500 words".to_owned()));
    }
}
