//! Each kind of sound and picture that is said to be played and shown, made by a program that is not ours: `tests/fixtures/kinds`.

use super::*;
use crate::evidence::model::Family;
use crate::evidence::sort;

macro_rules! fixture {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../../../../../tests/fixtures/kinds/", $name)) as &[u8],
        )
    };
}

/// A second of silence and one of a tone, and what each is called.
const SOUNDS: [(&str, (&str, &[u8])); 4] = [
    ("MP3 sound", fixture!("tone.mp3")),
    ("M4A sound", fixture!("tone.m4a")),
    ("Ogg sound", fixture!("tone.ogg")),
    ("FLAC sound", fixture!("tone.flac")),
];

/// The left half red, the right half blue.
const PICTURES: [(&str, (&str, &[u8])); 2] = [("WebP picture", fixture!("halves.webp")), ("TIFF picture", fixture!("halves.tiff"))];

fn sort_of(bytes: &[u8]) -> sort::Sort {
    sort::of(&bytes[..bytes.len().min(4096)], bytes.len() as u64)
}

fn samples(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

#[test]
fn every_kind_of_sound_is_measured_and_heard_from_anywhere() {
    for (says, (name, bytes)) in SOUNDS {
        let sort = sort_of(bytes);
        assert_eq!((sort.says, sort.family), (says, Family::Sound), "{name}");
        let heard = reader(bytes, |file| sound(file, &mut |_, _| Ok(()))).expect(name);
        // What an encoder puts before and behind is a fraction of a second.
        assert!((heard.seconds - 2.0).abs() < 0.2, "{name}: {} seconds", heard.seconds);
        assert_eq!((heard.rate, heard.channels, heard.broken), (16_000, 1, false), "{name}");
        let (first, last) = (heard.wave.len() * 2 / 5, heard.wave.len() * 7 / 10);
        assert!(heard.wave[..first].iter().all(|loud| *loud < 10), "{name}: silence first");
        let loud = heard.wave[last..].iter().filter(|loud| (90..=160).contains(*loud)).count();
        assert!(
            loud * 10 >= (heard.wave.len() - last) * 7,
            "{name}: and then a tone {:?}",
            heard.wave
        );
        let tone = reader(bytes, |file| part(file, 1.4, 0.25)).expect(name);
        assert_eq!((tone.rate, tone.channels, tone.frames), (16_000, 1, 4_000), "{name}");
        let peak = samples(&tone.bytes).iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!((0.4..=0.6).contains(&peak), "{name}: {peak}");
        let quiet = reader(bytes, |file| part(file, 0.3, 0.25)).expect(name);
        assert!(samples(&quiet.bytes).iter().all(|sample| sample.abs() < 0.05), "{name}");
        // Cut short it is played as far as it goes, or told.
        let cut = reader(&bytes[..bytes.len() * 2 / 3], |file| {
            with_task(|task| guarded(task, Duration::from_secs(20), move || sound(file, &mut |_, _| Ok(()))))
        });
        match cut {
            Ok(cut) => assert!(cut.seconds < 2.0 || cut.broken, "{name}: {cut:?}"),
            Err(cause) => assert_eq!(cause.code, Code::Refused, "{name}"),
        }
    }
}

#[test]
fn every_kind_of_picture_is_shown_as_it_is() {
    for (says, (name, bytes)) in PICTURES {
        let sort = sort_of(bytes);
        assert_eq!((sort.says, sort.family), (says, Family::Picture), "{name}");
        let shown = reader(bytes, |file| picture(file, sort.media_type, 300)).expect(name);
        assert_eq!((shown.width, shown.height), (60, 40), "{name}");
        let drawn = decode(Cursor::new(&shown.bytes), shown.media_type).expect(name).to_rgb8();
        let near = |x: u32, wanted: [u8; 3]| {
            let found = drawn.get_pixel(x, 20).0;
            assert!(
                found.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 24),
                "{name} at {x}: {found:?}"
            );
        };
        near(10, [200, 30, 30]);
        near(50, [30, 30, 200]);
        let cut = reader(&bytes[..bytes.len() / 2], |file| {
            with_task(|task| guarded(task, Duration::from_secs(20), move || picture(file, sort.media_type, 64)))
        });
        assert!(
            cut.is_ok() || cut.is_err_and(|cause| cause.code == Code::Refused),
            "{name}: an answer, and in time"
        );
    }
}
