//! A document model in, PDF bytes out. This crate knows no portfolio, no clock, no folder and no network.
//!
//! [`model`] says what a document is; [`render`] makes one A4 file of it: tagged, with its fonts inside, with bookmarks,
//! links and page numbers.

mod backend;
mod error;
mod finish;
mod fonts;
mod layout;
mod lines;
pub mod model;
mod page;
mod picture;
mod shape;
mod tongue;

use std::ops::ControlFlow;

use backend::Backend;
pub use error::{FigureFault, MissingLetter, PdfError, Unprintable};
pub use model::{Align, Block, Column, Counted, Document, Elsewhere, Figure, Inline, Shown};
pub use tongue::language_of;

/// Hands over a picture by its name.
pub type Pictures<'a> = &'a mut dyn FnMut(&str) -> Option<Vec<u8>>;

/// How far the making of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pages done in the present step.
    pub pages: usize,
    /// Pages in all, once they are known: while pages are being laid out, nobody knows how many there will be.
    pub total: Option<usize>,
}

/// Makes the PDF of a document.
///
/// # Errors
/// [`PdfError::Unprintable`] when a letter is in none of the fonts.
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    render_with(document, &mut |_| ControlFlow::Continue(()))
}

/// How many pages a document takes; its pictures are not needed for that.
///
/// # Errors
/// As [`render_with`].
pub fn pages(document: &Document, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<usize, PdfError> {
    Ok(layout::lay_out(document, progress)?.pages.len())
}

/// Makes the PDF of a document, telling how far it is; `Break` stops it.
///
/// # Errors
/// As [`render`], and [`PdfError::Cancelled`] when `progress` said so.
pub fn render_with(document: &Document, progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Vec<u8>, PdfError> {
    render_pictured(document, &mut |_| None, progress)
}

/// Makes the PDF of a document with figures: `pictures` hands over the bytes of each, a JPEG or PNG, one after the other.
///
/// # Errors
/// As [`render_with`], and [`PdfError::Figure`] for a figure that no words stand for, or whose picture cannot go in.
pub fn render_pictured(
    document: &Document,
    pictures: Pictures<'_>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<u8>, PdfError> {
    let laid = layout::lay_out(document, progress)?;
    backend::PrintPdf.write(&laid, &finish::Facts::of(document), pictures, progress)
}
