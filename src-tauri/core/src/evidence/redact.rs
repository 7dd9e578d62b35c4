//! Redaction: a copy in which what lies under boxes is gone.
//!
//! What always holds: the original stays as it is; the copy is made of pixels alone (a picture encoded anew, or a PDF of page
//! pictures), so that nothing lies beneath a box, and no text, layer, place or name of a device comes with it; it is read again
//! before it is kept, and a box that is not black all over is refused.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, Rgba};
use serde::Deserialize;
use ts_rs::TS;

use super::add::{self, For, watched};
use super::model::{Evidence, Facts, Family, FileFacts};
use super::show::{self, Encoded, PATIENCE, decode, guarded};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};

/// The most boxes.
const BOXES: usize = 500;
/// The most pages of a PDF: each of them becomes a picture.
const PAGES: u32 = 200;
/// How finely a page is drawn, in pixels of an inch.
const FINE: f32 = 150.0;
/// How far from black a pixel may be that a JPEG's rounding has touched.
const DARK: u8 = 24;
/// How far from a box's edge a JPEG may still show what lies beside it.
const EDGE: u32 = 16;

/// A box over a picture or a page: shares of its width and height, from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, TS)]
#[ts(rename = "RedactBox")]
pub struct Hidden {
    /// Which page, from 1; 1 for a picture.
    pub page: u32,
    /// Left edge, 0 to 1.
    pub x: f64,
    /// Upper edge, 0 to 1.
    pub y: f64,
    /// 0 to 1.
    pub width: f64,
    /// 0 to 1.
    pub height: f64,
}

/// Makes a copy of the evidence `id`, called `title`, without what lies under `boxes`; `people` says whether somebody can still
/// be recognised.
///
/// # Errors
/// `invalid` with the field, `refused` for what is neither a picture nor a PDF, and for a copy that does not come out as it
/// should; `not-found`, `read-only`, `cancelled`, `disk`. Then there is no copy.
pub fn redact(app: &App, task: &Task, id: &str, boxes: &[Hidden], title: &str, people: bool) -> Result<Evidence> {
    check(boxes)?;
    let original = app.with(|portfolio| {
        portfolio.require_writable()?;
        super::get(portfolio, id)
    })?;
    let file = original.file.clone().ok_or_else(super::read::not_there)?;
    let (bytes, ending) = match file.family {
        Family::Picture => picture(app, task, id, &file, boxes)?,
        Family::Pdf => (pdf(app, task, id, boxes)?, "pdf"),
        _ => {
            return Err(Error::new(
                Code::Refused,
                "Boxes can be drawn over pictures and PDFs only. Nothing has been changed.",
            ));
        }
    };
    let facts = Facts {
        title: title.to_owned(),
        people,
        ..original.facts.clone()
    };
    super::store::check(&facts)?;
    let staged = watched(app, task, bytes.len() as u64, |step| {
        let mut staging = app.with(|portfolio| portfolio.attachments().begin())?;
        staging.pour(&mut &bytes[..], step)?;
        staging.finish()
    })?;
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem} redacted.{ending}");
    let belongs = For {
        records: original.records.iter().map(|record| record.id.clone()).collect(),
        statements: original.statements,
        agreements: original.agreements.into_iter().map(|one| one.id).collect(),
    };
    app.change(|portfolio| add::put(portfolio, staged, &name, Some(&facts), &belongs, Some(id)))
}

fn check(boxes: &[Hidden]) -> Result<()> {
    if boxes.is_empty() || boxes.len() > BOXES {
        return Err(Error::field("boxes", format!("Draw at least one box, and at most {BOXES}.")));
    }
    let within = |one: &Hidden| {
        let inside =
            |from: f64, length: f64| from.is_finite() && length.is_finite() && from >= 0.0 && length > 0.0 && from + length <= 1.000_001;
        one.page > 0 && inside(one.x, one.width) && inside(one.y, one.height)
    };
    if boxes.iter().all(within) {
        Ok(())
    } else {
        Err(Error::field("boxes", "A box lies beside the picture. Nothing has been changed."))
    }
}

