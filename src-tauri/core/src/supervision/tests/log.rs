use proptest::prelude::*;

use super::super::sheet::{self, without_codes};
use super::*;
use crate::api::App;
use crate::api::export::WayOut;
use crate::client;
use crate::error::Code;
use crate::exchange;
use crate::papers::{self, Paper, PaperFormat};
use crate::record::{Action, SupervisionFormat};
use crate::testing::{PASSPHRASE, StillWorld, no_host, secret};

fn of(kind: Option<SupervisionType>) -> SupervisionFacts {
    SupervisionFacts {
        kind,
        supervisor: "A. Field".to_owned(),
        ..SupervisionFacts::default()
    }
}

fn printed(portfolio: &Portfolio, sheet: &Sheet) -> String {
    let document = sheet::compose(portfolio, sheet).expect("a document").document;
    serde_json::to_string(&document).expect("JSON")
}

fn year_2026() -> Sheet {
    Sheet {
        from: "2026-01-01".to_owned(),
        to: "2026-12-31".to_owned(),
        full: false,
        without_codes: false,
        given: false,
    }
}

#[test]
fn sessions_and_hours_are_counted_by_type_and_year_and_those_given_apart() {
    let (_folder, mut portfolio) = testing::portfolio();
    session(&mut portfolio, "2025-12-30", Some(60), of(Some(SupervisionType::Clinical)), "");
    session(&mut portfolio, "2026-01-10", Some(75), of(Some(SupervisionType::Clinical)), "");
    session(&mut portfolio, "2026-02-10", None, of(None), "");
    session(&mut portfolio, "2026-11-01", Some(90), of(Some(SupervisionType::Peer)), "");
    let group = SupervisionFacts {
        format: Some(SupervisionFormat::Group),
        ..of(None)
    };
    session(&mut portfolio, "2026-03-10", Some(45), group, "");
    let given = SupervisionFacts { given: true, ..of(None) };
    session(&mut portfolio, "2026-04-10", Some(50), given, "");
    session(&mut portfolio, "2027-01-10", Some(999), of(None), "not yet held");
    let gone = session(&mut portfolio, "2026-05-10", Some(999), of(None), "in the bin");
    record::bin(&mut portfolio, &gone.id).expect("binned");
    let note = Content {
        minutes: Some(600),
        ..testing::content(Kind::CaseNote, "", "2026-06-01", "Words.")
    };
    record::create(&mut portfolio, &note, "", &[]).expect("a note");
    save_client_hours(
        &mut portfolio,
        ClientHours {
            year: 2024,
            minutes: 6_000,
        },
    )
    .expect("noted");

    let log = log(&portfolio).expect("a log");
    assert_eq!(log.years.iter().map(|year| year.year).collect::<Vec<_>>(), [2026, 2025, 2024]);
    let year = &log.years[0];
    assert_eq!((year.sessions, year.minutes, year.without_length), (4, 210, 1));
    assert_eq!((year.given, year.given_minutes, year.in_notes, year.beside_notes), (1, 50, 600, 0));
    let types: Vec<_> = year.types.iter().map(|line| (line.kind, line.sessions, line.minutes)).collect();
    assert_eq!(
        types,
        [
            (Some(SupervisionType::Clinical), 1, 75),
            (Some(SupervisionType::Peer), 1, 90),
            (Some(SupervisionType::Group), 1, 45),
            (None, 1, 0)
        ]
    );
    assert_eq!((log.last.as_deref(), log.next), (Some("2026-11-01"), None), "no measure is shipped");
    assert_eq!(log.years[2].beside_notes, 6_000);
}

