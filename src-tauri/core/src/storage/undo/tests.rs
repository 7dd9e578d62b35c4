//! Any changes taken back are as if they had never been; made again, they are as they were.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{redo, undo};
use crate::assessment::{self, Answer};
use crate::error::{Code, Result};
use crate::hcpc::{self, Cycle};
use crate::profile::{self, Role};
use crate::record::{self, Action, Content, Kind, Section, SupervisionType};
use crate::suggest;
use crate::supervision::{self, Agreement, Person, Place, Side};
use crate::testing;
use crate::vault::Portfolio;

/// A change, as the owner makes it; numbers choose among what is there.
#[derive(Debug, Clone)]
enum Change {
    Create(usize, Words),
    Save(usize, Words, bool),
    Finish(usize, bool),
    Bin(usize),
    Restore(usize),
    EmptyBin,
    Tag(usize, usize, String),
    Untag(usize, usize),
    Dismiss(usize, usize),
    Tick(usize, bool),
    ReflectOn(usize),
    Assess(usize, Option<Answer>),
    Name(String),
    Role(usize, String),
    DeleteRole(usize),
    Cycle(usize, i32),
    Take(Option<usize>, String),
    Note(usize, String),
    Drop(usize),
    PutBack(usize, usize),
    Begin(bool),
    Agree(String),
    DeleteAgreement(usize),
    DeletePerson(usize),
}

/// What of a record's content differs from one save to the next.
#[derive(Debug, Clone)]
struct Words {
    title: String,
    texts: Vec<String>,
    keywords: Vec<usize>,
    code: usize,
    actions: Vec<usize>,
    role: Option<usize>,
}

const STATEMENTS: [&str; 4] = ["enh.pp.02", "enh.pp.03", "ass.ks.01", "con.erd.01"];
const KEYWORDS: [&str; 4] = ["drum", "Silence", "café", "🥁"];
const CODES: [&str; 3] = ["K-07", "K-08", "L-1"];

fn any_words() -> impl Strategy<Value = Words> {
    let text = || prop_oneof!["[a-z ]{0,12}", "\\PC{0,8}", Just("# a\n\n*b*".to_owned())];
    (
        text(),
        prop::collection::vec(text(), 1..4),
        prop::collection::vec(0..KEYWORDS.len(), 0..3),
        0..CODES.len(),
        prop::collection::vec(0..5_usize, 0..3),
        prop::option::of(0..2_usize),
    )
        .prop_map(|(title, texts, keywords, code, actions, role)| Words {
            title,
            texts,
            keywords,
            code,
            actions,
            role,
        })
}

fn any_change() -> impl Strategy<Value = Change> {
    let at = || 0..6_usize;
    prop_oneof![
        4 => (0..4_usize, any_words()).prop_map(|(kind, words)| Change::Create(kind, words)),
        4 => (at(), any_words(), any::<bool>()).prop_map(|(at, words, visit)| Change::Save(at, words, visit)),
        2 => (at(), any::<bool>()).prop_map(|(at, finished)| Change::Finish(at, finished)),
        2 => at().prop_map(Change::Bin),
        1 => at().prop_map(Change::Restore),
        1 => Just(Change::EmptyBin),
        3 => (at(), 0..4_usize, "[a-z]{0,5}").prop_map(|(at, which, claim)| Change::Tag(at, which, claim)),
        1 => (at(), 0..4_usize).prop_map(|(at, which)| Change::Untag(at, which)),
        1 => (at(), 0..4_usize).prop_map(|(at, which)| Change::Dismiss(at, which)),
        1 => (at(), any::<bool>()).prop_map(|(at, done)| Change::Tick(at, done)),
        1 => at().prop_map(Change::ReflectOn),
        1 => (0..4_usize, prop::option::of(Just(Answer::Developing))).prop_map(|(which, answer)| Change::Assess(which, answer)),
        1 => "[a-z]{0,5}".prop_map(Change::Name),
        2 => (0..3_usize, "[a-z]{1,5}").prop_map(|(at, title)| Change::Role(at, title)),
        1 => (0..2_usize).prop_map(Change::DeleteRole),
        1 => (0..2_usize, 2020..2024).prop_map(|(at, year)| Change::Cycle(at, year)),
        3 => (prop::option::of(at()), "[a-z]{1,5}").prop_map(|(at, words)| Change::Take(at, words)),
        1 => (0..3_usize, "[a-z]{1,5}").prop_map(|(at, words)| Change::Note(at, words)),
        1 => (0..3_usize).prop_map(Change::Drop),
        1 => (at(), 0..2_usize).prop_map(|(at, item)| Change::PutBack(at, item)),
        2 => any::<bool>().prop_map(Change::Begin),
        1 => "[a-z]{1,5}".prop_map(Change::Agree),
        1 => (0..2_usize).prop_map(Change::DeleteAgreement),
        1 => (0..2_usize).prop_map(Change::DeletePerson),
    ]
}

