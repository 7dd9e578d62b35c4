//! Saving what is left of a damaged portfolio, from a terminal.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, names};

fn damage(desk: &Desk, pages: impl Iterator<Item = usize>) -> Vec<u8> {
    let path = desk.portfolio().join("portfolio.db");
    let mut bytes = std::fs::read(&path).expect("the database");
    for page in pages {
        bytes[page * 4096 + 77] ^= 0x10;
    }
    std::fs::write(&path, &bytes).expect("written");
    bytes
}

#[test]
fn what_can_still_be_read_is_written_out_and_the_rest_is_said() {
    let desk = Desk::new();
    let words: Vec<String> = serde_json::from_value(desk.json(&["init"])["words"].clone()).expect("words");
    desk.write("words.txt", &words.join(" "));
    for number in 0..20 {
        let text = format!("Nobody came at {number}. {}", "It rained. ".repeat(200));
        desk.add(&["--kind", "reflection", "--date", "2026-03-04", "--text", &text]);
    }
    let whole = desk.json(&["rescue", "--out", &desk.arg("whole")]);
    assert_eq!((&whole["complete"], &whole["whole"]), (&true.into(), &20.into()));
    assert!(names(&desk.path("whole")).contains(&"RESCUE.txt".to_owned()));

    // What says where everything is lies in the first half of the file: here some of the text is hit.
    let size = std::fs::metadata(desk.portfolio().join("portfolio.db")).expect("a file").len() as usize / 4096;
    let bad = damage(&desk, (size * 3 / 4..size).step_by(3));
    let said = desk.run(&["rescue", "--out", &desk.arg("part")]);
    assert_eq!(said.exit, 4, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("Not to be read") && said.err.contains("not encrypted"),
        "{}{}",
        said.out,
        said.err
    );
    let rescued = names(&desk.path("part"))
        .into_iter()
        .filter(|name| name.starts_with("2026-03-04"))
        .count();
    assert!(rescued >= 10, "{rescued}");
    assert_eq!(
        desk.run(&["rescue", "--out", &desk.arg("part")]).exit,
        5,
        "never into a folder with files"
    );
    assert_eq!(
        std::fs::read(desk.portfolio().join("portfolio.db")).expect("the database"),
        bad,
        "never written to"
    );

    // The words alone, with the key file gone.
    std::fs::remove_file(desk.portfolio().join("portfolio.key.json")).expect("removed");
    let (portfolio, by_words) = (desk.arg("portfolio"), desk.arg("words.txt"));
    let args = [
        "--portfolio",
        &portfolio,
        "rescue",
        "--out",
        &desk.arg("words"),
        "--words-file",
        &by_words,
    ];
    assert_eq!(desk.bare(&args, "").exit, 4);
    assert_eq!(names(&desk.path("words")), names(&desk.path("part")));
}

#[test]
fn a_file_without_its_beginning_is_said_to_be_lost() {
    let desk = Desk::with_portfolio();
    damage(&desk, std::iter::once(0));
    let said = desk.run(&["rescue", "--out", &desk.arg("out")]);
    assert_eq!(said.exit, 4);
    assert!(
        said.err.contains("Nothing of this portfolio can be read") && said.err.contains("newest backup"),
        "{}",
        said.err
    );
    assert!(!desk.path("out").exists());
}
