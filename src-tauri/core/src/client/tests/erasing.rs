//! Erasing: what is asked, what stops it, and that nothing is left.

use super::*;
use crate::api::target::Target;
use crate::error::Code;
use crate::record::Addition;
use crate::storage::{self, undo};
use crate::testing::{PASSPHRASE, StillWorld, secret};
use crate::{hcpc, supervision};

const WORDS: [&str; 8] = [
    "xylophone",
    "Canarius",
    "ptarmigan",
    "K-07",
    "curlewgoal",
    "curlewsaid",
    "heronstreet",
    "oldcode-1",
];

/// A portfolio in which K-07 is spoken of everywhere; its client, and the records that are no case notes of it.
pub(super) fn spoken_of(portfolio: &mut Portfolio) -> (String, [String; 4]) {
    let mut first = crate::testing::content(Kind::CaseNote, "", "2026-03-01", "Under the oldcode-1 still.");
    first.clients = vec!["oldcode-1".to_owned()];
    record::create(portfolio, &first, "", &[]).expect("a note");
    let id = client(portfolio, "oldcode-1");
    rename(portfolio, &id, "K-07").expect("renamed");
    let closed = note(portfolio, "2026-03-05", "K-07 hid the xylophone.");
    record::add(portfolio, &closed, "It was the ptarmigan.").expect("added");
    record::keep_unfinished_addition(portfolio, &closed, "And the xylophone").expect("kept");
    let binned = record::create(
        portfolio,
        &crate::testing::content(Kind::CaseNote, "", "2026-03-12", "ptarmigan"),
        "",
        &[],
    )
    .expect("a note");
    record::bin(portfolio, &binned.id).expect("binned");
    let facts = Facts {
        goals: "curlewgoal".to_owned(),
        ..Facts::default()
    };
    save(portfolio, &id, 1, &facts).expect("saved");
    save_identity(portfolio, &id, &somebody("heron")).expect("saved");
    let kept = record_with(
        portfolio,
        Kind::Reflection,
        "After K-07",
        "K-07 and heronname Canarius, curlewsaid no more.",
        &["K-07", "M-03"],
    );
    let erased = record_with(portfolio, Kind::Supervision, "On K-07", "The xylophone again.", &["K-07"]);
    supervision::take(portfolio, Some(&kept), "K-07 and", "Why K-07?").expect("taken");
    let by_words = record_with(portfolio, Kind::Cpd, "A talk", "I spoke of K-07.", &[]);
    // What a record said before, of one that stays and speaks of the client no more.
    let before = record::create(
        portfolio,
        &crate::testing::content(Kind::Reflection, "A walk", "2026-04-02", "K-07 and the ptarmigan."),
        "a visit",
        &[],
    )
    .expect("a record");
    let now = crate::testing::content(Kind::Reflection, "A walk", "2026-04-02", "Nobody in it.");
    record::save(portfolio, &before.id, before.version, "another visit", &now).expect("saved");
    let query = record::Query {
        client: Some("K-07".to_owned()),
        ..record::Query::default()
    };
    record::keep_filter(portfolio, "Only one", &query).expect("kept");
    let mut other = crate::testing::content(Kind::CaseNote, "", "2026-04-01", "Met K-07 at the door.");
    other.clients = vec!["M-03".to_owned()];
    let of_another = record::create(portfolio, &other, "", &[]).expect("a note").id;
    record::finish(portfolio, &of_another, true).expect("closed");
    (id, [kept, erased, by_words, of_another])
}

fn decided(records: &[String; 4]) -> Vec<Choice> {
    let one = |at: usize, erase| Choice {
        id: records[at].clone(),
        erase,
    };
    vec![one(0, false), one(1, true), one(2, false), one(3, false)]
}

