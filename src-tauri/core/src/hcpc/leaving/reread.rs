//! The finished file, read again by another library than the one that made it.
//!
//! What always holds: nothing is taken from how the file was made; what is drawn on the pages, every text among its objects
//! (bookmarks, alternative texts, addresses, properties) and its description of itself are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use hayro::hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    interpret_page,
};
use triptych_pdf::Document;

use super::copy::Leaving;
use super::said::Said;
use crate::error::{Code, Error, Result};
use crate::privacy::{self, Own};
use crate::vault::Portfolio;

/// How deep objects lie within each other in a file of ours, and more.
const DEPTH: usize = 32;

/// Reads the file again.
///
/// # Errors
/// `refused` when something in it was to go, or when it cannot be read.
pub(in crate::hcpc) fn reread(portfolio: &Portfolio, leaving: &Leaving, pdf: &[u8]) -> Result<()> {
    reread_pdf(&privacy::within(portfolio)?, &leaving.document, &leaving.gone, pdf)
}

/// The same for any document, `gone` being what was taken out of it.
pub(crate) fn reread_pdf(own: &Own, document: &Document, gone: &[String], pdf: &[u8]) -> Result<()> {
    reread_words(own, document, gone, &words_of(pdf).ok_or_else(unreadable)?)
}

/// The same for the words that were read in a finished file.
pub(crate) fn reread_words(own: &Own, document: &Document, gone: &[String], read: &str) -> Result<()> {
    let meant = Said::by(document);
    let there = Said::of(read);
    let clients = privacy::scan(read, own).into_iter().filter(|one| one.kind.is_own_client());
    let sought: BTreeSet<String> = clients.map(|one| one.value).chain(gone.iter().cloned()).collect();
    // What stays in one place and goes from another stands in the file only where it stays.
    if sought.iter().any(|value| there.has_beyond(&meant, value)) {
        return Err(Error::new(
            Code::Refused,
            "The finished file was read again, and something in it was to be taken out. Nothing was written.",
        )
        .hint("Look through the privacy check once more, then make the file again."));
    }
    Ok(())
}

/// What a finished file is said to be that cannot be read.
pub(crate) fn unreadable() -> Error {
    Error::new(
        Code::Refused,
        "The finished file could not be read again to check it. Nothing was written.",
    )
    .hint("Try again. If it stays so, copy the words instead, and tell us.")
}

/// Every text of a PDF: of its pages, a line each, then of its objects. `None` for what is none.
pub(in crate::hcpc) fn words_of(pdf: &[u8]) -> Option<String> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).ok()?;
    let mut words = shown_on(&pdf);
    for object in pdf.objects() {
        collect(&object, DEPTH, &mut words);
    }
    Some(words)
}

/// The same, and who made it, as it says of itself.
pub(crate) fn words_and_author(pdf: &[u8]) -> Option<(String, String)> {
    let read = Pdf::new(Arc::new(pdf.to_vec())).ok()?;
    let author = read.metadata().author.as_deref().map(decoded).unwrap_or_default();
    Some((words_of(pdf)?, author))
}

/// What is written on the pages of a PDF, a line each. `None` for what is none.
pub(in crate::hcpc) fn pages_of(pdf: &[u8]) -> Option<String> {
    Some(shown_on(&Pdf::new(Arc::new(pdf.to_vec())).ok()?))
}

fn shown_on(pdf: &Pdf) -> String {
    let cache = InterpreterCache::new();
    let mut text = Text::default();
    for page in pdf.pages().iter() {
        let mut context = Context::new(
            Affine::IDENTITY,
            Rect::new(0.0, 0.0, 10_000.0, 10_000.0),
            &cache,
            page.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut text);
        text.words.push('\n');
    }
    text.words
}

/// Takes down what is written instead of drawing it.
#[derive(Default)]
struct Text {
    words: String,
    /// Where the last letter ended: along and across the page.
    last: Option<(f64, f64)>,
}

impl Text {
    /// Notes a letter of this place and width, on a line of its own or apart from the last where it stands so.
    fn letter(&mut self, letters: &str, place: Affine, advance: f64) {
        let at = place.translation().to_point();
        let size = (place * Point::new(0.0, 1000.0) - at).hypot();
        if let Some((along, across)) = self.last {
            if (across - at.y).abs() > 1.0 {
                self.words.push('\n');
            } else if (at.x - along).abs() > 0.18 * size {
                self.words.push(' ');
            }
        }
        let end = place * Point::new(advance, 0.0);
        self.last = Some((end.x, at.y));
        self.words.push_str(letters);
    }
}

impl<'a> Device<'a> for Text {
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

fn collect(object: &Object<'_>, depth: usize, words: &mut String) {
    if depth == 0 {
        return;
    }
    match object {
        Object::String(text) => {
            words.push_str("\n\n");
            words.push_str(&decoded(text.as_bytes()));
        }
        Object::Array(array) => of_array(array, depth, words),
        Object::Dict(dict) => of_dict(dict, depth, words),
        Object::Stream(stream) => of_stream(stream, depth, words),
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::Name(_) => {}
    }
}

fn of_array(array: &Array<'_>, depth: usize, words: &mut String) {
    for one in array.raw_iter() {
        // What is referred to is an object of its own, and comes by itself.
        if let MaybeRef::NotRef(one) = one {
            collect(&one, depth - 1, words);
        }
    }
}

fn of_dict(dict: &Dict<'_>, depth: usize, words: &mut String) {
    // Of the language of a passage nobody is told.
    for (_, one) in dict.entries().filter(|(key, _)| &**key != b"Lang") {
        if let MaybeRef::NotRef(one) = one {
            collect(&one, depth - 1, words);
        }
    }
}

fn of_stream(stream: &Stream<'_>, depth: usize, words: &mut String) {
    let typed = stream.dict().get::<Name<'_>>("Type".as_bytes());
    let is = |word: &[u8]| typed.as_ref().is_some_and(|name| &**name == word);
    // It tells where the others lie. Its only strings are the file's number, bytes as if by chance: two of them may well look like
    // what a client is called.
    if is(b"XRef") {
        return;
    }
    of_dict(stream.dict(), depth, words);
    if is(b"Metadata")
        && let Ok(text) = stream.decoded()
    {
        words.push_str("\n\n");
        words.push_str(&within_tags(&String::from_utf8_lossy(&text)));
    }
}

/// What XML says: its text and what stands between quotation marks, a line each; but neither what names its own words nor a language.
pub(crate) fn within_tags(xml: &str) -> String {
    let mut said = String::new();
    let mut name = String::new();
    let (mut tag, mut quoted) = (false, false);
    for sign in xml.chars() {
        match sign {
            '<' if !tag => (tag, quoted) = (true, false),
            '>' if tag && !quoted => tag = false,
            '"' if tag => quoted = !quoted,
            sign if tag && !quoted => {
                // The name of the attribute whose value comes next.
                if sign.is_whitespace() {
                    name.clear();
                } else {
                    name.push(sign);
                }
                continue;
            }
            sign => {
                if !tag || !(name.starts_with("xmlns") || name.starts_with("xml:lang")) {
                    said.push(sign);
                }
                continue;
            }
        }
        said.push('\n');
    }
    let said = quick_xml::escape::unescape(&said).map_or_else(|_| said.clone(), std::borrow::Cow::into_owned);
    // Every PDF/A says so which standard it follows.
    let lines = said
        .lines()
        .filter(|line| !line.trim_start().starts_with("http://www.aiim.org/pdf"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A text of a PDF: UTF-16 when it says so, UTF-8 or one byte a letter otherwise.
fn decoded(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