/// Makes the change; one for which there is nothing yet to be changed is none.
fn make(portfolio: &mut Portfolio, change: &Change) -> Result<()> {
    let ids = record::every_id(portfolio)?;
    let record = |at: usize| ids.get(at % ids.len().max(1)).cloned().unwrap_or_default();
    let roles = profile::get(portfolio)?.roles;
    let role = |at: usize| roles.get(at).map(|role| role.id.clone());
    match change {
        Change::Create(kind, words) => {
            let content = content(Kind::ALL[*kind], words, role(words.role.unwrap_or(9)));
            record::create(portfolio, &content, "", &[]).map(drop)
        }
        Change::Save(at, words, visit) => {
            let before = record::get(portfolio, &record(*at))?;
            let new = content(before.content.kind, words, role(words.role.unwrap_or(9)));
            record::save(portfolio, &before.id, before.version, if *visit { "a visit" } else { "" }, &new).map(drop)
        }
        Change::Finish(at, finished) => record::finish(portfolio, &record(*at), *finished).map(drop),
        Change::Bin(at) => record::bin(portfolio, &record(*at)),
        Change::Restore(at) => record::restore(portfolio, &record(*at)),
        Change::EmptyBin => record::empty_bin(portfolio).map(drop),
        Change::Tag(at, which, claim) => record::set_tag(portfolio, &record(*at), STATEMENTS[*which], claim).map(drop),
        Change::Untag(at, which) => record::remove_tag(portfolio, &record(*at), STATEMENTS[*which]).map(drop),
        Change::Dismiss(at, which) => suggest::dismiss(portfolio, &record(*at), STATEMENTS[*which]),
        Change::Tick(at, done) => {
            let first = record::get(portfolio, &record(*at))?.content.actions.into_iter().next();
            first.map_or(Ok(()), |action| record::action_done(portfolio, &action.id, *done))
        }
        Change::ReflectOn(at) => record::reflect_on(portfolio, &record(*at)).map(drop),
        Change::Assess(which, answer) => assessment::set(portfolio, STATEMENTS[*which], *answer, "", None).map(drop),
        Change::Name(name) => {
            let mut new = profile::get(portfolio)?;
            new.name.clone_from(name);
            profile::save(portfolio, &new).map(drop)
        }
        Change::Role(at, title) => {
            let new = Role {
                id: role(*at).unwrap_or_default(),
                ..own_practice(title)
            };
            profile::save_role(portfolio, &new).map(drop)
        }
        Change::DeleteRole(at) => profile::delete_role(portfolio, &role(*at).unwrap_or_default()).map(drop),
        Change::Cycle(at, year) => {
            let (start, end) = (format!("{year}-06-01"), format!("{}-05-31", year + 2));
            let id = portfolio
                .db()
                .query_row("SELECT id FROM cycle ORDER BY id LIMIT 1 OFFSET ?1", [at], |row| row.get("id"))
                .unwrap_or_default();
            hcpc::save_cycle(portfolio, &Cycle { id, start, end })
        }
        Change::Take(at, words) => match at {
            Some(at) => supervision::take(portfolio, Some(&record(*at)), words, "").map(drop),
            None => supervision::take(portfolio, None, "", words).map(drop),
        },
        Change::Note(at, words) => supervision::note(portfolio, &waiting(portfolio, *at)?, words),
        Change::Drop(at) => supervision::remove(portfolio, &waiting(portfolio, *at)?),
        Change::PutBack(at, item) => {
            let taken = supervision::of_session(portfolio, &record(*at))?;
            supervision::put_back(portfolio, &taken.get(*item).map(|item| item.id.clone()).unwrap_or_default())
        }
        Change::Begin(agreed) => {
            let agreement = supervision::agreements(portfolio)?.into_iter().next().map(|one| one.id);
            let items: Vec<String> = supervision::agenda(portfolio)?.into_iter().map(|item| item.id).take(2).collect();
            supervision::begin(portfolio, agreement.as_deref().filter(|_| *agreed), &items, false).map(drop)
        }
        Change::Agree(name) => agree(portfolio, name),
        Change::DeleteAgreement(at) => {
            let found = supervision::agreements(portfolio)?.into_iter().nth(*at);
            supervision::delete_agreement(portfolio, &found.map(|one| one.id).unwrap_or_default())
        }
        Change::DeletePerson(at) => {
            let found = supervision::people(portfolio)?.into_iter().nth(*at);
            supervision::delete_person(portfolio, &found.map(|one| one.id).unwrap_or_default())
        }
    }
}

