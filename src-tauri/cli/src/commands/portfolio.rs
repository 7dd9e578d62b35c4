//! Making, looking at, checking and recovering a portfolio.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::{Code, Error, Result};
use triptych_core::vault::{self, Portfolio, Secret};
use triptych_core::world::World;
use triptych_core::{exchange, record, storage};

use crate::answer::{Answer, DAMAGED};
use crate::args::Recover;
use crate::commands::keys::in_rows;
use crate::secrets;
use crate::terminal::{self, TerminalWorld, WHO};

#[derive(Serialize)]
struct Made {
    words: Vec<String>,
    folder: String,
}

/// Makes a new portfolio.
pub(crate) fn init(world: &Arc<TerminalWorld>, passphrase: &Secret, json: bool) -> Result<Answer> {
    let words = terminal::app(world).create(None, passphrase)?;
    let made = Made {
        words,
        folder: shown(world.folder()),
    };
    Answer::either(json, &made, || {
        let mut out = String::from("Your 24 recovery words. Write them on paper, in this order, and keep them apart from the computer.\n");
        out.push_str("They open the portfolio when the passphrase is lost. With the passphrase `recovery show` prints them again.\n\n");
        out.push_str(&in_rows(&made.words));
        let _ = write!(out, "\nThe portfolio lies in {}", made.folder);
        out
    })
}

#[derive(Serialize)]
struct Demo {
    folder: String,
    records: usize,
    tags: usize,
}

/// Fills an empty folder with the sample.
pub(crate) fn demo(world: &Arc<TerminalWorld>, passphrase: &Secret, json: bool) -> Result<Answer> {
    let folder = world.folder();
    let occupied = std::fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name() != vault::LOCK));
    if occupied {
        return Err(
            Error::new(Code::Exists, "There are files in this folder already. None has been touched.")
                .hint("Name an empty folder, or a new one."),
        );
    }
    terminal::app(world).run("", |task| {
        let (mut portfolio, _) = Portfolio::create(Arc::clone(world) as Arc<dyn World>, folder, passphrase, WHO)?;
        exchange::import_sample(&mut portfolio, task).inspect_err(|_| {
            // Half a sample helps nobody, and these two were made a moment ago.
            for name in [vault::DATABASE, vault::ENVELOPE] {
                let _ = std::fs::remove_file(folder.join(name));
            }
        })
    })?;
    let sample = exchange::sample();
    let made = Demo {
        folder: shown(folder),
        records: sample.records.len(),
        tags: sample.records.iter().map(|record| record.tags.len()).sum(),
    };
    Answer::either(json, &made, || {
        format!(
            "The sample portfolio lies in {}: {} records with {} tags, all of it invented.",
            made.folder, made.records, made.tags
        )
    })
}

/// Opens with the words and sets a new passphrase.
pub(crate) fn recover(world: &Arc<TerminalWorld>, recover: &Recover, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Recovered {
        folder: String,
    }
    let (words, passphrase) = (
        secrets::words(&recover.words_file)?,
        secrets::passphrase(&recover.new_passphrase_file)?,
    );
    terminal::app(world).open_with_words(None, &words, &passphrase)?;
    let recovered = Recovered {
        folder: shown(world.folder()),
    };
    Answer::either(json, &recovered, || {
        "The recovery words are right. The portfolio now opens with the new passphrase.".to_owned()
    })
}

#[derive(Serialize)]
struct Info {
    folder: String,
    sample: bool,
    read_only: bool,
    words_confirmed: bool,
    version: String,
    schema: u32,
    bytes: u64,
    records: u32,
    drafts: u32,
    binned: u32,
}

/// Says what the portfolio is.
pub(crate) fn info(app: &App, json: bool) -> Result<Answer> {
    let status = app.status()?;
    let facets = app.with(record::facets)?;
    let info = Info {
        bytes: storage::database_size(Path::new(&status.folder)),
        folder: status.folder,
        sample: status.sample,
        read_only: status.read_only,
        words_confirmed: status.words_to_confirm.is_empty(),
        version: status.version,
        schema: storage::SCHEMA,
        records: facets.records,
        drafts: facets.drafts,
        binned: facets.binned,
    };
    Answer::either(json, &info, || {
        let mut out = String::new();
        let _ = writeln!(out, "Folder    {}", info.folder);
        let what = if info.sample { "the sample portfolio" } else { "a portfolio" };
        let _ = writeln!(
            out,
            "What      {what}{}",
            if info.read_only { ", open for reading only" } else { "" }
        );
        let _ = writeln!(
            out,
            "Records   {} ({} of them drafts), {} in the bin",
            info.records, info.drafts, info.binned
        );
        let _ = writeln!(out, "Size      {} KB", info.bytes.div_ceil(1024));
        let _ = writeln!(out, "Triptych  {}, schema {}", info.version, info.schema);
        if !info.words_confirmed {
            let _ = writeln!(
                out,
                "The recovery words have not been confirmed yet: the window asks for three of them."
            );
        }
        out
    })
}

/// Looks for damage.
pub(crate) fn check(app: &App, json: bool) -> Result<Answer> {
    let report = app.run("", |task| app.with_mut(|portfolio| portfolio.check(task)))?;
    let answer = Answer::either(json, &report, || {
        let mut out = String::new();
        for part in &report.parts {
            let _ = writeln!(out, "{:<28} {}", part.name, part.found);
        }
        out.push_str(if report.sound {
            "The portfolio is sound."
        } else {
            "Something is not as it should be. Nothing has been changed. Restore a backup, and keep this folder until you have.\n\
             What can still be read of it is written out by `rescue`."
        });
        out
    })?;
    Ok(if report.sound { answer } else { answer.exit(DAMAGED) })
}

fn shown(folder: &Path) -> String {
    folder.to_string_lossy().into_owned()
}