fn picture(app: &App, task: &Task, id: &str, file: &FileFacts, boxes: &[Hidden]) -> Result<(Vec<u8>, &'static str)> {
    let reader = app.with(|portfolio| super::reader(portfolio, id))?;
    let (media_type, boxes) = (file.media_type.clone(), boxes.to_vec());
    guarded(task, PATIENCE, move || {
        let mut image = decode(std::io::BufReader::new(reader), &media_type)?;
        blacken(&mut image, &boxes, 1);
        // A photograph stays one; whatever is drawn stays exact.
        let how = if media_type == "image/jpeg" {
            Encoded::Small
        } else {
            Encoded::Exact
        };
        let (bytes, made) = show::encode(&image, how)?;
        let again = decode(Cursor::new(&bytes), made)?;
        if again.width() != image.width() || again.height() != image.height() || !is_black(&again, &boxes, 1) || holds_more(&bytes) {
            return Err(not_as_it_should());
        }
        Ok((bytes, if made == "image/png" { "png" } else { "jpg" }))
    })
}

fn pdf(app: &App, task: &Task, id: &str, boxes: &[Hidden]) -> Result<Vec<u8>> {
    let draw = |number: u32, width: u32| {
        let reader = app.with(|portfolio| super::reader(portfolio, id))?;
        guarded(task, PATIENCE, move || show::page(reader, number, width))
    };
    let pages = draw(1, 100)?.pages;
    if pages > PAGES {
        return Err(Error::new(
            Code::Refused,
            format!("This PDF has {pages} pages; a redacted copy is made of up to {PAGES}. Nothing has been changed."),
        )
        .hint("Divide it, and add the part that is needed."));
    }
    if let Some(one) = boxes.iter().find(|one| one.page > pages) {
        return Err(Error::field("boxes", format!("There is no page {}.", one.page)));
    }
    let mut made = Vec::new();
    for number in 1..=pages {
        task.progress(number as usize - 1, pages as usize, "pages")?;
        let points = draw(number, 100)?.points;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand pixels")]
        let mut page = draw(number, (points.0 * FINE / 72.0).max(1.0) as u32)?;
        blacken(&mut page.image, boxes, number);
        let (jpeg, _) = show::encode(&DynamicImage::ImageRgb8(page.image.to_rgb8()), Encoded::Small)?;
        let again = decode(Cursor::new(&jpeg), "image/jpeg")?;
        if !is_black(&again, boxes, number) || holds_more(&jpeg) {
            return Err(not_as_it_should());
        }
        made.push(PagePicture {
            jpeg,
            pixels: (page.image.width(), page.image.height()),
            points,
        });
    }
    task.progress(pages as usize, pages as usize, "pages")?;
    let bytes = assemble(&made);
    // The PDF itself is read again: as many pages, and black where it should be.
    let bytes = Arc::new(bytes);
    for page in 1..=pages {
        let (again, boxes) = (Arc::clone(&bytes), boxes.to_vec());
        let sound = guarded(task, PATIENCE, move || {
            let drawn = show::page_of(again, page, 800, false)?;
            Ok(drawn.pages == pages && is_black(&drawn.image, &boxes, page))
        })?;
        if !sound {
            return Err(not_as_it_should());
        }
    }
    Ok(Arc::unwrap_or_clone(bytes))
}

/// The rectangle of a box in pixels: never smaller than it was drawn.
fn pixels(one: &Hidden, width: u32, height: u32) -> (u32, u32, u32, u32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
    let of = |share: f64, whole: u32, up: bool| {
        let at = share * f64::from(whole);
        (if up { at.ceil() } else { at.floor() }).clamp(0.0, f64::from(whole)) as u32
    };
    (
        of(one.x, width, false),
        of(one.y, height, false),
        of(one.x + one.width, width, true),
        of(one.y + one.height, height, true),
    )
}

