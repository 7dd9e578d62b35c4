//! What each glyph spells, so that text can be found, copied and read aloud.
//!
//! A PDF font says of each glyph which letters it stands for, once for the whole file. Where that is not what a glyph
//! stands for in its place (a mark that the shaper moved, an Arabic form, a dash that shares its glyph with another)
//! the place itself says so: the caller writes the cluster's letters beside it.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::fonts::FaceId;
use crate::shape::Glyph;

/// Stands for a glyph that spells nothing by itself.
const NOTHING: &str = "\u{200B}";

/// What the glyphs used so far spell.
#[derive(Default)]
pub(super) struct Spelling {
    known: HashMap<(FaceId, u16), Box<str>>,
}

impl Spelling {
    /// Notes the glyphs of one cluster in the order of reading, each with its place; false when what they spell by themselves is not `letters`.
    pub(super) fn note(&mut self, glyphs: &[(f32, &Glyph)], letters: &str) -> bool {
        if let [(_, glyph)] = glyphs {
            let spelt = self.known.entry((glyph.face, glyph.id)).or_insert_with(|| letters.into());
            return **spelt == *letters;
        }
        let mut spelt = String::new();
        for (_, glyph) in glyphs {
            let own = self
                .known
                .entry((glyph.face, glyph.id))
                .or_insert_with(|| own_letter(glyph, letters));
            spelt.push_str(own);
        }
        spelt == letters
    }

    /// What a glyph spells, which [`Spelling::note`] has seen.
    pub(super) fn of(&self, glyph: &Glyph) -> &str {
        self.known.get(&(glyph.face, glyph.id)).map_or(NOTHING, |letters| letters)
    }
}

/// The one letter of a cluster that the face prints with this glyph.
fn own_letter(glyph: &Glyph, letters: &str) -> Box<str> {
    let face = glyph.face.get();
    let is_own = |letter: &char| face.glyph(*letter) == Some(glyph.id);
    let found = letters.chars().find(is_own).or_else(|| letters.nfd().find(is_own));
    found.map_or_else(|| NOTHING.into(), |letter| letter.to_string().into())
}
