//! Whatever somebody writes: either a file, or the letters that cannot be printed, and never a panic.

use crate::common::document;
use proptest::prelude::*;
use triptych_pdf::{Align, Block, Column, Elsewhere, Inline, PdfError, render};

/// Text with more than its share of what usually breaks things. Wild letters, which mostly no font has, are rare, so that
/// most documents come out.
fn any_text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\u{0}",
        "\r\n",
        "\u{202E}",
        "\u{2066}",
        "\u{200D}",
        "\u{FE0F}",
        "\u{301}",
        "\u{AD}",
        "\u{FEFF}",
        "שלום",
        "العربية",
        "لا",
        "👩🏽\u{200D}🎨",
        "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
        "क्षि",
        "ਪੰਜਾਬੀ",
        " ",
        "\u{A0}",
        "\u{2009}",
        "ﬁ",
        "Ǆ",
        "(",
        "«",
        "3",
        "\t",
        "Ж",
        "ἄ",
        "\u{2011}",
        "<&>",
    ]);
    let tame = prop_oneof![nasty.prop_map(str::to_owned), "[a-zA-Z ŵŷéàß’–-]{0,40}"];
    let wild = prop_oneof![
        Just("漢\u{FFFF}\u{E000}".to_owned()),
        "\\PC{0,12}",
        any::<char>().prop_map(String::from)
    ];
    let texts = |part| prop::collection::vec(part, 0..8).prop_map(|parts: Vec<String>| parts.concat());
    prop_oneof![80 => texts(tame.boxed()), 1 => texts(wild.boxed())]
}

fn any_inline() -> impl Strategy<Value = Inline> {
    (any_text(), any_text(), 0..5).prop_map(|(text, other, kind)| match kind {
        0 => Inline::Text(text),
        1 => Inline::Strong(text),
        2 => Inline::Emphasis(text),
        3 => Inline::Jump { text, to: "a".into() },
        _ => Inline::Link {
            text,
            address: format!("https://{other}"),
        },
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    let inlines = || prop::collection::vec(any_inline(), 0..4);
    let rows = prop::collection::vec(prop::collection::vec(inlines(), 0..5), 0..6);
    let column = (any_text(), any::<u32>(), 0..3usize)
        .prop_map(|(title, width, align)| Column::new(title, width).aligned([Align::Start, Align::End, Align::Centre][align]));
    prop_oneof![
        (any::<u8>(), any_text()).prop_map(|(level, text)| Block::Heading { level, text }),
        inlines().prop_map(Block::Paragraph),
        (any::<bool>(), prop::collection::vec(inlines(), 0..4)).prop_map(|(ordered, items)| Block::List { ordered, items }),
        (any_text(), prop::collection::vec(column, 0..4), rows).prop_map(|(caption, columns, rows)| Block::Table {
            caption: Some(caption),
            columns,
            rows
        }),
        prop::collection::vec((any_text(), inlines()), 0..3).prop_map(Block::Facts),
        (any_text(), inlines()).prop_map(|(label, text)| Block::Note { label, text }),
        Just(Block::Rule),
        Just(Block::PageBreak),
        (any_text(), any::<u32>()).prop_map(|(text, page)| Block::Contents {
            before: vec![Elsewhere { text, page }],
            after: Vec::new(),
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_a_file_or_a_list_of_letters(title in any_text(), language in any_text(), blocks in prop::collection::vec(any_block(), 0..8)) {
        let mut whole = document(blocks);
        whole.title = title;
        whole.language = language;
        match render(&whole) {
            Ok(bytes) => {
                prop_assert!(bytes.starts_with(b"%PDF-1.7"));
                // A stream that ends with a carriage return looks a byte too long to strict readers.
                prop_assert!(!bytes.windows(11).any(|window| window == b"\r\nendstream"));
                let read = lopdf::Document::load_mem(&bytes);
                prop_assert!(read.is_ok(), "{:?}", read.err());
            }
            Err(PdfError::Unprintable(unprintable)) => {
                let text = format!("{whole:?}");
                let debugged = |letter: char| letter.escape_debug().to_string();
                prop_assert!(unprintable.total > 0);
                for missing in unprintable.letters {
                    prop_assert!(text.contains(&debugged(missing.letter)) || text.contains(missing.letter), "{missing:?}");
                }
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
    }
}
