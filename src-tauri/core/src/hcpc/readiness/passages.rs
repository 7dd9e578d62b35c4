//! Sentences that stand in several places.
//!
//! What always holds: the same place counts once, however often it repeats itself; what is told is told in the order it was read.

use super::sentences::{Sentence, TEXTS, is_end};

/// The sentences of some records or answers.
pub(super) struct Passages<'t> {
    pub(super) sentences: &'t [Sentence],
    /// Which place each record or answer belongs to; none for one that does not count.
    pub(super) places: &'t [Option<u32>],
}

/// A sentence that stands in several places.
pub(super) struct Repeated<'t> {
    /// In which of the passages it was first read.
    pub(super) within: usize,
    pub(super) sentence: &'t Sentence,
    /// In ascending order; at least two.
    pub(super) places: Vec<u32>,
}

/// Where a sentence stands.
struct Stands<'t> {
    within: usize,
    sentence: &'t Sentence,
    place: u32,
}

impl Stands<'_> {
    /// In the order it was read.
    fn order(&self) -> (usize, u32, u32) {
        (self.within, self.sentence.text, self.sentence.number)
    }
}

/// What stands in several places.
pub(super) fn repeated<'t>(all: &[Passages<'t>]) -> Vec<Repeated<'t>> {
    let stands = || {
        let each = all.iter().enumerate();
        each.flat_map(|(within, passages)| {
            let place = move |sentence: &'t Sentence| {
                let place = passages.places.get((sentence.text / TEXTS) as usize).copied().flatten()?;
                Some(Stands { within, sentence, place })
            };
            passages.sentences.iter().filter_map(place)
        })
    };
    // Nearly all stand once: who shares its mark with none need not be held against ten thousand records.
    let mut marks = Marks::for_many(all.iter().map(|passages| passages.sentences.len()).sum());
    stands().for_each(|one| marks.set(one.sentence.hash));
    let mut several: Vec<Stands<'_>> = stands().filter(|one| marks.is_shared(one.sentence.hash)).collect();
    several.sort_unstable_by_key(|one| (one.sentence.hash, one.order()));
    let same = several.chunk_by(|one, next| one.sentence.hash == next.sentence.hash);
    let mut found: Vec<&[Stands<'_>]> = same.filter(|all| all.iter().any(|one| one.place != all[0].place)).collect();
    found.sort_unstable_by_key(|all| all[0].order());
    let told = |all: &[Stands<'t>]| {
        let mut places: Vec<u32> = all.iter().map(|one| one.place).collect();
        places.sort_unstable();
        places.dedup();
        Repeated {
            within: all[0].within,
            sentence: all[0].sentence,
            places,
        }
    };
    found.into_iter().map(told).collect()
}

/// A sentence in the words of its text.
pub(super) fn in_words<'t>(sentence: &Sentence, text: &'t str) -> &'t str {
    text.split(is_end).nth(sentence.number as usize).unwrap_or_default().trim()
}

/// One mark for each sentence, by its hash. Two sentences may have the same, so that a mark alone tells no repetition.
struct Marks {
    set: Vec<u64>,
    shared: Vec<u64>,
}

impl Marks {
    /// So many that few of `sentences` share one by chance.
    fn for_many(sentences: usize) -> Self {
        let length = (sentences / 2).max(1).next_power_of_two();
        Self {
            set: vec![0; length],
            shared: vec![0; length],
        }
    }

    /// The word it lies in, and its bit there.
    fn at(&self, hash: u64) -> (usize, u64) {
        // The length is a power of two, so that the lower bits say where.
        let word = (hash >> 6) & (self.set.len() as u64 - 1);
        (usize::try_from(word).unwrap_or_default(), 1 << (hash & 63))
    }

    fn set(&mut self, hash: u64) {
        let (word, bit) = self.at(hash);
        self.shared[word] |= self.set[word] & bit;
        self.set[word] |= bit;
    }

    fn is_shared(&self, hash: u64) -> bool {
        let (word, bit) = self.at(hash);
        self.shared[word] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::sentences::Reader;
    use super::*;

    const WAITING: &str = "I learnt to wait for the second silence before I play again";

    fn repeated(least: u32, texts: &[(u32, &str)]) -> Vec<(String, Vec<u32>)> {
        let mut sentences = Vec::new();
        let mut reader = Reader::of(least);
        for (at, (_, text)) in (0..).zip(texts) {
            reader.read(at * TEXTS, text, &mut sentences);
        }
        let places: Vec<Option<u32>> = texts.iter().map(|(place, _)| Some(*place)).collect();
        // In two parts, wherever they part.
        let (first, second) = sentences.split_at(sentences.len() / 2);
        let parts = [first, second].map(|sentences| Passages {
            sentences,
            places: &places,
        });
        let told = |one: Repeated<'_>| {
            (
                in_words(one.sentence, texts[(one.sentence.text / TEXTS) as usize].1).to_owned(),
                one.places,
            )
        };
        super::repeated(&parts).into_iter().map(told).collect()
    }

    #[test]
    fn who_has_no_place_does_not_count() {
        let mut sentences = Vec::new();
        let mut reader = Reader::of(8);
        for at in 0..3 {
            reader.read(at * TEXTS, WAITING, &mut sentences);
        }
        let found = |places: &[Option<u32>]| {
            let all = super::repeated(&[Passages {
                sentences: &sentences,
                places,
            }]);
            all.into_iter().map(|one| one.places).collect::<Vec<_>>()
        };
        assert_eq!(found(&[Some(5), None, Some(7)]), [[5, 7]]);
        assert!(found(&[None, Some(5), None]).is_empty());
        assert!(found(&[Some(5), Some(5)]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn sentences_that_share_a_mark_by_chance_are_not_the_same(hashes in proptest::collection::vec(0..40_u64, 0..60)) {
            let sentence = |(number, hash): (u32, &u64)| Sentence { hash: (hash << 50) | (hash % 3), text: number * TEXTS, number: 0 };
            let sentences: Vec<Sentence> = (0..).zip(&hashes).map(sentence).collect();
            let places: Vec<Option<u32>> = (0..).take(hashes.len()).map(Some).collect();
            let all = super::repeated(&[Passages { sentences: &sentences, places: &places }]);
            let found: Vec<Vec<u32>> = all.into_iter().map(|one| one.places).collect();
            let mut expected: Vec<Vec<u32>> = Vec::new();
            for hash in sentences.iter().map(|one| one.hash) {
                let all: Vec<u32> = sentences.iter().filter(|one| one.hash == hash).map(|one| one.text / TEXTS).collect();
                if all.len() > 1 && !expected.contains(&all) {
                    expected.push(all);
                }
            }
            proptest::prop_assert_eq!(found, expected);
        }
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
