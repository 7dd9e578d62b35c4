//! Pages of PDFs, drawn.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, String as Text};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, RgbaImage};

use super::malformed;
use super::words::{self, Word};
use crate::error::{Code, Error, Result};
use crate::vault::attachments::Reader;

/// The most bytes of a PDF that is shown: all of it lies in memory.
const BYTES: u64 = 200 * 1024 * 1024;
/// The most pages.
const PAGES: usize = 5_000;
/// The most pixels of a side of a page that is drawn.
const SIDE: f32 = 6_000.0;

/// A page, drawn.
#[derive(Debug)]
pub(in crate::evidence) struct Page {
    pub(in crate::evidence) image: DynamicImage,
    /// How many the PDF has.
    pub(in crate::evidence) pages: u32,
    /// In points, a 72nd of an inch.
    pub(in crate::evidence) points: (f32, f32),
    /// Something was typed into a field of a form, and nothing of it is drawn.
    pub(in crate::evidence) holds_unseen: bool,
    /// What is written on it, where that was asked for and all of it is seen.
    pub(in crate::evidence) words: Option<Vec<Word>>,
}

/// The page `number`, from 1, of the PDF behind `reader`, so many pixels wide.
///
/// # Errors
/// `refused` beyond the limits, for what is no PDF and for one with a password; `not-found` for a page that there is not.
pub(in crate::evidence) fn page(mut reader: Reader, number: u32, width: u32) -> Result<Page> {
    require_size(&reader)?;
    let length = usize::try_from(reader.size()).map_err(Error::internal)?;
    page_of(Arc::new(reader.range(0, length)?), number, width, false)
}

/// Refuses a PDF that is too large to lie in memory.
///
/// # Errors
/// `refused`.
pub(in crate::evidence) fn require_size(reader: &Reader) -> Result<()> {
    if reader.size() > BYTES {
        return Err(Error::new(
            Code::Refused,
            format!(
                "This PDF is larger than {} MB, which is the most that is shown here. The file itself is kept as it is.",
                BYTES / 1024 / 1024
            ),
        )
        .hint("Save a copy and open it in another program."));
    }
    Ok(())
}

/// The same of a PDF that lies in memory, with its words if they are asked for.
///
/// # Errors
/// As `page`.
pub(in crate::evidence) fn page_of(bytes: Arc<Vec<u8>>, number: u32, width: u32, with_words: bool) -> Result<Page> {
    let pdf = Pdf::new(bytes).map_err(|cause| match cause {
        hayro::hayro_syntax::LoadPdfError::Decryption(_) => Error::new(
            Code::Refused,
            "This PDF has a password of its own, so it is not shown here. The file itself is kept as it is.",
        )
        .hint("Save a copy and open it in another program."),
        hayro::hayro_syntax::LoadPdfError::Invalid => malformed(),
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(Error::new(
            Code::Refused,
            format!(
                "This PDF has {} pages; up to {PAGES} are shown here. The file itself is kept as it is.",
                pages.len()
            ),
        )
        .hint("Save a copy and open it in another program."));
    }
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let page = at.and_then(|at| pages.get(at)).ok_or_else(|| Error::not_found("page"))?;
    let points = page.render_dimensions();
    let sound = |side: f32| side.is_finite() && side > 0.0;
    if !sound(points.0) || !sound(points.1) {
        return Err(malformed());
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand pixels")]
    let wanted = (width as f32 / points.0).min(SIDE / points.0).min(SIDE / points.1);
    // A page that is a thousand times longer than it is wide still has a pixel across.
    let scale = wanted.max(1.0 / points.0).max(1.0 / points.1);
    if points.0 * scale > SIDE + 1.0 || points.1 * scale > SIDE + 1.0 {
        return Err(malformed());
    }
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let mut image = RgbaImage::from_raw(width, height, drawn.data_as_u8_slice().to_vec()).ok_or_else(malformed)?;
    // Drawn on white, so that nothing of it is clear.
    image.pixels_mut().for_each(|pixel| pixel.0[3] = 255);
    let image = DynamicImage::ImageRgba8(image);
    let words = with_words.then(|| words::on(page));
    Ok(Page {
        words: words.filter(|words| words.iter().all(|word| word.is_seen_on(&image))),
        holds_unseen: holds_unseen(page.raw()),
        image,
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        points,
    })
}

/// Whether a field on the page holds words and has no look of its own: whoever shows the form draws them, and a picture of the page lacks them.
fn holds_unseen(page: &Dict<'_>) -> bool {
    let fields = page.get::<Array<'_>>("Annots".as_bytes());
    fields.is_some_and(|fields| {
        fields
            .iter::<Dict<'_>>()
            .any(|field| is_typed(&field) && !field.contains_key("AP".as_bytes()))
    })
}

/// Whether words were typed into the field, or chosen.
fn is_typed(field: &Dict<'_>) -> bool {
    let of_form = field
        .get::<Name<'_>>("Subtype".as_bytes())
        .is_some_and(|kind| kind.as_ref() == b"Widget");
    // Hidden, or for no screen: nobody sees it anywhere.
    let hidden = field.get::<i32>("F".as_bytes()).is_some_and(|flags| flags & (1 << 1 | 1 << 5) != 0);
    // What several places of a form share stands with the field they belong to.
    let whole = field.get::<Dict<'_>>("Parent".as_bytes());
    let value = |field: &Dict<'_>| {
        field
            .get::<Text<'_>>("V".as_bytes())
            .is_some_and(|value| !value.as_bytes().trim_ascii().is_empty() && value.as_bytes() != b"\xFE\xFF")
    };
    let several = |field: &Dict<'_>| {
        let chosen = field.get::<Array<'_>>("V".as_bytes());
        chosen.is_some_and(|chosen| chosen.iter::<Object<'_>>().next().is_some())
    };
    of_form
        && !hidden
        && [Some(field), whole.as_ref()]
            .into_iter()
            .flatten()
            .any(|field| value(field) || several(field))
}
