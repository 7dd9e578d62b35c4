//! The files of evidence: each beside the database, in the age format, under a name that tells nothing.
//!
//! What always holds: a file has its name only when all of it has reached the disk; the name is a keyed hash of the content,
//! so that the same content lies there once; memory is bounded, however large a file is; what was changed on the disk is
//! told when it is read, and damage to one file makes nothing else read-only; a file goes only when nothing names it and no
//! undo step can bring it back.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use age::stream::{StreamReader, StreamWriter};
use age::x25519::{Identity, Recipient};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::key::{PortfolioKey, hex, unhex};
use super::{Portfolio, Secret};
use crate::error::{Code, Error, Result};
use crate::storage::files;

/// The folder beside the database.
pub(crate) const FOLDER: &str = "attachments";
/// Where the files under a new key lie until they take the place of the old ones.
pub(super) const NEW_FOLDER: &str = "attachments.new";
/// How a file's name ends.
pub(super) const ENDING: &str = ".age";
/// How each of them begins.
const HEADER: &[u8; 22] = b"age-encryption.org/v1\n";
/// The most bytes of one file.
pub(crate) const LIMIT: u64 = 2 * 1024 * 1024 * 1024;
/// How much is read and encrypted at once.
pub(crate) const CHUNK: usize = 64 * 1024;
/// After so many bytes the disk begins to write while the next are encrypted.
const STRETCH: u64 = 32 * 1024 * 1024;
/// How much of a file's beginning is kept to tell what it is.
const HEAD: usize = 4096;

/// Where the files lie, and what opens them. Lives as long as what is done with it.
pub(crate) struct Attachments {
    folder: PathBuf,
    keys: FileKeys,
}

/// What opens the files, wherever they lie.
pub(super) struct FileKeys {
    identity: Identity,
    names: Secret,
}

/// A file on its way in. Dropping it leaves nothing.
pub(crate) struct Staging {
    file: NamedTempFile,
    writer: StreamWriter<BufWriter<File>>,
    flusher: Option<Flusher>,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
    recipient: String,
}

/// A file that is whole on the disk and has no name yet. Dropping it leaves nothing.
pub(crate) struct Staged {
    file: NamedTempFile,
    recipient: String,
    /// Of the content.
    pub(crate) sha256: String,
    /// In bytes.
    pub(crate) size: u64,
    /// Its first bytes, which tell what it is.
    pub(crate) head: Vec<u8>,
}

/// A file's content, read from anywhere.
pub(crate) struct Reader {
    stream: StreamReader<File>,
    size: u64,
}

impl Portfolio {
    /// The files of its evidence.
    pub(crate) fn attachments(&self) -> Attachments {
        Attachments::of(&self.key, &self.folder)
    }
}

impl Attachments {
    /// Those of the portfolio in `folder` under `key`.
    pub(super) fn of(key: &PortfolioKey, folder: &Path) -> Self {
        Self::within(key, folder.join(FOLDER))
    }

    /// Those that lie in `folder` itself.
    pub(super) fn within(key: &PortfolioKey, folder: PathBuf) -> Self {
        Self {
            folder,
            keys: FileKeys::of(key),
        }
    }

    /// The name of the file whose content has this SHA-256.
    pub(crate) fn name(&self, sha256: &str) -> String {
        self.keys.name(sha256)
    }

