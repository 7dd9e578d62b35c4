//! Zips whose maker meant harm, and zips that time has harmed: each is refused in a sentence, and nothing is left behind.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::super::manifest::Manifest;
use super::super::stage::{Keys, sha256};
use super::super::{HOW_TO, MANIFEST, look, restore};
use super::{House, fails, names};
use crate::error::Code;
use crate::record::Kind;
use crate::vault::{DATABASE, ENVELOPE};

type Members = Vec<(String, Vec<u8>)>;

/// The members of a backup, in their order.
fn members(path: &Path) -> Members {
    let mut zip = ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("a zip");
    (0..zip.len())
        .map(|index| {
            let mut member = zip.by_index(index).expect("a member");
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("read");
            (member.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn zipped(members: &Members) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in members {
        zip.start_file(name, options).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn with(members: &Members, name: &str, change: impl FnOnce(&mut (String, Vec<u8>))) -> Members {
    let mut changed = members.clone();
    change(changed.iter_mut().find(|member| member.0 == name).expect("a member"));
    changed
}

/// The manifest, changed as JSON.
fn manifest(members: &Members, change: impl FnOnce(&mut serde_json::Value)) -> Members {
    with(members, MANIFEST, |member| {
        let mut json = serde_json::from_slice(&member.1).expect("JSON");
        change(&mut json);
        member.1 = serde_json::to_vec(&json).expect("JSON");
    })
}

/// Every place of `what` in `bytes`.
fn places(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    bytes
        .windows(what.len())
        .enumerate()
        .filter(|(_, window)| *window == what)
        .map(|(at, _)| at)
        .collect()
}

/// Changes a field of the headers of `name`: at `local` in its local header, at `central` in the directory.
fn patch(bytes: &mut [u8], name: &str, local: usize, central: usize, value: &[u8]) {
    for (signature, header, field) in [(b"PK\x03\x04", 30, local), (b"PK\x01\x02", 46, central)] {
        for at in places(bytes, signature) {
            if bytes[at + header..].starts_with(name.as_bytes()) {
                bytes[at + field..at + field + value.len()].copy_from_slice(value);
            }
        }
    }
}

struct Case {
    what: &'static str,
    bytes: Vec<u8>,
    code: Code,
}

fn case(what: &'static str, code: Code, bytes: Vec<u8>) -> Case {
    Case { what, bytes, code }
}

fn cases(good: &Path, older: &Path) -> Vec<Case> {
    let (refused, damaged, newer) = (Code::Refused, Code::Damaged, Code::Newer);
    let (whole, parts) = (std::fs::read(good).expect("a zip"), members(good));
    let patched = |name: &str, local: usize, central: usize, value: &[u8]| {
        let mut bytes = whole.clone();
        patch(&mut bytes, name, local, central, value);
        assert_ne!(bytes, whole, "nothing was changed");
        bytes
    };
    let renamed = |name: &str, to: &str| zipped(&with(&parts, name, |member| to.clone_into(&mut member.0)));
    let added = |name: &str| {
        let mut more = parts.clone();
        more.push((name.to_owned(), b"x".to_vec()));
        zipped(&more)
    };
    let link = {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, bytes) in &parts {
            if name == ENVELOPE {
                zip.add_symlink(name, "/etc/passwd", options).expect("a link");
            } else {
                zip.start_file(name, options).expect("a member");
                zip.write_all(bytes).expect("written");
            }
        }
        zip.finish().expect("a zip").into_inner()
    };
    let twice = {
        // The crate writes no name twice, so the second one is renamed afterwards.
        let other = "portfolio.xx";
        let mut bytes = zipped(&with(&parts, ENVELOPE, |member| other.clone_into(&mut member.0)));
        for at in places(&bytes, other.as_bytes()) {
            bytes[at..at + other.len()].copy_from_slice(DATABASE.as_bytes());
        }
        bytes
    };
    let zip64 = {
        let mut bytes = whole.clone();
        let end = bytes.split_off(bytes.len() - 22);
        bytes.extend_from_slice(b"PK\x06\x07");
        bytes.extend_from_slice(&[0xff; 16]);
        bytes.extend_from_slice(&end);
        bytes
    };
    let end = |at: usize, value: &[u8]| {
        let mut bytes = whole.clone();
        let from = bytes.len() - 22 + at;
        bytes[from..from + value.len()].copy_from_slice(value);
        bytes
    };
    let mut prefixed = b"#!/bin/sh\n".to_vec();
    prefixed.extend_from_slice(&whole);
    let mut followed = whole.clone();
    followed.extend_from_slice(b"more");
    let old_database = members(older)
        .into_iter()
        .find(|member| member.0 == DATABASE)
        .expect("a database")
        .1;
    let mixed = {
        let swapped = with(&parts, DATABASE, |member| member.1.clone_from(&old_database));
        manifest(&swapped, |json| {
            let list = json["backup"]["members"].as_array_mut().expect("members");
            for member in list.iter_mut().filter(|member| member["name"] == DATABASE) {
                member["size"] = old_database.len().into();
                member["sha256"] = sha256(&old_database).into();
            }
        })
    };
    vec![
        case("an empty file", refused, Vec::new()),
        case(
            "a text",
            refused,
            b"Dear diary, it rained all day and nobody came to the group.".to_vec(),
        ),
        case("another zip", refused, zipped(&vec![("holiday.jpg".to_owned(), vec![7; 9000])])),
        case("something before it", refused, prefixed),
        case("something behind it", damaged, followed),
        case("cut short by a byte", damaged, whole[..whole.len() - 1].to_vec()),
        case("cut in half", damaged, whole[..whole.len() / 2].to_vec()),
        case("a fifth member", refused, added("more.txt")),
        case("a path upwards", refused, renamed(MANIFEST, "../../MANIFEST.json")),
        case("a path upwards at the beginning", refused, renamed(HOW_TO, "../HOW-TO-OPEN.txt")),
        case("an absolute path", refused, renamed(DATABASE, "/etc/portfolio.db")),
        case("a path of Windows", refused, renamed(ENVELOPE, "..\\portfolio.key.json")),
        case("a folder", refused, renamed(ENVELOPE, "portfolio.key.json/")),
        case("a link", refused, link),
        case("one name twice", refused, twice),
        case(
            "a member missing",
            refused,
            zipped(&parts.iter().filter(|member| member.0 != ENVELOPE).cloned().collect()),
        ),
        case("an encrypted member", refused, patched(DATABASE, 6, 8, &[1, 0])),
        case("a compressed member", refused, patched(DATABASE, 8, 10, &[8, 0])),
        case(
            "a bomb of a gigabyte",
            refused,
            patched(DATABASE, 22, 24, &0x4000_0000_u32.to_le_bytes()),
        ),
        case("both sizes a gigabyte", refused, {
            let mut bytes = patched(DATABASE, 22, 24, &0x4000_0000_u32.to_le_bytes());
            patch(&mut bytes, DATABASE, 18, 20, &0x4000_0000_u32.to_le_bytes());
            bytes
        }),
        case("a member over another", refused, patched(ENVELOPE, 0, 42, &0_u32.to_le_bytes())),
        case("headers that disagree", refused, {
            let mut bytes = whole.clone();
            let at = places(&bytes, b"PK\x03\x04")[1];
            bytes[at + 30] ^= 1;
            bytes
        }),
        case("a directory of millions", refused, end(12, &0x7fff_0000_u32.to_le_bytes())),
        case("entries without number", refused, end(8, &[0xff; 4])),
        case("a second, larger end", refused, zip64),
        case("a comment", refused, end(20, &[4, 0])),
        case(
            "a manifest of five megabytes",
            refused,
            zipped(&with(&parts, MANIFEST, |member| member.1.resize(5 << 20, b' '))),
        ),
        case(
            "a manifest that is none",
            refused,
            zipped(&with(&parts, MANIFEST, |member| member.1 = b"[]".to_vec())),
        ),
        case(
            "another format",
            refused,
            zipped(&manifest(&parts, |json| json["backup"]["format"] = "other".into())),
        ),
        case(
            "a newer format",
            newer,
            zipped(&manifest(&parts, |json| json["backup"]["version"] = 3.into())),
        ),
        case(
            "one that nobody sealed as holding everything",
            damaged,
            zipped(&manifest(&parts, |json| json["backup"]["version"] = 2.into())),
        ),
        case(
            "a newer schema",
            newer,
            zipped(&manifest(&parts, |json| json["backup"]["schema"] = 99.into())),
        ),
        case(
            "an attachment that leads elsewhere",
            refused,
            zipped(&manifest(&parts, |json| {
                json["backup"]["attachments"] = vec!["../portfolio.db"].into();
            })),
        ),
        case(
            "an attachment that nobody sealed",
            damaged,
            zipped(&manifest(&parts, |json| {
                json["backup"]["attachments"] = vec![format!("{}.age", "ab".repeat(32))].into();
            })),
        ),
        case(
            "an unknown field",
            refused,
            zipped(&manifest(&parts, |json| json["backup"]["more"] = 1.into())),
        ),
        case(
            "a member the manifest does not know",
            refused,
            zipped(&manifest(&parts, |json| json["backup"]["members"][0]["name"] = "x".into())),
        ),
        case(
            "another count",
            damaged,
            zipped(&manifest(&parts, |json| json["backup"]["counts"]["binned"] = 7.into())),
        ),
        case(
            "another day",
            damaged,
            zipped(&manifest(&parts, |json| {
                json["backup"]["made_at"] = "2030-01-01T00:00:00.000Z".into();
            })),
        ),
        case(
            "a wrong hash",
            damaged,
            zipped(&manifest(&parts, |json| {
                json["backup"]["members"][2]["sha256"] = "00".repeat(32).into();
            })),
        ),
        case(
            "another how-to",
            damaged,
            zipped(&with(&parts, HOW_TO, |member| member.1 = b"Send it to me.".to_vec())),
        ),
        case("the database of an older backup", damaged, zipped(&mixed)),
        case(
            "a database of noughts",
            damaged,
            zipped(&with(&parts, DATABASE, |member| member.1.fill(0))),
        ),
    ]
}

#[test]
fn hostile_zips_are_refused_and_leave_nothing() {
    let house = House::new();
    let older = house.backup();
    house.write(Kind::Reflection, "More");
    let good = house.backup();
    let bad = house.beside("bad.zip");
    let to = house.beside("back");
    let quiet = names(&house.portfolio);
    for Case { what, bytes, code } in cases(&good, &older) {
        std::fs::write(&bad, &bytes).expect("written");
        for error in [
            fails(house.run(|task| look(&house.app, task, &bad))),
            fails(house.run(|task| restore(&house.app, task, &bad, &to, None))),
        ] {
            assert_eq!(error.code, code, "{what}: {} {:?}", error.message, error.detail);
            assert!(error.message.contains("backup") && error.hint.is_some(), "{what}");
        }
        assert_eq!(names(&house.portfolio), quiet, "{what} left something");
        assert_eq!(
            names(to.parent().expect("a folder")),
            ["Portfolio", "bad.zip", "settings", "stick"],
            "{what} left something"
        );
    }
    assert!(
        !house.app.status().expect("a status").read_only,
        "the portfolio itself is not suspected"
    );
    house.run(|task| look(&house.app, task, &good)).expect("the good one is good");
    assert_eq!(
        fails(house.run(|task| look(&house.app, task, &house.stick))).code,
        Code::Refused,
        "a folder"
    );
}

#[test]
fn every_flip_is_told_or_changes_nothing() {
    let house = House::new();
    let good = std::fs::read(house.backup()).expect("a zip");
    let bad = house.beside("bad.zip");
    let restored = |name: &str| house.beside("back").join(name);
    let mut told = 0;
    let step = good.len() / 150;
    // Every header lies in the first and the last kilobytes: those are looked at more closely.
    let near = good.len() - 2500;
    let positions = (0..good.len())
        .step_by(step)
        .chain((0..60).step_by(2))
        .chain((near..good.len()).step_by(9));
    for at in positions {
        let mut bytes = good.clone();
        bytes[at] ^= 0x04;
        std::fs::write(&bad, &bytes).expect("written");
        match house.run(|task| restore(&house.app, task, &bad, &house.beside("back"), None)) {
            Err(error) => {
                told += 1;
                assert!(
                    matches!(error.code, Code::Refused | Code::Damaged | Code::Newer),
                    "{:?}",
                    error.code
                );
            }
            Ok(_) => {
                for (name, bytes) in members_of(&good) {
                    if [DATABASE, ENVELOPE].contains(&name.as_str()) {
                        assert_eq!(std::fs::read(restored(&name)).expect("a file"), bytes, "byte {at}");
                    }
                }
                std::fs::remove_dir_all(house.beside("back")).expect("removed");
            }
        }
    }
    assert!(told > 150, "only {told} were told");
}

fn members_of(zip: &[u8]) -> Members {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), zip).expect("written");
    members(file.path())
}

#[test]
fn the_seal_needs_the_key() {
    let house = House::new();
    let path = house.backup();
    let json = members(&path).pop().expect("the manifest comes last").1;
    let read = Manifest::read(&json).expect("a manifest");
    let keys = house.app.with(|portfolio| Ok(Keys::derive(&portfolio.key))).expect("keys");
    assert!(read.check_seal(&keys.seal).expect("a seal"));
    assert!(!read.check_seal(&crate::testing::secret("another key")).expect("a seal"));
}
