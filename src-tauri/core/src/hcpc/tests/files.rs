//! The four parts as files of their own.

use super::exhibits::{Desk, limit, noise, pdf, picture};
use super::*;
use crate::error::Code;
use crate::evidence;
use image::ImageFormat;
use triptych_pdf::{Block, Document};

const NAMES: [&str; 4] = [
    "pack - 1 summary.pdf",
    "pack - 2 statement.pdf",
    "pack - 3 activities.pdf",
    "pack - 4 evidence.pdf",
];

/// A desk with a page and a picture, whose profile goes in four files.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.add("certificate.pdf", &pdf(2), "A page with a seal.");
    desk.add("drum.png", &picture(300, 200, ImageFormat::Png), "A drum.");
    let pack = Pack {
        separate: true,
        ..Pack::default()
    };
    desk.app.change(|portfolio| save_pack(portfolio, &pack)).expect("saved");
    desk
}

/// What was kept under each name of a file, in the order of leaving.
fn kept(desk: &Desk) -> Vec<(String, Document)> {
    desk.app
        .with(|portfolio| {
            let mut statement = portfolio
                .db()
                .prepare("SELECT file_name, document FROM export WHERE document IS NOT NULL ORDER BY rowid")?;
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?));
            Ok(statement.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?)
        })
        .expect("kept")
        .into_iter()
        .map(|(name, document)| (name, serde_json::from_str(&document).expect("a document")))
        .collect()
}

fn heading(document: &Document) -> &str {
    let of = |block: &'_ Block| matches!(block, Block::Heading { level: 1, .. });
    match document.blocks.iter().find(|block| of(block)) {
        Some(Block::Heading { text, .. }) => text,
        _ => "",
    }
}

#[test]
fn each_part_is_a_file_and_all_are_one_version() {
    let desk = desk();
    let (path, made) = desk.leave("pack.pdf", true).expect("exported");
    assert!(!path.exists(), "the name that was asked for is that of no file");
    assert_eq!(made.notes, [format!("It is in 4 files: {}.", NAMES.join("; "))]);
    let kept = kept(&desk);
    let named: Vec<(&str, &str)> = kept.iter().map(|(name, document)| (name.as_str(), heading(document))).collect();
    let headings = [
        "1 Summary of recent work and practice",
        "2 Personal statement",
        "3 List of activities",
        "4 Supporting evidence",
    ];
    assert_eq!(named, NAMES.into_iter().zip(headings).collect::<Vec<_>>());
    for (at, (name, document)) in kept.iter().enumerate() {
        assert!(desk.folder.path().join(name).exists(), "{name}");
        let others = serde_json::to_string(&document.blocks).expect("JSON");
        for (other, heading) in headings.iter().enumerate() {
            assert_eq!(
                others.contains(&format!("Part {} of 4: {heading}", other + 1)),
                other != at,
                "{name}: {others}"
            );
        }
    }
    let found = desk.app.with(|portfolio| versions(portfolio, &desk.cycle)).expect("versions");
    assert_eq!(
        found.iter().map(|one| (one.files, one.evidence, one.records)).collect::<Vec<_>>(),
        [(4, 2, 1)]
    );
    let read = desk
        .app
        .with(|portfolio| version(portfolio, &found[0].past.id))
        .expect("as it left");
    assert_eq!((read.document.title.as_str(), &read.document.counted), ("CPD profile", &None));
    assert!(read.parts.iter().all(|part| !part.changed), "{:?}", read.parts);
    let whole = desk.export(true).expect("again");
    assert_eq!(whole.1.pages, made.pages, "the same pages whatever the name");
    let asked = RegisterAsked {
        limit: 10,
        ..RegisterAsked::default()
    };
    let lines = desk.app.with(|portfolio| register(portfolio, &asked)).expect("the register").lines;
    let evidence: Vec<u32> = lines[4..].iter().rev().map(|line| line.evidence).collect();
    assert_eq!(evidence, [0, 0, 0, 2], "each line says what is in its own file");
}

#[test]
fn a_name_that_is_taken_keeps_all_files_away() {
    let desk = desk();
    let taken = desk.folder.path().join(NAMES[2]);
    std::fs::write(&taken, b"hers").expect("a file");
    assert_eq!(desk.leave("pack.pdf", true).expect_err("taken").code, Code::Exists);
    for name in [NAMES[0], NAMES[1], NAMES[3]] {
        assert!(!desk.folder.path().join(name).exists(), "{name}");
    }
    assert_eq!(std::fs::read(taken).expect("still there"), b"hers");
    assert!(desk.app.with(exports).expect("the register").is_empty());
}

#[test]
fn erasing_reaches_the_file_of_the_evidence_and_no_other_held_its_words() {
    let desk = desk();
    desk.leave("pack.pdf", true).expect("exported");
    let id = desk.profile().evidence[1].id.clone();
    let holds = |(_, document): &(String, Document)| serde_json::to_string(document).expect("JSON").contains("drum");
    assert_eq!(kept(&desk).iter().map(holds).collect::<Vec<_>>(), [false, false, false, true]);
    desk.app
        .change(|portfolio| {
            evidence::bin(portfolio, &id)?;
            evidence::empty_bin(portfolio, None)
        })
        .expect("erased");
    assert!(!kept(&desk).iter().any(holds));
    let found = desk.app.with(|portfolio| versions(portfolio, &desk.cycle)).expect("versions");
    assert_eq!(
        found[0].past.withdrawn_evidence,
        [2],
        "said of the version, whichever of its files it was in"
    );
}

#[test]
fn the_limit_holds_for_each_of_the_files() {
    let desk = desk();
    for seed in 1..=4 {
        desk.add(&format!("{seed} noise.jpg"), &noise(560, seed), "Noise.");
    }
    limit(&desk, 1).expect("saved");
    desk.leave("pack.pdf", true).expect("exported");
    let kept = kept(&desk);
    let (written, evidence) = kept.split_at(3);
    assert_eq!(written.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), NAMES[..3]);
    assert!(evidence.len() > 1);
    for (at, (name, _)) in evidence.iter().enumerate() {
        assert_eq!(*name, format!("pack - 4 evidence {} of {}.pdf", at + 1, evidence.len()));
        let size = std::fs::metadata(desk.folder.path().join(name)).expect("the file").len();
        assert!(size <= 1_000_000, "{name}: {size}");
    }
    let found = desk.app.with(|portfolio| versions(portfolio, &desk.cycle)).expect("versions");
    assert_eq!((found[0].files as usize, found[0].evidence), (kept.len(), 6));
}
