//! Word files (ECMA-376, WordprocessingML): headings, paragraphs, lists, emphasis and tables.
//!
//! What always holds: what was struck out by a tracked change is not read; what is not words (pictures, notes at the foot,
//! comments) is counted, so that it can be said; a part is unpacked up to `PART` bytes and no further.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::error::{Code, Error, Result};

/// The most bytes one part of a file is unpacked to.
const PART: u64 = 64_000_000;

/// A piece of the text, as Markdown but for tables and headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Level from 1, and its words.
    Heading(usize, String),
    /// A paragraph, an item of a list or a quotation.
    Text(String),
    /// Rows of cells.
    Table(Vec<Vec<String>>),
}

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    pub(super) pictures: usize,
    pub(super) notes: usize,
}

/// Reads a `.docx` file's bytes.
///
/// # Errors
/// `invalid` when it is none, `refused` when it unpacks to too much.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_word())?;
    let text = part(&mut zip, "word/document.xml")?.ok_or_else(not_word)?;
    let styles = part(&mut zip, "word/styles.xml")?.map(|text| styles(&text)).unwrap_or_default();
    let mut reading = Reading {
        styles,
        ..Reading::default()
    };
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|_| not_word())? {
            Event::Eof => break,
            Event::Start(tag) => reading.start(&tag),
            Event::Empty(tag) => {
                reading.start(&tag);
                reading.end(tag.local_name().as_ref());
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref()),
            Event::Text(text) => reading.text(&text.xml10_content()),
            Event::CData(text) => reading.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => Some(letter.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name.into_inner()).map(str::to_owned),
                };
                reading.text(&letter.unwrap_or_default());
            }
            _ => {}
        }
    }
    Ok(reading.document)
}

/// Who wrote it and who saved it last, as the file says of itself; nobody for what cannot be read.
pub(super) fn authors(bytes: &[u8]) -> Vec<String> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let Ok(Some(properties)) = part(&mut zip, "docProps/core.xml") else {
        return Vec::new();
    };
    let mut authors: Vec<String> = Vec::new();
    let (mut reader, mut here) = (Reader::from_str(&properties), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => here = matches!(tag.local_name().as_ref(), "creator" | "lastModifiedBy"),
            Ok(Event::End(_)) => here = false,
            Ok(Event::Text(text)) if here => {
                let name = text.xml10_content().trim().to_owned();
                if !name.is_empty() && !authors.contains(&name) {
                    authors.push(name);
                }
            }
            Ok(Event::Eof) | Err(_) => return authors,
            _ => {}
        }
    }
}

fn not_word() -> Error {
    Error::new(
        Code::Invalid,
        "This is not a Word file that can be read (.docx), or it needs a password. Nothing has been changed.",
    )
    .hint("Open it in your word processor and save it as a Word document (.docx) without a password, or copy the text and paste it here.")
}

/// A part of the file as text; `None` when there is none of that name.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>> {
    let Ok(member) = zip.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    let read = member.take(PART + 1).read_to_string(&mut text).map_err(|_| not_word())?;
    if read as u64 > PART {
        return Err(Error::new(
            Code::Refused,
            "This file holds more text than can be read at once (64 MB). Nothing has been changed.",
        )
        .hint("Divide it into smaller files."));
    }
    Ok(Some(text))
}

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy)]
enum Style {
    Heading(usize),
    Item,
}

/// The styles that mean something, by their ids: names are in the writer's language, levels are not.
fn styles(text: &str) -> HashMap<String, Style> {
    let mut styles = HashMap::new();
    let (mut reader, mut id) = (Reader::from_str(text), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "style" => id = value(&tag, "styleId"),
                "name" => {
                    let name = value(&tag, "val").to_lowercase();
                    let level = name.strip_prefix("heading ").and_then(|number| number.trim().parse().ok());
                    if let Some(level) = level.or_else(|| (name == "title").then_some(1)) {
                        styles.insert(id.clone(), Style::Heading(level));
                    }
                }
                "outlineLvl" => {
                    if let Some(level) = value(&tag, "val").parse::<usize>().ok().filter(|level| *level < 9) {
                        styles.entry(id.clone()).or_insert(Style::Heading(level + 1));
                    }
                }
                "numPr" => {
                    styles.entry(id.clone()).or_insert(Style::Item);
                }
                _ => {}
            },
            _ => {}
        }
    }
    styles
}

fn value(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().flatten().find(|one| one.key.local_name().as_ref() == name);
    found
        .and_then(|one| one.normalized_value(XmlVersion::Implicit1_0).ok())
        .map(|value| value.into_owned())
        .unwrap_or_default()
}

