//! A backup's zip, read as if its maker meant harm.
//!
//! What always holds: nothing is unpacked by the name it has in the zip; only the four members known are read, each no
//! further than its limit and than the zip's own size; they lie in it plainly (stored, neither compressed nor encrypted), so
//! no small zip becomes a large file; what is read is compared with the manifest's hash before anybody uses it.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use zip::read::{ArchiveOffset, Config};
use zip::{CompressionMethod, ZipArchive};

use super::manifest::{Manifest, foreign};
use super::stage::sha256;
use super::{HOW_TO, MANIFEST, Progress};
use crate::error::{Code, Error, Result};
use crate::vault::key::hex;
use crate::vault::{DATABASE, ENVELOPE};

/// The members, in their order in the zip, and the most bytes each may have.
pub(super) const MEMBERS: [(&str, u64); 4] = [
    (HOW_TO, 64 * 1024),
    (ENVELOPE, 64 * 1024),
    (DATABASE, LARGEST),
    (MANIFEST, 4 * 1024 * 1024),
];
/// The largest zip: below the size from which a zip needs fields in which sizes can be told twice.
pub(super) const LARGEST: u64 = u32::MAX as u64 - 4 * 1024 * 1024;
/// The record at a zip's end, when nobody has written a comment.
const END: u64 = 22;
/// More than the directory of four members takes.
const DIRECTORY: u32 = 4096;

/// A zip whose form is sound and whose manifest is understood.
pub(super) struct Archive {
    zip: ZipArchive<File>,
    /// In bytes.
    pub(super) size: u64,
    pub(super) manifest: Manifest,
}

impl Archive {
    /// Looks at the zip at `path`: its form and its manifest, nothing else.
    ///
    /// # Errors
    /// `refused` for what Triptych does not write, `damaged` for what it wrote and is cut short, `newer`, `disk`.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let read = |cause: std::io::Error| Error::disk("reading the backup", &cause);
        if path.is_dir() {
            return Err(foreign().detail("a folder"));
        }
        let mut file = File::open(path).map_err(read)?;
        let size = file.metadata().map_err(read)?.len();
        check_ends(&mut file, size)?;
        file.rewind().map_err(read)?;
        let offset = ArchiveOffset::Known(0);
        let mut zip = ZipArchive::with_config(Config { archive_offset: offset }, file).map_err(not_ours)?;
        if zip.len() != MEMBERS.len() {
            return Err(foreign().detail("other members"));
        }
        // Two of one name, a header that says something else than the directory, members that share bytes.
        zip.validate_header_consistency().map_err(not_ours)?;
        for (name, limit) in MEMBERS {
            let index = zip.index_for_name(name).ok_or_else(|| foreign().detail("a member is missing"))?;
            let entry = zip.by_index_data(index).map_err(not_ours)?;
            let plain = entry.is_file() && !entry.encrypted() && entry.compression() == CompressionMethod::Stored;
            if !plain || entry.size() != entry.compressed_size() || entry.size() > limit.min(size) {
                return Err(foreign().detail("a member that is not plain"));
            }
        }
        let bytes = read_member(&mut zip, MANIFEST)?;
        let manifest = Manifest::read(&bytes)?;
        let listed = &manifest.backup.members;
        let all = listed.len() == MEMBERS.len() - 1 && MEMBERS[..3].iter().all(|(name, _)| manifest.backup.member(name).is_some());
        if !all {
            return Err(foreign().detail("other members in the manifest"));
        }
        Ok(Self { zip, size, manifest })
    }

    /// The member `name`, once it is known to be as the manifest says.
    ///
    /// # Errors
    /// `damaged`, `disk`.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>> {
        let bytes = read_member(&mut self.zip, name)?;
        self.compare(name, bytes.len() as u64, &sha256(&bytes))?;
        Ok(bytes)
    }

    /// Writes the database to `target`, and compares it with the manifest.
    ///
    /// # Errors
    /// `damaged`, `disk`, or whatever `progress` says.
    pub(super) fn unpack_database(&mut self, target: &mut File, progress: &mut Progress<'_>, part: usize) -> Result<()> {
        let mut member = self.zip.by_name(DATABASE).map_err(not_ours)?;
        let size = member.size();
        let (digest, written) = pour(&mut member, target, size, &mut |done| progress.part(part, done, size))?;
        drop(member);
        self.compare(DATABASE, written, &digest)
    }

    fn compare(&self, name: &str, size: u64, digest: &str) -> Result<()> {
        let fits = self
            .manifest
            .backup
            .member(name)
            .is_some_and(|member| member.size == size && member.sha256 == digest);
        if fits {
            Ok(())
        } else {
            Err(damaged("it is not as it was written"))
        }
    }
}

