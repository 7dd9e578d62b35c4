//! Keys, envelope and opening: each way it can go wrong, told apart.

mod disk;
mod renewing;
mod wrapping;

use std::path::Path;
use std::sync::Arc;

use super::{DATABASE, ENVELOPE, Found, LOCK, Portfolio, Secret, look};
use crate::error::{Code, Error, Result};
use crate::record::{self, Kind};
use crate::storage::files;
use crate::testing::{PASSPHRASE, StillWorld, content, secret};

/// A made and closed portfolio: its folder, its parent, its words.
fn made() -> (tempfile::TempDir, std::path::PathBuf, Vec<String>) {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("Portfolio");
    let (mut portfolio, words) =
        Portfolio::create(StillWorld::new(parent.path()), &folder, &secret(PASSPHRASE), "a test").expect("a portfolio");
    record::create(
        &mut portfolio,
        &content(Kind::Reflection, "The torn drawing", "2026-04-09", "Nothing was said."),
        "v",
        &[],
    )
    .expect("a record");
    (parent, folder, words)
}

fn open(folder: &Path, passphrase: &str) -> Result<Portfolio> {
    Portfolio::open(StillWorld::new(folder), folder, &secret(passphrase), "a test")
}

fn with_words(folder: &Path, words: &str, passphrase: &str) -> Result<Portfolio> {
    Portfolio::open_with_words(StillWorld::new(folder), folder, &secret(words), &secret(passphrase), "a test")
}

fn fails<T>(result: Result<T>) -> Error {
    result.err().expect("this must fail")
}

fn names(folder: &Path) -> Vec<u8> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.join("\n").into_bytes()
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_name() != LOCK)
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                // A folder's bytes are the names in it.
                std::fs::read(entry.path()).unwrap_or_else(|_| names(&entry.path())),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let (_parent, folder, _) = made();
    let portfolio = open(&folder, PASSPHRASE).expect("opens");
    let id = &record::every_id(&portfolio).expect("ids")[0];
    assert_eq!(record::get(&portfolio, id).expect("a record").shown_title, "The torn drawing");
}

#[test]
fn nothing_but_three_files_lasts_and_none_holds_a_word() {
    let (_parent, folder, _) = made();
    let names: Vec<_> = bytes(&folder).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [DATABASE, ENVELOPE]);
    for (name, bytes) in bytes(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("torn") && !text.contains("SQLite"), "{name} can be read");
    }
}

#[cfg(unix)]
#[test]
fn files_and_folder_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_parent, folder, _) = made();
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for name in [DATABASE, ENVELOPE, LOCK] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn rights_that_have_become_wider_are_narrowed_when_it_is_opened() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_parent, folder, _) = made();
    let widen = |path: &Path, to| std::fs::set_permissions(path, std::fs::Permissions::from_mode(to)).expect("widened");
    let folders = ["attachments", "backups"];
    for name in folders {
        std::fs::create_dir(folder.join(name)).expect("a folder");
        widen(&folder.join(name), 0o755);
    }
    let files = [DATABASE, ENVELOPE, LOCK, super::DAMAGED, "attachments/one.age", "backups/one.zip"];
    for name in &files[3..] {
        std::fs::write(folder.join(name), "x").expect("a file");
    }
    widen(&folder, 0o755);
    for name in files {
        widen(&folder.join(name), 0o644);
    }
    let _open = open(&folder, PASSPHRASE).expect("it opens");
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for name in files {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    for name in folders {
        assert_eq!(mode(&folder.join(name)), 0o700, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_empties_nothing() {
    let (parent, folder, _) = made();
    let other = parent.path().join("other");
    std::fs::write(&other, "important").expect("a file");
    std::fs::remove_file(folder.join(LOCK)).expect("removed");
    std::os::unix::fs::symlink(&other, folder.join(LOCK)).expect("a link");
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::Refused);
    assert_eq!(std::fs::read(&other).expect("a file"), b"important");
}

#[test]
fn passphrases_that_do_not_open_change_nothing() {
    let (_parent, folder, _) = made();
    let before = bytes(&folder);
    for (passphrase, code) in [
        ("wrong", Code::WrongPassphrase),
        ("Correct horse battery staple", Code::WrongPassphrase),
        ("🥁🎻", Code::WrongPassphrase),
        ("", Code::Invalid),
        (&"x".repeat(10_000), Code::Invalid),
    ] {
        let error = fails(open(&folder, passphrase));
        assert_eq!(error.code, code);
        assert!(!error.message.contains(passphrase) || passphrase.is_empty());
    }
    assert_eq!(bytes(&folder), before);
}

#[test]
fn an_accent_typed_in_two_ways_is_one_passphrase() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("p");
    drop(
        Portfolio::create(
            StillWorld::new(parent.path()),
            &folder,
            &secret("caf\u{e9} am Fluss im Winter"),
            "a test",
        )
        .expect("a portfolio"),
    );
    assert!(open(&folder, "cafe\u{301} am Fluss im Winter").is_ok());
}

#[test]
fn the_words_open_what_has_lost_its_envelope() {
    let (_parent, folder, words) = made();
    assert_eq!(words.len(), super::WORDS);
    std::fs::remove_file(folder.join(ENVELOPE)).expect("removed");
    assert_eq!(look(&folder), Found::WordsOnly);
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::EnvelopeDamaged);
    drop(with_words(&folder, &words.join("  ").to_uppercase(), "a new one entirely").expect("the words open it"));
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::WrongPassphrase);
    assert!(open(&folder, "a new one entirely").is_ok());
}

