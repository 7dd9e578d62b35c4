//! Backups of a small portfolio, made, looked into, damaged, forged and restored.

mod beside;
mod hostile;
mod shelf;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Given, Opens, look, make, restore, status, verify};
use crate::api::App;
use crate::api::settings::Settings;
use crate::error::{Code, Error, Result};
use crate::record::{self, Kind};
use crate::testing::{PASSPHRASE, StillWorld, content, no_host, secret};
use crate::vault::{DATABASE, ENVELOPE, LOCK};

/// An app with an open portfolio of three records, and a folder for backups.
pub(super) struct House {
    _parent: tempfile::TempDir,
    pub(super) app: Arc<App>,
    pub(super) portfolio: PathBuf,
    pub(super) stick: PathBuf,
    pub(super) words: Vec<String>,
}

impl House {
    pub(super) fn new() -> Self {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let (portfolio, stick) = (parent.path().join("Portfolio"), parent.path().join("stick"));
        std::fs::create_dir(&stick).expect("a folder");
        let app = Arc::new(App::new(StillWorld::new(parent.path()), no_host(), "a test"));
        let words = app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
        let house = Self {
            _parent: parent,
            app,
            portfolio,
            stick,
            words,
        };
        house.choose(Some(&house.stick));
        for (kind, title) in [
            (Kind::Reflection, "The torn drawing"),
            (Kind::CaseNote, "Session"),
            (Kind::Cpd, "A course"),
        ] {
            house.write(kind, title);
        }
        house
    }

    pub(super) fn choose(&self, folder: Option<&Path>) {
        let settings = Settings {
            backup_folder: folder.map(|folder| folder.to_string_lossy().into_owned()),
            ..self.app.settings()
        };
        self.app.save_settings(settings).expect("saved");
    }

    pub(super) fn write(&self, kind: Kind, title: &str) -> String {
        self.app
            .change(|portfolio| record::create(portfolio, &content(kind, title, "2026-04-09", "Nothing was said."), "v", &[]))
            .expect("a record")
            .id
    }

    /// A backup in the chosen folder.
    pub(super) fn backup(&self) -> PathBuf {
        PathBuf::from(self.run(|task| make(&self.app, task, None)).expect("a backup").path)
    }

    pub(super) fn run<T>(&self, body: impl FnOnce(&crate::api::Task) -> Result<T>) -> Result<T> {
        self.app.run("", body)
    }

    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.portfolio.with_file_name(name)
    }
}

pub(super) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

pub(super) fn fails<T>(result: Result<T>) -> Error {
    result.err().expect("this must fail")
}

#[test]
fn a_backup_is_one_zip_and_nobody_reads_a_word_in_it() {
    let house = House::new();
    let path = house.backup();
    assert_eq!(names(&house.stick), ["Triptych backup 2026-11-22 1030.zip"]);
    let bytes = std::fs::read(&path).expect("a zip");
    for word in ["torn", "Nothing was said", "K-07", "SQLite format"] {
        assert!(
            !bytes.windows(word.len()).any(|window| window == word.as_bytes()),
            "{word} can be read"
        );
    }
    assert_eq!(
        names(&house.portfolio),
        [DATABASE, "portfolio.db-wal", ENVELOPE, LOCK],
        "nothing is left"
    );
    let second = house.backup();
    assert_ne!(second, path, "of the same minute");
    assert_eq!(std::fs::read(&path).expect("a zip"), bytes, "never over a file");
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let house = House::new();
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let path = house.backup();
    assert_eq!(mode(&path), 0o600);
    let to = house.beside("back");
    house.run(|task| restore(&house.app, task, &path, &to, None)).expect("restored");
    assert_eq!(mode(&to), 0o700);
    assert_eq!((mode(&to.join(DATABASE)), mode(&to.join(ENVELOPE))), (0o600, 0o600));
}

