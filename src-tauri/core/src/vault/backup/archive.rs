//! A backup's zip, read as if its maker meant harm.
//!
//! What always holds: nothing is unpacked by the name it has in the zip; only the four members known are read, and the files
//! of evidence that the manifest names one by one, each no further than its limit and than the zip's own size; they lie in it
//! plainly (stored, neither compressed nor encrypted), so no small zip becomes a large file; what is read is compared with the
//! manifest's hash before anybody uses it.

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
use crate::storage::files;
use crate::vault::attachments::{self, FOLDER, FileKeys};
use crate::vault::key::hex;
use crate::vault::{DATABASE, ENVELOPE};

/// The members, in their order in the zip, and the most bytes each may have.
pub(super) const MEMBERS: [(&str, u64); 4] = [
    (HOW_TO, 64 * 1024),
    (ENVELOPE, 64 * 1024),
    (DATABASE, LARGEST),
    (MANIFEST, 4 * 1024 * 1024),
];
/// Those of them that the manifest names, before the files of evidence.
const KNOWN: usize = MEMBERS.len() - 1;
/// The largest zip without files of evidence in it: below the size from which a zip needs fields in which sizes can be told twice.
pub(super) const LARGEST: u64 = u32::MAX as u64 - 4 * 1024 * 1024;
/// The record at a zip's end, when nobody has written a comment.
const END: u64 = 22;
/// More than the directory of four members takes.
const DIRECTORY: u64 = 4096;
/// The most files of evidence in one zip: the manifest names each within its own limit.
pub(super) const FILES: usize = 10_000;
/// More than the directory takes for each of them.
const ENTRY: u64 = 256;
/// The most bytes of one: the largest file, with what age writes for each chunk and at its head.
const FILE: u64 = attachments::LIMIT + (attachments::LIMIT / attachments::CHUNK as u64 + 1) * 16 + 64 * 1024;
/// The record that a zip of more than 4 GB has before its end, and where that is said.
const LONG_END: usize = 56;

