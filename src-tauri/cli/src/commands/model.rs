//! Reflection models from the command line.

use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::reflection::{self, Own, Stage};

use super::record::plain;
use crate::answer::Answer;
use crate::args::ModelCommand;

#[derive(Serialize)]
struct Line {
    id: String,
    name: String,
    about: String,
    own: bool,
    stages: Vec<Stage>,
}

#[derive(Serialize)]
struct Id {
    id: String,
}

/// Does what was asked of the models.
pub(crate) fn model(app: &App, command: ModelCommand, json: bool) -> Result<Answer> {
    match command {
        ModelCommand::List => list(app, json),
        ModelCommand::Add { name, about, stages, like } => add(app, name, about, &stages, like.as_deref(), json),
        ModelCommand::Export { models, out, force } => {
            let ids: Vec<String> = models.iter().map(|word| own(app, word)).collect::<Result<_>>()?;
            let path = out.to_string_lossy();
            let written = reflection::export(app, &ids, Some(&path), force)?;
            Answer::either(json, &written, || format!("Written: {path}"))
        }
        ModelCommand::Import { file } => {
            let brought = reflection::bring_from(app, Some(&file))?.unwrap_or_default();
            Answer::either(json, &brought, || match (brought.added.is_empty(), brought.same) {
                (true, _) => "Nothing new: every model of the file is here already.".to_owned(),
                (false, _) => format!(
                    "Added: {}.",
                    brought.added.iter().map(|name| plain(name)).collect::<Vec<_>>().join(", ")
                ),
            })
        }
        ModelCommand::Delete { model } => {
            let id = own(app, &model)?;
            app.change(|portfolio| reflection::delete(portfolio, &id))?;
            Answer::either(json, &Id { id }, || {
                "Deleted. What was written with it stays, under its headings.".to_owned()
            })
        }
    }
}

fn list(app: &App, json: bool) -> Result<Answer> {
    let shipped = reflection::models().iter().map(|model| Line {
        id: model.id.clone(),
        name: model.name.clone(),
        about: model.about.clone(),
        own: false,
        stages: model.stages.clone(),
    });
    let own = app.with(reflection::all)?;
    let own = own.into_iter().filter(|one| !one.retired).map(|one| Line {
        id: one.id,
        name: one.name,
        about: one.about,
        own: true,
        stages: one.stages,
    });
    let lines: Vec<Line> = shipped.chain(own).collect();
    Answer::either(json, &lines, || {
        let mut out = String::new();
        for line in &lines {
            let word = if line.own { &line.id[..line.id.len().min(8)] } else { &line.id };
            let stages: Vec<&str> = line
                .stages
                .iter()
                .map(|stage| stage.name.as_str())
                .filter(|name| !name.is_empty())
                .collect();
            let of = if stages.is_empty() {
                String::new()
            } else {
                format!(": {}", stages.join(", "))
            };
            let _ = writeln!(out, "{word:<13} {}{}", plain(&line.name), plain(&of));
        }
        out
    })
}

fn add(app: &App, name: String, about: String, stages: &[String], like: Option<&str>, json: bool) -> Result<Answer> {
    let mut wanted = match like {
        Some(word) => app.with(|portfolio| reflection::find(portfolio, word))?.stages,
        None => Vec::new(),
    };
    wanted.extend(stages.iter().map(|given| {
        let (name, prompt) = given.split_once('=').unwrap_or((given, ""));
        Stage {
            id: String::new(),
            name: name.to_owned(),
            prompt: prompt.to_owned(),
        }
    }));
    let made = Own {
        name,
        about,
        stages: wanted,
        ..Own::default()
    };
    let kept = app.change(|portfolio| reflection::save(portfolio, &made))?;
    let id = kept.id.clone();
    Answer::either(json, &kept, || id)
}

/// The id of one's own model that is called or begins so.
fn own(app: &App, word: &str) -> Result<String> {
    let found = app.with(|portfolio| reflection::find(portfolio, word))?;
    if reflection::model(&found.id).is_some() {
        return Err(Error::field(
            "model",
            "This model comes with Triptych and stays as it is. Nothing has been changed.",
        )
        .hint("`model add NAME --like` makes one of your own of it."));
    }
    Ok(found.id)
}
