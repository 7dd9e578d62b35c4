//! The fonts that the app carries, and which of them can print a letter.
//!
//! Every face is static TrueType, lies inside the program, and is read once, when it is first needed. What they are and
//! where they come from stands in `assets/fonts/README.md`.

use std::sync::OnceLock;

use harfrust::ShaperData;
use read_fonts::{FontRef, TableProvider, tables::cmap::CmapSubtable};
use unicode_normalization::UnicodeNormalization;

/// A face by its place in the table of faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FaceId(pub(crate) u8);

/// In which hand a text is set. The serif is the therapist's voice, the sans is the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Hand {
    Serif,
    SerifBold,
    SerifItalic,
    /// Headings.
    SerifMedium,
    Sans,
    SansBold,
}

impl Hand {
    pub(crate) fn face(self) -> FaceId {
        FaceId(match self {
            Self::Serif => 0,
            Self::SerifBold => 1,
            Self::SerifItalic => 2,
            Self::SerifMedium => 3,
            Self::Sans => 4,
            Self::SansBold => 5,
        })
    }
}

struct Source {
    name: &'static str,
    data: &'static [u8],
}

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        [$(Source { name: $name, data: include_bytes!(concat!("../../../assets/fonts/pdf/", $name, ".ttf")) }),*]
    };
}

/// First one face for each [`Hand`], then those that stand in for them, in the order in which they are asked.
static SOURCES: [Source; 18] = sources![
    "Alegreya-Regular",
    "Alegreya-Bold",
    "Alegreya-Italic",
    "Alegreya-Medium",
    "YsabeauOffice-Medium",
    "YsabeauOffice-SemiBold",
    "NotoSans-Regular",
    "NotoSansHebrew-Regular",
    // Before Noto, because its letters are whole glyphs: text taken out of the file is then what was written.
    "Vazirmatn-Regular",
    "NotoSansArabic-Regular",
    "NotoSansBengali-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansGujarati-Regular",
    "NotoSansTamil-Regular",
    "NotoSansSymbols-Regular",
    "NotoSansSymbols2-Regular",
    "NotoSansMath-Regular",
    "NotoEmoji-Regular",
];
const HANDS: u8 = 6;
const EMOJI: FaceId = FaceId(17);

/// How many faces there are.
pub(crate) const FACES: usize = SOURCES.len();

/// One face, read.
pub(crate) struct Face {
    /// Its PostScript name.
    pub(crate) name: &'static str,
    /// The whole font file.
    pub(crate) data: &'static [u8],
    pub(crate) font: FontRef<'static>,
    pub(crate) shaper: ShaperData,
    pub(crate) units_per_em: f32,
    letters: CmapSubtable<'static>,
    advances: Vec<u16>,
}

impl Face {
    fn read(source: &'static Source) -> Self {
        const WHY: &str = "the fonts lie inside the program, and a test reads each of them";
        let font = FontRef::new(source.data).expect(WHY);
        let (_, _, letters) = font.cmap().expect(WHY).best_subtable().expect(WHY);
        let metrics = font.hmtx().expect(WHY);
        let glyphs = font.maxp().expect(WHY).num_glyphs();
        Self {
            name: source.name,
            data: source.data,
            shaper: ShaperData::new(&font),
            units_per_em: f32::from(font.head().expect(WHY).units_per_em()),
            advances: (0..glyphs).map(|glyph| metrics.advance(glyph.into()).unwrap_or(0)).collect(),
            letters,
            font,
        }
    }

    /// The glyph that the face has for a letter standing alone. What fonts keep at places for private use is not asked
    /// for: nobody could read it out of the file again.
    pub(crate) fn glyph(&self, letter: char) -> Option<u16> {
        if matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..) {
            return None;
        }
        self.letters
            .map_codepoint(letter)
            .and_then(|glyph| u16::try_from(glyph.to_u32()).ok())
            .filter(|glyph| *glyph != 0)
    }

    /// A glyph's advance in thousandths of an em, cut to an integer: what the PDF's table of widths says.
    pub(crate) fn width(&self, glyph: u16) -> f32 {
        let raw = self.advances.get(usize::from(glyph)).copied().unwrap_or(0);
        (f32::from(raw) * 1000.0 / self.units_per_em).trunc()
    }
}

impl FaceId {
    /// The face itself.
    pub(crate) fn get(self) -> &'static Face {
        static READ: [OnceLock<Face>; FACES] = [const { OnceLock::new() }; FACES];
        let place = usize::from(self.0);
        READ[place].get_or_init(|| Face::read(&SOURCES[place]))
    }

    fn has(self, letter: char) -> bool {
        self.get().glyph(letter).is_some()
    }

    fn has_all(self, cluster: &str) -> bool {
        cluster
            .chars()
            .filter(|letter| !is_invisible(*letter))
            .all(|letter| self.has(letter))
            || cluster.nfc().filter(|letter| !is_invisible(*letter)).all(|letter| self.has(letter))
    }
}

/// Letters that steer others and print nothing themselves: joiners, variation selectors, direction marks, tags.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

/// Whether some face prints this letter.
pub(crate) fn is_printable(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter) || (0..FACES as u8).any(|place| FaceId(place).has(letter))
}

/// The face that prints a cluster (a letter with its marks) best: the wanted hand's own, else the first that has all of it.
pub(crate) fn choose(hand: Hand, cluster: &str) -> FaceId {
    let own = hand.face();
    let all = || std::iter::once(own).chain((HANDS..FACES as u8).map(FaceId));
    if wants_emoji(cluster) && EMOJI.has_all(cluster) || cluster.chars().all(char::is_whitespace) {
        return if wants_emoji(cluster) { EMOJI } else { own };
    }
    if let Some(face) = all().find(|face| face.has_all(cluster)) {
        return face;
    }
    // No face has the letter and every mark on it: the letter's face, so that shaping shows which mark is missing.
    let first = cluster.chars().find(|letter| !is_invisible(*letter));
    first.and_then(|letter| all().find(|face| face.has(letter))).unwrap_or(own)
}

fn wants_emoji(cluster: &str) -> bool {
    cluster
        .chars()
        .any(|letter| matches!(letter, '\u{FE0F}' | '\u{20E3}' | '\u{1F000}'..='\u{1FAFF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read() {
        for place in 0..FACES as u8 {
            let face = FaceId(place).get();
            assert!(face.units_per_em > 0.0, "{}", face.name);
        }
    }

    #[test]
    fn letters_find_their_faces() {
        let name = |cluster| choose(Hand::Serif, cluster).get().name;
        assert_eq!(name("e"), "Alegreya-Regular");
        assert_eq!(name("ŵ"), "Alegreya-Regular");
        assert_eq!(name("w\u{302}"), "Alegreya-Regular");
        assert_eq!(name("Ж"), "Alegreya-Regular");
        assert_eq!(name("ש"), "NotoSansHebrew-Regular");
        assert_eq!(name("س"), "Vazirmatn-Regular");
        assert_eq!(name("ڻ"), "NotoSansArabic-Regular");
        assert_eq!(name("ਪੰ"), "NotoSansGurmukhi-Regular");
        assert_eq!(name("🙂"), "NotoEmoji-Regular");
        assert_eq!(name("❤\u{FE0F}"), "NotoEmoji-Regular");
        assert_eq!(name("♭"), "NotoSansSymbols-Regular");
        assert!(!is_printable('語'));
    }
}
