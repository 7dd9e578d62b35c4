//! Sentences that stand in several places.
//!
//! What always holds: a sentence is folded (case, marks and white space do not count) and known by 128 bits of a hash, so that ten
//! thousand records are read once and nothing of them is copied; the same place counts once, however often it repeats itself.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// Two independent hashes of a sentence.
type Key = (u64, u64);

/// A key is a hash already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = self.0.rotate_left(32) ^ word;
    }
}

/// Where a sentence stands first, and whether it stands anywhere else.
struct Seen {
    first: u32,
    range: (u32, u32),
    /// Its list among `Passages::others`, counted from 1; 0 while it stands in one place.
    others: u32,
}

/// The sentences of many texts.
pub(super) struct Passages<'t> {
    least: u32,
    texts: Vec<&'t str>,
    /// Which place each text belongs to.
    places: Vec<u32>,
    seen: HashMap<Key, Seen, BuildHasherDefault<Ready>>,
    others: Vec<Vec<u32>>,
}

/// A sentence that stands in several places.
pub(super) struct Repeated<'t> {
    pub(super) sentence: &'t str,
    /// In ascending order; at least two.
    pub(super) places: Vec<u32>,
}

impl<'t> Passages<'t> {
    /// Sentences of at least `least` words count.
    pub(super) fn of(least: u32) -> Self {
        Self {
            least: least.max(1),
            texts: Vec::new(),
            places: Vec::new(),
            seen: HashMap::default(),
            others: Vec::new(),
        }
    }

    /// Reads a text of `place`. Several texts may have one place.
    pub(super) fn read(&mut self, place: u32, text: &'t str) {
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        self.places.push(place);
        let mut sentence = Sentence::at(0);
        let mut rest = text.bytes().enumerate();
        while let Some((at, byte)) = rest.next() {
            let (sign, width) = match ascii(byte) {
                Some(sign) => (sign, 1),
                None => {
                    let letter = text[at..].chars().next().unwrap_or_default();
                    // What is left of it.
                    for _ in 1..letter.len_utf8() {
                        rest.next();
                    }
                    (other(letter), letter.len_utf8())
                }
            };
            match sign {
                Sign::Letter(code) => sentence.add(code),
                Sign::Wide(letter) => letter.to_lowercase().for_each(|low| sentence.add_wide(low)),
                Sign::Within => {}
                Sign::Between => sentence.within = false,
                Sign::End => {
                    self.keep(number, sentence, at);
                    sentence = Sentence::at(at + width);
                }
            }
        }
        self.keep(number, sentence, text.len());
    }

    fn keep(&mut self, number: u32, mut sentence: Sentence, end: usize) {
        if sentence.words < self.least {
            return;
        }
        let place = self.places[number as usize];
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        match self.seen.entry(sentence.key()) {
            Entry::Vacant(entry) => {
                entry.insert(Seen {
                    first: number,
                    range: (narrow(sentence.start), narrow(end)),
                    others: 0,
                });
            }
            Entry::Occupied(mut entry) => {
                let seen = entry.get_mut();
                if self.places[seen.first as usize] == place {
                    return;
                }
                if seen.others == 0 {
                    self.others.push(Vec::new());
                    seen.others = narrow(self.others.len());
                }
                let others = &mut self.others[seen.others as usize - 1];
                if others.last() != Some(&place) {
                    others.push(place);
                }
            }
        }
    }

    /// What stands in several places, in the order it was first read.
    pub(super) fn repeated(self) -> Vec<Repeated<'t>> {
        let mut found: Vec<&Seen> = self.seen.values().filter(|seen| seen.others > 0).collect();
        found.sort_by_key(|seen| (seen.first, seen.range));
        let told = |seen: &Seen| {
            let text = self.texts[seen.first as usize];
            let mut places = vec![self.places[seen.first as usize]];
            places.extend(&self.others[seen.others as usize - 1]);
            places.sort_unstable();
            places.dedup();
            Repeated {
                sentence: text.get(seen.range.0 as usize..seen.range.1 as usize).unwrap_or_default().trim(),
                places,
            }
        };
        found.into_iter().map(told).collect()
    }
}

/// What a sign is to a sentence.
#[derive(Clone, Copy)]
enum Sign {
    /// A letter or figure of ASCII, in lower case.
    Letter(u8),
    /// One beyond ASCII.
    Wide(char),
    /// Within a word, and not read.
    Within,
    Between,
    End,
}

/// `None` for what begins a sign beyond ASCII.
fn ascii(byte: u8) -> Option<Sign> {
    Some(match byte {
        b'a'..=b'z' | b'0'..=b'9' => Sign::Letter(byte),
        b'A'..=b'Z' => Sign::Letter(byte.to_ascii_lowercase()),
        b'.' | b'!' | b'?' | b'\n' => Sign::End,
        b'\'' => Sign::Within,
        0..=127 => Sign::Between,
        128..=255 => return None,
    })
}

