//! `check`: every part of a portfolio looked at, in plain words.

use super::{Envelope, Portfolio, damaged};
use crate::api::Task;
use crate::api::portfolio::{CheckPart, CheckReport};
use crate::error::{Code, Result};
use crate::{evidence, record};

const STEPS: usize = 5;
const SEARCH: &str = "Search index";
const KEY_FILE: &str = "Key file";
const FILES: &str = "Files of evidence";

fn only_last_is_unsound(parts: &[CheckPart]) -> bool {
    parts
        .split_last()
        .is_some_and(|(last, before)| !last.sound && before.iter().all(|part| part.sound))
}

impl Portfolio {
    /// Looks at every page of the file, the database's structure, its references, the search index and the envelope. Damage
    /// makes the portfolio read-only, also after locking; when all is sound again, it may be written to again.
    ///
    /// # Errors
    /// `cancelled`, `disk`. Damage is not an error here: it is reported.
    pub fn check(&mut self, task: &Task) -> Result<CheckReport> {
        let before = self.read_only();
        let report = self.look(task).inspect_err(|_| self.damaged.set(before))?;
        // A damaged key file is mended by the recovery words, and a damaged file of evidence says nothing of the database: neither is
        // a reason to stop writing. Anything else is.
        let beside = [KEY_FILE, FILES];
        if report.parts.iter().any(|part| !part.sound && !beside.contains(&part.name.as_str())) {
            self.remember_damage();
        } else if before {
            self.forget_damage();
        }
        Ok(report)
    }

    fn look(&self, task: &Task) -> Result<CheckReport> {
        let mut parts: Vec<CheckPart> = Vec::new();
        for (step, (name, look)) in [
            ("Encrypted pages", Self::check_pages as fn(&Self) -> Result<Option<String>>),
            ("Structure of the file", Self::check_structure),
            ("References between entries", Self::check_references),
            (SEARCH, Self::check_search),
            (KEY_FILE, Self::check_envelope),
        ]
        .into_iter()
        .enumerate()
        {
            task.progress(step, STEPS, "parts")?;
            // The index is made of the records: with these sound, what waits for it may be written, whatever was found before.
            if name == SEARCH && parts.iter().all(|part| part.sound) {
                self.damaged.set(false);
            }
            let found = match look(self) {
                Ok(found) => found,
                Err(cause) if matches!(cause.code, Code::InUse | Code::Cancelled) => return Err(cause),
                // A full disk is no damage, and makes nothing read-only. But a page that is not what was written makes SQLite
                // speak of the disk too, so the pages decide.
                Err(cause) if cause.code == Code::Disk && self.wrong_pages().is_ok_and(|wrong| wrong == 0) => return Err(cause),
                Err(cause) => Some(cause.message),
            };
            parts.push(CheckPart {
                name: name.to_owned(),
                sound: found.is_none(),
                found: found.unwrap_or_else(|| "Sound.".to_owned()),
            });
            if name == SEARCH
                && only_last_is_unsound(&parts)
                && let Ok(Some(mended)) = self.mend_search()
            {
                parts.pop();
                parts.push(CheckPart {
                    name: name.to_owned(),
                    sound: true,
                    found: mended,
                });
            }
        }
        if damaged::log_has_lost(&self.folder) {
            parts.push(CheckPart {
                name: "Last changes".to_owned(),
                // Nothing of it can be brought back, and nothing else depends on it.
                sound: true,
                found: "Some of what was saved last before Triptych or the computer broke off is missing: it was not on the disk as it \
                        had been written. Look at what you wrote last."
                    .to_owned(),
            });
        }
        // What evidence there is, only a sound database can say.
        if parts.iter().all(|part| part.sound || part.name == KEY_FILE)
            && let Some(part) = self.check_files(task)?
        {
            parts.push(part);
        }
        task.progress(STEPS, STEPS, "parts")?;
        Ok(CheckReport {
            sound: parts.iter().all(|part| part.sound),
            parts,
        })
    }

