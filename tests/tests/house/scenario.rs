//! One therapist's first weeks, from the command table down: everything a page would ask, in the order she would.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use triptych_core::api::{self, App};
use triptych_tests::{BridgeWorld, Desk};

const PASSPHRASE: &str = "amber kettle drum seven rivers";

struct Her {
    app: App,
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Her {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = Desk::new(folder.path());
        Self {
            app: app(folder.path(), &desk),
            desk,
            folder,
        }
    }

    fn call(&self, name: &str, request: Value) -> Value {
        let answer = api::call(&self.app, name, "", &request.to_string()).unwrap_or_else(|cause| panic!("{name}: {cause:?}"));
        serde_json::from_str(&answer).expect("JSON")
    }

    fn refused(&self, name: &str, request: Value) -> String {
        let cause = api::call(&self.app, name, "", &request.to_string()).expect_err("it is refused");
        assert!(!cause.message.is_empty());
        serde_json::to_value(cause.code)
            .expect("a code")
            .as_str()
            .expect("a word")
            .to_owned()
    }

    fn list(&self, query: Value) -> Vec<String> {
        let page = self.call("record.list", json!({ "query": query, "offset": 0, "limit": 100 }));
        page["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["id"].as_str().expect("an id").to_owned())
            .collect()
    }

    fn write(&self, kind: &str, change: impl FnOnce(&mut Value)) -> Value {
        let mut content = self.call("record.new", json!({ "kind": kind }));
        change(&mut content);
        self.call("record.create", json!({ "content": content, "visit": format!("visit to {kind}") }))
    }
}

fn app(folder: &Path, desk: &Desk) -> App {
    App::new(Arc::new(BridgeWorld::new(folder)), Box::new(desk.clone()), "a test")
}

fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}

#[test]
fn her_first_weeks() {
    let her = Her::new();
    let words = first_run(&her);
    let reflection = reflects(&her);
    finds(&her, &reflection);
    supervision(&her);
    case_note(&her);
    bin_and_undo(&her, &reflection);
    stands(&her, &reflection);
    shows_the_regulator(&her);
    locks_and_opens(&her, &words, &reflection);
}

fn first_run(her: &Her) -> Vec<String> {
    assert_eq!(her.call("app.status", json!({}))["stage"], "none");
    assert_eq!(
        her.refused("record.list", json!({ "query": {}, "offset": 0, "limit": 10 })),
        "locked"
    );
    assert_eq!(
        her.refused("portfolio.create", json!({ "folder": null, "passphrase": "password" })),
        "invalid"
    );
    let made = her.call("portfolio.create", json!({ "folder": null, "passphrase": PASSPHRASE }));
    let words: Vec<String> = serde_json::from_value(made["words"].clone()).expect("words");
    assert_eq!(words.len(), 24);
    let asked: Vec<usize> = serde_json::from_value(made["status"]["words_to_confirm"].clone()).expect("positions");
    let answer: Vec<_> = asked.iter().map(|position| words[position - 1].clone()).collect();
    assert_eq!(
        her.refused("portfolio.confirm-words", json!({ "words": ["abandon", "abandon", "abandon"] })),
        "wrong-words"
    );
    let status = her.call("portfolio.confirm-words", json!({ "words": answer }));
    assert_eq!(status["words_to_confirm"], json!([]));
    words
}

fn reflects(her: &Her) -> String {
    let record = her.write("reflection", |content| {
        content["sections"][0]["text"] = json!("The torn drawing lay");
    });
    let visit = json!("visit to reflection");
    let mut content = record["content"].clone();
    content["sections"][0]["text"] = json!("The torn drawing lay between us and neither of us picked it up.");
    let saved = her.call(
        "record.save",
        json!({ "id": record["id"], "expected": record["version"], "visit": visit, "content": content }),
    );
    assert_eq!(
        her.refused(
            "record.save",
            json!({ "id": record["id"], "expected": record["version"], "visit": visit, "content": content })
        ),
        "conflict"
    );
    let kept = her.call("record.get", json!({ "id": record["id"] }));
    assert_eq!(
        (&kept["version"], &kept["content"]["sections"]),
        (&saved["version"], &content["sections"])
    );
    for statement in ["pro.core.01", "enh.pp.02"] {
        her.call(
            "tag.set",
            json!({ "id": record["id"], "statement": statement, "claim": "I stayed with it" }),
        );
    }
    assert_eq!(
        her.refused("tag.set", json!({ "id": record["id"], "statement": "enh.pp.99", "claim": "" })),
        "invalid"
    );
    id(&record)
}

