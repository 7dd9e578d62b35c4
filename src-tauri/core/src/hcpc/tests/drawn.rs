//! "I have been drawn": the letter goes before the cycle, and wrong dates are refused with a way out.

use super::*;
use crate::error::Code;
use crate::hcpc::{Drawn, StepTo, drawn, readiness, save_drawn, save_number};
use crate::storage::undo;

fn letter(letter: &str, deadline: &str) -> Drawn {
    Drawn {
        letter: letter.to_owned(),
        deadline: deadline.to_owned(),
        deferral: false,
        adjustments: false,
        note: String::new(),
    }
}

#[test]
fn the_letters_deadline_goes_before_the_cycles_end_and_can_be_taken_back() {
    let (_folder, mut portfolio, id) = portfolio();
    assert_eq!(readiness(&portfolio, &id).expect("a readiness").days_left, -175);
    let kept = Drawn {
        deferral: true,
        note: "  Asked on the phone.\n".to_owned(),
        ..letter("2026-10-01", "2026-12-31")
    };
    save_drawn(&mut portfolio, &id, Some(&kept)).expect("kept");
    let found = readiness(&portfolio, &id).expect("a readiness");
    assert_eq!(found.days_left, 39);
    let answering = found.answering.expect("an answer");
    assert_eq!(
        answering.said[0],
        "The letter asks for your profile by 31 December 2026: 39 days are left."
    );
    assert!(answering.said[1].starts_with("Renew and pay as well"));
    assert!(
        answering.asking[0].starts_with("You have asked for a deferral."),
        "{:?}",
        answering.asking
    );
    assert_eq!(answering.drawn.note, "Asked on the phone.");
    assert_eq!(get(&portfolio, &id).expect("profile").drawn, Some(answering.drawn));
    assert_eq!(
        cycles(&mut portfolio).expect("cycles").1.as_ref(),
        Some(&id),
        "what waits is shown first"
    );
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(drawn(&portfolio, &id).expect("read"), None);
    assert_ne!(cycles(&mut portfolio).expect("cycles").1.as_ref(), Some(&id));
    undo::redo(&mut portfolio).expect("done again");
    save_drawn(&mut portfolio, &id, None).expect("taken away");
    let found = readiness(&portfolio, &id).expect("a readiness");
    assert_eq!((found.days_left, found.answering), (-175, None));
}

#[test]
fn wrong_dates_are_refused_at_their_field_and_nothing_is_kept() {
    let (_folder, mut portfolio, id) = portfolio();
    for (dates, field) in [
        (("2026-04-01", "2026-03-31"), "deadline"),
        (("2026-04-01", "2028-04-01"), "deadline"),
        (("2026-04-01", ""), "deadline"),
        (("2026-02-30", "2026-05-31"), "letter"),
        (("2026-11-23", "2027-01-31"), "letter"),
        (("2024-06-02", "2024-08-31"), "letter"),
    ] {
        let cause = save_drawn(&mut portfolio, &id, Some(&letter(dates.0, dates.1))).expect_err("refused");
        assert_eq!((cause.code, cause.field.as_deref()), (Code::Invalid, Some(field)), "{dates:?}");
    }
    let next = cycle_by_years(&mut portfolio, "2026-2028").expect("the next");
    let cause = save_drawn(&mut portfolio, &next, Some(&letter("2026-04-01", "2026-05-31"))).expect_err("the wrong cycle");
    assert!(
        cause.message.contains("not about this cycle, which ends on 31 May 2028"),
        "{}",
        cause.message
    );
    let long = Drawn {
        note: "a".repeat(2001),
        ..letter("2026-04-01", "2026-05-31")
    };
    assert_eq!(
        save_drawn(&mut portfolio, &id, Some(&long)).expect_err("too long").field.as_deref(),
        Some("note")
    );
    assert_eq!(save_drawn(&mut portfolio, "none", None).expect_err("no cycle").code, Code::NotFound);
    assert_eq!(
        (drawn(&portfolio, &id).expect("read"), drawn(&portfolio, &next).expect("read")),
        (None, None)
    );
}

#[test]
fn who_is_late_is_told_so_and_not_locked_out() {
    let (_folder, mut portfolio, id) = portfolio();
    save_drawn(&mut portfolio, &id, Some(&letter("2026-03-09", "2026-05-31"))).expect("kept");
    let said = readiness(&portfolio, &id).expect("a readiness").answering.expect("an answer").said;
    assert_eq!(
        said[0],
        "The letter asked for your profile by 31 May 2026, 175 days ago. Write to HCPC today, and say when it will come."
    );
    for (deadline, words) in [
        ("2026-11-21", "by yesterday"),
        ("2026-11-22", "today"),
        ("2026-11-23", "by tomorrow"),
    ] {
        save_drawn(&mut portfolio, &id, Some(&letter("2026-03-09", deadline))).expect("kept");
        let said = readiness(&portfolio, &id).expect("a readiness").answering.expect("an answer").said;
        assert!(said[0].contains(words), "{}", said[0]);
    }
}

