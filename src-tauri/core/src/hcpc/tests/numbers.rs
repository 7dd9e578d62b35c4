//! The evidence of a profile: its order, what is left out of it, and what every number means.

use super::*;
use crate::error::Code;
use crate::storage::undo;

/// A piece of evidence beside a record, its title its id.
fn piece(portfolio: &Portfolio, record: &str, title: &str, number: u32) {
    let db = portfolio.db();
    db.execute(
        "INSERT INTO evidence (id, title, kind, people, number, created_at) VALUES (?1, ?1, 'self-made', 0, ?2, '')",
        rusqlite::params![title, number],
    )
    .expect("evidence");
    db.execute("INSERT INTO record_evidence VALUES (?1, ?2)", [record, title])
        .expect("a link");
}

/// A profile whose one activity has three pieces: "Letter", "Plan" and "Zine".
pub(super) fn with_three() -> (TempDir, Portfolio, String, String) {
    let (folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    for (number, title) in [(1, "Plan"), (2, "Letter"), (3, "Zine")] {
        piece(&portfolio, &a, title, number);
    }
    let form = Form {
        chosen: vec![chosen(&a, "As [E3] shows.")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    (folder, portfolio, id, a)
}

/// A profile and a record that speaks of a certificate, which nobody has filed.
fn with_a_certificate() -> (TempDir, Portfolio, String, String) {
    let (folder, mut portfolio, id) = portfolio();
    let mut content = cpd("2025-02-10", CpdType::Formal);
    if let Some(facts) = &mut content.cpd {
        facts.certificate = true;
    }
    let a = finished(&mut portfolio, &content);
    (folder, portfolio, id, a)
}

fn numbered(profile: &Profile) -> Vec<(u32, &str)> {
    profile.evidence.iter().map(|one| (one.number, one.title.as_str())).collect()
}

#[test]
fn what_is_cited_keeps_its_number_when_evidence_comes_or_is_called_otherwise() {
    let (_folder, mut portfolio, id, a) = with_three();
    let form = Form {
        chosen: vec![chosen(&a, "As [E3] shows, and E1.")],
        ..empty()
    };
    let before = put(&mut portfolio, &id, &form);
    assert_eq!(numbered(&before), [(1, "Letter"), (2, "Plan"), (3, "Zine")]);
    piece(&portfolio, &a, "An early one", 4);
    portfolio
        .db()
        .execute("UPDATE evidence SET title = 'Very last' WHERE id = 'Letter'", [])
        .expect("renamed");
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now), [(1, "Very last"), (2, "Plan"), (3, "Zine"), (4, "An early one")]);
    undo::undo(&mut portfolio).expect("taken back");
    let back = get(&portfolio, &id).expect("the profile");
    assert_eq!(back.evidence, now.evidence, "what was written before cites too");
    undo::undo(&mut portfolio).expect("taken back");
    assert!(
        order::order_of(portfolio.db(), &id).expect("read").is_empty(),
        "the numbers go with the words that needed them"
    );
}

#[test]
fn the_evidence_stands_in_her_order_and_is_numbered_by_it_wherever_it_is_cited() {
    let (_folder, mut portfolio, id, a) = with_three();
    let before = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&before), [(1, "Letter"), (2, "Plan"), (3, "Zine")]);
    let moved = order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect("moved");
    assert_eq!(numbered(&moved), [(1, "Zine"), (2, "Letter"), (3, "Plan")]);
    let lines = printed(&portfolio, &id);
    assert!(lines.iter().any(|line| line.starts_with("E1 · Zine")), "{lines:?}");
    assert!(lines.iter().any(|line| line == "Supporting evidence (E1, E2, E3)"), "{lines:?}");
    assert_eq!(moved.chosen[0].what, "As [E1] shows.", "what is cited goes with its number");
    assert!(moved.version > before.version, "who saves next must have seen it");
    undo::undo(&mut portfolio).expect("taken back");
    let back = get(&portfolio, &id).expect("the profile");
    assert_eq!((back.evidence, back.chosen), (before.evidence, before.chosen));
    undo::redo(&mut portfolio).expect("done again");
    // A piece that comes later stands after those that have their place.
    piece(&portfolio, &a, "A first", 4);
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now), [(1, "Zine"), (2, "Letter"), (3, "Plan"), (4, "A first")]);
    let old = order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect_err("another list");
    assert_eq!(old.code, Code::Conflict);
    let plain = order_evidence(&mut portfolio, &id, &[]).expect("the statement's order");
    assert_eq!(plain.evidence[0].title, "A first");
    assert_eq!(plain.chosen[0].what, "As [E4] shows.");
}

