//! Damage and the disk: files that end early or never, a full disk, folders that go, two who make one portfolio.

use std::path::PathBuf;
use std::sync::Barrier;

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::api::App;
use crate::world::World;

fn opened_app(folder: &Path) -> App {
    let parent = folder.parent().expect("a folder");
    let app = App::new(StillWorld::new(parent), crate::testing::no_host(), "a test");
    app.open(None, &secret(PASSPHRASE)).expect("opens");
    app
}

fn write(portfolio: &mut Portfolio, text: &str) -> Result<record::Record> {
    record::create(portfolio, &content(Kind::Reflection, "", "2026-04-10", text), "", &[])
}

fn every_text(portfolio: &Portfolio) -> Vec<String> {
    let ids = record::every_id(portfolio).expect("ids");
    let text = |id: &String| {
        let record = record::get(portfolio, id).expect("a record");
        record.content.sections.into_iter().map(|section| section.text).collect()
    };
    ids.iter().map(text).collect()
}

#[test]
fn no_answer_tells_how_near_a_passphrase_was() {
    let (_parent, folder, _) = made();
    let far = fails(open(&folder, "x"));
    for near in [&PASSPHRASE[..PASSPHRASE.len() - 1], &format!("{PASSPHRASE} "), "🥁"] {
        let error = fails(open(&folder, near));
        assert_eq!(
            (error.message, error.hint, error.detail),
            (far.message.clone(), far.hint.clone(), None)
        );
    }
}

#[test]
fn every_damaged_envelope_says_what_is_safe_and_what_to_do() {
    let (_parent, folder, words) = made();
    let path = folder.join(ENVELOPE);
    let text = std::fs::read_to_string(&path).expect("the envelope");
    let flipped = text.replacen("salt\": \"", "salt\": \"f", 1);
    for (what, said) in [
        ("not JSON", Some("hello".to_owned())),
        ("a missing field", Some(text.replace("\"nonce\"", "\"nince\""))),
        ("a tebibyte of Argon2", Some(text.replace("65536", "1073741824"))),
        ("a flipped byte", Some(flipped)),
        ("missing", None),
    ] {
        match said {
            Some(said) => std::fs::write(&path, said).expect("written"),
            None => std::fs::remove_file(&path).expect("removed"),
        }
        let error = fails(open(&folder, PASSPHRASE));
        assert_eq!(error.code, Code::EnvelopeDamaged, "{what}");
        assert!(error.message.contains("The portfolio itself has not been touched."), "{what}");
        let hint = error.hint.expect("a hint");
        assert!(hint.contains("recovery words") && hint.contains("safe copy"), "{what}: {hint}");
        drop(with_words(&folder, &words.join(" "), PASSPHRASE).expect("the words open it"));
        assert_eq!(
            every_text(&open(&folder, PASSPHRASE).expect("opens")),
            ["Nothing was said."],
            "{what}"
        );
    }
}

#[test]
fn an_envelope_without_end_is_not_read_into_memory() {
    let (_parent, folder, words) = made();
    // Nobody has a tebibyte of memory: whoever reads all of this file does not come back.
    let endless = std::fs::File::create(folder.join(ENVELOPE)).expect("a file");
    endless.set_len(1 << 40).expect("a file with nothing in it");
    assert_eq!(look(&folder), Found::WordsOnly);
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::EnvelopeDamaged);
    assert!(with_words(&folder, &words.join(" "), PASSPHRASE).is_ok());
}

