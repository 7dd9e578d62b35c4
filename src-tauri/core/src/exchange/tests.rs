mod merging;

use std::collections::HashMap;

use super::*;
use crate::api::App;
use crate::error::Code;
use crate::evidence::ConsentState;
use crate::host::Host;
use crate::record::{self, Kind};
use crate::testing::{self, StillWorld};
use crate::vault::{Portfolio, Secret};

/// A desktop on which every dialog is closed without a choice.
struct NoDesktop;

impl Host for NoDesktop {
    fn choose_folder(&self, _: &str) -> Result<Option<std::path::PathBuf>> {
        Ok(None)
    }
    fn choose_save(&self, _: &str, _: &str) -> Result<Option<std::path::PathBuf>> {
        Ok(None)
    }
    fn open_address(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn copy_text(&self, _: &str) -> Result<()> {
        Ok(())
    }
    fn print(&self) -> Result<()> {
        Ok(())
    }
}

fn app() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), Box::new(NoDesktop), "a test");
    app.create(None, &Secret::new(testing::PASSPHRASE.to_owned())).expect("a portfolio");
    (folder, app)
}

fn filled(content: &File) -> (tempfile::TempDir, Portfolio) {
    let (folder, mut portfolio) = testing::portfolio();
    import(&mut portfolio, content, None).expect("an import");
    (folder, portfolio)
}

/// The file as an export has it, but for the times of making.
fn in_order(content: &File) -> File {
    let mut content = normal::normal(content).expect("a sound file");
    content.sample = false;
    for record in &mut content.records {
        (record.created_at, record.updated_at) = (None, None);
    }
    for one in &mut content.evidence {
        (one.number, one.created_at, one.updated_at) = (None, None, None);
    }
    content.records.sort_by(|a, b| (&a.date, &a.key).cmp(&(&b.date, &b.key)));
    content.evidence.sort_by(|a, b| (&a.date, &a.title).cmp(&(&b.date, &b.title)));
    content.assessments.sort_by(|a, b| a.date.cmp(&b.date));
    // Who the clients are is behind a wall: `client::tests::wall` has it go out and come in.
    content.clients.identities.clear();
    content
}

#[test]
fn the_sample_is_kept_word_for_word() {
    let (_folder, portfolio) = filled(sample());
    let (kept, expected) = (in_order(&file(&portfolio, None).expect("a reading")), in_order(sample()));
    for (kept, expected) in kept.records.iter().zip(&expected.records) {
        assert_eq!(kept, expected);
    }
    assert_eq!(kept.profile, expected.profile);
    assert_eq!(kept.cycles, expected.cycles);
    assert_eq!(kept, expected);
}

