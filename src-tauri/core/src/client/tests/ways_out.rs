//! Every way out there is, found in the contract itself: each is gone once, and what came out is read as somebody would who got it.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};

use super::wall::{CANARIES, House, files};
use super::*;
use crate::api::bindings;
use crate::evidence::{self, For, Source};
use crate::hcpc::{LetterForm, Point};
use crate::testing::PASSPHRASE;
use crate::{hcpc, profile, record};

/// What answers a file that was written, or words for elsewhere.
const OUT: [&str; 3] = ["Exported", "PartText", "Markdown"];

/// Those that are gone here.
const GONE: [&str; 12] = [
    "backup.make",
    "evidence.export",
    "export.json",
    "export.markdown",
    "hcpc.copy",
    "hcpc.export",
    "letter.copy",
    "model.export",
    "paper.export",
    "portfolio.rescue",
    "record.markdown",
    "recovery.sheet",
];

/// Those that say who a client is, because that is what they are for.
const THROUGH_THE_WALL: [&str; 2] = ["client.access-export", "client.handover-export"];

/// Those that name a place and let nothing out: they open, read or choose, or write what is encrypted.
const NOT_OUT: [&str; 20] = [
    "app.status",
    "backup.automatic",
    "backup.list",
    "backup.look",
    "backup.restore",
    "backup.status",
    "evidence.add",
    "host.choose-folder",
    "import.json",
    "intake.choose",
    "model.import",
    "portfolio.confirm-words",
    "portfolio.create",
    "portfolio.lock",
    "portfolio.open",
    "portfolio.open-with-words",
    "portfolio.sample",
    "settings.get",
    "settings.save",
    "client.erase-look",
];

/// The commands that answer something for elsewhere, and those whose request or response names a file or a folder.
fn ways_out() -> BTreeSet<String> {
    let contract = bindings::typescript();
    let (types, commands) = contract.split_once("export interface Commands {").expect("commands");
    let named = |name: &str| {
        let declared = types.split_once(&format!("export type {name} = ")).map_or("", |(_, rest)| rest);
        let declared = declared.split_once(";\n\n").map_or(declared, |(own, _)| own);
        [" path: ", "\npath: ", " folder: ", "\nfolder: "]
            .iter()
            .any(|field| declared.contains(field))
    };
    let mut found = BTreeSet::new();
    for line in commands.lines() {
        let parts: Vec<&str> = line
            .split(['"', ':', ';', '{', '}'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if let [name, "request", request, "response", response] = parts[..]
            && (OUT.contains(&response) || named(request) || named(response))
        {
            found.insert(name.to_owned());
        }
    }
    found
}

#[test]
fn every_way_out_is_known_here() {
    let known: BTreeSet<String> = GONE
        .iter()
        .chain(&THROUGH_THE_WALL)
        .chain(&NOT_OUT)
        .map(|name| (*name).to_owned())
        .collect();
    let found = ways_out();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "go them in the test below, or say why nothing leaves: {new:?}");
    let gone: Vec<_> = GONE.iter().filter(|name| !found.contains(**name)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}

/// Letters and figures alone, small: how a line was broken does not matter.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What whoever opens the file reads in it, and its bytes as they are.
fn read(path: &Path, bytes: &[u8]) -> String {
    let raw = String::from_utf8_lossy(bytes).into_owned();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("pdf") => raw + &hcpc::words_of_pdf(bytes).expect("a PDF"),
        Some("docx") => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
            let mut text = raw;
            for at in 0..archive.len() {
                let _ = archive.by_index(at).expect("a part").read_to_string(&mut text);
            }
            text
        }
        _ => raw,
    }
}

/// The cycle, the evidence, the model and the letter that something is made of.
fn furnish(house: &House) -> (String, String, String, String) {
    let file = house.folder.path().join("leaflet.txt");
    std::fs::write(&file, "A leaflet about drums.").expect("a file");
    let course = house.app.with(record::every_id).expect("ids");
    let (piece, _) = house
        .app
        .run("", |task| {
            evidence::add(
                &house.app,
                task,
                &Source::Path(&file),
                None,
                &For {
                    records: course,
                    ..For::default()
                },
            )
        })
        .expect("added");
    let model = json!({ "id": "", "name": "Mine", "about": "", "stages": [{ "id": "", "name": "Then", "prompt": "What?" }] });
    let model: Value = serde_json::from_str(&house.call("model.save", &model).expect("a model")).expect("JSON");
    let cycle = house.app.with_mut(hcpc::cycles).expect("cycles").1.expect("one");
    let form = LetterForm {
        letter: "2026-11-02".to_owned(),
        deadline: "2026-11-30".to_owned(),
        points: vec![Point {
            text: "How did it help?".to_owned(),
            answer: "It helped.".to_owned(),
            ..Point::default()
        }],
    };
    let letter = house
        .app
        .change(|portfolio| hcpc::save_letter(portfolio, &cycle, "", 0, "", &form))
        .expect("a letter");
    let model = model["id"].as_str().expect("an id").to_owned();
    (cycle, piece.id, model, letter)
}

