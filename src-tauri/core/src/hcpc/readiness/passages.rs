//! Sentences that stand in several places.
//!
//! What always holds: the same place counts once, however often it repeats itself; what is told is told in the order it was read.

use super::sentences::{Sentence, is_end};

/// Where a sentence stands.
struct Stands {
    sentence: Sentence,
    text: u32,
}

/// The sentences of many texts.
#[derive(Default)]
pub(super) struct Passages<'t> {
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
    /// Adds a text of `place` and its sentences, as they were read. Several texts may have one place.
    pub(super) fn add(&mut self, place: u32, text: &'t str, sentences: &[Sentence]) {
        let at = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        self.places.push(place);
        let stands = |sentence: &Sentence| Stands {
            sentence: *sentence,
            text: at,
        };
        self.sentences.extend(sentences.iter().map(stands));
    }

    /// What stands in several places, in the order it was first read.
    pub(super) fn repeated(mut self) -> Vec<Repeated<'t>> {
        // Side by side stands what is the same, in the order it was read: over ten thousand records quicker than a table of all.
        self.sentences
            .sort_unstable_by_key(|one| (one.sentence.hash, one.text, one.sentence.number));
        let place = |one: &Stands| self.places[one.text as usize];
        let same = self.sentences.chunk_by(|one, next| one.sentence.hash == next.sentence.hash);
        let mut found: Vec<&[Stands]> = same.filter(|all| all.iter().any(|one| place(one) != place(&all[0]))).collect();
        found.sort_unstable_by_key(|all| (all[0].text, all[0].sentence.number));
        let told = |all: &[Stands]| {
            let mut places: Vec<u32> = all.iter().map(place).collect();
            places.sort_unstable();
            places.dedup();
            let mut sentences = self.texts[all[0].text as usize].split(is_end);
            Repeated {
                sentence: sentences.nth(all[0].sentence.number as usize).unwrap_or_default().trim(),
                places,
            }
        };
        found.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sentences::Reader;
    use super::*;

    const WAITING: &str = "I learnt to wait for the second silence before I play again";

    fn repeated(least: u32, texts: &[(u32, &str)]) -> Vec<(String, Vec<u32>)> {
        let mut passages = Passages::default();
        let mut reader = Reader::of(least);
        texts
            .iter()
            .for_each(|(place, text)| passages.add(*place, text, &reader.read(text)));
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
