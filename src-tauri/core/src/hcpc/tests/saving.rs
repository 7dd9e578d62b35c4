//! Saving the form: nothing is lost that was not taken away.

use super::*;
use crate::error::Code;
use crate::record::{bin, restore};
use crate::storage::undo;

#[test]
fn an_older_page_does_not_overwrite() {
    let (_folder, mut portfolio, id) = portfolio();
    let form = Form {
        summary: "Mine".to_owned(),
        ..empty()
    };
    save(&mut portfolio, &id, 1, "", &form).expect("saved");
    let cause = save(&mut portfolio, &id, 1, "", &empty()).expect_err("conflict");
    assert_eq!(cause.code, Code::Conflict);
    assert_eq!(get(&portfolio, &id).expect("profile").summary, "Mine");
    assert_eq!(
        save(&mut portfolio, "no such", 1, "", &empty()).expect_err("unknown").code,
        Code::NotFound
    );
}

#[test]
fn one_visit_is_one_step() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let form = |what: &str| Form {
        summary: what.to_owned(),
        chosen: vec![chosen(&a, what)],
        choices: vec![choice(&a, None, Some(what))],
        ..empty()
    };
    for (version, what) in [(1, "one"), (2, "two"), (3, "three")] {
        save(&mut portfolio, &id, version, "visit", &form(what)).expect("saved");
    }
    undo::undo(&mut portfolio).expect("undone");
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!(
        (profile.summary.as_str(), profile.chosen.len(), profile.activities[0].name.as_str()),
        ("", 0, "Clinical supervision, individual, 75 minutes")
    );
    undo::redo(&mut portfolio).expect("redone");
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!(
        (
            profile.summary.as_str(),
            profile.chosen[0].what.as_str(),
            profile.activities[0].name.as_str()
        ),
        ("three", "three", "three")
    );
}

#[test]
fn the_order_of_the_statement_is_the_owners() {
    let (_folder, mut portfolio, id) = portfolio();
    let ids: Vec<_> = ["2025-01-10", "2025-02-10", "2025-03-10"]
        .iter()
        .map(|date| finished(&mut portfolio, &supervision(date)))
        .collect();
    for order in [[2, 0, 1], [1, 2, 0]] {
        let profile = put(
            &mut portfolio,
            &id,
            &Form {
                chosen: order.map(|at| chosen(&ids[at], "x")).to_vec(),
                ..empty()
            },
        );
        assert_eq!(
            profile.chosen.iter().map(|one| &one.record_id).collect::<Vec<_>>(),
            order.map(|at| &ids[at])
        );
    }
    assert_eq!(put(&mut portfolio, &id, &empty()).chosen, []);
    let count: u32 = portfolio
        .db()
        .query_row("SELECT count(*) FROM cycle_record", [], |row| row.get(0))
        .expect("a count");
    assert_eq!(count, 0);
}

#[test]
fn words_about_a_binned_record_wait_for_it() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&a, "Long thought")],
            ..empty()
        },
    );
    bin(&mut portfolio, &a).expect("binned");
    let profile = get(&portfolio, &id).expect("profile");
    assert!(profile.chosen.is_empty() && said(&profile, "statement").contains("One chosen activity is in the bin"));
    put(
        &mut portfolio,
        &id,
        &Form {
            summary: "Changed meanwhile".to_owned(),
            ..empty()
        },
    );
    restore(&mut portfolio, &a).expect("restored");
    assert_eq!(get(&portfolio, &id).expect("profile").chosen, [chosen(&a, "Long thought")]);
}

