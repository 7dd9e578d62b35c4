//! Every line that would leave, so that its owner can read it first.
//!
//! What always holds: lines are drawn from the finished document, never from the form, so that nothing can leave that was
//! not shown; the digest is over the lines as shown, marks included.

use sha2::{Digest as _, Sha256};
use triptych_pdf::{Block, Document, Inline};

use super::document::{self, part_of};
use super::load;
use super::model::Line;
use super::names::Codes;
use crate::error::{Error, Result};
use crate::vault::Portfolio;

/// Every line of the profile of the cycle `id`, with the digest to confirm it by.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn lines(portfolio: &Portfolio, id: &str) -> Result<(Vec<Line>, String)> {
    let loaded = load::load(portfolio, id)?;
    of(&document::compose(&loaded, portfolio.world().today())?, &loaded.codes)
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
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Place and words of everything the document prints.
pub(super) fn printed(document: &Document) -> Vec<(String, String)> {
    let mut walk = Walk {
        place: "Title".to_owned(),
        part: "Title",
        lines: Vec::new(),
    };
    walk.text(&document.title);
    [&document.author, &document.subject]
        .into_iter()
        .flatten()
        .for_each(|text| walk.text(text));
    document.blocks.iter().for_each(|block| walk.block(block));
    walk.place = "Head and foot of the pages".to_owned();
    [&document.running_header, &document.running_footer]
        .into_iter()
        .flatten()
        .for_each(|text| walk.text(text));
    walk.lines
}

struct Walk {
    place: String,
    part: &'static str,
    lines: Vec<(String, String)>,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } if part_of(text).is_some() => {
                self.part = part_of(text).unwrap_or(self.part);
                self.part.clone_into(&mut self.place);
            }
            // A question is ours; it says where the answer stands.
            Block::Heading { level: 3, text } => self.place = format!("{}: {text}", self.part),
            Block::Heading { text, .. } => {
                self.part.clone_into(&mut self.place);
                self.text(text);
            }
            Block::Paragraph(inlines) => self.text(&joined(inlines)),
            Block::List { items, .. } => items.iter().for_each(|item| self.text(&joined(item))),
            Block::Table { caption, rows, .. } => {
                caption.iter().for_each(|caption| self.text(caption));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| joined(cell)).filter(|cell| !cell.is_empty()).collect();
                    self.text(&cells.join(" · "));
                }
            }
            Block::Facts(facts) => facts
                .iter()
                .for_each(|(label, fact)| self.text(&format!("{label}: {}", joined(fact)))),
            Block::Note { label, text } => self.text(&format!("{label}: {}", joined(text))),
            Block::Rule | Block::PageBreak => {}
        }
    }

    fn text(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            self.lines.push((self.place.clone(), line.to_owned()));
        }
    }
}

fn joined(inlines: &[Inline]) -> String {
    let words = |inline: &Inline| match inline {
        // The address leaves with the words, though it is not printed.
        Inline::Link { text, address } => format!("{text} ({address})"),
        other => other.as_str().to_owned(),
    };
    inlines.iter().map(words).collect()
}
