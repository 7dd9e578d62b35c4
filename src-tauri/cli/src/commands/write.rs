//! Writing and changing records.

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::record::{self, Action, Content, CpdFacts, Kind, Record, Section};
use triptych_core::reflection::{self, Model};
use triptych_core::storage::undo;
use triptych_core::vault::Portfolio;

use super::record::{count, day, read_text, resolve, whole};
use crate::answer::Answer;
use crate::args::{Add, Attended, Edit, TextGiven, Words};

pub(super) fn add(app: &App, new: Add, json: bool) -> Result<Answer> {
    let words = new.words;
    let text = given(&words.text)?;
    let untitled = words.title.as_ref().is_none_or(|title| title.trim().is_empty());
    if text.is_none() && words.stages.is_empty() && untitled {
        return Err(Error::field("text", "There are no words yet. Nothing has been written.").hint("Use --text, --text-file or --title."));
    }
    let (mut content, model) = app.with(|portfolio| Ok((record::blank(portfolio, new.kind)?, model(portfolio, &words, None)?)))?;
    content.sections = model
        .stages
        .iter()
        .map(|stage| Section {
            stage: stage.id.clone(),
            text: String::new(),
        })
        .collect();
    fill(&mut content, &model, text, words)?;
    let record = app.change(|portfolio| {
        let record = record::create(portfolio, &content, "", &new.tags)?;
        if !new.finished {
            return Ok(record);
        }
        // What cannot be finished is not left behind as a draft nobody asked for.
        record::finish(portfolio, &record.id, true).or_else(|cause| undo::undo(portfolio).and(Err(cause)))
    })?;
    let id = record.id.clone();
    remarked(record, json, || id)
}

pub(super) fn edit(app: &App, edit: Edit, json: bool) -> Result<Answer> {
    let text = given(&edit.words.text)?;
    let (before, model) = app.with(|portfolio| {
        let before = record::get(portfolio, &resolve(portfolio, &edit.id)?)?;
        let model = model(portfolio, &edit.words, before.content.model.as_deref())?;
        Ok((before, model))
    })?;
    let mut content = before.content.clone();
    fill(&mut content, &model, text, edit.words)?;
    if content == before.content {
        return Err(Error::field("id", "Nothing was named that would change. Nothing has been written.")
            .hint("Name what it should say: `record edit --help` lists what can be named."));
    }
    let record = app.change(|portfolio| {
        record::save(portfolio, &before.id, before.version, "", &content)?;
        record::get(portfolio, &before.id)
    })?;
    remarked(record, json, || "Changed. `record history` shows what it said before.".to_owned())
}

/// The record as answer, with what is to be looked at in it as remarks.
pub(super) fn remarked(record: Record, json: bool, said: impl FnOnce() -> String) -> Result<Answer> {
    let warnings: Vec<String> = record
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.field, warning.message))
        .collect();
    let answer = Answer::either(json, &whole(record), said)?;
    Ok(warnings.into_iter().fold(answer, Answer::remark))
}

pub(super) fn finish(app: &App, ids: &[String], draft: bool, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Finished {
        finished: Vec<String>,
        draft: bool,
    }
    let finished = app.change(|portfolio| {
        let ids = ids.iter().map(|id| resolve(portfolio, id)).collect::<Result<Vec<_>>>()?;
        ids.iter().try_for_each(|id| record::finish(portfolio, id, !draft).map(drop))?;
        Ok(ids)
    })?;
    let many = count(finished.len());
    Answer::either(json, &Finished { finished, draft }, || {
        if draft {
            format!("{many} made a draft again.")
        } else {
            format!("{many} finished.")
        }
    })
}

pub(super) fn addition(app: &App, id: &str, text: &TextGiven, json: bool) -> Result<Answer> {
    let text = given(text)?.unwrap_or_default();
    let record = app.change(|portfolio| {
        let id = resolve(portfolio, id)?;
        record::add(portfolio, &id, &text)
    })?;
    Answer::either(json, &whole(record), || "Added, with the date of today.".to_owned())
}

