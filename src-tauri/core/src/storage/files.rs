//! Files that are whole or not there.
//!
//! What always holds: a file appears under its name only when all of it has reached the disk; on the way it lies beside
//! its target under a hidden name that is removed on failure, and swept by the next writer when the process was killed;
//! nothing is replaced unless the caller says so. Files are for their owner alone (600, folders 700); on Windows the user's
//! profile folder keeps others out.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};

use crate::error::{Code, Error, Result};

/// What is on its way is called `.triptych-XXXXXX.part`, the X being drawn.
const BEFORE: &str = ".triptych-";
const DRAWN: usize = 6;
const AFTER: &str = ".part";
/// Within a folder on its way: locked as long as the folder is being filled.
const KEEPER: &str = ".triptych-keeper";

/// Lets a file be made for its owner alone.
pub(crate) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Which file it is, whatever its name: device and number. Where files have no numbers, all are alike.
pub(crate) type Place = (u64, u64);

/// The file at `path`, if there is one.
pub(crate) fn place(path: &Path) -> Option<Place> {
    let found = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        Some((0, 0))
    }
}

/// Makes a folder, and those above it, for its owner alone.
///
/// # Errors
/// `disk`.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(|cause| Error::disk("making the folder", &cause))
}

/// Writes `bytes` to `path`, whole or not at all.
///
/// # Errors
/// `exists` when something stands there and `replace` is false; `disk`.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
    if !replace && path.exists() && !path.is_dir() {
        return Err(exists());
    }
    settle(stage(path, bytes)?, path, replace)
}

/// Writes `bytes` beside `path`, to get its name by `settle`.
///
/// # Errors
/// `disk`; then nothing is left of it.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> Result<NamedTempFile> {
    let doing = "writing the file";
    if path.is_dir() {
        return Err(Error::new(Code::Disk, "A folder stands where the file should go. Nothing was written.").hint("Choose another name."));
    }
    let mut file = begin(folder_of(path)).map_err(|cause| Error::disk(doing, &cause))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|cause| Error::disk(doing, &cause))?;
    Ok(file)
}

/// Gives a file that lies whole on the disk its name in the same folder.
///
/// # Errors
/// `exists` when something stands there and `replace` is false; `disk`. Then the file is gone.
pub(crate) fn settle(file: tempfile::NamedTempFile, path: &Path, replace: bool) -> Result<()> {
    let kept = if replace {
        file.persist(path)
    } else {
        file.persist_noclobber(path).or_else(|failed| {
            // Sticks are often formatted with a file system (exFAT) that cannot do both in one step.
            let cannot = failed.error.kind() != ErrorKind::AlreadyExists && !path.exists();
            if cannot { failed.file.persist(path) } else { Err(failed) }
        })
    };
    kept.map_err(|failed| {
        if failed.error.kind() == ErrorKind::AlreadyExists {
            exists()
        } else {
            Error::disk("writing the file", &failed.error)
        }
    })?;
    sync_folder(folder_of(path)).map_err(|cause| {
        // Not there, as the error says, so that trying again meets no file of the same name.
        if !replace && std::fs::remove_file(path).is_err() && path.exists() {
            return cause.hint(LIES_THERE);
        }
        cause
    })
}

/// Takes files away whose line did not reach the register. Where the disk lets nothing go either, the error says that they lie there.
pub(crate) fn without_a_line<'p>(new: impl Iterator<Item = &'p Path>, cause: Error) -> Error {
    let stay = new.filter(|path| std::fs::remove_file(path).is_err() && path.exists()).count();
    if stay > 0 { cause.hint(UNREGISTERED) } else { cause }
}

/// Said of a file that could not be taken away.
pub(crate) const UNREGISTERED: &str =
    "The file lies under its name all the same, and the register does not know of it. Take it away, then try again.";
/// Said where a disk that fails lets nothing be taken away either.
const LIES_THERE: &str = "The file lies under its name all the same, and may not be whole. Take it away, then try again.";

/// Writes what leaves the portfolio: as `write`, and clears away what a killed export has left beside it.
///
/// # Errors
/// As `write`.
pub(crate) fn write_out(path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
    sweep(folder_of(path));
    write(path, bytes, replace)
}

/// The bytes of a file that somebody chose; at most `limit`.
///
/// # Errors
/// `refused` when it is larger or no file, `disk`.
pub(crate) fn read_in(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let failed = |cause: std::io::Error| Error::disk("reading the file", &cause);
    let file = File::open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(Error::new(Code::Refused, "This is no file. Nothing has been changed.").hint("Choose a file."));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there is more, however large the file says it is.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        let message = format!(
            "This file is larger than {} MB, which is more than can be read at once. Nothing has been changed.",
            limit / 1_000_000
        );
        return Err(Error::new(Code::Refused, message).hint("Divide it into smaller files."));
    }
    Ok(bytes)
}