#[test]
fn wrong_words_are_told_apart() {
    let (_parent, folder, words) = made();
    let before = bytes(&folder);
    let message = |words: &[String]| {
        let error = fails(with_words(&folder, &words.join(" "), "a new one entirely"));
        assert_eq!(error.code, Code::WrongWords);
        error.message
    };
    assert!(message(&words[..23]).contains("23 words"));
    let mut misspelt = words.clone();
    "notaword".clone_into(&mut misspelt[4]);
    assert!(message(&misspelt).contains("Word 5"));
    let mut swapped = words.clone();
    swapped.swap(0, 1);
    assert!(message(&swapped).contains("do not fit") || message(&swapped).contains("not of this portfolio"));
    let other_parent = tempfile::tempdir().expect("a temporary folder");
    let world = StillWorld::new(other_parent.path());
    let mut skip = [0; 96];
    crate::world::World::fill_random(world.as_ref(), &mut skip).expect("random");
    let (_, others) = Portfolio::create(world, &other_parent.path().join("p"), &secret(PASSPHRASE), "a test").expect("another portfolio");
    assert_ne!(others, words);
    assert!(message(&others).contains("not of this portfolio"));
    assert_eq!(bytes(&folder), before);
    std::fs::remove_file(folder.join(ENVELOPE)).expect("removed");
    assert!(message(&others).contains("not of this portfolio"), "told without an envelope too");
}

#[test]
fn a_damaged_envelope_is_told_and_leaves_the_database_alone() {
    let (_parent, folder, _) = made();
    let path = folder.join(ENVELOPE);
    let good = std::fs::read(&path).expect("the envelope");
    let text = String::from_utf8(good).expect("text");
    let database = std::fs::read(folder.join(DATABASE)).expect("the database");
    let broken: Vec<(&str, Vec<u8>)> = vec![
        ("not JSON", b"hello".to_vec()),
        ("empty", Vec::new()),
        ("a missing field", text.replace("\"nonce\"", "\"nince\"").into_bytes()),
        ("a tebibyte of Argon2", text.replace("65536", "1073741824").into_bytes()),
        ("less work than ever written", text.replace("65536", "1024").into_bytes()),
    ];
    for (what, bytes) in broken {
        std::fs::write(&path, bytes).expect("written");
        assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::EnvelopeDamaged, "{what}");
        assert_eq!(look(&folder), Found::WordsOnly, "{what}");
    }
    std::fs::write(&path, text.replace("\"version\": 1", "\"version\": 9")).expect("written");
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::Newer);
    assert_eq!(std::fs::read(folder.join(DATABASE)).expect("the database"), database);
}