#[test]
fn a_look_inside_counts_and_compares() {
    let house = House::new();
    let path = house.backup();
    let inside = house.run(|task| look(&house.app, task, &path)).expect("a look");
    assert_eq!((inside.opens, inside.proved), (Opens::Present, true));
    assert_eq!(
        inside
            .counts
            .records
            .iter()
            .map(|(kind, n)| (kind.as_str(), *n))
            .collect::<Vec<_>>(),
        [("case-note", 1), ("cpd", 1), ("reflection", 1)]
    );
    assert_eq!(inside.difference, Some(super::Difference::default()));

    let gone = house.write(Kind::Reflection, "Soon gone");
    let path = house.backup();
    house.app.change(|portfolio| record::bin(portfolio, &gone)).expect("binned");
    house.app.change(record::empty_bin).expect("emptied");
    house.write(Kind::Supervision, "Written later");
    let first = house.app.with(record::every_id).expect("ids")[0].clone();
    house
        .app
        .change(|portfolio| record::set_tag(portfolio, &first, "enh.pp.02", "I waited."))
        .expect("tagged");
    let difference = house
        .run(|task| look(&house.app, task, &path))
        .expect("a look")
        .difference
        .expect("compared");
    assert_eq!(difference.newer.get("supervision"), Some(&1));
    assert_eq!(difference.changed.values().sum::<u32>(), 1);
    assert_eq!(difference.gone.get("reflection"), Some(&1));
}

#[test]
fn what_else_the_portfolio_has_is_told_too_and_after_new_words_by_numbers() {
    let house = House::new();
    let before = house.backup();
    let piece = house.evidence("drawing.txt", b"a drawing");
    let with = house.backup();
    let looked = |zip: &Path| house.run(|task| look(&house.app, task, zip)).expect("a look");
    let difference = |zip: &Path| looked(zip).difference.expect("compared");
    assert_eq!(difference(&with), super::Difference::default());
    let told = difference(&before);
    assert_eq!(
        (told.more.as_slice(), told.by_counts),
        (&["1 piece of evidence".to_owned()][..], false)
    );
    assert!(told.fewer.is_empty() && told.newer.is_empty());
    house
        .app
        .change(|portfolio| crate::evidence::bin(portfolio, &piece.id))
        .expect("binned");
    house
        .app
        .change(|portfolio| crate::evidence::empty_bin(portfolio, Some(&piece.id)))
        .expect("erased");
    assert_eq!(difference(&with).fewer, ["1 piece of evidence"]);

    house.write(Kind::Reflection, "Written later");
    house
        .run(|task| house.app.new_words(&secret(PASSPHRASE), false, task))
        .expect("new words");
    let inside = looked(&with);
    assert_eq!((inside.opens, inside.proved), (Opens::EarlierWords, false));
    let told = inside.difference.expect("compared");
    assert!(told.by_counts);
    assert_eq!(
        (told.more, told.fewer),
        (vec!["1 record".to_owned()], vec!["1 piece of evidence".to_owned()])
    );
    house.app.lock();
    assert_eq!(looked(&with).difference, None, "nobody's to compare with");
}

#[test]
fn restoring_makes_a_new_folder_and_never_writes_over_anything() {
    let house = House::new();
    let path = house.backup();
    house.write(Kind::Reflection, "Written later");
    let present = std::fs::read(house.portfolio.join(DATABASE)).expect("a database");
    let to = house.beside("back");
    let restored = house.run(|task| restore(&house.app, task, &path, &to, None)).expect("restored");
    assert!(restored.proved);
    assert_eq!(names(&to), [DATABASE, ENVELOPE]);
    assert_eq!(std::fs::read(house.portfolio.join(DATABASE)).expect("a database"), present);
    for target in [&to, &house.portfolio, &house.portfolio.join("inside"), &house.beside("no/where")] {
        let error = fails(house.run(|task| restore(&house.app, task, &path, target, None)));
        assert!(matches!(error.code, Code::Exists | Code::Refused | Code::Disk), "{:?}", error.code);
    }
    let empty = house.beside("empty");
    std::fs::create_dir(&empty).expect("a folder");
    house
        .run(|task| restore(&house.app, task, &path, &empty, None))
        .expect("an empty folder will do");
    assert_eq!(
        names(to.parent().expect("a folder")),
        ["Portfolio", "back", "empty", "settings", "stick"]
    );

    house.app.lock();
    house.app.open(Some(&restored.folder), &secret(PASSPHRASE)).expect("opens");
    assert_eq!(house.app.with(record::every_id).expect("ids").len(), 3);
    house.write(Kind::Reflection, "It can be written in");
}

