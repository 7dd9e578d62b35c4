//! Markdown as somebody writes it: kept, exported, printed.

use chrono::NaiveDate;
use triptych_core::hcpc;
use triptych_core::record::{self, Content, Kind, Record, Section};
use triptych_core::storage::files;
use triptych_pdf::{Block, Document, Inline, PdfError};

pub(super) fn try_bytes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    exported(&text);
    named(&text);
    printed(&text);
}

/// The record as a Markdown file holds the text as it was written.
fn exported(text: &str) {
    let content: Content =
        serde_json::from_value(serde_json::json!({ "kind": "reflection", "date": "2026-11-20" })).expect("the least there is");
    let record = Record {
        id: "an-id".to_owned(),
        version: 1,
        content: Content {
            sections: vec![Section {
                stage: "text".to_owned(),
                text: text.to_owned(),
            }],
            ..content
        },
        shown_title: record::first_words(text),
        draft: true,
        closed: false,
        binned_at: None,
        created_at: "2026-11-20T10:00:00.000Z".to_owned(),
        updated_at: "2026-11-20T10:00:00.000Z".to_owned(),
        echo: None,
        additions: Vec::new(),
        tags: Vec::new(),
        links: Vec::new(),
        warnings: Vec::new(),
        stage_names: std::collections::BTreeMap::new(),
        called: record::Called::default(),
    };
    let file = record::markdown_of(&record);
    assert!(
        file.starts_with("# ") && file.ends_with('\n'),
        "a heading, and a last line that ends"
    );
    assert!(
        file.contains(text.trim_end()) || text.trim().is_empty(),
        "the text is in it as it was written"
    );
    assert!(file.contains(Kind::Reflection.name()));
}

/// The first words, as a title and as a file's name.
fn named(text: &str) {
    let title = record::first_words(text);
    assert!(title.chars().count() <= 141 && !title.contains('\n'), "one line of bounded length");
    let name = files::safe_name(&title);
    assert!(!name.is_empty() && name.chars().count() <= 80, "a name of bounded length");
    assert!(
        !name.contains(['/', '\\', '\0', ':']) && !name.starts_with('.'),
        "a name that stays where it is put"
    );
}

/// The text as the profile prints it: any of it, or the letters that cannot be printed.
fn printed(text: &str) {
    let blocks = hcpc::markdown::blocks(text);
    let length: usize = blocks.iter().map(length).sum();
    assert!(length <= 8 * text.len() + 64, "{length} bytes out of {}", text.len());
    let words = usize::try_from(hcpc::count_words(text)).expect("a small number");
    assert!(words <= text.len(), "no more words than letters");
    // Setting type takes milliseconds: short texts are enough to find what it cannot do.
    if text.len() > 600 {
        return;
    }
    let document = Document {
        title: "A profile".to_owned(),
        language: "en-GB".to_owned(),
        created: NaiveDate::from_ymd_opt(2026, 11, 22)
            .expect("a day")
            .and_time(chrono::NaiveTime::MIN),
        blocks,
        ..Document::default()
    };
    match triptych_pdf::render(&document) {
        Ok(pdf) => assert!(
            pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"),
            "a whole file"
        ),
        Err(PdfError::Unprintable(letters)) => assert!(letters.total > 0),
        Err(other) => panic!("{other}"),
    }
}

fn length(block: &Block) -> usize {
    let of = |line: &[Inline]| line.iter().map(|inline| inline.as_str().len()).sum::<usize>();
    match block {
        Block::Paragraph(line) => of(line),
        Block::List { items, .. } => items.iter().map(|line| of(line)).sum(),
        other => panic!("Markdown makes no {other:?}"),
    }
}
