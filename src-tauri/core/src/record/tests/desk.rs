//! The writing desk: links, copies, templates, earlier versions, keywords, filters, several records at once, the echo.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::storage::undo;
use crate::testing::{content, portfolio};
use crate::vault::Portfolio;

fn made(portfolio: &mut Portfolio, kind: Kind, text: &str) -> Record {
    create(portfolio, &content(kind, "", "2026-04-09", text), "", &[]).expect("made")
}

fn with_keywords(portfolio: &mut Portfolio, words: &[&str]) -> String {
    let mut content = content(Kind::Reflection, "", "2026-04-09", "Words.");
    content.keywords = words.iter().map(|word| (*word).to_owned()).collect();
    create(portfolio, &content, "", &[]).expect("made").id
}

fn found(portfolio: &Portfolio, text: &str) -> u32 {
    let query = Query {
        text: text.to_owned(),
        ..Query::default()
    };
    list(portfolio, &query, 0, 10).expect("a list").total
}

#[test]
fn a_link_is_seen_from_both_records_and_taken_back() {
    let (_folder, mut portfolio) = portfolio();
    let (one, other) = (
        made(&mut portfolio, Kind::Reflection, "One."),
        made(&mut portfolio, Kind::Cpd, "Other."),
    );
    let seen = link(&mut portfolio, &one.id, &other.id, LinkKind::LedTo).expect("linked");
    assert_eq!((seen.links.len(), seen.links[0].outgoing), (1, true));
    let back = get(&portfolio, &other.id).expect("there").links;
    assert_eq!((back.len(), back[0].outgoing, back[0].kind), (1, false, LinkKind::LedTo));
    link(&mut portfolio, &one.id, &other.id, LinkKind::LedTo).expect("the same again");
    undo::undo(&mut portfolio).expect("undone");
    assert!(get(&portfolio, &other.id).expect("there").links.is_empty());
    undo::redo(&mut portfolio).expect("made again");
    assert!(
        unlink(&mut portfolio, &one.id, &other.id, LinkKind::LedTo)
            .expect("taken away")
            .links
            .is_empty()
    );
}

#[test]
fn a_record_linked_to_itself_is_refused_and_nothing_is_lost() {
    let (_folder, mut portfolio) = portfolio();
    let one = made(&mut portfolio, Kind::Reflection, "One.");
    let refused = link(&mut portfolio, &one.id, &one.id, LinkKind::ReflectsOn).expect_err("itself");
    assert_eq!((refused.field.as_deref(), refused.code), (Some("to"), Code::Invalid));
    let other = made(&mut portfolio, Kind::Reflection, "Other.");
    bin(&mut portfolio, &other.id).expect("binned");
    assert_eq!(
        link(&mut portfolio, &one.id, &other.id, LinkKind::LedTo)
            .expect_err("in the bin")
            .code,
        Code::Refused
    );
    assert!(get(&portfolio, &one.id).expect("there").links.is_empty());
}

#[test]
fn a_copy_is_a_draft_of_today_without_what_belongs_to_the_first() {
    let (_folder, mut portfolio) = portfolio();
    let mut first = content(Kind::CaseNote, "Session", "2026-04-09", "He played.");
    first.session_number = Some(4);
    let first = create(&mut portfolio, &first, "", &["enh.pp.02".to_owned()]).expect("made");
    finish(&mut portfolio, &first.id, true).expect("finished");
    let copy = duplicate(&mut portfolio, &first.id).expect("copied");
    assert!(copy.draft && copy.id != first.id);
    assert_eq!((copy.content.date.as_str(), copy.content.session_number), ("2026-11-22", Some(5)));
    assert_eq!((copy.content.clients, copy.tags), (first.content.clients, first.tags));
    undo::undo(&mut portfolio).expect("undone");
    assert!(get(&portfolio, &copy.id).is_err());
}