#[test]
fn every_flipped_byte_of_the_envelope_is_noticed_before_the_passphrase_is_tried() {
    let (_parent, folder, _) = made();
    let good = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    let whole = serde_json::from_slice::<serde_json::Value>(&good).expect("JSON");
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 0x01;
        // Blanks between the fields may change without changing what is said.
        if serde_json::from_slice::<serde_json::Value>(&bad).is_ok_and(|said| said == whole) {
            continue;
        }
        let code = super::Envelope::read(&bad).err().map(|error| error.code);
        assert!(
            matches!(code, Some(Code::EnvelopeDamaged | Code::Newer)),
            "byte {at} was not noticed"
        );
    }
}

#[test]
fn parameters_out_of_bounds_are_refused_even_with_a_fitting_checksum() {
    let (_parent, folder, _) = made();
    let good = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    let mut envelope: super::Envelope = serde_json::from_slice(&good).expect("an envelope");
    for (memory, passes) in [(1024 * 1024 * 1024, 3), (1024, 3), (64 * 1024, 1), (64 * 1024, 1_000_000)] {
        envelope.forge(memory, passes);
        let forged = envelope.bytes().expect("bytes");
        assert_eq!(
            super::Envelope::read(&forged).err().map(|error| error.code),
            Some(Code::EnvelopeDamaged)
        );
    }
}

#[test]
fn what_stands_in_the_databases_place_is_told() {
    let (_parent, folder, _) = made();
    let path = folder.join(DATABASE);
    let good = std::fs::read(&path).expect("the database");
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.extend_from_slice(&good[16..]);
    let mut flipped = good.clone();
    flipped[100] ^= 1;
    for (bytes, says) in [
        (Vec::new(), "is empty"),
        (plain, "unencrypted"),
        (b"Dear diary, this is no database at all.\n".to_vec(), "text file"),
        (good[..5000].to_vec(), "damaged"),
        (flipped, "damaged"),
    ] {
        std::fs::write(&path, &bytes).expect("written");
        let error = match open(&folder, PASSPHRASE) {
            Err(error) => error,
            Ok(portfolio) => fails(record::every_id(&portfolio)),
        };
        assert_eq!(error.code, Code::Damaged, "{says}");
        assert!(error.message.contains(says), "{}", error.message);
        assert_eq!(std::fs::read(&path).expect("the database"), bytes, "it was changed");
    }
}

#[test]
fn a_newer_database_is_refused_and_untouched() {
    let (_parent, folder, _) = made();
    let portfolio = open(&folder, PASSPHRASE).expect("opens");
    portfolio
        .db()
        .execute_batch("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE);")
        .expect("set");
    drop(portfolio);
    let before = std::fs::read(folder.join(DATABASE)).expect("the database");
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::Newer);
    assert_eq!(std::fs::read(folder.join(DATABASE)).expect("the database"), before);
}

#[test]
fn damage_in_any_page_is_found_by_check_and_stops_writing() {
    let (_parent, folder, _) = made();
    let path = folder.join(DATABASE);
    let good = std::fs::read(&path).expect("the database");
    let pages = good.len() / 4096;
    for page in 1..pages {
        let mut bad = good.clone();
        bad[page * 4096 + (page * 997) % 4096] ^= 0x10;
        std::fs::write(&path, &bad).expect("written");
        let mut portfolio = match open(&folder, PASSPHRASE) {
            Err(error) => {
                assert_eq!(error.code, Code::Damaged, "page {page}");
                continue;
            }
            Ok(portfolio) => portfolio,
        };
        let report = checked(&mut portfolio);
        assert!(!report.sound, "page {page} was not noticed");
        assert!(portfolio.read_only());
        let error = fails(record::create(&mut portfolio, &content(Kind::Cpd, "", "2026-01-01", "x"), "v", &[]));
        assert_eq!(error.code, Code::ReadOnly);
    }
    std::fs::write(&path, &good).expect("written");
    assert!(checked(&mut open(&folder, PASSPHRASE).expect("opens")).sound);
}

