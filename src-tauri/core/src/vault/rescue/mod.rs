//! Rescue: everything that can still be read of a damaged portfolio, written out as files that anybody can read.
//!
//! What always holds: nothing is written to the portfolio's database or its log; one bad page costs what stood on it and no
//! more; what comes second-hand says so; the new folder has its name only when all of its files are in it. What is written
//! is clear text, as every export is. It is the one place that reads every feature's tables: what they hold is not known to
//! be sound, so no feature may be asked for it.

mod evidence;
mod gather;
mod history;
mod pages;
mod read;
mod tables;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::attachments::Attachments;
use super::backup::Given;
use super::key::PortfolioKey;
use super::lock::Lock;
use super::{renew, require_database, rewrap};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::storage::files::{self, NewFolder};
use pages::{Page, REPORT};
use read::{Reader, Source};
pub(super) use tables::counted;

/// What was rescued.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Rescued {
    /// The new folder; `None` when the user changed their mind.
    pub path: Option<String>,
    /// Records that were read whole.
    pub whole: u32,
    /// Records of which something is missing or second-hand.
    pub partial: u32,
    /// Files of evidence that were read whole.
    pub files: u32,
    /// What could not be read, in words: "3 tags".
    pub lost: Vec<String>,
    /// Clients of whom it was read who they are, which no file of a rescue says.
    pub withheld: u32,
    /// Everything the owner wrote was read, and is in the files.
    pub complete: bool,
}

/// A rescue that is read and not written yet.
struct Read {
    pages: Vec<Page>,
    rescued: Rescued,
    files: Vec<evidence::Found>,
    attachments: Attachments,
}

/// Writes everything that can still be read of a portfolio into a new folder: of the open one, or, with a passphrase or words,
/// of the one in `portfolio` or else the one that the app looks at. Without `out` the user is asked.
///
/// # Errors
/// `damaged` when nothing can be read, `exists` when `out` is a folder with something in it, `refused` inside the portfolio,
/// `wrong-passphrase`, `wrong-words`, `envelope-damaged`, `in-use`, `missing`, `newer`, `cancelled`, `disk`; then nothing is
/// left behind.
pub fn rescue(app: &App, task: &Task, portfolio: Option<&Path>, given: Option<&Given<'_>>, out: Option<&Path>) -> Result<Rescued> {
    let today = app.world().today();
    let source = portfolio.map_or_else(|| app.folder(), Path::to_owned);
    // Before the dialog, so that nobody chooses a folder for nothing.
    let key = given.map(|given| key_of(&source, given)).transpose()?;
    let Some(out) = target(app, out, today)? else {
        return Ok(Rescued {
            path: None,
            whole: 0,
            partial: 0,
            files: 0,
            lost: Vec::new(),
            withheld: 0,
            complete: false,
        });
    };
    check_target(&source, &out)?;
    let read = match key {
        Some(key) => read_closed(app, &source, &key, today, task)?,
        // Held all the while, so that nothing is written to the file while it is read.
        None => app.with_what_is_legible(|portfolio| read_all(portfolio.folder(), &portfolio.key, today, task))?,
    };
    let texts = read.pages.iter().map(|page| (page.name.as_str(), page.text.as_str()));
    let making = NewFolder::beside(&out)?;
    let into = making.as_ref().map_or(out.as_path(), NewFolder::path);
    evidence::write(&read.files, &read.attachments, into, task)
        // The report comes last: what speaks of the others lies there only when they do.
        .and_then(|()| files::fill(into, texts, false))
        .inspect_err(|_| {
            let _ = std::fs::remove_dir_all(into.join(evidence::FOLDER));
        })?;
    if let Some(making) = making {
        making.keep(&out)?;
    }
    Ok(Rescued {
        path: Some(out.to_string_lossy().into_owned()),
        ..read.rescued
    })
}

