//! Sizes, spaces and colours of the printed page: the notebook's, on paper.

use crate::fonts::Hand;
use crate::page::{Colour, PAGE_HEIGHT, PAGE_WIDTH};
use crate::shape::Manner;

pub(super) const LEFT: f32 = 76.0;
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
pub(super) const TOP: f32 = 74.0;
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 82.0;
pub(super) const HEADER_BASELINE: f32 = 48.0;
pub(super) const FOOTER_BASELINE: f32 = PAGE_HEIGHT - 44.0;

pub(super) const INK: Colour = [0x1d, 0x23, 0x29];
pub(super) const PENCIL: Colour = [0x47, 0x4c, 0x42];
pub(super) const PENCIL_SOFT: Colour = [0x60, 0x65, 0x5a];
pub(super) const RULE: Colour = [0xc6, 0xca, 0xb6];
pub(super) const EDGE: Colour = [0x6c, 0x72, 0x64];
pub(super) const PIGMENT: Colour = [0x72, 0x23, 0x46];
pub(super) const SUNK: Colour = [0xf1, 0xf1, 0xe7];

/// How a kind of text is set. Lengths in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    pub(super) manner: Manner,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) colour: Colour,
}

impl Set {
    const fn new(hand: Hand, size: f32, leading: f32, colour: Colour) -> Self {
        Self {
            manner: Manner { hand, tabular: false },
            size,
            leading,
            colour,
        }
    }

    /// From the top of a line to its baseline.
    pub(super) fn baseline(&self) -> f32 {
        self.leading * 0.5 + self.size * 0.32
    }
}

pub(super) const TITLE: Set = Set::new(Hand::SerifMedium, 27.0, 32.0, INK);
pub(super) const BYLINE: Set = Set::new(Hand::Sans, 11.0, 16.0, PENCIL);
pub(super) const BODY: Set = Set::new(Hand::Serif, 11.5, 16.0, INK);
/// What a fact says: with the figures of a form, not of a novel.
pub(super) const FACT: Set = Set {
    manner: Manner {
        hand: Hand::Serif,
        tabular: true,
    },
    ..BODY
};
pub(super) const LABEL: Set = Set::new(Hand::Sans, 10.5, 16.0, PENCIL);
pub(super) const NOTE_LABEL: Set = Set::new(Hand::SansBold, 10.5, 15.5, INK);
pub(super) const CAPTION: Set = Set::new(Hand::Sans, 10.5, 14.5, PENCIL);
pub(super) const TABLE_HEAD: Set = Set::new(Hand::Sans, 9.8, 13.0, PENCIL);
pub(super) const RUNNING: Set = Set::new(Hand::Sans, 9.0, 12.0, PENCIL_SOFT);
pub(super) const CONTENTS_PART: Set = Set::new(Hand::SerifMedium, 11.5, 17.0, INK);
pub(super) const CONTENTS_SECTION: Set = Set::new(Hand::Serif, 11.0, 16.0, INK);
pub(super) const CONTENTS_ELSEWHERE: Set = Set::new(Hand::Sans, 10.5, 16.0, PENCIL);
pub(super) const CONTENTS_NUMBER: Set = Set {
    manner: Manner {
        hand: Hand::Serif,
        tabular: true,
    },
    ..CONTENTS_SECTION
};
pub(super) const CELL: Set = Set {
    manner: Manner {
        hand: Hand::Serif,
        tabular: true,
    },
    size: 10.6,
    leading: 14.0,
    colour: INK,
};

/// A heading's setting, and the space before and after it.
pub(super) fn heading(level: u8) -> (Set, f32, f32) {
    match level {
        1 => (Set::new(Hand::SerifMedium, 19.0, 24.0, INK), 24.0, 7.0),
        2 => (Set::new(Hand::SerifMedium, 14.5, 19.0, INK), 17.0, 4.0),
        _ => (Set::new(Hand::SansBold, 11.0, 16.0, PENCIL), 12.0, 2.0),
    }
}

pub(super) const AFTER_PARAGRAPH: f32 = 7.0;
