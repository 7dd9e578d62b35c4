//! Packing: one ordinary zip, proved before it has its name.
//!
//! What always holds: the zip grows under a hidden name beside its target; it is read again from the disk, opened with the
//! key and counted; only then it gets its name, and never in place of another file.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::{FILES, LARGEST, inside, pour};
use super::beside::Again;
use super::manifest::{Manifest, Member};
use super::stage::{Staged, hidden_file, sha256, sweep_marked};
use super::{HOW_TO, HOW_TO_TEXT, MANIFEST, Progress, beside, verify};
use crate::error::{Code, Error, Result};
use crate::storage::files;
use crate::vault::attachments::FOLDER;
use crate::vault::{DATABASE, ENVELOPE};

/// Where a backup goes.
pub(in crate::vault) enum Target {
    /// Into this folder, under a name made of the local time.
    Folder(PathBuf, NaiveDateTime),
    /// To this file, which must not exist.
    File(PathBuf, NaiveDateTime),
}

impl Target {
    /// The folder it goes to.
    pub(super) fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder, _) => folder,
            Self::File(file, _) => file
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new(".")),
        }
    }

    fn local(&self) -> NaiveDateTime {
        match self {
            Self::Folder(_, local) | Self::File(_, local) => *local,
        }
    }

    /// The first name that is free.
    fn path(&self) -> PathBuf {
        match self {
            Self::File(file, _) => file.clone(),
            Self::Folder(folder, local) => (1..)
                .map(|number| folder.join(name(*local, number)))
                .find(|path| !path.exists())
                .unwrap_or_default(),
        }
    }
}

/// "Triptych backup 2026-11-24 0930.zip"; the second of one minute has a 2 behind it.
fn name(local: NaiveDateTime, number: u32) -> String {
    let again = if number > 1 { format!(" {number}") } else { String::new() };
    format!("Triptych backup {}{again}.zip", local.format("%Y-%m-%d %H%M"))
}

/// Whether a file of this name may be a backup that was named by `name`.
pub(super) fn is_name(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("Triptych backup ").and_then(|rest| rest.strip_suffix(".zip")) else {
        return false;
    };
    let Some((moment, again)) = rest.split_at_checked(15) else {
        return false;
    };
    let fits = match again.strip_prefix(' ') {
        Some(number) => number.bytes().all(|byte| byte.is_ascii_digit()) && number.parse().is_ok_and(|number: u32| number > 1),
        None => again.is_empty(),
    };
    fits && NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H%M").is_ok_and(|local| local.format("%Y-%m-%d %H%M").to_string() == moment)
}

/// A backup that has its name.
pub(in crate::vault) struct Packed {
    pub(super) path: PathBuf,
    /// Files of evidence that it does not have as they were.
    pub(super) wrong: Vec<String>,
    /// How many it does not have at all.
    pub(super) missing: u32,
    /// The last of a share of those beside it that was read again.
    pub(super) read_to: Option<String>,
}

/// Packs what was staged, proves it, lays the files of evidence beside it unless they are in it, and names it. The database is unpacked for the proof
/// into `staging`, the portfolio's own folder, where those files come from.
///
/// # Errors
/// `exists`, `disk`, `damaged` when what was written is not what is read, or whatever `progress` says; then there is no
/// file, and none was replaced.
pub(in crate::vault) fn pack(
    staged: Staged,
    target: &Target,
    staging: &Path,
    again: &Again,
    progress: &mut Progress<'_>,
) -> Result<Packed> {
    let wrong = |cause: std::io::Error| Error::disk("writing the backup", &cause);
    let path = target.path();
    if path.exists() {
        return Err(files::exists());
    }
    if staged.facts.is_whole() && staged.facts.attachments.len() > FILES {
        return Err(Error::new(
            Code::Refused,
            format!("There are more than {FILES} files of evidence, which is more than one backup file takes. Nothing has been written."),
        )
        .hint("Make a backup that has them in the folder beside it."));
    }
    let size = std::fs::metadata(&staged.database).map_err(wrong)?.len();
    if size > LARGEST - 2 * 1024 * 1024 {
        return Err(Error::new(
            Code::Refused,
            "This portfolio is larger than one backup can hold (4 GB). Nothing has been written.",
        )
        .hint("Copy the portfolio's folder while Triptych is closed."));
    }
    // The portfolio's own mark: nobody else writes, or sweeps, under it in a folder that several share.
    let mark = format!("backup-{}-", staged.facts.portfolio_id.get(..8).unwrap_or_default());
    sweep_marked(target.folder(), &mark);
    let part = hidden_file(target.folder(), &mark)?;
    let mut file = part.as_file().try_clone().map_err(wrong)?;
    let Staged {
        database,
        envelope,
        facts,
        keys,
        ..
    } = staged;
    let manifest = fill(
        &mut file,
        facts,
        &envelope,
        &Sources {
            database: &database,
            evidence: &staging.join(FOLDER),
        },
        target.local(),
        |facts| Manifest::make(facts, &keys.seal),
        progress,
    )?;
    part.as_file().sync_all().map_err(wrong)?;
    // The staged copy has done its work, and the proof needs as much room again.
    drop(database);
    let mut wrong = verify::prove(part.path(), &keys, &manifest, staging, progress)?;
    let beside: &[String] = if manifest.backup.is_whole() {
        &[]
    } else {
        &manifest.backup.attachments
    };
    let mut laid = beside::lay(beside, staging, target.folder(), &keys.files, again, progress)?;
    files::settle(part, &path, false)?;
    wrong.append(&mut laid.wrong);
    let (missing, read_to) = (laid.missing, laid.read_to.take());
    laid.keep();
    Ok(Packed {
        path,
        wrong,
        missing,
        read_to,
    })
}

