//! What becomes of what: lists, Word files, Markdown, and what is wrong with them.

mod keeping;

use std::io::Write as _;
use std::path::PathBuf;

use super::*;
use crate::api::App;
use crate::error::{Code, Result};
use crate::record::{self, CpdType, Kind};
use crate::storage::undo;
use crate::testing::{self, StillWorld};
use crate::vault::Secret;

fn fixture(name: &str) -> Source {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/intake")
        .join(name);
    file(&path)
}

fn file(path: &std::path::Path) -> Source {
    Source::File {
        path: path.to_string_lossy().into_owned(),
    }
}

fn text(text: &str) -> Source {
    Source::Text { text: text.to_owned() }
}

fn look(source: &Source, choices: &Choices) -> Preview {
    let (_folder, portfolio) = testing::portfolio();
    preview(&portfolio, source, choices).expect("a preview")
}

fn app() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), testing::no_host(), "a test");
    app.create(None, &Secret::new(testing::PASSPHRASE.to_owned())).expect("a portfolio");
    (folder, app)
}

fn bring_in(app: &App, source: &Source, choices: &Choices) -> Result<Brought> {
    app.run("", |task| app.change(|portfolio| bring(portfolio, source, choices, false, task)))
}

/// The rows as one can read them: number, taken or not, title, date, question.
fn told(preview: &Preview) -> Vec<String> {
    preview
        .rows
        .iter()
        .map(|row| {
            let to = row.date_to.as_ref().map(|to| format!("/{to}")).unwrap_or_default();
            let date = row
                .date
                .as_ref()
                .map_or_else(|| format!("? {:?}", row.offers), |date| format!("{date}{to}"));
            format!("{} {} {} | {date}", row.number, if row.take { "+" } else { "-" }, row.title)
        })
        .collect()
}

#[test]
fn a_spreadsheet_and_a_word_table_become_the_same_cpd_records() {
    for name in ["cpd-log.xlsx", "cpd-log.docx"] {
        let preview = look(&fixture(name), &Choices::default());
        assert_eq!(preview.shape, Shape::List, "{name}");
        assert!(preview.header, "{name}");
        let fields: Vec<Field> = preview.columns.iter().map(|column| column.field).collect();
        assert_eq!(
            fields,
            [
                Field::Date,
                Field::Title,
                Field::Type,
                Field::Hours,
                Field::Provider,
                Field::Certificate,
                Field::Learnt
            ],
            "{name}"
        );
        assert_eq!(
            told(&preview)[1..],
            [
                "3 + Conference of the regional network | 2024-05-03/2024-05-05",
                "4 + Reading: silence in improvisation | ? [\"2024-06-01/2024-06-30\"]",
                "5 + Peer supervision of recorded work | ? [\"2024-12-13\"]",
                "6 + Webinar on consent | ? []",
                "7 - Session 12 with a client: DNA | 2024-09-09",
            ],
            "{name}"
        );
        let suspect = preview.rows[5].suspect.as_deref();
        assert_eq!(suspect, Some("it numbers a session"), "{name}");
        assert_eq!(
            preview.rows.iter().map(|row| row.minutes).collect::<Vec<_>>(),
            [Some(360), Some(840), Some(120), Some(90), None, Some(60)],
            "{name}"
        );
        assert_eq!(preview.rows[1].cpd_type, Some(CpdType::Professional));
    }
}

