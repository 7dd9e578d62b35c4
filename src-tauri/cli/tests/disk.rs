//! Disks that fill, folders that go or may not be written to, a program that is killed, several at once: what was there
//! stays, what is told is a sentence, and the next try works.
#![cfg(unix)]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

use common::{Desk, PROGRAM, Running, Said, names};
use serde_json::Value;

/// Every export there is, with the name it is to have.
const EXPORTS: [(&str, &[&str]); 3] = [
    ("profile.pdf", &["export", "hcpc", "--cycle", "2024-2026", "--out"]),
    ("all.json", &["export", "json", "--out"]),
    ("Markdown", &["export", "markdown", "--out"]),
];

fn shell(first: &str, bytes: u64) -> Command {
    let mut shell = Command::new("sh");
    // A file may grow to so many blocks of 512 bytes.
    shell.args([
        "-c",
        &format!("ulimit -c 0; {first} ulimit -f {}; exec \"$0\" \"$@\"", bytes / 512),
        PROGRAM,
    ]);
    shell
}

/// No file grows beyond `bytes`: the program is told, as on a full disk.
fn filling(bytes: u64) -> Command {
    shell("trap '' XFSZ;", bytes)
}

/// The system ends the program in the middle of the write that goes beyond `bytes`.
fn killing(bytes: u64) -> Command {
    shell("", bytes)
}

/// The program bound by the modes of files and folders; the superuser passes over them, unless it gives that up.
fn bound(desk: &Desk) -> Command {
    if std::fs::metadata(desk.path("pass.txt")).expect("a file").uid() == 0 {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set=-dac_override,-dac_read_search", PROGRAM]);
        command
    } else {
        Command::new(PROGRAM)
    }
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    args.iter().chain(more).copied().collect()
}

/// What happened and what is safe; what to do.
fn assert_told(said: &Said, exit: i32, words: &[&str]) {
    assert_eq!(said.exit, exit, "{}{}", said.out, said.err);
    assert!(said.err.lines().count() >= 2, "no hint: {}", said.err);
    for word in words {
        assert!(said.err.contains(word), "{word} is not in: {}", said.err);
    }
}

fn size(path: &Path) -> u64 {
    let found = std::fs::metadata(path).expect("a file");
    if !found.is_dir() {
        return found.len();
    }
    names(path).iter().map(|name| size(&path.join(name))).max().unwrap_or_default()
}

/// Makes every export once, so that the profile's lines are confirmed, and answers each one's largest file.
fn sizes(desk: &Desk) -> Vec<u64> {
    let out = desk.path("once");
    std::fs::create_dir(&out).expect("a folder");
    let size = |(name, args): (&str, &[&str])| {
        desk.ok(&with(args, &[out.join(name).to_str().expect("a text")]));
        size(&out.join(name))
    };
    EXPORTS.map(size).to_vec()
}

/// What lies in a folder once the export `name` has been made into it: the files of evidence beside a JSON file too.
fn made(name: &str) -> Vec<String> {
    let files = (name == "all.json").then(|| "all.json.files".to_owned());
    std::iter::once(name.to_owned()).chain(files).collect()
}

fn portfolio(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let folder = desk.portfolio();
    // A folder's bytes are the names in it.
    let read = |name: String| {
        let path = folder.join(&name);
        let bytes = std::fs::read(&path).unwrap_or_else(|_| names(&path).join("\n").into_bytes());
        (name, bytes)
    };
    names(&folder)
        .into_iter()
        .filter(|name| name != "portfolio.lock")
        .map(read)
        .collect()
}

