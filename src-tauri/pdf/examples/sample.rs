//! Writes a document that has some of everything, to be looked at: `cargo run -p triptych-pdf --example sample FILE`.
//! With a number after it, a document of about so many pages, and how long each took to make.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Instant;

use chrono::NaiveDate;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use triptych_pdf::{Align, Block, Column, Document, Figure, Inline, Shown, render_pictured};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let document = match arguments.next() {
        Some(pages) => long(pages.parse()?),
        None => sample(),
    };
    let mut times = Vec::new();
    for _ in 0..if document.blocks.len() > 60 { 7 } else { 1 } {
        let start = Instant::now();
        let bytes = render_pictured(&document, &mut picture, &mut |_| ControlFlow::Continue(()))?;
        times.push(start.elapsed().as_millis());
        std::fs::write(&file, bytes)?;
    }
    #[allow(clippy::print_stdout, reason = "an example is read in a terminal")]
    {
        println!("{times:?} ms");
    }
    Ok(())
}

/// A drawing of nothing, as a photograph or as a scan would come.
fn picture(name: &str) -> Option<Vec<u8>> {
    let image = RgbImage::from_fn(1240, 900, |x, y| {
        let wave = (f64::from(x) / 90.0).sin() + (f64::from(y) / 130.0).cos();
        Rgb([(120.0 + 60.0 * wave) as u8, 90, (150.0 - 50.0 * wave) as u8])
    });
    let format = if name == "scan" { ImageFormat::Png } else { ImageFormat::Jpeg };
    let image = match format {
        ImageFormat::Png => DynamicImage::ImageLuma8(DynamicImage::ImageRgb8(image).to_luma8()),
        _ => DynamicImage::ImageRgb8(image),
    };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).ok()?;
    Some(bytes.into_inner())
}

fn exhibit(picture: &str, dots: u32) -> Block {
    Block::Figure(Figure {
        picture: picture.into(),
        width: 1240,
        height: 900,
        dots,
        alternative: "Waves of violet and red, from the lower left to the upper right".into(),
        caption: Some("E1: waves, page 1 of 2".into()),
        words: ["Waves", "that", "can", "be", "found"].into_iter().zip(1..).map(word).collect(),
    })
}

/// A word of a picture, beside others.
fn word((text, place): (&str, u32)) -> Shown {
    Shown {
        text: text.into(),
        left: place * 1_500,
        width: 1_000,
        baseline: 5_000,
    }
}

fn text(text: &str) -> Inline {
    Inline::from(text)
}

fn frame(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: title.into(),
        author: Some("Wren Halloway, music therapist".into()),
        subject: Some("CPD profile for 1 June 2024 to 31 May 2026".into()),
        language: "en-GB".into(),
        created: NaiveDate::from_ymd_opt(2026, 11, 22)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .unwrap_or_default(),
        running_header: Some("CPD profile, June 2024 to May 2026".into()),
        running_footer: Some("Wren Halloway · AS 000000".into()),
        counted: None,
        blocks,
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("Date", 17),
        Column::new("Activity", 42),
        Column::new("Type", 29),
        Column::new("Minutes", 12).aligned(Align::End),
    ]
}

fn row(number: usize) -> Vec<Vec<Inline>> {
    let activity = [
        "Clinical supervision, individual",
        "In-service hour: who is a group for?",
        "Reading: rhythm, breath and the shape of a session with people who live with dementia",
    ];
    let kind = ["Work-based learning", "Professional activity", "Self-directed learning"];
    vec![
        vec![Inline::Text(format!("{:02}/{:02}/2025", number % 28 + 1, number % 12 + 1))],
        vec![text(activity[number % 3])],
        vec![text(kind[number % 3])],
        vec![Inline::Text(format!("{}", 30 + number % 7 * 15))],
    ]
}

