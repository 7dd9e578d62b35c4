//! The list, the page, the code.

use super::*;
use crate::error::Code;
use crate::record::Attendance;
use crate::storage::undo;
use crate::testing::portfolio;

#[test]
fn a_client_has_its_notes_in_order_and_knows_its_next_session() {
    let (_folder, mut portfolio) = portfolio();
    let second = note(&mut portfolio, "2026-03-12", "Second.");
    let first = note(&mut portfolio, "2026-03-05", "First.");
    let id = client(&portfolio, "K-07");
    let drafted = begin_note(&mut portfolio, &id).expect("begun");
    assert_eq!(drafted.content.clients, ["K-07"]);
    assert_eq!(drafted.content.session_number, Some(1), "nothing was numbered before");
    let mut missed = drafted.content.clone();
    missed.date = "2026-03-19".to_owned();
    missed.session_number = Some(3);
    missed.case = Some(record::CaseFacts {
        attendance: Some(Attendance::DidNotAttend),
        themes: "absence".to_owned(),
        risk: true,
        ending: false,
    });
    record::save(&mut portfolio, &drafted.id, drafted.version, "", &missed).expect("saved");
    assert_eq!(
        record::get(&portfolio, &drafted.id).expect("read").content.case,
        missed.case,
        "kept exactly"
    );
    let page = get(&portfolio, &id).expect("a page");
    let ids: Vec<_> = page.notes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, [&first, &second, &drafted.id]);
    assert_eq!(page.next_session, 4);
    assert_eq!(page.last.as_deref(), Some("2026-03-12"), "nobody came on the 19th");
    assert!(page.notes[2].risk && page.notes[2].themes == "absence");
    let line = &list(&portfolio).expect("a list")[0];
    assert!(line.risk && line.notes == 3 && line.first.as_deref() == Some("2026-03-05"));
    let found = record::list(
        &portfolio,
        &record::Query {
            text: "absence".to_owned(),
            ..record::Query::default()
        },
        0,
        10,
    )
    .expect("found");
    assert_eq!(found.total, 1, "themes are searched");
}

#[test]
fn a_reflection_says_nothing_of_attendance() {
    let (_folder, mut portfolio) = portfolio();
    let mut content = crate::testing::content(Kind::Reflection, "", "2026-03-05", "Words.");
    content.case = Some(record::CaseFacts::default());
    let refused = record::create(&mut portfolio, &content, "", &[]).expect_err("refused");
    assert_eq!(refused.field.as_deref(), Some("case"));
}

#[test]
fn a_page_is_saved_undone_and_not_overwritten_by_two() {
    let (_folder, mut portfolio) = portfolio();
    let id = make(&mut portfolio, "K-09").expect("a client");
    assert_eq!(make(&mut portfolio, "K-09").expect_err("there already").code, Code::Exists);
    assert_eq!(make(&mut portfolio, " ").expect_err("no code").field.as_deref(), Some("code"));
    let facts = Facts {
        goals: "To be heard.".to_owned(),
        summary: "Two years of drumming.".to_owned(),
        ..Facts::default()
    };
    assert_eq!(save(&mut portfolio, &id, 1, &facts).expect("saved"), 2);
    let two = save(&mut portfolio, &id, 1, &Facts::default()).expect_err("somebody was quicker");
    assert_eq!(two.code, Code::Conflict);
    assert_eq!(get(&portfolio, &id).expect("a page").facts, facts);
    assert_eq!(undo::undo(&mut portfolio).expect("undone").expect("a step").label, "Client’s page");
    assert_eq!(get(&portfolio, &id).expect("a page").facts, Facts::default());
    undo::redo(&mut portfolio).expect("redone");
    assert_eq!(get(&portfolio, &id).expect("a page").facts, facts);
    // A page without a record stays when the bin is emptied.
    record::empty_bin(&mut portfolio).expect("emptied");
    assert_eq!(list(&portfolio).expect("a list").len(), 1);
    for (field, wrong) in [
        (
            "ended",
            Facts {
                ended: Some("2026-02-30".to_owned()),
                ..Facts::default()
            },
        ),
        (
            "keep_until",
            Facts {
                rule: Some(RuleKind::Own),
                ..Facts::default()
            },
        ),
        (
            "rule_number",
            Facts {
                rule_number: Some(0),
                ..Facts::default()
            },
        ),
        (
            "goals",
            Facts {
                goals: "x".repeat(20_001),
                ..Facts::default()
            },
        ),
        (
            "summary",
            Facts {
                summary: "a\0b".to_owned(),
                ..Facts::default()
            },
        ),
    ] {
        let refused = save(&mut portfolio, &id, 2, &wrong).expect_err(field);
        assert_eq!(refused.field.as_deref(), Some(field));
    }
}