#[test]
fn a_disk_that_fills_during_an_export_leaves_nothing_under_the_name() {
    let desk = Desk::with_sample();
    let sizes = sizes(&desk);
    for ((name, args), size) in EXPORTS.into_iter().zip(sizes) {
        let folder = desk.path(&format!("to {name}"));
        std::fs::create_dir(&folder).expect("a folder");
        let out = folder.join(name);
        let args = with(args, &[out.to_str().expect("a text")]);
        let said = desk.run_by(filling(size / 2), &args).said();
        assert_told(&said, 1, &["disk", "What was saved before is safe."]);
        assert_eq!(names(&folder), Vec::<String>::new(), "{name}");
        desk.ok(&args);
        assert_eq!(names(&folder), made(name));
        if name == "Markdown" {
            continue;
        }
        // What lay there stays when what was to replace it does not fit.
        std::fs::write(&out, "precious").expect("written");
        let said = desk.run_by(filling(size / 2), &with(&args, &["--force"])).said();
        assert_eq!(said.exit, 1, "{}", said.err);
        assert_eq!(
            (names(&folder), std::fs::read(&out).expect("the file")),
            (made(name), b"precious".to_vec())
        );
    }
    // A folder that was there and empty is empty again.
    let folder = desk.path("empty");
    std::fs::create_dir(&folder).expect("a folder");
    let args = ["export", "markdown", "--out", folder.to_str().expect("a text")];
    assert_eq!(desk.run_by(filling(size(&desk.path("once/Markdown")) / 2), &args).said().exit, 1);
    assert_eq!(names(&folder), Vec::<String>::new());
    desk.ok(&args);
    assert_eq!(desk.json(&["check"])["sound"], true);
}

#[test]
fn an_export_killed_half_way_leaves_no_half_file_and_the_next_one_clears_up() {
    let desk = Desk::with_sample();
    let sizes = sizes(&desk);
    for ((name, args), size) in EXPORTS.into_iter().zip(sizes) {
        let folder = desk.path(&format!("to {name}"));
        std::fs::create_dir(&folder).expect("a folder");
        let args = with(args, &[folder.join(name).to_str().expect("a text").to_owned().leak()]);
        let killed = desk.run_by(killing(size / 2), &args).output();
        assert_eq!(killed.status.code(), None, "{name}: it was not killed");
        let left = names(&folder);
        assert!(
            !left.is_empty() && left.iter().all(|one| one.starts_with(".triptych-") && one.ends_with(".part")),
            "{name}: {left:?}"
        );
        desk.ok(&args);
        assert_eq!(names(&folder), made(name), "what the killed one left is cleared away");
    }
    assert_eq!(desk.json(&["check"])["sound"], true);
}

#[test]
fn a_disk_that_fills_while_a_portfolio_is_made_leaves_none() {
    for (command, bytes) in [("init", 2048), ("init", 40_960), ("demo", 2048), ("demo", 300_000)] {
        let desk = Desk::new();
        let said = desk.run_by(filling(bytes), &[command]).said();
        assert_told(&said, 1, &["disk"]);
        assert!(said.out.is_empty(), "no words of a portfolio that is not there");
        let left: Vec<String> = names(&desk.portfolio())
            .into_iter()
            .filter(|name| name != "portfolio.lock")
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{command} with {bytes} bytes");
        desk.ok(&[command]);
        assert_eq!(desk.json(&["check"])["sound"], true);
    }
}

#[test]
fn a_portfolio_killed_in_the_making_is_none_and_the_next_try_makes_it() {
    let desk = Desk::new();
    for bytes in [2048, 40_960] {
        let killed = desk.run_by(killing(bytes), &["init"]).output();
        assert_eq!(
            (killed.status.code(), killed.stdout.as_slice()),
            (None, &b""[..]),
            "it was not killed"
        );
        assert_told(&desk.run(&["info"]), 1, &["There is no portfolio in this folder."]);
    }
    desk.ok(&["init"]);
    assert_eq!(names(&desk.portfolio()), ["portfolio.db", "portfolio.key.json", "portfolio.lock"]);
}

#[test]
fn a_disk_that_fills_while_a_record_is_saved_loses_nothing() {
    let desk = Desk::with_portfolio();
    desk.add(&["--kind", "reflection", "--text", "Safe words."]);
    desk.write("long.md", &"Words for which there is no room. ".repeat(20_000));
    let file = desk.arg("long.md");
    let args = ["record", "add", "--kind", "reflection", "--text-file", &file];
    let said = desk.run_by(filling(100_000), &args).said();
    assert_told(&said, 1, &["disk", "What was saved before is safe."]);
    assert!(!said.err.contains("no room"), "an error carries no words");
    assert_eq!(desk.json(&["record", "list"]).as_array().map(Vec::len), Some(1));
    desk.ok(&args);
    assert_eq!(desk.json(&["record", "list"]).as_array().map(Vec::len), Some(2));
    assert_eq!(desk.json(&["check"])["sound"], true);
}

