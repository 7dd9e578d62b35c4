//! Times of keeping, and requests for access.

use super::*;
use crate::error::Code;
use crate::evidence;
use crate::testing::portfolio;

fn kept_of(portfolio: &Portfolio, id: &str) -> (State, Option<String>) {
    let kept = get(portfolio, id).expect("a page").kept;
    (kept.state, kept.until)
}

#[test]
fn a_time_of_keeping_is_the_owners_own_and_nothing_goes_by_itself() {
    let (_folder, mut portfolio) = portfolio();
    note(&mut portfolio, "2019-06-15", "Then.");
    let id = client(&portfolio, "K-07");
    assert_eq!(rule(&portfolio).expect("read"), Usual::default(), "none is shipped");
    assert_eq!(kept_of(&portfolio, &id), (State::NoRule, None));
    save_rule(
        &mut portfolio,
        Usual {
            adult_years: Some(8),
            child_age: Some(25),
        },
    )
    .expect("saved");
    assert_eq!(kept_of(&portfolio, &id), (State::Running, Some("2027-06-15".to_owned())));
    let own = |rule, number, until: Option<&str>, hold: &str| Facts {
        rule: Some(rule),
        rule_number: number,
        keep_until: until.map(str::to_owned),
        hold: hold.to_owned(),
        ..Facts::default()
    };
    let mut version = 1;
    let mut write = |portfolio: &mut Portfolio, facts: &Facts| {
        version = save(portfolio, &id, version, facts).expect("saved");
        kept_of(portfolio, &id)
    };
    assert_eq!(
        write(&mut portfolio, &own(RuleKind::Adult, Some(7), None, "")),
        (State::Due, Some("2026-06-15".to_owned()))
    );
    assert_eq!(
        write(&mut portfolio, &own(RuleKind::Adult, Some(7), None, "A claim")),
        (State::Held, Some("2026-06-15".to_owned()))
    );
    assert_eq!(
        write(&mut portfolio, &own(RuleKind::Child, None, None, "")),
        (State::NoBirthYear, None)
    );
    save_identity(&mut portfolio, &id, &somebody("q")).expect("saved");
    assert_eq!(kept_of(&portfolio, &id), (State::Due, Some("2012-12-31".to_owned())));
    assert_eq!(
        write(&mut portfolio, &own(RuleKind::Own, None, Some("2030-01-01"), "")),
        (State::Running, Some("2030-01-01".to_owned()))
    );
    let late = Facts {
        ended: Some("2019-11-01".to_owned()),
        ..own(RuleKind::Adult, Some(7), None, "")
    };
    assert_eq!(write(&mut portfolio, &late), (State::Due, Some("2026-11-01".to_owned())));
    let due = kept(&portfolio).expect("a list");
    assert_eq!(due.len(), 1);
    assert_eq!(
        get(&portfolio, &id).expect("still there").notes.len(),
        1,
        "nothing is erased by itself"
    );
    let fresh = make(&mut portfolio, "Z-01").expect("a client");
    assert_eq!(kept_of(&portfolio, &fresh), (State::NoContact, None));
    let wrong = save_rule(
        &mut portfolio,
        Usual {
            adult_years: Some(101),
            child_age: None,
        },
    )
    .expect_err("no time");
    assert_eq!(wrong.field.as_deref(), Some("adult_years"));
}

fn request(client_id: &str) -> Request {
    Request {
        id: String::new(),
        client_id: client_id.to_owned(),
        received: "2026-10-31".to_owned(),
        due: String::new(),
        asker: Asker::Solicitor,
        authority: String::new(),
        identity_checked: false,
        harm: String::new(),
        others: String::new(),
        answered: None,
    }
}

