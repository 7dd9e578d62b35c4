//! Backups from a terminal: made, proved, restored, refused.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, names};

fn record(desk: &Desk, title: &str) {
    desk.add(&["--kind", "reflection", "--title", title, "--text", "It rained, and nobody came."]);
}

#[test]
fn a_backup_is_made_proved_and_restored_into_a_new_folder() {
    let desk = Desk::with_portfolio();
    record(&desk, "The empty room");
    let out = desk.arg("one.zip");
    let made = desk.json(&["backup", "--out", &out]);
    assert_eq!(made["records"], 1);
    assert_eq!(
        made["bytes"].as_u64(),
        std::fs::metadata(desk.path("one.zip")).ok().map(|file| file.len())
    );
    let before = std::fs::read(desk.path("one.zip")).expect("a file");
    let again = desk.run(&["backup", "--out", &out]);
    assert_eq!(again.exit, 5, "{}", again.err);
    assert_eq!(std::fs::read(desk.path("one.zip")).expect("a file"), before, "never over a file");

    let verified = desk.json(&["backup", "verify", &out]);
    assert_eq!(verified["counts"]["records"]["reflection"], 1);
    assert_eq!(verified["proved"], true);
    assert_eq!(verified["opens"], "present");

    record(&desk, "Written later");
    let to = desk.arg("back");
    let restored = desk.json(&["restore", &out, "--to", &to]);
    assert_eq!(restored["proved"], true);
    assert_eq!(names(&desk.path("back")), ["portfolio.db", "portfolio.key.json"]);
    let pass = desk.arg("pass.txt");
    let list = desk.bare(&["--portfolio", &to, "--passphrase-file", &pass, "record", "list"], "");
    assert_eq!(list.exit, 0, "{}", list.err);
    assert!(list.out.contains("The empty room") && !list.out.contains("Written later"));
    assert!(
        desk.ok(&["record", "list"]).contains("Written later"),
        "the present one is as it was"
    );
    assert_eq!(desk.run(&["restore", &out, "--to", &to]).exit, 5, "never over a folder");
}

#[test]
fn an_old_passphrase_and_the_words_open_what_was_made_with_them() {
    let desk = Desk::new();
    let words: Vec<String> = serde_json::from_value(desk.json(&["init"])["words"].clone()).expect("words");
    desk.write("words.txt", &words.join(" "));
    desk.write("new.txt", "four brass keys humming");
    record(&desk, "Before");
    let out = desk.arg("old.zip");
    desk.ok(&["backup", "--out", &out]);
    let (words, new) = (desk.arg("words.txt"), desk.arg("new.txt"));
    desk.ok(&["recover", "--words-file", &words, "--new-passphrase-file", &new]);

    assert_eq!(
        desk.run_with("new.txt", &["backup", "verify", &out]).exit,
        3,
        "not with the new one"
    );
    assert_eq!(desk.json(&["backup", "verify", &out])["opens"], "earlier-passphrase");
    assert!(
        desk.ok(&["restore", &out, "--to", &desk.arg("a")])
            .contains("when the backup was made")
    );
    let folder = desk.arg("portfolio");
    let by_words = desk.bare(
        &[
            "--portfolio",
            &folder,
            "restore",
            &out,
            "--to",
            &desk.arg("b"),
            "--words-file",
            &words,
        ],
        "",
    );
    assert_eq!(by_words.exit, 0, "{}", by_words.err);
    assert_eq!(names(&desk.path("b")), ["portfolio.db", "portfolio.key.json"]);
}

