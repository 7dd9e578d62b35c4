//! The files of evidence of a backup: in one folder beside the zips, each once for all of them.
//!
//! What always holds: they are copied as they are, encrypted; each is read with its key when it is laid here, and again by turns; one
//! that has gone bad here makes room for a good one, and never the other way round; one goes only when no zip in the folder names
//! it, and it is this portfolio's or was named by a zip of this portfolio's; no name leads out of the folder.

use std::collections::HashSet;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek as _};
use std::path::{Path, PathBuf};

use super::Progress;
use super::archive::{damaged, pour};
use super::shelf;
use crate::error::{Code, Error, Result};
use crate::storage::files;
use crate::vault::attachments::{self, FOLDER, FileKeys};

/// The part of the work that this is.
const PART: usize = 4;
/// How many bytes of what lies here already are read again by a backup that nobody waits for.
const SHARE: u64 = 256 * 1024 * 1024;

/// Which of the files that lie here already are read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::vault) enum Again {
    /// All of them: somebody asked for this backup, sees how far it is, and may stop it.
    All,
    /// A share of them, all of them by turns.
    Share {
        /// The share begins behind the one of this name.
        after: Option<String>,
        /// Those that were damaged the last time: whether they still are is asked each time.
        wrong: Vec<String>,
    },
}

/// Files that did not come along as they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lacking {
    pub(super) damaged: u32,
    pub(super) missing: u32,
}

/// What was laid beside a backup that has no name yet.
#[derive(Default)]
pub(super) struct Laid {
    new: Vec<PathBuf>,
    /// Those that neither the portfolio nor this folder has as they were.
    pub(super) wrong: Vec<String>,
    /// How many neither of them has.
    pub(super) missing: u32,
    /// The last of a share that was read again.
    pub(super) read_to: Option<String>,
}

/// What became of a file that was to be copied.
#[derive(PartialEq, Eq)]
enum Copied {
    Sound,
    /// It is no longer what it was.
    Rotten,
    /// The disk does not give it.
    Unreadable,
}

/// Lays what `names` in the portfolio's folder `from` has beside the zips in `to`. Answers what is new there: it is taken away
/// again when it is dropped without `keep`.
///
/// # Errors
/// `disk`, `damaged` when what was written is not what is read, or whatever `progress` says; then nothing new is left.
pub(super) fn lay(names: &[String], from: &Path, to: &Path, keys: &FileKeys, again: &Again, progress: &mut Progress<'_>) -> Result<Laid> {
    let mut laid = Laid::default();
    // A backup that lies in the portfolio's own folder, made before a migration, has them beside it already.
    if names.is_empty() || to.parent().is_some_and(|parent| parent == from) {
        return Ok(laid);
    }
    let (from, to) = (from.join(FOLDER), to.join(FOLDER));
    files::make_folder(&to)?;
    files::sweep(&to);
    let due = due(names, &to, again)?;
    if matches!(again, Again::Share { .. }) {
        laid.read_to = due.last().map(|name| (*name).to_owned());
    }
    let due: HashSet<&str> = due.into_iter().collect();
    for (at, name) in names.iter().enumerate() {
        progress.part(PART, at, names.len())?;
        let mut step = |_: u64| progress.part(PART, at, names.len());
        let (source, target) = (from.join(name), to.join(name));
        let (here, there) = (length(&source)?, length(&target)?);
        let trusted = there.is_some() && here == there && !due.contains(name.as_str());
        if trusted || (there.is_some() && is_sound(&target, name, keys, &mut step)?) {
            continue;
        }
        let copied = match here {
            // What is rotten in the portfolio too is laid here as it is, but in nothing's place.
            Some(size) => copy(&source, &target, size, Some((keys, name.as_str())), there.is_none(), &mut step)?,
            None if there.is_none() => {
                laid.missing += 1;
                continue;
            }
            None => Copied::Rotten,
        };
        if copied != Copied::Sound {
            laid.wrong.push(name.clone());
        }
        // What takes the place of a rotten one is of use to the zips that are there, whatever becomes of this one.
        if there.is_none() && copied != Copied::Unreadable {
            laid.new.push(target);
        }
    }
    progress.part(PART, 1, 1)?;
    Ok(laid)
}

