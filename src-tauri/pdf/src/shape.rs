//! Letters to glyphs, a word at a time, each word once.
//!
//! A word here is what stands between two places where a line may break, without its trailing space. It is in one hand
//! and one direction, but may need several faces. Lengths are in ems until somebody says how large the text is.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use harfrust::{BufferClusterLevel, BufferFlags, Direction, Feature, Script, ShapeOptions, ShapePlan, Shaper, Tag, UnicodeBuffer};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{self, FACES, FaceId, Hand};

/// Everything that decides how a word looks besides its size and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Manner {
    pub(crate) hand: Hand,
    /// Figures of one width and height, for columns of numbers.
    pub(crate) tabular: bool,
}

impl From<Hand> for Manner {
    fn from(hand: Hand) -> Self {
        Self { hand, tabular: false }
    }
}

/// One glyph of a word, in the order in which they stand on paper from left to right.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub(crate) face: FaceId,
    pub(crate) id: u16,
    pub(crate) advance: f32,
    pub(crate) dx: f32,
    pub(crate) dy: f32,
    /// The bytes of the word that this glyph and its neighbours with the same range print together.
    pub(crate) cluster: Range<u32>,
}

/// A shaped word.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: Box<str>,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
    pub(crate) rtl: bool,
    /// Letters that no face has.
    pub(crate) missing: Vec<char>,
}

type Words = HashMap<Box<str>, Rc<Word>>;

/// Shapes words and remembers them.
#[derive(Default)]
pub(crate) struct Shaping {
    words: HashMap<(Manner, bool), Words>,
    shapers: [Option<Shaper<'static>>; FACES],
    plans: HashMap<(FaceId, Script, bool, bool), ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

impl Shaping {
    pub(crate) fn word(&mut self, manner: Manner, rtl: bool, text: &str) -> Rc<Word> {
        let known = self.words.entry((manner, rtl)).or_default();
        if let Some(word) = known.get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(self.shape(manner, rtl, text));
        self.words.entry((manner, rtl)).or_default().insert(text.into(), Rc::clone(&word));
        word
    }

    fn shape(&mut self, manner: Manner, rtl: bool, text: &str) -> Word {
        let mut runs = faces(manner.hand, text);
        if rtl {
            runs.reverse();
        }
        let mut word = Word {
            text: text.into(),
            glyphs: Vec::new(),
            width: 0.0,
            rtl,
            missing: Vec::new(),
        };
        for (face, range) in runs {
            self.shape_run(manner, rtl, face, text, range, &mut word);
        }
        word.width = word.glyphs.iter().map(|glyph| glyph.advance).sum();
        word
    }

    fn shape_run(&mut self, manner: Manner, rtl: bool, face: FaceId, text: &str, range: Range<usize>, word: &mut Word) {
        let read = face.get();
        let shaper = self.shapers[usize::from(face.0)].get_or_insert_with(|| read.shaper.shaper(&read.font).build());
        let mut buffer = self.buffer.take().unwrap_or_default();
        for (place, letter) in text[range.clone()].char_indices() {
            buffer.add(letter, (range.start + place) as u32);
        }
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.set_cluster_level(BufferClusterLevel::MonotoneGraphemes);
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let script = buffer.script();

        let figures = [feature(b"lnum"), feature(b"tnum")];
        let features: &[Feature] = if manner.tabular { &figures } else { &[] };
        let plan = self
            .plans
            .entry((face, script, rtl, manner.tabular))
            .or_insert_with(|| ShapePlan::new(shaper, direction, Some(script), None, features));
        let known_script = script != harfrust::script::UNKNOWN;
        let options = ShapeOptions::new().features(features).plan(known_script.then_some(&*plan));
        let shaped = shaper.shape(buffer, options);

        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let mut starts: Vec<u32> = infos.iter().map(|info| info.cluster).collect();
        starts.sort_unstable();
        starts.dedup();
        let em = |units: i32| units as f32 / read.units_per_em;
        for (info, position) in infos.iter().zip(positions) {
            let next = starts.partition_point(|start| *start <= info.cluster);
            let cluster = info.cluster..starts.get(next).copied().unwrap_or(range.end as u32);
            if info.glyph_id == 0 {
                let letters = text[cluster.start as usize..cluster.end as usize].chars();
                let missing = letters.filter(|letter| !fonts::is_printable(*letter));
                word.missing.extend(missing.collect::<Vec<_>>());
                if word.missing.is_empty() {
                    // Each letter is in some face, but not all of the cluster in one: its first one stands for it.
                    word.missing
                        .extend(text[cluster.start as usize..cluster.end as usize].chars().last());
                }
            }
            word.glyphs.push(Glyph {
                face,
                id: info.glyph_id as u16,
                advance: em(position.x_advance),
                dx: em(position.x_offset),
                dy: em(position.y_offset),
                cluster,
            });
        }
        self.buffer = Some(shaped.clear());
    }
}

fn feature(tag: &[u8; 4]) -> Feature {
    Feature::new(Tag::new(tag), 1, ..)
}

/// Cuts a word where the face has to change, in logical order.
fn faces(hand: Hand, text: &str) -> Vec<(FaceId, Range<usize>)> {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return vec![(hand.face(), 0..text.len())];
    }
    let mut runs: Vec<(FaceId, Range<usize>)> = Vec::new();
    let mut indic_before = false;
    for (start, cluster) in text.grapheme_indices(true) {
        let face = fonts::choose(hand, cluster);
        let end = start + cluster.len();
        // One face may hold scripts with rules of their own, and the shaper takes one script at a time.
        let indic = cluster.chars().any(|letter| matches!(letter, '\u{0900}'..='\u{0DFF}'));
        match runs.last_mut() {
            Some((last, range)) if *last == face && indic == indic_before => range.end = end,
            _ => runs.push((face, start..end)),
        }
        indic_before = indic;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(text: &str, rtl: bool) -> Rc<Word> {
        Shaping::default().word(Hand::Serif.into(), rtl, text)
    }

    #[test]
    fn ligatures_keep_their_letters() {
        let word = shaped("find", false);
        let cluster: String = word.text[..word.glyphs[0].cluster.end as usize].into();
        assert!(cluster == "fi" || cluster == "f");
        assert_eq!(word.glyphs.last().map(|glyph| glyph.cluster.end), Some(4));
    }

    #[test]
    fn right_to_left_words_stand_in_paper_order() {
        let word = shaped("שלום", true);
        assert_eq!(word.glyphs.len(), 4);
        assert_eq!(word.glyphs[0].cluster, 6..8);
        assert!(word.missing.is_empty());
    }

    #[test]
    fn missing_letters_are_named() {
        assert_eq!(shaped("a語b", false).missing, ['語']);
        assert!(shaped("👩🏽\u{200D}🎨", false).missing.is_empty());
    }

    #[test]
    fn tabular_figures_are_all_as_wide() {
        let mut shaping = Shaping::default();
        let manner = Manner {
            hand: Hand::Serif,
            tabular: true,
        };
        let widths: Vec<f32> = ('0'..='9')
            .map(|figure| shaping.word(manner, false, &figure.to_string()).width)
            .collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}");
    }
}