#[test]
fn no_way_out_tells_who_a_client_is() {
    let house = House::new();
    let (cycle, piece, model, letter) = furnish(&house);
    std::fs::create_dir(house.path("")).expect("a folder");
    house
        .app
        .change(|portfolio| {
            let mut owner = profile::get(portfolio)?;
            owner.name = "Robin Sample".to_owned();
            profile::save(portfolio, &owner)
        })
        .expect("a name");
    let to = |name: &str| house.path(name).to_string_lossy().into_owned();
    let mut said = Vec::new();
    let mut gone = BTreeSet::new();
    let mut go = |name: &str, request: Value| {
        said.push(
            house
                .call(name, &request)
                .unwrap_or_else(|cause| panic!("{name}: {}", cause.message)),
        );
        gone.insert(name.to_owned());
        serde_json::from_str::<Value>(said.last().expect("an answer")).expect("JSON")
    };
    go("export.json", json!({ "path": to("all.json") }));
    go("export.markdown", json!({ "path": to("markdown") }));
    go("recovery.sheet", json!({ "passphrase": PASSPHRASE, "path": to("sheet.pdf") }));
    go("model.export", json!({ "ids": [model], "path": to("model.json") }));
    go("evidence.export", json!({ "id": piece, "path": to("leaflet.txt") }));
    let ids = house.app.with(record::every_id).expect("ids");
    for id in &ids {
        go("record.markdown", json!({ "id": id }));
    }
    // Papers: each for both programs.
    let of_kind = |kind: Kind| {
        let of = |id: &&String| {
            house
                .app
                .with(|portfolio| record::get(portfolio, id))
                .expect("a record")
                .content
                .kind
                == kind
        };
        ids.iter().find(of).expect("one of each").clone()
    };
    for kind in [Kind::Reflection, Kind::Supervision, Kind::Cpd] {
        let id = of_kind(kind);
        house
            .app
            .change(|portfolio| {
                record::set_tag(portfolio, &id, "enh.pp.02", "K-07 waited with me.")?;
                record::finish(portfolio, &id, true)
            })
            .expect("finished");
    }
    let sheet = |without_codes: bool| json!({ "from": "2026-01-01", "to": "2026-11-22", "full": true, "without_codes": without_codes });
    let papers = [
        ("reflection", json!({ "paper": "record", "id": of_kind(Kind::Reflection) })),
        ("session", json!({ "paper": "record", "id": of_kind(Kind::Supervision) })),
        ("levels", json!({ "paper": "levels", "level": null })),
        (
            "appraisal",
            json!({ "paper": "appraisal", "from": "2026-01-01", "to": "2026-11-22" }),
        ),
        ("cv", json!({ "paper": "cv" })),
        ("log", json!({ "paper": "supervision", "sheet": sheet(false) })),
        ("log without codes", json!({ "paper": "supervision", "sheet": sheet(true) })),
    ];
    for (name, paper) in papers {
        let look = house
            .call("paper.look", &json!({ "paper": paper }))
            .unwrap_or_else(|cause| panic!("{name}: {}", cause.message));
        let look: Value = serde_json::from_str(&look).expect("JSON");
        for format in ["pdf", "docx"] {
            let path = to(&format!("{name}.{format}"));
            go(
                "paper.export",
                json!({ "paper": paper, "format": format, "digest": look["digest"], "path": path }),
            );
        }
    }
    // The profile, and the addendum to a letter about it.
    for (letter, name) in [(None, "profile.pdf"), (Some(&letter), "addendum.pdf")] {
        let mut asked = json!({ "id": cycle });
        if let Some(letter) = letter {
            asked["letter"] = letter.as_str().into();
        }
        let lines: Value = serde_json::from_str(&house.call("hcpc.lines", &asked).expect("lines")).expect("JSON");
        asked["digest"] = lines["digest"].clone();
        house.call("hcpc.confirm", &asked).expect("confirmed");
        asked["path"] = to(name).into();
        asked["final"] = false.into();
        go("hcpc.export", asked);
    }
    go("hcpc.copy", json!({ "id": cycle, "part": "list" }));
    go("letter.copy", json!({ "id": letter }));
    std::fs::create_dir(house.path("backups")).expect("a folder");
    let mut settings = serde_json::to_value(house.app.settings()).expect("settings");
    settings["backup_folder"] = to("backups").into();
    house.call("settings.save", &settings).expect("saved");
    go("backup.make", json!({}));
    house.app.lock();
    go(
        "portfolio.rescue",
        json!({ "folder": null, "passphrase": PASSPHRASE, "path": to("rescued") }),
    );
    let all_of_them: BTreeSet<String> = GONE.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(gone, all_of_them, "each was gone");

    let tells = |text: &str| {
        let text = folded(text);
        CANARIES.iter().any(|word| text.contains(&word.to_lowercase()))
    };
    for answer in &said {
        assert!(!tells(answer), "{answer}");
    }
    let mut all = Vec::new();
    files(&house.path(""), &mut all);
    for (path, bytes) in &all {
        assert!(!tells(&read(path, bytes)), "{}", path.display());
    }
    // The reading would have found them: words that are there are read, for each program.
    for (name, word) in [
        ("reflection.pdf", "stayed"),
        ("reflection.docx", "stayed"),
        ("log.pdf", "k07again"),
        ("log.docx", "k07again"),
        ("addendum.pdf", "ithelped"),
        ("sheet.pdf", "words"),
    ] {
        let (path, bytes) = all.iter().find(|(path, _)| path.ends_with(name)).expect(name);
        assert!(folded(&read(path, bytes)).contains(word), "{word} in {name}");
    }
}