#[test]
fn what_has_no_field_of_its_own_stands_in_the_text() {
    let (_folder, app) = app();
    let settle = |number: u32, date: &str| Settled {
        number,
        take: None,
        date: Some(date.to_owned()),
        date_to: None,
    };
    let choices = Choices {
        rows: vec![
            settle(2, "2024-04-03"),
            settle(4, "2024-06-01"),
            settle(5, "2024-12-13"),
            settle(6, "2024-05-15"),
        ],
        ..Choices::default()
    };
    let brought = bring_in(&app, &fixture("cpd-log.xlsx"), &choices).expect("brought in");
    assert_eq!((brought.records.len(), brought.left_out), (5, 1));
    let webinar = app.with(|portfolio| record::get(portfolio, &brought.records[4])).expect("a record");
    assert_eq!(webinar.content.kind, Kind::Cpd);
    assert!(!webinar.draft);
    assert_eq!(
        webinar.content.sections[0].text,
        "Type of CPD: Webinar\n\nHours: an hour or so\n\nCertificate: in the post"
    );
    let course = app.with(|portfolio| record::get(portfolio, &brought.records[0])).expect("a record");
    let facts = course.content.cpd.expect("CPD");
    assert!(facts.certificate);
    assert_eq!(
        (facts.provider.as_str(), facts.kind),
        ("A training provider", Some(CpdType::Formal))
    );
    assert_eq!(facts.learnt, "To plan an ending from the first session.");

    // What is here already is told, and one step takes all of it back.
    let again = app
        .with(|portfolio| preview(portfolio, &fixture("cpd-log.xlsx"), &choices))
        .expect("a preview");
    assert!(
        again.rows[..5].iter().all(|row| row.same_as.is_some() && !row.take),
        "{:?}",
        told(&again)
    );
    app.change(|portfolio| undo::undo(portfolio).map(drop)).expect("taken back");
    assert!(app.with(record::every_id).expect("ids").is_empty());
}

#[test]
fn what_is_not_settled_is_not_brought_in() {
    let (_folder, app) = app();
    let error = bring_in(&app, &fixture("cpd-log.xlsx"), &Choices::default()).expect_err("refused");
    assert_eq!(error.code, Code::Refused);
    assert!(error.message.contains("number 4, 5, 6"), "{}", error.message);
    assert!(app.with(record::every_id).expect("ids").is_empty());
    let none = Choices {
        rows: (1..20)
            .map(|number| Settled {
                number,
                take: Some(false),
                date: None,
                date_to: None,
            })
            .collect(),
        ..Choices::default()
    };
    let error = bring_in(&app, &fixture("cpd-log.xlsx"), &none).expect_err("refused");
    assert!(error.message.starts_with("Nothing is chosen"), "{}", error.message);
}

#[test]
fn a_word_file_becomes_a_reflection_for_each_heading() {
    let preview = look(&fixture("reflections.docx"), &Choices::default());
    assert_eq!((preview.shape, preview.division), (Shape::Text, Division::Heading));
    assert_eq!(told(&preview)[..2], ["1 + The quiet one | 2024-04-03", "2 +  | 2024-05-09"]);
    assert_eq!(
        (preview.rows[2].title.as_str(), preview.rows[2].date.as_deref()),
        ("Undated thoughts", None)
    );
    assert_eq!(preview.rows[2].question.as_deref(), Some("There is no date."));

    let (_folder, app) = app();
    let choices = Choices {
        rows: vec![Settled {
            number: 3,
            take: Some(true),
            date: Some("2024-06-01".to_owned()),
            date_to: None,
        }],
        ..Choices::default()
    };
    let brought = bring_in(&app, &fixture("reflections.docx"), &choices).expect("brought in");
    let texts: Vec<String> = brought
        .records
        .iter()
        .map(|id| {
            app.with(|portfolio| record::get(portfolio, id)).expect("a record").content.sections[0]
                .text
                .clone()
        })
        .collect();
    assert_eq!(
        texts,
        [
            "She waited, and then she *played*. I said **nothing at all** \\* or nearly.\n\n- the drum\n- the pause\n\n## What I take from it\n\n1\\. is how a sentence may begin; # is how another may.",
            "A short one, written on the bus.",
            "On rhythm & rest, \\<not a tag>.",
        ]
    );
    let whole = Choices {
        division: Some(Division::File),
        ..Choices::default()
    };
    assert_eq!(look(&fixture("reflections.docx"), &whole).rows.len(), 1);
}

