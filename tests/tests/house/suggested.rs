//! How good the suggested tags are, on texts labelled by hand, beside plain BM25 over the statements.
//!
//! `fixtures/suggest/labelled.json` has three parts. On `tune` the weights were chosen and errors were looked at. `held` was
//! written with it and never looked at, but before the list of cues, by the same hand: it flatters. `fresh` was written when
//! the cues were done and is what to believe. The sample portfolio was tagged by somebody else: there it is seen whether
//! the suggestions learn.
//!
//! Recall at 5: how much of what is labelled is among the five. Precision: how much of what is suggested is labelled.
//! Statements of one level with the same wording count as one.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;
use triptych_core::exchange;
use triptych_core::framework::{Framework, LevelId};
use triptych_core::record::{self, Content};
use triptych_core::suggest::{self, Suggestion};
use triptych_core::vault::{Portfolio, Secret};
use triptych_core::{api::App, profile};
use triptych_tests::{BridgeWorld, Desk};

#[derive(Deserialize)]
struct Labelled {
    id: String,
    split: String,
    level: String,
    statements: Vec<String>,
    text: String,
}

fn labelled() -> Vec<Labelled> {
    serde_json::from_str(include_str!("../../fixtures/suggest/labelled.json")).expect("the labelled texts")
}

fn level(name: &str) -> Option<LevelId> {
    Some(name.parse().expect("a level"))
}

/// A level and its wording.
fn wording(id: &str) -> (LevelId, String) {
    let statement = Framework::bundled().statement(id).expect("a statement");
    (statement.level, statement.text.trim_end_matches('.').to_lowercase())
}

/// Sums over texts; a mean when read.
#[derive(Default)]
struct Figures {
    texts: f64,
    recall: f64,
    precision: f64,
}

impl Figures {
    fn add<'a>(&mut self, suggested: impl Iterator<Item = &'a str>, labelled: &[String]) {
        let suggested: BTreeSet<_> = suggested.map(wording).collect();
        let labelled: BTreeSet<_> = labelled.iter().map(|id| wording(id)).collect();
        let both = suggested.intersection(&labelled).count() as f64;
        self.texts += 1.0;
        self.recall += both / labelled.len() as f64;
        self.precision += both / suggested.len().max(1) as f64;
    }

    fn recall(&self) -> f64 {
        self.recall / self.texts
    }

    #[expect(clippy::print_stdout, reason = "a measurement prints its figures")]
    fn say(&self, what: &str) {
        println!(
            "{what}: {} texts, recall at 5 {:.3}, precision {:.3}",
            self.texts,
            self.recall(),
            self.precision / self.texts
        );
    }
}

/// Ours, plain BM25 over all statements, and plain BM25 over those of the writer's level.
fn measure(split: &str) -> [Figures; 3] {
    let mut figures = <[Figures; 3]>::default();
    for text in labelled().iter().filter(|text| text.split == split) {
        let own = level(&text.level);
        let asked = suggest::ask_plainly(&text.text, own);
        let ours = asked.answer();
        figures[0].add(ours.iter().map(|one| one.statement.as_str()), &text.statements);
        for (figure, level) in figures[1..].iter_mut().zip([None, own]) {
            figure.add(asked.plain_answer(level).iter().map(String::as_str), &text.statements);
        }
    }
    for (figure, what) in figures.iter().zip(["suggested", "plain BM25", "plain BM25, own level"]) {
        figure.say(&format!("{split}, {what}"));
    }
    figures
}

#[test]
fn the_labelled_texts_are_many_spread_and_of_a_fair_length() {
    let all = labelled();
    assert!(all.len() >= 150);
    let not_tuned = all.iter().filter(|text| text.split != "tune").count();
    assert!(not_tuned * 2 >= all.len(), "half of them are held back");
    let ids: BTreeSet<_> = all.iter().map(|text| &text.id).collect();
    assert_eq!(ids.len(), all.len());
    for text in &all {
        let words = text.text.split_whitespace().count();
        assert!((60..=250).contains(&words), "{}: {words} words", text.id);
        assert!((1..=5).contains(&text.statements.len()), "{}", text.id);
    }
    for split in ["tune", "held", "fresh"] {
        let statements = || all.iter().filter(|text| text.split == split).flat_map(|text| &text.statements);
        let levels: BTreeSet<_> = statements().map(|id| &id[..3]).collect();
        let sections: BTreeSet<_> = statements().map(|id| id.split('.').nth(1)).collect();
        assert_eq!((levels.len(), sections.len()), (5, 7), "{split}: all levels, all sections");
    }
}

#[test]
fn suggestions_beat_plain_bm25_on_texts_they_were_not_tuned_on() {
    measure("tune");
    for (split, floor) in [("held", 0.62), ("fresh", 0.29)] {
        let [ours, plain, own_level] = measure(split);
        assert!(ours.recall() > plain.recall() && ours.recall() > own_level.recall(), "{split}");
        assert!(ours.recall() >= floor, "{split}: {:.3}", ours.recall());
    }
}

#[test]
fn what_was_tagged_before_makes_the_next_suggestions_better() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let world = Arc::new(BridgeWorld::new(home.path()));
    let app = App::new(world.clone(), Box::new(Desk::new(home.path())), "a test");
    let portfolio = |name: &str| {
        let secret = Secret::new("seven quiet owls rehearse".to_owned());
        let (portfolio, _) = Portfolio::create(world.clone(), &home.path().join(name), &secret, "a test").expect("a portfolio");
        portfolio
    };
    let mut sample = portfolio("sample");
    app.run("", |task| exchange::import_sample(&mut sample, task)).expect("the sample");
    let mut lived = portfolio("lived");
    let mut owner = profile::get(&lived).expect("a profile");
    owner.level = profile::get(&sample).expect("a profile").level;
    let own = owner.level.as_deref().and_then(level);
    profile::save(&mut lived, &owner).expect("saved");

    // The sample is lived through again: each record is asked about while only those before it are there.
    let (mut learned, mut alone, mut plain) = <(Figures, Figures, Figures)>::default();
    for (at, id) in record::every_id(&sample).expect("read").iter().enumerate() {
        let found = record::get(&sample, id).expect("a record");
        let tags: Vec<String> = found.tags.into_iter().map(|tag| tag.statement).collect();
        let mut content = Content {
            role_id: None,
            ..found.content
        };
        // Neither roles nor agreements are there.
        if let Some(facts) = &mut content.supervision {
            facts.agreement_id = None;
        }
        if at >= 25 && !tags.is_empty() {
            let ids = |suggested: &[Suggestion]| suggested.iter().map(|one| one.statement.clone()).collect::<Vec<_>>();
            let asked = suggest::ask(&lived, None, &content).expect("an answer");
            learned.add(ids(&asked.answer()).iter().map(String::as_str), &tags);
            let bare = suggest::ask_plainly(&record::prose(&content), own);
            alone.add(ids(&bare.answer()).iter().map(String::as_str), &tags);
            plain.add(bare.plain_answer(own).iter().map(String::as_str), &tags);
        }
        record::create(&mut lived, &content, "", &tags).expect("a record");
    }
    learned.say("the sample, with what was tagged before");
    alone.say("the sample, by the words alone");
    plain.say("the sample, plain BM25, own level");
    assert!(learned.recall() > alone.recall() && alone.recall() > plain.recall());
}
