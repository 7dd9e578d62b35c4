//! Evidence with people in it: out unless chosen one by one, and gone from the list when its consent ends.

use super::*;
use crate::error::Code;
use crate::evidence::{By, Consent, ConsentState, save_consent, withdraw_consent};
use crate::storage::undo;

fn consent(given: &str, until: Option<&str>) -> Consent {
    Consent {
        who: "K-07".to_owned(),
        by: By::Person,
        child_view: String::new(),
        therapy_free: true,
        use_for: "This audit".to_owned(),
        given: given.to_owned(),
        until: until.map(str::to_owned),
        withdrawn: None,
    }
}

/// A profile whose one activity has two pieces: "Zine", and "The boat", which somebody is in.
fn with_the_boat() -> (tempfile::TempDir, Portfolio, String) {
    let (folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &supervision("2025-01-10"));
    for (number, title, people) in [(1, "Zine", 0), (2, "The boat", 1)] {
        let db = portfolio.db();
        db.execute(
            "INSERT INTO evidence (id, title, kind, people, number, created_at) VALUES (?1, ?2, 'self-made', ?3, ?4, '')",
            rusqlite::params![title, title, people, number],
        )
        .expect("evidence");
        db.execute("INSERT INTO record_evidence VALUES (?1, ?2)", [&a, title])
            .expect("a link");
    }
    let form = Form {
        chosen: vec![chosen(&a, "A")],
        ..empty()
    };
    put(&mut portfolio, &id, &form);
    (folder, portfolio, id)
}

fn titles(profile: &Profile) -> Vec<&str> {
    profile.evidence.iter().map(|one| one.title.as_str()).collect()
}

#[test]
fn without_consent_it_is_left_out_and_cannot_be_chosen() {
    let (_folder, mut portfolio, id) = with_the_boat();
    let profile = get(&portfolio, &id).expect("the profile");
    assert_eq!(titles(&profile), ["Zine"]);
    assert!(said(&profile, "statement").contains("“The boat” is left out: somebody is in it, and consent is not recorded."));
    assert!(!whole(&portfolio, &id).contains("The boat"), "not even its title leaves");
    let refused = choose_evidence(&mut portfolio, &id, "The boat", true).expect_err("no consent");
    assert_eq!(refused.code, Code::Refused);
    assert!(refused.message.contains("consent is not recorded"), "{}", refused.message);
    assert_eq!(
        choose_evidence(&mut portfolio, &id, "no such", true).expect_err("gone").code,
        Code::NotFound
    );
    assert_eq!(
        choose_evidence(&mut portfolio, "no such", "The boat", true).expect_err("gone").code,
        Code::NotFound
    );
}

#[test]
fn with_consent_it_stays_out_until_it_is_chosen_for_this_very_cycle() {
    let (_folder, mut portfolio, id) = with_the_boat();
    save_consent(&mut portfolio, "The boat", &consent("2026-01-01", None)).expect("saved");
    let profile = get(&portfolio, &id).expect("the profile");
    assert_eq!(titles(&profile), ["Zine"], "valid consent alone lets nothing out");
    assert!(said(&profile, "statement").contains("“The boat” stays out: people are in it. Choose it"));
    assert!(!whole(&portfolio, &id).contains("The boat"));
    let profile = choose_evidence(&mut portfolio, &id, "The boat", true).expect("chosen");
    assert_eq!(titles(&profile), ["The boat", "Zine"]);
    assert!(profile.people[0].listed && profile.people[0].use_for == "This audit");
    assert!(!said(&profile, "statement").contains("The boat"));
    // A step to take back; and another cycle knows nothing of it.
    assert_eq!(
        undo::undo(&mut portfolio).expect("undone").expect("a step").label,
        "Choice of evidence for the CPD profile"
    );
    assert_eq!(titles(&get(&portfolio, &id).expect("the profile")), ["Zine"]);
    undo::redo(&mut portfolio).expect("again");
    assert_eq!(titles(&get(&portfolio, &id).expect("the profile")).len(), 2);
    let (all, _) = cycles(&mut portfolio).expect("cycles");
    let other = all.iter().find(|one| one.id != id).expect("another cycle").id.clone();
    assert_eq!(chosen_evidence(portfolio.db(), &other).expect("read"), []);
    let profile = choose_evidence(&mut portfolio, &id, "The boat", false).expect("taken out");
    assert_eq!(titles(&profile), ["Zine"]);
}