#[test]
fn nothing_is_left_in_any_row_history_index_or_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("Portfolio");
    let (mut portfolio, _) = Portfolio::create(StillWorld::new(folder.path()), &place, &secret(PASSPHRASE), "a test").expect("a portfolio");
    let (id, records) = spoken_of(&mut portfolio);
    // What is written after it goes on top of freed pages; what is written now lies beside it.
    let stays = record_with(&mut portfolio, Kind::Reflection, "Something else", "A whole other day.", &["M-03"]);
    record::catch_up(&portfolio).expect("indexed");
    let seen = look(&portfolio, &id).expect("a look");
    assert_eq!((seen.notes, seen.spoken.len()), (3, 4));
    let named: Vec<_> = seen.spoken.iter().filter(|one| one.named).map(|one| one.id.as_str()).collect();
    assert_eq!(named, [records[0].as_str()]);
    let mut choices = decided(&records);
    // The reflection with words of the client beside its code goes as well: a code taken out does not take out what was said.
    choices[0].erase = true;
    let done = erase(&mut portfolio, &id, "K-07", FREE, &choices, "Asked for by the client").expect("erased");
    assert_eq!((done.case_notes, done.records, done.kept), (3, 2, 2));
    assert!(done.shredded && done.clean);
    assert_eq!(std::fs::metadata(place.join("portfolio.db-wal")).map_or(0, |found| found.len()), 0);
    let speaks = |text: &str| WORDS.iter().any(|word| text.contains(word)) || text.contains(&id);
    assert_eq!(storage::erase::still_in(portfolio.db(), &speaks).expect("read"), [""; 0]);
    assert_eq!(
        record::get(&portfolio, &records[2]).expect("kept").content.sections[0].text,
        "I spoke of [client]."
    );
    assert_eq!(
        record::get(&portfolio, &records[3]).expect("kept").content.sections[0].text,
        "Met [client] at the door."
    );
    assert_eq!(record::get(&portfolio, &stays).expect("kept").content.clients, ["M-03"]);
    assert_eq!(record::count_unindexed(&portfolio).expect("counted"), 0);
    let line = &erasures(&portfolio).expect("read")[0];
    assert_eq!(
        (line.on.as_str(), line.reason.as_str(), line.case_notes),
        ("2026-11-22", "Asked for by the client", 3)
    );
    while undo::undo(&mut portfolio).expect("undone").is_some() {}
    while undo::redo(&mut portfolio).expect("redone").is_some() {}
    assert_eq!(
        storage::erase::still_in(portfolio.db(), &speaks).expect("read"),
        [""; 0],
        "no step brings it back"
    );
    assert_eq!(
        record::get(&portfolio, &records[2]).expect("kept whole").content.sections[0].text,
        "I spoke of [client]."
    );

    // Every page of the file, decrypted, the free ones too; the log beside it was emptied above.
    let pages = portfolio.db_mut().serialize("main").expect("pages").to_vec();
    drop(portfolio);
    let whole = String::from_utf8_lossy(&pages);
    assert!(whole.contains("A whole other day."), "the pages are readable");
    for word in WORDS.iter().copied().chain([id.as_str(), "heronname", "heronphone", "heroncalled"]) {
        assert!(!whole.contains(word), "{word} is still in a page");
    }
    let again = Portfolio::open(StillWorld::new(folder.path()), &place, &secret(PASSPHRASE), "a test").expect("opens");
    assert_eq!(
        list(&again)
            .expect("a list")
            .iter()
            .map(|one| one.code.as_str())
            .collect::<Vec<_>>(),
        ["M-03"]
    );
}

#[test]
fn a_hold_an_open_request_or_an_open_question_stops_it() {
    let (_folder, mut portfolio) = crate::testing::portfolio();
    let (id, records) = spoken_of(&mut portfolio);
    let choices = decided(&records);
    let stopped = |portfolio: &mut Portfolio, code: &str, answers: Answers, choices: &[Choice], reason: &str| {
        let error = erase(portfolio, &id, code, answers, choices, reason).expect_err("stopped");
        assert!(error.message.contains("Nothing has been erased."), "{}", error.message);
        assert_eq!(look(portfolio, &id).expect("still there").notes, 3);
        (error.code, error.field, error.message)
    };
    assert_eq!(stopped(&mut portfolio, "K-08", FREE, &choices, "").1.as_deref(), Some("code"));
    let all = ["request", "complaint", "claim", "safeguarding", "insurer"];
    for open in 0..all.len() {
        for answer in [None, Some(true)] {
            let mut answers = FREE;
            *[
                &mut answers.request,
                &mut answers.complaint,
                &mut answers.claim,
                &mut answers.safeguarding,
                &mut answers.insurer,
            ][open] = answer;
            assert_eq!(
                stopped(&mut portfolio, "K-07", answers, &choices, "").0,
                Code::Refused,
                "{}",
                all[open]
            );
        }
    }
    assert_eq!(
        stopped(&mut portfolio, "K-07", FREE, &choices[..3], "").1.as_deref(),
        Some("choices")
    );
    let mut another = choices.clone();
    another[3].erase = true;
    assert!(stopped(&mut portfolio, "K-07", FREE, &another, "").2.contains("another client"));
    let mut strange = choices.clone();
    strange.push(Choice {
        id: "gone".to_owned(),
        erase: true,
    });
    assert!(stopped(&mut portfolio, "K-07", FREE, &strange, "").2.contains("have changed"));
    assert_eq!(
        stopped(&mut portfolio, "K-07", FREE, &choices, "K-07 asked").1.as_deref(),
        Some("reason")
    );
    let request = Request {
        id: String::new(),
        client_id: id.clone(),
        received: "2026-11-01".to_owned(),
        due: String::new(),
        asker: Asker::Client,
        authority: String::new(),
        identity_checked: false,
        harm: String::new(),
        others: String::new(),
        answered: None,
    };
    let asked = save_request(&mut portfolio, &request).expect("saved");
    assert!(stopped(&mut portfolio, "K-07", FREE, &choices, "").2.contains("offence"));
    answered(&mut portfolio, &asked, true).expect("answered");
    let held = Facts {
        hold: "The insurer asked".to_owned(),
        ..Facts::default()
    };
    save(&mut portfolio, &id, 2, &held).expect("saved");
    assert!(stopped(&mut portfolio, "K-07", FREE, &choices, "").2.contains("hold"));
    save(&mut portfolio, &id, 3, &Facts::default()).expect("saved");
    erase(&mut portfolio, &id, "K-07", FREE, &choices, "").expect("now it may go");
    assert_eq!(record::get(&portfolio, &records[0]).expect("kept").content.clients, ["M-03"]);
    assert_eq!(
        record::get(&portfolio, &records[0]).expect("kept").content.sections[0].text,
        "[client] and [client], curlewsaid no more."
    );
    let waiting = supervision::agenda(&portfolio).expect("read");
    assert_eq!(
        (waiting[0].quote.as_str(), waiting[0].note.as_str()),
        ("[client] and", "Why [client]?")
    );
}