fn finds(her: &Her, reflection: &str) {
    for text in ["torn", "TORN draw", "\"torn drawing\"", "stayed", "torn -supervision"] {
        assert_eq!(her.list(json!({ "text": text })), [reflection], "{text}");
    }
    for text in ["torn -drawing", "\"drawing torn\"", "nowhere"] {
        assert!(her.list(json!({ "text": text })).is_empty(), "{text}");
    }
    assert_eq!(her.list(json!({ "level": "enh", "section": "pp" })), [reflection]);
    assert!(her.list(json!({ "level": "con" })).is_empty());
}

fn supervision(her: &Her) {
    let session = her.write("supervision", |content| {
        content["title"] = json!("About the torn drawing, with K-07");
        content["minutes"] = json!(75);
        content["clients"] = json!(["K-07"]);
        content["supervision"]["format"] = json!("individual");
        content["actions"] = json!([{ "text": "Bring tape to the next session", "due": "2026-11-30", "done_on": null }]);
        content["cpd"] =
            json!({ "type": "work-based", "learnt": "To leave it lying.", "practice": "I wait longer.", "service_users": "More room." });
    });
    let reflection = her.call("record.reflect-on", json!({ "id": session["id"] }));
    assert_eq!(reflection["content"]["clients"], json!(["K-07"]));
    assert_eq!(reflection["links"][0]["record_id"], session["id"]);
    her.call("undo.undo", json!({}));
    let open = her.call("action.open", json!({}));
    assert_eq!(open["actions"][0]["text"], "Bring tape to the next session");
    her.call("action.done", json!({ "id": open["actions"][0]["id"], "done": true }));
    assert_eq!(her.call("action.open", json!({}))["actions"], json!([]));
    her.call("record.finish", json!({ "id": session["id"], "finished": true }));
}

fn case_note(her: &Her) {
    let mut content = her.call("record.new", json!({ "kind": "case-note" }));
    content["sections"][0]["text"] = json!("Came late, stayed long.");
    let note = her.call("record.create", json!({ "content": content, "visit": "a visit" }));
    assert_eq!(
        her.refused("record.finish", json!({ "id": note["id"], "finished": true })),
        "invalid",
        "the code is missing"
    );
    let mut version = note["version"].clone();
    let mut save = |code: &str| {
        content["clients"] = json!([code]);
        let saved = her.call(
            "record.save",
            json!({ "id": note["id"], "expected": version, "visit": "a visit", "content": content }),
        );
        version = saved["version"].clone();
        saved["warnings"].clone()
    };
    assert_eq!(save("Margaret")[0]["field"], "clients", "a name is remarked on");
    assert_eq!(save("K-07"), json!([]));
    let closed = her.call("record.finish", json!({ "id": note["id"], "finished": true }));
    assert_eq!(closed["closed"], true);
    assert_eq!(
        her.refused(
            "record.save",
            json!({ "id": note["id"], "expected": closed["version"], "visit": "a visit", "content": content })
        ),
        "refused"
    );
    assert_eq!(her.refused("record.bin", json!({ "id": note["id"] })), "refused");
    let added = her.call("record.add", json!({ "id": note["id"], "text": "It was the bus." }));
    assert_eq!(added["additions"][0]["text"], "It was the bus.");
    assert_eq!(her.list(json!({ "text": "bus" })), [id(&note)]);
}

fn bin_and_undo(her: &Her, reflection: &str) {
    her.call("record.bin", json!({ "id": reflection }));
    assert!(her.list(json!({ "text": "torn neither" })).is_empty());
    assert_eq!(her.list(json!({ "bin": true })), [reflection]);
    assert_eq!(her.call("undo.undo", json!({}))["label"], "Move to the bin");
    assert_eq!(
        her.list(json!({ "text": "torn neither" })),
        [reflection],
        "it comes back, and is found again"
    );
    her.call("undo.redo", json!({}));
    her.call("record.restore", json!({ "id": reflection }));
    assert_eq!(
        her.call("record.get", json!({ "id": reflection }))["tags"].as_array().map(Vec::len),
        Some(2)
    );
    let gone = her.write("cpd", |content| content["title"] = json!("A course that was cancelled"));
    her.call("record.bin", json!({ "id": gone["id"] }));
    assert_eq!(her.call("record.empty-bin", json!({}))["records"], 1);
    assert_eq!(her.refused("record.get", json!({ "id": gone["id"] })), "not-found");
}