    /// Where the file lies.
    pub(crate) fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(self.name(sha256))
    }

    /// Begins a file.
    ///
    /// # Errors
    /// `disk`.
    pub(crate) fn begin(&self) -> Result<Staging> {
        let wrong = |cause| Error::disk(ADDING, &cause);
        files::make_folder(&self.folder)?;
        let file = files::begin(&self.folder).map_err(wrong)?;
        let recipient = self.keys.identity.to_public();
        let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).map_err(Error::internal)?;
        let target = BufWriter::with_capacity(4 * CHUNK, file.as_file().try_clone().map_err(wrong)?);
        Ok(Staging {
            writer: encryptor.wrap_output(target).map_err(wrong)?,
            file,
            flusher: None,
            hash: Sha256::new(),
            size: 0,
            head: Vec::new(),
            recipient: text(&recipient),
        })
    }

    /// Gives a staged file its name. One that is there already has the same content, and is replaced in one step.
    ///
    /// # Errors
    /// `refused` when the portfolio has another key now, `disk`; then nothing is left of it.
    pub(crate) fn keep(&self, staged: Staged) -> Result<()> {
        if staged.recipient != text(&self.keys.identity.to_public()) {
            return Err(Error::new(
                Code::Refused,
                "The portfolio has new recovery words since this file was begun. The file was not added, and nothing else has changed.",
            )
            .hint("Add it again."));
        }
        files::settle(staged.file, &self.path(&staged.sha256), true)
    }

    /// Opens the file whose content has this SHA-256 and size.
    ///
    /// # Errors
    /// `not-found` when it is not there, `refused` when it is damaged, `disk`.
    pub(crate) fn open(&self, sha256: &str, size: u64) -> Result<Reader> {
        let file = File::open(self.path(sha256)).map_err(|cause| match cause.kind() {
            ErrorKind::NotFound => missing(),
            _ => Error::disk(READING, &cause),
        })?;
        let stream = self.keys.decrypt(file).map_err(undone)?;
        let mut reader = Reader { stream, size };
        // Asking for the end proves how long it is: one that was cut short is told before a word of it is used.
        let end = reader.stream.seek(SeekFrom::End(0)).map_err(unread)?;
        if end != size {
            return Err(damaged());
        }
        reader.stream.seek(SeekFrom::Start(0)).map_err(unread)?;
        Ok(reader)
    }

    /// Reads all of it and compares it with its hash. `step` hears how many bytes are done.
    ///
    /// # Errors
    /// As `open`, `refused` too when the content is another, or whatever `step` says.
    pub(crate) fn verify(&self, sha256: &str, size: u64, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        let mut hash = Sha256::new();
        self.open(sha256, size)?.pour(&mut |bytes, done| {
            hash.update(bytes);
            step(done)
        })?;
        if hex(&hash.finalize()) == sha256 { Ok(()) } else { Err(damaged()) }
    }

    /// Whether files lie here that `named` does not name. What a killed process left on its way in is cleared away.
    pub(crate) fn has_others(&self, named: &[String]) -> bool {
        files::sweep(&self.folder);
        let names: HashSet<String> = named.iter().map(|sha256| self.name(sha256)).collect();
        listed(&self.folder).iter().any(|name| !names.contains(name))
    }

    /// Removes the files that `named` does not name: SHA-256 of contents. What cannot be removed now goes another time.
    pub(crate) fn sweep<'a>(&self, named: impl Iterator<Item = &'a String>) {
        let names: HashSet<String> = named.map(|sha256| self.name(sha256)).collect();
        for name in listed(&self.folder) {
            if !names.contains(&name) {
                let _ = std::fs::remove_file(self.folder.join(name));
            }
        }
    }
}

impl FileKeys {
    /// Those of `key`.
    pub(super) fn of(key: &PortfolioKey) -> Self {
        Self {
            identity: key.derive_attachments_identity(),
            names: key.derive_attachment_names(),
        }
    }

    /// The name of the file whose content has this SHA-256.
    fn name(&self, sha256: &str) -> String {
        // Exposed to key the hash.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.names.expose_bytes()).expect("a key of any length");
        mac.update(&unhex(sha256).unwrap_or_default());
        hex(&mac.finalize().into_bytes()) + ENDING
    }

    fn decrypt<R: Read>(&self, file: R) -> std::result::Result<StreamReader<R>, age::DecryptError> {
        age::Decryptor::new(file)?.decrypt(std::iter::once(&self.identity as &dyn age::Identity))
    }