#[test]
fn a_folder_of_markdown_becomes_a_reflection_for_each_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("2024-04-03 waiting.md", "She waited.\n\n```\n# no heading\n```\n");
    write("second.md", "---\ntitle: \"The second\"\ndate: 2024-05-09\n---\nWords of it.\n");
    write("third.md", "# Thoughts, 1 June 2024\n\nWords.\n");
    write("picture.png", "not read");
    let preview = look(&file(folder.path()), &Choices::default());
    assert_eq!(preview.division, Division::File);
    assert_eq!(
        told(&preview),
        [
            "1 + 2024-04-03 waiting | 2024-04-03",
            "2 + The second | 2024-05-09",
            "3 + Thoughts | 2024-06-01",
        ]
    );
    assert!(
        preview.told[0].starts_with("One thing in the folder is no Markdown"),
        "{:?}",
        preview.told
    );
}

#[test]
fn a_pasted_list_is_read_with_tabs_and_with_commas() {
    for list in [
        "Date\tTitle\tMinutes\n3/4/24\tA course, with a comma\t90\n9 May 2024\tReading\t30\n",
        "Date,Title,Minutes\n3/4/24,\"A course, with a comma\",90\n9 May 2024,Reading,30\n",
        "Date;Title;Minutes\r\n3/4/24;A course, with a comma;90\r\n9 May 2024;Reading;30\r\n",
    ] {
        let preview = look(&text(list), &Choices::default());
        assert_eq!(preview.shape, Shape::List);
        assert_eq!(
            told(&preview),
            ["2 + A course, with a comma | 2024-04-03", "3 + Reading | 2024-05-09"]
        );
        assert_eq!(preview.rows[0].minutes, Some(90));
    }
}

#[test]
fn the_owner_decides_what_a_column_holds() {
    let list = text("3/4/24\tA course\tLeeds\n9/5/24\tReading\tat home\n");
    let choices = Choices {
        fields: Some(vec![Field::Date, Field::Text, Field::Title]),
        ..Choices::default()
    };
    let preview = look(&list, &choices);
    assert_eq!(told(&preview), ["1 + Leeds | 2024-04-03", "2 + at home | 2024-05-09"]);
    assert_eq!(preview.rows[0].line, "A course");
}

#[test]
fn dates_that_may_be_american_are_asked_in_the_whole_list() {
    let preview = look(&text("Date\tTitle\n3/4/24\tOne\n4/25/24\tTwo\n"), &Choices::default());
    assert_eq!(
        told(&preview),
        ["2 + One | ? [\"2024-04-03\", \"2024-03-04\"]", "3 + Two | ? [\"2024-04-25\"]"]
    );
}

#[test]
fn what_repeats_itself_is_brought_in_once() {
    let preview = look(&text("Date\tTitle\n3/4/24\tOne\n3/4/24\t one \n"), &Choices::default());
    assert_eq!(preview.rows[1].repeats, Some(2));
    assert!(preview.rows[0].take && !preview.rows[1].take);
}

#[test]
fn files_that_cannot_be_read_are_told_apart_and_change_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_home, portfolio) = testing::portfolio();
    let zip = |members: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("a zip").into_inner()
    };
    let cases: [(&str, Vec<u8>, Code, &str); 8] = [
        ("old.doc", b"\xD0\xCF\x11\xE0rest".to_vec(), Code::Invalid, "old office program"),
        ("paper.pdf", b"%PDF-1.7".to_vec(), Code::Invalid, "PDF"),
        ("picture.txt", b"\x89PNG\0\0".to_vec(), Code::Invalid, "not a text"),
        (
            "cut.docx",
            zip(&[("word/document.xml", "<w:document><w:p>")])[..40].to_vec(),
            Code::Invalid,
            "Word",
        ),
        ("other.docx", zip(&[("hello.txt", "hello")]), Code::Invalid, "Word"),
        ("odd.docx", zip(&[("word/document.xml", "<a></b>")]), Code::Invalid, "Word"),
        ("other.xlsx", zip(&[("hello.txt", "hello")]), Code::Invalid, "spreadsheet"),
        ("empty.md", Vec::new(), Code::Invalid, ""),
    ];
    for (name, bytes, code, words) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        match preview(&portfolio, &file(&path), &Choices::default()) {
            Err(error) => {
                assert_eq!(error.code, code, "{name}");
                assert!(error.message.contains(words) && error.hint.is_some(), "{name}: {}", error.message);
            }
            Ok(preview) => assert!(name == "empty.md" && preview.rows.is_empty(), "{name}"),
        }
    }
    let gone = preview(&portfolio, &file(&folder.path().join("gone.csv")), &Choices::default());
    assert_eq!(gone.expect_err("gone").code, Code::Disk);
}

