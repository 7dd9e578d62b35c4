//! What is asked in a way that cannot be understood, and what a defect of ours leaves behind.

use serde_json::json;

use super::{App, call};
use crate::error::{Code, Error};
use crate::storage::{Op, Scope, transact};
use crate::testing::{PASSPHRASE, StillWorld, no_host, secret};

fn app() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
    app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
    (folder, app)
}

/// A request to make a record with this JSON as its text and these minutes.
fn record(text: &str, minutes: &str) -> String {
    format!(
        r#"{{"visit":"v","content":{{"kind":"reflection","title":"","date":"2026-11-20","minutes":{minutes},"sections":[{{"stage":"text","text":{text}}}]}}}}"#
    )
}

fn refused(app: &App, request: &str) -> Error {
    call(app, "record.create", "", request).expect_err("it is refused")
}

#[test]
fn half_a_character_is_refused_in_words_and_a_whole_one_kept() {
    let (_folder, app) = app();
    for half in [r"\ud83e", r"\udd41", r"\ud83eSecret", r"Secret \ud83e\n", r"\udd41\ud83e"] {
        let error = refused(&app, &record(&format!("\"Secret words {half}\""), "null"));
        assert_eq!(error.code, Code::Invalid, "{half}");
        assert!(error.message.contains("Half of a character"), "{}", error.message);
        assert!(error.hint.as_ref().is_some_and(|hint| hint.contains("Delete")), "{half}");
        assert!(!format!("{error:?}").contains("Secret"), "an error carries nobody's words");
    }
    let kept = call(&app, "record.create", "", &record(r#""\ud83e\udd41 and \\ud83e""#, "null")).expect("kept");
    assert!(kept.contains(r"🥁 and \\ud83e"), "{kept}");
    let all = call(
        &app,
        "record.list",
        "",
        &json!({ "query": {}, "offset": 0, "limit": 10 }).to_string(),
    )
    .expect("a list");
    assert!(all.contains("\"total\":1"), "{all}");
}

#[test]
fn what_is_not_understood_is_said_in_words() {
    let (_folder, app) = app();
    for request in [record("\"x\"", "-1"), record("\"x\"", "1e99"), "{".to_owned(), String::new()] {
        let error = refused(&app, &request);
        assert_eq!(error.code, Code::Invalid);
        assert!(
            error.message.contains("Nothing has been changed") && error.hint.is_some(),
            "{}",
            error.message
        );
    }
}

#[test]
fn a_panic_in_the_middle_of_a_change_changes_nothing_and_stops_nobody() {
    let (_folder, app) = app();
    call(&app, "record.create", "", &record("\"Before\"", "null")).expect("kept");
    let list = json!({ "query": {}, "offset": 0, "limit": 10 }).to_string();
    let before = call(&app, "record.list", "", &list).expect("a list");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        app.change(|portfolio| {
            transact(portfolio, Op::EditRecord, Scope::default(), |db| -> crate::error::Result<()> {
                db.execute_batch("UPDATE record SET title = 'half done'; DELETE FROM section")?;
                panic!("a defect of ours");
            })
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(call(&app, "record.list", "", &list).expect("a list"), before);
    call(&app, "record.create", "", &record("\"After\"", "null")).expect("kept");
    let checked = call(&app, "portfolio.check", "", "{}").expect("checked");
    assert!(checked.contains("\"sound\":true"), "{checked}");
    call(&app, "portfolio.lock", "", "{}").expect("locked");
    app.open(None, &secret(PASSPHRASE)).expect("nobody is kept out");
}

#[test]
fn a_page_goes_on_where_the_last_one_stood_and_a_locked_one_is_not_told_where() {
    let (_folder, app) = app();
    let kept = || call(&app, "page.kept", "", "{}").expect("answered");
    assert_eq!(kept(), r#"{"stands":null,"next":null}"#, "the first page begins");
    let keep = |stands: &str| call(&app, "page.keep", "", &json!({ "stands": stands, "next": "folder" }).to_string());
    keep("before").expect("kept");
    keep("here").expect("kept");
    assert_eq!(kept(), r#"{"stands":"here","next":"folder"}"#);
    app.lock();
    assert_eq!(kept(), r#"{"stands":null,"next":"folder"}"#, "what was searched for is in it");
    assert_eq!(keep(&"x".repeat(300_000)).expect_err("too long").code, Code::Refused);
    app.open(None, &secret(PASSPHRASE)).expect("open");
    assert_eq!(kept(), r#"{"stands":"here","next":"folder"}"#, "what was kept before stays");
    let log = call(&app, "app.log", "", "{}").expect("the log");
    assert!(!log.contains("page."), "{log}");
}
