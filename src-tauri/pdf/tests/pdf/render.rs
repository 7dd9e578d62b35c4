//! Documents of every kind come out whole: read by other programs than the one that wrote them.

use std::ops::ControlFlow;

use crate::common::{checked_text, columns, document, read_with, row};
use triptych_pdf::{Block, Column, Document, Inline, PdfError, render, render_with};

fn pages(bytes: &[u8]) -> usize {
    let told = read_with("pdfinfo", &[], bytes, &[]);
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .expect("a number of pages");
    line.trim().parse().expect("a number")
}

/// Words with their places must lie within the page's margins.
fn assert_nothing_overflows(bytes: &[u8]) {
    let told = read_with("pdftotext", &["-bbox"], bytes, &["-"]);
    let mut words = 0;
    for line in told.lines().filter(|line| line.trim_start().starts_with("<word")) {
        let number = |key: &str| -> f32 {
            let rest = line.split_once(&format!("{key}=\"")).expect("a place").1;
            rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")
        };
        words += 1;
        let inside = number("xMin") >= 70.0 && number("xMax") <= 530.0 && number("yMin") >= 30.0 && number("yMax") <= 815.0;
        assert!(inside, "{line}");
    }
    assert!(words > 0);
}

#[test]
fn an_empty_document_is_a_page() {
    let bytes = render(&Document {
        title: String::new(),
        author: None,
        ..document(Vec::new())
    })
    .expect("a file");
    assert_eq!(pages(&bytes), 1);
    assert!(checked_text(&bytes).contains("Page 1 of 1"));
    let empty = vec![
        Block::Paragraph(Vec::new()),
        Block::heading(1, " "),
        Block::List {
            ordered: true,
            items: vec![Vec::new()],
        },
        Block::Table {
            caption: None,
            columns: Vec::new(),
            rows: vec![Vec::new()],
        },
        Block::Table {
            caption: None,
            columns: columns(),
            rows: Vec::new(),
        },
        Block::Facts(Vec::new()),
        Block::Note {
            label: String::new(),
            text: Vec::new(),
        },
    ];
    assert!(checked_text(&render(&document(empty)).expect("a file")).contains("Activity"));
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let blocks = || vec![Block::heading(1, "One"), Block::paragraph("Text with العلاج and 🙂.")];
    let first = render(&document(blocks())).expect("a file");
    assert_eq!(first, render(&document(blocks())).expect("a file"));
    let mut other = blocks();
    other.push(Block::Rule);
    assert_ne!(first, render(&document(other)).expect("a file"));
}

