use image::{DynamicImage, ImageFormat};

use super::*;

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(4, 4).write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

/// Exif with an artist and a position: 53° 48' 3" north, 1° 32' 57" west.
fn exif() -> Vec<u8> {
    let mut bytes = b"MM\0\x2A\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    // Two entries and no further directory take 30 bytes; the artist stands behind them, then the position's own directory.
    bytes.extend(2_u16.to_be_bytes());
    bytes.extend(entry(0x013B, 2, 14, 38_u32.to_be_bytes()));
    bytes.extend(entry(0x8825, 4, 1, 52_u32.to_be_bytes()));
    bytes.extend([0; 4]);
    bytes.extend(b"Xanthe Wojcik\0");
    assert_eq!(bytes.len(), 52);
    bytes.extend(4_u16.to_be_bytes());
    bytes.extend(entry(1, 2, 2, *b"N\0\0\0"));
    bytes.extend(entry(2, 5, 3, 106_u32.to_be_bytes()));
    bytes.extend(entry(3, 2, 2, *b"W\0\0\0"));
    bytes.extend(entry(4, 5, 3, 130_u32.to_be_bytes()));
    bytes.extend([0; 4]);
    assert_eq!(bytes.len(), 106);
    for part in [53, 1, 48, 1, 3, 1, 1, 1, 32, 1, 57, 1_u32] {
        bytes.extend(part.to_be_bytes());
    }
    bytes
}

fn jpeg_with(marker: u8, body: &[u8]) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xFF, marker], &length, body, &plain[2..]].concat()
}

fn png_with(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    let length = u32::try_from(body.len()).expect("short").to_be_bytes();
    // Behind the head of 25 bytes; sums are not looked at.
    [&plain[..33], &length, name, body, &[0; 4], &plain[33..]].concat()
}

fn found(name: &str, bytes: &[u8]) -> Vec<(Kind, String)> {
    let told = told(name, bytes).expect("read").expect("known");
    let found = scan(&told, &Own::default());
    for one in &found {
        let there: String = told.text.chars().skip(one.start).take(one.end - one.start).collect();
        assert_eq!(there, one.value);
    }
    found.into_iter().map(|one| (one.kind, one.value)).collect()
}

#[test]
fn what_a_camera_and_a_program_wrote_is_told() {
    let whose = (Kind::PersonName, "Xanthe Wojcik".to_owned());
    let place = (Kind::Place, "53.8008, -1.5492".to_owned());
    let camera = [&b"Exif\0\0"[..], &exif()].concat();
    for bytes in [jpeg_with(0xE1, &camera), png_with(b"eXIf", &exif()), exif()] {
        let found = found("a.jpg", &bytes);
        assert!(found.contains(&whose) && found.contains(&place), "{found:?}");
    }
    let webp = [
        &b"RIFF\0\0\0\0WEBPEXIF"[..],
        &u32::try_from(exif().len()).expect("short").to_le_bytes(),
        &exif(),
    ]
    .concat();
    assert!(found("a.webp", &webp).contains(&place));
    let packed = {
        use std::io::Write as _;
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(b"call 0113 496 0123").expect("packed");
        packer.finish().expect("packed")
    };
    let phone = (Kind::Phone, "0113 496 0123".to_owned());
    for bytes in [
        png_with(b"tEXt", b"Comment\0call 0113 496 0123"),
        png_with(b"zTXt", &[&b"Comment\0\0"[..], &packed].concat()),
        png_with(b"iTXt", b"Comment\0\0\0en\0\0call 0113 496 0123"),
        png_with(b"iTXt", &[&b"Comment\0\x01\0en\0\0"[..], &packed].concat()),
        png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x><d>call 0113 496 0123</d></x>"),
        jpeg_with(0xFE, b"call 0113 496 0123"),
        jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x note=\"call 0113 496 0123\"/>"),
        jpeg_with(
            0xED,
            b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x17\x1C\x02\x78\0\x12call 0113 496 0123",
        ),
        b"GIF89a\x01\0\x01\0\0\0\0\x21\xFE\x12call 0113 496 0123\0;".to_vec(),
    ] {
        let found = found("a", &bytes);
        assert!(found.contains(&phone), "{found:?}");
    }
    assert_eq!(found("a.png", &png_with(b"tEXt", b"Author\0Xanthe Wojcik")), [whose]);
}

#[test]
fn a_name_of_a_file_is_told_and_its_owner_is_nobody_to_hide() {
    let bytes = picture(ImageFormat::Png);
    assert_eq!(found("Mr_Okafor_2026.png", &bytes), [(Kind::PersonName, "Mr Okafor".to_owned())]);
    assert_eq!(found("drum.png", &bytes), []);
    let own = Own {
        owner: "Xanthe Wojcik".to_owned(),
        ..Own::default()
    };
    let mine = told("a.png", &png_with(b"tEXt", b"Author\0Xanthe Wojcik"))
        .expect("read")
        .expect("known");
    assert_eq!(scan(&mine, &own), []);
}

#[test]
fn a_pdf_tells_its_pages_its_author_and_its_properties() {
    let pdf = triptych_pdf::render(&triptych_pdf::Document {
        title: "About LS6 3HN".to_owned(),
        author: Some("Xanthe Wojcik".to_owned()),
        blocks: vec![triptych_pdf::Block::paragraph("Call 0113 496 0123.")],
        ..triptych_pdf::Document::default()
    })
    .expect("a PDF");
    let found = found("letter.pdf", &pdf);
    for one in [
        (Kind::PersonName, "Xanthe Wojcik"),
        (Kind::Postcode, "LS6 3HN"),
        (Kind::Phone, "0113 496 0123"),
    ] {
        assert!(found.contains(&(one.0, one.1.to_owned())), "{one:?} in {found:?}");
    }
    assert_eq!(told("a.pdf", b"%PDF-1.7 and no more").expect_err("damaged").code, Code::Invalid);
}

#[test]
fn text_is_as_it_is_and_what_is_nothing_of_it_is_none() {
    assert_eq!(
        told("note.md", "é Dr Ray".as_bytes()).expect("read").expect("text").text,
        "é Dr Ray"
    );
    assert!(told("a.bin", b"\0\x01\x02").expect("read").is_none());
}

#[test]
fn what_is_malformed_says_less_and_nothing_else_happens() {
    let whole = [
        jpeg_with(0xE1, &[&b"Exif\0\0"[..], &exif()].concat()),
        png_with(b"eXIf", &exif()),
        exif(),
    ];
    for bytes in &whole {
        for end in 0..bytes.len() {
            let _ = told("a", &bytes[..end]);
        }
        for at in 0..bytes.len() {
            let mut wrong = bytes.clone();
            wrong[at] ^= 0xFF;
            let _ = told("a", &wrong);
        }
    }
}
