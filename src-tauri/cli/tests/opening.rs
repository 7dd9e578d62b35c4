//! Making and opening: which error is which, and that nothing half-done is left.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, PASSPHRASE, names};
use serde_json::Value;

#[test]
fn init_prints_the_words_once_and_never_touches_a_portfolio() {
    let desk = Desk::new();
    let made = desk.json(&["init"]);
    let words = made["words"].as_array().expect("words");
    assert_eq!(words.len(), 24);
    let before = std::fs::read(desk.portfolio().join("portfolio.db")).expect("a database");
    let said = desk.run(&["init"]);
    assert_eq!(said.exit, 5);
    assert!(said.err.contains("already a portfolio"), "{}", said.err);
    assert_eq!(std::fs::read(desk.portfolio().join("portfolio.db")).expect("a database"), before);
    assert_eq!(desk.json(&["info"])["records"], 0);
}

#[test]
fn the_line_break_at_the_end_is_no_part_of_the_passphrase() {
    let desk = Desk::with_portfolio();
    for (name, text) in [
        ("none.txt", PASSPHRASE.to_owned()),
        ("windows.txt", format!("{PASSPHRASE}\r\n")),
        ("marked.txt", format!("\u{feff}{PASSPHRASE}\n")),
    ] {
        desk.write(name, &text);
        assert_eq!(desk.run_with(name, &["info"]).exit, 0, "{name}");
    }
    desk.write("two.txt", &format!("{PASSPHRASE}\n\n"));
    assert_eq!(desk.run_with("two.txt", &["info"]).exit, 3);
    let folder = desk.arg("portfolio");
    let said = desk.bare(
        &["--portfolio", &folder, "--passphrase-stdin", "info"],
        &format!("{PASSPHRASE}\nmore\n"),
    );
    assert_eq!(said.exit, 0, "{}", said.err);
}

#[test]
fn wrong_empty_and_endless_passphrases_are_told_apart() {
    let desk = Desk::with_portfolio();
    desk.write("wrong.txt", "seven quiet owls rehears");
    desk.write("empty.txt", "\n");
    desk.write("endless.txt", &"x".repeat(10_000));
    desk.write("binary.txt", "");
    std::fs::write(desk.path("binary.txt"), [0xff, 0xfe, 0x00]).expect("a file");
    let wrong = desk.run_with("wrong.txt", &["info"]);
    assert_eq!(wrong.exit, 3, "{}", wrong.err);
    for name in ["empty.txt", "endless.txt", "binary.txt"] {
        let said = desk.run_with(name, &["info"]);
        assert_eq!(said.exit, 5, "{name}: {}", said.err);
        assert_ne!(said.err, wrong.err);
    }
    assert_eq!(desk.run_with("not-there.txt", &["info"]).exit, 1);
    for name in ["empty.txt", "endless.txt"] {
        let fresh = Desk::new();
        fresh.write(name, &std::fs::read_to_string(desk.path(name)).expect("a file"));
        assert_eq!(fresh.run_with(name, &["init"]).exit, 5);
        assert!(!fresh.portfolio().join("portfolio.db").exists(), "no partial state");
    }
}

#[test]
fn an_emoji_passphrase_works() {
    let desk = Desk::new();
    desk.write("emoji.txt", "🎻 waits 🥁 until 🎹 is quiet 🌧️");
    let said = desk.run_with("emoji.txt", &["init"]);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert_eq!(desk.run_with("emoji.txt", &["info"]).exit, 0);
    assert_eq!(desk.run(&["info"]).exit, 3);
}

