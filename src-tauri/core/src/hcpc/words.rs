//! Counting words against HCPC's limits, as a word processor counts what is pasted into it.
//!
//! What always holds: the window, which counts as one types, and the core come to the same number; where word processors
//! differ, the larger number holds, so that nobody who counts again finds more than was said.

use triptych_pdf::Block;

use super::model::Words;
use super::plain::Plain;

/// How many words `text` has: what stands between white space, divided by long dashes (LibreOffice does so, Word does not;
/// one that stands by itself is a word for Word), and each sign of scripts that have no spaces.
pub fn count_words(text: &str) -> u32 {
    let count: usize = text.split_whitespace().map(pieces).sum();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The words of what stands between white space.
fn pieces(between: &str) -> usize {
    let (mut count, mut within) = (0, false);
    for letter in between.chars() {
        match letter {
            '–' | '—' => within = false,
            // Kana and ideographs, without the signs that stand between them.
            '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
                count += 1;
                within = false;
            }
            _ if within => {}
            _ => {
                count += 1;
                within = true;
            }
        }
    }
    count.max(1)
}

/// The words of these blocks as plain text, against their limit.
pub(super) fn of_blocks(blocks: &[Block], limit: u32) -> Words {
    let mut plain = Plain::default();
    blocks.iter().for_each(|block| plain.block(block));
    Words {
        count: count_words(&plain.text()),
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

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        libreoffice: u32,
    }

    #[test]
    fn hard_cases_are_counted_as_word_processors_count_them() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../../../tests/fixtures/words.json")).expect("a list");
        assert!(cases.len() > 50);
        for Case { text, libreoffice } in cases {
            let word = u32::try_from(text.split_whitespace().count()).expect("few");
            assert_eq!(count_words(&text), libreoffice.max(word), "{text:?}");
        }
    }

    #[test]
    fn signs_of_markdown_are_no_words() {
        let count = |text: &str| of_blocks(&super::super::markdown::blocks(text), 0).count;
        assert_eq!(count("## A heading\n\n> said\n\n---\n\n**bold** *and* `code`"), 6);
        assert_eq!(count("- one\n- two"), 4, "the signs of a list are pasted too");
        assert_eq!(count("[here](https://example.org)"), 2, "so is an address");
        assert_eq!(count(""), 0);
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
