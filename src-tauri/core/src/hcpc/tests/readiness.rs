//! Where a profile stands, told over whole portfolios.

use super::*;
use crate::hcpc::{Readiness, RuleFinding, StepTo, readiness};

const WAITING: &str = "I learnt to wait for the second silence before I play again.";
const LONG: &str = "I now leave a full minute of quiet after the opening piece, and ask what was heard before I offer anything.";

fn at(portfolio: &Portfolio, id: &str) -> Readiness {
    readiness(portfolio, id).expect("a readiness")
}

fn of<'r>(found: &'r Readiness, rule: &str) -> Vec<&'r RuleFinding> {
    assert!(found.rules.iter().any(|one| one.id == rule), "{rule}");
    found.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn with_answers(id: &str, texts: [&str; 4]) -> Chosen {
    let [what, learnt, quality, service_users] = texts.map(str::to_owned);
    Chosen {
        record_id: id.to_owned(),
        what,
        learnt,
        quality,
        service_users,
    }
}

#[test]
fn who_did_it_what_is_repeated_and_what_is_not_read_stand_at_the_margin() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    let b = finished(&mut portfolio, &cpd("2025-02-10", CpdType::Formal));
    let nobody = "The course was about silence in groups. The group played, and then nothing was played for a while, which turned out to matter more than the playing.";
    let welsh = "Dysgais aros am yr ail ddistawrwydd cyn chwarae eto, ac roeddwn yn gwrando ar y grŵp.";
    let twice = "I learnt to wait for the second silence before I play again.";
    let form = Form {
        summary: format!("I work with groups. {twice}"),
        introduction: twice.to_owned(),
        chosen: vec![chosen(&a, nobody), chosen(&b, twice)],
        ..empty()
    };
    let words = said(&put(&mut portfolio, &id, &form), "statement");
    assert!(
        words.contains("Activity 1 of the statement says neither “I” nor “my”. Which part was yours?"),
        "{words}"
    );
    let place = "“I learnt to wait for the second silence before I play again” stands word for word in the summary, the introduction and activity 2.";
    assert!(words.contains(place), "{words}");
    let form = Form {
        chosen: vec![chosen(&a, welsh), chosen(&b, "A note, short.")],
        ..empty()
    };
    let words = said(&put(&mut portfolio, &id, &form), "statement");
    assert!(
        words.contains("Activity 1 of the statement is in Welsh. Only English is looked at"),
        "{words}"
    );
    assert!(!words.contains("neither"), "{words}");
}

