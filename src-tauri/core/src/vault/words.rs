//! Words of files that were read since the portfolio was opened, so that nothing foreign is taken apart twice.
//!
//! What always holds: they are nowhere but in memory, and go with the portfolio when it is locked; they never take more than
//! `MOST` bytes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// The most bytes that are kept.
const MOST: usize = 16 * 1024 * 1024;

/// By the SHA-256 of a file: its words, or that they cannot be read.
#[derive(Default)]
pub(crate) struct WordsRead(RefCell<HashMap<String, Option<Arc<str>>>>);

impl WordsRead {
    /// What was read of the file of this SHA-256; `None` when it was not yet.
    pub(crate) fn of(&self, sha256: &str) -> Option<Option<Arc<str>>> {
        self.0.borrow().get(sha256).cloned()
    }

    /// Keeps what was read. What was kept before goes when there is no room.
    pub(crate) fn keep(&self, sha256: String, words: Option<Arc<str>>) {
        let length = |words: &Option<Arc<str>>| words.as_ref().map_or(0, |words| words.len());
        let mut all = self.0.borrow_mut();
        if all.values().map(length).sum::<usize>() + length(&words) > MOST {
            all.clear();
        }
        all.insert(sha256, words);
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, WordsRead};

    #[test]
    fn what_was_read_is_known_until_there_is_no_room() {
        let read = WordsRead::default();
        assert_eq!(read.of("a"), None);
        read.keep("a".to_owned(), Some("words".into()));
        read.keep("b".to_owned(), None);
        assert_eq!((read.of("a"), read.of("b")), (Some(Some("words".into())), Some(None)));
        read.keep("c".to_owned(), Some("x".repeat(MOST).into()));
        assert_eq!(read.of("a"), None);
        assert!(read.of("c").is_some());
    }
}
