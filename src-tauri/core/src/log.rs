//! A small log for whoever mends the app: what was done when, how long it took, and which kind of failure it met.
//!
//! What always holds: only what `Entry` can hold is ever written, and none of it comes from a record: names of commands are
//! constants of the program, failures are codes, places are lines of our source. The file stays under `LIMIT` bytes and is
//! for its owner alone; a log that cannot be written stops nobody's work.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::panic::Location;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use crate::error::Code;
use crate::storage::files;

/// The most bytes the file may have.
pub const LIMIT: usize = 64 * 1024;
const FILE: &str = "triptych.log";

/// What can be written down.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// The program has started; its version follows.
    Started,
    /// A command ended.
    Done {
        /// Its name in the command table.
        operation: &'static str,
        /// How long it took.
        took: TimeDelta,
        /// The failure it met.
        failed: Option<Code>,
    },
    /// A defect of ours, by its place in the source.
    Panicked(Place),
}

/// A place in the source: the file's own name, without folders, and the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    file: [u8; Self::NAME],
    length: usize,
    line: u32,
}

impl Place {
    const NAME: usize = 40;

    /// The place of a panic. What does not look like a source file's name is left out.
    pub fn of(location: &Location<'_>) -> Self {
        let name = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
        let name = if plain && name.len() <= Self::NAME { name } else { "" };
        let mut file = [0; Self::NAME];
        file[..name.len()].copy_from_slice(name.as_bytes());
        Self {
            file,
            length: name.len(),
            line: location.line(),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = str::from_utf8(&self.file[..self.length]).unwrap_or_default();
        write!(out, "{}:{}", if file.is_empty() { "somewhere" } else { file }, self.line)
    }
}

/// The log of this device.
pub struct Log {
    path: PathBuf,
    writing: Mutex<()>,
}

impl Log {
    /// The log in `folder`, which is made with the first entry.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            path: folder.join(FILE),
            writing: Mutex::new(()),
        }
    }

    /// Writes `entry` down, at `now`.
    pub fn write(&self, now: DateTime<Utc>, entry: Entry) {
        let at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let line = match entry {
            Entry::Started => format!("{at} started {}\n", env!("CARGO_PKG_VERSION")),
            Entry::Done { operation, took, failed } => {
                format!(
                    "{at} {operation} {} ms {}\n",
                    took.num_milliseconds().max(0),
                    failed.map_or("ok", Code::name)
                )
            }
            Entry::Panicked(place) => format!("{at} panic at {place}\n"),
        };
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever goes wrong here must not become the owner's trouble.
        let _ = self.append(&line);
    }

    fn append(&self, line: &str) -> crate::error::Result<()> {
        let held = std::fs::symlink_metadata(&self.path).ok();
        if held.as_ref().is_some_and(|found| !found.is_file()) {
            return Ok(()); // A link or a folder in its place: not ours to write into.
        }
        if held.is_some_and(|found| usize::try_from(found.len()).unwrap_or(LIMIT) + line.len() > LIMIT) {
            let old = std::fs::read(&self.path).unwrap_or_default();
            let from = old.len().saturating_sub(LIMIT / 2);
            let cut = old[from..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(old.len(), |end| from + end + 1);
            files::write(&self.path, &[&old[cut..], line.as_bytes()].concat(), true)?;
            return Ok(());
        }
        if let Some(folder) = self.path.parent() {
            files::make_folder(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        files::private(&mut options);
        options
            .open(&self.path)
            .and_then(|mut file| file.write_all(line.as_bytes()))
            .map_err(|cause| crate::error::Error::disk("writing the log", &cause))
    }

    /// All of it, oldest first; empty when there is none.
    pub fn text(&self) -> String {
        std::fs::read(&self.path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::panic::Location;

    use chrono::{DateTime, TimeDelta, Utc};

    use super::{Entry, LIMIT, Log, Place};
    use crate::api::{self, App};
    use crate::error::Code;
    use crate::testing::{PASSPHRASE, StillWorld, no_host};

    fn now() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-22T10:30:00Z").expect("a date").to_utc()
    }

    const SAVE: Entry = Entry::Done {
        operation: "record.save",
        took: TimeDelta::milliseconds(12),
        failed: Some(Code::Disk),
    };

    #[test]
    fn an_entry_is_a_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(folder.path().join("state"));
        assert_eq!(log.text(), "");
        log.write(now(), SAVE);
        log.write(now(), Entry::Panicked(Place::of(Location::caller())));
        let text = log.text();
        let (first, second) = text.split_once('\n').expect("two lines");
        assert_eq!(first, "2026-11-22T10:30:00Z record.save 12 ms disk");
        assert!(second.starts_with("2026-11-22T10:30:00Z panic at log.rs:"), "{second}");
    }

    #[test]
    fn it_stays_small_and_keeps_the_newest() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(folder.path().to_owned());
        for _ in 0..3_000 {
            log.write(now(), SAVE);
            assert!(std::fs::metadata(&log.path).expect("a file").len() <= LIMIT as u64);
        }
        log.write(now(), Entry::Started);
        let text = log.text();
        assert!(text.lines().count() > 100 && text.lines().all(|line| line.starts_with("2026-11-22T10:30:00Z ")));
        assert!(text.trim_end().ends_with(env!("CARGO_PKG_VERSION")));
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_its_owner_alone_and_follows_no_link() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::new(folder.path().join("state"));
        log.write(now(), SAVE);
        let mode = std::fs::metadata(&log.path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let other = folder.path().join("other");
        std::fs::write(&other, "untouched").expect("a file");
        std::fs::remove_file(&log.path).expect("removed");
        std::os::unix::fs::symlink(&other, &log.path).expect("a link");
        log.write(now(), SAVE);
        assert_eq!(std::fs::read(&other).expect("a file"), b"untouched");
    }

    #[test]
    fn no_word_of_a_request_a_failure_or_a_panic_reaches_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
        let words = "Margaretquietlywept";
        let create = format!(r#"{{"folder":null,"passphrase":"{PASSPHRASE}"}}"#);
        api::call(&app, "portfolio.create", "", &create).expect("a portfolio");
        let record = format!(
            r#"{{"content":{{"kind":"reflection","title":"{words}","date":"{words}","sections":[{{"stage":"text","text":"{words}"}}]}},"visit":"{words}"}}"#
        );
        assert!(api::call(&app, "record.create", words, &record).is_err(), "no date is like that");
        assert!(api::call(&app, words, "", "{}").is_err(), "no command is called so");
        assert!(api::call(&app, "record.get", "", &format!(r#"{{"id":"{words}"}}"#)).is_err());
        assert!(api::call(&app, "record.save", "", words).is_err());
        let text = app.log().text();
        for told in ["portfolio.create", "record.create", "record.get", "not-found", "invalid"] {
            assert!(text.contains(told), "{told} in {text}");
        }
        for never in [words, PASSPHRASE, "Portfolio", &folder.path().to_string_lossy()] {
            assert!(!text.contains(never), "{never} in {text}");
        }
    }
}