fn sample() -> Document {
    let paragraph = "I work with children and adults in two schools and a hospice. Over these two years my practice moved from single sessions towards open groups, because the waiting list had grown and because the groups themselves asked to stay open. ";
    let scripts = vec![
        text(
            "Bore da: Tŷ’r Cerddor, ŵyth o’r gloch, Llanfair. Gàidhlig: Tha e brèagha. Ελληνικά, πολυτονικὸν ἄνθρωπος. Кириллица: музыкальная терапия. ",
        ),
        text(
            "Hebrew שלום עולם and Arabic العلاج بالموسيقى within a line, हिन्दी संगीत, বাংলা, ਪੰਜਾਬੀ, ગુજરાતી, தமிழ். Zażółć gęślą jaźń. e\u{301}, w\u{302}, q\u{303}. ",
        ),
        text("♪ ♭ ♯ ✓ → ½ ≥ € £ № 🙂 🎹 🎨 ❤\u{FE0F} 👩🏽\u{200D}🎨 1\u{FE0F}\u{20E3}. Fi ligatures: office, fjord, affinity, waffle."),
    ];
    frame(
        "June 2024 to May 2026",
        vec![
            Block::Facts(vec![
                ("Name".into(), vec![text("Wren Halloway")]),
                ("Profession".into(), vec![text("Music therapist")]),
                ("Registration number".into(), vec![text("AS 000000")]),
                (
                    "Period".into(),
                    vec![text(
                        "1 June 2024 to 31 May 2026, with one gap that is explained below and some more words to make a second line",
                    )],
                ),
            ]),
            Block::contents(),
            Block::PageBreak,
            Block::heading(1, "Summary of practice"),
            Block::Paragraph(vec![
                text(paragraph),
                Inline::Strong("What mattered most".into()),
                text(" was learning to wait; "),
                Inline::Emphasis("not to fill the silence".into()),
                text(". See the "),
                Inline::Link {
                    text: "standards for continuing professional development".into(),
                    address: "https://www.hcpc-uk.org/cpd".into(),
                },
                text(" for what is asked, and "),
                Inline::Jump {
                    text: "E1".into(),
                    to: "E1".into(),
                },
                text(" for the waves."),
            ]),
            Block::paragraph(paragraph.repeat(3)),
            Block::Note {
                label: "February to April 2025: explained.".into(),
                text: vec![text(
                    "A gap of three months or more needs a sentence. I was on bereavement leave from 27 January and came back, two days a week, on 6 May.",
                )],
            },
            Block::heading(2, "Letters of many kinds"),
            Block::Paragraph(scripts),
            Block::paragraph(
                "שלום עולם, זהו טקסט בעברית שנמשך על פני יותר משורה אחת כדי שיהיה אפשר לראות איך השורות נשברות, עם word לועזית ומספר 123 בתוכו.",
            ),
            Block::heading(2, "Types of activity"),
            Block::List {
                ordered: false,
                items: vec![
                    vec![text("Work-based learning: supervision, case discussion, reflective practice")],
                    vec![text(
                        "Professional activity, for example mentoring a student through a placement that had to be moved twice because the ward closed",
                    )],
                    vec![text("Self-directed learning")],
                ],
            },
            Block::List {
                ordered: true,
                items: (1..=11).map(|n| vec![Inline::Text(format!("Evidence number {n}"))]).collect(),
            },
            Block::heading(3, "A third level"),
            Block::paragraph("With a line of text beneath it."),
            Block::Rule,
            Block::Anchor("E1".into()),
            Block::heading(2, "E1 Waves"),
            exhibit("photograph", 200),
            exhibit("scan", 100),
            Block::Anchor("activities".into()),
            Block::heading(1, "Activities"),
            Block::Table {
                caption: Some("Everything recorded between 1 June 2024 and 31 May 2026".into()),
                columns: columns(),
                rows: (0..70).map(row).collect(),
            },
            Block::heading(1, "A row taller than a page"),
            Block::Table {
                caption: None,
                columns: columns(),
                rows: vec![
                    row(1),
                    vec![
                        vec![text("01/02/2025")],
                        vec![Inline::Text(paragraph.repeat(30))],
                        vec![text("w".repeat(400).as_str())],
                        vec![text("60")],
                    ],
                    row(2),
                ],
            },
        ],
    )
}

fn long(pages: usize) -> Document {
    let paragraph = "I work with children and adults in two schools and a hospice. Over these two years my practice moved from single sessions towards open groups, because the waiting list had grown and because the groups themselves asked to stay open; what mattered most was learning to wait. ";
    let mut blocks = Vec::new();
    for section in 0..pages {
        blocks.push(Block::heading(1, format!("Section {}", section + 1)));
        for part in 0..2 {
            let number = section * 7 + part;
            blocks.push(Block::Paragraph(vec![
                Inline::Text(format!("Entry {number}. {}", paragraph.repeat(2 + part))),
                Inline::Strong(format!("Point {number}")),
                text(" and "),
                Inline::Link {
                    text: format!("its source {number}"),
                    address: format!("https://example.org/{number}"),
                },
            ]));
        }
        blocks.push(Block::Table {
            caption: None,
            columns: columns(),
            rows: (0..15).map(|n| row(n + section)).collect(),
        });
    }
    frame("A long profile", blocks)
}
