//! From a document to a PDF: how far it is, and what keeps it from being made, in the portfolio's terms.
//!
//! What always holds: an error names places by their headings, never by what is written there.

use std::ops::ControlFlow;

use triptych_pdf::{Document, PdfError, Pictures, Progress, Unprintable};

use super::lines;
use crate::api::Task;
use crate::error::{Code, Error, Result};

/// The PDF and the number of its pages.
pub(crate) fn render(task: &Task, document: &Document) -> Result<(Vec<u8>, u32)> {
    render_pictured(task, document, &mut |_| None)
}

/// The same with the pictures of its figures.
pub(super) fn render_pictured(task: &Task, document: &Document, pictures: Pictures<'_>) -> Result<(Vec<u8>, u32)> {
    let mut pages = 0;
    let pdf = told(task, document, |tell| {
        let mut tell = |progress: Progress| {
            pages = progress.total.unwrap_or(progress.pages);
            tell(progress)
        };
        triptych_pdf::render_pictured(document, pictures, &mut tell)
    })?;
    Ok((pdf, u32::try_from(pages).unwrap_or(u32::MAX)))
}

/// How many pages a document takes.
pub(super) fn pages(task: &Task, document: &Document) -> Result<u32> {
    let pages = told(task, document, |tell| triptych_pdf::pages(document, tell))?;
    Ok(u32::try_from(pages).unwrap_or(u32::MAX))
}

/// What comes of a work on `document` that says how far it is.
fn told<T>(
    task: &Task,
    document: &Document,
    work: impl FnOnce(&mut dyn FnMut(Progress) -> ControlFlow<()>) -> std::result::Result<T, PdfError>,
) -> Result<T> {
    let mut stopped = None;
    let mut tell = |progress: Progress| match task.progress(progress.pages, progress.total.unwrap_or(0), "pages") {
        Ok(()) => ControlFlow::Continue(()),
        Err(cause) => {
            stopped = Some(cause);
            ControlFlow::Break(())
        }
    };
    match work(&mut tell) {
        Ok(made) => Ok(made),
        Err(PdfError::Unprintable(missing)) => Err(unprintable(document, &missing)),
        Err(PdfError::Cancelled) => Err(stopped.unwrap_or_else(|| Error::new(Code::Cancelled, "Stopped. Nothing was written."))),
        Err(PdfError::Figure { fault, .. }) => Err(Error::new(
            Code::Refused,
            format!("The PDF was not made, because a figure in it {fault}. Nothing was written."),
        )),
        Err(PdfError::Internal(step)) => Err(Error::internal(step)),
    }
}

/// Names the letters and the places they stand at; the places by their headings, because an error carries nobody's words.
fn unprintable(document: &Document, missing: &Unprintable) -> Error {
    let printed = lines::printed(document);
    let place = |letter: char| {
        printed
            .iter()
            .find(|(_, text)| text.contains(letter))
            .map_or("the document", |(place, _)| place.as_str())
    };
    let mut named: Vec<String> = missing
        .letters
        .iter()
        .map(|one| format!("{} (U+{:04X}) in “{}”", one.letter, u32::from(one.letter), place(one.letter)))
        .collect();
    if missing.total > missing.letters.len() {
        named.push(format!("and {} more", missing.total - missing.letters.len()));
    }
    Error::new(
        Code::Refused,
        format!(
            "Some letters are in none of the fonts of the PDF: {}. Nothing was written.",
            named.join("; ")
        ),
    )
    .hint("Change these letters, or write the words in another script, then export again.")
}