fn other(letter: char) -> Sign {
    match letter {
        '…' => Sign::End,
        '’' => Sign::Within,
        letter if letter.is_alphanumeric() => Sign::Wide(letter),
        _ => Sign::Between,
    }
}

/// A sentence as it is read.
struct Sentence {
    start: usize,
    words: u32,
    hash: Key,
    within: bool,
    /// Letters that are not in the hash yet, eight at most; none of them is nought.
    waiting: u64,
}

impl Sentence {
    fn at(start: usize) -> Self {
        Self {
            start,
            words: 0,
            hash: (0xcbf2_9ce4_8422_2325, 0x9e37_79b9_7f4a_7c15),
            within: false,
            waiting: 0,
        }
    }

    fn add(&mut self, code: u8) {
        self.begin();
        if self.waiting >> 56 != 0 {
            self.mix_waiting();
        }
        self.waiting = self.waiting << 8 | u64::from(code);
    }

    fn add_wide(&mut self, letter: char) {
        self.begin();
        self.mix_waiting();
        self.mix(u64::from(u32::from(letter)));
    }

    fn begin(&mut self) {
        if !self.within {
            self.within = true;
            self.words += 1;
            self.mix_waiting();
            self.mix(0x20);
        }
    }

    fn key(&mut self) -> Key {
        self.mix_waiting();
        self.hash
    }

    fn mix_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting != 0 {
            self.mix(waiting);
        }
    }

    fn mix(&mut self, code: u64) {
        self.hash.0 = (self.hash.0.rotate_left(23) ^ code).wrapping_mul(0x9fb2_1c65_1e98_df25);
        self.hash.1 = (self.hash.1.rotate_left(5) ^ code).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAITING: &str = "I learnt to wait for the second silence before I play again";

    fn repeated(least: u32, texts: &[(u32, &str)]) -> Vec<(String, Vec<u32>)> {
        let mut passages = Passages::of(least);
        texts.iter().for_each(|(place, text)| passages.read(*place, text));
        let told = |one: Repeated<'_>| (one.sentence.to_owned(), one.places);
        passages.repeated().into_iter().map(told).collect()
    }

    #[test]
    fn the_same_sentence_in_two_places_is_found_whatever_its_marks() {
        let other = format!("Before. {}!  After that.", WAITING.to_uppercase().replace(' ', "\t  "));
        let third = format!("“{},\" she said", WAITING.replace("second", "*second*"));
        let found = repeated(8, &[(1, &format!("{WAITING}.")), (4, &other), (9, WAITING), (9, WAITING)]);
        assert_eq!(found, [(WAITING.to_owned(), vec![1, 4, 9])]);
        assert_eq!(repeated(8, &[(1, WAITING), (2, &third)]), []);
        assert_eq!(repeated(8, &[(1, WAITING), (2, &WAITING.replace("second", "*second*"))]).len(), 1);
    }

    #[test]
    fn short_sentences_other_words_and_one_place_alone_are_none() {
        assert_eq!(repeated(8, &[(1, "We played for an hour."), (2, "We played for an hour.")]), []);
        assert_eq!(
            repeated(
                8,
                &[(1, WAITING), (2, "I learnt to wait for the third silence before I play again")]
            ),
            []
        );
        assert_eq!(repeated(8, &[(1, &format!("{WAITING}. {WAITING}.")), (1, WAITING)]), []);
        assert_eq!(repeated(13, &[(1, WAITING), (2, WAITING)]), []);
        assert_eq!(repeated(12, &[(1, WAITING), (2, WAITING)]).len(), 1);
        assert_eq!(repeated(8, &[(1, ""), (2, "...!?\n")]), []);
    }

    #[test]
    fn other_scripts_are_folded_too() {
        let welsh = "Dysgais aros am yr ail ddistawrwydd ŵyn cyn chwarae eto";
        assert_eq!(repeated(8, &[(1, welsh), (2, &welsh.to_uppercase())]).len(), 1);
        assert_eq!(repeated(8, &[(1, welsh), (2, &welsh.replace('ŵ', "w"))]), []);
    }

    #[test]
    fn where_a_word_ends_is_part_of_a_sentence() {
        let long = "abcdefgh ij abcdefghij one two three four five";
        assert_eq!(repeated(8, &[(1, long), (2, "abcdefghij abcdefgh ij one two three four five")]), []);
        assert_eq!(repeated(8, &[(1, long), (2, "abcdefgh ija bcdefghij one two three four five")]), []);
        assert_eq!(
            repeated(8, &[(1, long), (2, "ABCDEFGH ij, abcdefghij: one two three four five")]).len(),
            1
        );
    }
}
