//! A file comes to a portfolio that holds something already.

use proptest::prelude::*;

use super::super::merge::merge;
use super::super::normal::normal;
use super::*;
use crate::storage::undo;

fn read(portfolio: &Portfolio) -> File {
    file(portfolio, None).expect("a reading")
}

fn count(report: &Report, what: &str) -> (u32, u32, u32) {
    report
        .counts
        .iter()
        .find(|one| one.what == what)
        .map_or((0, 0, 0), |one| (one.added, one.same, one.beside))
}

#[test]
fn the_same_file_twice_brings_nothing_the_second_time() {
    let (_folder, mut portfolio) = filled(sample());
    let before = read(&portfolio);
    for content in [sample(), &before] {
        let report = import(&mut portfolio, content, None).expect("an import");
        assert!(report.counts.iter().all(|one| (one.added, one.beside) == (0, 0)), "{report:?}");
        assert_eq!((report.beside, report.kept), (Vec::<String>::new(), Vec::<String>::new()));
        assert_eq!(read(&portfolio), before);
    }
}

#[test]
fn an_addition_that_is_being_written_makes_no_other_version_and_is_not_lost() {
    let (_folder, mut first) = testing::portfolio();
    let note = record::create(
        &mut first,
        &testing::content(Kind::CaseNote, "", "2026-11-20", "Came late."),
        "",
        &[],
    )
    .expect("a note");
    record::finish(&mut first, &note.id, true).expect("closed");
    let without = read(&first);
    record::keep_unfinished_addition(&mut first, &note.id, "It was the b").expect("kept");
    let with = read(&first);
    // What is written here alone stays as it is.
    let report = import(&mut first, &without, None).expect("an import");
    assert_eq!(count(&report, "records"), (0, 1, 0));
    assert_eq!(record::unfinished_addition(&first, &note.id).expect("read"), "It was the b");
    assert!(report.stays[0].contains("register of exports"), "{:?}", report.stays);
    // What the file alone has comes beside, with its note.
    record::keep_unfinished_addition(&mut first, &note.id, "").expect("forgotten");
    let report = import(&mut first, &with, None).expect("an import");
    assert_eq!(count(&report, "records"), (0, 0, 1));
    assert_eq!(
        record::unfinished_addition(&first, &report.beside[0]).expect("read"),
        "It was the b"
    );
    assert_eq!(record::unfinished_addition(&first, &note.id).expect("read"), "");
}

/// A portfolio with a closed case note to which something is being added, and a reflection, as it is read, and the note's id.
fn with_a_closed_note(being_added: &str) -> (File, String) {
    let (_folder, mut first) = testing::portfolio();
    let before = testing::content(Kind::Reflection, "", "2026-11-19", "Before it.");
    // All these worlds count alike: with this, the note has an id that is none of another portfolio's.
    record::create(&mut first, &before, "", &[]).expect("a record");
    let mut content = testing::content(Kind::CaseNote, "", "2026-11-20", "Came late.");
    content.keywords = vec!["lateness".to_owned()];
    let note = record::create(&mut first, &content, "", &[]).expect("a note").id;
    record::finish(&mut first, &note, true).expect("closed");
    record::keep_unfinished_addition(&mut first, &note, being_added).expect("kept");
    (read(&first), note)
}

#[test]
fn what_was_added_to_an_imported_note_stays_when_the_import_is_taken_back() {
    let (brought, note) = with_a_closed_note("");
    let (_other, mut second) = testing::portfolio();
    import(&mut second, &brought, None).expect("an import");
    let both = record::every_id(&second).expect("read");
    record::add(&mut second, &note, "It was the bus.").expect("added");
    let as_added = record::get(&second, &note).expect("read");
    undo::undo(&mut second).expect("taken back");
    assert_eq!(
        record::every_id(&second).expect("read"),
        std::slice::from_ref(&note),
        "the others go"
    );
    assert_eq!(record::get(&second, &note).expect("still there"), as_added);
    undo::redo(&mut second).expect("made again");
    assert_eq!(record::every_id(&second).expect("read"), both);
    assert_eq!(record::get(&second, &note).expect("still there"), as_added);
    let broken = "SELECT count(*) FROM pragma_foreign_key_check";
    let broken: u32 = second.db().query_row(broken, [], |row| row.get(0)).expect("counted");
    assert_eq!(broken, 0);
}