#[test]
fn an_explanation_waits_for_its_gap() {
    let (_folder, mut portfolio, id) = portfolio();
    let text = |from: &str, to: &str, explanation: &str| GapText {
        from: from.to_owned(),
        to: to.to_owned(),
        explanation: explanation.to_owned(),
    };
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            gaps: vec![text("2024-06", "2026-05", "Parental leave.")],
            ..empty()
        },
    );
    assert_eq!(profile.gaps[0].explanation, "Parental leave.");
    finished(&mut portfolio, &supervision("2024-06-10"));
    let profile = get(&portfolio, &id).expect("profile");
    assert_eq!(
        (profile.gaps[0].from.as_str(), profile.gaps[0].explanation.as_str()),
        ("2024-07", "Parental leave.")
    );
    let sent: Vec<_> = profile.gaps.iter().map(|gap| text(&gap.from, &gap.to, &gap.explanation)).collect();
    let profile = put(&mut portfolio, &id, &Form { gaps: sent, ..empty() });
    assert_eq!(profile.gaps[0].explanation, "Parental leave.");
    let rows: Vec<GapText> = load::gap_texts(portfolio.db(), &id).expect("rows");
    assert_eq!(rows, [text("2024-07", "2026-05", "Parental leave.")]);
    // A page that shows no gap at all leaves it alone; one that shows it empty clears it.
    assert_eq!(put(&mut portfolio, &id, &empty()).gaps[0].explanation, "Parental leave.");
    assert_eq!(
        put(
            &mut portfolio,
            &id,
            &Form {
                gaps: vec![text("2024-07", "2026-05", " ")],
                ..empty()
            }
        )
        .gaps[0]
            .explanation,
        ""
    );
}

#[test]
fn a_name_equal_to_the_proposal_follows_it() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let proposed = "Clinical supervision, individual, 75 minutes";
    put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice(&a, None, Some(&format!("  {proposed} ")))],
            ..empty()
        },
    );
    let version = record::get(&portfolio, &a).expect("record").version;
    record::save(
        &mut portfolio,
        &a,
        version,
        "",
        &Content {
            minutes: Some(60),
            ..supervision("2025-01-10")
        },
    )
    .expect("saved");
    assert_eq!(
        get(&portfolio, &id).expect("profile").activities[0].name,
        "Clinical supervision, individual, 1 hour"
    );
    put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice(&a, None, Some("Mine"))],
            ..empty()
        },
    );
    let version = record::get(&portfolio, &a).expect("record").version;
    record::save(&mut portfolio, &a, version, "", &supervision("2025-01-10")).expect("saved");
    assert_eq!(get(&portfolio, &id).expect("profile").activities[0].name, "Mine");
}

#[test]
fn what_cannot_be_kept_is_refused_at_its_field() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let gap = |from: &str, to: &str| GapText {
        from: from.to_owned(),
        to: to.to_owned(),
        explanation: "x".to_owned(),
    };
    for (form, field) in [
        (
            Form {
                summary: "a\0b".to_owned(),
                ..empty()
            },
            "summary",
        ),
        (
            Form {
                introduction: "a".repeat(100_001),
                ..empty()
            },
            "introduction",
        ),
        (
            Form {
                chosen: vec![chosen(&a, "x"), chosen(&a, "y")],
                ..empty()
            },
            "chosen",
        ),
        (
            Form {
                chosen: vec![chosen("no such", "x")],
                ..empty()
            },
            "chosen",
        ),
        (
            Form {
                gaps: vec![gap("2024-13", "2024-14")],
                ..empty()
            },
            "gaps",
        ),
        (
            Form {
                gaps: vec![gap("2024-10", "2024-08")],
                ..empty()
            },
            "gaps",
        ),
        (
            Form {
                choices: vec![choice(&a, None, Some(&"a".repeat(201)))],
                ..empty()
            },
            "choices",
        ),
    ] {
        assert_eq!(
            save(&mut portfolio, &id, 1, "", &form).expect_err("refused").field.as_deref(),
            Some(field)
        );
    }
    assert_eq!(get(&portfolio, &id).expect("profile").version, 1);
    // A choice about a record that is gone is about nothing.
    put(
        &mut portfolio,
        &id,
        &Form {
            choices: vec![choice("no such", Some(true), None)],
            ..empty()
        },
    );
}

#[test]
fn strange_letters_are_kept_exactly() {
    let (_folder, mut portfolio, id) = portfolio();
    let text = "مرحبا e\u{301} \u{202e}abc 👩🏽‍🎨 <script>alert(1)</script>\r\n";
    assert_eq!(
        put(
            &mut portfolio,
            &id,
            &Form {
                summary: text.to_owned(),
                ..empty()
            }
        )
        .summary,
        text
    );
}
