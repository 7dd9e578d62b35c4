//! One's own reflection models.

use serde_json::json;

use super::*;
use crate::error::Code;
use crate::record::{self, Content, Kind, Section};
use crate::storage::undo;
use crate::testing::portfolio;
use crate::vault::Portfolio;

fn named(name: &str, stages: &[&str]) -> Own {
    Own {
        name: name.to_owned(),
        about: "For sessions with an instrument.".to_owned(),
        stages: stages
            .iter()
            .map(|name| Stage {
                id: String::new(),
                name: (*name).to_owned(),
                prompt: format!("What of {name}?"),
            })
            .collect(),
        ..Own::default()
    }
}

fn all(portfolio: &Portfolio) -> Vec<Own> {
    super::all(portfolio).expect("models")
}

fn names(portfolio: &Portfolio) -> Vec<String> {
    all(portfolio).into_iter().map(|one| one.name).collect()
}

/// A record with words under each stage of `model`.
fn write_with(portfolio: &mut Portfolio, model: &Own) -> String {
    let content = Content {
        title: "With a model".to_owned(),
        date: "2026-11-20".to_owned(),
        model: Some(model.id.clone()),
        sections: model
            .stages
            .iter()
            .map(|stage| Section {
                stage: stage.id.clone(),
                text: format!("Words on {}.", stage.name),
            })
            .collect(),
        ..Content::empty(Kind::Reflection)
    };
    record::create(portfolio, &content, "", &[]).expect("a record").id
}

#[test]
fn a_model_is_made_changed_put_in_order_and_taken_back() {
    let (_folder, mut portfolio) = portfolio();
    let first = save(&mut portfolio, &named(" Listening ", &["Sound", " Silence "])).expect("saved");
    assert_eq!((first.name.as_str(), first.stages[1].name.as_str()), ("Listening", "Silence"));
    assert!(first.stages.iter().all(|stage| stage.id.len() == 36));
    let second = save(&mut portfolio, &named("Body", &["Where"])).expect("saved");
    order(&mut portfolio, &[second.id.clone(), first.id.clone()]).expect("ordered");
    assert_eq!(names(&portfolio), ["Body", "Listening"]);
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(names(&portfolio), ["Listening", "Body"]);
    order(&mut portfolio, std::slice::from_ref(&second.id)).expect("what is not named follows");
    assert_eq!(names(&portfolio), ["Body", "Listening"]);
    assert_eq!(
        order(&mut portfolio, &["nobody".to_owned()]).expect_err("unknown").code,
        Code::NotFound
    );

    let mut turned = first;
    turned.stages.reverse();
    turned.about = "Otherwise.".to_owned();
    save(&mut portfolio, &turned).expect("changed");
    assert_eq!(all(&portfolio)[1], turned, "in its place");
    delete(&mut portfolio, &second.id).expect("deleted");
    assert_eq!(names(&portfolio), ["Listening"], "nothing was written with it");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(names(&portfolio), ["Body", "Listening"]);
}

#[test]
fn what_is_no_model_is_refused_with_the_field() {
    let (_folder, mut portfolio) = portfolio();
    save(&mut portfolio, &named("Listening", &["Sound"])).expect("saved");
    let long = "x".repeat(81);
    let many = vec!["Stage"; 200];
    let cases = [
        (named("", &["Sound"]), "name", "needs a name"),
        (named(&long, &["Sound"]), "name", "up to 80 characters"),
        (named("LISTENING", &["Sound"]), "name", "this name already"),
        (named("Schön", &["Sound"]), "name", "this name already"),
        (named("None", &[]), "stages", "one stage at least"),
        (named("Many", &many), "stages", "up to 24 stages; there are 200"),
        (named("Unnamed", &["Sound", " "]), "stages[1].name", "Stage 2 needs a name"),
        (named("Long", &[&long]), "stages[0].name", "up to 80 characters"),
    ];
    for (wrong, field, says) in cases {
        let error = save(&mut portfolio, &wrong).expect_err("refused");
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)), "{error:?}");
        assert!(error.message.contains(says), "{}", error.message);
    }
    let mut twice = named("Twice", &["One", "Two"]);
    twice.stages.iter_mut().for_each(|stage| "same".clone_into(&mut stage.id));
    assert_eq!(
        save(&mut portfolio, &twice).expect_err("refused").field.as_deref(),
        Some("stages[1].id")
    );
    let unknown = Own {
        id: "unknown".to_owned(),
        ..named("Unknown", &["One"])
    };
    assert_eq!(save(&mut portfolio, &unknown).expect_err("refused").code, Code::NotFound);
    assert_eq!(names(&portfolio), ["Listening"]);
}

