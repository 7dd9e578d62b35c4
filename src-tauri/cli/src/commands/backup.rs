//! Making backups, proving them, restoring them; and rescuing what has none.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::Result;
use triptych_core::vault::Secret;
use triptych_core::vault::backup::{self, Counts, Given};
use triptych_core::vault::rescue;

use crate::answer::{Answer, DAMAGED};
use crate::terminal::{self, TerminalWorld};

/// What opens a backup.
pub(crate) enum Opener {
    /// The passphrase that held when it was made.
    Passphrase(Secret),
    /// The words that did.
    Words(Secret),
}

impl Opener {
    fn given(&self) -> Given<'_> {
        match self {
            Self::Passphrase(passphrase) => Given::Passphrase(passphrase),
            Self::Words(words) => Given::Words(words),
        }
    }
}

/// Makes a backup.
pub(crate) fn make(app: &App, out: &Path, whole: bool, json: bool) -> Result<Answer> {
    let made = app.run("", |task| {
        if whole {
            backup::make_whole(app, task, Some(out))
        } else {
            backup::make(app, task, Some(out))
        }
    })?;
    Answer::either(json, &made, || {
        let mut out = format!(
            "{} ({} KB, {} records). It was read again, opened and counted.",
            made.path,
            made.bytes.div_ceil(1024),
            made.records
        );
        if let Some(lacking) = lacking(made.damaged, made.missing) {
            let _ = write!(
                out,
                "\n{lacking}, in the portfolio and in the backup: `check` says more. Bring them back from an older backup, or add the same files again."
            );
        }
        out
    })
}

/// What is wrong with the files of evidence, without a full stop; `None` where nothing is.
fn lacking(damaged: u32, missing: u32) -> Option<String> {
    let files = |count: u32, what: &str| {
        let (files, be) = if count == 1 { ("file", "is") } else { ("files", "are") };
        format!("{count} {files} of evidence {be} {what}")
    };
    match (damaged, missing) {
        (0, 0) => None,
        (damaged, 0) => Some(files(damaged, "damaged")),
        (0, missing) => Some(files(missing, "missing")),
        (damaged, missing) => Some(format!("{}, {missing} missing", files(damaged, "damaged"))),
    }
}

#[derive(Serialize)]
struct Verified<'a> {
    path: &'a str,
    file: &'a str,
    bytes: u64,
    made_at: &'a str,
    app_version: &'a str,
    schema: u32,
    counts: &'a Counts,
    opens: backup::Opens,
    proved: bool,
    files: u32,
    whole: bool,
    missing: u32,
    damaged: u32,
}

/// Proves a backup.
pub(crate) fn verify(world: &Arc<TerminalWorld>, file: &Path, opener: &Opener, json: bool) -> Result<Answer> {
    let app = terminal::app(world);
    let inside = app.run("", |task| backup::verify(&app, task, file, Some(&opener.given())))?;
    let verified = Verified {
        path: &inside.path,
        file: &inside.file,
        bytes: inside.bytes,
        made_at: &inside.made_at,
        app_version: &inside.app_version,
        schema: inside.schema,
        counts: &inside.counts,
        opens: inside.opens,
        proved: inside.proved,
        files: inside.files,
        whole: inside.whole,
        missing: inside.missing,
        damaged: inside.damaged,
    };
    let lacking = lacking(inside.damaged, inside.missing);
    let sound = lacking.is_none();
    let answer = Answer::either(json, &verified, || {
        let mut out = String::new();
        let _ = writeln!(out, "Made      {}", inside.made_at);
        let _ = writeln!(out, "Records   {}, {} in the bin", inside.counts.all(), inside.counts.binned);
        for (kind, records) in &inside.counts.records {
            let _ = writeln!(out, "          {records} {kind}");
        }
        if inside.files > 0 {
            let place = if inside.whole { "in it" } else { "in the folder beside it" };
            let files = if inside.files == 1 { "file" } else { "files" };
            let _ = writeln!(out, "Evidence  {} {files}, {place}", inside.files);
        }
        let _ = writeln!(out, "Triptych  {}, schema {}", inside.app_version, inside.schema);
        match lacking {
            None => out.push_str("The backup is sound: it was opened, read whole and counted."),
            Some(lacking) => {
                let _ = write!(
                    out,
                    "{lacking}. The rest of the backup is sound: it was opened, read whole and counted. The next backup into this folder \
                     puts good files in their place, as far as the portfolio has them."
                );
            }
        }
        out
    })?;
    Ok(if sound { answer } else { answer.exit(DAMAGED) })
}

/// Restores a backup.
pub(crate) fn restore(world: &Arc<TerminalWorld>, file: &Path, to: &Path, opener: &Opener, json: bool) -> Result<Answer> {
    let app = terminal::app(world);
    let restored = app.run("", |task| backup::restore(&app, task, file, to, Some(&opener.given())))?;
    Answer::either(json, &restored, || {
        let mut out = format!(
            "The portfolio lies in {}. It was opened, read whole and counted.\nOpen it with --portfolio and that folder.",
            restored.folder
        );
        match restored.opens {
            backup::Opens::EarlierPassphrase => out.push_str("\nIts passphrase is the one that held when the backup was made."),
            backup::Opens::EarlierWords => out.push_str("\nIts passphrase and its words are those that held when the backup was made."),
            _ => {}
        }
        if restored.missing > 0 {
            let _ = write!(
                out,
                "\n{} files of evidence did not come back: the folder “attachments” beside the backup does not have them.",
                restored.missing
            );
        }
        if restored.damaged > 0 {
            let _ = write!(
                out,
                "\n{} files of evidence came back as they lay there, damaged. An older backup, or another stick, may have them whole.",
                restored.damaged
            );
        }
        out
    })
}

/// Writes out what can still be read.
pub(crate) fn rescue(world: &Arc<TerminalWorld>, out: &Path, opener: &Opener, json: bool) -> Result<Answer> {
    let app = terminal::app(world);
    let rescued = app.run("", |task| rescue::rescue(&app, task, None, Some(&opener.given()), Some(out)))?;
    let answer = Answer::either(json, &rescued, || {
        let mut out = String::new();
        let _ = writeln!(out, "{}", rescued.path.as_deref().unwrap_or_default());
        let _ = writeln!(out, "Records read whole    {}", rescued.whole);
        let _ = writeln!(out, "Records read in part  {}", rescued.partial);
        let _ = writeln!(out, "Files of evidence     {}", rescued.files);
        if rescued.complete {
            out.push_str("Nothing that you wrote is missing.");
        } else if rescued.lost.is_empty() {
            let _ = write!(
                out,
                "Everything could be read. Who your clients are ({} of them) is in none of these files, on purpose: a restored backup has it.",
                rescued.withheld
            );
        } else {
            for lost in &rescued.lost {
                let _ = writeln!(out, "Not to be read        {lost}");
            }
            out.push_str("RESCUE.txt in that folder says more, and what to do now. The portfolio has not been changed.");
        }
        out
    })?
    .remark("These files are not encrypted. Keep them where only you can read them, and delete them when you are done.");
    Ok(if rescued.lost.is_empty() { answer } else { answer.exit(DAMAGED) })
}
