//! Who a client is stays behind the wall: in the sources, and in everything that comes out.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::*;
use crate::api::{self, App, COMMANDS};
use crate::testing::{PASSPHRASE, StillWorld, no_host, secret};
use crate::{exchange, hcpc, storage, supervision};

/// Words that stand in the identity alone.
pub(super) const CANARIES: [&str; 6] = ["heronname", "Canarius", "heroncalled", "heronstreet", "heronphone", "heronreferrer"];

fn found_in(text: &str) -> Vec<&'static str> {
    CANARIES.into_iter().filter(|word| text.contains(word)).collect()
}

pub(super) struct House {
    pub(super) folder: tempfile::TempDir,
    pub(super) app: App,
    pub(super) id: String,
}

impl House {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
        app.create(None, &secret(PASSPHRASE)).expect("a portfolio");
        let id = app
            .change(|portfolio| {
                note(portfolio, "2026-03-05", "Played.");
                record_with(portfolio, Kind::Reflection, "After it", "K-07 stayed.", &["K-07"]);
                record_with(portfolio, Kind::Supervision, "Spoke of it", "K-07 again.", &["K-07"]);
                record_with(portfolio, Kind::Cpd, "A course", "On drums.", &[]);
                let id = client(portfolio, "K-07");
                let facts = Facts {
                    goals: "To be heard.".to_owned(),
                    ..Facts::default()
                };
                save(portfolio, &id, 1, &facts)?;
                save_identity(portfolio, &id, &somebody("heron"))?;
                Ok(id)
            })
            .expect("written");
        Self { folder, app, id }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    pub(super) fn call(&self, name: &str, request: &serde_json::Value) -> crate::error::Result<String> {
        api::call(&self.app, name, "", &request.to_string())
    }
}

/// Every file below `folder`, name and bytes.
pub(super) fn files(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push((path.clone(), std::fs::read(&path).expect("a file")));
        }
    }
}

#[test]
fn no_export_log_index_or_backup_holds_who_a_client_is() {
    let house = House::new();
    let out = house.folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    let to = |name: &str| house.path(name).to_string_lossy().into_owned();
    for (name, request) in [
        ("export.json", json!({ "path": to("all.json") })),
        ("export.markdown", json!({ "path": to("markdown") })),
        ("recovery.sheet", json!({ "passphrase": PASSPHRASE, "path": to("sheet.pdf") })),
    ] {
        house.call(name, &request).expect(name);
    }
    let backups = json!({ "backup_folder": to("backups") });
    std::fs::create_dir(house.path("backups")).expect("a folder");
    let mut settings = serde_json::to_value(house.app.settings()).expect("settings");
    settings["backup_folder"] = backups["backup_folder"].clone();
    house.call("settings.save", &settings).expect("saved");
    house.call("backup.make", &json!({})).expect("a backup");
    house
        .app
        .with(|portfolio| {
            for id in record::every_id(portfolio)? {
                assert!(found_in(&record::markdown(portfolio, &id)?).is_empty());
            }
            assert!(found_in(&supervision::markdown(portfolio)?.unwrap_or_default()).is_empty());
            assert!(found_in(&markdown(portfolio)?.expect("a page")).is_empty());
            for full in [false, true] {
                let sheet = supervision::Sheet {
                    from: "2026-01-01".to_owned(),
                    to: "2026-11-22".to_owned(),
                    full,
                    without_codes: false,
                    given: false,
                };
                assert!(found_in(&supervision::printed(portfolio, &sheet)?).is_empty());
            }
            Ok(())
        })
        .expect("read");
    let cycle = house.app.with_mut(hcpc::cycles).expect("cycles").1.expect("one");
    let document = house.app.with(|portfolio| hcpc::document(portfolio, &cycle)).expect("a document");
    assert!(found_in(&serde_json::to_string(&document).expect("JSON")).is_empty());
    assert!(found_in(&house.app.log().text()).is_empty());
    let speaks = |words: &str| !found_in(words).is_empty();
    let tables = house
        .app
        .with(|portfolio| storage::erase::still_in(portfolio.db(), &speaks))
        .expect("read");
    assert_eq!(tables, ["change", "client_identity"], "nowhere else, the search index too");

    house.app.lock();
    let rescue = json!({ "folder": null, "passphrase": PASSPHRASE, "path": to("rescued") });
    house.call("portfolio.rescue", &rescue).expect("rescued");
    let mut all = Vec::new();
    files(house.folder.path(), &mut all);
    assert!(all.len() > 10, "there is something to look at");
    for (path, bytes) in &all {
        assert!(found_in(&String::from_utf8_lossy(bytes)).is_empty(), "{}", path.display());
    }
    house.app.open(None, &secret(PASSPHRASE)).expect("opens");
    // Only what was asked for with identities has them, and gives them back.
    house
        .call("export.json", &json!({ "path": to("with.json"), "with_identities": true }))
        .expect("asked for");
    let with = std::fs::read(house.path("with.json")).expect("a file");
    assert_eq!(found_in(&String::from_utf8_lossy(&with)).len(), CANARIES.len());
    let file = exchange::File::read(&with).expect("a file of ours");
    let (_folder, mut other) = crate::testing::portfolio();
    exchange::import(&mut other, &file, None).expect("read back");
    let id = client(&other, "K-07");
    assert!(reveal(&other, &id).expect("read") == somebody("heron"), "without loss");
    let mut again = exchange::file(&other, None).expect("a file");
    again.clients.identities = identities(&other).expect("read");
    assert_eq!(again.write().expect("bytes"), with, "byte for byte");
}

