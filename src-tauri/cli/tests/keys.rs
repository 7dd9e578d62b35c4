//! The passphrase and the recovery words: changed, shown, made anew, printed.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, names};

fn words(made: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(made["words"].clone()).expect("words")
}

#[test]
fn another_passphrase_is_taken_and_the_old_one_is_no_more() {
    let desk = Desk::with_portfolio();
    desk.write("weak.txt", "password1\n");
    desk.write("new.txt", "another four odd words\n");
    assert_eq!(
        desk.run(&["passphrase", "change", "--new-passphrase-file", &desk.arg("weak.txt")])
            .exit,
        5
    );
    let change = ["passphrase", "change", "--new-passphrase-file", &desk.arg("new.txt")];
    assert_eq!(desk.run_with("new.txt", &change).exit, 3, "the wrong one of the two");
    let cost = desk.json(&change);
    assert_eq!((cost["now"]["memory_mib"].as_u64(), cost["offered"].is_null()), (Some(64), true));
    assert_eq!(desk.run(&["info"]).exit, 3);
    assert_eq!(desk.run_with("new.txt", &["info"]).exit, 0);
    let said = desk.run_with("new.txt", &["passphrase", "strengthen"]);
    assert!(said.exit == 0 && said.out.contains("Nothing was changed"), "{}", said.out);
    assert_eq!(names(&desk.portfolio()), ["portfolio.db", "portfolio.key.json", "portfolio.lock"]);
}

#[test]
fn new_words_shut_the_old_ones_out_and_lose_nothing() {
    let desk = Desk::new();
    let old = words(&desk.json(&["init"]));
    let id = desk.add(&["--kind", "reflection", "--title", "The quiet one", "--text", "She waited."]);
    assert_eq!(words(&desk.json(&["recovery", "show"])), old);
    let said = desk.ok(&["recovery", "new"]);
    assert!(said.contains("only backups and copies from before"), "{said}");
    let new = words(&desk.json(&["recovery", "show"]));
    assert_ne!(old, new);
    assert!(new.iter().all(|word| said.contains(word.as_str())));
    assert!(desk.ok(&["record", "show", &id]).contains("She waited."));
    assert_eq!(desk.json(&["check"])["sound"], true);
    assert_eq!(names(&desk.portfolio()), ["portfolio.db", "portfolio.key.json", "portfolio.lock"]);

    let folder = desk.arg("portfolio");
    desk.write("new.txt", "another four odd words\n");
    let open = |list: &[String]| {
        desk.write("words.txt", &list.join("\n"));
        let (words, new) = (desk.arg("words.txt"), desk.arg("new.txt"));
        let args = [
            "--portfolio",
            &folder,
            "recovery",
            "open",
            "--words-file",
            &words,
            "--new-passphrase-file",
            &new,
        ];
        desk.bare(&args, "")
    };
    let said = open(&old);
    assert_eq!(said.exit, 3);
    assert!(said.err.contains("not of this portfolio"), "{}", said.err);
    assert_eq!(open(&new).exit, 0);
    assert_eq!(desk.run_with("new.txt", &["info"]).exit, 0);
}

#[test]
fn new_words_name_what_would_be_lost_and_go_on_without_it_when_told() {
    let desk = Desk::with_portfolio();
    desk.write("paper.txt", "We agreed.");
    desk.ok(&["evidence", "add", &desk.arg("paper.txt")]);
    let folder = desk.path("portfolio/attachments");
    let file = folder.join(&names(&folder)[0]);
    let mut bytes = std::fs::read(&file).expect("a file");
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(&file, bytes).expect("written");
    let said = desk.run(&["recovery", "new"]);
    assert_eq!(said.exit, 5, "{}", said.err);
    assert!(said.err.contains("E1") && said.err.contains("--leave-behind"), "{}", said.err);
    assert!(file.exists(), "nothing was taken away");
    desk.ok(&["recovery", "new", "--leave-behind"]);
    assert!(desk.ok(&["evidence", "list"]).contains("paper"), "what is written about it stays");
}

#[test]
fn the_sheet_is_written_for_the_owner_alone_and_never_over_a_file() {
    let desk = Desk::with_portfolio();
    let out = desk.arg("sheet.pdf");
    let said = desk.run(&["recovery", "sheet", "--out", &out]);
    assert_eq!(said.exit, 0, "{}", said.err);
    assert!(said.err.contains("clear text"), "{}", said.err);
    assert!(std::fs::read(desk.path("sheet.pdf")).expect("a file").starts_with(b"%PDF-"));
    assert_eq!(desk.run(&["recovery", "sheet", "--out", &out]).exit, 5);
    assert_eq!(desk.run(&["recovery", "sheet", "--out", &out, "--force"]).exit, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.path("sheet.pdf")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_core_is_dumped() {
    use std::io::Write as _;
    let desk = Desk::with_portfolio();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_triptych-cli"))
        .args(["--portfolio", &desk.arg("portfolio"), "--passphrase-stdin", "info"])
        .env("TRIPTYCH_TEST_KEY_COST", "floor")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    // It waits for the passphrase; its limits are set before it asks.
    let limits = format!("/proc/{}/limits", child.id());
    let mut line = String::new();
    for _ in 0..1_000 {
        let text = std::fs::read_to_string(&limits).expect("limits");
        line = text
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .expect("a line")
            .to_owned();
        if line.split_whitespace().nth(5) == Some("0") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let input = child.stdin.take();
    input
        .expect("an input")
        .write_all(format!("{}\n", common::PASSPHRASE).as_bytes())
        .expect("written");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(line.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{line}");
}