/// Those of `names` in `to` that are read again, in the order in which they have their turns.
fn due<'a>(names: &'a [String], to: &Path, again: &Again) -> Result<Vec<&'a str>> {
    let (after, wrong) = match again {
        Again::All => return Ok(names.iter().map(String::as_str).collect()),
        Again::Share { after, wrong } => (after, wrong),
    };
    let turn = names.partition_point(|name| after.as_ref().is_some_and(|after| name <= after));
    let mut due: Vec<&str> = names.iter().filter(|name| wrong.contains(name)).map(String::as_str).collect();
    let mut bytes = 0;
    for name in names[turn..].iter().chain(&names[..turn]) {
        if bytes >= SHARE {
            break;
        }
        if let Some(size) = length(&to.join(name))? {
            bytes += size;
            due.push(name.as_str());
        }
    }
    Ok(due)
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

fn find(places: &[PathBuf], name: &str) -> Option<(PathBuf, u64)> {
    places
        .iter()
        .map(|place| place.join(name))
        .find_map(|path| length(&path).ok().flatten().map(|size| (path, size)))
}

/// How many of `names` are not to be found for the zip at `path`.
pub(super) fn missing(path: &Path, names: &[String]) -> u32 {
    let places = places(path);
    let missing = names.iter().filter(|name| find(&places, name).is_none()).count();
    u32::try_from(missing).unwrap_or(u32::MAX)
}

/// Reads what `names` beside the zip at `path` has, with its keys; answers how many are there and no longer what they were.
///
/// # Errors
/// Whatever `progress` says.
pub(super) fn prove(path: &Path, names: &[String], keys: &FileKeys, progress: &mut Progress<'_>) -> Result<u32> {
    let (places, mut damaged) = (places(path), 0);
    for (at, name) in names.iter().enumerate() {
        progress.part(PART, at, names.len())?;
        let step = &mut |_: u64| progress.part(PART, at, names.len());
        if let Some((path, _)) = find(&places, name) {
            damaged += u32::from(!is_sound(&path, name, keys, step)?);
        }
    }
    progress.part(PART, 1, 1)?;
    Ok(damaged)
}

/// Brings what `names` beside the zip at `path` into the new portfolio's folder `to`. One that is damaged comes along as it is; it is
/// told where there are `keys`.
///
/// # Errors
/// `disk`, `damaged`, or whatever `progress` says.
pub(super) fn bring(path: &Path, names: &[String], to: &Path, keys: Option<&FileKeys>, progress: &mut Progress<'_>) -> Result<Lacking> {
    let mut lacking = Lacking::default();
    if names.is_empty() {
        return Ok(lacking);
    }
    let (places, to) = (places(path), to.join(FOLDER));
    files::make_folder(&to)?;
    for (at, name) in names.iter().enumerate() {
        progress.part(PART, at, names.len())?;
        let step = &mut |_: u64| progress.part(PART, at, names.len());
        let Some((source, size)) = find(&places, name) else {
            lacking.missing += 1;
            continue;
        };
        match copy(&source, &to.join(name), size, keys.map(|keys| (keys, name.as_str())), true, step)? {
            Copied::Sound => {}
            Copied::Rotten => lacking.damaged += 1,
            // What the disk does not give any more did not come.
            Copied::Unreadable => lacking.missing += 1,
        }
    }
    progress.part(PART, 1, 1)?;
    Ok(lacking)
}