#[test]
fn words_keep_their_headings_when_a_stage_or_the_model_goes() {
    let (_folder, mut portfolio) = portfolio();
    let mut model = save(&mut portfolio, &named("Listening", &["Sound", "Silence"])).expect("saved");
    let id = write_with(&mut portfolio, &model);
    let headings = |portfolio: &Portfolio| -> Vec<String> {
        let text = record::markdown(portfolio, &id).expect("Markdown");
        text.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect()
    };
    assert_eq!(headings(&portfolio), ["## Sound", "## Silence"]);
    model.stages.remove(0);
    model = save(&mut portfolio, &model).expect("without a stage");
    assert_eq!(model.former.len(), 1);
    assert_eq!(headings(&portfolio), ["## Sound", "## Silence"]);
    delete(&mut portfolio, &model.id).expect("deleted");
    assert_eq!(headings(&portfolio), ["## Sound", "## Silence"]);
    assert!(all(&portfolio)[0].retired, "put aside");
    assert_eq!(delete(&mut portfolio, &model.id).expect_err("once").code, Code::NotFound);

    // Another may have its name now, and it comes back under that only when it is free.
    let other = save(&mut portfolio, &named("Listening", &["Else"])).expect("the name is free");
    assert!(save(&mut portfolio, &model).is_err());
    delete(&mut portfolio, &other.id).expect("deleted");
    assert!(!save(&mut portfolio, &model).expect("back").retired);
}

#[test]
fn a_stage_that_comes_back_is_former_no_more() {
    let (_folder, mut portfolio) = portfolio();
    let whole = save(&mut portfolio, &named("Listening", &["Sound", "Silence"])).expect("saved");
    let mut less = whole.clone();
    less.stages.truncate(1);
    save(&mut portfolio, &less).expect("less");
    assert_eq!(save(&mut portfolio, &whole).expect("whole again").former, []);
}

#[test]
fn words_under_another_models_stage_are_headed_with_both_names() {
    let (_folder, mut portfolio) = portfolio();
    let model = save(&mut portfolio, &named("Listening", &["Sound"])).expect("saved");
    let id = write_with(&mut portfolio, &model);
    let record = record::get(&portfolio, &id).expect("a record");
    for (model, heading) in [
        (Some("gibbs"), "## Sound (Listening)"),
        (None, "## Sound (Listening)"),
        (Some(model.id.as_str()), "## Sound"),
    ] {
        let version = record::get(&portfolio, &id).expect("a record").version;
        let content = Content {
            model: model.map(str::to_owned),
            ..record.content.clone()
        };
        record::save(&mut portfolio, &id, version, "", &content).expect("saved");
        let text = record::markdown(&portfolio, &id).expect("Markdown");
        assert!(text.contains(&format!("{heading}\n\nWords on Sound.")), "{text}");
    }
    let none = stage_names(portfolio.db(), Some("gibbs"), ["text", "feelings", "nonsense"]).expect("names");
    assert_eq!(none, StageNames::from([("feelings".to_owned(), "Feelings".to_owned())]));
}

