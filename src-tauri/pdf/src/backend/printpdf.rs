//! printpdf draws; what it cannot say is added by [`crate::finish`].
//!
//! Only its plainest part is used: pages, drawing operators, fonts handed in as subsets. Never its html, images or parse
//! features, nor `append_document`: the first lays out badly, the second encodes pictures anew, the others lose rotation,
//! colours and forms. What it writes about a document (conformance, bookmarks, dates, trailer) is written over.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, FontId, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, TextRenderingMode, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::Backend;
use super::spelling::Spelling;
use crate::error::PdfError;
use crate::finish::{self, Facts};
use crate::fonts::{FACES, FaceId};
use crate::page::{Artifact, Colour, Item, Laid, PAGE_HEIGHT, PAGE_WIDTH, Page, PlacedWord, UnseenWord};
use crate::shape::Glyph;
use crate::{Pictures, Progress};

/// The backend that writes by printpdf and lopdf.
pub(crate) struct PrintPdf;

impl Backend for PrintPdf {
    fn write(
        &self,
        laid: &Laid,
        facts: &Facts,
        pictures: Pictures<'_>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Vec<u8>, PdfError> {
        let mut drawing = Drawing::default();
        let mut document = PdfDocument::new(&facts.title);
        for (done, page) in laid.pages.iter().enumerate() {
            if progress(Progress {
                pages: done,
                total: Some(laid.pages.len()),
            })
            .is_break()
            {
                return Err(PdfError::Cancelled);
            }
            let millimetres = |points: f32| Mm(points / 72.0 * 25.4);
            let ops = drawing.page(page)?;
            document
                .pages
                .push(PdfPage::new(millimetres(PAGE_WIDTH), millimetres(PAGE_HEIGHT), ops));
        }
        for (face, used) in drawing.used.iter().enumerate().filter(|(_, used)| used.num_gids() > 1) {
            let face = FaceId(face as u8);
            document
                .resources
                .fonts
                .map
                .insert(font_id(face), PdfFont::new(subset(face, used)?));
        }
        let mut warnings = Vec::new();
        let options = PdfSaveOptions {
            image_optimization: None,
            ..PdfSaveOptions::default()
        };
        let plain = document.to_lopdf_document(&options, &mut warnings);
        drop(document);
        if progress(Progress {
            pages: laid.pages.len(),
            total: Some(laid.pages.len()),
        })
        .is_break()
        {
            return Err(PdfError::Cancelled);
        }
        finish::finish(plain, laid, facts, pictures)
    }
}

fn font_id(face: FaceId) -> FontId {
    FontId(format!("T{}", face.0))
}

/// The glyphs that a face has to print, as a font of its own.
fn subset(face: FaceId, used: &GlyphRemapper) -> Result<ParsedFont, PdfError> {
    let face = face.get();
    let bytes = subsetter::subset(face.data, 0, used).map_err(|error| PdfError::internal("subsetting a font", error))?;
    let mut font =
        ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or_else(|| PdfError::internal("reading a subset font", face.name))?;
    // The tag must differ between subsets of one font, and be the same for the same one.
    let mut hash = Sha256::new();
    for glyph in used.remapped_gids() {
        hash.update(glyph.to_be_bytes());
    }
    let tag: String = hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    font.font_name = Some(format!("{tag}+{}", face.name));
    Ok(font)
}

/// What runs through all pages: which glyphs are used, under which numbers, and what they spell.
struct Drawing {
    used: [GlyphRemapper; FACES],
    spelling: Spelling,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            used: std::array::from_fn(|_| GlyphRemapper::new()),
            spelling: Spelling::default(),
        }
    }
}

/// The state of one page's operators.
struct Pen<'a> {
    drawing: &'a mut Drawing,
    ops: Vec<Op>,
    colour: Option<Colour>,
    font: Option<(FaceId, f32)>,
    /// Where the present text object last moved to.
    moved: (f32, f32),
    /// Where the next glyph would come to stand.
    x: f32,
    y: f32,
    run: Vec<Codepoint>,
}