/// The text, if one is given.
pub(super) fn given(text: &TextGiven) -> Result<Option<String>> {
    match (&text.text, &text.text_file) {
        (Some(text), _) => Ok(Some(text.clone())),
        (None, Some(path)) => read_text(path).map(Some),
        (None, None) => Ok(None),
    }
}

/// The model that is named, or the one that it goes by.
fn model(portfolio: &Portfolio, words: &Words, known: Option<&str>) -> Result<Model> {
    if let Some(word) = &words.model {
        return reflection::find(portfolio, word);
    }
    // One that has been deleted since asks nothing any more; what was written with it stays.
    let known = known.and_then(|id| reflection::find(portfolio, id).ok());
    Ok(known.unwrap_or_else(|| reflection::models()[0].clone()))
}

/// Puts what is named where it belongs; an option of another kind is refused, not dropped.
fn fill(content: &mut Content, model: &Model, text: Option<String>, words: Words) -> Result<()> {
    let kind = content.kind;
    let only = |given: bool, wanted: &[Kind], option: &str| {
        if given && !wanted.contains(&kind) {
            let wanted: Vec<&str> = wanted.iter().map(|kind| kind.as_str()).collect();
            return Err(Error::field(
                option,
                format!("This belongs to the kind {} only. Nothing has been written.", wanted.join(" or ")),
            ));
        }
        Ok(())
    };
    let (note, session) = ([Kind::CaseNote], [Kind::Supervision]);
    only(words.model.is_some() || !words.stages.is_empty(), &[Kind::Reflection], "model")?;
    only(words.session_number.is_some(), &note, "session-number")?;
    only(words.setting.is_some(), &note, "setting")?;
    only(words.attendance.is_some(), &note, "attendance")?;
    only(words.risk.is_some() || words.ending.is_some(), &note, "risk")?;
    only(words.themes.is_some(), &[Kind::CaseNote, Kind::Supervision], "themes")?;
    let of_session = words.supervisor.is_some() || words.format.is_some() || words.remote.is_some();
    only(of_session, &session, "supervisor")?;
    only(!words.actions.is_empty(), &session, "action")?;
    put(&mut content.title, words.title.clone());
    if let Some(text) = &words.date {
        content.date = day("date", text)?;
    }
    if let Some(text) = &words.date_to {
        content.date_to = day("date_to", text).map(Some)?;
    }
    if let Some(given) = words.minutes {
        content.minutes = Some(minutes(given)?);
    }
    if words.model.is_some() {
        content.model = Some(model.id.clone());
    }
    sections(&mut content.sections, model, text, &words.stages)?;
    if !words.clients.is_empty() {
        content.clients.clone_from(&words.clients);
    }
    if !words.keywords.is_empty() {
        content.keywords = words.keywords.iter().filter(|word| !word.trim().is_empty()).cloned().collect();
    }
    content.session_number = words.session_number.or(content.session_number);
    content.setting = words.setting.clone().or(content.setting.take());
    for given in &words.actions {
        content.actions.push(action(given));
    }
    of_kind(content, &words);
    cpd(content, words)
}

/// What only one kind has.
fn of_kind(content: &mut Content, words: &Words) {
    if let Some(facts) = &mut content.supervision {
        put(&mut facts.supervisor, words.supervisor.clone());
        facts.format = words.format.map(Into::into).or(facts.format);
        facts.remote = words.remote.unwrap_or(facts.remote);
        put(&mut facts.themes, words.themes.clone());
    }
    let of_note = words.attendance.is_some() || words.risk.is_some() || words.ending.is_some() || words.themes.is_some();
    if content.kind == Kind::CaseNote && of_note {
        let facts = content.case.get_or_insert_default();
        facts.attendance = words.attendance.map_or(facts.attendance, Attended::attendance);
        facts.risk = words.risk.unwrap_or(facts.risk);
        facts.ending = words.ending.unwrap_or(facts.ending);
        put(&mut facts.themes, words.themes.clone());
    }
}

