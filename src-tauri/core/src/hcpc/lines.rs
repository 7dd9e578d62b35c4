//! Every line that would leave, so that its owner can read it first.
//!
//! What always holds: lines are drawn from the finished document, never from the form, so that nothing can leave that was
//! not shown; the digest is over the lines as shown, marks included.

use sha2::{Digest as _, Sha256};
use triptych_pdf::Document;

use super::leaving::{self, Slots};
use super::model::Line;
use super::names::Codes;
use super::subject::Subject;
use crate::error::{Code, Error, Result};
use crate::vault::Portfolio;

/// Every line of what would leave, with the digest to confirm it by.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn lines<'a>(portfolio: &Portfolio, what: impl Into<Subject<'a>>) -> Result<(Vec<Line>, String)> {
    let document = leaving::document_of(portfolio, what.into())?;
    of(&document, &Codes::read(portfolio.db())?)
}

/// The lines of `what` are still those of `digest`.
///
/// # Errors
/// `conflict` when they are others by now; those of [`lines`].
pub(super) fn still<'a>(portfolio: &Portfolio, what: impl Into<Subject<'a>>, digest: &str) -> Result<()> {
    let (_, current) = lines(portfolio, what)?;
    if current == digest {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        "The lines have changed since they were shown. Nothing has been confirmed.",
    )
    .hint("Read them again, then confirm."))
}

/// The lines of a document, with the client codes found in each, and their digest.
pub(super) fn of(document: &Document, codes: &Codes) -> Result<(Vec<Line>, String)> {
    let lines: Vec<Line> = printed(document)
        .into_iter()
        .map(|(place, text)| Line {
            codes: codes.found_in(&text),
            place,
            text,
        })
        .collect();
    let bytes = serde_json::to_vec(&lines).map_err(Error::internal)?;
    Ok((lines, sha256(&bytes)))
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Place and words of everything the document prints.
pub(super) fn printed(document: &Document) -> Vec<(String, String)> {
    // Slots are to be written into; here they are only read.
    let mut copy = document.clone();
    let mut lines = Vec::new();
    for line in Slots::of(&mut copy).lines() {
        for text in line.text.lines().filter(|text| !text.trim().is_empty()) {
            lines.push((line.place.to_string(), text.to_owned()));
        }
    }
    lines
}
