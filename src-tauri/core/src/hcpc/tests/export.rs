//! Writing the file: what is refused, what is written, and what is kept of it.

use std::path::{Path, PathBuf};

use super::*;
use crate::api::{App, export::Exported};
use crate::error::{Code, Result};
use crate::host::Host;
use crate::storage::undo;
use crate::testing::{PASSPHRASE, StillWorld, secret};

struct Desk(Option<PathBuf>);

impl Host for Desk {
    fn choose_folder(&self, _: &str) -> Result<Option<PathBuf>> {
        Ok(None)
    }
    fn choose_save(&self, _: &str, suggested: &str) -> Result<Option<PathBuf>> {
        assert_eq!(suggested, "HCPC CPD profile 2024-2026.pdf");
        Ok(self.0.clone())
    }
    fn open_address(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn copy_text(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn print(&self) -> Result<()> {
        Ok(())
    }
}

/// An app with a portfolio whose profile is written and confirmed; `chosen` is what the save dialog answers.
fn app(chosen: Option<&str>) -> (TempDir, App, String) {
    let (folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-03-04"));
    finished(&mut portfolio, &cpd("2025-05-01", CpdType::Formal));
    put(
        &mut portfolio,
        &id,
        &Form {
            summary: "My work.".to_owned(),
            chosen: vec![super::chosen(&a, "An hour.")],
            ..empty()
        },
    );
    confirm_all(&mut portfolio, &id);
    drop(portfolio);
    let chosen = chosen.map(|name| folder.path().join(name));
    let app = App::new(StillWorld::new(folder.path()), Box::new(Desk(chosen)), "a test");
    app.open(None, &secret(PASSPHRASE)).expect("open");
    (folder, app, id)
}

fn export(app: &App, id: &str, is_final: bool, path: Option<&Path>, replace: bool) -> Result<Exported> {
    let path = path.map(|path| path.to_str().expect("text"));
    app.run("", |task| super::export(app, task, id, is_final, false, &way(path, replace)))
}

/// What lies in the folder besides the portfolio.
fn files(folder: &TempDir) -> Vec<String> {
    let names = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter(|name| !["Portfolio", "settings"].contains(&name.as_str())).collect();
    names.sort();
    names
}

fn change(app: &App, id: &str, form: &Form, confirmed: bool) {
    app.change(|portfolio| {
        put(portfolio, id, form);
        if confirmed {
            confirm_all(portfolio, id);
        }
        Ok(())
    })
    .expect("changed");
}

fn register(app: &App) -> Vec<Past> {
    app.with(exports).expect("the register")
}

#[test]
fn nothing_leaves_before_it_was_confirmed() {
    let (folder, app, id) = app(None);
    change(
        &app,
        &id,
        &Form {
            summary: "Changed.".to_owned(),
            ..empty()
        },
        false,
    );
    for is_final in [false, true] {
        let cause = export(&app, &id, is_final, Some(&folder.path().join("out.pdf")), false).expect_err("refused");
        assert_eq!(cause.code, Code::Refused);
    }
    assert_eq!((files(&folder), register(&app).len()), (vec![], 0));
}

#[test]
fn a_final_one_over_a_limit_is_refused_with_the_words_over_a_draft_is_not() {
    let (folder, app, id) = app(None);
    change(
        &app,
        &id,
        &Form {
            summary: "w ".repeat(523),
            introduction: "w ".repeat(1501),
            ..empty()
        },
        true,
    );
    let cause = export(&app, &id, true, Some(&folder.path().join("out.pdf")), false).expect_err("refused");
    assert_eq!(cause.code, Code::Refused);
    assert!(
        cause.message.contains("23 words over the limit of 500") && cause.message.contains("1 word over the limit of 1,500"),
        "{}",
        cause.message
    );
    assert_eq!(files(&folder), Vec::<String>::new());
    export(&app, &id, false, Some(&folder.path().join("out.pdf")), false).expect("a draft");
    assert_eq!(files(&folder), ["out.pdf"]);
}

#[test]
fn what_is_counted_is_what_leaves_with_the_answers_to_the_privacy_check() {
    let (folder, app, id) = app(None);
    let form = Form {
        introduction: format!("{}Mr Harbottle came.", "w ".repeat(1497)),
        ..empty()
    };
    change(&app, &id, &form, true);
    app.change(|portfolio| {
        let finding = found(portfolio, &id)?.remove(0);
        let given = AnswerGiven {
            key: finding.key,
            action: Some(AnswerAction::Replace),
            words: "the father of a girl of primary-school age".to_owned(),
        };
        answer(portfolio, &id, &[given])?;
        confirm_all(portfolio, &id);
        Ok(())
    })
    .expect("answered");
    let cause = export(&app, &id, true, Some(&folder.path().join("out.pdf")), false).expect_err("refused");
    assert!(
        cause
            .message
            .contains("6 words over the limit of 1,500 with what you answered in the privacy check"),
        "{}",
        cause.message
    );
    assert_eq!(files(&folder), Vec::<String>::new());
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let (folder, app, id) = app(None);
    change(
        &app,
        &id,
        &Form {
            summary: "w ".repeat(523),
            ..empty()
        },
        false,
    );
    let cause = export(&app, &id, true, Some(&folder.path().join("out.pdf")), false).expect_err("refused");
    assert!(
        cause.message.contains("23 words over") && cause.message.contains("confirmed"),
        "{}",
        cause.message
    );
}

#[test]
fn a_final_one_is_kept_as_it_left() {
    let (folder, app, id) = app(Some("chosen.pdf"));
    let exported = export(&app, &id, true, None, false).expect("exported");
    let bytes = std::fs::read(folder.path().join("chosen.pdf")).expect("the file");
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!((exported.bytes as usize, exported.pages), (bytes.len(), Some(2)));
    assert!(exported.path.expect("a path").ends_with("chosen.pdf"));
    let past = register(&app).remove(0);
    assert_eq!(
        (past.is_final, past.file_name.as_str(), past.sha256, past.cycle_id.as_deref()),
        (true, "chosen.pdf", lines::sha256(&bytes), Some(id.as_str()))
    );
    app.with(|portfolio| {
        let kept: String = portfolio
            .db()
            .query_row("SELECT document FROM export", [], |row| row.get(0))
            .expect("a document");
        let kept: triptych_pdf::Document = serde_json::from_str(&kept).expect("a document");
        assert_eq!(kept, document(portfolio, &id)?);
        assert_eq!(triptych_pdf::render(&kept).expect("a PDF"), bytes);
        let mut rows = portfolio.db().prepare("SELECT record_id, sha256 FROM export_record").expect("rows");
        let rows: Vec<(String, String)> = rows
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows")
            .collect::<rusqlite::Result<_>>()
            .expect("rows");
        assert_eq!(rows.len(), 2);
        for (record_id, hash) in rows {
            let content = serde_json::to_vec(&record::get(portfolio, &record_id)?.content).expect("JSON");
            assert_eq!(hash, lines::sha256(&content));
        }
        // What has left cannot be taken back.
        assert_ne!(undo::labels(portfolio)?.0.as_deref(), Some("Export"));
        Ok(())
    })
    .expect("kept");
}

#[test]
fn a_draft_says_so_and_keeps_no_document() {
    let (folder, app, id) = app(None);
    for name in ["a.pdf", "b.pdf"] {
        export(&app, &id, false, Some(&folder.path().join(name)), false).expect("exported");
    }
    let read = |name| std::fs::read(folder.path().join(name)).expect("the file");
    assert_eq!(
        read("a.pdf"),
        read("b.pdf"),
        "the same portfolio on the same day makes the same bytes"
    );
    export(&app, &id, true, Some(&folder.path().join("c.pdf")), false).expect("exported");
    assert_ne!(read("a.pdf"), read("c.pdf"));
    assert_eq!(
        register(&app)
            .iter()
            .map(|past| (past.file_name.as_str(), past.is_final))
            .collect::<Vec<_>>(),
        [("c.pdf", true), ("b.pdf", false), ("a.pdf", false)]
    );
    let documents: u32 = app
        .with(|portfolio| {
            Ok(portfolio
                .db()
                .query_row("SELECT count(document) FROM export", [], |row| row.get(0))?)
        })
        .expect("a count");
    assert_eq!(documents, 1);
}

#[test]
fn letters_that_no_font_has_are_named_and_nothing_is_written() {
    let (folder, app, id) = app(Some("chosen.pdf"));
    change(
        &app,
        &id,
        &Form {
            summary: "Fine words, then \u{13000}.".to_owned(),
            ..empty()
        },
        true,
    );
    for is_final in [false, true] {
        let cause = export(&app, &id, is_final, None, false).expect_err("refused");
        assert_eq!(cause.code, Code::Refused);
        assert!(
            cause
                .message
                .contains("\u{13000} (U+13000) in “Summary of recent work and practice”"),
            "{}",
            cause.message
        );
        assert!(!cause.message.contains("Fine words"), "an error carries nobody's words");
    }
    assert_eq!((files(&folder), register(&app).len()), (vec![], 0));
}

#[test]
fn nothing_is_replaced_unless_said() {
    let (folder, app, id) = app(None);
    let path = folder.path().join("out.pdf");
    std::fs::write(&path, "precious").expect("a file");
    assert_eq!(export(&app, &id, true, Some(&path), false).expect_err("exists").code, Code::Exists);
    assert_eq!(std::fs::read(&path).expect("the file"), b"precious");
    assert_eq!(register(&app), [], "what was not written is not in the register");
    export(&app, &id, true, Some(&path), true).expect("replaced");
    assert!(std::fs::read(&path).expect("the file").starts_with(b"%PDF-"));
}

#[test]
fn a_folder_that_is_gone_leaves_nothing() {
    let (folder, app, id) = app(None);
    let cause = export(&app, &id, true, Some(&folder.path().join("gone").join("out.pdf")), false).expect_err("refused");
    assert_eq!(cause.code, Code::Disk);
    assert_eq!((files(&folder), register(&app).len()), (vec![], 0));
    assert_eq!(
        export(&app, &id, true, Some(Path::new(" ")), false)
            .expect_err("no name")
            .field
            .as_deref(),
        Some("path")
    );
}

#[test]
fn the_dialog_may_be_left_and_an_ending_added_replaces_nothing() {
    let (folder, left, id) = app(None);
    let exported = export(&left, &id, false, None, false).expect("left");
    assert_eq!((exported.path, exported.bytes, exported.pages), (None, 0, None));
    assert_eq!((files(&folder), register(&left).len()), (vec![], 0));

    let (folder, bare, id) = app(Some("chosen"));
    std::fs::write(folder.path().join("chosen.pdf"), "precious").expect("a file");
    assert_eq!(export(&bare, &id, false, None, false).expect_err("exists").code, Code::Exists);
    std::fs::remove_file(folder.path().join("chosen.pdf")).expect("removed");
    export(&bare, &id, false, None, false).expect("exported");
    assert_eq!(files(&folder), ["chosen.pdf"]);
}

#[test]
fn a_final_one_waits_for_every_answer_and_keeps_what_stayed_knowingly() {
    let (folder, app, id) = app(None);
    let path = folder.path().join("profile.pdf");
    let form = Form {
        summary: "Dr Ray is my manager.".to_owned(),
        ..empty()
    };
    change(&app, &id, &form, true);
    let cause = export(&app, &id, true, Some(&path), false).expect_err("refused");
    assert_eq!(cause.code, Code::Refused);
    assert!(
        cause.message.contains("One thing in it could tell who somebody is"),
        "{}",
        cause.message
    );
    assert!(!path.exists());
    // A draft is for oneself.
    export(&app, &id, false, Some(&path), false).expect("a draft");
    let has_left = || app.with(|portfolio| Ok(get(portfolio, &id)?.has_left)).expect("read");
    assert!(!has_left(), "nobody can ask about a draft");
    app.change(|portfolio| {
        let key = found(portfolio, &id)?[0].key.clone();
        let given = AnswerGiven {
            key,
            action: Some(AnswerAction::Keep),
            words: "HCPC asks who manages me.".to_owned(),
        };
        answer(portfolio, &id, &[given])
    })
    .expect("answered");
    export(&app, &id, true, Some(&path), true).expect("final");
    let past = app.with(exports).expect("exports").remove(0);
    let kept = &past.kept[0];
    assert_eq!((kept.value.as_str(), kept.reason.as_str()), ("Dr Ray", "HCPC asks who manages me."));
    assert!(past.is_final && has_left());
}

#[test]
fn a_finished_version_stays_as_it_left_and_what_changed_since_is_told_by_part() {
    let (_folder, app, id) = app(Some("chosen.pdf"));
    export(&app, &id, true, None, false).expect("exported");
    let first = app.with(|portfolio| versions(portfolio, &id)).expect("versions").remove(0);
    assert_eq!((first.summary_words, first.records, first.evidence), (2, 2, 0));
    let read = |which: &Version| app.with(|portfolio| version(portfolio, &which.past.id)).expect("a version");
    let changed = |read: &VersionRead| -> Vec<String> {
        let parts = read.parts.iter().filter(|part| part.changed);
        parts.map(|part| part.name.clone()).collect()
    };
    let as_it_left = read(&first);
    assert!(changed(&as_it_left).is_empty() && as_it_left.records_changed == 0, "nothing yet");

    let (version_then, mut form, record_id) = app
        .with(|portfolio| {
            let profile = get(portfolio, &id)?;
            let form = Form {
                summary: "My other work.".to_owned(),
                chosen: profile.chosen.clone(),
                ..empty()
            };
            Ok((profile.version, form, profile.chosen[0].record_id.clone()))
        })
        .expect("the profile");
    app.change(|portfolio| save(portfolio, &id, version_then, "", &form))
        .expect("saved");
    app.change(|portfolio| {
        let now = record::get(portfolio, &record_id)?;
        let content = Content {
            minutes: Some(90),
            ..now.content
        };
        record::save(portfolio, &record_id, now.version, "", &content)
    })
    .expect("saved");
    let now = read(&first);
    assert_eq!(now.document, as_it_left.document, "it stays as it left");
    assert_eq!(changed(&now)[0], "Summary of recent work and practice");
    assert_eq!(now.records_changed, 1);
    let summary = now.parts.iter().find(|part| part.changed).expect("a part");
    let differs = |pieces: &[record::VersionPiece]| -> String {
        let found = pieces.iter().filter(|piece| piece.differs);
        found.map(|piece| piece.text.as_str()).collect()
    };
    assert_eq!((differs(&summary.before).as_str(), differs(&summary.after).trim()), ("", "other"));

    // A later final is a version of its own; a draft is none.
    form.summary = "Third.".to_owned();
    change(&app, &id, &form, true);
    export(&app, &id, false, None, true).expect("a draft");
    export(&app, &id, true, None, true).expect("exported");
    let all = app.with(|portfolio| versions(portfolio, &id)).expect("versions");
    assert_eq!(all.iter().map(|one| one.summary_words).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(all[1], first);
    let draft = register(&app).into_iter().find(|past| !past.is_final).expect("a draft");
    let none = app.with(|portfolio| version(portfolio, &draft.id)).expect_err("no version");
    assert_eq!(none.code, Code::NotFound);
}

#[test]
fn the_number_of_a_file_says_nothing_whatever_its_bytes_look_like() {
    let document = triptych_pdf::Document {
        title: "CPD profile".to_owned(),
        blocks: vec![triptych_pdf::Block::paragraph("Rain on the roof.")],
        ..triptych_pdf::Document::default()
    };
    let mut pdf = triptych_pdf::render(&document).expect("made");
    let at = pdf.windows(5).position(|bytes| bytes == b"/ID[<").expect("it has a number") + 5;
    // " Rose  Rose  Ros"
    pdf[at..at + 32].copy_from_slice(b"20526F73652020526F73652020526F73");
    let words = super::super::words_of_pdf(&pdf).expect("read");
    assert!(words.contains("Rain on the roof.") && !words.contains("Rose"), "{words}");
}