#[test]
fn a_template_is_about_nobody_and_begins_a_draft_of_today() {
    let (_folder, mut portfolio) = portfolio();
    let mut note = content(Kind::CaseNote, "", "2026-04-09", "## Arrived\n\n## Played\n");
    note.session_number = Some(4);
    let note = create(&mut portfolio, &note, "", &[]).expect("made");
    let template = keep_template(&mut portfolio, &note.id, "  A first session ").expect("kept");
    assert_eq!((template.name.as_str(), template.content.clients.len()), ("A first session", 0));
    let taken = keep_template(&mut portfolio, &note.id, "a FIRST session").expect_err("taken");
    assert_eq!(taken.field.as_deref(), Some("name"));
    assert_eq!(
        keep_template(&mut portfolio, &note.id, " ").expect_err("no name").field.as_deref(),
        Some("name")
    );
    let begun = from_template(&mut portfolio, &template.id).expect("begun");
    assert_eq!((begun.content.date.as_str(), begun.content.session_number), ("2026-11-22", None));
    assert_eq!(begun.content.sections, note.content.sections);
    rename_template(&mut portfolio, &template.id, "Assessment").expect("renamed");
    delete_template(&mut portfolio, &template.id).expect("deleted");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(templates(portfolio.db()).expect("all")[0].name, "Assessment");
}

#[test]
fn what_was_written_over_is_kept_compared_and_brought_back() {
    let (_folder, mut portfolio) = portfolio();
    let first = create(
        &mut portfolio,
        &content(Kind::Reflection, "", "2026-04-09", "He hid the drum."),
        "one",
        &[],
    )
    .expect("made");
    let mut text = content(Kind::Reflection, "", "2026-04-09", "He hid the drum. ");
    // The same visit, and no ten minutes: nothing is kept yet.
    let saved = save(&mut portfolio, &first.id, first.version, "one", &text).expect("saved");
    assert!(history(&portfolio, &first.id).expect("a history").is_empty());
    text.sections[0].text = "Nothing.".to_owned();
    let saved = save(&mut portfolio, &first.id, saved.version, "two", &text).expect("saved");
    text.sections[0].text = "Nothing at all.".to_owned();
    let saved = save(&mut portfolio, &first.id, saved.version, "two", &text).expect("saved");
    let versions = history(&portfolio, &first.id).expect("a history");
    assert_eq!(versions.iter().map(|one| one.words).collect::<Vec<_>>(), [4]);
    let compared = compare(&portfolio, &first.id, &versions[0].id, None).expect("compared");
    let text = compared.parts.iter().find(|part| part.name == "Text").expect("its text");
    assert!(text.changed && text.before[0].differs);
    let stale = restore_version(&mut portfolio, &first.id, &versions[0].id, 1).expect_err("another version");
    assert_eq!(stale.code, Code::Conflict);
    let back = restore_version(&mut portfolio, &first.id, &versions[0].id, saved.version).expect("back");
    assert_eq!(back.content.sections[0].text, "He hid the drum. ");
    let versions = history(&portfolio, &first.id).expect("a history");
    assert_eq!(versions.len(), 2, "what was there until now is kept");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(
        get(&portfolio, &first.id).expect("there").content.sections[0].text,
        "Nothing at all."
    );
    let other = made(&mut portfolio, Kind::Reflection, "Other.");
    assert_eq!(
        compare(&portfolio, &other.id, &versions[0].id, None).expect_err("another's").code,
        Code::NotFound
    );
}

#[test]
fn a_closed_case_note_keeps_its_versions_and_takes_none_back() {
    let (_folder, mut portfolio) = portfolio();
    let note = made(&mut portfolio, Kind::CaseNote, "He played.");
    save(
        &mut portfolio,
        &note.id,
        note.version,
        "two",
        &content(Kind::CaseNote, "", "2026-04-09", "He played loudly."),
    )
    .expect("saved");
    let closed = finish(&mut portfolio, &note.id, true).expect("finished");
    add(&mut portfolio, &note.id, "It was the bus.").expect("added");
    let versions = history(&portfolio, &note.id).expect("a history");
    assert_eq!(versions.len(), 1);
    let refused = restore_version(&mut portfolio, &note.id, &versions[0].id, closed.version).expect_err("closed");
    assert_eq!(refused.code, Code::Refused);
    assert_eq!(
        get(&portfolio, &note.id).expect("there").content.sections[0].text,
        "He played loudly."
    );
}