#[test]
fn the_choice_ends_with_the_consent_it_was_made_under_and_that_is_said() {
    let (_folder, mut portfolio, id) = with_the_boat();
    let chosen = |portfolio: &mut Portfolio, given: &str, until: Option<&str>| {
        save_consent(portfolio, "The boat", &consent(given, until)).expect("saved");
        choose_evidence(portfolio, &id, "The boat", true).expect("chosen");
    };
    let ended = |portfolio: &Portfolio, state: ConsentState, says: &str| {
        let profile = get(portfolio, &id).expect("the profile");
        assert_eq!(titles(&profile), ["Zine"], "{says}");
        let piece = &profile.people[0];
        assert!(piece.was_chosen && !piece.listed && piece.consent_state == state, "{says}");
        let said = said(&profile, "statement");
        assert!(
            said.contains(says) && said.contains("It had been chosen: that no longer holds."),
            "{said}"
        );
        assert!(!whole(portfolio, &id).contains("The boat"), "{says}");
    };
    chosen(&mut portfolio, "2026-01-01", None);
    withdraw_consent(&mut portfolio, "The boat", "2026-11-22").expect("withdrawn");
    ended(&portfolio, ConsentState::Withdrawn, "consent was withdrawn");
    // Agreed to anew: chosen anew.
    save_consent(&mut portfolio, "The boat", &consent("2026-11-22", None)).expect("saved");
    ended(&portfolio, ConsentState::Valid, "Choose it");
    chosen(&mut portfolio, "2026-11-22", Some("2026-11-30"));
    assert_eq!(titles(&get(&portfolio, &id).expect("the profile")).len(), 2);
    // Agreed to for something else.
    let mut other = consent("2026-11-22", Some("2026-11-30"));
    other.use_for = "Supervision".to_owned();
    save_consent(&mut portfolio, "The boat", &other).expect("saved");
    ended(&portfolio, ConsentState::Valid, "Choose it");
    // Its last day is over.
    chosen(&mut portfolio, "2026-01-01", Some("2026-11-30"));
    portfolio
        .db()
        .execute("UPDATE consent SET until_on = '2026-02-01'", [])
        .expect("a last day that is over");
    portfolio
        .db()
        .execute("UPDATE cycle_evidence SET until_on = '2026-02-01'", [])
        .expect("the same");
    ended(&portfolio, ConsentState::Ended, "consent does not hold on this day");
}

/// A final profile that lists the boat, with consent, has left.
fn left_with_the_boat(folder: &TempDir, mut portfolio: Portfolio, id: &str) -> crate::api::App {
    save_consent(&mut portfolio, "The boat", &consent("2026-01-01", None)).expect("saved");
    choose_evidence(&mut portfolio, id, "The boat", true).expect("chosen");
    confirm_all(&mut portfolio, id);
    drop(portfolio);
    let world = testing::StillWorld::new(folder.path());
    let app = crate::api::App::new(world, testing::no_host(), "a test");
    app.open(None, &testing::secret(testing::PASSPHRASE)).expect("opens");
    let out = folder.path().join("profile.pdf");
    app.run("", |task| export(&app, task, id, true, false, &way(out.to_str(), false)))
        .expect("left");
    app
}

#[test]
fn what_left_is_written_down_and_named_when_consent_is_withdrawn() {
    let (folder, portfolio, id) = with_the_boat();
    let app = left_with_the_boat(&folder, portfolio, &id);
    let withdrawn = app
        .change(|portfolio| withdraw_consent(portfolio, "The boat", "2026-11-22"))
        .expect("withdrawn");
    let past = app.with(exports).expect("a register").remove(0);
    assert_eq!((past.withdrawn, past.withdrawn_evidence), (0, vec![1]));
    let left: Vec<_> = withdrawn
        .left
        .iter()
        .map(|left| (left.kind.as_str(), left.file_name.as_str()))
        .collect();
    assert_eq!(left, [("hcpc", "profile.pdf")]);
}

#[test]
fn what_is_erased_keeps_its_number_in_a_finished_profile_and_says_withdrawn() {
    let (folder, portfolio, id) = with_the_boat();
    let kept = |portfolio: &Portfolio| -> String {
        portfolio
            .db()
            .query_row("SELECT document FROM export WHERE final = 1", [], |row| row.get(0))
            .expect("a kept document")
    };
    let app = left_with_the_boat(&folder, portfolio, &id);
    app.change(|portfolio| {
        assert!(kept(portfolio).contains("The boat"));
        assert_eq!(exports(portfolio)?[0].withdrawn_evidence, [0; 0]);
        evidence_goes(portfolio)
    })
    .expect("erased");
    app.with(|portfolio| {
        let document = kept(portfolio);
        assert!(!document.contains("The boat") && document.contains("Withdrawn"), "{document}");
        assert!(document.contains("\"E1\"") && document.contains("Zine"), "the numbers stay");
        assert_eq!(exports(portfolio)?[0].withdrawn_evidence, [1]);
        Ok(())
    })
    .expect("read");
}

fn evidence_goes(portfolio: &mut Portfolio) -> crate::error::Result<u32> {
    crate::evidence::bin(portfolio, "The boat")?;
    crate::evidence::empty_bin(portfolio, None)
}