#[test]
fn a_number_that_agrees_with_nothing_is_said_with_where() {
    let (_folder, mut portfolio, id, a) = with_three();
    assert!(!said(&get(&portfolio, &id).expect("the profile"), "statement").contains("cites"));
    let b = finished(&mut portfolio, &cpd("2025-02-10", CpdType::Formal));
    let form = Form {
        summary: "See E9.".to_owned(),
        introduction: "See E1 and [E4].".to_owned(),
        chosen: vec![chosen(&a, "As E1 shows."), chosen(&b, "As E2 shows, in E1 6AN.")],
        ..empty()
    };
    let profile = put(&mut portfolio, &id, &form);
    assert!(said(&profile, "summary").contains("The summary cites E9, and the evidence in the list goes from E1 to E3."));
    let words = said(&profile, "statement");
    assert!(words.contains("The introduction of the statement cites E4, and"), "{words}");
    assert!(
        words.contains("Activity 2 of the statement cites E2, which shows another activity."),
        "{words}"
    );
    assert_eq!(words.matches("cites").count(), 2, "{words}");
    assert!(profile.findings.iter().all(|finding| !finding.refuses_final));
}

fn order(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|one| (*one).to_owned()).collect()
}

/// What cites, of one activity.
fn citing(portfolio: &mut Portfolio, id: &str, record: &str, what: &str) -> Profile {
    let form = Form {
        chosen: vec![chosen(record, what)],
        ..empty()
    };
    put(portfolio, id, &form)
}

#[test]
fn evidence_is_left_out_piece_by_piece_and_what_is_cited_follows() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E3] shows.");
    let out = choose_evidence(&mut portfolio, &id, "Letter", false).expect("left out");
    assert_eq!(numbered(&out), [(1, "Plan"), (2, "Zine")]);
    assert_eq!(out.left_out.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["Letter"]);
    assert_eq!(out.left_out[0].record_ids, std::slice::from_ref(&a));
    assert_eq!(out.chosen[0].what, "As [E2] shows.", "its number goes to what follows");
    assert!(out.gone.is_empty() && !said(&out, "statement").contains("E1"));
    let lines = printed(&portfolio, &id);
    assert!(lines.iter().any(|line| line == "Supporting evidence (E1, E2)"), "{lines:?}");
    assert!(!whole(&portfolio, &id).contains("Letter"), "not even its title leaves");
    assert_eq!(
        undo::undo(&mut portfolio).expect("taken back").expect("a step").label,
        "Choice of evidence for the CPD profile"
    );
    let back = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&back), [(1, "Letter"), (2, "Plan"), (3, "Zine")]);
    assert_eq!(back.chosen[0].what, "As [E3] shows.");
    undo::redo(&mut portfolio).expect("done again");
    // Back in it stands behind, since the others are cited by their numbers.
    let again = choose_evidence(&mut portfolio, &id, "Letter", true).expect("in again");
    assert_eq!(numbered(&again), [(1, "Plan"), (2, "Zine"), (3, "Letter")]);
    assert!(again.left_out.is_empty());
    // Another cycle knows nothing of it, and what is not there cannot be left out.
    let error = choose_evidence(&mut portfolio, &id, "no such", false).expect_err("gone");
    assert_eq!(error.code, Code::NotFound);
}