#[test]
fn a_database_that_ends_early_is_found_wherever_it_ends() {
    let (_parent, folder, _) = made();
    let path = folder.join(DATABASE);
    let good = std::fs::read(&path).expect("the database");
    let pages = good.len() / 4096;
    // Between two pages, within one, and a single byte short of the whole.
    let ends = (1..pages).step_by(5).flat_map(|page| [page * 4096, page * 4096 + 1000]);
    for end in ends.chain([good.len() - 4096, good.len() - 1]) {
        std::fs::write(&path, &good[..end]).expect("written");
        let told = open(&folder, PASSPHRASE).and_then(|mut portfolio| {
            assert!(!checked(&mut portfolio).sound, "{end} bytes were taken for the whole");
            write(&mut portfolio, "more")
        });
        let code = fails(told).code;
        assert!(matches!(code, Code::Damaged | Code::ReadOnly), "{end} bytes: {code:?}");
        assert_eq!(
            std::fs::read(&path).expect("the database"),
            good[..end],
            "{end} bytes: it was changed"
        );
    }
}

#[test]
fn damage_met_in_reading_stops_writing_from_then_on() {
    let (_parent, folder, _) = made();
    let long = "Words that fill many pages of the file. ".repeat(20_000);
    let id = write(&mut open(&folder, PASSPHRASE).expect("opens"), &long).expect("a record").id;
    let path = folder.join(DATABASE);
    let mut bad = std::fs::read(&path).expect("the database");
    let pages = bad.len() / 4096;
    for page in pages / 2..pages {
        bad[page * 4096 + 77] ^= 0x10;
    }
    std::fs::write(&path, &bad).expect("written");
    let app = opened_app(&folder);
    assert!(!app.status().expect("a status").read_only);
    assert_eq!(fails(app.with(|portfolio| record::get(portfolio, &id))).code, Code::Damaged);
    assert!(app.status().expect("a status").read_only);
    assert_eq!(fails(app.change(|portfolio| write(portfolio, "more"))).code, Code::ReadOnly);
    assert_eq!(fails(app.create(None, &secret("harbour velvet copper lantern"))).code, Code::Exists);
    drop(app);
    assert_eq!(std::fs::read(&path).expect("the database"), bad, "never replaced");
}

#[test]
fn damage_is_remembered_until_a_check_finds_everything_sound() {
    let (_parent, folder, words) = made();
    let (path, marker) = (folder.join(DATABASE), folder.join(super::super::DAMAGED));
    let good = std::fs::read(&path).expect("the database");
    let mut bad = good.clone();
    let middle = bad.len() / 2;
    bad[middle] ^= 0x10;
    std::fs::write(&path, &bad).expect("written");
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    assert!(!portfolio.read_only() && !marker.exists());
    assert!(!checked(&mut portfolio).sound);
    assert!(portfolio.read_only() && marker.exists());
    drop(portfolio);
    let mut again = open(&folder, PASSPHRASE).expect("opens");
    assert!(again.read_only(), "known before anything is read");
    assert_eq!(fails(write(&mut again, "more")).code, Code::ReadOnly);
    drop(again);
    drop(with_words(&folder, &words.join(" "), PASSPHRASE).expect("the words open it"));
    assert_eq!(std::fs::read(&path).expect("the database"), bad, "never written to");

    // Whoever puts a sound file in its place is believed once all of it has been looked at.
    std::fs::write(&path, &good).expect("written");
    let mut mended = open(&folder, PASSPHRASE).expect("opens");
    assert!(mended.read_only());
    assert!(checked(&mut mended).sound);
    assert!(!mended.read_only() && !marker.exists());
    write(&mut mended, "more").expect("saved");
    drop(mended);
    assert!(!open(&folder, PASSPHRASE).expect("opens").read_only());
}

