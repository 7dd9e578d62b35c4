//! A picture as a PDF holds it: the compressed pixels as they came, and nothing besides.
//!
//! What always holds: what a camera or a program wrote beside the pixels (EXIF, comments, previews) goes; a file that is cut
//! short or larger than it says is none.

/// How the pixels are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Jpeg,
    /// By deflate, each row with a filter before it.
    Rows,
}

/// A picture's pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pixels {
    pub(crate) packing: Packing,
    /// In pixels.
    pub(crate) width: u32,
    /// In pixels.
    pub(crate) height: u32,
    /// 1 for grey, 3 for colours.
    pub(crate) colours: u8,
    pub(crate) bytes: Vec<u8>,
}

/// Takes the pixels out of a JPEG or PNG. `None` for what a PDF does not hold as it is.
pub(crate) fn pixels(file: &[u8]) -> Option<Pixels> {
    if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(file)
    } else {
        jpeg(file)
    }
}

fn big_endian(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

fn png(file: &[u8]) -> Option<Pixels> {
    let (mut at, mut bytes) = (8, Vec::new());
    let head = file.get(16..29)?;
    loop {
        let length = usize::try_from(big_endian(file, at)?).ok()?;
        let kind = file.get(at + 4..at + 8)?;
        let data = file.get(at + 8..(at + 8).checked_add(length)?)?;
        match kind {
            b"IDAT" => bytes.extend_from_slice(data),
            b"IEND" => break,
            _ => {}
        }
        at += length + 12;
    }
    // 8 bits, grey or colours, the usual compression and filters, the rows in order.
    let colours = match head[8..] {
        [8, 0, 0, 0, 0] => 1,
        [8, 2, 0, 0, 0] => 3,
        _ => return None,
    };
    if file.get(12..16)? != b"IHDR" || bytes.is_empty() {
        return None;
    }
    // No stream of the file may end with one (see `finish::write`); behind the end of what is compressed nothing is read.
    if bytes.last() == Some(&b'\r') {
        bytes.push(0);
    }
    Some(Pixels {
        packing: Packing::Rows,
        width: big_endian(head, 0)?,
        height: big_endian(head, 4)?,
        colours,
        bytes,
    })
}

fn jpeg(file: &[u8]) -> Option<Pixels> {
    if !file.starts_with(b"\xFF\xD8") || !file.ends_with(b"\xFF\xD9") {
        return None;
    }
    let mut bytes = vec![0xFF, 0xD8];
    let (mut at, mut frame) = (2, None);
    loop {
        let [0xFF, marker] = *file.get(at..at + 2)? else { return None };
        let length = usize::from(u16::from_be_bytes(file.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = file.get(at..(at + 2).checked_add(length)?)?;
        match marker {
            // How the colours are meant is said by the file's own mark (JFIF) and Adobe's; all others and comments go.
            0xE0 if segment.get(4..9) == Some(b"JFIF\0") => bytes.extend_from_slice(segment),
            0xEE if segment.get(4..9) == Some(b"Adobe") => bytes.extend_from_slice(segment),
            0xE0..=0xEF | 0xFE => {}
            // Baseline, extended and progressive: what every reader knows.
            0xC0..=0xC2 => {
                let &[8, high, low, left, right, colours @ (1 | 3)] = segment.get(4..10)? else {
                    return None;
                };
                frame = Some((u16::from_be_bytes([left, right]), u16::from_be_bytes([high, low]), colours));
                bytes.extend_from_slice(segment);
            }
            0xDA => {
                // From here on it is pixels to the end.
                bytes.extend_from_slice(&file[at..]);
                break;
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            _ => bytes.extend_from_slice(segment),
        }
        at += 2 + length;
    }
    let (width, height, colours) = frame?;
    Some(Pixels {
        packing: Packing::Jpeg,
        width: width.into(),
        height: height.into(),
        colours,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment with its mark and length.
    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).expect("short").to_be_bytes();
        [&[0xFF, marker], &length[..], data].concat()
    }

    fn small(frame: &[u8]) -> Vec<u8> {
        [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, b"Exif\0\0a secret place"),
            segment(0xFE, b"a secret word"),
            segment(0xC0, frame),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            vec![1, 2, 3, 0xFF, 0xD9],
        ]
        .concat()
    }

    #[test]
    fn what_stands_beside_the_pixels_of_a_jpeg_goes() {
        let kept = pixels(&small(&[8, 0, 2, 1, 0, 1, 1, 0x11, 0])).expect("a picture");
        assert_eq!((kept.packing, kept.width, kept.height, kept.colours), (Packing::Jpeg, 256, 2, 1));
        assert!(!kept.bytes.windows(6).any(|bytes| bytes == b"secret"));
        assert!(kept.bytes.windows(4).any(|bytes| bytes == b"JFIF") && kept.bytes.ends_with(&[1, 2, 3, 0xFF, 0xD9]));
    }

    #[test]
    fn what_a_pdf_does_not_hold_is_none() {
        let cmyk = small(&[8, 0, 2, 1, 0, 4, 1, 0x11, 0]);
        assert_eq!(pixels(&cmyk), None);
        let whole = small(&[8, 0, 2, 1, 0, 1, 1, 0x11, 0]);
        for end in 0..whole.len() {
            assert_eq!(pixels(&whole[..end]), None, "cut at {end}");
        }
        assert_eq!(pixels(b"\x89PNG\r\n\x1a\n"), None);
        assert_eq!(pixels(b"GIF89a"), None);
    }
}
