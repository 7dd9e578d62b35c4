//! Pictures: decoded, turned upright, made smaller, and encoded again.

use std::io::{BufRead, BufReader, Cursor, Seek};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use super::malformed;
use crate::error::{Code, Error, Result};
use crate::vault::attachments::Reader;

/// The most pixels of a side.
const SIDE: u32 = 30_000;
/// The most pixels in all.
const PIXELS: u64 = 100_000_000;
/// What a decoder may take of memory.
const MEMORY: u64 = 600 * 1024 * 1024;
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
    let image = decode(BufReader::with_capacity(256 * 1024, reader), media_type)?;
    let (full_width, full_height) = (image.width(), image.height());
    let image = if full_width.max(full_height) > side {
        // Twice as large as wanted in one quick step, and the rest of the way with care.
        let image = if full_width.max(full_height) > side.saturating_mul(3) {
            image.thumbnail(side.saturating_mul(2), side.saturating_mul(2))
        } else {
            image
        };
        image.resize(side, side, image::imageops::FilterType::Triangle)
    } else {
        image
    };
    let (bytes, media_type) = encode(&image, Encoded::Small)?;
    Ok(Picture {
        bytes,
        media_type,
        width: image.width(),
        height: image.height(),
        full_width,
        full_height,
    })
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
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
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