fn stands(her: &Her, reflection: &str) {
    let profile = her.call("profile.get", json!({}));
    let saved = json!({ "expected": profile["version"], "name": "A. Example", "registration": "AS00000", "registered_since": "2019-09-01", "profession": "music", "level": "enh" });
    her.call("profile.save", saved);
    her.call(
        "assessment.set",
        json!({ "statement": "enh.pp.02", "answer": "next-for-me", "note": "With a supervisor", "by": "2027-02-01" }),
    );
    let coverage = her.call("framework.coverage", json!({}));
    assert_eq!(coverage["own_level"], "enh");
    let covered = coverage["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .find(|one| one["statement"] == "enh.pp.02")
        .expect("covered");
    assert_eq!(
        (&covered["records"], &covered["assessment"]["answer"]),
        (&json!(1), &json!("next-for-me"))
    );
    let page = her.call("framework.statement", json!({ "id": "enh.pp.02" }));
    assert_eq!(page["records"][0]["row"]["id"], reflection);
    assert_eq!(page["records"][0]["claim"], "I stayed with it");
}

fn shows_the_regulator(her: &Her) {
    let cycles = her.call("hcpc.cycles", json!({}));
    let cycle = cycles["current"].clone();
    let profile = her.call("hcpc.get", json!({ "id": cycle }));
    let listed: Vec<_> = profile["activities"]
        .as_array()
        .expect("activities")
        .iter()
        .filter(|one| one["listed"] == true)
        .collect();
    assert_eq!(listed.len(), 1, "the supervision session; never the case note");
    let form = json!({
        "summary": "I work with children and adults in my own practice.",
        "introduction": "Two activities changed how I work.",
        "chosen": [{ "record_id": listed[0]["record_id"], "what": "Clinical supervision.", "learnt": "To wait.", "quality": "Calmer endings.", "service_users": "More room for them." }],
        "gaps": [],
        "choices": [],
    });
    her.call(
        "hcpc.save",
        json!({ "id": cycle, "expected": profile["version"], "visit": "a visit", "form": form }),
    );
    let file = her.folder.path().join("profile.pdf");
    let export = |is_final: bool| json!({ "id": cycle, "final": is_final, "path": file, "replace": false });
    assert_eq!(
        her.refused("hcpc.export", export(false)),
        "refused",
        "no line leaves that she has not read"
    );
    assert!(!file.exists());
    let lines = her.call("hcpc.lines", json!({ "id": cycle }));
    assert!(lines["lines"].as_array().expect("lines").iter().any(|line| {
        line["text"]
            .as_str()
            .is_some_and(|text| text.contains("Clinical supervision, individual, 75 minutes"))
    }));
    her.call("hcpc.confirm", json!({ "id": cycle, "digest": lines["digest"] }));
    her.call("hcpc.export", export(true));
    let text = words_of(&file);
    assert!(
        text.contains("Calmer endings.") && text.contains("Clinical supervision, individual, 75 minutes"),
        "{text}"
    );
    assert!(
        !text.contains("torn drawing") && !text.contains("K-07") && !text.contains("Came late"),
        "{text}"
    );
    assert!(
        ["exists", "refused"].contains(&her.refused("hcpc.export", export(true)).as_str()),
        "an existing file is not written over"
    );
    let exports = her.call("hcpc.exports", json!({}));
    assert_eq!(
        (&exports["exports"][0]["final"], &exports["exports"][0]["file_name"]),
        (&json!(true), &json!("profile.pdf"))
    );
    her.desk.answer_save(None);
    let kept = her.call("hcpc.export", json!({ "id": cycle, "final": false, "path": null }));
    assert_eq!(kept["path"], Value::Null, "she changed her mind");
}

fn words_of(file: &Path) -> String {
    assert!(std::fs::read(file).expect("a file").starts_with(b"%PDF-"));
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext is installed");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn locks_and_opens(her: &Her, words: &[String], reflection: &str) {
    her.call("portfolio.lock", json!({}));
    assert_eq!(her.refused("record.get", json!({ "id": reflection })), "locked");
    assert_eq!(
        her.refused(
            "portfolio.open",
            json!({ "folder": null, "passphrase": "amber kettle drum seven river" })
        ),
        "wrong-passphrase"
    );
    her.call("portfolio.open", json!({ "folder": null, "passphrase": PASSPHRASE }));
    assert_eq!(her.call("undo.state", json!({}))["undo"], "CPD profile", "steps survive the lock");
    // A second window may not open it meanwhile.
    let second = app(her.folder.path(), &her.desk);
    let cause = api::call(
        &second,
        "portfolio.open",
        "",
        &json!({ "folder": null, "passphrase": PASSPHRASE }).to_string(),
    )
    .expect_err("it is in use");
    assert_eq!(serde_json::to_value(cause.code).expect("a code"), "in-use");
    her.call("portfolio.lock", json!({}));
    std::fs::remove_file(her.folder.path().join("Portfolio/portfolio.key.json")).expect("the envelope was there");
    assert_eq!(her.call("app.status", json!({}))["stage"], "words-only");
    her.call(
        "portfolio.open-with-words",
        json!({ "folder": null, "words": words.join(" "), "passphrase": "a new one of five words" }),
    );
    assert_eq!(her.call("record.get", json!({ "id": reflection }))["id"], reflection);
    assert_eq!(her.call("portfolio.check", json!({}))["sound"], true);
}
