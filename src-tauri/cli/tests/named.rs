//! What has a name of the owner's, from the command line: templates and saved filters.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;
use serde_json::{Value, json};

fn error(desk: &Desk, args: &[&str], exit: i32) -> Value {
    let mut all = args.to_vec();
    all.push("--json");
    let said = desk.run(&all);
    assert_eq!(said.exit, exit, "{args:?}: {}", said.err);
    serde_json::from_str::<Value>(&said.err).expect("JSON")["error"].clone()
}

fn count(list: &Value) -> usize {
    list.as_array().expect("a list").len()
}

#[test]
fn a_template_is_kept_used_renamed_and_deleted() {
    let desk = Desk::with_portfolio();
    let note = desk.add(&[
        "--kind",
        "case-note",
        "--client",
        "K-07",
        "--session-number",
        "4",
        "--date",
        "2026-04-09",
        "--text",
        "## Arrived\n\n## Played\n",
    ]);
    let kept = desk.json(&["template", "keep", &note[..8], " A first session "]);
    assert_eq!(
        (&kept["name"], &kept["content"]["kind"]),
        (&"A first session".into(), &"case-note".into())
    );
    assert_eq!(
        (&kept["content"]["clients"], &kept["content"]["session_number"]),
        (&json!([]), &Value::Null),
        "it is about nobody"
    );
    let id = kept["id"].as_str().expect("an id").to_owned();

    let begun = desk.run(&["template", "use", "a first SESSION"]);
    assert_eq!(begun.exit, 0, "{}", begun.err);
    assert!(begun.err.contains("needs the client's code"), "{}", begun.err);
    let draft = desk.json(&["record", "show", begun.out.trim()]);
    assert_eq!((&draft["kind"], &draft["draft"]), (&"case-note".into(), &true.into()));
    assert_eq!(
        (&draft["body"], &draft["clients"]),
        (&"## Arrived\n\n## Played\n".into(), &json!([]))
    );
    assert_ne!(draft["date"], "2026-04-09", "of today");

    let renamed = desk.json(&["template", "rename", &id[..8], " Assessment "]);
    assert_eq!(renamed, json!({ "id": id, "name": "Assessment" }));
    assert!(desk.ok(&["template", "list"]).contains("case-note    Assessment"));
    assert_eq!(desk.json(&["template", "delete", "assessment"]), json!({ "id": id }));
    assert_eq!(desk.json(&["template", "list"]), json!([]));
    assert_eq!(
        desk.run(&["record", "show", begun.out.trim()]).exit,
        0,
        "what was made from it stays"
    );
    assert_eq!(desk.json(&["undo"])["label"], "Delete a template");
    assert_eq!(desk.json(&["template", "list"])[0]["name"], "Assessment");
}

#[test]
fn one_name_in_two_kinds_is_told_apart_and_what_is_wrong_is_refused() {
    let desk = Desk::with_portfolio();
    let reflection = desk.add(&["--kind", "reflection", "--text", "One."]);
    let session = desk.add(&["--kind", "supervision", "--text", "Other."]);
    desk.ok(&["template", "keep", &reflection, "Weekly"]);
    desk.ok(&["template", "keep", &session, "Weekly"]);
    assert_eq!(count(&desk.json(&["template", "list"])), 2);
    let of_one = desk.json(&["template", "list", "--kind", "supervision"]);
    assert_eq!((count(&of_one), &of_one[0]["content"]["kind"]), (1, &"supervision".into()));

    let both = error(&desk, &["template", "use", "weekly"], 5);
    assert!(
        both["message"].as_str().is_some_and(|said| said.contains("More than one")),
        "{both}"
    );
    let begun = desk.ok(&["template", "use", "weekly", "--kind", "supervision"]);
    assert_eq!(desk.json(&["record", "show", begun.trim()])["kind"], "supervision");

    for (args, exit, field) in [
        (&["template", "keep", &reflection, "weekly"][..], 5, "name"),
        (&["template", "keep", &reflection, " "], 5, "name"),
        (&["template", "keep", &reflection, &"n".repeat(81)], 5, "name"),
        (&["template", "rename", "Weekly", " ", "--kind", "reflection"], 5, "name"),
    ] {
        assert_eq!(error(&desk, args, exit)["field"], field, "{args:?}");
    }
    for args in [
        &["template", "keep", "000000ff", "Lost"][..],
        &["template", "use", "Nobody"],
        &["template", "use", "Weekly", "--kind", "cpd"],
        &["template", "rename", "Nobody", "Somebody"],
        &["template", "delete", "Nobody"],
    ] {
        assert_eq!(error(&desk, args, 1)["code"], "not-found", "{args:?}");
    }
    assert_eq!(desk.run(&["template", "list", "--kind", "poem"]).exit, 2, "no such kind");
    assert_eq!(count(&desk.json(&["template", "list"])), 2, "nothing was lost");
}

