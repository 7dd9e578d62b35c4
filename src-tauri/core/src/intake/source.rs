//! What was pasted or chosen, read into tables and pieces of text.
//!
//! What always holds: a file is known by what is in it and not by its name alone; what is read has a limit; a folder is read
//! in the order of its names, and what in it is no Markdown is counted.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};

use super::docx::{self, Block};
use super::model::{Division, Source};
use super::table::{self, Table};
use crate::error::{Code, Error, Result};
use crate::storage::files;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64_000_000;
/// The most files of a folder, and the most pieces of all texts.
pub(super) const PIECES: usize = 2_000;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Matter {
    /// Of the file or folder.
    pub(super) name: String,
    /// Lists with columns.
    pub(super) tables: Vec<Table>,
    /// Texts, a file each.
    pub(super) scripts: Vec<Script>,
    /// What was not read, in sentences.
    pub(super) told: Vec<String>,
    /// The files themselves, where they are asked for: one, or one for each text of a folder.
    pub(super) originals: Vec<Original>,
}

/// A file as it is, or what was pasted.
#[derive(Debug)]
pub(super) struct Original {
    /// Its name; empty for what was pasted.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The text of one file.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// The file's name without its ending.
    pub(super) name: String,
    /// Day it was last written to.
    pub(super) day: Option<NaiveDate>,
    /// What its front matter says.
    pub(super) title: Option<String>,
    /// What its front matter says.
    pub(super) date: Option<String>,
    /// Headings and text, in order.
    pub(super) blocks: Vec<Block>,
}

/// A record's worth of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) script: usize,
    pub(super) heading: Option<&'a str>,
    pub(super) text: String,
}

