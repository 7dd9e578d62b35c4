//! The assessor's chair, the order of the evidence and the reminders, over whole portfolios.

use super::numbers::with_three;
use super::*;
use crate::error::Code;
use crate::storage::undo;

fn statement(a: &str) -> Form {
    Form {
        introduction: "I work with groups. I wait longer now.".to_owned(),
        chosen: vec![Chosen {
            quality: "I leave a silence. I wait longer now.".to_owned(),
            ..chosen(a, "- A day on pace\n- An evening of listening")
        }],
        ..empty()
    }
}

fn texts(chair: &Chair) -> Vec<&str> {
    let all = chair.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    all.map(|sentence| sentence.text.as_str()).collect()
}

fn key_of(chair: &Chair, text: &str) -> String {
    let mut all = chair.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    all.find(|sentence| sentence.text == text).expect("the sentence").key.clone()
}

fn counts(chair: &Chair, standard: usize) -> (u32, u32) {
    let one = &chair.standards[standard - 1];
    (one.marked, one.lapsed)
}

#[test]
fn the_statement_is_one_text_and_a_mark_belongs_to_the_words() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    assert!(chair(&portfolio, &id).expect("a chair").paragraphs.is_empty());
    put(&mut portfolio, &id, &statement(&a));
    let read = chair(&portfolio, &id).expect("a chair");
    assert_eq!(
        texts(&read),
        [
            "I work with groups.",
            "I wait longer now.",
            "A day on pace",
            "An evening of listening",
            "I leave a silence.",
            "I wait longer now."
        ]
    );
    let headings = |at: usize| -> Vec<&str> { read.paragraphs[at].headings.iter().map(|one| one.text.as_str()).collect() };
    let name = &get(&portfolio, &id).expect("it").activities[0].name;
    assert!(headings(0).is_empty());
    assert_eq!(headings(1), [format!("{name} (10 January 2025)").as_str(), "What it was"]);
    assert_eq!(headings(3), ["How it improved the quality of my practice"]);
    assert!(
        !serde_json::to_string(&read).expect("JSON").contains(PRIVATE),
        "no private title stands in it"
    );

    let key = key_of(&read, "I wait longer now.");
    let marked = mark(&mut portfolio, &id, &key, 3, true).expect("marked");
    // The same words stand twice: both are that sentence.
    assert_eq!(counts(&marked, 3), (1, 0));
    assert_eq!(marked, mark(&mut portfolio, &id, &key, 3, true).expect("marked again"));
    let silence = key_of(&read, "I leave a silence.");
    let marked = mark(&mut portfolio, &id, &silence, 3, true).expect("marked");
    assert_eq!(counts(&marked, 3), (2, 0));

    let mut other = statement(&a);
    other.chosen[0].quality = "I leave a long silence. I wait longer now.".to_owned();
    put(&mut portfolio, &id, &other);
    let read = chair(&portfolio, &id).expect("a chair");
    assert_eq!(counts(&read, 3), (1, 1));
    assert!(
        read.standards[2].said.contains("that mark has lapsed"),
        "{}",
        read.standards[2].said
    );
    // The words come back, and the mark with them.
    put(&mut portfolio, &id, &statement(&a));
    assert_eq!(counts(&chair(&portfolio, &id).expect("a chair"), 3), (2, 0));
    put(&mut portfolio, &id, &other);
    let gone = forget_lapsed(&mut portfolio, &id).expect("forgotten");
    assert_eq!(counts(&gone, 3), (1, 0));
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(counts(&chair(&portfolio, &id).expect("a chair"), 3), (1, 1));

    let stored: String = portfolio
        .db()
        .query_row("SELECT group_concat(sentence) FROM cycle_mark", [], |row| row.get(0))
        .expect("marks");
    assert!(!stored.contains("silence") && !stored.contains("wait"), "{stored}");
}

