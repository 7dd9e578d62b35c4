//! Evidence from the command line: in and out, a disk that fills, a program that is killed.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::process::Command;

use common::{Desk, PROGRAM};

/// Ten megabytes that are no text.
fn noise() -> Vec<u8> {
    let mut state = 0x2545_F491_u32;
    let mut bytes = Vec::with_capacity(10 * 1024 * 1024);
    while bytes.len() < 10 * 1024 * 1024 {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes
}

fn files(desk: &Desk) -> usize {
    std::fs::read_dir(desk.portfolio().join("attachments")).map_or(0, Iterator::count)
}

#[test]
fn a_file_goes_in_is_linked_listed_and_comes_out_as_it_was() {
    let desk = Desk::with_portfolio();
    let record = desk.add(&["--kind", "cpd", "--type", "formal", "--text", "A day on trauma."]);
    std::fs::write(desk.path("film.bin"), noise()).expect("a file");
    let (film, out) = (desk.arg("film.bin"), desk.arg("out.bin"));
    let added = desk.json(&[
        "evidence",
        "add",
        &film,
        "--title",
        "A film",
        "--kind",
        "from-others",
        "--record",
        record.trim(),
        "--statement",
        "enh.pp.02",
    ]);
    assert_eq!((&added["number"], &added["facts"]["title"]), (&1.into(), &"A film".into()));
    assert_eq!(added["records"][0]["id"], record.trim());
    assert!(desk.ok(&["evidence", "list"]).contains("From others        A film"));
    desk.ok(&["evidence", "export", "E1", "--out", &out]);
    assert!(
        std::fs::read(desk.path("out.bin")).expect("a copy") == noise(),
        "another file came out"
    );
    assert_eq!(desk.run(&["evidence", "export", "E1", "--out", &out]).exit, 5);
    assert_eq!(desk.json(&["evidence", "show", "1"])["left"][0]["file_name"], "out.bin");
    desk.ok(&["evidence", "link", "E1", "--statement", "enh.pp.02", "--remove"]);
    assert_eq!(desk.json(&["evidence", "show", "E1"])["statements"], serde_json::json!([]));
    assert_eq!(desk.run(&["evidence", "link", "E1"]).exit, 5);
    assert_eq!(desk.run(&["evidence", "show", "E2"]).exit, 1);
}

#[test]
fn a_wrong_ending_is_said_and_people_need_consent() {
    let desk = Desk::with_portfolio();
    desk.write("boat.jpg", "%PDF-1.7 a boat");
    let said = desk.run(&["evidence", "add", &desk.arg("boat.jpg"), "--people"]);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert!(
        said.err.contains("“.jpg”") && said.err.contains("stays in the portfolio"),
        "{}",
        said.err
    );
    let refused = desk.run(&["evidence", "export", "E1", "--out", &desk.arg("out.pdf")]);
    assert_eq!(refused.exit, 5);
    assert!(refused.err.contains("consent is not recorded"), "{}", refused.err);
    assert!(!desk.path("out.pdf").exists());
}

#[test]
fn what_has_no_file_says_so_when_a_copy_is_asked_for() {
    let desk = Desk::with_sample();
    // E12 is a note about a photograph, with consent that holds.
    let said = desk.run(&["evidence", "export", "E12", "--out", &desk.arg("out.jpg")]);
    assert_eq!(said.exit, 5);
    assert!(said.err.contains("This evidence has no file"), "{}", said.err);
    assert!(!desk.path("out.jpg").exists());
}

#[test]
fn the_bin_keeps_it_until_it_is_really_deleted() {
    let desk = Desk::with_portfolio();
    desk.write("note.txt", "words");
    desk.ok(&["evidence", "add", &desk.arg("note.txt")]);
    assert_eq!(desk.run(&["evidence", "delete", "E1", "--really"]).exit, 5);
    desk.ok(&["evidence", "delete", "E1"]);
    assert_eq!(desk.json(&["evidence", "list"]), serde_json::json!([]));
    desk.ok(&["evidence", "restore", "E1"]);
    assert_eq!(files(&desk), 1);
    desk.ok(&["evidence", "delete", "E1"]);
    desk.ok(&["evidence", "delete", "E1", "--really"]);
    assert_eq!(files(&desk), 0);
    assert_eq!(desk.json(&["evidence", "list", "--bin"]), serde_json::json!([]));
}

/// No file grows beyond a megabyte: with `first`, the program is told, as on a full disk; else it is killed.
#[cfg(unix)]
fn with_a_megabyte(first: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -c 0; {first} ulimit -f 2048; exec \"$0\" \"$@\""), PROGRAM]);
    shell
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_or_a_kill_in_the_middle_leaves_nothing() {
    let desk = Desk::with_portfolio();
    std::fs::write(desk.path("film.bin"), noise()).expect("a file");
    let add = ["evidence", "add", &desk.arg("film.bin")];
    let full = desk.run_by(with_a_megabyte("trap '' XFSZ;"), &add).said();
    assert_eq!(full.exit, 1, "{}", full.err);
    assert!(full.err.contains("safe"), "{}", full.err);
    assert_eq!(files(&desk), 0, "what was begun is taken away");
    let killed = desk.run_by(with_a_megabyte(""), &add).output();
    assert!(!killed.status.success());
    assert_eq!(desk.json(&["evidence", "list"]), serde_json::json!([]));
    assert_eq!(files(&desk), 0, "the next opening clears up");
    desk.ok(&add);
    assert!(desk.json(&["check"])["sound"].as_bool().expect("an answer"));
    std::fs::create_dir(desk.path("stick")).expect("a folder");
    let full = desk
        .run_by(
            with_a_megabyte("trap '' XFSZ;"),
            &["evidence", "export", "E1", "--out", &desk.arg("stick/out.bin")],
        )
        .said();
    assert_eq!(full.exit, 1, "{}", full.err);
    assert!(
        common::names(&desk.path("stick")).is_empty(),
        "nothing under the name, and nothing beside it"
    );
}

