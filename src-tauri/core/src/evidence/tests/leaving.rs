//! What takes evidence with it: JSON, Markdown, backups, a rescue, an erasure.

use super::super::{save_consent, set_statement};
use super::consenting::consent;
use super::*;
use crate::client::{self, Answers};
use crate::exchange;
use crate::vault::backup::{self, Given};
use crate::vault::rescue;

/// A house with three pieces, two of them of the same content, one in the bin.
fn furnished() -> (House, Vec<Evidence>) {
    let house = House::new();
    let record = house.record(RecordKind::Cpd, "A course");
    let one = house.add("certificate.pdf", b"%PDF-1.7 certificate", std::slice::from_ref(&record));
    house
        .app
        .change(|portfolio| set_statement(portfolio, &one.id, "enh.pp.02"))
        .expect("shown");
    house
        .app
        .change(|portfolio| save_consent(portfolio, &one.id, &consent()))
        .expect("consent");
    let two = house.add("again.pdf", b"%PDF-1.7 certificate", &[]);
    let three = house.add("sound.wav", b"RIFF\0\0\0\0WAVEfmt ", &[record]);
    house.app.change(|portfolio| bin(portfolio, &three.id)).expect("binned");
    let all = [one, two, three].iter().map(|one| house.get(&one.id).expect("there")).collect();
    (house, all)
}