/// The folder that `path` lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file on its way into `folder`, locked as long as it is open: that tells it from one left behind.
pub(crate) fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    // In the moment before it is locked, a sweep elsewhere may take it for one left behind: then another is drawn.
    for _ in 0..100 {
        let file = naming().tempfile_in(folder)?;
        let locked = file.as_file().try_lock();
        // Where the disk knows no locks, no sweep gets one either, and so it leaves everything alone.
        if !matches!(locked, Err(TryLockError::WouldBlock)) && file.path().exists() {
            return Ok(file);
        }
    }
    Err(io::Error::other("every new file was taken away at once"))
}

fn naming() -> tempfile::Builder<'static, 'static> {
    let mut naming = tempfile::Builder::new();
    naming.prefix(BEFORE).rand_bytes(DRAWN).suffix(AFTER);
    naming
}

/// A folder on its way: filled beside its place, and there only once all of it is.
pub(crate) struct NewFolder {
    // Closed before the folder is removed, as some systems want it.
    keeper: File,
    folder: TempDir,
}

impl NewFolder {
    /// Begins one in `parent`.
    ///
    /// # Errors
    /// `disk`.
    pub(crate) fn begin(parent: &Path) -> Result<Self> {
        let failed = |cause| Error::disk("making the folder", &cause);
        let mut naming = naming();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            naming.permissions(std::fs::Permissions::from_mode(0o700));
        }
        let folder = naming.tempdir_in(parent).map_err(failed)?;
        let keeper = File::create_new(folder.path().join(KEEPER)).map_err(failed)?;
        // As in `begin`: a disk without locks has no sweeps.
        let _ = keeper.try_lock();
        Ok(Self { keeper, folder })
    }

    /// Begins the one that shall be `name`, where nothing is or an empty folder whose place it can take. `None` where the files have to
    /// go into the folder that is there: it holds something, is a link or a disk's root, or nothing may be made beside it.
    ///
    /// # Errors
    /// `disk`.
    pub(crate) fn beside(name: &Path) -> Result<Option<Self>> {
        let parent = folder_of(name);
        let Ok(found) = std::fs::symlink_metadata(name) else {
            return Self::begin(parent).map(Some);
        };
        let disk = |path: &Path| place(path).map(|(disk, _)| disk);
        // One that nothing may be written into is not put aside for another either.
        let free = found.is_dir() && !found.permissions().readonly() && name.parent().is_some();
        let can_go = free && disk(name) == disk(parent) && is_empty(name)?;
        Ok(can_go.then(|| Self::begin(parent).ok()).flatten())
    }

    /// Where to put its files.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Gives it its name, which an empty folder may have.
    ///
    /// # Errors
    /// `disk`; then nothing is left of it.
    pub(crate) fn keep(self, name: &Path) -> Result<()> {
        let Self { keeper, folder } = self;
        drop(keeper);
        let rename = || std::fs::rename(folder.path(), name);
        std::fs::remove_file(folder.path().join(KEEPER))
            // Where a system puts no folder in another one's place, the empty one goes first; one that is not empty stays.
            .and_then(|()| {
                rename().or_else(|cause| {
                    if name.is_dir() {
                        std::fs::remove_dir(name).and_then(|()| rename())
                    } else {
                        Err(cause)
                    }
                })
            })
            .map_err(|cause| Error::disk("making the folder", &cause))?;
        // It is no longer where it was made, so there is nothing to clear away.
        let _ = folder.keep();
        sync_folder(folder_of(name)).inspect_err(|_| {
            let _ = std::fs::remove_dir_all(name);
        })
    }
}

/// Whether nothing lies in `folder`.
///
/// # Errors
/// `disk`.
pub(crate) fn is_empty(folder: &Path) -> Result<bool> {
    let mut entries = std::fs::read_dir(folder).map_err(|cause| Error::disk("looking into the folder", &cause))?;
    Ok(entries.next().is_none())
}

/// Writes files, by name and text, into a folder that is there. What speaks of the others comes last.
///
/// # Errors
/// `exists` unless `replace`, `disk`. Without `replace` nothing of them is left then; what replaced a file stays.
pub(crate) fn fill<'a>(folder: &Path, texts: impl Iterator<Item = (&'a str, &'a str)> + Clone, replace: bool) -> Result<()> {
    for (done, (name, text)) in texts.clone().enumerate() {
        write(&folder.join(name), text.as_bytes(), replace).inspect_err(|_| {
            // The folder was empty: half of an export is not left for the whole.
            for (name, _) in texts.clone().take(if replace { 0 } else { done }) {
                let _ = std::fs::remove_file(folder.join(name));
            }
        })?;
    }
    Ok(())
}

/// Clears away what a killed process has left in `folder` on its way to a name. Nothing that is still being written, and
/// nothing of anybody else's. Not being able to is no reason to stop: the next sweep tries again.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_ours)) {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if let Some(_held) = left_behind(&path.join(KEEPER)) {
                let _ = std::fs::remove_dir_all(&path);
            }
        } else if let Some(_held) = left_behind(&path) {
            let _ = std::fs::remove_file(&path);
        }
    }
}

