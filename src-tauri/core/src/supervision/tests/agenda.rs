use super::*;
use crate::error::Code;
use crate::profile::{self, Profile};
use crate::record::{Action, LinkKind};
use crate::storage::undo;

fn waiting(portfolio: &Portfolio) -> Vec<(String, String)> {
    let items = agenda(portfolio).expect("an agenda");
    items.into_iter().map(|item| (item.quote, item.note)).collect()
}

#[test]
fn a_marked_passage_stays_as_it_was_whatever_becomes_of_its_text() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = reflection(&mut portfolio, "The drum", "He hid the drum. I said nothing.");
    let item = take(&mut portfolio, Some(&record.id), " I said nothing. ", "Why?").expect("taken");
    assert_eq!(item.quote, "I said nothing.");
    let mut content = record.content;
    content.sections[0].text = "Something else.".to_owned();
    record::save(&mut portfolio, &record.id, record.version, "", &content).expect("saved");
    let found = agenda(&portfolio).expect("an agenda").remove(0);
    assert_eq!((found.quote.as_str(), found.note.as_str()), ("I said nothing.", "Why?"));
    let source = found.source.expect("a source");
    assert_eq!(
        (source.record_id, source.title, source.clients),
        (record.id, "The drum".to_owned(), vec!["K-07".to_owned()])
    );
}

#[test]
fn what_waits_already_is_not_put_there_twice() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = reflection(&mut portfolio, "The drum", "He hid the drum.");
    let first = take(&mut portfolio, Some(&record.id), "", "").expect("taken");
    assert_eq!(take(&mut portfolio, Some(&record.id), "", "again").expect("the same").id, first.id);
    take(&mut portfolio, Some(&record.id), "He hid", "").expect("a passage is something else");
    take(&mut portfolio, None, "", "Holidays").expect("a line of its own");
    assert_eq!(waiting(&portfolio).len(), 3);
}

#[test]
fn what_cannot_be_taken_is_said_in_words_and_nothing_changes() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = reflection(&mut portfolio, "The drum", "He hid the drum.");
    let refused = |portfolio: &mut Portfolio, record: Option<&str>, quote: &str, note: &str| {
        let error = take(portfolio, record, quote, note).expect_err("refused");
        (error.code, error.field)
    };
    let field = |name: &str| (Code::Invalid, Some(name.to_owned()));
    assert_eq!(refused(&mut portfolio, None, "", "  "), field("note"));
    assert_eq!(refused(&mut portfolio, Some("gone"), "", ""), (Code::NotFound, None));
    assert_eq!(refused(&mut portfolio, Some(&record.id), &"a".repeat(10_001), ""), field("quote"));
    assert_eq!(refused(&mut portfolio, Some(&record.id), "a\0", ""), field("quote"));
    assert_eq!(refused(&mut portfolio, None, "", &"a".repeat(2_001)), field("note"));
    record::bin(&mut portfolio, &record.id).expect("binned");
    assert_eq!(refused(&mut portfolio, Some(&record.id), "", ""), (Code::Refused, None));
    assert!(waiting(&portfolio).is_empty());
    let item = take(&mut portfolio, None, "", "Holidays").expect("taken");
    assert_eq!(
        note(&mut portfolio, &item.id, "").expect_err("refused").field.as_deref(),
        Some("note")
    );
    assert_eq!(remove(&mut portfolio, "gone").expect_err("refused").code, Code::NotFound);
    assert_eq!(waiting(&portfolio), [(String::new(), "Holidays".to_owned())]);
}