#[test]
fn what_is_read_is_what_leaves_and_an_answer_takes_no_mark_away() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    let mut form = statement(&a);
    form.chosen[0].learnt = "Dr Finch asked me to wait. I waited.".to_owned();
    put(&mut portfolio, &id, &form);
    let before = chair(&portfolio, &id).expect("a chair");
    let key = key_of(&before, "Dr Finch asked me to wait.");
    mark(&mut portfolio, &id, &key, 2, true).expect("marked");
    let finding = found(&portfolio, &id)
        .expect("found")
        .into_iter()
        .find(|one| one.value == "Dr Finch")
        .expect("the name");
    let given = AnswerGiven {
        key: finding.key,
        action: Some(AnswerAction::Replace),
        words: "my supervisor".to_owned(),
    };
    answer(&mut portfolio, &id, &[given]).expect("answered");
    let read = chair(&portfolio, &id).expect("a chair");
    assert_eq!(key_of(&read, "My supervisor asked me to wait."), key);
    assert!(!texts(&read).iter().any(|text| text.contains("Finch")));
    assert_eq!(counts(&read, 2), (1, 0));
    assert_eq!(texts(&read).len(), texts(&before).len());
    let stands = readiness(&portfolio, &id).expect("a readiness");
    assert!(
        stands.standards[1]
            .there
            .iter()
            .any(|said| said == "Marked in 1 sentence of the statement."),
        "{:?}",
        stands.standards[1].there
    );
    assert_eq!(counts(&mark(&mut portfolio, &id, &key, 2, false).expect("unmarked"), 2), (0, 0));
}

#[test]
fn a_statement_by_standard_is_read_by_standard() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    put(&mut portfolio, &id, &statement(&a));
    let by_standard = Assembly {
        by: By::Standard,
        aims: Vec::new(),
    };
    assemble(&mut portfolio, &id, &by_standard).expect("assembled");
    let read = chair(&portfolio, &id).expect("a chair");
    let headings: Vec<(u8, &str)> = read
        .paragraphs
        .iter()
        .flat_map(|paragraph| &paragraph.headings)
        .map(|one| (one.level, one.text.split(':').next().unwrap_or_default()))
        .collect();
    let name = format!("{} (10 January 2025)", get(&portfolio, &id).expect("it").activities[0].name);
    assert_eq!(
        headings,
        [(1, "Standard 2"), (2, name.as_str()), (1, "Standard 3"), (2, name.as_str())]
    );
}

#[test]
fn a_mark_is_a_step_and_only_of_a_sentence_that_is_there() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    put(&mut portfolio, &id, &statement(&a));
    let read = chair(&portfolio, &id).expect("a chair");
    let key = key_of(&read, "I work with groups.");
    mark(&mut portfolio, &id, &key, 5, true).expect("marked");
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(chair(&portfolio, &id).expect("a chair"), read);
    undo::redo(&mut portfolio).expect("done again");
    assert_eq!(counts(&chair(&portfolio, &id).expect("a chair"), 5), (1, 0));
    assert_eq!(mark(&mut portfolio, &id, &key, 5, false).expect("unmarked"), read);
    assert_eq!(
        mark(&mut portfolio, &id, &key, 6, true).expect_err("no standard").code,
        Code::Invalid
    );
    let other = "0".repeat(32);
    assert_eq!(
        mark(&mut portfolio, &id, &other, 1, true).expect_err("no sentence").code,
        Code::Conflict
    );
}

#[test]
fn where_one_stands_says_which_standard_nobody_has_marked() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    let unmarked = "Nobody has marked a sentence for it yet.";
    let found = readiness(&portfolio, &id).expect("a readiness");
    assert!(found.standards.iter().all(|one| !one.thin.iter().any(|said| said == unmarked)));
    put(&mut portfolio, &id, &statement(&a));
    let found = readiness(&portfolio, &id).expect("a readiness");
    assert!(found.standards.iter().all(|one| one.thin.iter().any(|said| said == unmarked)));
    let read = chair(&portfolio, &id).expect("a chair");
    mark(&mut portfolio, &id, &key_of(&read, "I leave a silence."), 3, true).expect("marked");
    let found = readiness(&portfolio, &id).expect("a readiness");
    assert!(
        found.standards[2]
            .there
            .iter()
            .any(|said| said == "Marked in 1 sentence of the statement.")
    );
    assert_eq!(found.standards[3].thin.iter().filter(|said| *said == unmarked).count(), 1);
}

