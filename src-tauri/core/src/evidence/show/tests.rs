//! Files that are what they say, and files that mean harm.

mod kinds;

use std::io::Cursor;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;

use super::{Encoded, decode, encode, guarded, malformed, page_of, part, picture, sound};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::testing::{StillWorld, no_host, portfolio};
use crate::vault::attachments::Reader;

fn with_task<T>(body: impl FnOnce(&Task) -> Result<T>) -> Result<T> {
    App::new(StillWorld::new(std::path::Path::new("nowhere")), no_host(), "a test").run("", body)
}

/// `bytes` as a file of a portfolio.
fn reader<T>(bytes: &[u8], body: impl FnOnce(Reader) -> T) -> T {
    let (_folder, portfolio) = portfolio();
    let attachments = portfolio.attachments();
    let mut staging = attachments.begin().expect("begun");
    staging.write(bytes).expect("written");
    let staged = staging.finish().expect("finished");
    let (sha256, size) = (staged.sha256.clone(), staged.size);
    attachments.keep(staged).expect("kept");
    body(attachments.open(&sha256, size).expect("opened"))
}

fn drawing(width: u32, height: u32) -> DynamicImage {
    #[expect(clippy::cast_possible_truncation, reason = "a colour")]
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 90])))
}

fn png(image: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png).expect("encoded");
    bytes.into_inner()
}

/// A PNG whose head says that it is so large, and that has nothing of it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(&drawing(1, 1));
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    // The head's checksum, so that it is read as it stands.
    let mut crc = 0xFFFF_FFFF_u32;
    for byte in &bytes[12..29] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}

/// A second of a tone in each of `seconds`, the first half silent.
fn wav(seconds: u32) -> Vec<u8> {
    let (rate, mut samples) = (8_000_u32, Vec::new());
    for at in 0..seconds * rate {
        let loud: i16 = if at < seconds * rate / 2 {
            0
        } else if at % 20 < 10 {
            16_000
        } else {
            -16_000
        };
        samples.extend_from_slice(&loud.to_le_bytes());
    }
    let length = u32::try_from(samples.len()).expect("short");
    let mut bytes = b"RIFF".to_vec();
    bytes.extend_from_slice(&(36 + length).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend_from_slice(&rate.to_le_bytes());
    bytes.extend_from_slice(&(rate * 2).to_le_bytes());
    bytes.extend_from_slice(b"\x02\0\x10\0data");
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&samples);
    bytes
}

#[test]
fn a_picture_is_made_smaller_and_keeps_its_shape() {
    let shown = reader(&png(&drawing(900, 300)), |file| picture(file, "image/png", 300)).expect("shown");
    assert_eq!(
        (shown.width, shown.height, shown.full_width, shown.full_height),
        (300, 100, 900, 300)
    );
    let again = decode(Cursor::new(&shown.bytes), shown.media_type).expect("a picture");
    assert_eq!((again.width(), again.height()), (300, 100));
    let small = reader(&png(&drawing(20, 10)), |file| picture(file, "image/png", 300)).expect("shown");
    assert_eq!((small.width, small.height), (20, 10), "none is made larger");
}

#[test]
fn bombs_are_refused_before_a_pixel_is_decoded() {
    for (width, height) in [(40_000, 10), (10, 40_000), (29_000, 29_000), (u32::MAX >> 1, 1)] {
        let refused = reader(&bomb(width, height), |file| picture(file, "image/png", 300)).expect_err("too large");
        assert_eq!(refused.code, Code::Refused);
        assert!(refused.message.contains("30000 a side and 100 million"), "{}", refused.message);
    }
}

#[test]
fn a_picture_that_is_broken_or_another_thing_is_told() {
    let whole = png(&drawing(200, 200));
    for bytes in [&whole[..whole.len() / 2], b"\x89PNG\r\n\x1a\n", b"", b"GIF89a\xff\xff\xff\xff"] {
        for media_type in ["image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"] {
            let shown = reader(bytes, |file| {
                with_task(|task| guarded(task, Duration::from_secs(20), move || picture(file, media_type, 64)))
            });
            assert_eq!(shown.expect_err("no picture").code, Code::Refused, "{media_type}");
        }
    }
}