impl Drawing {
    fn page(&mut self, page: &Page) -> Result<Vec<Op>, PdfError> {
        let mut pen = Pen {
            drawing: self,
            ops: Vec::with_capacity(page.items.len() * 4),
            colour: None,
            font: None,
            moved: (0.0, 0.0),
            x: 0.0,
            y: 0.0,
            run: Vec::new(),
        };
        for item in &page.items {
            match item {
                Item::Begin { role, id } => {
                    let id = DictItem::Int(*id as i64);
                    pen.open(finish::tag(*role), vec![("MCID", id)]);
                }
                Item::Artifact(kind) => pen.open("Artifact", artifact(*kind)),
                Item::End => pen.ops.push(Op::EndMarkedContentWithProperties),
                Item::Rect {
                    x,
                    y,
                    width,
                    height,
                    colour,
                } => {
                    pen.colour(*colour);
                    let (x, y, width, height) = (Pt(*x), Pt(PAGE_HEIGHT - y - height), Pt(*width), Pt(*height));
                    let mode = Some(PaintMode::Fill);
                    let rectangle = Rect {
                        x,
                        y,
                        width,
                        height,
                        mode,
                        winding_order: None,
                    };
                    pen.ops.push(Op::DrawRectangle { rectangle });
                }
                Item::Picture {
                    number,
                    x,
                    y,
                    width,
                    height,
                } => {
                    let place = [*width, 0.0, 0.0, *height, *x, PAGE_HEIGHT - y - height];
                    pen.ops.extend([
                        Op::SaveGraphicsState,
                        Op::SetTransformationMatrix {
                            matrix: CurTransMat::Raw(place.map(hundredths)),
                        },
                        Op::UseXobject {
                            id: XObjectId(finish::picture_name(*number)),
                            transform: XObjectTransform {
                                no_auto_scale: true,
                                ..XObjectTransform::default()
                            },
                        },
                        Op::RestoreGraphicsState,
                    ]);
                }
                Item::Unseen(words) => pen.unseen(words)?,
                Item::Text { y, size, colour, words } => pen.text(PAGE_HEIGHT - *y, *size, *colour, words)?,
            }
        }
        Ok(pen.ops)
    }
}