#[test]
fn what_supports_an_activity_and_what_is_still_to_write_is_read_and_is_nobodys_to_mark() {
    let (_folder, mut portfolio, id, a) = with_three();
    let b = finished(&mut portfolio, &cpd("2025-02-10", CpdType::Formal));
    let form = Form {
        chosen: vec![
            chosen(&a, "Supporting evidence (E1) shows how I waited. I learnt to listen."),
            chosen(&b, ""),
        ],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    let read = chair(&portfolio, &id).expect("a chair");
    let seen: Vec<(Vec<u8>, Vec<&str>, Option<&str>)> = read
        .paragraphs
        .iter()
        .map(|one| {
            let levels = one.headings.iter().map(|heading| heading.level).collect();
            let sentences = one.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            (levels, sentences, one.ours.as_deref())
        })
        .collect();
    assert_eq!(
        seen,
        [
            (
                vec![1, 2],
                vec!["Supporting evidence (E1) shows how I waited.", "I learnt to listen."],
                None
            ),
            (vec![], vec![], Some("Supporting evidence (E1, E2, E3)")),
            (vec![1], vec![], Some("Nothing written yet."))
        ]
    );
}

fn plan_at(portfolio: &Portfolio, day: &str, id: &str) -> Plan {
    reminders::plan_on(portfolio, id, day.parse().expect("a day")).expect("a plan")
}

#[test]
fn some_days_of_a_cycle_say_one_line_each_and_one_at_a_time() {
    let (_folder, mut portfolio, _) = portfolio();
    let id = cycle_by_years(&mut portfolio, "2026-2028").expect("the cycle");
    let plan = reminders(&portfolio, &id).expect("a plan");
    let days: Vec<(&str, &str)> = plan.days.iter().map(|one| (one.reminder.as_str(), one.on.as_str())).collect();
    assert_eq!(
        days,
        [
            ("year", "2027-05-31"),
            ("six-months", "2027-11-30"),
            ("three-months", "2028-02-29"),
            ("month", "2028-04-30")
        ]
    );
    assert_eq!(plan.now, None);
    for (day, now) in [
        ("2027-05-30", None),
        ("2027-05-31", Some(Reminder::Year)),
        ("2027-12-01", Some(Reminder::SixMonths)),
        ("2028-05-31", Some(Reminder::Month)),
        ("2028-06-01", None),
    ] {
        assert_eq!(plan_at(&portfolio, day, &id).now, now, "{day}");
    }
    let day = |text: &str| text.parse().expect("a day");
    reminders::settle_on(&mut portfolio, &id, Reminder::SixMonths, false, day("2027-12-01")).expect("put off");
    let later = plan_at(&portfolio, "2027-12-07", &id);
    assert_eq!((later.now, later.days[1].until.as_deref()), (None, Some("2027-12-08")));
    assert_eq!(plan_at(&portfolio, "2027-12-08", &id).now, Some(Reminder::SixMonths));
    reminders::settle_on(&mut portfolio, &id, Reminder::SixMonths, true, day("2027-12-08")).expect("done");
    let done = plan_at(&portfolio, "2028-02-28", &id);
    assert_eq!((done.now, done.days[1].done), (None, true), "nothing earlier comes instead");
    assert_eq!(plan_at(&portfolio, "2028-02-29", &id).now, Some(Reminder::ThreeMonths));
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(plan_at(&portfolio, "2028-02-28", &id).now, Some(Reminder::SixMonths));
}

#[test]
fn a_letter_moves_the_plan_and_a_short_cycle_has_a_short_one() {
    let (_folder, mut portfolio, id) = portfolio();
    let letter = Drawn {
        letter: "2026-03-09".to_owned(),
        deadline: "2026-12-31".to_owned(),
        deferral: false,
        adjustments: false,
        note: String::new(),
    };
    save_drawn(&mut portfolio, &id, Some(&letter)).expect("kept");
    let plan = plan_at(&portfolio, "2026-12-01", &id);
    assert_eq!(
        (plan.now, plan.days.last().map(|one| one.on.as_str())),
        (Some(Reminder::Month), Some("2026-11-30"))
    );
    let short = Cycle {
        id: String::new(),
        start: "2026-12-01".to_owned(),
        end: "2026-12-02".to_owned(),
    };
    save_cycle(&mut portfolio, &short).expect("two days are a cycle");
    let all = cycles(&mut portfolio).expect("cycles").0;
    let short = all.iter().find(|one| one.start == "2026-12-01").expect("there");
    let plan = plan_at(&portfolio, "2026-12-02", &short.id);
    assert_eq!((plan.days.len(), plan.now), (1, Some(Reminder::HalfWay)));
    let settled = settle_reminder(&mut portfolio, &short.id, Reminder::HalfWay, true).expect("done");
    assert!(settled.days[0].done);
}
