//! The rules of records, each broken once.

mod desk;
mod finding;
mod written;

use super::model::{CpdFacts, Query, Sort};
use super::*;
use crate::api::record::Facets;
use crate::error::{Code, Error, Result};
use crate::profile::{self, Role};
use crate::storage::undo;
use crate::testing::{content, portfolio};
use crate::vault::Portfolio;

fn fails<T>(result: Result<T>) -> Error {
    result.err().expect("this must fail")
}

fn make(portfolio: &mut Portfolio, kind: Kind, title: &str, date: &str, text: &str) -> Record {
    create(portfolio, &content(kind, title, date, text), "", &[]).expect("a record")
}

fn ids(portfolio: &Portfolio, query: &Query) -> Vec<String> {
    list(portfolio, query, 0, 100)
        .expect("a page")
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect()
}

fn text(words: &str) -> Query {
    Query {
        text: words.to_owned(),
        ..Query::default()
    }
}

fn take_back(portfolio: &mut Portfolio) -> Option<String> {
    undo::undo(portfolio).expect("undone").map(|step| step.label)
}

#[test]
fn a_record_is_kept_exactly() {
    let (_folder, mut portfolio) = portfolio();
    let words =
        "  **bold**\n\n<script>alert(1)</script> ![x](http://example.invalid/x.png)\n\u{202e}right to left e\u{301} 🥁\u{feff}\r\nend ";
    let mut wanted = content(Kind::Reflection, "<b>Títle</b>", "2026-04-09", words);
    wanted.keywords = vec!["drum".to_owned(), "Éire".to_owned()];
    wanted.clients = vec!["K-07".to_owned(), "M-03".to_owned()];
    let record = create(&mut portfolio, &wanted, "", &[]).expect("a record");
    assert_eq!(get(&portfolio, &record.id).expect("a record").content, wanted);
}

#[test]
fn the_first_words_stand_in_for_a_title() {
    let (_folder, mut portfolio) = portfolio();
    let record = make(
        &mut portfolio,
        Kind::Reflection,
        " ",
        "2026-04-09",
        "\n\n## *Nothing* was said\nfor a while",
    );
    assert_eq!(record.shown_title, "Nothing was said");
    assert!(first_words(&"word ".repeat(100)).chars().count() <= 141);
    assert_eq!(first_words("1\\. **Bold**, and \\*not\\* a_b \\x"), "1. Bold, and *not* a b \\x");
}

#[test]
fn the_saves_of_one_visit_are_one_step() {
    let (_folder, mut portfolio) = portfolio();
    let mut writing = content(Kind::Reflection, "", "2026-04-09", "one");
    let record = create(&mut portfolio, &writing, "visit-1", &[]).expect("a record");
    let mut version = record.version;
    for words in ["one two", "one two three"] {
        words.clone_into(&mut writing.sections[0].text);
        version = save(&mut portfolio, &record.id, version, "visit-1", &writing)
            .expect("saved")
            .version;
    }
    "later".clone_into(&mut writing.sections[0].text);
    save(&mut portfolio, &record.id, version, "visit-2", &writing).expect("saved");
    assert_eq!(take_back(&mut portfolio).as_deref(), Some("Writing"));
    assert_eq!(
        get(&portfolio, &record.id).expect("a record").content.sections[0].text,
        "one two three"
    );
    assert_eq!(take_back(&mut portfolio).as_deref(), Some("New record"));
    assert_eq!(fails(get(&portfolio, &record.id)).code, Code::NotFound);
    assert!(ids(&portfolio, &text("three")).is_empty());
    assert!(take_back(&mut portfolio).is_none());
    for _ in 0..2 {
        undo::redo(&mut portfolio).expect("redone");
    }
    assert_eq!(get(&portfolio, &record.id).expect("a record").content, writing);
    assert_eq!(ids(&portfolio, &text("later")), [record.id]);
}

#[test]
fn a_save_that_expects_another_version_overwrites_nothing() {
    let (_folder, mut portfolio) = portfolio();
    let record = make(&mut portfolio, Kind::Reflection, "", "2026-04-09", "first");
    let mut other = record.content.clone();
    "second".clone_into(&mut other.sections[0].text);
    save(&mut portfolio, &record.id, record.version, "a", &other).expect("saved");
    assert_eq!(
        fails(save(&mut portfolio, &record.id, record.version, "b", &record.content)).code,
        Code::Conflict
    );
    assert_eq!(get(&portfolio, &record.id).expect("a record").content.sections[0].text, "second");
}

