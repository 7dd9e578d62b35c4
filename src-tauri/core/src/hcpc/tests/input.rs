//! What is unusual comes in, and what leaves is whole all the same: Welsh, an activity that is erased, colours of printers.

use super::exhibits::Desk;
use super::*;
use crate::evidence;
use crate::record;

#[test]
fn a_statement_in_welsh_is_counted_checked_and_leaves_as_it_is_written() {
    let welsh = "Yn ystod y flwyddyn dysgais wrando’n well ar bob grŵp. Erbyn hyn rwy’n gadael i’r tawelwch siarad, ac mae pawb yn cael mwy o amser i ganu.";
    let words = u32::try_from(welsh.split_whitespace().count()).expect("few");
    assert_eq!(count_words(welsh), words);
    let desk = Desk::new();
    desk.app
        .change(|portfolio| {
            let form = Form {
                summary: welsh.to_owned(),
                chosen: vec![chosen(&desk.record, welsh)],
                ..empty()
            };
            let profile = put(portfolio, &desk.cycle, &form);
            assert_eq!(profile.summary_words.count, words);
            assert_eq!(found(portfolio, &desk.cycle)?, []);
            readiness(portfolio, &desk.cycle)?;
            Ok(())
        })
        .expect("written");
    let (pdf, _) = desk.export(true).expect("it leaves");
    let read = super::super::leaving::pages_of(&pdf).expect("a PDF").replace('\n', " ");
    let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(read.matches("gadael i’r tawelwch siarad").count(), 2, "{read}");
    assert!(read.contains("bob grŵp"), "{read}");
}

#[test]
fn an_activity_that_is_erased_after_it_was_chosen_is_chosen_no_more() {
    let desk = Desk::new();
    let (gone, stays) = desk
        .app
        .change(|portfolio| {
            let gone = finished(portfolio, &cpd("2025-04-01", CpdType::Formal));
            let form = Form {
                summary: "My work.".to_owned(),
                chosen: vec![chosen(&gone, "A hornbeam."), chosen(&desk.record, "An hour.")],
                choices: vec![choice(&gone, None, Some("The hornbeam course"))],
                ..empty()
            };
            put(portfolio, &desk.cycle, &form);
            record::bin(portfolio, &gone)?;
            Ok((gone, desk.record.clone()))
        })
        .expect("chosen and binned");
    let profile = desk.profile();
    assert!(profile.activities.iter().all(|one| one.record_id != gone));
    desk.app.change(record::empty_bin).expect("erased");
    let profile = desk.profile();
    let left: Vec<&str> = profile.chosen.iter().map(|one| one.record_id.as_str()).collect();
    assert_eq!(left, [stays.as_str()]);
    let whole = desk.app.with(|portfolio| Ok(whole(portfolio, &desk.cycle))).expect("a document");
    assert!(!whole.contains("hornbeam"), "{whole}");
    desk.export(true).expect("it leaves without it");
}

/// A JPEG of eight by eight pixels in one colour, in the four colours of printers as Adobe's programs write them: 255 is no ink.
fn four_colours(stored: [u8; 4]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).expect("short").to_be_bytes();
        bytes.extend([&[0xFF, marker][..], &length, body].concat());
    };
    segment(0xEE, b"Adobe\0\x64\0\0\0\0\0");
    segment(0xDB, &[&[0][..], &[1; 64]].concat());
    segment(0xC0, &[8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    // Twelve lengths of four bits each for the middle of a block, and one of one bit for "nothing else".
    segment(
        0xC4,
        &[
            &[0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        ]
        .concat(),
    );
    segment(0xC4, &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    segment(0xDA, &[4, 1, 0x00, 2, 0x00, 3, 0x00, 4, 0x00, 0, 63, 0]);
    let mut bits: Vec<bool> = Vec::new();
    let mut put = |value: u32, length: u32| bits.extend((0..length).rev().map(|bit| value >> bit & 1 == 1));
    for colour in stored {
        let middle = (i32::from(colour) - 128) * 8;
        let length = 32 - middle.unsigned_abs().leading_zeros();
        put(length, 4);
        let value = if middle < 0 { middle + (1 << length) - 1 } else { middle };
        put(u32::try_from(value).expect("no less than nothing"), length);
        put(0, 1);
    }
    while !bits.len().is_multiple_of(8) {
        bits.push(true);
    }
    for eight in bits.chunks(8) {
        let byte = eight.iter().fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit));
        bytes.push(byte);
        if byte == 0xFF {
            bytes.push(0);
        }
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

#[test]
fn a_picture_in_the_colours_of_printers_is_shown_in_its_own() {
    let desk = Desk::new();
    for (stored, seen) in [
        ([255, 255, 255, 255], [255, 255, 255]),
        ([255, 255, 255, 0], [0, 0, 0]),
        ([255, 0, 0, 255], [255, 0, 0]),
        ([0, 255, 255, 255], [0, 255, 255]),
        ([255, 255, 0, 128], [128, 128, 0]),
    ] {
        let id = desk.add("print.jpg", &four_colours(stored), "A print.");
        let fine = evidence::Fineness {
            width: 100,
            height: 100,
            quality: 95,
        };
        let wanted = evidence::Wanted { fine, words: false };
        let sheets = desk
            .app
            .run("", |task| evidence::sheets(&desk.app, task, &id, wanted, &mut |_, _| Ok(())))
            .expect("it is drawn");
        let drawn = image::load_from_memory(&sheets[0].bytes).expect("a picture").into_rgb8();
        let pixel = drawn.get_pixel(4, 4).0;
        let near = pixel.iter().zip(seen).all(|(one, other)| one.abs_diff(other) <= 6);
        assert!(near, "{stored:?} is {pixel:?} and not {seen:?}");
    }
}
