//! How fast, as ratios against something plain that does the same work in the same run. `npm run bench` reads the lines of
//! JSON this prints; nothing asserts on time. The names of some measure these alone. With `--prepare DIR` it lays out what
//! whole programs are timed on instead.
//!
//! What always holds: ours and theirs take turns, so that whatever else the machine does meets both; the figure is the median.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its figures, and stops where it cannot be made"
)]

mod packs;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use rusqlite::Connection;
use serde_json::json;
use triptych_core::record::{self, Content, CpdFacts, CpdType, Kind, Put, Query, Section};
use triptych_core::storage::{Op, Scope, transact};
use triptych_core::vault::{Portfolio, Secret};
use triptych_core::{hcpc, suggest};
use triptych_tests::{BridgeWorld, fill_with};

const PASSPHRASE: &str = "harbour velvet copper lantern orchard";

/// Measures something in a folder, and prints it.
type Measure = fn(&Path);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--prepare") {
        packs::prepare(Path::new(&arguments[at + 1]));
        return;
    }
    let all: [(&str, Measure); 7] = [
        ("search", search),
        ("lists", lists),
        ("save", save),
        ("unlock", unlock),
        ("suggest", suggest),
        ("readiness", readiness),
        ("growth", packs::growth),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, measure) in all {
        if arguments.len() == 1 || arguments[1..].iter().any(|argument| argument == name) {
            measure(folder.path());
        }
    }
}