#[test]
fn what_is_no_backup_or_no_longer_one_has_its_exit_code() {
    let desk = Desk::with_portfolio();
    let out = desk.arg("one.zip");
    desk.ok(&["backup", "--out", &out]);
    let good = std::fs::read(desk.path("one.zip")).expect("a file");
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    std::fs::write(desk.path("flipped.zip"), &flipped).expect("written");
    std::fs::write(desk.path("short.zip"), &good[..good.len() - 100]).expect("written");
    desk.write("diary.zip", "Dear diary");
    for (file, exit) in [("flipped.zip", 4), ("short.zip", 4), ("diary.zip", 5), ("nowhere.zip", 1)] {
        let said = desk.run(&["backup", "verify", &desk.arg(file)]);
        assert_eq!(said.exit, exit, "{file}: {}", said.err);
        let said = desk.run(&["restore", &desk.arg(file), "--to", &desk.arg("x")]);
        assert_eq!(said.exit, exit, "{file}: {}", said.err);
        assert!(!desk.path("x").exists(), "{file} left a folder");
    }
    assert_eq!(desk.run(&["backup"]).exit, 2);
    let inside = desk.arg("portfolio/inside.zip");
    assert_eq!(desk.run(&["backup", "--out", &inside]).exit, 5);
}

#[test]
fn a_whole_backup_has_the_files_in_it_and_comes_back_without_anything_beside_it() {
    let desk = Desk::with_portfolio();
    record(&desk, "The empty room");
    std::fs::write(desk.path("paper.txt"), "We agreed.").expect("a file");
    desk.ok(&["evidence", "add", &desk.arg("paper.txt")]);
    std::fs::create_dir(desk.path("away")).expect("a folder");
    let out = desk.arg("away/all.zip");
    desk.ok(&["backup", "--out", &out, "--whole"]);
    assert_eq!(names(&desk.path("away")), ["all.zip"]);
    let verified = desk.json(&["backup", "verify", &out]);
    assert_eq!(
        (&verified["files"], &verified["whole"], &verified["missing"]),
        (&1.into(), &true.into(), &0.into())
    );
    assert!(desk.ok(&["backup", "verify", &out]).contains("Evidence  1 file, in it"));
    let to = desk.arg("back");
    assert_eq!(desk.json(&["restore", &out, "--to", &to])["missing"], 0);
    let pass = desk.arg("pass.txt");
    let copy = desk.arg("copy.txt");
    let out = desk.bare(
        &[
            "--portfolio",
            &to,
            "--passphrase-file",
            &pass,
            "evidence",
            "export",
            "E1",
            "--out",
            &copy,
        ],
        "",
    );
    assert_eq!(out.exit, 0, "{}", out.err);
    assert_eq!(std::fs::read(desk.path("copy.txt")).expect("a copy"), b"We agreed.");
}

#[test]
fn a_rotten_file_beside_a_backup_is_told_and_replaced_by_the_next() {
    let desk = Desk::with_portfolio();
    desk.write("paper.txt", "We agreed.");
    desk.ok(&["evidence", "add", &desk.arg("paper.txt")]);
    std::fs::create_dir(desk.path("stick")).expect("a folder");
    let out = desk.arg("stick/one.zip");
    assert_eq!(desk.json(&["backup", "--out", &out])["damaged"], 0);
    assert!(desk.ok(&["backup", "verify", &out]).contains("The backup is sound"));
    let folder = desk.path("stick/attachments");
    let file = folder.join(&names(&folder)[0]);
    let good = std::fs::read(&file).expect("a file");
    let mut bytes = good.clone();
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(&file, &bytes).expect("written");
    let said = desk.run(&["backup", "verify", &out]);
    assert_eq!(said.exit, 4, "{}", said.out);
    assert!(
        said.out.contains("1 file of evidence is damaged. The rest of the backup is sound"),
        "{}",
        said.out
    );
    assert!(desk.ok(&["restore", &out, "--to", &desk.arg("back")]).contains("damaged"));
    desk.ok(&["backup", "--out", &desk.arg("stick/two.zip")]);
    assert_eq!(std::fs::read(&file).expect("a file"), good);
    assert_eq!(desk.json(&["backup", "verify", &out])["damaged"], 0);
}
