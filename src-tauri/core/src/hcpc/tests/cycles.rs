//! Cycles: made once, dated by their owner, carried in and out whole.

use super::*;
use crate::error::Code;
use crate::storage::{Op, Scope, transact, undo};

fn cycle(id: &str, start: &str, end: &str) -> Cycle {
    Cycle {
        id: id.to_owned(),
        start: start.to_owned(),
        end: end.to_owned(),
    }
}

#[test]
fn the_known_two_are_made_once_and_are_no_step() {
    let (_folder, mut portfolio) = testing::portfolio();
    let (first, current) = super::cycles(&mut portfolio).expect("cycles");
    let dates: Vec<_> = first.iter().map(|cycle| (cycle.start.as_str(), cycle.end.as_str())).collect();
    assert_eq!(dates, [("2026-06-01", "2028-05-31"), ("2024-06-01", "2026-05-31")]);
    assert_eq!(current.as_deref(), Some(first[0].id.as_str()));
    assert_eq!(super::cycles(&mut portfolio).expect("cycles").0, first);
    assert_eq!(undo::labels(&portfolio).expect("labels"), (None, None));
}

#[test]
fn dates_can_be_changed_and_taken_back() {
    let (_folder, mut portfolio, id) = portfolio();
    save_cycle(&mut portfolio, &cycle(&id, "2024-05-01", "2026-04-30")).expect("saved");
    assert_eq!(get(&portfolio, &id).expect("profile").cycle.start, "2024-05-01");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(get(&portfolio, &id).expect("profile").cycle.start, "2024-06-01");
    save_cycle(&mut portfolio, &cycle("", "2022-06-01", "2024-05-31")).expect("a new one");
    assert_eq!(super::cycles(&mut portfolio).expect("cycles").0.len(), 3);
}

#[test]
fn a_cycle_of_one_day_is_one() {
    let (_folder, mut portfolio, id) = portfolio();
    save_cycle(&mut portfolio, &cycle(&id, "2025-03-04", "2025-03-04")).expect("a day");
    let [on, before, after] = ["2025-03-04", "2025-03-03", "2025-03-05"].map(|day| finished(&mut portfolio, &supervision(day)));
    let profile = get(&portfolio, &id).expect("the profile");
    let ids: Vec<&str> = profile.activities.iter().map(|one| one.record_id.as_str()).collect();
    assert_eq!(ids, [on.as_str()], "{before} and {after} lie outside");
    assert!(profile.gaps.is_empty());
    readiness(&portfolio, &id).expect("where it stands");
    put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&on, "An hour.")],
            ..empty()
        },
    );
    let pdf = triptych_pdf::render(&document(&portfolio, &id).expect("a document")).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn wrong_dates_are_refused_at_their_field() {
    let (_folder, mut portfolio, id) = portfolio();
    let before = super::cycles(&mut portfolio).expect("cycles");
    for (start, end, field) in [
        ("2026-02-31", "2028-05-31", "start"),
        ("", "2028-05-31", "start"),
        ("2024-06-01", "9999-01-01", "end"),
        ("2024-06-01", "2023-06-01", "end"),
        ("2024-06-01", "2028-06-01", "end"),
        ("2026-06-01", "2028-05-31", "start"),
    ] {
        let cause = save_cycle(&mut portfolio, &cycle(&id, start, end)).expect_err("refused");
        assert_eq!((cause.code, cause.field.as_deref()), (Code::Invalid, Some(field)), "{start} {end}");
    }
    assert_eq!(
        save_cycle(&mut portfolio, &cycle("no such", "2010-06-01", "2012-05-31"))
            .expect_err("unknown")
            .code,
        Code::NotFound
    );
    assert_eq!(super::cycles(&mut portfolio).expect("cycles"), before);
    save_cycle(&mut portfolio, &cycle(&id, "2024-06-01", "2028-05-31")).expect("four years are allowed");
}

#[test]
fn a_cycle_is_found_by_its_years() {
    let (_folder, mut portfolio, id) = portfolio();
    assert_eq!(cycle_by_years(&mut portfolio, " 2024–2026 ").expect("found"), id);
    let cause = cycle_by_years(&mut portfolio, "2019-2021").expect_err("none");
    assert_eq!(cause.field.as_deref(), Some("cycle"));
    assert!(cause.hint.expect("a hint").contains("2026-2028, 2024-2026"));
}

#[test]
fn a_whole_cycle_goes_out_and_comes_in_again() {
    let (_folder, mut portfolio, id) = portfolio();
    let (a, b) = (
        finished(&mut portfolio, &supervision("2025-01-10")),
        draft(&mut portfolio, &reflection("2025-02-10")),
    );
    let form = Form {
        summary: "Summary".to_owned(),
        introduction: "Introduction".to_owned(),
        chosen: vec![chosen(&b, "What b was"), chosen(&a, "What a was")],
        gaps: vec![GapText {
            from: "2025-03".to_owned(),
            to: "2026-05".to_owned(),
            explanation: "Leave.".to_owned(),
        }],
        choices: vec![choice(&a, Some(false), Some("Supervision of mine")), choice(&b, Some(true), None)],
    };
    put(&mut portfolio, &id, &form);
    let all = all_cycles_with_forms(&portfolio).expect("all");
    let mut out = all[0].1.clone();
    out.choices.sort_by_key(|choice| choice.record_id != a);
    assert_eq!(out, form);
    assert_eq!((all.len(), &all[1].1), (2, &empty()));

    transact(&mut portfolio, Op::Import, Scope::default(), |connection| {
        put_cycle(connection, "new", "2024-06-02", "2026-05-31", &form)
    })
    .expect("put");
    let (old, new) = (get(&portfolio, &id).expect("old"), get(&portfolio, "new").expect("new"));
    assert_eq!(
        (old.summary, old.chosen, old.activities, old.gaps),
        (new.summary, new.chosen, new.activities, new.gaps)
    );
}

#[test]
fn a_cycle_brought_in_keeps_the_names_its_records_brought() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice(&a, None, Some("Mine"))],
            ..empty()
        },
    );
    transact(&mut portfolio, Op::Import, Scope::default(), |connection| {
        put_cycle(connection, "new", "2024-06-01", "2026-06-30", &empty())
    })
    .expect("put");
    assert_eq!(get(&portfolio, "new").expect("new").activities[0].name, "Mine");
}