#[test]
fn a_note_that_was_brought_in_and_closed_stays_when_that_is_taken_back() {
    let (mut brought, note) = with_a_closed_note("");
    for one in brought.records.iter_mut().filter(|one| one.key == note) {
        one.draft = true;
    }
    let (_other, mut second) = testing::portfolio();
    import(&mut second, &brought, None).expect("an import");
    record::finish(&mut second, &note, true).expect("closed");
    undo::undo(&mut second).expect("taken back");
    assert_eq!(record::every_id(&second).expect("read"), [note]);
}

#[test]
fn an_addition_that_is_being_written_goes_with_the_import_that_brought_its_note_and_comes_back_with_it() {
    let (mut brought, note) = with_a_closed_note("It was the b");
    brought.records.retain(|one| one.key == note);

    let (_other, mut second) = testing::portfolio();
    let own = record::create(
        &mut second,
        &testing::content(Kind::CaseNote, "", "2026-11-21", "Came early."),
        "",
        &[],
    )
    .expect("a note");
    record::finish(&mut second, &own.id, true).expect("closed");
    record::keep_unfinished_addition(&mut second, &own.id, "It was the train").expect("kept");
    let report = import(&mut second, &brought, None).expect("an import");
    assert_eq!(count(&report, "records"), (1, 0, 0));
    record::keep_unfinished_addition(&mut second, &note, "It was the bus").expect("written on");
    let being_added = |portfolio: &Portfolio| {
        let all = record::unfinished_additions(portfolio.db()).expect("read");
        all.into_values().collect::<Vec<_>>()
    };
    let held = |portfolio: &Portfolio| -> u32 {
        let sql = "SELECT count(*) FROM change WHERE tbl = 'setting' OR coalesce(after, '') LIKE '%the bus%'";
        portfolio.db().query_row(sql, [], |row| row.get(0)).expect("counted")
    };
    undo::undo(&mut second).expect("taken back");
    assert_eq!(
        being_added(&second),
        ["It was the train"],
        "what is written on one's own note stays"
    );
    undo::redo(&mut second).expect("made again");
    assert_eq!(record::unfinished_addition(&second, &note).expect("read"), "It was the bus");
    assert_eq!(held(&second), 0, "once it is back, it is no step's");

    // Forgotten in between, it is not brought back by what is made again.
    record::keep_unfinished_addition(&mut second, &note, "").expect("forgotten");
    undo::undo(&mut second).expect("taken back");
    undo::redo(&mut second).expect("made again");
    assert_eq!(being_added(&second), ["It was the train"]);

    // A new change ends what could be made again: then it is gone for good.
    record::keep_unfinished_addition(&mut second, &note, "It was the bus").expect("kept");
    undo::undo(&mut second).expect("taken back");
    assert_eq!(held(&second), 1);
    record::create(
        &mut second,
        &testing::content(Kind::Reflection, "", "2026-11-22", "Something else."),
        "",
        &[],
    )
    .expect("a record");
    assert_eq!((held(&second), being_added(&second)), (0, vec!["It was the train".to_owned()]));
}

#[test]
fn what_differs_comes_beside_and_what_is_here_stays_word_for_word() {
    let (_folder, mut portfolio) = filled(sample());
    let before = read(&portfolio);
    let mut other = before.clone();
    let at = other
        .records
        .iter()
        .position(|one| !one.draft && one.keywords.len() < 10)
        .expect("a record");
    other.records[at].sections[0].text = "Written on the other computer.".to_owned();
    other.profile.roles[0].setting = "Somewhere else".to_owned();
    other.profile.name = "Somebody Else".to_owned();
    other.supervision.people[0].contact = "by post".to_owned();
    other.models[0].stages[0].prompt = "Asked otherwise?".to_owned();
    other.cycles[0].summary = "Another summary of practice.".to_owned();
    let report = import(&mut portfolio, &other, None).expect("an import");
    let all = u32::try_from(before.records.len()).expect("a count");
    assert_eq!(count(&report, "records"), (0, all - 1, 1));
    assert_eq!(count(&report, "roles").2, 1);
    assert_eq!(count(&report, "people in the directories").2, 1);
    assert_eq!(count(&report, "HCPC cycles").2, 1);
    assert_eq!(count(&report, "reflection models"), (0, 0, 1));
    assert_eq!(report.kept.len(), 1, "{:?}", report.kept);
    assert!(report.kept[0].contains("your name"), "{}", report.kept[0]);

    let after = read(&portfolio);
    assert!(
        before.records.iter().all(|one| after.records.contains(one)),
        "nothing here has changed"
    );
    assert_eq!((&after.profile.name, &after.cycles), (&before.profile.name, &before.cycles));
    let texts: Vec<String> = report
        .beside
        .iter()
        .map(|id| {
            let record = record::get(&portfolio, id).expect("a record");
            assert!(record.content.keywords.contains(&MARK.to_owned()));
            record.content.sections[0].text.clone()
        })
        .collect();
    assert!(texts.iter().any(|text| text == "Written on the other computer."), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("Another summary of practice.")), "{texts:?}");

    let again = import(&mut portfolio, &other, None).expect("an import");
    assert!(
        again.beside.is_empty() && again.counts.iter().all(|one| one.beside == 0),
        "{again:?}"
    );
    assert_eq!(read(&portfolio), after);
}

