//! One opener at a time: an OS lock on `portfolio.lock`.
//!
//! What always holds: the system lets go of the lock when the process ends, however it ends; the file may stay and means
//! nothing by itself; what is written in it only says who to look for.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Error, Result};
use crate::storage::guard;

/// Held while a portfolio is open.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of the portfolio in `folder` for `who`, such as "a window".
    ///
    /// # Errors
    /// `in-use` with who has it; `disk` when the lock file cannot be made.
    pub(super) fn take(folder: &Path, who: &str) -> Result<Self> {
        let path = folder.join(super::LOCK);
        // What it points to would be emptied.
        guard::refuse_link(&path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        crate::storage::files::private(&mut options);
        let mut file = options.open(&path).map_err(|cause| Error::disk("opening the portfolio", &cause))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // On some systems a locked file cannot be read: then nobody is named.
                let _ = (&file).take(100).read_to_string(&mut holder);
                let holder = holder.trim();
                return Err(Error::in_use(if holder.is_empty() { "another window or command" } else { holder }));
            }
            Err(TryLockError::Error(cause)) => return Err(Error::disk("locking the portfolio", &cause)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(who.as_bytes()))
            .map_err(|cause| Error::disk("locking the portfolio", &cause))?;
        Ok(Self { file })
    }
    /// Whether the lock file was deleted while it is held. Only Unix lets that happen.
    pub(super) fn is_deleted(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            self.file.metadata().is_ok_and(|found| found.nlink() == 0)
        }
        #[cfg(not(unix))]
        {
            let _ = &self.file;
            false
        }
    }
}