#[test]
fn fields_are_refused_with_their_name_and_nothing_is_written() {
    let (_folder, mut portfolio) = portfolio();
    let record = make(&mut portfolio, Kind::CaseNote, "", "2026-04-09", "first");
    type Edit = Box<dyn Fn(&mut Content)>;
    let edits: Vec<(&str, Edit)> = vec![
        ("date", Box::new(|it| "2026-02-31".clone_into(&mut it.date))),
        ("date", Box::new(|it| "0000-01-01".clone_into(&mut it.date))),
        ("date", Box::new(|it| "9999-01-01".clone_into(&mut it.date))),
        ("date", Box::new(|it| "31/02/2026".clone_into(&mut it.date))),
        ("date", Box::new(|it| "2026-1-1".clone_into(&mut it.date))),
        ("date_to", Box::new(|it| it.date_to = Some("2026-04-08".to_owned()))),
        ("minutes", Box::new(|it| it.minutes = Some(0))),
        ("minutes", Box::new(|it| it.minutes = Some(1_000_000_000))),
        ("title", Box::new(|it| it.title = "x".repeat(100_000))),
        ("title", Box::new(|it| "a\0b".clone_into(&mut it.title))),
        ("sections", Box::new(|it| "a\0b".clone_into(&mut it.sections[0].text))),
        ("clients", Box::new(|it| it.clients.push("M-03".to_owned()))),
        ("clients", Box::new(|it| it.clients = vec![" ".to_owned()])),
        ("keywords", Box::new(|it| it.keywords = vec![String::new()])),
        ("session_number", Box::new(|it| it.session_number = Some(0))),
        ("role_id", Box::new(|it| it.role_id = Some("nobody".to_owned()))),
        ("kind", Box::new(|it| it.kind = Kind::Reflection)),
    ];
    for (field, edit) in edits {
        let mut wrong = record.content.clone();
        edit(&mut wrong);
        let error = fails(save(&mut portfolio, &record.id, record.version, "v", &wrong));
        assert_eq!(
            (error.code, error.field.as_deref()),
            (Code::Invalid, Some(field)),
            "{}",
            error.message
        );
    }
    let mut huge = record.content.clone();
    huge.sections[0].text = "x".repeat(5 * 1024 * 1024);
    assert_eq!(
        fails(save(&mut portfolio, &record.id, record.version, "v", &huge)).code,
        Code::Refused
    );
    assert_eq!(get(&portfolio, &record.id).expect("a record"), record);
}

#[test]
fn a_future_date_and_a_code_that_names_somebody_are_only_remarked_on() {
    let (_folder, mut portfolio) = portfolio();
    let mut note = content(Kind::CaseNote, "", "2026-11-23", "x");
    let fields = |record: &Record| record.warnings.iter().map(|warning| warning.field.clone()).collect::<Vec<_>>();
    for (code, warned) in [("K-07", false), ("Margaret", true), ("943 476 5919", true), ("Mo1", false)] {
        note.clients = vec![code.to_owned()];
        let record = create(&mut portfolio, &note, "", &[]).expect("a record");
        assert!(fields(&record).contains(&"date".to_owned()));
        assert_eq!(fields(&record).contains(&"clients".to_owned()), warned, "{code}");
    }
}

#[test]
fn a_case_note_takes_no_employers_role_and_no_cpd() {
    let (_folder, mut portfolio) = portfolio();
    let role = Role {
        id: String::new(),
        title: "Music therapist".to_owned(),
        setting: String::new(),
        start: None,
        end: None,
        own_practice: false,
        employer: Some("A hospice".to_owned()),
    };
    let role_id = profile::save_role(&mut portfolio, &role).expect("a role").roles[0].id.clone();
    let mut note = content(Kind::CaseNote, "", "2026-04-09", "x");
    note.role_id = Some(role_id.clone());
    assert_eq!(fails(create(&mut portfolio, &note, "", &[])).field.as_deref(), Some("role_id"));
    note.role_id = None;
    note.cpd = Some(CpdFacts {
        kind: None,
        provider: String::new(),
        certificate: false,
        learnt: String::new(),
        practice: String::new(),
        service_users: String::new(),
        ..CpdFacts::default()
    });
    assert_eq!(fails(create(&mut portfolio, &note, "", &[])).field.as_deref(), Some("cpd"));
    let mut reflection = content(Kind::Reflection, "", "2026-04-09", "x");
    (reflection.role_id, reflection.cpd) = (Some(role_id), note.cpd);
    assert!(create(&mut portfolio, &reflection, "", &[]).is_ok());
}

