//! Making a backup: of the open portfolio, and of one that is about to be migrated.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::auto::Record;
use super::beside::Again;
use super::write::{Target, pack};
use super::{Progress, beside, shelf, shown, stage, watched};
use crate::api::{App, Task};
use crate::error::{Error, Result};
use crate::storage::files;
use crate::vault::attachments::FileKeys;
use crate::vault::key::PortfolioKey;
use crate::vault::{Portfolio, envelope};
use crate::world::World;

/// Where a backup goes that is made before a migration while the chosen folder is away.
pub(in crate::vault) const BESIDE: &str = "backups";

/// A backup was made and proved.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "BackupMade")]
pub struct Made {
    /// The file.
    pub path: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Records in it, without those in the bin.
    pub records: u32,
    /// How many older ones were removed from the folder, because newer ones stand for them.
    pub thinned: u32,
    /// Files of evidence that were found damaged, in the portfolio and in the backup.
    pub damaged: u32,
    /// Files of evidence that neither has.
    pub missing: u32,
}

/// Makes a backup of the open portfolio at `path`, or under a name of its own in the folder chosen for backups.
///
/// # Errors
/// `locked`, `exists`, `damaged`, `disk`, `cancelled`; `refused` while another backup is being made, when no folder is chosen, and for a
/// place within the portfolio's own folder. Then nothing has been written or removed.
pub fn make(app: &App, task: &Task, path: Option<&Path>) -> Result<Made> {
    make_as(app, task, path, false, &Again::All)
}

/// The same in the folder chosen for backups, without anybody waiting for it: of the files of evidence that lie there already only a
/// share is read again, behind the one that was read last `before`.
///
/// # Errors
/// As `make`.
pub(super) fn make_in_passing(app: &App, task: &Task, before: Option<Record>) -> Result<Made> {
    let (after, wrong) = before.map_or_else(Default::default, |record| (record.read_to, record.damaged));
    make_as(app, task, None, false, &Again::Share { after, wrong })
}

/// The same with the files of evidence in the zip, which needs nothing beside it then.
///
/// # Errors
/// As `make`; `refused` for more files than one zip takes.
pub fn make_whole(app: &App, task: &Task, path: Option<&Path>) -> Result<Made> {
    make_as(app, task, path, true, &Again::All)
}

fn make_as(app: &App, task: &Task, path: Option<&Path>, whole: bool, again: &Again) -> Result<Made> {
    let _turn = app.backup_turn()?;
    let local = app.world().local();
    let target = match path {
        Some(path) => Target::File(path.to_owned(), local),
        None => Target::Folder(app.backup_folder()?, local),
    };
    watched(app, task, |progress| {
        let (mut staged, folder) = app.with(|portfolio| {
            shelf::check_place(portfolio.folder(), target.folder())?;
            Ok((portfolio.stage(progress)?, portfolio.folder().to_owned()))
        })?;
        let missing = if whole { staged.hold_everything(&folder) } else { 0 };
        let (records, id) = (staged.facts.counts.all(), staged.facts.portfolio_id.clone());
        let mut record = Record {
            made_at: staged.facts.made_at.clone(),
            made_on: app.world().today().to_string(),
            path: String::new(),
            fingerprint: staged.fingerprint.clone(),
            damaged: Vec::new(),
            missing,
            read_to: None,
        };
        let packed = pack(staged, &target, &folder, again, progress)?;
        let path = packed.path;
        (record.damaged, record.read_to) = (packed.wrong, packed.read_to);
        record.missing += packed.missing;
        record.path = shown(&std::path::absolute(&path).unwrap_or_else(|_| path.clone()));
        // The backup is there and good; that it cannot be remembered is no reason to say otherwise.
        let _ = app.with(|portfolio| record.write(portfolio));
        let thinned = match &target {
            Target::Folder(folder, _) => {
                let gone = shelf::thin(folder, &id, app.world().now());
                let own = app.with(|portfolio| Ok(FileKeys::of(&portfolio.key)));
                own.iter().for_each(|own| beside::drop_unneeded(folder, own, &gone.named));
                gone.zips
            }
            Target::File(..) => 0,
        };
        Ok(Made {
            bytes: std::fs::metadata(&path).map_or(0, |found| found.len()),
            path: shown(&path),
            records,
            thinned,
            damaged: record.how_many_damaged(),
            missing: record.missing,
        })
    })
}

impl Portfolio {
    /// A copy of it as it is now, and its key for as long as the copy is worked on.
    pub(super) fn stage(&self, progress: &mut Progress<'_>) -> Result<stage::Staged> {
        let envelope = envelope::load(&self.folder).map_err(|cause| Error::disk("reading the key file", &cause))?;
        stage::take(self.world.as_ref(), &self.folder, &self.connection, envelope, &self.key, progress)
    }
}

/// Makes a backup of a portfolio that is about to be migrated: into `chosen` when it is there, else beside the database.
///
/// # Errors
/// The cause, with a sentence that says why the portfolio was not opened.
pub(in crate::vault) fn before_migration(
    world: &Arc<dyn World>,
    folder: &Path,
    envelope: &[u8],
    chosen: Option<&Path>,
    key: &PortfolioKey,
    connection: &Connection,
) -> Result<PathBuf> {
    let local = world.local();
    let make = |into: PathBuf| {
        let mut quiet = |_| Ok(());
        let progress = &mut Progress { step: &mut quiet };
        let staged = stage::take(world.as_ref(), folder, connection, envelope.to_vec(), key, progress)?;
        let again = Again::Share {
            after: None,
            wrong: Vec::new(),
        };
        pack(staged, &Target::Folder(into, local), folder, &again, progress).map(|packed| packed.path)
    };
    let beside = || {
        let beside = folder.join(BESIDE);
        files::make_folder(&beside)?;
        make(beside)
    };
    let made = match chosen.filter(|chosen| chosen.is_dir()) {
        // A full or broken stick must not keep the owner out.
        Some(chosen) => make(chosen.to_owned()).or_else(|_| beside()),
        None => beside(),
    };
    made.map_err(|cause| {
        let message = format!(
            "This portfolio is of an older version, and before it is brought up to date a backup of it is made. That did not work, so nothing has been changed. {}",
            cause.message
        );
        Error { message, ..cause }
    })
}