#[test]
fn what_damage_did_not_reach_can_still_be_read() {
    let (_parent, folder, _) = made();
    let long = "Words that fill many pages of the file. ".repeat(20_000);
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let hit = write(&mut portfolio, &long).expect("a record").id;
    let spared = write(&mut portfolio, "Not on that page.").expect("a record").id;
    drop(portfolio);
    let path = folder.join(DATABASE);
    let mut bad = std::fs::read(&path).expect("the database");
    let middle = bad.len() / 2;
    bad[middle] ^= 0x10;
    std::fs::write(&path, &bad).expect("written");
    let app = opened_app(&folder);
    let every_long_text = |portfolio: &Portfolio| -> Result<()> {
        record::get(portfolio, &hit)?;
        for sql in [
            "SELECT sum(length(body)) FROM record",
            "SELECT sum(length(c1)) FROM record_search_content",
            "SELECT sum(length(after)) FROM change",
        ] {
            portfolio.db().query_row(sql, [], |_| Ok(()))?;
        }
        Ok(())
    };
    for _ in 0..3 {
        assert_eq!(fails(app.with(every_long_text)).code, Code::Damaged);
        let read = app.with(|portfolio| record::get(portfolio, &spared)).expect("it can be read");
        assert_eq!(read.content.sections[0].text, "Not on that page.");
    }
    drop(app);
    assert_eq!(std::fs::read(&path).expect("the database"), bad, "never written to");
}

#[test]
fn a_text_whose_end_is_damaged_is_never_read_as_a_shorter_one() {
    let (_parent, folder, _) = made();
    let long = "Words that fill some pages of the file. ".repeat(400);
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let id = write(&mut portfolio, &long).expect("a record").id;
    let pages: Vec<usize> = portfolio
        .db()
        .prepare("SELECT pageno FROM dbstat WHERE name = 'section' AND pagetype = 'overflow'")
        .expect("a statement")
        .query_map([], |row| row.get(0))
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("pages");
    assert!(pages.len() > 2, "{pages:?}");
    drop(portfolio);
    let path = folder.join(DATABASE);
    let good = std::fs::read(&path).expect("the database");
    for page in pages {
        let mut bad = good.clone();
        bad[page * 4096 - 200] ^= 0x10;
        std::fs::write(&path, &bad).expect("written");
        let app = opened_app(&folder);
        assert_eq!(
            fails(app.with(|portfolio| record::get(portfolio, &id))).code,
            Code::Damaged,
            "page {page}"
        );
        assert!(app.status().expect("a status").read_only);
    }
}

#[test]
fn what_was_said_of_an_old_database_says_nothing_of_a_new_one() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(parent.path().join(super::super::DAMAGED), "long ago").expect("written");
    let (portfolio, _) = Portfolio::create(StillWorld::new(parent.path()), parent.path(), &secret(PASSPHRASE), "a test").expect("made");
    assert!(!portfolio.read_only());
}

#[test]
fn a_full_disk_changes_nothing_and_the_next_try_works() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let pages: u32 = portfolio
        .db()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .expect("a number");
    let limit = |portfolio: &Portfolio, pages: u32| {
        let set = portfolio
            .db()
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()));
        set.expect("a limit");
    };
    let long = "Words for which there is no room. ".repeat(3000);
    limit(&portfolio, pages + 3);
    let error = fails(write(&mut portfolio, &long));
    assert_eq!(error.code, Code::Disk);
    assert_eq!(error.message, "The disk is full. What was saved before is safe.");
    assert!(error.hint.is_some_and(|hint| hint.contains("room on the disk")));
    assert_eq!(every_text(&portfolio), ["Nothing was said."]);
    limit(&portfolio, 1 << 20);
    write(&mut portfolio, &long).expect("there is room again");
    assert!(checked(&mut portfolio).sound);
}

