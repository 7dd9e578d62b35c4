//! Words as they stand in a text, to be held against the same words in another: what was meant to leave, and what was read.
//!
//! What always holds: only whole words count, so that "Rose" does not stand in "prose"; where a line was broken or a word divided
//! does not matter; a word of one text is accounted for when the other has it between the same words.

use triptych_pdf::{Block, Document};

use super::slots::Slots;
use crate::privacy;

/// A value of fewer letters is sought as it is written: "AT" is not "at".
const SHORT: usize = 4;

/// A text as words.
pub(in crate::hcpc) struct Said {
    words: Vec<Word>,
}

struct Word {
    /// Folded, as it is written.
    text: String,
    /// The same in lower case.
    low: String,
    /// Whether a line begins with it.
    begins: bool,
}

/// The words of what is sought.
struct Sought {
    words: Vec<Word>,
    exact: bool,
}

impl Sought {
    /// `None` for what has no letter and no figure, and for a short number, which cannot be told from that of a page.
    fn of(value: &str) -> Option<Self> {
        let words = Said::of(value).words;
        let letters = words.iter().map(|word| word.text.chars().count()).sum::<usize>();
        let number = words.iter().all(|word| word.text.chars().all(|sign| sign.is_ascii_digit()));
        (letters > 0 && !(number && letters < SHORT)).then_some(Self {
            words,
            exact: letters < SHORT,
        })
    }

    fn is(&self, words: &[Word]) -> bool {
        let same = |(sought, word): (&Word, &Word)| {
            if self.exact {
                sought.text == word.text
            } else {
                sought.low == word.low
            }
        };
        self.words.iter().zip(words).all(same)
    }
}

impl Said {
    pub(in crate::hcpc) fn of(text: &str) -> Self {
        let mut words = Vec::new();
        for line in privacy::folded(text).lines() {
            let parts = line.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
            words.extend(parts.enumerate().map(|(at, word)| Word {
                text: word.to_owned(),
                low: word.to_lowercase(),
                begins: at == 0,
            }));
        }
        Self { words }
    }

    /// All that a document says: what its owner wrote, and our own words beside it.
    pub(in crate::hcpc) fn by(document: &Document) -> Self {
        let mut copy = document.clone();
        let mut text = String::new();
        let mut line = |words: &str| {
            text.push_str(&words.replace('\n', " "));
            text.push('\n');
        };
        Slots::of(&mut copy).lines().iter().for_each(|one| line(&one.text));
        for block in &document.blocks {
            match block {
                Block::Heading { text, .. } => line(text),
                Block::Table { columns, .. } => columns.iter().for_each(|column| line(&column.title)),
                Block::Contents { before, after } => before.iter().chain(after).for_each(|one| line(&one.text)),
                // Each lies on the picture by itself.
                Block::Figure(figure) => figure.words.iter().for_each(|word| line(&word.text)),
                _ => {}
            }
        }
        OURS.iter().for_each(|words| line(words));
        Self::of(&text)
    }

    /// Whether the value stands here, as whole words.
    pub(in crate::hcpc) fn has(&self, value: &str) -> bool {
        Sought::of(value).is_some_and(|sought| self.places(&sought).next().is_some())
    }

    /// Whether the value stands here in a place that `meant` does not account for.
    pub(super) fn has_beyond(&self, meant: &Self, value: &str) -> bool {
        let Some(sought) = Sought::of(value) else { return false };
        let length = sought.words.len();
        let meant_at: Vec<usize> = meant.places(&sought).collect();
        self.places(&sought)
            .any(|at| !meant_at.iter().any(|other| self.stands_as(at, meant, *other, length)))
    }

    fn places<'s>(&'s self, sought: &'s Sought) -> impl Iterator<Item = usize> + 's {
        let windows = self.words.windows(sought.words.len());
        windows.enumerate().filter(|(_, words)| sought.is(words)).map(|(at, _)| at)
    }

    /// Whether what stands at `at` here and at `other` there stands between the same words. At the end of a line nothing is known
    /// of what comes next; by itself on a line it takes one neighbour on the lines around.
    fn stands_as(&self, at: usize, meant: &Self, other: usize, length: usize) -> bool {
        let before = alike(self.before(at), meant.before(other), |a, b| a.ends_with(b) || b.ends_with(a));
        let after = alike(self.from(at + length), meant.from(other + length), |a, b| {
            a.starts_with(b) || b.starts_with(a)
        });
        let begins = self.words[at].begins || meant.words[other].begins;
        let ends = self.ends(at + length) || meant.ends(other + length);
        if self.words[at].begins && self.ends(at + length) {
            return before || after || meant.words[other].begins && meant.ends(other + length);
        }
        (begins || before) && (ends || after)
    }

    fn before(&self, at: usize) -> Option<&Word> {
        at.checked_sub(1).map(|before| &self.words[before])
    }

    fn from(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    fn ends(&self, after: usize) -> bool {
        self.words.get(after).is_none_or(|next| next.begins)
    }
}

/// Neighbours are held loosely against each other: one may be divided, or have a sign of another cell at its end.
fn alike(a: Option<&Word>, b: Option<&Word>, alike: impl Fn(&str, &str) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => alike(&a.low, &b.low),
        (None, None) => true,
        _ => false,
    }
}

/// What a file has beside its document: the head of its contents, the numbers of its pages, what it says of itself.
const OURS: [&str; 6] = ["Contents", "Page", "Part", "of", "PDF", "en-GB"];

#[cfg(test)]
mod tests {
    use super::Said;

    #[track_caller]
    fn beyond(read: &str, meant: &str, value: &str, expected: bool) {
        assert_eq!(
            Said::of(read).has_beyond(&Said::of(meant), value),
            expected,
            "{value} in {read:?}, meant {meant:?}"
        );
    }

    #[test]
    fn whole_words_count_and_their_neighbours() {
        beyond("Rose wrote prose.", "She wrote prose.", "Rose", true);
        beyond("Her prose.", "Her prose.", "Rose", false);
        beyond("K-07 came", "A client came", "K-07", true);
        beyond("He met May on 3 May 2026.", "He met her on 3 May 2026.", "May", true);
        beyond("It was on 3 May 2026.", "It was on 3 May 2026.", "May", false);
        beyond("Art came late to art therapy.", "She came late to art therapy.", "Art", true);
        beyond("about AT", "about her", "AT", true);
        beyond("look at this", "look at this", "AT", false);
        beyond("page 7", "page", "7", false);
    }

    #[test]
    fn how_lines_are_broken_does_not_matter() {
        let meant = "With the rose in her hand she sang to Anne Marie of the well-being of all.";
        for read in [
            "With the\nrose in her hand she sang to Anne\nMarie of the well-\nbeing of all.",
            "With the rose\nin her hand she\nsang to Anne Marie of the well-being of all.",
            "With the\nrose\nin her hand she sang to Anne Marie of the well-being of all.",
        ] {
            for value in ["Rose", "Anne Marie", "well"] {
                beyond(read, meant, value, false);
            }
        }
        beyond("She met Ro-\nse there.", "She met her there.", "Rose", true);
        beyond("She met Rose\nBrown there.", "She met Rose there.", "Rose Brown", true);
        beyond("one\nRose\ntwo", "With the rose in her hand.", "Rose", true);
        beyond("The rose · Leeds", "The rose", "Rose", false);
    }
}
