//! A file of evidence as sheets for paper: a picture upright and no larger than a page shows, the pages of a PDF as pictures.
//!
//! What always holds: what is handed out is pixels made here, on white, and nothing that stood beside them in the file but, where
//! they are asked for, the words that are seen on them; of a PDF's pages one at a time lies decoded in memory.

use std::collections::HashSet;
use std::io::{BufReader, Cursor};
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbImage};

use super::model::Family;
use super::read;
use super::show::{self, PATIENCE, Word, guarded};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::vault::attachments::Reader;

/// The most pages of one PDF that are laid in.
const PAGES: u32 = 200;
/// The least pixels across a picture that is fitted into a page: below, nothing of it is seen.
const NARROW: u32 = 8;

/// A PNG made in haste that is so many times as large as the JPEG does not become smaller than it with time.
const QUICK: usize = 4;
/// Behind the end of a JPEG so many bytes of anything may stand.
const TAIL: u64 = 64 * 1024;
/// More colours than so many, among so many pixels, has no drawing.
const COLOURS: usize = 2_000;
const LOOKED_AT: usize = 16_000;
/// Fewer are those of print, however it is screened.
const FEW: usize = 64;
/// In a drawing one pixel of so many, at the least, goes on as evenly as those beside it.
const EVEN: usize = 4;

/// How finely files are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fineness {
    /// The most pixels across; what a page of 150 dots to the inch has.
    pub(crate) width: u32,
    /// The most pixels down.
    pub(crate) height: u32,
    /// Of a JPEG.
    pub(crate) quality: u8,
}

/// One picture for paper: a JPEG, or a PNG where that is smaller.
pub(crate) struct Sheet {
    pub(crate) bytes: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// What is written on it, where that is known.
    pub(crate) words: Vec<Word>,
}

/// How sheets are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) fine: Fineness,
    /// The words of a PDF's pages too. None are told of a PDF with a word that is not seen on its page.
    pub(crate) words: bool,
}

/// The sheets of the evidence `id`; `told` hears of each before it is drawn, with how many there are.
///
/// # Errors
/// `refused` for what cannot be drawn, with the reason; `not-found`, `locked`, `cancelled`, `disk`.
pub(crate) fn sheets(app: &App, task: &Task, id: &str, wanted: Wanted, told: &mut dyn FnMut(u32, u32) -> Result<()>) -> Result<Vec<Sheet>> {
    let file = app.with(|portfolio| super::get(portfolio, id))?.file.ok_or_else(read::not_there)?;
    let mut reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let Wanted { fine, words } = wanted;
    match file.family {
        Family::Picture => {
            told(0, 1)?;
            if file.media_type == "image/jpeg" && !has_its_end(&mut reader)? {
                return Err(Error::new(
                    Code::Refused,
                    "This photograph breaks off: the end of its file is missing. What there is of it can be seen on its page.",
                ));
            }
            let sheet = guarded(task, PATIENCE, move || {
                let source = BufReader::with_capacity(256 * 1024, reader);
                let decoded = show::decode_for(source, &file.media_type, (fine.width, fine.height))?;
                sheet(decoded.image, decoded.full, fine)
            })?;
            Ok(vec![sheet])
        }
        Family::Pdf => {
            show::require_size(&reader)?;
            let length = usize::try_from(reader.size()).map_err(Error::internal)?;
            let bytes = Arc::new(reader.range(0, length)?);
            let (mut sheets, mut pages, mut seen) = (Vec::new(), 1, words);
            while u32::try_from(sheets.len()).is_ok_and(|done| done < pages) {
                let (number, bytes) = (u32::try_from(sheets.len()).map_err(Error::internal)?, Arc::clone(&bytes));
                told(number, pages)?;
                let (one, written, all) = guarded(task, PATIENCE, move || {
                    let page = show::page_of(bytes, number + 1, fine.width, words)?;
                    if page.pages > PAGES {
                        return Err(Error::new(
                            Code::Refused,
                            format!("This PDF has {} pages; up to {PAGES} are laid in.", page.pages),
                        ));
                    }
                    if page.holds_unseen {
                        return Err(Error::new(
                            Code::Refused,
                            "This PDF is a form, and what was typed into it is not drawn on its pages: its fields would be empty. \
                             Print it into a PDF with another program, and add that one in its place.",
                        ));
                    }
                    let full = (page.image.width(), page.image.height());
                    Ok((sheet(page.image, full, fine)?, page.words, page.pages))
                })?;
                seen &= written.is_some();
                sheets.push(Sheet {
                    words: written.unwrap_or_default(),
                    ..one
                });
                pages = all;
            }
            if !seen {
                sheets.iter_mut().for_each(|sheet| sheet.words.clear());
            }
            Ok(sheets)
        }
        _ => Err(Error::new(Code::Refused, "A file of this kind cannot be shown on paper.")),
    }
}