impl Pen<'_> {
    fn open(&mut self, tag: &str, properties: Vec<(&str, DictItem)>) {
        let map: BTreeMap<String, DictItem> = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
    }

    fn colour(&mut self, colour: Colour) {
        if self.colour.replace(colour) != Some(colour) {
            let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
            // Three decimals tell all 256 steps apart.
            let [r, g, b] = [r, g, b].map(|part| (part * 1000.0).round() / 1000.0);
            self.ops.push(Op::SetFillColor {
                col: Color::Rgb(Rgb::new(r, g, b, None)),
            });
        }
    }

    fn text(&mut self, y: f32, size: f32, colour: Colour, words: &[PlacedWord]) -> Result<(), PdfError> {
        self.colour(colour);
        self.ops.push(Op::StartTextSection);
        self.moved = (0.0, 0.0);
        (self.x, self.y) = (f32::INFINITY, y);
        for PlacedWord { x, word } in words {
            let mut end = *x;
            let mut glyphs: Vec<(f32, &Glyph)> = Vec::with_capacity(word.glyphs.len());
            for glyph in &word.glyphs {
                glyphs.push((end + glyph.dx * size, glyph));
                end += glyph.advance * size;
            }
            if word.rtl {
                // Letters come in the order of reading, each with its place: from the right end to the left.
                glyphs.reverse();
            }
            for cluster in glyphs.chunk_by(|(_, a), (_, b)| a.cluster == b.cluster && a.face == b.face) {
                self.cluster(&word.text, cluster, y, size)?;
            }
        }
        self.flush();
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    fn unseen(&mut self, words: &[UnseenWord]) -> Result<(), PdfError> {
        let mode = TextRenderingMode::Invisible;
        self.ops.push(Op::SetTextRenderingMode { mode });
        for UnseenWord { y, size, words } in words {
            self.text(PAGE_HEIGHT - *y, *size, [0, 0, 0], words)?;
        }
        let mode = TextRenderingMode::Fill;
        self.ops.push(Op::SetTextRenderingMode { mode });
        Ok(())
    }

    /// Shows the glyphs of one cluster, and what they spell where they do not say so themselves.
    fn cluster(&mut self, word: &str, glyphs: &[(f32, &Glyph)], y: f32, size: f32) -> Result<(), PdfError> {
        let cluster = &glyphs[0].1.cluster;
        let letters = &word[cluster.start as usize..cluster.end as usize];
        let spelt = self.drawing.spelling.note(glyphs, letters);
        if !spelt {
            self.flush();
            let data = [0xFE, 0xFF]
                .into_iter()
                .chain(letters.encode_utf16().flat_map(u16::to_be_bytes))
                .collect();
            self.open("Span", vec![("ActualText", DictItem::String { data, literal: false })]);
        }
        for (x, glyph) in glyphs {
            self.glyph(glyph, *x, y + glyph.dy * size, size)?;
        }
        if !spelt {
            self.flush();
            self.ops.push(Op::EndMarkedContentWithProperties);
        }
        Ok(())
    }

    fn glyph(&mut self, glyph: &Glyph, x: f32, y: f32, size: f32) -> Result<(), PdfError> {
        if glyph.id == 0 {
            return Err(PdfError::internal("drawing", "a letter without a glyph came as far as the page"));
        }
        let font = (glyph.face, size);
        // How far the pen has to go back, in thousandths of an em. Whole ones are fine enough: the rest is carried on.
        let back = ((self.x - x) * 1000.0 / size).round();
        if self.font != Some(font) || self.y != y || back.abs() > 3000.0 {
            self.flush();
            if self.font.replace(font) != Some(font) {
                let handle = PdfFontHandle::External(font_id(glyph.face));
                self.ops.push(Op::SetFont {
                    font: handle,
                    size: Pt(size),
                });
            }
            self.move_to(x, y);
        } else if back != 0.0 {
            match self.run.last_mut() {
                Some(last) => {
                    last.offset += back;
                    self.x -= back * size / 1000.0;
                }
                None => self.move_to(x, y),
            }
        }
        let code = self.drawing.used[usize::from(glyph.face.0)].remap(glyph.id);
        let spelling = self.drawing.spelling.of(glyph).to_owned();
        self.run.push(Codepoint::with_cid(code, 0.0, spelling));
        self.x += glyph.face.get().width(glyph.id) * size / 1000.0;
        Ok(())
    }

    /// Moves by hundredths of a point, so that the file holds no long fractions.
    fn move_to(&mut self, x: f32, y: f32) {
        let by = (hundredths(x - self.moved.0), hundredths(y - self.moved.1));
        self.ops.push(Op::SetTextCursor {
            pos: Point { x: Pt(by.0), y: Pt(by.1) },
        });
        self.moved = (self.moved.0 + by.0, self.moved.1 + by.1);
        (self.x, self.y) = (self.moved.0, y);
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            let glyphs = std::mem::take(&mut self.run);
            self.ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs)],
            });
        }
    }
}

fn hundredths(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn artifact(kind: Artifact) -> Vec<(&'static str, DictItem)> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    match kind {
        Artifact::Layout => vec![("Type", name("Layout"))],
        Artifact::Header => vec![("Type", name("Pagination")), ("Subtype", name("Header"))],
        Artifact::Footer => vec![("Type", name("Pagination")), ("Subtype", name("Footer"))],
        Artifact::Repeated => vec![("Type", name("Pagination"))],
    }
}
