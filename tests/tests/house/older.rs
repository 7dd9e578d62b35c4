//! Portfolios of every schema there has been: each opens, is migrated after a backup was made, and holds what it held.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use triptych_core::api::{self, App};
use triptych_core::error::{Code, Error};
use triptych_core::storage::SCHEMA;
use triptych_tests::{BridgeWorld, Desk};

const FILES: [&str; 2] = ["portfolio.db", "portfolio.key.json"];

/// A copy of the portfolio that is kept of `schema`.
struct Kept {
    app: App,
    home: tempfile::TempDir,
    expected: Value,
    passphrase: String,
    words: String,
}

impl Kept {
    fn of(schema: u32) -> Self {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures/portfolios")
            .join(schema.to_string());
        assert!(
            kept.is_dir(),
            "no portfolio of schema {schema} is kept: node tests/fixtures/portfolios/make.mjs {schema}"
        );
        let home = tempfile::tempdir().expect("a temporary folder");
        let folder = home.path().join("Portfolio");
        std::fs::create_dir(&folder).expect("a folder");
        for name in FILES {
            std::fs::copy(kept.join(name), folder.join(name)).expect("copied");
        }
        let readme = std::fs::read_to_string(kept.join("README.md")).expect("a README");
        let said = |what: &str| {
            let line = readme.lines().find_map(|line| line.strip_prefix(what)).expect("it is said");
            line.trim().to_owned()
        };
        let expected = std::fs::read(kept.join("expected.json")).expect("what it holds");
        Self {
            app: App::new(Arc::new(BridgeWorld::new(home.path())), Box::new(Desk::new(home.path())), "a test"),
            expected: serde_json::from_slice(&expected).expect("JSON"),
            passphrase: said("- Passphrase:"),
            words: said("- Recovery words:"),
            home,
        }
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("Portfolio")
    }

    fn try_call(&self, name: &str, request: &Value) -> Result<Value, Error> {
        let answer = api::call(&self.app, name, "", &request.to_string())?;
        Ok(serde_json::from_str(&answer).expect("JSON"))
    }

    fn call(&self, name: &str, request: &Value) -> Value {
        self.try_call(name, request).unwrap_or_else(|cause| panic!("{name}: {cause:?}"))
    }

    fn open(&self) -> Result<Value, Error> {
        self.try_call("portfolio.open", &json!({ "folder": null, "passphrase": self.passphrase }))
    }

    /// The backups that were made before it was migrated.
    fn backups(&self, folder: &Path) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        entries.map(|entry| entry.expect("an entry").path()).collect()
    }

    fn holds_what_it_held(&self) {
        assert_eq!(self.call("portfolio.check", &json!({}))["sound"], true);
        let undone = self.call("undo.undo", &json!({}));
        assert_eq!(undone["label"], "Writing", "the undo steps are there");
        let path = self.home.path().join("now.json");
        self.call("export.json", &json!({ "path": path, "replace": true }));
        let now: Value = serde_json::from_slice(&std::fs::read(path).expect("an export")).expect("JSON");
        contains(&now, &self.expected, "export");
        self.call("undo.redo", &json!({}));
        let query = json!({ "text": "second rain" });
        let found = self.call("record.list", &json!({ "query": query, "offset": 0, "limit": 10 }));
        assert_eq!(found["total"], 1, "it is found");
        assert_eq!(self.call("portfolio.check", &json!({}))["sound"], true);
    }
}

/// Everything that stood there stands there still; there may be more.
fn contains(now: &Value, then: &Value, place: &str) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (field, value) in then.iter().filter(|(field, _)| *field != "exported_at") {
                let found = now.get(field).unwrap_or_else(|| panic!("{place}.{field} is gone"));
                contains(found, value, &format!("{place}.{field}"));
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            assert_eq!(now.len(), then.len(), "{place}");
            for (at, (now, then)) in now.iter().zip(then).enumerate() {
                contains(now, then, &format!("{place}[{at}]"));
            }
        }
        _ => assert_eq!(now, then, "{place}"),
    }
}

#[test]
fn a_portfolio_of_every_schema_opens_and_holds_what_it_held() {
    for schema in 1..=SCHEMA {
        let kept = Kept::of(schema);
        kept.open().expect("it opens");
        let beside = kept.backups(&kept.folder().join("backups"));
        assert_eq!(
            beside.len(),
            usize::from(schema < SCHEMA),
            "schema {schema}: a backup before a migration, and only then"
        );
        kept.holds_what_it_held();
        for path in &beside {
            let inside = kept.call("backup.look", &json!({ "path": path }))["inside"].clone();
            assert_eq!((&inside["schema"], &inside["proved"]), (&json!(schema), &json!(true)));
        }
    }
}

#[test]
fn the_words_open_an_older_one_without_its_key_file_too() {
    for schema in 1..=SCHEMA {
        let kept = Kept::of(schema);
        std::fs::remove_file(kept.folder().join(FILES[1])).expect("removed");
        let request = json!({ "folder": null, "words": kept.words, "passphrase": "four brass keys humming" });
        kept.call("portfolio.open-with-words", &request);
        kept.holds_what_it_held();
    }
}

#[test]
fn without_a_backup_an_older_portfolio_is_not_migrated() {
    for schema in (1..=SCHEMA).filter(|schema| *schema < SCHEMA) {
        let kept = Kept::of(schema);
        let database = kept.folder().join(FILES[0]);
        let before = std::fs::read(&database).expect("a database");
        std::fs::write(kept.folder().join("backups"), "in the way").expect("written");
        let error = kept.open().expect_err("it is refused");
        assert_eq!(error.code, Code::Disk);
        assert!(error.message.contains("nothing has been changed"), "{}", error.message);
        assert_eq!(std::fs::read(&database).expect("a database"), before);

        let stick = kept.home.path().join("stick");
        std::fs::create_dir(&stick).expect("a folder");
        let mut settings = kept.call("settings.get", &json!({}));
        settings["backup_folder"] = json!(stick);
        kept.call("settings.save", &settings);
        kept.open().expect("the chosen folder takes it");
        assert_eq!(kept.backups(&stick).len(), 1);
        kept.holds_what_it_held();
    }
}
