//! The passphrase and the recovery words.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::api::keys::{Guess, KeyCost};
use triptych_core::error::Result;
use triptych_core::vault::{self, Portfolio, Secret, SheetProof};

use crate::answer::Answer;
use crate::args::{PassphraseCommand, RecoveryCommand};
use crate::commands::export;
use crate::secrets;

/// Changes or strengthens the passphrase's envelope.
pub(crate) fn passphrase(app: &App, command: &PassphraseCommand, passphrase: &Secret, json: bool) -> Result<Answer> {
    let said = match command {
        PassphraseCommand::Change { new_passphrase_file } => {
            let new = secrets::passphrase(new_passphrase_file)?;
            app.with_mut(|portfolio| portfolio.change_passphrase(passphrase, &new))?;
            "The portfolio now opens with the new passphrase. The recovery words are the same as before."
        }
        PassphraseCommand::Strengthen => {
            if app.with(Portfolio::key_cost)?.1.is_some() {
                app.with_mut(|portfolio| portfolio.strengthen(passphrase))?;
                "Each guess at the passphrase now costs more."
            } else {
                "Each guess already costs what this computer can spend. Nothing was changed."
            }
        }
    };
    let (now, offered) = app.with(Portfolio::key_cost)?;
    let cost = KeyCost {
        now: now.into(),
        offered: offered.map(Guess::from),
    };
    Answer::either(json, &cost, || {
        let mut out = format!("{said}\nA guess costs {} MiB and {} passes.", cost.now.memory_mib, cost.now.passes);
        if let Some(offered) = &cost.offered {
            let _ = write!(
                out,
                " This computer could make it {} MiB and {} passes: `passphrase strengthen`.",
                offered.memory_mib, offered.passes
            );
        }
        out
    })
}

/// Shows the words, makes new ones, or writes the sheet. Opening with them is `portfolio::recover`.
pub(crate) fn recovery(app: &App, command: &RecoveryCommand, passphrase: &Secret, json: bool) -> Result<Answer> {
    #[derive(Serialize)]
    struct Words {
        words: Vec<String>,
    }
    let shown = |words: Vec<String>, before: &str| {
        let words = Words { words };
        Answer::either(json, &words, || format!("{before}\n\n{}", in_rows(&words.words)))
    };
    match command {
        RecoveryCommand::Show => {
            let words = app.with(|portfolio| portfolio.recovery_words(passphrase))?;
            shown(words, "The 24 recovery words of this portfolio, in order:")
        }
        RecoveryCommand::New { leave_behind } => {
            let words = app
                .run("", |task| app.new_words(passphrase, *leave_behind, task))
                .map_err(|cause| match cause.field.as_deref() {
                    Some("leave_behind") => cause.hint(
                        "Bring such a file back from a backup, or add the same file again: it goes to its place by itself. Or say \
                         --leave-behind: what is written about it stays, and backups from before still have the file as it is.",
                    ),
                    _ => cause,
                })?;
            let before = "New recovery words. Write them on paper, in this order, and keep them apart from the computer.\n\
                          The old words open only backups and copies from before. The passphrase is the same.";
            shown(words, before)
        }
        RecoveryCommand::Sheet { out, force } => sheet(app, out, *force, passphrase, json),
        RecoveryCommand::Open(_) => Err(triptych_core::error::Error::internal(
            "opening with words is no command of an open portfolio",
        )),
    }
}

fn sheet(app: &App, out: &Path, force: bool, passphrase: &Secret, json: bool) -> Result<Answer> {
    let made = vault::save_sheet(app, &SheetProof::Passphrase(passphrase), Some(&export::path(out)?), force)?;
    Ok(export::written(made, None, json)?.remark("This file holds your recovery words in clear text: print it, then delete it."))
}

/// The words by number, four in a row.
pub(crate) fn in_rows(words: &[String]) -> String {
    words.iter().enumerate().fold(String::new(), |mut out, (at, word)| {
        let end = if (at + 1) % 4 == 0 { "\n" } else { "" };
        let _ = write!(out, "{:>4}. {word:<10}{end}", at + 1);
        out
    })
}
