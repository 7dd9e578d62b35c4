//! What programs write into pictures beside what is seen: texts of PNG, segments of JPEG, chunks of WebP, comments of GIF.
//!
//! What always holds: lengths are looked up and none is trusted; what is packed is unpacked up to `PART` bytes.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{Told, exif};
use crate::hcpc::within_tags;
use crate::privacy::Kind;

/// The most bytes of one text, unpacked.
const PART: u64 = 4 * 1024 * 1024;

/// Reads what a picture says of itself; false for what is no picture.
pub(super) fn read(bytes: &[u8], told: &mut Told) -> bool {
    if let Some(rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") {
        png(rest, told);
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        jpeg(bytes, told);
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(&bytes[12..], told);
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes, told);
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        exif::read(bytes, told);
    } else {
        return false;
    }
    true
}

/// A description of itself as XML (XMP).
fn described(xml: &[u8], told: &mut Told) {
    let xml = String::from_utf8_lossy(xml);
    told.paragraph(&within_tags(&xml));
    if let Some((_, position)) = xml.split_once("GPSLatitude") {
        let figures: String = position
            .chars()
            .skip_while(|sign| !sign.is_ascii_digit())
            .take_while(|sign| sign.is_ascii_digit() || ".,NS".contains(*sign))
            .collect();
        told.marked("Position", &figures, Kind::Place, "where the picture was taken");
    }
}

fn large(bytes: &[u8]) -> Option<usize> {
    Some(u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize)
}

fn png(mut rest: &[u8], told: &mut Told) {
    while let (Some(length), Some(name)) = (large(rest), rest.get(4..8)) {
        let Some(body) = length.checked_add(8).and_then(|end| rest.get(8..end)) else {
            return;
        };
        match name {
            b"eXIf" => exif::read(body, told),
            b"tEXt" | b"zTXt" | b"iTXt" => text(name, body, told),
            _ => {}
        }
        rest = rest.get(length + 12..).unwrap_or_default();
    }
}

/// A keyword, and a text behind it.
fn text(name: &[u8], body: &[u8], told: &mut Told) {
    let Some(end) = body.iter().position(|byte| *byte == 0) else {
        return;
    };
    let (keyword, rest) = (&body[..end], &body[end + 1..]);
    let after = |bytes: &[u8], zeros: usize| {
        let mut places = bytes.iter().enumerate().filter(|(_, byte)| **byte == 0).map(|(at, _)| at + 1);
        places.nth(zeros - 1).map_or_else(Vec::new, |from| bytes[from..].to_vec())
    };
    let words = match name {
        b"zTXt" => unpacked(rest.get(1..).unwrap_or_default()),
        // Whether it is packed, how, in which language, the keyword in that language.
        b"iTXt" if rest.first() == Some(&1) => unpacked(&after(rest.get(2..).unwrap_or_default(), 2)),
        b"iTXt" => after(rest.get(2..).unwrap_or_default(), 2),
        _ => rest.to_vec(),
    };
    match keyword {
        b"XML:com.adobe.xmp" => described(&words, told),
        b"Author" | b"Artist" => told.author(&String::from_utf8_lossy(&words)),
        b"Software" | b"Creation Time" | b"date:create" | b"date:modify" => {}
        _ => {
            let label = String::from_utf8_lossy(keyword).into_owned();
            told.fact(&label, &String::from_utf8_lossy(&words));
        }
    }
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut words = Vec::new();
    // What could be unpacked before it was broken is read all the same.
    let _ = ZlibDecoder::new(packed).take(PART).read_to_end(&mut words);
    words
}

fn jpeg(bytes: &[u8], told: &mut Told) {
    let mut at = 2;
    while let Some([0xFF, marker]) = bytes.get(at..at + 2) {
        if *marker == 0xDA {
            // From here on it is the picture.
            return;
        }
        if *marker == 0xFF {
            at += 1;
            continue;
        }
        let Some([high, low]) = bytes.get(at + 2..at + 4) else { return };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(body) = bytes.get(at + 4..at + 2 + length.max(2)) else {
            return;
        };
        match marker {
            0xE1 if body.starts_with(b"Exif\0\0") => exif::read(&body[6..], told),
            0xE1 => {
                if let Some(end) = body
                    .iter()
                    .position(|byte| *byte == 0)
                    .filter(|_| body.starts_with(b"http://ns.adobe.com/"))
                {
                    described(&body[end + 1..], told);
                }
            }
            0xED => press(body, told),
            0xFE => told.fact("Note", &String::from_utf8_lossy(body)),
            _ => {}
        }
        at += 2 + length.max(2);
    }
}

/// What picture agencies write (IPTC): each entry a mark, two numbers and a length.
fn press(body: &[u8], told: &mut Told) {
    let mut rest = body;
    while let Some(at) = rest.windows(2).position(|pair| pair == [0x1C, 2]) {
        let Some([dataset, high, low]) = rest.get(at + 2..at + 5) else {
            return;
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let words = String::from_utf8_lossy(rest.get(at + 5..at + 5 + length).unwrap_or_default()).into_owned();
        match dataset {
            80 | 122 => told.author(&words),
            // Numbers and dates.
            0 | 30..=70 => {}
            _ => told.fact("Note", &words),
        }
        rest = rest.get(at + 5 + length..).unwrap_or_default();
    }
}

fn webp(mut rest: &[u8], told: &mut Told) {
    while let (Some(name), Some(length)) = (rest.get(..4), rest.get(4..8)) {
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
        let Some(body) = length.checked_add(8).and_then(|end| rest.get(8..end)) else {
            return;
        };
        match name {
            b"EXIF" => exif::read(body.strip_prefix(b"Exif\0\0").unwrap_or(body), told),
            b"XMP " => described(body, told),
            _ => {}
        }
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
}

fn gif(bytes: &[u8], told: &mut Told) {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(flags) = bytes.get(10) else { return };
    let mut at = 13 + table(*flags);
    while let Some(mark) = bytes.get(at) {
        let comment = match (mark, bytes.get(at + 1)) {
            (0x21, Some(label)) => {
                at += 2;
                *label == 0xFE
            }
            (0x2C, _) => {
                let Some(flags) = bytes.get(at + 9) else { return };
                at += 11 + table(*flags);
                false
            }
            _ => return,
        };
        let mut words = Vec::new();
        while let Some(length) = bytes.get(at).map(|length| usize::from(*length)) {
            words.extend_from_slice(bytes.get(at + 1..at + 1 + length).unwrap_or_default());
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        if comment {
            told.fact("Note", &String::from_utf8_lossy(&words));
        }
    }
}