#[test]
fn an_export_read_back_is_the_same_export() {
    let (_folder, mut first) = filled(sample());
    let draft = first
        .db()
        .query_row(
            "SELECT id FROM record WHERE draft = 1 AND kind = 'reflection' ORDER BY id LIMIT 1",
            [],
            |row| row.get::<_, String>("id"),
        )
        .expect("a draft");
    record::bin(&mut first, &draft).expect("binned");
    crate::suggest::dismiss(&mut first, &draft, "enh.pp.02").expect("dismissed");
    let cycle = crate::hcpc::cycle_by_years(&mut first, "2024-2026").expect("a cycle");
    let drawn = crate::hcpc::Drawn {
        letter: "2026-11-02".to_owned(),
        deadline: "2027-01-31".to_owned(),
        deferral: false,
        adjustments: true,
        note: "Larger print.".to_owned(),
    };
    crate::hcpc::save_drawn(&mut first, &cycle, Some(&drawn)).expect("drawn");
    crate::hcpc::save_number(&mut first, "gap-months", Some(4)).expect("a number");
    let sentence = crate::hcpc::chair(&first, &cycle).expect("a chair").paragraphs[0].sentences[0]
        .key
        .clone();
    crate::hcpc::mark(&mut first, &cycle, &sentence, 3, true).expect("marked");
    let mut order: Vec<String> = crate::hcpc::get(&first, &cycle)
        .expect("a profile")
        .evidence
        .into_iter()
        .map(|one| one.id)
        .collect();
    order.reverse();
    assert!(order.len() > 1);
    crate::hcpc::order_evidence(&mut first, &cycle, &order).expect("ordered");
    let out = order.pop().expect("a piece");
    crate::hcpc::choose_evidence(&mut first, &cycle, &out, false).expect("left out");
    let chosen = crate::hcpc::get(&first, &cycle).expect("a profile").chosen;
    let assembly = crate::hcpc::Assembly {
        by: crate::hcpc::By::Plan,
        aims: vec![
            crate::hcpc::Aim {
                text: "Hear the silence".to_owned(),
                record_ids: vec![chosen[0].record_id.clone()],
            },
            crate::hcpc::Aim {
                text: "Write sooner".to_owned(),
                record_ids: Vec::new(),
            },
        ],
    };
    crate::hcpc::assemble(&mut first, &cycle, &assembly).expect("assembled");
    crate::hcpc::settle_reminder(&mut first, &cycle, crate::hcpc::Reminder::Year, true).expect("done");
    let letters = crate::hcpc::letters_of(first.db(), &cycle).expect("letters");
    assert!(
        letters
            .iter()
            .flat_map(|one| &one.points)
            .all(|point| !point.records.is_empty() && !point.evidence.is_empty())
    );
    let note = record::create(
        &mut first,
        &testing::content(Kind::CaseNote, "", "2026-11-20", "Came late."),
        "",
        &[],
    )
    .expect("a note");
    record::finish(&mut first, &note.id, true).expect("closed");
    record::keep_unfinished_addition(&mut first, &note.id, "It was the b").expect("kept");
    let bytes = file(&first, None).expect("a reading").write().expect("bytes");
    assert!(String::from_utf8_lossy(&bytes).contains("Larger print."));
    let (_other, second) = filled(&File::read(&bytes).expect("understood"));
    assert!(record::get(&second, &draft).expect("a record").binned_at.is_some());
    assert_eq!(record::unfinished_addition(&second, &note.id).expect("read"), "It was the b");
    assert_eq!(crate::suggest::dismissed(&second, &draft).expect("read"), ["enh.pp.02"]);
    assert_eq!(file(&second, None).expect("a reading").write().expect("bytes"), bytes);
    let mut second = second;
    let cycle = crate::hcpc::cycle_by_years(&mut second, "2024-2026").expect("a cycle");
    assert_eq!(crate::hcpc::letters_of(second.db(), &cycle).expect("read"), letters);
    let arranged = crate::hcpc::arranged(second.db(), &cycle).expect("read");
    assert_eq!(
        (arranged.marks.len(), arranged.evidence.len(), arranged.reminders.len()),
        (1, order.len() + 1, 1)
    );
    let before = crate::hcpc::arranged(first.db(), &cycle).expect("read");
    assert_eq!((arranged.left_out.len(), &arranged.numbers), (1, &before.numbers));
    assert_eq!(arranged.assembly.by, assembly.by);
    assert_eq!(
        arranged
            .assembly
            .aims
            .iter()
            .map(|aim| (aim.text.as_str(), aim.record_ids.len()))
            .collect::<Vec<_>>(),
        [("Hear the silence", 1), ("Write sooner", 0)]
    );
}

