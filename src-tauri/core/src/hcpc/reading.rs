//! The statement as a text to read: its headings, its paragraphs, its sentences.
//!
//! What always holds: the words are those that leave; each sentence knows the digests of what its owner wrote for it; our own lines
//! ("Nothing written yet.", which evidence supports it) are read, and are no sentences.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};
use triptych_pdf::{Block, Inline};
use unicode_segmentation::UnicodeSegmentation as _;

use super::chair::Heading;
use super::document::{QUESTIONS, is_our_line};

/// A paragraph, with the headings that stand before it and not yet before another: sentences, or a line of ours; neither, where a heading
/// has nothing under it.
pub(super) struct Paragraph {
    pub(super) headings: Vec<Heading>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) ours: Option<String>,
}

impl Paragraph {
    /// What stands under these headings, which are its own from now on.
    fn under(headings: &mut Vec<Heading>, sentences: Vec<Sentence>, ours: Option<String>) -> Self {
        Self {
            headings: std::mem::take(headings),
            sentences,
            ours,
        }
    }
}

/// A sentence as it leaves.
pub(super) struct Sentence {
    /// Digests of what was written for it: at least one, more where a change has run sentences together.
    pub(super) keys: Vec<String>,
    pub(super) text: String,
}

/// Words after which a full stop ends no sentence.
const SHORT: [&str; 14] = [
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs", "approx", "e.g", "i.e", "cf", "etc", "Rev",
];

/// Reads the statement `leaves`, which its owner has `written` so: the same blocks, in other words.
pub(super) fn read(written: &[Block], leaves: &[Block]) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    for (written, leaves) in written.iter().zip(leaves) {
        if let Some(heading) = heading(leaves) {
            // One with nothing under it is no heading of what comes, and stands by itself.
            if headings.iter().any(|before| before.level >= heading.level) {
                all.push(Paragraph::under(&mut headings, Vec::new(), None));
            }
            headings.push(heading);
        } else if is_our_line(written) {
            // Where that is all of it, there is nothing to read.
            if headings.is_empty() && all.is_empty() {
                continue;
            }
            all.push(Paragraph::under(&mut headings, Vec::new(), Some(lines(leaves).concat())));
        } else {
            for (written, leaves) in lines(written).iter().zip(&lines(leaves)) {
                let sentences = pairs(&sentences(written), &sentences(leaves));
                if !sentences.is_empty() {
                    all.push(Paragraph::under(&mut headings, sentences, None));
                }
            }
        }
    }
    if !headings.is_empty() {
        all.push(Paragraph::under(&mut headings, Vec::new(), None));
    }
    all
}

/// The heading a block is; under an aim of a plan the questions are strong words, as there is no level left for them.
fn heading(block: &Block) -> Option<Heading> {
    match block {
        Block::Heading { level, text } => Some(Heading {
            level: level.saturating_sub(1).max(1),
            text: text.clone(),
        }),
        Block::Paragraph(runs) => match runs.as_slice() {
            [Inline::Strong(text)] if QUESTIONS.contains(&text.as_str()) => Some(Heading {
                level: 3,
                text: text.clone(),
            }),
            _ => None,
        },
        _ => None,
    }
}

/// What is printed of a block, line by line.
fn lines(block: &Block) -> Vec<String> {
    let words = |inlines: &[Inline]| inlines.iter().map(Inline::as_str).collect::<String>();
    match block {
        Block::Paragraph(inlines) => vec![words(inlines)],
        Block::List { items, .. } => items.iter().map(|item| words(item)).collect(),
        _ => Vec::new(),
    }
}

/// Each sentence that leaves with what was written for it. What reads as it was written stands for itself; of the rest between, each
/// stands for its own where there are as many of them, and all for all where there are not.
fn pairs(written: &[&str], leaves: &[&str]) -> Vec<Sentence> {
    let one = |written: &[&str], leaves: &[&str]| Sentence {
        keys: written.iter().map(|text| key(text)).collect(),
        text: leaves.join(" "),
    };
    let each = |written: &[&str], leaves: &[&str]| -> Vec<Sentence> {
        let both = written.chunks(1).zip(leaves.chunks(1));
        both.map(|(written, leaves)| one(written, leaves)).collect()
    };
    let same = |(written, leaves): &(&&str, &&str)| written == leaves;
    let mut begin = written.iter().zip(leaves).take_while(same).count();
    let behind = written[begin..].iter().rev().zip(leaves[begin..].iter().rev());
    let mut end = behind.take_while(same).count();
    if begin + end == written.len() && begin + end < leaves.len() {
        // A sentence that nothing was written for is read with the one before it, or the one behind.
        if begin > 0 {
            begin -= 1;
        } else {
            end = end.saturating_sub(1);
        }
    }
    let mut all = each(&written[..begin], &leaves[..begin]);
    match (&written[begin..written.len() - end], &leaves[begin..leaves.len() - end]) {
        // What is gone is read nowhere, and without words there is nothing to mark.
        (_, []) | ([], _) => {}
        (written, leaves) if written.len() == leaves.len() => all.extend(each(written, leaves)),
        (written, leaves) => all.push(one(written, leaves)),
    }
    all.extend(each(&written[written.len() - end..], &leaves[leaves.len() - end..]));
    all
}

