//! What leaves: exports, the framework, counts, help.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::{Desk, names};

#[test]
fn the_framework_needs_no_portfolio() {
    let desk = Desk::new();
    let said = desk.bare(&["framework", "--json"], "");
    assert_eq!(said.exit, 0, "{}", said.err);
    let all: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let statements = all["statements"].as_array().expect("statements");
    assert_eq!(statements.len(), 313);
    for key in ["id", "level", "section", "code", "text"] {
        assert!(statements.iter().all(|one| one.get(key).is_some()), "{key}");
    }
    let enhanced = desk.bare(&["framework", "--level", "enh", "--json"], "");
    let enhanced: serde_json::Value = serde_json::from_str(&enhanced.out).expect("JSON");
    assert_eq!(enhanced["statements"].as_array().map(Vec::len), Some(61));
    assert!(desk.bare(&["framework", "--level", "ass"], "").out.contains("ass.core.01"));
}

#[test]
fn the_sample_is_counted() {
    let desk = Desk::with_sample();
    let stats = desk.json(&["stats"]);
    let records = &stats["records"];
    let kinds: u64 = ["reflection", "case-note", "supervision", "cpd"]
        .iter()
        .filter_map(|kind| records[kind].as_u64())
        .sum();
    assert_eq!(Some(kinds), records["total"].as_u64());
    let levels = stats["levels"].as_array().expect("levels");
    let of_levels: Vec<_> = levels.iter().filter_map(|level| level["statements"].as_u64()).collect();
    assert_eq!(of_levels, [49, 72, 61, 62, 69]);
    assert_eq!(levels[2]["own"], true);
    assert!(desk.ok(&["stats"]).contains("(your level)"));
}

#[test]
fn the_profile_leaves_as_pdf_and_never_over_a_file() {
    let desk = Desk::with_sample();
    let out = desk.arg("profile.pdf");
    let made = desk.json(&["export", "hcpc", "--cycle", "2024-2026", "--out", &out, "--final"]);
    let bytes = std::fs::read(desk.path("profile.pdf")).expect("a file");
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(made["bytes"].as_u64(), u64::try_from(bytes.len()).ok());
    assert!(made["pages"].as_u64().is_some_and(|pages| pages >= 2), "{made}");

    let again = desk.run(&["export", "hcpc", "--cycle", "2024-2026", "--out", &out]);
    assert_eq!(again.exit, 5, "{}", again.err);
    assert_eq!(std::fs::read(desk.path("profile.pdf")).expect("a file"), bytes);
    desk.ok(&["export", "hcpc", "--cycle", "2024-2026", "--out", &out, "--final", "--force"]);
    assert_eq!(
        std::fs::read(desk.path("profile.pdf")).expect("a file"),
        bytes,
        "the same bytes for the same input"
    );

    let lines = desk.json(&["export", "lines", "--cycle", "2024-2026"]);
    assert_eq!(
        lines["lines"].as_array().map(Vec::len),
        made["lines"].as_u64().and_then(|count| usize::try_from(count).ok())
    );
    let said = desk.run(&["export", "hcpc", "--cycle", "1999-2001", "--out", &desk.arg("no.pdf")]);
    assert_eq!(said.exit, 5, "{}", said.err);
    let nowhere = desk.path("gone").join("profile.pdf");
    let said = desk.run(&["export", "hcpc", "--out", nowhere.to_str().expect("a text")]);
    assert_eq!(said.exit, 1, "{}", said.err);
    assert_eq!(
        names(desk.portfolio().parent().expect("a folder")),
        ["pass.txt", "portfolio", "profile.pdf"],
        "no half file is left"
    );
}

#[test]
fn a_profile_with_nothing_in_it_is_a_cover_and_a_page() {
    let desk = Desk::with_portfolio();
    let made = desk.json(&["export", "hcpc", "--out", &desk.arg("empty.pdf")]);
    assert_eq!(made["pages"], 2, "{made}");
    assert!(std::fs::read(desk.path("empty.pdf")).expect("a file").starts_with(b"%PDF-"));
}

