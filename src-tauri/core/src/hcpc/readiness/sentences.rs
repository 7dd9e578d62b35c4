//! The sentences of a text, each by its words alone.
//!
//! What always holds: a sentence is folded (case, marks and white space do not count) and known by 64 bits of a hash: among a
//! million sentences two are taken for one another once in thirty million times. Of ten thousand records the words are read once and
//! not kept; a sentence that is quoted is asked for again.

use std::hash::{DefaultHasher, Hasher as _};
use std::sync::mpsc::{Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use crate::hcpc::load::{Said, Texts};

/// How many records are handed over at once: to wake another thread takes as long as to read some.
const TOGETHER: usize = 64;

/// How many texts one record or one answer has.
pub(super) const TEXTS: u32 = 4;

/// A sentence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::hcpc) struct Sentence {
    pub(super) hash: u64,
    /// The how manieth text it is of, from nought.
    pub(super) text: u32,
    /// The how manieth of its text, from nought.
    pub(super) number: u32,
}

/// Reads texts.
pub(super) struct Reader {
    least: usize,
    /// Two spaces, one behind the other.
    doubled: Finder<'static>,
    folded: Folded,
    words: Vec<u8>,
}

impl Reader {
    /// Sentences of at least `least` words count.
    pub(super) fn of(least: u32) -> Self {
        Self {
            least: least.max(1) as usize,
            doubled: Finder::new(&[BETWEEN, BETWEEN]),
            folded: Folded::default(),
            words: Vec::new(),
        }
    }

    /// Adds the sentences of a text, which is the how manieth, to those `found`.
    pub(super) fn read(&mut self, at: u32, text: &str, found: &mut Vec<Sentence>) {
        self.folded.read(text);
        for (number, sentence) in (0..).zip(self.folded.sentences()) {
            let sentence = plain(sentence, &self.doubled, &mut self.words);
            if words_in(sentence) >= self.least {
                let mut hasher = DefaultHasher::new();
                hasher.write(sentence);
                let hash = hasher.finish();
                found.push(Sentence { hash, text: at, number });
            }
        }
    }
}

/// Reads what records say in a thread of its own, while the next of them come from the disk.
pub(in crate::hcpc) struct Ahead<'scope> {
    waiting: Vec<Texts>,
    hand_over: Sender<Vec<Texts>>,
    reader: ScopedJoinHandle<'scope, (Vec<Said>, Vec<Sentence>)>,
}

impl<'scope> Ahead<'scope> {
    /// Sentences of at least `least` words count.
    pub(in crate::hcpc) fn start<'env>(scope: &'scope Scope<'scope, 'env>, least: u32) -> Self {
        let (hand_over, handed_over) = channel::<Vec<Texts>>();
        let reader = scope.spawn(move || {
            let mut reader = Reader::of(least);
            let (mut said, mut sentences) = (Vec::new(), Vec::new());
            let mut number = 0;
            for texts in handed_over.into_iter().flatten() {
                for text in &texts {
                    reader.read(number, text, &mut sentences);
                    number += 1;
                }
                said.push(Said::of(texts));
            }
            (said, sentences)
        });
        Self {
            waiting: Vec::new(),
            hand_over,
            reader,
        }
    }

    /// What the next record says.
    pub(in crate::hcpc) fn read(&mut self, texts: Texts) {
        self.waiting.push(texts);
        if self.waiting.len() == TOGETHER {
            self.send();
        }
    }

    /// What is kept of each record in the order they were given, and the sentences of all.
    pub(in crate::hcpc) fn done(mut self) -> (Vec<Said>, Vec<Sentence>) {
        self.send();
        drop(self.hand_over);
        self.reader.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause))
    }

    fn send(&mut self) {
        // Nobody takes it any more only where the reader has panicked, which `done` passes on.
        drop(self.hand_over.send(std::mem::take(&mut self.waiting)));
    }
}

/// What ends a sentence.
pub(super) fn is_end(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | '\n' | '…')
}

/// Ends a sentence that is folded.
const END: u8 = b'\n';
/// Parts two of its words; there may be several, and some before the first word and behind the last.
const BETWEEN: u8 = b' ';
/// Stands within a word, and does not count.
const NOTHING: u8 = 0;

/// A text in which only letters, figures and where words and sentences end are left; as many sentences as `is_end` parts.
#[derive(Default)]
struct Folded(Vec<u8>);