#[test]
fn a_finished_case_note_is_closed_and_takes_additions() {
    let (_folder, mut portfolio) = portfolio();
    let mut note = content(Kind::CaseNote, "", "2026-04-09", "as it was");
    note.clients.clear();
    let record = create(&mut portfolio, &note, "", &[]).expect("words first");
    assert_eq!(fails(finish(&mut portfolio, &record.id, true)).field.as_deref(), Some("clients"));
    note.clients = vec!["K-07".to_owned()];
    let version = save(&mut portfolio, &record.id, record.version, "v", &note).expect("saved").version;
    assert_eq!(fails(add(&mut portfolio, &record.id, "too early")).code, Code::Refused);
    let closed = finish(&mut portfolio, &record.id, true).expect("finished");
    assert!(closed.closed);
    for refused in [
        save(&mut portfolio, &record.id, closed.version, "v", &note).err(),
        save(&mut portfolio, &record.id, version, "v", &note).err(),
        bin(&mut portfolio, &record.id).err(),
        finish(&mut portfolio, &record.id, false).err(),
    ] {
        assert_eq!(refused.map(|error| error.code), Some(Code::Refused));
    }
    assert_eq!(fails(add(&mut portfolio, &record.id, " \n")).code, Code::Invalid);
    let added = add(&mut portfolio, &record.id, "seen again with the tambourine").expect("added");
    assert_eq!(added.additions.len(), 1);
    assert_eq!(added.content, note);
    assert_eq!(ids(&portfolio, &text("tambourine")), [record.id]);
}

#[test]
fn an_addition_to_a_closed_note_is_never_taken_back() {
    let (_folder, mut portfolio) = portfolio();
    let record = make(&mut portfolio, Kind::CaseNote, "", "2026-04-09", "as it was");
    finish(&mut portfolio, &record.id, true).expect("finished");
    add(&mut portfolio, &record.id, "later").expect("added");
    while take_back(&mut portfolio).is_some() {}
    let now = get(&portfolio, &record.id).expect("still there");
    assert!(now.closed && now.additions.len() == 1, "neither reopened nor removed");
}

#[test]
fn tags_are_one_each_known_and_come_back_with_their_record() {
    let (_folder, mut portfolio) = portfolio();
    let record = make(&mut portfolio, Kind::Reflection, "Torn", "2026-04-09", "x");
    assert_eq!(
        fails(set_tag(&mut portfolio, &record.id, "enh.pp.99", "")).field.as_deref(),
        Some("statement")
    );
    assert_eq!(
        fails(set_tag(&mut portfolio, &record.id, "enh.pp.01", &"x".repeat(501)))
            .field
            .as_deref(),
        Some("claim")
    );
    set_tag(&mut portfolio, &record.id, "enh.res.20", "").expect("tagged");
    set_tag(&mut portfolio, &record.id, "enh.pp.02", "").expect("tagged");
    let twice = set_tag(&mut portfolio, &record.id, "enh.pp.02", "in the music").expect("tagged");
    let tagged: Vec<_> = twice.tags.iter().map(|tag| (tag.statement.as_str(), tag.claim.as_str())).collect();
    assert_eq!(tagged, [("enh.res.20", ""), ("enh.pp.02", "in the music")]);
    bin(&mut portfolio, &record.id).expect("in the bin");
    assert!(tag_counts(&portfolio).expect("counts").is_empty());
    assert_eq!(take_back(&mut portfolio).as_deref(), Some("Move to the bin"));
    assert_eq!(get(&portfolio, &record.id).expect("a record").tags, twice.tags);
    for _ in 0..4 {
        take_back(&mut portfolio);
    }
    assert!(ids(&portfolio, &Query::default()).is_empty());
    while undo::redo(&mut portfolio).expect("redone").is_some() {}
    assert!(get(&portfolio, &record.id).expect("a record").binned_at.is_some());
    restore(&mut portfolio, &record.id).expect("back");
    assert_eq!(get(&portfolio, &record.id).expect("a record").tags, twice.tags);
}

