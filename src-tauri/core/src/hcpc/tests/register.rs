//! The register of everything that left: nothing is missing in it, and what is looked for is found.

use rusqlite::params;

use super::*;
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
        "paper",
        "supervision",
        "access",
        "evidence",
        "markdown",
        "of a later version",
    ];
    for (number, kind) in (0_u32..).zip(kinds) {
        let cycle = (kind == "hcpc").then_some(id.as_str());
        left(&mut portfolio, number, kind, cycle, &format!("{number}.pdf"), "[]");
    }
    let page = register(&portfolio, &asked("")).expect("the register");
    assert_eq!(names(&page), ["6.pdf", "5.pdf", "4.pdf", "3.pdf", "2.pdf", "1.pdf", "0.pdf"]);
    assert_eq!((page.total, page.all), (7, 7));
    let mut of_kinds = page.lines.iter().map(|line| line.kind).collect::<Vec<_>>();
    of_kinds.reverse();
    assert_eq!(of_kinds, Left::ALL);
    let cycles: Vec<_> = page.lines.iter().map(|line| line.cycle.as_deref()).collect();
    assert_eq!(cycles, [None, None, None, None, None, None, Some("2024-2026")]);
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