#[test]
fn a_backup_with_the_old_passphrase_says_so_and_opens_with_it() {
    let house = House::new();
    let path = house.backup();
    house.app.lock();
    let words = secret(&house.words.join(" "));
    house
        .app
        .open_with_words(None, &words, &secret("four brass keys humming"))
        .expect("a new passphrase");
    let inside = house.run(|task| look(&house.app, task, &path)).expect("a look");
    assert_eq!((inside.opens, inside.proved), (Opens::EarlierPassphrase, true));
    house.app.lock();
    let inside = house.run(|task| look(&house.app, task, &path)).expect("a look");
    assert_eq!((inside.opens, inside.proved), (Opens::EarlierPassphrase, false));

    let to = house.beside("back");
    for (given, code) in [
        (Given::Passphrase(&secret("four brass keys humming")), Code::WrongPassphrase),
        (Given::Words(&secret("abandon abandon")), Code::WrongWords),
    ] {
        let error = fails(house.run(|task| restore(&house.app, task, &path, &to, Some(&given))));
        assert_eq!(error.code, code);
        assert!(!to.exists());
    }
    for (given, to) in [(Given::Passphrase(&secret(PASSPHRASE)), "one"), (Given::Words(&words), "two")] {
        house.run(|task| verify(&house.app, task, &path, Some(&given))).expect("verified");
        let restored = house
            .run(|task| restore(&house.app, task, &path, &house.beside(to), Some(&given)))
            .expect("restored");
        assert!(restored.proved);
    }
    let unopened = house.beside("three");
    let restored = house
        .run(|task| restore(&house.app, task, &path, &unopened, None))
        .expect("restored");
    assert!(!restored.proved, "there was no key");
    assert_eq!(fails(house.run(|task| verify(&house.app, task, &path, None))).code, Code::Refused);
    house
        .app
        .open(Some(&house.beside("three").to_string_lossy()), &secret(PASSPHRASE))
        .expect("opens with the old one");
}

#[test]
fn the_backup_of_another_portfolio_is_told_apart() {
    let (house, other) = (House::new(), tempfile::tempdir().expect("a folder"));
    let path = house.backup();
    let app = App::new(StillWorld::new(other.path()), no_host(), "a test");
    let inside = app.run("", |task| look(&app, task, &path)).expect("a look");
    assert_eq!(inside.opens, Opens::Unknown);
    assert_eq!(
        Path::new(&inside.proposed),
        other.path().join("Portfolio"),
        "the usual place is free"
    );
    let given = Given::Passphrase(&secret(PASSPHRASE));
    let usual = PathBuf::from(&inside.proposed);
    app.run("", |task| restore(&app, task, &path, &usual, Some(&given)))
        .expect("restored to the usual place");
    app.open(None, &secret(PASSPHRASE)).expect("opens");
    app.lock();
    std::fs::remove_dir_all(&usual).expect("removed");
    let mut skip = [0; 96];
    app.world().fill_random(&mut skip).expect("random");
    app.create(None, &secret(PASSPHRASE)).expect("another portfolio");
    let inside = app.run("", |task| look(&app, task, &path)).expect("a look");
    assert_eq!((inside.opens, inside.proved), (Opens::Other, false));
    assert!(inside.proposed.ends_with("Portfolio restored 2026-11-22"));
}

