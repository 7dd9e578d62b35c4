//! Pictures: decoded, turned upright, made smaller, and encoded again.

use std::io::{BufRead, BufReader, Cursor, Seek};

use fast_image_resize::{FilterType as Convolution, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::{malformed, photograph};
use crate::error::{Code, Error, Result};
use crate::vault::attachments::Reader;

/// The most pixels of a side.
const SIDE: u32 = 30_000;
/// The most pixels in all.
const PIXELS: u64 = 100_000_000;
/// What a decoder may take of memory.
pub(super) const MEMORY: u64 = 600 * 1024 * 1024;
/// Of a JPEG that is made.
const QUALITY: u8 = 88;

/// A picture that can be shown.
#[derive(Debug)]
pub(in crate::evidence) struct Picture {
    pub(in crate::evidence) bytes: Vec<u8>,
    pub(in crate::evidence) media_type: &'static str,
    pub(in crate::evidence) width: u32,
    pub(in crate::evidence) height: u32,
    /// As it is in the file, upright.
    pub(in crate::evidence) full_width: u32,
    pub(in crate::evidence) full_height: u32,
}

/// What a picture is encoded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum Encoded {
    /// PNG where something of it is transparent, else JPEG.
    Small,
    /// PNG: every pixel as it is.
    Exact,
}

/// The picture behind `reader`, which has the type `media_type`, no wider and no higher than `side`.
///
/// # Errors
/// `refused` beyond the limits, and for what is no such picture.
pub(in crate::evidence) fn picture(reader: Reader, media_type: &str, side: u32) -> Result<Picture> {
    let Decoded { image, full } = decode_for(BufReader::with_capacity(256 * 1024, reader), media_type, (side, side))?;
    let image = fitted(image, (side, side))?;
    let (bytes, media_type) = encode(&image, Encoded::Small)?;
    Ok(Picture {
        bytes,
        media_type,
        width: image.width(),
        height: image.height(),
        full_width: full.0,
        full_height: full.1,
    })
}

/// A picture's pixels, and how many it has across and down as it is in its file, upright.
pub(in crate::evidence) struct Decoded {
    pub(in crate::evidence) image: DynamicImage,
    pub(in crate::evidence) full: (u32, u32),
}

/// The pixels of a picture, upright, for a place with `room` for so many across and down: fewer than its file has, where that is
/// quicker, but no fewer than fill the place.
///
/// # Errors
/// As `decode`.
pub(in crate::evidence) fn decode_for<R: BufRead + Seek>(mut source: R, media_type: &str, room: (u32, u32)) -> Result<Decoded> {
    if media_type == "image/jpeg" {
        if let Some(decoded) = photograph::halved(&mut source, room) {
            return Ok(decoded);
        }
        source.rewind().map_err(|_| malformed())?;
    }
    let image = decode(source, media_type)?;
    let full = (image.width(), image.height());
    Ok(Decoded { image, full })
}

/// The picture, no larger than there is `room` for.
pub(in crate::evidence) fn fitted(image: DynamicImage, room: (u32, u32)) -> Result<DynamicImage> {
    let (width, height) = (image.width(), image.height());
    if width <= room.0 && height <= room.1 {
        return Ok(image);
    }
    let part = (f64::from(room.0) / f64::from(width)).min(f64::from(room.1) / f64::from(height));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no more than the side it is a part of"
    )]
    let side = |whole: u32| ((f64::from(whole) * part).round() as u32).max(1);
    let mut small = DynamicImage::new(side(width), side(height), image.color());
    Resizer::new()
        .resize(
            &image,
            &mut small,
            &ResizeOptions::new().resize_alg(ResizeAlg::Convolution(Convolution::Bilinear)),
        )
        .map_err(Error::internal)?;
    Ok(small)
}

/// The pixels of a picture, upright; the first frame of one that moves.
pub(in crate::evidence) fn decode<R: BufRead + Seek>(source: R, media_type: &str) -> Result<DynamicImage> {
    let format = match media_type {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        "image/tiff" => ImageFormat::Tiff,
        _ => return Err(malformed()),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(source, format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(told)?;
    let (width, height) = decoder.dimensions();
    // Asked before a pixel is decoded.
    if !allowed(width, height) {
        return Err(too_large(Some((width, height))));
    }
    decoder.set_limits(limits).map_err(told)?;
    let orientation = decoder.orientation().map_err(told)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(told)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// The bytes of `image`, and what they are. Nothing but its pixels is in them.
pub(in crate::evidence) fn encode(image: &DynamicImage, how: Encoded) -> Result<(Vec<u8>, &'static str)> {
    let mut bytes = Cursor::new(Vec::new());
    let clear = image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255);
    if how == Encoded::Exact || clear {
        let image = if clear {
            DynamicImage::ImageRgba8(image.to_rgba8())
        } else {
            DynamicImage::ImageRgb8(image.to_rgb8())
        };
        image.write_to(&mut bytes, ImageFormat::Png).map_err(Error::internal)?;
        return Ok((bytes.into_inner(), "image/png"));
    }
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&image.to_rgb8())
        .map_err(Error::internal)?;
    Ok((bytes.into_inner(), "image/jpeg"))
}

/// Whether a picture of so many pixels across and down is decoded.
pub(super) fn allowed(width: u32, height: u32) -> bool {
    width <= SIDE && height <= SIDE && u64::from(width) * u64::from(height) <= PIXELS
}

fn told(cause: ImageError) -> Error {
    match cause {
        ImageError::Limits(_) => too_large(None),
        // A damaged file of the portfolio's says so at its opening; what fails later reads as a broken picture.
        _ => malformed(),
    }
}

fn too_large(size: Option<(u32, u32)>) -> Error {
    let this = size.map_or_else(
        || "This picture takes more memory than there is for one".to_owned(),
        |(width, height)| format!("This picture is {width} by {height} pixels"),
    );
    Error::new(
        Code::Refused,
        format!(
            "{this}: up to {SIDE} a side and {} million in all are shown. The file itself is kept as it is.",
            PIXELS / 1_000_000
        ),
    )
    .hint("Make a smaller version of it and add that.")
}