#[test]
fn a_code_is_changed_everywhere_at_once_and_an_open_editor_follows() {
    let (_folder, mut portfolio) = portfolio();
    note(&mut portfolio, "2026-03-05", "K-07 came late.");
    let open = record::create(
        &mut portfolio,
        &crate::testing::content(Kind::CaseNote, "", "2026-03-12", "Open"),
        "",
        &[],
    )
    .expect("a note");
    let id = client(&portfolio, "K-07");
    let renamed = rename(&mut portfolio, &id, "M-31").expect("renamed");
    assert_eq!((renamed.records, renamed.mentions), (2, 1));
    // An editor that still holds the old code saves, without a conflict and without making a second client.
    let mut held = open.content.clone();
    held.sections[0].text = "Open, and longer".to_owned();
    record::save(&mut portfolio, &open.id, open.version, "a visit", &held).expect("saved");
    assert_eq!(record::get(&portfolio, &open.id).expect("read").content.clients, ["M-31"]);
    assert_eq!(list(&portfolio).expect("a list").len(), 1);
    let found = |portfolio: &Portfolio, text: &str| {
        let query = record::Query {
            text: text.to_owned(),
            ..record::Query::default()
        };
        record::list(portfolio, &query, 0, 10).expect("found").total
    };
    assert_eq!(found(&portfolio, "M-31"), 2);
    // One step takes it back, in the search too.
    undo::undo(&mut portfolio).expect("the save");
    assert_eq!(undo::undo(&mut portfolio).expect("undone").expect("a step").label, "Another code");
    assert_eq!(record::get(&portfolio, &open.id).expect("read").content.clients, ["K-07"]);
    assert_eq!((found(&portfolio, "M-31"), found(&portfolio, "K-07")), (0, 2));
    undo::redo(&mut portfolio).expect("redone");
    // No two clients under one code.
    let other = make(&mut portfolio, "B-02").expect("another");
    let refused = rename(&mut portfolio, &other, "M-31").expect_err("taken");
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Exists, Some("code")));
    assert_eq!(
        rename(&mut portfolio, &other, "x".repeat(21).as_str())
            .expect_err("too long")
            .field
            .as_deref(),
        Some("code")
    );
}

#[test]
fn two_who_save_one_record_overwrite_nothing() {
    use serde_json::json;
    let folder = tempfile::tempdir().expect("a folder");
    let app = crate::api::App::new(crate::testing::StillWorld::new(folder.path()), crate::testing::no_host(), "a test");
    app.create(None, &crate::testing::secret(crate::testing::PASSPHRASE))
        .expect("a portfolio");
    let content = crate::testing::content(Kind::CaseNote, "", "2026-03-05", "First");
    let open = app
        .change(|portfolio| record::create(portfolio, &content, "", &[]))
        .expect("a note");
    let save = |words: &str, visit: &str| {
        let mut content = content.clone();
        words.clone_into(&mut content.sections[0].text);
        let request = json!({ "id": open.id, "expected": 1, "visit": visit, "content": content });
        crate::api::call(&app, "record.save", "", &request.to_string())
    };
    save("From the window", "window").expect("the first is kept");
    let second = save("From the terminal", "terminal").expect_err("the second is told");
    assert_eq!(second.code, Code::Conflict);
    assert!(second.message.contains("nothing was overwritten"), "{}", second.message);
    let kept = app.with(|portfolio| record::get(portfolio, &open.id)).expect("read");
    assert_eq!(kept.content.sections[0].text, "From the window");
}