    fn check_pages(&self) -> Result<Option<String>> {
        // What is still in the write-ahead log first goes to its pages, so that those are what is looked at.
        if !self.read_only() {
            self.db().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        let wrong = self.wrong_pages()?;
        Ok((wrong > 0).then(|| format!("{wrong} of the file's pages are not as they were written. They cannot be trusted.")))
    }

    /// How many of the file's pages are not as they were written; what stands in the write-ahead log is not looked at.
    fn wrong_pages(&self) -> Result<usize> {
        let mut statement = self.db().prepare("PRAGMA cipher_integrity_check")?;
        Ok(statement.query_map([], |_| Ok(()))?.count())
    }

    fn check_structure(&self) -> Result<Option<String>> {
        let mut statement = self.db().prepare("PRAGMA integrity_check(100)")?;
        let found = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        // What FTS5 says of its index is the search's business: no word of a record stands there alone.
        let of_the_file = found
            .iter()
            .any(|line| line != "ok" && !line.contains("fts5") && !line.contains("FTS5"));
        Ok(of_the_file.then(|| "The file's structure is damaged.".to_owned()))
    }

    fn check_references(&self) -> Result<Option<String>> {
        let broken = self.db().prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
        Ok((broken > 0).then(|| format!("{broken} entries point at something that is not there.")))
    }

    fn check_search(&self) -> Result<Option<String>> {
        let wrong = record::count_unindexed(self)?;
        Ok((wrong > 0).then(|| format!("{wrong} records are not found by the search as they should be.")))
    }

    /// The search index is made of the records: where all else is sound, it is made again instead of complained about.
    fn mend_search(&self) -> Result<Option<String>> {
        self.require_writable()?;
        record::index_anew(self)?;
        Ok((record::count_unindexed(self)? == 0).then(|| {
            "The search did not find every record as it should. It has been made again from the records, and now does.".to_owned()
        }))
    }

    /// Every file of evidence, read whole and compared with its hash; `None` when there is none.
    fn check_files(&self, task: &Task) -> Result<Option<CheckPart>> {
        let (files, attachments) = (evidence::files_of(self.db())?, self.attachments());
        if files.is_empty() {
            return Ok(None);
        }
        let (mut missing, mut damaged) = (0, 0);
        for (at, file) in files.iter().enumerate() {
            task.progress(at, files.len(), "files")?;
            match attachments.verify(&file.sha256, file.size, &mut |_| task.go_on()) {
                Ok(()) => {}
                Err(cause) if cause.code == Code::NotFound => missing += 1,
                Err(cause) if cause.code == Code::Refused => damaged += 1,
                Err(cause) => return Err(cause),
            }
        }
        let mut wrong = Vec::new();
        for (count, what) in [(damaged, "damaged"), (missing, "missing")] {
            if count > 0 {
                let be = if count == 1 { "is" } else { "are" };
                wrong.push(format!("{count} of {} files of evidence {be} {what}.", files.len()));
            }
        }
        Ok(Some(CheckPart {
            name: FILES.to_owned(),
            sound: wrong.is_empty(),
            found: if wrong.is_empty() {
                "Sound.".to_owned()
            } else {
                format!(
                    "{} Restore a backup, or add the same file again: it goes to its place by itself.",
                    wrong.join(" ")
                )
            },
        }))
    }

    fn check_envelope(&self) -> Result<Option<String>> {
        let bytes = match super::envelope::load(&self.folder) {
            Ok(bytes) => bytes,
            Err(_) => {
                return Ok(Some(
                    "portfolio.key.json cannot be read. Your recovery words open the portfolio.".to_owned(),
                ));
            }
        };
        let envelope = Envelope::read(&bytes)?;
        Ok((!envelope.is_of(&self.key)).then(|| "portfolio.key.json belongs to another portfolio.".to_owned()))
    }
}
