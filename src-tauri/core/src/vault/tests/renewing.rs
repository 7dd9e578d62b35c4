//! New recovery words: at whatever moment the program is killed, one key opens and every record is there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::renew::Moment;
use super::{DATABASE, fails, made, open, with_words};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::record::{self, Kind};
use crate::testing::{PASSPHRASE, StillWorld, content, no_host, secret};
use crate::vault::Portfolio;

const PICTURE: &[u8] = b"a boat with two sails";
const NEW: &str = "a new one entirely";

fn with_task<T>(body: impl FnOnce(&Task) -> Result<T>) -> Result<T> {
    App::new(StillWorld::new(Path::new("nowhere")), no_host(), "a test").run("", body)
}

/// A portfolio with some records, drafts, tags and an undo step, opened anew so that its world draws another key.
fn filled() -> (tempfile::TempDir, PathBuf, Vec<String>, Portfolio) {
    let (parent, folder, words) = made();
    let world = StillWorld::new(parent.path());
    crate::world::World::fill_random(world.as_ref(), &mut [0; 320]).expect("random");
    let mut portfolio = Portfolio::open(world, &folder, &secret(PASSPHRASE), "a test").expect("opens");
    for day in 1..=9 {
        let text = format!("Session {day}. {}", "The drum waited. ".repeat(200));
        let record = record::create(
            &mut portfolio,
            &content(Kind::CaseNote, "", &format!("2026-05-0{day}"), &text),
            "v",
            &[],
        )
        .expect("a record");
        record::set_tag(&mut portfolio, &record.id, "enh.pp.02", "I waited").expect("a tag");
    }
    let mut staging = portfolio.attachments().begin().expect("begun");
    staging.write(PICTURE).expect("written");
    crate::evidence::put_staged(&mut portfolio, staging.finish().expect("finished"), "picture.txt");
    let first = record::every_id(&portfolio).expect("ids")[0].clone();
    record::bin(&mut portfolio, &first).expect("binned");
    (parent, folder, words, portfolio)
}