#[test]
fn a_disk_that_fills_while_something_is_brought_in_leaves_things_as_they_were() {
    let (from, desk) = (Desk::with_sample(), Desk::with_portfolio());
    let (json, list) = (from.arg("all.json"), from.arg("list.tsv"));
    from.ok(&["export", "json", "--out", &json]);
    let row = |day| format!("2026-01-{:02}\tCourse {day}\t{}\n", day % 28 + 1, "Words. ".repeat(100));
    from.write(
        "list.tsv",
        &(0..500)
            .map(row)
            .fold("Date\tCPD activity\tLearnt\n".to_owned(), |all, one| all + &one),
    );
    desk.add(&["--kind", "reflection", "--text", "Safe words."]);
    let records = || desk.json(&["record", "list", "--limit", "1000"]).as_array().map(Vec::len);
    for args in [["import", "json", &json], ["import", "list", &list]] {
        let said = desk.run_by(filling(100_000), &args).said();
        assert_told(&said, 1, &["disk", "What was saved before is safe."]);
        assert_eq!(records(), Some(1), "{args:?}");
        assert_eq!(desk.json(&["check"])["sound"], true);
    }
    for args in [["import", "json", &json], ["import", "list", &list]] {
        desk.ok(&args);
    }
    assert!(records() > Some(1 + 500 + 100), "{:?}", records());
}

#[test]
fn a_folder_that_may_only_be_read_is_told_and_left_alone() {
    let desk = Desk::with_sample();
    sizes(&desk);
    let folder = desk.portfolio();
    let before = portfolio(&desk);
    // The folder alone, and with everything in it.
    for files in [0o600, 0o400] {
        for name in names(&folder).into_iter().filter(|name| name != "attachments") {
            mode(&folder.join(name), files);
        }
        mode(&folder, 0o500);
        for args in [&["info"][..], &["check"], &["record", "add", "--kind", "reflection", "--text", "x"]] {
            let said = desk.run_by(bound(&desk), args).said();
            assert_told(&said, 1, &["may not be written to", "What was saved before is safe."]);
        }
        mode(&folder, 0o700);
        for name in names(&folder).into_iter().filter(|name| name != "attachments") {
            mode(&folder.join(name), 0o600);
        }
        assert_eq!(portfolio(&desk), before);
    }
    let out = desk.path("closed");
    std::fs::create_dir(&out).expect("a folder");
    mode(&out, 0o500);
    for (name, args) in EXPORTS {
        let path = out.join(name);
        let said = desk.run_by(bound(&desk), &with(args, &[path.to_str().expect("a text")])).said();
        assert_told(&said, 1, &["may not be written to", "Choose another folder"]);
    }
    mode(&out, 0o700);
    assert_eq!(names(&out), Vec::<String>::new());
    for (name, args) in EXPORTS {
        desk.ok(&with(args, &[out.join(name).to_str().expect("a text")]));
    }
}

#[test]
fn a_portfolio_cannot_be_made_where_nothing_may_be_written() {
    let desk = Desk::new();
    std::fs::create_dir(desk.portfolio()).expect("a folder");
    mode(&desk.portfolio(), 0o500);
    for command in ["init", "demo"] {
        let said = desk.run_by(bound(&desk), &[command]).said();
        assert_told(&said, 1, &["may not be written to", "Choose another folder"]);
    }
    mode(&desk.portfolio(), 0o700);
    assert_eq!(names(&desk.portfolio()), Vec::<String>::new());
    desk.ok(&["init"]);
}

