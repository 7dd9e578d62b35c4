//! Copies on the way into a backup and out of it.
//!
//! What always holds: a copy is as encrypted as the original; it lies under a hidden name, in the portfolio's folder or
//! beside its target, and goes when its work is done; what a crash has left is swept when the portfolio is opened.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempDir, TempPath};

use super::manifest::{Counts, Facts, SealKey};
use super::{Progress, fingerprint};
use crate::error::{Error, Result};
use crate::evidence;
use crate::storage::{self, settings};
use crate::vault::attachments::{Attachments, FOLDER, FileKeys};
use crate::vault::key::{PortfolioKey, hex};
use crate::vault::{Envelope, Secret};
use crate::world::World;

// No name here is one of `storage::files`': its sweep leaves them alone.
const PREFIX: &str = ".triptych-";
/// Marks a database on its way into a backup or out of one.
pub(super) const COPY: &str = "copy-";
const SUFFIX: &str = ".part";
/// What a folder is called while it is being restored.
pub(super) const RESTORING: &str = ".triptych-restoring-";

/// What opens a backup, for as long as it is worked on.
pub(in crate::vault) struct Keys {
    pub(super) database: Secret,
    pub(super) seal: SealKey,
    pub(super) files: FileKeys,
    check: String,
}

impl Keys {
    /// The keys that come from `key`.
    pub(in crate::vault) fn derive(key: &PortfolioKey) -> Self {
        Self {
            database: key.derive_database_key(),
            seal: key.derive_seal_key(),
            files: FileKeys::of(key),
            check: key.derive_check(),
        }
    }

    /// Whether `envelope` holds the key that these come from.
    pub(super) fn are_of(&self, envelope: &Envelope) -> bool {
        envelope.has_check(&self.check)
    }
}

/// A portfolio as it was at one moment, ready to be packed.
pub(in crate::vault) struct Staged {
    pub(super) database: TempPath,
    pub(super) envelope: Vec<u8>,
    pub(super) facts: Facts,
    pub(super) keys: Keys,
    /// Tells whether anything has changed since.
    pub(super) fingerprint: String,
}

/// Copies the database behind `connection`, whose portfolio lies in `folder`, and counts what is in it.
///
/// # Errors
/// `damaged`, `envelope-damaged`, `disk`, or whatever `progress` says.
pub(in crate::vault) fn take(
    world: &dyn World,
    folder: &Path,
    connection: &Connection,
    envelope: Vec<u8>,
    key: &PortfolioKey,
    progress: &mut Progress<'_>,
) -> Result<Staged> {
    let keys = Keys::derive(key);
    // A backup whose key file opens nothing would be found out in the worst hour.
    if !keys.are_of(&Envelope::read(&envelope)?) {
        return Err(crate::vault::envelope::damaged("it belongs to another portfolio"));
    }
    let database = hidden(folder)?;
    storage::copy(connection, &database, &keys.database, &mut |done, pages| {
        progress.part(0, done, pages)
    })?;
    let schema = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let id = settings::read(connection, "portfolio_id")?.unwrap_or_default();
    Ok(Staged {
        facts: Facts::new(
            id,
            schema,
            storage::moment(world),
            Counts::of(connection)?,
            attachments(connection, key, folder)?,
        ),
        database,
        fingerprint: fingerprint(connection, &envelope)?,
        envelope,
        keys,
    })
}

impl Staged {
    /// It holds the files of evidence itself, as far as they lie in the portfolio's `folder`. Answers how many are missing there.
    pub(super) fn hold_everything(&mut self, folder: &Path) -> u32 {
        let names = &mut self.facts.attachments;
        let all = names.len();
        names.retain(|name| folder.join(FOLDER).join(name).is_file());
        let missing = all - names.len();
        self.facts.hold_everything();
        u32::try_from(missing).unwrap_or(u32::MAX)
    }
}

/// The names of the files that something in the database names, in order. One that is missing in `folder` is no reason to make no
/// backup of the rest, and may still lie beside an earlier one.
fn attachments(connection: &Connection, key: &PortfolioKey, folder: &Path) -> Result<Vec<String>> {
    let known = connection
        .prepare("SELECT 1 FROM pragma_table_info('evidence') WHERE name = 'sha256'")?
        .exists([])?;
    if !known {
        return Ok(Vec::new());
    }
    let attachments = Attachments::of(key, folder);
    let mut names: Vec<String> = evidence::sized(connection)?.keys().map(|sha256| attachments.name(sha256)).collect();
    names.sort_unstable();
    Ok(names)
}

/// An empty file of its own in `folder`; it goes when it is dropped.
pub(in crate::vault) fn hidden(folder: &Path) -> Result<TempPath> {
    hidden_file(folder, COPY).map(NamedTempFile::into_temp_path)
}

/// The same, still open, with `mark` in its name.
pub(super) fn hidden_file(folder: &Path, mark: &str) -> Result<NamedTempFile> {
    tempfile::Builder::new()
        .prefix(&format!("{PREFIX}{mark}"))
        .suffix(SUFFIX)
        .tempfile_in(folder)
        .map_err(|cause| Error::disk("making the backup", &cause))
}

/// An empty folder of its own in `parent`, for its owner alone; it goes when it is dropped.
pub(super) fn hidden_folder(parent: &Path) -> Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(RESTORING);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir_in(parent).map_err(|cause| Error::disk("making the folder", &cause))
}

/// Removes what a crash has left in the portfolio's `folder`. Only to be called by whoever holds its lock.
pub(in crate::vault) fn sweep(folder: &Path) {
    sweep_marked(folder, COPY);
}

/// Removes what a crash has left in `folder` under `mark`, which nobody else uses.
pub(super) fn sweep_marked(folder: &Path, mark: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let begin = format!("{PREFIX}{mark}");
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| is_left(path, &begin)) {
        // What cannot be removed now is swept another time, and does no harm.
        let _ = std::fs::remove_file(path);
    }
}

/// Removes what a crash has left of restoring into `parent`.
pub(super) fn sweep_folders(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(RESTORING);
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

fn is_left(path: &PathBuf, begin: &str) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // SQLite puts its journal beside the copy, under the same name and an ending.
    let ours = name.starts_with(begin) && (name.ends_with(SUFFIX) || name.ends_with("-journal") || name.ends_with("-wal"));
    ours && std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// The SHA-256 of `bytes`, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
