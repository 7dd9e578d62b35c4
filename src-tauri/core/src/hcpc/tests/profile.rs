//! What a profile is made of: activities, gaps, types, evidence, findings.

use super::*;
use crate::record::bin;

fn ids(profile: &Profile) -> Vec<&str> {
    profile.activities.iter().map(|activity| activity.record_id.as_str()).collect()
}

#[test]
fn case_notes_are_never_there() {
    let (_folder, mut portfolio, id) = portfolio();
    let note = finished(&mut portfolio, &case_note("2025-01-10"));
    draft(&mut portfolio, &case_note("2025-01-11"));
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!(profile.activities, []);
    // Not even when a row says so.
    portfolio
        .db()
        .execute(
            "INSERT INTO cycle_record (cycle_id, record_id, listed, chosen, what) VALUES (?1, ?2, 1, 0, 'Zanzibar')",
            [&id, &note],
        )
        .expect("a row");
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!((profile.activities.len(), profile.chosen.len(), profile.evidence.len()), (0, 0, 0));
    assert!(!whole(&portfolio, &id).contains(PRIVATE));
    assert_eq!(all_cycles_with_forms(&portfolio).expect("all")[0].1, empty());
    for form in [
        Form {
            chosen: vec![chosen(&note, "")],
            ..empty()
        },
        Form {
            choices: vec![choice(&note, Some(true), None)],
            ..empty()
        },
    ] {
        let cause = save(&mut portfolio, &id, 1, "", &form).expect_err("refused");
        assert_eq!(cause.code, crate::error::Code::Refused);
    }
}

#[test]
fn cpd_and_supervision_are_listed_once_finished_others_by_choice() {
    let (_folder, mut portfolio, id) = portfolio();
    let course = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    let session = finished(&mut portfolio, &supervision("2025-01-11"));
    let open = draft(&mut portfolio, &supervision("2025-01-12"));
    let thought = finished(&mut portfolio, &reflection("2025-01-13"));
    let profile = get(&portfolio, &id).expect("profile");
    let listed: Vec<_> = profile
        .activities
        .iter()
        .map(|activity| (activity.record_id.as_str(), activity.listed, activity.draft))
        .collect();
    assert_eq!(
        listed,
        [
            (course.as_str(), true, false),
            (&session, true, false),
            (&open, false, true),
            (&thought, false, false)
        ]
    );

    let choices = vec![choice(&course, Some(false), None), choice(&thought, Some(true), None)];
    let profile = put(&mut portfolio, &id, &Form { choices, ..empty() });
    assert_eq!(
        profile.activities.iter().map(|activity| activity.listed).collect::<Vec<_>>(),
        [false, true, false, true]
    );
    assert!(profile.activities[0].by_rule && !profile.activities[3].by_rule);
}

#[test]
fn only_the_cycles_days_count_and_the_bin_does_not() {
    let (_folder, mut portfolio, id) = portfolio();
    for outside in ["2024-05-31", "2026-06-01"] {
        finished(&mut portfolio, &supervision(outside));
    }
    let first = finished(&mut portfolio, &supervision("2024-06-01"));
    let last = finished(&mut portfolio, &supervision("2026-05-31"));
    let binned = finished(&mut portfolio, &supervision("2025-01-01"));
    bin(&mut portfolio, &binned).expect("binned");
    assert_eq!(ids(&get(&portfolio, &id).expect("profile")), [first, last]);
}

#[test]
fn types_follow_hcpc_and_are_counted() {
    let (_folder, mut portfolio, id) = portfolio();
    finished(&mut portfolio, &supervision("2025-01-01"));
    finished(&mut portfolio, &supervision("2025-01-02"));
    let profile = get(&portfolio, &id).expect("profile");
    assert!(said(&profile, "types").contains("of one type"));
    finished(&mut portfolio, &cpd("2025-01-03", CpdType::Formal));
    finished(
        &mut portfolio,
        &Content {
            cpd: None,
            case: None,
            ..cpd("2025-01-04", CpdType::Formal)
        },
    );
    let profile = get(&portfolio, &id).expect("profile");
    let counts: Vec<_> = profile.types.iter().map(|count| (count.cpd_type, count.activities)).collect();
    assert_eq!(counts, [(Some(CpdType::WorkBased), 2), (Some(CpdType::Formal), 1), (None, 1)]);
    assert!(!said(&profile, "types").contains("of one type"));
    assert!(said(&profile, "types").contains("One listed activity has no type"));
}

