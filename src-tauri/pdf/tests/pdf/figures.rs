//! Figures and the links between places of a document.

use std::io::Cursor;

use crate::common::{checked_text, document, read_with};
use image::{DynamicImage, ImageFormat};
use lopdf::Object;
use triptych_pdf::{Block, Figure, FigureFault, Inline, PdfError, Shown, render, render_pictured};

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn figure(picture: &str, width: u32, height: u32) -> Figure {
    Figure {
        picture: picture.into(),
        width,
        height,
        dots: 150,
        alternative: "A drum on a\nblue mat".into(),
        caption: Some("E1, page 1 of 2".into()),
        words: Vec::new(),
    }
}

fn made(blocks: Vec<Block>, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    render_pictured(&document(blocks), &mut |name| (name == "one").then(|| bytes.to_vec()), &mut |_| {
        std::ops::ControlFlow::Continue(())
    })
}

/// Where each figure stands, as its tag says it.
fn bounds(bytes: &[u8]) -> Vec<[f32; 4]> {
    let file = lopdf::Document::load_mem(bytes).expect("our own file");
    let attributes = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"A").ok()?.as_dict().ok());
    attributes
        .filter_map(|one| one.get(b"BBox").and_then(Object::as_array).ok())
        .map(|sides| std::array::from_fn(|side| sides[side].as_float().expect("a length")))
        .collect()
}

#[test]
fn a_figure_carries_the_words_that_stand_for_it() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let bytes = made(vec![Block::Figure(figure("one", 300, 200))], &picture(300, 200, format)).expect("a file");
        assert!(checked_text(&bytes).contains("E1, page 1 of 2"));
        let tree = read_with("pdfinfo", &["-struct-text"], &bytes, &[]);
        assert!(tree.contains("Figure") && tree.contains("Placement"), "{tree}");
        let file = lopdf::Document::load_mem(&bytes).expect("our own file");
        let words: Vec<&[u8]> = file
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok()?.get(b"Alt").and_then(Object::as_str).ok())
            .collect();
        assert_eq!(words, [b"A drum on a blue mat"]);
        let [left, bottom, right, top] = bounds(&bytes)[0];
        assert_eq!(
            ((right - left).round(), (top - bottom).round()),
            (144.0, 96.0),
            "150 dots to the inch"
        );
        let listed = read_with("pdfimages", &["-list"], &bytes, &[]);
        assert!(listed.contains("300") && listed.contains("200"), "{listed}");
    }
}

#[test]
fn a_figure_fits_its_page_whatever_its_shape() {
    let shapes = [(1, 30_000), (30_000, 1), (9000, 12_000), (1240, 1754), (1, 1), (5000, 300)];
    for filler in [0, 9, 31, 38] {
        for (width, height) in shapes {
            let mut blocks = vec![Block::paragraph("A line."); filler];
            blocks.extend([Block::heading(2, "Exhibit"), Block::Figure(figure("one", width, height))]);
            blocks.push(Block::paragraph("After it."));
            let mut one = Vec::new();
            image::GrayImage::new(width, height)
                .write_to(&mut Cursor::new(&mut one), ImageFormat::Png)
                .expect("a picture");
            let bytes = made(blocks, &one).expect("a file");
            let [left, bottom, right, top] = bounds(&bytes)[0];
            assert!(
                left >= 70.0 && right <= 526.0 && bottom >= 60.0 && top <= 780.0,
                "{width} by {height} after {filler}"
            );
            assert!(right > left && top > bottom);
        }
    }
}

#[test]
fn a_figure_that_would_break_the_file_is_refused_and_named() {
    let good = picture(30, 20, ImageFormat::Png);
    let fault = |figure: Figure, bytes: &[u8]| match made(vec![Block::Figure(figure)], bytes) {
        Err(PdfError::Figure { place, fault }) => (place, fault),
        other => panic!("{other:?}"),
    };
    let undescribed = Figure {
        alternative: " \n".into(),
        caption: None,
        ..figure("one", 30, 20)
    };
    assert_eq!(fault(undescribed, &good), ("figure 1".into(), FigureFault::Undescribed));
    let place = || "the figure “E1, page 1 of 2”".to_owned();
    assert_eq!(fault(figure("two", 30, 20), &good), (place(), FigureFault::Missing));
    assert_eq!(fault(figure("one", 30, 21), &good), (place(), FigureFault::Unfit));
    assert_eq!(fault(figure("one", 0, 20), &good), (place(), FigureFault::Unfit));
    assert_eq!(fault(figure("one", 30, 20), b"no picture"), (place(), FigureFault::Unfit));
    let mut clear = Vec::new();
    image::RgbaImage::new(30, 20)
        .write_to(&mut Cursor::new(&mut clear), ImageFormat::Png)
        .expect("a picture");
    assert_eq!(fault(figure("one", 30, 20), &clear), (place(), FigureFault::Unfit));
}

