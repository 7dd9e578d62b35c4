//! Files that the window hands over piece by piece, to become evidence.
//!
//! What always holds: each goes to the disk encrypted as it comes; one that is closed, or met by the lock, leaves nothing.

use std::collections::HashMap;

use crate::error::{Code, Error, Result};
use crate::vault::attachments::Staging;

/// The most files that are handed over at a time.
const MOST: usize = 16;
/// How the ids begin, beside those of blobs.
const PREFIX: &str = "upload-";

/// The files under way.
#[derive(Default)]
pub(super) struct Uploads {
    open: HashMap<String, Staging>,
    next: u64,
}

impl Uploads {
    /// Whether `id` is one of these, not a blob's.
    pub(super) fn names(id: &str) -> bool {
        id.starts_with(PREFIX)
    }

    /// A new one; answers its id.
    ///
    /// # Errors
    /// `refused` while too many are under way.
    pub(super) fn begin(&mut self, staging: Staging) -> Result<String> {
        if self.open.len() >= MOST {
            return Err(
                Error::new(Code::Refused, "Too many files are being added at once. This one was not added.")
                    .hint("Wait until the others are in, then add it again."),
            );
        }
        self.next += 1;
        let id = format!("{PREFIX}{}", self.next);
        self.open.insert(id.clone(), staging);
        Ok(id)
    }

    /// Writes `new` at the end, which must be at `offset`.
    ///
    /// # Errors
    /// `not-found`, `refused` beside the end or beyond a file's limit, `disk`.
    pub(super) fn write(&mut self, id: &str, offset: usize, new: &[u8]) -> Result<()> {
        let staging = self.open.get_mut(id).ok_or_else(|| Error::not_found("file"))?;
        if staging.size() != offset as u64 {
            return Err(
                Error::new(Code::Refused, "A part of the file is missing. Nothing was changed.").hint("Try again from the beginning.")
            );
        }
        staging.write(new)
    }

    /// Takes one over, to be finished.
    ///
    /// # Errors
    /// `not-found`.
    pub(super) fn take(&mut self, id: &str) -> Result<Staging> {
        self.open.remove(id).ok_or_else(|| Error::not_found("file"))
    }

    /// Forgets one; another id is none of our business.
    pub(super) fn close(&mut self, id: &str) {
        self.open.remove(id);
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }
}
