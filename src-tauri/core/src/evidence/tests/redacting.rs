//! Redacted copies: what lies under a box is gone, and nothing else comes with the copy.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use triptych_pdf::{Block, Document};

use super::super::show::{decode, page_of};
use super::super::{Hidden, redact};
use super::*;

const SECRET: &str = "Margaret Ashdown";

fn over(page: u32, x: f64, y: f64, width: f64, height: f64) -> Hidden {
    Hidden { page, x, y, width, height }
}

/// A picture all in red, with a text and a place in it that no copy may have.
fn jpeg() -> Vec<u8> {
    let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(400, 300, Rgb([220, 30, 30])));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("encoded");
    let mut bytes = bytes.into_inner();
    let exif = [b"Exif\0\0MM\0*".as_slice(), SECRET.as_bytes()].concat();
    let mut marker = vec![0xFF, 0xE1];
    marker.extend_from_slice(&u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    marker.extend_from_slice(&exif);
    // Right behind the head.
    bytes.splice(2..2, marker);
    bytes
}

fn pdf() -> Vec<u8> {
    triptych_pdf::render(&Document {
        title: SECRET.to_owned(),
        author: Some(SECRET.to_owned()),
        subject: None,
        language: "en-GB".to_owned(),
        created: chrono::NaiveDate::from_ymd_opt(2026, 11, 22)
            .expect("a day")
            .and_time(chrono::NaiveTime::MIN),
        running_header: None,
        running_footer: None,
        counted: None,
        blocks: vec![Block::heading(1, SECRET), Block::paragraph("And what may be read.")],
    })
    .expect("a PDF")
}

fn bytes_of(house: &House, piece: &Evidence) -> Vec<u8> {
    let size = piece.file.as_ref().expect("a file").size;
    house
        .app
        .read(&format!("evidence-{}", piece.id), 0, usize::try_from(size).expect("small"))
        .expect("read")
}

#[test]
fn pixels_under_a_box_are_gone_and_no_word_of_the_file_comes_with_it() {
    let house = House::new();
    let record = house.record(RecordKind::Reflection, "A walk");
    let original = house.add("boat.jpg", &jpeg(), &[record]);
    assert!(
        bytes_of(&house, &original)
            .windows(8)
            .any(|window| window == &SECRET.as_bytes()[..8])
    );
    let boxes = [over(1, 0.25, 0.25, 0.5, 0.5)];
    let copy = house
        .app
        .run("", |task| {
            redact(&house.app, task, &original.id, &boxes, "The boat, redacted", false)
        })
        .expect("a copy");
    assert_eq!(copy.original.as_ref().map(|one| one.id.as_str()), Some(original.id.as_str()));
    assert_eq!((copy.records.len(), copy.number), (1, 2));
    let again = house.get(&original.id).expect("the original");
    assert_eq!(again.copies[0].id, copy.id);
    assert_eq!((again.file, again.facts), (original.file, original.facts), "the original stays");
    let bytes = bytes_of(&house, &copy);
    assert!(!bytes.windows(4).any(|window| window == b"Exif"));
    assert!(!bytes.windows(8).any(|window| window == &SECRET.as_bytes()[..8]));
    let picture = decode(Cursor::new(&bytes), "image/jpeg").expect("a picture").to_rgb8();
    assert!(picture.get_pixel(200, 150).0.iter().all(|part| *part < 24), "black in the middle");
    assert!(picture.get_pixel(20, 20).0[0] > 180, "and red beside it");
    assert_eq!(
        house.app.change(undo::undo).expect("undone").expect("a step").label,
        "Redacted copy"
    );
    assert_eq!(house.get(&copy.id).expect_err("gone").code, Code::NotFound);
}

#[test]
fn a_pdf_becomes_pictures_without_a_word_of_text() {
    let house = House::new();
    let original = house.add("letter.pdf", &pdf(), &[]);
    let copy = house
        .app
        .run("", |task| {
            redact(&house.app, task, &original.id, &[over(1, 0.0, 0.0, 1.0, 0.5)], "The letter", false)
        })
        .expect("a copy");
    let file = copy.file.as_ref().expect("a file");
    assert_eq!(
        (file.media_type.as_str(), file.name.as_str()),
        ("application/pdf", "letter redacted.pdf")
    );
    let bytes = bytes_of(&house, &copy);
    for word in [&b"/Font"[..], b"/Author", b"/Title", b"/Metadata", b"Margaret", b"BT\n"] {
        assert!(
            !bytes.windows(word.len()).any(|window| window == word),
            "{}",
            String::from_utf8_lossy(word)
        );
    }
    let page = page_of(Arc::new(bytes), 1, 600, false).expect("a page").image.to_rgb8();
    assert!(page.get_pixel(300, 100).0.iter().all(|part| *part < 24), "the upper half is black");
    assert!(
        page.get_pixel(300, page.height() - 20).0.iter().all(|part| *part > 200),
        "the foot is paper"
    );
}

#[test]
fn what_is_no_box_or_no_picture_is_refused() {
    let house = House::new();
    let text = house.add("note.txt", b"words", &[]);
    let letter = house.add("letter.pdf", &pdf(), &[]);
    let made = |id: &str, boxes: &[Hidden], title: &str| {
        house
            .app
            .run("", |task| redact(&house.app, task, id, boxes, title, false))
            .expect_err("refused")
    };
    let whole = [over(1, 0.0, 0.0, 1.0, 1.0)];
    assert_eq!(made(&text.id, &whole, "A copy").code, Code::Refused);
    for wrong in [
        over(1, 0.5, 0.5, 0.6, 0.1),
        over(1, -0.1, 0.0, 0.5, 0.5),
        over(1, 0.0, 0.0, 0.0, 0.5),
        over(0, 0.0, 0.0, 0.5, 0.5),
        over(1, f64::NAN, 0.0, 0.5, 0.5),
        over(9, 0.0, 0.0, 0.5, 0.5),
    ] {
        assert_eq!(made(&letter.id, &[wrong], "A copy").field.as_deref(), Some("boxes"), "{wrong:?}");
    }
    assert_eq!(made(&letter.id, &[], "A copy").field.as_deref(), Some("boxes"));
    assert_eq!(made(&letter.id, &whole, " ").field.as_deref(), Some("title"));
    assert_eq!(house.app.with(|portfolio| list(portfolio, false)).expect("the list").len(), 2);
}