/// Removes what lies beside the zips in `folder` and is named by none of them: of what the portfolio wrote there, which `own` opens;
/// and of what was named by zips that are `gone`, whatever key it is under.
pub(super) fn drop_unneeded(folder: &Path, own: &FileKeys, gone: &HashSet<String>) {
    let Ok(needed) = shelf::needed(folder) else { return };
    let beside = folder.join(FOLDER);
    files::sweep(&beside);
    for name in attachments::listed(&beside).into_iter().filter(|name| !needed.contains(name)) {
        let path = beside.join(&name);
        if own.is_own(&path) || (gone.contains(&name) && attachments::is_age(&path)) {
            // What cannot be removed today is tried again after the next backup.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The size of the file at `path`, which is no link and no folder; `None` where there is nothing.
fn length(path: &Path) -> Result<Option<u64>> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Some(found.len())),
        Ok(_) => Err(Error::disk(READING, &std::io::Error::other("not a file"))),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::disk(READING, &cause)),
    }
}

/// Whether the file `name` at `path` is what it was. One that the disk does not give is not.
fn is_sound(path: &Path, name: &str, keys: &FileKeys, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<bool> {
    let Ok(file) = File::open(path) else { return Ok(false) };
    match keys.prove(file, name, step) {
        Err(cause) if cause.code == Code::Disk => Ok(false),
        proved => proved,
    }
}

/// What is read, and whether the disk refused to give it.
struct Source {
    file: File,
    refused: bool,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(buffer).inspect_err(|_| self.refused = true)
    }
}

/// Copies `source` to `target`, which it replaces. With keys and its name it is read with them before; one that is rotten has its
/// place only when it may be `kept_rotten`.
fn copy(
    source: &Path,
    target: &Path,
    size: u64,
    proof: Option<(&FileKeys, &str)>,
    kept_rotten: bool,
    step: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<Copied> {
    let Ok(file) = File::open(source) else {
        return Ok(Copied::Unreadable);
    };
    let mut source = Source { file, refused: false };
    let wrong = |cause: std::io::Error| Error::disk("writing the copy", &cause);
    let mut part = files::begin(files::folder_of(target)).map_err(wrong)?;
    let poured = pour(&mut source, &mut part, size, step);
    if source.refused {
        return Ok(Copied::Unreadable);
    }
    let (written, _) = poured?;
    part.as_file().sync_all().map_err(wrong)?;
    // Read again from the disk before it has its name.
    let mut again = File::open(part.path()).map_err(wrong)?;
    let sound = match proof {
        Some((keys, name)) => keys.prove(&mut again, name, step)?,
        None => true,
    };
    if proof.is_none() || !sound {
        // It was rotten where it came from; or it has become so on its way.
        again.rewind().map_err(wrong)?;
        let (read, _) = pour(&mut again, &mut std::io::sink(), size, step)?;
        if read != written {
            return Err(damaged("a file of evidence is not read as it was written"));
        }
    }
    if sound || kept_rotten {
        files::settle(part, target, true)?;
    }
    Ok(if sound { Copied::Sound } else { Copied::Rotten })
}

const READING: &str = "reading the files of evidence";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_have_their_turn_share_by_share() {
        let folder = tempfile::tempdir().expect("a folder");
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        // Holes, which cost no room; "d" is not there yet.
        for name in names.iter().filter(|name| *name != "d") {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_len(SHARE / 2 + 1).expect("a hole");
        }
        let share = |after: Option<&str>| {
            let (after, wrong) = (after.map(str::to_owned), Vec::new());
            due(&names, folder.path(), &Again::Share { after, wrong }).expect("a share")
        };
        assert_eq!(share(None), ["a", "b"]);
        assert_eq!(share(Some("b")), ["c", "e"]);
        assert_eq!(share(Some("e")), ["a", "b"], "and again from the beginning");
        assert_eq!(share(Some("c")), ["e", "a"]);
        let (after, wrong) = (Some("b".to_owned()), vec!["a".to_owned(), "gone".to_owned()]);
        let due = |again| due(&names, folder.path(), &again).expect("a share");
        assert_eq!(
            due(Again::Share { after, wrong }),
            ["a", "c", "e"],
            "what was wrong is asked for each time"
        );
        assert_eq!(due(Again::All).len(), 5);
    }
}
