//! A key file and a sheet of recovery words that somebody else wrote.

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use triptych_core::error::Code;
use triptych_core::vault::{DATABASE, ENVELOPE, Found, Portfolio, Secret, look};

use crate::BridgeWorld;

thread_local! {
    static FOLDER: OnceCell<tempfile::TempDir> = const { OnceCell::new() };
}

pub(super) fn try_bytes(bytes: &[u8]) {
    words(bytes);
    FOLDER.with(|folder| {
        let folder = folder
            .get_or_init(|| {
                let folder = tempfile::tempdir().expect("a temporary folder");
                std::fs::write(folder.path().join(DATABASE), "not a database").expect("written");
                folder
            })
            .path();
        key_file(folder, bytes);
        // With a checksum that fits, so that what lies behind it is reached too.
        if let Ok(sealed) = std::str::from_utf8(bytes) {
            let sum: String = Sha256::digest(sealed).iter().map(|byte| format!("{byte:02x}")).collect();
            key_file(folder, format!("{{\"sealed\":{sealed},\"sha256\":\"{sum}\"}}").as_bytes());
        }
    });
}

fn key_file(folder: &Path, bytes: &[u8]) {
    let path = folder.join(ENVELOPE);
    std::fs::write(&path, bytes).expect("written");
    let found = look(folder);
    assert_ne!(found, Found::Nothing, "a database is there");
    assert_eq!(std::fs::read(&path).expect("read"), bytes, "looking changes nothing");
    if found != Found::Portfolio {
        return;
    }
    // A newer one is known by its version alone: what else is in it need not be readable.
    let Ok(envelope) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let header = &envelope["sealed"]["header"];
    assert_eq!(header["format"], "triptych-envelope");
    if header["version"] != 1 {
        return;
    }
    let kdf = |name: &str| header["kdf"][name].as_u64().expect("a number");
    assert!((64 * 1024..=1024 * 1024).contains(&kdf("memory_kib")), "memory is bounded");
    assert!(
        (3..=32).contains(&kdf("passes")) && (1..=8).contains(&kdf("lanes")),
        "work is bounded"
    );
    // Only where the passphrase cannot be tried at all: stretching it takes too long to be done for each guess.
    let digits = |text: &Value, length: usize| {
        text.as_str()
            .is_some_and(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    if !digits(&envelope["sealed"]["nonce"], 48) {
        let world = Arc::new(BridgeWorld::new(folder));
        let opened = Portfolio::open(world, folder, &Secret::new("a passphrase".to_owned()), "a test");
        let code = opened.err().map(|cause| cause.code);
        assert_eq!(code, Some(Code::EnvelopeDamaged), "a nonce that is none is damage");
    }
}

/// Words are looked at before the folder is: no portfolio is needed to refuse them.
fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let nowhere = Path::new("there-is-no-such-folder");
    let world = Arc::new(BridgeWorld::new(nowhere));
    let secret = |text: &str| Secret::new(text.to_owned());
    let cause = Portfolio::open_with_words(world, nowhere, &secret(text), &secret("a passphrase"), "a test")
        .err()
        .expect("nothing is there to be opened");
    match cause.code {
        Code::WrongWords => {}
        Code::Missing => assert_eq!(text.split_whitespace().count(), 24),
        other => panic!("{other:?}"),
    }
}