#[test]
fn what_is_encoded_carries_pixels_alone() {
    let (exact, kind) = encode(&drawing(30, 20), Encoded::Exact).expect("encoded");
    assert_eq!(kind, "image/png");
    assert_eq!(
        decode(Cursor::new(&exact), kind).expect("a picture").to_rgb8(),
        drawing(30, 20).to_rgb8()
    );
    let (small, kind) = encode(&drawing(30, 20), Encoded::Small).expect("encoded");
    assert_eq!(kind, "image/jpeg");
    for bytes in [exact, small] {
        assert!(!bytes.windows(4).any(|window| window == b"Exif" || window == b"tEXt"));
    }
}

#[test]
fn a_decoder_that_panics_or_never_ends_takes_nothing_down() {
    let panicked: Result<()> = with_task(|task| guarded(task, Duration::from_secs(5), || panic!("a defect in a decoder")));
    assert_eq!(panicked.expect_err("a panic").message, malformed().message);
    let slow = with_task(|task| {
        guarded(task, Duration::from_millis(60), || {
            std::thread::sleep(Duration::from_millis(400));
            Ok(())
        })
    });
    let slow = slow.expect_err("too slow");
    assert_eq!(slow.code, Code::Refused);
    assert!(slow.message.contains("given up"), "{}", slow.message);
    let failed: Result<()> = with_task(|task| guarded(task, Duration::from_secs(5), || Err(Error::not_found("page"))));
    assert_eq!(failed.expect_err("its own error").code, Code::NotFound);
}

#[test]
fn pages_are_drawn_and_what_is_no_pdf_is_told() {
    let document = triptych_pdf::Document {
        title: "Two pages".to_owned(),
        author: None,
        subject: None,
        language: "en-GB".to_owned(),
        created: chrono::NaiveDate::from_ymd_opt(2026, 11, 22)
            .expect("a day")
            .and_time(chrono::NaiveTime::MIN),
        running_header: None,
        running_footer: None,
        counted: None,
        blocks: (0..120)
            .map(|at| triptych_pdf::Block::paragraph(format!("Line {at} of it.")))
            .collect(),
    };
    let pdf = triptych_pdf::render(&document).expect("a PDF");
    let (first, pages) = reader(&pdf, |file| super::page(file, 1, 400))
        .map(|page| (page.image, page.pages))
        .expect("drawn");
    assert!(
        pages >= 2 && first.width() == 400 && first.height() > 400,
        "{pages} pages, {first:?}"
    );
    assert!(first.to_rgb8().pixels().any(|pixel| pixel.0[0] < 90), "there are words on it");
    assert_eq!(
        reader(&pdf, |file| super::page(file, 99, 400)).expect_err("no page").code,
        Code::NotFound
    );
    assert_eq!(
        reader(&pdf, |file| super::page(file, 0, 400)).expect_err("no page").code,
        Code::NotFound
    );
    for bytes in [&b"%PDF-1.7\n"[..], b"%PDF-1.4 /Type /Page", &pdf[..pdf.len() / 3]] {
        let bytes = std::sync::Arc::new(bytes.to_vec());
        // Whatever is made of it: an answer, and in time.
        let answer = with_task(|task| guarded(task, Duration::from_secs(20), move || page_of(bytes, 1, 200, true)));
        assert!(answer.is_ok() || answer.is_err_and(|cause| matches!(cause.code, Code::Refused | Code::NotFound)));
    }
}

