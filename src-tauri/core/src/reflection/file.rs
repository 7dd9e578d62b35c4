//! Reflection models as a small JSON file, to be handed on and read in again.
//!
//! What always holds: the file holds models and nothing that was written with them. It is read leniently, whoever wrote it:
//! what it does not say is left empty, what it says besides is left out. A model that is here already is not brought twice;
//! one whose name is taken gets a number. An import is one step to take back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::own::{self, Own, check, is_id, is_taken, put, tidy};
use super::{Stage, model};
use crate::api::App;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, files, new_id, transact};
use crate::vault::Portfolio;

/// What `format` says.
const FORMAT: &str = "triptych-reflection-models";
/// The version written, and the newest that is read.
const VERSION: u64 = 1;
/// The largest file that is read, in bytes.
const LIMIT: u64 = 1_000_000;
/// The most models one file may hold.
const MODELS: usize = 100;

/// What an import brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ModelsBrought")]
pub struct Brought {
    /// Names of the models that are new, as they are called here.
    pub added: Vec<String>,
    /// Models of the file that were here already.
    pub same: u32,
}

#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    version: u64,
    models: Vec<Entry>,
}

/// A model as it stands in the file.
#[derive(Serialize)]
struct Entry {
    id: String,
    name: String,
    about: String,
    stages: Vec<Stage>,
}

