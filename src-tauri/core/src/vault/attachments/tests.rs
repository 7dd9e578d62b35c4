//! Files on their way in and out.

use std::path::Path;

use proptest::prelude::*;

use super::{Attachments, FOLDER, Staged, listed};
use crate::error::{Code, Error, Result};
use crate::testing::{PASSPHRASE, portfolio, secret};
use crate::vault::Portfolio;

/// Bytes that look like nothing.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    (0..size)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.to_le_bytes()[0]
        })
        .collect()
}

fn stage(attachments: &Attachments, bytes: &[u8]) -> Staged {
    let mut staging = attachments.begin().expect("begun");
    staging.pour(&mut &bytes[..], &mut |_| Ok(())).expect("poured");
    staging.finish().expect("finished")
}

fn keep(attachments: &Attachments, bytes: &[u8]) -> (String, u64) {
    let staged = stage(attachments, bytes);
    let (sha256, size) = (staged.sha256.clone(), staged.size);
    attachments.keep(staged).expect("kept");
    (sha256, size)
}

fn all(attachments: &Attachments, sha256: &str, size: u64) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    attachments.open(sha256, size)?.pour(&mut |bytes, _| {
        out.extend_from_slice(bytes);
        Ok(())
    })?;
    Ok(out)
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

fn with<T>(body: impl FnOnce(&Portfolio, &Attachments, &Path) -> T) -> T {
    let (_folder, portfolio) = portfolio();
    let attachments = portfolio.attachments();
    body(&portfolio, &attachments, &portfolio.folder().join(FOLDER))
}

#[test]
fn what_went_in_comes_out_whatever_its_size() {
    with(|_, attachments, folder| {
        for size in [0, 1, 65_535, 65_536, 65_537, 131_072, 2 * 32 * 1024 * 1024 + 1] {
            let bytes = noise(size);
            let (sha256, told) = keep(attachments, &bytes);
            assert_eq!(told, size as u64);
            assert_eq!(all(attachments, &sha256, told).expect("read"), bytes, "{size}");
            attachments.verify(&sha256, told, &mut |_| Ok(())).expect("sound");
            let lies = std::fs::read(attachments.path(&sha256)).expect("the file");
            assert!(lies.starts_with(b"age-encryption.org/v1\n"));
            assert!(size < 16 || !lies.windows(16).any(|window| window == &bytes[..16]), "not in clear");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
                assert_eq!((mode(&attachments.path(&sha256)), mode(folder)), (0o600, 0o700));
            }
        }
        assert_eq!(files(folder), 7);
    });
}

#[test]
fn the_same_content_lies_there_once_under_a_name_that_only_the_key_makes() {
    with(|_, attachments, folder| {
        let (sha256, _) = keep(attachments, b"the torn drawing");
        keep(attachments, b"the torn drawing");
        assert_eq!(files(folder), 1);
        assert!(
            !listed(folder)[0].contains(&sha256[..16]),
            "the hash itself tells nobody what lies there"
        );
        let (_other, theirs) = {
            let parent = tempfile::tempdir().expect("a folder");
            let world = crate::testing::StillWorld::new(parent.path());
            crate::world::World::fill_random(world.as_ref(), &mut [0; 320]).expect("random");
            let (other, _) = Portfolio::create(world, &parent.path().join("P"), &secret(PASSPHRASE), "a test").expect("a portfolio");
            let name = other.attachments().name(&sha256);
            (parent, name)
        };
        assert_ne!(theirs, attachments.name(&sha256));
    });
}

#[test]
fn what_is_given_up_leaves_nothing() {
    with(|_, attachments, folder| {
        let mut staging = attachments.begin().expect("begun");
        let stopped = staging.pour(&mut &noise(300_000)[..], &mut |done| {
            if done > 100_000 {
                return Err(Error::new(Code::Cancelled, "Stopped."));
            }
            Ok(())
        });
        assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
        drop(staging);
        drop(stage(attachments, b"finished and never named"));
        assert_eq!(files(folder), 0);
    });
}

#[test]
fn what_a_kill_left_is_swept_and_what_is_named_stays() {
    with(|_, attachments, folder| {
        let (named, _) = keep(attachments, b"named");
        keep(attachments, b"orphan");
        // A killed process: nobody holds its lock.
        std::fs::write(folder.join(".triptych-aB3dE9.part"), "half").expect("a file");
        std::fs::write(folder.join("mine.txt"), "not ours").expect("a file");
        assert!(attachments.has_others(std::slice::from_ref(&named)));
        attachments.sweep([named.clone()].iter());
        assert!(!attachments.has_others(std::slice::from_ref(&named)));
        assert_eq!(files(folder), 2, "the named file, and somebody else's");
        assert!(attachments.path(&named).exists());
    });
}

