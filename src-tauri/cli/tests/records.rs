//! Records from the command line: their JSON, and what is refused.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;
use serde_json::Value;

fn error(desk: &Desk, args: &[&str], exit: i32) -> Value {
    let mut all = args.to_vec();
    all.push("--json");
    let said = desk.run(&all);
    assert_eq!(said.exit, exit, "{args:?}: {}", said.err);
    assert!(said.out.is_empty(), "nothing is answered beside an error");
    serde_json::from_str(&said.err).expect("JSON")
}

#[test]
fn a_record_is_written_listed_found_tagged_and_binned() {
    let desk = Desk::with_portfolio();
    desk.write("text.md", "She waited, and then she *played*.\n");
    let file = desk.arg("text.md");
    let id = desk.add(&[
        "--kind",
        "reflection",
        "--title",
        "The quiet one",
        "--date",
        "20/11/2026",
        "--minutes",
        "30",
        "--text-file",
        &file,
        "--keyword",
        "silence",
        "--tag",
        "enh.pp.02",
    ]);
    desk.add(&[
        "--kind",
        "case-note",
        "--client",
        "K-07",
        "--date",
        "2026-11-21",
        "--text",
        "Drum, once.",
    ]);
    desk.add(&[
        "--kind",
        "supervision",
        "--date",
        "2026-11-19",
        "--supervisor",
        "Supervisor A",
        "--format",
        "individual",
        "--text",
        "Waiting.",
    ]);
    desk.add(&[
        "--kind",
        "cpd",
        "--date",
        "2026-11-18",
        "--type",
        "formal",
        "--title",
        "A day on trauma",
    ]);

    let list = desk.json(&["record", "list"]);
    let list = list.as_array().expect("an array");
    let kinds: Vec<_> = list.iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, ["case-note", "reflection", "supervision", "cpd"], "newest first");
    let one = &list[1];
    for (key, value) in [
        ("id", id.as_str()),
        ("kind", "reflection"),
        ("title", "The quiet one"),
        ("date", "2026-11-20"),
        ("body", "She waited, and then she *played*.\n"),
    ] {
        assert_eq!(one[key].as_str(), Some(value));
    }
    assert_eq!(one["tags"], serde_json::json!(["enh.pp.02"]));
    assert_eq!(list[0]["shown_title"], "Drum, once.", "the first words stand in");

    let notes = desk.json(&["record", "list", "--kind", "case-note"]);
    assert_eq!(notes.as_array().map(Vec::len), Some(1));
    let found = desk.json(&["record", "search", "play wait"]);
    assert_eq!(found[0]["id"], id.as_str());
    for odd in ["\"", "*", "NEAR(", "%", "-", "the of and", &"word ".repeat(2000)] {
        assert_eq!(desk.run(&["record", "search", odd]).exit, 0, "{odd:.20}");
    }

    desk.ok(&["record", "tag", &id[..8], "enh.pp.02", "pro.ks.13", "--claim", "I waited"]);
    desk.ok(&["record", "tag", &id, "enh.pp.02"]);
    let shown = desk.json(&["record", "show", &id]);
    assert_eq!(shown["tags"].as_array().map(Vec::len), Some(2), "tagged twice is one tag");
    assert_eq!(shown["claims"]["enh.pp.02"], "I waited");
    assert!(desk.ok(&["record", "show", &id]).starts_with("# The quiet one"));
    desk.ok(&["record", "tag", &id, "enh.pp.02", "--remove"]);
    assert_eq!(desk.json(&["record", "show", &id])["tags"], serde_json::json!(["pro.ks.13"]));

    let gone = desk.json(&["record", "delete", &id]);
    assert_eq!(gone["binned"], serde_json::json!([id]));
    assert_eq!(desk.json(&["record", "list"]).as_array().map(Vec::len), Some(3));
    assert_eq!(desk.json(&["record", "list", "--bin"])[0]["tags"], serde_json::json!(["pro.ks.13"]));
    desk.ok(&["record", "restore", &id]);
    assert_eq!(desk.json(&["record", "list"]).as_array().map(Vec::len), Some(4));
}

#[test]
fn text_comes_from_standard_input_behind_the_passphrase() {
    let desk = Desk::with_portfolio();
    let folder = desk.arg("portfolio");
    let input = format!("{}\nFirst line\nعربي 🎻 e\u{301} <script>alert(1)</script>\n", common::PASSPHRASE);
    let args = [
        "--portfolio",
        &folder,
        "--passphrase-stdin",
        "record",
        "add",
        "--kind",
        "reflection",
        "--text-file",
        "-",
    ];
    let said = desk.bare(&args, &input);
    assert_eq!(said.exit, 0, "{}", said.err);
    let body = desk.json(&["record", "show", said.out.trim()])["body"].as_str().map(str::to_owned);
    assert_eq!(body.as_deref(), input.split_once('\n').map(|(_, rest)| rest), "kept exactly");
}

#[test]
fn the_stages_of_a_model_are_kept_apart() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&[
        "--kind",
        "reflection",
        "--model",
        "borton",
        "--text",
        "It rained.",
        "--stage",
        "now-what=Bring a towel = sensible.",
    ]);
    let sections = desk.json(&["record", "show", &id])["record"]["content"]["sections"].clone();
    let texts: Vec<(&str, &str)> = sections
        .as_array()
        .expect("sections")
        .iter()
        .filter_map(|one| Some((one["stage"].as_str()?, one["text"].as_str()?)))
        .collect();
    assert_eq!(
        texts,
        [("what", "It rained."), ("so-what", ""), ("now-what", "Bring a towel = sensible.")]
    );
    assert_eq!(
        error(
            &desk,
            &["record", "add", "--kind", "reflection", "--model", "tarot", "--text", "x"],
            5
        )["error"]["field"],
        "model"
    );
    assert_eq!(
        error(&desk, &["record", "add", "--kind", "reflection", "--stage", "nowhere=x"], 5)["error"]["field"],
        "stage"
    );
}