/// What a zip is filled from.
struct Sources<'a> {
    database: &'a Path,
    /// The folder of the files of evidence.
    evidence: &'a Path,
}

fn fill(
    file: &mut File,
    mut facts: super::manifest::Facts,
    envelope: &[u8],
    from: &Sources<'_>,
    local: NaiveDateTime,
    seal: impl FnOnce(super::manifest::Facts) -> Result<Manifest>,
    progress: &mut Progress<'_>,
) -> Result<Manifest> {
    let wrong = |cause: std::io::Error| Error::disk("writing the backup", &cause);
    let refused = |cause: zip::result::ZipError| match cause {
        zip::result::ZipError::Io(cause) => Error::disk("writing the backup", &cause),
        other => Error::internal(other),
    };
    let mut options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .unix_permissions(0o600);
    if let Some(time) = zip_time(local) {
        options = options.last_modified_time(time);
    }
    let mut zip = ZipWriter::new(UntilRefused::new(file));
    let members = &mut facts.members;
    let mut member = |name: &str, size: u64, sha256: String| {
        members.push(Member {
            name: name.to_owned(),
            size,
            sha256,
        });
    };
    for (name, bytes) in [(HOW_TO, HOW_TO_TEXT.as_bytes()), (ENVELOPE, envelope)] {
        zip.start_file(name, options).map_err(refused)?;
        zip.write_all(bytes).map_err(wrong)?;
        member(name, bytes.len() as u64, sha256(bytes));
    }
    zip.start_file(DATABASE, options).map_err(refused)?;
    let mut source = File::open(from.database).map_err(wrong)?;
    let size = source.metadata().map_err(wrong)?.len();
    let (digest, written) = pour(&mut source, &mut zip, size, &mut |done| progress.part(1, done, size))?;
    member(DATABASE, written, digest);
    let names = if facts.is_whole() { facts.attachments.clone() } else { Vec::new() };
    for (at, name) in names.iter().enumerate() {
        let read = |cause: std::io::Error| Error::disk("reading the files of evidence", &cause);
        let mut source = File::open(from.evidence.join(name)).map_err(read)?;
        let size = source.metadata().map_err(read)?.len();
        let name = inside(name);
        zip.start_file(&name, options).map_err(refused)?;
        let (sha256, size) = pour(&mut source, &mut zip, size, &mut |_| progress.part(1, at, names.len()))?;
        facts.members.push(Member { name, size, sha256 });
    }
    let manifest = seal(facts)?;
    zip.start_file(MANIFEST, options).map_err(refused)?;
    zip.write_all(&manifest.bytes()?).map_err(wrong)?;
    zip.finish().map_err(refused)?.flush().map_err(wrong)?;
    Ok(manifest)
}

/// The file of a zip until the disk refuses. That is told once; what follows goes nowhere, because a zip that is given up
/// still wants to write its end, and takes a second refusal for a defect. Such a file is thrown away.
struct UntilRefused<'a> {
    file: &'a mut File,
    refused: bool,
    /// How far it goes, with what is written no more: a place before what the zip has counted is a defect to it too.
    at: u64,
    end: u64,
}

impl<'a> UntilRefused<'a> {
    fn new(file: &'a mut File) -> Self {
        Self {
            file,
            refused: false,
            at: 0,
            end: 0,
        }
    }

    fn go(&mut self, at: u64) {
        self.at = at;
        self.end = self.end.max(at);
    }
}

impl std::io::Write for UntilRefused<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.refused {
            self.end += bytes.len() as u64;
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes).inspect_err(|_| self.refused = true)?;
        self.go(self.at + written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.refused {
            return Ok(());
        }
        self.file.flush().inspect_err(|_| self.refused = true)
    }
}

impl std::io::Seek for UntilRefused<'_> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        if self.refused {
            return Ok(self.end);
        }
        let at = self.file.seek(to).inspect_err(|_| self.refused = true)?;
        self.go(at);
        Ok(at)
    }
}

fn zip_time(local: NaiveDateTime) -> Option<zip::DateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    zip::DateTime::from_date_and_time(
        u16::try_from(local.year()).ok()?,
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::{is_name, name};

    #[test]
    fn names_are_known_again_and_others_are_not() {
        let local = chrono::NaiveDate::from_ymd_opt(2026, 11, 24)
            .and_then(|day| day.and_hms_opt(9, 30, 5))
            .expect("a moment");
        assert_eq!(name(local, 1), "Triptych backup 2026-11-24 0930.zip");
        assert_eq!(name(local, 3), "Triptych backup 2026-11-24 0930 3.zip");
        for number in [1, 2, 10] {
            assert!(is_name(&name(local, number)));
        }
        for other in [
            "Triptych backup 2026-11-24 0930 1.zip",
            "Triptych backup 2026-11-24 0930 .zip",
            "Triptych backup 2026-11-24 0930 x.zip",
            "Triptych backup 2026-11-24 0930 +2.zip",
            "Triptych backup 2026-13-24 0930.zip",
            "Triptych backup 2026-11-24 9:30.zip",
            "Triptych backup 2026-11-24 0930 before the move.zip",
            "Triptych backup.zip",
            "Triptych backup ÄÄÄÄÄÄÄ.zip",
            "holiday.zip",
            "",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }
}