#[test]
fn gaps_are_found_over_what_is_listed() {
    let (_folder, mut portfolio, id) = portfolio();
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!((profile.gaps.len(), profile.gaps[0].months), (1, 24));
    let mut monthly = Vec::new();
    for month in 0..24 {
        let date = format!("{}-{:02}-15", 2024 + (month + 5) / 12, (month + 5) % 12 + 1);
        monthly.push(finished(&mut portfolio, &supervision(&date)));
    }
    assert_eq!(get(&portfolio, &id).expect("profile").gaps, []);
    let off = monthly[3..6].iter().map(|id| choice(id, Some(false), None)).collect();
    let profile = put(&mut portfolio, &id, &Form { choices: off, ..empty() });
    assert_eq!(
        profile.gaps,
        [Gap {
            from: "2024-09".to_owned(),
            to: "2024-11".to_owned(),
            months: 3,
            said: "September to November 2024".to_owned(),
            explanation: String::new()
        }]
    );
    assert!(said(&profile, "gap").contains("September to November 2024 (3 months)"));
}

#[test]
fn evidence_is_numbered_by_the_statement_and_cited() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let mut course = cpd("2025-02-10", CpdType::Formal);
    course.cpd.as_mut().expect("facts").certificate = true;
    let b = finished(&mut portfolio, &course);
    let c = finished(&mut portfolio, &reflection("2025-03-10"));
    for (evidence, title, records) in [("e1", "Zine", vec![&a]), ("e2", "Album", vec![&a, &c]), ("e3", "Unused", vec![])] {
        let db = portfolio.db();
        db.execute(
            "INSERT INTO evidence (id, title, kind, created_at) VALUES (?1, ?2, 'self-made', '')",
            [evidence, title],
        )
        .expect("evidence");
        for record in records {
            db.execute("INSERT INTO record_evidence VALUES (?1, ?2)", [record.as_str(), evidence])
                .expect("a link");
        }
    }
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&b, "B"), chosen(&a, "A"), chosen(&c, "C")],
            ..empty()
        },
    );
    let numbered: Vec<_> = profile
        .evidence
        .iter()
        .map(|one| (one.number, one.title.as_str(), one.record_ids.len()))
        .collect();
    assert_eq!(
        numbered,
        [(1, "Certificate: Formal education, 90 minutes", 1), (2, "Album", 2), (3, "Zine", 1)]
    );
    let lines = printed(&portfolio, &id);
    let cited: Vec<_> = lines.iter().filter(|line| line.starts_with("Supporting evidence")).collect();
    assert_eq!(
        cited,
        [
            "Supporting evidence (E1)",
            "Supporting evidence (E2, E3)",
            "Supporting evidence (E2)"
        ]
    );
    assert!(
        lines
            .iter()
            .any(|line| line == "E2 · Album · Made by myself · Clinical supervision, individual, 75 minutes; Reflection on practice")
    );
}

#[test]
fn limits_are_counted_over_both_parts() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let part = Chosen {
        what: "w ".repeat(500),
        learnt: "w ".repeat(500),
        quality: "w".to_owned(),
        service_users: "w".to_owned(),
        record_id: a,
    };
    let form = Form {
        summary: "w ".repeat(501),
        introduction: "w ".repeat(500),
        chosen: vec![part],
        ..empty()
    };
    let profile = put(&mut portfolio, &id, &form);
    assert_eq!(
        (profile.summary_words.count, profile.statement_words.count),
        (501, 1502 + 27),
        "with a heading, its date and four questions"
    );
    assert!(said(&profile, "summary").contains("1 word over the limit of 500"));
    assert!(said(&profile, "statement").contains("29 words over the limit of 1,500"));
    assert_eq!(profile.findings.iter().filter(|finding| finding.refuses_final).count(), 2);
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            summary: "w ".repeat(500),
            introduction: "w ".repeat(471),
            ..form
        },
    );
    assert!(profile.findings.iter().all(|finding| !finding.refuses_final));
}