#[test]
fn other_pixels_make_another_file_and_the_same_the_same() {
    let blocks = || vec![Block::Figure(figure("one", 30, 20)), Block::Figure(figure("one", 30, 20))];
    let (first, second) = (picture(30, 20, ImageFormat::Png), picture(30, 20, ImageFormat::Jpeg));
    let file = made(blocks(), &first).expect("a file");
    assert_eq!(file, made(blocks(), &first).expect("a file"));
    assert_ne!(file, made(blocks(), &second).expect("a file"));
    let listed = read_with("pdfimages", &["-list"], &file, &[]);
    let objects: Vec<&str> = listed.lines().skip(2).filter_map(|line| line.split_whitespace().nth(10)).collect();
    assert_eq!((objects.len(), objects[0]), (2, objects[1]), "one picture, drawn twice:\n{listed}");
}

#[test]
fn a_link_leads_to_a_place_of_the_document_and_one_to_nowhere_is_words() {
    let jump = |to: &str| Inline::Jump {
        text: format!("see {to}"),
        to: to.into(),
    };
    let blocks = vec![
        Block::Paragraph(vec![jump("E1"), " and ".into(), jump("E2"), " and ".into(), jump("end")]),
        Block::PageBreak,
        Block::Anchor("E1".into()),
        Block::heading(1, "E1"),
        Block::paragraph("An exhibit."),
        Block::Anchor("end".into()),
    ];
    let bytes = render(&document(blocks)).expect("a file");
    assert!(checked_text(&bytes).contains("see E1 and see E2 and see end"));
    let file = lopdf::Document::load_mem(&bytes).expect("our own file");
    let second = file.get_pages()[&2];
    let links = file.objects.values().filter_map(|object| object.as_dict().ok());
    let links = links.filter(|one| one.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Link"));
    let targets: Vec<_> = links
        .map(|link| {
            link.get(b"Dest").and_then(Object::as_array).expect("a place")[0]
                .as_reference()
                .expect("a page")
        })
        .collect();
    assert_eq!(targets, [second, second]);
}

#[test]
fn words_of_a_picture_are_found_in_their_place_and_not_seen() {
    let shown = |text: &str, left: u32, width: u32, baseline: u32| Shown {
        text: text.into(),
        left,
        width,
        baseline,
    };
    let mut scan = figure("one", 600, 800);
    scan.words = vec![
        shown("Certificate", 1_000, 1_600, 1_000),
        shown("of", 2_700, 300, 1_000),
        shown("listening", 3_100, 1_300, 1_000),
        shown("Gŵyl", 1_000, 700, 9_000),
        // No font has it; it is no letter; it is read from the right; it is nowhere on the picture.
        shown("語", 1_000, 700, 2_000),
        shown("\u{7}", 1_000, 700, 2_000),
        shown("שלום", 1_000, 700, 2_000),
        shown("outside", 20_000, 700, 2_000),
    ];
    let scanned = picture(600, 800, ImageFormat::Png);
    let around = |scan: Figure| vec![Block::paragraph("Before."), Block::Figure(scan), Block::paragraph("After.")];
    let with = made(around(scan.clone()), &scanned).expect("a file");
    let text = checked_text(&with);
    assert!(text.contains("Certificate of listening"), "{text}");
    assert!(text.contains("Gŵyl") && !text.contains("outside"), "{text}");
    let boxes = read_with("pdftotext", &["-bbox"], &with, &["-"]);
    let place = |word: &str| -> f32 {
        let line = boxes.lines().find(|line| line.contains(word)).expect("a word");
        let at = line.find("xMin=\"").expect("a place") + 6;
        let number = line[at..].split('"').next().and_then(|number| number.parse().ok());
        number.expect("a number")
    };
    let apart = place("listening") - place("Certificate");
    let [left, _, right, _] = bounds(&with)[0];
    assert!(
        (apart - 0.21 * (right - left)).abs() < 2.0,
        "each where it is on the picture: {apart}"
    );
    scan.words.clear();
    let without = made(around(scan), &scanned).expect("a file");
    let look = |bytes: &[u8]| read_with("pdftoppm", &["-r", "50", "-png", "-singlefile"], bytes, &[]);
    assert!(look(&with) == look(&without), "nothing of them is seen");
}
