//! Exhibits as they come from elsewhere: locked, filled in, turned, in other colours, moving; and what of their words is found.

use image::codecs::gif::GifEncoder;
use image::{Delay, Frame, ImageFormat, RgbaImage};
use triptych_pdf::{Block, Figure};

use super::exhibits::{Desk, noise, pdf, picture, written};
use super::*;
use crate::api::events::Event;
use crate::error::Code;
use crate::evidence;
use crate::hcpc::leaving::pages_of;

/// A PDF of these objects, the first of which is the catalog.
fn raw(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// A page of 400 by 200 points that shows `drawn`, with more about it.
fn page(drawn: &str, about: &str, more: &[&str], trailer: &str) -> Vec<u8> {
    let shown =
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> {about} >>");
    let content = format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len() + 1);
    let catalog = if more.is_empty() {
        "<< /Type /Catalog /Pages 2 0 R >>"
    } else {
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >> >>"
    };
    let own = [
        catalog,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        &shown,
        &content,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ];
    raw(&[&own[..], more].concat(), trailer)
}

/// A form with one field that says `value`.
fn form(value: &str) -> Vec<u8> {
    let field = format!(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({value}) /Rect [50 90 350 120] /F 4 /P 3 0 R /AP << /N 7 0 R >> >>"
    );
    let drawn = format!("/Tx BMC q BT /F1 12 Tf 0 g 2 10 Td ({value}) Tj ET Q EMC");
    let look = format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 5 0 R >> >> /Length {} >>\nstream\n{drawn}\nendstream",
        drawn.len() + 1
    );
    page(
        "BT /F1 12 Tf 50 150 Td (A form about:) Tj ET",
        "/Annots [6 0 R]",
        &[&field, &look],
        "",
    )
}

/// A JPEG of eight by eight pixels in cyan, magenta, yellow and black, a quarter of each.
fn of_four_colours() -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0".to_vec();
    bytes.extend(b"\xFF\xDB\0\x43\0");
    bytes.extend([1; 64]);
    bytes.extend(b"\xFF\xC0\0\x14\x08\0\x08\0\x08\x04\x01\x11\0\x02\x11\0\x03\x11\0\x04\x11\0");
    for class in [0x00, 0x10] {
        // One code, of one bit: no difference, or the end of the block.
        bytes.extend([0xFF, 0xC4, 0, 0x14, class, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
    }
    bytes.extend(b"\xFF\xDA\0\x0E\x04\x01\0\x02\0\x03\0\x04\0\0\x3F\0\0\xFF\xD9");
    bytes
}

fn moving() -> Vec<u8> {
    let mut bytes = Vec::new();
    let frame = |red: u8| {
        let image = RgbaImage::from_pixel(30, 20, image::Rgba([red, 0, 0, 255]));
        Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(100, 1))
    };
    GifEncoder::new(&mut bytes).encode_frames([frame(250), frame(10)]).expect("encoded");
    bytes
}

fn drawn(desk: &Desk) -> Vec<Figure> {
    let figure = |block: Block| if let Block::Figure(figure) = block { Some(figure) } else { None };
    desk.kept().blocks.into_iter().filter_map(figure).collect()
}

/// What can be found in the pack on the pictures of its exhibits.
fn found(desk: &Desk) -> String {
    let words = drawn(desk).into_iter().flat_map(|figure| figure.words);
    words.map(|word| word.text).collect::<Vec<_>>().join(" ")
}

fn with_client(desk: &Desk) {
    desk.app
        .change(|portfolio| {
            let client = crate::client::make(portfolio, "K-07")?;
            let identity = serde_json::from_str(r#"{"name":"Rowena Achebe"}"#).expect("an identity");
            crate::client::save_identity(portfolio, &client, &identity)
        })
        .expect("a client");
}

#[test]
fn a_locked_pdf_goes_separately_and_is_said_to() {
    let desk = Desk::new();
    let lock = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{}> /U <{}> /P -44 >> /ID [<00> <00>]",
        "5a".repeat(32),
        "3c".repeat(32)
    );
    desk.add(
        "locked.pdf",
        &page("BT /F1 12 Tf 50 150 Td (Locked) Tj ET", "", &[], &lock),
        "A letter.",
    );
    let (_, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes.len(), 1, "{:?}", made.notes);
    assert!(
        made.notes[0].starts_with("E1 goes separately: This PDF has a password of its own"),
        "{:?}",
        made.notes
    );
    assert!(drawn(&desk).is_empty());
}

