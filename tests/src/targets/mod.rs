//! What the fuzzer throws bytes at: one function for each door through which something foreign comes in.
//!
//! What always holds: a function returns for any bytes, and panics when a promise does not hold for them. The fuzzer
//! (`tests/fuzz`, `npm run fuzz`) looks for such bytes; `cargo test` runs the kept ones (`tests/fuzz/corpus`), so that what
//! was found stays found.

mod arguments;
mod backup;
mod envelope;
mod framework;
mod markdown;
mod portfolio;
mod search;

/// Takes any bytes, and panics when a promise does not hold for them.
pub type Target = fn(&[u8]);

/// Name and function of each, in the order they are run.
pub const TARGETS: &[(&str, Target)] = &[
    ("arguments", arguments::try_bytes),
    ("backup", backup::try_bytes),
    ("envelope", envelope::try_bytes),
    ("framework", framework::try_bytes),
    ("markdown", markdown::try_bytes),
    ("portfolio", portfolio::try_bytes),
    ("search", search::try_bytes),
];