#[test]
fn a_backup_stops_at_a_word_and_at_a_lock_and_leaves_nothing() {
    let house = House::new();
    let listener = house.app.events().listen();
    let app = Arc::clone(&house.app);
    let stopper = std::thread::spawn(move || {
        // At its first step, wherever it then is.
        if listener.recv().is_ok() {
            app.cancel("backup");
        }
    });
    let outcome = house.app.run("backup", |task| {
        task.progress(0, 100, "steps")?;
        stopper.join().expect("asked to stop");
        make(&house.app, task, None)
    });
    assert_eq!(fails(outcome).code, Code::Cancelled);
    assert!(names(&house.stick).is_empty());

    let mut steps = 0;
    let outcome = house.run(|task| {
        super::watched(&house.app, task, |progress| {
            let staged = house.app.with(|portfolio| portfolio.stage(progress))?;
            house.app.lock();
            steps += 1;
            let target = super::write::Target::Folder(house.stick.clone(), house.app.world().local());
            super::write::pack(staged, &target, &house.portfolio, &super::beside::Again::All, progress)
        })
    });
    assert_eq!((fails(outcome).code, steps), (Code::Locked, 1));
    assert!(names(&house.stick).is_empty());
    assert_eq!(names(&house.portfolio), [DATABASE, ENVELOPE, LOCK]);
}

#[test]
fn what_a_crash_has_left_is_swept() {
    let house = House::new();
    house.app.lock();
    for name in [".triptych-copy-abc.part", ".triptych-copy-abc.part-journal"] {
        std::fs::write(house.portfolio.join(name), "x").expect("written");
    }
    for name in [".triptych-notes.txt", "mine.part"] {
        std::fs::write(house.portfolio.join(name), "x").expect("written");
    }
    std::fs::create_dir(house.beside(".triptych-restoring-abc")).expect("a folder");
    house.app.open(None, &secret(PASSPHRASE)).expect("opens");
    let left = names(&house.portfolio);
    assert!(!left.iter().any(|name| name.contains(".triptych-copy-")), "{left:?}");
    assert!(left.contains(&".triptych-notes.txt".to_owned()) && left.contains(&"mine.part".to_owned()));

    let path = house.backup();
    house
        .run(|task| restore(&house.app, task, &path, &house.beside("back"), None))
        .expect("restored");
    assert!(!house.beside(".triptych-restoring-abc").exists());
}

#[test]
fn a_damaged_portfolio_is_not_backed_up() {
    let house = House::new();
    house.app.lock();
    let path = house.portfolio.join(DATABASE);
    let good = std::fs::read(&path).expect("a database");
    // The first page whose damage is not found by opening already.
    let hidden = (1..good.len() / 4096).any(|page| {
        let mut bad = good.clone();
        bad[page * 4096 + 2048] ^= 1;
        std::fs::write(&path, &bad).expect("written");
        house.app.open(None, &secret(PASSPHRASE)).is_ok()
    });
    assert!(hidden);
    assert_eq!(fails(house.run(|task| make(&house.app, task, None))).code, Code::Damaged);
    assert!(names(&house.stick).is_empty());
    assert!(status(&house.app).expect("a status").read_only);
    let outcome = house.run(|task| super::automatic(&house.app, task, true)).expect("no error");
    assert!(matches!(outcome, super::Automatic::Off));
}

#[test]
fn damage_keeps_nobody_from_a_backup() {
    let house = House::new();
    let backup = house.backup();
    house.app.lock();
    let path = house.portfolio.join(DATABASE);
    let good = std::fs::read(&path).expect("a database");
    let mut restored = 0;
    for page in (1..good.len() / 4096).step_by(4) {
        let mut bad = good.clone();
        bad[page * 4096 + 2048] ^= 1;
        std::fs::write(&path, &bad).expect("written");
        if house.app.open(None, &secret(PASSPHRASE)).is_err() {
            continue;
        }
        let report = house.run(|task| house.app.with_mut(|portfolio| portfolio.check(task)));
        assert!(!report.expect("a report").sound, "page {page}");
        let inside = house.run(|task| look(&house.app, task, &backup)).expect("looked into");
        assert!(inside.proved, "page {page}");
        let to = house.beside(&format!("Restored {page}"));
        assert!(
            house
                .run(|task| restore(&house.app, task, &backup, &to, None))
                .expect("restored")
                .proved
        );
        restored += 1;
        house.app.lock();
    }
    assert!(restored > 5, "{restored}");
}