#[test]
fn without_a_citation_what_is_left_out_comes_back_to_its_place() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "Nothing cited.");
    order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect("moved");
    let out = choose_evidence(&mut portfolio, &id, "Letter", false).expect("left out");
    assert_eq!(numbered(&out), [(1, "Zine"), (2, "Plan")]);
    assert!(out.gone.is_empty());
    let back = choose_evidence(&mut portfolio, &id, "Letter", true).expect("in again");
    assert_eq!(numbered(&back), [(1, "Zine"), (2, "Letter"), (3, "Plan")]);
}

#[test]
fn a_piece_that_is_cited_and_left_out_keeps_its_number_from_others_and_is_named() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E2] shows, and E3.");
    let out = choose_evidence(&mut portfolio, &id, "Plan", false).expect("left out");
    assert_eq!(numbered(&out), [(1, "Letter"), (3, "Zine")]);
    assert_eq!(out.chosen[0].what, "As [E2] shows, and E3.");
    let words = said(&out, "statement");
    assert!(
        words.contains("cites E2, and “Plan” is left out. Take the number out, or bring the evidence back."),
        "{words}"
    );
    assert!(!words.contains("Not every number"), "{words}");
    // Moved, it is still given to nothing else.
    let moved = order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter"])).expect("moved");
    assert_eq!(numbered(&moved), [(1, "Zine"), (3, "Letter")]);
    assert_eq!(moved.chosen[0].what, "As [E2] shows, and E1.");
    let back = choose_evidence(&mut portfolio, &id, "Plan", true).expect("in again");
    assert_eq!(numbered(&back), [(1, "Zine"), (2, "Plan"), (3, "Letter")]);
    assert!(back.gone.is_empty());
}

#[test]
fn what_goes_to_the_bin_leaves_a_hole_that_is_said_and_closed_by_numbering_anew() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E3] shows.");
    crate::evidence::bin(&mut portfolio, "Plan").expect("binned");
    let hole = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&hole), [(1, "Letter"), (3, "Zine")], "what is cited means what it meant");
    assert_eq!(
        hole.gone,
        [GoneNumber {
            number: 2,
            why: "“Plan” is in the bin".to_owned(),
            cited: false
        }]
    );
    assert!(said(&hole, "statement").contains("Not every number stands for evidence any more (E2: “Plan” is in the bin)."));
    // What comes meanwhile takes no number of another's.
    piece(&portfolio, &a, "A first", 4);
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now), [(1, "Letter"), (3, "Zine"), (4, "A first")]);
    let anew = order_evidence(&mut portfolio, &id, &order(&["Letter", "Zine", "A first"])).expect("numbered anew");
    assert_eq!(numbered(&anew), [(1, "Letter"), (2, "Zine"), (3, "A first")]);
    assert_eq!(anew.chosen[0].what, "As [E2] shows.");
    assert!(anew.gone.is_empty());
}

#[test]
fn what_is_cited_and_gone_is_named_by_what_became_of_it() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E1], E2 and E3 show.");
    crate::evidence::unlink(&mut portfolio, "Letter", &a).expect("unlinked");
    crate::evidence::bin(&mut portfolio, "Plan").expect("binned");
    crate::evidence::empty_bin(&mut portfolio, None).expect("erased");
    crate::evidence::bin(&mut portfolio, "Zine").expect("binned");
    let profile = get(&portfolio, &id).expect("the profile");
    let words = said(&profile, "statement");
    for why in [
        "cites E1, and “Letter” belongs to no activity of the statement any more.",
        "cites E3, and “Zine” is in the bin.",
    ] {
        assert!(words.contains(why), "{words}");
    }
    assert!(words.contains("cites E2, and"), "{words}");
    // Nothing is left in the list, and what comes now takes none of these numbers.
    piece(&portfolio, &a, "New", 5);
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now), [(4, "New")]);
    crate::evidence::empty_bin(&mut portfolio, None).expect("the last one erased");
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now), [(4, "New")], "nor that of what is erased");
    assert!(said(&now, "statement").contains("cites E3, and what it stood for is gone. Take the number out."));
    assert!(said(&now, "statement").contains("cites E2, and what it stood for is gone."));
}

