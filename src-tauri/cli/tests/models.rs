//! Reflection models of one's own from the command line.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;

#[test]
fn a_model_is_made_used_handed_on_and_deleted() {
    let desk = Desk::with_portfolio();
    let id = desk.ok(&[
        "model",
        "add",
        "Listening",
        "--stage",
        "Sound=What did I hear?",
        "--stage",
        "Silence",
    ]);
    let all = desk.json(&["model", "list"]);
    let own: Vec<_> = all.as_array().expect("a list").iter().filter(|one| one["own"] == true).collect();
    assert_eq!((all.as_array().map(Vec::len), own.len()), (Some(9), 1));
    assert_eq!(own[0]["stages"][0]["prompt"], "What did I hear?");
    assert!(desk.ok(&["model", "list"]).contains("Listening: Sound, Silence"));

    let record = desk.add(&[
        "--kind",
        "reflection",
        "--model",
        "listening",
        "--stage",
        "Silence=Longer than before.",
    ]);
    let shown = desk.json(&["record", "show", &record[..8]]);
    assert_eq!(shown["record"]["content"]["model"], id.trim());
    assert!(desk.ok(&["record", "show", &record[..8]]).contains("## Silence"));

    let out = desk.arg("listening.json");
    desk.ok(&["model", "export", "Listening", "--out", &out]);
    assert_eq!(
        desk.run(&["model", "export", "Listening", "--out", &out]).exit,
        5,
        "never over a file"
    );
    desk.ok(&["model", "delete", "Listening"]);
    assert!(
        desk.ok(&["record", "show", &record[..8]]).contains("## Silence"),
        "the heading stays"
    );
    assert!(!desk.ok(&["model", "list"]).contains("Listening"));
    assert_eq!(desk.json(&["model", "import", &out])["added"][0], "Listening");
    assert!(desk.ok(&["model", "import", &out]).contains("Nothing new"));
}

#[test]
fn one_begins_like_another_and_the_bundled_ones_stay() {
    let desk = Desk::with_portfolio();
    desk.ok(&["model", "add", "Gibbs, mine", "--like", "gibbs", "--stage", "Body"]);
    let all = desk.json(&["model", "list"]);
    let own = all.as_array().and_then(|all| all.last()).expect("a model");
    assert_eq!(own["stages"].as_array().map(Vec::len), Some(7));
    for (wrong, says) in [
        (vec!["model", "delete", "gibbs"], "comes with Triptych"),
        (vec!["model", "delete", "nobody"], "no such reflection model"),
        (vec!["model", "add", "GIBBS, MINE", "--stage", "One"], "this name already"),
        (vec!["model", "add", "Free", "--like", "free"], "needs a name"),
    ] {
        let said = desk.run(&wrong);
        assert!(said.exit == 5 && said.err.contains(says), "{wrong:?}: {} {}", said.exit, said.err);
    }
    std::fs::write(desk.path("large.json"), format!("[\"{}\"]", "x".repeat(3_000_000))).expect("written");
    let large = desk.run(&["model", "import", &desk.arg("large.json")]);
    assert!(large.exit == 5 && large.err.contains("larger than 1 MB"), "{}", large.err);
}