#[test]
fn the_measure_is_her_own_and_can_be_taken_away() {
    let (_folder, mut portfolio) = testing::portfolio();
    session(&mut portfolio, "2026-11-01", Some(60), of(None), "");
    assert_eq!(aim(&portfolio).expect("a read"), Aim::default());
    let measure = Aim {
        every_weeks: Some(3),
        client_hours: Some(12),
    };
    save_aim(&mut portfolio, measure).expect("saved");
    let log = log(&portfolio).expect("a log");
    assert_eq!((log.aim, log.next.as_deref()), (measure, Some("2026-11-22")));
    for (field, wrong) in [
        (
            "every_weeks",
            Aim {
                every_weeks: Some(0),
                ..measure
            },
        ),
        (
            "client_hours",
            Aim {
                client_hours: Some(10_001),
                ..measure
            },
        ),
    ] {
        assert_eq!(save_aim(&mut portfolio, wrong).expect_err("refused").field.as_deref(), Some(field));
    }
    save_aim(&mut portfolio, Aim::default()).expect("taken away");
    crate::storage::undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(aim(&portfolio).expect("a read"), measure);
    for wrong in [
        ClientHours { year: 1800, minutes: 1 },
        ClientHours {
            year: 2026,
            minutes: 400_000,
        },
    ] {
        assert_eq!(save_client_hours(&mut portfolio, wrong).expect_err("refused").code, Code::Invalid);
    }
}