fn blacken(image: &mut DynamicImage, boxes: &[Hidden], page: u32) {
    let mut pixels_of = image.to_rgba8();
    for one in boxes.iter().filter(|one| one.page == page) {
        let (left, top, right, bottom) = pixels(one, image.width(), image.height());
        for y in top..bottom {
            for x in left..right {
                pixels_of.put_pixel(x, y, Rgba([0, 0, 0, 255]));
            }
        }
    }
    *image = DynamicImage::ImageRgba8(pixels_of);
}

/// Whether every box is black all over, but for the edge that a JPEG's rounding reaches.
fn is_black(image: &DynamicImage, boxes: &[Hidden], page: u32) -> bool {
    let read = image.to_rgb8();
    boxes.iter().filter(|one| one.page == page).all(|one| {
        let (left, top, right, bottom) = pixels(one, image.width(), image.height());
        let inside = |from: u32, to: u32| {
            let edge = EDGE.min((to - from) / 4);
            from + edge..to - edge
        };
        inside(top, bottom).all(|y| inside(left, right).all(|x| read.get_pixel(x, y).0.iter().all(|part| *part <= DARK)))
    })
}

/// Whether a picture that was made here carries anything but pixels.
fn holds_more(bytes: &[u8]) -> bool {
    // Where such things begin: Exif and XMP in a JPEG, texts and Exif in a PNG.
    [&b"Exif\0"[..], b"http://ns.adobe.com", b"tEXt", b"iTXt", b"zTXt", b"eXIf"]
        .iter()
        .any(|mark| bytes_hold(&bytes[..bytes.len().min(4096)], mark))
}

fn bytes_hold(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

struct PagePicture {
    jpeg: Vec<u8>,
    pixels: (u32, u32),
    points: (f32, f32),
}

/// The objects of a PDF of such pages: what stands before each stream, and its bytes.
fn objects(pages: &[PagePicture]) -> Vec<(String, Option<&[u8]>)> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 3 + at * 3)).collect();
    let mut objects = vec![
        ("<< /Type /Catalog /Pages 2 0 R >>".to_owned(), None),
        (
            format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")),
            None,
        ),
    ];
    for (at, page) in pages.iter().enumerate() {
        let ((width, height), (across, down)) = (page.pixels, page.points);
        let first = 3 + at * 3;
        objects.push((
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across:.2} {down:.2}] /Resources << /XObject << /P {} 0 R >> >> /Contents {} 0 R >>",
                first + 2,
                first + 1
            ),
            None,
        ));
        let draw = format!("q {across:.2} 0 0 {down:.2} 0 0 cm /P Do Q");
        objects.push((format!("<< /Length {} >>\nstream\n{draw}\nendstream", draw.len()), None));
        objects.push((
            format!(
                "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length {} >>",
                page.jpeg.len()
            ),
            Some(page.jpeg.as_slice()),
        ));
    }
    objects
}

/// A PDF whose pages are these pictures, and nothing else.
fn assemble(pages: &[PagePicture]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (number, (text, stream)) in objects(pages).into_iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{text}\n", number + 1).as_bytes());
        if let Some(stream) = stream {
            out.extend_from_slice(b"stream\n");
            out.extend_from_slice(stream);
            out.extend_from_slice(b"\nendstream\n");
        }
        out.extend_from_slice(b"endobj\n");
    }
    let table = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    out.extend_from_slice(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1).as_bytes());
    out
}

fn not_as_it_should() -> Error {
    Error::new(
        Code::Refused,
        "The copy did not come out as it should: something was still to be seen under a box, or came with it. It was not kept, and the \
         original has not been touched.",
    )
    .hint("Draw the boxes a little larger, and try again.")
}