#[test]
fn what_cannot_be_kept_is_refused_and_named() {
    let desk = Desk::with_portfolio();
    let long = "t".repeat(100_000);
    for (field, args) in [
        ("date", ["--kind", "cpd", "--title", "x", "--date", "31/02/2026"].as_slice()),
        ("date", &["--kind", "cpd", "--title", "x", "--date", "0000-01-01"]),
        ("date", &["--kind", "cpd", "--title", "x", "--date", "9999-01-01"]),
        (
            "date_to",
            &["--kind", "cpd", "--title", "x", "--date", "2026-11-02", "--date-to", "2026-11-01"],
        ),
        ("minutes", &["--kind", "cpd", "--title", "x", "--minutes", "-1"]),
        ("minutes", &["--kind", "cpd", "--title", "x", "--minutes", "0"]),
        ("minutes", &["--kind", "cpd", "--title", "x", "--minutes", "1000000000"]),
        ("title", &["--kind", "cpd", "--title", &long]),
        ("clients", &["--kind", "case-note", "--text", "x", "--finished"]),
        ("clients", &["--kind", "cpd", "--title", "x", "--client", "K-07"]),
        ("statement", &["--kind", "cpd", "--title", "x", "--tag", "enh.pp.99"]),
        ("text", &["--kind", "reflection"]),
        ("supervisor", &["--kind", "cpd", "--title", "x", "--supervisor", "A"]),
        (
            "cpd",
            &["--kind", "case-note", "--client", "K-07", "--text", "x", "--type", "formal"],
        ),
    ] {
        let mut all = vec!["record", "add"];
        all.extend_from_slice(args);
        assert_eq!(error(&desk, &all, 5)["error"]["field"].as_str(), Some(field), "{args:?}");
    }
    assert_eq!(desk.json(&["record", "list"]), serde_json::json!([]));
    assert_eq!(error(&desk, &["record", "show", "nothing-here"], 1)["error"]["code"], "not-found");
}

#[test]
fn remarks_do_not_stop_a_record() {
    let desk = Desk::with_portfolio();
    let said = desk.run(&[
        "record",
        "add",
        "--kind",
        "case-note",
        "--client",
        "Margaret",
        "--text",
        "x",
        "--date",
        "2199-01-01",
    ]);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert!(
        said.err.contains("looks like a name") && said.err.contains("future"),
        "{}",
        said.err
    );
}

#[test]
fn a_finished_case_note_is_not_deleted() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&["--kind", "case-note", "--client", "K-07", "--text", "Drum.", "--finished"]);
    assert_eq!(error(&desk, &["record", "delete", &id], 5)["error"]["code"], "refused");
    assert_eq!(desk.json(&["record", "list"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn usage_errors_end_with_two() {
    let desk = Desk::with_portfolio();
    for args in [
        &["record", "add", "--kind", "poem"][..],
        &["record", "fly"],
        &["framework", "--level", "boss"],
        &["--passphrase", "secret", "info"],
        &["info"],
        &[],
    ] {
        let said = desk.bare(args, "");
        assert_eq!(said.exit, 2, "{args:?}: {}", said.err);
    }
    let said = desk.bare(&["info", "--json"], "");
    let error: Value = serde_json::from_str(&said.err).expect("JSON");
    assert_eq!((error["error"]["code"].as_str(), said.exit), (Some("usage"), 2));
}

#[test]
fn statements_are_suggested_for_a_text_without_a_portfolio_and_for_a_record() {
    let desk = Desk::new();
    let args = ["suggest", "--text-stdin", "--level", "pro", "--json"];
    let said = desk.bare(&args, "Took the silence to supervision; the countertransference was mine.\n");
    assert_eq!(said.exit, 0, "{}", said.err);
    let found: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(found[0]["id"], "pro.ks.14");
    assert!(found[0]["score"].as_f64().is_some_and(|score| score > 0.0));
    assert!(
        found[0]["because"]
            .as_array()
            .is_some_and(|words| words.contains(&"supervision".into()))
    );
    assert_eq!(desk.bare(&args, "").out.trim(), "[]");
    assert!(desk.bare(&args[..2], "").out.starts_with("No statement"));

    desk.ok(&["init"]);
    let id = desk.add(&[
        "--kind",
        "reflection",
        "--text",
        "My supervisor asked about the countertransference.",
    ]);
    let before = desk.json(&["suggest", &id[..8]]);
    let first = before[0]["id"].as_str().expect("a suggestion").to_owned();
    desk.ok(&["record", "tag", &id, &first]);
    let after = desk.json(&["suggest", &id]);
    assert!(
        after.as_array().expect("a list").iter().all(|one| one["id"] != first.as_str()),
        "{after}"
    );
    assert!(desk.ok(&["suggest", &id, "--level", "adv"]).contains("because: "));

    assert_eq!(error(&desk, &["suggest", "000000ff"], 1)["error"]["code"], "not-found");
    assert_eq!(desk.bare(&["suggest"], "").exit, 2, "a record or a text is needed");
}

#[test]
fn what_is_no_text_is_told() {
    use std::io::Write as _;
    let mut child = std::process::Command::new(common::PROGRAM)
        .args(["suggest", "--text-stdin", "--json"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("an input").write_all(b"\xff\xfe\x00").expect("written");
    let said = child.wait_with_output().expect("it ends");
    assert_eq!(said.status.code(), Some(5));
    let error: Value = serde_json::from_slice(&said.stderr).expect("JSON");
    assert_eq!(error["error"]["field"], "text");
}