/// What the file of evidence `name` is called in the zip.
pub(super) fn inside(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

/// Hears how many bytes are done, and may stop it.
type Step<'a> = &'a mut dyn FnMut(u64) -> Result<()>;

/// Takes a file of evidence: its name, and what reads it.
type Take<'a> = &'a mut dyn FnMut(&str, &mut dyn Read, Step<'_>) -> Result<()>;

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
        let count = check_ends(&mut file, size)?;
        file.rewind().map_err(read)?;
        let offset = ArchiveOffset::Known(0);
        let mut zip = ZipArchive::with_config(Config { archive_offset: offset }, file).map_err(not_ours)?;
        if zip.len() != count {
            return Err(foreign().detail("other members"));
        }
        // Two of one name, a header that says something else than the directory, members that share bytes.
        zip.validate_header_consistency().map_err(not_ours)?;
        for (name, limit) in MEMBERS {
            check_plain(&mut zip, name, limit.min(size))?;
        }
        let bytes = read_member(&mut zip, MANIFEST)?;
        let manifest = Manifest::read(&bytes)?;
        let facts = &manifest.backup;
        let files: &[String] = if facts.is_whole() { &facts.attachments } else { &[] };
        if zip.len() != MEMBERS.len() + files.len() || (size > LARGEST && !facts.is_whole()) {
            return Err(foreign().detail("other members"));
        }
        for name in files {
            check_plain(&mut zip, &inside(name), FILE.min(size))?;
        }
        let (first, others) = facts.members.split_at(facts.members.len().min(KNOWN));
        let all = first.len() == KNOWN
            && MEMBERS[..KNOWN]
                .iter()
                .all(|(name, _)| first.iter().any(|member| member.name == *name))
            && others.len() == files.len()
            && others.iter().zip(files).all(|(member, name)| member.name == inside(name));
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

    /// Reads all of it but the files of evidence, and compares it with the manifest: whether it is as it was written can be told
    /// without a key, if not by whom.
    ///
    /// # Errors
    /// `damaged`, `disk`, or whatever `progress` says.
    pub(super) fn read_through(&mut self, progress: &mut Progress<'_>) -> Result<()> {
        self.read(HOW_TO)?;
        self.read(ENVELOPE)?;
        self.unpack_database(&mut std::io::sink(), progress, 2)
    }

    /// Writes the database to `target`, and compares it with the manifest.
    ///
    /// # Errors
    /// `damaged`, `disk`, or whatever `progress` says.
    pub(super) fn unpack_database(&mut self, target: &mut dyn Write, progress: &mut Progress<'_>, part: usize) -> Result<()> {
        let mut member = self.zip.by_name(DATABASE).map_err(not_ours)?;
        let size = member.size();
        let (digest, written) = pour(&mut member, target, size, &mut |done| progress.part(part, done, size))?;
        drop(member);
        self.compare(DATABASE, written, &digest)
    }

    /// Hands each file of evidence in it to `take`, by its name and as it is read, and compares it with the manifest.
    ///
    /// # Errors
    /// `damaged`, `disk`, or whatever `take` and `progress` say.
    fn files(&mut self, progress: &mut Progress<'_>, take: Take<'_>) -> Result<()> {
        if !self.manifest.backup.is_whole() {
            return Ok(());
        }
        let facts = &self.manifest.backup;
        let all = facts.attachments.len();
        for (at, (name, member)) in facts.attachments.iter().zip(&facts.members[KNOWN..]).enumerate() {
            let mut step = |_: u64| progress.part(4, at, all);
            let entry = self.zip.by_name(&member.name).map_err(not_ours)?;
            let size = entry.size();
            let mut read = Hashing::of(entry.take(member.size));
            take(name, &mut read, &mut step)?;
            // Whatever was not asked for is read too.
            pour(&mut read, &mut std::io::sink(), member.size, &mut step)?;
            if (read.done, size) != (member.size, member.size) || hex(&read.hash.finalize()) != member.sha256 {
                return Err(damaged("a file of evidence is not as it was written"));
            }
        }
        progress.part(4, 1, 1)
    }

    /// Reads each file of evidence in it, and names those that are not what they were when they were added, although they lie in it
    /// as they were written: they were damaged before.
    ///
    /// # Errors
    /// As `files`.
    pub(super) fn check_files(&mut self, keys: &FileKeys, progress: &mut Progress<'_>) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        self.files(progress, &mut |name, read, step| {
            if !keys.prove(read, name, step)? {
                wrong.push(name.to_owned());
            }
            Ok(())
        })?;
        Ok(wrong)
    }

    /// Writes the files of evidence in it to the new folder `to`. Answers how many of them were damaged before, as far as there are
    /// `keys`; `None` where it holds none.
    ///
    /// # Errors
    /// As `files`.
    pub(super) fn unpack_files(&mut self, to: &Path, keys: Option<&FileKeys>, progress: &mut Progress<'_>) -> Result<Option<u32>> {
        if !self.manifest.backup.is_whole() {
            return Ok(None);
        }
        if !self.manifest.backup.attachments.is_empty() {
            files::make_folder(to)?;
        }
        let wrong = |cause: std::io::Error| Error::disk("writing the copy", &cause);
        let mut damaged = 0;
        self.files(progress, &mut |name, read, step| {
            let mut part = files::begin(to).map_err(wrong)?;
            pour(read, part.as_file_mut(), FILE, step)?;
            part.as_file().sync_all().map_err(wrong)?;
            if let Some(keys) = keys {
                let again = File::open(part.path()).map_err(wrong)?;
                damaged += u32::from(!keys.prove(again, name, step)?);
            }
            files::settle(part, &to.join(name), false)
        })?;
        Ok(Some(damaged))
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
pub(super) fn pour(source: &mut dyn Read, target: &mut dyn Write, size: u64, step: Step<'_>) -> Result<(String, u64)> {
    let mut source = Hashing::of(source.take(size));
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let read = source.read(&mut buffer).map_err(unread)?;
        if read == 0 {
            return Ok((hex(&source.hash.finalize()), source.done));
        }
        target
            .write_all(&buffer[..read])
            .map_err(|cause| Error::disk("writing the copy", &cause))?;
        step(source.done)?;
    }
}

