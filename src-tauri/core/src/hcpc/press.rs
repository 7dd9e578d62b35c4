//! From a document to a PDF: how far it is, and what keeps it from being made, in the portfolio's terms.
//!
//! What always holds: an error names places by their headings, never by what is written there.

use std::ops::ControlFlow;

use triptych_pdf::{Block, Document, PdfError, Pictures, Progress, Unprintable};

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
        Err(PdfError::Figure { place, fault }) => {
            let named = figure_at(document, &place).unwrap_or_else(|| "a figure in it".to_owned());
            Err(Error::new(
                Code::Refused,
                format!("The PDF was not made, because {named} {fault}. Nothing was written."),
            )
            .hint("Say on the evidence’s page what it shows, or take it out of the list, then export again."))
        }
        Err(PdfError::Internal(step)) => Err(Error::internal(step)),
    }
}

/// Which figure a place of the PDF is: its number in the document, and the heading above it.
fn figure_at(document: &Document, place: &str) -> Option<String> {
    let (mut count, mut heading) = (0, document.title.as_str());
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => heading = text,
            Block::Figure(figure) => {
                count += 1;
                let caption = figure.caption.as_deref().map(str::trim).filter(|caption| !caption.is_empty());
                let here = match caption {
                    Some(caption) => place == format!("the figure “{caption}”"),
                    None => place == format!("figure {count}"),
                };
                if here {
                    return Some(format!("figure {count}, in “{heading}”,"));
                }
            }
            _ => {}
        }
    }
    None
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

#[cfg(test)]
mod tests {
    use triptych_pdf::Figure;

    use super::*;

    #[test]
    fn a_figure_without_words_is_named_by_its_number_and_heading() {
        let figure = |alternative: &str, caption: Option<&str>| {
            Block::Figure(Figure {
                picture: "one".to_owned(),
                width: 4,
                height: 4,
                dots: 150,
                alternative: alternative.to_owned(),
                caption: caption.map(str::to_owned),
                words: Vec::new(),
            })
        };
        let said = |blocks: Vec<Block>| {
            let document = Document {
                title: "CPD profile".to_owned(),
                blocks,
                ..Document::default()
            };
            let mut drawn = std::io::Cursor::new(Vec::new());
            image::DynamicImage::new_luma8(4, 4)
                .write_to(&mut drawn, image::ImageFormat::Png)
                .expect("a picture");
            let drawn = drawn.into_inner();
            let app = crate::api::App::new(
                crate::testing::StillWorld::new(std::path::Path::new("nowhere")),
                crate::testing::no_host(),
                "a test",
            );
            app.run("", |task| render_pictured(task, &document, &mut |_| Some(drawn.clone())))
                .expect_err("no words stand for it")
                .message
        };
        let first = figure("A drum.", Some("E1"));
        let heading = || Block::heading(2, "E2 A print");
        for (caption, number) in [(Some("E2"), 2), (None, 2)] {
            assert_eq!(
                said(vec![first.clone(), heading(), figure(" ", caption)]),
                format!(
                    "The PDF was not made, because figure {number}, in “E2 A print”, has no words that stand for it. Nothing was written."
                )
            );
        }
    }
}
