//! The files of evidence that can still be read, written out.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use rusqlite::Connection;

use crate::api::Task;
use crate::error::{Code, Error, Result};
use crate::exchange::fold;
use crate::storage::files;
use crate::vault::attachments::Attachments;

/// The folder that they go to.
pub(super) const FOLDER: &str = "Evidence";

/// A file that is sound, and what it is called outside.
pub(super) struct Found {
    name: String,
    sha256: String,
    size: u64,
}

/// Reads each file that a row of `db` still names. Answers those that are sound, and what is missing.
///
/// # Errors
/// `cancelled`, `disk`.
pub(super) fn find(db: &Connection, attachments: &Attachments, task: &Task) -> Result<(Vec<Found>, Vec<String>)> {
    let wanted = db
        .prepare("SELECT number, file_name, sha256, size FROM evidence WHERE sha256 IS NOT NULL AND size IS NOT NULL ORDER BY number")?
        .query_map([], |row| {
            Ok((
                row.get::<_, Option<u32>>("number")?,
                row.get::<_, String>("file_name")?,
                row.get::<_, String>("sha256")?,
                row.get::<_, u64>("size")?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let (mut found, mut lost, mut taken) = (Vec::new(), Vec::new(), HashSet::new());
    for (at, (number, name, sha256, size)) in wanted.iter().enumerate() {
        task.progress(at, wanted.len(), "files")?;
        let label = number.map_or_else(|| "E".to_owned(), |number| format!("E{number}"));
        match attachments.verify(sha256, *size, &mut |_| task.go_on()) {
            Ok(()) => found.push(Found {
                name: outside(&label, name, at, &mut taken),
                sha256: sha256.clone(),
                size: *size,
            }),
            Err(cause) if cause.code == Code::NotFound => lost.push(format!("the file of evidence {label}, which is not in the folder")),
            Err(cause) if cause.code == Code::Refused => lost.push(format!("the file of evidence {label}, which is damaged")),
            Err(cause) => return Err(cause),
        }
    }
    Ok((found, lost))
}

/// A name that every system takes, and that no other file here has.
fn outside(label: &str, name: &str, at: usize, taken: &mut HashSet<String>) -> String {
    let (stem, ending) = name.rsplit_once('.').filter(|(_, ending)| ending.len() < 10).unwrap_or((name, ""));
    let mut path = files::safe_name(&format!("{label} {stem}"));
    if !ending.is_empty() {
        path = format!("{path}.{}", files::safe_name(ending));
    }
    while !taken.insert(fold(&path)) {
        path = format!("({}) {path}", at + 1);
    }
    path
}

/// Writes these files into a folder of their own in `into`.
///
/// # Errors
/// `cancelled`, `disk`.
pub(super) fn write(found: &[Found], attachments: &Attachments, into: &Path, task: &Task) -> Result<()> {
    let wrong = |cause: std::io::Error| Error::disk("writing the file", &cause);
    let folder = into.join(FOLDER);
    if !found.is_empty() {
        files::make_folder(&folder)?;
    }
    for (at, one) in found.iter().enumerate() {
        task.progress(at, found.len(), "files")?;
        let mut part = files::begin(&folder).map_err(wrong)?;
        attachments.open(&one.sha256, one.size)?.pour(&mut |bytes, _| {
            task.go_on()?;
            part.write_all(bytes).map_err(wrong)
        })?;
        part.as_file().sync_all().map_err(wrong)?;
        files::settle(part, &folder.join(&one.name), false)?;
    }
    Ok(())
}