#[test]
fn the_words_open_a_portfolio_whose_envelope_is_gone() {
    let desk = Desk::new();
    let made = desk.json(&["init"]);
    let words: Vec<&str> = made["words"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    let sheet: String = words
        .iter()
        .enumerate()
        .map(|(at, word)| format!("{:>4}. {word}\n", at + 1))
        .collect();
    desk.write("words.txt", &sheet);
    desk.write("new.txt", "another four odd words\n");
    std::fs::remove_file(desk.portfolio().join("portfolio.key.json")).expect("removed");
    assert_eq!(desk.run(&["info"]).exit, 4, "a missing envelope");

    let folder = desk.arg("portfolio");
    let (sheet, new) = (desk.arg("words.txt"), desk.arg("new.txt"));
    let recover = [
        "--portfolio",
        &folder,
        "recover",
        "--words-file",
        &sheet,
        "--new-passphrase-file",
        &new,
    ];
    desk.write("words.txt", &sheet_without_last(&words));
    assert_eq!(desk.bare(&recover, "").exit, 3, "23 words");
    desk.write("words.txt", &words.join(" "));
    let said = desk.bare(&recover, "");
    assert_eq!(said.exit, 0, "{}", said.err);
    assert_eq!(desk.run_with("new.txt", &["info"]).exit, 0);
    assert_eq!(desk.run(&["info"]).exit, 3, "the old passphrase is no more");
}

fn sheet_without_last(words: &[&str]) -> String {
    words[..23].join("\n")
}

#[test]
fn damage_of_each_kind_ends_with_four_and_changes_nothing() {
    let desk = Desk::with_portfolio();
    let (database, envelope) = (desk.portfolio().join("portfolio.db"), desk.portfolio().join("portfolio.key.json"));
    let (sound, key) = (
        std::fs::read(&database).expect("a database"),
        std::fs::read(&envelope).expect("an envelope"),
    );
    let mut flipped = sound.clone();
    flipped[100] ^= 1;
    for (what, bytes) in [
        ("text", b"Dear diary, this is no database at all.\n".to_vec()),
        ("plain", b"SQLite format 3\0 and more of it".to_vec()),
        ("zero", Vec::new()),
        ("flipped", flipped),
    ] {
        std::fs::write(&database, &bytes).expect("written");
        let said = desk.run(&["info"]);
        assert_eq!(said.exit, 4, "{what}: {}", said.err);
        assert_eq!(std::fs::read(&database).expect("a database"), bytes, "{what} is left as it was");
    }
    std::fs::write(&database, &sound).expect("written");
    for (what, bytes) in [
        ("no JSON", b"{".to_vec()),
        ("flipped", {
            let mut bytes = key.clone();
            bytes[60] ^= 1;
            bytes
        }),
    ] {
        std::fs::write(&envelope, &bytes).expect("written");
        let said = desk.run(&["info"]);
        assert_eq!(said.exit, 4, "{what}: {}", said.err);
    }
    std::fs::write(&envelope, &key).expect("written");
    let newer = String::from_utf8(key)
        .expect("text")
        .replacen("\"version\": 1", "\"version\": 2", 1);
    std::fs::write(&envelope, newer).expect("written");
    assert_eq!(desk.run(&["info"]).exit, 6, "a newer version");
}

#[test]
fn check_finds_a_flipped_byte_in_a_later_page() {
    let desk = Desk::with_sample();
    let sound = desk.json(&["check"]);
    assert_eq!(sound["sound"], true);
    assert!(sound["parts"].as_array().is_some_and(|parts| parts.len() >= 4));
    let database = desk.portfolio().join("portfolio.db");
    let mut bytes = std::fs::read(&database).expect("a database");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&database, &bytes).expect("written");
    let said = desk.run(&["check", "--json"]);
    assert_eq!(said.exit, 4, "{}", said.err);
}

#[test]
fn a_missing_folder_and_a_file_in_its_place_are_told() {
    let desk = Desk::new();
    let missing = desk.run(&["info"]);
    assert_eq!(missing.exit, 1, "{}", missing.err);
    assert!(missing.err.contains("no portfolio"), "{}", missing.err);
    desk.write("portfolio", "I am a file");
    for command in ["info", "init", "demo"] {
        let said = desk.run(&[command]);
        assert_eq!(said.exit, 1, "{command}: {}", said.err);
    }
    assert_eq!(std::fs::read_to_string(desk.portfolio()).expect("a file"), "I am a file");
}

#[test]
fn two_at_once_are_told_who_has_it() {
    let desk = Desk::with_portfolio();
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(desk.portfolio().join("portfolio.lock"))
        .expect("a lock file");
    file.lock().expect("the lock");
    let said = desk.run(&["info", "--json"]);
    assert_eq!(said.exit, 7, "{}", said.err);
    let error: Value = serde_json::from_str(&said.err).expect("JSON");
    assert_eq!((error["error"]["code"].as_str(), error["exit"].as_i64()), (Some("in-use"), Some(7)));
    drop(file);
    assert_eq!(desk.run(&["info"]).exit, 0);
}

#[test]
fn the_sample_fills_an_empty_folder_only() {
    let desk = Desk::new();
    std::fs::create_dir(desk.portfolio()).expect("a folder");
    std::fs::write(desk.portfolio().join("mine.txt"), "mine").expect("a file");
    assert_eq!(desk.run(&["demo"]).exit, 5);
    assert_eq!(names(&desk.portfolio()), ["mine.txt"]);
    std::fs::remove_file(desk.portfolio().join("mine.txt")).expect("removed");
    let made = desk.json(&["demo"]);
    assert!(made["records"].as_u64().is_some_and(|records| records >= 115), "{made}");
    let info = desk.json(&["info"]);
    assert_eq!(
        (info["sample"].as_bool(), info["records"].as_u64()),
        (Some(true), made["records"].as_u64())
    );
    assert_eq!(desk.run(&["demo"]).exit, 5, "never over a portfolio");
}

#[test]
fn opening_another_folder_leaves_the_windows_settings_alone() {
    let desk = Desk::with_portfolio();
    desk.ok(&["info"]);
    assert_eq!(names(desk.portfolio().parent().expect("a folder")), ["pass.txt", "portfolio"]);
    assert_eq!(names(&desk.portfolio()), ["portfolio.db", "portfolio.key.json", "portfolio.lock"]);
}
