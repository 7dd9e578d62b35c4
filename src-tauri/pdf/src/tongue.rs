//! In which language a passage is, for the voice that reads it: Welsh, Scottish Gaelic or Irish, where that is clear.
//!
//! What always holds: a passage is a sentence or more, never a word; one that is not clearly of another language is the
//! document's; what counts are the small words of a language, a fifth of the passage at least, and twice as many as of any
//! other.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

/// What can be told from each other; English stands for everything else that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tongue {
    English,
    Welsh,
    Gaelic,
    Irish,
}

impl Tongue {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::English => None,
            Self::Welsh => Some("Welsh"),
            Self::Gaelic => Some("Gaelic"),
            Self::Irish => Some("Irish"),
        }
    }

    fn tag(self) -> Option<&'static str> {
        match self {
            Self::English => None,
            Self::Welsh => Some("cy"),
            Self::Gaelic => Some("gd"),
            Self::Irish => Some("ga"),
        }
    }
}

/// The words that hold sentences together. One of several languages counts for each of them.
const SMALL: [(Tongue, &str); 4] = [
    (
        Tongue::English,
        "the and of to in a is was i that for with on it my as we this be are at had have not by from her his she he they but were me \
         our when which there their an or would how what one who will been about into more you your so if can no us them these all its \
         am do than up out has did after before because then could should where while also",
    ),
    (
        Tongue::Welsh,
        "y yr yn a ac i o ar â gan gyda heb wedi mae maen oedd bod fod sydd sy nid ni ddim fy ei eu ein eich mewn hwn hon hyn hynny pan \
         ond neu os fel hefyd cael gwneud roedd roeddwn wrth dros trwy drwy rhwng iawn mwy pob pobl llawer yma yno chi nhw rwy rydw rydym \
         rwyf dw yw ydy ydyw oes bu bydd byddai buom bûm fu beth sut pam lle ble eto wnes wnaeth am dim ef ddoe heddiw",
    ),
    (
        Tongue::Gaelic,
        "agus tha bha chan cha gu gun ann anns air an a am na nan nam do de le leis mi mise thu sinn sibh iad seo sin mar ach nuair \
         bhith aig agam againn eil robh bidh gus ri ris fo eadar cuideachd mo ar ged ma nach rinn ag nas dhan dhomh orm bho às i e is \
         chaidh fhèin aca aice aige uile mòr gach ma dè ciamar far",
    ),
    (
        Tongue::Irish,
        "agus tá bhí níl ní is an a na ar ag le leis sa san go gur don den mé mise tú sé sí muid siad seo sin mar ach nuair bheith agam \
         againn raibh beidh chun ó faoi idir freisin mo cé má nach atá ina i do de bhíonn rinne sinn iad dom orm féin acu aici aige gach \
         mór cad conas áit nó",
    ),
];

/// Fewer words tell nothing.
const FEWEST: usize = 5;
/// So many small words, at least.
const CLEAR: usize = 3;

fn small() -> &'static HashMap<&'static str, Vec<Tongue>> {
    static SEEN: OnceLock<HashMap<&'static str, Vec<Tongue>>> = OnceLock::new();
    SEEN.get_or_init(|| {
        let mut words: HashMap<&'static str, Vec<Tongue>> = HashMap::new();
        for (tongue, all) in SMALL {
            for word in all.split_whitespace() {
                let known = words.entry(word).or_default();
                if !known.contains(&tongue) {
                    known.push(tongue);
                }
            }
        }
        words
    })
}

/// In which language a text is, if that is clear.
fn clearly(text: &str) -> Option<Tongue> {
    let mut counts: BTreeMap<Tongue, usize> = BTreeMap::new();
    let mut words = 0;
    for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        for tongue in small().get(word.to_lowercase().as_str()).into_iter().flatten() {
            *counts.entry(*tongue).or_default() += 1;
        }
    }
    let (first, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let second = counts
        .iter()
        .filter(|(tongue, _)| *tongue != first)
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0);
    // Gaelic and Irish share half of their small words, and neither has English ones but by chance.
    let is_clear = match first {
        Tongue::Gaelic | Tongue::Irish => {
            let english = counts.get(&Tongue::English).copied().unwrap_or(0);
            *most >= second + 2 && *most >= 2 * english
        }
        _ => *most >= 2 * second,
    };
    (words >= FEWEST && *most >= CLEAR && *most * 5 >= words && is_clear).then_some(*first)
}

/// The name of the language that a whole text is written in, where that is clear and it is not English.
pub fn language_of(text: &str) -> Option<&'static str> {
    clearly(text).and_then(Tongue::name)
}

