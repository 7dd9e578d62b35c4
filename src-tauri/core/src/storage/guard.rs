//! Who may read what lies in the portfolio's folder: its owner alone.
//!
//! What always holds: rights that have become wider (a copy, another program) are narrowed when the portfolio is opened; a
//! link is never followed to narrow what it points to; where rights cannot be set (a memory stick), opening goes on.

use std::path::Path;

use crate::error::{Code, Error, Result};

/// Narrows the rights of `folder` to 700 and of the named files in it to 600, where they are wider. Answers how many were.
pub(crate) fn narrow(folder: &Path, names: &[&str]) -> usize {
    let mut narrowed = usize::from(narrow_one(folder, folder.is_dir(), 0o700));
    for name in names {
        let path = folder.join(name);
        let own = std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        narrowed += usize::from(narrow_one(&path, own, 0o600));
    }
    narrowed
}

/// The same for a folder of which every file is ours, as far as it is there: those that lie in it, whatever they are called.
pub(crate) fn narrow_whole(folder: &Path) -> usize {
    let own = std::fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
    let Ok(entries) = (if own { std::fs::read_dir(folder) } else { return 0 }) else {
        return 0;
    };
    let files = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let narrowed = files
        .filter(|entry| narrow_one(&entry.path(), is_wide(entry, 0o600), 0o600))
        .count();
    narrowed + usize::from(narrow_one(folder, own, 0o700))
}

/// Whether it is worth opening: ten thousand files are looked at, and not opened, at each opening.
#[cfg(unix)]
fn is_wide(entry: &std::fs::DirEntry, wanted: u32) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    entry.metadata().is_ok_and(|found| found.mode() & 0o777 & !wanted != 0)
}

#[cfg(not(unix))]
fn is_wide(_: &std::fs::DirEntry, _: u32) -> bool {
    false
}

/// Refuses a link where one of our own files belongs: writing into it would change a file elsewhere.
///
/// # Errors
/// `refused`.
pub(crate) fn refuse_link(path: &Path) -> Result<()> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(Error::new(
            Code::Refused,
            "One of the portfolio's files is a link to somewhere else. Nothing has been opened or changed.",
        )
        .hint("Put the file itself in its place, or choose the folder that it lies in."));
    }
    Ok(())
}

#[cfg(unix)]
fn narrow_one(path: &Path, ours: bool, wanted: u32) -> bool {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let Ok(file) = (if ours { std::fs::File::open(path) } else { return false }) else {
        return false;
    };
    let (Ok(found), Ok(named)) = (file.metadata(), std::fs::metadata(path)) else {
        return false;
    };
    // Set through the open file, so that what is narrowed is what was looked at.
    let same = found.ino() == named.ino() && found.dev() == named.dev();
    same && found.mode() & 0o777 & !wanted != 0 && file.set_permissions(std::fs::Permissions::from_mode(wanted)).is_ok()
}

#[cfg(not(unix))]
fn narrow_one(_: &Path, _: bool, _: u32) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;

    use super::{narrow, narrow_whole, refuse_link};

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    fn widen(path: &Path, to: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(to)).expect("widened");
    }

    #[test]
    fn wide_rights_are_narrowed_and_narrow_ones_left() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("Portfolio");
        std::fs::create_dir(&folder).expect("a folder");
        for (name, rights) in [("a", 0o644), ("b", 0o666), ("c", 0o400)] {
            std::fs::write(folder.join(name), name).expect("a file");
            widen(&folder.join(name), rights);
        }
        widen(&folder, 0o755);
        assert_eq!(narrow(&folder, &["a", "b", "c", "d"]), 3);
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(["a", "b", "c"].map(|name| mode(&folder.join(name))), [0o600, 0o600, 0o400]);
        assert_eq!(narrow(&folder, &["a", "b", "c", "d"]), 0);
    }

    #[test]
    fn of_a_folder_that_is_ours_every_file_is_narrowed() {
        let parent = tempfile::tempdir().expect("a folder");
        let (folder, other) = (parent.path().join("attachments"), parent.path().join("other"));
        assert_eq!(narrow_whole(&folder), 0, "there is none");
        std::fs::create_dir(&folder).expect("a folder");
        for path in [folder.join("a.age"), folder.join("b.age"), other.clone()] {
            std::fs::write(&path, "x").expect("a file");
            widen(&path, 0o644);
        }
        widen(&folder.join("b.age"), 0o600);
        symlink(&other, folder.join("c.age")).expect("a link");
        widen(&folder, 0o755);
        assert_eq!(narrow_whole(&folder), 2);
        assert_eq!(
            [&folder, &folder.join("a.age"), &folder.join("b.age"), &other].map(|path| mode(path)),
            [0o700, 0o600, 0o600, 0o644]
        );
        assert_eq!(narrow_whole(&folder), 0);
        symlink(&folder, parent.path().join("link")).expect("a link");
        widen(&folder, 0o755);
        assert_eq!(
            narrow_whole(&parent.path().join("link")),
            0,
            "what a link leads to is somebody else's"
        );
    }

    #[test]
    fn a_link_is_neither_followed_nor_written_into() {
        let parent = tempfile::tempdir().expect("a folder");
        let (folder, other) = (parent.path().join("Portfolio"), parent.path().join("other"));
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(&other, "x").expect("a file");
        widen(&other, 0o644);
        symlink(&other, folder.join("a")).expect("a link");
        narrow(&folder, &["a"]);
        assert_eq!(mode(&other), 0o644);
        assert!(refuse_link(&folder.join("a")).is_err());
        assert!(refuse_link(&other).is_ok() && refuse_link(&folder.join("b")).is_ok());
    }
}