/// The digests of all that was written, read or not.
pub(super) fn keys(written: &[Block]) -> HashSet<String> {
    let paragraphs = read(written, written);
    let sentences = paragraphs.into_iter().flat_map(|paragraph| paragraph.sentences);
    sentences.flat_map(|sentence| sentence.keys).collect()
}

/// The sentences of a line; what looks like an end after a title or an abbreviation is none.
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    let mut end = 0;
    for piece in line.split_sentence_bounds() {
        end += piece.len();
        let so_far = line[begin..end].trim_end();
        let last = so_far
            .strip_suffix('.')
            .and_then(|rest| rest.split([' ', '(', '\u{a0}']).next_back());
        if last.is_some_and(|word| SHORT.contains(&word)) && end < line.len() {
            continue;
        }
        if !so_far.trim().is_empty() {
            found.push(so_far.trim());
        }
        begin = end;
    }
    if !line[begin..].trim().is_empty() {
        found.push(line[begin..].trim());
    }
    found
}

/// What a mark is kept under.
fn key(sentence: &str) -> String {
    let words = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    Sha256::digest(words).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_people_end_them() {
        for (line, expected) in [
            (
                "I waited. Then I played!  Did they hear?",
                vec!["I waited.", "Then I played!", "Did they hear?"],
            ),
            (
                "Dr. Finch asked (e.g. about pace). I wrote it down.",
                vec!["Dr. Finch asked (e.g. about pace).", "I wrote it down."],
            ),
            (
                "It took 2.5 hours. “Wait.” That stayed.",
                vec!["It took 2.5 hours.", "“Wait.”", "That stayed."],
            ),
            ("No end", vec!["No end"]),
            ("Asked Dr.", vec!["Asked Dr."]),
            ("   ", vec![]),
            ("Aros wnes i. Wedyn canais.", vec!["Aros wnes i.", "Wedyn canais."]),
        ] {
            assert_eq!(sentences(line), expected, "{line}");
        }
    }

    #[test]
    fn the_same_words_have_the_same_key_however_they_are_spaced() {
        assert_eq!(key("I  waited.\n"), key(" I waited."));
        assert_ne!(key("I waited."), key("I waited!"));
        assert_eq!(key("I waited.").len(), 32);
    }

    #[test]
    fn a_general_word_takes_no_mark_from_its_sentence() {
        let all = |written: &[&str], leaves: &[&str]| -> Vec<(usize, String)> {
            pairs(written, leaves).into_iter().map(|one| (one.keys.len(), one.text)).collect()
        };
        let written = ["I met her.", "Ada played.", "I waited."];
        assert_eq!(
            all(&written, &["I met her.", "A child played.", "I waited."]),
            [
                (1, "I met her.".to_owned()),
                (1, "A child played.".to_owned()),
                (1, "I waited.".to_owned())
            ]
        );
        // A full stop went with the words, or came with them: what stands before and behind is not touched by it.
        assert_eq!(
            all(&written, &["A child played.", "I waited."]),
            [(2, "A child played.".to_owned()), (1, "I waited.".to_owned())]
        );
        assert_eq!(
            all(&written, &["I met her.", "A child.", "So they played.", "I waited."]),
            [
                (1, "I met her.".to_owned()),
                (1, "A child. So they played.".to_owned()),
                (1, "I waited.".to_owned())
            ]
        );
        assert_eq!(
            all(&written, &["I met her.", "I waited."]),
            [(1, "I met her.".to_owned()), (1, "I waited.".to_owned())]
        );
        // One came that nothing was written for.
        assert_eq!(
            all(&written[..2], &["I met her.", "So it was.", "Ada played."]),
            [(1, "I met her. So it was.".to_owned()), (1, "Ada played.".to_owned())]
        );
        assert_eq!(
            all(&written[2..], &["So it was.", "I waited."]),
            [(1, "So it was. I waited.".to_owned())]
        );
        assert!(all(&written, &[]).is_empty());
        let shown = pairs(&written, &["A child played.", "I waited."]);
        assert_eq!(shown[1].keys, [key("I waited.")], "whose mark it is");
    }

    #[test]
    fn a_heading_with_nothing_under_it_is_not_that_of_the_next() {
        let blocks = [
            Block::heading(2, "A day (3 May 2026)"),
            Block::heading(3, QUESTIONS[0]),
            Block::heading(2, "A course (4 May 2026)"),
            Block::heading(3, QUESTIONS[1]),
            Block::paragraph("I waited."),
            Block::paragraph("Then I played."),
        ];
        let read = read(&blocks, &blocks);
        let headings = |at: usize| -> Vec<_> { read[at].headings.iter().map(|one| (one.level, one.text.as_str())).collect() };
        assert_eq!(headings(0), [(1, "A day (3 May 2026)"), (2, QUESTIONS[0])]);
        assert!(read[0].sentences.is_empty(), "it is read as it stands");
        assert_eq!(headings(1), [(1, "A course (4 May 2026)"), (2, QUESTIONS[1])]);
        assert!(headings(2).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_word_of_a_line_is_lost_or_said_twice(line in "[A-Za-z .!?()“”é]{0,80}") {
            let letters = |text: &str| text.chars().filter(|one| !one.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(letters(&sentences(&line).concat()), letters(&line));
        }
    }
}