#[test]
fn letters_of_many_scripts_can_be_taken_out_again() {
    let lines = [
        "Tŷ’r Cerddor, ŵyth o’r gloch",
        "Tha e brèagha an-diugh",
        "ἄνθρωπος και μουσική",
        "музыкальная терапия",
        "Zażółć gęślą jaźń",
        "שלום עולם",
        "موسيقى",
        "office, fjord, waffle",
        "♪♭♯✓→🙂🎹",
    ];
    let blocks = lines.iter().map(|line| Block::paragraph(*line)).collect();
    let text = checked_text(&render(&document(blocks)).expect("every script has a font"));
    for line in lines {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn letters_without_a_font_are_named_with_their_place() {
    let table = Block::Table {
        caption: Some("Activities".into()),
        columns: columns(),
        rows: vec![row(&["1", "a 語 b", "2"])],
    };
    let error = render(&document(vec![Block::paragraph("Ein 漢 und 漢"), table])).expect_err("no font has them");
    let PdfError::Unprintable(unprintable) = &error else {
        panic!("{error}")
    };
    assert_eq!(unprintable.total, 2);
    assert_eq!(unprintable.letters[0].letter, '漢');
    assert_eq!(unprintable.letters[0].place, "the paragraph “Ein 漢 und 漢”");
    assert_eq!(unprintable.letters[1].place, "the table “Activities”, row 1, “Activity”, “a 語 b”");
    assert!(error.to_string().contains("漢 (U+6F22)"));
}

#[test]
fn five_thousand_rows_keep_their_heads() {
    let rows = (1..=5000)
        .map(|number| row(&["01/02/2025", &format!("Activity number {number}"), "60"]))
        .collect();
    let bytes = render(&document(vec![Block::Table {
        caption: None,
        columns: columns(),
        rows,
    }]))
    .expect("a file");
    let text = checked_text(&bytes);
    let numbers: Vec<usize> = text
        .lines()
        .filter_map(|line| line.strip_prefix("Activity number ")?.parse().ok())
        .collect();
    assert_eq!(numbers, (1..=5000).collect::<Vec<_>>());
    assert_eq!(text.matches("Minutes").count(), pages(&bytes));
}

#[test]
fn a_row_taller_than_a_page_goes_on() {
    let words: Vec<String> = (1..=3000).map(|number| format!("word{number}")).collect();
    let rows = vec![
        row(&["before", "a row", "1"]),
        row(&["tall", &words.join(" "), "2"]),
        row(&["after", "a row", "3"]),
    ];
    let bytes = render(&document(vec![Block::Table {
        caption: None,
        columns: columns(),
        rows,
    }]))
    .expect("a file");
    let text = checked_text(&bytes);
    assert!(words.iter().all(|word| text.contains(word.as_str())));
    assert!(text.contains("after"));
    assert!(pages(&bytes) > 3);
    assert_nothing_overflows(&bytes);
}

#[test]
fn what_is_too_large_is_cut_and_never_lost() {
    let long = "wide".repeat(100);
    let huge = "A title without end. ".repeat(500);
    let narrow: Vec<Column> = (0..12).map(|_| Column::new("Unbreakable", 1)).collect();
    let blocks = vec![
        Block::Paragraph(vec!["before ".into(), Inline::Strong(long.clone()), " after".into()]),
        Block::heading(1, long.clone()),
        Block::List {
            ordered: false,
            items: vec![vec![Inline::text(long.clone())]],
        },
        Block::Facts(vec![
            (long.clone(), vec![Inline::text(long.clone())]),
            (huge.clone(), vec!["value".into()]),
        ]),
        Block::Note {
            label: long.clone(),
            text: vec![Inline::text(huge.repeat(4))],
        },
        Block::Table {
            caption: Some(huge.clone()),
            columns: narrow,
            rows: vec![row(&[long.as_str(); 12])],
        },
        Block::Table {
            caption: None,
            columns: vec![Column::new(huge.as_str(), 1), Column::new("b", 0)],
            rows: vec![row(&["c", "d", "left over"]); 3],
        },
    ];
    let bytes = render(&Document {
        running_header: Some(huge.clone()),
        title: huge,
        ..document(blocks)
    })
    .expect("a file");
    let text = checked_text(&bytes);
    assert!(text.contains("left over"));
    assert_nothing_overflows(&bytes);
}

#[test]
fn progress_is_told_and_can_stop() {
    let blocks = vec![Block::paragraph("A line of text. ".repeat(4000))];
    let mut told = Vec::new();
    let made = render_with(&document(blocks.clone()), &mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    });
    let last = told.last().expect("at least one report");
    assert_eq!(Some(last.pages), last.total);
    assert_eq!(last.pages, pages(&made.expect("a file")));
    for stop_at in [0, told.len() / 2, told.len() - 1] {
        let mut calls = 0;
        let stopped = render_with(&document(blocks.clone()), &mut |_| {
            calls += 1;
            if calls > stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped, Err(PdfError::Cancelled));
    }
}

#[test]
fn a_model_survives_json() {
    let blocks = vec![
        Block::Table {
            caption: None,
            columns: columns(),
            rows: vec![row(&["a", "b", "c"])],
        },
        Block::Paragraph(vec![Inline::Link {
            text: "a".into(),
            address: "https://example.org".into(),
        }]),
        Block::Rule,
    ];
    let before = document(blocks);
    let json = serde_json::to_string(&before).expect("a document can be written");
    assert_eq!(before, serde_json::from_str(&json).expect("and read"));
}