#[test]
fn a_session_is_made_of_the_agenda_under_its_agreement() {
    let (_folder, mut portfolio) = testing::portfolio();
    let person = supervisor(&mut portfolio, "A. Field");
    let agreement = save_agreement(&mut portfolio, &agreed(&person)).expect("saved");
    let record = reflection(&mut portfolio, "The drum", "He hid the drum.");
    let first = take(&mut portfolio, Some(&record.id), "He hid", "").expect("taken");
    let second = take(&mut portfolio, None, "", "Holidays").expect("taken");
    let left = take(&mut portfolio, None, "", "Another time").expect("taken");
    let made = begin(&mut portfolio, Some(&agreement), &[first.id.clone(), second.id.clone()], false).expect("a session");

    let facts = made.content.supervision.as_ref().expect("facts");
    assert_eq!(
        (facts.supervisor.as_str(), facts.kind, facts.remote),
        ("A. Field", Some(SupervisionType::Clinical), true)
    );
    assert_eq!((facts.agreement_id.as_deref(), facts.given), (Some(agreement.as_str()), false));
    assert_eq!((made.content.minutes, made.content.date.as_str()), (Some(75), "2026-11-22"));
    assert_eq!(made.content.clients, ["K-07"]);
    assert!(
        made.links
            .iter()
            .any(|link| link.record_id == record.id && link.kind == LinkKind::DiscussedIn && !link.outgoing)
    );
    let taken: Vec<String> = of_session(&portfolio, &made.id)
        .expect("items")
        .into_iter()
        .map(|item| item.id)
        .collect();
    assert_eq!(taken, [first.id.clone(), second.id]);
    assert_eq!(
        agenda(&portfolio)
            .expect("an agenda")
            .iter()
            .map(|item| &item.id)
            .collect::<Vec<_>>(),
        [&left.id]
    );

    put_back(&mut portfolio, &first.id).expect("put back");
    assert_eq!(agenda(&portfolio).expect("an agenda").len(), 2);
    undo::undo(&mut portfolio).expect("taken back");
    undo::undo(&mut portfolio).expect("the session is taken back");
    assert!(record::get(&portfolio, &made.id).is_err());
    assert_eq!(agenda(&portfolio).expect("an agenda").len(), 3, "all of it waits again");
    undo::redo(&mut portfolio).expect("made again");
    assert_eq!(of_session(&portfolio, &made.id).expect("items").len(), 2);
    assert_eq!(
        begin(&mut portfolio, None, &[first.id], false).expect_err("no longer waiting").code,
        Code::NotFound
    );
    assert_eq!(
        begin(&mut portfolio, Some("gone"), &[], false).expect_err("no agreement").code,
        Code::NotFound
    );
    let plain = begin(&mut portfolio, None, &[], true).expect("a session without either");
    assert!(plain.content.supervision.expect("facts").given);
}

#[test]
fn what_was_taken_to_a_session_that_goes_waits_again() {
    let (_folder, mut portfolio) = testing::portfolio();
    let item = take(&mut portfolio, None, "", "Holidays").expect("taken");
    let made = begin(&mut portfolio, None, std::slice::from_ref(&item.id), false).expect("a session");
    assert!(waiting(&portfolio).is_empty());
    record::bin(&mut portfolio, &made.id).expect("binned");
    assert_eq!(agenda(&portfolio).expect("an agenda")[0].session_id, None);
    record::restore(&mut portfolio, &made.id).expect("restored");
    assert!(waiting(&portfolio).is_empty());
    put_back(&mut portfolio, &item.id).expect("put back");
    undo::undo(&mut portfolio).expect("taken back");
    record::bin(&mut portfolio, &made.id).expect("binned");
    record::empty_bin(&mut portfolio).expect("emptied");
    assert_eq!(waiting(&portfolio).len(), 1);
    // Steps that spoke of the session are gone with it: the way back does not stop at them.
    while undo::undo(&mut portfolio).expect("a step").is_some() {}
    assert!(waiting(&portfolio).is_empty());
}

#[test]
fn a_passage_of_an_erased_record_is_gone_from_the_agenda_and_from_its_history() {
    let (_folder, mut portfolio) = testing::portfolio();
    let record = reflection(&mut portfolio, "The drum", "He hid the drum.");
    let item = take(&mut portfolio, Some(&record.id), "He hid", "Canary").expect("taken");
    let made = begin(&mut portfolio, None, std::slice::from_ref(&item.id), false).expect("a session");
    put_back(&mut portfolio, &item.id).expect("put back");
    record::bin(&mut portfolio, &record.id).expect("binned");
    assert!(waiting(&portfolio).is_empty(), "in the bin it does not wait");
    record::empty_bin(&mut portfolio).expect("emptied");
    assert!(of_session(&portfolio, &made.id).expect("items").is_empty());
    let left: u32 = portfolio
        .db()
        .query_row(
            "SELECT count(*) FROM change WHERE coalesce(before, '') || coalesce(after, '') LIKE '%Canary%'",
            [],
            |row| row.get(0),
        )
        .expect("a count");
    assert_eq!(left, 0);
}