#[test]
fn a_filter_is_kept_used_asked_otherwise_and_deleted() {
    let desk = Desk::with_portfolio();
    desk.add(&["--kind", "cpd", "--title", "A day on trauma", "--finished"]);
    desk.add(&["--kind", "cpd", "--title", "Reading", "--tag", "enh.pp.02", "--finished"]);
    desk.add(&["--kind", "reflection", "--text", "Silence, and the drum."]);
    let kept = desk.json(&[
        "filter",
        "keep",
        "To tag",
        "--kind",
        "cpd",
        "--untagged",
        "--finished",
        "--sort",
        "oldest",
    ]);
    let query = &kept["query"];
    assert_eq!((&query["kinds"], &query["untagged"]), (&json!(["cpd"]), &true.into()));
    assert_eq!((&query["draft"], &query["sort"]), (&false.into(), &"oldest".into()));
    let found = desk.json(&["filter", "use", "to tag"]);
    assert_eq!((count(&found), &found[0]["title"]), (1, &"A day on trauma".into()));
    assert!(
        desk.ok(&["filter", "list"])
            .contains("To tag: only CPD activity; only what is finished; only without a tag; oldest first")
    );
    // It finds what fits when it is asked.
    desk.add(&["--kind", "cpd", "--title", "A talk", "--finished"]);
    assert_eq!(count(&desk.json(&["filter", "use", "To tag"])), 2);
    assert_eq!(count(&desk.json(&["filter", "use", "To tag", "--limit", "1"])), 1);

    let again = desk.run(&["filter", "keep", "To tag", "--words", "-drum silence"]);
    assert_eq!(again.exit, 0, "{}", again.err);
    assert!(again.err.contains("There was a filter of this name"), "{}", again.err);
    assert_eq!(
        (again.out.trim(), count(&desk.json(&["filter", "list"]))),
        (kept["id"].as_str().expect("an id"), 1)
    );
    assert_eq!(desk.json(&["filter", "use", "To tag"]), json!([]));
    desk.ok(&["undo"]);
    assert_eq!(count(&desk.json(&["filter", "use", "To tag"])), 2, "the question before");

    desk.ok(&["filter", "delete", "To tag"]);
    assert_eq!(desk.json(&["filter", "list"]), json!([]));
    assert_eq!(count(&desk.json(&["record", "list"])), 4, "what it found stays");
}

#[test]
fn a_filter_that_is_none_is_refused() {
    let desk = Desk::with_portfolio();
    for (args, field) in [
        (&["filter", "keep", "All"][..], "filter"),
        (&["filter", "keep", "All", "--words", "  ", "--sort", "title"], "filter"),
        (&["filter", "keep", " ", "--untagged"], "name"),
        (&["filter", "keep", &"n".repeat(81), "--untagged"], "name"),
        (&["filter", "keep", "May", "--from", "31/02/2026"], "from"),
        (&["filter", "keep", "One", "--statement", "enh.pp.99"], "statement"),
    ] {
        assert_eq!(error(&desk, args, 5)["field"], field, "{args:?}");
    }
    for args in [["filter", "use", "Nobody"], ["filter", "delete", "Nobody"]] {
        assert_eq!(error(&desk, &args, 1)["code"], "not-found", "{args:?}");
    }
    for args in [
        &["filter", "keep", "One", "--kind", "poem"][..],
        &["filter", "keep", "One", "--limit", "3"],
    ] {
        assert_eq!(desk.run(args).exit, 2, "{args:?}");
    }
    assert_eq!(desk.json(&["filter", "list"]), json!([]));
}

#[test]
fn each_of_these_commands_says_what_its_json_is_and_shows_an_example() {
    let desk = Desk::new();
    for command in [
        "template list",
        "template keep",
        "template use",
        "template rename",
        "template delete",
        "filter list",
        "filter keep",
        "filter use",
        "filter delete",
        "record several tag",
        "record several keyword",
        "record several mark-cpd",
        "record several delete",
        "echo due",
        "echo say",
        "echo leave",
        "undo",
        "redo",
    ] {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.push("--help");
        let help = desk.bare(&args, "").out;
        assert!(help.contains("JSON:") && help.contains("Example"), "{command}:\n{help}");
        assert!(help.contains(&format!("triptych-cli … {command}")), "{command}:\n{help}");
    }
}
