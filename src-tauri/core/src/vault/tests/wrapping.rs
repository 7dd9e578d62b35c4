//! New envelopes: another passphrase, more work, and what an old or forged one comes to.

use proptest::prelude::*;

use super::super::envelope::Envelope;
use super::super::key::PortfolioKey;
use super::super::rewrap::NEW_ENVELOPE;
use super::super::{Cost, ENVELOPE, SheetProof, save_sheet};
use super::{bytes, fails, made, open, with_words};
use crate::error::Code;
use crate::testing::{PASSPHRASE, StillWorld, secret};
use crate::vault::Portfolio;

const OTHER: &str = "harbour velvet copper lantern";

fn dear() -> Cost {
    Cost { passes: 4, ..Cost::FLOOR }
}

#[test]
fn another_passphrase_opens_and_the_old_one_does_not() {
    let (_parent, folder, words) = made();
    let database = std::fs::read(folder.join(super::DATABASE)).expect("the database");
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let weak = fails(portfolio.change_passphrase(&secret(PASSPHRASE), &secret("password1")));
    assert_eq!((weak.code, weak.field.as_deref()), (Code::Invalid, Some("new")));
    let empty = fails(portfolio.change_passphrase(&secret(PASSPHRASE), &secret("")));
    assert_eq!((empty.code, empty.field.as_deref()), (Code::Invalid, Some("new")));
    let wrong = fails(portfolio.change_passphrase(&secret(OTHER), &secret(OTHER)));
    assert_eq!(wrong.code, Code::WrongPassphrase);
    let before = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    portfolio.change_passphrase(&secret(PASSPHRASE), &secret(OTHER)).expect("changed");
    assert_ne!(std::fs::read(folder.join(ENVELOPE)).expect("the envelope"), before);
    assert!(!folder.join(NEW_ENVELOPE).exists());
    assert_eq!(portfolio.recovery_words(&secret(OTHER)).expect("words"), words, "the words stay");
    drop(portfolio);
    assert_eq!(fails(open(&folder, PASSPHRASE)).code, Code::WrongPassphrase);
    drop(open(&folder, OTHER).expect("opens"));
    assert_eq!(
        std::fs::read(folder.join(super::DATABASE)).expect("the database"),
        database,
        "only the envelope"
    );
}

#[test]
fn a_disk_that_refuses_leaves_the_old_passphrase_in_force() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    let before = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    // A folder stands where the new envelope has to go.
    std::fs::create_dir(folder.join(NEW_ENVELOPE)).expect("a folder");
    assert_eq!(
        fails(portfolio.change_passphrase(&secret(PASSPHRASE), &secret(OTHER))).code,
        Code::Disk
    );
    assert_eq!(std::fs::read(folder.join(ENVELOPE)).expect("the envelope"), before);
    std::fs::remove_dir(folder.join(NEW_ENVELOPE)).expect("removed");
    portfolio
        .change_passphrase(&secret(PASSPHRASE), &secret(OTHER))
        .expect("and then it works");
}

#[test]
fn what_a_kill_left_beside_the_envelope_is_swept_at_the_next_opening() {
    let (_parent, folder, _) = made();
    let before = bytes(&folder);
    std::fs::write(folder.join(NEW_ENVELOPE), b"half of an enve").expect("written");
    std::fs::write(folder.join(".triptych-Ab12Cd.part"), b"half").expect("written");
    drop(open(&folder, PASSPHRASE).expect("opens"));
    assert_eq!(bytes(&folder), before);
}

#[test]
fn an_envelope_that_is_lost_while_open_is_told() {
    let (_parent, folder, _) = made();
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    std::fs::remove_file(folder.join(ENVELOPE)).expect("removed");
    assert_eq!(
        fails(portfolio.change_passphrase(&secret(PASSPHRASE), &secret(OTHER))).code,
        Code::EnvelopeDamaged
    );
    assert_eq!(fails(portfolio.key_cost()).code, Code::EnvelopeDamaged);
    let (_other_parent, other, _) = {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let world = StillWorld::new(parent.path());
        crate::world::World::fill_random(world.as_ref(), &mut [0; 96]).expect("random");
        let folder = parent.path().join("p");
        let (portfolio, words) = Portfolio::create(world, &folder, &secret(PASSPHRASE), "a test").expect("a portfolio");
        drop(portfolio);
        (parent, folder, words)
    };
    std::fs::copy(other.join(ENVELOPE), folder.join(ENVELOPE)).expect("copied");
    let error = fails(portfolio.recovery_words(&secret(PASSPHRASE)));
    assert_eq!(error.code, Code::EnvelopeDamaged, "the same passphrase, another key");
}

