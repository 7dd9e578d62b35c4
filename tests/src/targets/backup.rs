//! A zip that says it is a backup, looked into and restored without a key.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use triptych_core::api::App;
use triptych_core::error::Code;
use triptych_core::vault::{DATABASE, ENVELOPE, backup};
use triptych_core::world::World as _;

use crate::{BridgeWorld, Desk};

const KEY_FILE: &[u8] = include_bytes!("../../fuzz/corpus/envelope/whole");
const PAGES: &[u8] = b"not a database, but what the manifest speaks of";
const HOW_TO: &[u8] = b"How to open it.";

struct Place {
    folder: tempfile::TempDir,
    app: App,
}

thread_local! {
    static PLACE: Place = place();
}

/// An app whose portfolio has the key file that the zip has, and is not open.
fn place() -> Place {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let world = Arc::new(BridgeWorld::new(folder.path()));
    std::fs::create_dir_all(world.portfolio_folder()).expect("made");
    std::fs::write(world.portfolio_folder().join(ENVELOPE), KEY_FILE).expect("written");
    let app = App::new(world, Box::new(Desk::new(folder.path())), "the fuzzer");
    Place { folder, app }
}

pub(super) fn try_bytes(bytes: &[u8]) {
    PLACE.with(|place| {
        let path = place.folder.path().join("a backup.zip");
        read(place, &path, bytes);
        // As the manifest of a zip that is otherwise whole, so that what lies behind its form is reached too.
        let members = [
            ("HOW-TO-OPEN.txt", HOW_TO),
            (ENVELOPE, KEY_FILE),
            (DATABASE, PAGES),
            ("MANIFEST.json", bytes),
        ];
        read(place, &path, &stored(&members));
    });
}

fn read(place: &Place, path: &Path, zip: &[u8]) {
    std::fs::write(path, zip).expect("written");
    let looked = place.app.run("", |task| backup::look(&place.app, task, path));
    let to = place.folder.path().join("Restored");
    let restored = place.app.run("", |task| backup::restore(&place.app, task, path, &to, None));
    assert_eq!(std::fs::read(path).expect("read"), zip, "looking and restoring change nothing");
    match restored {
        Ok(restored) => {
            assert!(looked.is_ok() && !restored.proved, "what is restored could be looked into");
            let mut there = names(&to);
            // A manifest that names files of evidence, which do not lie beside this zip, leaves their folder empty.
            there.retain(|path| path.is_file() || !names(path).is_empty());
            assert_eq!(there, [to.join(DATABASE), to.join(ENVELOPE)], "the two files that were asked for");
            assert_eq!(std::fs::read(to.join(DATABASE)).expect("read"), PAGES, "as the manifest has it");
            std::fs::remove_dir_all(&to).expect("removed");
        }
        Err(cause) => {
            let expected = [Code::Refused, Code::Damaged, Code::Newer, Code::EnvelopeDamaged];
            assert!(expected.contains(&cause.code), "{cause:?}");
            assert!(!to.exists(), "nothing is left of what was refused");
        }
    }
    assert_eq!(
        names(place.folder.path()).len(),
        2,
        "nothing else lies there: the portfolio and the zip"
    );
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.expect("listed").path()).collect();
    names.sort();
    names
}

/// A zip of these members, stored as they are.
fn stored(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    let number = |value: usize| u32::try_from(value).expect("small").to_le_bytes();
    for (name, bytes) in members {
        // Version, flags, method, time, date; then checksum, both sizes, and how long the name is.
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        fields.extend(crc32(bytes).to_le_bytes());
        fields.extend([number(bytes.len()), number(bytes.len()), number(name.len())].concat());
        let offset = number(zip.len());
        zip.extend(b"PK\x03\x04");
        zip.extend(&fields);
        zip.extend(name.bytes());
        zip.extend(*bytes);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&fields);
        // No comment, the first disk, no attributes but that it is a file, and where it lies.
        directory.extend([0; 6]);
        directory.extend((0o100_600_u32 << 16).to_le_bytes());
        directory.extend(offset);
        directory.extend(name.bytes());
    }
    let [at, size] = [zip.len(), directory.len()].map(number);
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    let count = u8::try_from(members.len()).expect("few");
    zip.extend([count, 0, count, 0]);
    zip.extend([size, at].concat());
    zip.extend([0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}
