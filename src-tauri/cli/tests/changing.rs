//! What is there already, changed from the command line.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;
use serde_json::{Value, json};

fn pieces(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

#[test]
fn what_is_named_changes_in_a_record_and_the_rest_stays() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&[
        "--kind",
        "reflection",
        "--title",
        "A walk",
        "--date",
        "2026-11-20",
        "--text",
        "She waited.",
        "--keyword",
        "silence",
    ]);
    let changed = desk.json(&["record", "edit", &id[..8], "--title", "The quiet one", "--minutes", "30"]);
    let content = &changed["record"]["content"];
    assert_eq!((&content["title"], &content["minutes"]), (&"The quiet one".into(), &30.into()));
    assert_eq!(
        (&changed["body"], &content["keywords"]),
        (&"She waited.".into(), &json!(["silence"]))
    );
    assert_eq!(pieces(&desk.json(&["record", "history", &id])), 1, "what it said before is kept");
    // Another model keeps every word.
    let changed = desk.json(&["record", "edit", &id, "--model", "borton", "--stage", "what=It tore."]);
    assert!(
        changed["body"]
            .as_str()
            .is_some_and(|body| body.contains("She waited.") && body.contains("It tore."))
    );
    let changed = desk.json(&["record", "edit", &id, "--keyword", ""]);
    assert_eq!(changed["keywords"], json!([]));
    for (args, exit) in [
        (&["record", "edit", &id, "--keyword", ""][..], 5),
        (&["record", "edit", &id, "--attendance", "did-not-attend"], 5),
        (&["record", "edit", &id, "--date", "2026-02-30"], 5),
        (&["record", "edit", "abcdef", "--title", "x"], 1),
    ] {
        assert_eq!(desk.run(args).exit, exit, "{args:?}");
    }
}

#[test]
fn a_record_is_marked_as_cpd_with_its_facts_and_no_longer() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&["--kind", "reflection", "--text", "She waited."]);
    assert!(desk.json(&["record", "edit", &id, "--cpd"])["record"]["content"]["cpd"].is_object());
    let with = [
        "record",
        "edit",
        &id,
        "--type",
        "work-based",
        "--learnt",
        "To wait.",
        "--certificate",
        "--standard",
        "2",
    ];
    let cpd = &desk.json(&with)["record"]["content"]["cpd"];
    assert_eq!((&cpd["type"], &cpd["learnt"]), (&"work-based".into(), &"To wait.".into()));
    assert_eq!((&cpd["certificate"], &cpd["standards"]), (&true.into(), &json!([2])));
    assert_eq!(desk.run(&["record", "edit", &id, "--cpd=false", "--provider", "Nobody"]).exit, 5);
    assert!(desk.json(&["record", "edit", &id, "--cpd=false"])["record"]["content"]["cpd"].is_null());
}

#[test]
fn a_case_note_has_its_attendance_is_finished_and_takes_additions() {
    let desk = Desk::with_portfolio();
    let id = desk.add(&[
        "--kind",
        "case-note",
        "--client",
        "K-07",
        "--text",
        "He did not come.",
        "--attendance",
        "did-not-attend",
        "--risk",
        "--themes",
        "absence",
    ]);
    let case = desk.json(&["record", "show", &id])["record"]["content"]["case"].clone();
    assert_eq!(
        (&case["attendance"], &case["themes"]),
        (&"did-not-attend".into(), &"absence".into())
    );
    let case = desk.json(&["record", "edit", &id, "--attendance", "attended", "--risk=false"])["record"]["content"]["case"].clone();
    assert_eq!((&case["attendance"], &case["risk"]), (&Value::Null, &false.into()));
    assert_eq!(
        desk.run(&["record", "addition", &id, "--text", "Later."]).exit,
        5,
        "it is open still"
    );
    let done = desk.json(&["record", "finish", &id[..8]]);
    assert_eq!((&done["finished"], &done["draft"]), (&json!([id]), &false.into()));
    assert_eq!(desk.run(&["record", "edit", &id, "--text", "x"]).exit, 5, "closed");
    assert_eq!(desk.run(&["record", "finish", &id, "--draft"]).exit, 5, "and stays so");
    let added = desk.json(&["record", "addition", &id, "--text", "His mother rang."]);
    assert_eq!(added["record"]["additions"][0]["text"], "His mother rang.");
    assert_eq!(desk.run(&["record", "addition", &id]).exit, 5, "no words");
    let other = desk.add(&["--kind", "reflection", "--text", "Words."]);
    desk.ok(&["record", "finish", &other]);
    assert_eq!(desk.json(&["record", "finish", &other, "--draft"])["draft"], true);
}

