//! The register of everything that left: nothing is missing in it, and what is looked for is found.

use rusqlite::params;

use super::*;
use crate::api::App;
use crate::storage::{Op, Scope, transact};

/// A line that left long ago, as older versions and other features write it.
fn left(portfolio: &mut Portfolio, number: u32, kind: &str, cycle: Option<&str>, name: &str, kept: &str) {
    let at = format!("2025-01-01T10:{:02}:{:02}Z", number / 60, number % 60);
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        connection
            .execute(
                "INSERT INTO export (id, kind, cycle_id, exported_at, final, file_name, sha256, kept) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)",
                params![format!("x{number}"), kind, cycle, at, name, format!("{number:064x}"), kept],
            )
            .map_err(crate::error::Error::internal)?;
        Ok(())
    })
    .expect("a line");
}

fn asked(find: &str) -> RegisterAsked {
    RegisterAsked {
        find: find.to_owned(),
        limit: 50,
        ..RegisterAsked::default()
    }
}

fn names(page: &RegisterPage) -> Vec<&str> {
    page.lines.iter().map(|line| line.past.file_name.as_str()).collect()
}

#[test]
fn whatever_its_kind_everything_that_left_is_in_it_newest_first() {
    let (_folder, mut portfolio, id) = portfolio();
    let kinds = [
        "hcpc",
        "addendum",
        "copied",
        "paper",
        "supervision",
        "access",
        "evidence",
        "markdown",
        "json",
        "of a later version",
    ];
    for (number, kind) in (0_u32..).zip(kinds) {
        let cycle = (kind == "hcpc").then_some(id.as_str());
        left(&mut portfolio, number, kind, cycle, &format!("{number}.pdf"), "[]");
    }
    let page = register(&portfolio, &asked("")).expect("the register");
    assert_eq!(
        names(&page),
        [
            "9.pdf", "8.pdf", "7.pdf", "6.pdf", "5.pdf", "4.pdf", "3.pdf", "2.pdf", "1.pdf", "0.pdf"
        ]
    );
    assert_eq!((page.total, page.all), (10, 10));
    let mut of_kinds = page.lines.iter().map(|line| line.kind).collect::<Vec<_>>();
    of_kinds.reverse();
    assert_eq!(of_kinds, Left::ALL);
    let cycles: Vec<_> = page.lines.iter().map(|line| line.cycle.as_deref()).collect();
    assert_eq!(cycles, [None, None, None, None, None, None, None, None, None, Some("2024-2026")]);
}

#[test]
fn it_is_found_by_kind_name_cycle_checksum_and_by_what_stayed_knowingly() {
    let (_folder, mut portfolio, id) = portfolio();
    let kept = r#"[{"kind":"place","value":"Élan House","reason":"the service agreed"}]"#;
    left(&mut portfolio, 1, "hcpc", Some(&id), "Profile.pdf", kept);
    left(&mut portfolio, 2, "paper", None, "Curriculum vitae.docx", "[]");
    left(&mut portfolio, 3, "paper", None, "Lebenslauf Ä.pdf", "[]");
    let found = |find: &str| {
        let page = register(&portfolio, &asked(find)).expect("the register");
        assert_eq!(page.all, 3);
        names(&page).join(", ")
    };
    assert_eq!(found("profile"), "Profile.pdf");
    assert_eq!(found("2024-2026"), "Profile.pdf");
    assert_eq!(found("élan AGREED"), "Profile.pdf");
    assert_eq!(found("ä.pdf"), "Lebenslauf Ä.pdf");
    assert_eq!(found(&format!("{:064x}", 2)), "Curriculum vitae.docx");
    assert_eq!(found("nothing of the kind"), "");
    let only = RegisterAsked {
        kind: Some(Left::Paper),
        ..asked("")
    };
    let page = register(&portfolio, &only).expect("the register");
    assert_eq!((names(&page).len(), page.total, page.all), (2, 2, 3));
    // What stayed is told with its reason, and only there.
    let page = register(&portfolio, &asked("")).expect("the register");
    let reasons: Vec<_> = page
        .lines
        .iter()
        .flat_map(|line| &line.past.kept)
        .map(|kept| kept.reason.as_str())
        .collect();
    assert_eq!(reasons, ["the service agreed"]);
}