#[test]
fn the_sample_shows_what_the_app_can_do() {
    let (_folder, portfolio) = filled(sample());
    let tags: usize = sample().records.iter().map(|one| one.tags.len()).sum();
    assert!(sample().records.len() >= 115 && tags >= 300 && sample().cycles.len() == 2);
    let kinds: HashMap<Kind, usize> = sample().records.iter().fold(HashMap::new(), |mut kinds, one| {
        *kinds.entry(one.kind).or_default() += 1;
        kinds
    });
    assert_eq!(kinds.len(), 4);
    let last = sample().records.iter().map(|one| one.date.as_str()).max();
    assert!(
        last.is_some_and(|day| day.starts_with("2026-11")),
        "the sample goes up to November 2026"
    );
    assert!(
        sample()
            .records
            .iter()
            .any(|one| one.actions.iter().any(|action| action.done_on.is_none())),
        "an action is open"
    );
    let stages: Vec<&str> = crate::reflection::models()
        .iter()
        .flat_map(|model| &model.stages)
        .chain(sample().models.iter().flat_map(|model| &model.stages))
        .map(|stage| stage.id.as_str())
        .collect();
    for record in &sample().records {
        assert!(
            record.sections.iter().all(|section| stages.contains(&section.stage.as_str())),
            "{}",
            record.key
        );
    }
    let wrong = record::count_unindexed(&portfolio).expect("a count");
    assert_eq!(wrong, 0);
    // What goes wrong in a practice is seen as well.
    let missed = |how| {
        let mut facts = sample().records.iter().filter_map(|one| one.case.as_ref());
        facts.any(|case| case.attendance == Some(how))
    };
    assert!(missed(record::Attendance::DidNotAttend), "a session that nobody came to");
    assert!(missed(record::Attendance::CancelledByClient), "one that was cancelled");
    let pages = || sample().clients.pages.iter();
    assert!(pages().any(|page| !page.facts.hold.is_empty()), "a client whose records are held");
    assert!(
        pages().any(|page| page.facts.rule == Some(crate::client::RuleKind::Own) && page.facts.keep_until.is_some()),
        "one that is kept until a day of its own"
    );
    let stand = |wanted| {
        let lines = crate::evidence::list(&portfolio, false).expect("a list");
        lines.iter().any(|one| one.consent_state == wanted)
    };
    let states = [
        ConsentState::Valid,
        ConsentState::Ended,
        ConsentState::Withdrawn,
        ConsentState::Missing,
    ];
    assert_eq!(states.map(stand), [true, true, true, false]);
}

#[test]
fn the_sample_is_marked_as_one() {
    let (_folder, app) = app();
    app.run("", |task| app.change(|portfolio| import_sample(portfolio, task)))
        .expect("the sample");
    assert!(app.with(Portfolio::is_sample).expect("a look"));
}

#[test]
fn a_sample_that_was_not_filled_is_filled_at_the_next_opening() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let world = StillWorld::new(folder.path());
    let app = App::new(world.clone(), Box::new(NoDesktop), "a test");
    let passphrase = Secret::new(app.status().expect("a status").sample_passphrase);
    // As a full disk or a pulled plug leaves it: made, and nothing in it.
    let place = crate::world::World::sample_folder(world.as_ref());
    drop(Portfolio::create(world, &place, &passphrase, "a test").expect("a portfolio"));
    let records = |app: &App| app.with(record::every_id).expect("ids").len();
    for _ in 0..2 {
        app.run("", |task| app.open_sample(task)).expect("the sample");
        assert!(app.status().expect("a status").sample);
        assert_eq!(records(&app), sample().records.len(), "filled once");
    }
}

