//! The tags of a small document, as a reader that speaks would meet them, and what the file says about itself.

use crate::common::{columns, document, read_with, row};
use lopdf::{Dictionary, Object};
use triptych_pdf::{Block, Counted, Elsewhere, Figure, Inline, render};

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

#[test]
fn contents_lead_to_the_headings_and_count_through_all_files() {
    let elsewhere = |text: &str, page| Elsewhere { text: text.into(), page };
    let mut whole = document(vec![
        Block::Contents {
            before: vec![elsewhere("Part 1 of 3: the summary", 1)],
            after: vec![elsewhere("Part 3 of 3: E7", 21)],
        },
        Block::PageBreak,
        Block::heading(1, "Evidence"),
        Block::heading(2, "E5 A drum"),
        Block::heading(3, "Not listed"),
        Block::PageBreak,
        Block::heading(
            2,
            "E6 A song of many words that go on and on, so that the line is broken, and then a little further still",
        ),
    ]);
    whole.counted = Some(Counted {
        before: 15,
        of: 22,
        part: "part 2 of 3".into(),
    });
    let bytes = render(&whole).expect("a file");
    let text = read_with("pdftotext", &["-layout"], &bytes, &["-"]);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let after = |heading: &str| {
        let at = lines.iter().position(|line| line.trim_start().starts_with(heading)).expect(heading);
        let number = |line: &&str| line.split_whitespace().last().and_then(|last| last.parse::<u32>().ok());
        lines[at..].iter().find_map(number).expect("a number")
    };
    let expected = [("Part 1 of 3", 1), ("Evidence", 17), ("E5", 17), ("E6", 18), ("Part 3 of 3", 21)];
    for (heading, page) in expected {
        assert_eq!(after(heading), page, "{heading} in\n{text}");
    }
    assert!(
        text.contains("Page 18 of 22, part 2 of 3") && text.matches("Not listed").count() == 1,
        "{text}"
    );

    let file = lopdf::Document::load_mem(&bytes).expect("our own file");
    let labels = file
        .catalog()
        .and_then(|catalog| catalog.get(b"PageLabels"))
        .and_then(Object::as_dict);
    let from = labels
        .and_then(|labels| labels.get(b"Nums"))
        .and_then(Object::as_array)
        .expect("labels")[1]
        .clone();
    assert_eq!(
        from.as_dict()
            .and_then(|from| from.get(b"St"))
            .and_then(Object::as_i64)
            .expect("a number"),
        16
    );
    let root = file
        .catalog()
        .and_then(|catalog| catalog.get(b"StructTreeRoot"))
        .and_then(Object::as_reference);
    let first = root
        .and_then(|root| file.get_dictionary(root))
        .and_then(|root| root.get(b"K"))
        .and_then(Object::as_reference);
    let mut lines = Vec::new();
    outline(
        &file,
        first.and_then(|first| file.get_dictionary(first)).expect("a document"),
        0,
        &mut lines,
    );
    let count = |role: &str| lines.iter().filter(|line| line.trim() == role).count();
    assert_eq!(
        (count("TOC"), count("TOCI"), count("Reference"), count("Link"), count("@")),
        (1, 5, 5, 3, 4),
        "{lines:#?}"
    );
}

#[test]
fn pages_are_counted_without_pictures() {
    let figure = |name: &str| {
        Block::Figure(Figure {
            picture: name.into(),
            width: 900,
            height: 1200,
            dots: 72,
            alternative: "A page".into(),
            caption: None,
            words: Vec::new(),
        })
    };
    let whole = document(vec![figure("one"), figure("two"), Block::PageBreak, Block::paragraph("The end.")]);
    assert_eq!(triptych_pdf::pages(&whole, &mut |_| std::ops::ControlFlow::Continue(())), Ok(3));
}

#[test]
fn passages_in_welsh_and_gaelic_say_so() {
    let welsh = "Mae'r plant yn hapus iawn, ac mae'r grŵp yn canu gyda'i gilydd.";
    let gaelic = "Tha mi ag obair còmhla ri cloinn agus inbhich ann an dà sgoil.";
    let english = "We sang it in the round, and the whole ward joined in.";
    let bytes = render(&document(vec![
        Block::heading(1, "Roedd hi yn yr ardd gyda ni"),
        Block::paragraph(english),
        Block::paragraph(welsh),
        Block::Paragraph(vec![
            format!("{english} She wrote: “").into(),
            Inline::Emphasis(format!("{welsh} ")),
            format!("{gaelic}” {english}").into(),
        ]),
        Block::List {
            ordered: false,
            items: vec![vec![gaelic.into()], vec![english.into()]],
        },
        Block::Table {
            caption: None,
            columns: columns(),
            rows: vec![row(&["01/02/2025", welsh, "60"])],
        },
    ]))
    .expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("our own file");
    let mut told: Vec<(String, String)> = Vec::new();
    for object in file.objects.values() {
        if let Ok(element) = object.as_dict()
            && let (Ok(role), Ok(language)) = (
                element.get(b"S").and_then(Object::as_name),
                element.get(b"Lang").and_then(Object::as_str),
            )
        {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            told.push((text(role), text(language)));
        }
    }
    told.sort();
    let expected = [
        ("H1", "cy"),
        ("LBody", "gd"),
        ("P", "cy"),
        // Its quotation mark stands upright, the words do not.
        ("Span", "cy"),
        ("Span", "cy"),
        ("Span", "gd"),
        ("TD", "cy"),
    ];
    assert_eq!(told, expected.map(|(role, language)| (role.to_owned(), language.to_owned())));
}
