//! Clients, tried with a portfolio of their own.

mod coming_in;
mod erasing;
mod handing_over;
mod paging;
mod waiting;
mod wall;
mod ways_out;

use super::*;
use crate::record::{self, Content, Kind};
use crate::vault::Portfolio;

/// A closed case note about K-07 with these words.
fn note(portfolio: &mut Portfolio, date: &str, words: &str) -> String {
    let made = record::create(portfolio, &crate::testing::content(Kind::CaseNote, "", date, words), "", &[]).expect("a note");
    record::finish(portfolio, &made.id, true).expect("closed").id
}

/// A record of `kind` that carries `codes`.
fn record_with(portfolio: &mut Portfolio, kind: Kind, title: &str, words: &str, codes: &[&str]) -> String {
    let content = Content {
        clients: codes.iter().map(|code| (*code).to_owned()).collect(),
        ..crate::testing::content(kind, title, "2026-05-02", words)
    };
    record::create(portfolio, &content, "", &[]).expect("a record").id
}

/// The client with this code.
fn client(portfolio: &Portfolio, code: &str) -> String {
    record::client_of(portfolio.db(), code).expect("read").expect("a client")
}

/// Who somebody is, as the page sends it.
fn somebody(word: &str) -> Sealed {
    serde_json::from_value(serde_json::json!({
        "name": format!("{word}name Canarius"),
        "known_as": format!("{word}called"),
        "birth_year": 1987,
        "contacts": format!("{word}street 7, {word}phone"),
        "referrer": format!("{word}referrer"),
    }))
    .expect("an identity")
}

/// No to everything that would hold it.
const FREE: Answers = Answers {
    request: Some(false),
    complaint: Some(false),
    claim: Some(false),
    safeguarding: Some(false),
    insurer: Some(false),
};