/// What `read` makes of the PDF that is the evidence `id`, apart from everything else; `None` where that cannot be done.
///
/// # Errors
/// `not-found`, `locked`, `cancelled`, `disk`.
pub(crate) fn within_pdf<T: Send + 'static>(
    app: &App,
    task: &Task,
    id: &str,
    read: impl FnOnce(&[u8]) -> Option<T> + Send + 'static,
) -> Result<Option<T>> {
    let mut reader = app.with(|portfolio| read::reader(portfolio, id))?;
    if show::require_size(&reader).is_err() {
        return Ok(None);
    }
    let length = usize::try_from(reader.size()).map_err(Error::internal)?;
    let bytes = reader.range(0, length)?;
    match guarded(task, PATIENCE, move || Ok(read(&bytes))) {
        // It is malformed, or takes too long.
        Err(cause) if cause.code == Code::Refused => Ok(None),
        done => done,
    }
}

/// Whether the file of a JPEG is whole: its end is marked, and the mark stands nowhere in its pixels. Decoders make up what is missing.
fn has_its_end(reader: &mut Reader) -> Result<bool> {
    let from = reader.size().saturating_sub(TAIL);
    let length = usize::try_from(reader.size() - from).map_err(Error::internal)?;
    Ok(reader.range(from, length)?.windows(2).any(|two| two == [0xFF, 0xD9]))
}

/// A picture as it is printed; `width` by `height` is what its file has.
fn sheet(image: DynamicImage, (width, height): (u32, u32), fine: Fineness) -> Result<Sheet> {
    let image = show::fitted(image, (fine.width, fine.height))?;
    if image.width().min(image.height()) < NARROW && width.max(height) > NARROW * 10 {
        return Err(Error::new(
            Code::Refused,
            format!("This picture is {width} by {height} pixels, so narrow that nothing of it would be seen on a page."),
        ));
    }
    let image = on_white(image);
    let surely = is_photograph(&image);
    let grey = image.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let image = DynamicImage::ImageRgb8(image);
    let image = if grey {
        DynamicImage::ImageLuma8(image.into_luma8())
    } else {
        image
    };
    let mut photograph = Vec::new();
    JpegEncoder::new_with_quality(&mut photograph, fine.quality)
        .encode(image.as_bytes(), image.width(), image.height(), image.color().into())
        .map_err(Error::internal)?;
    // Print and drawings in few colours are smaller as PNG, and lose nothing. Photographs never are: their colours and their grain
    // tell most of them, a quick try the rest.
    let bytes = if surely || drawing(&image, CompressionType::Fast)?.len() > photograph.len() * QUICK {
        photograph
    } else {
        let drawing = drawing(&image, CompressionType::Default)?;
        if drawing.len() <= photograph.len() { drawing } else { photograph }
    };
    Ok(Sheet {
        bytes,
        width: image.width(),
        height: image.height(),
        words: Vec::new(),
    })
}

/// Whether it is surely no drawing: it has more colours, or it has grain, by every so many of its pixels.
fn is_photograph(image: &RgbImage) -> bool {
    let (pixels, _) = image.as_raw().as_chunks::<3>();
    let step = (pixels.len() / LOOKED_AT).max(1);
    let mut seen = HashSet::new();
    let (mut looked_at, mut even) = (0, 0);
    for three in pixels.windows(3).step_by(step) {
        let to_next = |at: usize| [0, 1, 2].map(|part| three[at + 1][part].wrapping_sub(three[at][part]));
        seen.insert(three[0]);
        looked_at += 1;
        even += usize::from(to_next(0) == to_next(1));
    }
    seen.len() > COLOURS || (seen.len() > FEW && even * EVEN < looked_at)
}

