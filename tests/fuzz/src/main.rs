//! libFuzzer over one of the targets in `tests/src/targets`, named by the environment. Started by `npm run fuzz`.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use triptych_tests::targets::{TARGETS, Target};

/// The variable that names the target.
const NAMED: &str = "TRIPTYCH_FUZZ";

fuzz_target!(|bytes: &[u8]| {
    static TARGET: OnceLock<Target> = OnceLock::new();
    TARGET.get_or_init(|| {
        let name = std::env::var(NAMED).unwrap_or_default();
        let found = TARGETS.iter().find(|(known, _)| *known == name);
        found.map(|(_, target)| *target).expect("scripts/fuzz.mjs names a target that is there")
    })(bytes);
});
