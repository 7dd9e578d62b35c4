//! What a camera wrote into a picture (Exif, which is a TIFF without a picture).
//!
//! What always holds: every offset is looked up and none is trusted; a directory that leads in a circle ends.

use super::Told;
use crate::privacy::Kind;

/// The most directories, and entries of one.
const DIRECTORIES: usize = 8;
const ENTRIES: usize = 512;
/// The most bytes of one text.
const LONG: usize = 64 * 1024;

/// A TIFF and the order of its bytes.
struct Tiff<'b> {
    bytes: &'b [u8],
    little: bool,
}

struct Entry<'b> {
    tag: u16,
    kind: u16,
    value: &'b [u8],
}

/// Reads the directories from the first on.
pub(super) fn read(bytes: &[u8], told: &mut Told) {
    let little = match bytes.get(..4) {
        Some([b'I', b'I', 42, 0]) => true,
        Some([b'M', b'M', 0, 42]) => false,
        _ => return,
    };
    let tiff = Tiff { bytes, little };
    let mut waiting = vec![(tiff.number(4, 4), false)];
    let mut seen = 0;
    while let Some((at, position)) = waiting.pop() {
        seen += 1;
        let (Some(at), true) = (at, seen <= DIRECTORIES) else { continue };
        let entries = tiff.directory(at);
        if position {
            tiff.position(&entries, told);
            continue;
        }
        for one in &entries {
            match one.tag {
                // The camera's own directory, and where the picture was taken.
                0x8769 => waiting.push((tiff.value(one), false)),
                0x8825 => waiting.push((tiff.value(one), true)),
                _ => tiff.tell(one, told),
            }
        }
    }
}

impl<'b> Tiff<'b> {
    fn number(&self, at: usize, length: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        Some(self.of(bytes))
    }

    fn of(&self, bytes: &[u8]) -> usize {
        let join = |all: usize, byte: &u8| all << 8 | usize::from(*byte);
        if self.little {
            bytes.iter().rev().fold(0, join)
        } else {
            bytes.iter().fold(0, join)
        }
    }

    fn value(&self, one: &Entry<'_>) -> Option<usize> {
        Some(self.of(one.value.get(..4)?))
    }

    fn directory(&self, at: usize) -> Vec<Entry<'b>> {
        let count = self.number(at, 2).unwrap_or_default().min(ENTRIES);
        (0..count).filter_map(|number| self.entry(at + 2 + number * 12)).collect()
    }

    fn entry(&self, at: usize) -> Option<Entry<'b>> {
        let (tag, kind, count) = (self.number(at, 2)?, self.number(at + 2, 2)?, self.number(at + 4, 4)?);
        let size = match kind {
            1 | 2 | 6 | 7 | 129 => 1,
            3 | 8 => 2,
            5 | 10 | 12 => 8,
            _ => 4,
        };
        let length = count.checked_mul(size)?;
        let start = if length <= 4 { at + 8 } else { self.number(at + 8, 4)? };
        Some(Entry {
            tag: u16::try_from(tag).ok()?,
            kind: u16::try_from(kind).ok()?,
            value: self.bytes.get(start..start.checked_add(length.clamp(4, LONG))?)?,
        })
    }

    fn tell(&self, one: &Entry<'_>, told: &mut Told) {
        let eight_bits = || String::from_utf8_lossy(one.value).trim_end_matches('\0').to_owned();
        match one.tag {
            // When, with which camera and which program: nobody.
            0x0132 | 0x9003 | 0x9004 | 0x9010..=0x9012 | 0x9290..=0x9292 | 0x010F | 0x0110 | 0x0131 | 0xA433 | 0xA434 => {}
            0x013B | 0xA430 => told.author(&eight_bits()),
            0x9C9D => told.author(&self.sixteen_bits(one)),
            0x9C9B | 0x9C9C | 0x9C9E | 0x9C9F => told.fact("Note", &self.sixteen_bits(one)),
            // A comment begins with the name of its letters.
            0x9286 => told.fact("Note", &String::from_utf8_lossy(one.value.get(8..).unwrap_or_default())),
            0x8298 => told.fact("Copyright", &eight_bits().replace('\0', " ")),
            _ if matches!(one.kind, 2 | 129) => told.fact("Note", &eight_bits()),
            _ => {}
        }
    }

    fn sixteen_bits(&self, one: &Entry<'_>) -> String {
        let units: Vec<u16> = one
            .value
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    }

    fn position(&self, entries: &[Entry<'_>], told: &mut Told) {
        let of = |tag: u16| entries.iter().find(|one| one.tag == tag);
        let degrees = |tag: u16, against: &[u8]| -> Option<f64> {
            let parts: Vec<f64> = of(tag)?
                .value
                .chunks_exact(8)
                .map(|pair| {
                    let part = |bytes: &[u8]| u32::try_from(self.of(bytes)).map_or(0.0, f64::from);
                    part(&pair[..4]) / part(&pair[4..]).max(1.0)
                })
                .collect();
            let [degrees, minutes, seconds, ..] = parts.as_slice() else {
                return None;
            };
            let all = degrees + minutes / 60.0 + seconds / 3600.0;
            let turned = of(tag - 1).is_some_and(|one| one.value.starts_with(against));
            Some(if turned { -all } else { all })
        };
        if let (Some(north), Some(east)) = (degrees(2, b"S"), degrees(4, b"W")) {
            let words = format!("{north:.4}, {east:.4}");
            told.marked("Position", &words, Kind::Place, "where the picture was taken");
        }
        // What the place is called.
        for one in entries.iter().filter(|one| matches!(one.tag, 0x1B | 0x1C)) {
            told.fact("Place", &String::from_utf8_lossy(one.value.get(8..).unwrap_or_default()));
        }
    }
}
