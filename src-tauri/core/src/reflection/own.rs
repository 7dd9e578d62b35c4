//! Reflection models of one's own: made, changed, put in order, deleted.
//!
//! What always holds: a stage that has been taken out of a model is known by its name still, and a model that words were
//! written with is only put aside when it is deleted.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Model, Stage, model, models};
use crate::error::{Error, Result};
use crate::record;
use crate::storage::{Op, Scope, new_id, transact};
use crate::vault::Portfolio;

/// The longest name of a model or a stage, in characters.
pub const NAME: usize = 80;
/// The longest prompt, and the longest line about a model.
const TEXT: usize = 400;
/// The longest id; a record keeps it beside its text.
const ID: usize = 40;
/// The most stages.
pub(super) const STAGES: usize = 24;
/// The most stages that are known by name though the model has them no more; the oldest go first.
const FORMER: usize = 200;

/// Names by stage.
pub type StageNames = BTreeMap<String, String>;

/// A reflection model of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "OwnModel")]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Word kept with a record; empty for a new one.
    pub id: String,
    /// The owner's name for it.
    pub name: String,
    /// What it is good for.
    #[serde(default)]
    pub about: String,
    /// Its stages, in order; one at least. The id of a new one is empty.
    pub stages: Vec<Stage>,
    /// Stages it had once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Stage>,
    /// Deleted, and kept for what was written with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// All of one's own models in their order, those put aside too.
///
/// # Errors
/// `damaged`, `disk`.
pub fn own(connection: &Connection) -> Result<Vec<Own>> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, about, stages, former, retired FROM reflection_model ORDER BY position, id")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let stages = |column: &str| -> Result<Vec<Stage>> { serde_json::from_str(&row.get::<_, String>(column)?).map_err(Error::internal) };
        all.push(Own {
            id: row.get("id")?,
            name: row.get("name")?,
            about: row.get("about")?,
            stages: stages("stages")?,
            former: stages("former")?,
            retired: row.get("retired")?,
        });
    }
    Ok(all)
}

/// The same of an open portfolio.
///
/// # Errors
/// `damaged`, `disk`.
pub fn all(portfolio: &Portfolio) -> Result<Vec<Own>> {
    own(portfolio.db())
}

/// Keeps a model: a new one where it has no id, else as it is to be from now on. What was put aside is offered again.
///
/// # Errors
/// `invalid` naming the field, `not-found`, `read-only`, `disk`.
pub fn save(portfolio: &mut Portfolio, wanted: &Own) -> Result<Own> {
    let all = all(portfolio)?;
    let before = match wanted.id.as_str() {
        "" => None,
        id => Some(all.iter().find(|one| one.id == id).ok_or_else(|| Error::not_found("model"))?),
    };
    let mut kept = tidy(wanted);
    if is_taken(&kept.name, &all, &kept.id) {
        return Err(Error::field("name", "There is a model with this name already.").hint("Choose another name."));
    }
    for stage in kept.stages.iter_mut().filter(|stage| stage.id.is_empty()) {
        stage.id = new_id(portfolio.world())?;
    }
    let here: HashSet<&str> = kept.stages.iter().map(|stage| stage.id.as_str()).collect();
    kept.former = before
        .iter()
        .flat_map(|before| before.former.iter().chain(&before.stages))
        .filter(|stage| !here.contains(stage.id.as_str()))
        .cloned()
        .collect();
    let too_many = kept.former.len().saturating_sub(FORMER);
    kept.former.drain(..too_many);
    if kept.id.is_empty() {
        kept.id = new_id(portfolio.world())?;
    }
    transact(portfolio, Op::SaveModel, Scope::default(), |connection| put(connection, &kept))?;
    Ok(kept)
}