#[cfg(unix)]
#[test]
fn nothing_is_saved_into_a_folder_that_is_gone() {
    let (parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let away = parent.path().join("Elsewhere");
    std::fs::rename(&folder, &away).expect("moved");
    let error = fails(write(&mut portfolio, "into the moved one"));
    assert_eq!(error.code, Code::Disk);
    assert!(error.message.contains("no longer where it was opened"), "{}", error.message);
    assert_eq!(
        every_text(&portfolio),
        ["Nothing was said."],
        "what is there can still be read and copied"
    );
    std::fs::rename(&away, &folder).expect("moved back");
    write(&mut portfolio, "at its place again").expect("saved");

    // A copy in its place is another file: what is written into the deleted one would be lost with it.
    let copy: Vec<_> = bytes(&folder);
    std::fs::remove_dir_all(&folder).expect("deleted");
    assert_eq!(fails(write(&mut portfolio, "into nothing")).code, Code::Disk);
    std::fs::create_dir(&folder).expect("a folder");
    for (name, bytes) in copy {
        std::fs::write(folder.join(name), bytes).expect("copied");
    }
    assert_eq!(fails(write(&mut portfolio, "into the deleted one")).code, Code::Disk);
    drop(portfolio);
    let mut again = open(&folder, PASSPHRASE).expect("the copy opens");
    write(&mut again, "into the copy").expect("saved");
}

#[cfg(unix)]
#[test]
fn a_lock_file_that_is_cleared_away_keeps_nobody_from_saving() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    std::fs::remove_file(folder.join(LOCK)).expect("removed");
    write(&mut portfolio, "still at its place").expect("saved");
    assert_ne!(
        fails(open(&folder, PASSPHRASE)).code,
        Code::Damaged,
        "a second opener is refused all the same"
    );
}

#[test]
fn nothing_lies_in_the_folder_while_it_is_open_but_the_database_and_its_log() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    write(&mut portfolio, "more").expect("saved");
    let names: Vec<_> = bytes(&folder).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [DATABASE.to_owned(), format!("{DATABASE}-wal"), ENVELOPE.to_owned()]);
}

/// A world in which somebody else makes a portfolio in the middle of ours.
struct Quicker {
    still: Arc<StillWorld>,
    database: PathBuf,
}

impl World for Quicker {
    fn now(&self) -> DateTime<Utc> {
        self.still.now()
    }
    fn today(&self) -> NaiveDate {
        self.still.today()
    }
    fn fill_random(&self, bytes: &mut [u8]) -> Result<()> {
        std::fs::write(&self.database, "theirs").expect("written");
        self.still.fill_random(bytes)
    }
    fn key_cost(&self) -> crate::vault::Cost {
        self.still.key_cost()
    }
    fn portfolio_folder(&self) -> PathBuf {
        self.still.portfolio_folder()
    }
    fn sample_folder(&self) -> PathBuf {
        self.still.sample_folder()
    }
    fn settings_folder(&self) -> PathBuf {
        self.still.settings_folder()
    }
}

#[test]
fn what_another_made_meanwhile_is_not_touched() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("Portfolio");
    let database = folder.join(DATABASE);
    let world = Arc::new(Quicker {
        still: StillWorld::new(parent.path()),
        database: database.clone(),
    });
    assert_eq!(
        fails(Portfolio::create(world, &folder, &secret(PASSPHRASE), "a test")).code,
        Code::Exists
    );
    assert_eq!(std::fs::read(&database).expect("the file"), b"theirs");
}

#[test]
fn of_many_makers_at_once_one_makes_it() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("Portfolio");
    let together = Barrier::new(6);
    let made = |number: usize| {
        let world = StillWorld::new(parent.path());
        let passphrase = format!("{PASSPHRASE} {number}");
        together.wait();
        let made = Portfolio::create(world, &folder, &secret(&passphrase), "a test");
        made.map(|(portfolio, words)| {
            drop(portfolio);
            (passphrase, words)
        })
    };
    let made: Vec<_> = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..6).map(|number| scope.spawn(move || made(number))).collect();
        makers.into_iter().map(|maker| maker.join().expect("an answer")).collect()
    });
    let (well, badly): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
    let codes: Vec<_> = badly.into_iter().map(|answer| fails(answer).code).collect();
    assert!(
        codes.len() == 5 && codes.iter().all(|code| matches!(code, Code::Exists | Code::InUse)),
        "{codes:?}"
    );
    let (passphrase, words) = well.into_iter().flatten().next().expect("one");
    drop(open(&folder, &passphrase).expect("its passphrase opens it"));
    assert!(with_words(&folder, &words.join(" "), PASSPHRASE).is_ok(), "and its words do");
}

