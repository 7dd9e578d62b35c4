//! What makes a drawn document a good one: its structure, its language, its bookmarks and links, its metadata.
//!
//! All of this is written with lopdf on what printpdf hands over, and replaces what that says about the same things. The
//! outcome claims PDF/UA-1 and PDF/A-2a, and depends on nothing but its input: the identifier in the trailer is a hash.

mod bookmarks;
mod icc;
mod links;
mod pictures;
mod structure;
mod write;
mod xmp;

use chrono::NaiveDateTime;
use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::Pictures;
use crate::error::PdfError;
use crate::model;
use crate::page::Laid;
pub(crate) use pictures::picture_name;
pub(crate) use structure::tag;

/// What the file says about itself.
pub(crate) struct Facts {
    pub(crate) title: String,
    author: Option<String>,
    subject: Option<String>,
    language: String,
    created: NaiveDateTime,
    /// Of everything that the document says.
    hash: Sha256,
}

impl Facts {
    pub(crate) fn of(document: &model::Document) -> Self {
        /// Strings in a PDF should stay far below 32,767 bytes.
        const LONGEST: usize = 1000;
        let line = |text: &str| -> String {
            let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
            let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            line.chars().filter(|letter| xmp::may_stand(*letter)).take(LONGEST).collect()
        };
        let optional = |text: &Option<String>| text.as_deref().map(line).filter(|text| !text.is_empty());
        let title = Some(line(&document.title)).filter(|title| !title.is_empty());
        Self {
            title: title.unwrap_or_else(|| "Document".to_owned()),
            author: optional(&document.author),
            subject: optional(&document.subject),
            language: language(&document.language),
            created: document.created,
            hash: hash(document),
        }
    }
}

/// The tag as it is when it looks like one, else English.
fn language(tag: &str) -> String {
    let looks_right = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let primary = tag.split('-').next().unwrap_or_default();
    let is_tag = primary.len() >= 2 && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_tag && tag.split('-').all(looks_right) {
        tag.to_owned()
    } else {
        "en-GB".to_owned()
    }
}

/// A hash of everything that the document says.
fn hash(document: &model::Document) -> Sha256 {
    struct Into256<'a>(&'a mut Sha256);
    impl std::fmt::Write for Into256<'_> {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.update(text);
            Ok(())
        }
    }
    let mut hash = Sha256::new();
    // Writing into a hash cannot fail.
    let _ = std::fmt::Write::write_fmt(&mut Into256(&mut hash), format_args!("{document:?}"));
    hash
}

/// Completes a document and writes it.
pub(crate) fn finish(mut file: Document, laid: &Laid, facts: &Facts, pictures: Pictures<'_>) -> Result<Vec<u8>, PdfError> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    if pages.len() != laid.pages.len() {
        return Err(PdfError::internal("finishing", "pages went missing"));
    }
    let links = links::write(&mut file, laid, &pages)?;
    let mut hash = facts.hash.clone();
    pictures::write(&mut file, laid, &pages, pictures, &mut hash)?;
    let structure = structure::write(&mut file, laid, &pages, &links)?;
    let outlines = bookmarks::write(&mut file, laid, &pages);

    let profile = file.add_object(Stream::new(dictionary! { "N" => 3 }, icc::srgb()));
    let metadata = Stream::new(
        dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") },
        xmp::packet(facts).into_bytes(),
    );
    // Read by programs that know nothing of PDF.
    let metadata = file.add_object(metadata.with_compression(false));

    let root = file.trailer.get(b"Root").and_then(Object::as_reference).map_err(failed)?;
    let catalog = file.get_dictionary_mut(root).map_err(failed)?;
    catalog.remove(b"PageLayout");
    catalog.set("PageMode", name(if outlines.is_some() { "UseOutlines" } else { "UseNone" }));
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
    }
    catalog.set("Lang", text(&facts.language));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    if laid.before > 0 {
        // What is printed at the foot of a page is what a reader calls it.
        let from = dictionary! { "S" => name("D"), "St" => i64::from(laid.before) + 1 };
        catalog.set("PageLabels", dictionary! { "Nums" => vec![0.into(), from.into()] });
    }
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", metadata);
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB"),
        "DestOutputProfile" => profile,
    };
    catalog.set("OutputIntents", vec![Object::from(intent)]);

    write_info(&mut file, facts)?;
    let identifier = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![identifier.clone(), identifier]);
    file.version = "1.7".to_owned();
    write::write(file)
}

/// The old table of properties, which some programs still show.
fn write_info(file: &mut Document, facts: &Facts) -> Result<(), PdfError> {
    let date = text(&facts.created.format("D:%Y%m%d%H%M%SZ").to_string());
    let mut info = dictionary! {
        "Title" => text(&facts.title),
        "Producer" => text(xmp::PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    for (key, value) in [("Author", &facts.author), ("Subject", &facts.subject)] {
        if let Some(value) = value {
            info.set(key, text(value));
        }
    }
    let id = file.trailer.get(b"Info").and_then(Object::as_reference).map_err(failed)?;
    file.set_object(id, info);
    Ok(())
}

fn failed(error: lopdf::Error) -> PdfError {
    PdfError::internal("finishing", error)
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A text string: plain where it can be, else UTF-16.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.into(), StringFormat::Literal);
    }
    let bytes = [0xFE, 0xFF]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
