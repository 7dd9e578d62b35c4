//! What must not be seen: passphrases, recovery words and keys, all in one type.
//!
//! What always holds: a `Secret` cannot be printed, copied or serialised, which the compiler checks below; it lies in
//! memory pages of its own, which the system is asked never to write to its swap; it is zeroed when it is dropped.

use region::LockGuard;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroize as _;

/// Secret text or secret bytes. There is no `Debug`, `Display`, `Clone`, `Serialize` or `Deserialize` on purpose.
pub struct Secret {
    // Declared first, so that pages are unlocked before they are given back. A system that refuses to lock them is no reason
    // to keep the owner out.
    _lock: Option<LockGuard>,
    /// Whole pages and what is needed to begin at the first of them: locking is by pages, so none is shared.
    memory: Box<[u8]>,
    start: usize,
    length: usize,
}

impl Secret {
    /// Takes the text over and wipes where it was.
    pub fn new(mut text: String) -> Self {
        let secret = Self::copy(text.as_bytes());
        text.zeroize();
        secret
    }

    /// Takes the bytes over and wipes where they were.
    pub(super) fn take(bytes: &mut [u8]) -> Self {
        let secret = Self::copy(bytes);
        bytes.zeroize();
        secret
    }

    /// Zero bytes, to be filled in place.
    pub(super) fn blank(length: usize) -> Self {
        let page = region::page::size();
        let whole = length.div_ceil(page).max(1) * page;
        let memory = vec![0; whole + page].into_boxed_slice();
        let start = memory.as_ptr().align_offset(page).min(page);
        let lock = region::lock(memory[start..].as_ptr(), whole).ok();
        Self {
            _lock: lock,
            memory,
            start,
            length,
        }
    }

    fn copy(bytes: &[u8]) -> Self {
        let mut secret = Self::blank(bytes.len());
        secret.expose_mut().copy_from_slice(bytes);
        secret
    }

    /// The text itself, empty when it is no text; every caller says in a comment why it needs it.
    pub fn expose(&self) -> &str {
        str::from_utf8(self.expose_bytes()).unwrap_or_default()
    }

    /// The bytes themselves; every caller says in a comment why it needs them.
    pub(crate) fn expose_bytes(&self) -> &[u8] {
        &self.memory[self.start..self.start + self.length]
    }

    /// The bytes, to be filled.
    pub(super) fn expose_mut(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..self.start + self.length]
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        // Before the pages are unlocked, which the fields' own drop does.
        self.memory.zeroize();
    }
}

/// For a request's field: `#[serde(deserialize_with = "taken")]`.
pub(crate) fn taken<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    String::deserialize(deserializer).map(Secret::new)
}

/// For a request's field that may be absent or null: `#[serde(default, deserialize_with = "taken_if_any")]`.
pub(crate) fn taken_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Secret::new))
}

/// Does not compile once `Secret` implements the trait: then two implementations of `Unseen` fit, and neither is chosen.
macro_rules! secret_never {
    ($($bound:path),+) => {$(
        const _: fn() = || {
            trait Unseen<Which> {
                fn holds() {}
            }
            struct Seen;
            impl<T: ?Sized> Unseen<()> for T {}
            impl<T: ?Sized + $bound> Unseen<Seen> for T {}
            <Secret as Unseen<_>>::holds();
        };
    )+};
}
secret_never!(
    std::fmt::Debug,
    std::fmt::Display,
    Clone,
    Default,
    PartialEq,
    serde::Serialize,
    serde::de::DeserializeOwned
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_of_any_length_come_back_as_they_were() {
        let page = region::page::size();
        for length in [0, 1, 31, 32, page - 1, page, page + 1, 3 * page] {
            let text = "w".repeat(length);
            assert_eq!(Secret::new(text.clone()).expose(), text);
            let mut bytes = vec![0xff; length];
            assert_eq!(Secret::take(&mut bytes).expose_bytes(), vec![0xff; length]);
            assert!(bytes.iter().all(|byte| *byte == 0), "wiped where they were");
        }
        assert_eq!(Secret::take(&mut [0xff]).expose(), "", "no text");
    }

    #[test]
    fn each_has_pages_of_its_own() {
        let page = region::page::size();
        let held: Vec<_> = (0..20).map(|_| Secret::new("k".repeat(40))).collect();
        let mut pages: Vec<_> = held.iter().map(|secret| secret.expose_bytes().as_ptr().addr() / page).collect();
        for secret in &held {
            assert_eq!(secret.expose_bytes().as_ptr().addr() % page, 0);
        }
        pages.sort_unstable();
        pages.dedup();
        assert_eq!(pages.len(), held.len());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn it_is_locked_in_memory_where_the_system_allows() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/self/status").expect("a status");
            let line = status.lines().find(|line| line.starts_with("VmLck:")).expect("a line").to_owned();
            line.split_whitespace()
                .nth(1)
                .and_then(|kib| kib.parse::<usize>().ok())
                .expect("a number")
        };
        let secret = Secret::blank(1024 * 1024);
        assert!(
            secret._lock.is_none() || locked() >= 1024,
            "a megabyte is held, and so it is counted: {} KiB",
            locked()
        );
    }
}
