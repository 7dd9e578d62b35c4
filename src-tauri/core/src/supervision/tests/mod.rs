//! Supervision from end to end, in a portfolio of its own.

mod agenda;
mod agreements;
mod log;

use super::*;
use crate::record::{self, Content, Kind, Record, SupervisionFacts, SupervisionType};
use crate::testing;
use crate::vault::Portfolio;

/// Somebody who supervises.
fn supervisor(portfolio: &mut Portfolio, name: &str) -> String {
    let person = Person {
        id: String::new(),
        side: Side::Supervisor,
        name: name.to_owned(),
        role: "Practice supervisor".to_owned(),
        profession: "Music therapist".to_owned(),
        registration: "AS012345".to_owned(),
        contact: "by letter".to_owned(),
    };
    save_person(portfolio, &person).expect("a person")
}

/// Clinical supervision with `person` from the first day of 2026 on.
fn agreed(person: &str) -> Agreement {
    Agreement {
        id: String::new(),
        person_id: person.to_owned(),
        kind: SupervisionType::Clinical,
        place: Place::Remote,
        start: "2026-01-01".to_owned(),
        review: Some("2026-12-01".to_owned()),
        end: None,
        frequency: "every three weeks".to_owned(),
        minutes: Some(75),
        purpose: "The clinical work".to_owned(),
        keeper: "Both, each her own".to_owned(),
        limits: "Harm to anyone".to_owned(),
    }
}

/// A session of `minutes`, with the codes it speaks of.
fn session(portfolio: &mut Portfolio, date: &str, minutes: Option<u32>, facts: SupervisionFacts, text: &str) -> Record {
    let content = Content {
        minutes,
        supervision: Some(facts),
        ..testing::content(Kind::Supervision, "", date, text)
    };
    record::create(portfolio, &content, "", &[]).expect("a session")
}

fn reflection(portfolio: &mut Portfolio, title: &str, text: &str) -> Record {
    let mut content = testing::content(Kind::Reflection, title, "2026-11-20", text);
    content.clients = vec!["K-07".to_owned()];
    record::create(portfolio, &content, "", &[]).expect("a reflection")
}