#[test]
fn a_file_brings_models_once_and_tells_two_of_one_name_apart() {
    let (_folder, mut portfolio) = portfolio();
    save(&mut portfolio, &named("Listening", &["Sound", "Silence"])).expect("saved");
    let bytes = write(&all(&portfolio)).expect("a file");
    let brought = bring(&mut portfolio, &bytes).expect("brought");
    assert_eq!((brought.added.len(), brought.same), (0, 1));

    let (_other_folder, mut other) = crate::testing::portfolio();
    let there = bring(&mut other, &bytes).expect("brought");
    assert_eq!(there.added, ["Listening"]);
    assert_eq!(all(&other), all(&portfolio), "with its words, so that records find their places");
    undo::undo(&mut other).expect("undone");
    assert_eq!(names(&other), [""; 0]);

    let mut changed = all(&portfolio);
    changed[0].stages[0].prompt = "Another question?".to_owned();
    let file = write(&changed).expect("a file");
    assert_eq!(bring(&mut portfolio, &file).expect("brought").added, ["Listening (2)"]);
    assert_eq!(
        bring(&mut portfolio, &file).expect("once more"),
        Brought {
            added: Vec::new(),
            same: 1
        }
    );
    let ids: std::collections::HashSet<_> = all(&portfolio).into_iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn one_that_was_put_aside_comes_back_by_its_file() {
    let (_folder, mut portfolio) = portfolio();
    let model = save(&mut portfolio, &named("Listening", &["Sound"])).expect("saved");
    write_with(&mut portfolio, &model);
    let bytes = write(&all(&portfolio)).expect("a file");
    delete(&mut portfolio, &model.id).expect("deleted");
    assert_eq!(bring(&mut portfolio, &bytes).expect("brought").added, ["Listening"]);
    assert_eq!(all(&portfolio), [model]);
}

#[test]
fn a_file_is_read_leniently() {
    let (_folder, mut portfolio) = portfolio();
    for (file, name) in [
        (
            json!({ "name": "One", "stages": ["What", "So what"], "author": "a colleague" }),
            "One",
        ),
        (json!([{ "name": "Two", "stages": [{ "name": "What", "colour": 3 }] }]), "Two"),
        (
            json!({ "models": [{ "id": 7, "name": "Three", "about": null, "stages": [{ "id": "", "name": " What ", "prompt": "Well?" }] }] }),
            "Three",
        ),
        (
            json!({ "name": "Gibbs’ cycle of mine", "id": "gibbs", "stages": ["What"] }),
            "Gibbs’ cycle of mine",
        ),
    ] {
        let bytes = [b"\xef\xbb\xbf".as_slice(), file.to_string().as_bytes()].concat();
        assert_eq!(bring(&mut portfolio, &bytes).expect("brought").added, [name]);
    }
    let stored = all(&portfolio);
    assert_eq!(stored[0].stages[1].name, "So what");
    assert_eq!(
        (stored[2].stages[0].name.as_str(), stored[2].stages[0].prompt.as_str()),
        ("What", "Well?")
    );
    assert!(stored.iter().all(|one| one.id.len() == 36));
}

#[test]
fn what_is_no_file_of_models_is_said_and_changes_nothing() {
    let (_folder, mut portfolio) = portfolio();
    let many: Vec<_> = (0..200).map(|at| json!(format!("Stage {at}"))).collect();
    let models: Vec<_> = (0..101)
        .map(|at| json!({ "name": format!("Model {at}"), "stages": ["One"] }))
        .collect();
    for (file, code, says) in [
        ("no JSON".to_owned(), Code::Invalid, "no reflection model in this file"),
        (json!(7).to_string(), Code::Invalid, "no reflection model in this file"),
        (
            json!({ "models": [] }).to_string(),
            Code::Invalid,
            "no reflection model in this file",
        ),
        (
            json!({ "format": "something else", "models": [{}] }).to_string(),
            Code::Invalid,
            "no reflection model in this file",
        ),
        (
            json!({ "format": crate::exchange::FORMAT, "version": 1 }).to_string(),
            Code::Invalid,
            "a whole portfolio",
        ),
        (
            json!({ "format": "triptych-reflection-models", "version": 2, "models": [] }).to_string(),
            Code::Newer,
            "newer Triptych",
        ),
        (
            json!([{ "name": "One", "stages": ["A"] }, { "stages": ["A"] }]).to_string(),
            Code::Invalid,
            "Model 2 of the file",
        ),
        (
            json!({ "name": "One", "stages": [] }).to_string(),
            Code::Invalid,
            "one stage at least",
        ),
        (
            json!({ "name": "One", "stages": many }).to_string(),
            Code::Invalid,
            "up to 24 stages; there are 200",
        ),
        (
            json!({ "name": "One", "stages": ["A", {}] }).to_string(),
            Code::Invalid,
            "Stage 2 needs a name",
        ),
        (json!({ "name": " ", "stages": ["A"] }).to_string(), Code::Invalid, "needs a name"),
        (json!(models).to_string(), Code::Invalid, "up to 100 models; there are 101"),
    ] {
        let error = bring(&mut portfolio, file.as_bytes()).expect_err("refused");
        assert_eq!(error.code, code, "{error:?}");
        assert!(
            error.message.contains(says) && error.message.ends_with("Nothing has been changed."),
            "{}",
            error.message
        );
    }
    assert_eq!(names(&portfolio), [""; 0]);
}