#[test]
fn no_command_answers_who_a_client_is_but_the_one_that_is_asked_for_it() {
    let house = House::new();
    let list = json!({ "query": { "text": "heronname" }, "offset": 0, "limit": 50 });
    assert!(
        house.call("record.list", &list).expect("a list").contains("\"total\":0"),
        "no search reaches it"
    );
    let id = json!({ "id": house.id });
    let mut answered = 0;
    for command in COMMANDS
        .iter()
        .filter(|command| !command.name.starts_with("portfolio.") && command.name != "client.identity")
    {
        for request in [json!({}), id.clone()] {
            if let Ok(answer) = house.call(command.name, &request) {
                assert!(found_in(&answer).is_empty(), "{}", command.name);
                answered += 1;
            }
        }
    }
    assert!(answered > 20, "{answered}");
    assert_eq!(
        found_in(&house.call("client.identity", &id).expect("asked for")).len(),
        CANARIES.len()
    );
    assert!(
        !format!("{:?}", somebody("heron")).contains("heron"),
        "nor when it is printed for debugging"
    );
}

/// The sources of the core without their tests.
fn sources(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, all);
        } else if name.ends_with(".rs") && name != "tests.rs" {
            all.push((path.clone(), std::fs::read_to_string(&path).expect("a text")));
        }
    }
}

#[test]
fn no_other_module_names_the_table_or_its_type() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    let naming = |what: &str| -> Vec<String> {
        let mut names: Vec<String> = all
            .iter()
            .filter(|(_, text)| text.contains(what))
            .map(|(path, _)| path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/"))
            .collect();
        names.sort();
        names
    };
    // The list of what undo follows, and the list of what a rescue counts, name it and read nothing of it.
    assert_eq!(
        naming("client_identity"),
        ["client/identity.rs", "storage/journal.rs", "vault/rescue/tables.rs"]
    );
    // What hands the sealed thing on: the room itself, its page, and the way out that is asked for. The envelope seals a key.
    let sealed = [
        "api/client.rs",
        "api/mod.rs",
        "client/identity.rs",
        "client/mod.rs",
        "client/put.rs",
        "vault/envelope.rs",
    ];
    assert_eq!(naming("Sealed"), sealed);
    assert_eq!(
        naming("client::sought"),
        ["privacy/mod.rs"],
        "the check reads, and says only what stands in the text"
    );
    assert_eq!(naming("client::identities"), ["exchange/export.rs", "exchange/import.rs"]);
    let room = &all
        .iter()
        .find(|(path, _)| path.ends_with("client/identity.rs"))
        .expect("the room")
        .1;
    assert!(room.contains("\nstruct Identity {"), "the type is private to its file");
}