#[test]
fn it_is_answered_in_parts_that_leave_nothing_out() {
    let (_folder, mut portfolio, _) = portfolio();
    for number in 0..450 {
        left(&mut portfolio, number, "paper", None, &format!("{number}.pdf"), "[]");
    }
    let mut all = Vec::new();
    let mut parts = Vec::new();
    loop {
        let asked = RegisterAsked {
            offset: u32::try_from(all.len()).expect("few"),
            limit: u32::MAX,
            ..asked("")
        };
        let page = register(&portfolio, &asked).expect("a part");
        assert_eq!(page.total, 450);
        if page.lines.is_empty() {
            break;
        }
        parts.push(page.lines.len());
        all.extend(page.lines.into_iter().map(|line| line.past.file_name));
    }
    assert_eq!(parts, [200, 200, 50]);
    let expected: Vec<_> = (0..450).rev().map(|number| format!("{number}.pdf")).collect();
    assert_eq!(all, expected);
}

#[test]
fn for_whom_it_is_stands_in_it_is_found_and_offered_again_for_its_kind() {
    let (folder, portfolio, id) = portfolio();
    drop(portfolio);
    let app = App::new(testing::StillWorld::new(folder.path()), testing::no_host(), "a test");
    app.open(None, &testing::secret(testing::PASSPHRASE)).expect("opens");
    app.change(|portfolio| {
        confirm_all(portfolio, &id);
        Ok(())
    })
    .expect("confirmed");
    let make = |name: &str, for_whom: &str| {
        let path = folder.path().join(name);
        let way = WayOut {
            for_whom,
            ..way(path.to_str(), false)
        };
        let made = app.run("", |task| export(&app, task, &id, false, false, &way));
        (made, path)
    };
    for (at, for_whom) in ["", "  HCPC,\n CPD audit ", "My supervisor", "HCPC, CPD audit"]
        .into_iter()
        .enumerate()
    {
        make(&format!("{at}.pdf"), for_whom).0.expect("made");
    }
    let (made, path) = make("too long.pdf", &"x".repeat(201));
    assert_eq!(made.expect_err("too long").field.as_deref(), Some("for_whom"));
    assert!(!path.exists());
    make("just.pdf", &"x".repeat(200)).0.expect("made");
    let told = app.with(|portfolio| register(portfolio, &asked("cpd audit"))).expect("read");
    let words: Vec<_> = told.lines.iter().map(|line| line.past.for_whom.as_str()).collect();
    assert_eq!(words, ["HCPC, CPD audit", "HCPC, CPD audit"]);
    let before = |kind| app.with(|portfolio| whom_before(portfolio, kind)).expect("read");
    assert_eq!(before(Left::Hcpc), [&"x".repeat(200), "HCPC, CPD audit", "My supervisor"]);
    assert!(before(Left::Paper).is_empty(), "each kind has its own");
    // It is the owner's note: the file holds nothing of it.
    let words = super::super::leaving::pages_of(&std::fs::read(folder.path().join("2.pdf")).expect("a file")).expect("a PDF");
    assert!(!words.contains("supervisor"));
}

#[test]
fn a_part_that_was_copied_has_a_line_and_one_that_was_not_has_none() {
    let (_folder, mut portfolio, id) = portfolio();
    let part = Subject::Profile(&id);
    let stopped = |_: &str| crate::error::Error::new(crate::error::Code::Internal, "No clipboard.");
    let refused = super::super::left::copied(&mut portfolio, part, "Personal statement", "Words.", &|| Err(stopped("")));
    assert!(refused.is_err());
    assert_eq!(register(&portfolio, &asked("")).expect("read").all, 0);
    super::super::left::copied(&mut portfolio, part, "Personal statement", "Words.", &|| Ok(())).expect("copied");
    let page = register(&portfolio, &asked("")).expect("read");
    let [line] = page.lines.as_slice() else { panic!("one line") };
    assert_eq!((line.kind, line.cycle.as_deref()), (Left::Copied, Some("2024-2026")));
    assert_eq!(line.past.file_name, "Copied part: Personal statement");
    assert_eq!(line.past.for_whom, "HCPC, by its portal");
    assert_eq!(line.past.sha256, sha256(b"Words."));
    assert!(versions(&portfolio, &id).expect("read").is_empty(), "it is no finished version");
    assert!(exports(&portfolio).expect("read").is_empty(), "nor a file");
}