#[test]
fn every_flipped_byte_and_every_cut_is_told() {
    with(|_, attachments, _| {
        let bytes = noise(70_000);
        let (sha256, size) = keep(attachments, &bytes);
        let path = attachments.path(&sha256);
        let whole = std::fs::read(&path).expect("the file");
        // The tag, the stanza, the header's hash, the nonce, both chunks and their ends.
        for at in (0..whole.len()).step_by(997).chain(whole.len() - 20..whole.len()).chain(0..230) {
            let mut wrong = whole.clone();
            wrong[at] ^= 1;
            std::fs::write(&path, &wrong).expect("written");
            let read = attachments.verify(&sha256, size, &mut |_| Ok(()));
            assert_eq!(read.expect_err("damage").code, Code::Refused, "byte {at}");
        }
        for length in [0, 10, 300, 66_000, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).expect("written");
            assert_eq!(all(attachments, &sha256, size).expect_err("cut").code, Code::Refused, "{length}");
        }
        // A whole file in another's place is another file.
        let (other, other_size) = keep(attachments, &noise(70_001)[1..]);
        std::fs::copy(attachments.path(&other), &path).expect("copied");
        assert_eq!(other_size, size);
        assert_eq!(
            attachments.verify(&sha256, size, &mut |_| Ok(())).expect_err("another").code,
            Code::Refused
        );
        std::fs::remove_file(&path).expect("removed");
        assert_eq!(attachments.open(&sha256, size).err().map(|cause| cause.code), Some(Code::NotFound));
        // Adding the same again heals it.
        keep(attachments, &bytes);
        assert_eq!(all(attachments, &sha256, size).expect("read"), bytes);
    });
}

#[test]
fn more_than_the_limit_is_refused_as_soon_as_it_is_met() {
    with(|_, attachments, folder| {
        let mut staging = attachments.begin().expect("begun");
        staging.size = super::LIMIT - 10;
        staging.write(&[0; 10]).expect("the last that fit");
        let refused = staging.write(&[0]).expect_err("too large");
        assert_eq!(refused.code, Code::Refused);
        assert!(refused.message.contains("2 GB"), "{}", refused.message);
        drop(staging);
        assert_eq!(files(folder), 0);
    });
}

#[test]
fn any_age_opens_it_with_the_identity_that_the_words_make() {
    let (_folder, portfolio) = portfolio();
    let attachments = portfolio.attachments();
    let (sha256, _) = keep(&attachments, b"twenty years on");
    let words = portfolio.recovery_words(&secret(PASSPHRASE)).expect("words");
    // What docs/data-format.md says, step by step, with nothing of the vault.
    let entropy = bip39::Mnemonic::parse(words.join(" ")).expect("words").to_entropy();
    let mut bytes = [0; 32];
    hkdf::Hkdf::<sha2::Sha256>::new(None, &entropy)
        .expand(b"triptych/attachments/v1", &mut bytes)
        .expect("32 bytes");
    let text = bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("age-secret-key-").expect("a prefix"), &bytes)
        .expect("encoded")
        .to_uppercase();
    let identity: age::x25519::Identity = text.parse().expect("an identity");
    let sealed = std::fs::read(attachments.path(&sha256)).expect("the file");
    assert_eq!(age::decrypt(&identity, &sealed).expect("opened"), b"twenty years on");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_range_is_what_stands_there(size in 0_usize..200_000, reads in prop::collection::vec((0_u64..210_000, 0_usize..140_000), 1..8)) {
        use std::io::{Read as _, Seek as _, SeekFrom};
        let (_folder, portfolio) = portfolio();
        let attachments = portfolio.attachments();
        let bytes = noise(size);
        let (sha256, told) = keep(&attachments, &bytes);
        let mut reader = attachments.open(&sha256, told).expect("opened");
        for (offset, length) in reads {
            let from = usize::try_from(offset).expect("small").min(size);
            let to = (from + length).min(size);
            prop_assert_eq!(reader.range(offset, length).expect("a range"), &bytes[from..to]);
            // As a decoder does it: a place, then whatever comes.
            prop_assert_eq!(reader.seek(SeekFrom::Start(offset)).expect("a place"), from as u64);
            let mut some = vec![0; length];
            let read = reader.read(&mut some).expect("read");
            prop_assert!(read > 0 || from == size || length == 0);
            prop_assert_eq!(&some[..read], &bytes[from..from + read]);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_disk_says_while_more_is_written_is_not_lost() {
    // Nothing can be brought to a disk there, and the system says so.
    let nowhere = std::fs::File::open("/dev/null").expect("there");
    let flusher = super::Flusher::of(&nowhere).expect("begun");
    flusher.go_on();
    assert!(flusher.end().is_err());
    let folder = tempfile::tempdir().expect("a folder");
    let somewhere = std::fs::File::create(folder.path().join("file")).expect("made");
    let flusher = super::Flusher::of(&somewhere).expect("begun");
    flusher.go_on();
    assert!(flusher.end().is_ok());
}
