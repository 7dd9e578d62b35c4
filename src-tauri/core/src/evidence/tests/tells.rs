//! What a copy tells is said before it leaves, and the name it gets tells nobody.

use super::super::{export, tells};
use super::*;
use crate::api::export::WayOut;
use crate::client;
use crate::privacy::Kind as Tells;

/// A house whose owner has a client K-07 who is called Rose Achebe.
fn house() -> House {
    let house = House::new();
    house
        .app
        .change(|portfolio| {
            let client = client::make(portfolio, "K-07")?;
            let identity = serde_json::from_str(r#"{"name":"Rose Achebe"}"#).expect("an identity");
            client::save_identity(portfolio, &client, &identity)
        })
        .expect("a client");
    house
}

fn told(house: &House, id: &str) -> (Vec<(String, Tells, String)>, bool) {
    let all = house.app.run("", |task| tells(&house.app, task, id)).expect("looked over");
    let found = all.found.into_iter().map(|one| {
        let shown: String = one
            .text
            .chars()
            .skip(one.start as usize)
            .take((one.end - one.start) as usize)
            .collect();
        assert_eq!(shown.split_whitespace().collect::<Vec<_>>().join(" "), one.value);
        (one.place, one.kind, one.value)
    });
    (found.collect(), all.unread)
}

fn copy(house: &House, id: &str, name: &str) -> Result<()> {
    let path = house.path(name);
    let way = WayOut {
        path: path.to_str(),
        ..WayOut::default()
    };
    house.app.run("", |task| export(&house.app, task, id, &way)).map(|_| ())
}

#[test]
fn what_a_copy_tells_is_said_first_and_stands_in_the_register() {
    let house = house();
    let record = house.record(RecordKind::Cpd, "A course");
    // A comment of a JPEG.
    let photograph = [&b"\xFF\xD8\xFF\xFE\0\x14"[..], b"Mr Okafor, LS6 3HN", b"\xFF\xD9"].concat();
    let one = house.add("Rose Achebe drum.jpg", &photograph, std::slice::from_ref(&record));
    let (found, unread) = told(&house, &one.id);
    let has = |place: &str, kind: Tells, value: &str| found.contains(&(place.to_owned(), kind, value.to_owned()));
    assert!(has("The name of its file", Tells::ClientName, "Rose Achebe"), "{found:?}");
    assert!(has("In the file", Tells::PersonName, "Mr Okafor"), "{found:?}");
    assert!(has("In the file", Tells::Postcode, "LS6 3HN"), "{found:?}");
    assert!(!unread);
    copy(&house, &one.id, "drum.jpg").expect("it leaves all the same");
    assert_eq!(std::fs::read(house.path("drum.jpg")).expect("read"), photograph);
    let kept: String = house
        .app
        .with(|portfolio| Ok(portfolio.db().query_row("SELECT kept FROM export", [], |row| row.get(0))?))
        .expect("a line");
    for words in ["Rose Achebe", "Mr Okafor", "LS6 3HN", "It was said before the copy left."] {
        assert!(kept.to_lowercase().contains(&words.to_lowercase()), "{words} in {kept}");
    }
}

#[test]
fn text_and_pdfs_are_read_and_what_cannot_be_is_said() {
    let house = house();
    let record = house.record(RecordKind::Cpd, "A course");
    let text = house.add("note.txt", b"K-07 came with Mrs Adeyemi.", std::slice::from_ref(&record));
    let (found, unread) = told(&house, &text.id);
    let kinds: Vec<Tells> = found.iter().map(|(_, kind, _)| *kind).collect();
    assert_eq!((kinds, unread), (vec![Tells::ClientCode, Tells::PersonName], false));
    let pdf = triptych_pdf::render(&triptych_pdf::Document {
        author: Some("Xanthe Wojcik".to_owned()),
        blocks: vec![triptych_pdf::Block::paragraph("A certificate.")],
        ..triptych_pdf::Document::default()
    })
    .expect("a PDF");
    let pdf = house.add("certificate.pdf", &pdf, std::slice::from_ref(&record));
    let (found, _) = told(&house, &pdf.id);
    assert_eq!(found, [("In the file".to_owned(), Tells::PersonName, "Xanthe Wojcik".to_owned())]);
    let sound = house.add("drum.wav", b"RIFF\0\0\0\0WAVEfmt ", std::slice::from_ref(&record));
    assert_eq!(told(&house, &sound.id), (Vec::new(), true));
    let broken = house.add("broken.pdf", b"%PDF-1.7 and no more", &[record]);
    assert!(told(&house, &broken.id).1);
}

#[test]
fn the_name_of_a_copy_tells_no_client() {
    let house = house();
    let record = house.record(RecordKind::Cpd, "A course");
    let one = house.add("drum.txt", b"A drum.", &[record]);
    for name in ["K-07.txt", "rose_achebe.txt", "A print by Rose.txt", "about_K07_and_others.txt"] {
        let refused = copy(&house, &one.id, name).expect_err("it names a client");
        assert_eq!(refused.code, Code::Refused, "{name}");
        assert!(
            refused.message.starts_with("The name of the file would tell"),
            "{}",
            refused.message
        );
        assert!(!house.path(name).exists());
    }
    copy(&house, &one.id, "Rosewood prose.txt").expect("nobody is named");
    // What we propose names the piece as its owner called it.
    let own = house.add("Rose garden.txt", b"A rose.", &[]);
    std::fs::create_dir(house.path("out")).expect("a folder");
    copy(&house, &own.id, "out/Rose garden.txt").expect("the proposed name");
}