#[test]
fn a_record_that_left_is_told_and_stands_as_withdrawn() {
    let (_folder, mut portfolio) = crate::testing::portfolio();
    note(&mut portfolio, "2026-03-05", "Played.");
    let id = client(&portfolio, "K-07");
    let left = record_with(&mut portfolio, Kind::Reflection, "It left", "Words.", &["K-07"]);
    let sent = record::get(&portfolio, &left).expect("a record");
    let path = portfolio.folder().join("profile.pdf");
    let target = Target { path, replace: false };
    let line = hcpc::Leaves {
        kind: "hcpc",
        for_whom: "The manager of K-07",
        records: &[sent],
        kept: &[],
    };
    hcpc::write_registered(&mut portfolio, line, b"%PDF", &target).expect("left");
    let kept = triptych_pdf::Document {
        blocks: vec![
            triptych_pdf::Block::Anchor(format!("record-{left}")),
            triptych_pdf::Block::heading(2, "The sandpiper group (5 March 2026)"),
            triptych_pdf::Block::paragraph("They hid the sandpiper."),
        ],
        ..triptych_pdf::Document::default()
    };
    let kept = serde_json::to_string(&kept).expect("JSON");
    portfolio.db().execute("UPDATE export SET document = ?1", [kept]).expect("kept");
    let seen = look(&portfolio, &id).expect("a look");
    assert_eq!(seen.spoken[0].left, 1, "told before");
    assert_eq!(hcpc::exports(&portfolio).expect("a register")[0].withdrawn, 0);
    erase(&mut portfolio, &id, "K-07", FREE, &[Choice { id: left, erase: true }], "").expect("erased");
    let register = hcpc::exports(&portfolio).expect("a register");
    assert_eq!((register.len(), register[0].withdrawn), (1, 1), "the line stays, and says so");
    assert_eq!(register[0].for_whom, "The manager of [client]");
    let kept: String = portfolio
        .db()
        .query_row("SELECT document FROM export", [], |row| row.get(0))
        .expect("kept");
    assert!(!kept.contains("sandpiper") && kept.contains("Withdrawn"), "{kept}");
}

#[test]
fn a_code_that_is_a_word_takes_no_words_with_it() {
    let (_folder, mut portfolio) = crate::testing::portfolio();
    let id = make(&mut portfolio, "A").expect("a client");
    let other = record_with(&mut portfolio, Kind::Reflection, "A day", "A whole day.", &[]);
    assert!(look(&portfolio, &id).expect("a look").short_code);
    erase(&mut portfolio, &id, "A", FREE, &[], "").expect("erased");
    assert_eq!(
        record::get(&portfolio, &other).expect("kept").content.sections[0].text,
        "A whole day."
    );
    assert!(record::get(&portfolio, &other).expect("kept").additions == Vec::<Addition>::new());
}
