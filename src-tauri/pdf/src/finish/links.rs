//! Areas that lead to addresses, and to places of the document.

use lopdf::{Document, Object, ObjectId, dictionary};

use super::{failed, name, text};
use crate::error::PdfError;
use crate::page::{Laid, Link, PAGE_HEIGHT, Target};

/// Writes each page's links; returns their objects in the same order.
pub(super) fn write(file: &mut Document, laid: &Laid, pages: &[ObjectId]) -> Result<Vec<Vec<ObjectId>>, PdfError> {
    let mut all = Vec::with_capacity(pages.len());
    for (page, id) in laid.pages.iter().zip(pages) {
        let links: Vec<ObjectId> = page
            .links
            .iter()
            .map(|link| Ok(file.add_object(annotation(link, *id, laid, pages)?)))
            .collect::<Result<_, PdfError>>()?;
        let dictionary = file.get_dictionary_mut(*id).map_err(failed)?;
        if links.is_empty() {
            dictionary.remove(b"Annots");
        } else {
            dictionary.set("Annots", links.iter().map(|link| Object::Reference(*link)).collect::<Vec<_>>());
            // Tab goes through the links in the order of the structure.
            dictionary.set("Tabs", name("S"));
        }
        all.push(links);
    }
    Ok(all)
}

fn annotation(link: &Link, page: ObjectId, laid: &Laid, pages: &[ObjectId]) -> Result<lopdf::Dictionary, PdfError> {
    let place = [link.left, PAGE_HEIGHT - link.bottom, link.right, PAGE_HEIGHT - link.top];
    let place: Vec<Object> = place.iter().map(|length| Object::Real((length * 100.0).round() / 100.0)).collect();
    let mut annotation = dictionary! {
        "Type" => name("Annot"),
        "Subtype" => name("Link"),
        "Rect" => place,
        "P" => page,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        // Printed along, and not hidden.
        "F" => 4,
        "Contents" => text(&link.description),
    };
    match &link.target {
        Target::Address(address) => {
            annotation.set(
                "A",
                dictionary! { "Type" => name("Action"), "S" => name("URI"), "URI" => text(&ascii(address)) },
            );
        }
        Target::Place(place) => {
            let (page, y) = laid
                .anchors
                .get(place)
                .ok_or_else(|| PdfError::internal("finishing", "a link leads nowhere"))?;
            annotation.set("Dest", place_on(pages[*page], *y));
        }
    }
    Ok(annotation)
}

/// The place `y` down a page, as a target.
pub(super) fn place_on(page: ObjectId, y: f32) -> Vec<Object> {
    // A little above, so that what stands there does not stick to the window's edge.
    let top = (PAGE_HEIGHT - y + 8.0).round();
    vec![page.into(), name("XYZ"), 0.into(), (top as i64).into(), Object::Null]
}

/// An address may hold nothing but ASCII: the rest is written as percent and hex digits.
fn ascii(address: &str) -> String {
    let mut kept = String::with_capacity(address.len());
    for byte in address.bytes() {
        if (0x21..0x7F).contains(&byte) && !matches!(byte, b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') {
            kept.push(char::from(byte));
        } else {
            kept.push_str(&format!("%{byte:02X}"));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_become_ascii() {
        assert_eq!(
            super::ascii("https://example.org/tŷ mawr?a=%20"),
            "https://example.org/t%C5%B7%20mawr?a=%20"
        );
    }
}
