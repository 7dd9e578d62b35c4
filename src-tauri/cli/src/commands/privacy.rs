//! The privacy check over a text, a file, a record or a profile.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::privacy::{self, Finding, Own, OwnClient};
use triptych_core::{hcpc, intake, record};

use super::{export, record as records, suggest};
use crate::answer::Answer;
use crate::args::{PrivacyCommand, Scan};

/// The most bytes of a list of clients.
const CLIENTS: u64 = 4 * 1024 * 1024;

/// Without a portfolio.
pub(super) fn plainly(scan: &Scan, json: bool) -> Result<Answer> {
    let own = own(scan)?;
    let text = given(scan)?;
    answer(&privacy::scan(&text, &own), &text, json)
}

/// With a portfolio, its clients and its records.
pub(super) fn privacy(app: &App, command: PrivacyCommand, json: bool) -> Result<Answer> {
    let PrivacyCommand::Scan(scan) = command;
    let own = own(&scan)?;
    let text = match (&scan.record, &scan.profile) {
        (Some(id), _) => app.with(|portfolio| record::markdown(portfolio, &records::resolve(portfolio, id)?))?,
        (None, Some(years)) => {
            let id = app.with_mut(|portfolio| export::cycle_id(portfolio, Some(years)))?;
            let (lines, _) = app.with(|portfolio| hcpc::lines(portfolio, &id))?;
            // Lines of different places tell nothing together: each is a paragraph.
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n\n")
        }
        (None, None) => given(&scan)?,
    };
    let findings = app.with(|portfolio| privacy::scan_within(portfolio, &text, own))?;
    answer(&findings, &text, json)
}

fn given(scan: &Scan) -> Result<String> {
    match &scan.file {
        Some(file) => intake::plain_text(file),
        None => suggest::text(),
    }
}

fn own(scan: &Scan) -> Result<Own> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Listed {
        Many(Vec<OwnClient>),
        One(OwnClient),
    }
    let Some(path) = &scan.client_file else { return Ok(Own::default()) };
    let listed = serde_json::from_slice(&read(path)?).map_err(|cause| {
        Error::new(Code::Invalid, "The list of clients cannot be read. Nothing has been checked.")
            .hint("It is JSON: [{\"name\":\"…\",\"known_as\":\"…\"}], or one of them alone.")
            .detail(format!("line {}, column {}", cause.line(), cause.column()))
    })?;
    let clients = match listed {
        Listed::Many(clients) => clients,
        Listed::One(client) => vec![client],
    };
    Ok(Own::of(clients))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(CLIENTS).read_to_end(&mut bytes))
        .map_err(|cause| Error::disk("reading the list of clients", &cause))?;
    Ok(bytes)
}

fn answer(findings: &[Finding], text: &str, json: bool) -> Result<Answer> {
    Answer::either(json, &findings, || in_words(findings, text))
}

fn in_words(findings: &[Finding], text: &str) -> String {
    if findings.is_empty() {
        return "Nothing was found. That is no promise: read it before it leaves.".to_owned();
    }
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for one in findings {
        let line = signs[..one.start.min(signs.len())].iter().filter(|sign| **sign == '\n').count() + 1;
        let value = records::plain(&one.value.replace('\n', " "));
        let _ = writeln!(out, "line {line:<5} {:<14} {value}\n{:<25} {}", one.kind.as_str(), "", one.why);
    }
    out
}