#[test]
fn an_agreed_action_is_carried_until_it_is_done() {
    let desk = Desk::with_portfolio();
    let first = desk.add(&[
        "--kind",
        "supervision",
        "--date",
        "2026-10-02",
        "--text",
        "We spoke of waiting.",
        "--action",
        "2026-12-01: Ring the school",
        "--action",
        "Read on",
    ]);
    let next = desk.add(&["--kind", "supervision", "--date", "2026-11-02", "--text", "Again."]);
    let carried = desk.json(&["supervision", "carried", &next]);
    assert_eq!(
        (&carried[0]["text"], &carried[0]["due"]),
        (&"Ring the school".into(), &"2026-12-01".into())
    );
    assert_eq!((pieces(&carried), &carried[0]["record_id"]), (2, &first.as_str().into()));
    let action = carried[0]["id"].as_str().expect("an id").to_owned();
    assert!(desk.ok(&["supervision", "agenda"]).contains(&action[..8]));
    assert_eq!(desk.json(&["supervision", "done", &action[..8]])["done"], true);
    assert_eq!(pieces(&desk.json(&["supervision", "carried", &next])), 1);
    assert_eq!(desk.run(&["supervision", "done", &action]).exit, 1, "it is not open any more");
    desk.ok(&["supervision", "done", &action, "--open"]);
    assert_eq!(pieces(&desk.json(&["supervision", "carried", &next])), 2);
}

#[test]
fn a_client_is_made_its_page_written_and_a_request_answered() {
    let desk = Desk::with_portfolio();
    assert_eq!(desk.json(&["client", "make", "K-07"])["code"], "K-07");
    assert_eq!(desk.run(&["client", "make", "K-07"]).exit, 5, "there is one");
    desk.ok(&["client", "page", "K-07", "--goals", "To be heard.", "--hold", "A claim"]);
    let page = desk.json(&[
        "client",
        "page",
        "K-07",
        "--themes",
        "waiting",
        "--hold",
        "",
        "--rule",
        "own",
        "--keep-until",
        "31/12/2030",
    ]);
    let facts = &page["facts"];
    assert_eq!((&facts["goals"], &facts["themes"]), (&"To be heard.".into(), &"waiting".into()));
    assert_eq!((&facts["hold"], &facts["keep_until"]), (&"".into(), &"2030-12-31".into()));
    assert_eq!(desk.run(&["client", "page", "K-07", "--ended", "2026-02-30"]).exit, 5);
    assert_eq!(desk.run(&["client", "page", "Z-01", "--goals", "x"]).exit, 1);

    assert_eq!(desk.run(&["client", "answered", "K-07"]).exit, 1, "nothing is open");
    desk.ok(&["client", "access", "K-07", "--received", "2026-01-31"]);
    let answered = desk.json(&["client", "answered", "K-07"]);
    assert!(answered["answered"].is_string());
    assert!(desk.json(&["client", "answered", "K-07", "--open"])["answered"].is_null());
}

