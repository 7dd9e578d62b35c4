//! Words typed into the search field, on the first line; what follows is a record's text to look in.

use rusqlite::{Connection, params};
use triptych_core::storage::search;

const SCHEMA: &str = include_str!("../../../src-tauri/core/src/storage/migrations/0001_portfolio.sql");

thread_local! {
    static DATABASE: Connection = index();
}

/// The search index alone, as the portfolio's schema makes it.
fn index() -> Connection {
    let database = Connection::open_in_memory().expect("a database");
    let from = SCHEMA.find("CREATE VIRTUAL TABLE record_search").expect("the schema has an index");
    let upto = SCHEMA.find("-- A record that goes").expect("and what follows it");
    database.execute_batch(&SCHEMA[from..upto]).expect("made");
    database
}

pub(super) fn try_bytes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (query, body) = text.split_once('\n').unwrap_or((&text, ""));
    DATABASE.with(|database| {
        database
            .execute(
                "INSERT INTO record_search (rowid, title, body, claims, keywords, statements) VALUES (1, '', ?1, '', '', '')",
                [body],
            )
            .expect("any text is indexed");
        let understood = search::parse(query);
        for expression in [&understood.wanted, &understood.unwanted].into_iter().flatten() {
            found(database, expression);
        }
        // A plain word of the text is found by itself, and by its beginning.
        if let Some(word) = body
            .split_whitespace()
            .find(|word| word.len() < 40 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            for part in [word, &word[..word.len().div_ceil(2)]] {
                let wanted = search::parse(part).wanted.expect("a word is searched for");
                assert!(found(database, &wanted), "a word of the text is not found");
            }
        }
        database.execute("DELETE FROM record_search", []).expect("forgotten");
    });
}

/// Whether the text fits; an error of FTS5's is a search that was not understood.
fn found(database: &Connection, expression: &str) -> bool {
    database
        .prepare_cached("SELECT 1 FROM record_search WHERE record_search MATCH ?1 ORDER BY rank")
        .and_then(|mut statement| statement.exists(params![expression]))
        .expect("every search is one that FTS5 understands")
}