#[test]
fn another_device_is_a_folder_like_any_other() {
    let desk = Desk::with_sample();
    // Memory, where the system has some to write into: a device other than the one the portfolio lies on.
    let memory = ["/dev/shm", "/run/shm"].map(Path::new).into_iter().find(|path| path.is_dir());
    let there = memory
        .map_or_else(tempfile::tempdir, tempfile::tempdir_in)
        .expect("a temporary folder");
    for (name, args) in EXPORTS {
        let path = there.path().join(name);
        let args = with(args, &[path.to_str().expect("a text")]);
        desk.ok(&args);
        assert_eq!(desk.run(&args).exit, 5, "never over what is there");
        desk.ok(&with(&args, &["--force"]));
    }
    assert_eq!(names(there.path()), ["Markdown", "all.json", "all.json.files", "profile.pdf"]);
    let (folder, pass) = (there.path().join("Portfolio"), desk.arg("pass.txt"));
    let folder = folder.to_str().expect("a text");
    for args in [
        &["init"][..],
        &["record", "add", "--kind", "reflection", "--text", "Over there."],
        &["check"],
    ] {
        let said = desk.bare(&with(&["--portfolio", folder, "--passphrase-file", &pass], args), "");
        assert_eq!(said.exit, 0, "{}", said.err);
    }
}

#[test]
fn of_several_at_once_each_writes_or_is_told() {
    let desk = Desk::with_portfolio();
    let add = |number: usize| {
        let text = format!("Number {number}");
        desk.run_by(Command::new(PROGRAM), &["record", "add", "--kind", "reflection", "--text", &text])
    };
    let running: Vec<Running> = (0..8).map(add).collect();
    let said: Vec<Said> = running.into_iter().map(Running::said).collect();
    let mut written = 0;
    for (number, said) in said.iter().enumerate() {
        match said.exit {
            0 => written += 1,
            _ => {
                assert_told(said, 7, &["already open", "Nothing has been opened or changed."]);
                assert_eq!(add(number).said().exit, 0, "the next try works");
            }
        }
    }
    assert!(written >= 1);
    let list = desk.json(&["record", "list"]);
    let mut texts: Vec<&str> = list
        .as_array()
        .expect("records")
        .iter()
        .filter_map(|one| one["body"].as_str())
        .collect();
    texts.sort_unstable();
    assert_eq!(texts, (0..8).map(|number| format!("Number {number}")).collect::<Vec<_>>());
    assert_eq!(desk.json(&["check"])["sound"], true);
}