fn cpd(content: &mut Content, words: Words) -> Result<()> {
    let before = content.cpd.clone().unwrap_or_default();
    let mut facts = before.clone();
    facts.kind = words.cpd_type.map(Into::into).or(facts.kind);
    put(&mut facts.provider, words.provider);
    facts.certificate = words.certificate.unwrap_or(facts.certificate);
    put(&mut facts.learnt, words.learnt);
    put(&mut facts.practice, words.practice);
    put(&mut facts.service_users, words.service_users);
    put(&mut facts.sub_type, words.sub_type);
    if let Some(cost) = &words.cost {
        facts.cost_pence = Some(pence(cost)?);
    }
    if !words.standards.is_empty() {
        facts.standards = words.standards;
    }
    put(&mut facts.next_step, words.next_step);
    let named = facts != before;
    if words.cpd == Some(false) {
        if named {
            return Err(Error::field(
                "cpd",
                "A record that is no CPD any more carries no facts of one. Nothing has been written.",
            ));
        }
        content.cpd = None;
    } else if content.kind == Kind::Cpd || words.cpd == Some(true) || content.cpd.is_some() || facts != CpdFacts::default() {
        content.cpd = Some(facts);
    }
    Ok(())
}

fn put(place: &mut String, given: Option<String>) {
    if let Some(given) = given {
        *place = given;
    }
}

/// "2026-12-01: ring the school", or the words alone.
fn action(given: &str) -> Action {
    let dated = given
        .split_once(": ")
        .and_then(|(due, text)| Some((day("action", due.trim()).ok()?, text)));
    let (due, text) = dated.map_or((None, given), |(due, text)| (Some(due), text));
    Action {
        id: String::new(),
        text: text.trim().to_owned(),
        due,
        done_on: None,
        owner: None,
    }
}

/// 45, 45.5 and £45.50 in pence.
fn pence(written: &str) -> Result<u32> {
    let wrong = || Error::field("cost", "Write the cost in pounds, as 45 or 45.50. Nothing has been written.");
    let (pounds, rest) = written
        .trim()
        .trim_start_matches('£')
        .split_once('.')
        .unwrap_or((written.trim().trim_start_matches('£'), "0"));
    if rest.is_empty() || rest.len() > 2 || !pounds.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let tenths: u32 = if rest.len() == 1 { 10 } else { 1 };
    let (pounds, rest): (u32, u32) = (pounds.parse().map_err(|_| wrong())?, rest.parse().map_err(|_| wrong())?);
    pounds
        .checked_mul(100)
        .and_then(|pence| pence.checked_add(rest * tenths))
        .ok_or_else(wrong)
}

/// Puts a plain text into the model's first stage, and the others where they belong. What is not named stays.
fn sections(sections: &mut Vec<Section>, known: &Model, text: Option<String>, stages: &[String]) -> Result<()> {
    let mut write = |stage: &str, text: &str| match sections.iter_mut().find(|section| section.stage == stage) {
        Some(section) => text.clone_into(&mut section.text),
        None => sections.push(Section {
            stage: stage.to_owned(),
            text: text.to_owned(),
        }),
    };
    if let (Some(text), Some(first)) = (text, known.stages.first()) {
        write(&first.id, &text);
    }
    for given in stages {
        let (stage, text) = given
            .split_once('=')
            .ok_or_else(|| Error::field("stage", "A stage is given as STAGE=TEXT."))?;
        let found = known
            .stages
            .iter()
            .find(|one| one.id == stage || one.name == stage)
            .ok_or_else(|| {
                let ids: Vec<&str> = known.stages.iter().map(|stage| stage.id.as_str()).collect();
                Error::field("stage", "The model has no such stage.").hint(format!("Use one of: {}.", ids.join(", ")))
            })?;
        write(&found.id, text);
    }
    Ok(())
}

fn minutes(given: i64) -> Result<u32> {
    u32::try_from(given).map_err(|_| Error::field("minutes", "Minutes go from 1 to 100,000. Leave them out if you do not know."))
}
