use super::*;
use crate::error::Code;
use crate::storage::undo;

#[test]
fn an_agreement_is_kept_whole_and_taken_back() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    let id = save_agreement(&mut portfolio, &agreed(&person)).expect("saved");
    let kept = Agreement { id, ..agreed(&person) };
    assert_eq!(agreements(&portfolio).expect("a read"), std::slice::from_ref(&kept));
    let changed = Agreement {
        frequency: "monthly".to_owned(),
        end: Some("2026-12-31".to_owned()),
        ..kept.clone()
    };
    save_agreement(&mut portfolio, &changed).expect("saved");
    assert_eq!(agreements(&portfolio).expect("a read"), [changed]);
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(agreements(&portfolio).expect("a read"), [kept]);
}

#[test]
fn an_agreement_that_ends_before_it_starts_is_refused_beside_the_field() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    let wrong: [(&str, Agreement); 8] = [
        (
            "end",
            Agreement {
                end: Some("2025-12-31".to_owned()),
                ..agreed(&person)
            },
        ),
        (
            "review",
            Agreement {
                review: Some("2025-12-31".to_owned()),
                ..agreed(&person)
            },
        ),
        (
            "start",
            Agreement {
                start: "2026-02-30".to_owned(),
                ..agreed(&person)
            },
        ),
        (
            "minutes",
            Agreement {
                minutes: Some(0),
                ..agreed(&person)
            },
        ),
        ("person_id", agreed("nobody")),
        (
            "frequency",
            Agreement {
                frequency: "a\nb".to_owned(),
                ..agreed(&person)
            },
        ),
        (
            "purpose",
            Agreement {
                purpose: "a".repeat(5_001),
                ..agreed(&person)
            },
        ),
        (
            "limits",
            Agreement {
                limits: "a\0".to_owned(),
                ..agreed(&person)
            },
        ),
    ];
    for (field, agreement) in wrong {
        let error = save_agreement(&mut portfolio, &agreement).expect_err(field);
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    assert!(agreements(&portfolio).expect("a read").is_empty());
    let same_day = Agreement {
        end: Some("2026-01-01".to_owned()),
        review: None,
        ..agreed(&person)
    };
    save_agreement(&mut portfolio, &same_day).expect("a day is long enough");
}

#[test]
fn a_review_is_spoken_of_from_a_fortnight_before_until_it_is_moved_or_the_agreement_has_ended() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    // Today is 22 November 2026.
    for (review, end, due) in [
        (Some("2026-12-06"), None, true),
        (Some("2026-12-07"), None, false),
        (Some("2026-03-01"), None, true),
        (Some("2026-03-01"), Some("2026-11-21"), false),
        (Some("2026-03-01"), Some("2026-11-22"), true),
        (None, None, false),
    ] {
        let agreement = Agreement {
            review: review.map(str::to_owned),
            end: end.map(str::to_owned),
            ..agreed(&person)
        };
        let id = save_agreement(&mut portfolio, &agreement).expect("saved");
        let found = due_for_review(&portfolio).expect("a look");
        assert_eq!(found.iter().any(|one| one.id == id), due, "{review:?} {end:?}");
    }
}

#[test]
fn who_is_agreed_with_stays_in_the_directory() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    let id = save_agreement(&mut portfolio, &agreed(&person)).expect("saved");
    assert_eq!(delete_person(&mut portfolio, &person).expect_err("refused").code, Code::Refused);
    let facts = SupervisionFacts {
        agreement_id: Some(id.clone()),
        ..SupervisionFacts::default()
    };
    let held = session(&mut portfolio, "2026-11-01", Some(60), facts, "Words.");
    delete_agreement(&mut portfolio, &id).expect("deleted");
    let agreement = |portfolio: &Portfolio| {
        let content = record::get(portfolio, &held.id).expect("the session").content;
        content.supervision.expect("facts").agreement_id
    };
    assert_eq!(agreement(&portfolio), None, "a session stays, and names none");
    delete_person(&mut portfolio, &person).expect("deleted");
    undo::undo(&mut portfolio).expect("the person is back");
    undo::undo(&mut portfolio).expect("the agreement is back");
    assert_eq!(agreement(&portfolio), Some(id));
    assert_eq!(delete_person(&mut portfolio, "nobody").expect_err("refused").code, Code::NotFound);
}

#[test]
fn a_directory_takes_lines_and_a_name() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = |name: &str, contact: &str| Person {
        id: String::new(),
        side: Side::Supervisee,
        name: name.to_owned(),
        role: String::new(),
        profession: String::new(),
        registration: String::new(),
        contact: contact.to_owned(),
    };
    for (field, wrong) in [
        ("name", person("  ", "")),
        ("name", person(&"a".repeat(201), "")),
        ("contact", person("A", "one\ntwo")),
    ] {
        let error = save_person(&mut portfolio, &wrong).expect_err(field);
        assert_eq!(error.field.as_deref(), Some(field));
    }
    let id = save_person(&mut portfolio, &person("A trainee", "")).expect("saved");
    let renamed = Person {
        id,
        ..person("B trainee", "by post")
    };
    save_person(&mut portfolio, &renamed).expect("saved");
    assert_eq!(people(&portfolio).expect("a read"), std::slice::from_ref(&renamed));
    let gone = Person {
        id: "nobody".to_owned(),
        ..renamed
    };
    assert_eq!(save_person(&mut portfolio, &gone).expect_err("refused").code, Code::NotFound);
}

#[test]
fn a_session_under_an_agreement_that_is_gone_is_refused_beside_the_field() {
    let (_folder, mut portfolio) = testing::portfolio();
    let content = Content {
        supervision: Some(SupervisionFacts {
            agreement_id: Some("gone".to_owned()),
            ..SupervisionFacts::default()
        }),
        ..testing::content(Kind::Supervision, "", "2026-11-20", "Words.")
    };
    let error = record::create(&mut portfolio, &content, "", &[]).expect_err("refused");
    assert_eq!(error.field.as_deref(), Some("agreement_id"));
}
