//! What comes in from the command line: all of it, once, and nothing in the place of anything.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, names};

/// A reflection to bring in, and its id.
fn quiet_one(desk: &Desk) -> String {
    let words = ["--title", "The quiet one", "--date", "2026-11-20", "--text", "She waited."];
    desk.add(&[&["--kind", "reflection"][..], &words].concat())
}

#[test]
fn a_json_export_brought_into_an_empty_portfolio_and_exported_again_is_the_same_bytes() {
    let desk = Desk::with_portfolio();
    quiet_one(&desk);
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
    let first = desk.arg("first.json");
    desk.json(&["export", "json", "--out", &first]);

    let other = Desk::with_portfolio();
    let report = other.json(&["import", "json", &first]);
    assert_eq!(report["counts"][0]["what"], "records");
    assert_eq!(report["counts"][0]["added"], 2);
    let second = other.arg("second.json");
    other.json(&["export", "json", "--out", &second]);
    assert_eq!(std::fs::read(&second).expect("a file"), std::fs::read(&first).expect("a file"));

    // Once more: everything is there already.
    let again = other.json(&["import", "json", &first]);
    assert_eq!(again["counts"][0]["same"], 2);
    assert_eq!(again["counts"][0]["added"], 0);
}

#[test]
fn the_sample_goes_out_into_an_empty_portfolio_and_out_again_as_the_same_bytes_and_files() {
    let (desk, other) = (Desk::with_sample(), Desk::with_portfolio());
    let (first, second) = (desk.arg("first.json"), other.arg("second.json"));
    desk.json(&["export", "json", "--with-identities", "--all-files", "--out", &first]);
    other.json(&["import", "json", &first]);
    other.json(&["export", "json", "--with-identities", "--all-files", "--out", &second]);
    assert_eq!(std::fs::read(&second).expect("a file"), std::fs::read(&first).expect("a file"));
    let files = names(&desk.path("first.json.files"));
    assert!(files.len() >= 4);
    assert_eq!(names(&other.path("second.json.files")), files);
    for name in files {
        let read = |folder: std::path::PathBuf| std::fs::read(folder.join(&name)).expect("a file");
        assert_eq!(read(desk.path("first.json.files")), read(other.path("second.json.files")));
    }
}

#[test]
fn what_differs_is_kept_beside_and_said() {
    let desk = Desk::with_portfolio();
    let id = quiet_one(&desk);
    let out = desk.arg("out.json");
    desk.json(&["export", "json", "--out", &out]);
    let changed = std::fs::read_to_string(&out)
        .expect("a file")
        .replace("She waited.", "She waited longer.");
    desk.write("changed.json", &changed);
    let said = desk.run(&["import", "json", &desk.arg("changed.json")]);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert!(said.out.contains("records: 0 added, 1 beside another version"), "{}", said.out);
    let here = desk.run(&["record", "show", &id]);
    assert!(here.out.contains("She waited.") && !here.out.contains("longer"), "{}", here.out);
    let found = desk.json(&["record", "list", "--keyword", "other version"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
}

#[test]
fn a_file_that_is_no_portfolio_brings_nothing_and_says_so() {
    let desk = Desk::with_portfolio();
    desk.write("notes.json", "{\"notes\": []}");
    for (file, exit) in [("notes.json", 5), ("not-there.json", 1), (".", 5)] {
        let said = desk.run(&["import", "json", &desk.arg(file)]);
        assert_eq!(said.exit, exit, "{file}: {}", said.err);
        assert!(said.err.lines().next().is_some_and(|line| line.ends_with('.')), "{}", said.err);
    }
}

#[test]
fn a_list_is_looked_at_settled_and_brought_in() {
    let desk = Desk::with_portfolio();
    desk.write(
        "cpd.csv",
        "Date,Title,Where,Time\n3/4/2024,A course,Leeds,6\nJune 2024,Reading,at home,2\n",
    );
    let file = desk.arg("cpd.csv");
    let seen = desk.json(&["import", "list", &file, "--look"]);
    assert_eq!(seen["rows"][0]["minutes"], 360);
    assert_eq!(
        seen["rows"][1]["question"],
        "Only the month is written: this proposes the whole of it."
    );
    let said = desk.run(&["import", "list", &file]);
    assert_eq!(said.exit, 5, "{}", said.err);
    let brought = desk.json(&["import", "list", &file, "--column", "3=provider", "--accept-offers"]);
    assert_eq!(
        (brought["records"].as_array().map(Vec::len), &brought["left_out"]),
        (Some(2), &0.into())
    );
    let list = desk.json(&["record", "list", "--kind", "cpd"]);
    assert_eq!(list.as_array().map(Vec::len), Some(2), "{list}");
    let again = desk.json(&["import", "list", &file, "--column", "3=provider", "--accept-offers", "--look"]);
    assert_eq!(again["rows"][0]["take"], false, "it is here already");
    for args in [["--column", "9=hours"], ["--column", "1=moon"], ["--date", "second"]] {
        let said = desk.run(&["import", "list", &file, args[0], args[1]]);
        assert_eq!(said.exit, 5, "{args:?}: {}", said.err);
    }
}

#[test]
fn a_folder_of_markdown_becomes_reflections() {
    let desk = Desk::with_portfolio();
    std::fs::create_dir(desk.arg("notes")).expect("a folder");
    desk.write("notes/2024-04-03 waiting.md", "She waited.\n");
    desk.write("notes/undated.md", "No day.\n");
    let brought = desk.json(&["import", "text", &desk.arg("notes"), "--leave-doubtful"]);
    assert_eq!(
        (brought["records"].as_array().map(Vec::len), &brought["left_out"]),
        (Some(1), &1.into())
    );
}

#[test]
fn a_list_is_kept_as_evidence_where_that_is_asked_for() {
    let desk = Desk::with_portfolio();
    std::fs::write(
        desk.path("cpd.csv"),
        "Date,Activity,Hours\n2024-04-13,Course on endings,6\n2024-05-20,Reading,2\n",
    )
    .expect("a file");
    let list = desk.arg("cpd.csv");
    let brought = desk.json(&["import", "list", &list, "--keep-source"]);
    assert_eq!(brought["records"].as_array().map(Vec::len), Some(2));
    assert_eq!(brought["evidence"].as_array().map(Vec::len), Some(1));
    let kept = desk.json(&["evidence", "show", "E1"]);
    assert_eq!((&kept["facts"]["title"], &kept["file"]["name"]), (&"cpd".into(), &"cpd.csv".into()));
    assert_eq!(kept["records"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.run(&["import", "list", &list, "--look", "--keep-source"]).exit, 2);
}
