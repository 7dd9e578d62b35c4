//! What stands on the pages of exhibits: found, answered, and held back until then.

use super::exhibits::{Desk, written};
use super::*;
use crate::error::Code;
use crate::evidence;

fn found(desk: &Desk) -> Vec<LeavingFinding> {
    let all = desk
        .app
        .run("", |task| found_with_pages(&desk.app, task, Subject::Profile(&desk.cycle)))
        .expect("found");
    all.into_iter().filter(|one| one.exhibit.is_some()).collect()
}

fn say(desk: &Desk, key: &str, action: Option<AnswerAction>, words: &str) -> crate::error::Result<Vec<LeavingFinding>> {
    let given = AnswerGiven {
        key: key.to_owned(),
        action,
        words: words.to_owned(),
    };
    desk.app.run("", |task| {
        answer_with_pages(&desk.app, task, Subject::Profile(&desk.cycle), &[given])
    })
}

fn kept(desk: &Desk) -> Vec<Kept> {
    desk.app.with(exports).expect("the register").remove(0).kept
}

#[test]
fn everything_on_a_page_waits_for_an_answer_and_what_is_kept_is_in_the_register() {
    let desk = Desk::new();
    let words = "Attended by Mr Okafor of LS6 3HN. NHS number 943 476 5919, born on 3 March 2014, NI AB 12 34 56 C, call 0113 496 0123.";
    let id = desk.add("letter.pdf", &written(words, 2), "A letter.");
    let all = found(&desk);
    let kinds: Vec<&str> = all.iter().map(|one| one.kind.as_str()).collect();
    for kind in ["person-name", "postcode", "nhs-number", "date-of-birth", "ni-number", "phone"] {
        assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
    }
    for one in &all {
        assert_eq!(
            (one.place.as_str(), one.exhibit.as_ref(), one.answer.is_none()),
            ("On the pages of E1", Some(&id), true)
        );
        let shown: String = one
            .text
            .chars()
            .skip(one.start as usize)
            .take((one.end - one.start) as usize)
            .collect();
        assert!(one.value.starts_with(shown.split_whitespace().next().expect("a word")), "{one:?}");
    }
    let refused = desk.export(true).expect_err("they wait");
    assert_eq!(refused.code, Code::Refused);
    assert!(
        refused
            .message
            .starts_with(&format!("On the pages of E1 stand {} things", all.len())),
        "{}",
        refused.message
    );
    // No word of a page can be changed, and general words are proposed for none.
    assert_eq!(
        say(&desk, &all[0].key, Some(AnswerAction::Replace), "x").expect_err("a page").code,
        Code::Refused
    );
    assert_eq!(
        say(&desk, &all[0].key, Some(AnswerAction::Remove), "").expect_err("a page").code,
        Code::Refused
    );
    desk.app
        .run("", |task| propose_with_pages(&desk.app, task, Subject::Profile(&desk.cycle)))
        .expect("proposed");
    assert!(found(&desk).iter().all(|one| one.answer.is_none()));
    for one in &all {
        say(&desk, &one.key, Some(AnswerAction::Keep), "It is about myself.").expect("kept");
    }
    desk.export(true).expect("all is answered");
    let kept = kept(&desk);
    assert_eq!(kept.len(), all.len());
    assert!(kept.iter().any(|one| one.value == "LS6 3HN" && one.reason == "It is about myself."));
    // Another piece is asked about again.
    desk.add("second.pdf", &written("Attended by Mr Okafor.", 1), "Another.");
    assert_eq!(found(&desk).iter().filter(|one| one.answer.is_none()).count(), 1);
}

#[test]
fn a_client_on_a_page_stays_only_as_a_different_word() {
    let desk = Desk::new();
    desk.app
        .change(|portfolio| {
            let client = crate::client::make(portfolio, "Swan")?;
            let identity = serde_json::from_str(r#"{"name":"Rose Achebe"}"#).expect("an identity");
            crate::client::save_identity(portfolio, &client, &identity)
        })
        .expect("a client");
    let id = desk.add("print.pdf", &written("Rose and blue, after Swan Lake", 1), "A print.");
    let all = found(&desk);
    assert_eq!(all.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["Rose", "Swan"]);
    assert!(all.iter().all(|one| !one.sure));
    let refused = say(&desk, &all[0].key, Some(AnswerAction::Keep), "A colour.").expect_err("never kept");
    assert_eq!(refused.code, Code::Refused);
    desk.export(true).expect_err("it waits");
    for one in &all {
        say(&desk, &one.key, Some(AnswerAction::OtherWord), "").expect("a different word");
    }
    let (file, _) = desk.export(true).expect("answered");
    // They can be found in the file, and reading it again takes them for what they were said to be.
    assert!(!file.is_empty());
    say(&desk, &all[0].key, None, "").expect("taken back");
    desk.export(true).expect_err("it waits again");
    desk.app.change(|portfolio| evidence::bin(portfolio, &id)).expect("binned");
    desk.export(true).expect("the piece stays out");
}

#[test]
fn what_is_kept_wherever_it_stands_is_kept_on_a_page_too() {
    let desk = Desk::new();
    desk.add("letter.pdf", &written("Signed by Mr Okafor", 1), "A letter.");
    let form = |summary: &str| Form {
        summary: summary.to_owned(),
        chosen: vec![chosen(&desk.record, "An hour.")],
        ..empty()
    };
    desk.app
        .change(|portfolio| Ok(put(portfolio, &desk.cycle, &form("Mr Okafor supervises me."))))
        .expect("saved");
    let written = desk
        .app
        .with(|portfolio| super::super::found(portfolio, &desk.cycle))
        .expect("found");
    let one = written.iter().find(|one| one.value == "Mr Okafor").expect("in the summary");
    say(&desk, &one.key, Some(AnswerAction::Keep), "He agreed.").expect("kept");
    assert_eq!(found(&desk)[0].answer.as_ref().map(|answer| answer.here), Some(false));
    // What goes from the text does not go from a page.
    say(&desk, &one.key, Some(AnswerAction::Replace), "somebody").expect("replaced");
    assert!(found(&desk)[0].answer.is_none());
}

#[test]
fn which_file_left_stands_in_the_register() {
    let desk = Desk::new();
    let id = desk.add("print.pdf", &written("A print", 1), "A print.");
    desk.export(true).expect("it leaves");
    let sql = "SELECT export_evidence.sha256, evidence.sha256 FROM export_evidence JOIN evidence ON evidence.id = evidence_id WHERE evidence_id = ?1";
    let (left, now): (String, String) = desk
        .app
        .with(|portfolio| Ok(portfolio.db().query_row(sql, [&id], |row| Ok((row.get(0)?, row.get(1)?)))?))
        .expect("a line");
    assert_eq!(left, now);
}
