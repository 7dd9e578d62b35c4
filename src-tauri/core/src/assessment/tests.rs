use super::*;
use crate::error::Code;
use crate::profile::{self, Profile};
use crate::record::{self, Kind};
use crate::testing;

fn with_level(level: &str) -> (tempfile::TempDir, Portfolio) {
    let (folder, mut portfolio) = testing::portfolio();
    let profile = profile::get(&portfolio).expect("a profile");
    profile::save(
        &mut portfolio,
        &Profile {
            level: Some(level.to_owned()),
            ..profile
        },
    )
    .expect("saved");
    (folder, portfolio)
}

#[test]
fn an_answer_never_replaces_an_older_one() {
    let (_folder, mut portfolio) = testing::portfolio();
    set(&mut portfolio, "enh.pp.02", Some(Answer::Developing), "", None).expect("kept");
    set(
        &mut portfolio,
        "enh.pp.02",
        Some(Answer::NextForMe),
        "Ask for a joint session",
        Some("2027-02-01"),
    )
    .expect("kept");
    let history = of_statement(&portfolio, "enh.pp.02").expect("a read");
    assert_eq!(
        history.iter().map(|one| one.answer).collect::<Vec<_>>(),
        [Some(Answer::NextForMe), Some(Answer::Developing)]
    );
    assert_eq!(history[0].by.as_deref(), Some("2027-02-01"));
    assert_eq!(latest(&portfolio).expect("a read")["enh.pp.02"], history[0]);

    set(&mut portfolio, "enh.pp.02", None, "", None).expect("taken back");
    assert!(latest(&portfolio).expect("a read").is_empty());
    assert_eq!(of_statement(&portfolio, "enh.pp.02").expect("a read").len(), 3);

    storage::undo::undo(&mut portfolio).expect("undone");
    assert_eq!(latest(&portfolio).expect("a read")["enh.pp.02"].answer, Some(Answer::NextForMe));
}

#[test]
fn what_cannot_be_kept_is_refused_beside_its_field() {
    let (_folder, mut portfolio) = testing::portfolio();
    let next = Some(Answer::NextForMe);
    let long = "n".repeat(501);
    for (field, statement, answer, note, by) in [
        ("statement", "enh.pp.99", next, "", None),
        ("note", "enh.pp.02", next, long.as_str(), None),
        ("by", "enh.pp.02", next, "", Some("2026-02-31")),
        ("by", "enh.pp.02", Some(Answer::Confident), "", Some("2026-12-01")),
    ] {
        let error = set(&mut portfolio, statement, answer, note, by).expect_err("refused");
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    assert!(all(&portfolio).expect("a read").is_empty());
}

#[test]
fn the_question_is_of_the_own_level_and_stays_for_the_week() {
    let (_folder, portfolio) = with_level("adv");
    let asked = question(&portfolio).expect("a read").expect("a question");
    assert!(asked.starts_with("adv."));
    assert_eq!(question(&portfolio).expect("a read"), Some(asked));
}

#[test]
fn without_a_level_nothing_is_asked() {
    let (_folder, portfolio) = testing::portfolio();
    assert_eq!(question(&portfolio).expect("a read"), None);
}

#[test]
fn a_question_put_off_waits_for_the_next_week() {
    let (_folder, mut portfolio) = with_level("enh");
    put_off(&mut portfolio).expect("put off");
    assert_eq!(question(&portfolio).expect("a read"), None);
    settings::write(portfolio.db(), PUT_OFF, &"2026-W46").expect("written");
    assert!(question(&portfolio).expect("a read").is_some());
}

#[test]
fn a_record_or_an_answer_ends_the_weeks_question() {
    let (_folder, mut portfolio) = with_level("enh");
    let asked = question(&portfolio).expect("a read").expect("a question");
    let content = testing::content(Kind::Reflection, "", "2026-11-21", "Last Tuesday, in fact.");
    let made = record::create(&mut portfolio, &content, "", std::slice::from_ref(&asked)).expect("a record");
    assert_eq!(question(&portfolio).expect("a read"), None);
    record::bin(&mut portfolio, &made.id).expect("binned");
    assert_eq!(question(&portfolio).expect("a read"), Some(asked.clone()));
    set(&mut portfolio, &asked, Some(Answer::NotMyRole), "", None).expect("kept");
    assert_eq!(question(&portfolio).expect("a read"), None);
}

#[test]
fn when_everything_is_tagged_nothing_is_asked() {
    let (_folder, mut portfolio) = with_level("ass");
    let ids: Vec<String> = Framework::bundled()
        .statements()
        .iter()
        .filter(|one| one.level.as_str() == "ass")
        .map(|one| one.id.clone())
        .collect();
    let content = testing::content(Kind::Reflection, "", "2026-01-05", "A year of it.");
    record::create(&mut portfolio, &content, "", &ids).expect("a record");
    portfolio
        .db()
        .execute("UPDATE tag SET tagged_at = '2026-01-05T12:00:00.000Z'", [])
        .expect("moved back");
    assert_eq!(question(&portfolio).expect("a read"), None);
}

#[test]
fn weeks_are_named_as_the_calendar_does() {
    let day = |text: &str| date("day", text).expect("a date");
    assert_eq!(week_of(day("2026-11-22")), "2026-W47");
    assert_eq!(week_of(day("2027-01-01")), "2026-W53");
}
