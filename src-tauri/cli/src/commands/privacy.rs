//! The privacy check over a text, a file, a record or a profile.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::hcpc::{AnswerAction, AnswerGiven, LeavingFinding, Subject};
use triptych_core::intake::{self, Told};
use triptych_core::privacy::{self, Finding, Own, OwnClient};
use triptych_core::{hcpc, record};

use super::{export, record as records, suggest};
use crate::answer::Answer;
use crate::args::{PrivacyAnswer, PrivacyCommand, Scan};

/// The most bytes of a list of clients.
const CLIENTS: u64 = 4 * 1024 * 1024;

/// Without a portfolio.
pub(super) fn plainly(scan: &Scan, json: bool) -> Result<Answer> {
    let own = own(scan)?;
    let told = given(scan)?;
    answer(&intake::scan(&told, &own), &told.text, json)
}

/// With a portfolio, its clients and its records.
pub(super) fn privacy(app: &App, command: PrivacyCommand, json: bool) -> Result<Answer> {
    let scan = match command {
        PrivacyCommand::Scan(scan) => scan,
        PrivacyCommand::List { cycle, open, addendum } => {
            let (id, letter) = export::subject(app, cycle.as_deref(), addendum)?;
            return list(app, Subject::of(&id, letter.as_deref()), open, json);
        }
        PrivacyCommand::Answer(given) => return give(app, &given, json),
    };
    let mut own = own(&scan)?;
    let text = match (&scan.record, &scan.profile) {
        (Some(id), _) => app.with(|portfolio| record::markdown(portfolio, &records::resolve(portfolio, id)?))?,
        (None, Some(years)) => {
            let id = app.with_mut(|portfolio| export::cycle_id(portfolio, Some(years)))?;
            let (lines, _) = app.with(|portfolio| hcpc::lines(portfolio, &id))?;
            // Lines of different places tell nothing together: each is a paragraph.
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n\n")
        }
        (None, None) => {
            let told = given(&scan)?;
            own = app.with(|portfolio| privacy::with_its_own(portfolio, own))?;
            return answer(&intake::scan(&told, &own), &told.text, json);
        }
    };
    let findings = app.with(|portfolio| privacy::scan_within(portfolio, &text, own))?;
    answer(&findings, &text, json)
}

fn list(app: &App, of: Subject<'_>, open: bool, json: bool) -> Result<Answer> {
    let mut found = app.run("", |task| hcpc::found_with_pages(app, task, of))?;
    found.retain(|one| !open || one.answer.is_none());
    Answer::either(json, &found, || of_profile(&found))
}

fn give(app: &App, given: &PrivacyAnswer, json: bool) -> Result<Answer> {
    let (id, letter) = export::subject(app, given.cycle.as_deref(), given.addendum)?;
    let of = Subject::of(&id, letter.as_deref());
    let found = match &given.key {
        None => app.run("", |task| hcpc::propose_with_pages(app, task, of))?,
        Some(begun) => {
            let (action, words) = match given {
                PrivacyAnswer { replace: Some(words), .. } => (Some(AnswerAction::Replace), words.clone()),
                PrivacyAnswer { keep: Some(words), .. } => (Some(AnswerAction::Keep), words.clone()),
                PrivacyAnswer { remove: true, .. } => (Some(AnswerAction::Remove), String::new()),
                PrivacyAnswer { other_word: true, .. } => (Some(AnswerAction::OtherWord), String::new()),
                _ => (None, String::new()),
            };
            app.run("", |task| {
                let key = whole(begun, &hcpc::found_with_pages(app, task, of)?)?;
                hcpc::answer_with_pages(app, task, of, &[AnswerGiven { key, action, words }])
            })?
        }
    };
    Answer::either(json, &found, || of_profile(&found))
}

/// The key that begins so.
fn whole(begun: &str, found: &[LeavingFinding]) -> Result<String> {
    let keys: BTreeSet<&str> = found
        .iter()
        .flat_map(|one| [one.key.as_str(), one.key_here.as_str()])
        .filter(|key| key.starts_with(begun))
        .collect();
    match keys.len() {
        1 => Ok(keys.into_iter().map(str::to_owned).collect()),
        0 => Err(Error::new(
            Code::NotFound,
            format!("Nothing that is found has the key {begun}. Nothing was answered."),
        )
        .hint("`privacy list` shows the keys.")),
        many => Err(Error::field("key", format!("{many} keys begin with {begun}. Nothing was answered.")).hint("Write more of it.")),
    }
}

fn of_profile(found: &[LeavingFinding]) -> String {
    let open = found.iter().filter(|one| one.answer.is_none()).count();
    let mut out = match open {
        0 => "Nothing waits for an answer. That is no promise: read what leaves.\n".to_owned(),
        1 => "1 place waits for an answer.\n".to_owned(),
        many => format!("{many} places wait for an answer.\n"),
    };
    for one in found {
        let said = match &one.answer {
            None => "waits".to_owned(),
            Some(answer) if answer.words.is_empty() => answer.action.as_str().to_owned(),
            Some(answer) => format!("{}: {}", answer.action.as_str(), answer.words),
        };
        let value = records::plain(&one.value.replace('\n', " "));
        let _ = writeln!(
            out,
            "{}  {:<14} {value}\n{:<10}{} · {}\n{:<10}{}",
            &one.key[..8],
            one.kind.as_str(),
            "",
            records::plain(&one.place),
            one.why,
            "",
            records::plain(&said)
        );
    }
    out
}

fn given(scan: &Scan) -> Result<Told> {
    match &scan.file {
        Some(file) => intake::told_by(file),
        None => suggest::text().map(Told::from),
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
