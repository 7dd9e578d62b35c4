//! Figures: a picture as large as it wants to be and the page allows, its caption below it.

use crate::error::{FigureFault, PdfError};
use crate::fonts::Hand;
use crate::model::{Figure, Shown};
use crate::page::{Artifact, Described, Item, PlacedWord, Role, UnseenWord, Wanted};
use crate::tongue;

use super::blocks::quoted;
use super::style::{AFTER_PARAGRAPH, BOTTOM, CAPTION, LEFT, RULE, TOP, WIDTH};
use super::text::Text;
use super::{Layout, ROOT};

/// Between a picture and its caption.
const GAP: f32 = 6.0;
/// Left on a page for a heading above a picture of full height.
const HEADING: f32 = 64.0;
/// How much smaller a picture may become to stay on the page where it is spoken of.
const SHRINKS: f32 = 0.7;
/// The least of a side: a line one can still see.
const THIN: f32 = 0.75;

/// A figure with its size on paper.
pub(super) struct FigurePrepared<'a> {
    figure: &'a Figure,
    width: f32,
    height: f32,
    caption: Text,
    place: String,
}

impl FigurePrepared<'_> {
    /// All that is below the picture.
    fn foot(&self) -> f32 {
        if self.caption.is_empty() {
            0.0
        } else {
            GAP + self.caption.height()
        }
    }

    pub(super) fn opening_height(&self) -> f32 {
        self.height * SHRINKS + self.foot()
    }
}

