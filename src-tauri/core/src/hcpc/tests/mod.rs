//! What the profile promises, tried over whole portfolios.

mod answers;
mod asked;
mod assembly;
mod composing;
mod cycles;
mod drawn;
mod exhibits;
mod export;
mod files;
mod foreign;
mod input;
mod leaving;
mod numbers;
mod pages;
mod people;
mod profile;
mod readiness;
mod register;
mod saving;
mod standards;
mod suggested;
mod withdrawn;

use tempfile::TempDir;

use super::*;
use crate::api::export::WayOut;
use crate::record::{self, Content, CpdFacts, CpdType, Kind, SupervisionFacts, SupervisionFormat};
use crate::testing;
use crate::vault::Portfolio;

/// Words that may never leave: they stand in titles, texts, providers and supervisors of the records made here.
const PRIVATE: &str = "Zanzibar";

/// A portfolio and its cycle of 2024 to 2026, which lies wholly in the past.
fn portfolio() -> (TempDir, Portfolio, String) {
    let (folder, mut portfolio) = testing::portfolio();
    let id = cycle_by_years(&mut portfolio, "2024-2026").expect("the cycle");
    (folder, portfolio, id)
}

fn private(kind: Kind, date: &str) -> Content {
    let mut content = testing::content(
        kind,
        &format!("{PRIVATE} title"),
        date,
        &format!("{PRIVATE} first words, and more."),
    );
    content.clients.clear();
    content
}

fn supervision(date: &str) -> Content {
    let facts = SupervisionFacts {
        supervisor: format!("{PRIVATE} Jones"),
        format: Some(SupervisionFormat::Individual),
        remote: false,
        themes: format!("{PRIVATE} themes"),
        ..SupervisionFacts::default()
    };
    Content {
        minutes: Some(75),
        supervision: Some(facts),
        ..private(Kind::Supervision, date)
    }
}

fn cpd(date: &str, kind: CpdType) -> Content {
    let facts = CpdFacts {
        kind: Some(kind),
        provider: format!("{PRIVATE} College"),
        certificate: false,
        learnt: format!("{PRIVATE} learnt"),
        practice: String::new(),
        service_users: String::new(),
        ..CpdFacts::default()
    };
    Content {
        minutes: Some(90),
        cpd: Some(facts),
        ..private(Kind::Cpd, date)
    }
}

fn reflection(date: &str) -> Content {
    private(Kind::Reflection, date)
}

fn case_note(date: &str) -> Content {
    Content {
        clients: vec!["K-07".to_owned()],
        ..private(Kind::CaseNote, date)
    }
}

/// A draft of `content`; its id.
fn draft(portfolio: &mut Portfolio, content: &Content) -> String {
    record::create(portfolio, content, "", &[]).expect("a record").id
}

/// A finished record of `content`; its id.
fn finished(portfolio: &mut Portfolio, content: &Content) -> String {
    let id = draft(portfolio, content);
    record::finish(portfolio, &id, true).expect("finished");
    id
}

fn empty() -> Form {
    Form {
        summary: String::new(),
        introduction: String::new(),
        chosen: Vec::new(),
        gaps: Vec::new(),
        choices: Vec::new(),
    }
}

fn chosen(record_id: &str, what: &str) -> Chosen {
    Chosen {
        record_id: record_id.to_owned(),
        what: what.to_owned(),
        learnt: String::new(),
        quality: String::new(),
        service_users: String::new(),
    }
}

fn choice(record_id: &str, listed: Option<bool>, name: Option<&str>) -> Choice {
    Choice {
        record_id: record_id.to_owned(),
        listed,
        name: name.map(str::to_owned),
    }
}

fn way(path: Option<&str>, replace: bool) -> WayOut<'_> {
    WayOut {
        path,
        replace,
        ..WayOut::default()
    }
}

/// Saves over whatever is there.
fn put(portfolio: &mut Portfolio, id: &str, form: &Form) -> Profile {
    let version = get(portfolio, id).expect("the profile").version;
    save(portfolio, id, version, "", form).expect("saved")
}

fn confirm_all(portfolio: &mut Portfolio, id: &str) {
    let (_, digest) = lines(portfolio, id).expect("lines");
    assert!(confirm(portfolio, id, &digest).expect("confirmed").confirmed);
}

fn printed(portfolio: &Portfolio, id: &str) -> Vec<String> {
    lines(portfolio, id).expect("lines").0.into_iter().map(|line| line.text).collect()
}

fn whole(portfolio: &Portfolio, id: &str) -> String {
    serde_json::to_string(&document(portfolio, id).expect("a document")).expect("JSON")
}

fn said(profile: &Profile, part: &str) -> String {
    profile
        .findings
        .iter()
        .filter(|finding| finding.part == part)
        .map(|finding| finding.message.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}
