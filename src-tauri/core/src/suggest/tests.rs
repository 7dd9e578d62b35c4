use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::error::Code;
use crate::record::{Kind, Record};
use crate::storage::undo;
use crate::testing;

const SUPERVISION: &str =
    "Took the silence to supervision. My supervisor heard the countertransference before I did, and asked what I do to rest.";

fn ids(suggestions: &[Suggestion]) -> Vec<&str> {
    suggestions.iter().map(|one| one.statement.as_str()).collect()
}

fn at(level: &str) -> Option<LevelId> {
    Some(level.parse().expect("a level"))
}

fn written(portfolio: &mut Portfolio, text: &str) -> Record {
    let content = testing::content(Kind::Reflection, "", "2026-11-20", text);
    record::create(portfolio, &content, "", &[]).expect("a record")
}

fn asked(portfolio: &Portfolio, record: &Record) -> Vec<Suggestion> {
    ask(portfolio, Some(&record.id), &record.content).expect("an answer").answer()
}

#[test]
fn a_suggestion_names_the_words_that_led_to_it_and_its_own_level_comes_first() {
    let found = ask_plainly(SUPERVISION, at("pro")).answer();
    assert_eq!(found[0].statement, "pro.ks.14");
    assert!(found[0].because.iter().any(|word| word == "supervision"), "{:?}", found[0].because);
    assert!(found.len() <= MOST);
    let other = ask_plainly(SUPERVISION, at("adv")).answer();
    assert!(other[0].statement.starts_with("adv."), "{:?}", ids(&other));
}

#[test]
fn nothing_comes_to_mind_for_no_words_or_words_about_nothing() {
    for text in ["", "  \n", "🥁🥁", "12 34 56", "the and of to", "K-07"] {
        assert_eq!(ask_plainly(text, at("pro")).answer(), [], "{text}");
    }
}

#[test]
fn what_is_tagged_or_dismissed_is_not_suggested_again() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = written(&mut portfolio, SUPERVISION);
    let first = asked(&portfolio, &record);
    let (one, other) = (first[0].statement.clone(), first[1].statement.clone());
    record::set_tag(&mut portfolio, &record.id, &one, "").expect("tagged");
    dismiss(&mut portfolio, &record.id, &other).expect("dismissed");
    dismiss(&mut portfolio, &record.id, &other).expect("dismissed once");
    let now = asked(&portfolio, &record);
    assert!(
        !ids(&now).contains(&one.as_str()) && !ids(&now).contains(&other.as_str()),
        "{:?}",
        ids(&now)
    );
    // For this record alone.
    let second = written(&mut portfolio, SUPERVISION);
    assert!(ids(&asked(&portfolio, &second)).contains(&other.as_str()));

    undo::undo(&mut portfolio).expect("the second record is gone");
    undo::undo(&mut portfolio).expect("the dismissal is taken back");
    assert!(ids(&asked(&portfolio, &record)).contains(&other.as_str()));
    undo::redo(&mut portfolio).expect("and made again");
    assert_eq!(dismissed(&portfolio, &record.id).expect("read"), [other]);
}

#[test]
fn a_dismissal_goes_with_its_record_and_needs_both() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = written(&mut portfolio, SUPERVISION);
    let refused = dismiss(&mut portfolio, &record.id, "pro.ks.99").expect_err("no such statement");
    assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("statement")));
    let missing = dismiss(&mut portfolio, "nobody", "pro.ks.14").expect_err("no such record");
    assert_eq!(missing.code, Code::NotFound);

    dismiss(&mut portfolio, &record.id, "pro.ks.14").expect("dismissed");
    record::bin(&mut portfolio, &record.id).expect("binned");
    record::empty_bin(&mut portfolio).expect("emptied");
    assert!(all_dismissed(portfolio.db()).expect("read").is_empty());
}

#[test]
fn what_was_tagged_before_is_suggested_for_words_like_those() {
    let (_folder, mut portfolio) = testing::portfolio();
    let text = "The tabletop theatre again: two matchboxes, a torch, and the story of the lighthouse keeper.";
    let new = testing::content(
        Kind::Reflection,
        "",
        "2026-11-21",
        "Matchboxes and a torch; the lighthouse keeper went down to the rocks.",
    );
    let before = ask(&portfolio, None, &new).expect("an answer").answer();
    assert!(!ids(&before).contains(&"pro.fl.01"));
    for _ in 0..4 {
        let record = written(&mut portfolio, text);
        record::set_tag(&mut portfolio, &record.id, "pro.fl.01", "").expect("tagged");
    }
    let after = ask(&portfolio, None, &new).expect("an answer").answer();
    let learned = after.iter().find(|one| one.statement == "pro.fl.01").expect("it has learned");
    assert!(
        learned.because.iter().all(|word| new.sections[0].text.contains(word)),
        "{:?}",
        learned.because
    );
    assert!(learned.because.iter().any(|word| word == "Matchboxes"), "{:?}", learned.because);
}

#[test]
fn a_paste_of_ten_megabytes_is_looked_at_in_part() {
    let text = format!("{SUPERVISION} {}", "é lorem ipsum ".repeat(700_000));
    let asked = ask_plainly(&text, at("pro"));
    assert!(asked.text.len() <= LONGEST);
    assert!(ids(&asked.answer()).contains(&"pro.ks.14"));
}

#[test]
fn every_cue_speaks_for_something_that_there_is() {
    let file: Value = serde_json::from_str(include_str!("../../../../assets/suggest/cues.json")).expect("JSON");
    let framework = Framework::bundled();
    let themes: HashSet<&str> = framework.crosswalk().themes.iter().map(|theme| theme.id.as_str()).collect();
    for (part, known) in [
        ("themes", &themes),
        ("statements", &framework.statements().iter().map(|one| one.id.as_str()).collect()),
    ] {
        for (id, cues) in file[part].as_object().expect("a part") {
            assert!(known.contains(id.as_str()), "{id}");
            for cue in cues.as_array().expect("a list") {
                let cue = cue.as_str().expect("words");
                // "On my own" is made of fillers and says something all the same.
                let words = words::words(cue);
                assert!(words.len() > 1 || words.iter().any(|word| !word.filler), "{id}: {cue} says nothing");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_the_answer_holds_its_words_and_is_the_same_twice(
        parts in prop::collection::vec(prop_oneof![
            Just(SUPERVISION.to_owned()),
            Just("outcome measure audit consent safeguarding student training".to_owned()),
            Just("wheelchair\nresearch, NICE; ward round — *choir*".to_owned()),
            "\\PC{0,40}",
        ], 0..6),
        level in prop::option::of(0..LevelId::ALL.len()),
    ) {
        let text = parts.join(" ");
        let level = level.map(|at| LevelId::ALL[at]);
        let found = ask_plainly(&text, level).answer();
        prop_assert!(found.len() <= MOST);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for one in &found {
            prop_assert!(!one.because.is_empty() && one.score > 0.0 && one.score < 1.0);
            for word in &one.because {
                prop_assert!(flat.contains(word.as_str()), "{} is not in {}", word, flat);
            }
        }
        prop_assert!(found.is_sorted_by(|one, next| one.score >= next.score));
        let unlike: HashSet<_> = found.iter().map(|one| &one.statement).collect();
        prop_assert_eq!(unlike.len(), found.len());
        prop_assert_eq!(ask_plainly(&text, level).answer(), found);
    }
}
