//! The privacy check over what would leave, and the owner's answers to it.

use serde_json::json;

use super::super::leaving::{leaving, reread};
use super::*;
use crate::client;
use crate::error::Code;
use crate::privacy::Kind as Tells;
use crate::storage::undo;

/// A profile that names a client of its owner's, a colleague, an age and a town.
fn told() -> (TempDir, Portfolio, String, String) {
    let (folder, mut portfolio, id) = portfolio();
    let client = client::make(&mut portfolio, "K-07").expect("a client");
    let identity = serde_json::from_value(json!({
        "name": "Rose Brown", "known_as": "", "birth_year": null, "contacts": "", "referrer": ""
    }))
    .expect("an identity");
    client::save_identity(&mut portfolio, &client, &identity).expect("saved");
    let record = finished(&mut portfolio, &supervision("2025-03-04"));
    let form = Form {
        summary: "I work with families. Dr Ray is my manager.".to_owned(),
        chosen: vec![Chosen {
            learnt: "Rose is 9 years old. Rose drew a rose with me.".to_owned(),
            ..chosen(&record, "With Rose’s mother.")
        }],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    (folder, portfolio, id, record)
}

fn waiting(portfolio: &Portfolio, id: &str) -> Vec<(Tells, String)> {
    let found = found(portfolio, id).expect("found").into_iter();
    found.filter(|one| one.answer.is_none()).map(|one| (one.kind, one.value)).collect()
}

/// The finding of these words.
fn of(portfolio: &Portfolio, id: &str, value: &str) -> LeavingFinding {
    let all = found(portfolio, id).expect("found");
    let one = all.iter().find(|one| one.value == value);
    one.cloned().unwrap_or_else(|| panic!("{value} is not found: {all:?}"))
}

fn say(portfolio: &mut Portfolio, id: &str, value: &str, action: AnswerAction, words: &str) {
    let key = of(portfolio, id, value).key;
    say_of(portfolio, id, key, Some(action), words);
}

fn say_of(portfolio: &mut Portfolio, id: &str, key: String, action: Option<AnswerAction>, words: &str) {
    let words = words.to_owned();
    answer(portfolio, id, &[AnswerGiven { key, action, words }]).expect("answered");
}

fn text(portfolio: &Portfolio, id: &str) -> String {
    printed(portfolio, id).join("\n")
}

#[test]
fn everything_that_tells_waits_for_an_answer() {
    let (_folder, portfolio, id, record) = told();
    let expected = [
        (Tells::PersonName, "Dr Ray"),
        (Tells::ClientName, "Rose"),
        (Tells::Age, "9 years old"),
        (Tells::ClientName, "Rose"),
    ];
    let expected = expected.map(|(kind, value)| (kind, value.to_owned()));
    let waiting = waiting(&portfolio, &id);
    for one in &expected {
        assert!(waiting.contains(one), "{one:?} in {waiting:?}");
    }
    let all = found(&portfolio, &id).expect("found");
    let rose = all
        .iter()
        .find(|one| one.place == "Personal statement: What I learnt")
        .expect("a place");
    assert_eq!(rose.text, "Rose is 9 years old. Rose drew a rose with me.");
    assert_eq!(rose.record_id.as_ref(), Some(&record), "the activity it is about");
    assert_eq!((rose.start, rose.end, rose.stand_in.as_str()), (0, 4, "a client"));
}

#[test]
fn an_answer_changes_the_copy_everywhere_and_neither_form_nor_record() {
    let (_folder, mut portfolio, id, record) = told();
    let before = (
        get(&portfolio, &id).expect("profile"),
        record::get(&portfolio, &record).expect("record"),
    );
    say(&mut portfolio, &id, "Rose", AnswerAction::Replace, "the child");
    say(&mut portfolio, &id, "9 years old", AnswerAction::Replace, "of primary-school age");
    let text = text(&portfolio, &id);
    assert!(text.contains("With the child’s mother."), "{text}");
    assert!(
        text.contains("The child is of primary-school age. The child drew a rose with me."),
        "{text}"
    );
    let after = (
        get(&portfolio, &id).expect("profile"),
        record::get(&portfolio, &record).expect("record"),
    );
    assert_eq!((&after.0.chosen, &after.0.summary), (&before.0.chosen, &before.0.summary));
    assert_eq!(after.1.content, before.1.content);
    // Answered ones are told as well, with what was said.
    let answered = of(&portfolio, &id, "Rose");
    assert_eq!(answered.answer.expect("an answer").words, "the child");
}

#[test]
fn what_goes_leaves_no_gap() {
    let (_folder, mut portfolio, id, _) = told();
    say(&mut portfolio, &id, "Dr Ray", AnswerAction::Remove, "");
    assert!(text(&portfolio, &id).contains("families. is my manager."));
}

#[test]
fn a_stand_in_that_tells_is_found_again() {
    let (_folder, mut portfolio, id, _) = told();
    say(&mut portfolio, &id, "Dr Ray", AnswerAction::Replace, "Dr Finch");
    assert!(waiting(&portfolio, &id).contains(&(Tells::PersonName, "Dr Finch".to_owned())));
}

#[test]
fn general_words_are_proposed_for_all_but_what_tells_only_together() {
    let (_folder, mut portfolio, id) = portfolio();
    let form = Form {
        summary: "On 3 May 2025 a Somali girl of nine with cerebral palsy rang me on 0113 496 0123.".to_owned(),
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    propose(&mut portfolio, &id).expect("proposed");
    let text = text(&portfolio, &id);
    assert!(text.contains("a Somali girl of primary-school age with"), "{text}");
    assert!(!text.contains("0113"), "what has no general words goes: {text}");
    assert_eq!(
        waiting(&portfolio, &id).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
        [Tells::Combination]
    );
}

#[test]
fn an_own_client_is_never_kept_except_as_a_different_word() {
    let (_folder, mut portfolio, id, _) = told();
    let key = of(&portfolio, &id, "Rose").key;
    let given = |action| {
        [AnswerGiven {
            key: key.clone(),
            action: Some(action),
            words: "She agreed.".to_owned(),
        }]
    };
    let cause = answer(&mut portfolio, &id, &given(AnswerAction::Keep)).expect_err("refused");
    assert_eq!(cause.code, Code::Refused);
    let key_here = of(&portfolio, &id, "Rose").key_here;
    say_of(&mut portfolio, &id, key_here, Some(AnswerAction::OtherWord), "");
    // Carried in from a file, it does not count either.
    let stored = StoredAnswer {
        found: key.clone(),
        action: AnswerAction::Keep,
        words: "Because.".to_owned(),
    };
    crate::storage::transact(&mut portfolio, crate::storage::Op::Import, crate::storage::Scope::default(), |db| {
        put_answers(db, &id, &[stored])
    })
    .expect("written");
    assert!(waiting(&portfolio, &id).iter().any(|(kind, _)| *kind == Tells::ClientName));
}

#[test]
fn nobody_elses_name_is_a_different_word() {
    let (_folder, mut portfolio, id, _) = told();
    let key = of(&portfolio, &id, "Dr Ray").key;
    let other = [AnswerGiven {
        key,
        action: Some(AnswerAction::OtherWord),
        words: String::new(),
    }];
    assert_eq!(answer(&mut portfolio, &id, &other).expect_err("refused").code, Code::Refused);
}

#[test]
fn an_answer_needs_its_words_and_something_that_is_still_there() {
    let (_folder, mut portfolio, id, _) = told();
    let key = of(&portfolio, &id, "Dr Ray").key;
    for (key, action, words, code) in [
        (&key, AnswerAction::Keep, "  ", Code::Invalid),
        (&key, AnswerAction::Replace, "", Code::Invalid),
        (&key, AnswerAction::Keep, &*"x".repeat(501), Code::Invalid),
        (&"no such".to_owned(), AnswerAction::Remove, "", Code::Conflict),
    ] {
        let given = [AnswerGiven {
            key: key.clone(),
            action: Some(action),
            words: words.to_owned(),
        }];
        assert_eq!(answer(&mut portfolio, &id, &given).expect_err("refused").code, code);
    }
    assert!(answers_of(&portfolio, &id).expect("answers").is_empty());
}

#[test]
fn an_answer_for_one_line_is_for_that_line_as_it_reads() {
    let (_folder, mut portfolio, id, record) = told();
    let form = |summary: &str| Form {
        summary: summary.to_owned(),
        chosen: vec![chosen(&record, "Dr Ray helped.")],
        ..empty()
    };
    put(&mut portfolio, &id, &form("Dr Ray is my manager."));
    let key = of(&portfolio, &id, "Dr Ray").key_here;
    say_of(&mut portfolio, &id, key, Some(AnswerAction::Remove), "");
    assert_eq!(waiting(&portfolio, &id), [(Tells::PersonName, "Dr Ray".to_owned())]);
    put(&mut portfolio, &id, &form("Dr Ray was my manager."));
    assert_eq!(waiting(&portfolio, &id).len(), 2);
}

#[test]
fn what_several_answers_about_one_activity_tell_only_together_is_found() {
    let (_folder, mut portfolio, id) = portfolio();
    let [first, second] = ["2025-03-04", "2025-04-04"].map(|day| finished(&mut portfolio, &supervision(day)));
    let told = |what: &str, learnt: &str, quality: &str| Chosen {
        learnt: learnt.to_owned(),
        quality: quality.to_owned(),
        ..chosen(&first, what)
    };
    let together = |portfolio: &mut Portfolio, chosen: Vec<Chosen>| {
        put(portfolio, &id, &Form { chosen, ..empty() });
        let all = found(portfolio, &id).expect("found");
        let combined = all.into_iter().filter(|one| one.kind == Tells::Combination);
        combined.map(|one| one.place).collect::<Vec<_>>()
    };
    let three = [
        "A 9-year-old boy drummed.",
        "He came to us from Hull.",
        "His selective mutism eased.",
    ];
    let one = together(&mut portfolio, vec![told(three[0], three[1], three[2])]);
    assert_eq!(one, ["Personal statement: What it was"]);
    // The same under three standards, far from each other.
    let by = |by| Assembly { by, aims: Vec::new() };
    assemble(&mut portfolio, &id, &by(By::Standard)).expect("assembled");
    let other = || Chosen {
        quality: "I waited.".to_owned(),
        ..chosen(&second, "We talked.")
    };
    let apart = |what, learnt, quality| vec![told(what, learnt, quality), other()];
    assert_eq!(together(&mut portfolio, apart(three[0], three[1], three[2])).len(), 1);
    assert!(together(&mut portfolio, apart(three[0], "", three[2])).is_empty());
    assemble(&mut portfolio, &id, &by(By::Activity)).expect("assembled");
    // Two activities tell nothing together, and a course has a place, a day and a subject.
    let apart = Chosen {
        quality: three[2].to_owned(),
        ..chosen(&second, three[1])
    };
    assert!(together(&mut portfolio, vec![told(three[0], "", ""), apart]).is_empty());
    let course = ["A course in Leeds.", "On selective mutism.", "From 3 May 2025 on I listen more."];
    assert!(together(&mut portfolio, vec![told(course[0], course[1], course[2])]).is_empty());
    // What stands in one answer is found there alone.
    let whole = three.join(" ");
    assert_eq!(together(&mut portfolio, vec![told(&whole, "", "")]).len(), 1);
    // An answer to the age settles it.
    together(&mut portfolio, vec![told(three[0], three[1], three[2])]);
    say(&mut portfolio, &id, "9-year-old", AnswerAction::Replace, "young");
    assert!(
        !found(&portfolio, &id)
            .expect("found")
            .iter()
            .any(|one| one.kind == Tells::Combination)
    );
}

#[test]
fn an_answer_is_taken_back_and_undone() {
    let (_folder, mut portfolio, id, _) = told();
    let before = text(&portfolio, &id);
    say(&mut portfolio, &id, "Dr Ray", AnswerAction::Replace, "my manager");
    assert_ne!(text(&portfolio, &id), before);
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(text(&portfolio, &id), before);
    undo::redo(&mut portfolio).expect("made again");
    let key = of(&portfolio, &id, "Dr Ray").key;
    say_of(&mut portfolio, &id, key, None, "");
    assert_eq!(text(&portfolio, &id), before);
    assert!(answers_of(&portfolio, &id).expect("answers").is_empty());
}

#[test]
fn a_confirmation_is_of_the_copy() {
    let (_folder, mut portfolio, id, _) = told();
    confirm_all(&mut portfolio, &id);
    say(&mut portfolio, &id, "Dr Ray", AnswerAction::Remove, "");
    assert!(!get(&portfolio, &id).expect("profile").confirmed);
}

#[test]
fn the_finished_file_is_read_again_and_holds_none_of_what_was_to_go() {
    let (_folder, mut portfolio, id, _) = told();
    let before = document(&portfolio, &id).expect("a document");
    say(&mut portfolio, &id, "Rose", AnswerAction::Replace, "the child");
    say(&mut portfolio, &id, "Dr Ray", AnswerAction::Remove, "");
    let loaded = super::super::load::load(&portfolio, &id).expect("loaded");
    let leaves = leaving(&portfolio, &loaded).expect("leaves");
    let file = |document: &triptych_pdf::Document| triptych_pdf::render(document).expect("a PDF");
    reread(&portfolio, &leaves, &file(&leaves.document)).expect("nothing in it was to go");
    // Pages, properties, bookmarks and the addresses of links: wherever it stands, it is read.
    let mut titled = leaves.document.clone();
    titled.subject = Some("About Rose Brown".to_owned());
    let mut marked = leaves.document.clone();
    marked.blocks.push(triptych_pdf::Block::heading(2, "Rose Brown"));
    let mut linked = leaves.document.clone();
    linked.blocks.push(triptych_pdf::Block::Paragraph(vec![triptych_pdf::Inline::Link {
        text: "here".to_owned(),
        address: "https://example.org/rose-brown".to_owned(),
    }]));
    for wrong in [&before, &titled, &marked, &linked] {
        assert_eq!(reread(&portfolio, &leaves, &file(wrong)).expect_err("refused").code, Code::Refused);
    }
    assert_eq!(reread(&portfolio, &leaves, b"no PDF").expect_err("refused").code, Code::Refused);
}

#[test]
fn a_short_code_and_a_name_within_a_longer_word_are_found_when_it_is_read_again() {
    let (_folder, mut portfolio, id, record) = told();
    let form = |what: &str| Form {
        summary: "My prose is slow.".to_owned(),
        chosen: vec![chosen(&record, what)],
        ..empty()
    };
    put(&mut portfolio, &id, &form("With K-07 and Rose. A rose is a rose."));
    propose(&mut portfolio, &id).expect("answered");
    for (value, action, words) in [("Rose", AnswerAction::Replace, "a child"), ("K-07", AnswerAction::Remove, "")] {
        if waiting(&portfolio, &id).iter().any(|(_, waits)| waits == value) {
            say(&mut portfolio, &id, value, action, words);
        }
    }
    let loaded = super::super::load::load(&portfolio, &id).expect("loaded");
    let leaves = leaving(&portfolio, &loaded).expect("leaves");
    assert_eq!(leaves.open(), 0);
    let file = |words: &str| {
        let mut document = leaves.document.clone();
        document.blocks.push(triptych_pdf::Block::paragraph(words));
        triptych_pdf::render(&document).expect("a PDF")
    };
    reread(&portfolio, &leaves, &triptych_pdf::render(&leaves.document).expect("a PDF")).expect("nothing stayed");
    for stayed in ["Then K-07 came.", "Then Rose came.", "of K07", "k-07"] {
        let refused = reread(&portfolio, &leaves, &file(stayed)).expect_err(stayed);
        assert_eq!(refused.code, Code::Refused, "{stayed}");
    }
    // What was kept by an answer passes, where it stands.
    put(&mut portfolio, &id, &form("With Rose. A Rose of Sharon."));
    let all = found(&portfolio, &id).expect("found");
    let kept = all
        .iter()
        .filter(|one| one.value == "Rose")
        .map(|one| one.key_here.clone())
        .next_back();
    say_of(&mut portfolio, &id, kept.expect("two of them"), Some(AnswerAction::OtherWord), "");
    let loaded = super::super::load::load(&portfolio, &id).expect("loaded");
    let leaves = leaving(&portfolio, &loaded).expect("leaves");
    assert!(leaves.kept.iter().any(|one| one.value == "Rose"), "{:?}", leaves.kept);
    reread(&portfolio, &leaves, &triptych_pdf::render(&leaves.document).expect("a PDF")).expect("it stands where it may");
}

#[test]
fn answers_go_out_and_come_in_with_their_cycle() {
    let (_folder, mut portfolio, id, _) = told();
    say(
        &mut portfolio,
        &id,
        "Dr Ray",
        AnswerAction::Keep,
        "She is the author of the guideline.",
    );
    let all = answers_of(&portfolio, &id).expect("answers");
    assert_eq!(all.len(), 1);
    let wrong = StoredAnswer {
        found: "Dr Ray".to_owned(),
        ..all[0].clone()
    };
    let put = |portfolio: &mut Portfolio, answers: &[StoredAnswer]| {
        crate::storage::transact(portfolio, crate::storage::Op::Import, crate::storage::Scope::default(), |db| {
            put_answers(db, &id, answers)
        })
    };
    assert_eq!(put(&mut portfolio, &[wrong]).expect_err("refused").code, Code::Invalid);
    put(&mut portfolio, &all).expect("written");
    assert_eq!(answers_of(&portfolio, &id).expect("answers"), all);
}

#[test]
fn a_part_is_copied_as_plain_text_by_the_rules_of_a_final_one() {
    let (_folder, mut portfolio, id, record) = told();
    let part = |portfolio: &Portfolio, part| part_text(portfolio, &id, part);
    let refused = part(&portfolio, ProfilePart::Summary).expect_err("refused");
    assert_eq!(refused.code, Code::Refused);
    assert!(
        refused.message.contains("wait for an answer") && refused.message.ends_with("Nothing was copied."),
        "{}",
        refused.message
    );
    propose(&mut portfolio, &id).expect("answered");
    assert!(part(&portfolio, ProfilePart::Summary).is_err(), "not confirmed yet");
    let form = Form {
        summary: "I *listen*.\n\n- groups\n- families\n\n[A guide](https://example.org/guide)".to_owned(),
        chosen: vec![chosen(&record, "An hour.")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    propose(&mut portfolio, &id).expect("answered");
    confirm_all(&mut portfolio, &id);
    let summary = part(&portfolio, ProfilePart::Summary).expect("copied");
    assert_eq!(summary.text, "I listen.\n\n- groups\n- families\n\nA guide");
    assert_eq!(summary.cannot.len(), 1);
    let statement = part(&portfolio, ProfilePart::Statement).expect("copied").text;
    assert_eq!(
        statement,
        "Clinical supervision, individual, 75 minutes (4 March 2025)\n\nWhat it was\n\nAn hour."
    );
    let list = part(&portfolio, ProfilePart::List).expect("copied");
    assert!(
        list.text
            .contains("04/03/2025 · Clinical supervision, individual, 75 minutes · Work-based learning · 75 minutes"),
        "{}",
        list.text
    );
    assert_eq!(list.cannot.len(), 1);
    assert_eq!(
        part(&portfolio, ProfilePart::Evidence).expect("copied").text,
        "No supporting evidence yet."
    );
}