#[test]
fn earlier_versions_go_with_the_bin() {
    let (_folder, mut portfolio) = portfolio();
    let one = made(&mut portfolio, Kind::Reflection, "Bittern.");
    save(
        &mut portfolio,
        &one.id,
        one.version,
        "two",
        &content(Kind::Reflection, "", "2026-04-09", "Curlew."),
    )
    .expect("saved");
    bin(&mut portfolio, &one.id).expect("binned");
    empty_bin(&mut portfolio).expect("emptied");
    let left: u32 = portfolio
        .db()
        .query_row(
            "SELECT (SELECT count(*) FROM record_version) + (SELECT count(*) FROM change)",
            [],
            |row| row.get(0),
        )
        .expect("counted");
    assert_eq!(left, 0);
}

#[test]
fn a_keyword_is_renamed_everywhere_and_a_name_that_is_taken_is_told() {
    let (_folder, mut portfolio) = portfolio();
    let id = with_keywords(&mut portfolio, &["impro", "drum"]);
    let template = keep_template(&mut portfolio, &id, "One").expect("kept").id;
    let query = Query {
        keyword: Some("impro".to_owned()),
        ..Query::default()
    };
    keep_filter(&mut portfolio, "Improvised", &query).expect("kept");
    let before = get(&portfolio, &id).expect("there").version;
    assert_eq!(rename_keyword(&mut portfolio, "Impro", "improvising").expect("renamed"), 1);
    let after = get(&portfolio, &id).expect("there");
    assert_eq!(after.content.keywords, ["drum", "improvising"]);
    assert!(after.version > before, "who has it open must not write the old name back");
    assert_eq!((found(&portfolio, "improvising"), found(&portfolio, "impro -improvising")), (1, 0));
    assert_eq!(
        filters(portfolio.db()).expect("all")[0].query.keyword.as_deref(),
        Some("improvising")
    );
    let begun = from_template(&mut portfolio, &template).expect("begun").content.keywords;
    assert!(begun.contains(&"improvising".to_owned()), "{begun:?}");
    undo::undo(&mut portfolio).expect("undone");
    let taken = rename_keyword(&mut portfolio, "drum", "Improvising").expect_err("taken");
    assert_eq!(taken.field.as_deref(), Some("to"));
    assert_eq!(
        rename_keyword(&mut portfolio, "drum", " ").expect_err("empty").field.as_deref(),
        Some("to")
    );
    assert_eq!(
        rename_keyword(&mut portfolio, "nobody's", "x").expect_err("none").code,
        Code::NotFound
    );
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(get(&portfolio, &id).expect("there").content.keywords, ["drum", "impro"]);
}

#[test]
fn a_keyword_is_never_merged_into_itself() {
    let (_folder, mut portfolio) = portfolio();
    let id = with_keywords(&mut portfolio, &["impro"]);
    let refused = merge_keywords(&mut portfolio, "impro", "IMPRO").expect_err("itself");
    assert_eq!((refused.field.as_deref(), refused.code), (Some("into"), Code::Invalid));
    assert_eq!(get(&portfolio, &id).expect("there").content.keywords, ["impro"]);
}

#[test]
fn a_name_that_nobody_carries_any_more_makes_room() {
    let (_folder, mut portfolio) = portfolio();
    let (one, other) = (
        with_keywords(&mut portfolio, &["impro"]),
        with_keywords(&mut portfolio, &["improvising"]),
    );
    merge_keywords(&mut portfolio, "impro", "improvising").expect("merged");
    rename_keyword(&mut portfolio, "improvising", "impro").expect("renamed to a name that lies unseen");
    assert_eq!(get(&portfolio, &other).expect("there").content.keywords, ["impro"]);
    undo::undo(&mut portfolio).expect("undone");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(get(&portfolio, &one).expect("there").content.keywords, ["impro"]);
    assert_eq!(get(&portfolio, &other).expect("there").content.keywords, ["improvising"]);
}