#[test]
fn agreed_actions_have_an_owner_and_one_without_a_date_is_kept_with_a_remark() {
    let (_folder, mut portfolio) = testing::portfolio();
    let mut content = testing::content(Kind::Supervision, "", "2026-11-01", "Words.");
    let action = |text: &str, due: Option<&str>, owner: Option<&str>| Action {
        id: String::new(),
        text: text.to_owned(),
        due: due.map(str::to_owned),
        done_on: None,
        owner: owner.map(str::to_owned),
    };
    content.actions = vec![
        action("Ask the ward", None, Some("A. Field")),
        action("Read", Some("2026-12-01"), Some(" ")),
    ];
    let made = record::create(&mut portfolio, &content, "", &[]).expect("a session");
    assert!(
        made.warnings
            .iter()
            .any(|one| one.field == "actions" && one.message.contains("without a date"))
    );
    let open = record::open_actions(&portfolio).expect("actions");
    let said: Vec<_> = open.iter().map(|one| (one.text.as_str(), one.owner.as_deref())).collect();
    assert_eq!(
        said,
        [("Read", None), ("Ask the ward", Some("A. Field"))],
        "what has no date comes last and is not lost"
    );
    record::action_done(&mut portfolio, &open[1].id, true).expect("ticked");
    assert!(
        !record::get(&portfolio, &made.id)
            .expect("the session")
            .warnings
            .iter()
            .any(|one| one.field == "actions")
    );
}

#[test]
fn what_was_agreed_is_carried_forward_until_it_is_done_and_never_from_those_given() {
    let (_folder, mut portfolio) = testing::portfolio();
    let mut agreed_on = |date: &str, text: &str, given: bool| {
        let mut content = testing::content(Kind::Supervision, "", date, "Words.");
        content.supervision = Some(SupervisionFacts {
            given,
            ..SupervisionFacts::default()
        });
        content.actions = vec![Action {
            id: String::new(),
            text: text.to_owned(),
            due: None,
            done_on: None,
            owner: None,
        }];
        record::create(&mut portfolio, &content, "", &[]).expect("a session").id
    };
    agreed_on("2026-09-01", "first", false);
    agreed_on("2026-09-02", "with a trainee", true);
    let now = agreed_on("2026-10-01", "of the day", false);
    agreed_on("2026-11-01", "later", false);
    let carry = |portfolio: &Portfolio| carried(portfolio, &now).expect("an answer");
    let found = carry(&portfolio);
    assert_eq!(found.iter().map(|action| action.text.as_str()).collect::<Vec<_>>(), ["first"]);
    record::action_done(&mut portfolio, &found[0].id, true).expect("ticked");
    assert!(carry(&portfolio).is_empty());
    let other = reflection(&mut portfolio, "The drum", "Words.");
    assert!(carried(&portfolio, &other.id).expect("an answer").is_empty());
}

#[test]
fn words_that_name_somebody_get_a_remark_and_codes_get_none() {
    let (_folder, mut portfolio) = testing::portfolio();
    for (text, named) in [
        ("K-07 spoke of his mother for 45 minutes on 12 March 2026.", false),
        ("We looked at sessions 9, 10 and 11 of 2026-11-20.", false),
        ("Write to ann@example.org about it", true),
        ("NHS 943 476 5919 again", true),
        ("Ring 01632960001 first", true),
        ("Then Mrs Jones came in.", true),
        ("Ms. Jones came in.", true),
        ("Dr knows. Miss it.", false),
    ] {
        let made = session(&mut portfolio, "2026-11-20", None, SupervisionFacts::default(), text);
        assert_eq!(made.warnings.iter().any(|one| one.field == "sections"), named, "{text}");
    }
}

#[test]
fn a_session_given_suggests_facilitating_learning_at_ones_own_level() {
    let (_folder, mut portfolio) = testing::portfolio();
    let given = SupervisionFacts {
        given: true,
        ..SupervisionFacts::default()
    };
    let made = session(&mut portfolio, "2026-11-20", Some(60), given, "Words.");
    assert!(suggest(&portfolio, &made.id).expect("an answer").is_empty(), "no level is said yet");
    let who = profile::get(&portfolio).expect("a profile");
    profile::save(
        &mut portfolio,
        &Profile {
            level: Some("enh".to_owned()),
            ..who
        },
    )
    .expect("saved");
    let suggested = suggest(&portfolio, &made.id).expect("an answer");
    assert!(
        !suggested.is_empty() && suggested.iter().all(|id| id.starts_with("enh.fl.")),
        "{suggested:?}"
    );
    record::set_tag(&mut portfolio, &made.id, &suggested[0], "").expect("tagged");
    assert_eq!(suggest(&portfolio, &made.id).expect("an answer"), suggested[1..]);
    let by_whom = |given: bool, name: &str| SupervisionFacts {
        given,
        supervisor: name.to_owned(),
        ..SupervisionFacts::default()
    };
    session(&mut portfolio, "2026-11-20", Some(60), by_whom(true, "A trainee"), "Words.");
    let received = session(&mut portfolio, "2026-11-20", Some(60), by_whom(false, "A. Field"), "Words.");
    assert_eq!(
        record::facets(&portfolio).expect("facets").supervisors,
        ["A. Field"],
        "whom she supervises is no supervisor"
    );
    assert!(suggest(&portfolio, &received.id).expect("an answer").is_empty());
}
