//! What the fuzzer found, and what it kept because it reaches something: still harmless.

use std::path::Path;

use triptych_tests::targets::TARGETS;

#[test]
fn what_the_fuzzer_found_stays_found() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in TARGETS {
        let mut tried = 0;
        for entry in std::fs::read_dir(kept.join(name)).expect("every target has a corpus") {
            let path = entry.expect("listed").path();
            // Shown only when the test fails: the last one named is the one that did it.
            println!("{}", path.display());
            target(&std::fs::read(&path).expect("read"));
            tried += 1;
        }
        assert!(tried >= 5, "{name} has a corpus");
    }
}