/// The picture as PNG.
fn drawing(image: &DynamicImage, effort: CompressionType) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .write_with_encoder(PngEncoder::new_with_quality(&mut bytes, effort, FilterType::Adaptive))
        .map_err(Error::internal)?;
    Ok(bytes.into_inner())
}

/// What is clear in a picture is paper.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, cover] = image.get_pixel(x, y).0;
        let over = |part: u8| {
            let (part, cover) = (u32::from(part), u32::from(cover));
            u8::try_from((part * cover + 255 * (255 - cover)) / 255).unwrap_or(255)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgb, Rgba, RgbaImage};

    use super::*;

    const FINE: Fineness = Fineness {
        width: 124,
        height: 168,
        quality: 85,
    };

    fn sheet(image: DynamicImage, fine: Fineness) -> Result<Sheet> {
        let full = (image.width(), image.height());
        super::sheet(image, full, fine)
    }

    #[test]
    fn a_sheet_fits_and_is_the_smaller_of_the_two() {
        let noise = RgbImage::from_fn(400, 200, |x, y| {
            #[expect(clippy::cast_possible_truncation, reason = "a colour")]
            let part = (x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7) as u8;
            Rgb([part, part.rotate_left(3), 90])
        });
        let photograph = sheet(DynamicImage::ImageRgb8(noise), FINE).expect("a sheet");
        assert_eq!((photograph.width, photograph.height), (124, 62));
        assert_eq!(image::guess_format(&photograph.bytes).expect("a picture"), ImageFormat::Jpeg);
        let page = RgbImage::from_pixel(100, 150, Rgb([255, 255, 255]));
        let page = sheet(DynamicImage::ImageRgb8(page), FINE).expect("a sheet");
        assert_eq!((page.width, page.height), (100, 150), "nothing is made larger");
        assert_eq!(image::guess_format(&page.bytes).expect("a picture"), ImageFormat::Png);
        let read = image::load_from_memory(&page.bytes).expect("a picture");
        assert_eq!(read.color(), image::ColorType::L8, "grey stays grey");
    }

    #[test]
    fn a_photograph_is_told_by_its_colours_or_its_grain_and_a_soft_drawing_or_screened_print_is_none() {
        let of = |colours: u32| {
            RgbImage::from_fn(300, 200, |x, y| {
                let at = (x + y * 300) % colours;
                let part = |by: u32| u8::try_from(at / by % 40 * 6).expect("a colour");
                Rgb([part(1), part(40), part(1_600)])
            })
        };
        assert!(is_photograph(&of(7_000)));
        assert!(!is_photograph(&of(1_900)));
        // Greys, scattered: as many of them as grain has, and as few as print that is screened.
        let scattered = |greys: u32| {
            RgbImage::from_fn(300, 200, |x, y| {
                let at = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 9;
                let grey = u8::try_from(at % greys * (256 / greys)).expect("a grey");
                Rgb([grey, grey, grey])
            })
        };
        assert!(is_photograph(&scattered(200)));
        assert!(!is_photograph(&scattered(16)));
        assert!(!is_photograph(&RgbImage::new(1, 1)));
    }

    #[test]
    fn what_is_clear_is_paper_and_a_thread_is_refused() {
        let clear = RgbaImage::from_fn(20, 20, |x, _| Rgba([200, 0, 0, if x < 10 { 0 } else { 255 }]));
        let sheet_of_it = sheet(DynamicImage::ImageRgba8(clear), FINE).expect("a sheet");
        let read = image::load_from_memory(&sheet_of_it.bytes).expect("a picture").into_rgb8();
        assert_eq!((read.get_pixel(2, 2).0, read.get_pixel(15, 2).0), ([255; 3], [200, 0, 0]));
        let refused = |width, height| match sheet(DynamicImage::new_rgb8(width, height), FINE) {
            Err(cause) => cause.message,
            Ok(sheet) => panic!("{} by {}", sheet.width, sheet.height),
        };
        assert!(refused(1, 30_000).contains("1 by 30000 pixels, so narrow"));
        assert!(refused(30_000, 2).contains("so narrow"));
        assert!(sheet(DynamicImage::new_rgb8(1, 1), FINE).is_ok());
    }
}