/// Deletes a model. Where words were written with it, it is put aside: it is not offered any more, and they keep their headings.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn delete(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    let all = all(portfolio)?;
    let found = all
        .iter()
        .find(|one| one.id == id && !one.retired)
        .ok_or_else(|| Error::not_found("model"))?;
    let shipped = |stage: &str| models().iter().flat_map(|model| &model.stages).any(|one| one.id == stage);
    let stages: Vec<String> = found
        .stages
        .iter()
        .chain(&found.former)
        .map(|stage| stage.id.clone())
        .filter(|stage| !shipped(stage))
        .collect();
    transact(portfolio, Op::DeleteModel, Scope::default(), |connection| {
        let sql = if record::stages_are_used(connection, id, &stages)? {
            "UPDATE reflection_model SET retired = 1 WHERE id = ?1"
        } else {
            "DELETE FROM reflection_model WHERE id = ?1"
        };
        connection.prepare_cached(sql)?.execute([id])?;
        Ok(())
    })
}

/// Puts the models in the order of `ids`; what is not named follows in the order it had.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn order(portfolio: &mut Portfolio, ids: &[String]) -> Result<()> {
    let all: Vec<String> = all(portfolio)?.into_iter().map(|one| one.id).collect();
    if ids.iter().any(|id| !all.contains(id)) {
        return Err(Error::not_found("model"));
    }
    let rest = all.iter().filter(|id| !ids.contains(id));
    let wanted: Vec<&String> = ids.iter().chain(rest).collect();
    transact(portfolio, Op::OrderModels, Scope::default(), |connection| {
        let mut place = connection.prepare_cached("UPDATE reflection_model SET position = ?2 WHERE id = ?1 AND position <> ?2")?;
        for (at, id) in (0_i64..).zip(wanted) {
            place.execute(params![id, at])?;
        }
        Ok(())
    })
}

/// Writes a model: where it stands already, in its place, else as the last.
///
/// # Errors
/// `invalid` naming the field, `disk`.
pub fn put(connection: &Connection, own: &Own) -> Result<()> {
    check(own)?;
    let json = |stages: &[Stage]| serde_json::to_string(stages).map_err(Error::internal);
    connection
        .prepare_cached(
            "INSERT INTO reflection_model (id, name, about, stages, former, retired, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(position) + 1, 0) FROM reflection_model))
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, about = excluded.about, stages = excluded.stages,
               former = excluded.former, retired = excluded.retired",
        )?
        .execute(params![
            own.id,
            own.name,
            own.about,
            json(&own.stages)?,
            json(&own.former)?,
            own.retired
        ])?;
    Ok(())
}

/// The model called `word`: a bundled one by its id, one's own by its id or name.
///
/// # Errors
/// `invalid` naming those there are, `damaged`.
pub fn find(portfolio: &Portfolio, word: &str) -> Result<Model> {
    if let Some(found) = model(word) {
        return Ok(found.clone());
    }
    let mut all = all(portfolio)?;
    all.retain(|one| !one.retired);
    let called = |one: &Own| one.name.to_lowercase() == word.trim().to_lowercase();
    match all.iter().position(|one| one.id == word).or_else(|| all.iter().position(called)) {
        Some(at) => {
            let one = all.swap_remove(at);
            Ok(Model {
                id: one.id,
                name: one.name,
                about: one.about,
                stages: one.stages,
            })
        }
        None => {
            let known: Vec<&str> = models()
                .iter()
                .map(|model| model.id.as_str())
                .chain(all.iter().map(|one| one.name.as_str()))
                .collect();
            Err(
                Error::field("model", "There is no such reflection model. Nothing has been changed.")
                    .hint(format!("Use one of: {}.", known.join(", "))),
            )
        }
    }
}

/// What the model `id` is called, one that is shipped or one's own.
///
/// # Errors
/// `damaged`, `disk`.
pub fn called(connection: &Connection, id: &str) -> Result<Option<String>> {
    if let Some(shipped) = model(id) {
        return Ok(Some(shipped.name.clone()));
    }
    Ok(own(connection)?.into_iter().find(|one| one.id == id).map(|one| one.name))
}