/// The passages of a text and their languages: `None` for the document's own, which is `of_document`.
pub(crate) fn passages(text: &str, of_document: &str) -> Vec<(Range<usize>, Option<&'static str>)> {
    // Most texts hold no small word that English does not have.
    let whole = clearly(text);
    let primary = of_document.split('-').next().unwrap_or_default();
    let tag = |tongue: Option<Tongue>| tongue.and_then(Tongue::tag).filter(|tag| *tag != primary);
    let mut passages: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    for sentence in sentences(text) {
        let tag = tag(clearly(&text[sentence.clone()]).or(whole));
        match passages.last_mut() {
            Some((last, known)) if *known == tag => last.end = sentence.end,
            _ => passages.push((sentence, tag)),
        }
    }
    passages
}

/// The sentences of a text, each with the space after it.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ended = false;
    let mut spaced = false;
    for (place, letter) in text.char_indices() {
        if letter.is_whitespace() {
            spaced = ended || letter == '\n';
        } else {
            if spaced {
                sentences.push(start..place);
                start = place;
            }
            spaced = false;
            ended = matches!(letter, '.' | '!' | '?' | ':' | ';') || ended && matches!(letter, '"' | '\'' | '”' | '’' | ')' | '»');
        }
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&'static str> {
        match passages(text, "en-GB").as_slice() {
            [] => None,
            [(_, tag)] => *tag,
            several => panic!("{several:?}"),
        }
    }

    #[test]
    fn welsh_gaelic_and_irish_are_told() {
        for text in [
            "Mae'r plant yn hapus iawn heddiw.",
            "Roedd y grŵp yn canu gyda'i gilydd am y tro cyntaf ers y gwanwyn.",
            "Dysgais wrando cyn siarad, ac mae hyn wedi newid y ffordd rwy'n gweithio gyda theuluoedd yn y gymuned.",
            "Beth oedd yn bwysig i mi oedd gadael i'r tawelwch fod.",
        ] {
            assert_eq!(of(text), Some("cy"), "{text}");
        }
        for text in [
            "Tha mi ag obair còmhla ri cloinn agus inbhich ann an dà sgoil.",
            "Bha am buidheann a' seinn còmhla airson a' chiad uair, agus bha iad toilichte.",
            "Dh'ionnsaich mi gu bheil e cudromach a bhith ag èisteachd ris an t-sàmhchair.",
        ] {
            assert_eq!(of(text), Some("gd"), "{text}");
        }
        for text in [
            "Tá mé ag obair le páistí agus le daoine fásta i dhá scoil.",
            "Bhí an grúpa ag canadh le chéile den chéad uair, agus bhí siad sásta.",
        ] {
            assert_eq!(of(text), Some("ga"), "{text}");
        }
    }

    #[test]
    fn english_stays_english_whatever_names_are_in_it() {
        for text in [
            "",
            "Llanfair",
            "Cerddoriaeth, theatr, celf",
            "Supervision with Siân Llywelyn at Tŷ Mawr, Aberystwyth.",
            "I am in a room on my own, as I do, and an air I had on the harp is in me.",
            "Improvisation, on a far shore; Ar hyd y nos was sung in the round.",
            "Individual clinical supervision, 75 minutes",
            "We sang Suo Gân and Calon Lân, and the ward joined in.",
            "E1, E2 and E3; AS 012345.",
        ] {
            assert!(passages(text, "en-GB").iter().all(|(_, tag)| tag.is_none()), "{text}");
        }
    }

    #[test]
    fn a_sentence_within_another_language_is_a_passage_of_its_own() {
        let text = "She wrote it down for us: “Mae canu yn rhoi llais i mi pan nad oes gen i eiriau.” We kept it. It is on the wall.";
        let found = passages(text, "en-GB");
        let said: Vec<(&str, Option<&str>)> = found.iter().map(|(range, tag)| (&text[range.clone()], *tag)).collect();
        assert_eq!(
            said,
            [
                ("She wrote it down for us: ", None),
                ("“Mae canu yn rhoi llais i mi pan nad oes gen i eiriau.” ", Some("cy")),
                ("We kept it. It is on the wall.", None),
            ]
        );
        assert_eq!(passages(text, "cy-GB").len(), 1, "the document's own language is not told");
    }

    #[test]
    fn passages_are_the_whole_text() {
        for text in [
            "  a. b\n c",
            "Mae hi yn yr ardd gyda ni.\n\nWe were in the garden with her.",
            ". . .",
            "é!",
        ] {
            let found = passages(text, "en");
            assert_eq!(found.first().map(|(range, _)| range.start), Some(0));
            assert!(found.windows(2).all(|pair| pair[0].0.end == pair[1].0.start), "{text}");
            assert_eq!(found.last().map(|(range, _)| range.end), Some(text.len()));
        }
    }
}
