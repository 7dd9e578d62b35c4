//! Consent, and what it keeps in the portfolio.

use super::super::consent::state_of;
use super::super::{By, export, save_consent, withdraw_consent};
use super::*;
use crate::api::export::WayOut;

pub(super) fn consent() -> Consent {
    Consent {
        who: "K-07".to_owned(),
        by: By::Parent,
        child_view: "She wants the boat to be seen.".to_owned(),
        therapy_free: true,
        use_for: "An HCPC audit".to_owned(),
        given: "2026-10-01".to_owned(),
        until: Some("2027-10-01".to_owned()),
        withdrawn: None,
    }
}

#[test]
fn consent_holds_within_its_days_and_only_when_therapy_does_not_depend_on_it() {
    let day = |text: &str| text.parse().expect("a day");
    let of = |change: &dyn Fn(&mut Consent), on: &str| {
        let mut one = consent();
        change(&mut one);
        state_of(true, Some(&one), day(on))
    };
    assert_eq!(state_of(false, None, day("2026-11-22")), ConsentState::NotNeeded);
    assert_eq!(state_of(true, None, day("2026-11-22")), ConsentState::Missing);
    for (on, state) in [
        ("2026-09-30", ConsentState::Ended),
        ("2026-10-01", ConsentState::Valid),
        ("2027-10-01", ConsentState::Valid),
        ("2027-10-02", ConsentState::Ended),
    ] {
        assert_eq!(of(&|_| {}, on), state, "{on}");
    }
    assert_eq!(of(&|one| one.therapy_free = false, "2026-11-22"), ConsentState::Missing);
    assert_eq!(of(&|one| one.until = None, "2036-11-22"), ConsentState::Valid);
    let withdrawn = |one: &mut Consent| one.withdrawn = Some("2026-11-22".to_owned());
    assert_eq!(of(&withdrawn, "2026-11-21"), ConsentState::Valid);
    assert_eq!(of(&withdrawn, "2026-11-22"), ConsentState::Withdrawn);
    // Saying that nobody is in it does not undo a withdrawal.
    let mut one = consent();
    withdrawn(&mut one);
    assert_eq!(state_of(false, Some(&one), day("2026-11-23")), ConsentState::Withdrawn);
}

#[test]
fn what_is_no_consent_is_refused_beside_its_field() {
    let house = House::new();
    let one = house.add("boat.png", b"\x89PNG\r\n\x1a\n", &[]);
    for (field, change) in [
        ("who", (|one| one.who.clear()) as fn(&mut Consent)),
        ("use_for", |one| one.use_for.clear()),
        ("given", |one| one.given = "2026-02-30".to_owned()),
        ("until", |one| one.until = Some("2026-09-30".to_owned())),
        ("withdrawn", |one| one.withdrawn = Some("2026-09-30".to_owned())),
    ] {
        let mut wrong = consent();
        change(&mut wrong);
        let error = house
            .app
            .change(|portfolio| save_consent(portfolio, &one.id, &wrong))
            .expect_err(field);
        assert_eq!(error.field.as_deref(), Some(field));
    }
    assert_eq!(house.get(&one.id).expect("there").consent, None);
}

#[test]
fn without_consent_no_copy_leaves_and_after_a_withdrawal_it_says_where_it_went() {
    let house = House::new();
    let one = house.add("boat.txt", b"a boat", &[]);
    let with_people = Facts {
        people: true,
        ..facts("The boat")
    };
    house
        .app
        .change(|portfolio| save(portfolio, &one.id, one.version, "v", &with_people))
        .expect("saved");
    let out = house.path("boat out.txt");
    let way = |for_whom| WayOut {
        path: out.to_str(),
        replace: false,
        for_whom,
    };
    let leave = || house.app.run("", |task| export(&house.app, task, &one.id, &way(" A school ")));
    let refused = leave().expect_err("no consent");
    assert_eq!(refused.code, Code::Refused);
    assert!(refused.message.contains("consent is not recorded"), "{}", refused.message);
    assert!(!out.exists());
    house
        .app
        .change(|portfolio| save_consent(portfolio, &one.id, &consent()))
        .expect("saved");
    let long = "x".repeat(201);
    let line = house.app.run("", |task| export(&house.app, task, &one.id, &way(&long)));
    assert_eq!(line.expect_err("too long").field.as_deref(), Some("for_whom"));
    leave().expect("left");
    let before = house
        .app
        .with(|portfolio| crate::hcpc::whom_before(portfolio, crate::hcpc::Left::Evidence));
    assert_eq!(before.expect("read"), ["A school"]);
    assert_eq!(std::fs::read(&out).expect("the copy"), b"a boat");
    assert_eq!(leave().expect_err("there already").code, Code::Exists);
    let withdrawn = house
        .app
        .change(|portfolio| withdraw_consent(portfolio, &one.id, "2026-11-22"))
        .expect("withdrawn");
    assert_eq!(withdrawn.consent_state, ConsentState::Withdrawn);
    let left: Vec<_> = withdrawn
        .left
        .iter()
        .map(|left| (left.kind.as_str(), left.file_name.as_str()))
        .collect();
    assert_eq!(left, [("evidence", "boat out.txt")]);
    std::fs::remove_file(&out).expect("removed");
    assert!(leave().expect_err("withdrawn").message.contains("withdrawn"));
    let early = house.app.change(|portfolio| withdraw_consent(portfolio, &one.id, "2026-09-01"));
    assert_eq!(early.expect_err("too early").field.as_deref(), Some("on"));
}