/// Words in one manner of emphasis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Run {
    text: String,
    bold: bool,
    italic: bool,
}

#[derive(Debug, Default)]
struct Paragraph {
    runs: Vec<Run>,
    heading: Option<usize>,
    /// How deep in a list.
    item: Option<usize>,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
    cell: String,
}

#[derive(Default)]
struct Reading {
    document: Document,
    styles: HashMap<String, Style>,
    /// Text boxes lie within paragraphs, tables within cells.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    run: Run,
    in_run: bool,
    in_words: bool,
    /// Depth within what is not read: a fallback of something that was read already.
    skipped: usize,
}

impl Reading {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let local = tag.local_name();
        let name: &str = local.as_ref();
        if self.skipped > 0 || name == "Fallback" {
            self.skipped += 1;
            return;
        }
        let on = || !["0", "false", "none"].contains(&value(tag, "val").as_str());
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pStyle" => {
                let style = self.styles.get(&value(tag, "val"));
                if let (Some(paragraph), Some(style)) = (self.paragraphs.last_mut(), style) {
                    match style {
                        Style::Heading(level) => paragraph.heading = Some(*level),
                        Style::Item => paragraph.item = Some(0),
                    }
                }
            }
            "outlineLvl" => {
                let level = value(tag, "val").parse::<usize>().ok().filter(|level| *level < 9);
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.heading = level.map(|level| level + 1).or(paragraph.heading);
                }
            }
            "ilvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.item = Some(value(tag, "val").parse().unwrap_or(0));
                }
            }
            "r" => (self.in_run, self.run) = (true, Run::default()),
            "b" if self.in_run => self.run.bold = on(),
            "i" if self.in_run => self.run.italic = on(),
            "t" => self.in_words = true,
            "tab" if self.in_run => self.run.text.push(' '),
            "br" | "cr" if self.in_run => self.run.text.push('\n'),
            "noBreakHyphen" => self.run.text.push('-'),
            "drawing" | "pict" | "object" => self.document.pictures += 1,
            "footnoteReference" | "endnoteReference" | "commentReference" => self.document.notes += 1,
            "tbl" => self.tables.push(Table::default()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_words && self.skipped == 0 {
            self.run.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" => self.in_words = false,
            "r" => {
                self.in_run = false;
                let run = std::mem::take(&mut self.run);
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    match paragraph.runs.last_mut() {
                        Some(last) if (last.bold, last.italic) == (run.bold, run.italic) => last.text.push_str(&run.text),
                        _ => paragraph.runs.push(run),
                    }
                }
            }
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.keep(&paragraph);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell);
                    table.row.push(cell.trim().to_owned());
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    let row = std::mem::take(&mut table.row);
                    table.rows.push(row);
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    match self.tables.last_mut() {
                        // A table in a cell is words of that cell.
                        Some(outer) => {
                            let words: Vec<String> = table.rows.iter().map(|row| row.join(" ")).collect();
                            outer.cell.push_str(&words.join("\n"));
                        }
                        None => self.document.blocks.push(Block::Table(table.rows)),
                    }
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, paragraph: &Paragraph) {
        let plain: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
        if let Some(table) = self.tables.last_mut() {
            table.cell.push_str(plain.trim());
            table.cell.push('\n');
            return;
        }
        if plain.trim().is_empty() {
            return;
        }
        let block = match (paragraph.heading, paragraph.item) {
            (Some(level), _) => Block::Heading(level, plain.split_whitespace().collect::<Vec<_>>().join(" ")),
            (None, Some(depth)) => Block::Text(format!("{}- {}", "  ".repeat(depth.min(5)), markdown(&paragraph.runs).trim_start())),
            (None, None) => Block::Text(markdown(&paragraph.runs)),
        };
        self.document.blocks.push(block);
    }
}

/// Words with their emphasis, in which nothing else means anything.
fn markdown(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let words = run.text.trim();
        let mark = match (run.bold, run.italic) {
            _ if words.is_empty() => "",
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        // Marks stand at words, never at blanks; over a line break they would not hold.
        let mark = if words.contains('\n') { "" } else { mark };
        let begin = run.text.len() - run.text.trim_start().len();
        let end = run.text.trim_end().len().max(begin);
        out.push_str(&run.text[..begin]);
        out.push_str(mark);
        out.push_str(&escape(words));
        out.push_str(mark);
        out.push_str(&run.text[end..]);
    }
    out.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Letters that would mean something, told that they do not.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '\\' | '*' | '_' | '`' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A line whose beginning would make it a heading, a list or a quotation, told that it is none.
fn line(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.starts_with(['#', '>', '+', '-', '=', '~']) {
        return format!("\\{text}");
    }
    if (1..10).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text.to_owned()
}
