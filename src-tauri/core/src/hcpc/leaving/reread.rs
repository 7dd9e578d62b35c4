//! The finished file, read again by another library than the one that made it.
//!
//! What always holds: nothing is taken from how the file was made; what is drawn on the pages, every text among its objects
//! (bookmarks, alternative texts, addresses, properties) and its description of itself are read.

use std::sync::Arc;

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};
use hayro::hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    interpret_page,
};

use super::copy::Leaving;
use super::slots::Slots;
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
    let read = words_of(pdf).ok_or_else(|| {
        Error::new(
            Code::Refused,
            "The finished file could not be read again to check it. Nothing was written.",
        )
        .hint("Try again. If it stays so, copy the text of your statement instead, and tell us.")
    })?;
    let mut copy = leaving.document.clone();
    let meant: String = Slots::of(&mut copy).lines().iter().map(|line| line.text.clone() + "\n").collect();
    let meant = letters(&meant);
    let there = letters(&read);
    let stays = |value: &str| {
        let value = letters(value);
        // What is kept in another place, or is too short to be told from a page number, stands in the copy too.
        value.chars().count() < 4 || meant.contains(&value)
    };
    let gone = leaving.gone.iter().any(|value| !stays(value) && there.contains(&letters(value)));
    let clients = Own {
        registrations: Vec::new(),
        ..privacy::within(portfolio)?
    };
    let own = privacy::scan(&read, &clients)
        .into_iter()
        .any(|one| one.kind.is_own_client() && !stays(&one.value));
    if gone || own {
        return Err(Error::new(
            Code::Refused,
            "The finished file was read again, and something in it was to be taken out. Nothing was written.",
        )
        .hint("Look through the privacy check once more, then make the file again."));
    }
    Ok(())
}

/// Letters and figures alone, small: how a line was broken or a word divided does not matter.
pub(in crate::hcpc) fn letters(text: &str) -> String {
    text.chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
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
    /// Where the last letter stood: along and across the page.
    last: Option<(f64, f64)>,
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
            let at = (props.transform * one.transform()).translation();
            if self.last.is_some_and(|(_, across)| (across - at.y).abs() > 1.0) {
                self.words.push('\n');
            }
            self.last = Some((at.x, at.y));
            let glyph: &Glyph<'_> = one;
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => self.words.push(letter),
                Some(BfString::String(letters)) => self.words.push_str(&letters),
                None => {}
            }
        }
    }
}

fn collect(object: &Object<'_>, depth: usize, words: &mut String) {
    if depth == 0 {
        return;
    }
    match object {
        Object::String(text) => {
            words.push_str(&decoded(text.as_bytes()));
            words.push('\n');
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
    for (_, one) in dict.entries() {
        if let MaybeRef::NotRef(one) = one {
            collect(&one, depth - 1, words);
        }
    }
}

fn of_stream(stream: &Stream<'_>, depth: usize, words: &mut String) {
    of_dict(stream.dict(), depth, words);
    let described = stream
        .dict()
        .get::<hayro::hayro_interpret::hayro_syntax::object::Name<'_>>("Type".as_bytes())
        .is_some_and(|name| &*name == b"Metadata");
    if described && let Ok(text) = stream.decoded() {
        words.push_str(&String::from_utf8_lossy(&text));
        words.push('\n');
    }
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
