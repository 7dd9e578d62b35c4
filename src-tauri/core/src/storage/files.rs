//! Files that are whole or not there.
//!
//! What always holds: a file appears under its name only when all of it has reached the disk; on the way it lies beside
//! its target under a hidden name that is removed on failure; nothing is replaced unless the caller says so. Files are
//! for their owner alone (600, folders 700); on Windows the user's profile folder keeps others out.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::error::{Code, Error, Result};

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
    let doing = "writing the file";
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(Error::new(Code::Disk, "A folder stands where the file should go. Nothing was written.").hint("Choose another name."));
    }
    if !replace && path.exists() {
        return Err(exists());
    }
    let mut file = tempfile::Builder::new()
        .prefix(".triptych-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|cause| Error::disk(doing, &cause))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|cause| Error::disk(doing, &cause))?;
    let kept = if replace {
        file.persist(path)
    } else {
        file.persist_noclobber(path)
    };
    kept.map_err(|failed| {
        if failed.error.kind() == ErrorKind::AlreadyExists {
            exists()
        } else {
            Error::disk(doing, &failed.error)
        }
    })?;
    sync_folder(folder)
}

/// Makes a rename last: on Unix the folder has to reach the disk too. Windows' rename is written through.
fn sync_folder(folder: &Path) -> Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|cause| Error::disk("writing the file", &cause))?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn exists() -> Error {
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