#[test]
fn the_month_is_counted_and_what_is_not_weighed_stops_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = crate::api::App::new(crate::testing::StillWorld::new(folder.path()), crate::testing::no_host(), "a test");
    app.create(None, &crate::testing::secret(crate::testing::PASSPHRASE))
        .expect("a portfolio");
    let (id, first) = app
        .change(|portfolio| {
            note(portfolio, "2026-03-05", "K-07 spoke of K-09 twice: K-09.");
            record_with(portfolio, Kind::Reflection, "After the session", "What stayed of it.", &["K-07"]);
            record_with(portfolio, Kind::Reflection, "Nothing to do with it", "Other words.", &["K-09"]);
            let id = client(portfolio, "K-07");
            save_identity(portfolio, &id, &somebody("q"))?;
            let first = save_request(portfolio, &request(&id))?;
            Ok((id, first))
        })
        .expect("written");
    let open = app.with(open_requests).expect("read");
    assert_eq!(
        (open[0].0.due.as_str(), open[0].1.as_str()),
        ("2026-11-30", "K-07"),
        "a month after the 31st"
    );
    let marks = app.with(|portfolio| look_for_others(portfolio, &id)).expect("read");
    assert_eq!((marks.len(), marks[0].code.as_str(), marks[0].times), (1, "K-09", 2));

    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let make = |others, format, name: &str| app.run("", |task| export(&app, task, &first, others, format, Some(&path(name)), false));
    let stopped = make(Others::TakenOut, Format::Json, "no.json").expect_err("not weighed");
    assert_eq!(stopped.code, Code::Refused);
    for said in ["by what authority", "who they say", "serious harm", "other people"] {
        assert!(stopped.message.contains(said), "{}", stopped.message);
    }
    assert!(!folder.path().join("no.json").exists());
    make(Others::Marked, Format::Json, "look.json").expect("to look through");
    let look = std::fs::read_to_string(folder.path().join("look.json")).expect("a file");
    assert_eq!(look.matches("[LOOK: K-09]").count(), look.matches("K-09").count());

    let weighed = Request {
        id: first.clone(),
        authority: "A signed form of authority".to_owned(),
        identity_checked: true,
        harm: "None that I can see".to_owned(),
        others: "One other client; taken out".to_owned(),
        ..request(&id)
    };
    app.change(|portfolio| save_request(portfolio, &weighed)).expect("saved");
    make(Others::TakenOut, Format::Json, "out.json").expect("made");
    let out = std::fs::read_to_string(folder.path().join("out.json")).expect("a file");
    for there in ["qname Canarius", "What stayed of it.", "spoke of [another person] twice"] {
        assert!(out.contains(there), "{there}: the subject's own access holds it\n{out}");
    }
    for not in ["K-09", "Other words."] {
        assert!(!out.contains(not), "{not}");
    }
    let pdf = make(Others::TakenOut, Format::Pdf, "out.pdf").expect("made");
    assert!(pdf.pages.is_some_and(|pages| pages >= 1));
    assert_eq!(
        make(Others::TakenOut, Format::Pdf, "out.pdf").expect_err("there").code,
        Code::Exists
    );
    // Who asks is said without a name; what is to be looked through goes to nobody.
    let left = app.with(|portfolio| crate::hcpc::exports_of(portfolio, "access")).expect("read");
    let whom: Vec<_> = left.iter().map(|past| past.for_whom.as_str()).collect();
    assert_eq!(whom, ["A solicitor", "A solicitor", ""]);
    app.change(|portfolio| answered(portfolio, &first, true)).expect("answered");
    assert!(app.with(open_requests).expect("read").is_empty());
}

