//! Clients that a file brings.

use super::*;
use crate::exchange;
use crate::storage::undo;
use crate::testing::portfolio;

fn filled(goals: &str) -> (tempfile::TempDir, Portfolio) {
    let (folder, mut portfolio) = portfolio();
    note(&mut portfolio, "2026-03-05", "Played.");
    let id = client(&portfolio, "K-07");
    let facts = Facts {
        goals: goals.to_owned(),
        rule: Some(RuleKind::Child),
        ..Facts::default()
    };
    save(&mut portfolio, &id, 1, &facts).expect("saved");
    save_identity(&mut portfolio, &id, &somebody("heron")).expect("saved");
    save_rule(
        &mut portfolio,
        Usual {
            adult_years: Some(8),
            child_age: Some(25),
        },
    )
    .expect("saved");
    let wishes = Handover {
        colleague: "Sam".to_owned(),
        ..Handover::default()
    };
    save_handover(&mut portfolio, &wishes).expect("saved");
    let request = Request {
        id: String::new(),
        client_id: id,
        received: "2026-10-31".to_owned(),
        due: String::new(),
        asker: Asker::Parent,
        authority: "Parental responsibility".to_owned(),
        identity_checked: true,
        harm: String::new(),
        others: String::new(),
        answered: Some("2026-11-10".to_owned()),
    };
    save_request(&mut portfolio, &request).expect("saved");
    (folder, portfolio)
}

#[test]
fn everything_goes_out_and_comes_in_again_byte_for_byte() {
    let (_folder, portfolio) = filled("To be heard.");
    let file = exchange::file(&portfolio, None).expect("a file");
    assert!(file.clients.identities.is_empty(), "unless it is asked for");
    let (_other, mut other) = crate::testing::portfolio();
    exchange::import(&mut other, &file, None).expect("read");
    let bytes = |portfolio: &Portfolio| exchange::file(portfolio, None).and_then(|file| file.write()).expect("bytes");
    assert_eq!(bytes(&other), bytes(&portfolio));
    assert!(!get(&other, &client(&other, "K-07")).expect("a page").identified);
    undo::undo(&mut other).expect("undone");
    assert!(list(&other).expect("a list").is_empty() && requests(&other).expect("read").is_empty());
}

#[test]
fn a_page_that_is_there_stays_and_the_other_words_come_beside_it() {
    let (_folder, theirs) = filled("To be seen.");
    let mut file = exchange::file(&theirs, None).expect("a file");
    file.clients.identities = identities(&theirs).expect("read");
    let (_other, mut ours) = filled("To be heard.");
    let id = client(&ours, "K-07");
    save_identity(&mut ours, &id, &somebody("osprey")).expect("saved");
    let report = exchange::import(&mut ours, &file, None).expect("read");
    assert_eq!(get(&ours, &id).expect("a page").facts.goals, "To be heard.");
    assert!(reveal(&ours, &id).expect("read") == somebody("osprey"));
    assert!(
        report.kept.iter().any(|one| one.contains("who 1 of your clients are")),
        "{:?}",
        report.kept
    );
    assert!(!format!("{report:?}").contains("heron"), "said without a name");
    let drafts: Vec<_> = report.beside.iter().filter_map(|id| record::get(&ours, id).ok()).collect();
    assert!(
        drafts.iter().any(|one| one.content.sections[0].text.contains("To be seen.")),
        "nothing is lost"
    );
    let again = exchange::import(&mut ours, &file, None).expect("read");
    assert!(again.beside.is_empty(), "the same file brings nothing a second time");
    assert_eq!(requests(&ours).expect("read").len(), 1, "the same request is there once");
}

#[test]
fn what_is_wrong_in_a_file_names_its_place_and_changes_nothing() {
    let (_folder, theirs) = filled("To be seen.");
    let file = exchange::file(&theirs, None).expect("a file");
    for wrong in [
        |file: &mut exchange::File| file.clients.pages[0].client = " ".to_owned(),
        |file: &mut exchange::File| file.clients.requests[0].received = "2026-02-30".to_owned(),
        |file: &mut exchange::File| file.clients.pages[0].facts.ended = Some("never".to_owned()),
        |file: &mut exchange::File| {
            file.clients.usual = Some(Usual {
                adult_years: Some(0),
                child_age: None,
            });
        },
    ] {
        let mut file = file.clone();
        wrong(&mut file);
        let (_other, mut other) = crate::testing::portfolio();
        let error = exchange::import(&mut other, &file, None).expect_err("refused");
        assert!(error.message.contains("clients’ part"), "{}", error.message);
        assert!(record::every_id(&other).expect("ids").is_empty());
    }
}
