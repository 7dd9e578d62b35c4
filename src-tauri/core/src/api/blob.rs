//! Ranged binary reads and writes, for what is too large for JSON.
//!
//! Beside blobs the same verbs read the file of a piece of evidence, and write one that is being added (`App::read`, `App::write`).
//!
//! What always holds: a blob lives in memory only, at most `LIMIT` bytes, and is gone when the portfolio locks; a range is
//! cut at the blob's end, never beyond.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::{Code, Error, Result};

/// The most bytes all open blobs may hold together.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// Which blob.
#[derive(Debug, Deserialize, TS)]
pub struct BlobId {
    /// Handed out by the core.
    pub id: String,
}

/// A blob.
#[derive(Debug, Serialize, TS)]
pub struct Blob {
    /// For reads and writes.
    pub id: String,
    /// Bytes.
    pub size: u32,
}

/// The open blobs of a session.
#[derive(Default)]
pub struct Blobs {
    open: HashMap<String, Vec<u8>>,
    next: u64,
}

impl Blobs {
    /// Keeps `bytes` under a new id.
    pub fn keep(&mut self, bytes: Vec<u8>) -> Result<Blob> {
        self.room(bytes.len())?;
        self.next += 1;
        let (id, size) = (format!("blob-{}", self.next), u32::try_from(bytes.len()).map_err(Error::internal)?);
        self.open.insert(id.clone(), bytes);
        Ok(Blob { id, size })
    }

    fn room(&self, more: usize) -> Result<()> {
        let held: usize = self.open.values().map(Vec::len).sum();
        if held.saturating_add(more) > LIMIT {
            return Err(Error::new(
                Code::Refused,
                "This is more than can be handled at once (64 MB). Nothing was changed.",
            )
            .hint("Use a smaller file."));
        }
        Ok(())
    }

    /// At most `length` bytes from `offset`; empty at the end.
    ///
    /// # Errors
    /// `not-found` for an id that is not open.
    pub fn read(&self, id: &str, offset: usize, length: usize) -> Result<&[u8]> {
        let bytes = self.open.get(id).ok_or_else(|| Error::not_found("file"))?;
        let start = offset.min(bytes.len());
        Ok(&bytes[start..start.saturating_add(length).min(bytes.len())])
    }

    /// Writes `new` at `offset`, which must not leave a hole.
    ///
    /// # Errors
    /// `not-found` for an id that is not open, `refused` beyond the limit or beyond the end.
    pub fn write(&mut self, id: &str, offset: usize, new: &[u8]) -> Result<()> {
        let held = self.open.get(id).ok_or_else(|| Error::not_found("file"))?.len();
        if offset > held {
            return Err(
                Error::new(Code::Refused, "A part of the file is missing. Nothing was changed.").hint("Try again from the beginning.")
            );
        }
        self.room(offset.saturating_add(new.len()).saturating_sub(held))?;
        if let Some(bytes) = self.open.get_mut(id) {
            let overlap = new.len().min(held - offset);
            bytes[offset..offset + overlap].copy_from_slice(&new[..overlap]);
            bytes.extend_from_slice(&new[overlap..]);
        }
        Ok(())
    }

    pub(super) fn close(&mut self, id: &str) {
        self.open.remove(id);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.open.clear();
    }
}

pub(super) fn create(app: &App, _: &Task, _: Nothing) -> Result<Blob> {
    app.with(|_| Ok(()))?;
    app.blobs().keep(Vec::new())
}

pub(super) fn close(app: &App, _: &Task, request: BlobId) -> Result<Nothing> {
    app.close(&request.id);
    Ok(Nothing {})
}
