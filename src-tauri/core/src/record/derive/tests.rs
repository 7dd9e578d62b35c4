//! The search index over a life of long and short texts.

use std::fmt::Write as _;

use crate::record::{self, Kind, Query, Record};
use crate::storage::undo;
use crate::testing::{content, portfolio};
use crate::vault::Portfolio;

/// Words of several scripts, `count` of them, other ones for each `seed`.
fn words(seed: u64, count: u64) -> String {
    let stems = [
        "session",
        "drum",
        "silence",
        "torn",
        "café",
        "naïve",
        "ποταμός",
        "река",
        "川",
        "🥁",
        "**loud**",
        "\n\n",
        "- list",
        "K-07",
    ];
    let (mut text, mut state) = (String::new(), seed);
    let mut drawn = || {
        // splitmix64
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % 1_000_000).expect("small")
    };
    for _ in 0..count {
        let _ = write!(text, "{}{} ", stems[drawn() % stems.len()], drawn() % 100);
    }
    text
}

fn rewrite(portfolio: &mut Portfolio, record: &Record, text: &str) {
    let version = record::get(portfolio, &record.id).expect("it is there").version;
    let content = content(Kind::Reflection, "", "2026-04-09", text);
    record::save(portfolio, &record.id, version, "", &content).expect("saved");
}

#[test]
fn the_index_stays_sound_when_long_texts_become_short() {
    let (_folder, mut portfolio) = portfolio();
    let make = |portfolio: &mut Portfolio, text: &str| {
        record::create(portfolio, &content(Kind::Reflection, "", "2026-04-09", text), "", &[]).expect("a record")
    };
    let (first, second) = (make(&mut portfolio, "first"), make(&mut portfolio, "second"));
    for round in 0..8 {
        for (step, count) in [60, 2500, 60, 60].into_iter().enumerate() {
            let seed = round * 10 + step as u64;
            rewrite(&mut portfolio, &first, &words(seed, count));
            assert_eq!(
                record::count_unindexed(&portfolio).expect("counted"),
                0,
                "round {round}, step {step}"
            );
            rewrite(&mut portfolio, &second, &words(seed + 500, 60));
            assert_eq!(
                record::count_unindexed(&portfolio).expect("counted"),
                0,
                "round {round}, step {step}"
            );
        }
    }
    let found: String = portfolio
        .db()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("looked at");
    assert_eq!(found, "ok");
}

#[test]
fn what_left_the_bin_has_left_the_index() {
    let (_folder, mut portfolio) = portfolio();
    let gone = content(Kind::Reflection, "", "2026-04-09", "xylophone");
    let gone = record::create(&mut portfolio, &gone, "", &[]).expect("a record");
    record::create(&mut portfolio, &content(Kind::Reflection, "", "2026-04-09", "stays"), "", &[]).expect("a record");
    let left = |portfolio: &Portfolio| -> u32 {
        // All but the first letter: terms are stored by what they do not share with the one before.
        let sql = "SELECT count(*) FROM record_search_data WHERE instr(hex(block), hex('ylophone')) > 0";
        portfolio.db().query_row(sql, [], |row| row.get(0)).expect("counted")
    };
    assert!(left(&portfolio) > 0, "the test looks in the right place");
    record::bin(&mut portfolio, &gone.id).expect("in the bin");
    record::empty_bin(&mut portfolio).expect("emptied");
    assert_eq!(left(&portfolio), 0);
}

#[test]
fn an_index_that_says_something_else_is_counted_and_made_anew() {
    let (_folder, mut portfolio) = portfolio();
    let record = content(Kind::Reflection, "", "2026-04-09", "the torn drawing");
    let record = record::create(&mut portfolio, &record, "", &[]).expect("a record");
    for spoil in [
        "UPDATE record_search_content SET c1 = 'another text'",
        "DELETE FROM record_search",
        "DELETE FROM record_search_data WHERE id > 10",
    ] {
        portfolio.db().execute(spoil, []).expect("spoilt");
        assert_eq!(record::count_unindexed(&portfolio).expect("counted"), 1, "{spoil}");
        record::index_anew(&portfolio).expect("made anew");
        assert_eq!(record::count_unindexed(&portfolio).expect("counted"), 0, "{spoil}");
    }
    let found = record::list(
        &portfolio,
        &record::Query {
            text: "torn".to_owned(),
            ..record::Query::default()
        },
        0,
        10,
    )
    .expect("a list");
    assert_eq!(found.rows[0].id, record.id);
}

fn found(portfolio: &Portfolio, words: &str) -> Vec<String> {
    let query = Query {
        text: words.to_owned(),
        ..Query::default()
    };
    let page = record::list(portfolio, &query, 0, 10).expect("a page");
    page.rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn saved_words_are_found_at_the_next_search_and_the_old_ones_are_not() {
    let (_folder, mut portfolio) = portfolio();
    let mut writing = content(Kind::Reflection, "", "2026-04-09", "the torn drawing");
    let record = record::create(&mut portfolio, &writing, "visit", &[]).expect("a record");
    assert_eq!(found(&portfolio, "torn"), std::slice::from_ref(&record.id));
    "the folded page".clone_into(&mut writing.sections[0].text);
    let version = record::save(&mut portfolio, &record.id, record.version, "visit", &writing)
        .expect("saved")
        .version;
    assert_eq!(waiting(&portfolio), 1);
    assert!(found(&portfolio, "torn").is_empty());
    assert_eq!(waiting(&portfolio), 0);
    assert_eq!(found(&portfolio, "fold"), std::slice::from_ref(&record.id));
    // Minus alone, undo, bin and check meet what waits as well.
    "nothing".clone_into(&mut writing.sections[0].text);
    record::save(&mut portfolio, &record.id, version, "another", &writing).expect("saved");
    assert_eq!(found(&portfolio, "-fold"), std::slice::from_ref(&record.id));
    undo::undo(&mut portfolio).expect("undone").expect("a step");
    assert_eq!(found(&portfolio, "fold"), std::slice::from_ref(&record.id));
    let version = record::get(&portfolio, &record.id).expect("a record").version;
    record::save(&mut portfolio, &record.id, version, "a third", &writing).expect("saved");
    record::bin(&mut portfolio, &record.id).expect("in the bin");
    assert_eq!(record::count_unindexed(&portfolio).expect("counted"), 0);
    record::empty_bin(&mut portfolio).expect("emptied");
    assert_eq!(waiting(&portfolio), 0);
}

fn waiting(portfolio: &Portfolio) -> u32 {
    let sql = "SELECT count(*) FROM search_pending";
    portfolio.db().query_row(sql, [], |row| row.get(0)).expect("counted")
}
