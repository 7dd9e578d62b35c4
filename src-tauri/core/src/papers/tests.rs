//! What papers promise: no client in them, nothing that was not looked at, nothing lost on the way to a word processor.

mod together;

use std::io::Read as _;
use std::path::Path;

use tempfile::TempDir;
use triptych_pdf::Document;

use super::*;
use crate::api::App;
use crate::api::export::{Exported, WayOut};
use crate::assessment::{self, Answer};
use crate::client;
use crate::error::{Code, Error};
use crate::profile;
use crate::record::{self, Action, Content, CpdFacts, CpdType, Kind, SupervisionFacts};
use crate::testing::{self, PASSPHRASE, StillWorld, no_host, secret};

fn finished(portfolio: &mut Portfolio, content: &Content, tag: Option<(&str, &str)>) -> String {
    let id = record::create(portfolio, content, "", &[]).expect("a record").id;
    if let Some((statement, claim)) = tag {
        record::set_tag(portfolio, &id, statement, claim).expect("tagged");
    }
    record::finish(portfolio, &id, true).expect("finished");
    id
}

/// A portfolio with a client K-07 who is called Rowena Achebe, and a reflection that names them both ways.
fn portfolio() -> (TempDir, Portfolio, String) {
    let (folder, mut portfolio) = testing::portfolio();
    let client = client::make(&mut portfolio, "K-07").expect("a client");
    let identity = serde_json::from_str(r#"{"name":"Rowena Achebe"}"#).expect("an identity");
    client::save_identity(&mut portfolio, &client, &identity).expect("saved");
    let text = "K-07 drummed and Rowena left early.\n\n- one\n- two **bold** and *slanted*\n\nHer teacher Mr Okafor wrote.";
    let content = testing::content(Kind::Reflection, "A quiet drum", "2026-03-03", text);
    let id = finished(&mut portfolio, &content, Some(("enh.pp.02", "K-07 showed me how to wait.")));
    (folder, portfolio, id)
}

fn record_paper(id: &str) -> Paper {
    Paper::Record { id: id.to_owned() }
}

/// The same portfolio within an app, so that files can leave.
fn app(folder: &TempDir, portfolio: Portfolio) -> App {
    drop(portfolio);
    let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
    app.open(None, &secret(PASSPHRASE)).expect("open");
    app
}

fn save(app: &App, paper: &Paper, format: PaperFormat, digest: &str, path: &Path) -> Result<Exported> {
    save_answered(app, paper, format, (digest, &[]), path)
}

fn save_answered(app: &App, paper: &Paper, format: PaperFormat, seen: (&str, &[PaperAnswer]), path: &Path) -> Result<Exported> {
    let path = path.to_str().expect("text");
    let way = WayOut {
        path: Some(path),
        for_whom: " Line manager,\nappraisal ",
        ..WayOut::default()
    };
    let wanted = Wanted {
        paper,
        format,
        digest: seen.0,
        answers: seen.1,
    };
    app.run("", |task| export(app, task, wanted, &way))
}

/// The words of the main part of an Office Open XML file, tags and all.
fn xml(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("an archive");
    let mut text = String::new();
    archive
        .by_name("word/document.xml")
        .expect("the text")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

#[test]
fn a_client_stands_in_general_words_and_other_names_are_shown() {
    let (_folder, portfolio, id) = portfolio();
    let checked = check::checked(&portfolio, &record_paper(&id), &[]).expect("a paper");
    let whole = serde_json::to_string(&checked.document).expect("JSON");
    for word in ["K-07", "Rowena", "Achebe"] {
        assert!(!whole.contains(word), "{word} in {whole}");
    }
    assert!(whole.contains("A client drummed and a client left early."), "{whole}");
    assert!(whole.contains("A client showed me how to wait."), "{whole}");
    assert_eq!(checked.look.replaced, 3);
    let found: Vec<&str> = checked.look.found.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(found, ["Her teacher Mr Okafor wrote."]);
}

/// A client of this name and code, and a reflection.
fn told(name: &str, code: &str, text: &str) -> (TempDir, Portfolio, String) {
    let (folder, mut portfolio) = testing::portfolio();
    let client = client::make(&mut portfolio, code).expect("a client");
    let identity = serde_json::from_value(serde_json::json!({ "name": name })).expect("an identity");
    client::save_identity(&mut portfolio, &client, &identity).expect("saved");
    let content = Content {
        clients: Vec::new(),
        ..testing::content(Kind::Reflection, "A day", "2026-05-03", text)
    };
    let id = finished(&mut portfolio, &content, None);
    (folder, portfolio, id)
}

fn words(checked: &check::Checked) -> String {
    serde_json::to_string(&checked.document).expect("JSON")
}

#[test]
fn a_name_that_is_a_word_is_replaced_only_where_it_is_surely_the_client() {
    for (name, code, text, expected, doubts) in [
        (
            "May Hill",
            "K-07",
            "May Hill drew. We began on 3 May 2026.",
            "A client drew. We began on 3 May 2026.",
            0,
        ),
        ("May Hill", "K-07", "May said no in May 2026.", "A client said no in May 2026.", 0),
        (
            "May Hill",
            "K-07",
            "May was hard, from the 3rd of May on.",
            "May was hard, from the 3rd of May on.",
            2,
        ),
        (
            "Art Young",
            "K-07",
            "Art therapist. I met Art.",
            "Art therapist. I met a client.",
            1,
        ),
        (
            "Will Power",
            "K-07",
            "Will I wait? Will whispered.",
            "Will I wait? A client whispered.",
            1,
        ),
        (
            "Rose Lane",
            "K-07",
            "Rose is a colour. I told Rose.",
            "Rose is a colour. I told a client.",
            1,
        ),
        (
            "Carol Singer",
            "K-07",
            "Carol Service. Carol sang.",
            "Carol Service. A client sang.",
            1,
        ),
        (
            "Viola Player",
            "K-07",
            "Viola and piano. Viola smiled.",
            "Viola and piano. A client smiled.",
            1,
        ),
        ("", "Home", "Home visits. I will go home.", "Home visits. I will go home.", 1),
        ("", "K-07", "K-07 came.", "A client came.", 0),
    ] {
        let (_folder, portfolio, id) = told(name, code, text);
        let checked = check::checked(&portfolio, &record_paper(&id), &[]).expect("a paper");
        assert!(words(&checked).contains(expected), "{name} {code}: {}", words(&checked));
        // Its day stands at its head, and is no client.
        assert!(words(&checked).contains("3 May 2026"), "{}", words(&checked));
        assert_eq!(checked.look.waiting, doubts, "{name} {code}: {:?}", checked.look.doubts);
    }
}

#[test]
fn a_word_that_could_be_a_client_leaves_only_once_its_owner_has_said_which() {
    let (folder, portfolio, id) = told("Art Young", "K-07", "Art was warm.\n\nArt therapy helps. Art therapy heals.");
    let paper = record_paper(&id);
    let seen = look(&portfolio, &paper, &[]).expect("a look");
    assert_eq!(seen.waiting, 3);
    let doubt = |text: &str| seen.doubts.iter().find(|one| one.found.text.starts_with(text)).expect("a doubt");
    let answer = |key: &str, other_word| PaperAnswer {
        key: key.to_owned(),
        other_word,
    };
    // Everywhere another word, and in one line a client.
    let answers = [answer(&doubt("Art therapy").key, true), answer(&doubt("Art was").key_here, false)];
    let app = app(&folder, portfolio);
    let target = folder.path().join("one.pdf");
    let waits = save(&app, &paper, PaperFormat::Pdf, &seen.digest, &target).expect_err("it waits");
    assert_eq!(waits.code, Code::Refused);
    assert!(
        waits.message.starts_with("3 words in it could be clients of yours"),
        "{}",
        waits.message
    );
    assert!(!target.exists());
    let now = app.with(|portfolio| look(portfolio, &paper, &answers)).expect("a look");
    assert_eq!((now.waiting, now.replaced, now.doubts.len()), (0, 1, 2));
    for (format, name) in [(PaperFormat::Pdf, "one.pdf"), (PaperFormat::Docx, "one.docx")] {
        let path = folder.path().join(name);
        save_answered(&app, &paper, format, (&now.digest, &answers), &path).expect("made");
    }
    let text = xml(&folder.path().join("one.docx"));
    assert!(text.contains("A client was warm.") && text.contains("Art therapy helps."), "{text}");
    let kept = &app.with(exports).expect("the register")[0].kept;
    assert_eq!((kept.len(), kept[0].value.as_str(), kept[0].reason.as_str()), (1, "Art", ""));
}

#[test]
fn a_finished_paper_is_read_again_in_both_forms() {
    let (_folder, portfolio, id) = portfolio();
    let checked = check::checked(&portfolio, &record_paper(&id), &[]).expect("a paper");
    let mut named = checked.document.clone();
    named.running_footer = Some("About K-07".to_owned());
    let again = |file: &Document, docx: bool| {
        if docx {
            let read = unpack::words_of(&word::file(file).expect("a file")).expect("words");
            crate::hcpc::reread_words(&checked.own, &checked.document, &checked.gone, &read)
        } else {
            let pdf = triptych_pdf::render(file).expect("a PDF");
            crate::hcpc::reread_pdf(&checked.own, &checked.document, &checked.gone, &pdf)
        }
    };
    for docx in [false, true] {
        again(&checked.document, docx).expect("nothing in it was to go");
        assert_eq!(again(&named, docx).expect_err("it names a client").code, Code::Refused);
    }
    assert!(unpack::words_of(b"none").is_none());
}

#[test]
fn what_was_not_looked_at_does_not_leave() {
    let (folder, portfolio, id) = portfolio();
    let paper = record_paper(&id);
    let before = look(&portfolio, &paper, &[]).expect("a look").digest;
    let app = app(&folder, portfolio);
    app.change(|portfolio| record::set_tag(portfolio, &id, "enh.pp.03", "And more.").map(|_| ()))
        .expect("tagged");
    let target = folder.path().join("one.pdf");
    let refused = save(&app, &paper, PaperFormat::Pdf, &before, &target).expect_err("it has changed");
    assert_eq!(refused.code, Code::Refused);
    assert!(
        refused.message.contains("has changed since you looked at it"),
        "{}",
        refused.message
    );
    assert!(!target.exists());
    let now = app.with(|portfolio| look(portfolio, &paper, &[])).expect("a look").digest;
    let made = save(&app, &paper, PaperFormat::Pdf, &now, &target).expect("made");
    assert!(made.pages.is_some_and(|pages| pages >= 1));
    let left = app.with(exports).expect("the register");
    assert_eq!(left[0].for_whom, "Line manager, appraisal");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].file_name, "one.pdf");
    assert_eq!(
        (left[0].kept[0].value.as_str(), left[0].kept[0].reason.as_str()),
        ("Mr Okafor", "It was shown before the paper left.")
    );
    assert_eq!(
        app.with(|portfolio| record::list(portfolio, &record::Query::default(), 0, 9))
            .expect("list")
            .total,
        1
    );
}

