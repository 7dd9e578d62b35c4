//! Backups that hold everything in one file: made, proved, restored with nothing beside them, damaged, forged, and thinned.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::archive::inside;
use super::super::{MANIFEST, list, make_whole};
use super::*;
use crate::evidence::{self, Evidence, For, Source};
use crate::vault::attachments;

impl House {
    pub(super) fn evidence(&self, name: &str, bytes: &[u8]) -> Evidence {
        let path = self.beside(name);
        std::fs::write(&path, bytes).expect("written");
        self.run(|task| evidence::add(&self.app, task, &Source::Path(&path), None, &For::default()))
            .expect("added")
            .0
    }

    pub(super) fn whole(&self, to: &Path) {
        self.run(|task| make_whole(&self.app, task, Some(to))).expect("a backup");
    }

    pub(super) fn restored(&self, zip: &Path, to: &str) -> Result<super::super::Restored> {
        self.run(|task| {
            restore(
                &self.app,
                task,
                zip,
                &self.beside(to),
                Some(&Given::Passphrase(&secret(PASSPHRASE))),
            )
        })
    }
}

type Members = Vec<(String, Vec<u8>)>;

fn members(path: &Path) -> Members {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("a zip");
    (0..zip.len())
        .map(|index| {
            let mut member = zip.by_index(index).expect("a member");
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("read");
            (member.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn write(path: &Path, members: &Members) {
    let mut zip = ZipWriter::new(std::fs::File::create(path).expect("a file"));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in members {
        zip.start_file(name, options).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip");
}

#[test]
fn it_comes_back_into_an_empty_place_with_nothing_beside_it() {
    let house = House::new();
    let one = house.evidence("drawing.txt", b"a drawing");
    let two = house.evidence("song.txt", &vec![7; 300_000]);
    house.evidence("the same song.txt", &vec![7; 300_000]);
    let away = house.beside("away");
    std::fs::create_dir(&away).expect("a folder");
    let zip = away.join("all.zip");
    house.whole(&zip);
    assert_eq!(names(&away), ["all.zip"], "nothing lies beside it");
    let held: Vec<String> = members(&zip).into_iter().map(|(name, _)| name).collect();
    assert_eq!(held.len(), 6, "four, and each content once: {held:?}");
    assert!(held[3].starts_with("attachments/") && held[5] == MANIFEST, "{held:?}");
    let bytes = std::fs::read(&zip).expect("the zip");
    assert!(!bytes.windows(9).any(|window| window == b"a drawing"), "encrypted as they lie");
    let inside = house.run(|task| look(&house.app, task, &zip)).expect("looked");
    assert_eq!((inside.files, inside.whole, inside.missing, inside.proved), (2, true, 0, true));
    let verified = house
        .run(|task| verify(&house.app, task, &zip, Some(&Given::Passphrase(&secret(PASSPHRASE)))))
        .expect("verified");
    assert!(verified.proved);
    let restored = house.restored(&zip, "Back").expect("restored");
    assert_eq!((restored.missing, restored.proved), (0, true));
    house.app.lock();
    let other = Arc::new(App::new(StillWorld::new(&house.beside("x")), no_host(), "a test"));
    other.open(house.beside("Back").to_str(), &secret(PASSPHRASE)).expect("opens");
    for (piece, bytes) in [(&one, b"a drawing".to_vec()), (&two, vec![7; 300_000])] {
        let read = other
            .with(|portfolio| evidence::bytes(portfolio, &piece.id, 0, 1_000_000))
            .expect("read");
        assert_eq!(read, bytes);
    }
    // Without a key its files are compared with the manifest all the same.
    let bare = Arc::new(App::new(StillWorld::new(&house.beside("y")), no_host(), "a test"));
    let to = house.beside("Without a key");
    let restored = bare.run("", |task| restore(&bare, task, &zip, &to, None)).expect("restored");
    assert_eq!((restored.missing, restored.proved), (0, false));
    assert_eq!(names(&to.join("attachments")).len(), 2);
}

#[test]
fn a_changed_byte_a_missing_file_and_a_foreign_member_are_told_and_leave_nothing() {
    let house = House::new();
    house.evidence("drawing.txt", b"a drawing");
    let zip = house.beside("all.zip");
    house.whole(&zip);
    let good = members(&zip);
    let bad = house.beside("bad.zip");
    let refused = |change: &dyn Fn(&mut Members), code: Code| {
        let mut changed = good.clone();
        change(&mut changed);
        write(&bad, &changed);
        assert_eq!(fails(house.restored(&bad, "Back")).code, code);
        assert!(!house.beside("Back").exists(), "nothing is left");
    };
    write(&bad, &good);
    house.restored(&bad, "Sound").expect("written anew it is still the same");
    // The age file itself, its absence, one that the manifest does not name, one that leads elsewhere.
    refused(&|all| *all[3].1.last_mut().expect("a byte") ^= 1, Code::Damaged);
    refused(&|all| drop(all.remove(3)), Code::Refused);
    refused(
        &|all| all.insert(4, (inside(&format!("{}.age", "0".repeat(64))), b"more".to_vec())),
        Code::Refused,
    );
    refused(&|all| all[3].0 = "attachments/../portfolio.lock".to_owned(), Code::Refused);
    let manifest = |all: &mut Members, change: &dyn Fn(&mut serde_json::Value)| {
        let last = all.last_mut().expect("a manifest");
        let mut json = serde_json::from_slice(&last.1).expect("JSON");
        change(&mut json);
        last.1 = serde_json::to_vec(&json).expect("JSON");
    };
    // A manifest that says it holds nothing, names a file twice, or another one; and one of a Triptych to come.
    refused(&|all| manifest(all, &|json| json["backup"]["version"] = 1.into()), Code::Refused);
    refused(
        &|all| {
            manifest(all, &|json| {
                let name = json["backup"]["attachments"][0].clone();
                json["backup"]["attachments"] = serde_json::json!([name, name]);
            });
        },
        Code::Refused,
    );
    refused(
        &|all| manifest(all, &|json| json["backup"]["members"][3]["name"] = "attachments/x".into()),
        Code::Refused,
    );
    refused(&|all| manifest(all, &|json| json["backup"]["version"] = 3.into()), Code::Newer);
    // The seal covers every file's hash.
    refused(
        &|all| {
            all[3].1 = b"another".to_vec();
            let (digest, size) = (super::super::stage::sha256(b"another"), 7);
            manifest(all, &|json| {
                json["backup"]["members"][3]["sha256"] = digest.clone().into();
                json["backup"]["members"][3]["size"] = size.into();
            });
        },
        Code::Damaged,
    );
}

#[test]
fn on_the_shelf_it_says_so_and_asks_for_nothing_beside_it() {
    let house = House::new();
    house.evidence("drawing.txt", b"a drawing");
    house.run(|task| make_whole(&house.app, task, None)).expect("a backup");
    assert_eq!(names(&house.stick), ["Triptych backup 2026-11-22 1030.zip"]);
    let plain = house.backup();
    assert_eq!(attachments::listed(&house.stick.join("attachments")).len(), 1);
    let whole: Vec<bool> = list(&house.app).expect("a list").iter().map(|item| item.whole).collect();
    assert_eq!(whole.iter().filter(|whole| **whole).count(), 1);
    // With the one that needs them gone, what lies beside goes with the next backup that needs nothing.
    std::fs::remove_file(plain).expect("removed");
    house.run(|task| make_whole(&house.app, task, None)).expect("a backup");
    assert!(attachments::listed(&house.stick.join("attachments")).is_empty());
}

/// A zip of these members written by hand, with holes where no bytes are given: it costs no room.
fn with_holes(path: &Path, members: &[(String, Option<Vec<u8>>, u64)]) {
    let mut file = std::fs::File::create(path).expect("a file");
    let short = |value: usize| u16::try_from(value).expect("small").to_le_bytes();
    let (mut at, mut directory) = (0_u64, Vec::new());
    for (name, bytes, size) in members {
        // Version, flags, method, time, date, checksum, both sizes, length of the name.
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        fields.extend(crc32(bytes.as_deref().unwrap_or_default()).to_le_bytes());
        let size32 = u32::try_from(*size).expect("small").to_le_bytes();
        fields.extend([size32, size32].concat());
        fields.extend(short(name.len()));
        file.seek(SeekFrom::Start(at)).expect("there");
        let local = [b"PK\x03\x04".as_slice(), &fields, &[0, 0], name.as_bytes()].concat();
        file.write_all(&local).expect("written");
        if let Some(bytes) = bytes {
            file.write_all(bytes).expect("written");
        }
        let extra = u32::try_from(at).map_or_else(|_| [&[1, 0, 8, 0], at.to_le_bytes().as_slice()].concat(), |_| Vec::new());
        directory.extend([b"PK\x01\x02\x14\x03".as_slice(), &fields, &short(extra.len())].concat());
        directory.extend([0; 6]);
        directory.extend((0o100_600_u32 << 16).to_le_bytes());
        directory.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
        directory.extend([name.as_bytes(), &extra].concat());
        at += local.len() as u64 + size;
    }
    let count = members.len() as u64;
    let long = [44, count, count, directory.len() as u64, at, at + directory.len() as u64].map(u64::to_le_bytes);
    let mut end = [b"PK\x06\x06".as_slice(), &long[0], &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat();
    end.extend(long[1..5].concat());
    end.extend([b"PK\x06\x07\0\0\0\0".as_slice(), &long[5], &[1, 0, 0, 0], b"PK\x05\x06\0\0\0\0"].concat());
    end.extend([short(members.len()), short(members.len())].concat());
    end.extend([0xFF; 8]);
    end.extend([0, 0]);
    file.seek(SeekFrom::Start(at)).expect("there");
    file.write_all(&[directory, end].concat()).expect("written");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn a_zip_of_more_than_four_gigabytes_is_read_by_its_longer_end_and_a_forged_end_is_refused() {
    const SIZE: u64 = 2_000_000_000;
    let house = House::new();
    house.evidence("drawing.txt", b"a drawing");
    let small = house.beside("all.zip");
    house.whole(&small);
    let path = house.beside("large.zip");
    let files: Vec<String> = (1..=3).map(|number: u32| format!("{number:064x}.age")).collect();
    let mut parts: Vec<(String, Option<Vec<u8>>, u64)> = members(&small)
        .into_iter()
        .filter(|(name, _)| !name.starts_with("attachments/"))
        .map(|(name, bytes)| (name, Some(bytes.clone()), bytes.len() as u64))
        .collect();
    let (name, bytes, _) = parts.pop().expect("a manifest");
    let mut manifest: serde_json::Value = serde_json::from_slice(&bytes.expect("bytes")).expect("JSON");
    let named = manifest["backup"]["members"].as_array_mut().expect("members");
    named.truncate(3);
    for file in &files {
        parts.push((inside(file), None, SIZE));
        named.push(serde_json::json!({ "name": inside(file), "size": SIZE, "sha256": "0".repeat(64) }));
    }
    manifest["backup"]["attachments"] = serde_json::json!(files);
    let bytes = serde_json::to_vec(&manifest).expect("JSON");
    let length = bytes.len() as u64;
    parts.push((name, Some(bytes), length));
    with_holes(&path, &parts);
    let open = || super::super::archive::Archive::open(&path).map(|archive| archive.size);
    assert!(open().expect("its form is sound") > 3 * SIZE);
    // Each byte of the longer record and of what names it that says how much there is, and where.
    let size = std::fs::metadata(&path).expect("there").len();
    for back in [
        22 + 20 + 56 - 4,
        22 + 20 + 56 - 24,
        22 + 20 + 56 - 40,
        22 + 20 + 56 - 48,
        22 + 20 - 8,
        22 + 20 - 16,
        22 - 10,
    ] {
        let mut file = std::fs::OpenOptions::new().read(true).write(true).open(&path).expect("a file");
        let mut change = |by: u8| {
            file.seek(SeekFrom::Start(size - back)).expect("there");
            let mut byte = [0];
            file.read_exact(&mut byte).expect("read");
            file.seek(SeekFrom::Start(size - back)).expect("there");
            file.write_all(&[byte[0] ^ by]).expect("written");
        };
        change(1);
        assert_eq!(fails(open()).code, Code::Refused, "{back} from the end");
        change(1);
    }
    assert!(open().is_ok());
}
