//! The privacy check from the command line.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::Desk;
use serde_json::Value;

/// Over standard input, without a portfolio.
fn scan(text: &str, more: &[&str]) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_triptych-cli"))
        .args(["privacy", "scan", "--text-stdin", "--json"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    child.stdin.take().expect("its input").write_all(text.as_bytes()).expect("written");
    let out = child.wait_with_output().expect("ended");
    assert!(out.status.success());
    serde_json::from_slice(&out.stdout).expect("JSON")
}

#[test]
fn a_text_needs_no_portfolio_and_positions_are_code_points() {
    let found = scan("🥁 Dr Okonkwo rang at LS6 3HN.", &[]);
    let all = found.as_array().expect("a list");
    assert_eq!(all.len(), 2, "{found}");
    assert_eq!(
        (&all[0]["kind"], &all[0]["start"], &all[0]["end"]),
        (&"person-name".into(), &2.into(), &12.into())
    );
    assert_eq!((&all[1]["kind"], &all[1]["value"]), (&"postcode".into(), &"LS6 3HN".into()));
    assert!(all[0]["why"].as_str().is_some_and(|why| !why.is_empty()));
    assert_eq!(scan("We played.", &[]), serde_json::json!([]));
}

#[test]
fn a_list_of_clients_or_one_of_them_is_looked_for() {
    let desk = Desk::with_portfolio();
    for list in [r#"[{"name":"Rosalind Miller","known_as":"Bee"}]"#, r#"{"name":"Rosalind Miller"}"#] {
        std::fs::write(desk.path("clients.json"), list).expect("written");
        let found = scan("Then roslaind wept.", &["--client-file", &desk.arg("clients.json")]);
        assert_eq!(
            (&found[0]["kind"], &found[0]["start"]),
            (&"client-name".into(), &5.into()),
            "{list}"
        );
    }
    std::fs::write(desk.path("clients.json"), "Rosalind").expect("written");
    let wrong = desk.run(&["privacy", "scan", "--text-stdin", "--client-file", &desk.arg("clients.json")]);
    assert!(wrong.err.contains("The list of clients cannot be read."), "{}", wrong.err);
}

#[test]
fn records_profiles_and_files_are_read_and_ones_own_clients_found_behind_the_wall() {
    let desk = Desk::with_portfolio();
    let record = desk.add(&["--kind", "reflection", "--text", "k07 hid the drum.", "--client", "K-07"]);
    let found = desk.json(&["privacy", "scan", "--record", &record[..8]]);
    let kinds: Vec<&Value> = found.as_array().expect("a list").iter().map(|one| &one["kind"]).collect();
    assert!(kinds.contains(&&"client-code".into()), "{found}");
    std::fs::write(desk.path("note.md"), "Call 0113 496 0123.").expect("written");
    let found = desk.json(&["privacy", "scan", &desk.arg("note.md")]);
    assert_eq!(found[0]["kind"], "phone");
    std::fs::write(desk.path("sound.bin"), b"\x01\0\0\0").expect("written");
    let refused = desk.run(&["privacy", "scan", &desk.arg("sound.bin")]);
    assert!(refused.err.contains("neither text, a Word file"), "{}", refused.err);
    assert_eq!(desk.run(&["privacy", "scan"]).exit, 2);
}

#[test]
fn pdfs_and_pictures_are_read_with_their_names_and_what_they_say_of_themselves() {
    let desk = Desk::with_portfolio();
    let kinds = |found: &Value| -> Vec<String> {
        let all = found.as_array().expect("a list").iter();
        all.map(|one| one["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    // A comment behind the first mark of a JPEG, which needs no picture.
    let comment = b"Mr Okafor, LS6 3HN";
    let picture = [&b"\xFF\xD8\xFF\xFE\0\x14"[..], comment, b"\xFF\xD9"].concat();
    std::fs::write(desk.path("Mrs_Adeyemi.jpg"), picture).expect("written");
    let found = desk.json(&["privacy", "scan", &desk.arg("Mrs_Adeyemi.jpg")]);
    assert_eq!(kinds(&found), ["person-name", "person-name", "postcode"], "{found}");
    assert_eq!((&found[0]["start"], &found[0]["end"]), (&0.into(), &11.into()));
    let out = desk.arg("profile.pdf");
    desk.ok(&["export", "hcpc", "--cycle", "2024-2026", "--out", &out]);
    let found = desk.json(&["privacy", "scan", &out]);
    assert!(found.is_array(), "{found}");
    std::fs::write(desk.path("broken.pdf"), b"%PDF-1.7\n").expect("written");
    let refused = desk.run(&["privacy", "scan", &desk.arg("broken.pdf")]);
    assert!(refused.err.contains("cannot be read"), "{}", refused.err);
}

#[test]
fn what_would_leave_is_listed_answered_and_holds_a_final_profile_back_until_then() {
    let desk = Desk::with_portfolio();
    let file = serde_json::json!({
        "format": "triptych-portfolio", "version": 1,
        "profile": { "name": "A. Example", "profession": "art", "registration": "AS000000", "level": null, "registered_since": null, "roles": [] },
        "records": [],
        "cycles": [{ "start": "2024-06-01", "end": "2026-05-31", "summary": "Dr Finch manages me. Ring 0113 496 0123." }],
    });
    desk.write("words.json", &file.to_string());
    desk.ok(&["import", "json", &desk.arg("words.json")]);
    let list = |more: &[&str]| desk.json(&[&["privacy", "list", "--cycle", "2024-2026"], more].concat());
    let open = list(&["--open"]);
    assert_eq!(
        (open[0]["value"].as_str(), open[1]["kind"].as_str()),
        (Some("Dr Finch"), Some("phone"))
    );
    let out = desk.arg("profile.pdf");
    let make = ["export", "hcpc", "--cycle", "2024-2026", "--out", &out, "--final"];
    let held = desk.run(&make);
    assert!(held.err.contains("2 things in it could tell who somebody is"), "{}", held.err);

    let answer = |key: &str, more: &[&str]| desk.run(&[&["privacy", "answer", key, "--cycle", "2024-2026"], more].concat());
    let key = open[0]["key"].as_str().expect("a key");
    assert_eq!(answer("00no", &["--remove"]).exit, 1);
    assert!(answer(key, &["--other-word"]).err.contains("one of your own clients"));
    assert_eq!(answer(key, &["--keep", "HCPC asks who manages me"]).exit, 0);
    desk.ok(&["privacy", "answer", "--proposed", "--cycle", "2024-2026"]);
    assert_eq!(list(&["--open"]), serde_json::json!([]));
    assert_eq!(list(&[])[0]["answer"]["action"], "keep");
    desk.ok(&make);
    desk.ok(&["privacy", "answer", &key[..10], "--cycle", "2024-2026", "--again"]);
    assert_eq!(list(&["--open"])[0]["value"], "Dr Finch");
}
