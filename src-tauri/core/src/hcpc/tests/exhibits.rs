//! The evidence itself in the pack: what is laid in, what goes separately, what waits.

use std::io::Cursor;
use std::path::PathBuf;

use image::{DynamicImage, ImageFormat, RgbImage};
use triptych_pdf::{Block, Document};

use super::*;
use crate::api::App;
use crate::api::export::Exported;
use crate::error::{Code, Result};
use crate::evidence::{self, Facts, For, Source};
use crate::testing::{PASSPHRASE, StillWorld, no_host, secret};

pub(super) struct Desk {
    pub(super) folder: TempDir,
    pub(super) app: App,
    pub(super) cycle: String,
    pub(super) record: String,
}

impl Desk {
    /// A profile with one activity, and nothing behind it yet.
    pub(super) fn new() -> Self {
        let (folder, mut portfolio, cycle) = portfolio();
        let record = finished(&mut portfolio, &supervision("2025-03-04"));
        let form = Form {
            summary: "My work.".to_owned(),
            chosen: vec![chosen(&record, "An hour.")],
            ..empty()
        };
        put(&mut portfolio, &cycle, &form);
        drop(portfolio);
        let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
        app.open(None, &secret(PASSPHRASE)).expect("open");
        Self {
            folder,
            app,
            cycle,
            record,
        }
    }

    /// A piece of evidence of the activity, described so.
    pub(super) fn add(&self, name: &str, bytes: &[u8], description: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let belongs = For {
            records: vec![self.record.clone()],
            ..For::default()
        };
        let source = Source::Path(&path);
        let (one, _) = self
            .app
            .run("", |task| evidence::add(&self.app, task, &source, None, &belongs))
            .expect("added");
        let facts = Facts {
            description: description.to_owned(),
            made_by: "A college".to_owned(),
            ..one.facts
        };
        self.app
            .change(|portfolio| evidence::save(portfolio, &one.id, one.version, "v", &facts))
            .expect("saved");
        std::fs::remove_file(path).expect("gone");
        one.id
    }

    pub(super) fn export(&self, is_final: bool) -> Result<(Vec<u8>, Exported)> {
        let (path, made) = self.leave("out.pdf", is_final)?;
        Ok((std::fs::read(path).unwrap_or_default(), made))
    }

    /// Confirms, and exports under this name; what lies there is replaced if it is an `out.pdf`.
    pub(super) fn leave(&self, name: &str, is_final: bool) -> Result<(PathBuf, Exported)> {
        self.app.change(|portfolio| {
            confirm_all(portfolio, &self.cycle);
            Ok(())
        })?;
        let path = self.folder.path().join(name);
        let replace = name == "out.pdf";
        let made = self.app.run("", |task| {
            export(&self.app, task, &self.cycle, is_final, false, &way(path.to_str(), replace))
        })?;
        Ok((path, made))
    }

    /// The document that the last final export kept.
    pub(super) fn kept(&self) -> Document {
        let kept: String = self
            .app
            .with(|portfolio| {
                let newest = "SELECT document FROM export WHERE document IS NOT NULL ORDER BY rowid DESC LIMIT 1";
                Ok(portfolio.db().query_row(newest, [], |row| row.get(0))?)
            })
            .expect("a document");
        serde_json::from_str(&kept).expect("a document")
    }

    pub(super) fn profile(&self) -> Profile {
        self.app.with(|portfolio| get(portfolio, &self.cycle)).expect("the profile")
    }
}

pub(super) fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    #[expect(clippy::cast_possible_truncation, reason = "a colour")]
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, (x * y) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

pub(super) fn pdf(pages: usize) -> Vec<u8> {
    written("A page.", pages)
}

/// So many pages, with `words` on the first.
pub(super) fn written(words: &str, pages: usize) -> Vec<u8> {
    let mut blocks = vec![Block::paragraph(words)];
    for _ in 1..pages {
        blocks.extend([Block::PageBreak, Block::paragraph("Another.")]);
    }
    triptych_pdf::render(&Document {
        title: "A certificate".to_owned(),
        blocks,
        ..Document::default()
    })
    .expect("a PDF")
}

/// A caption and what stands for the picture, of each figure.
pub(super) fn figures(document: &Document) -> Vec<(String, String)> {
    let of = |block: &Block| match block {
        Block::Figure(figure) => Some((figure.caption.clone().unwrap_or_default(), figure.alternative.clone())),
        _ => None,
    };
    document.blocks.iter().filter_map(of).collect()
}

