//! Clients from the command line.

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use common::Desk;

#[test]
fn a_client_is_listed_shown_renamed_given_access_and_erased() {
    let desk = Desk::with_portfolio();
    let note = desk.add(&[
        "--kind",
        "case-note",
        "--text",
        "K-07 hid the xylophone from K-09.",
        "--client",
        "K-07",
    ]);
    let reflection = desk.add(&["--kind", "reflection", "--text", "K-07 stayed with me.", "--client", "K-07"]);
    desk.add(&["--kind", "case-note", "--text", "Somebody else.", "--client", "K-09"]);
    let list = desk.json(&["client", "list"]);
    assert_eq!((&list[0]["code"], &list[0]["notes"]), (&"K-07".into(), &1.into()));
    let shown = desk.json(&["client", "show", "K-07"]);
    assert_eq!(shown["notes"][0]["id"], note.as_str());
    assert!(shown.get("identity").is_none(), "who it is only when asked");
    assert_eq!(desk.json(&["client", "show", "K-07", "--who"])["identity"]["name"], "");
    assert_eq!(desk.run(&["client", "show", "nobody"]).exit, 1);

    let renamed = desk.json(&["client", "rename", "K-07", "M-31"]);
    assert_eq!((&renamed["records"], &renamed["mentions"]), (&2.into(), &2.into()));
    assert_eq!(desk.run(&["client", "rename", "M-31", "K-09"]).exit, 5, "taken");
    desk.ok(&["client", "rename", "M-31", "K-07"]);

    let kept = desk.json(&["client", "retention", "--adult-years", "8"]);
    assert_eq!(
        (&kept["usual"]["adult_years"], &kept["usual"]["child_age"]),
        (&8.into(), &serde_json::Value::Null)
    );
    assert!(kept["due"].as_array().is_some_and(Vec::is_empty));
    assert_eq!(desk.run(&["client", "retention", "--adult-years", "500"]).exit, 5);

    let noted = desk.json(&["client", "access", "K-07", "--received", "31/01/2026", "--asker", "solicitor"]);
    assert_eq!((&noted["due"], &noted["marks"][0]["code"]), (&"2026-02-28".into(), &"K-09".into()));
    let out = desk.arg("k07.pdf");
    let stopped = desk.run(&["client", "access", "K-07", "--out", &out]);
    assert!(stopped.exit == 5 && stopped.err.contains("Not answered yet"), "{}", stopped.err);
    let erase = ["client", "erase", "K-07", "--really", "--nothing-holds", "--keep", &reflection[..8]];
    let held = desk.run(&erase);
    assert!(held.exit == 5 && held.err.contains("offence"), "{}", held.err);
    let weighed = [
        "client",
        "access",
        "K-07",
        "--authority",
        "A signed form",
        "--identity-checked",
        "--harm",
        "None",
        "--others",
        "Taken out",
        "--out",
        &out,
    ];
    assert!(desk.json(&weighed)["pages"].as_u64().is_some_and(|pages| pages >= 1));
    assert!(std::fs::read(desk.path("k07.pdf")).expect("a file").starts_with(b"%PDF"));
}

#[test]
fn an_erasure_is_looked_at_first_and_decided_one_by_one() {
    let desk = Desk::with_portfolio();
    desk.add(&["--kind", "case-note", "--text", "K-07 hid the xylophone.", "--client", "K-07"]);
    let keep = desk.add(&["--kind", "reflection", "--text", "K-07 stayed with me.", "--client", "K-07"]);
    let also = desk.add(&["--kind", "supervision", "--text", "The xylophone of K-07.", "--client", "K-07"]);
    let seen = desk.json(&["client", "erase", "K-07"]);
    assert_eq!((&seen["notes"], seen["spoken"].as_array().map(Vec::len)), (&1.into(), Some(2)));
    assert_eq!(desk.run(&["client", "erase", "K-07", "--really"]).exit, 2, "nothing must hold it");
    let undecided = desk.run(&["client", "erase", "K-07", "--really", "--nothing-holds"]);
    assert!(
        undecided.exit == 5 && undecided.err.contains("has not been decided about"),
        "{}",
        undecided.err
    );
    let done = desk.json(&[
        "client",
        "erase",
        "K-07",
        "--really",
        "--nothing-holds",
        "--keep",
        &keep[..8],
        "--also",
        &also[..8],
        "--reason",
        "The time is over",
    ]);
    assert_eq!(
        (&done["case_notes"], &done["records"], &done["kept"]),
        (&1.into(), &1.into(), &1.into())
    );
    let out = desk.arg("all.json");
    desk.ok(&["export", "json", "--out", &out, "--with-identities"]);
    let all = std::fs::read_to_string(desk.path("all.json")).expect("a file");
    assert!(!all.contains("xylophone") && !all.contains("K-07"), "{all}");
    assert!(
        all.contains("[client] stayed with me.") && all.contains("The time is over"),
        "{all}"
    );
}