#[test]
fn of_several_makers_at_once_one_has_the_words() {
    let desk = Desk::new();
    let running: Vec<Running> = (0..6).map(|_| desk.run_by(Command::new(PROGRAM), &["init", "--json"])).collect();
    let said: Vec<Said> = running.into_iter().map(Running::said).collect();
    let mut exits: Vec<i32> = said.iter().map(|said| said.exit).collect();
    exits.sort_unstable();
    assert!(exits[0] == 0 && exits[1..].iter().all(|exit| [5, 7].contains(exit)), "{exits:?}");
    let made = said.iter().find(|said| said.exit == 0).expect("one");
    let words: Value = serde_json::from_str(&made.out).expect("JSON");
    let words: Vec<&str> = words["words"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    desk.write("words.txt", &words.join(" "));
    assert_eq!(desk.run(&["info"]).exit, 0);
    let (sheet, pass) = (desk.arg("words.txt"), desk.arg("pass.txt"));
    desk.ok(&["recover", "--words-file", &sheet, "--new-passphrase-file", &pass]);
}

#[test]
fn a_vanished_folder_and_odd_names_are_told_or_written() {
    let desk = Desk::with_sample();
    for (name, args) in EXPORTS {
        let folder = desk.path(&format!("gone {name}"));
        let path = folder.join(name);
        let args = with(args, &[path.to_str().expect("a text")]);
        let said = desk.run(&args);
        assert_told(&said, 1, &["not there", "What was saved before is safe.", "try again"]);
        assert!(!folder.exists(), "no folder is made by the way");
        std::fs::create_dir(&folder).expect("a folder");
        desk.ok(&args);
        assert_eq!(names(&folder), made(name));
    }
    std::fs::write(desk.path("a file"), "mine").expect("a file");
    for (name, args) in EXPORTS {
        let odd = format!("🎻 {name} – “quoted” <b> 50% * e\u{301} \u{202e}x");
        desk.ok(&with(args, &[&desk.arg(&odd)]));
        assert!(desk.path(&odd).exists(), "{odd}");
        let endless = desk.arg(&format!("{}{name}", "🎻".repeat(100)));
        assert_told(&desk.run(&with(args, &[&endless])), 1, &["name", "Choose"]);
        let below = desk.path("a file").join(name);
        let said = desk.run(&with(args, &[below.to_str().expect("a text")]));
        assert_told(&said, 1, &["A file stands where a folder is needed", "Choose another folder"]);
    }
    assert_eq!(std::fs::read(desk.path("a file")).expect("the file"), b"mine");
}

#[test]
fn a_database_that_ends_early_and_an_envelope_out_of_bounds_end_with_four() {
    let desk = Desk::with_portfolio();
    let (database, envelope) = (desk.portfolio().join("portfolio.db"), desk.portfolio().join("portfolio.key.json"));
    let (sound, key) = (
        std::fs::read(&database).expect("a database"),
        std::fs::read_to_string(&envelope).expect("an envelope"),
    );
    for end in [sound.len() - 4096, sound.len() - 1] {
        std::fs::write(&database, &sound[..end]).expect("written");
        for command in ["check", "info"] {
            let said = desk.run(&[command]);
            assert!(said.exit == 4 || command == "info", "{end}: {}", said.err);
        }
        assert_eq!(std::fs::read(&database).expect("a database"), sound[..end], "left as it was");
    }
    std::fs::write(&database, &sound).expect("written");
    for bad in [
        key.replace("\"nonce\"", "\"nince\""),
        key.replace("65536", "1073741824"),
        String::new(),
    ] {
        std::fs::write(&envelope, bad).expect("written");
        assert_told(&desk.run(&["info"]), 4, &["has not been touched", "recovery words", "safe copy"]);
    }
    std::fs::remove_file(&envelope).expect("removed");
    assert_told(&desk.run(&["info"]), 4, &["has not been touched", "recovery words", "safe copy"]);
    std::fs::write(&envelope, &key).expect("written");
    assert_eq!(desk.run(&["info"]).exit, 0, "it opens again");
}

/// What lies in the folder that is no trace of something under way.
fn whole(folder: &Path) -> Vec<String> {
    let under_way = |name: &String| name.starts_with(".triptych-") && name.ends_with(".part");
    names(folder).into_iter().filter(|name| !under_way(name)).collect()
}

#[test]
fn several_files_and_papers_are_all_there_or_none_and_the_register_agrees() {
    let desk = Desk::with_sample();
    let exports: [(&str, &[&str]); 4] = [
        ("profile.pdf", &["export", "hcpc", "--cycle", "2024-2026", "--separate", "--out"]),
        ("levels.pdf", &["export", "paper", "levels", "--out"]),
        ("levels.docx", &["export", "paper", "levels", "--out"]),
        ("log.docx", &["supervision", "log", "--full", "--from", "2024-01-01", "--out"]),
    ];
    let registered = || desk.json(&["register"])["all"].as_u64().expect("a number");
    for (name, args) in exports {
        let folder = |called: &str| {
            let folder = desk.path(&format!("{called} {name}"));
            std::fs::create_dir(&folder).expect("a folder");
            folder
        };
        let once = folder("once");
        desk.ok(&with(args, &[once.join(name).to_str().expect("a text")]));
        let (files, largest) = (names(&once), size(&once));
        let smallest = files.iter().map(|one| size(&once.join(one))).min().expect("a file");
        let before = registered();
        // In the middle of the first, and where those before the largest fit.
        for bytes in [smallest / 2, largest - 512] {
            let full = folder(&format!("full {bytes}"));
            let path = full.join(name);
            let path = path.to_str().expect("a text");
            let said = desk.run_by(filling(bytes), &with(args, &[path])).said();
            assert_eq!(said.exit, 1, "{name}: {}{}", said.out, said.err);
            assert_eq!(names(&full), Vec::<String>::new(), "{name} at {bytes}");
            let killed = desk.run_by(killing(bytes), &with(args, &[path])).output();
            assert_eq!(killed.status.code(), None, "{name}: it was not killed");
            assert_eq!(whole(&full), Vec::<String>::new(), "{name} at {bytes}");
            assert_eq!(registered(), before, "{name}: nothing left, nothing is registered");
        }
        let out = folder("again");
        desk.ok(&with(args, &[out.join(name).to_str().expect("a text")]));
        assert_eq!(names(&out), files);
        assert_eq!(registered(), before + files.len() as u64, "{name}");
    }
    assert_eq!(desk.json(&["check"])["sound"], true);
}
