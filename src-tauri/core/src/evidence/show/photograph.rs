//! Photographs made smaller while they are decoded, which takes a fraction of the time and of the memory.
//!
//! What always holds: what comes is at least as large as was asked for; for what cannot be read this way there is the ordinary way.

use std::io::{BufRead, Seek};

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

use super::picture::{Decoded, MEMORY, allowed};

/// The pixels of a JPEG, upright, by halves no smaller than fits into `room`. `None` for what has to be decoded whole.
pub(super) fn halved<R: BufRead + Seek>(source: R, room: (u32, u32)) -> Option<Decoded> {
    let mut decoder = Decoder::new(source);
    decoder.set_max_decoding_buffer_size(usize::try_from(MEMORY).ok()?);
    decoder.read_info().ok()?;
    let info = decoder.info()?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    if !allowed(width, height) || !matches!(info.pixel_format, PixelFormat::RGB24 | PixelFormat::L8) {
        return None;
    }
    let turned = decoder
        .exif_data()
        .and_then(Orientation::from_exif_chunk)
        .unwrap_or(Orientation::NoTransforms);
    let sideways = matches!(
        turned,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let room = if sideways { (room.1, room.0) } else { room };
    let part = part_for((width, height), room)?;
    let (made_width, made_height) = decoder.scale(part.0, part.1).ok()?;
    if (made_width, made_height) != part {
        return None;
    }
    let pixels = decoder.decode().ok()?;
    let (made_width, made_height) = (made_width.into(), made_height.into());
    let mut image = match info.pixel_format {
        PixelFormat::L8 => DynamicImage::ImageLuma8(GrayImage::from_raw(made_width, made_height, pixels)?),
        _ => DynamicImage::ImageRgb8(RgbImage::from_raw(made_width, made_height, pixels)?),
    };
    image.apply_orientation(turned);
    let full = if sideways { (height, width) } else { (width, height) };
    Some(Decoded { image, full })
}

/// The sides of the least of an eighth, a quarter and a half that fills what there is `room` for. `None` for the whole.
fn part_for((width, height): (u32, u32), room: (u32, u32)) -> Option<(u16, u16)> {
    let by_width = u64::from(room.0) * u64::from(height) <= u64::from(room.1) * u64::from(width);
    let (filled, whole) = if by_width { (room.0, width) } else { (room.1, height) };
    let side = |side: u32, eighths: u32| u16::try_from((side * eighths).div_ceil(8)).ok();
    [1, 2, 4]
        .into_iter()
        .find(|eighths| u64::from(whole) * u64::from(*eighths) >= u64::from(filled) * 8)
        .and_then(|eighths| Some((side(width, eighths)?, side(height, eighths)?)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageFormat, Rgb};
    use proptest::prelude::*;

    use super::super::picture::{decode, decode_for, fitted};
    use super::*;

    /// A photograph of two colours that part aslant, with the orientation `turned` of Exif.
    fn photograph(width: u32, height: u32, grey: bool, turned: u8) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, y| {
            if u64::from(x) * u64::from(height) > u64::from(y) * u64::from(width) {
                Rgb([210, 180, 60])
            } else {
                Rgb([30, 60, 140])
            }
        });
        let image = DynamicImage::ImageRgb8(image);
        let image = if grey {
            DynamicImage::ImageLuma8(image.into_luma8())
        } else {
            image
        };
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&image).expect("encoded");
        let exif = [
            &b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..],
            &[turned],
            &b"\0\0\0\0\0\0"[..],
        ]
        .concat();
        [&bytes[..2], &exif, &bytes[2..]].concat()
    }

    /// How far two pictures of one size lie apart, a part of a colour on average.
    fn apart(one: &DynamicImage, other: &DynamicImage) -> f64 {
        let (one, other) = (one.to_rgb8(), other.to_rgb8());
        assert_eq!(one.dimensions(), other.dimensions());
        let all: u64 = one
            .as_raw()
            .iter()
            .zip(other.as_raw())
            .map(|(one, other)| u64::from(one.abs_diff(*other)))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a mean")]
        let mean = all as f64 / one.as_raw().len() as f64;
        mean
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn halved_is_the_whole_made_smaller(width in 200_u32..900, height in 200_u32..900, grey: bool, turned in 1_u8..=8, room in (40_u32..300, 40_u32..300)) {
            let bytes = photograph(width, height, grey, turned);
            let whole = decode(Cursor::new(&bytes), "image/jpeg").expect("a picture");
            let full = (whole.width(), whole.height());
            let whole = fitted(whole, room).expect("fitted");
            let quick = decode_for(Cursor::new(&bytes), "image/jpeg", room).expect("a picture");
            prop_assert_eq!(quick.full, full);
            prop_assert!(quick.image.width() >= whole.width() && quick.image.height() >= whole.height(), "it fills its place");
            let quick = fitted(quick.image, room).expect("fitted");
            // What lies beyond a picture's edge within its last eighth is a part of it then: nothing, but where few pixels are left.
            if quick.width().min(quick.height()) >= 24 {
                let size = (quick.width(), quick.height());
                let far = apart(&whole.resize_exact(size.0, size.1, image::imageops::FilterType::Triangle), &quick);
                prop_assert!(far < 8.0, "{} apart", far);
            }
        }
    }

    #[test]
    fn a_photograph_is_not_decoded_whole_for_a_small_place() {
        let decoded = halved(Cursor::new(photograph(800, 600, false, 6)), (90, 120)).expect("halved");
        assert_eq!(
            ((decoded.image.width(), decoded.image.height()), decoded.full),
            ((150, 200), (600, 800))
        );
    }

    #[test]
    fn what_is_small_enough_or_no_jpeg_goes_the_ordinary_way() {
        let small = photograph(80, 60, false, 1);
        assert!(halved(Cursor::new(&small), (80, 60)).is_none());
        assert!(
            halved(Cursor::new(&small), (79, 59)).is_none(),
            "there is no half that fills its place"
        );
        let cut = photograph(800, 600, false, 1);
        assert!(halved(Cursor::new(&cut[..cut.len() / 2]), (80, 60)).is_none());
        let mut png = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(800, 600)
            .write_to(&mut png, ImageFormat::Png)
            .expect("encoded");
        assert!(halved(Cursor::new(png.into_inner()), (80, 60)).is_none());
    }
}