#[test]
fn a_file_that_unpacks_without_end_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (_home, portfolio) = testing::portfolio();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("word/document.xml", packed).expect("a member");
    let blanks = vec![b' '; 1_000_000];
    for _ in 0..70 {
        zip.write_all(&blanks).expect("written");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    assert!(bytes.len() < 200_000, "it is small: {}", bytes.len());
    let path = folder.path().join("bomb.docx");
    std::fs::write(&path, bytes).expect("written");
    let error = preview(&portfolio, &file(&path), &Choices::default()).expect_err("refused");
    assert_eq!(error.code, Code::Refused);
}

#[test]
fn a_list_longer_than_its_limit_is_cut_and_said() {
    let list: String = (0..6_000).map(|row| format!("3/4/24\tCourse number {row}\n")).collect();
    let preview = look(&text(&list), &Choices::default());
    assert_eq!(preview.rows.len(), 5_001);
    assert!(
        preview.told.iter().any(|line| line.contains("first 5000 rows")),
        "{:?}",
        preview.told
    );
}

#[test]
fn windows_and_utf_16_files_are_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list = "Date\tTitle\n3/4/24\tThe café – a talk\n";
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(list.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows: Vec<u8> = list.replace('–', "\u{96}").chars().map(|letter| letter as u8).collect();
    for bytes in [wide, windows] {
        let path = folder.path().join("list.txt");
        std::fs::write(&path, bytes).expect("written");
        assert_eq!(
            told(&look(&file(&path), &Choices::default())),
            ["2 + The café – a talk | 2024-04-03"]
        );
    }
}

#[test]
fn a_stop_leaves_nothing() {
    let (_folder, app) = app();
    let list = text("Date\tTitle\n3/4/24\tOne\n9/5/24\tTwo\n");
    let stopped = app.run("task", |task| {
        app.cancel("task");
        app.change(|portfolio| bring(portfolio, &list, &Choices::default(), false, task))
    });
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
    assert!(app.with(record::every_id).expect("ids").is_empty());
}

#[test]
fn no_day_is_offered_twice() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("note.md");
    std::fs::write(&path, "# Thoughts of 3 April\n\nWords.\n").expect("written");
    // The same day comes from the words, which have no year, and from the file.
    let day = chrono::DateTime::parse_from_rfc3339("2026-04-03T12:00:00Z").expect("a moment");
    let written = std::fs::File::options().write(true).open(&path).expect("the file");
    written.set_modified(day.into()).expect("dated");
    let (_home, portfolio) = testing::portfolio();
    let offers = preview(&portfolio, &file(&path), &Choices::default()).expect("a preview").rows[0]
        .offers
        .clone();
    assert_eq!(offers, ["2026-04-03", "2025-04-03"]);
}

#[test]
fn what_it_cost_is_kept_in_pence_and_a_sum_that_is_none_stands_in_the_text() {
    let (_folder, app) = app();
    let list =
        "Date,Activity,Fee\n2024-04-03,Course on endings,£45.50\n2024-05-03,Reading group,free\n2024-06-03,Conference,my employer paid\n";
    let brought = bring_in(&app, &text(list), &Choices::default()).expect("brought in");
    let costs: Vec<(Option<u32>, String)> = brought
        .records
        .iter()
        .map(|id| {
            let content = app.with(|portfolio| record::get(portfolio, id)).expect("a record").content;
            (content.cpd.expect("CPD").cost_pence, content.sections[0].text.clone())
        })
        .collect();
    assert_eq!(
        costs,
        [
            (Some(4_550), String::new()),
            (None, String::new()),
            (None, "Fee: my employer paid".to_owned())
        ]
    );
}
