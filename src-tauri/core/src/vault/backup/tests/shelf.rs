//! The folder: when a backup is due, what is listed, what is thinned.

use super::super::beside::Again;
use super::super::make::before_migration;
use super::super::write::{Target, pack};
use super::super::{Automatic, Progress, automatic, list, make, newest_good, shelf, status};
use super::{House, fails, names};
use crate::api::settings::Settings;
use crate::error::Code;
use crate::record::{self, Kind};
use crate::vault::ENVELOPE;
use chrono::{DateTime, TimeDelta};

pub(super) fn due(house: &House, closing: bool) -> Automatic {
    house.run(|task| automatic(&house.app, task, closing)).expect("no error")
}

#[test]
fn one_is_made_when_it_is_due_and_only_then() {
    let house = House::new();
    let before = status(&house.app).expect("a status");
    assert!(before.last.is_none() && before.reachable && !before.insistent);
    assert!(matches!(due(&house, false), Automatic::Made { .. }));
    let after = status(&house.app).expect("a status");
    assert!(after.current);
    let last = after.last.expect("a backup");
    assert_eq!(
        (last.days, last.file.as_str(), last.made_on.as_str()),
        (0, "Triptych backup 2026-11-22 1030.zip", "2026-11-22")
    );
    assert!(matches!(due(&house, true), Automatic::NotDue), "nothing has changed");

    house.write(Kind::Reflection, "More");
    assert!(!status(&house.app).expect("a status").current);
    assert!(matches!(due(&house, false), Automatic::NotDue), "there is one of today");
    assert!(matches!(due(&house, true), Automatic::Made { .. }), "closing takes all of it");
    for path in names(&house.stick) {
        std::fs::remove_file(house.stick.join(path)).expect("removed");
    }
    assert!(matches!(due(&house, false), Automatic::Made { .. }), "the newest is gone");
    house.app.change(crate::storage::undo::undo).expect("undone");
    assert!(!status(&house.app).expect("a status").current, "undo is a change");
}

#[test]
fn an_addition_that_is_not_finished_is_taken_along_at_closing() {
    let house = House::new();
    let id = house.write(Kind::CaseNote, "Session");
    house.app.change(|portfolio| record::finish(portfolio, &id, true)).expect("closed");
    assert!(matches!(due(&house, true), Automatic::Made { .. }));
    assert!(matches!(due(&house, true), Automatic::NotDue));
    for text in ["It was the b", "It was the bus", ""] {
        house
            .app
            .with_mut(|portfolio| record::keep_unfinished_addition(portfolio, &id, text))
            .expect("kept");
        assert!(!status(&house.app).expect("a status").current);
        assert!(matches!(due(&house, true), Automatic::Made { .. }), "{text}");
    }
}

#[test]
fn a_stick_that_is_not_there_is_waited_for() {
    let house = House::new();
    std::fs::remove_dir(&house.stick).expect("removed");
    assert!(!status(&house.app).expect("a status").reachable);
    assert!(matches!(due(&house, true), Automatic::Waiting));
    assert_eq!(fails(house.run(|task| make(&house.app, task, None))).code, Code::Disk);
    assert_eq!(fails(list(&house.app)).code, Code::Disk);
    house.choose(None);
    assert!(matches!(due(&house, true), Automatic::Off));
    assert_eq!(fails(house.run(|task| make(&house.app, task, None))).code, Code::Refused);
}

#[test]
fn a_fortnight_without_a_backup_is_insisted_on() {
    let house = House::new();
    house.backup();
    house.write(Kind::Reflection, "More");
    let aged = |days: &str| {
        house
            .app
            .with(|portfolio| {
                portfolio.db().execute(
                    "UPDATE setting SET value = json_set(value, '$.made_on', ?1) WHERE key = 'backup'",
                    [days],
                )?;
                Ok(())
            })
            .expect("aged");
        status(&house.app).expect("a status")
    };
    assert!(!aged("2026-11-09").insistent, "13 days");
    let old = aged("2026-11-08");
    assert!(old.insistent, "14 days");
    assert_eq!(old.last.map(|last| last.days), Some(14));
    assert!(matches!(due(&house, false), Automatic::Made { .. }));
    assert!(!aged("2026-11-01").insistent, "nothing has changed since");
}

#[test]
fn backups_by_themselves_can_be_switched_off() {
    let house = House::new();
    let settings = Settings {
        backup_automatic: false,
        ..house.app.settings()
    };
    house.app.save_settings(settings).expect("saved");
    assert!(matches!(due(&house, true), Automatic::Off));
    house.backup();
}

#[test]
fn a_place_that_goes_with_the_portfolio_is_refused() {
    let house = House::new();
    let inside = house.portfolio.join("backups");
    let settings = |folder: &str| Settings {
        backup_folder: Some(folder.to_owned()),
        ..house.app.settings()
    };
    let error = fails(house.app.save_settings(settings(&inside.to_string_lossy())));
    assert_eq!(error.code, Code::Refused);
    assert_eq!(fails(house.app.save_settings(settings("stick"))).code, Code::Invalid);
    let file = house.portfolio.join("one.zip");
    assert_eq!(fails(house.run(|task| make(&house.app, task, Some(&file)))).code, Code::Refused);
    let file = house.stick.join("one.zip");
    house.run(|task| make(&house.app, task, Some(&file))).expect("a backup");
    assert_eq!(fails(house.run(|task| make(&house.app, task, Some(&file)))).code, Code::Exists);
}

