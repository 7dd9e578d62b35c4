//! Coming back: what a backup holds, and a new folder made from it.
//!
//! What always holds: the portfolio that is there is never written over; the new folder has its name only when it is whole;
//! what could be opened was opened and counted before.

use std::path::{Path, PathBuf};

use serde::Serialize;
use ts_rs::TS;

use super::archive::Archive;
use super::beside::Lacking;
use super::difference::{self, Difference};
use super::manifest::Counts;
use super::stage::{COPY, Keys, hidden_file, hidden_folder, sweep_folders};
use super::verify::{self, Opened};
use super::{Given, Progress, beside, shelf, shown, watched};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::storage::files;
use crate::vault::attachments::FOLDER;
use crate::vault::{DATABASE, ENVELOPE, Envelope, Portfolio, envelope};

/// Which passphrase opens a backup, compared with the portfolio at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BackupOpens")]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// The present passphrase, and the present words.
    Present,
    /// The passphrase that held when it was made; the present words.
    EarlierPassphrase,
    /// The passphrase and the words that held when it was made: there have been new words since.
    EarlierWords,
    /// It is of another portfolio, with its own passphrase and words.
    Other,
    /// There is no portfolio to compare it with.
    Unknown,
}

/// What is in a backup.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "BackupInside")]
pub struct Inside {
    /// The file.
    pub path: String,
    /// Its name.
    pub file: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// The version that made it.
    pub app_version: String,
    /// The schema of its database.
    pub schema: u32,
    /// How much is in it.
    pub counts: Counts,
    /// Which passphrase opens it.
    pub opens: Opens,
    /// It was opened with its key, read whole and counted. Otherwise only its form is known to be sound.
    pub proved: bool,
    /// Compared with the open portfolio, when it is of the same one.
    pub difference: Option<Difference>,
    /// Files of evidence that it needs, which lie beside it, or in it.
    pub files: u32,
    /// They lie in it.
    pub whole: bool,
    /// How many of those are not there.
    pub missing: u32,
    /// How many are there and no longer what they were, as far as it was proved.
    pub damaged: u32,
    /// A folder that a restored portfolio could go to.
    pub proposed: String,
}

/// A portfolio was restored.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "BackupRestored")]
pub struct Restored {
    /// The new folder.
    pub folder: String,
    /// It was opened with its key, read whole and counted. Otherwise its files are as they were written, and opening it is
    /// what proves the rest.
    pub proved: bool,
    /// Which passphrase opens it.
    pub opens: Opens,
    /// Files of evidence that did not lie beside the backup, and so did not come back.
    pub missing: u32,
    /// Files of evidence that came back as they lay there, damaged; as far as it was proved.
    pub damaged: u32,
}

/// The portfolio at hand, as far as a backup is compared with it.
struct Present {
    folder: PathBuf,
    envelope: Option<Vec<u8>>,
    keys: Option<Keys>,
}

impl Present {
    fn of(app: &App) -> Self {
        let keys = app.with(|portfolio: &Portfolio| Ok(Keys::derive(&portfolio.key))).ok();
        let folder = app.folder();
        Self {
            envelope: envelope::load(&folder).ok(),
            folder,
            keys,
        }
    }

    fn opens(&self, theirs: &[u8]) -> Result<Opens> {
        let Some(ours) = self.envelope.as_deref().and_then(|bytes| Envelope::read(bytes).ok()) else {
            return Ok(Opens::Unknown);
        };
        let envelope = Envelope::read(theirs)?;
        Ok(if self.envelope.as_deref() == Some(theirs) {
            Opens::Present
        } else if ours.is_twin_of(&envelope) {
            Opens::EarlierPassphrase
        } else if ours.portfolio_id() == envelope.portfolio_id() {
            Opens::EarlierWords
        } else {
            Opens::Other
        })
    }

    /// The open portfolio's keys, if they open a backup that `opens` like this.
    fn keys_for(&self, opens: Opens) -> Option<&Keys> {
        let same = matches!(opens, Opens::Present | Opens::EarlierPassphrase);
        self.keys.as_ref().filter(|_| same)
    }

    /// Where a backup is unpacked for a while.
    fn staging(&self, zip: &Path) -> PathBuf {
        if self.folder.is_dir() {
            self.folder.clone()
        } else {
            zip.parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
                .to_owned()
        }
    }
}

