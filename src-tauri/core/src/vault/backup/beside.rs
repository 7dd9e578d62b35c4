//! The files of evidence of a backup: in one folder beside the zips, each once for all of them.
//!
//! What always holds: they are copied as they are, encrypted; a zip has its name only when all that its manifest names lies
//! beside it; one goes only when it is this portfolio's and no zip in the folder names it; no name leads out of the folder.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::Progress;
use super::archive::{damaged, pour};
use super::shelf;
use crate::error::{Error, Result};
use crate::storage::files;
use crate::vault::attachments::{self, Attachments, FOLDER};

/// The part of the work that this is.
const PART: usize = 4;

/// Lays what `names` in the portfolio's folder `from` has beside the zips in `to`. Answers what is new there: it is taken away
/// again when it is dropped without `keep`.
///
/// # Errors
/// `disk`, `damaged` when what was written is not what is read, or whatever `progress` says; then nothing new is left.
pub(super) fn lay(names: &[String], from: &Path, to: &Path, progress: &mut Progress<'_>) -> Result<Laid> {
    let mut laid = Laid { new: Vec::new() };
    // A backup that lies in the portfolio's own folder, made before a migration, has them beside it already.
    if names.is_empty() || to.parent().is_some_and(|parent| parent == from) {
        return Ok(laid);
    }
    let (from, to) = (from.join(FOLDER), to.join(FOLDER));
    files::make_folder(&to)?;
    files::sweep(&to);
    for (at, name) in names.iter().enumerate() {
        progress.part(PART, at, names.len())?;
        let (source, target) = (from.join(name), to.join(name));
        let size = length(&source)?;
        if length(&target).is_ok_and(|there| there == size) {
            continue;
        }
        copy(&source, &target, size, &mut || progress.part(PART, at, names.len()))?;
        laid.new.push(target);
    }
    progress.part(PART, 1, 1)?;
    Ok(laid)
}

/// What was laid beside a backup that has no name yet.
pub(super) struct Laid {
    new: Vec<PathBuf>,
}

impl Laid {
    /// The backup is there: so is this.
    pub(super) fn keep(mut self) {
        self.new.clear();
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        for path in &self.new {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Where what a zip at `path` names may lie: beside it, or, for one that lies in a portfolio's own folder, there.
fn places(path: &Path) -> Vec<PathBuf> {
    let folder = files::folder_of(path);
    let own = folder.parent().filter(|parent| parent.join(crate::vault::DATABASE).exists());
    std::iter::once(folder).chain(own).map(|folder| folder.join(FOLDER)).collect()
}

fn find(places: &[PathBuf], name: &str) -> Option<PathBuf> {
    places.iter().map(|place| place.join(name)).find(|path| length(path).is_ok())
}

/// How many of `names` are not to be found for the zip at `path`.
pub(super) fn missing(path: &Path, names: &[String]) -> u32 {
    let places = places(path);
    let missing = names.iter().filter(|name| find(&places, name).is_none()).count();
    u32::try_from(missing).unwrap_or(u32::MAX)
}

/// Brings what `names` beside the zip at `path` into the new portfolio's folder `to`; answers how many are missing.
///
/// # Errors
/// `disk`, `damaged`, or whatever `progress` says.
pub(super) fn bring(path: &Path, names: &[String], to: &Path, progress: &mut Progress<'_>) -> Result<u32> {
    if names.is_empty() {
        return Ok(0);
    }
    let (places, to) = (places(path), to.join(FOLDER));
    files::make_folder(&to)?;
    let mut missing = 0;
    for (at, name) in names.iter().enumerate() {
        progress.part(PART, at, names.len())?;
        let Some(source) = find(&places, name) else {
            missing += 1;
            continue;
        };
        let size = length(&source)?;
        copy(&source, &to.join(name), size, &mut || progress.part(PART, at, names.len()))?;
    }
    progress.part(PART, 1, 1)?;
    Ok(missing)
}

/// Removes what lies beside the zips in `folder`, is of the portfolio that `own` opens, and is named by none of them.
pub(super) fn drop_unneeded(folder: &Path, own: &Attachments) {
    let Ok(needed) = shelf::needed(folder) else { return };
    let beside = folder.join(FOLDER);
    files::sweep(&beside);
    for name in attachments::listed(&beside).into_iter().filter(|name| !needed.contains(name)) {
        let path = beside.join(name);
        if own.is_own(&path) {
            // What cannot be removed today is tried again after the next backup.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The size of the file at `path`, which is no link and no folder.
fn length(path: &Path) -> Result<u64> {
    let found = std::fs::symlink_metadata(path).map_err(|cause| Error::disk(READING, &cause))?;
    if found.is_file() {
        Ok(found.len())
    } else {
        Err(Error::disk(READING, &std::io::Error::other("not a file")))
    }
}

fn copy(source: &Path, target: &Path, size: u64, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    let mut source = File::open(source).map_err(|cause| Error::disk(READING, &cause))?;
    let wrong = |cause: std::io::Error| Error::disk("writing the copy", &cause);
    let mut part = files::begin(files::folder_of(target)).map_err(wrong)?;
    let (written, _) = pour(&mut source, &mut part, size, &mut |_| step())?;
    part.as_file().sync_all().map_err(wrong)?;
    // Read again from the disk before it has its name.
    let mut again = File::open(part.path()).map_err(wrong)?;
    let (read, _) = pour(&mut again, &mut std::io::sink(), size, &mut |_| step())?;
    if read != written {
        return Err(damaged("a file of evidence is not read as it was written"));
    }
    files::settle(part, target, true)
}

const READING: &str = "reading the files of evidence";