#[test]
fn names_with_a_client_code_are_told() {
    let (_folder, mut portfolio, id) = portfolio();
    draft(&mut portfolio, &case_note("2025-01-10"));
    let a = finished(&mut portfolio, &supervision("2025-03-04"));
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice(&a, None, Some("Supervision on k-07"))],
            ..empty()
        },
    );
    assert!(said(&profile, "names").contains("on 4 March 2025 holds your client code K-07"));
    let line = lines(&portfolio, &id)
        .expect("lines")
        .0
        .into_iter()
        .find(|line| line.text.contains("k-07"))
        .expect("the line");
    assert_eq!((line.place.as_str(), line.codes), ("List of activities", vec!["K-07".to_owned()]));
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice(&a, Some(false), Some("Supervision on k-07"))],
            ..empty()
        },
    );
    assert_eq!(said(&profile, "names"), "");
}

#[test]
fn an_empty_profile_says_what_to_do() {
    let (_folder, portfolio, id) = portfolio();
    let profile = get(&portfolio, &id).expect("profile");
    for part in ["summary", "statement", "list", "gap", "profile"] {
        assert_ne!(said(&profile, part), "", "{part}");
    }
    assert!(said(&profile, "profile").contains("HCPC"));
    assert!(!profile.under_two_years && !profile.confirmed);
    assert!(profile.findings.iter().all(|finding| !finding.refuses_final));
}

#[test]
fn an_activity_without_a_word_is_told_part_by_part() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let b = finished(&mut portfolio, &reflection("2025-01-11"));
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&a, "Written"), chosen(&b, "")],
            ..empty()
        },
    );
    let said = said(&profile, "statement");
    assert!(
        said.contains("Activity 1 of the statement still waits for: what I learnt; how it improved"),
        "{said}"
    );
    assert!(
        said.contains("Activity 2 of the statement still waits for: what it was; what I learnt"),
        "{said}"
    );
    assert!(said.contains("Activity 2 of the statement does not stand in the list"), "{said}");
    assert!(said.contains("4 to 6"), "{said}");
}

#[test]
fn the_newly_registered_are_told_apart() {
    let (_folder, mut portfolio, id) = portfolio();
    let person = crate::profile::get(&portfolio).expect("profile");
    let since = |day: &str| crate::profile::Profile {
        registered_since: Some(day.to_owned()),
        ..person.clone()
    };
    crate::profile::save(&mut portfolio, &since("2025-09-15")).expect("saved");
    let profile = get(&portfolio, &id).expect("profile");
    assert!(profile.under_two_years);
    assert_eq!(profile.gaps[0].from, "2025-09");
}

#[test]
fn what_is_marked_as_cpd_lists_itself_and_says_what_is_different_since() {
    let (_folder, mut portfolio, id) = portfolio();
    let facts = CpdFacts {
        kind: Some(CpdType::WorkBased),
        standards: vec![3, 4],
        ..CpdFacts::default()
    };
    let marked = Content {
        cpd: Some(facts),
        ..reflection("2025-01-10")
    };
    let listed = finished(&mut portfolio, &marked);
    let open = draft(&mut portfolio, &marked);
    let plain = finished(&mut portfolio, &reflection("2025-01-11"));
    record::say_echo(&mut portfolio, &listed, &format!("{PRIVATE}: she waits now.")).expect("said");
    let profile = get(&portfolio, &id).expect("the profile");
    let of = |id: &str| profile.activities.iter().find(|one| one.record_id == id).expect("an activity");
    assert!(of(&listed).listed && !of(&open).listed && !of(&plain).listed);
    assert_eq!(of(&listed).standards, [3, 4]);
    assert!(of(&listed).echo.as_ref().is_some_and(|echo| echo.text.ends_with("she waits now.")));
    // The line is for its owner's eyes: it leaves only when she writes it into the statement.
    assert!(!whole(&portfolio, &id).contains(PRIVATE));
}
