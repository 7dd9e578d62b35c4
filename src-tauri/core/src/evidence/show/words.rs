//! The words on a page of a PDF, each with the place it has there.
//!
//! What always holds: places are parts of the page as it is shown, turned as it says; only words that run from left to right
//! along the page and within it are told.

use std::sync::Arc;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    TransformExt as _, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use image::{DynamicImage, GenericImageView as _};

/// A word; lengths are parts of the page's width and height.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) width: f64,
    /// From the top.
    pub(crate) baseline: f64,
    /// Of its letters.
    pub(crate) height: f64,
}

/// All words of a PDF, a space between them and a line for each line. `None` for what is no PDF.
pub(crate) fn within(pdf: &[u8]) -> Option<String> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).ok()?;
    let mut text = String::new();
    for page in pdf.pages().iter() {
        let mut line = f64::NAN;
        for word in on(page) {
            text.push(if (word.baseline - line).abs() < 0.002 { ' ' } else { '\n' });
            line = word.baseline;
            text.push_str(&word.text);
        }
        text.push('\n');
    }
    Some(text)
}

/// The words of a page, in the order in which they are written there.
pub(super) fn on(page: &Page<'_>) -> Vec<Word> {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, width, height),
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut words = Words::default();
    interpret_page(page, &mut context, &mut words);
    words.close();
    let part = |word: Open| Word {
        text: word.text,
        left: word.start.x / width,
        width: (word.end - word.start.x) / width,
        baseline: word.start.y / height,
        height: word.size / height,
    };
    words.words.into_iter().map(part).filter(Word::is_on_the_page).collect()
}

impl Word {
    fn is_on_the_page(&self) -> bool {
        let is_part = |part: f64| (0.0..=1.0).contains(&part);
        let sides = [self.left, self.left + self.width, self.baseline, self.baseline - self.height];
        sides.into_iter().all(is_part) && self.width > 0.0 && self.height > 0.0
    }

    /// Whether somebody who looks at the page sees it: dark signs on light paper stand where it is, and neither nothing nor a
    /// box. So nothing can be found that was covered.
    pub(super) fn is_seen_on(&self, page: &DynamicImage) -> bool {
        const PAPER: u8 = 128;
        const APART: u8 = 40;
        let (width, height) = (f64::from(page.width()), f64::from(page.height()));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a side, which is a whole number of pixels"
        )]
        let pixel = |part: f64, of: f64| (part * of).round().clamp(0.0, of) as u32;
        let across = pixel(self.left, width)..pixel(self.left + self.width, width);
        let down = pixel(self.baseline - self.height * 0.7, height)..pixel(self.baseline, height);
        let mut shades: Vec<u8> = Vec::new();
        for y in down {
            for x in across.clone() {
                let [red, green, blue, _] = page.get_pixel(x, y).0;
                let shade = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
                shades.push(u8::try_from(shade).unwrap_or(u8::MAX));
            }
        }
        shades.sort_unstable();
        let Some(paper) = shades.get(shades.len() / 2).copied() else {
            return false;
        };
        let inked = shades.iter().filter(|shade| **shade < paper.saturating_sub(APART)).count();
        paper >= PAPER && inked * 50 >= shades.len()
    }
}

/// A word being read.
struct Open {
    text: String,
    start: Point,
    end: f64,
    size: f64,
}

/// Takes words down instead of drawing.
#[derive(Default)]
struct Words {
    words: Vec<Open>,
    open: Option<Open>,
}

impl Words {
    fn close(&mut self) {
        self.words.extend(self.open.take());
    }

    fn letter(&mut self, letters: &str, place: Affine, advance: f64) {
        let [along, turned, ..] = place.as_coeffs();
        let start = place.translation().to_point();
        let size = (place * Point::new(0.0, 1000.0) - start).hypot();
        let end = start.x + along * advance;
        let is_along = along > 0.0 && turned.abs() < along * 0.05;
        if !is_along || letters.trim().is_empty() {
            self.close();
            return;
        }
        let goes_on = |open: &Open| {
            let (gap, step) = (start.x - open.end, (start.y - open.start.y).abs());
            step < size * 0.3 && (-0.5 * size..0.18 * size).contains(&gap)
        };
        if !self.open.as_ref().is_some_and(goes_on) {
            self.close();
        }
        let open = self.open.get_or_insert_with(|| Open {
            text: String::new(),
            start,
            end,
            size,
        });
        open.text.push_str(letters);
        open.end = open.end.max(end);
    }
}

impl<'a> Device<'a> for Words {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for one in run.glyphs() {
            let glyph: &Glyph<'_> = one;
            let advance = match glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let letters = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                None => String::new(),
            };
            self.letter(&letters, props.transform * one.transform(), f64::from(advance.unwrap_or(500.0)));
        }
    }
}
