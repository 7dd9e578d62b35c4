//! What leaves, and that every line of it is shown first.

use super::*;
use crate::error::Code;

/// A profile with every part filled.
fn full() -> (TempDir, Portfolio, String, [String; 3]) {
    let (folder, mut portfolio, id) = portfolio();
    let person = crate::profile::get(&portfolio).expect("profile");
    let person = crate::profile::Profile {
        name: "Morgan Vale".to_owned(),
        profession: Some(crate::profile::Profession::Music),
        registration: "AS012345".to_owned(),
        ..person
    };
    crate::profile::save(&mut portfolio, &person).expect("saved");
    let a = finished(&mut portfolio, &supervision("2025-03-04"));
    let b = finished(
        &mut portfolio,
        &Content {
            date_to: Some("2025-05-03".to_owned()),
            ..cpd("2025-05-01", CpdType::Formal)
        },
    );
    let c = finished(&mut portfolio, &reflection("2025-06-01"));
    finished(&mut portfolio, &case_note("2025-06-02"));
    let form = Form {
        summary: "I work with *adults*.\n\n- groups\n- families".to_owned(),
        introduction: "# Where I started".to_owned(),
        chosen: vec![
            Chosen {
                learnt: "To **wait**.".to_owned(),
                ..chosen(&a, "An hour a fortnight.")
            },
            chosen(&b, ""),
        ],
        gaps: vec![GapText {
            from: "2024-06".to_owned(),
            to: "2025-02".to_owned(),
            explanation: "Parental leave.".to_owned(),
        }],
        choices: vec![choice(&c, Some(true), Some("Notes on my own practice"))],
    };
    put(&mut portfolio, &id, &form);
    (folder, portfolio, id, [a, b, c])
}

#[test]
fn the_document_says_this() {
    let (_folder, portfolio, id, _) = full();
    let shown = lines(&portfolio, &id)
        .expect("lines")
        .0
        .iter()
        .map(|line| format!("{} | {}", line.place, line.text))
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(shown, @r"
    Title | CPD profile
    Title | Morgan Vale
    Title | Continuing professional development from 1 June 2024 to 31 May 2026
    Beginning | Profession: Music therapist
    Beginning | Registration number: AS012345
    Summary of recent work and practice | I work with adults.
    Summary of recent work and practice | groups
    Summary of recent work and practice | families
    Personal statement | Where I started
    Personal statement | Clinical supervision, individual, 75 minutes (4 March 2025)
    Personal statement: What it was | An hour a fortnight.
    Personal statement: What I learnt | To wait.
    Personal statement | Formal education, 90 minutes (1 May 2025 to 3 May 2025)
    Personal statement | Nothing written yet.
    List of activities | Activities in order of date
    List of activities | 04/03/2025 · Clinical supervision, individual, 75 minutes · Work-based learning · 75 minutes
    List of activities | 01/05/2025 to 03/05/2025 · Formal education, 90 minutes · Formal education · 90 minutes
    List of activities | 01/06/2025 · Notes on my own practice · Work-based learning
    List of activities | Months without an activity
    List of activities | June 2024 to February 2025: Parental leave.
    List of activities | Types of activity
    List of activities | Work-based learning: 2 activities
    List of activities | Formal education: 1 activity
    Supporting evidence | No supporting evidence yet.
    Head and foot of the pages | CPD profile · Morgan Vale · 2024-2026
    ");
}

#[test]
fn no_private_word_is_anywhere_in_the_document() {
    let (_folder, mut portfolio, id, [a, b, c]) = full();
    assert!(!whole(&portfolio, &id).contains(PRIVATE));
    // Not by choosing, listing or unlisting either, and not where there is no title and the first words stand in.
    let untitled = finished(
        &mut portfolio,
        &Content {
            title: String::new(),
            ..supervision("2025-07-01")
        },
    );
    let all = [&a, &b, &c, &untitled];
    let form = Form {
        chosen: all.map(|id| chosen(id, "")).to_vec(),
        choices: all.map(|id| choice(id, Some(true), None)).to_vec(),
        ..empty()
    };
    let profile = put(&mut portfolio, &id, &form);
    assert!(profile.activities.iter().all(|activity| activity.private_title.contains(PRIVATE)));
    assert!(!whole(&portfolio, &id).contains(PRIVATE));
    assert!(!profile.findings.iter().any(|finding| finding.message.contains(PRIVATE)));
}

#[test]
fn every_word_of_the_document_is_shown() {
    let (_folder, portfolio, id, _) = full();
    let shown = printed(&portfolio, &id).join("\n");
    let document = serde_json::to_value(document(&portfolio, &id).expect("a document")).expect("JSON");
    let mut words = Vec::new();
    strings(&document, &mut words);
    // What the pages print of themselves: the language, the date, headings of parts, questions and columns.
    let ours = [
        "en-GB",
        "2026-11-22T00:00:00",
        "start",
        "end",
        "page-break",
        "Date",
        "Activity",
        "Type",
        "Length",
        "What it was",
        "What I learnt",
    ];
    for text in words.iter().filter(|text| {
        !ours.contains(&text.as_str()) && !text.starts_with(|c: char| ('1'..='4').contains(&c) && document::part_of(text).is_some())
    }) {
        assert!(shown.contains(text.trim()), "{text:?} is not shown");
    }
}

fn strings(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => into.extend(text.lines().map(str::to_owned)),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, into)),
        serde_json::Value::Object(values) => {
            // The names of places within the document reach no file.
            let printed = values.iter().filter(|(key, _)| !["anchor", "to"].contains(&key.as_str()));
            printed.for_each(|(_, value)| strings(value, into));
        }
        _ => {}
    }
}

