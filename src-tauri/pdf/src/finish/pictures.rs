//! The pictures of figures, each asked for once and written as it came.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest as _, Sha256};

use super::{failed, name};
use crate::Pictures;
use crate::error::{FigureFault, PdfError};
use crate::page::{Item, Laid, Wanted};
use crate::picture::{self, Packing};

/// The name of a picture among the resources of its pages.
pub(crate) fn picture_name(number: usize) -> String {
    format!("I{number}")
}

/// Writes all of them, and tells the pages where theirs are; what they are goes into `hash`.
pub(super) fn write(
    file: &mut Document,
    laid: &Laid,
    pages: &[ObjectId],
    pictures: Pictures<'_>,
    hash: &mut Sha256,
) -> Result<(), PdfError> {
    let mut ids = Vec::with_capacity(laid.pictures.len());
    for wanted in &laid.pictures {
        let stream = one(wanted, pictures)?;
        hash.update(&stream.content);
        ids.push(file.add_object(stream));
    }
    for (page, id) in laid.pages.iter().zip(pages) {
        let mut own = Dictionary::new();
        for item in &page.items {
            if let Item::Picture { number, .. } = item {
                own.set(picture_name(*number), ids[*number]);
            }
        }
        if !own.is_empty() {
            let resources = file.get_dictionary(*id).and_then(|page| page.get(b"Resources")).map_err(failed)?;
            let resources = resources.as_reference().map_err(failed)?;
            file.get_dictionary_mut(resources).map_err(failed)?.set("XObject", own);
        }
    }
    Ok(())
}

fn one(wanted: &Wanted, pictures: Pictures<'_>) -> Result<Stream, PdfError> {
    let wrong = |fault| PdfError::Figure {
        place: wanted.place.clone(),
        fault,
    };
    let bytes = pictures(&wanted.name).ok_or_else(|| wrong(FigureFault::Missing))?;
    let pixels = picture::pixels(&bytes).filter(|pixels| (pixels.width, pixels.height) == wanted.size);
    let pixels = pixels.ok_or_else(|| wrong(FigureFault::Unfit))?;
    let mut dictionary = dictionary! {
        "Type" => name("XObject"),
        "Subtype" => name("Image"),
        "Width" => i64::from(pixels.width),
        "Height" => i64::from(pixels.height),
        "BitsPerComponent" => 8,
        "ColorSpace" => name(if pixels.colours == 1 { "DeviceGray" } else { "DeviceRGB" }),
    };
    match pixels.packing {
        Packing::Jpeg => dictionary.set("Filter", name("DCTDecode")),
        Packing::Rows => {
            dictionary.set("Filter", name("FlateDecode"));
            let rows = dictionary! {
                "Predictor" => 15,
                "Colors" => i64::from(pixels.colours),
                "Columns" => i64::from(pixels.width),
            };
            dictionary.set("DecodeParms", Object::Dictionary(rows));
        }
    }
    Ok(Stream::new(dictionary, pixels.bytes).with_compression(false))
}