#[test]
fn what_an_erasure_would_reach_is_in_what_the_client_is_given() {
    let (_folder, mut portfolio) = portfolio();
    let (id, records) = super::erasing::spoken_of(&mut portfolio);
    let mut piece = |name: &str, title: &str, description: &str, linked: Option<&str>| {
        let mut staging = portfolio.attachments().begin().expect("begun");
        staging.write(name.as_bytes()).expect("written");
        let one = evidence::put_staged(&mut portfolio, staging.finish().expect("finished"), name);
        let facts = evidence::Facts {
            title: title.to_owned(),
            description: description.to_owned(),
            people: linked.is_none(),
            ..one.facts
        };
        evidence::save(&mut portfolio, &one.id, one.version, "", &facts).expect("saved");
        if let Some(record) = linked {
            evidence::link(&mut portfolio, &one.id, record).expect("linked");
        }
        one.id
    };
    piece("nest.txt", "A nest", "Made in clay beside M-03.", Some(&records[0]));
    let sung = piece("song.txt", "A song", "", None);
    piece("fern.txt", "A fern", "Nobody’s.", None);
    let consent = evidence::Consent {
        who: "K-07".to_owned(),
        by: evidence::By::Person,
        child_view: String::new(),
        therapy_free: true,
        use_for: "Supervision alone".to_owned(),
        given: "2026-05-01".to_owned(),
        until: None,
        withdrawn: Some("2026-06-01".to_owned()),
    };
    evidence::save_consent(&mut portfolio, &sung, &consent).expect("agreed");
    let asked = Request {
        id: "a request".to_owned(),
        ..request(&id)
    };
    let made = dossier::compose(&portfolio, &asked, Others::TakenOut).expect("composed");
    let json = String::from_utf8(made.json).expect("text");
    let pdf = serde_json::to_string(&made.document).expect("text");
    for (words, what) in [
        ("K-07 hid the xylophone.", "a case note"),
        ("It was the ptarmigan.", "its addition"),
        ("And the xylophone", "an addition that is not finished"),
        ("K-07 and the ptarmigan.", "what a record said before"),
        ("K-07 and", "a passage marked for supervision"),
        ("Why K-07?", "what is to be asked about it"),
        ("A nest", "evidence of a record about the client"),
        ("Made in clay beside [another person].", "its description"),
        ("nest.txt", "its file’s name"),
        ("A song", "evidence that the client agreed to, of no record"),
        ("Supervision alone", "what was agreed"),
        ("2026-06-01", "when it was withdrawn"),
    ] {
        assert!(json.contains(words), "JSON lacks {what}: {json}");
        assert!(pdf.contains(words), "the PDF lacks {what}: {pdf}");
    }
    for text in [&json, &pdf] {
        assert!(!text.contains("M-03"), "another client’s code is taken out");
        assert!(!text.contains("A fern"), "what is nobody’s stays");
    }
    let marks = look_for_others(&portfolio, &id).expect("marks");
    let at: Vec<_> = marks.iter().map(|mark| (mark.title.as_str(), mark.code.as_str())).collect();
    assert!(at.contains(&("Evidence E1 A nest", "M-03")), "{at:?}");
}

#[test]
fn markdown_says_what_was_asked_how_long_is_kept_and_what_was_erased() {
    let (_folder, mut portfolio) = portfolio();
    assert_eq!(markdown(&portfolio).expect("read"), None);
    note(&mut portfolio, "2026-03-05", "Played.");
    let id = client(&portfolio, "K-07");
    let gone = make(&mut portfolio, "Z-01").expect("a client");
    erase(&mut portfolio, &gone, "Z-01", FREE, &[], "The time is over").expect("erased");
    let usual = Usual {
        adult_years: Some(8),
        child_age: Some(25),
    };
    save_rule(&mut portfolio, usual).expect("saved");
    let asked = Request {
        harm: "None that I can see".to_owned(),
        ..request(&id)
    };
    save_request(&mut portfolio, &asked).expect("saved");
    let text = markdown(&portfolio).expect("read").expect("a page");
    for line in [
        "- Adults: 8 years after the last contact",
        "- Children: until they are 25",
        "### K-07, 31 October 2026",
        "- **Asked for by:** A solicitor",
        "- **To be answered by:** 30 November 2026",
        "- **Serious harm:** None that I can see",
        "- 22 November 2026: 0 case notes and 0 other records; 0 kept without the code (The time is over)",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
    assert!(!text.contains("Z-01"));
}

#[test]
fn a_request_with_impossible_days_is_refused() {
    let (_folder, mut portfolio) = portfolio();
    let id = make(&mut portfolio, "K-07").expect("a client");
    for (field, wrong) in [
        (
            "received",
            Request {
                received: "2026-13-01".to_owned(),
                ..request(&id)
            },
        ),
        (
            "due",
            Request {
                due: "2026-10-30".to_owned(),
                ..request(&id)
            },
        ),
        (
            "answered",
            Request {
                answered: Some("2026-10-30".to_owned()),
                ..request(&id)
            },
        ),
        (
            "harm",
            Request {
                harm: "x".repeat(5_001),
                ..request(&id)
            },
        ),
    ] {
        assert_eq!(save_request(&mut portfolio, &wrong).expect_err(field).field.as_deref(), Some(field));
    }
    assert_eq!(
        save_request(&mut portfolio, &request("nobody")).expect_err("nobody").code,
        Code::NotFound
    );
    assert!(requests(&portfolio).expect("read").is_empty());
}
