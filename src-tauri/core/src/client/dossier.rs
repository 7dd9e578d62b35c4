//! Everything about one client, as it is read and as it is taken elsewhere.
//!
//! What always holds: all that an erasure would reach is in it: case notes, reflections, supervision and whatever else carries the
//! code or names the client, what these said before, additions that are not finished, points for supervision, and what is written
//! about evidence; other clients' codes stand in it marked or not at all; the same portfolio on the same day makes the same file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use triptych_pdf::{Block, Document, Inline};

use super::model::{Mark, Others, Page, Request};
use super::{identity, look, pages};
use crate::error::{Error, Result};
use crate::evidence::{self, Evidence};
use crate::hcpc::markdown;
use crate::record::{self, Content, Record};
use crate::supervision;
use crate::vault::Portfolio;

/// What is written of one client.
pub(super) struct Dossier {
    pub(super) document: Document,
    pub(super) json: Vec<u8>,
    pub(super) records: Vec<Record>,
    pub(super) code: String,
}

/// Everything that tells of a client, wherever it stands.
struct Told {
    /// The records about it: its case notes in order, then the others by day.
    records: Vec<Record>,
    /// What records said before, with when it was saved, oldest first.
    before: Vec<(String, Record)>,
    /// Additions that are being written, by record.
    unfinished: BTreeMap<String, String>,
    /// Points for supervision, oldest first.
    agenda: Vec<supervision::Item>,
    /// What is written about evidence, by number.
    evidence: Vec<Evidence>,
}

/// A stretch of it as it is read: text under a heading.
struct Part {
    /// Of what it is a part, and what that is called.
    id: String,
    title: String,
    /// Its day.
    date: String,
    text: String,
    /// What it is called is no words of the text, nor of another part.
    titled: bool,
}

fn told(portfolio: &Portfolio, client: &str) -> Result<Told> {
    let look::About { spoken, words } = look::about(portfolio, client)?;
    let ids: Vec<String> = spoken.own.iter().chain(spoken.others.keys()).cloned().collect();
    let about: BTreeSet<String> = ids.iter().cloned().collect();
    let mut records = ids.iter().map(|id| record::get(portfolio, id)).collect::<Result<Vec<_>>>()?;
    let own = |record: &Record| !spoken.own.contains(&record.id);
    records.sort_by_key(|record| (own(record), record.content.date.clone(), record.created_at.clone()));
    let names = |text: &str| pages::says(text, &words);
    // A code that is a word of the language is looked for where codes stand.
    let carried = |content: &Content| content.clients.iter().any(|code| spoken.codes.contains(code));
    let before = record::versions_about(portfolio, &about, &|json| {
        names(json) || serde_json::from_str(json).is_ok_and(|content| carried(&content))
    })?;
    let mut unfinished = record::unfinished_additions(portfolio.db())?;
    unfinished.retain(|id, text| about.contains(id) || names(text));
    let mut evidence = look::evidence_about(portfolio, client, &ids)?
        .iter()
        .map(|id| evidence::get(portfolio, id))
        .collect::<Result<Vec<_>>>()?;
    for one in &mut evidence {
        // What else it belongs to tells of others.
        one.records.retain(|record| about.contains(&record.id));
    }
    evidence.sort_by_key(|one| one.number);
    Ok(Told {
        records,
        before,
        unfinished,
        agenda: supervision::about(portfolio, &about, &names)?,
        evidence,
    })
}

impl Told {
    fn parts(&self, portfolio: &Portfolio) -> Result<Vec<Part>> {
        let part = |id: &str, date: &str, text: String| {
            let (title, text) = text.split_once('\n').unwrap_or((&text, ""));
            Part {
                id: id.to_owned(),
                title: title.trim_start_matches('#').trim().to_owned(),
                date: date.chars().take(10).collect(),
                text: text.to_owned(),
                titled: true,
            }
        };
        let of_record = |one: &Record| Part {
            // Otherwise its first words stand in.
            titled: !one.content.title.trim().is_empty(),
            ..part(&one.id, &one.content.date, record::markdown_of(one))
        };
        let mut parts: Vec<Part> = self.records.iter().map(of_record).collect();
        for (at, one) in &self.before {
            let it = of_record(one);
            let title = format!("{} (as it was saved on {})", it.title, day(at.get(..10).unwrap_or(at))?);
            parts.push(Part { title, ..it });
        }
        for (id, text) in &self.unfinished {
            let one = record::get(portfolio, id)?;
            let title = format!("Unfinished addition to “{}”", one.shown_title);
            parts.push(Part {
                titled: false,
                ..part(id, &one.content.date, format!("{title}\n{text}"))
            });
        }
        for item in &self.agenda {
            let from = item.source.as_ref().map(|source| format!(", from “{}”", source.title));
            let quote: String = item.quote.lines().map(|line| format!("> {line}\n")).collect();
            let text = format!("For supervision{}\n{}\n\n{quote}", from.unwrap_or_default(), item.note);
            parts.push(Part {
                titled: false,
                ..part(&item.id, &item.added_at, text)
            });
        }
        for one in &self.evidence {
            let date = one.facts.date.as_ref().unwrap_or(&one.created_at);
            let mut text = format!("Evidence {}", evidence::markdown_of(one));
            if one.file.is_some() {
                text.push_str("\nThe file itself is no part of this; a copy of it is handed out beside it.\n");
            }
            parts.push(part(&one.id, date, text));
        }
        Ok(parts)
    }
}