#[test]
fn one_step_takes_the_whole_of_it_back() {
    let (_folder, mut portfolio) = testing::portfolio();
    let id = record::create(
        &mut portfolio,
        &testing::content(Kind::Reflection, "Mine", "2026-11-20", "My own words."),
        "",
        &[],
    )
    .expect("a record")
    .id;
    let before = read(&portfolio);
    import(&mut portfolio, sample(), None).expect("an import");
    assert_eq!(read(&portfolio).records.len(), sample().records.len() + 1);
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(read(&portfolio).records, before.records);
    assert!(record::get(&portfolio, &id).is_ok());
    undo::redo(&mut portfolio).expect("done again");
    assert_eq!(read(&portfolio).records.len(), sample().records.len() + 1);
    assert_eq!(record::count_unindexed(&portfolio).expect("a count"), 0);
}

#[test]
fn a_cycle_without_words_takes_those_of_the_file() {
    let (_folder, mut portfolio) = testing::portfolio();
    let mut blank = sample().clone();
    (blank.records, blank.evidence, blank.assessments) = (Vec::new(), Vec::new(), Vec::new());
    blank.supervision.agenda.clear();
    for cycle in &mut blank.cycles {
        *cycle = Cycle {
            start: cycle.start.clone(),
            end: cycle.end.clone(),
            summary: String::new(),
            introduction: String::new(),
            gaps: Vec::new(),
            chosen: Vec::new(),
            also_listed: Vec::new(),
            not_listed: Vec::new(),
            chosen_evidence: Vec::new(),
            answers: Vec::new(),
            drawn: None,
            arranged: crate::hcpc::Arranged::default(),
            letters: Vec::new(),
        };
    }
    import(&mut portfolio, &blank, None).expect("an import");
    import(&mut portfolio, sample(), None).expect("an import");
    let (_other, direct) = filled(sample());
    assert_eq!(read(&portfolio).cycles, read(&direct).cycles);
}

proptest! {
    #[test]
    fn whatever_is_left_out_and_whatever_differs_nothing_is_lost(
        left_out in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
        changed in proptest::collection::vec((any::<prop::sample::Index>(), "[a-z ]{1,12}"), 0..8),
    ) {
        let ours = normal(sample()).expect("a sound file");
        let mut theirs = ours.clone();
        for at in left_out {
            let at = at.index(theirs.records.len());
            theirs.records.remove(at);
        }
        for (at, word) in changed {
            let at = at.index(theirs.records.len());
            theirs.records[at].title = word;
        }
        let merged = merge(&ours, &theirs).expect("merged");
        let differing: Vec<&Record> = theirs.records.iter().filter(|one| !ours.records.contains(one)).collect();
        prop_assert_eq!(merged.new.records.len(), differing.len());
        for (new, old) in merged.new.records.iter().zip(differing) {
            prop_assert_eq!((&new.title, &new.sections), (&old.title, &old.sections));
            prop_assert!(ours.records.iter().all(|one| one.key != new.key));
        }
        let nothing = File { records: Vec::new(), ..ours.clone() };
        let whole = merge(&nothing, &theirs).expect("merged");
        prop_assert_eq!(whole.new.records, theirs.records);
    }
}