/// What waits for supervision in this place.
fn waiting(portfolio: &Portfolio, at: usize) -> Result<String> {
    let found = supervision::agenda(portfolio)?.into_iter().nth(at);
    Ok(found.map(|item| item.id).unwrap_or_default())
}

/// An agreement with somebody of this name, who is added first: two steps.
fn agree(portfolio: &mut Portfolio, name: &str) -> Result<()> {
    let person_id = supervision::save_person(
        portfolio,
        &Person {
            id: String::new(),
            side: Side::Supervisor,
            name: name.to_owned(),
            role: String::new(),
            profession: String::new(),
            registration: String::new(),
            contact: String::new(),
        },
    )?;
    let agreement = Agreement {
        id: String::new(),
        person_id,
        kind: SupervisionType::Clinical,
        place: Place::Remote,
        start: "2026-01-01".to_owned(),
        review: None,
        end: None,
        frequency: name.to_owned(),
        minutes: None,
        purpose: String::new(),
        keeper: String::new(),
        limits: String::new(),
    };
    supervision::save_agreement(portfolio, &agreement).map(drop)
}

fn own_practice(title: &str) -> Role {
    Role {
        id: String::new(),
        title: title.to_owned(),
        setting: String::new(),
        start: None,
        end: None,
        own_practice: true,
        employer: None,
    }
}

fn content(kind: Kind, words: &Words, role_id: Option<String>) -> Content {
    let plain = testing::content(kind, &words.title, "2026-11-20", "");
    let section = |text: &String| Section {
        stage: "text".to_owned(),
        text: text.clone(),
    };
    let action = |text: &usize| Action {
        id: String::new(),
        text: format!("action {text}"),
        due: None,
        done_on: None,
        owner: None,
    };
    let codes = match kind {
        Kind::Cpd => Vec::new(),
        _ => vec![CODES[words.code].to_owned()],
    };
    Content {
        sections: words.texts.iter().map(section).collect(),
        keywords: words.keywords.iter().map(|at| KEYWORDS[*at].to_owned()).collect(),
        clients: codes,
        actions: if kind == Kind::Supervision {
            words.actions.iter().map(action).collect()
        } else {
            Vec::new()
        },
        role_id,
        ..plain
    }
}

type Row = BTreeMap<String, String>;