#[test]
fn a_file_of_an_agreement_is_added_named_and_taken_off() {
    let desk = Desk::with_portfolio();
    let person = desk.json(&["supervision", "person", "add", "M. Fielding"]);
    let with = person["id"].as_str().expect("an id").to_owned();
    let made = desk.json(&["supervision", "agreement", "add", "--with", &with, "--type", "clinical"]);
    let agreement = made["id"].as_str().expect("an id").to_owned();
    std::fs::write(desk.path("signed.txt"), "We agreed.").expect("a file");
    let signed = desk.arg("signed.txt");
    let added = desk.json(&["evidence", "add", &signed, "--agreement", &agreement[..8]]);
    assert_eq!(added["agreements"][0]["name"], "M. Fielding");
    assert!(
        desk.ok(&["evidence", "show", "E1"])
            .contains("Supervision agreement: M. Fielding, since")
    );
    let off = desk.json(&["evidence", "link", "E1", "--agreement", &agreement, "--remove"]);
    assert_eq!(off["agreements"], serde_json::json!([]));
    let on = desk.json(&["evidence", "link", "E1", "--agreement", &agreement]);
    assert_eq!(on["agreements"][0]["id"], agreement);
    assert_eq!(desk.run(&["evidence", "link", "E1", "--agreement", "00000000"]).exit, 1);
}

#[test]
fn what_has_people_in_it_is_chosen_for_a_profile_only_with_consent() {
    let desk = Desk::with_portfolio();
    std::fs::write(desk.path("boat.txt"), "A boat.").expect("a file");
    let boat = desk.arg("boat.txt");
    desk.ok(&["evidence", "add", &boat, "--people"]);
    let refused = desk.run(&["evidence", "choose", "E1"]);
    assert_eq!(refused.exit, 5, "{}", refused.err);
    assert!(refused.err.contains("consent is not recorded"), "{}", refused.err);
    desk.ok(&["evidence", "add", &boat, "--title", "Nobody in it"]);
    // Where nobody is in it there is nothing to agree to, and it is left out and put in as she likes.
    let out = desk.ok(&["evidence", "choose", "E2", "--remove"]);
    assert!(out.contains("It stays out of the profile of"), "{out}");
    let none = serde_json::json!({ "evidence": [], "left_out": [], "people": [] });
    assert_eq!(desk.json(&["evidence", "choose", "E2"]), none);
    assert_eq!(desk.json(&["evidence", "choose", "E1", "--remove"]), none);
    assert_eq!(desk.run(&["evidence", "choose", "E1", "--cycle", "1900-1902"]).exit, 5);
}