#[test]
fn any_changed_line_has_to_be_read_again() {
    let (_folder, mut portfolio, id, [a, ..]) = full();
    let base = get(&portfolio, &id).expect("profile");
    let form = Form {
        summary: base.summary,
        introduction: base.introduction,
        chosen: base.chosen,
        gaps: base
            .gaps
            .into_iter()
            .map(|gap| GapText {
                from: gap.from,
                to: gap.to,
                explanation: gap.explanation,
            })
            .collect(),
        choices: vec![choice(&base.activities[2].record_id, Some(true), Some("Notes on my own practice"))],
    };
    type Change = fn(&mut Form);
    let changes: [Change; 6] = [
        |form| form.summary.push('x'),
        |form| form.introduction.push('x'),
        |form| form.chosen[0].quality.push('x'),
        |form| form.gaps[0].explanation.push('x'),
        |form| form.choices[0].name = Some("Other".to_owned()),
        |form| form.choices[0].listed = None,
    ];
    for (index, change) in changes.into_iter().enumerate() {
        put(&mut portfolio, &id, &form);
        confirm_all(&mut portfolio, &id);
        let mut changed = form.clone();
        change(&mut changed);
        assert!(!put(&mut portfolio, &id, &changed).confirmed, "change {index}");
        // Written back as it was, the lines are those that were confirmed.
        assert!(put(&mut portfolio, &id, &form).confirmed, "change {index}");
    }
    let version = record::get(&portfolio, &a).expect("record").version;
    record::save(
        &mut portfolio,
        &a,
        version,
        "",
        &Content {
            minutes: Some(60),
            ..supervision("2025-03-04")
        },
    )
    .expect("saved");
    assert!(!get(&portfolio, &id).expect("profile").confirmed);
    confirm_all(&mut portfolio, &id);
    // A line that turns out to hold a code is another line.
    draft(
        &mut portfolio,
        &Content {
            clients: vec!["fortnight".to_owned()],
            ..case_note("2025-01-01")
        },
    );
    assert!(!get(&portfolio, &id).expect("profile").confirmed);
}

#[test]
fn only_what_was_shown_can_be_confirmed() {
    let (_folder, mut portfolio, id, _) = full();
    let (_, digest) = lines(&portfolio, &id).expect("lines");
    put(&mut portfolio, &id, &empty());
    for wrong in [digest.as_str(), "", "0"] {
        assert_eq!(confirm(&mut portfolio, &id, wrong).expect_err("conflict").code, Code::Conflict);
    }
    assert!(!get(&portfolio, &id).expect("profile").confirmed);
}

#[test]
fn an_empty_profile_is_a_sensible_document() {
    let (_folder, portfolio, id) = portfolio();
    let shown = printed(&portfolio, &id);
    assert_eq!(
        shown,
        [
            "CPD profile",
            "Continuing professional development from 1 June 2024 to 31 May 2026",
            "Nothing written yet.",
            "Nothing written yet.",
            "No activities listed yet.",
            "No supporting evidence yet.",
            "CPD profile · 2024-2026",
        ]
    );
}

#[test]
fn five_thousand_activities_are_a_document() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2024-06-01"));
    portfolio
        .db()
        .execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
             INSERT INTO record (id, kind, title, date_on, draft, created_at, updated_at)
             SELECT 'r' || i, 'cpd', 'Zanzibar', date('2024-06-01', '+' || (i % 700) || ' days'), 0, '', '' FROM n",
            [],
        )
        .expect("records");
    let profile = put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&a, &"long".repeat(100))],
            ..empty()
        },
    );
    assert_eq!((profile.activities.len(), profile.gaps.len()), (5000, 0));
    let shown = printed(&portfolio, &id);
    assert_eq!(
        shown.iter().filter(|line| line.contains(" · CPD activity · No type yet")).count(),
        4999
    );
    let pdf = triptych_pdf::render(&document(&portfolio, &id).expect("a document")).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF-"));
}