/// Every row of `table`, each column as SQL writes it, in an order of their own.
fn rows(portfolio: &Portfolio, table: &str) -> Vec<Row> {
    let mut statement = portfolio.db().prepare(&format!("SELECT * FROM {table}")).expect("a table");
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let read = |row: &rusqlite::Row<'_>| {
        let value = |name: &String| Ok((name.clone(), format!("{:?}", row.get::<_, rusqlite::types::Value>(name.as_str())?)));
        names.iter().map(value).collect::<rusqlite::Result<Row>>()
    };
    let mut found: Vec<Row> = statement
        .query_map([], read)
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    found.sort();
    found
}

/// All that the owner made, and the search index, which follows from it.
fn everything(portfolio: &Portfolio) -> BTreeMap<String, Vec<Row>> {
    record::catch_up(portfolio).expect("the index catches up");
    let mut tables: BTreeMap<_, _> = super::journal::FOLLOWED
        .iter()
        .map(|table| ((*table).to_owned(), rows(portfolio, table)))
        .collect();
    tables.insert("record_search".to_owned(), rows(portfolio, "record_search"));
    tables
}

/// What the closed case notes say. Tags may still be set, a role still be deleted, and both be taken back.
fn closed(portfolio: &Portfolio) -> Vec<(String, Content)> {
    let all = record::every_id(portfolio).expect("ids");
    all.iter()
        .map(|id| record::get(portfolio, id).expect("a record"))
        .filter(|record| record.closed)
        .map(|record| {
            let content = Content {
                role_id: None,
                ..record.content
            };
            (record.id, content)
        })
        .collect()
}

/// Empties it again, for the next case: making a portfolio takes longer than a hundred changes.
fn empty(portfolio: &Portfolio) {
    portfolio
        .db()
        .execute_batch(
            "DELETE FROM revision; DELETE FROM record; DELETE FROM role; DELETE FROM client; DELETE FROM keyword;
             DELETE FROM agenda_item; DELETE FROM supervision_agreement; DELETE FROM supervision_person; DELETE FROM assessment; DELETE FROM cycle; UPDATE profile SET name = '', version = 1;",
        )
        .expect("emptied");
}

fn walk(portfolio: &mut Portfolio, changes: &[Change]) -> std::result::Result<(), TestCaseError> {
    empty(portfolio);
    let before = everything(portfolio);
    for change in changes {
        let now = everything(portfolio);
        if let Err(cause) = make(portfolio, change) {
            prop_assert_ne!(cause.code, Code::Internal, "{:?}", change);
            prop_assert_eq!(&everything(portfolio), &now, "what was refused has changed nothing: {:?}", change);
        }
    }
    let (after, notes) = (everything(portfolio), closed(portfolio));
    let emptied = changes.iter().any(|change| matches!(change, Change::EmptyBin));
    let mut passed = vec![after.clone()];
    while undo(portfolio)
        .map_err(|cause| TestCaseError::fail(format!("undo: {cause:?}")))?
        .is_some()
    {
        passed.push(everything(portfolio));
    }
    prop_assert_eq!(&closed(portfolio), &notes, "a closed note is never taken back");
    // What a closed note says stays, and with it whatever else it shares; what was erased is not brought back by anything.
    if notes.is_empty() && !emptied {
        prop_assert_eq!(&everything(portfolio), &before, "all taken back");
    }
    prop_assert_eq!(&everything(portfolio), passed.last().expect("at least one"));
    passed.pop();
    while redo(portfolio)
        .map_err(|cause| TestCaseError::fail(format!("redo: {cause:?}")))?
        .is_some()
    {
        prop_assert!(emptied || Some(&everything(portfolio)) == passed.last(), "made again, one by one");
        passed.pop();
    }
    // Emptying the bin erases the steps that spoke of its records, so that what is left of them fits together, no more.
    if !emptied {
        prop_assert_eq!(&everything(portfolio), &after, "all made again");
    }
    let broken = rows(portfolio, "pragma_foreign_key_check").len();
    prop_assert_eq!(broken, 0, "entries that point at nothing");
    prop_assert_eq!(record::count_unindexed(portfolio).expect("counted"), 0);
    Ok(())
}

