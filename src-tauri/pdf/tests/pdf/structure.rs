//! The tags of a small document, as a reader that speaks would meet them, and what the file says about itself.

use crate::common::{columns, document, row};
use lopdf::{Dictionary, Object};
use triptych_pdf::{Block, Inline, render};

fn sample() -> Vec<u8> {
    let link = |text: &str, address: &str| Inline::Link {
        text: text.into(),
        address: address.into(),
    };
    let blocks = vec![
        Block::Facts(vec![("Name".into(), vec!["Wren Halloway".into()])]),
        Block::heading(2, "Begins too deep"),
        Block::Paragraph(vec![
            "See ".into(),
            link("the regulator", "https://example.org/tŷ"),
            ", ".into(),
            link("not this", "javascript:alert(1)"),
            " and ".into(),
            Inline::Strong("that".into()),
        ]),
        Block::heading(3, "Skips nothing"),
        Block::List {
            ordered: false,
            items: vec![vec!["One".into()], vec!["Two".into()]],
        },
        Block::heading(1, "Activities"),
        Block::Table {
            caption: Some("All of them".into()),
            columns: columns(),
            rows: vec![row(&["01/02/2025", "Supervision", "60"])],
        },
        Block::Note {
            label: "A gap".into(),
            text: vec!["Explained.".into()],
        },
        Block::PageBreak,
        Block::paragraph("On the second page."),
    ];
    render(&document(blocks)).expect("a file")
}

/// The tree as indented lines: a name for each element, `#` and a number for marked content, `@` for a link.
fn outline(file: &lopdf::Document, element: &Dictionary, depth: usize, lines: &mut Vec<String>) {
    let name = |object: &Object| String::from_utf8_lossy(object.as_name().unwrap_or_default()).into_owned();
    let mut line = "  ".repeat(depth) + &name(element.get(b"S").expect("a role"));
    if let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) {
        for (key, value) in attributes.iter().filter(|(key, _)| *key != b"O") {
            line += &format!(" {}={}", String::from_utf8_lossy(key), name(value));
        }
    }
    lines.push(line);
    let kids: &[Object] = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids,
        Ok(kid) => std::slice::from_ref(kid),
        Err(_) => &[],
    };
    let indent = "  ".repeat(depth + 1);
    for kid in kids {
        match kid {
            Object::Integer(mark) => lines.push(format!("{indent}#{mark}")),
            Object::Reference(id) => outline(file, file.get_dictionary(*id).expect("an element"), depth + 1, lines),
            Object::Dictionary(kid) if kid.has(b"Obj") => lines.push(format!("{indent}@")),
            other => lines.push(format!("{indent}{other:?}")),
        }
    }
}

#[test]
fn tags_say_what_things_are() {
    let file = lopdf::Document::load_mem(&sample()).expect("our own file");
    let root = file
        .catalog()
        .and_then(|catalog| catalog.get(b"StructTreeRoot"))
        .and_then(Object::as_reference)
        .expect("a tree");
    let first = file
        .get_dictionary(root)
        .and_then(|root| root.get(b"K"))
        .and_then(Object::as_reference)
        .expect("a document");
    let mut lines = Vec::new();
    outline(&file, file.get_dictionary(first).expect("an element"), 0, &mut lines);
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_file_says_what_it_is() {
    let file = lopdf::Document::load_mem(&sample()).expect("our own file");
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"en-GB");
    let shows_title = catalog
        .get(b"ViewerPreferences")
        .and_then(Object::as_dict)
        .and_then(|view| view.get(b"DisplayDocTitle"));
    assert!(shows_title.and_then(Object::as_bool).expect("a preference"));
    let metadata = catalog
        .get(b"Metadata")
        .and_then(Object::as_reference)
        .and_then(|id| file.get_object(id))
        .and_then(Object::as_stream);
    let xmp = String::from_utf8(metadata.expect("metadata").content.clone()).expect("UTF-8");
    for part in [
        "June 2024 to May 2026",
        "Wren Halloway",
        "2026-11-22T10:00:00Z",
        "<pdfuaid:part>1<",
        "<pdfaid:conformance>A<",
    ] {
        assert!(xmp.contains(part), "{part}");
    }
    let actions = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().and_then(|link| link.get(b"A")).and_then(Object::as_dict).ok());
    let addresses = actions.filter_map(|action| action.get(b"URI").and_then(Object::as_str).ok());
    let links: Vec<String> = addresses.map(|address| String::from_utf8_lossy(address).into_owned()).collect();
    assert_eq!(links, ["https://example.org/t%C5%B7"]);
}

#[test]
fn bookmarks_nest() {
    let told = {
        let file = lopdf::Document::load_mem(&sample()).expect("our own file");
        let titles = file.get_toc().expect("bookmarks");
        titles
            .toc
            .into_iter()
            .map(|entry| (entry.level, entry.title, entry.page))
            .collect::<Vec<_>>()
    };
    let expected = [(1, "Begins too deep", 1), (2, "Skips nothing", 1), (1, "Activities", 1)];
    assert_eq!(told, expected.map(|(level, title, page)| (level, title.to_owned(), page)));
}