#[test]
fn a_faster_machine_offers_more_work_and_a_slower_one_never_takes_it_back() {
    let (_parent, folder, words) = made();
    let portfolio = open(&folder, PASSPHRASE).expect("opens");
    assert_eq!(portfolio.key_cost().expect("a cost"), (Cost::FLOOR, None));
    drop(portfolio);
    let fast = StillWorld::spending(&folder, dear());
    let mut portfolio = Portfolio::open(fast, &folder, &secret(PASSPHRASE), "a test").expect("opens");
    assert_eq!(portfolio.key_cost().expect("a cost"), (Cost::FLOOR, Some(dear())));
    assert_eq!(fails(portfolio.strengthen(&secret(OTHER))).code, Code::WrongPassphrase);
    let cheap = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    portfolio.strengthen(&secret(PASSPHRASE)).expect("strengthened");
    assert_eq!(portfolio.key_cost().expect("a cost"), (dear(), None));
    drop(portfolio);
    // From here on the machine is slow again.
    let mut portfolio = open(&folder, PASSPHRASE).expect("opens");
    portfolio.change_passphrase(&secret(PASSPHRASE), &secret(OTHER)).expect("changed");
    assert_eq!(portfolio.key_cost().expect("a cost"), (dear(), None));
    drop(portfolio);

    // The envelope of before is a whole and right one, and refused all the same.
    std::fs::write(folder.join(ENVELOPE), cheap).expect("written");
    let before = bytes(&folder);
    let error = fails(open(&folder, PASSPHRASE));
    assert_eq!(error.code, Code::EnvelopeDamaged);
    assert!(error.message.contains("easier to guess"), "{}", error.message);
    assert_eq!(bytes(&folder), before);
    drop(with_words(&folder, &words.join(" "), OTHER).expect("the words still open"));
    let portfolio = open(&folder, OTHER).expect("opens");
    assert_eq!(portfolio.key_cost().expect("a cost"), (dear(), None), "and give it its price again");
}

#[test]
fn a_cheaper_envelope_is_refused_before_an_older_portfolio_is_migrated() {
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/portfolios/14");
    let readme = std::fs::read_to_string(kept.join("README.md")).expect("a README");
    let said = |what: &str| {
        let line = readme.lines().find_map(|line| line.strip_prefix(what)).expect("it is said");
        line.trim().to_owned()
    };
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("Portfolio");
    std::fs::create_dir(&folder).expect("a folder");
    for name in [super::DATABASE, ENVELOPE] {
        std::fs::copy(kept.join(name), folder.join(name)).expect("copied");
    }
    // As if it had had a dearer envelope: remembered in the old form, without opening it as this Triptych does.
    let key = PortfolioKey::from_words(&secret(&said("- Recovery words:")))
        .expect("words")
        .derive_database_key();
    let connection = rusqlite::Connection::open(folder.join(super::DATABASE)).expect("a database");
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose()))
        .expect("a key");
    super::super::rewrap::remember(&connection, dear()).expect("remembered");
    drop(connection);
    let before = bytes(&folder);
    let error = fails(open(&folder, &said("- Passphrase:")));
    assert_eq!(error.code, Code::EnvelopeDamaged);
    assert!(error.message.contains("Nothing has been opened or changed"), "{}", error.message);
    assert_eq!(bytes(&folder), before, "neither migrated nor backed up");
}