#[test]
fn whatever_was_changed_is_taken_back_and_made_again() {
    let (_folder, portfolio) = testing::portfolio();
    // The disk is not what is tried here.
    portfolio.db().execute_batch("PRAGMA synchronous = OFF").expect("set");
    let portfolio = RefCell::new(portfolio);
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(changes in prop::collection::vec(any_change(), 1..25))| {
        walk(&mut portfolio.borrow_mut(), &changes)?;
    });
}

#[test]
fn what_a_closed_note_shares_stays_when_the_rest_is_taken_back() {
    let (_folder, mut portfolio) = testing::portfolio();
    let role = profile::save_role(&mut portfolio, &own_practice("Music therapist"))
        .expect("a role")
        .roles[0]
        .id
        .clone();
    let with = |kind, title| Content {
        keywords: vec!["drum".to_owned()],
        clients: vec!["K-07".to_owned()],
        role_id: Some(role.clone()),
        ..testing::content(kind, title, "2026-11-20", "Words.")
    };
    record::create(&mut portfolio, &with(Kind::Reflection, "First to use them"), "", &[]).expect("created");
    let note = record::create(&mut portfolio, &with(Kind::CaseNote, "Closed"), "", &[])
        .expect("created")
        .id;
    let note = record::finish(&mut portfolio, &note, true).expect("closed");
    let before = everything(&portfolio);

    let mut steps = 0;
    while undo(&mut portfolio).expect("taken back").is_some() {
        steps += 1;
    }
    assert_eq!(steps, 2, "the reflection and the role");
    assert_eq!(record::get(&portfolio, &note.id).expect("there").content, note.content);
    assert_eq!(
        profile::get(&portfolio).expect("a profile").roles.len(),
        1,
        "the note's role stays with it"
    );
    while redo(&mut portfolio).expect("made again").is_some() {}
    assert_eq!(everything(&portfolio), before);
}

#[test]
fn a_note_that_was_closed_meanwhile_stays_closed() {
    let (_folder, mut portfolio) = testing::portfolio();
    let role = profile::save_role(&mut portfolio, &own_practice("Music therapist"))
        .expect("a role")
        .roles[0]
        .id
        .clone();
    let content = Content {
        role_id: Some(role.clone()),
        ..testing::content(Kind::CaseNote, "", "2026-11-20", "Words.")
    };
    let note = record::create(&mut portfolio, &content, "", &[]).expect("created").id;
    profile::delete_role(&mut portfolio, &role).expect("deleted");
    record::finish(&mut portfolio, &note, true).expect("closed");
    // What is taken back is the role, which the note had while it was a draft.
    assert!(undo(&mut portfolio).expect("taken back").is_some());
    let note = record::get(&portfolio, &note).expect("there");
    assert_eq!((note.closed, note.content.role_id), (true, Some(role)));
}

#[test]
fn a_role_that_is_gone_comes_back_also_after_the_bin_was_emptied() {
    let (_folder, mut portfolio) = testing::portfolio();
    let role = profile::save_role(&mut portfolio, &own_practice("Music therapist"))
        .expect("a role")
        .roles[0]
        .id
        .clone();
    let content = |title| Content {
        role_id: Some(role.clone()),
        ..testing::content(Kind::Reflection, title, "2026-11-20", "Words.")
    };
    let stays = record::create(&mut portfolio, &content("Stays"), "", &[]).expect("created");
    let goes = record::create(&mut portfolio, &content("Goes"), "", &[]).expect("created");
    profile::delete_role(&mut portfolio, &role).expect("deleted");
    record::bin(&mut portfolio, &goes.id).expect("binned");
    record::empty_bin(&mut portfolio).expect("emptied");
    assert!(undo(&mut portfolio).expect("the role comes back").is_some());
    assert_eq!(record::get(&portfolio, &stays.id).expect("there").content.role_id, Some(role));
    assert!(record::get(&portfolio, &goes.id).is_err(), "what was erased does not");
    while undo(&mut portfolio).expect("the rest too").is_some() {}
}