#[test]
fn emptying_the_bin_leaves_no_trace_and_no_undo() {
    let (_folder, mut portfolio) = portfolio();
    let kept = make(&mut portfolio, Kind::Reflection, "kept", "2026-04-09", "stays").id;
    let mut gone = content(Kind::Reflection, "gone", "2026-04-09", "xylophone");
    gone.clients = vec!["X-99".to_owned()];
    let gone = create(&mut portfolio, &gone, "", &["enh.pp.02".to_owned()]).expect("a record").id;
    bin(&mut portfolio, &gone).expect("in the bin");
    assert_eq!(empty_bin(&mut portfolio).expect("emptied"), 1);
    while take_back(&mut portfolio).is_some() {}
    while undo::redo(&mut portfolio).expect("redone").is_some() {}
    assert_eq!(ids(&portfolio, &Query::default()), [kept]);
    assert_eq!(count_unindexed(&portfolio).expect("counted"), 0);
    let Facets { clients, .. } = facets(&portfolio).expect("facets");
    assert!(clients.is_empty());
    for (table, column) in [
        ("change", "coalesce(before, '') || coalesce(after, '')"),
        ("section", "markdown"),
        ("record_search", "body"),
        ("client", "code"),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%xylophone%' OR {column} LIKE '%X-99%'");
        let left: u32 = portfolio.db().query_row(&sql, [], |row| row.get(0)).expect("counted");
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn a_session_is_reflected_on_with_its_date_and_codes() {
    let (_folder, mut portfolio) = portfolio();
    let mut session = content(Kind::Supervision, "Session 14", "2026-04-02", "what is torn");
    session.clients = vec!["K-07".to_owned()];
    session.supervision = Some(SupervisionFacts {
        supervisor: "Supervisor A".to_owned(),
        format: Some(SupervisionFormat::Group),
        remote: true,
        themes: "endings".to_owned(),
        ..SupervisionFacts::default()
    });
    session.actions = vec![Action {
        id: String::new(),
        text: "Ask about the cupboard".to_owned(),
        due: Some("2026-04-07".to_owned()),
        done_on: None,
        owner: None,
    }];
    let session = create(&mut portfolio, &session, "", &[]).expect("a session");
    let reflection = reflect_on(&mut portfolio, &session.id).expect("a reflection");
    assert_eq!(
        (reflection.content.date.as_str(), &reflection.content.clients[..]),
        ("2026-04-02", &["K-07".to_owned()][..])
    );
    assert_eq!(reflection.links[0].record_id, session.id);
    assert!(!get(&portfolio, &session.id).expect("a session").links[0].outgoing);
    assert_eq!(fails(reflect_on(&mut portfolio, &reflection.id)).code, Code::Refused);
    let open = open_actions(&portfolio).expect("actions");
    action_done(&mut portfolio, &open[0].id, true).expect("ticked");
    assert!(open_actions(&portfolio).expect("actions").is_empty());
    assert_eq!(
        get(&portfolio, &session.id).expect("a session").content.actions[0]
            .done_on
            .as_deref(),
        Some("2026-11-22")
    );
    take_back(&mut portfolio);
    assert_eq!(open_actions(&portfolio).expect("actions").len(), 1);
}

#[test]
fn nothing_is_undone_past_a_lock_that_was_not_there() {
    let (folder, mut portfolio) = portfolio();
    let record = make(&mut portfolio, Kind::Reflection, "kept", "2026-04-09", "stays");
    bin(&mut portfolio, &record.id).expect("in the bin");
    drop(portfolio);
    let path = folder.path().join("Portfolio");
    let world = crate::testing::StillWorld::new(folder.path());
    let mut portfolio = Portfolio::open(world, &path, &crate::testing::secret(crate::testing::PASSPHRASE), "a test").expect("opens");
    assert_eq!(take_back(&mut portfolio).as_deref(), Some("Move to the bin"));
    assert!(get(&portfolio, &record.id).expect("a record").binned_at.is_none());
}

#[test]
fn markdown_says_everything() {
    let (_folder, mut portfolio) = portfolio();
    let mut record = content(Kind::Reflection, "The torn drawing", "2026-04-09", "");
    record.model = Some("borton".to_owned());
    record.sections = [("what", "It tore."), ("so-what", "I kept half."), ("now-what", "")]
        .map(|(stage, text)| Section {
            stage: stage.to_owned(),
            text: text.to_owned(),
        })
        .to_vec();
    record.keywords = vec!["endings".to_owned()];
    let id = create(&mut portfolio, &record, "", &["enh.pp.03".to_owned()]).expect("a record").id;
    insta::assert_snapshot!(markdown(&portfolio, &id).expect("Markdown"), @r"
    # The torn drawing

    Reflection · 9 April 2026 · draft

    **Reflected with:** Borton, Driscoll, Rolfe

    ## What?

    It tore.

    ## So what?

    I kept half.

    ## Tagged to

    - enh.pp.03: Expanding practice through a wider range of creative methods.

    Keywords: endings
    ");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 48, ..Default::default() })]
    #[test]
    fn any_words_are_kept_and_any_search_answers(words in "[^\0]{0,200}", search in ".{0,60}") {
        let (_folder, mut portfolio) = portfolio();
        let record = make(&mut portfolio, Kind::Reflection, "", "2026-04-09", &words);
        proptest::prop_assert_eq!(&get(&portfolio, &record.id).expect("a record").content.sections[0].text, &words);
        list(&portfolio, &text(&search), 0, 10).expect("never an error");
        take_back(&mut portfolio);
        undo::redo(&mut portfolio).expect("redone");
        proptest::prop_assert_eq!(&get(&portfolio, &record.id).expect("a record").content.sections[0].text, &words);
        proptest::prop_assert_eq!(count_unindexed(&portfolio).expect("counted"), 0);
    }
}