/// Looks into the backup at `path`. With the key at hand it is proved and compared with the open portfolio.
///
/// # Errors
/// `refused`, `damaged`, `newer`, `disk`, `cancelled`.
pub fn look(app: &App, task: &Task, path: &Path) -> Result<Inside> {
    watched(app, task, |progress| {
        let present = Present::of(app);
        let (inside, mut archive) = outside(app, &present, path)?;
        match present.keys_for(inside.opens) {
            Some(keys) => {
                let opened = verify::open(&mut archive, keys, &present.staging(path), progress)?;
                Ok(Inside {
                    proved: true,
                    damaged: prove_files(&mut archive, path, keys, progress)?,
                    difference: difference::by_content(app, &opened, &inside.counts)?,
                    ..inside
                })
            }
            // It has other words than the portfolio now, and is of it all the same: how much each has can be told.
            None if inside.opens == Opens::EarlierWords => Ok(Inside {
                difference: difference::by_counts(app, &inside.counts)?,
                ..inside
            }),
            None => Ok(inside),
        }
    })
}

/// Proves the backup at `path` with the passphrase or the words it was made with, or with the key of the open portfolio.
///
/// # Errors
/// As `look`; `wrong-passphrase`, `wrong-words`; `refused` when nothing is given that opens it.
pub fn verify(app: &App, task: &Task, path: &Path, given: Option<&Given<'_>>) -> Result<Inside> {
    watched(app, task, |progress| {
        let present = Present::of(app);
        let (inside, mut archive) = outside(app, &present, path)?;
        let made;
        let keys = match given {
            Some(given) => {
                made = verify::keys(&mut archive, given)?;
                &made
            }
            None => present.keys_for(inside.opens).ok_or_else(|| {
                Error::new(
                    Code::Refused,
                    "This backup opens with the passphrase or the words that held when it was made. Nothing has been changed.",
                )
            })?,
        };
        verify::open(&mut archive, keys, &present.staging(path), progress)?;
        let damaged = prove_files(&mut archive, path, keys, progress)?;
        Ok(Inside {
            proved: true,
            damaged,
            ..inside
        })
    })
}

/// Reads every file of evidence that the backup at `path` has, in it or beside it; answers how many are damaged.
fn prove_files(archive: &mut Archive, path: &Path, keys: &Keys, progress: &mut Progress<'_>) -> Result<u32> {
    let facts = &archive.manifest.backup;
    if facts.is_whole() {
        let wrong = archive.check_files(&keys.files, progress)?;
        Ok(u32::try_from(wrong.len()).unwrap_or(u32::MAX))
    } else {
        beside::prove(path, &facts.attachments, &keys.files, progress)
    }
}

/// Makes a portfolio in the new folder `to` from the backup at `path`. With a passphrase or words, or the key of the open
/// portfolio, it is opened and counted before the folder has its name; without, its files are compared with the manifest.
///
/// # Errors
/// As `verify`; `exists` when there is anything at `to`; `disk`. Then there is no new folder.
pub fn restore(app: &App, task: &Task, path: &Path, to: &Path, given: Option<&Given<'_>>) -> Result<Restored> {
    let to = std::path::absolute(to).map_err(|cause| Error::disk("making the folder", &cause))?;
    let parent = check_target(&to)?;
    watched(app, task, |progress| {
        let present = Present::of(app);
        // The usual place is free when the portfolio that lay there is lost.
        if present.folder.join(DATABASE).exists() {
            shelf::check_place(&present.folder, &to)?;
        }
        let (inside, mut archive) = outside(app, &present, path)?;
        let names = archive.manifest.backup.attachments.clone();
        sweep_folders(parent);
        let folder = hidden_folder(parent)?;
        let made;
        let keys = match given {
            Some(given) => {
                made = verify::keys(&mut archive, given)?;
                Some(&made)
            }
            None => present.keys_for(inside.opens),
        };
        let (database, envelope) = match keys {
            Some(keys) => {
                let Opened {
                    connection,
                    database,
                    envelope,
                } = verify::open(&mut archive, keys, folder.path(), progress)?;
                drop(connection);
                (database, envelope)
            }
            None => unpack(&mut archive, folder.path(), progress)?,
        };
        database
            .persist(folder.path().join(DATABASE))
            .map_err(|cause| Error::disk("making the folder", &cause.error))?;
        files::write(&folder.path().join(ENVELOPE), &envelope, false)?;
        let files = keys.map(|keys| &keys.files);
        let Lacking { damaged, missing } = match archive.unpack_files(&folder.path().join(FOLDER), files, progress)? {
            Some(damaged) => Lacking { damaged, missing: 0 },
            None => beside::bring(path, &names, folder.path(), files, progress)?,
        };
        settle(folder, &to)?;
        Ok(Restored {
            folder: shown(&to),
            proved: keys.is_some(),
            opens: inside.opens,
            missing,
            damaged,
        })
    })
}