impl Folded {
    fn read(&mut self, text: &str) {
        self.0.clear();
        let mut rest = text;
        loop {
            // Nearly all there is: the standard library looks at many of them at once, and the compiler folds sixteen.
            let ascii = if rest.is_ascii() {
                rest.len()
            } else {
                rest.bytes().take_while(u8::is_ascii).count()
            };
            self.0.extend(rest.as_bytes()[..ascii].iter().map(|byte| folded(*byte)));
            let mut signs = rest[ascii..].chars();
            let Some(sign) = signs.next() else { break };
            self.other(sign);
            rest = signs.as_str();
        }
    }

    /// A sign beyond ASCII.
    fn other(&mut self, sign: char) {
        match sign {
            sign if is_end(sign) => self.0.push(END),
            '’' => self.0.push(NOTHING),
            sign if sign.is_alphanumeric() => {
                let low = sign.to_lowercase();
                low.for_each(|low| self.0.extend_from_slice(low.encode_utf8(&mut [0; 4]).as_bytes()));
            }
            _ => self.0.push(BETWEEN),
        }
    }

    fn sentences(&self) -> impl Iterator<Item = &[u8]> {
        let ends = memchr_iter(END, &self.0).chain([self.0.len()]);
        ends.scan(0, |start, end| {
            let sentence = &self.0[*start..end];
            *start = end + 1;
            Some(sentence)
        })
    }
}

/// A byte of ASCII, folded.
const fn folded(byte: u8) -> u8 {
    let low = byte | 0x20;
    let letter = low.wrapping_sub(b'a') < 26;
    let figure = byte.wrapping_sub(b'0') < 10;
    let end = byte == b'.' || byte == b'!' || byte == b'?' || byte == b'\n';
    if letter {
        low
    } else if figure {
        byte
    } else if end {
        END
    } else if byte == b'\'' {
        NOTHING
    } else {
        BETWEEN
    }
}

/// The words of a folded sentence with one space between them; `room` is what they are written to where there is more.
fn plain<'s>(sentence: &'s [u8], doubled: &Finder<'_>, room: &'s mut Vec<u8>) -> &'s [u8] {
    let sentence = sentence.trim_ascii();
    if memchr(NOTHING, sentence).is_none() && doubled.find(sentence).is_none() {
        return sentence;
    }
    room.clear();
    for byte in sentence.iter().filter(|byte| **byte != NOTHING) {
        if *byte != BETWEEN || room.last().is_some_and(|last| *last != BETWEEN) {
            room.push(*byte);
        }
    }
    room.trim_ascii_end()
}

/// How many words stand in a plain sentence.
fn words_in(sentence: &[u8]) -> usize {
    if sentence.is_empty() {
        0
    } else {
        memchr_iter(BETWEEN, sentence).count() + 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_byte_of_ascii_is_folded_as_the_letter_it_is() {
        for byte in 0..128_u8 {
            let expected = match char::from(byte) {
                sign if sign.is_alphanumeric() => byte.to_ascii_lowercase(),
                sign if is_end(sign) => END,
                '\'' => NOTHING,
                _ => BETWEEN,
            };
            assert_eq!(folded(byte), expected, "{byte}");
        }
    }

    proptest! {
        #[test]
        fn a_text_has_the_sentences_its_signs_say(text in "[A-Za-z0-9éŵßİ'’… .!\\n-]{0,80}") {
            let mut reader = Reader::of(1);
            reader.folded.read(&text);
            let read: Vec<String> = reader
                .folded
                .sentences()
                .map(|sentence| String::from_utf8(plain(sentence, &reader.doubled, &mut reader.words).to_vec()).unwrap())
                .collect();
            let signs = |word: &str| word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
            let expected: Vec<String> = text
                .split(is_end)
                .map(|sentence| {
                    let words = sentence.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '’'));
                    words.map(signs).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
                })
                .collect();
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn what_is_read_ahead_is_all_there_in_its_order() {
        let many = u32::try_from(3 * TOGETHER + 1).expect("few");
        let texts = |number: u32| {
            let body = format!("The {number} th second of silence");
            [&body, "", &number.to_string(), "So be it"].map(str::to_owned)
        };
        let (said, sentences) = std::thread::scope(|scope| {
            let mut ahead = Ahead::start(scope, 3);
            (0..many).for_each(|number| ahead.read(texts(number)));
            ahead.done()
        });
        let mut expected = Vec::new();
        let mut reader = Reader::of(3);
        for (at, text) in (0..).zip((0..many).flat_map(texts)) {
            reader.read(at, &text, &mut expected);
        }
        assert_eq!(sentences, expected);
        assert_eq!(sentences.len(), 2 * many as usize);
        let practice: Vec<u32> = said.iter().map(|one| one.practice.parse().expect("a number")).collect();
        assert_eq!(practice, (0..many).collect::<Vec<_>>());
    }
}