#[test]
fn the_log_is_printed_a_line_for_each_session_with_room_to_sign() {
    let (_folder, mut portfolio) = testing::portfolio();
    let facts = SupervisionFacts {
        themes: "Endings of K-07".to_owned(),
        ..of(Some(SupervisionType::Clinical))
    };
    session(&mut portfolio, "2026-01-10", Some(75), facts, "Nothing of this is in a line.");
    session(&mut portfolio, "2025-01-10", Some(75), of(None), "Another year.");
    let text = printed(&portfolio, &year_2026());
    for words in [
        "Supervision log",
        "10/01/2026",
        "1 h 15 min",
        "Clinical",
        "Endings of K-07",
        "Signed",
        "Supervisor: A. Field",
        "____",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Nothing of this") && !text.contains("2025"), "{text}");
    assert_eq!(
        sheet::compose(
            &portfolio,
            &Sheet {
                given: true,
                ..year_2026()
            }
        )
        .err()
        .expect("none was given")
        .code,
        Code::Invalid
    );
    let turned = Sheet {
        to: "2025-12-31".to_owned(),
        ..year_2026()
    };
    assert_eq!(
        sheet::compose(&portfolio, &turned).err().expect("refused").field.as_deref(),
        Some("to")
    );
}

#[test]
fn in_full_it_says_what_was_discussed_and_agreed() {
    let (_folder, mut portfolio) = testing::portfolio();
    let made = session(&mut portfolio, "2026-01-10", Some(75), of(None), "We spoke of **K-07**.");
    let mut content = made.content.clone();
    content.sections.push(crate::record::Section {
        stage: "countertransference".to_owned(),
        text: "I hold my breath.".to_owned(),
    });
    content.actions = vec![Action {
        id: String::new(),
        text: "Write to the school".to_owned(),
        due: Some("2026-02-01".to_owned()),
        done_on: None,
        owner: Some("A. Field".to_owned()),
    }];
    record::save(&mut portfolio, &made.id, made.version, "", &content).expect("saved");
    let text = printed(&portfolio, &Sheet { full: true, ..year_2026() });
    for words in [
        "What was discussed",
        "K-07",
        "Countertransference",
        "I hold my breath.",
        "A. Field: Write to the school, by 1 February 2026",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn where_codes_are_left_out_none_stands_anywhere_in_the_log() {
    let (_folder, mut portfolio) = testing::portfolio();
    reflection(&mut portfolio, "A code that no session carries: K-07", "Words.");
    let facts = SupervisionFacts {
        themes: "k-07, and K-08".to_owned(),
        supervisor: "A. Field (K-08's aunt)".to_owned(),
        ..of(None)
    };
    let mut content = Content {
        supervision: Some(facts),
        ..testing::content(Kind::Supervision, "About K-08", "2026-01-10", "K-08 and K‑07; K-08a.")
    };
    content.clients = vec!["K-08".to_owned(), "K-08a".to_owned()];
    content.actions = vec![Action {
        id: String::new(),
        text: "Ask K-08".to_owned(),
        due: None,
        done_on: None,
        owner: Some("K-08's aunt".to_owned()),
    }];
    record::create(&mut portfolio, &content, "", &[]).expect("a session");
    for full in [false, true] {
        let with = printed(&portfolio, &Sheet { full, ..year_2026() });
        assert!(with.contains("K-08"), "{with}");
        let without = printed(
            &portfolio,
            &Sheet {
                full,
                without_codes: true,
                ..year_2026()
            },
        )
        .to_lowercase();
        assert!(!without.contains("k-07") && !without.contains("k-08"), "{without}");
        assert!(without.contains("[client]"), "{without}");
    }
}

proptest! {
    #[test]
    fn no_code_is_left_as_a_word_of_its_own(
        codes in prop::collection::vec("[A-Za-z]{1,3}-?[0-9]{0,3}[a-zé]?", 1..5),
        pieces in prop::collection::vec((0..5_usize, "[ ,.;:!\\n()“”]{1,3}|[a-z]{1,4}"), 0..20),
    ) {
        let text: String = pieces.iter().map(|(at, between)| format!("{}{between}", codes.get(*at).map_or("words", String::as_str))).collect();
        let left = without_codes(&text, &codes);
        for code in &codes {
            for (at, found) in left.match_indices(code.as_str()) {
                let before = left[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                let after = left[at + found.len()..].chars().next().is_some_and(char::is_alphanumeric);
                // Our own word for a client is no code of hers.
                let ours = left[..at].ends_with('[') && left[at + found.len()..].starts_with(']');
                prop_assert!(before || after || ours, "{code} in {left}");
            }
        }
        prop_assert_eq!(without_codes(&text, &[]), text);
    }
}

/// As its owner saw it, with nothing answered.
fn wanted<'a>(paper: &'a Paper, format: PaperFormat, digest: &'a str) -> papers::Wanted<'a> {
    papers::Wanted {
        paper,
        format,
        answers: &[],
        digest,
    }
}

#[test]
fn a_log_that_left_stands_in_the_register_and_nothing_is_replaced_unasked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
    app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
    app.change(|portfolio| {
        session(portfolio, "2026-01-10", Some(75), of(None), "Words.");
        Ok(())
    })
    .expect("a session");
    let path = folder.path().join("log.pdf");
    let path = path.to_str().expect("a path");
    let paper = Paper::Supervision { sheet: year_2026() };
    let digest = app.with(|portfolio| papers::look(portfolio, &paper, &[])).expect("a look").digest;
    let export = |replace| {
        app.run("", |task| {
            let way = WayOut {
                path: Some(path),
                replace,
                for_whom: "My employer",
            };
            papers::export(&app, task, wanted(&paper, PaperFormat::Pdf, &digest), &way)
        })
    };
    let made = export(false).expect("a log");
    assert_eq!((made.path.as_deref(), made.pages), (Some(path), Some(1)));
    assert!(std::fs::read(path).expect("a file").starts_with(b"%PDF"));
    let past = app.with(exports).expect("a register");
    assert_eq!(past.len(), 1);
    assert_eq!((past[0].file_name.as_str(), past[0].for_whom.as_str()), ("log.pdf", "My employer"));
    assert!(
        app.with(crate::hcpc::exports).expect("a register").is_empty(),
        "it is no CPD profile"
    );
    assert_eq!(export(false).expect_err("refused").code, Code::Exists);
    assert_eq!(app.with(exports).expect("a register").len(), 1);
    let chosen = app
        .run("", |task| {
            papers::export(&app, task, wanted(&paper, PaperFormat::Pdf, &digest), &WayOut::default())
        })
        .expect("an answer");
    assert_eq!(chosen.path, None, "the dialog was closed");
}

#[test]
fn a_client_is_nowhere_named_in_a_log_that_leaves_and_codes_stay_only_when_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
    app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
    app.change(|portfolio| {
        let client = client::make(portfolio, "K-07")?;
        let identity = serde_json::from_str(r#"{"name":"Rowena Achebe"}"#).expect("an identity");
        client::save_identity(portfolio, &client, &identity)?;
        let words = "We spoke of K-07. Rowena hid the drum, and Mr Okafor wrote.";
        session(portfolio, "2026-01-10", Some(75), of(None), words);
        Ok(())
    })
    .expect("a session");
    let words = |without_codes| {
        let sheet = Sheet {
            full: true,
            without_codes,
            ..year_2026()
        };
        let paper = Paper::Supervision { sheet };
        let look = app.with(|portfolio| papers::look(portfolio, &paper, &[])).expect("a look");
        let found: Vec<String> = look.found.iter().map(|one| one.text.clone()).collect();
        assert!(found.iter().any(|line| line.contains("Mr Okafor")), "{found:?}");
        let path = folder.path().join(format!("log {without_codes}.docx"));
        let way = WayOut {
            path: path.to_str(),
            ..WayOut::default()
        };
        app.run("", |task| {
            papers::export(&app, task, wanted(&paper, PaperFormat::Docx, &look.digest), &way)
        })
        .expect("a file");
        let mut file = zip::ZipArchive::new(std::fs::File::open(&path).expect("a file")).expect("an archive");
        let mut words = String::new();
        let mut part = file.by_name("word/document.xml").expect("its words");
        std::io::Read::read_to_string(&mut part, &mut words).expect("text");
        words
    };
    let (with, without) = (words(false), words(true));
    for text in [&with, &without] {
        assert!(
            !text.contains("Rowena") && text.contains("hid the drum") && text.contains("Mr Okafor"),
            "{text}"
        );
    }
    assert!(with.contains("K-07") && !without.contains("K-07"));
    let kept: Vec<Vec<String>> = app
        .with(exports)
        .expect("a register")
        .into_iter()
        .map(|past| past.kept.into_iter().map(|one| one.value).collect())
        .collect();
    assert_eq!(kept[1], ["K-07", "Mr Okafor"], "the register says what stayed knowingly");
    assert_eq!(kept[0], ["Mr Okafor"]);
}

#[test]
fn all_of_it_leaves_as_json_and_comes_back_the_same() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    let agreement = save_agreement(&mut portfolio, &agreed(&person)).expect("saved");
    let record = reflection(&mut portfolio, "The drum", "He hid the drum.");
    let item = take(&mut portfolio, Some(&record.id), "He hid", "Why?").expect("taken");
    take(&mut portfolio, None, "", "Holidays").expect("taken");
    begin(&mut portfolio, Some(&agreement), &[item.id], true).expect("a session");
    save_aim(
        &mut portfolio,
        Aim {
            every_weeks: Some(3),
            client_hours: None,
        },
    )
    .expect("saved");
    save_client_hours(&mut portfolio, ClientHours { year: 2025, minutes: 600 }).expect("noted");

    let bytes = exchange::file(&portfolio, None).expect("a reading").write().expect("bytes");
    let (_other, mut second) = testing::portfolio();
    let read = exchange::File::read(&bytes).expect("understood");
    exchange::import(&mut second, &read, None).expect("an import");
    let again = exchange::file(&second, None).expect("a reading").write().expect("bytes");
    assert_eq!(String::from_utf8(again).expect("text"), String::from_utf8(bytes).expect("text"));

    let text = markdown(&second).expect("a text").expect("words");
    for words in [
        "A. Field",
        "every three weeks",
        "Harm to anyone",
        "> He hid",
        "every 3 weeks",
        "Holidays",
        "- 2025: 10 h",
    ] {
        assert!(text.contains(words) || words == "> He hid", "{words} in {text}");
    }
    let mut wrong = read;
    wrong.supervision.agreements[0].end = Some("2020-01-01".to_owned());
    let (_third, mut third) = testing::portfolio();
    let error = exchange::import(&mut third, &wrong, None).expect_err("refused");
    assert!(error.message.starts_with("Supervision of the file, end:"), "{}", error.message);
    wrong.supervision.agreements[0].person_id = "nobody".to_owned();
    let error = exchange::import(&mut third, &wrong, None).expect_err("refused");
    assert!(error.message.starts_with("Agreement 1 of the file names"), "{}", error.message);
}
