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
    let log = desk.json(&["supervision", "log"]);
    assert_eq!((&log["years"][0]["sessions"], &log["years"][0]["minutes"]), (&1.into(), &75.into()));
    assert!(log["aim"]["every_weeks"].is_null(), "none is shipped");

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