impl Layout<'_> {
    pub(super) fn prepare_figure<'a>(&mut self, figure: &'a Figure) -> Result<FigurePrepared<'a>, PdfError> {
        self.figures += 1;
        let place = match figure.caption.as_deref().map(str::trim).filter(|caption| !caption.is_empty()) {
            Some(caption) => format!("the figure {}", quoted(caption)),
            None => format!("figure {}", self.figures),
        };
        if figure.alternative.trim().is_empty() {
            return Err(PdfError::Figure {
                place,
                fault: FigureFault::Undescribed,
            });
        }
        if figure.width == 0 || figure.height == 0 {
            return Err(PdfError::Figure {
                place,
                fault: FigureFault::Unfit,
            });
        }
        let caption = self.plain(figure.caption.as_deref().unwrap_or_default(), CAPTION, WIDTH, || place.clone());
        let dots = figure.dots.max(1) as f32;
        let wanted = (figure.width as f32 * 72.0 / dots, figure.height as f32 * 72.0 / dots);
        let room = BOTTOM - TOP - HEADING - GAP - caption.height().min(160.0);
        let scale = (WIDTH / wanted.0).min(room / wanted.1).min(1.0);
        Ok(FigurePrepared {
            figure,
            width: (wanted.0 * scale).max(THIN),
            height: (wanted.1 * scale).max(THIN),
            caption,
            place,
        })
    }

    pub(super) fn place_figure(&mut self, mut prepared: FigurePrepared<'_>) -> Result<(), PdfError> {
        let foot = prepared.foot();
        if !self.fits(prepared.height + foot) {
            let room = BOTTOM - self.y - foot;
            if room >= prepared.height * SHRINKS {
                prepared.width = (prepared.width * room / prepared.height).max(THIN);
                prepared.height = room;
            } else {
                self.need(prepared.height + foot)?;
            }
        }
        let FigurePrepared {
            figure,
            width,
            height,
            caption,
            place,
        } = prepared;
        let node = self.node(ROOT, Role::Figure);
        let number = self.picture(figure, place);
        let y = self.y;
        self.begin(node);
        let picture = Item::Picture {
            number,
            x: LEFT,
            y,
            width,
            height,
        };
        self.page().items.push(picture);
        let unseen = self.unseen(figure, [LEFT, y, width, height]);
        if !unseen.is_empty() {
            self.page().items.push(Item::Unseen(unseen));
        }
        self.page().items.push(Item::End);
        self.frame(y, width, height);
        // What a text has of line breaks would be read as nothing.
        let alternative = figure.alternative.split_whitespace().collect::<Vec<_>>().join(" ");
        // What is heard is one thing: its language is that of its first words.
        self.laid.nodes[node.0].language = tongue::passages(&alternative, self.language)
            .first()
            .and_then(|(_, language)| *language);
        self.laid.described.insert(
            node,
            Described {
                alternative,
                bounds: [LEFT, y, LEFT + width, y + height],
            },
        );
        self.y += height;
        if !caption.is_empty() {
            self.y += GAP;
            self.flow_as(ROOT, Role::Paragraph, caption)?;
        }
        self.y += AFTER_PARAGRAPH + GAP;
        Ok(())
    }

    /// The words of a picture that stands there: left, top, width, height.
    fn unseen(&mut self, figure: &Figure, [left, top, width, height]: [f32; 4]) -> Vec<UnseenWord> {
        const WHOLE: f32 = 10_000.0;
        let manner = Hand::Sans.into();
        let space = self.shaping.word(manner, false, " ");
        let mut unseen = Vec::with_capacity(figure.words.len());
        for Shown {
            text,
            left: x,
            width: length,
            baseline,
        } in &figure.words
        {
            let is_fit = |letter: char| letter < '\u{590}' && !letter.is_control() || matches!(letter, '\u{2010}'..='\u{2027}');
            let text = text.trim();
            if text.is_empty() || !text.chars().all(is_fit) || [x, length, baseline].into_iter().any(|part| *part > WHOLE as u32) {
                continue;
            }
            let word = self.shaping.word(manner, false, text);
            if !word.missing.is_empty() || word.width <= 0.0 {
                continue;
            }
            let part = |of: u32, whole: f32| of as f32 / WHOLE * whole;
            // As wide as it is on the picture, so that what is marked when it is found is what is seen there.
            let size = (part(*length, width) / word.width * 10.0).round().clamp(10.0, 600.0) / 10.0;
            let x = left + part(*x, width);
            let after = x + word.width * size;
            unseen.push(UnseenWord {
                y: top + part(*baseline, height),
                size,
                words: vec![
                    PlacedWord { x, word },
                    PlacedWord {
                        x: after,
                        word: space.clone(),
                    },
                ],
            });
        }
        unseen
    }

    /// A hair line around a picture, so that a white page is seen as one.
    fn frame(&mut self, y: f32, width: f32, height: f32) {
        const HAIR: f32 = 0.5;
        let side = |x: f32, y: f32, width: f32, height: f32| Item::Rect {
            x,
            y,
            width,
            height,
            colour: RULE,
        };
        self.page().items.extend([
            Item::Artifact(Artifact::Layout),
            side(LEFT, y, width, HAIR),
            side(LEFT, y + height - HAIR, width, HAIR),
            side(LEFT, y, HAIR, height),
            side(LEFT + width - HAIR, y, HAIR, height),
            Item::End,
        ]);
    }

    /// The number of a figure's picture; one that is used twice has one.
    fn picture(&mut self, figure: &Figure, place: String) -> usize {
        let known = self.laid.pictures.iter().position(|one| one.name == figure.picture);
        known.unwrap_or_else(|| {
            self.laid.pictures.push(Wanted {
                name: figure.picture.clone(),
                size: (figure.width, figure.height),
                place,
            });
            self.laid.pictures.len() - 1
        })
    }

    /// Gives the names that wait to the heading that begins here.
    pub(super) fn name_place(&mut self, page: usize, y: f32) {
        for name in self.named.drain(..) {
            self.laid.anchors.entry(name).or_insert((page, y));
        }
    }

    /// Names that no heading came after are those of the end.
    pub(super) fn name_the_end(&mut self) {
        let (page, y) = (self.laid.pages.len() - 1, self.y);
        self.name_place(page, y);
    }
}