/// What can be told without a key.
fn outside(app: &App, present: &Present, path: &Path) -> Result<(Inside, Archive)> {
    let mut archive = Archive::open(path)?;
    let opens = present.opens(&archive.read(ENVELOPE)?)?;
    let facts = &archive.manifest.backup;
    let inside = Inside {
        path: shown(path),
        file: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        bytes: archive.size,
        made_at: facts.made_at.clone(),
        app_version: facts.app_version.clone(),
        schema: facts.schema,
        counts: facts.counts.clone(),
        opens,
        proved: false,
        difference: None,
        files: u32::try_from(facts.attachments.len()).unwrap_or(u32::MAX),
        whole: facts.is_whole(),
        missing: if facts.is_whole() {
            0
        } else {
            beside::missing(path, &facts.attachments)
        },
        damaged: 0,
        proposed: shown(&proposed(&present.folder, &app.world().today().to_string())),
    };
    Ok((inside, archive))
}

/// A free name beside the present folder.
fn proposed(present: &Path, today: &str) -> PathBuf {
    let base = match present.file_name() {
        Some(name) if present.exists() => format!("{} restored {today}", name.to_string_lossy()),
        // There is nothing to stand beside: the usual place is free.
        _ => return present.to_owned(),
    };
    (1..)
        .map(|number| present.with_file_name(if number == 1 { base.clone() } else { format!("{base} {number}") }))
        .find(|path| !path.exists())
        .unwrap_or_default()
}

fn unpack(archive: &mut Archive, folder: &Path, progress: &mut Progress<'_>) -> Result<(tempfile::TempPath, Vec<u8>)> {
    archive.read(super::HOW_TO)?;
    let envelope = archive.read(ENVELOPE)?;
    let mut file = hidden_file(folder, COPY)?;
    archive.unpack_database(file.as_file_mut(), progress, 2)?;
    file.as_file().sync_all().map_err(|cause| Error::disk("writing the copy", &cause))?;
    Ok((file.into_temp_path(), envelope))
}

/// The folder above `to`, once it is known that nothing stands in the way.
fn check_target(to: &Path) -> Result<&Path> {
    let empty = std::fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none());
    if std::fs::symlink_metadata(to).is_ok() && !empty {
        return Err(Error::new(
            Code::Exists,
            "There is already something in the folder to restore to. It has not been touched.",
        )
        .hint("Name a new folder: a backup is never restored over anything."));
    }
    to.parent().filter(|parent| parent.is_dir()).ok_or_else(|| {
        Error::new(Code::Disk, "The folder to restore into is not there. Nothing has been changed.").hint("Choose another folder.")
    })
}

/// Gives the whole folder its name.
fn settle(folder: tempfile::TempDir, to: &Path) -> Result<()> {
    let wrong = |cause: std::io::Error| Error::disk("making the folder", &cause);
    files::sync_folder(folder.path())?;
    if to.exists() {
        // Known to be empty; if it no longer is, this fails and nothing is lost.
        std::fs::remove_dir(to).map_err(wrong)?;
    }
    std::fs::rename(folder.path(), to).map_err(wrong)?;
    // It has another name now: there is nothing to remove.
    let _ = folder.keep();
    // Not there, as the error says, so that trying again meets no folder of the same name.
    let lasting = to.parent().map_or(Ok(()), files::sync_folder);
    lasting.inspect_err(|_| {
        let _ = std::fs::remove_dir_all(to);
    })
}
