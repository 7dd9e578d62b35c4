//! What can keep a document from being made. Each is found before any byte is handed out.

use std::fmt;

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// Some letters are in none of the fonts that the app carries.
    #[error("{0}")]
    Unprintable(Unprintable),
    /// A figure that would break what the file promises.
    #[error("The PDF was not made, because {place} {fault}. Nothing was written.")]
    Figure {
        /// Which, in words: `the figure “A drum”`.
        place: String,
        /// What is wrong with it.
        fault: FigureFault,
    },
    /// The caller asked to stop.
    #[error("Making the PDF was stopped. Nothing was written.")]
    Cancelled,
    /// A mistake of this crate; the text says in which step.
    #[error("The PDF could not be made ({0}). Nothing was written, and your records are as they were.")]
    Internal(String),
}

impl PdfError {
    /// An internal error, with the step it came from.
    pub(crate) fn internal(step: &str, cause: impl fmt::Display) -> Self {
        Self::Internal(format!("{step}: {cause}"))
    }
}

/// Why a figure cannot go into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FigureFault {
    /// No words stand for it, for those who cannot see it.
    #[error("has no words that stand for it")]
    Undescribed,
    /// Nobody has handed its picture over.
    #[error("has no picture")]
    Missing,
    /// The picture is none that a PDF holds as it is: neither a grey or colour JPEG nor an opaque 8-bit PNG of the size said.
    #[error("has a picture that a PDF cannot hold")]
    Unfit,
}

/// The letters that no font has, with the places they stand at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// At most [`Unprintable::LISTED`] letters in the order they were met, each once.
    pub letters: Vec<MissingLetter>,
    /// How many different letters there are in all.
    pub total: usize,
}

/// A letter that no font has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingLetter {
    /// The letter.
    pub letter: char,
    /// Where it was met first, in words: `the paragraph "Summer term at…"`.
    pub place: String,
}

impl Unprintable {
    /// How many letters an error names.
    pub const LISTED: usize = 12;
}

impl fmt::Display for Unprintable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "The PDF was not made, because some letters are in none of its fonts: ")?;
        for (index, missing) in self.letters.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let shown = if missing.letter.is_control() { ' ' } else { missing.letter };
            write!(out, "{separator}{shown} (U+{:04X}) in {}", missing.letter as u32, missing.place)?;
        }
        if self.total > self.letters.len() {
            write!(out, "; and {} more", self.total - self.letters.len())?;
        }
        write!(
            out,
            ". Nothing was written. Change these letters or write them in another script, and try again."
        )
    }
}