#[test]
fn several_records_change_in_one_step_and_what_cannot_is_said() {
    let (_folder, mut portfolio) = portfolio();
    let one = made(&mut portfolio, Kind::Reflection, "One.");
    let two = made(&mut portfolio, Kind::Supervision, "Two.");
    let note = made(&mut portfolio, Kind::CaseNote, "Three.");
    finish(&mut portfolio, &note.id, true).expect("closed");
    let ids: Vec<String> = [&one, &two, &note].map(|record| record.id.clone()).to_vec();
    let mark = change_several(&mut portfolio, &ids, &BulkChange::MarkCpd).expect("marked");
    assert_eq!((mark.changed, mark.left.len()), (2, 1));
    assert!(mark.left[0].why.contains("never leaves"));
    let keyword = BulkChange::Keyword { name: "drum".to_owned() };
    assert_eq!(
        change_several(&mut portfolio, &ids, &keyword).expect("done").left[0].why,
        "A finished case note stays as it is."
    );
    assert_eq!(change_several(&mut portfolio, &ids, &keyword).expect("done").already, 2);
    assert_eq!(found(&portfolio, "drum"), 2);
    let tag = BulkChange::Tag {
        statement: "enh.pp.02".to_owned(),
    };
    assert_eq!(change_several(&mut portfolio, &ids, &tag).expect("tagged").changed, 3);
    assert_eq!(change_several(&mut portfolio, &ids, &BulkChange::Bin).expect("binned").changed, 2);
    for _ in 0..4 {
        undo::undo(&mut portfolio).expect("undone");
    }
    for record in [&one, &two] {
        let now = get(&portfolio, &record.id).expect("there");
        assert_eq!((now.content, now.tags, now.binned_at), (record.content.clone(), Vec::new(), None));
    }
    let unknown = BulkChange::Tag {
        statement: "no".to_owned(),
    };
    assert_eq!(
        change_several(&mut portfolio, &ids, &unknown)
            .expect_err("no such")
            .field
            .as_deref(),
        Some("statement")
    );
    assert_eq!(
        change_several(&mut portfolio, &[], &BulkChange::Bin)
            .expect_err("none")
            .field
            .as_deref(),
        Some("ids")
    );
    let many = vec![one.id; 5_001];
    assert_eq!(
        change_several(&mut portfolio, &many, &BulkChange::Bin)
            .expect_err("too many")
            .field
            .as_deref(),
        Some("ids")
    );
}

#[test]
fn a_step_about_several_leaves_a_note_that_was_closed_meanwhile() {
    let (_folder, mut portfolio) = portfolio();
    let (note, other) = (
        made(&mut portfolio, Kind::CaseNote, "One."),
        made(&mut portfolio, Kind::Reflection, "Two."),
    );
    let ids = [note.id.clone(), other.id.clone()];
    change_several(&mut portfolio, &ids, &BulkChange::Keyword { name: "drum".to_owned() }).expect("done");
    finish(&mut portfolio, &note.id, true).expect("closed");
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(get(&portfolio, &note.id).expect("there").content.keywords, ["drum"]);
    assert!(get(&portfolio, &other.id).expect("there").content.keywords.is_empty());
}

#[test]
fn an_activity_is_asked_about_once_and_the_line_stays_with_it() {
    let (_folder, mut portfolio) = portfolio();
    let add = |portfolio: &mut Portfolio, date: &str, done: bool| {
        let mut content = content(Kind::Cpd, date, date, "A day on loss.");
        content.cpd = Some(CpdFacts::default());
        let id = create(portfolio, &content, "", &[]).expect("made").id;
        if done {
            finish(portfolio, &id, true).expect("finished");
        }
        id
    };
    // Today is 22 November 2026: eight weeks ago it was 27 September.
    let due = add(&mut portfolio, "2026-09-27", true);
    add(&mut portfolio, "2026-09-28", true);
    add(&mut portfolio, "2026-09-20", false);
    let next = add(&mut portfolio, "2026-08-03", true);
    add(&mut portfolio, "2026-01-20", true);
    let all = echoes_due(&portfolio, 8).expect("read");
    let order: Vec<(&str, u32)> = all.iter().map(|one| (one.record_id.as_str(), one.weeks)).collect();
    assert_eq!(order, [(due.as_str(), 8), (next.as_str(), 15)], "the latest first");
    say_echo(&mut portfolio, &next, "").expect("left");
    let asked = echo_due(&portfolio, 8).expect("read").expect("one");
    assert_eq!((asked.record_id.as_str(), asked.weeks), (due.as_str(), 8));
    assert_eq!(echo_due(&portfolio, 0).expect("read"), None, "it can be off");
    assert_eq!(echoes_due(&portfolio, 8).expect("read"), [asked]);
    let said = say_echo(&mut portfolio, &due, " She waits for the end of the song. ").expect("said");
    assert_eq!(said.echo.expect("a line").text, "She waits for the end of the song.");
    assert_eq!(echo_due(&portfolio, 8).expect("read"), None);
    assert_eq!(found(&portfolio, "waits"), 1);
    assert!(
        markdown(&portfolio, &due)
            .expect("text")
            .contains("## What is different now (22 November 2026)")
    );
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(echo_due(&portfolio, 8).expect("read").expect("asked again").record_id, due);
    assert_eq!(say_echo(&mut portfolio, &due, "").expect("left").echo, None);
    assert_eq!(echo_due(&portfolio, 8).expect("read"), None, "left is asked as well");
    let reflection = made(&mut portfolio, Kind::Reflection, "One.").id;
    assert_eq!(
        say_echo(&mut portfolio, &reflection, "x").expect_err("no CPD").field.as_deref(),
        Some("text")
    );
    assert_eq!(
        say_echo(&mut portfolio, &due, &"x".repeat(5_001))
            .expect_err("long")
            .field
            .as_deref(),
        Some("text")
    );
}