/// The bytes of a file that holds `models`.
///
/// # Errors
/// None in practice.
pub fn write(models: &[Own]) -> Result<Vec<u8>> {
    let entry = |own: &Own| Entry {
        id: own.id.clone(),
        name: own.name.clone(),
        about: own.about.clone(),
        stages: own.stages.clone(),
    };
    let file = File {
        format: FORMAT,
        version: VERSION,
        models: models.iter().map(entry).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One's own models with their stages and prompts, as Markdown; `None` when there is none.
///
/// # Errors
/// `damaged`, `disk`.
pub fn markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let models: Vec<Own> = own::all(portfolio)?.into_iter().filter(|one| !one.retired).collect();
    if models.is_empty() {
        return Ok(None);
    }
    let mut out = String::from("# Reflection models\n");
    for one in &models {
        let _ = writeln!(out, "\n## {}\n", one.name);
        if !one.about.is_empty() {
            let _ = writeln!(out, "{}\n", one.about);
        }
        for (at, stage) in one.stages.iter().enumerate() {
            let asks = if stage.prompt.is_empty() {
                String::new()
            } else {
                format!(": {}", stage.prompt)
            };
            let _ = writeln!(out, "{}. {}{asks}", at + 1, stage.name);
        }
    }
    Ok(Some(out))
}

/// Writes one's own models to `path`, or where the user chooses: those in `ids`, or all that are offered.
///
/// # Errors
/// `not-found`, `refused` when there is none, `exists` unless `replace`, `disk`.
pub fn export(app: &App, ids: &[String], path: Option<&str>, replace: bool) -> Result<Exported> {
    let mut models = app.with(own::all)?;
    models.retain(|one| !one.retired && (ids.is_empty() || ids.contains(&one.id)));
    if models.len() < ids.len() {
        return Err(Error::not_found("model"));
    }
    let name = match models.as_slice() {
        [] => return Err(Error::new(Code::Refused, "There is no model of your own yet. Nothing was written.").hint("Make one first.")),
        [one] => format!("{}.json", one.name),
        _ => "Reflection models.json".to_owned(),
    };
    let Some(target) = Target::of(app, path, replace, "Save the reflection models", &name, Some("json"))? else {
        return Ok(Exported::none());
    };
    let bytes = write(&models)?;
    files::write_out(&target.path, &bytes, target.replace)?;
    Ok(Exported::at(&target.path, bytes.len(), None))
}

/// Reads models from the file at `path`; asks for one when there is none. `None` when the user changed their mind.
///
/// # Errors
/// `invalid` saying what is wrong with the file, `newer`, `refused` for one that is too large, `read-only`, `disk`.
pub fn bring_from(app: &App, path: Option<&Path>) -> Result<Option<Brought>> {
    let path: Option<PathBuf> = match path {
        Some(path) => Some(path.to_owned()),
        None => app.host().choose_file("The file with reflection models")?,
    };
    let Some(path) = path else { return Ok(None) };
    let bytes = files::read_in(&path, LIMIT)?;
    app.change(|portfolio| bring(portfolio, &bytes)).map(Some)
}

/// Adds the models of a file.
///
/// # Errors
/// `invalid` saying what is wrong with the file, `newer`, `read-only`, `disk`.
pub fn bring(portfolio: &mut Portfolio, bytes: &[u8]) -> Result<Brought> {
    let theirs = read(bytes)?;
    let mut all = own::all(portfolio)?;
    let mut brought = Brought::default();
    let mut new = Vec::new();
    for (at, mut one) in theirs.into_iter().enumerate() {
        if let Some(here) = all.iter().find(|here| is_same(here, &one)) {
            // One that was put aside is offered again.
            if !here.retired {
                brought.same += 1;
                continue;
            }
            one = Own {
                retired: false,
                ..here.clone()
            };
            all.retain(|here| here.id != one.id);
        } else if one.id.is_empty() || model(&one.id).is_some() || all.iter().any(|here| here.id == one.id) {
            one.id = new_id(portfolio.world())?;
        }
        for stage in one.stages.iter_mut().filter(|stage| stage.id.is_empty()) {
            stage.id = new_id(portfolio.world())?;
        }
        one.name = free_name(&one.name, &all);
        check(&one).map_err(|cause| Error {
            message: format!("Model {} of the file: {} Nothing has been changed.", at + 1, cause.message),
            ..cause
        })?;
        brought.added.push(one.name.clone());
        all.push(one.clone());
        new.push(one);
    }
    if !new.is_empty() {
        transact(portfolio, Op::BringModels, Scope::default(), |connection| {
            new.iter().try_for_each(|one| put(connection, one))
        })?;
    }
    Ok(brought)
}

/// Whether they ask the same under the same name; a number that was given to tell two apart is no other name.
fn is_same(here: &Own, other: &Own) -> bool {
    let asked =
        |own: &Own| -> Vec<(String, String)> { own.stages.iter().map(|stage| (stage.name.clone(), stage.prompt.clone())).collect() };
    let own = here.name.to_lowercase();
    let (name, rest) = own.split_at_checked(other.name.to_lowercase().len()).unwrap_or((&own, ""));
    let numbered = rest.is_empty()
        || rest
            .strip_prefix(" (")
            .and_then(|rest| rest.strip_suffix(')'))
            .is_some_and(|number| number.parse::<u32>().is_ok());
    name == other.name.to_lowercase() && numbered && here.about == other.about && asked(here) == asked(other)
}

/// The name, or the same with a number where it is taken.
fn free_name(name: &str, all: &[Own]) -> String {
    let mut free = name.to_owned();
    for number in 2.. {
        if !is_taken(&free, all, "") {
            break;
        }
        let ending = format!(" ({number})");
        let room = own::NAME.saturating_sub(ending.len());
        free = format!("{}{ending}", name.chars().take(room).collect::<String>().trim_end());
    }
    free
}

fn wrong(message: impl Into<String>) -> Error {
    Error::new(Code::Invalid, format!("{} Nothing has been changed.", message.into()))
}

/// The models in a file's bytes.
fn read(bytes: &[u8]) -> Result<Vec<Own>> {
    let no_models = || wrong("There is no reflection model in this file.").hint("Choose a file that was saved from “Reflection models”.");
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|_| no_models())?;
    if let Some(format) = value.get("format").and_then(Value::as_str) {
        if format == crate::exchange::FORMAT {
            return Err(wrong("This is a whole portfolio, not a reflection model.")
                .hint("Bring it in under “Bring in what you have”; its models come with it."));
        }
        if format != FORMAT {
            return Err(no_models());
        }
        if value
            .get("version")
            .and_then(Value::as_u64)
            .is_some_and(|version| version > VERSION)
        {
            return Err(
                Error::new(Code::Newer, "This file was written by a newer Triptych. Nothing has been changed.")
                    .hint("Install the newest Triptych and read it there."),
            );
        }
    }
    let list = match &value {
        Value::Array(list) => list.as_slice(),
        Value::Object(fields) => match fields.get("models") {
            Some(Value::Array(list)) => list.as_slice(),
            _ if fields.contains_key("stages") => std::slice::from_ref(&value),
            _ => return Err(no_models()),
        },
        _ => return Err(no_models()),
    };
    if list.is_empty() {
        return Err(no_models());
    }
    if list.len() > MODELS {
        return Err(wrong(format!("A file may hold up to {MODELS} models; there are {}.", list.len())));
    }
    (1..).zip(list).map(|(at, one)| entry(at, one)).collect()
}

/// One model, as far as the file says it.
fn entry(at: usize, value: &Value) -> Result<Own> {
    let no_model = || wrong(format!("Model {at} of the file is not one: it needs a name and a list of stages."));
    let stages = value.get("stages").and_then(Value::as_array).ok_or_else(no_model)?;
    let mut own = Own {
        id: said(value, "id").filter(|id| is_id(id)).unwrap_or_default(),
        name: said(value, "name").ok_or_else(no_model)?,
        about: said(value, "about").unwrap_or_default(),
        ..Own::default()
    };
    for stage in stages {
        let id = said(stage, "id").filter(|id| is_id(id) && own.stages.iter().all(|other| other.id != *id));
        own.stages.push(Stage {
            id: id.unwrap_or_default(),
            // A list of headings is enough.
            name: stage
                .as_str()
                .map(str::to_owned)
                .or_else(|| said(stage, "name"))
                .unwrap_or_default(),
            prompt: said(stage, "prompt").unwrap_or_default(),
        });
    }
    Ok(tidy(&own))
}

fn said(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}