#[test]
fn what_is_wrong_with_a_file_leaves_nothing_behind() {
    let small = || {
        let mut content = sample().clone();
        content.records.truncate(3);
        content.records.iter_mut().for_each(|one| one.links.clear());
        (content.evidence, content.cycles, content.assessments) = (Vec::new(), Vec::new(), Vec::new());
        content.supervision.agenda.clear();
        content
    };
    type Break = (&'static str, fn(&mut File));
    let breaks: [Break; 9] = [
        ("Record 2 of the file, statement", |file| {
            file.records[1].tags[0].statement = "enh.pp.99".to_owned();
        }),
        ("Record 3 of the file, date", |file| file.records[2].date = "2026-02-31".to_owned()),
        ("Record 1 of the file, created_at", |file| {
            file.records[0].created_at = Some("yesterday".to_owned());
        }),
        ("Record 2 of the file has no key", |file| {
            file.records[1].key = file.records[0].key.clone();
        }),
        ("Record 1 of the file names something", |file| {
            file.records[0].role = Some("nobody".to_owned());
        }),
        ("Record 3 of the file names something", |file| {
            file.records[2].links = vec![Link {
                to: "nowhere".to_owned(),
                kind: record::LinkKind::LedTo,
            }];
        }),
        ("The profile of the file, level", |file| {
            file.profile.level = Some("boss".to_owned());
        }),
        ("Evidence 1 of the file, kind", |file| {
            file.evidence = vec![Evidence {
                key: "e".to_owned(),
                title: "A leaflet".to_owned(),
                kind: "odd".to_owned(),
                date: None,
                ..Evidence::default()
            }];
        }),
        ("Answer 1 of the file, date", |file| {
            file.assessments = vec![Assessment {
                statement: "enh.pp.02".to_owned(),
                answer: None,
                date: "2026-13-01".to_owned(),
                note: String::new(),
                by: None,
            }];
        }),
    ];
    for (start, change) in breaks {
        let (_folder, mut portfolio) = testing::portfolio();
        let mut content = small();
        change(&mut content);
        let error = import(&mut portfolio, &content, None).expect_err(start);
        assert!(error.message.starts_with(start), "{} is not {start}", error.message);
        assert!(record::every_id(&portfolio).expect("a read").is_empty());
        assert!(crate::profile::get(&portfolio).expect("a read").name.is_empty());
    }
}

#[test]
fn the_sample_fills_an_empty_portfolio_only() {
    let (_folder, app) = app();
    let fill = || app.run("", |task| app.change(|portfolio| import_sample(portfolio, task)));
    fill().expect("the sample");
    assert_eq!(fill().expect_err("refused").code, Code::Refused);
}

#[test]
fn files_that_are_no_portfolio_are_told_apart() {
    for (bytes, code) in [
        (&b""[..], Code::Invalid),
        (b"not json", Code::Invalid),
        (b"{}", Code::Invalid),
        (br#"{"format":"something-else","version":1}"#, Code::Invalid),
        (br#"{"format":"triptych-portfolio","version":2}"#, Code::Newer),
        (
            br#"{"format":"triptych-portfolio","version":1,"profile":{},"records":[]}"#,
            Code::Invalid,
        ),
    ] {
        assert_eq!(File::read(bytes).expect_err("refused").code, code);
    }
}

#[test]
fn keys_become_the_same_ids_every_time() {
    assert_eq!(import::id_of("record", "note-1"), import::id_of("record", "note-1"));
    assert_ne!(import::id_of("record", "note-1"), import::id_of("role", "note-1"));
    let id = "6f2d3c1e-0a9b-4c5d-8e7f-001122334455";
    assert_eq!(import::id_of("record", id), id);
}

#[test]
fn json_is_written_whole_and_never_over_a_file() {
    let (folder, app) = app();
    app.run("", |task| app.change(|portfolio| import_sample(portfolio, task)))
        .expect("the sample");
    let path = folder.path().join("out.json");
    let path = path.to_str().expect("a path");
    let made = app
        .run("", |task| export_json(&app, task, Some(path), false, Along::default()))
        .expect("an export");
    let bytes = std::fs::read(path).expect("a file");
    assert_eq!(bytes.len(), usize::try_from(made.bytes).expect("a length"));
    assert!(
        !File::read(&bytes).expect("understood").sample,
        "what leaves fills any portfolio alike"
    );
    let error = app
        .run("", |task| export_json(&app, task, Some(path), false, Along::default()))
        .expect_err("refused");
    assert_eq!(error.code, Code::Exists);
    app.run("", |task| export_json(&app, task, Some(path), true, Along::default()))
        .expect("replaced");
    assert_eq!(
        std::fs::read(path).expect("a file"),
        bytes,
        "the same portfolio makes the same bytes"
    );
    let chosen = app
        .run("", |task| export_json(&app, task, None, false, Along::default()))
        .expect("an answer");
    assert_eq!(chosen.path, None, "the dialog was closed");
}

#[test]
fn markdown_is_a_file_per_record_with_an_index() {
    let (folder, app) = app();
    app.change(|portfolio| {
        for title in ["Same", "same", "a/b: \"c\"?", "", &"🎻".repeat(100)] {
            record::create(
                portfolio,
                &testing::content(Kind::Reflection, title, "2026-11-20", "Words."),
                "",
                &[],
            )?;
        }
        let gone = record::create(
            portfolio,
            &testing::content(Kind::Reflection, "Binned", "2026-11-20", "Words."),
            "",
            &[],
        )?;
        record::bin(portfolio, &gone.id)
    })
    .expect("records");
    let out = folder.path().join("Markdown");
    let path = out.to_str().expect("a path");
    app.run("", |task| export_markdown(&app, task, Some(path), false))
        .expect("an export");
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(&out)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let made = names();
    assert_eq!(made.len(), 6, "{made:?}");
    for expected in ["2026-11-20 Words.md", "2026-11-20 a-b- -c.md", "README.md"] {
        assert!(made.iter().any(|name| name == expected), "{expected} in {made:?}");
    }
    assert_eq!(
        made.iter()
            .filter(|name| name.to_lowercase().starts_with("2026-11-20 same"))
            .count(),
        2
    );
    assert!(made.iter().all(|name| name.len() < 200));
    let index = std::fs::read_to_string(out.join("README.md")).expect("an index");
    assert!(
        made.iter()
            .filter(|name| *name != "README.md")
            .all(|name| index.contains(&format!("(<{name}>)"))),
        "{index}"
    );

    let error = app
        .run("", |task| export_markdown(&app, task, Some(path), false))
        .expect_err("refused");
    assert_eq!(error.code, Code::Exists);
    app.run("", |task| export_markdown(&app, task, Some(path), true)).expect("replaced");
    assert_eq!(names(), made);
    // A folder that was there and empty has all of it at once, or nothing.
    let chosen = folder.path().join("chosen");
    std::fs::create_dir(&chosen).expect("a folder");
    let before = crate::storage::files::place(&chosen);
    app.run("", |task| export_markdown(&app, task, chosen.to_str(), false))
        .expect("an export");
    assert_eq!(std::fs::read_dir(&chosen).expect("a folder").count(), made.len());
    assert!(
        cfg!(not(unix)) || crate::storage::files::place(&chosen) != before,
        "another folder, made beside, has its place"
    );
    let gone = folder.path().join("not there").join("Markdown");
    let error = app
        .run("", |task| export_markdown(&app, task, gone.to_str(), false))
        .expect_err("refused");
    assert_eq!(error.code, Code::Disk);
}

#[test]
fn pictures_in_the_texts_of_a_file_name_what_its_keys_become() {
    let (_folder, portfolio) = filled(sample());
    let shown = evidence::list(&portfolio, false).expect("listed");
    let chart = shown
        .iter()
        .find(|line| line.title.starts_with("Re-audit chart"))
        .expect("the chart");
    let found = evidence::shown_in(&portfolio, &[chart.id.clone(), "no such".to_owned()]).expect("looked for");
    let titles: Vec<_> = found[0].records.iter().map(|one| one.title.as_str()).collect();
    assert_eq!((titles, found[1].records.len()), (vec!["Re-audit of notes"], 0));
    // What names ids already stays byte for byte.
    let text = format!("![a](evidence:{}) ![b](evidence:ev-9)", chart.id);
    let mut file = read::file(&portfolio, None).expect("read");
    file.records[0].sections[0].text.clone_from(&text);
    assert_eq!(super::normal::normal(&file).expect("normal").records[0].sections[0].text, text);
}
