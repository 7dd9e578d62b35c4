//! Supervision from the command line.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;

#[test]
fn from_an_agreement_and_an_agenda_to_a_session_and_a_log() {
    let desk = Desk::with_portfolio();
    let person = desk.ok(&["supervision", "person", "add", "A. Field", "--role", "Practice supervisor"]);
    let agreement = desk.ok(&[
        "supervision",
        "agreement",
        "add",
        "--with",
        &person.trim()[..8],
        "--type",
        "clinical",
        "--start",
        "01/01/2026",
        "--review",
        "2030-01-01",
        "--minutes",
        "75",
        "--frequency",
        "every three weeks",
    ]);
    let agreements = desk.json(&["supervision", "agreement", "list"]);
    assert_eq!(agreements[0]["id"], agreement.trim());
    assert_eq!(agreements[0]["start"], "2026-01-01");

    let record = desk.add(&[
        "--kind",
        "reflection",
        "--text",
        "He hid the drum. I said nothing.",
        "--client",
        "K-07",
    ]);
    desk.ok(&["supervision", "take", &record[..8], "--quote", "I said nothing.", "--note", "Why?"]);
    let point = desk.ok(&["supervision", "take", "--note", "Cover in August"]);
    desk.ok(&["supervision", "drop", &point.trim()[..8]]);
    let waiting = desk.json(&["supervision", "agenda"]);
    assert_eq!(waiting["agenda"][0]["quote"], "I said nothing.");
    assert_eq!(waiting["agenda"].as_array().map(Vec::len), Some(1));

    let session = desk.json(&["supervision", "begin", "--agreement", &agreement.trim()[..8]]);
    assert_eq!(session["content"]["supervision"]["supervisor"], "A. Field");
    assert_eq!(session["content"]["clients"][0], "K-07");
    assert!(
        desk.json(&["supervision", "agenda"])["agenda"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );
    let held = desk.json(&["supervision", "list"]);
    assert_eq!((&held[0]["minutes"], &held[0]["type"]), (&75.into(), &"clinical".into()));
    assert!(desk.json(&["supervision", "list", "--given"]).as_array().is_some_and(Vec::is_empty));
    let said = desk.ok(&["supervision", "log"]);
    assert!(said.contains("  1 session, 1 h 15 min"), "{said}");
    let log = desk.json(&["supervision", "log"]);
    assert_eq!((&log["years"][0]["sessions"], &log["years"][0]["minutes"]), (&1.into(), &75.into()));
    assert!(log["aim"]["every_weeks"].is_null(), "none is shipped");

    let look = desk.json(&["supervision", "log", "--look", "--full"]);
    assert!(
        look["lines"].as_u64().is_some_and(|lines| lines > 3) && look["digest"].is_string(),
        "{look}"
    );
    let word = desk.arg("log.docx");
    desk.ok(&["supervision", "log", "--out", &word, "--without-codes"]);
    assert!(std::fs::read(desk.path("log.docx")).expect("a file").starts_with(b"PK"));

    let out = desk.arg("log.pdf");
    let made = desk.json(&["supervision", "log", "--out", &out, "--without-codes", "--full"]);
    assert_eq!(made["pages"], 1);
    assert!(std::fs::read(desk.path("log.pdf")).expect("a file").starts_with(b"%PDF"));
    assert_eq!(
        desk.run(&["supervision", "log", "--out", &out]).exit,
        5,
        "nothing is replaced unasked"
    );
}

#[test]
fn what_is_wrong_is_said_and_changes_nothing() {
    let desk = Desk::with_portfolio();
    let person = desk.ok(&["supervision", "person", "add", "A. Field"]);
    let agreement = |end: &[&str]| {
        let mut all = vec!["supervision", "agreement", "add", "--with", person.trim(), "--type", "peer"];
        all.extend_from_slice(end);
        desk.run(&all)
    };
    let early = agreement(&["--start", "2026-06-01", "--review", "2026-05-31"]);
    assert_eq!(early.exit, 5);
    assert!(early.err.contains("The review lies before the first day."), "{}", early.err);
    let id = agreement(&["--start", "2026-06-01"]).out;
    let ended = desk.run(&["supervision", "agreement", "end", id.trim(), "--on", "2026-05-31"]);
    assert!(ended.err.contains("The agreement ends before it starts."), "{}", ended.err);
    assert!(desk.json(&["supervision", "agreement", "list"])[0]["end"].is_null());
    assert_eq!(desk.run(&["supervision", "take"]).exit, 5, "no words");
    assert_eq!(desk.run(&["supervision", "take", "--quote", "words of nothing"]).exit, 2);
    assert_eq!(desk.run(&["supervision", "drop", "abcdef"]).exit, 1);
    assert_eq!(desk.run(&["supervision", "begin", "--agreement", "abcdef"]).exit, 1);
    let none = desk.arg("none.pdf");
    assert_eq!(desk.run(&["supervision", "log", "--out", &none]).exit, 5, "there is no session");
    assert!(!desk.path("none.pdf").exists());
}

#[test]
fn what_is_named_changes_and_the_rest_stays() {
    let desk = Desk::with_portfolio();
    let field = desk.ok(&["supervision", "person", "add", "A. Field", "--role", "Practice supervisor"]);
    let other = desk.ok(&["supervision", "person", "add", "B. Lane"]);
    let id = desk.ok(&[
        "supervision",
        "agreement",
        "add",
        "--with",
        field.trim(),
        "--type",
        "clinical",
        "--start",
        "2026-01-01",
        "--review",
        "2027-01-01",
        "--minutes",
        "60",
    ]);
    let id = id.trim();
    desk.ok(&[
        "supervision",
        "agreement",
        "edit",
        &id[..8],
        "--minutes",
        "75",
        "--purpose",
        "Practice",
    ]);
    desk.ok(&["supervision", "agreement", "edit", id, "--with", &other.trim()[..8], "--review", ""]);
    let agreements = desk.json(&["supervision", "agreement", "list"]);
    let one = &agreements[0];
    assert_eq!((&one["minutes"], &one["purpose"]), (&75.into(), &"Practice".into()));
    assert_eq!((&one["person_id"], &one["start"]), (&other.trim().into(), &"2026-01-01".into()));
    assert!(one["review"].is_null());
    let early = desk.run(&["supervision", "agreement", "edit", id, "--end", "2025-12-31"]);
    assert!(early.err.contains("The agreement ends before it starts."), "{}", early.err);

    desk.ok(&["supervision", "person", "edit", field.trim(), "--name", "Ann Field"]);
    let people = desk.json(&["supervision", "person", "list"]);
    let named = |name: &str| {
        people
            .as_array()
            .and_then(|all| all.iter().find(|one| one["name"] == name))
            .cloned()
    };
    assert_eq!(
        named("Ann Field").map(|one| one["role"].clone()),
        Some("Practice supervisor".into())
    );
    let bound = desk.run(&["supervision", "person", "delete", other.trim()]);
    assert!(bound.err.contains("There is an agreement with this person"), "{}", bound.err);
    assert_eq!(desk.json(&["supervision", "agreement", "delete", id])["deleted"], id);
    desk.ok(&["supervision", "person", "delete", other.trim()]);
    assert_eq!(desk.json(&["supervision", "person", "list"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn a_measure_is_ones_own_and_can_be_taken_away() {
    let desk = Desk::with_portfolio();
    assert!(desk.ok(&["supervision", "measure"]).contains("no measure"));
    desk.ok(&["supervision", "measure", "--every-weeks", "4"]);
    let both = desk.json(&["supervision", "measure", "--client-hours", "12"]);
    assert_eq!((&both["every_weeks"], &both["client_hours"]), (&4.into(), &12.into()));
    let one = desk.json(&["supervision", "measure", "--every-weeks", "0"]);
    assert_eq!((&one["every_weeks"], &one["client_hours"]), (&serde_json::Value::Null, &12.into()));
    assert_eq!(desk.run(&["supervision", "measure", "--every-weeks", "99999"]).exit, 5);
    desk.ok(&["supervision", "client-hours", "2026", "600"]);
    assert_eq!(desk.json(&["supervision", "log"])["years"][0]["beside_notes"], 600);
}