#[test]
fn once_kept_a_number_holds_also_while_the_words_that_cite_are_elsewhere() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E3] shows.");
    crate::evidence::bin(&mut portfolio, "Plan").expect("binned");
    // Cut out, saved, and put in again.
    let cut = citing(&mut portfolio, &id, &a, "Nothing cited.");
    assert_eq!(numbered(&cut), [(1, "Letter"), (3, "Zine")]);
    let pasted = citing(&mut portfolio, &id, &a, "As [E3] shows.");
    assert_eq!(numbered(&pasted), [(1, "Letter"), (3, "Zine")]);
    crate::evidence::restore(&mut portfolio, "Plan").expect("back");
    let back = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&back), [(1, "Letter"), (2, "Plan"), (3, "Zine")]);
    // Numbered anew while nothing is cited, it is a place again.
    citing(&mut portfolio, &id, &a, "Nothing cited.");
    let moved = order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect("moved");
    assert_eq!(numbered(&moved), [(1, "Zine"), (2, "Letter"), (3, "Plan")]);
    crate::evidence::bin(&mut portfolio, "Letter").expect("binned");
    assert_eq!(numbered(&get(&portfolio, &id).expect("the profile")), [(1, "Zine"), (2, "Plan")]);
}

#[test]
fn two_that_are_erased_one_after_the_other_with_one_number_are_no_matter() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E1], E2 and E3 show.");
    order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect("moved");
    crate::evidence::bin(&mut portfolio, "Plan").expect("binned");
    crate::evidence::empty_bin(&mut portfolio, None).expect("erased");
    undo::undo(&mut portfolio).expect("the order").expect("a step");
    let now = get(&portfolio, &id).expect("the profile");
    let third = now.evidence.iter().find(|one| one.number == 3).expect("a third").id.clone();
    crate::evidence::bin(&mut portfolio, &third).expect("binned");
    crate::evidence::empty_bin(&mut portfolio, None).expect("erased too");
    assert!(get(&portfolio, &id).is_ok());
}

#[test]
fn what_was_cited_as_it_was_chosen_keeps_its_number_when_it_is_left_out() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    piece(&portfolio, &a, "Letter", 1);
    piece(&portfolio, &a, "Plan", 2);
    citing(&mut portfolio, &id, &a, "As [E1] shows.");
    let out = choose_evidence(&mut portfolio, &id, "Letter", false).expect("left out");
    assert_eq!(numbered(&out), [(2, "Plan")]);
    assert_eq!(
        (out.gone.len(), out.gone[0].number, out.gone[0].why.as_str()),
        (1, 1, "“Letter” is left out")
    );
}

#[test]
fn a_certificate_that_only_the_record_speaks_of_can_be_left_out_too() {
    let (_folder, mut portfolio, id, a) = with_a_certificate();
    citing(&mut portfolio, &id, &a, "A.");
    let profile = get(&portfolio, &id).expect("the profile");
    assert_eq!(profile.evidence.len(), 1);
    let out = choose_evidence(&mut portfolio, &id, &a, false).expect("left out");
    assert_eq!((out.evidence.len(), out.left_out.len()), (0, 1));
    let back = choose_evidence(&mut portfolio, &id, &a, true).expect("in again");
    assert_eq!((back.evidence, back.left_out.len()), (profile.evidence, 0));
}