/// Reads what was pasted or chosen; with `keep` the files themselves are handed on too.
///
/// # Errors
/// `invalid` when it is nothing that can be read, `refused` when it is too large, `disk`.
pub(super) fn read(source: &Source, keep: bool) -> Result<Matter> {
    match source {
        Source::Text { text } => {
            if text.len() as u64 > LARGEST {
                return Err(too_much());
            }
            let mut matter = Matter::default();
            matter.take_text("", text);
            matter.keep(keep, "", || text.clone().into_bytes());
            Ok(matter)
        }
        Source::File { path } => {
            let path = Path::new(path);
            if path.is_dir() {
                return folder(path, keep);
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let mut matter = Matter {
                name: name.clone(),
                ..Matter::default()
            };
            let bytes = files::read_in(path, LARGEST)?;
            matter.take_file(&name, &bytes)?;
            for script in &mut matter.scripts {
                script.day = day_of(path);
            }
            matter.keep(keep, &name, || bytes);
            Ok(matter)
        }
    }
}

fn too_much() -> Error {
    Error::new(
        Code::Refused,
        "This is more than 64 MB, which is more than can be read at once. Nothing has been changed.",
    )
    .hint("Divide it into smaller parts.")
}

fn day_of(path: &Path) -> Option<NaiveDate> {
    let moment = std::fs::metadata(path).and_then(|found| found.modified()).ok()?;
    Some(DateTime::<Utc>::from(moment).date_naive())
}

fn stem(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn folder(path: &Path, keep: bool) -> Result<Matter> {
    let failed = |cause: std::io::Error| Error::disk("reading the folder", &cause);
    let mut names = Vec::new();
    let mut others = 0;
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let name = entry.map_err(failed)?.path();
        let ending = name.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if ["md", "markdown", "txt"].contains(&ending.as_str()) && name.is_file() {
            names.push(name);
        } else if !name.file_name().unwrap_or_default().to_string_lossy().starts_with('.') {
            others += 1;
        }
    }
    names.sort();
    let mut matter = Matter {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        ..Matter::default()
    };
    if names.is_empty() {
        return Err(Error::new(
            Code::Invalid,
            "There are no Markdown or text files in this folder. Nothing has been changed.",
        )
        .hint("Choose the folder that holds the files themselves."));
    }
    if names.len() > PIECES {
        matter
            .told
            .push(format!("The folder holds {} files; the first {PIECES} are shown.", names.len()));
        names.truncate(PIECES);
    }
    if others > 0 {
        matter.told.push(format!(
            "{} in the folder {} no Markdown or text file and {} not read.",
            if others == 1 {
                "One thing".to_owned()
            } else {
                format!("{others} things")
            },
            if others == 1 { "is" } else { "are" },
            if others == 1 { "is" } else { "are" },
        ));
    }
    let mut left = LARGEST;
    for name in names {
        let bytes = files::read_in(&name, left)?;
        left = left.saturating_sub(bytes.len() as u64);
        let mut script = markdown(&stem(&name.to_string_lossy()), &table::decode(&bytes));
        script.day = day_of(&name);
        matter.scripts.push(script);
        let called = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
        matter.keep(keep, &called, || bytes);
    }
    Ok(matter)
}

impl Matter {
    fn keep(&mut self, wanted: bool, name: &str, bytes: impl FnOnce() -> Vec<u8>) {
        if wanted {
            self.originals.push(Original {
                name: name.to_owned(),
                bytes: bytes(),
            });
        }
    }

    fn take_file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if bytes.starts_with(b"PK\x03\x04") {
            // Both are zips; the name says which, and where it does not, the contents do.
            return match ending.as_str() {
                "xlsx" | "xlsm" => self.take_sheets(bytes),
                "docx" | "docm" => self.take_word(name, bytes),
                _ => self.take_word(name, bytes).or_else(|_| self.take_sheets(bytes)),
            };
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Error::new(
                Code::Invalid,
                "This is a file of an old office program (.doc, .xls), or one with a password. Nothing has been changed.",
            )
            .hint("Open it in your office program and save it as .docx, .xlsx or .csv without a password."));
        }
        if bytes.starts_with(b"%PDF") {
            return Err(Error::new(
                Code::Invalid,
                "This is a PDF, which cannot be read as text. Nothing has been changed.",
            )
            .hint("Copy the text from it and paste it here."));
        }
        let text = table::decode(bytes);
        if text.contains('\0') {
            return Err(Error::new(
                Code::Invalid,
                "This is not a text, a list or a Word file. Nothing has been changed.",
            )
            .hint("Choose a .docx, .xlsx, .csv, .md or .txt file."));
        }
        if ["md", "markdown"].contains(&ending.as_str()) {
            self.scripts.push(markdown(&stem(name), &text));
            return Ok(());
        }
        self.take_text(&stem(name), &text);
        Ok(())
    }

    fn take_text(&mut self, name: &str, text: &str) {
        self.tables
            .extend(table::divided(text).filter(|table| table.rows.len() > 1 || table.width() > 2));
        if !text.trim().is_empty() {
            self.scripts.push(markdown(name, text));
        }
    }

    fn take_sheets(&mut self, bytes: &[u8]) -> Result<()> {
        let (tables, unread) = table::sheets(bytes)?;
        self.tables = tables;
        for name in unread {
            self.told
                .push(format!("The sheet “{name}” holds no cells that can be read, such as a chart."));
        }
        Ok(())
    }

    fn take_word(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let document = docx::read(bytes)?;
        for (what, count) in [
            ("picture or drawing", document.pictures),
            ("footnote, endnote or comment", document.notes),
        ] {
            if count > 0 {
                let plural = if count == 1 {
                    String::new()
                } else {
                    format!(" (and {} more)", count - 1)
                };
                self.told.push(format!("There is a {what}{plural} in the file, which is not read."));
            }
        }
        let mut blocks = Vec::new();
        for block in document.blocks {
            if let Block::Table(rows) = block {
                // In a text it is a list of its rows; the table itself is offered beside.
                for row in &rows {
                    let cells: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
                    blocks.push(Block::Text(format!("- {}", cells.join("; ").replace('\n', " "))));
                }
                let number = self.tables.len() + 1;
                let table = Table::new(&format!("Table {number}"), rows);
                if table.rows.len() > 1 {
                    self.tables.push(table);
                }
            } else {
                blocks.push(block);
            }
        }
        self.scripts.push(Script {
            name: stem(name),
            blocks,
            ..Script::default()
        });
        Ok(())
    }

    /// The texts, divided; at most `PIECES`.
    pub(super) fn pieces(&self, division: Division) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        for (at, script) in self.scripts.iter().enumerate() {
            script.divide(at, division, &mut pieces);
        }
        pieces.truncate(PIECES);
        pieces
    }

    /// A record for each heading where a file has several of the highest kind, else for each file.
    pub(super) fn likely(&self) -> Division {
        if self.scripts.iter().any(|script| script.count_of_highest() > 1) {
            Division::Heading
        } else {
            Division::File
        }
    }
}