    /// Whether `path` is a file of this portfolio's.
    pub(super) fn is_own(&self, path: &Path) -> bool {
        File::open(path).is_ok_and(|file| self.decrypt(file).is_ok())
    }

    /// Reads all of `file`, which is called `name`, and tells whether it is what was written under that name. `step` hears how many
    /// bytes are done.
    ///
    /// # Errors
    /// `disk`, or whatever `step` says.
    pub(super) fn prove(&self, file: impl Read, name: &str, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<bool> {
        let (mut hash, mut buffer, mut done) = (Sha256::new(), vec![0; CHUNK], 0);
        let told = |cause: Error| if cause.code == Code::Refused { Ok(false) } else { Err(cause) };
        let mut stream = match self.decrypt(file) {
            Ok(stream) => stream,
            Err(cause) => return told(undone(cause)),
        };
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Ok(self.name(&hex(&hash.finalize())) == name),
                Ok(read) => {
                    hash.update(&buffer[..read]);
                    done += read as u64;
                    step(done)?;
                }
                Err(cause) => return told(unread(cause)),
            }
        }
    }
}

/// Whether `path` is a file in the age format, of whomever.
pub(super) fn is_age(path: &Path) -> bool {
    let mut head = [0; HEADER.len()];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok() && head == *HEADER)
}

/// The names of the files in `folder` that are named as attachments are.
pub(super) fn listed(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_name(name))
        .collect()
}

/// Whether this is a name as attachments have it: nothing of it leads anywhere else.
pub(super) fn is_name(name: &str) -> bool {
    name.strip_suffix(ENDING)
        .is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)))
}

impl Staging {
    /// How many bytes it has so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// `refused` beyond the limit, `disk`.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > LIMIT {
            return Err(too_large());
        }
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.hash.update(bytes);
        let stretches = self.size / STRETCH;
        let wrong = |cause| Error::disk(ADDING, &cause);
        self.writer.write_all(bytes).map_err(wrong)?;
        if stretches > (self.size - bytes.len() as u64) / STRETCH {
            if self.flusher.is_none() {
                self.flusher = Some(Flusher::of(self.file.as_file()).map_err(wrong)?);
            }
            self.flusher.as_ref().inspect(|flusher| flusher.go_on());
        }
        Ok(())
    }

    /// Takes all that `source` has; `step` hears how many bytes are done and may stop it.
    ///
    /// # Errors
    /// As `write`, `disk` when the source cannot be read, or whatever `step` says.
    pub(crate) fn pour(&mut self, source: &mut dyn Read, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = match source.read(&mut buffer) {
                Err(cause) if cause.kind() == ErrorKind::Interrupted => continue,
                read => read.map_err(|cause| Error::disk("reading the file", &cause))?,
            };
            if read == 0 {
                return Ok(());
            }
            self.write(&buffer[..read])?;
            step(self.size)?;
        }
    }

    /// Brings all of it to the disk.
    ///
    /// # Errors
    /// `disk`; then nothing is left of it.
    pub(crate) fn finish(self) -> Result<Staged> {
        let wrong = |cause| Error::disk(ADDING, &cause);
        self.writer
            .finish()
            .and_then(|mut file| file.flush())
            .and_then(|()| self.flusher.map_or(Ok(()), Flusher::end))
            .and_then(|()| self.file.as_file().sync_all())
            .map_err(wrong)?;
        Ok(Staged {
            file: self.file,
            recipient: self.recipient,
            sha256: hex(&self.hash.finalize()),
            size: self.size,
            head: self.head,
        })
    }
}

/// Brings to the disk what has been written so far, beside whoever writes on. Dropped, it ends by itself.
struct Flusher {
    tell: SyncSender<()>,
    thread: JoinHandle<std::io::Result<()>>,
}