#[test]
fn a_log_that_lost_saved_changes_is_told_before_they_are_forgotten() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    for words in ["one", "two", "three", "four"] {
        write(&mut portfolio, words).expect("saved");
    }
    // What lies there when the computer stops.
    let crashed = tempfile::tempdir().expect("a temporary folder");
    for name in [DATABASE, ENVELOPE, "portfolio.db-wal"] {
        std::fs::copy(folder.join(name), crashed.path().join(name)).expect("copied");
    }
    drop(portfolio);
    let log = crashed.path().join("portfolio.db-wal");
    let whole = std::fs::read(&log).expect("the log");
    assert!(
        !open(crashed.path(), PASSPHRASE).expect("opens").read_only(),
        "a crash alone is no damage"
    );

    let mut bad = whole;
    let early = bad.len() / 4;
    bad[early] ^= 1;
    std::fs::copy(folder.join(DATABASE), crashed.path().join(DATABASE)).expect("copied");
    std::fs::write(&log, &bad).expect("written");
    let mut portfolio = open(crashed.path(), PASSPHRASE).expect("opens");
    assert!(portfolio.read_only(), "told at once");
    assert_eq!(fails(write(&mut portfolio, "five")).code, Code::ReadOnly);
    drop(portfolio);
    assert_eq!(std::fs::read(&log).expect("the log"), bad, "never written to");

    let mut portfolio = open(crashed.path(), PASSPHRASE).expect("opens");
    let report = checked(&mut portfolio);
    assert!(report.sound, "the rest is");
    assert!(
        report.parts.iter().any(|part| part.found.contains("is missing")),
        "and what is not is said"
    );
    portfolio.require_writable().expect("and she can go on");
    drop(portfolio);
    let mut portfolio = open(crashed.path(), PASSPHRASE).expect("opens");
    assert!(!portfolio.read_only());
    assert!(
        checked(&mut portfolio).parts.iter().all(|part| !part.found.contains("is missing")),
        "said once"
    );
}

#[test]
fn what_a_stopped_maker_left_is_no_portfolio_and_gives_way_to_one() {
    let unfinished = |folder: &Path| {
        let part = folder.join(".triptych-abcdef.part");
        std::fs::create_dir_all(&part).expect("a folder");
        std::fs::write(part.join(".triptych-keeper"), "").expect("written");
        std::fs::write(part.join(DATABASE), "made, and never in its place").expect("written");
    };
    for with_envelope in [false, true] {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("Portfolio");
        unfinished(&folder);
        std::fs::write(folder.join(DATABASE), "").expect("written");
        if with_envelope {
            std::fs::write(folder.join(ENVELOPE), "{}").expect("written");
        }
        assert_eq!(look(&folder), Found::Nothing);
        assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::Missing);
        let made = Portfolio::create(StillWorld::new(parent.path()), &folder, &secret(PASSPHRASE), "a test");
        drop(made.expect("a portfolio"));
        assert!(open(&folder, PASSPHRASE).is_ok());
        assert!(!folder.join(".triptych-abcdef.part").exists(), "swept");
    }
}

#[test]
fn a_portfolio_whose_database_is_empty_is_damaged_and_not_written_over() {
    let (parent, folder, _) = made();
    std::fs::write(folder.join(DATABASE), "").expect("written");
    let before = bytes(&folder);
    let made = Portfolio::create(StillWorld::new(parent.path()), &folder, &secret(PASSPHRASE), "a test");
    assert_eq!(fails(made).code, Code::Exists);
    assert_eq!(look(&folder), Found::Portfolio);
    assert!(open(&folder, PASSPHRASE).is_err());
    assert_eq!(bytes(&folder), before);
}