#[test]
fn a_letter_waits_past_its_deadline_until_a_final_profile_has_left() {
    let (_folder, mut portfolio, id) = portfolio();
    let current = |portfolio: &mut Portfolio| cycles(portfolio).expect("cycles").1.expect("a cycle");
    let answering = |portfolio: &Portfolio| readiness(portfolio, &id).expect("a readiness").answering.expect("an answer");
    save_drawn(&mut portfolio, &id, Some(&letter("2026-09-09", "2026-11-20"))).expect("kept");
    assert_eq!(current(&mut portfolio), id, "two days late is when it is needed most");
    let late = answering(&portfolio);
    assert!(late.asking[0].starts_with("The deadline has passed."), "{:?}", late.asking);
    assert!(!late.steps.is_empty());
    let left = "INSERT INTO export (id, kind, exported_at, cycle_id, final, file_name, sha256, for_whom, kept)
        VALUES (?1, 'hcpc', ?2, ?3, 1, 'a.pdf', '', 'HCPC', '[]')";
    let db = portfolio.db();
    db.execute(left, ["before", "2026-09-08T10:00:00Z", &id]).expect("an earlier one");
    assert_eq!(current(&mut portfolio), id, "what left before the letter answers nothing");
    let db = portfolio.db();
    db.execute(left, ["after", "2026-11-19T10:00:00Z", &id]).expect("one for it");
    assert_ne!(current(&mut portfolio), id);
    let sent = answering(&portfolio);
    assert_eq!(sent.said[0], "The letter asked for your profile by 20 November 2026.");
    assert!(sent.said[1].starts_with("A final PDF left on 19 November 2026."), "{:?}", sent.said);
    assert!(sent.steps.is_empty());
    save_drawn(&mut portfolio, &id, Some(&letter("2026-05-09", "2026-06-30"))).expect("kept");
    assert_ne!(current(&mut portfolio), id, "nor does a letter of long ago");
}

#[test]
fn whoever_has_nothing_or_only_brought_in_texts_is_led_to_them_first() {
    let (_folder, mut portfolio, id) = portfolio();
    save_drawn(&mut portfolio, &id, Some(&letter("2026-03-09", "2026-12-31"))).expect("kept");
    let steps = |portfolio: &Portfolio| readiness(portfolio, &id).expect("a readiness").answering.expect("an answer").steps;
    let now = steps(&portfolio);
    assert_eq!((now[0].to, now.last().map(|step| step.to)), (StepTo::Intake, Some(StepTo::Privacy)));
    for month in 1..=9 {
        finished(&mut portfolio, &reflection(&format!("2025-0{month}-10")));
    }
    let now = steps(&portfolio);
    assert_eq!((now[0].to, now.len() <= 3), (StepTo::List, true));
    assert!(now[0].words.contains("9 finished records are not listed yet"), "{}", now[0].words);
    let exists = readiness(&portfolio, &id)
        .expect("a readiness")
        .answering
        .expect("an answer")
        .exists;
    assert_eq!(exists, ["9 records of these two years, 0 listed."]);
}

#[test]
fn a_short_cycle_and_overlapping_ones_each_have_their_own_letter() {
    let (_folder, mut portfolio, id) = portfolio();
    let short = Cycle {
        id: String::new(),
        start: "2026-05-30".to_owned(),
        end: "2026-05-31".to_owned(),
    };
    save_cycle(&mut portfolio, &short).expect("two days are a cycle");
    let short = cycles(&mut portfolio)
        .expect("cycles")
        .0
        .into_iter()
        .find(|one| one.start == "2026-05-30")
        .expect("there");
    save_drawn(&mut portfolio, &short.id, Some(&letter("2026-05-31", "2026-05-31"))).expect("kept");
    let on_the_day = finished(&mut portfolio, &cpd("2026-05-31", CpdType::Formal));
    let found = readiness(&portfolio, &short.id).expect("a readiness");
    assert_eq!((found.months.len(), found.listed), (1, 1));
    assert_eq!(found.standards[0].records[0].record_id, on_the_day);
    let other = readiness(&portfolio, &id).expect("a readiness");
    assert_eq!((other.listed, other.answering), (1, None));
}

#[test]
fn a_number_put_right_holds_everywhere_and_goes_back() {
    let (_folder, mut portfolio, id) = portfolio();
    finished(&mut portfolio, &cpd("2024-06-10", CpdType::Formal));
    finished(&mut portfolio, &cpd("2024-11-10", CpdType::Formal));
    let gaps = |portfolio: &Portfolio| get(portfolio, &id).expect("profile").gaps.len();
    assert_eq!(gaps(&portfolio), 2);
    save_number(&mut portfolio, "gap-months", Some(5)).expect("kept");
    save_number(&mut portfolio, "statement-words", Some(2000)).expect("kept");
    save_number(&mut portfolio, "types", Some(1)).expect("kept");
    assert_eq!(gaps(&portfolio), 1);
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!((profile.statement_words.limit, said(&profile, "types")), (2000, String::new()));
    let found = readiness(&portfolio, &id).expect("a readiness");
    let gap = found.numbers.iter().find(|number| number.id == "gap-months").expect("the number");
    assert_eq!((gap.value, gap.own, found.standards[1].written), (5, true, true));
    undo::undo(&mut portfolio).expect("undone");
    assert!(said(&get(&portfolio, &id).expect("profile"), "types").contains("at least two types"));
    save_number(&mut portfolio, "gap-months", None).expect("back");
    assert_eq!(gaps(&portfolio), 2);
    for (number, value, field) in [("gap-months", 0, "value"), ("gap-months", 25, "value"), ("hours", 30, "number")] {
        let cause = save_number(&mut portfolio, number, Some(value)).expect_err("refused");
        assert_eq!(cause.field.as_deref(), Some(field), "{number} {value}");
    }
}
