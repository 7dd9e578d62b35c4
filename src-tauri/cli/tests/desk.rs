//! The writing desk from the command line: links, keywords, earlier versions, copies, facts of CPD.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

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