/// A backup that says it was made `days` ago.
pub(super) fn aged(house: &House, days: i64) -> String {
    let mut quiet = |_| Ok(());
    let progress = &mut Progress { step: &mut quiet };
    let mut staged = house.app.with(|portfolio| portfolio.stage(progress)).expect("staged");
    let made = house.app.world().now() - TimeDelta::days(days);
    staged.facts.made_at = made.to_rfc3339();
    let target = Target::Folder(house.stick.clone(), made.naive_utc());
    let packed = pack(staged, &target, &house.portfolio, &Again::All, progress).expect("packed");
    packed.path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn thinning_removes_what_newer_ones_stand_for_and_nothing_else() {
    let house = House::new();
    let (kept, gone) = (aged(&house, 400), aged(&house, 401));
    let stranger = House::new();
    stranger
        .app
        .with(|portfolio| crate::storage::settings::write(portfolio.db(), "portfolio_id", &"another"))
        .expect("renamed");
    let others: Vec<_> = [402, 403].into_iter().map(|days| aged(&stranger, days)).collect();
    for name in &others {
        std::fs::rename(stranger.stick.join(name), house.stick.join(name)).expect("moved");
    }
    let hers = [
        "holiday.jpg",
        "Triptych backup 2025-10-01 0930.zip",
        "Triptych backup of the old laptop.zip",
    ];
    std::fs::write(house.stick.join(hers[0]), "x").expect("written");
    std::fs::write(house.stick.join(hers[1]), "PK but none of ours").expect("written");
    std::fs::copy(house.stick.join(&gone), house.stick.join(hers[2])).expect("copied");
    let made = house.run(|task| make(&house.app, task, None)).expect("a backup");
    assert_eq!(made.thinned, 1);
    let left = names(&house.stick);
    assert!(left.contains(&kept) && !left.contains(&gone), "{left:?}");
    assert!(hers.iter().all(|name| left.contains(&(*name).to_owned())), "{left:?}");
    assert!(others.iter().all(|name| left.contains(name)), "{left:?}");

    let items = list(&house.app).expect("a list");
    assert_eq!(items.len(), left.len() - 2, "what has another name is not listed");
    assert_eq!(items[0].path, made.path, "newest first");
    assert_eq!(items.iter().filter(|item| item.own == Some(false)).count(), 2);
    assert_eq!(items.iter().filter(|item| item.wrong.is_some()).count(), 1);
    let far = DateTime::parse_from_rfc3339("2040-01-01T00:00:00Z").expect("a moment").to_utc();
    let id = house.app.with(super::super::auto::id).expect("an id");
    shelf::thin(&house.stick, &id, far);
    assert!(std::path::Path::new(&made.path).exists(), "the newest stays, however old");
}

#[test]
fn the_newest_that_is_offered_is_as_it_was_written() {
    let house = House::new();
    let newest = || {
        let item = house.run(|task| newest_good(&house.app, task)).expect("looked for");
        item.map(|item| item.file)
    };
    assert_eq!(newest(), None);
    let [oldest, middle, last] = [30, 20, 10].map(|days| aged(&house, days));
    assert_eq!(newest().as_ref(), Some(&last));
    // Its form stays sound: only what lies in it is no longer what it was.
    let path = house.stick.join(&last);
    let mut bytes = std::fs::read(&path).expect("a zip");
    let half = bytes.len() / 2;
    bytes[half] ^= 1;
    std::fs::write(&path, bytes).expect("written");
    let listed = list(&house.app).expect("a list");
    assert!(listed[0].wrong.is_none(), "the list looks at its form alone");
    assert_eq!(newest().as_ref(), Some(&middle));
    let path = house.stick.join(&middle);
    let bytes = std::fs::read(&path).expect("a zip");
    std::fs::write(&path, &bytes[..bytes.len() - 100]).expect("cut");
    house.app.lock();
    assert_eq!(newest().as_ref(), Some(&oldest), "locked, too");
}

#[test]
fn before_a_migration_the_chosen_folder_is_taken_or_one_beside() {
    let house = House::new();
    let world = house.app.with(|portfolio| Ok(portfolio.shared_world())).expect("a world");
    let envelope = std::fs::read(house.portfolio.join(ENVELOPE)).expect("an envelope");
    let ask = |chosen: Option<&std::path::Path>| {
        house
            .app
            .with(|portfolio| before_migration(&world, &house.portfolio, &envelope, chosen, &portfolio.key, portfolio.db()))
    };
    let made = ask(Some(&house.stick)).expect("a backup");
    assert!(made.starts_with(&house.stick));
    for away in [None, Some(house.stick.join("gone"))] {
        let made = ask(away.as_deref()).expect("a backup");
        assert!(made.starts_with(house.portfolio.join("backups")));
    }
    std::fs::remove_dir_all(house.portfolio.join("backups")).expect("removed");
    std::fs::write(house.portfolio.join("backups"), "in the way").expect("written");
    let error = fails(ask(None));
    assert!(error.message.contains("nothing has been changed"), "{}", error.message);
}
