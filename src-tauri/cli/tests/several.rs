//! Several records changed in one step from the command line, and one `undo` that takes it back.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;
use serde_json::{Value, json};

/// Two records that take part in everything, and a finished case note that does not.
fn three(desk: &Desk) -> [String; 3] {
    [
        desk.add(&[
            "--kind",
            "reflection",
            "--title",
            "One",
            "--text",
            "He hid the drum.",
            "--keyword",
            "drum",
        ]),
        desk.add(&["--kind", "supervision", "--title", "Two", "--text", "We spoke of it."]),
        desk.add(&[
            "--kind",
            "case-note",
            "--title",
            "Three",
            "--client",
            "K-07",
            "--text",
            "Drum.",
            "--finished",
        ]),
    ]
}

fn with<'a>(args: &[&'a str], ids: &'a [String; 3]) -> Vec<&'a str> {
    let mut all = args.to_vec();
    all.extend(ids.iter().map(String::as_str));
    all
}

/// Everything but what is made again by itself.
fn everything(desk: &Desk, ids: &[String; 3]) -> Vec<Value> {
    ids.iter()
        .map(|id| {
            let mut record = desk.json(&["record", "show", id]);
            record["record"]["updated_at"] = Value::Null;
            record["record"]["version"] = Value::Null;
            record
        })
        .collect()
}

#[test]
fn each_change_is_one_step_and_one_undo_takes_it_back() {
    let desk = Desk::with_portfolio();
    let ids = three(&desk);
    let before = everything(&desk, &ids);
    for (change, changed, already, left) in [
        (&["record", "several", "tag", "enh.pp.02"][..], 3, 0, 0),
        (&["record", "several", "keyword", " DRUM "], 1, 1, 1),
        (&["record", "several", "mark-cpd"], 2, 0, 1),
        (&["record", "several", "delete"], 2, 0, 1),
    ] {
        let done = desk.json(&with(change, &ids));
        assert_eq!(
            (&done["changed"], &done["already"]),
            (&changed.into(), &already.into()),
            "{change:?}"
        );
        let alone = done["left"].as_array().expect("a list");
        assert_eq!(alone.len(), left, "{change:?}");
        for one in alone {
            assert_eq!((&one["id"], &one["title"]), (&ids[2].as_str().into(), &"Three".into()));
            assert!(one["why"].as_str().is_some_and(|why| why.ends_with('.')), "{one}");
        }
        assert_ne!(everything(&desk, &ids), before, "{change:?}");
        let undone = desk.json(&["undo"]);
        assert_eq!(undone["label"], "Change of several records", "{change:?}");
        assert_eq!(everything(&desk, &ids), before, "{change:?}");
        assert_eq!(undone["state"]["redo"], "Change of several records");
    }
    assert_eq!(desk.json(&["redo"])["label"], "Change of several records");
    let binned = desk.json(&["record", "list", "--bin"]);
    assert_eq!(binned.as_array().map(Vec::len), Some(2), "and one step makes it again");
}

#[test]
fn what_is_left_alone_is_named_and_what_was_named_twice_is_one() {
    let desk = Desk::with_portfolio();
    let ids = three(&desk);
    let said = desk.ok(&["record", "several", "keyword", "silence", &ids[0], &ids[0][..8], &ids[2]]);
    assert!(said.starts_with("1 record changed. `undo` takes it back in one step."), "{said}");
    assert!(
        said.contains(&format!(
            "{}  Three: left as it is. A finished case note stays as it is.",
            &ids[2][..8]
        )),
        "{said}"
    );
    let again = desk.ok(&["record", "several", "keyword", "Silence", &ids[0]]);
    assert_eq!(again.trim(), "Nothing had to be changed, 1 had it already.");
    assert_eq!(
        desk.json(&["record", "show", &ids[0]])["keywords"],
        json!(["drum", "silence"]),
        "each once"
    );
}