#[test]
fn what_is_filled_into_a_form_is_shown_and_looked_through() {
    let desk = Desk::new();
    desk.add("form.pdf", &form("Listening well"), "A form.");
    let (_, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes, Vec::<String>::new());
    assert_eq!(drawn(&desk).len(), 1);
    assert_eq!(found(&desk), "A form about: Listening well");
    with_client(&desk);
    let named = Desk::new();
    with_client(&named);
    named.add("form.pdf", &form("Rowena Achebe"), "A form.");
    let refused = named.export(true).expect_err("a client is named in the field");
    assert!(refused.message.starts_with("On the pages of E1 stand"), "{}", refused.message);
}

#[test]
fn a_form_whose_fields_would_print_empty_goes_separately_and_is_said_to() {
    let field = |more: &str| format!("<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [50 90 350 120] /F 4 /P 3 0 R {more} >>");
    let made_of = |more: &[&str]| {
        let desk = Desk::new();
        let about = "BT /F1 12 Tf 50 150 Td (A form about:) Tj ET";
        desk.add("form.pdf", &page(about, "/Annots [6 0 R]", more, ""), "A form.");
        let (_, made) = desk.export(true).expect("exported");
        (made.notes, drawn(&desk).len())
    };
    let typed = [field("/V (Listening well)"), field("/Parent 7 0 R")];
    for more in [
        vec![typed[0].as_str()],
        vec![&typed[1], "<< /FT /Tx /T (name) /V (Listening well) /Kids [6 0 R] >>"],
    ] {
        let (notes, drawn) = made_of(&more);
        assert!(
            notes[0].starts_with("E1 goes separately: This PDF is a form, and what was typed"),
            "{notes:?}"
        );
        assert_eq!(drawn, 0);
    }
    // Nothing was typed: the page is the whole of it.
    for empty in [
        field(""),
        field("/V ()"),
        field("/V <FEFF>"),
        field("/V (Secret)").replace("/F 4", "/F 2"),
    ] {
        assert_eq!(made_of(&[&empty]), (Vec::new(), 1));
    }
}

#[test]
fn a_turned_page_stands_upright_and_its_words_where_they_are_seen() {
    let desk = Desk::new();
    // The page is turned by a quarter, and what is written on it too: it reads along the long side.
    let drawn_so = "BT /F1 20 Tf 0 1 -1 0 200 20 Tm (Turned by a quarter) Tj ET";
    desk.add("turned.pdf", &page(drawn_so, "/Rotate 90", &[], ""), "A scan.");
    let (_, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes, Vec::<String>::new());
    let figure = drawn(&desk).remove(0);
    assert!(figure.height > figure.width, "{} by {}", figure.width, figure.height);
    assert_eq!(found(&desk), "Turned by a quarter");
    let places: Vec<(u32, u32)> = figure.words.iter().map(|word| (word.left, word.baseline)).collect();
    assert!(
        places.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 == two[1].1),
        "one line: {places:?}"
    );
    assert!((4_900..5_100).contains(&places[0].1), "{places:?}");
}

#[test]
fn other_colours_and_moving_pictures_are_laid_in_as_they_look() {
    let desk = Desk::new();
    desk.add("a four.jpg", &of_four_colours(), "Four colours.");
    desk.add("b moving.gif", &moving(), "It moves.");
    let (_, made) = desk.export(true).expect("exported");
    assert_eq!(made.notes, Vec::<String>::new());
    let sizes: Vec<(u32, u32)> = drawn(&desk).iter().map(|figure| (figure.width, figure.height)).collect();
    assert_eq!(sizes, [(8, 8), (30, 20)], "of what moves, its first picture");
}

#[test]
fn stopping_while_exhibits_are_drawn_leaves_nothing() {
    let desk = Desk::new();
    for seed in 1..=6 {
        desk.add(&format!("{seed} noise.jpg"), &noise(900, seed), "Noise.");
    }
    desk.app
        .change(|portfolio| {
            confirm_all(portfolio, &desk.cycle);
            Ok(())
        })
        .expect("confirmed");
    let path = desk.folder.path().join("stopped.pdf");
    let events = desk.app.events().listen();
    let stopped = std::thread::scope(|scope| {
        let app = &desk.app;
        scope.spawn(move || {
            let is_drawn = |event: &Event| matches!(event, Event::Progress { unit, .. } if unit == "exhibits");
            if events.iter().any(|event| is_drawn(&event)) {
                app.cancel("pack");
            }
        });
        let way = way(path.to_str(), false);
        app.run("pack", |task| export(&desk.app, task, &desk.cycle, true, false, &way))
    });
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
    assert!(!path.exists());
    assert!(desk.app.with(exports).expect("the register").is_empty());
}