#[test]
fn json_and_markdown_leave_whole() {
    let desk = Desk::with_sample();
    let out = desk.arg("all.json");
    desk.ok(&["export", "json", "--out", &out]);
    let all: serde_json::Value = serde_json::from_slice(&std::fs::read(desk.path("all.json")).expect("a file")).expect("JSON");
    assert_eq!(all["format"], "triptych-portfolio");
    let records = all["records"].as_array().expect("records").len();
    assert_eq!(desk.run(&["export", "json", "--out", &out]).exit, 5);
    desk.ok(&["export", "json", "--out", &out, "--force"]);

    let folder = desk.arg("Markdown");
    desk.ok(&["export", "markdown", "--out", &folder]);
    assert_eq!(
        names(&desk.path("Markdown")).len(),
        records + 8,
        "a file per record, one each for supervision, evidence, templates, models, clients and what HCPC asked for, an index, and the picture that a text shows"
    );
    assert_eq!(desk.run(&["export", "markdown", "--out", &folder]).exit, 5);
    desk.ok(&["export", "markdown", "--out", &folder, "--force"]);
    assert_eq!(names(&desk.path("Markdown")).len(), records + 8);
    assert!(
        names(&desk.path("Markdown"))
            .iter()
            .any(|name| name.starts_with("E9 Re-audit chart") && name.ends_with(".png"))
    );
}

#[test]
fn help_has_examples_and_exit_codes() {
    let desk = Desk::new();
    let help = desk.bare(&["--help"], "");
    assert_eq!(help.exit, 0);
    for part in ["Examples:", "Exit codes:", "--passphrase-stdin", "export"] {
        assert!(help.out.contains(part), "{part}");
    }
    for command in ["init", "demo", "recover", "framework"] {
        assert!(desk.bare(&[command, "--help"], "").out.contains("JSON:"), "{command}");
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(desk.bare(&["completions", shell], "").out.contains("triptych-cli"), "{shell}");
    }
    let man = desk.bare(&["man"], "").out;
    assert!(man.contains(".TH triptych-cli") && man.contains("recover"), "a manual page");
}

#[test]
fn where_a_profile_stands_is_said_in_words_and_as_json() {
    let desk = Desk::with_sample();
    let found = desk.json(&["hcpc", "readiness", "--cycle", "2024-2026"]);
    assert_eq!(found["standards"].as_array().map(Vec::len), Some(5));
    assert_eq!(found["rules"].as_array().map(Vec::len), Some(11));
    assert_eq!(found["months"].as_array().map(Vec::len), Some(24));
    let listed: u64 = found["months"]
        .as_array()
        .expect("months")
        .iter()
        .filter_map(|month| month["listed"].as_u64())
        .sum();
    let said = desk.ok(&["hcpc", "readiness", "--cycle", "2024-2026"]);
    assert!(said.starts_with(&format!("{listed} activities listed;")), "{said}");
    assert!(
        said.contains("Only an assessor decides.") && said.contains("1. A record kept up, and accurate"),
        "{said}"
    );
    assert!(!said.to_lowercase().contains("ready"), "{said}");
    assert_eq!(desk.run(&["hcpc", "readiness", "--cycle", "1999-2001"]).exit, 5);
    let wrong = desk.run(&[
        "hcpc",
        "drawn",
        "--letter",
        "2020-01-31",
        "--deadline",
        "2020-03-31",
        "--cycle",
        "2024-2026",
    ]);
    assert_eq!(wrong.exit, 5, "{}", wrong.err);
    assert!(wrong.err.contains("not about this cycle"), "{}", wrong.err);
    let drawn = desk.json(&[
        "hcpc",
        "drawn",
        "--letter",
        "2026-03-09",
        "--deadline",
        "2026-05-31",
        "--cycle",
        "2024-2026",
    ]);
    assert_eq!(drawn["answering"]["drawn"]["deadline"], "2026-05-31");
    assert!(
        desk.ok(&["hcpc", "readiness", "--cycle", "2024-2026"])
            .contains("Renew and pay as well")
    );
    assert_eq!(
        desk.json(&["hcpc", "drawn", "--undo", "--cycle", "2024-2026"])["answering"],
        serde_json::Value::Null
    );
    desk.ok(&["hcpc", "number", "statement-words", "2000"]);
    assert_eq!(
        desk.json(&["hcpc", "readiness", "--cycle", "2024-2026"])["statement_words"]["limit"],
        2000
    );
    assert_eq!(desk.run(&["hcpc", "number", "hours", "30"]).exit, 5);
}

