//! Pictures in texts: where they are shown, and what of them leaves with a text.

use super::super::{link, save_consent, shown_in, withdraw_consent};
use super::consenting::consent;
use super::*;
use crate::exchange;

/// What tells a file from every other, behind a picture's first bytes.
fn png(mark: &str) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", mark.as_bytes()].concat()
}

fn write(house: &House, title: &str, text: &str) -> String {
    house
        .app
        .change(|portfolio| record::create(portfolio, &content(RecordKind::Reflection, title, "2026-04-09", text), title, &[]))
        .expect("a record")
        .id
}

fn people(house: &House, one: &Evidence) {
    let facts = Facts {
        people: true,
        ..one.facts.clone()
    };
    house
        .app
        .change(|portfolio| save(portfolio, &one.id, one.version, "people", &facts))
        .expect("saved");
}

fn markdown(house: &House, name: &str, replace: bool) -> Result<(PathBuf, u32)> {
    let out = house.path(name);
    let made = house
        .app
        .run("", |task| exchange::export_markdown(&house.app, task, out.to_str(), replace))?;
    Ok((out, made.left_out))
}

/// Every byte below `folder`.
fn everything(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries.flat_map(|entry| std::fs::read(entry.path()).expect("a file")).collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn a_picture_leaves_beside_the_text_that_shows_it_only_while_consent_holds() {
    let house = House::new();
    let free = house.add("torn: paper.png", &png("FREE-PIXELS"), &[]);
    let theirs = house.add("drawing.png", &png("THEIR-PIXELS"), &[]);
    people(&house, &theirs);
    let binned = house.add("gone.png", &png("BINNED-PIXELS"), &[]);
    house.app.change(|portfolio| bin(portfolio, &binned.id)).expect("binned");
    let sound = house.add("hum.wav", b"RIFF\0\0\0\0WAVEfmt ", &[]);
    let text = format!(
        "Seen: ![torn [sic] paper](evidence:{}).\n\n![a *drawing*](evidence:{})\n\n![](evidence:{}) ![hum](evidence:{}) ![none](evidence:0)\n\n`![code](evidence:{})`",
        free.id, theirs.id, binned.id, sound.id, free.id
    );
    write(&house, "Pictures", &text);

    let (out, left_out) = markdown(&house, "markdown", false).expect("exported");
    assert_eq!(left_out, 0);
    let page = std::fs::read_to_string(out.join("2026-04-09 Pictures.md")).expect("the page");
    for part in [
        "![torn \\[sic\\] paper](<E1 torn- paper.png>).".to_owned(),
        "*Picture: a drawing (E2 is not here: consent is not recorded)*".to_owned(),
        "*Picture: without a description (E3 is not here: it is in the bin)*".to_owned(),
        "*Picture: hum (E4 is not here: it is no picture but".to_owned(),
        "*Picture: none (it is no longer in the portfolio)*".to_owned(),
        format!("`![code](evidence:{})`", free.id),
    ] {
        assert!(page.contains(&part), "{part} in\n{page}");
    }
    assert_eq!(std::fs::read(out.join("E1 torn- paper.png")).expect("beside"), png("FREE-PIXELS"));
    let all = everything(&out);
    assert!(!holds(&all, "THEIR-PIXELS") && !holds(&all, "BINNED-PIXELS"), "the wall");
    let left = house.get(&free.id).expect("there").left;
    assert_eq!(
        (left.len(), left[0].kind.as_str(), left[0].file_name.as_str()),
        (1, "markdown", "markdown")
    );
    assert_eq!(house.get(&theirs.id).expect("there").left, []);

    // With consent it leaves; once that is withdrawn it stays, and its page says where it had gone.
    house
        .app
        .change(|portfolio| save_consent(portfolio, &theirs.id, &consent()))
        .expect("consent");
    let (out, _) = markdown(&house, "with consent", false).expect("exported");
    assert_eq!(std::fs::read(out.join("E2 drawing.png")).expect("beside"), png("THEIR-PIXELS"));
    house
        .app
        .change(|portfolio| withdraw_consent(portfolio, &theirs.id, "2026-11-22"))
        .expect("withdrawn");
    let (out, _) = markdown(&house, "withdrawn", false).expect("exported");
    assert!(!holds(&everything(&out), "THEIR-PIXELS"));
    assert_eq!(house.get(&theirs.id).expect("there").left[0].file_name, "with consent");

    // The text itself is what was written, byte for byte.
    let json = house.path("all.json");
    house
        .app
        .run("", |task| {
            exchange::export_json(&house.app, task, json.to_str(), false, exchange::Along::default())
        })
        .expect("exported");
    let written = std::fs::read_to_string(&json).expect("read");
    assert!(written.contains(&serde_json::to_string(&text).expect("words")));
}

#[test]
fn a_picture_that_cannot_be_read_is_told_and_a_folder_that_is_there_keeps_what_is_its_own() {
    let house = House::new();
    let one = house.add("torn.png", &png("FREE-PIXELS"), &[]);
    let lost = house.add("lost.png", &png("LOST-PIXELS"), &[]);
    let path = house
        .app
        .with(|portfolio| {
            let file = lost.file.as_ref().expect("a file");
            Ok(portfolio.attachments().path(&file.sha256))
        })
        .expect("a path");
    std::fs::write(&path, b"age-encryption.org/v1\nruined").expect("written");
    write(
        &house,
        "Pictures",
        &format!("![torn](evidence:{}) ![lost](evidence:{})", one.id, lost.id),
    );
    let (out, left_out) = markdown(&house, "markdown", false).expect("exported");
    assert_eq!(left_out, 1);
    let page = std::fs::read_to_string(out.join("2026-04-09 Pictures.md")).expect("the page");
    assert!(
        page.contains("*Picture: lost (its file cannot be read in the portfolio)*"),
        "{page}"
    );
    assert_eq!(house.get(&lost.id).expect("there").left, []);

    std::fs::write(out.join("mine.txt"), "mine").expect("a file");
    assert_eq!(markdown(&house, "markdown", false).expect_err("refused").code, Code::Exists);
    markdown(&house, "markdown", true).expect("replaced");
    assert_eq!(std::fs::read(out.join("mine.txt")).expect("there"), b"mine");
    assert_eq!(house.get(&one.id).expect("there").left.len(), 2);
}

#[test]
fn where_texts_show_it_is_told_whether_it_is_linked_or_not() {
    let house = House::new();
    let one = house.add("torn.png", &png("a"), &[]);
    let two = house.add("other.png", &png("b"), &[]);
    let three = house.add("third.png", &png("c"), &[]);
    let shown = format!("![torn](evidence:{}) and again ![torn](evidence:{})", one.id, one.id);
    let first = write(&house, "First", &shown);
    let second = write(
        &house,
        "Second",
        &format!("![torn](evidence:{}) ![other](evidence:{})", one.id, two.id),
    );
    write(&house, "Code", &format!("`![third](evidence:{})`", three.id));
    house.app.change(|portfolio| link(portfolio, &three.id, &first)).expect("linked");
    let told = || {
        let ids = [one.id.clone(), two.id.clone(), three.id.clone()];
        let shown = house.app.with(|portfolio| shown_in(portfolio, &ids)).expect("told");
        shown
            .into_iter()
            .map(|one| {
                let mut titles: Vec<String> = one.records.into_iter().map(|one| one.title).collect();
                titles.sort();
                titles.join(", ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(told(), ["First, Second", "Second", ""]);
    house.app.change(|portfolio| record::bin(portfolio, &second)).expect("binned");
    assert_eq!(told(), ["First", "", ""]);
    // What stands for an untitled record, and what search finds, are the words and not the address.
    let untitled = write(&house, "", &shown);
    let record = house.app.with(|portfolio| record::get(portfolio, &untitled)).expect("there");
    assert_eq!(record.shown_title, "torn and again torn");
    let found = |words: &str| {
        let query = record::Query {
            text: words.to_owned(),
            ..record::Query::default()
        };
        house
            .app
            .with(|portfolio| record::list(portfolio, &query, 0, 10))
            .expect("found")
            .total
    };
    assert_eq!((found("torn"), found(&one.id)), (2, 0));
    assert_eq!(found("evidence"), 1, "the address that is written as code");
}