#[test]
fn evidence_is_described_agreed_to_withdrawn_and_redacted() {
    let desk = Desk::with_portfolio();
    desk.write("boat.txt", "a boat");
    desk.ok(&["evidence", "add", &desk.arg("boat.txt"), "--people"]);
    let described = desk.json(&[
        "evidence",
        "describe",
        "E1",
        "--title",
        "The boat",
        "--description",
        "Blue chalk.",
        "--date",
        "",
    ]);
    let facts = &described["facts"];
    assert_eq!(
        (&facts["title"], &facts["description"]),
        (&"The boat".into(), &"Blue chalk.".into())
    );
    assert_eq!((&facts["date"], &facts["people"]), (&Value::Null, &true.into()));

    let told = desk.run(&[
        "evidence",
        "consent",
        "E1",
        "--who",
        "K-07",
        "--use",
        "An HCPC audit",
        "--given",
        "2026-01-02",
    ]);
    assert!(
        told.err.contains("It stays in the portfolio"),
        "therapy must not depend on it: {}",
        told.err
    );
    let agreed = desk.json(&["evidence", "consent", "E1", "--therapy-free", "--by", "parent"]);
    assert_eq!(
        (&agreed["consent_state"], &agreed["consent"]["by"]),
        (&"valid".into(), &"parent".into())
    );
    desk.ok(&["evidence", "export", "E1", "--out", &desk.arg("out.txt")]);
    let withdrawn = desk.run(&["evidence", "withdraw", "E1", "--on", "2026-01-03"]);
    assert!(
        withdrawn.out.contains("out.txt") && withdrawn.err.contains("see to them"),
        "{}",
        withdrawn.err
    );
    // Changing another word of it does not agree anew; a new day does.
    let said = desk.json(&["evidence", "consent", "E1", "--child-view", "She wants it seen."]);
    assert_eq!(said["consent_state"], "withdrawn");
    let anew = desk.json(&["evidence", "consent", "E1", "--given", "2026-01-04"]);
    assert_eq!(
        (&anew["consent_state"], &anew["consent"]["withdrawn"]),
        (&"valid".into(), &Value::Null)
    );
    assert_eq!(desk.run(&["evidence", "consent", "E1", "--until", "2025-01-01"]).exit, 5);
    assert_eq!(desk.run(&["evidence", "withdraw", "E1", "--on", "2020-01-01"]).exit, 5);

    for wrong in ["1,0.1,0.1,0.5", "one,0,0,1,1", "1,0,0,two,1"] {
        assert_eq!(desk.run(&["evidence", "redact", "E1", "--box", wrong]).exit, 5, "{wrong}");
    }
    let text = desk.run(&["evidence", "redact", "E1", "--box", "1,0,0,0.5,0.5"]);
    assert!(text.exit == 5 && text.err.contains("pictures and PDFs only"), "{}", text.err);
}

#[test]
fn a_picture_is_redacted_from_the_command_line() {
    let desk = Desk::with_sample();
    let copy = desk.json(&["evidence", "redact", "E9", "--box", "1,0.1,0.1,0.5,0.2"]);
    assert!(copy["facts"]["title"].as_str().is_some_and(|title| title.ends_with(", redacted")));
    assert_eq!((&copy["original"]["number"], &copy["facts"]["people"]), (&9.into(), &false.into()));
}

#[test]
fn each_of_these_commands_says_what_its_json_is_and_shows_an_example() {
    let desk = Desk::new();
    for command in [
        "record edit",
        "record finish",
        "record addition",
        "evidence describe",
        "evidence consent",
        "evidence withdraw",
        "evidence redact",
        "supervision done",
        "supervision carried",
        "client make",
        "client page",
        "client answered",
    ] {
        let mut args: Vec<&str> = command.split(' ').collect();
        args.push("--help");
        let help = desk.bare(&args, "").out;
        assert!(help.contains("JSON:") && help.contains("Example"), "{command}:\n{help}");
        assert!(help.contains(&format!("triptych-cli … {command}")), "{command}:\n{help}");
    }
}