#[test]
fn a_certificate_that_is_filed_takes_the_place_of_what_the_record_spoke_of() {
    let (_folder, mut portfolio, id, a) = with_a_certificate();
    piece(&portfolio, &a, "Plan", 1);
    citing(&mut portfolio, &id, &a, "As [E2] shows, and E1.");
    let before = get(&portfolio, &id).expect("the profile");
    assert_eq!((before.evidence[1].number, before.evidence[1].id.as_str()), (2, a.as_str()));
    piece(&portfolio, &a, "A scan", 2);
    portfolio
        .db()
        .execute("UPDATE evidence SET kind = 'from-others' WHERE id = 'A scan'", [])
        .expect("a certificate");
    let filed = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&filed), [(1, "Plan"), (2, "A scan")]);
    // From the next save on the number is the scan's own.
    citing(&mut portfolio, &id, &a, "As [E2] shows, and E1. ");
    assert!(
        order::order_of(portfolio.db(), &id)
            .expect("read")
            .iter()
            .any(|one| one.id == "A scan" && one.number == Some(2))
    );
    assert!(!said(&filed, "statement").contains("cites"));
    // Left out before it was filed, it stays out, and comes in as itself.
    portfolio
        .db()
        .execute("DELETE FROM record_evidence WHERE evidence_id = 'A scan'", [])
        .expect("off");
    choose_evidence(&mut portfolio, &id, &a, false).expect("left out");
    portfolio
        .db()
        .execute("INSERT INTO record_evidence VALUES (?1, 'A scan')", [&a])
        .expect("on again");
    let out = get(&portfolio, &id).expect("the profile");
    assert_eq!((numbered(&out), out.left_out[0].title.as_str()), (vec![(1, "Plan")], "A scan"));
    let back = choose_evidence(&mut portfolio, &id, "A scan", true).expect("in");
    assert_eq!(numbered(&back), [(1, "Plan"), (2, "A scan")]);
}

#[test]
fn what_is_written_about_an_activity_in_the_bin_cites_too() {
    let (_folder, mut portfolio, id, a) = with_three();
    let b = finished(&mut portfolio, &cpd("2025-02-10", CpdType::Formal));
    let form = Form {
        chosen: vec![chosen(&a, "A."), chosen(&b, "As E1 shows.")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    record::bin(&mut portfolio, &b).expect("binned");
    order_evidence(&mut portfolio, &id, &order(&["Zine", "Letter", "Plan"])).expect("moved");
    record::restore(&mut portfolio, &b).expect("back");
    let back = get(&portfolio, &id).expect("the profile");
    assert_eq!(back.chosen[1].what, "As E2 shows.");
    assert_eq!(numbered(&back), [(1, "Zine"), (2, "Letter"), (3, "Plan")]);
}

#[test]
fn what_comes_while_something_is_cited_stands_in_the_order_it_came() {
    let (_folder, mut portfolio, id, a) = with_three();
    citing(&mut portfolio, &id, &a, "As [E3] shows.");
    piece(&portfolio, &a, "W", 4);
    piece(&portfolio, &a, "A later one", 5);
    let now = get(&portfolio, &id).expect("the profile");
    assert_eq!(numbered(&now)[3..], [(4, "W"), (5, "A later one")]);
}

#[test]
fn what_is_chosen_and_cited_at_once_keeps_its_number_and_is_one_step() {
    let (_folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    piece(&portfolio, &a, "Plan", 1);
    piece(&portfolio, &a, "Zine", 2);
    citing(&mut portfolio, &id, &a, "As [E2] shows.");
    crate::evidence::bin(&mut portfolio, "Plan").expect("binned");
    assert_eq!(numbered(&get(&portfolio, &id).expect("the profile")), [(2, "Zine")]);
    undo::undo(&mut portfolio).expect("the bin");
    undo::undo(&mut portfolio).expect("the save");
    let none = get(&portfolio, &id).expect("the profile");
    assert!(none.chosen.is_empty() && order::order_of(portfolio.db(), &id).expect("read").is_empty());
}

#[test]
fn a_number_of_all_the_evidence_is_told_from_that_of_the_profile() {
    let (_folder, mut portfolio, id, a) = with_three();
    piece(&portfolio, &a, "A first", 12);
    let profile = citing(&mut portfolio, &id, &a, "As [E12] shows.");
    let words = said(&profile, "statement");
    assert!(words.contains("“A first” is E12 of all your evidence, and E4 here."), "{words}");
}