impl Script {
    fn highest(&self) -> Option<usize> {
        let levels = self.blocks.iter().filter_map(|block| match block {
            Block::Heading(level, _) => Some(*level),
            _ => None,
        });
        levels.min()
    }

    fn count_of_highest(&self) -> usize {
        let highest = self.highest();
        let headings = self
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Heading(level, _) if Some(*level) == highest));
        headings.count()
    }

    fn divide<'a>(&'a self, at: usize, division: Division, pieces: &mut Vec<Piece<'a>>) {
        // One heading of the highest kind is the file's title: what is below it may still be divided by the next kind.
        let divides = match division {
            Division::Heading => self.highest(),
            Division::File => None,
        };
        let (mut heading, mut text) = (None, String::new());
        let mut keep = |heading: Option<&'a str>, text: &mut String| {
            let words = std::mem::take(text).trim().to_owned();
            if heading.is_some() || !words.is_empty() {
                pieces.push(Piece {
                    script: at,
                    heading,
                    text: words,
                });
            }
        };
        for (number, block) in self.blocks.iter().enumerate() {
            match block {
                Block::Heading(level, words) if Some(*level) == divides => {
                    keep(heading, &mut text);
                    heading = Some(words.as_str());
                }
                Block::Heading(_, words) if divides.is_none() && number == 0 => heading = Some(words.as_str()),
                Block::Heading(level, words) => text.push_str(&format!("{} {words}\n\n", "#".repeat((*level).clamp(1, 6)))),
                Block::Text(words) => {
                    // Items of one list stand together.
                    let item = |text: &str| text.trim_start().starts_with("- ");
                    if item(words) && text.trim_end().lines().next_back().is_some_and(item) {
                        text.truncate(text.trim_end().len());
                        text.push('\n');
                    }
                    text.push_str(words);
                    text.push_str("\n\n");
                }
                Block::Table(_) => {}
            }
        }
        keep(heading, &mut text);
    }
}

/// A Markdown or plain text: its front matter, its headings, the rest as it is.
fn markdown(name: &str, text: &str) -> Script {
    let mut script = Script {
        name: name.to_owned(),
        ..Script::default()
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut body = text.as_str();
    if let Some((front, rest)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        let value = |key: &str| {
            let line = front
                .lines()
                .find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'))?;
            Some(line.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
        };
        (script.title, script.date) = (value("title"), value("date"));
        body = rest;
    }
    let (mut fenced, mut words) = (false, String::new());
    let keep = |words: &mut String, blocks: &mut Vec<Block>| {
        let text = std::mem::take(words);
        if !text.trim().is_empty() {
            blocks.push(Block::Text(text.trim_matches('\n').to_owned()));
        }
    };
    for line in body.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if !fenced && (1..=6).contains(&level) && line[level..].starts_with(' ') {
            keep(&mut words, &mut script.blocks);
            let heading = line[level..].trim().trim_end_matches('#').trim_end();
            script.blocks.push(Block::Heading(level, heading.to_owned()));
        } else {
            words.push_str(line);
            words.push('\n');
        }
    }
    keep(&mut words, &mut script.blocks);
    script
}