/// How many pages a PDF has.
fn pages_in(bytes: &[u8]) -> u32 {
    let pdf = hayro::hayro_syntax::Pdf::new(std::sync::Arc::new(bytes.to_vec())).expect("a PDF");
    u32::try_from(pdf.pages().len()).expect("few")
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[test]
fn pictures_and_pages_are_laid_in_and_the_rest_is_named() {
    let desk = Desk::new();
    desk.add("a certificate.pdf", &pdf(2), "A page with a seal.");
    desk.add("b chart.png", &picture(300, 200, ImageFormat::Png), "A chart of notes.");
    desk.add("c hum.wav", b"RIFF\0\0\0\0WAVEfmt ", "A hum of one breath.");
    let (bytes, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes, Vec::<String>::new());
    let expected = [
        ("E1, page 1 of 2", "A page with a seal. (page 1 of 2)"),
        ("E1, page 2 of 2", "A page with a seal. (page 2 of 2)"),
        ("E2", "A chart of notes."),
    ];
    assert_eq!(figures(&desk.kept()), expected.map(|(one, two)| (one.to_owned(), two.to_owned())));
    let whole = serde_json::to_string(&desk.kept()).expect("JSON");
    assert!(
        whole.contains("c hum.wav (WAV sound)") && whole.contains("A hum of one breath."),
        "{whole}"
    );
    assert!(!whole.contains("Goes separately"), "what was expected to is in the table");
    // Each of the owner's words was there to be read before.
    let shown = desk
        .app
        .with(|portfolio| Ok(printed(portfolio, &desk.cycle)))
        .expect("lines")
        .join("\n");
    for words in [
        "E1 a certificate",
        "Made by: A college",
        "What it shows: A page with a seal.",
        "A hum of one breath.",
    ] {
        assert!(shown.contains(words), "{words} in\n{shown}");
    }
    assert_eq!(bytes, desk.export(true).expect("again").0, "the same pack, byte for byte");
}

#[test]
fn the_list_alone_leaves_when_that_is_chosen() {
    let desk = Desk::new();
    desk.add("chart.png", &picture(300, 200, ImageFormat::Png), "");
    assert!(desk.profile().pack.evidence);
    desk.app
        .change(|portfolio| {
            save_pack(
                portfolio,
                &Pack {
                    evidence: false,
                    ..Pack::default()
                },
            )
        })
        .expect("saved");
    assert!(!desk.profile().pack.evidence);
    desk.export(true).expect("nothing to describe when only the list leaves");
    let whole = serde_json::to_string(&desk.kept()).expect("JSON");
    assert!(figures(&desk.kept()).is_empty() && whole.contains("chart") && !whole.contains("A college"));
}

#[test]
fn an_exhibit_without_a_description_holds_a_final_file_back_and_is_named_by_its_title_in_a_draft() {
    let desk = Desk::new();
    let id = desk.add("chart.png", &picture(300, 200, ImageFormat::Png), " ");
    let finding = desk
        .profile()
        .findings
        .into_iter()
        .find(|one| one.part == "evidence")
        .expect("a finding");
    assert!(finding.refuses_final && finding.message.contains("E1 “chart” has no description"));
    assert_eq!(finding.evidence_id, Some(id));
    let refused = desk.export(true).expect_err("refused");
    assert!(refused.code == Code::Refused && refused.message.contains("has no description"));
    let (bytes, _) = desk.export(false).expect("a draft");
    assert!(holds(&bytes, b"/Figure") || bytes.len() > 10_000, "the picture is in it");
}

#[test]
fn what_cannot_be_laid_in_is_said_and_stops_nobody() {
    let desk = Desk::new();
    let mut cut = picture(300, 200, ImageFormat::Png);
    cut.truncate(200);
    desk.add("a broken.png", &cut, "A broken one.");
    desk.add("b thread.png", &picture(1, 30_000, ImageFormat::Png), "A thread.");
    desk.add("c damaged.pdf", b"%PDF-1.7 and nothing that follows", "A damaged one.");
    desk.add("d whole.gif", &picture(30, 20, ImageFormat::Gif), "A whole one.");
    let photograph = noise(200, 1);
    desk.add("e half.jpg", &photograph[..photograph.len() / 2], "Half a photograph.");
    let (_, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes.len(), 4, "{:?}", made.notes);
    assert!(made.notes[3].starts_with("E5 goes separately: This photograph breaks off"));
    assert!(made.notes[1].starts_with("E2 goes separately: This picture is 1 by 30000 pixels, so narrow"));
    assert_eq!(figures(&desk.kept()), [("E4".to_owned(), "A whole one.".to_owned())]);
    let notes = desk
        .kept()
        .blocks
        .into_iter()
        .filter(|block| matches!(block, Block::Note { label, .. } if label == "Goes separately"));
    assert_eq!(notes.count(), 4);
}

#[test]
fn nothing_that_a_camera_wrote_leaves_with_a_picture() {
    let desk = Desk::new();
    let plain = picture(300, 200, ImageFormat::Jpeg);
    // Orientation 6: to be turned by a quarter; and a comment.
    let exif = [
        &b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"[..],
        b"\xFF\xFE\0\x10Secret Street.",
    ]
    .concat();
    let photograph = [&plain[..2], &exif, &plain[2..]].concat();
    desk.add("photo.jpg", &photograph, "A photograph.");
    let (bytes, made) = desk.export(true).expect("exported");
    assert!(made.notes.is_empty(), "{:?}", made.notes);
    assert!(!holds(&bytes, b"Exif") && !holds(&bytes, b"Secret Street"));
    let kept = desk.kept();
    let size = kept.blocks.iter().find_map(|block| match block {
        Block::Figure(figure) => Some((figure.width, figure.height)),
        _ => None,
    });
    assert_eq!(size, Some((200, 300)), "upright");
}

#[test]
fn the_privacy_check_reads_what_is_written_about_exhibits() {
    let desk = Desk::new();
    let id = desk.add("chart.png", &picture(300, 200, ImageFormat::Png), "Made by Dr Ray for the team.");
    let waiting = desk.app.with(|portfolio| found(portfolio, &desk.cycle)).expect("findings");
    assert_eq!(waiting.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["Dr Ray"]);
    assert!(
        desk.export(true)
            .expect_err("unanswered")
            .message
            .contains("could tell who somebody is")
    );
    let given = AnswerGiven {
        key: waiting[0].key.clone(),
        action: Some(AnswerAction::Replace),
        words: "a colleague".to_owned(),
    };
    desk.app
        .change(|portfolio| answer(portfolio, &desk.cycle, &[given]))
        .expect("answered");
    desk.export(true).expect("exported");
    assert_eq!(
        figures(&desk.kept())[0].1,
        "Made by a colleague for the team.",
        "also where nobody looks"
    );
    // Erasing the piece reaches into what is kept of it.
    desk.app
        .change(|portfolio| {
            evidence::bin(portfolio, &id)?;
            evidence::empty_bin(portfolio, None)
        })
        .expect("erased");
    let kept = desk.kept();
    let whole = serde_json::to_string(&kept).expect("JSON");
    assert!(figures(&kept).is_empty() && whole.contains("E1 Withdrawn"), "{whole}");
    assert!(!whole.contains("colleague") && !whole.contains("chart") && !whole.contains("A college"));
}

#[test]
fn a_client_named_on_the_page_of_a_pdf_stays_in() {
    let desk = Desk::new();
    desk.app
        .change(|portfolio| {
            let client = crate::client::make(portfolio, "K-07")?;
            let identity = serde_json::from_str(r#"{"name":"Rowena Achebe"}"#).expect("an identity");
            crate::client::save_identity(portfolio, &client, &identity)
        })
        .expect("a client");
    for words in ["A letter about Rowena Achebe, thanking us.", "Minutes: K-07 was spoken of."] {
        let id = desk.add("letter.pdf", &written(words, 2), "A letter.");
        let refused = desk.export(true).expect_err("a client is named");
        assert!(refused.message.starts_with("On the pages of E"), "{}", refused.message);
        assert!(!desk.folder.path().join("out.pdf").exists());
        // A draft is one's own, and says it.
        let (_, made) = desk.export(false).expect("a draft");
        assert!(
            made.notes.iter().any(|note| note.contains("waits for an answer")),
            "{:?}",
            made.notes
        );
        std::fs::remove_file(desk.folder.path().join("out.pdf")).expect("gone");
        desk.app.change(|portfolio| evidence::bin(portfolio, &id)).expect("binned");
    }
    desk.add("other.pdf", &written("A letter about somebody else.", 1), "A letter.");
    desk.export(true).expect("nobody is named");
}

/// A picture that no compression makes small.
pub(super) fn noise(side: u32, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    let image = RgbImage::from_fn(side, side, |_, _| image::Rgb([next(), next(), next()]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("encoded");
    bytes.into_inner()
}

pub(super) fn limit(desk: &Desk, megabytes: u32) -> Result<()> {
    desk.app
        .change(|portfolio| save_number(portfolio, "pack-megabytes", Some(megabytes)))
}

#[test]
fn a_pack_that_is_too_large_goes_with_smaller_pictures_and_then_in_parts() {
    let desk = Desk::new();
    for seed in 1..=4 {
        desk.add(&format!("{seed} noise.jpg"), &noise(560, seed), "Noise.");
    }
    let (whole, made) = desk.export(false).expect("one file");
    assert!(whole.len() > 1_000_000 && made.notes.is_empty(), "{}", whole.len());
    limit(&desk, 1).expect("saved");
    desk.app
        .change(|portfolio| {
            confirm_all(portfolio, &desk.cycle);
            Ok(())
        })
        .expect("confirmed");
    let path = desk.folder.path().join("pack.pdf");
    let go = |is_final| {
        desk.app.run("", |task| {
            export(&desk.app, task, &desk.cycle, is_final, false, &way(path.to_str(), false))
        })
    };
    let made = go(true).expect("parts");
    assert!(made.notes[0].contains("110 dots"), "{:?}", made.notes);
    let past = desk.app.with(exports).expect("the register");
    let mut names: Vec<&str> = past.iter().filter(|one| one.is_final).map(|one| one.file_name.as_str()).collect();
    names.sort_unstable();
    assert!(names.len() > 1, "{names:?}");
    let mut captions = Vec::new();
    let (mut pages, mut of) = (0, std::collections::BTreeSet::new());
    for (at, name) in names.iter().enumerate() {
        assert_eq!(*name, format!("pack part {} of {}.pdf", at + 1, names.len()));
        let bytes = std::fs::read(desk.folder.path().join(name)).expect("the file");
        assert!(bytes.len() <= 1_000_000, "{name}: {}", bytes.len());
        let document: String = desk
            .app
            .with(|portfolio| {
                let kept = "SELECT document FROM export WHERE file_name = ?1";
                Ok(portfolio.db().query_row(kept, [name], |row| row.get(0))?)
            })
            .expect("kept");
        let document: Document = serde_json::from_str(&document).expect("a document");
        assert_eq!(document.title, format!("CPD profile, part {} of {}", at + 1, names.len()));
        captions.extend(figures(&document).into_iter().map(|(caption, _)| caption));
        let whole = serde_json::to_string(&document).expect("JSON");
        let told = |other: usize| whole.contains(&format!("Part {other} of {}: ", names.len()));
        for other in 1..=names.len() {
            assert_eq!(told(other), other != at + 1, "part {} of part {other} in\n{whole}", at + 1);
        }
        let counted = document.counted.clone().expect("counted");
        assert_eq!(counted.before, pages, "page numbers go on where the part before ends");
        pages += pages_in(&bytes);
        of.insert(counted.of);
    }
    assert_eq!(captions, ["E1", "E2", "E3", "E4"], "each once, in order");
    assert_eq!((of.into_iter().collect::<Vec<_>>(), made.pages), (vec![pages], Some(pages)));
    assert!(!path.exists(), "the name that was asked for is that of no part");
    // All parts are one version, of which nothing reads otherwise.
    let found = desk.app.with(|portfolio| versions(portfolio, &desk.cycle)).expect("versions");
    assert_eq!(
        found.iter().map(|one| (one.files as usize, one.evidence)).collect::<Vec<_>>(),
        [(names.len(), 4)]
    );
    assert_eq!(found[0].past.file_name, names[0]);
    let read = desk
        .app
        .with(|portfolio| version(portfolio, &found[0].past.id))
        .expect("as it left");
    assert_eq!(read.document.title, "CPD profile");
    assert!(read.parts.iter().all(|part| !part.changed), "{:?}", read.parts);
    let first = desk.profile().evidence[0].id.clone();
    let times = desk
        .app
        .with(|portfolio| times_evidence_left(portfolio.db(), &first))
        .expect("counted");
    assert_eq!(times, 1, "in the list and as an exhibit, and still once");
    // Nobody was asked about the names of the parts.
    assert_eq!(go(true).expect_err("they are there").code, Code::Exists);
}

#[test]
fn one_exhibit_that_is_larger_than_a_file_may_be_is_named_and_nothing_is_written() {
    let desk = Desk::new();
    let figure = |at: u32| {
        Block::Figure(triptych_pdf::Figure {
            picture: at.to_string(),
            width: 900,
            height: 900,
            dots: 100,
            alternative: "Noise".to_owned(),
            caption: None,
            words: Vec::new(),
        })
    };
    let document = Document {
        blocks: (1..=3).map(figure).collect(),
        ..Document::default()
    };
    let scan = triptych_pdf::render_pictured(&document, &mut |name| Some(noise(900, name.parse().ok()?)), &mut |_| {
        std::ops::ControlFlow::Continue(())
    })
    .expect("a PDF");
    desk.add("scan.pdf", &scan, "A long scan.");
    limit(&desk, 1).expect("saved");
    let refused = desk.export(true).expect_err("too large");
    assert_eq!(refused.code, Code::Refused);
    assert!(
        refused.message.starts_with("E1 alone takes ") && refused.message.contains("may have 1 MB"),
        "{}",
        refused.message
    );
    assert!(desk.app.with(exports).expect("the register").is_empty());
    assert!(limit(&desk, 0).expect_err("no limit at all").message.contains("between 1 and 1000"));
}