#[test]
fn a_course_that_began_before_the_cycle_is_listed_in_it_and_that_is_said() {
    let (_folder, mut portfolio, id) = portfolio();
    let course = Content {
        date_to: Some("2024-07-05".to_owned()),
        ..cpd("2023-09-12", CpdType::Formal)
    };
    let a = finished(&mut portfolio, &course);
    let offered = get(&portfolio, &id).expect("the profile");
    assert_eq!(
        offered.activities.iter().map(|one| one.listed).collect::<Vec<_>>(),
        [false],
        "it is hers to list"
    );
    let form = Form {
        choices: vec![choice(&a, Some(true), None)],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let over = Content {
        date_to: Some("2024-05-31".to_owned()),
        ..cpd("2023-09-12", CpdType::Formal)
    };
    finished(&mut portfolio, &over);
    let profile = get(&portfolio, &id).expect("the profile");
    let listed: Vec<&str> = profile
        .activities
        .iter()
        .filter(|one| one.listed)
        .map(|one| one.record_id.as_str())
        .collect();
    assert_eq!(listed, [a.as_str()], "what ended the day before is none of it");
    assert_eq!(profile.gaps[0].from, "2024-08", "it fills its months");
    let found = readiness(&portfolio, &id).expect("a readiness");
    let early = "1 listed activity began before the first day of the cycle. Only what lies within counts.";
    assert!(found.findings.iter().any(|one| one.said == early));
}

#[test]
fn an_empty_cycle_has_one_thing_to_do_and_no_word_of_ready() {
    let (_folder, portfolio, id) = portfolio();
    let found = at(&portfolio, &id);
    assert_eq!(
        found.in_short,
        "Nothing is listed yet; still to write for all five standards; a gap to explain."
    );
    assert_eq!(
        found.first.as_ref().map(|step| step.to),
        Some(StepTo::Intake),
        "these two years are over: nothing new is written for them"
    );
    assert_eq!((found.standards.len(), found.months.len(), found.days_left), (5, 24, -175));
    assert!(
        found
            .standards
            .iter()
            .all(|standard| !standard.written && !standard.thin.is_empty())
    );
    assert!(found.months.iter().all(|month| month.gap && month.listed == 0));
    assert_eq!(of(&found, "no-dated-list").len(), 1);
    let words = serde_json::to_string(&(&found.standards, &found.findings, &found.in_short)).expect("JSON");
    for never in ["ready", "score", "achieved", "passed"] {
        assert!(!words.to_lowercase().contains(never), "{never}");
    }
}

#[test]
fn each_standard_says_what_there_is_and_the_next_small_thing() {
    let (_folder, mut portfolio, id) = portfolio();
    let supervised = finished(&mut portfolio, &supervision("2024-06-10"));
    let course = finished(&mut portfolio, &cpd("2024-08-10", CpdType::Formal));
    let mut told = cpd("2024-09-01", CpdType::SelfDirected);
    told.cpd.as_mut().expect("facts").practice = "I open more slowly.".to_owned();
    let told = finished(&mut portfolio, &told);
    let found = at(&portfolio, &id);
    assert_eq!(
        found.standards[0].there,
        ["3 activities are listed, from 10 June 2024 to 1 September 2024."]
    );
    assert_eq!(found.first.as_ref().map(|step| step.to), Some(StepTo::Months));
    assert_eq!(found.standards[1].there.len(), 3);
    assert!(found.standards[1].written && found.standards[1].next.is_none());
    let next = found.standards[2].next.clone().expect("a step");
    assert_eq!((next.to, next.record_id.as_deref()), (StepTo::Choose, Some(told.as_str())));
    assert_eq!(found.standards[2].records[0].record_id, told);
    assert_eq!(found.standards[3].next.as_ref().and_then(|step| step.record_id.as_deref()), None);

    let form = Form {
        summary: "I work with groups.".to_owned(),
        chosen: vec![
            with_answers(&course, ["A day", "Much", LONG, LONG]),
            with_answers(&told, ["Reading", "Much", "", "A little."]),
        ],
        gaps: vec![GapText {
            from: "2024-10".to_owned(),
            to: "2026-05".to_owned(),
            explanation: "Leave.".to_owned(),
        }],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let found = at(&portfolio, &id);
    assert!(found.standards[0].written);
    assert_eq!(
        found.standards[2].there[0],
        "1 of 2 chosen activities says how your practice gained."
    );
    let next = found.standards[2].next.clone().expect("a step");
    assert!(
        next.words.starts_with("Take into the statement what the record of"),
        "{}",
        next.words
    );
    assert_eq!((next.to, next.record_id.as_deref()), (StepTo::Statement, Some(told.as_str())));
    assert!(
        found.standards[3].written
            && found.standards[3]
                .next
                .as_ref()
                .expect("a step")
                .words
                .starts_with("Add an example")
    );
    assert_eq!(found.traced[0].quality_words, 21);
    assert_eq!((found.traced[1].quality_words, found.traced[1].record_says_quality), (0, true));
    let thin = of(&found, "thin-link");
    assert_eq!(thin.len(), 2);
    assert!(
        thin.iter()
            .all(|finding| finding.records.len() == 1 && finding.records[0].record_id == told)
    );
    let bare = of(&found, "documents-missing");
    assert_eq!((bare.len(), &bare[0].records[0].record_id), (2, &course));
    assert!(of(&found, "copied").is_empty() && of(&found, "gap").is_empty());
    assert!(!found.standards[0].records.iter().any(|about| about.record_id.is_empty()) && !supervised.is_empty());
}

#[test]
fn a_type_that_is_taken_from_the_kind_of_record_is_said_to_be() {
    let (_folder, mut portfolio, id) = portfolio();
    finished(&mut portfolio, &supervision("2024-06-10"));
    assert_eq!(
        of(&at(&portfolio, &id), "one-type")[0].said,
        "Every listed activity that names its type is of one: work-based learning. Supervision and reflections count as work-based learning where they name no other type."
    );
}

#[test]
fn one_type_and_drafts_are_said() {
    let (_folder, mut portfolio, id) = portfolio();
    finished(&mut portfolio, &cpd("2024-06-10", CpdType::Formal));
    let open = draft(&mut portfolio, &cpd("2024-07-10", CpdType::Professional));
    let found = at(&portfolio, &id);
    assert_eq!(
        of(&found, "one-type")[0].said,
        "Every listed activity that names its type is of one: formal education."
    );
    assert!(
        found.standards[1]
            .next
            .as_ref()
            .expect("a step")
            .words
            .contains("another type from these two years")
    );
    record::finish(&mut portfolio, &open, true).expect("finished");
    assert!(of(&at(&portfolio, &id), "one-type").is_empty());
}

#[test]
fn the_boundary_days_count_and_what_lies_outside_is_named() {
    let (_folder, mut portfolio, id) = portfolio();
    let first = finished(&mut portfolio, &cpd("2024-06-01", CpdType::Formal));
    let last = finished(&mut portfolio, &cpd("2026-05-31", CpdType::Formal));
    finished(&mut portfolio, &cpd("2024-05-31", CpdType::Formal));
    finished(&mut portfolio, &cpd("2026-06-01", CpdType::Formal));
    let over = Content {
        date_to: Some("2026-06-02".to_owned()),
        ..cpd("2026-05-20", CpdType::Formal)
    };
    let over = finished(&mut portfolio, &over);
    let form = Form {
        chosen: vec![chosen(&first, "A day"), chosen(&last, "Another")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let found = at(&portfolio, &id);
    assert_eq!((found.months[0].listed, found.months[23].listed), (1, 2));
    let outside = of(&found, "outside-cycle");
    assert_eq!((outside.len(), &outside[0].records[0].record_id), (1, &over));

    // The last renewal was a day later, and a day is enough.
    let later = Cycle {
        start: "2024-06-02".to_owned(),
        ..get(&portfolio, &id).expect("profile").cycle
    };
    save_cycle(&mut portfolio, &later).expect("saved");
    let outside = at(&portfolio, &id);
    let outside = of(&outside, "outside-cycle");
    assert!(
        outside[0].said.contains("is of 1 June 2024, outside this cycle"),
        "{}",
        outside[0].said
    );
    assert_eq!(outside[0].records[0].record_id, first);
}

#[test]
fn wordings_are_asked_about_and_a_client_comes_first() {
    let (_folder, mut portfolio, id) = portfolio();
    let mut note = case_note("2024-06-10");
    note.role_id = None;
    record::create(&mut portfolio, &note, "", &[]).expect("a case note");
    let day = finished(&mut portfolio, &cpd("2024-06-10", CpdType::Formal));
    let form = Form {
        introduction: "I chose what changed my work.".to_owned(),
        chosen: vec![with_answers(
            &day,
            [
                "My role involves running groups, and we met weekly.",
                "We learnt to wait.",
                "Our sessions are slower, for K-07 too.",
                LONG,
            ],
        )],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let found = at(&portfolio, &id);
    assert!(of(&found, "day-to-day")[0].said.ends_with("or about something you learnt?"));
    let we = of(&found, "we-for-i");
    assert_eq!(
        (we.len(), we[0].said.contains("“we” or “our” 3 times")),
        (1, true),
        "{}",
        we[0].said
    );
    let confidential = of(&found, "confidentiality");
    assert!(
        confidential[0].said.contains("a code of your own client"),
        "{}",
        confidential[0].said
    );
    let first = found.first.clone().expect("a step");
    assert_eq!((first.to, first.record_id.as_deref()), (StepTo::Privacy, Some(day.as_str())));
    propose(&mut portfolio, &id).expect("answered");
    assert!(
        of(&at(&portfolio, &id), "confidentiality").is_empty(),
        "what is answered does not wait"
    );
    let mild = Form {
        chosen: vec![with_answers(
            &day,
            ["A day on silence.", WAITING, LONG, "They say when they are done, and I hear it."],
        )],
        ..empty()
    };
    put(&mut portfolio, &id, &mild);
    let found = at(&portfolio, &id);
    for rule in ["day-to-day", "we-for-i", "confidentiality"] {
        assert!(of(&found, rule).is_empty(), "{rule}");
    }
}

#[test]
fn copied_sentences_are_found_over_records_and_answers_but_not_between_a_record_and_its_answer() {
    let (_folder, mut portfolio, id) = portfolio();
    let with = |date: &str, text: &str| {
        let mut content = cpd(date, CpdType::Formal);
        content.cpd.as_mut().expect("facts").learnt = text.to_owned();
        content.sections[0].text = format!("Something of {date}.");
        content
    };
    let one = finished(&mut portfolio, &with("2024-06-10", WAITING));
    let two = finished(&mut portfolio, &with("2024-07-10", "Short."));
    let form = |answer: &str| Form {
        chosen: vec![
            with_answers(&one, ["A day", WAITING, "", ""]),
            with_answers(&two, ["Another", answer, "", ""]),
        ],
        ..empty()
    };
    put(&mut portfolio, &id, &form("Other words."));
    assert!(of(&at(&portfolio, &id), "copied").is_empty());
    put(&mut portfolio, &id, &form(&WAITING.to_uppercase()));
    let found = at(&portfolio, &id);
    let copied = of(&found, "copied");
    assert_eq!((copied.len(), copied[0].records.len()), (1, 2), "{copied:?}");
    put(&mut portfolio, &id, &form("Other words."));
    let three = finished(&mut portfolio, &with("2024-08-10", WAITING));
    let found = at(&portfolio, &id);
    let ids: Vec<_> = of(&found, "copied")[0]
        .records
        .iter()
        .map(|about| about.record_id.clone())
        .collect();
    assert_eq!(ids, [one, three]);
}

#[test]
fn evidence_without_a_file_or_with_people_in_it_is_named() {
    let (_folder, mut portfolio, id) = portfolio();
    let day = finished(&mut portfolio, &cpd("2024-06-10", CpdType::Formal));
    for (number, title, people) in [(1, "A plan", 0), (2, "A film", 1)] {
        let db = portfolio.db();
        db.execute(
            "INSERT INTO evidence (id, title, kind, people, number, created_at) VALUES (?1, ?1, 'self-made', ?2, ?3, '')",
            rusqlite::params![title, people, number],
        )
        .expect("evidence");
        db.execute("INSERT INTO record_evidence VALUES (?1, ?2)", [&day, title])
            .expect("a link");
    }
    put(
        &mut portfolio,
        &id,
        &Form {
            chosen: vec![chosen(&day, "A day")],
            ..empty()
        },
    );
    let found = at(&portfolio, &id);
    assert!(found.standards[4].thin.iter().any(|said| said == "E1 “A plan” has no file yet."));
    let said: Vec<_> = of(&found, "documents-missing")
        .into_iter()
        .map(|finding| finding.said.clone())
        .collect();
    assert!(said.iter().any(|said| said == "E1 “A plan” has no file yet."), "{said:?}");
    let film = said.iter().find(|said| said.contains("A film")).expect("the film");
    assert!(
        film.contains("consent is not recorded") && film.contains("It is not redacted either."),
        "{film}"
    );
    assert_eq!(found.traced[0].evidence, [1]);
}
