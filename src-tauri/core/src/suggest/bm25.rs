//! BM25 over a handful of short texts that never change: how well each fits a question.

use std::collections::{BTreeSet, HashMap};

use super::words::words;

/// How soon a word that is repeated counts no more.
const K1: f64 = 1.2;
/// How much a long text is held against it.
const B: f64 = 0.75;

/// How rare something is that `count` of `all` have.
pub(super) fn rarity(count: usize, all: usize) -> f64 {
    let (count, all) = (count as f64, all as f64);
    ((all - count + 0.5) / (count + 0.5)).ln_1p()
}

/// The texts, by the stems in them: each with the weight it has there.
#[derive(Debug)]
pub(super) struct Bm25 {
    texts: usize,
    weights: HashMap<String, Vec<(usize, f64)>>,
}

impl Bm25 {
    /// An index of `texts`, which are named by their order.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let counts: Vec<HashMap<String, f64>> = texts
            .map(|text| {
                let mut counts = HashMap::new();
                for word in words(text).into_iter().filter(|word| !word.filler) {
                    *counts.entry(word.stem).or_insert(0.0) += 1.0;
                }
                counts
            })
            .collect();
        let length = |count: &HashMap<String, f64>| count.values().sum::<f64>();
        let average = counts.iter().map(length).sum::<f64>() / (counts.len().max(1) as f64);
        let mut weights: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        for (at, count) in counts.iter().enumerate() {
            let norm = K1 * (1.0 - B + B * length(count) / average);
            for (stem, often) in count {
                weights
                    .entry(stem.clone())
                    .or_default()
                    .push((at, often * (K1 + 1.0) / (often + norm)));
            }
        }
        for places in weights.values_mut() {
            let rare = rarity(places.len(), counts.len());
            for (_, weight) in places {
                *weight *= rare;
            }
        }
        Self {
            texts: counts.len(),
            weights,
        }
    }

    /// The texts with `stem` in them, and what it counts there.
    pub(super) fn places(&self, stem: &str) -> &[(usize, f64)] {
        self.weights.get(stem).map_or(&[], Vec::as_slice)
    }

    /// How well each text fits a question that holds `stems`.
    pub(super) fn scores<'a>(&self, stems: impl Iterator<Item = &'a str>) -> Vec<f64> {
        let mut scores = vec![0.0; self.texts];
        // In order: sums of fractions differ by the order they are added in.
        for stem in stems.collect::<BTreeSet<_>>() {
            for (at, weight) in self.places(stem) {
                scores[*at] += weight;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::Bm25;

    #[test]
    fn a_rare_word_in_a_short_text_counts_most() {
        let index = Bm25::new(["the drum and the song", "a song, a song of many and many a day", "songs"].into_iter());
        let scores = index.scores(["drum", "song"].into_iter());
        assert!(scores[0] > scores[2] && scores[2] > 0.0, "{scores:?}");
        assert_eq!(index.scores(["kiln"].into_iter()), [0.0, 0.0, 0.0]);
    }
}
