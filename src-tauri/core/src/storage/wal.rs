//! What a crash has left in the write-ahead log, looked at before SQLite does.
//!
//! What always holds: nothing is written here. SQLite takes the first frame that does not fit for the end of the log, and
//! forgets what follows: right for a transaction that was under way, wrong for a byte that has changed since. The two are
//! told apart by what follows: SQLite begins a transaction only after the one before is on the disk, so whatever lies
//! before another transaction's end had been saved. The format is SQLite's (fileformat2, "The Write-Ahead Log").

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

const HEADER: usize = 32;
const FRAME: usize = 24;
/// Bytes of a page: every portfolio's are as SQLCipher makes them.
const PAGE: usize = 4096;
/// The last bit of the first word says in which order the checksums take their bytes.
const MAGIC: u32 = 0x377f_0682;

/// Whether saved transactions stand behind a place in the log at `path` that is not as it was written. Of the very last one
/// nobody can tell. A log that is not there is sound.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn loses_what_was_saved(path: &Path) -> std::io::Result<bool> {
    let file = match File::open(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    let mut file = std::io::BufReader::with_capacity(1 << 16, file);
    let mut header = [0; HEADER];
    if !fill(&mut file, &mut header)? {
        return Ok(false);
    }
    let big = word(&header, 0) & 1 == 1;
    let mut sums = checksum(big, (0, 0), &header[..24]);
    let mut whole = word(&header, 0) & !1 == MAGIC && sums == (word(&header, 24), word(&header, 28));
    let mut salts = whole.then(|| (word(&header, 16), word(&header, 20)));
    let mut ends_after = 0;
    let mut frame = [0; FRAME + PAGE];
    while fill(&mut file, &mut frame)? {
        let own = (word(&frame, 8), word(&frame, 12));
        let ends = word(&frame, 4) != 0;
        if whole {
            sums = checksum(big, sums, &frame[..8]);
            sums = checksum(big, sums, &frame[FRAME..]);
            whole = sums == (word(&frame, 16), word(&frame, 20)) && salts == Some(own);
            // Whatever else of it has changed.
            ends_after += u32::from(!whole && ends);
        } else if *salts.get_or_insert(own) == own {
            // Frames of an earlier round have other salts. A header that is not whole cannot say which are this round's.
            ends_after += u32::from(ends);
        }
    }
    // The first of these is the end of the transaction that is not whole; it was saved when there is a second.
    Ok(ends_after > 1)
}

/// SQLite's two sums over pairs of words.
fn checksum(big: bool, (mut one, mut two): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    let read = |at: &[u8]| {
        let bytes = [at[0], at[1], at[2], at[3]];
        if big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        }
    };
    for pair in bytes.chunks_exact(8) {
        one = one.wrapping_add(read(&pair[..4])).wrapping_add(two);
        two = two.wrapping_add(read(&pair[4..])).wrapping_add(one);
    }
    (one, two)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Reads all of `bytes`; false at the end, where a piece may be left over.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> std::io::Result<bool> {
    match file.read_exact(bytes) {
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Ok(false),
        other => other.map(|()| true),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rusqlite::Connection;

    use super::{FRAME, HEADER, PAGE, loses_what_was_saved};

    const SAVES: u32 = 6;

    /// A database and its log, as a process leaves them that is killed after some saves.
    fn left_behind(folder: &Path) -> (Vec<u8>, Vec<u8>) {
        let path = folder.join("first.db");
        let connection = Connection::open(&path).expect("opens");
        connection
            .execute_batch(
                "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE kept(words TEXT); CREATE TABLE other(words TEXT);",
            )
            .expect("made");
        // So that no count of pages is one bit away from none.
        connection
            .execute("INSERT INTO other VALUES (?1)", ["word ".repeat(30_000)])
            .expect("saved");
        // What an earlier round leaves behind the end of this one.
        for round in [9, SAVES] {
            connection
                .execute_batch("DELETE FROM kept; PRAGMA wal_checkpoint(RESTART);")
                .expect("a new round");
            for save in 0..round {
                connection
                    .execute("INSERT INTO kept VALUES (?1)", [format!("{save} {}", "word ".repeat(1000))])
                    .expect("saved");
            }
        }
        let read = |suffix: &str| std::fs::read(folder.join(format!("first.db{suffix}"))).expect("read");
        (read(""), read("-wal"))
    }

    /// How many saves SQLite finds.
    fn found(folder: &Path, database: &[u8], log: &[u8]) -> u32 {
        for name in ["copy.db-shm", "copy.db-wal"] {
            let _ = std::fs::remove_file(folder.join(name));
        }
        std::fs::write(folder.join("copy.db"), database).expect("written");
        std::fs::write(folder.join("copy.db-wal"), log).expect("written");
        let connection = Connection::open(folder.join("copy.db")).expect("opens");
        connection.query_row("SELECT count(*) FROM kept", [], |row| row.get(0)).unwrap_or(0)
    }

    fn told(folder: &Path, log: &[u8]) -> bool {
        let path = folder.join("looked-at");
        std::fs::write(&path, log).expect("written");
        loses_what_was_saved(&path).expect("read")
    }

    #[test]
    fn every_flip_that_loses_more_than_the_last_save_is_told() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (database, log) = left_behind(folder.path());
        assert_eq!(found(folder.path(), &database, &log), SAVES);
        assert!(!told(folder.path(), &log), "a log as it was written");
        let mut lost = 0;
        for at in (0..log.len()).filter(|at| *at < HEADER || (at - HEADER) % (FRAME + PAGE) < FRAME || at % 997 == 0) {
            let mut flipped = log.clone();
            flipped[at] ^= 1 << (at % 8);
            let left = found(folder.path(), &database, &flipped);
            let said = told(folder.path(), &flipped);
            assert!(said || left + 1 >= SAVES, "byte {at}: {left} saves are left, and nothing was told");
            assert!(!said || left < SAVES, "byte {at}: told, and nothing is lost");
            lost += u32::from(left + 1 < SAVES);
        }
        assert!(lost > 100, "flips that lose something were among them: {lost}");
    }

    #[test]
    fn a_save_that_was_under_way_is_no_damage() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (_, log) = left_behind(folder.path());
        for length in (0..log.len()).step_by(103) {
            assert!(!told(folder.path(), &log[..length]), "cut off after {length} bytes");
        }
        assert!(!loses_what_was_saved(&folder.path().join("nothing")).expect("read"));
    }
}