#[test]
fn words_of_a_page_are_found_in_the_pack_when_nothing_in_it_tells_who_somebody_is() {
    let desk = Desk::new();
    desk.add(
        "a certificate.pdf",
        &written("A certificate of unhurried listening.", 2),
        "A certificate.",
    );
    desk.add("b letter.pdf", &written("Warm thanks from Dr Ray for everything.", 1), "A letter.");
    let (bytes, made) = desk.export(false).expect("exported");
    assert!(made.notes[0].starts_with("On the pages of E2 stands 1 thing"), "{:?}", made.notes);
    let read = pages_of(&bytes).expect("a PDF");
    assert!(read.contains("certificate of unhurried listening"), "{read}");
    assert!(read.contains("Another."), "on its second page too");
    assert!(
        !read.contains("Ray") && !read.contains("Warm"),
        "none of a PDF with somebody in it: {read}"
    );
    assert_eq!(bytes, desk.export(false).expect("again").0, "the same pack, byte for byte");
}

#[test]
fn what_is_erased_takes_the_words_on_its_pages_out_of_what_is_kept() {
    let desk = Desk::new();
    let erased = desk.add("a certificate.pdf", &written("Unhurried listening.", 2), "A certificate.");
    desk.add("b certificate.pdf", &written("Attentive drumming.", 1), "Another.");
    desk.export(true).expect("exported");
    let kept = || -> String {
        desk.app
            .with(|portfolio| Ok(portfolio.db().query_row("SELECT document FROM export", [], |row| row.get(0))?))
            .expect("kept")
    };
    assert!(kept().contains("Unhurried") && kept().contains("Attentive"), "{}", kept());
    desk.app
        .change(|portfolio| {
            evidence::bin(portfolio, &erased)?;
            evidence::empty_bin(portfolio, None)
        })
        .expect("erased");
    assert!(!kept().contains("Unhurried") && kept().contains("Attentive"), "{}", kept());
}

#[test]
fn a_client_in_a_pdf_is_found_in_no_draft_either() {
    let desk = Desk::new();
    with_client(&desk);
    desk.add("letter.pdf", &written("Unhurried: a letter about Rowena Achebe.", 1), "A letter.");
    let (bytes, _) = desk.export(false).expect("a draft is one's own");
    let read = pages_of(&bytes).expect("a PDF");
    assert!(!read.contains("Rowena") && !read.contains("Unhurried"), "{read}");
}

#[test]
fn what_a_box_covers_is_found_by_nobody() {
    let covered = "BT /F1 20 Tf 50 150 Td (Unhurried listening) Tj ET BT /F1 20 Tf 50 90 Td (Covered) Tj ET";
    for (over, is_found) in [("", true), ("0 g 45 80 120 35 re f", false), ("1 g 45 80 120 35 re f", false)] {
        let desk = Desk::new();
        desk.add("page.pdf", &page(&format!("{covered} {over}"), "", &[], ""), "A page.");
        desk.export(true).expect("exported");
        let expected = if is_found { "Unhurried listening Covered" } else { "" };
        assert_eq!(found(&desk), expected, "with {over:?}");
    }
}

#[test]
fn a_word_taken_out_of_the_profile_is_not_found_on_a_page() {
    let desk = Desk::new();
    desk.add("a drum.png", &picture(300, 200, ImageFormat::Png), "Made by Dr Ray for the team.");
    desk.add("b page.pdf", &written("Drray, as a word of another kind.", 1), "A page.");
    let waiting = desk.app.with(|portfolio| super::found(portfolio, &desk.cycle)).expect("findings");
    let given = AnswerGiven {
        key: waiting[0].key.clone(),
        action: Some(AnswerAction::Replace),
        words: "a colleague".to_owned(),
    };
    desk.app
        .change(|portfolio| answer(portfolio, &desk.cycle, &[given]))
        .expect("answered");
    desk.export(true).expect("exported");
    assert_eq!(found(&desk), "", "the letters stand on the page");
    desk.add("c page.pdf", &pdf(1), "Another page.");
    desk.export(true).expect("exported");
    assert!(found(&desk).contains("A page."), "{}", found(&desk));
}