#[test]
fn activities_are_suggested_and_none_is_chosen() {
    let desk = Desk::with_sample();
    let found = desk.json(&["hcpc", "suggest"]);
    assert_eq!((&found["least"], &found["most"]), (&4.into(), &6.into()));
    let activities = found["activities"].as_array().expect("activities");
    assert!((1..=6).contains(&activities.len()), "{found}");
    assert!(
        activities
            .iter()
            .all(|one| one["why"].as_str().is_some_and(|why| why.ends_with('.')))
    );
    let said = desk.ok(&["hcpc", "suggest"]);
    assert!(
        said.contains("which is no rule") && said.ends_with("Nothing has been chosen.\n"),
        "{said}"
    );
    assert_eq!(desk.json(&["hcpc", "suggest"]), found);
}

#[test]
fn a_profile_is_composed_from_the_terminal() {
    let desk = Desk::with_sample();
    let cycle = ["--cycle", "2024-2026"];
    let with = |words: &[&'static str]| words.iter().chain(&cycle).copied().collect::<Vec<_>>();
    let read = desk.ok(&with(&["hcpc", "chair"]));
    assert!(
        read.contains("1. A record kept up, and accurate: Nobody has marked a sentence"),
        "{read}"
    );
    let marked = desk.json(&with(&["hcpc", "mark", "2", "4"]));
    assert_eq!(marked["standards"][3]["marked"], 1);
    assert!(desk.ok(&with(&["hcpc", "chair"])).contains("  [4]\n"));
    assert_eq!(desk.json(&with(&["hcpc", "mark", "2", "4", "--undo"]))["standards"][3]["marked"], 0);
    for wrong in [["0", "4"], ["9999", "4"], ["2", "6"]] {
        assert_eq!(desk.run(&with(&["hcpc", "mark", wrong[0], wrong[1]])).exit, 5, "{wrong:?}");
    }

    let plain = desk.json(&with(&["hcpc", "order"]));
    let first = plain["evidence"][0]["title"].clone();
    let count = plain["evidence"].as_array().map_or(0, Vec::len);
    assert!(count > 1, "{plain}");
    let mut turned: Vec<String> = (1..=count).rev().map(|number| number.to_string()).collect();
    let mut asked = vec!["hcpc".to_owned(), "order".to_owned()];
    asked.append(&mut turned);
    asked.extend(cycle.map(str::to_owned));
    let moved = desk.json(&asked.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        (&moved["evidence"][count - 1]["title"], &moved["evidence"][0]["number"]),
        (&first, &1.into())
    );
    assert_eq!(desk.json(&with(&["hcpc", "order"])), plain);
    assert_eq!(desk.run(&with(&["hcpc", "order", "99"])).exit, 5);

    let record = desk.json(&with(&["hcpc", "order"]))["evidence"][0]["record_ids"][0]
        .as_str()
        .expect("a record")
        .to_owned();
    let under = format!("2={record}");
    let plan = [
        "hcpc",
        "assemble",
        "plan",
        "--aim",
        "Hear the silence",
        "--aim",
        "Write sooner",
        "--under",
        &under,
    ];
    let said = desk.ok(&plan.iter().chain(&cycle).copied().collect::<Vec<_>>());
    assert_eq!(
        said,
        "The statement is put together from your plan.\nAim 1: Hear the silence, 0 activities\nAim 2: Write sooner, 1 activity\n"
    );
    let standard = desk.json(&with(&["hcpc", "assemble", "standard"]));
    assert_eq!(
        (&standard["by"], &standard["aims"][1]["record_ids"][0]),
        (&"standard".into(), &record.into())
    );
    assert_eq!(desk.run(&with(&["hcpc", "assemble", "plan", "--under", "9=x"])).exit, 5);
    desk.ok(&with(&["hcpc", "assemble", "activity"]));

    assert!(desk.ok(&with(&["hcpc", "versions"])).starts_with("No final PDF"));
    let out = desk.arg("version.pdf");
    desk.ok(&["export", "hcpc", "--cycle", "2024-2026", "--out", &out, "--final"]);
    assert!(desk.ok(&with(&["hcpc", "versions"])).contains("SHA-256 "));
    assert!(desk.ok(&with(&["hcpc", "versions", "1"])).starts_with("Nothing has changed since."));
    assert_eq!(desk.run(&with(&["hcpc", "versions", "2"])).exit, 5);

    let plan = desk.json(&["hcpc", "reminders"]);
    assert!(plan["days"].as_array().is_some_and(|days| days.len() >= 4), "{plan}");
    let done = desk.ok(&["hcpc", "reminders", "--done", "year"]);
    assert!(done.contains("(done)"), "{done}");
    assert!(desk.ok(&["hcpc", "reminders", "--later", "month"]).contains("(put off until "));
    assert_eq!(desk.run(&["hcpc", "reminders", "--done", "tomorrow"]).exit, 5);
}

#[test]
fn a_paper_is_looked_at_and_leaves_for_either_program() {
    let desk = Desk::with_sample();
    let look = desk.json(&["export", "paper", "levels", "--level", "enh"]);
    assert!(look["replaced"].as_u64().is_some_and(|replaced| replaced > 0), "{look}");
    assert_eq!(look["title"], "Portfolio by framework level");
    assert!(desk.ok(&["export", "paper", "cv"]).contains("would leave"));
    for (name, begins) in [("cv.pdf", &b"%PDF"[..]), ("cv.docx", &b"PK"[..])] {
        let out = desk.arg(name);
        desk.json(&["export", "paper", "cv", "--out", &out]);
        assert!(std::fs::read(desk.path(name)).expect("a file").starts_with(begins));
        assert_eq!(
            desk.run(&["export", "paper", "cv", "--out", &out]).exit,
            5,
            "nothing is replaced unasked"
        );
    }
    let wrong = desk.run(&["export", "paper", "appraisal", "--from", "2026-05-01", "--to", "2026-04-01"]);
    assert_ne!(wrong.exit, 0);
    assert!(wrong.err.contains("The last day lies before the first."), "{}", wrong.err);
    let note = desk.json(&["record", "list", "--kind", "case-note"]);
    let id = note[0]["id"].as_str().expect("an id");
    assert!(desk.run(&["export", "paper", "record", id]).err.contains("case note"));
}

#[test]
fn the_register_lists_whatever_left_and_finds_it() {
    let desk = Desk::with_sample();
    let before = desk.json(&["register"])["all"].as_u64().expect("a number");
    desk.json(&[
        "export",
        "paper",
        "cv",
        "--out",
        &desk.arg("of mine.pdf"),
        "--for",
        "A new employer",
    ]);
    desk.json(&["export", "hcpc", "--cycle", "2024-2026", "--out", &desk.arg("a draft.pdf")]);
    let all = desk.json(&["register"]);
    assert_eq!(all["all"].as_u64(), Some(before + 2));
    assert_eq!(
        all["lines"].as_array().map(Vec::len),
        Some(usize::try_from(before + 2).expect("few"))
    );
    let found = desk.json(&["register", "--kind", "paper", "--find", "mine"]);
    assert_eq!(found["total"], 1);
    assert_eq!(found["lines"][0]["past"]["file_name"], "of mine.pdf");
    assert!(desk.ok(&["register", "--find", "employer"]).contains("for A new employer"));
    let said = desk.ok(&["register", "--find", "draft 2024-2026"]);
    assert!(said.contains("CPD profile, 2024-2026, draft  a draft.pdf"), "{said}");
    assert!(said.contains(found_hash(&all, "a draft.pdf")), "{said}");
    let said = desk.run(&["register", "--kind", "letters"]);
    assert!(said.exit != 0 && said.err.contains("hcpc, addendum, copied, paper"), "{}", said.err);
}

#[test]
fn hcpc_asks_for_more_and_an_addendum_answers() {
    let desk = Desk::with_sample();
    let cycle = ["--cycle", "2024-2026"];
    let of = |words: &[&str]| [words, &cycle].concat().iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let json = |words: &[&str]| desk.json(&of(words).iter().map(String::as_str).collect::<Vec<_>>());
    let before = json(&["hcpc", "asked", "list"]);
    assert_eq!(before["letters"][0]["answered"], 2, "the sample has one");
    std::fs::write(desk.arg("points.txt"), "How did it go on?\n\nA certificate, please.\n").expect("a file");
    let points = desk.arg("points.txt");
    let add = [
        "hcpc",
        "asked",
        "add",
        "--letter",
        "2026-09-20",
        "--deadline",
        "2026-10-18",
        "--points",
        &points,
    ];
    let letter = json(&add);
    assert_eq!(letter["form"]["points"][1]["text"], "A certificate, please.");
    let answer = ["hcpc", "asked", "answer", "1", "--text", "It went on so.", "--evidence", "E8"];
    let letter = json(&answer);
    assert_eq!((&letter["answered"], &letter["evidence"][0]["since"]), (&1.into(), &"new".into()));
    let wrong = desk.run(
        &of(&["hcpc", "asked", "answer", "3", "--text", "No."])
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    assert!(wrong.exit != 0 && wrong.err.contains("no point of this number"), "{}", wrong.err);
    let out = desk.arg("addendum.pdf");
    let export = of(&["export", "addendum", "--out", &out, "--final", "--for", "HCPC"]);
    let export: Vec<&str> = export.iter().map(String::as_str).collect();
    let waits = desk.run(&export);
    assert!(
        waits.exit != 0 && waits.err.contains("Point 2 is still to answer."),
        "{}",
        waits.err
    );
    json(&["hcpc", "asked", "answer", "2", "--text", "There is none."]);
    assert!(
        json(&["privacy", "list", "--addendum", "--open"])
            .as_array()
            .is_some_and(Vec::is_empty)
    );
    let lines = json(&["export", "lines", "--addendum"])["lines"].to_string();
    assert!(
        lines.contains("A certificate, please.") && lines.contains("There is none."),
        "{lines}"
    );
    assert_eq!(desk.json(&export)["final"], true);
    assert!(std::fs::read(&out).expect("a file").starts_with(b"%PDF"));
    let said = desk.ok(&["register", "--kind", "addendum"]);
    assert!(
        said.contains("Addendum to a CPD profile, 2024-2026") && said.contains("for HCPC"),
        "{said}"
    );
    json(&["hcpc", "asked", "remove", "--letter", "2026-09-20"]);
    assert_eq!(json(&["hcpc", "asked", "list"]), before);
}

/// The whole checksum of the line with this file.
fn found_hash<'a>(register: &'a serde_json::Value, name: &str) -> &'a str {
    let lines = register["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["past"]["file_name"] == name).expect("its line");
    line["past"]["sha256"].as_str().expect("a text")
}
