//! If the owner cannot work.

use std::io::Read as _;

use age::secrecy::SecretString;

use super::super::handover::composed;
use super::*;
use crate::error::Code;
use crate::storage::undo;
use crate::testing::{PASSPHRASE, StillWorld, no_host, secret};

const OTHERS: &str = "velvet anchor misty ladder";

#[test]
fn a_colleague_reads_contacts_and_wishes_with_anyones_age_and_no_notes() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = crate::api::App::new(StillWorld::new(folder.path()), no_host(), "a test");
    let words = app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let make = |passphrase: Option<&str>, clients: bool, name: &str| {
        let passphrase = passphrase.map(secret);
        app.run("", |task| {
            export_handover(&app, task, passphrase.as_ref(), clients, Some(&path(name)), false)
        })
    };
    app.change(|portfolio| {
        note(portfolio, "2026-03-05", "Hid the xylophone.");
        let id = client(portfolio, "K-07");
        save_identity(portfolio, &id, &somebody("heron"))?;
        let ended = make_client(portfolio, "Z-01");
        save_identity(portfolio, &ended, &somebody("osprey"))?;
        let facts = Facts {
            ended: Some("2025-01-01".to_owned()),
            ..Facts::default()
        };
        save(portfolio, &ended, 1, &facts)
    })
    .expect("written");
    assert_eq!(
        make(Some(OTHERS), true, "early.age").expect_err("nobody is named").code,
        Code::Refused
    );
    let wishes = Handover {
        colleague: "Sam Colleague".to_owned(),
        contact: "01632 960001".to_owned(),
        supervisor: "A. Field".to_owned(),
        insurer: "An insurer, policy 7".to_owned(),
        wishes: "Please ring, do not write.".to_owned(),
    };
    app.change(|portfolio| save_handover(portfolio, &wishes)).expect("saved");
    assert_eq!(app.with(handover).expect("read").made_on, None);

    let weak = make(Some("password"), true, "weak.age").expect_err("weak");
    let same = make(Some(PASSPHRASE), true, "same.age").expect_err("it opens the portfolio");
    for refused in [weak, same] {
        assert_eq!(refused.field.as_deref(), Some("passphrase"));
    }
    make(Some(OTHERS), false, "mine.pdf.age").expect("made");
    assert_eq!(app.with(handover).expect("read").made_on.as_deref(), Some("2026-11-22"));
    let bytes = std::fs::read(path("mine.pdf.age")).expect("a file");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let identity = age::scrypt::Identity::new(SecretString::from(OTHERS.to_owned()));
    let decryptor = age::Decryptor::new(bytes.as_slice()).expect("age's");
    let mut pdf = Vec::new();
    let mut reader = decryptor
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .expect("the passphrase opens it");
    reader.read_to_end(&mut pdf).expect("whole");
    assert!(pdf.starts_with(b"%PDF"));
    assert_eq!(make(Some(OTHERS), false, "mine.pdf.age").expect_err("there").code, Code::Exists);
    make(None, false, "sheet.pdf").expect("printed");

    let (with, without) = app
        .with(|portfolio| Ok((composed(portfolio, true)?, composed(portfolio, false)?)))
        .expect("composed");
    for there in ["heronname Canarius", "heronphone", "Please ring", "Sam Colleague", "An insurer"] {
        assert!(with.contains(there), "{there}");
    }
    for never in [
        "xylophone",
        "ospreyname",
        "heronreferrer",
        "1987",
        PASSPHRASE,
        &words.join(" "),
        words[3].as_str(),
    ] {
        assert!(
            !with.contains(&format!(" {never} ")) && !with.contains(&format!("\"{never}\"")),
            "{never}"
        );
    }
    assert!(!without.contains("heron") && without.contains("Sam Colleague"), "{without}");
    let taken = app.change(undo::undo).expect("undone").expect("a step");
    assert_eq!(taken.label, "If I cannot work");
}

fn make_client(portfolio: &mut Portfolio, code: &str) -> String {
    super::super::make(portfolio, code).expect("a client")
}