impl Flusher {
    fn of(file: &File) -> std::io::Result<Self> {
        let file = file.try_clone()?;
        let (tell, told) = sync_channel::<()>(1);
        let thread = std::thread::Builder::new()
            .name("flush".to_owned())
            .spawn(move || told.into_iter().try_for_each(|()| file.sync_data()))?;
        Ok(Self { tell, thread })
    }

    /// More has been written. While the disk is still at the last stretch it takes this one along.
    fn go_on(&self) {
        let _ = self.tell.try_send(());
    }

    /// The system tells of a write that failed once: what this one heard is the caller's to know.
    fn end(self) -> std::io::Result<()> {
        drop(self.tell);
        self.thread.join().unwrap_or_else(|_| Err(ErrorKind::Other.into()))
    }
}

impl Reader {
    /// In bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// At most `length` bytes from `offset`; none at the end.
    ///
    /// # Errors
    /// `refused` when this part is damaged, `disk`.
    pub(crate) fn range(&mut self, offset: u64, length: usize) -> Result<Vec<u8>> {
        let room = self.size.saturating_sub(offset);
        let length = usize::try_from(room.min(length as u64)).map_err(Error::internal)?;
        if length == 0 {
            return Ok(Vec::new());
        }
        let mut bytes = vec![0; length];
        self.stream
            .seek(SeekFrom::Start(offset))
            .and_then(|_| self.stream.read_exact(&mut bytes))
            .map_err(unread)?;
        Ok(bytes)
    }

    /// Hands all of it to `take`, piece by piece, with how many bytes are done.
    ///
    /// # Errors
    /// As `range`, or whatever `take` says.
    pub(crate) fn pour(&mut self, take: &mut dyn FnMut(&[u8], u64) -> Result<()>) -> Result<()> {
        let (mut buffer, mut done) = (vec![0; CHUNK], 0);
        self.stream.seek(SeekFrom::Start(0)).map_err(unread)?;
        loop {
            let read = self.stream.read(&mut buffer).map_err(unread)?;
            if read == 0 {
                return if done == self.size { Ok(()) } else { Err(damaged()) };
            }
            done += read as u64;
            take(&buffer[..read], done)?;
        }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        // The stream reads on the way to its place, so a place beyond the end is taken for the end.
        let wanted = match to {
            SeekFrom::Start(at) => i128::from(at),
            SeekFrom::End(by) => i128::from(self.size) + i128::from(by),
            SeekFrom::Current(by) => i128::from(self.stream.stream_position()?) + i128::from(by),
        };
        let at = u64::try_from(wanted).map_err(|_| std::io::Error::from(ErrorKind::InvalidInput))?;
        self.stream.seek(SeekFrom::Start(at.min(self.size)))
    }
}

const ADDING: &str = "adding the file";
const READING: &str = "reading the file of this evidence";

fn text(recipient: &Recipient) -> String {
    recipient.to_string()
}

/// More than a file may have.
pub(crate) fn too_large() -> Error {
    Error::new(
        Code::Refused,
        "This file is larger than 2 GB, which is the most that one piece of evidence holds. Nothing has been changed.",
    )
    .hint("Make a shorter or smaller version of it, or divide it.")
}

fn missing() -> Error {
    Error::new(
        Code::NotFound,
        "The file of this evidence is not in the portfolio’s folder. What is written about it is safe.",
    )
    .hint("Restore it from a backup, or add the same file again: it goes to its place by itself.")
}

/// What was written is not what is read.
pub(crate) fn damaged() -> Error {
    Error::new(
        Code::Refused,
        "The file of this evidence is damaged, so it is not shown. Everything else in the portfolio is as it was.",
    )
    .hint("Restore it from a backup, or add the same file again: it takes the damaged one’s place.")
    .detail("attachment")
}

fn unread(cause: std::io::Error) -> Error {
    match cause.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::InvalidInput => damaged(),
        _ => Error::disk(READING, &cause),
    }
}

fn undone(cause: age::DecryptError) -> Error {
    match cause {
        age::DecryptError::Io(cause) => unread(cause),
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests;