#[test]
fn a_saved_filter_selects_what_it_finds() {
    let desk = Desk::with_portfolio();
    let ids = three(&desk);
    desk.ok(&["filter", "keep", "Talks", "--kind", "supervision"]);
    let done = desk.json(&["record", "several", "tag", "enh.pp.02", "--filter", "talks"]);
    assert_eq!((&done["changed"], &done["left"]), (&1.into(), &json!([])));
    let tagged = desk.json(&["record", "list", "--statement", "enh.pp.02"]);
    assert_eq!(
        (tagged.as_array().map(Vec::len), &tagged[0]["id"]),
        (Some(1), &ids[1].as_str().into())
    );
}

#[test]
fn a_selection_of_nothing_and_what_is_not_there_change_nothing() {
    let desk = Desk::with_portfolio();
    let ids = three(&desk);
    desk.ok(&["filter", "keep", "Nothing", "--keyword", "nowhere"]);
    let before = everything(&desk, &ids);
    let state = desk.json(&["undo", "--look"]);
    let one = ids[0].as_str();
    for (args, exit, says) in [
        (&["record", "several", "delete"][..], 2, "required"),
        (&["record", "several", "tag", "enh.pp.02"], 2, "required"),
        (
            &["record", "several", "delete", one, "--filter", "Nothing"],
            2,
            "cannot be used with",
        ),
        (&["record", "several", "fly", one], 2, "unrecognized"),
        (&["record", "several", "delete", "--filter", "Nothing"], 5, "finds no record today"),
        (
            &["record", "several", "delete", "--filter", "Nobody"],
            1,
            "no saved filter of this name",
        ),
        (&["record", "several", "delete", one, "000000ff"], 1, "no record of this id"),
        (&["record", "several", "tag", "enh.pp.99", one], 5, "no such statement"),
        (&["record", "several", "keyword", " ", one], 5, "at least one letter"),
        (&["record", "several", "keyword", &"k".repeat(81), one], 5, "up to 80 characters"),
    ] {
        let said = desk.run(args);
        assert_eq!(said.exit, exit, "{args:?}: {}", said.err);
        assert!(said.err.contains(says), "{args:?}: {}", said.err);
    }
    assert_eq!(everything(&desk, &ids), before);
    assert_eq!(desk.json(&["undo", "--look"]), state, "and no step was made");
}

#[test]
fn undo_goes_back_step_by_step_says_what_it_did_and_where_it_ends() {
    let desk = Desk::with_portfolio();
    let nothing = desk.json(&["undo"]);
    assert_eq!(
        (&nothing["label"], &nothing["state"]),
        (&Value::Null, &json!({ "undo": null, "redo": null }))
    );
    assert_eq!(desk.ok(&["undo"]).trim(), "There is nothing to take back.");
    assert_eq!(desk.ok(&["redo"]).trim(), "There is nothing to make again.");

    let id = desk.add(&["--kind", "reflection", "--text", "She waited."]);
    desk.ok(&["record", "tag", &id, "enh.pp.02"]);
    assert_eq!(desk.ok(&["undo", "--look"]), "`undo`: Tag\nThere is nothing to make again.\n");
    assert_eq!(
        desk.json(&["record", "show", &id])["tags"],
        json!(["enh.pp.02"]),
        "looking changes nothing"
    );
    let tag = desk.json(&["undo"]);
    assert_eq!((&tag["label"], &tag["record"]), (&"Tag".into(), &id.as_str().into()));
    assert_eq!(desk.ok(&["undo"]).trim(), "Taken back: New record. `redo` makes it again.");
    assert_eq!(desk.json(&["record", "list"]), json!([]));
    assert_eq!(desk.ok(&["redo"]).trim(), "Made again: New record.");
    desk.ok(&["redo"]);
    assert_eq!(desk.json(&["record", "show", &id])["tags"], json!(["enh.pp.02"]));
    // A new change ends what could be made again.
    desk.ok(&["undo"]);
    desk.add(&["--kind", "reflection", "--text", "Another."]);
    assert_eq!(desk.json(&["redo"])["label"], Value::Null);
}