fn json(house: &House, name: &str) -> PathBuf {
    let path = house.path(name);
    house
        .app
        .run("", |task| {
            exchange::export_json(&house.app, task, path.to_str(), false, exchange::Along::default())
        })
        .expect("exported");
    path
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn json_takes_the_files_beside_it_and_brings_them_back() {
    let (house, all) = furnished();
    let out = json(&house, "out.json");
    let beside = house.path("out.json.files");
    let mut hashes: Vec<String> = all.iter().map(|one| one.file.as_ref().expect("a file").sha256.clone()).collect();
    hashes.sort();
    hashes.dedup();
    assert_eq!(names(&beside), hashes);
    assert_eq!(
        std::fs::read(beside.join(&all[0].file.as_ref().expect("a file").sha256)).expect("read"),
        b"%PDF-1.7 certificate"
    );

    let other = House::new();
    let import = |from: &Path| {
        other
            .app
            .run("", |task| exchange::import_json(&other.app, task, from.to_str()))
            .expect("imported")
    };
    let report = import(&out).expect("a report");
    assert_eq!(report.kept, Vec::<String>::new());
    for one in &all {
        let came = other.get(&one.id).expect("there");
        assert_eq!(
            &Evidence {
                version: one.version,
                ..came
            },
            one
        );
        let bytes = other.app.read(&format!("evidence-{}", one.id), 0, 100).expect("read");
        assert_eq!(bytes.len() as u64, one.file.as_ref().expect("a file").size);
    }
    let again = json(&other, "again.json");
    assert_eq!(
        std::fs::read(&again).expect("read"),
        std::fs::read(&out).expect("read"),
        "byte for byte"
    );
    assert_eq!(names(&other.path("again.json.files")), hashes);
    // A second time it brings nothing.
    let report = import(&out).expect("a report");
    let counts: Vec<_> = report.counts.iter().filter(|count| count.what == "evidence").collect();
    assert_eq!((counts[0].added, counts[0].same, counts[0].beside), (0, 3, 0));
}

#[test]
fn json_leaves_what_nobody_agreed_to_unless_it_is_asked_for_and_says_where_the_rest_went() {
    let (house, all) = furnished();
    let boat = house.add("boat.txt", b"a boat", &[]);
    let with_people = Facts {
        people: true,
        ..facts("The boat")
    };
    house
        .app
        .change(|portfolio| save(portfolio, &boat.id, boat.version, "v", &with_people))
        .expect("saved");
    let out = |name: &str, replace: bool, all_files: bool| {
        let along = exchange::Along {
            all_files,
            ..exchange::Along::default()
        };
        house
            .app
            .run("", |task| {
                exchange::export_json(&house.app, task, house.path(name).to_str(), replace, along)
            })
            .expect("exported")
    };
    let hash = |one: &Evidence| one.file.as_ref().expect("a file").sha256.clone();
    let lies = |name: &str, one: &Evidence| house.path(&format!("{name}.files")).join(hash(one)).exists();
    // What nobody has agreed to stays, and is named.
    let made = out("one.json", false, false);
    assert!(!lies("one.json", &boat) && lies("one.json", &all[0]) && lies("one.json", &all[2]));
    assert_eq!(made.notes.len(), 1);
    assert!(
        made.notes[0].contains("E4 “The boat” (consent is not recorded)"),
        "{:?}",
        made.notes
    );
    let text = std::fs::read_to_string(house.path("one.json")).expect("text");
    assert!(text.contains("The boat"), "what is written about it is there");
    // Where the rest went stands on its page, and in the register.
    let left = |one: &Evidence| -> Vec<(String, String)> {
        let left = house.get(&one.id).expect("there").left.into_iter();
        left.map(|left| (left.kind, left.file_name)).collect()
    };
    assert!(left(&boat).is_empty());
    assert_eq!(left(&all[0]), [("json".to_owned(), "one.json".to_owned())]);
    let asked = crate::hcpc::RegisterAsked {
        kind: Some(crate::hcpc::Left::Json),
        limit: 10,
        ..crate::hcpc::RegisterAsked::default()
    };
    let register = house
        .app
        .with(|portfolio| crate::hcpc::register(portfolio, &asked))
        .expect("the register");
    assert_eq!((register.total, register.lines[0].evidence), (1, 3));
    // Asked for, it goes along.
    let made = out("two.json", false, true);
    assert!(lies("two.json", &boat));
    assert!(made.notes[0].contains("went along as you asked"), "{:?}", made.notes);
    assert_eq!(left(&boat), [("json".to_owned(), "two.json".to_owned())]);
    // An export that replaces an earlier one takes away what was agreed to then and is not now.
    house
        .app
        .change(|portfolio| super::super::withdraw_consent(portfolio, &all[0].id, "2026-11-22"))
        .expect("withdrawn");
    assert_eq!(house.get(&all[0].id).expect("there").left.len(), 2, "it says where it went");
    let made = out("one.json", true, false);
    assert!(made.notes[0].contains("consent was withdrawn"), "{:?}", made.notes);
    assert!(!lies("one.json", &all[0]), "the same content under another number stays with it");
    assert!(lies("one.json", &all[2]));
}

#[test]
fn a_file_that_is_missing_or_another_beside_the_json_is_told_and_nothing_foreign_comes_in() {
    let (house, all) = furnished();
    let out = json(&house, "out.json");
    let file = all[0].file.as_ref().expect("a file");
    std::fs::write(house.path("out.json.files").join(&file.sha256), b"%PDF-1.7 something el").expect("forged");
    let other = House::new();
    let report = other
        .app
        .run("", |task| exchange::import_json(&other.app, task, out.to_str()))
        .expect("imported")
        .expect("a report");
    assert_eq!(report.kept.len(), 1, "{:?}", report.kept);
    let read = other.app.read(&format!("evidence-{}", all[0].id), 0, 10);
    assert_eq!(read.expect_err("not there").code, Code::NotFound);
    // Names that lead elsewhere are refused with their place.
    let text = std::fs::read_to_string(&out)
        .expect("read")
        .replace(&file.sha256, "../../etc/passwd");
    let hostile = other.file("hostile.json", text.as_bytes());
    let third = House::new();
    let refused = third.app.run("", |task| exchange::import_json(&third.app, task, hostile.to_str()));
    assert_eq!(refused.expect_err("refused").code, Code::Invalid);
}

#[test]
fn markdown_lists_it_and_leaves_the_files() {
    let (house, _) = furnished();
    let out = house.path("markdown");
    house
        .app
        .run("", |task| exchange::export_markdown(&house.app, task, out.to_str(), false))
        .expect("exported");
    let text = std::fs::read_to_string(out.join("Evidence.md")).expect("the page");
    for part in [
        "## E1 certificate",
        "certificate.pdf (PDF, 20 bytes)",
        "Agreed by: K-07",
        "enh.pp.02",
        "## E2 again",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains("E3"), "what is in the bin stays behind");
}

#[test]
fn backups_share_one_folder_of_files_and_bring_them_back() {
    let (house, all) = furnished();
    let stick = house.path("stick");
    std::fs::create_dir(&stick).expect("a folder");
    let settings = crate::api::settings::Settings {
        backup_folder: Some(stick.to_string_lossy().into_owned()),
        ..house.app.settings()
    };
    house.app.save_settings(settings).expect("saved");
    let make = || {
        house
            .app
            .run("", |task| backup::make(&house.app, task, None))
            .expect("a backup")
            .path
    };
    let first = make();
    let beside = stick.join("attachments");
    assert_eq!(names(&beside).len(), 2);
    let four = house.add("d.txt", b"later", &[]);
    let second = make();
    assert_eq!(names(&beside).len(), 3, "each once");
    std::fs::write(beside.join("mine.age"), "not ours").expect("a file");
    let inside = house
        .app
        .run("", |task| backup::look(&house.app, task, Path::new(&second)))
        .expect("looked into");
    assert_eq!((inside.files, inside.missing), (3, 0));
    let bring = |zip: &str, name: &str| {
        let to = house.path(name);
        let given = Given::Passphrase(&secret(PASSPHRASE));
        let restored = house
            .app
            .run("", |task| backup::restore(&house.app, task, Path::new(zip), &to, Some(&given)))
            .expect("restored");
        (restored, to)
    };
    let (restored, to) = bring(&first, "restored");
    assert_eq!(restored.missing, 0);
    let app = App::new(StillWorld::new(house.parent.path()), no_host(), "another test");
    app.open(to.to_str(), &secret(PASSPHRASE)).expect("opens");
    for one in &all {
        let bytes = app.read(&format!("evidence-{}", one.id), 0, 100).expect("read");
        assert_eq!(bytes.len() as u64, one.file.as_ref().expect("a file").size);
    }
    app.lock();
    // What no zip names any more goes with the next backup; what is not ours stays.
    std::fs::remove_file(&second).expect("removed");
    house.app.change(|portfolio| bin(portfolio, &four.id)).expect("binned");
    house.app.change(|portfolio| empty_bin(portfolio, Some(&four.id))).expect("gone");
    let third = make();
    assert_eq!(names(&beside).len(), 3, "two of ours, and somebody else's");
    for name in names(&beside).iter().filter(|name| name.len() > 60).take(1) {
        std::fs::remove_file(beside.join(name)).expect("removed");
    }
    let (restored, _) = bring(&third, "with a hole");
    assert_eq!(restored.missing, 1, "told, and the rest came back");
}

#[test]
fn a_rescue_writes_what_can_be_read_and_says_what_cannot() {
    let (house, all) = furnished();
    let file = all[2].file.as_ref().expect("a file");
    let path = house
        .app
        .with(|portfolio| Ok(portfolio.attachments().path(&file.sha256)))
        .expect("a path");
    std::fs::write(&path, b"age-encryption.org/v1\nruined").expect("written");
    let out = house.path("rescued");
    let rescued = house
        .app
        .run("", |task| rescue::rescue(&house.app, task, None, None, Some(&out)))
        .expect("rescued");
    assert_eq!((rescued.files, rescued.complete), (2, false));
    assert_eq!(rescued.lost, ["the file of evidence E3, which is damaged"]);
    assert_eq!(names(&out.join("Evidence")), ["E1 certificate.pdf", "E2 again.pdf"]);
    assert_eq!(
        std::fs::read(out.join("Evidence/E1 certificate.pdf")).expect("read"),
        b"%PDF-1.7 certificate"
    );
    let report = std::fs::read_to_string(out.join("RESCUE.txt")).expect("the report");
    assert!(report.contains("the file of evidence E3"), "{report}");
}

#[test]
fn an_erasure_takes_what_belongs_to_the_client_alone() {
    let house = House::new();
    let note = house.record(RecordKind::CaseNote, "Session");
    let reflection = house.record(RecordKind::Reflection, "A walk");
    let theirs = house.add("drawing.txt", b"a drawing", std::slice::from_ref(&note));
    let shared = house.add("poem.txt", b"a poem", &[note, reflection]);
    let (id, seen) = house
        .app
        .with(|portfolio| {
            let id = client::list(portfolio)?[0].id.clone();
            let seen = client::look(portfolio, &id)?;
            Ok((id, seen))
        })
        .expect("looked");
    let named = |pieces: &[client::Piece]| pieces.iter().map(|one| (one.number, one.left)).collect::<Vec<_>>();
    assert_eq!((seen.notes, named(&seen.evidence)), (1, vec![(1, 0)]));
    let no = Some(false);
    let answers = Answers {
        request: no,
        complaint: no,
        claim: no,
        safeguarding: no,
        insurer: no,
    };
    let erased = house
        .app
        .change(|portfolio| client::erase(portfolio, &id, &seen.code, answers, &[], "The time is over"))
        .expect("erased");
    assert_eq!((erased.evidence, erased.clean), (1, true));
    assert_eq!(house.get(&theirs.id).expect_err("gone").code, Code::NotFound);
    assert_eq!(house.get(&shared.id).expect("stays").records.len(), 1);
    assert_eq!(house.files(), 1);
}

#[test]
fn json_counts_the_files_that_could_not_be_read_and_takes_the_rest() {
    let (house, all) = furnished();
    let attachments = house.path("Portfolio/attachments");
    let lying = names(&attachments);
    assert_eq!(lying.len(), 2);
    // One is gone, and of the other a byte has changed.
    std::fs::remove_file(attachments.join(&lying[0])).expect("removed");
    let made = |name: &str| {
        house
            .app
            .run("", |task| {
                exchange::export_json(&house.app, task, house.path(name).to_str(), false, exchange::Along::default())
            })
            .expect("exported")
    };
    assert_eq!(made("one.json").left_out, 1);
    assert_eq!(names(&house.path("one.json.files")).len(), 1);
    let path = attachments.join(&lying[1]);
    let mut bytes = std::fs::read(&path).expect("read");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    assert_eq!(made("two.json").left_out, 2);
    let text = std::fs::read_to_string(house.path("two.json")).expect("text");
    for one in &all {
        assert!(text.contains(&one.id), "what is written about it is there");
    }
}

#[test]
fn what_is_recorded_as_a_clients_own_is_due_with_it_and_goes_with_it_wherever_it_belongs() {
    let house = House::new();
    house.record(RecordKind::CaseNote, "Session");
    let reflection = house.record(RecordKind::Reflection, "A walk");
    let piece = |name: &str, made_by: &str, people: bool| {
        let one = house.add(name, name.as_bytes(), std::slice::from_ref(&reflection));
        let facts = Facts {
            made_by: made_by.to_owned(),
            people,
            ..facts(name)
        };
        house
            .app
            .change(|portfolio| save(portfolio, &one.id, one.version, "v", &facts))
            .expect("saved")
    };
    let drawing = piece("drawing.txt", "K-07", true);
    let mothers = piece("song.txt", "", true);
    let mut agreed = consent();
    agreed.who = "K-07’s mother".to_owned();
    house
        .app
        .change(|portfolio| save_consent(portfolio, &mothers.id, &agreed))
        .expect("consent");
    let both = piece("both.txt", "K-07 and M-03", true);
    let about = piece("about.txt", "Myself", true);
    house
        .app
        .change(|portfolio| client::make(portfolio, "M-03"))
        .expect("another client");
    let usual = client::Usual {
        adult_years: Some(7),
        child_age: None,
    };
    house.app.change(|portfolio| client::save_rule(portfolio, usual)).expect("a rule");
    house
        .app
        .change(|portfolio| {
            let id = client::list(portfolio)?
                .into_iter()
                .find(|one| one.code == "K-07")
                .expect("the client")
                .id;
            let page = client::get(portfolio, &id)?;
            let facts = client::Facts {
                rule: Some(client::RuleKind::Own),
                keep_until: Some("2026-05-01".to_owned()),
                ..page.facts
            };
            client::save(portfolio, &id, page.version, &facts)?;
            let due = client::kept(portfolio)?;
            assert_eq!(
                due.iter().map(|one| (one.code.as_str(), one.evidence.clone())).collect::<Vec<_>>(),
                [("K-07", vec![drawing.number, mothers.number])],
                "named in what is due"
            );
            let seen = client::look(portfolio, &id)?;
            let no = Some(false);
            let answers = Answers {
                request: no,
                complaint: no,
                claim: no,
                safeguarding: no,
                insurer: no,
            };
            let choices: Vec<_> = seen
                .spoken
                .iter()
                .map(|one| client::Choice {
                    id: one.id.clone(),
                    erase: false,
                })
                .collect();
            let erased = client::erase(portfolio, &id, "K-07", answers, &choices, "")?;
            assert_eq!((erased.evidence, erased.clean), (2, true));
            Ok(())
        })
        .expect("erased");
    for gone in [&drawing, &mothers] {
        assert_eq!(house.get(&gone.id).expect_err("gone").code, Code::NotFound);
    }
    assert_eq!(house.get(&both.id).expect("stays").facts.made_by, "[client] and M-03");
    assert_eq!(house.get(&about.id).expect("stays").facts.made_by, "Myself");
    assert_eq!(house.files(), 2);
}
