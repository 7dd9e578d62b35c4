//! Packs as whole programs make them: what `npm run bench` lays out for them, and how the time of a profile grows.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage};
use triptych_core::api::App;
use triptych_core::evidence::{self, Facts, For, Source};
use triptych_core::storage::{Op, Scope, transact};
use triptych_core::vault::Portfolio;
use triptych_core::{exchange, hcpc, record};
use triptych_pdf::{Block, Document, Inline};
use triptych_tests::Desk;

use super::{PASSPHRASE, activity, bare, report, secret, turns, uuid, world};

/// As many activities as fill some sixty pages, and ten times that.
const SIXTY: u64 = 920;
const SIX_HUNDRED: u64 = 10_300;

/// Lays out what the programs are timed on, each with the sample's profile of 2024-2026 and more activities: `pack`, some sixty
/// pages and twenty exhibits, and `pack.html` with the same content; `many`, three hundred exhibits of 1 GB in all.
pub(super) fn prepare(folder: &Path) {
    std::fs::write(folder.join("passphrase.txt"), PASSPHRASE).unwrap();
    let photo = photo();
    for number in 1..=20 {
        std::fs::write(folder.join(format!("photo-{number}.jpg")), &photo).unwrap();
    }
    let (app, cycle) = laid(folder, "pack", SIXTY);
    exhibits(&app, folder, &cycle, &photo, 20);
    let document = app.with(|portfolio| hcpc::document(portfolio, &cycle)).unwrap();
    std::fs::write(folder.join("pack.html"), html(&document, 20)).unwrap();
    let (app, cycle) = laid(folder, "many", 0);
    exhibits(&app, folder, &cycle, &photo, 300);
}

/// A profile of six hundred pages against ten of sixty.
pub(super) fn growth(folder: &Path) {
    let [small, large] = [("sixty", SIXTY), ("six-hundred", SIX_HUNDRED)].map(|(name, count)| laid(folder, name, count));
    let made = |(app, cycle): &(App, String)| {
        let document = app.with(|portfolio| hcpc::document(portfolio, cycle)).unwrap();
        triptych_pdf::render(&document).unwrap().len()
    };
    let (large, small) = turns(3, || assert!(made(&large) > 0), || assert!(made(&small) > 0));
    report("growth", "A profile of 600 pages", "ten of 60", (large, small * 10.0), 1.2);
}

/// An open portfolio with the sample and so many activities more, and the id of its cycle 2024-2026.
fn laid(folder: &Path, name: &str, count: u64) -> (App, String) {
    let world = world(folder);
    let at = folder.join(name);
    let (mut portfolio, _) = Portfolio::create(world.clone(), &at, &secret(), "a measurement").unwrap();
    let app = App::new(world.clone(), Box::new(Desk::new(folder)), "a measurement");
    app.run("", |task| exchange::import_sample(&mut portfolio, task)).unwrap();
    let first = NaiveDate::from_ymd_opt(2024, 6, 3).unwrap();
    transact(&mut portfolio, Op::Import, Scope::default(), |connection| {
        for number in 0..count {
            let date = first + Days::new(number * 690 / count);
            let at = format!("{date}T09:00:00.000Z");
            let name = format!("Reading and discussion of published work on improvisation in groups, part {number}");
            record::put(connection, world.as_ref(), &bare(&uuid(number), &activity(date), Some(&name), &at))?;
        }
        Ok(())
    })
    .unwrap();
    let cycle = hcpc::cycle_by_years(&mut portfolio, "2024-2026").unwrap();
    drop(portfolio);
    app.open(at.to_str(), &secret()).unwrap();
    (app, cycle)
}

