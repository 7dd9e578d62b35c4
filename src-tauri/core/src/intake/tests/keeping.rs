//! What records come from, kept as evidence.

use super::*;
use crate::evidence;

fn keep(app: &App, source: &Source, choices: &Choices) -> Result<Brought> {
    app.run("", |task| app.change(|portfolio| bring(portfolio, source, choices, true, task)))
}

/// Leaves out what has no certain date.
fn certain(app: &App, source: &Source) -> Choices {
    let seen = app
        .with(|portfolio| preview(portfolio, source, &Choices::default()))
        .expect("a preview");
    let open = seen.rows.iter().filter(|row| row.take && row.date.is_none());
    Choices {
        rows: open
            .map(|row| Settled {
                number: row.number,
                take: Some(false),
                date: None,
                date_to: None,
            })
            .collect(),
        ..Choices::default()
    }
}

fn bytes(app: &App, id: &str) -> Vec<u8> {
    app.with(|portfolio| evidence::bytes(portfolio, id, 0, 1024 * 1024))
        .expect("the file")
}

fn path_of(source: &Source) -> &str {
    match source {
        Source::File { path } => path,
        Source::Text { .. } => panic!("a file"),
    }
}

#[test]
fn a_list_is_kept_as_it_was_linked_to_all_that_came_of_it_and_goes_with_the_same_step() {
    for name in ["cpd-log.xlsx", "cpd-log.docx"] {
        let (_folder, app) = app();
        let source = fixture(name);
        let brought = keep(&app, &source, &certain(&app, &source)).expect("brought in");
        let [id] = brought.evidence.as_slice() else {
            panic!("{name}: one piece")
        };
        let piece = app.with(|portfolio| evidence::get(portfolio, id)).expect("there");
        assert_eq!(piece.facts.title, "cpd-log", "{name}");
        assert_eq!(piece.file.as_ref().expect("a file").name, name);
        assert_eq!(bytes(&app, id), std::fs::read(path_of(&source)).expect("the source"), "{name}");
        let mut linked: Vec<&String> = piece.records.iter().map(|one| &one.id).collect();
        let mut made: Vec<&String> = brought.records.iter().collect();
        linked.sort();
        made.sort();
        assert_eq!(linked, made, "{name}");
        // A row that was left out looks like notes on a client: the whole file stays in without consent.
        assert!(piece.facts.people && !piece.consent_state.may_leave(), "{name}");
        app.change(|portfolio| undo::undo(portfolio).map(drop)).expect("taken back");
        assert!(app.with(record::every_id).expect("ids").is_empty(), "{name}");
        assert!(app.with(|portfolio| evidence::list(portfolio, false)).expect("list").is_empty());
        app.change(|portfolio| undo::redo(portfolio).map(drop)).expect("again");
        let again = app.with(|portfolio| evidence::get(portfolio, id)).expect("there again");
        assert_eq!(again.records.len(), brought.records.len(), "{name}");
    }
}

#[test]
fn what_was_pasted_is_kept_as_a_text_and_nothing_is_kept_unasked() {
    let (_folder, app) = app();
    let source = text("Date\tActivity\tHours\n2024-04-13\tCourse on endings\t6\n2024-05-20\tReading\t2\n");
    let brought = bring_in(&app, &source, &Choices::default()).expect("brought in");
    assert_eq!((brought.records.len(), brought.evidence.len()), (2, 0));
    app.change(|portfolio| undo::undo(portfolio).map(drop)).expect("taken back");
    let brought = keep(&app, &source, &Choices::default()).expect("brought in");
    let piece = app.with(|portfolio| evidence::get(portfolio, &brought.evidence[0])).expect("there");
    let file = piece.file.expect("a file");
    assert!(
        file.name.starts_with("Pasted 20") && file.says == "plain text",
        "{} {}",
        file.name,
        file.says
    );
    assert!(bytes(&app, &brought.evidence[0]).starts_with(b"Date\tActivity"));
    assert!(!piece.facts.people);
}

#[test]
fn of_a_folder_each_file_is_kept_with_what_came_of_it_and_no_other() {
    let (folder, app) = app();
    let notes = folder.path().join("notes");
    std::fs::create_dir(&notes).expect("a folder");
    for (name, words) in [
        ("2024-04-03 waiting.md", "She waited."),
        ("2024-05-09 playing.md", "She played."),
        ("undated.md", "Some day."),
    ] {
        std::fs::write(notes.join(name), words).expect("written");
    }
    let source = file(&notes);
    let choices = Choices {
        rows: vec![Settled {
            number: 3,
            take: Some(false),
            date: None,
            date_to: None,
        }],
        ..Choices::default()
    };
    let brought = keep(&app, &source, &choices).expect("brought in");
    let kept: Vec<(String, Vec<String>)> = brought
        .evidence
        .iter()
        .map(|id| app.with(|portfolio| evidence::get(portfolio, id)).expect("there"))
        .map(|piece| (piece.facts.title, piece.records.into_iter().map(|one| one.id).collect()))
        .collect();
    let [first, second] = brought.records.as_slice() else {
        panic!("two records")
    };
    assert_eq!(
        kept,
        [
            ("2024-04-03 waiting".to_owned(), vec![first.clone()]),
            ("2024-05-09 playing".to_owned(), vec![second.clone()])
        ]
    );
}

#[test]
fn when_it_cannot_be_kept_nothing_is_brought_in() {
    let (folder, app) = app();
    let attachments = folder.path().join("Portfolio/attachments");
    let _ = std::fs::remove_dir_all(&attachments);
    std::fs::write(&attachments, "in the way").expect("written");
    let source = text("Date\tActivity\n2024-04-13\tCourse on endings\n");
    let refused = keep(&app, &source, &Choices::default()).expect_err("no room for it");
    assert!(
        refused.message.starts_with("What it comes from could not be kept as evidence:")
            && refused.message.ends_with("Nothing has been brought in."),
        "{}",
        refused.message
    );
    assert!(app.with(record::every_id).expect("ids").is_empty());
    // Stopped halfway, or refused by a row: no file stays behind either.
    std::fs::remove_file(&attachments).expect("out of the way");
    let stopped = app.run("task", |task| {
        app.cancel("task");
        app.change(|portfolio| bring(portfolio, &source, &Choices::default(), true, task))
    });
    assert_eq!(stopped.expect_err("stopped").code, Code::Cancelled);
    assert_eq!(std::fs::read_dir(&attachments).map_or(0, Iterator::count), 0);
    assert!(app.with(record::every_id).expect("ids").is_empty());
}