#[test]
fn facts_outside_their_limits_are_refused_beside_their_field() {
    let (_folder, mut portfolio) = portfolio();
    for (facts, field) in [
        (
            CpdFacts {
                cost_pence: Some(10_000_001),
                ..CpdFacts::default()
            },
            "cost_pence",
        ),
        (
            CpdFacts {
                standards: vec![5],
                ..CpdFacts::default()
            },
            "standards",
        ),
        (
            CpdFacts {
                sub_type: "x".repeat(201),
                ..CpdFacts::default()
            },
            "sub_type",
        ),
        (
            CpdFacts {
                next_step: "x".repeat(20_001),
                ..CpdFacts::default()
            },
            "next_step",
        ),
    ] {
        let mut content = content(Kind::Cpd, "", "2026-04-09", "x");
        content.cpd = Some(facts);
        assert_eq!(
            create(&mut portfolio, &content, "", &[]).expect_err("refused").field.as_deref(),
            Some(field)
        );
    }
    assert!(every_id(&portfolio).expect("ids").is_empty());
}

#[test]
fn a_filter_of_the_same_name_takes_the_new_question() {
    let (_folder, mut portfolio) = portfolio();
    keep_filter(&mut portfolio, "Drafts", &Query::default()).expect("kept");
    let drafts = Query {
        draft: Some(true),
        ..Query::default()
    };
    let kept = keep_filter(&mut portfolio, "drafts", &drafts).expect("kept");
    assert_eq!(filters(portfolio.db()).expect("all"), std::slice::from_ref(&kept));
    assert_eq!(
        keep_filter(&mut portfolio, "", &drafts).expect_err("no name").field.as_deref(),
        Some("name")
    );
    delete_filter(&mut portfolio, &kept.id).expect("deleted");
    assert_eq!(delete_filter(&mut portfolio, &kept.id).expect_err("gone").code, Code::NotFound);
    undo::undo(&mut portfolio).expect("undone");
    assert_eq!(filters(portfolio.db()).expect("all"), [kept]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn merging_gives_every_record_the_union_and_undo_gives_each_its_own(sets in prop::collection::vec(prop::collection::btree_set("[abc]", 0..4), 1..6)) {
        let (_folder, mut portfolio) = portfolio();
        let ids: Vec<String> = sets.iter().map(|set| with_keywords(&mut portfolio, &set.iter().map(String::as_str).collect::<Vec<_>>())).collect();
        let all: BTreeSet<&String> = sets.iter().flatten().collect();
        if !all.contains(&"a".to_owned()) || !all.contains(&"b".to_owned()) {
            return Ok(());
        }
        let now = |portfolio: &Portfolio| -> Vec<BTreeSet<String>> {
            ids.iter().map(|id| get(portfolio, id).expect("there").content.keywords.into_iter().collect()).collect()
        };
        merge_keywords(&mut portfolio, "a", "b").expect("merged");
        let merged: Vec<BTreeSet<String>> = sets.iter().map(|set| set.iter().map(|word| if word == "a" { "b".to_owned() } else { word.clone() }).collect()).collect();
        prop_assert_eq!(now(&portfolio), merged);
        undo::undo(&mut portfolio).expect("undone");
        prop_assert_eq!(now(&portfolio), sets);
    }
}
