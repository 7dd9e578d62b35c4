//! Evidence, through the whole core.

mod agreeing;
mod consenting;
mod leaving;
mod pictured;
mod redacting;
mod tells;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Consent, ConsentState, Evidence, Facts, For, Kind, Source, add, bin, empty_bin, get, list, restore, save};
use crate::api::{self, App};
use crate::error::{Code, Result};
use crate::record::{self, Kind as RecordKind};
use crate::storage::undo;
use crate::testing::{PASSPHRASE, StillWorld, content, no_host, secret};

/// An app with an open portfolio.
struct House {
    parent: tempfile::TempDir,
    app: Arc<App>,
}

impl House {
    fn new() -> Self {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let app = Arc::new(App::new(StillWorld::new(parent.path()), no_host(), "a test"));
        app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
        Self { parent, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.parent.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// How many files lie beside the database.
    fn files(&self) -> usize {
        std::fs::read_dir(self.path("Portfolio/attachments")).map_or(0, Iterator::count)
    }

    fn try_add(&self, path: &Path, records: &[String]) -> Result<(Evidence, Option<String>)> {
        let belongs = For {
            records: records.to_vec(),
            ..For::default()
        };
        self.app.run("", |task| add(&self.app, task, &Source::Path(path), None, &belongs))
    }

    fn add(&self, name: &str, bytes: &[u8], records: &[String]) -> Evidence {
        self.try_add(&self.file(name, bytes), records).expect("added").0
    }

    fn record(&self, kind: RecordKind, title: &str) -> String {
        self.app
            .change(|portfolio| record::create(portfolio, &content(kind, title, "2026-04-09", "Nothing was said."), "v", &[]))
            .expect("a record")
            .id
    }

    fn get(&self, id: &str) -> Result<Evidence> {
        self.app.with(|portfolio| get(portfolio, id))
    }

    fn reopen(&self) {
        self.app.lock();
        self.app.open(None, &secret(PASSPHRASE)).expect("opens");
    }
}

fn facts(title: &str) -> Facts {
    Facts {
        title: title.to_owned(),
        kind: Kind::FromOthers,
        date: Some("2026-03-01".to_owned()),
        made_by: "A college".to_owned(),
        description: "A page with a seal.".to_owned(),
        people: false,
    }
}

#[test]
fn a_file_becomes_evidence_and_reads_back() {
    let house = House::new();
    let record = house.record(RecordKind::Cpd, "A course");
    let (one, said) = house
        .try_add(&house.file("certificate.jpg", b"%PDF-1.7 not a picture"), &[record])
        .expect("added");
    assert!(said.expect("the name promises a picture").contains("PDF"));
    assert_eq!(
        (one.number, one.facts.title.as_str(), one.facts.kind),
        (1, "certificate", Kind::SelfMade)
    );
    let file = one.file.as_ref().expect("a file");
    assert_eq!(
        (file.media_type.as_str(), file.size, file.name.as_str()),
        ("application/pdf", 22, "certificate.jpg")
    );
    assert_eq!(one.records.len(), 1);
    assert_eq!(one.consent_state, ConsentState::NotNeeded);
    let range = house.app.read(&format!("evidence-{}", one.id), 5, 3).expect("a range");
    assert_eq!(range, b"1.7");
    let saved = house
        .app
        .change(|portfolio| save(portfolio, &one.id, one.version, "visit", &facts("Certificate")))
        .expect("saved");
    assert_eq!((saved.facts, saved.version), (facts("Certificate"), 2));
    let stale = house
        .app
        .change(|portfolio| save(portfolio, &one.id, one.version, "v", &facts("Late")));
    assert_eq!(stale.expect_err("stale").code, Code::Conflict);
    let untitled = house.app.change(|portfolio| save(portfolio, &one.id, 2, "v", &facts(" ")));
    assert_eq!(untitled.expect_err("no title").field.as_deref(), Some("title"));
}

#[test]
fn the_window_hands_a_file_over_piece_by_piece() {
    let house = House::new();
    let id = house.app.begin_upload().expect("begun");
    for (at, piece) in [(0, &b"one "[..]), (4, b"two "), (8, b"three")] {
        house.app.write(&id, at, piece).expect("written");
    }
    assert_eq!(house.app.write(&id, 4, b"again").expect_err("a hole").code, Code::Refused);
    let belongs = For::default();
    let source = Source::Upload(&id, "notes.txt");
    let (one, _) = house
        .app
        .run("", |task| add(&house.app, task, &source, None, &belongs))
        .expect("added");
    assert_eq!(one.file.expect("a file").says, "plain text");
    assert_eq!(house.app.write(&id, 13, b"more").expect_err("taken").code, Code::NotFound);
    // One that is begun and closed, or met by the lock, leaves nothing.
    let closed = house.app.begin_upload().expect("begun");
    house.app.write(&closed, 0, b"x").expect("written");
    api::call(&house.app, "blob.close", "", &format!("{{\"id\":\"{closed}\"}}")).expect("closed");
    let locked = house.app.begin_upload().expect("begun");
    house.app.write(&locked, 0, b"y").expect("written");
    house.reopen();
    assert_eq!(house.app.write(&locked, 1, b"z").expect_err("gone").code, Code::NotFound);
    assert_eq!(house.files(), 1);
}

#[test]
fn the_same_file_twice_lies_there_once_and_goes_with_the_last() {
    let house = House::new();
    let one = house.add("a.txt", b"the same", &[]);
    let two = house.add("b.txt", b"the same", &[]);
    assert_eq!((house.files(), two.number), (1, 2));
    for (id, left) in [(&one.id, 1), (&two.id, 0)] {
        house.app.change(|portfolio| bin(portfolio, id)).expect("binned");
        house.app.change(|portfolio| empty_bin(portfolio, None)).expect("emptied");
        assert_eq!(house.files(), left);
    }
    assert_eq!(house.get(&one.id).expect_err("gone").code, Code::NotFound);
}

#[test]
fn every_change_is_taken_back_and_made_again() {
    let house = House::new();
    let record = house.record(RecordKind::Reflection, "A walk");
    let one = house.add("a.txt", b"words", std::slice::from_ref(&record));
    let step = || house.app.change(undo::undo).expect("undone").expect("a step").label;
    let again = || house.app.change(undo::redo).expect("made again").expect("a step").label;
    assert_eq!(step(), "Add evidence");
    assert_eq!(house.get(&one.id).expect_err("not there").code, Code::NotFound);
    house.reopen();
    assert_eq!(house.files(), 1, "a step can bring it back, so its file stays");
    again();
    assert_eq!(house.get(&one.id).expect("there again"), one);
    house
        .app
        .change(|portfolio| super::unlink(portfolio, &one.id, &record))
        .expect("unlinked");
    house
        .app
        .change(|portfolio| super::set_statement(portfolio, &one.id, "enh.pp.02"))
        .expect("shown");
    let changed = house.get(&one.id).expect("there");
    assert_eq!(
        (changed.records.len(), changed.statements.as_slice()),
        (0, &["enh.pp.02".to_owned()][..])
    );
    step();
    step();
    assert_eq!(house.get(&one.id).expect("there"), one);
    house.app.change(|portfolio| bin(portfolio, &one.id)).expect("binned");
    assert_eq!(house.app.with(|portfolio| list(portfolio, true)).expect("the bin").len(), 1);
    let refused = house.app.change(|portfolio| super::link(portfolio, &one.id, &record));
    assert_eq!(refused.expect_err("in the bin").code, Code::Refused);
    house.app.change(|portfolio| restore(portfolio, &one.id)).expect("back");
    assert_eq!(house.app.with(|portfolio| list(portfolio, false)).expect("the list").len(), 1);
    // Undone and overtaken by another change: nothing can bring it back, and the next opening takes its file.
    for label in ["Bring evidence back from the bin", "Evidence to the bin", "Add evidence"] {
        assert_eq!(step(), label);
    }
    house.record(RecordKind::Reflection, "Something else");
    house.reopen();
    assert_eq!(house.files(), 0);
}

#[test]
fn what_cannot_be_added_leaves_nothing_and_says_so() {
    let house = House::new();
    let folder = house.path("a folder");
    std::fs::create_dir(&folder).expect("a folder");
    assert_eq!(house.try_add(&folder, &[]).expect_err("a folder").code, Code::Refused);
    assert_eq!(house.try_add(&house.path("nowhere"), &[]).expect_err("nothing").code, Code::Disk);
    let path = house.file("a.txt", b"words");
    assert_eq!(
        house.try_add(&path, &["no such record".to_owned()]).expect_err("no record").code,
        Code::NotFound
    );
    // A hole, so that it costs no room.
    let large = house.path("large.mp4");
    let file = std::fs::File::create(&large).expect("a file");
    file.set_len(3 * 1024 * 1024 * 1024).expect("three gigabytes");
    let refused = house.try_add(&large, &[]).expect_err("too large");
    assert_eq!(refused.code, Code::Refused);
    assert!(refused.message.contains("2 GB"), "{}", refused.message);
    let stopped = house.app.run("task", |task| {
        house.app.cancel("task");
        add(&house.app, task, &Source::Path(&path), None, &For::default())
    });
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
    assert_eq!(house.files(), 0);
    assert_eq!(house.app.with(|portfolio| list(portfolio, false)).expect("the list").len(), 0);
}

#[test]
fn a_kill_between_the_file_and_its_row_leaves_nothing() {
    let house = House::new();
    house
        .app
        .with(|portfolio| {
            let attachments = portfolio.attachments();
            let mut staging = attachments.begin()?;
            staging.write(b"never named")?;
            // The file has its name; the transaction that names it never comes.
            attachments.keep(staging.finish()?)
        })
        .expect("kept");
    assert_eq!(house.files(), 1);
    house.reopen();
    assert_eq!(house.files(), 0);
}

#[test]
fn check_tells_of_damaged_and_missing_files_and_writing_goes_on() {
    let house = House::new();
    let sound = house.add("a.txt", b"sound", &[]);
    let check = || {
        house
            .app
            .run("", |task| house.app.with_mut(|portfolio| portfolio.check(task)))
            .expect("a report")
    };
    assert!(check().sound);
    let damaged = house.add("b.txt", b"to be damaged", &[]);
    let gone = house.add("c.txt", b"to be lost", &[]);
    let path = |one: &Evidence| {
        let sha256 = one.file.as_ref().expect("a file").sha256.clone();
        house
            .app
            .with(|portfolio| Ok(portfolio.attachments().path(&sha256)))
            .expect("a path")
    };
    let mut bytes = std::fs::read(path(&damaged)).expect("the file");
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(path(&damaged), bytes).expect("written");
    std::fs::remove_file(path(&gone)).expect("removed");
    let report = check();
    assert!(!report.sound);
    let part = report.parts.last().expect("a part");
    assert_eq!(part.name, "Files of evidence");
    assert!(
        part.found
            .starts_with("1 of 3 files of evidence is damaged. 1 of 3 files of evidence is missing."),
        "{}",
        part.found
    );
    let read = |one: &Evidence| house.app.read(&format!("evidence-{}", one.id), 0, 10);
    assert_eq!(read(&damaged).expect_err("damaged").code, Code::Refused);
    assert_eq!(read(&gone).expect_err("gone").code, Code::NotFound);
    assert_eq!(read(&sound).expect("sound"), b"sound");
    // Nothing else is touched by it; the same file again goes to its place.
    house.add("b again.txt", b"to be damaged", &[]);
    house.add("c again.txt", b"to be lost", &[]);
    assert!(check().sound);
}

#[test]
fn new_words_encrypt_the_files_anew() {
    let house = House::new();
    let one = house.add("a.txt", b"kept through it", &[]);
    let binned = house.add("b.txt", b"in the bin", &[]);
    house.app.change(|portfolio| bin(portfolio, &binned.id)).expect("binned");
    let before = house.app.with(|portfolio| Ok(portfolio.attachments())).expect("the files");
    let sha256 = one.file.as_ref().expect("a file").sha256.clone();
    let (old_path, old_bytes) = (before.path(&sha256), std::fs::read(before.path(&sha256)).expect("the file"));
    let began = house.app.begin_upload().expect("begun");
    house.app.write(&began, 0, b"begun under the old key").expect("written");
    house
        .app
        .run("", |task| house.app.new_words(&secret(PASSPHRASE), false, task))
        .expect("new words");
    assert!(!old_path.exists(), "the old name is gone with the old key");
    assert_eq!(
        house.app.read(&format!("evidence-{}", one.id), 0, 100).expect("read"),
        b"kept through it"
    );
    assert_eq!(
        house.app.read(&format!("evidence-{}", binned.id), 0, 100).expect("read"),
        b"in the bin"
    );
    // Whoever knows the old words opens nothing that lies there now.
    std::fs::write(&old_path, old_bytes).expect("written");
    assert!(before.open(&sha256, 15).is_ok(), "the old file under the old key");
    std::fs::remove_file(&old_path).expect("removed");
    let new = house
        .app
        .with(|portfolio| Ok(portfolio.attachments().path(&sha256)))
        .expect("a path");
    std::fs::copy(new, &old_path).expect("copied");
    assert_eq!(before.open(&sha256, 15).err().map(|cause| cause.code), Some(Code::Refused));
    let late = house.app.run("", |task| {
        add(&house.app, task, &Source::Upload(&began, "late.txt"), None, &For::default())
    });
    assert_eq!(late.expect_err("another key").code, Code::Refused);
    house.reopen();
    assert_eq!(house.files(), 2);
}

#[test]
fn new_words_leave_no_damaged_or_missing_file_behind_unless_that_is_said() {
    let house = House::new();
    let sound = house.add("a.txt", b"sound", &[]);
    let (damaged, gone) = (house.add("b.txt", b"to be damaged", &[]), house.add("c.txt", b"to be lost", &[]));
    let path = |one: &Evidence| {
        let sha256 = one.file.as_ref().expect("a file").sha256.clone();
        house
            .app
            .with(|portfolio| Ok(portfolio.attachments().path(&sha256)))
            .expect("a path")
    };
    let (flipped, missing) = (path(&damaged), path(&gone));
    let mut bytes = std::fs::read(&flipped).expect("the file");
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(&flipped, &bytes).expect("written");
    std::fs::remove_file(&missing).expect("removed");
    let words = |leave: bool| house.app.run("", |task| house.app.new_words(&secret(PASSPHRASE), leave, task));
    let shown = || {
        house
            .app
            .with(|portfolio| portfolio.recovery_words(&secret(PASSPHRASE)))
            .expect("words")
    };
    let old = shown();
    let refused = words(false).expect_err("two files would be lost");
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Refused, Some("leave_behind")));
    assert!(
        refused.message.starts_with("2 files of evidence (E2, E3) are damaged or missing"),
        "{}",
        refused.message
    );
    assert_eq!(shown(), old, "nothing has changed");
    assert_eq!(std::fs::read(&flipped).expect("still there"), bytes);
    assert!(!house.path("Portfolio/attachments.new").exists());
    // One comes back, by being added again; the other is left, because that is said.
    house.add("c again.txt", b"to be lost", &[]);
    assert!(words(false).expect_err("one is still damaged").message.contains("(E2) is damaged"));
    assert_ne!(words(true).expect("new words"), old);
    assert_eq!(house.app.read(&format!("evidence-{}", sound.id), 0, 10).expect("read"), b"sound");
    assert_eq!(
        house.app.read(&format!("evidence-{}", gone.id), 0, 20).expect("read"),
        b"to be lost"
    );
    let left = house.app.read(&format!("evidence-{}", damaged.id), 0, 20).expect_err("left behind");
    assert_eq!(left.code, Code::NotFound);
}