#[test]
fn parameters_that_were_changed_do_not_unwrap() {
    let (_parent, folder, _) = made();
    let good = std::fs::read(folder.join(ENVELOPE)).expect("the envelope");
    let mut envelope: Envelope = serde_json::from_slice(&good).expect("an envelope");
    envelope.forge(64 * 1024, 4);
    std::fs::write(folder.join(ENVELOPE), envelope.bytes().expect("bytes")).expect("written");
    assert_eq!(
        fails(open(&folder, PASSPHRASE)).code,
        Code::WrongPassphrase,
        "bounds and checksum fit, the header does not"
    );
}

#[test]
fn the_sheet_is_for_whoever_has_the_passphrase_or_the_words() {
    let (parent, folder, words) = made();
    let app = crate::api::App::new(StillWorld::new(parent.path()), crate::testing::no_host(), "a test");
    app.open(Some(&folder.to_string_lossy()), &secret(PASSPHRASE)).expect("opens");
    let path = parent.path().join("sheet.pdf");
    let save = |proof: SheetProof<'_>| save_sheet(&app, &proof, Some(&path.to_string_lossy()), false);
    assert_eq!(fails(save(SheetProof::Passphrase(&secret(OTHER)))).code, Code::WrongPassphrase);
    assert_eq!(
        fails(save(SheetProof::Words(&secret(&words[1..].join(" "))))).code,
        Code::WrongWords
    );
    assert!(!path.exists());
    let made = save(SheetProof::Words(&secret(&words.join(" ")))).expect("a sheet");
    assert_eq!(made.path.as_deref(), path.to_str());
    assert!(std::fs::read(&path).expect("a file").starts_with(b"%PDF-"));
    assert_eq!(fails(save(SheetProof::Passphrase(&secret(PASSPHRASE)))).code, Code::Exists);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(
        save_sheet(&app, &SheetProof::Passphrase(&secret(PASSPHRASE)), None, false)
            .expect("asked")
            .path,
        None
    );
    app.lock();
    assert_eq!(fails(save(SheetProof::Passphrase(&secret(PASSPHRASE)))).code, Code::Locked);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn reading_an_envelope_never_panics(noise in proptest::collection::vec(any::<u8>(), 0..600), at in 0_usize..700, cut in 0_usize..700) {
        let _ = Envelope::read(&noise);
        let mut near = sample().bytes().expect("bytes");
        let at = at.min(near.len() - 1);
        near.truncate(cut.max(at + 1));
        let last = near.len().min(at + noise.len());
        near[at..last].copy_from_slice(&noise[..last - at]);
        if let Ok(envelope) = Envelope::read(&near) {
            prop_assert_eq!(envelope.bytes().expect("bytes"), sample().bytes().expect("bytes"), "only what was written is taken");
        }
    }
}

proptest! {
    // Each case costs two guesses.
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn what_was_wrapped_is_unwrapped_by_its_passphrase_alone(passphrase in "\\PC{1,60}", seed in any::<u64>()) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let world = StillWorld::new(parent.path());
        for _ in 0..seed % 7 {
            crate::world::World::fill_random(world.as_ref(), &mut [0; 32]).expect("random");
        }
        let key = PortfolioKey::make(world.as_ref()).expect("a key");
        let made = Envelope::make(world.as_ref(), "an id", &key, &secret(&passphrase), Cost::FLOOR).expect("an envelope");
        let read = Envelope::read(&made.bytes().expect("bytes")).expect("it reads");
        prop_assert!(read.is_of(&key) && read.unwrap(&secret(&passphrase)).expect("it opens").is(&key));
        prop_assert!(PortfolioKey::from_words(&secret(&key.words().expect("words").join(" "))).expect("a key").is(&key));
        prop_assert_eq!(read.unwrap(&secret(&format!("{passphrase}!"))).err().map(|error| error.code), Some(Code::WrongPassphrase));
    }
}

fn sample() -> &'static Envelope {
    static SAMPLE: std::sync::OnceLock<Envelope> = std::sync::OnceLock::new();
    SAMPLE.get_or_init(|| {
        let world = StillWorld::new(std::path::Path::new("nowhere"));
        let key = PortfolioKey::make(world.as_ref()).expect("a key");
        Envelope::make(world.as_ref(), "an id", &key, &secret(PASSPHRASE), Cost::FLOOR).expect("an envelope")
    })
}