/// The key of the portfolio in `folder`.
fn key_of(folder: &Path, given: &Given<'_>) -> Result<PortfolioKey> {
    require_database(folder)?;
    match given {
        Given::Passphrase(passphrase) => {
            super::envelope::check_form(passphrase)?;
            rewrap::read(folder)?.unwrap(passphrase)
        }
        Given::Words(words) => {
            let key = PortfolioKey::from_words(words)?;
            match rewrap::read(folder) {
                Ok(envelope) if !envelope.is_of(&key) => Err(rewrap::not_of_this_portfolio()),
                _ => Ok(key),
            }
        }
    }
}

fn read_closed(app: &App, folder: &Path, key: &PortfolioKey, today: NaiveDate, task: &Task) -> Result<Read> {
    // Where nothing can be written, nobody else changes anything either.
    let _lock = match Lock::take(folder, app.who()) {
        Err(cause) if cause.code == Code::Disk => None,
        lock => Some(lock?),
    };
    renew::settle(folder)?;
    super::backup::sweep(folder);
    read_all(folder, key, today, task)
}

fn read_all(folder: &Path, key: &PortfolioKey, today: NaiveDate, task: &Task) -> Result<Read> {
    let database_key = key.derive_database_key();
    let source = Source::of(folder, &database_key);
    let mut reader = Reader::begin(&source, &database_key, task).map_err(|cause| match cause.code {
        Code::Damaged => nothing_left(cause),
        _ => cause,
    })?;
    let gathered = gather::gather(&mut reader, task)?;
    let mut pages = pages::pages(&gathered, today, task)?;
    let mut lost: Vec<String> = gathered.losses.iter().map(|loss| loss.what.clone()).collect();
    if source.without_log {
        lost.push("what was written last: the log beside the file could not be read".to_owned());
    }
    let attachments = Attachments::of(key, folder);
    let (files, unread) = evidence::find(&gathered.db, &attachments, task)?;
    lost.extend(unread);
    let withheld = tables::withheld(&gathered.db)?;
    let report = pages::report(&pages, &gathered, (lost.as_slice(), withheld), &folder.to_string_lossy(), today);
    pages.all.push(Page {
        name: REPORT.to_owned(),
        text: report,
    });
    Ok(Read {
        rescued: Rescued {
            path: None,
            whole: pages.whole,
            partial: pages.partial,
            files: u32::try_from(files.len()).unwrap_or(u32::MAX),
            complete: lost.is_empty() && withheld == 0,
            withheld,
            lost,
        },
        pages: pages.all,
        files,
        attachments,
    })
}

fn nothing_left(cause: Error) -> Error {
    Error::new(
        Code::Damaged,
        "Nothing of this portfolio can be read any more: the beginning of its file, which says where everything is, is damaged. It has \
         not been changed, and nothing was written.",
    )
    .hint("Restore the newest backup, and keep this folder until you have all of it.")
    .detail(cause.detail.unwrap_or_default())
}

/// Where the files go; `None` when the user changed their mind.
fn target(app: &App, out: Option<&Path>, today: NaiveDate) -> Result<Option<PathBuf>> {
    if let Some(out) = out {
        return std::path::absolute(out)
            .map(Some)
            .map_err(|cause| Error::disk("making the folder", &cause));
    }
    let Some(chosen) = app.host().choose_folder("Choose where the folder with the rescued records goes")? else {
        return Ok(None);
    };
    let name = format!("Triptych rescued {today}");
    let mut out = chosen.join(&name);
    let mut number = 2;
    while out.exists() {
        out = chosen.join(format!("{name} ({number})"));
        number += 1;
    }
    Ok(Some(out))
}

fn check_target(portfolio: &Path, out: &Path) -> Result<()> {
    let parent = files::folder_of(out);
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if whole(parent).starts_with(whole(portfolio)) || whole(out).starts_with(whole(portfolio)) {
        return Err(Error::new(
            Code::Refused,
            "This folder lies inside the damaged portfolio's own, where nothing may change. Nothing was written.",
        )
        .hint("Choose a folder somewhere else, on another disk if there is one."));
    }
    files::sweep(if out.exists() { out } else { parent });
    if out.exists() && !files::is_empty(out)? {
        return Err(Error::new(Code::Exists, "There are already files in this folder. Nothing was written.").hint("Name a new folder."));
    }
    Ok(())
}