/// Median of `rounds` turns, in milliseconds, ours and theirs in turn; the first turn only warms the caches.
fn turns(rounds: usize, mut ours: impl FnMut(), mut theirs: impl FnMut()) -> (f64, f64) {
    let (mut mine, mut others) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        for (samples, body) in [(&mut mine, &mut ours as &mut dyn FnMut()), (&mut others, &mut theirs)] {
            let begun = Instant::now();
            body();
            if round > 0 {
                samples.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
    }
    (median(mine), median(others))
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

fn report(name: &str, what: &str, against: &str, (ours, theirs): (f64, f64), aim: f64) {
    println!(
        "{}",
        json!({ "name": name, "what": what, "against": against, "ours": ours, "theirs": theirs, "aim": aim })
    );
}

fn secret() -> Secret {
    Secret::new(PASSPHRASE.to_owned())
}

fn world(folder: &Path) -> Arc<BridgeWorld> {
    Arc::new(BridgeWorld::new(folder))
}

fn filled(folder: &Path, count: usize, words: usize) -> Portfolio {
    let world = world(folder);
    let (mut portfolio, _) = Portfolio::create(
        world.clone(),
        &folder.join(format!("of-{count}-{words}")),
        &secret(),
        "a measurement",
    )
    .unwrap();
    fill_with(&mut portfolio, world.as_ref(), count, words).unwrap();
    portfolio
}

fn text(words: &str) -> Query {
    Query {
        text: words.to_owned(),
        ..Query::default()
    }
}

/// 10,000 records of 300 words: a search as the list asks it, against the same question to an unencrypted FTS5 table.
fn search(folder: &Path) {
    let portfolio = filled(folder, 10_000, 300);
    let plain = Connection::open(folder.join("plain.db")).unwrap();
    plain
        .execute_batch("PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE page USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'); BEGIN;")
        .unwrap();
    for id in record::every_id(&portfolio).unwrap() {
        let found = record::get(&portfolio, &id).unwrap();
        plain
            .execute(
                "INSERT INTO page VALUES (?1, ?2)",
                [&found.shown_title, &found.content.sections[0].text],
            )
            .unwrap();
    }
    plain.execute_batch("COMMIT").unwrap();
    for (what, words, expression) in [
        ("one word", "improvisation", "\"improvisation\"*"),
        ("two beginnings", "impro dru", "\"impro\"* AND \"dru\"*"),
        ("a phrase", "\"drum silence\"", "\"drum silence\""),
    ] {
        let measured = turns(
            9,
            || drop(record::list(&portfolio, &text(words), 0, 50).unwrap()),
            || plain_search(&plain, expression),
        );
        report(
            "search",
            &format!("Search of 10,000 records, {what}"),
            "the same FTS5 query in plain SQLite",
            measured,
            1.2,
        );
    }
}

/// The ranked rows, and title and passage of the first fifty: what a list shows.
fn plain_search(plain: &Connection, expression: &str) {
    let mut ranked = plain
        .prepare_cached("SELECT rowid FROM page WHERE page MATCH ?1 ORDER BY rank")
        .unwrap();
    let rows: Vec<i64> = ranked
        .query_map([expression], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let sql = "SELECT highlight(page, 0, '<', '>'), snippet(page, 1, '<', '>', '…', 18) FROM page WHERE page MATCH ?1 AND rowid = ?2";
    let mut shown = plain.prepare_cached(sql).unwrap();
    for row in rows.iter().take(50) {
        let parts: (String, String) = shown
            .query_row(rusqlite::params![expression, row], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        std::hint::black_box(parts);
    }
}

/// Opening and the first page of the list, at 100,000 records against 1,000.
fn lists(folder: &Path) {
    let world = world(folder);
    let folders = [1_000, 100_000].map(|count| filled(folder, count, 60).folder().to_owned());
    let open_and_list = |at: &Path| {
        let portfolio = Portfolio::open(world.clone(), at, &secret(), "a measurement").unwrap();
        drop(record::list(&portfolio, &Query::default(), 0, 100).unwrap());
    };
    let measured = turns(5, || open_and_list(&folders[1]), || open_and_list(&folders[0]));
    report("open", "Opening and listing at 100,000 records", "the same at 1,000", measured, 1.3);
    let [small, large] = folders.map(|at| Portfolio::open(world.clone(), &at, &secret(), "a measurement").unwrap());
    let page = |portfolio: &Portfolio, offset| drop(record::list(portfolio, &Query::default(), offset, 100).unwrap());
    report(
        "list",
        "First page of the list at 100,000 records",
        "the same at 1,000",
        turns(9, || page(&large, 0), || page(&small, 0)),
        1.3,
    );
    report(
        "scroll",
        "A page from the end of 100,000 records",
        "of 1,000",
        turns(9, || page(&large, 99_900), || page(&small, 900)),
        1.3,
    );
}

/// A save as the editor asks it, against one synchronised commit of the same text to plain SQLite.
fn save(folder: &Path) {
    let mut portfolio = filled(folder, 1_000, 61);
    let plain = Connection::open(folder.join("commit.db")).unwrap();
    plain
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO page VALUES (1, '');")
        .unwrap();
    let id = record::every_id(&portfolio)
        .unwrap()
        .into_iter()
        .find(|id| record::get(&portfolio, id).unwrap().content.kind == Kind::Reflection)
        .unwrap();
    let found = record::get(&portfolio, &id).unwrap();
    let (mut content, mut version) = (found.content, found.version);
    let mut count = 0_u32;
    let measured = turns(
        60,
        || {
            let _ = write!(content.sections[0].text, " word{version}");
            version = record::save(&mut portfolio, &id, version, "a visit", &content).unwrap().version;
        },
        || {
            count += 1;
            plain
                .execute(
                    "UPDATE page SET body = ?1 WHERE id = 1",
                    [format!("{count} {}", "word ".repeat(60))],
                )
                .unwrap();
        },
    );
    report(
        "save",
        "A save, with revision, undo step and search row",
        "one synchronised commit of plain SQLite",
        measured,
        2.0,
    );
}

/// Unlocking against its key derivation alone; the aim is at most 100 ms more.
fn unlock(folder: &Path) {
    let world = world(folder);
    let at = filled(folder, 1_000, 62).folder().to_owned();
    let params = argon2::Params::new(64 * 1024, 3, 1, Some(32)).unwrap();
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let measured = turns(
        7,
        || drop(Portfolio::open(world.clone(), &at, &secret(), "a measurement").unwrap()),
        || {
            argon
                .hash_password_into(PASSPHRASE.as_bytes(), b"sixteen bytes !!", &mut [0; 32])
                .unwrap();
        },
    );
    println!(
        "{}",
        json!({ "name": "unlock", "what": "Unlock", "against": "Argon2id alone", "ours": measured.0, "theirs": measured.1, "aim": "+100 ms" })
    );
}

/// Suggested tags for a record of 2,000 words, against the 50 ms that one is given: a fraction of the pause after which it is
/// asked, on another thread than the one that shows the keys.
fn suggest(folder: &Path) {
    const BUDGET: f64 = 50.0;
    for (count, what) in [(0, "an empty portfolio"), (10_000, "10,000 records, two thirds of them tagged")] {
        let portfolio = filled(folder, count, 150);
        let content = Content {
            sections: vec![Section {
                stage: "text".to_owned(),
                text: prose(2_000),
            }],
            ..activity(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())
        };
        let ask = || drop(suggest::ask(&portfolio, None, &content).unwrap().answer());
        let (ours, _) = turns(15, ask, || ());
        report(
            "suggest",
            &format!("Suggested tags for 2,000 words, {what}"),
            "50 ms off the main thread",
            (ours, BUDGET),
            1.0,
        );
    }
}

/// The id of the record with this number.
fn uuid(number: u64) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// A finished record with nothing around it.
fn bare<'p>(id: &'p str, content: &'p Content, public_name: Option<&'p str>, at: &'p str) -> Put<'p> {
    Put {
        id,
        content,
        draft: false,
        public_name,
        tags: &[],
        links: &[],
        additions: &[],
        unfinished: "",
        echo: None,
        versions: &[],
        created_at: at,
        updated_at: at,
        binned_at: None,
    }
}

/// Where a profile of 10,000 listed records stands, against the one query that reads their words.
fn readiness(folder: &Path) {
    let world = world(folder);
    let (mut portfolio, _) = Portfolio::create(world.clone(), &folder.join("listed"), &secret(), "a measurement").unwrap();
    let first = NaiveDate::from_ymd_opt(2024, 6, 1).unwrap();
    transact(&mut portfolio, Op::Import, Scope::default(), |connection| {
        for number in 0..10_000_u64 {
            let date = first + Days::new(number * 730 / 10_000);
            let at = format!("{date}T09:00:00.000Z");
            let mut content = activity(date);
            content.sections[0].text = sentences(number, 300);
            record::put(connection, world.as_ref(), &bare(&uuid(number), &content, None, &at))?;
        }
        Ok(())
    })
    .unwrap();
    let cycle = hcpc::cycle_by_years(&mut portfolio, "2024-2026").unwrap();
    assert_eq!(hcpc::only_query(&portfolio, &cycle).unwrap(), 10_000);
    let measured = turns(
        9,
        || drop(std::hint::black_box(hcpc::readiness(&portfolio, &cycle).unwrap())),
        || assert_eq!(hcpc::only_query(&portfolio, &cycle).unwrap(), 10_000),
    );
    report(
        "readiness",
        "Where a profile of 10,000 records stands",
        "its one query alone",
        measured,
        2.0,
    );
}

/// So many words in sentences of fifteen, others for each number.
fn sentences(number: u64, words: u64) -> String {
    let mut text = String::new();
    for word in 0..words {
        let _ = write!(
            text,
            "word{}{}",
            (number * 31 + word * word) % 9_973,
            if word % 15 == 14 { ". " } else { " " }
        );
    }
    text
}

/// `count` words as they are written: the labelled texts one after the other.
fn prose(count: usize) -> String {
    let labelled: Vec<serde_json::Value> = serde_json::from_str(include_str!("../fixtures/suggest/labelled.json")).unwrap();
    let words = labelled.iter().flat_map(|one| one["text"].as_str().unwrap().split_whitespace());
    words.take(count).collect::<Vec<_>>().join(" ")
}

fn activity(date: NaiveDate) -> Content {
    Content {
        kind: Kind::Cpd,
        title: String::new(),
        date: date.to_string(),
        date_to: None,
        minutes: Some(60),
        role_id: None,
        model: None,
        sections: vec![Section {
            stage: "text".to_owned(),
            text: "Notes.".to_owned(),
        }],
        keywords: Vec::new(),
        clients: Vec::new(),
        session_number: None,
        setting: None,
        supervision: None,
        actions: Vec::new(),
        case: None,
        cpd: Some(CpdFacts {
            kind: Some(CpdType::SelfDirected),
            provider: String::new(),
            certificate: false,
            learnt: String::new(),
            practice: String::new(),
            service_users: String::new(),
            ..CpdFacts::default()
        }),
    }
}
