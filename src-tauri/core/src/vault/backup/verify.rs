//! Proving a backup: every hash, the seal, every page, and every row counted.

use std::path::Path;

use super::archive::{Archive, damaged};
use super::manifest::{Counts, Manifest};
use super::stage::{COPY, Keys, hidden_file};
use super::{Given, Progress};
use crate::error::{Code, Error, Result};
use crate::storage;
use crate::vault::key::PortfolioKey;
use crate::vault::{ENVELOPE, Envelope};
use rusqlite::Connection;
use tempfile::TempPath;

/// A backup that has been opened with its key, unpacked for as long as this lives.
pub(super) struct Opened {
    // Closed before its file goes.
    pub(super) connection: Connection,
    pub(super) database: TempPath,
    pub(super) envelope: Vec<u8>,
}

/// Opens the zip at `path`, which has just been `written`, with `keys` and looks at all of it. Names those of the files of
/// evidence in it that were damaged before.
///
/// # Errors
/// `damaged`, `refused`, `newer`, `disk`, or whatever `progress` says.
pub(super) fn prove(path: &Path, keys: &Keys, written: &Manifest, staging: &Path, progress: &mut Progress<'_>) -> Result<Vec<String>> {
    let mut archive = Archive::open(path)?;
    if written.backup != archive.manifest.backup {
        return Err(damaged("what is read is not what was written"));
    }
    open(&mut archive, keys, staging, progress)?;
    archive.check_files(&keys.files, progress)
}

/// The keys that `given` makes of the backup's own envelope.
///
/// # Errors
/// `wrong-passphrase`, `wrong-words`, `envelope-damaged`, `damaged`.
pub(super) fn keys(archive: &mut Archive, given: &Given<'_>) -> Result<Keys> {
    let envelope = Envelope::read(&archive.read(ENVELOPE)?)?;
    match given {
        Given::Passphrase(passphrase) => Ok(Keys::derive(&envelope.unwrap(passphrase)?)),
        Given::Words(words) => {
            let key = PortfolioKey::from_words(words)?;
            if envelope.is_of(&key) {
                Ok(Keys::derive(&key))
            } else {
                Err(Error::new(
                    Code::WrongWords,
                    "These are recovery words, but not of this backup. Nothing has been changed.",
                )
                .hint("A backup opens with the words that held when it was made."))
            }
        }
    }
}

/// Unpacks, opens and counts; the files of evidence in it are not read.
pub(super) fn open(archive: &mut Archive, keys: &Keys, staging: &Path, progress: &mut Progress<'_>) -> Result<Opened> {
    archive.read(super::HOW_TO)?;
    let envelope = archive.read(ENVELOPE)?;
    if !keys.are_of(&Envelope::read(&envelope)?) || !archive.manifest.check_seal(&keys.seal)? {
        return Err(damaged("its manifest is not as it was written"));
    }
    let mut file = hidden_file(staging, COPY)?;
    archive.unpack_database(file.as_file_mut(), progress, 2)?;
    file.as_file().sync_all().map_err(|cause| Error::disk("writing the copy", &cause))?;
    let database = file.into_temp_path();
    let connection = storage::open_copy(&database, &keys.database).map_err(told)?;
    progress.part(3, 0, 2)?;
    let wrong = connection
        .prepare("PRAGMA cipher_integrity_check")
        .map_err(Error::from)
        .map_err(told)?
        .query_map([], |_| Ok(()))?
        .count();
    if wrong > 0 {
        return Err(damaged(&format!("{wrong} of its pages are not as they were written")));
    }
    progress.part(3, 1, 2)?;
    let facts = &archive.manifest.backup;
    let schema: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if Counts::of(&connection).map_err(told)? != facts.counts || schema != facts.schema {
        return Err(damaged("what is in it is not what it says"));
    }
    progress.part(3, 2, 2)?;
    Ok(Opened {
        connection,
        database,
        envelope,
    })
}

/// Damage in a backup's database is the backup's, not the portfolio's.
fn told(cause: Error) -> Error {
    if cause.code == Code::Damaged {
        damaged("its database cannot be read")
    } else {
        cause
    }
}
