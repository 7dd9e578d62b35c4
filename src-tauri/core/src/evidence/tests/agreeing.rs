//! The files of a supervision agreement.

use super::super::{attach, detach, of_agreement};
use super::*;
use crate::exchange;
use crate::record::SupervisionType;
use crate::supervision::{self, Agreement, Person, Place, Side};

fn agreement(house: &House) -> String {
    house
        .app
        .change(|portfolio| {
            let person = Person {
                id: String::new(),
                side: Side::Supervisor,
                name: "M. Fielding".to_owned(),
                role: String::new(),
                profession: String::new(),
                registration: String::new(),
                contact: String::new(),
            };
            let person_id = supervision::save_person(portfolio, &person)?;
            let agreement = Agreement {
                id: String::new(),
                person_id,
                kind: SupervisionType::Clinical,
                place: Place::Remote,
                start: "2026-01-01".to_owned(),
                review: None,
                end: None,
                frequency: String::new(),
                minutes: None,
                purpose: String::new(),
                keeper: String::new(),
                limits: String::new(),
            };
            supervision::save_agreement(portfolio, &agreement)
        })
        .expect("an agreement")
}

fn attached(house: &House, name: &str, agreement: &str) -> Evidence {
    let belongs = For {
        agreements: vec![agreement.to_owned()],
        ..For::default()
    };
    let path = house.file(name, format!("%PDF-1.7 {name}").as_bytes());
    house
        .app
        .run("", |task| add(&house.app, task, &Source::Path(&path), None, &belongs))
        .expect("added")
        .0
}

fn files(house: &House, agreement: &str) -> Vec<u32> {
    let lines = house.app.with(|portfolio| of_agreement(portfolio, agreement)).expect("read");
    lines.iter().map(|line| line.number).collect()
}

#[test]
fn an_agreement_has_its_files_and_every_step_is_taken_back() {
    let house = House::new();
    let agreement = agreement(&house);
    let signed = attached(&house, "signed.pdf", &agreement);
    assert_eq!(
        (signed.agreements[0].name.as_str(), signed.agreements[0].start.as_str()),
        ("M. Fielding", "2026-01-01")
    );
    let letter = house.add("letter.pdf", b"%PDF-1.7 letter", &[]);
    house
        .app
        .change(|portfolio| attach(portfolio, &letter.id, &agreement))
        .expect("attached");
    assert_eq!(files(&house, &agreement), [1, 2]);
    let undo = || house.app.change(undo::undo).expect("undone").expect("a step");
    undo();
    assert_eq!(files(&house, &agreement), [1]);
    house
        .app
        .change(|portfolio| detach(portfolio, &signed.id, &agreement))
        .expect("detached");
    assert!(files(&house, &agreement).is_empty() && house.get(&signed.id).is_ok());
    undo();
    // The agreement goes and comes back with its files; they stay as evidence meanwhile.
    house
        .app
        .change(|portfolio| supervision::delete_agreement(portfolio, &agreement))
        .expect("deleted");
    assert_eq!(house.get(&signed.id).expect("there").agreements, []);
    undo();
    assert_eq!(files(&house, &agreement), [1]);
    house.app.change(|portfolio| bin(portfolio, &signed.id)).expect("binned");
    assert!(files(&house, &agreement).is_empty());
    let refused = house.app.change(|portfolio| attach(portfolio, &signed.id, &agreement));
    assert_eq!(refused.expect_err("in the bin").code, Code::Refused);
    house.app.change(|portfolio| restore(portfolio, &signed.id)).expect("back");
    assert_eq!(files(&house, &agreement), [1]);
    let none = house.app.change(|portfolio| attach(portfolio, &signed.id, "no such"));
    assert_eq!(none.expect_err("no agreement").code, Code::NotFound);
    let belongs = For {
        agreements: vec!["no such".to_owned()],
        ..For::default()
    };
    let path = house.file("x.txt", b"x");
    let added = house
        .app
        .run("", |task| add(&house.app, task, &Source::Path(&path), None, &belongs));
    assert_eq!(added.expect_err("no agreement").code, Code::NotFound);
    assert_eq!(house.files(), 2);
}

#[test]
fn json_takes_it_there_and_back_byte_for_byte_and_markdown_names_it() {
    let house = House::new();
    let agreement = agreement(&house);
    attached(&house, "signed.pdf", &agreement);
    let export = |house: &House, name: &str| {
        let path = house.path(name);
        house
            .app
            .run("", |task| {
                exchange::export_json(&house.app, task, path.to_str(), false, exchange::Along::default())
            })
            .expect("exported");
        path
    };
    let first = export(&house, "first.json");
    let other = House::new();
    other
        .app
        .run("", |task| exchange::import_json(&other.app, task, first.to_str()))
        .expect("imported");
    let second = export(&other, "second.json");
    assert_eq!(std::fs::read(&first).expect("first"), std::fs::read(&second).expect("second"));
    assert_eq!(other.files(), 1);
    assert_eq!(files(&other, &agreement), [1]);
    let said = other.app.with(super::super::markdown).expect("Markdown").expect("some");
    assert!(said.contains("- Supervision agreement: M. Fielding, since 2026-01-01"), "{said}");
    // A file that names an agreement it does not hold is told, and changes nothing.
    let text = std::fs::read_to_string(&first).expect("read");
    let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    value["evidence"][0]["agreements"][0] = "another".into();
    let wrong = house.file("wrong.json", value.to_string().as_bytes());
    let third = House::new();
    let refused = third
        .app
        .run("", |task| exchange::import_json(&third.app, task, wrong.to_str()))
        .expect_err("names what is not there");
    assert_eq!(refused.code, Code::Invalid);
    assert!(
        refused.message.starts_with("Evidence 1 of the file names something"),
        "{}",
        refused.message
    );
}
