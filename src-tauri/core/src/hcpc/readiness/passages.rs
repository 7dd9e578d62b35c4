//! Sentences that stand in several places.
//!
//! What always holds: a sentence is folded (case, marks and white space do not count) and known by 128 bits of a hash, so that ten
//! thousand records are read once and nothing of them is copied; the same place counts once, however often it repeats itself.

/// Two independent hashes of a sentence.
type Key = (u64, u64);

/// Where a sentence stands.
struct Stands {
    key: Key,
    /// The text, and the bytes of it.
    text: u32,
    range: (u32, u32),
}

/// The sentences of many texts.
pub(super) struct Passages<'t> {
    least: u32,
    texts: Vec<&'t str>,
    /// Which place each text belongs to.
    places: Vec<u32>,
    sentences: Vec<Stands>,
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
            sentences: Vec::new(),
        }
    }

    /// Reads a text of `place`. Several texts may have one place.
    pub(super) fn read(&mut self, place: u32, text: &'t str) {
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        self.places.push(place);
        let mut sentence = Sentence::at(0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            // Nearly all there is: a word of ASCII, from its beginning to what parts it from the next.
            if !sentence.within && byte.is_ascii_alphanumeric() {
                let end = word_end(bytes, at);
                // The end of the text ends a sentence too.
                let next = bytes.get(end).map_or(Some(Sign::End), |next| ascii(*next));
                if matches!(next, Some(Sign::Between | Sign::End)) {
                    sentence.add_word(bytes, at, end);
                    at = end + usize::from(matches!(next, Some(Sign::Between)));
                    continue;
                }
            }
            let (sign, width) = match ascii(byte) {
                Some(sign) => (sign, 1),
                None => {
                    let letter = text[at..].chars().next().unwrap_or_default();
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
            at += width;
        }
        self.keep(number, sentence, text.len());
    }

    fn keep(&mut self, text: u32, mut sentence: Sentence, end: usize) {
        if sentence.words >= self.least {
            let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            self.sentences.push(Stands {
                key: sentence.key(),
                text,
                range: (narrow(sentence.start), narrow(end)),
            });
        }
    }

    /// What stands in several places, in the order it was first read.
    pub(super) fn repeated(mut self) -> Vec<Repeated<'t>> {
        // Side by side stands what is the same, in the order it was read: over ten thousand records quicker than a table of all.
        self.sentences.sort_unstable_by_key(|one| (one.key, one.text, one.range));
        let place = |one: &Stands| self.places[one.text as usize];
        let same = self.sentences.chunk_by(|one, next| one.key == next.key);
        let mut found: Vec<&[Stands]> = same.filter(|all| all.iter().any(|one| place(one) != place(&all[0]))).collect();
        found.sort_unstable_by_key(|all| (all[0].text, all[0].range));
        let told = |all: &[Stands]| {
            let Stands { text, range, .. } = &all[0];
            let mut places: Vec<u32> = all.iter().map(place).collect();
            places.sort_unstable();
            places.dedup();
            let text = self.texts[*text as usize];
            Repeated {
                sentence: text.get(range.0 as usize..range.1 as usize).unwrap_or_default().trim(),
                places,
            }
        };
        found.into_iter().map(told).collect()
    }
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// One in each of them.
const ONES: u64 = 0x0101_0101_0101_0101;
/// What makes capitals small, and leaves small letters and figures as they are.
const SMALL: u64 = 0x20 * ONES;

/// Where the letters and figures of ASCII end that begin `at`; eight are looked at together, because there are millions.
fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes[at..].first_chunk() {
        let others = !are_letters(u64::from_le_bytes(*eight)) & HIGH;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Eight bytes from `at` on, the first the highest; noughts behind the last.
fn eight_from(bytes: &[u8], at: usize) -> u64 {
    match bytes[at..].first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => {
            let mut eight = [0; 8];
            eight[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            u64::from_be_bytes(eight)
        }
    }
}

/// Which of eight bytes are letters or figures of ASCII, by their highest bits.
fn are_letters(eight: u64) -> u64 {
    let plain = eight & !HIGH;
    // What is added carries a byte into its highest bit from the first that is meant on, or from the first behind the last.
    let among = |bytes: u64, first: u8, last: u8| (bytes + u64::from(0x80 - first) * ONES) & !(bytes + u64::from(0x7f - last) * ONES);
    (among(plain | SMALL, b'a', b'z') | among(plain, b'0', b'9')) & !eight & HIGH
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

    /// A whole word of ASCII's letters and figures, the bytes from `at` to `end`: the same as to add them one by one, and to end it.
    fn add_word(&mut self, bytes: &[u8], mut at: usize, end: usize) {
        self.begin();
        while end - at >= 8 {
            self.mix(eight_from(bytes, at) | SMALL);
            at += 8;
        }
        if end > at {
            self.mix((eight_from(bytes, at) | SMALL) >> (64 - 8 * (end - at)));
        }
        self.within = false;
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
    use proptest::prelude::*;

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
    fn letters_and_figures_are_told_among_all_bytes() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = [b'.'; 8];
                bytes[place] = byte;
                let marked = are_letters(u64::from_le_bytes(bytes));
                let expected = if byte.is_ascii_alphanumeric() { 0x80 << (8 * place) } else { 0 };
                assert_eq!(marked, expected, "{byte} at {place}");
            }
        }
        let word = b"abcdefghij0 k";
        assert_eq!([0, 3, 11, 12].map(|at| word_end(word, at)), [11, 11, 11, 13]);
    }

    proptest! {
        #[test]
        fn a_word_read_at_once_is_its_letters_one_by_one(text in "[A-Za-z0-9éŵ' .,\\n]{0,80}") {
            let key = |text: &str| {
                let mut passages = Passages::of(1);
                passages.read(0, text);
                passages.sentences.into_iter().map(|one| one.key).collect::<Vec<_>>()
            };
            // An apostrophe at the end of each word is not read, and keeps it from being read at once.
            let mut slowly = String::new();
            let signs: Vec<char> = text.chars().collect();
            for (at, sign) in signs.iter().enumerate() {
                slowly.push(*sign);
                let next = signs.get(at + 1);
                if sign.is_alphanumeric() && next.is_none_or(|next| !next.is_alphanumeric()) {
                    slowly.push('\'');
                }
            }
            prop_assert_eq!(key(&text), key(&slowly));
        }
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