/// Whether a file called `name` lies in `folder` in a folder on its way, which nobody is filling any more.
pub(crate) fn stands_unfinished(folder: &Path, name: &str) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(is_ours))
        .any(|entry| entry.path().join(name).exists() && left_behind(&entry.path().join(KEEPER)).is_some())
}

/// Takes a file away, if there is one.
///
/// # Errors
/// `disk`.
pub(crate) fn remove(path: &Path, doing: &str) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(Error::disk(doing, &cause)),
        _ => Ok(()),
    }
}

fn is_ours(name: &str) -> bool {
    name.strip_prefix(BEFORE)
        .and_then(|rest| rest.strip_suffix(AFTER))
        .is_some_and(|drawn| drawn.len() == DRAWN && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The file, if nobody is writing it any more: held, so that nobody begins to.
fn left_behind(path: &Path) -> Option<File> {
    let file = OpenOptions::new().read(true).write(true).open(path).ok()?;
    file.try_lock().ok().map(|()| file)
}

/// Makes a rename last: on Unix the folder has to reach the disk too. Windows' rename is written through.
///
/// # Errors
/// `disk`.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| Error::disk("writing the file", &cause))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

pub(crate) fn exists() -> Error {
    Error::new(Code::Exists, "There is already a file of this name. It was not replaced.")
        .hint("Choose another name, or say that it may be replaced.")
}

/// A file name that every system takes: no separators, no control characters, not too long, never empty.
pub fn safe_name(text: &str) -> String {
    let cleaned: String = text
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .take(80)
        .collect();
    let trimmed = cleaned.trim_matches(|c: char| c.is_whitespace() || c == '.' || c == '-');
    if trimmed.is_empty() {
        "untitled".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_was_left_behind_is_swept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        for name in [".triptych-aB3dE9.part", "mine.part", ".triptych-notes.part", ".triptych-aB3dE9.txt"] {
            std::fs::write(at(name), "x").expect("a file");
        }
        for name in [".triptych-left01.part", ".triptych-other1.part"] {
            std::fs::create_dir(at(name)).expect("a folder");
            std::fs::write(at(name).join("page.md"), "x").expect("a file");
        }
        std::fs::write(at(".triptych-left01.part").join(KEEPER), "").expect("a file");
        let written = begin(folder.path()).expect("a file on its way");
        let filled = NewFolder::begin(folder.path()).expect("a folder on its way");
        sweep(folder.path());
        let mut left = vec!["mine.part", ".triptych-notes.part", ".triptych-aB3dE9.txt", ".triptych-other1.part"];
        left.extend([written.path(), filled.path()].map(|path| path.file_name().and_then(|name| name.to_str()).expect("a name")));
        left.sort_unstable();
        assert_eq!(names(folder.path()), left);
        filled.keep(&at("Markdown")).expect("kept");
        assert_eq!(names(&at("Markdown")), Vec::<String>::new(), "its keeper stays behind");
    }

    #[test]
    fn an_empty_folder_makes_room_and_nothing_else_does() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("empty")).expect("a folder");
        let filled = NewFolder::beside(&at("empty")).expect("looked").expect("it can take its place");
        std::fs::write(filled.path().join("page.md"), "x").expect("a page");
        assert!(is_empty(&at("empty")).expect("looked"), "until all of it is there");
        filled.keep(&at("empty")).expect("kept");
        assert_eq!(names(&at("empty")), ["page.md"]);
        assert!(NewFolder::beside(&at("empty")).expect("looked").is_none(), "it holds something");
        let filled = NewFolder::beside(&at("new")).expect("looked").expect("nothing is there");
        std::fs::create_dir(at("new")).expect("a folder");
        std::fs::write(at("new").join("hers.txt"), "x").expect("a file");
        assert_eq!(filled.keep(&at("new")).expect_err("it is no longer empty").code, Code::Disk);
        assert_eq!(names(&at("new")), ["hers.txt"]);
        #[cfg(unix)]
        {
            std::fs::create_dir(at("elsewhere")).expect("a folder");
            std::os::unix::fs::symlink(at("elsewhere"), at("link")).expect("a link");
            assert!(NewFolder::beside(&at("link")).expect("looked").is_none());
        }
    }

    #[test]
    fn a_sweep_elsewhere_disturbs_nobody() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    sweep(folder.path());
                }
            });
            let path = folder.path().join("out.json");
            let written: Vec<_> = (0..200).map(|number: u8| write(&path, &[number], true)).collect();
            done.store(true, Ordering::Relaxed);
            assert!(written.iter().all(Result::is_ok), "{written:?}");
            assert_eq!(std::fs::read(&path).expect("the file"), [199]);
        });
    }
}
