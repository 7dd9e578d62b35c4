//! Everything about one client, as it is read and as it is taken elsewhere.
//!
//! What always holds: case notes, reflections, supervision and all else that carries the code or names the client is in it; other
//! clients' codes stand in it marked or not at all; the same portfolio on the same day makes the same file.

use serde_json::{Value, json};
use triptych_pdf::{Block, Document, Inline};

use super::model::{Mark, Others, Page, Request};
use super::{identity, look, pages};
use crate::error::{Error, Result};
use crate::hcpc::markdown;
use crate::record::{self, Record};
use crate::vault::Portfolio;

/// What is written of one client.
pub(super) struct Dossier {
    pub(super) document: Document,
    pub(super) json: Vec<u8>,
    pub(super) records: Vec<Record>,
    pub(super) code: String,
}

/// The records about a client: its case notes in order, then the others by day.
fn records(portfolio: &Portfolio, client: &str) -> Result<Vec<Record>> {
    let spoken = look::about(portfolio, client)?.spoken;
    let mut records = spoken
        .own
        .iter()
        .chain(spoken.others.keys())
        .map(|id| record::get(portfolio, id))
        .collect::<Result<Vec<_>>>()?;
    let own = |record: &Record| !spoken.own.contains(&record.id);
    records.sort_by_key(|record| (own(record), record.content.date.clone(), record.created_at.clone()));
    Ok(records)
}

fn other_codes(portfolio: &Portfolio, client: &str) -> Result<Vec<String>> {
    let own = record::codes(portfolio.db(), client)?;
    Ok(record::every_code(portfolio.db())?
        .into_iter()
        .filter(|code| !own.contains(code))
        .collect())
}

/// Where other clients' codes stand, by record and code.
pub(super) fn marks(portfolio: &Portfolio, client: &str) -> Result<Vec<Mark>> {
    let codes = other_codes(portfolio, client)?;
    let mut marks = Vec::new();
    for record in records(portfolio, client)? {
        let text = record::markdown_of(&record);
        // First words that stand in for a title stand in the text as well.
        let text = match text.split_once('\n') {
            Some((_, rest)) if record.content.title.trim().is_empty() => rest,
            _ => &text,
        };
        for code in &codes {
            let times = record::count_words(text, std::slice::from_ref(code));
            if times > 0 {
                marks.push(Mark {
                    id: record.id.clone(),
                    title: record.shown_title.clone(),
                    date: record.content.date.clone(),
                    code: code.clone(),
                    times: u32::try_from(times).unwrap_or(u32::MAX),
                });
            }
        }
    }
    Ok(marks)
}

/// Makes both files of what `request` asks for.
pub(super) fn compose(portfolio: &Portfolio, request: &Request, others: Others) -> Result<Dossier> {
    let page = pages::get(portfolio, &request.client_id)?;
    let records = records(portfolio, &request.client_id)?;
    let codes = other_codes(portfolio, &request.client_id)?;
    let words = |text: &str| seen(text, &codes, others);
    let who = identity::sealed(portfolio.db(), &request.client_id)?
        .map(|sealed| sealed.lines())
        .unwrap_or_default();
    let today = portfolio.world().today();
    let document = document(&page, &who, &records, request, others, &words, today)?;
    let mut listed = serde_json::to_value(&records).map_err(Error::internal)?;
    each_text(&mut listed, &words);
    let mut facts = serde_json::to_value(&page.facts).map_err(Error::internal)?;
    each_text(&mut facts, &words);
    let who: Value = who
        .iter()
        .map(|(label, text)| ((*label).to_owned(), Value::from(text.clone())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let file = json!({
        "format": "triptych-subject-access",
        "version": 1,
        "made_on": today.to_string(),
        "other_codes": if others == Others::Marked { "marked" } else { "taken-out" },
        "client": { "code": page.code, "identity": who, "page": facts },
        "records": listed,
    });
    let mut json = serde_json::to_vec_pretty(&file).map_err(Error::internal)?;
    json.push(b'\n');
    Ok(Dossier {
        document,
        json,
        records,
        code: page.code,
    })
}

/// Gives every text within `value` to `words`.
fn each_text(value: &mut Value, words: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = words(text),
        Value::Array(all) => all.iter_mut().for_each(|one| each_text(one, words)),
        Value::Object(all) => all.values_mut().for_each(|one| each_text(one, words)),
        _ => {}
    }
}

/// `text` with other clients' codes marked or taken out.
fn seen(text: &str, codes: &[String], others: Others) -> String {
    match others {
        Others::TakenOut => record::replace_words(text, codes, "[another person]").unwrap_or_else(|| text.to_owned()),
        Others::Marked => codes.iter().fold(text.to_owned(), |text, code| {
            record::replace_words(&text, std::slice::from_ref(code), &format!("[LOOK: {code}]")).unwrap_or(text)
        }),
    }
}

fn document(
    page: &Page,
    who: &[(&'static str, String)],
    records: &[Record],
    request: &Request,
    others: Others,
    words: &dyn Fn(&str) -> String,
    today: chrono::NaiveDate,
) -> Result<Document> {
    let day = |text: &str| record::date("date", text).map(record::day_in_words);
    let mut blocks = Vec::new();
    if others == Others::Marked {
        blocks.push(Block::Note {
            label: "To look through, not to hand out".to_owned(),
            text: vec![Inline::text(
                "Other clients’ codes are marked with LOOK. Read every line for whatever else tells of other people.",
            )],
        });
    }
    let facts = |lines: Vec<(String, String)>| {
        Block::Facts(
            lines
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(label, text)| (label, vec![Inline::Text(text)]))
                .collect(),
        )
    };
    let mut head = vec![
        ("Asked for by".to_owned(), request.asker.name().to_owned()),
        ("Request of".to_owned(), day(&request.received)?),
        ("Code".to_owned(), page.code.clone()),
    ];
    head.extend(who.iter().map(|(label, text)| ((*label).to_owned(), text.clone())));
    blocks.push(facts(head));
    let written = [
        ("Goals", &page.facts.goals),
        ("Themes", &page.facts.themes),
        ("Risk", &page.facts.risk),
        ("Summary", &page.facts.summary),
        ("Ending", &page.facts.ending),
    ];
    for (label, text) in written.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        blocks.push(Block::heading(2, label));
        blocks.extend(markdown::blocks(&words(text)));
    }
    for record in records {
        blocks.extend(one(record, words)?);
    }
    let title = format!("Records about {}", page.code);
    Ok(Document {
        title: title.clone(),
        author: None,
        subject: None,
        language: "en-GB".to_owned(),
        created: today.and_time(chrono::NaiveTime::MIN),
        running_header: Some(title),
        running_footer: Some(format!("Made on {}", record::day_in_words(today))),
        counted: None,
        blocks,
    })
}

/// A record with all that is written in it, as its Markdown has it.
fn one(record: &Record, words: &dyn Fn(&str) -> String) -> Result<Vec<Block>> {
    let text = record::markdown_of(record);
    let (title, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let heading = words(title.trim_start_matches('#').trim());
    let mut blocks = vec![Block::heading(2, heading)];
    // Headings within a record stand below its own.
    blocks.extend(markdown::blocks(&words(rest)).into_iter().map(|block| match block {
        Block::Heading { text, .. } => Block::heading(3, text),
        other => other,
    }));
    blocks.push(Block::Rule);
    Ok(blocks)
}
