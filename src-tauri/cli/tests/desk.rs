//! The writing desk from the command line: links, keywords, earlier versions, copies, facts of CPD, the echo.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use chrono::{Days, NaiveDate};
use common::Desk;

#[test]
fn links_copies_keywords_and_earlier_versions() {
    let desk = Desk::with_portfolio();
    let one = desk.add(&[
        "--kind",
        "reflection",
        "--text",
        "He hid the drum.",
        "--keyword",
        "impro",
        "--keyword",
        "drum",
    ]);
    let other = desk.add(&["--kind", "supervision", "--text", "We spoke of it.", "--keyword", "improvising"]);
    let linked = desk.json(&["link", &one[..8], &other[..8], "--kind", "discussed-in"]);
    assert_eq!(linked["record"]["links"][0]["record_id"], other.trim());
    let itself = desk.run(&["link", &one[..8], &one[..8], "--kind", "led-to"]);
    assert_eq!(itself.exit, 5);
    assert!(itself.err.contains("cannot be linked to itself"), "{}", itself.err);
    desk.ok(&["link", &one[..8], &other[..8], "--kind", "discussed-in", "--remove"]);
    assert!(
        desk.json(&["record", "show", &other[..8]])["record"]["links"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );

    desk.ok(&["keyword", "merge", "impro", "improvising"]);
    desk.ok(&["keyword", "rename", "drum", "drums"]);
    let keywords = desk.json(&["keyword", "list"]);
    assert_eq!(
        (&keywords[0]["name"], &keywords[1]["name"], &keywords[1]["records"]),
        (&"drums".into(), &"improvising".into(), &2.into())
    );
    let same = desk.run(&["keyword", "merge", "drums", "DRUMS"]);
    assert!(same.exit == 5 && same.err.contains("the same keyword"), "{}", same.err);

    let copy = desk.ok(&["record", "duplicate", &one[..8]]);
    assert_eq!(desk.json(&["record", "show", &copy[..8]])["body"], "He hid the drum.");
    assert!(desk.json(&["record", "history", &one[..8]]).as_array().is_some_and(Vec::is_empty));
    assert_eq!(desk.run(&["record", "restore-version", &one[..8], "abcdef"]).exit, 1);
}

#[test]
fn the_facts_of_cpd_are_written_whole() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&[
        "--kind",
        "cpd",
        "--text",
        "A day.",
        "--type",
        "formal",
        "--sub-type",
        "Conference",
        "--cost",
        "85.5",
        "--standard",
        "3",
        "--standard",
        "4",
        "--next-step",
        "Send it",
    ]);
    let facts = &desk.json(&["record", "show", &id[..8]])["record"]["content"]["cpd"];
    assert_eq!(
        (&facts["sub_type"], &facts["cost_pence"], &facts["next_step"]),
        (&"Conference".into(), &8550.into(), &"Send it".into())
    );
    assert_eq!(facts["standards"], serde_json::json!([3, 4]));
    for (option, value) in [("--cost", "4.555"), ("--cost", "free"), ("--cost", "100001"), ("--standard", "5")] {
        let refused = desk.run(&["record", "add", "--kind", "cpd", "--text", "x", option, value]);
        assert_eq!(refused.exit, 5, "{option} {value}: {}", refused.err);
    }
}

/// A finished activity of so many days ago.
fn activity(desk: &Desk, today: NaiveDate, days: u64, title: &str) -> String {
    let day = today.checked_sub_days(Days::new(days)).expect("a day").to_string();
    desk.add(&["--kind", "cpd", "--title", title, "--date", &day, "--finished"])
}

#[test]
fn what_is_different_now_is_asked_after_some_weeks_said_or_left() {
    let desk = Desk::with_portfolio();
    let reflection = desk.add(&["--kind", "reflection", "--text", "No activity."]);
    let shown = desk.json(&["record", "show", &reflection]);
    let today = shown["date"].as_str().and_then(|day| day.parse().ok()).expect("a day");
    assert_eq!(desk.json(&["echo", "due"]), serde_json::json!([]));
    assert_eq!(desk.ok(&["echo", "due"]).trim(), "Nothing is to be asked about.");
    // A night may pass while this runs, so none of them lies on the day itself.
    let first = activity(&desk, today, 58, "A day on loss");
    let other = activity(&desk, today, 72, "Reading");
    activity(&desk, today, 30, "A talk");
    activity(&desk, today, 300, "Long ago");

    let due = desk.json(&["echo", "due"]);
    let ids: Vec<&str> = due
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["record_id"].as_str())
        .collect();
    assert_eq!(ids, [first.as_str(), &other], "the latest first");
    assert_eq!((&due[0]["title"], &due[0]["weeks"]), (&"A day on loss".into(), &8.into()));
    assert!(desk.ok(&["echo", "due"]).contains("A day on loss, 8 weeks since"));
    assert_eq!(desk.json(&["echo", "due", "--weeks", "10"]).as_array().map(Vec::len), Some(1));
    assert_eq!(desk.json(&["echo", "due", "--weeks", "3"]).as_array().map(Vec::len), Some(3));

    let said = desk.json(&["echo", "say", &first[..8], "--text", " She waits for the end. "]);
    assert_eq!(said["record"]["echo"]["text"], "She waits for the end.");
    let left = desk.json(&["echo", "leave", &other[..8]]);
    assert!(left["record"]["echo"].is_null());
    assert_eq!(
        desk.json(&["echo", "due"]),
        serde_json::json!([]),
        "asked once, whatever the answer"
    );
    assert_eq!(desk.json(&["undo"])["label"], "What is different now");
    assert_eq!(desk.json(&["echo", "due"])[0]["record_id"], other.as_str());

    let anew = desk.run(&["echo", "say", &first, "--text", "He begins by himself."]);
    assert!(anew.exit == 0 && anew.err.contains("in the place of the line"), "{}", anew.err);
    for (args, exit, says) in [
        (&["echo", "leave", &first][..], 5, "A line was said"),
        (&["echo", "say", &other], 5, "no words yet"),
        (&["echo", "say", &other, "--text", "  "], 5, "no words yet"),
        (&["echo", "say", &other, "--text", &"x".repeat(5_001)], 5, "up to 5000 characters"),
        (&["echo", "say", &reflection, "--text", "x"], 5, "no CPD"),
        (&["echo", "leave", &reflection], 5, "no CPD"),
        (&["echo", "say", "000000ff", "--text", "x"], 1, "no record of this id"),
        (&["echo", "leave", "000000ff"], 1, "no record of this id"),
        (&["echo", "due", "--weeks", "0"], 2, "0"),
        (&["echo", "due", "--weeks", "soon"], 2, "soon"),
    ] {
        let refused = desk.run(args);
        assert_eq!(refused.exit, exit, "{args:?}: {}", refused.err);
        assert!(refused.err.contains(says), "{args:?}: {}", refused.err);
    }
    assert_eq!(
        desk.json(&["record", "show", &first])["record"]["echo"]["text"],
        "He begins by himself.",
        "what was refused took nothing away"
    );
}