#[test]
fn a_search_index_that_went_wrong_is_made_again_and_nothing_else_is_called_damaged() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    portfolio
        .db()
        .execute("UPDATE record_search_content SET c1 = 'another text'", [])
        .expect("spoilt");
    let report = checked(&mut portfolio);
    assert!(report.sound, "{report:?}");
    assert!(report.parts.iter().any(|part| part.found.contains("made again")), "{report:?}");
    assert!(!portfolio.read_only());
    assert!(checked(&mut portfolio).parts.iter().all(|part| part.found == "Sound."));
}

fn checked(portfolio: &mut Portfolio) -> crate::api::portfolio::CheckReport {
    let host = crate::testing::no_host();
    let app = crate::api::App::new(portfolio.shared_world(), host, "a test");
    app.run("", |task| portfolio.check(task)).expect("a report")
}

#[test]
fn one_opener_at_a_time_and_the_second_hears_who() {
    let (_parent, folder, _) = made();
    let first = Portfolio::open(StillWorld::new(&folder), &folder, &secret(PASSPHRASE), "a Triptych window").expect("opens");
    let error = fails(open(&folder, PASSPHRASE));
    assert_eq!(error.code, Code::InUse);
    assert!(error.message.contains("a Triptych window"));
    drop(first);
    assert!(open(&folder, PASSPHRASE).is_ok());
}

#[test]
fn folders_that_cannot_hold_a_portfolio_are_told() {
    let (parent, folder, _) = made();
    assert_eq!(fails(open(&parent.path().join("nowhere"), PASSPHRASE)).code, Code::Missing);
    let file = parent.path().join("a file");
    std::fs::write(&file, "x").expect("written");
    assert_eq!(fails(open(&file, PASSPHRASE)).code, Code::Disk);
    let create = |folder: &Path| Portfolio::create(StillWorld::new(folder), folder, &secret(PASSPHRASE), "a test").map(|_| ());
    assert_eq!(fails(create(&file)).code, Code::Disk);
    assert_eq!(fails(create(&folder)).code, Code::Exists);
    std::fs::remove_file(folder.join(DATABASE)).expect("removed");
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::Missing);
}

#[test]
fn three_words_are_asked_for_and_one_wrong_is_named() {
    let (_parent, folder, words) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let positions = portfolio.words_to_confirm().expect("positions");
    assert_eq!(positions.len(), 3);
    let mut given: Vec<String> = positions.iter().map(|position| words[usize::from(*position) - 1].clone()).collect();
    given[1].push('x');
    assert!(fails(portfolio.confirm_words(&given)).message.contains(&positions[1].to_string()));
    given[1].pop();
    portfolio.confirm_words(&given).expect("right");
    assert!(portfolio.words_to_confirm().expect("positions").is_empty());
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("profile.pdf");
    files::write(&path, b"first", false).expect("written");
    assert_eq!(fails(files::write(&path, b"second", false)).code, Code::Exists);
    assert_eq!(std::fs::read(&path).expect("read"), b"first");
    files::write(&path, b"second", true).expect("replaced");
    assert_eq!(std::fs::read(&path).expect("read"), b"second");
    assert_eq!(fails(files::write(&folder.path().join("gone/x.pdf"), b"x", false)).code, Code::Disk);
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("list").count(),
        1,
        "nothing is left beside it"
    );
    for (name, safe) in [
        ("a/b\\c", "a-b-c"),
        ("..", "untitled"),
        ("🥁 drum", "🥁 drum"),
        ("", "untitled"),
        ("a\u{0}b", "a-b"),
    ] {
        assert_eq!(files::safe_name(name), safe);
    }
}

#[test]
fn strength_is_honest() {
    let score = |text: &str| super::strength(&Secret::new(text.to_owned()));
    assert!(!score("password1").accepted);
    assert!(!score("").accepted);
    assert!(score("harbour velvet copper lantern orchard").accepted);
    assert_eq!(score("harbour velvet copper lantern orchard").score, 4);
    assert!(!score("drum").advice.is_empty());
}

#[test]
fn the_portfolio_is_shared_by_reference_only() {
    fn sendable<T: Send>() {}
    sendable::<Portfolio>();
    sendable::<Arc<crate::api::App>>();
}