/// Everything that can be read of it, and what can be undone.
fn all(portfolio: &mut Portfolio) -> String {
    let ids = record::every_id(portfolio).expect("ids");
    let records: Vec<_> = ids
        .iter()
        .map(|id| serde_json::to_string(&record::get(portfolio, id).expect("a record")).expect("JSON"))
        .collect();
    let found = record::count_unindexed(portfolio).expect("a count");
    let undo = crate::storage::undo::labels(portfolio).expect("labels");
    let evidence = crate::evidence::list(portfolio, false).expect("the evidence");
    let bytes = crate::evidence::bytes(portfolio, &evidence[0].id, 0, 1000).expect("its file");
    assert_eq!(bytes, PICTURE);
    format!("{found} {undo:?}\n{}", records.join("\n"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn killed_at_any_moment_one_key_opens_and_every_record_is_there() {
    let (parent, folder, old, mut portfolio) = filled();
    let before = all(&mut portfolio);
    // The files as a kill at that moment would leave them, for each moment.
    let mut moments: Vec<(Moment, PathBuf)> = Vec::new();
    let prepared = {
        let mut keep = |moment| {
            let to = parent.path().join(format!("{moment:?}"));
            copy(&folder, &to);
            moments.push((moment, to));
            Ok(())
        };
        with_task(|task| portfolio.prepare_watched(&secret(PASSPHRASE), false, task, &mut keep)).expect("prepared")
    };
    let mut keep = |moment| {
        let to = parent.path().join(format!("{moment:?}"));
        copy(&folder, &to);
        moments.push((moment, to));
        Ok(())
    };
    let (mut portfolio, new) = portfolio.take_watched(prepared, &mut keep).expect("taken");
    assert_ne!(old, new);
    assert_eq!(all(&mut portfolio), before);
    assert_eq!(portfolio.recovery_words(&secret(PASSPHRASE)).expect("words"), new);
    assert_eq!(
        portfolio.words_to_confirm().expect("positions").len(),
        3,
        "the new words wait for their check"
    );
    assert!(super::checked(&mut portfolio).sound);
    drop(portfolio);
    assert_eq!(
        super::bytes(&folder).len(),
        3,
        "nothing is left beside the two files and the folder"
    );

    assert_eq!(moments.len(), 11);
    for (moment, folder) in moments {
        let committed = !matches!(
            moment,
            Moment::Encrypted | Moment::Counted | Moment::FilesEncrypted | Moment::Wrapped
        );
        let (right, wrong) = if committed { (&new, &old) } else { (&old, &new) };
        let mut portfolio = open(&folder, PASSPHRASE).unwrap_or_else(|error| panic!("{moment:?}: {error}"));
        assert_eq!(all(&mut portfolio), before, "{moment:?}");
        assert_eq!(&portfolio.recovery_words(&secret(PASSPHRASE)).expect("words"), right, "{moment:?}");
        assert!(super::checked(&mut portfolio).sound, "{moment:?}");
        drop(portfolio);
        assert_eq!(super::bytes(&folder).len(), 3, "{moment:?} left something");
        assert_eq!(
            fails(with_words(&folder, &wrong.join(" "), NEW)).code,
            Code::WrongWords,
            "{moment:?}"
        );
        assert!(with_words(&folder, &right.join(" "), NEW).is_ok(), "{moment:?}");
    }
}

#[test]
fn the_words_settle_a_kill_as_the_passphrase_does() {
    let (parent, folder, old, mut portfolio) = filled();
    let prepared = with_task(|task| portfolio.prepare_new_words(&secret(PASSPHRASE), false, task)).expect("prepared");
    let killed = parent.path().join("killed");
    let mut keep = |moment| {
        if moment == Moment::DatabaseInPlace {
            copy(&folder, &killed);
        }
        Ok(())
    };
    let (_, new) = portfolio.take_watched(prepared, &mut keep).expect("taken");
    assert_eq!(fails(with_words(&killed, &old.join(" "), NEW)).code, Code::WrongWords);
    drop(with_words(&killed, &new.join(" "), NEW).expect("opens"));
    assert!(open(&killed, NEW).is_ok());
}

#[test]
fn what_goes_wrong_before_the_change_leaves_everything_as_it_was() {
    let (_parent, folder, old, mut portfolio) = filled();
    let before = all(&mut portfolio);
    assert_eq!(
        fails(with_task(|task| portfolio.prepare_new_words(&secret(NEW), false, task))).code,
        Code::WrongPassphrase
    );
    for wrong in [Moment::Encrypted, Moment::Counted, Moment::Wrapped] {
        let mut fail = |moment| {
            if moment == wrong {
                Err(Error::new(Code::Disk, "The disk is full."))
            } else {
                Ok(())
            }
        };
        let error = fails(with_task(|task| {
            portfolio.prepare_watched(&secret(PASSPHRASE), false, task, &mut fail)
        }));
        assert_eq!(error.code, Code::Disk, "{wrong:?}");
        assert_eq!(
            super::bytes(&folder).iter().filter(|(name, _)| name.contains("new")).count(),
            0,
            "{wrong:?}"
        );
        assert_eq!(all(&mut portfolio), before, "{wrong:?}");
    }
    assert_eq!(portfolio.recovery_words(&secret(PASSPHRASE)).expect("words"), old);
    // It can still be written to, and made anew.
    record::create(&mut portfolio, &content(Kind::Cpd, "", "2026-06-01", "A day on trauma"), "v", &[]).expect("a record");
    let prepared = with_task(|task| portfolio.prepare_new_words(&secret(PASSPHRASE), false, task)).expect("prepared");
    let (portfolio, new) = portfolio.take_new_words(prepared).expect("taken");
    assert_ne!(old, new);
    assert_eq!(record::every_id(&portfolio).expect("ids").len(), 11);
}

#[test]
fn what_goes_wrong_after_the_change_locks_and_the_next_opening_goes_on() {
    let (_parent, folder, old, mut portfolio) = filled();
    let before = all(&mut portfolio);
    let prepared = with_task(|task| portfolio.prepare_new_words(&secret(PASSPHRASE), false, task)).expect("prepared");
    let mut fail = |moment| {
        if moment == Moment::OldLogGone {
            Err(Error::new(Code::Disk, "The disk did not answer."))
        } else {
            Ok(())
        }
    };
    let error = fails(portfolio.take_watched(prepared, &mut fail));
    assert_eq!(error.code, Code::Disk);
    assert!(error.message.contains("locked"), "{}", error.message);
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    assert_eq!(all(&mut portfolio), before);
    assert_ne!(portfolio.recovery_words(&secret(PASSPHRASE)).expect("words"), old);
}

#[test]
fn it_can_be_stopped_and_says_how_far_it_is() {
    let (parent, folder, old, portfolio) = filled();
    drop(portfolio);
    let app = Arc::new(App::new(StillWorld::new(parent.path()), no_host(), "a test"));
    app.open(Some(&folder.to_string_lossy()), &secret(PASSPHRASE)).expect("opens");
    let events = app.events().listen();
    let stopping = Arc::clone(&app);
    let stopper = std::thread::spawn(move || {
        let first = events.recv().expect("an event");
        stopping.cancel("renewing");
        (first, events)
    });
    let result = app.run("renewing", |task| {
        app.with_mut(|portfolio| {
            portfolio.prepare_watched(&secret(PASSPHRASE), false, task, &mut |_| {
                // Slow enough for whoever wants to stop it: until it has been said.
                while task.go_on().is_ok() {
                    std::thread::yield_now();
                }
                Ok(())
            })
        })
    });
    assert_eq!(result.err().map(|error| error.code), Some(Code::Cancelled));
    let (first, _) = stopper.join().expect("it ends");
    assert!(matches!(first, crate::api::events::Event::Progress { .. }));
    assert_eq!(super::bytes(&folder).iter().filter(|(name, _)| name.contains("new")).count(), 0);
    let words = app.with(|portfolio| portfolio.recovery_words(&secret(PASSPHRASE))).expect("words");
    assert_eq!(words, old);
}

#[test]
fn over_the_contract_the_old_words_are_of_no_use_afterwards() {
    let (parent, folder, old, portfolio) = filled();
    drop(portfolio);
    let world = StillWorld::new(parent.path());
    crate::world::World::fill_random(world.as_ref(), &mut [0; 640]).expect("random");
    let app = App::new(world, no_host(), "a test");
    app.open(Some(&folder.to_string_lossy()), &secret(PASSPHRASE)).expect("opens");
    let call = |name: &str, request: String| crate::api::call(&app, name, "", &request);
    assert_eq!(
        call("recovery.new", r#"{"passphrase":"not this one"}"#.to_owned())
            .err()
            .map(|error| error.code),
        Some(Code::WrongPassphrase)
    );
    let answer = call("recovery.new", format!(r#"{{"passphrase":"{PASSPHRASE}"}}"#)).expect("new words");
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(answer["status"]["stage"], "open");
    assert_eq!(answer["status"]["words_to_confirm"].as_array().map(Vec::len), Some(3));
    let words: Vec<String> = serde_json::from_value(answer["words"].clone()).expect("words");
    app.lock();
    assert_eq!(fails(with_words(&folder, &old.join(" "), NEW)).code, Code::WrongWords);
    drop(with_words(&folder, &words.join(" "), NEW).expect("opens"));
    assert!(folder.join(DATABASE).exists());
}