/// What is read, hashed and counted on its way.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
    done: u64,
}

impl<R> Hashing<R> {
    fn of(inner: R) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            done: 0,
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.done += read as u64;
        Ok(read)
    }
}

/// Refuses a member that is missing, larger than `limit`, or lies there otherwise than we write it.
fn check_plain(zip: &mut ZipArchive<File>, name: &str, limit: u64) -> Result<()> {
    let index = zip.index_for_name(name).ok_or_else(|| foreign().detail("a member is missing"))?;
    let entry = zip.by_index_data(index).map_err(not_ours)?;
    let plain = entry.is_file() && !entry.encrypted() && entry.compression() == CompressionMethod::Stored;
    if plain && entry.size() == entry.compressed_size() && entry.size() <= limit {
        Ok(())
    } else {
        Err(foreign().detail("a member that is not plain"))
    }
}

fn read_member(zip: &mut ZipArchive<File>, name: &str) -> Result<Vec<u8>> {
    let member = zip.by_name(name).map_err(not_ours)?;
    let mut bytes = Vec::new();
    let size = member.size();
    member.take(size).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

/// Looks at the zip's beginning and end before its directory is read: a directory of millions is not even begun with. Answers how
/// many members it says it has.
fn check_ends(file: &mut File, size: u64) -> Result<usize> {
    let mut head = [0; 30 + HOW_TO.len()];
    let mut end = [0; END as usize + 20];
    if file.read_exact(&mut head).is_err() || !head.starts_with(b"PK\x03\x04") || !head.ends_with(HOW_TO.as_bytes()) {
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
    let long = |at: usize| u64::from(u32::from_le_bytes([last[at], last[at + 1], last[at + 2], last[at + 3]]));
    let (count, mut directory, mut begins, mut after) = (short(8), long(12), long(16), from + 20);
    if before.starts_with(b"PK\x06\x07") {
        // A zip of more than 4 GB says in a longer record what has no room in the short one; no other has it.
        (directory, begins) = check_long_end(file, before, from, count)?;
        after = from - LONG_END as u64;
        let said_twice = long(12) == u64::from(u32::MAX) && long(16) == u64::from(u32::MAX) && begins > u64::from(u32::MAX);
        if !said_twice {
            return Err(foreign().detail("ends otherwise"));
        }
    }
    // One disk, as many members as there may be, a directory of their size right before the end, no comment.
    let files = count.saturating_sub(MEMBERS.len());
    let ours = short(4) == 0
        && short(6) == 0
        && short(10) == count
        && count >= MEMBERS.len()
        && files <= FILES
        && directory <= DIRECTORY + ENTRY * files as u64
        && begins.checked_add(directory) == Some(after)
        && short(20) == 0;
    if ours { Ok(count) } else { Err(foreign().detail("ends otherwise")) }
}

/// Reads the longer record that `locator`, which lies at `from`, names; answers the directory's size and where it begins.
fn check_long_end(file: &mut File, locator: &[u8], from: u64, count: usize) -> Result<(u64, u64)> {
    let wrong = || foreign().detail("ends otherwise");
    let mut record = [0; LONG_END];
    let at = from.checked_sub(LONG_END as u64).ok_or_else(wrong)?;
    file.seek(SeekFrom::Start(at))
        .and_then(|_| file.read_exact(&mut record))
        .map_err(|cause| Error::disk("reading the backup", &cause))?;
    let long = |bytes: &[u8], at: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]));
    let ours = record.starts_with(b"PK\x06\x06")
        && long(&record, 4) == LONG_END as u64 - 12
        && record[16..24] == [0; 8]
        && long(&record, 24) == count as u64
        && long(&record, 32) == count as u64
        && locator[4..8] == [0; 4]
        && long(locator, 8) == at
        && locator[16..20] == [1, 0, 0, 0];
    if ours {
        Ok((long(&record, 40), long(&record, 48)))
    } else {
        Err(wrong())
    }
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