/// Copies at most `size` bytes, and tells how many they were and their SHA-256. A source that does not give what it should
/// is a damaged backup; a target that does not take it is a disk's fault.
pub(super) fn pour(
    source: &mut dyn Read,
    target: &mut dyn Write,
    size: u64,
    step: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<(String, u64)> {
    let mut source = source.take(size);
    let (mut hash, mut done) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let read = source.read(&mut buffer).map_err(unread)?;
        if read == 0 {
            return Ok((hex(&hash.finalize()), done));
        }
        hash.update(&buffer[..read]);
        target
            .write_all(&buffer[..read])
            .map_err(|cause| Error::disk("writing the copy", &cause))?;
        done += read as u64;
        step(done)?;
    }
}

fn read_member(zip: &mut ZipArchive<File>, name: &str) -> Result<Vec<u8>> {
    let member = zip.by_name(name).map_err(not_ours)?;
    let mut bytes = Vec::new();
    let size = member.size();
    member.take(size).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

/// Looks at the zip's beginning and end before its directory is read: a directory of millions is not even begun with.
fn check_ends(file: &mut File, size: u64) -> Result<()> {
    let mut head = [0; 30 + HOW_TO.len()];
    let mut end = [0; END as usize + 20];
    if size > LARGEST || file.read_exact(&mut head).is_err() || !head.starts_with(b"PK\x03\x04") || !head.ends_with(HOW_TO.as_bytes()) {
        return Err(foreign().detail("begins otherwise"));
    }
    let from = size.checked_sub(end.len() as u64).ok_or_else(foreign)?;
    file.seek(SeekFrom::Start(from))
        .and_then(|_| file.read_exact(&mut end))
        .map_err(|cause| Error::disk("reading the backup", &cause))?;
    let (before, last) = end.split_at(20);
    if !last.starts_with(b"PK\x05\x06") {
        return Err(damaged("its end is missing"));
    }
    let short = |at: usize| usize::from(u16::from_le_bytes([last[at], last[at + 1]]));
    let long = |at: usize| u32::from_le_bytes([last[at], last[at + 1], last[at + 2], last[at + 3]]);
    // One disk, four members, a small directory, no comment; and no second, larger record of the same.
    let ours = short(4) == 0
        && short(6) == 0
        && short(8) == MEMBERS.len()
        && short(10) == MEMBERS.len()
        && long(12) <= DIRECTORY
        && u64::from(long(16)) < size
        && short(20) == 0
        && !before.starts_with(b"PK\x06\x07");
    if ours { Ok(()) } else { Err(foreign().detail("ends otherwise")) }
}

fn not_ours(cause: zip::result::ZipError) -> Error {
    match cause {
        zip::result::ZipError::Io(cause) => unread(cause),
        // The crate's own sentence may quote a member's name.
        _ => foreign().detail("not a sound zip"),
    }
}

fn unread(cause: std::io::Error) -> Error {
    match cause.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::InvalidInput => damaged("a part of it cannot be read"),
        _ => Error::disk("reading the backup", &cause),
    }
}

/// Triptych wrote this backup, but it is no longer whole.
pub(super) fn damaged(what: &str) -> Error {
    Error::new(
        Code::Damaged,
        format!("This backup is damaged: {what}. It is not used, and the portfolio itself has not been touched."),
    )
    .hint("Choose another backup, and make a new one soon.")
}
