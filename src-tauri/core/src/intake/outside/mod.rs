//! What a file tells whoever opens it: its words, and what it says of itself.
//!
//! Text and Markdown are their words as they are; of a Word file its headings, paragraphs and cells, then who wrote it; of a PDF its
//! name, what it says of itself, its pages, and every text among its objects; of a picture its name and what a camera or a program wrote
//! into it (`exif`, `chunks`). Words that are pictures themselves are read by nobody.
//!
//! What always holds: nothing is shown or run; a file that is malformed says less, and nothing else happens; what is unpacked has a limit.

mod chunks;
mod exif;

use std::ops::Range;
use std::path::Path;

use super::docx::{self, Block};
use super::table;
use crate::error::{Code, Error, Result};
use crate::hcpc;
use crate::privacy::{self, Finding, Kind, Own, Surety};
use crate::storage::files;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64_000_000;
/// The stack of what takes a foreign file apart.
const STACK: usize = 16 * 1024 * 1024;

/// What a file tells.
#[derive(Debug, Default)]
pub struct Told {
    /// All of it, a paragraph each.
    pub text: String,
    /// What is somebody's name or a place because of where it stands, by code points.
    marks: Vec<(Range<usize>, Kind, &'static str)>,
}

impl From<String> for Told {
    fn from(text: String) -> Self {
        Self { text, marks: Vec::new() }
    }
}

impl Told {
    fn paragraph(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(words);
        }
    }

    /// What the file says of itself under this heading.
    fn fact(&mut self, label: &str, words: &str) {
        let words = words.trim().trim_matches('\0');
        if !words.is_empty() {
            self.paragraph(&format!("{label}: {words}"));
        }
    }

    /// The same where the words are somebody's name or a place, whatever they read like.
    fn marked(&mut self, label: &str, words: &str, kind: Kind, why: &'static str) {
        let words = words.trim().trim_matches('\0').trim();
        if words.is_empty() {
            return;
        }
        self.fact(label, words);
        let end = self.text.chars().count();
        self.marks.push((end - words.chars().count()..end, kind, why));
    }

    fn author(&mut self, words: &str) {
        self.marked("Author", words, Kind::PersonName, "who made the file, as it says of itself");
    }
}

/// What the file at `path` tells.
///
/// # Errors
/// `invalid` for what is no text, Word file, PDF or picture, `refused` for what is too large, `disk`.
pub fn told_by(path: &Path) -> Result<Told> {
    let bytes = files::read_in(path, LARGEST)?;
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // Taken apart by itself: what a foreign file does to its reader ends there.
    let reader = std::thread::Builder::new().stack_size(STACK).spawn(move || told(&name, &bytes));
    let done = reader.map_err(Error::internal)?.join().unwrap_or_else(|_| Err(unread()));
    done?.ok_or_else(|| {
        Error::new(
            Code::Invalid,
            "This is neither text, a Word file (.docx), a PDF nor a picture. Nothing has been checked.",
        )
        .hint("Save its words as text, or paste them into --text-stdin.")
    })
}

/// What a file of this name and these bytes tells; `None` for what is no text, Word file, PDF or picture.
///
/// # Errors
/// `invalid`, `refused` for a Word file or a PDF that cannot be read.
pub(crate) fn told(name: &str, bytes: &[u8]) -> Result<Option<Told>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return word(bytes).map(Some);
    }
    let mut told = Told::default();
    told.paragraph(&spoken(name));
    if bytes.starts_with(b"%PDF-") {
        pdf(bytes, &mut told)?;
        return Ok(Some(told));
    }
    if chunks::read(bytes, &mut told) {
        return Ok(Some(told));
    }
    let text = !bytes.iter().take(8_000).any(|byte| *byte == 0) || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    Ok(text.then(|| Told::from(table::decode(bytes))))
}

/// What could tell who somebody is in it, from its beginning to its end.
pub fn scan(told: &Told, own: &Own) -> Vec<Finding> {
    let mut found = privacy::scan(&told.text, own);
    for (range, kind, why) in &told.marks {
        let value: String = told.text.chars().skip(range.start).take(range.len()).collect();
        let over = |one: &Finding| one.start < range.end && range.start < one.end;
        if !own.is_owner(&value) && !found.iter().any(|one| one.kind.is_own_client() && over(one)) {
            // The whole of it, not only what reads like it.
            found.retain(|one| one.kind != *kind || !over(one));
            found.push(Finding {
                start: range.start,
                end: range.end,
                kind: *kind,
                value,
                why: (*why).to_owned(),
                surety: Surety::Sure,
            });
        }
    }
    found.sort_by_key(|one| (one.start, one.end, one.kind));
    found
}

/// The name of a file as words: without its ending, signs between words as spaces.
pub(crate) fn spoken(name: &str) -> String {
    let stem = name
        .rsplit_once('.')
        .map_or(name, |(stem, ending)| if ending.len() <= 5 { stem } else { name });
    stem.replace(['_', '.'], " ")
}

fn word(bytes: &[u8]) -> Result<Told> {
    let parts: Vec<String> = docx::read(bytes)?
        .blocks
        .into_iter()
        .map(|block| match block {
            Block::Heading(_, words) | Block::Text(words) => words,
            Block::Table(rows) => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
        })
        .collect();
    let mut told = Told::from(parts.join("\n\n"));
    for author in docx::authors(bytes) {
        told.author(&author);
    }
    Ok(told)
}

fn pdf(bytes: &[u8], told: &mut Told) -> Result<()> {
    let (words, author) = hcpc::words_and_author(bytes).ok_or_else(unread)?;
    told.author(&author);
    told.paragraph(&words);
    Ok(())
}

fn unread() -> Error {
    Error::new(
        Code::Invalid,
        "This file cannot be read: it is damaged, or has a password of its own. Nothing has been checked.",
    )
    .hint("Open it in the program it was made with, and save it again without a password.")
}

#[cfg(test)]
mod tests;