#[test]
fn a_word_processor_gets_headings_lists_and_every_word_and_the_same_bytes() {
    let (folder, portfolio, id) = portfolio();
    let paper = record_paper(&id);
    let digest = look(&portfolio, &paper, &[]).expect("a look").digest;
    let app = app(&folder, portfolio);
    let (one, two) = (folder.path().join("one.docx"), folder.path().join("two.docx"));
    save(&app, &paper, PaperFormat::Docx, &digest, &one).expect("made");
    save(&app, &paper, PaperFormat::Docx, &digest, &two).expect("made again");
    assert_eq!(std::fs::read(&one).expect("bytes"), std::fs::read(&two).expect("bytes"));
    let text = xml(&one);
    for words in [
        "A quiet drum",
        "A client drummed",
        "bold",
        "slanted",
        "Mr Okafor",
        "Tagged to the framework",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(
        text.contains("w:val=\"Heading2\"") && text.contains("<w:b />") && text.contains("<w:i />"),
        "{text}"
    );
}

#[test]
fn a_case_note_stands_in_no_paper() {
    let (_folder, mut portfolio, _) = portfolio();
    let note = testing::content(Kind::CaseNote, "", "2026-03-04", "Zanzibar was spoken of.");
    let id = finished(&mut portfolio, &note, Some(("enh.pp.02", "Zanzibar too.")));
    let refused = look(&portfolio, &record_paper(&id), &[]).expect_err("a case note");
    assert_eq!(refused.code, Code::Refused);
    let (from, to) = ("2026-01-01".to_owned(), "2026-12-31".to_owned());
    for paper in [Paper::Levels { level: None }, Paper::Appraisal { from, to }] {
        let checked = check::checked(&portfolio, &paper, &[]).expect("a paper");
        assert!(!serde_json::to_string(&checked.document).expect("JSON").contains("Zanzibar"));
    }
}

#[test]
fn levels_tell_what_is_tagged_and_said_and_nothing_else() {
    let (_folder, mut portfolio, _) = portfolio();
    assessment::set(&mut portfolio, "enh.pp.03", Some(Answer::Developing), "Slowly.", None).expect("said");
    let whole = |level: Option<&str>| {
        let paper = Paper::Levels {
            level: level.map(str::to_owned),
        };
        check::checked(&portfolio, &paper, &[]).map(|one| serde_json::to_string(&one.document).expect("JSON"))
    };
    let all = whole(None).expect("a paper");
    assert!(all.contains("3 March 2026: A quiet drum"), "{all}");
    assert!(all.contains("I say: developing") && all.contains("Slowly."), "{all}");
    assert_eq!(whole(Some("con")).expect_err("nothing there").field.as_deref(), Some("level"));
    assert_eq!(whole(Some("fifth")).expect_err("no such level").field.as_deref(), Some("level"));
}

#[test]
fn an_appraisal_tells_the_time_that_was_asked_for() {
    let (_folder, mut portfolio, _) = portfolio();
    let cpd = Content {
        minutes: Some(90),
        cpd: Some(CpdFacts {
            kind: Some(CpdType::Formal),
            next_step: "Read on.".to_owned(),
            ..CpdFacts::default()
        }),
        ..testing::content(Kind::Cpd, "A course", "2026-04-01", "It was good.")
    };
    finished(&mut portfolio, &cpd, None);
    let session = Content {
        minutes: Some(60),
        supervision: Some(SupervisionFacts::default()),
        actions: vec![Action {
            id: String::new(),
            text: "Ring the school".to_owned(),
            due: None,
            done_on: None,
            owner: None,
        }],
        ..testing::content(Kind::Supervision, "", "2026-04-02", "We spoke.")
    };
    let session = finished(&mut portfolio, &session, None);
    let paper = |from: &str, to: &str| Paper::Appraisal {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let whole = |paper: &Paper| check::checked(&portfolio, paper, &[]).map(|one| serde_json::to_string(&one.document).expect("JSON"));
    let spring = whole(&paper("2026-03-01", "2026-05-31")).expect("a paper");
    for words in [
        "A course",
        "1 h 30 min",
        "1 session, 1 h noted",
        "From these activities:",
        r#"{"text":"1 April 2026: A course"},{"emphasis":". Read on."}"#,
        "A quiet drum",
    ] {
        assert!(spring.contains(words), "{words} in {spring}");
    }
    let april = whole(&paper("2026-04-01", "2026-04-30")).expect("a paper");
    assert!(!april.contains("A quiet drum"), "{april}");
    let field = |outcome: Result<String>| outcome.map_err(|cause: Error| cause.field).expect_err("refused");
    assert_eq!(field(whole(&paper("2026-05-01", "2026-04-01"))).as_deref(), Some("to"));
    assert_eq!(field(whole(&paper("2026-05-01", "never"))).as_deref(), Some("to"));
    assert_eq!(field(whole(&paper("2020-01-01", "2020-12-31"))).as_deref(), Some("from"));
    let one = whole(&record_paper(&session)).expect("a paper");
    assert!(one.contains("What was discussed") && one.contains("Ring the school"), "{one}");
}

#[test]
fn a_cv_begins_with_who_one_is() {
    let (_folder, mut portfolio, _) = portfolio();
    assert_eq!(
        look(&portfolio, &Paper::Cv, &[]).expect_err("nothing is said").field.as_deref(),
        Some("name")
    );
    let who = profile::Profile {
        name: "Elin Prosser".to_owned(),
        registration: "AS012345".to_owned(),
        ..profile::get(&portfolio).expect("the profile")
    };
    profile::save(&mut portfolio, &who).expect("saved");
    let role = profile::Role {
        id: String::new(),
        title: "Music therapist".to_owned(),
        setting: "two schools".to_owned(),
        start: Some("2021-05-01".to_owned()),
        end: None,
        own_practice: true,
        employer: None,
    };
    profile::save_role(&mut portfolio, &role).expect("saved");
    let checked = check::checked(&portfolio, &Paper::Cv, &[]).expect("a paper");
    let whole = serde_json::to_string(&checked.document).expect("JSON");
    for words in ["Elin Prosser", "AS012345", "May 2021 to today", "two schools, own practice"] {
        assert!(whole.contains(words), "{words} in {whole}");
    }
}

#[test]
fn every_paper_of_the_sample_can_be_made_and_holds_no_client() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let app = App::new(StillWorld::new(folder.path()), no_host(), "a test");
    app.run("", |task| app.open_sample(task)).expect("the sample");
    let reflection = app
        .with(|portfolio| {
            let query = record::Query {
                kinds: vec![Kind::Reflection],
                ..record::Query::default()
            };
            record::list(portfolio, &query, 0, 1)
        })
        .expect("records");
    let codes = app.with(|portfolio| record::every_code(portfolio.db())).expect("codes");
    assert!(codes.len() > 5);
    let (from, to) = ("2026-01-01".to_owned(), "2026-12-31".to_owned());
    let papers = [
        record_paper(&reflection.rows[0].id),
        Paper::Levels { level: None },
        Paper::Appraisal { from, to },
        Paper::Cv,
    ];
    for (at, paper) in papers.iter().enumerate() {
        let checked = app.with(|portfolio| check::checked(portfolio, paper, &[])).expect("a paper");
        let published = |one: &PaperFinding| one.text.contains("Practitioner");
        assert!(!checked.look.found.iter().any(published), "the framework’s words are nobody’s name");
        let whole = serde_json::to_string(&checked.document).expect("JSON");
        for code in &codes {
            assert_eq!(record::count_words(&whole, std::slice::from_ref(code)), 0, "{code} in {paper:?}");
        }
        let pdf = folder.path().join(format!("{at}.pdf"));
        save(&app, paper, PaperFormat::Pdf, &checked.look.digest, &pdf).expect("a PDF");
        let word = folder.path().join(format!("{at}.docx"));
        save(&app, paper, PaperFormat::Docx, &checked.look.digest, &word).expect("a file for a word processor");
        assert!(xml(&word).contains(checked.look.title.split('’').next().unwrap_or_default()));
    }
}