/// Gives the first activity of the statement so many photographs.
fn exhibits(app: &App, folder: &Path, cycle: &str, photo: &[u8], count: u32) {
    let record = app.with(|portfolio| hcpc::get(portfolio, cycle)).unwrap().chosen[0]
        .record_id
        .clone();
    let path = folder.join("one.jpg");
    for number in 1..=count {
        // Bytes behind the end of a picture are no part of it, and make it another file.
        let mut bytes = photo.to_vec();
        bytes.extend(number.to_be_bytes());
        std::fs::write(&path, bytes).unwrap();
        let facts = Facts {
            title: format!("A photograph of the room, number {number}"),
            description: "Chairs in a circle, and a drum in the middle of them.".to_owned(),
            kind: evidence::Kind::SelfMade,
            date: None,
            made_by: "A measurement".to_owned(),
            people: false,
        };
        let belongs = For {
            records: vec![record.clone()],
            ..For::default()
        };
        let source = Source::Path(&path);
        app.run("", |task| evidence::add(app, task, &source, Some(&facts), &belongs))
            .unwrap();
    }
    std::fs::remove_file(path).unwrap();
}

/// A photograph as a telephone makes it: twelve megapixels, some 3.4 MB.
fn photo() -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let mut grain = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        i32::try_from(state % 15).unwrap() - 7
    };
    let image = RgbImage::from_fn(4000, 3000, |x, y| {
        let wave = |period: f64, high: f64| {
            (f64::from(x) / period)
                .sin()
                .mul_add(high, (f64::from(y) / (period * 0.7)).cos() * high)
        };
        let soft = wave(410.0, 40.0) + wave(37.0, 6.0);
        #[expect(clippy::cast_possible_truncation, reason = "a colour")]
        let light = 120 + soft as i32 + grain();
        Rgb([light, light - 14, light - 30].map(|one| u8::try_from(one.clamp(0, 255)).unwrap()))
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 88)
        .encode(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// The document as HTML for others to print: headings, lists and a table of the same cells, and so many photographs.
fn html(document: &Document, exhibits: u32) -> String {
    let mut out = format!(
        "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>{0}</title><style>@page {{ size: A4; margin: 25mm }} body {{ font: 11pt/1.4 serif }} \
         table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; vertical-align: top; padding: 2pt 4pt }} img {{ width: 100% }} figure {{ break-before: page; margin: 0 }}</style><h1>{0}</h1>",
        escape(&document.title)
    );
    for block in &document.blocks {
        match block {
            Block::Heading { level, text } => {
                let _ = write!(out, "<h{level}>{}</h{level}>", escape(text));
            }
            Block::Paragraph(inlines) => {
                let _ = write!(out, "<p>{}</p>", inline(inlines));
            }
            Block::List { items, .. } => {
                let items: String = items.iter().map(|item| format!("<li>{}</li>", inline(item))).collect();
                let _ = write!(out, "<ul>{items}</ul>");
            }
            Block::Table { columns, rows, .. } => {
                let head: String = columns.iter().map(|column| format!("<th>{}</th>", escape(&column.title))).collect();
                let _ = write!(out, "<table><thead><tr>{head}</tr></thead>");
                for row in rows {
                    let cells: String = row.iter().map(|cell| format!("<td>{}</td>", inline(cell))).collect();
                    let _ = write!(out, "<tr>{cells}</tr>");
                }
                out.push_str("</table>");
            }
            Block::Facts(facts) => {
                for (label, value) in facts {
                    let _ = write!(out, "<p><b>{}</b> {}</p>", escape(label), inline(value));
                }
            }
            Block::Note { label, text } => {
                let _ = write!(out, "<blockquote><b>{}</b> {}</blockquote>", escape(label), inline(text));
            }
            Block::Figure(figure) => {
                let _ = write!(out, "<p>{}</p>", escape(&figure.alternative));
            }
            Block::Rule | Block::PageBreak => out.push_str("<hr>"),
            Block::Anchor(_) | Block::Contents { .. } => {}
        }
    }
    for number in 1..=exhibits {
        let _ = write!(
            out,
            "<figure><img src=\"photo-{number}.jpg\" alt=\"Chairs in a circle.\"><figcaption>E{number}</figcaption></figure>"
        );
    }
    out
}

fn inline(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|part| match part {
            Inline::Text(text) | Inline::Jump { text, .. } => escape(text),
            Inline::Strong(text) => format!("<b>{}</b>", escape(text)),
            Inline::Emphasis(text) => format!("<i>{}</i>", escape(text)),
            Inline::Link { text, address } => format!("<a href=\"{}\">{}</a>", escape(address), escape(text)),
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
