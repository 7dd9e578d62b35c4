//! A finished file for a word processor, read again by other means than it was made with.
//!
//! What always holds: every part of the file is read, with its header, its footer and what it says of itself; a paragraph is a
//! line; nothing is taken from how it was made.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Every text in it. `None` for what is none.
pub(super) fn words_of(file: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let mut words = String::new();
    for at in 0..archive.len() {
        let mut xml = String::new();
        let mut part = archive.by_index(at).ok()?;
        // What leads from part to part says nothing, but where a link goes.
        let relations = part.name().is_ok_and(|name| name.ends_with(".rels"));
        part.read_to_string(&mut xml).ok()?;
        read(&xml, relations, &mut words)?;
    }
    Some(words)
}

fn read(xml: &str, relations: bool, words: &mut String) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            // What parts two words without being one.
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), "tab" | "br") => words.push(' '),
            Event::Start(tag) | Event::Empty(tag) => said_by(&tag, relations, words),
            Event::Text(text) => words.push_str(&text.xml10_content()),
            Event::CData(text) => words.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => words.push(letter),
                _ => words.push_str(resolve_predefined_entity(&name.into_inner()).unwrap_or_default()),
            },
            // Runs of a paragraph are one line; everything else stands by itself.
            Event::End(tag) if !matches!(tag.local_name().as_ref(), "t" | "r") => words.push('\n'),
            _ => {}
        }
    }
    words.push('\n');
    Some(())
}

/// Words in attributes: where a link leads, what stands for a picture. All others are numbers and names of Office Open XML.
fn said_by(tag: &BytesStart<'_>, relations: bool, words: &mut String) {
    let attribute = |key: &str| matches!(key, "descr" | "title" | "tooltip") || relations && key == "Target";
    for one in tag.attributes().flatten().filter(|one| attribute(one.key.local_name().as_ref())) {
        words.push('\n');
        words.push_str(&unescape(&one.value).unwrap_or_default());
        words.push('\n');
    }
}