fn other_codes(portfolio: &Portfolio, client: &str) -> Result<Vec<String>> {
    let own = record::codes(portfolio.db(), client)?;
    Ok(record::every_code(portfolio.db())?
        .into_iter()
        .filter(|code| !own.contains(code))
        .collect())
}

/// Where other clients' codes stand, by part and code.
pub(super) fn marks(portfolio: &Portfolio, client: &str) -> Result<Vec<Mark>> {
    let codes = other_codes(portfolio, client)?;
    let mut marks = Vec::new();
    for part in told(portfolio, client)?.parts(portfolio)? {
        for code in &codes {
            let code_alone = std::slice::from_ref(code);
            let heading = if part.titled {
                record::count_words(&part.title, code_alone)
            } else {
                0
            };
            let times = heading + record::count_words(&part.text, code_alone);
            if times > 0 {
                marks.push(Mark {
                    id: part.id.clone(),
                    title: part.title.clone(),
                    date: part.date.clone(),
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
    let told = told(portfolio, &request.client_id)?;
    let codes = other_codes(portfolio, &request.client_id)?;
    let words = |text: &str| seen(text, &codes, others);
    let who = identity::sealed(portfolio.db(), &request.client_id)?
        .map(|sealed| sealed.lines())
        .unwrap_or_default();
    let today = portfolio.world().today();
    let document = document(&page, &who, &told.parts(portfolio)?, request, others, &words, today)?;
    let facts = serde_json::to_value(&page.facts).map_err(Error::internal)?;
    let who: Value = who
        .iter()
        .map(|(label, text)| ((*label).to_owned(), Value::from(text.clone())))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let mut parts = json!({
        "page": facts,
        "records": told.records,
        "earlier_versions": told.before.iter().map(|(at, one)| json!({ "record_id": one.id, "at": at, "content": one.content })).collect::<Vec<_>>(),
        "unfinished_additions": told.unfinished.iter().map(|(id, text)| json!({ "record_id": id, "text": text })).collect::<Vec<_>>(),
        "for_supervision": told.agenda,
        "evidence": told.evidence.iter().map(|one| json!({
            "id": one.id, "number": one.number, "facts": one.facts, "file": one.file, "consent": one.consent, "records": one.records,
        })).collect::<Vec<_>>(),
    });
    each_text(&mut parts, &words);
    let mut file = json!({
        "format": "triptych-subject-access",
        "version": 1,
        "made_on": today.to_string(),
        "other_codes": if others == Others::Marked { "marked" } else { "taken-out" },
        "client": { "code": page.code, "identity": who, "page": parts["page"].take() },
    });
    for name in ["records", "earlier_versions", "unfinished_additions", "for_supervision", "evidence"] {
        file[name] = parts[name].take();
    }
    let mut json = serde_json::to_vec_pretty(&file).map_err(Error::internal)?;
    json.push(b'\n');
    Ok(Dossier {
        document,
        json,
        records: told.records,
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
    parts: &[Part],
    request: &Request,
    others: Others,
    words: &dyn Fn(&str) -> String,
    today: chrono::NaiveDate,
) -> Result<Document> {
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
    for part in parts {
        blocks.extend(stretch(part, words));
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

fn day(text: &str) -> Result<String> {
    record::date("date", text).map(record::day_in_words)
}

/// A part under its heading.
fn stretch(part: &Part, words: &dyn Fn(&str) -> String) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, words(&part.title))];
    // Headings within it stand below its own.
    blocks.extend(markdown::blocks(&words(&part.text)).into_iter().map(|block| match block {
        Block::Heading { text, .. } => Block::heading(3, text),
        other => other,
    }));
    blocks.push(Block::Rule);
    blocks
}
