//! The words of one file, for the privacy check.

use std::path::Path;

use super::docx::{self, Block};
use super::table;
use crate::error::{Code, Error, Result};
use crate::storage::files;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64_000_000;

/// The text of a text or Markdown file as it is, or the words of a Word file: its headings, paragraphs and cells, each a paragraph.
///
/// # Errors
/// `invalid` for what is neither, `refused` for what is too large, `disk`.
pub fn plain_text(path: &Path) -> Result<String> {
    let bytes = files::read_in(path, LARGEST)?;
    if bytes.starts_with(b"PK\x03\x04") {
        let parts: Vec<String> = docx::read(&bytes)?
            .blocks
            .into_iter()
            .map(|block| match block {
                Block::Heading(_, words) | Block::Text(words) => words,
                Block::Table(rows) => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
            })
            .collect();
        return Ok(parts.join("\n\n"));
    }
    if bytes.iter().take(8_000).any(|byte| *byte == 0) && !bytes.starts_with(&[0xFF, 0xFE]) && !bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Error::new(
            Code::Invalid,
            "This is neither text nor a Word file (.docx). Nothing has been checked.",
        )
        .hint("Save its words as text, or paste them into --text-stdin."));
    }
    Ok(table::decode(&bytes))
}