#[test]
fn sound_is_measured_and_heard_from_anywhere() {
    let bytes = wav(4);
    let heard = reader(&bytes, |file| sound(file, &mut |_, _| Ok(()))).expect("heard");
    assert!((heard.seconds - 4.0).abs() < 0.01, "{}", heard.seconds);
    assert_eq!((heard.rate, heard.channels, heard.broken), (8_000, 1, false));
    let middle = heard.wave.len() / 2;
    assert!(heard.wave[..middle - 2].iter().all(|loud| *loud == 0), "silence first");
    assert!(
        heard.wave[middle + 2..].iter().all(|loud| (120..=130).contains(loud)),
        "and then a tone"
    );
    let loud = reader(&bytes, |file| part(file, 2.5, 1.0)).expect("a part");
    assert_eq!((loud.rate, loud.channels, loud.frames, loud.bytes.len()), (8_000, 1, 8_000, 32_000));
    let quiet = reader(&bytes, |file| part(file, 0.5, 0.25)).expect("a part");
    assert_eq!(quiet.frames, 2_000);
    assert!(quiet.bytes.iter().all(|byte| *byte == 0));
    let end = reader(&bytes, |file| part(file, 3.9, 30.0)).expect("a part");
    assert!((795..=805).contains(&end.frames), "{}", end.frames);
    assert_eq!(reader(&bytes, |file| part(file, 99.0, 1.0)).expect("nothing").frames, 0);
}

/// Two seconds of silence and two of a tone, as a telephone records a voice note.
const NOTE: &[u8] = include_bytes!("../../../../../tests/fixtures/sound/note.opus");

#[test]
fn a_voice_note_in_opus_is_measured_and_heard_from_anywhere() {
    let heard = reader(NOTE, |file| sound(file, &mut |_, _| Ok(()))).expect("heard");
    assert!((heard.seconds - 4.0).abs() < 0.05, "{}", heard.seconds);
    assert_eq!((heard.rate, heard.channels, heard.broken), (48_000, 1, false));
    let middle = heard.wave.len() / 2;
    assert!(heard.wave[..middle - 4].iter().all(|loud| *loud < 8), "silence first");
    assert!(
        heard.wave[middle + 4..].iter().all(|loud| (100..=150).contains(loud)),
        "and then a tone"
    );
    let loud = reader(NOTE, |file| part(file, 2.5, 1.0)).expect("a part");
    assert_eq!((loud.rate, loud.channels, loud.frames), (48_000, 1, 48_000));
    let quiet = reader(NOTE, |file| part(file, 0.5, 0.25)).expect("a part");
    assert_eq!(quiet.frames, 12_000);
    let samples = |bytes: &[u8]| -> Vec<f32> { bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect() };
    assert!(samples(&quiet.bytes).iter().all(|sample| sample.abs() < 0.02));
    assert!(samples(&loud.bytes).iter().any(|sample| sample.abs() > 0.4));
    let cut = reader(&NOTE[..NOTE.len() / 2], |file| sound(file, &mut |_, _| Ok(()))).expect("as far as it goes");
    assert!(cut.seconds < 3.9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_voice_note_that_is_spoilt_takes_nothing_down(spoilt in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = NOTE.to_vec();
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Whatever is said of it: it is an answer, and it comes.
        let _ = reader(&bytes, |file| with_task(|task| guarded(task, Duration::from_secs(20), move || sound(file, &mut |_, _| Ok(())))));
    }
}

#[test]
fn sound_that_is_cut_short_plays_as_far_as_it_goes_and_says_so() {
    let whole = wav(4);
    let cut = &whole[..whole.len() / 2];
    let heard = reader(cut, |file| sound(file, &mut |_, _| Ok(()))).expect("heard");
    assert!(heard.broken && heard.seconds < 2.1, "{heard:?}");
    for bytes in [
        &b"RIFF\0\0\0\0WAVEfmt "[..],
        b"ID3\x04\0\0\0\0\0\0",
        b"OggS",
        b"fLaC",
        b"\0\0\0\x20ftypM4A \0\0\0\0",
        b"",
    ] {
        let refused = reader(bytes, |file| {
            with_task(|task| guarded(task, Duration::from_secs(20), move || sound(file, &mut |_, _| Ok(()))))
        });
        assert_eq!(refused.expect_err("no sound").code, Code::Refused, "{bytes:?}");
    }
    let stopped = reader(&whole, |file| sound(file, &mut |_, _| Err(Error::new(Code::Cancelled, "Stopped."))));
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
}