/// What `stages` are called in a record that goes by `model`: as that model has it, else with the name of another.
///
/// # Errors
/// `damaged`, `disk`.
pub fn stage_names<'a>(connection: &Connection, model_id: Option<&str>, stages: impl IntoIterator<Item = &'a str>) -> Result<StageNames> {
    let shipped = model_id.and_then(model);
    let mut names = StageNames::new();
    let mut all: Option<Vec<Own>> = None;
    for stage in stages {
        let of_shipped = shipped.and_then(|model| named(&model.stages, stage));
        let name = match of_shipped {
            Some(name) => Some(name.to_owned()),
            None => {
                if all.is_none() {
                    all = Some(own(connection)?);
                }
                let all = all.as_deref().unwrap_or_default();
                let mine = all.iter().find(|one| Some(one.id.as_str()) == model_id);
                mine.and_then(|one| named(&one.stages, stage).or_else(|| named(&one.former, stage)))
                    .map(str::to_owned)
                    .or_else(|| elsewhere(all, stage))
            }
        };
        names.extend(name.filter(|name| !name.is_empty()).map(|name| (stage.to_owned(), name)));
    }
    Ok(names)
}

/// The name of a stage that is none of the record's model, with the model it comes from.
fn elsewhere(all: &[Own], stage: &str) -> Option<String> {
    let shipped = models()
        .iter()
        .find_map(|model| named(&model.stages, stage).map(|name| (name, model.name.as_str())));
    let own = || {
        all.iter().find_map(|one| {
            named(&one.stages, stage)
                .or_else(|| named(&one.former, stage))
                .map(|name| (name, one.name.as_str()))
        })
    };
    let (name, model) = shipped.or_else(own)?;
    (!name.is_empty()).then(|| format!("{name} ({model})"))
}

fn named<'a>(stages: &'a [Stage], id: &str) -> Option<&'a str> {
    stages.iter().find(|stage| stage.id == id).map(|stage| stage.name.as_str())
}

/// Whether another model, a bundled one or one that is offered, is called so.
pub(super) fn is_taken(name: &str, all: &[Own], but: &str) -> bool {
    let name = name.to_lowercase();
    let own = all.iter().filter(|one| !one.retired && one.id != but).map(|one| &one.name);
    models()
        .iter()
        .map(|model| &model.name)
        .chain(own)
        .any(|other| other.to_lowercase() == name)
}

/// The same without spaces around what is one line.
pub(super) fn tidy(own: &Own) -> Own {
    let mut own = own.clone();
    let trim = |text: &mut String| *text = text.trim().to_owned();
    trim(&mut own.name);
    trim(&mut own.about);
    for stage in &mut own.stages {
        trim(&mut stage.name);
        trim(&mut stage.prompt);
    }
    own.retired = false;
    own
}

/// Whether it can be kept. What an id holds is looked at where there is one.
pub(super) fn check(own: &Own) -> Result<()> {
    if own.name.trim().is_empty() {
        return Err(Error::field("name", "A model needs a name, to be chosen by."));
    }
    record::short("name", &own.name, NAME)?;
    record::short("about", &own.about, TEXT)?;
    if own.stages.is_empty() {
        return Err(Error::field("stages", "A model needs one stage at least: a heading to write under.").hint("Add a stage and name it."));
    }
    if own.stages.len() > STAGES {
        return Err(Error::field(
            "stages",
            format!("A model has up to {STAGES} stages; there are {}.", own.stages.len()),
        )
        .hint("Join some of them, or make two models of it."));
    }
    let mut seen = HashSet::new();
    for (at, stage) in own.stages.iter().enumerate() {
        let field = |part: &str| format!("stages[{at}].{part}");
        if stage.name.trim().is_empty() {
            return Err(Error::field(&field("name"), format!("Stage {} needs a name: its heading.", at + 1)));
        }
        record::short(&field("name"), &stage.name, NAME)?;
        record::short(&field("prompt"), &stage.prompt, TEXT)?;
        if !is_id(&stage.id) || !seen.insert(stage.id.as_str()) {
            return Err(Error::field(&field("id"), format!("Stage {} has no word of its own.", at + 1)));
        }
    }
    if own.former.len() > FORMER
        || own
            .former
            .iter()
            .any(|stage| !is_id(&stage.id) || stage.name.chars().count() > NAME)
    {
        return Err(Error::field("former", "These are no stages that a model had."));
    }
    if !is_id(&own.id) || model(&own.id).is_some() {
        return Err(Error::field("id", "The model has no word of its own."));
    }
    Ok(())
}

/// A word that can be kept beside a text.
pub(super) fn is_id(word: &str) -> bool {
    !word.is_empty() && word.chars().count() <= ID && !word.chars().any(char::is_control)
}
