//! HCPC asks for more: what is kept of its letter, and what leaves in answer.

use image::ImageFormat;
use triptych_pdf::Block;

use super::exhibits::{Desk, figures, picture};
use super::*;
use crate::error::{Code, Result};
use crate::evidence;
use crate::storage::undo;

fn point(text: &str, answer: &str) -> Point {
    Point {
        text: text.to_owned(),
        answer: answer.to_owned(),
        ..Point::default()
    }
}

fn form(points: Vec<Point>) -> LetterForm {
    LetterForm {
        letter: "2026-11-02".to_owned(),
        deadline: "2026-11-30".to_owned(),
        points,
    }
}

/// A new letter; its id.
fn asked(portfolio: &mut Portfolio, cycle: &str, points: Vec<Point>) -> String {
    save_letter(portfolio, cycle, "", 0, "", &form(points)).expect("kept")
}

/// The letter saved over whatever is there.
fn again(portfolio: &mut Portfolio, id: &str, form: &LetterForm) -> Letter {
    let now = letter(portfolio, id).expect("a letter");
    save_letter(portfolio, &now.cycle_id, id, now.version, "", form).expect("saved");
    letter(portfolio, id).expect("a letter")
}

/// What holds a final addendum back.
fn holds_back(letter: &Letter) -> Vec<&str> {
    let back = letter.findings.iter().filter(|one| one.refuses_final);
    back.map(|one| one.message.as_str()).collect()
}

impl Desk {
    fn addendum(&self, id: &str, is_final: bool) -> Result<Vec<u8>> {
        self.app.change(|portfolio| {
            let (_, digest) = lines(portfolio, Subject::Addendum(id))?;
            confirm_letter(portfolio, id, &digest)
        })?;
        let path = self.folder.path().join("addendum.pdf");
        let way = way(path.to_str(), true);
        self.app.run("", |task| {
            super::export(&self.app, task, Subject::Addendum(id), is_final, false, &way)
        })?;
        Ok(std::fs::read(path).expect("the file"))
    }
}

#[test]
fn a_letter_is_kept_point_by_point_and_every_change_can_be_taken_back() {
    let (_folder, mut portfolio, cycle) = portfolio();
    let id = asked(&mut portfolio, &cycle, vec![point("How?", ""), point("When?", "In **May**.")]);
    let now = letter(&portfolio, &id).expect("a letter");
    assert_eq!((now.form.points.len(), now.answered), (2, 1));
    assert_eq!(
        holds_back(&now),
        ["Point 1 is still to answer."],
        "what is not answered holds the final one back"
    );
    let mut changed = now.form.clone();
    changed.points.swap(0, 1);
    changed.points[1].answer = "So.".to_owned();
    changed.deadline = "2026-12-15".to_owned();
    let then = again(&mut portfolio, &id, &changed);
    assert_eq!((then.form.clone(), then.answered, holds_back(&then).len()), (changed, 2, 0));
    let text = letters_markdown(&portfolio).expect("read").expect("a text");
    assert!(
        text.contains("## Letter of 2026-11-02, answer by 2026-12-15") && text.contains("### Point 2\n\n> How?\n\nSo."),
        "{text}"
    );
    // What was saved elsewhere since is not written over.
    let stale = save_letter(&mut portfolio, &cycle, &id, now.version, "", &now.form).expect_err("stale");
    assert_eq!(stale.code, Code::Conflict);
    remove_letter(&mut portfolio, &id).expect("taken away");
    assert!(letters(&portfolio, &cycle).expect("read").is_empty());
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(letter(&portfolio, &id).expect("back").form, then.form);
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(letter(&portfolio, &id).expect("as before").form, now.form);
    undo::undo(&mut portfolio).expect("taken back");
    assert!(letters(&portfolio, &cycle).expect("read").is_empty());
}

#[test]
fn what_no_letter_can_say_is_refused_with_its_field() {
    let (_folder, mut portfolio, cycle) = portfolio();
    let note = finished(&mut portfolio, &case_note("2025-06-02"));
    let refused = |portfolio: &mut Portfolio, form: &LetterForm| {
        let refused = save_letter(portfolio, &cycle, "", 0, "", form).expect_err("refused");
        assert!(letters(portfolio, &cycle).expect("read").is_empty());
        (refused.code, refused.field.unwrap_or_default())
    };
    let dated = |letter: &str, deadline: &str| LetterForm {
        letter: letter.to_owned(),
        deadline: deadline.to_owned(),
        points: Vec::new(),
    };
    let field = |name: &str| (Code::Invalid, name.to_owned());
    assert_eq!(refused(&mut portfolio, &dated("2099-01-01", "2099-02-01")), field("letter"));
    assert_eq!(refused(&mut portfolio, &dated("2026-11-02", "2026-11-01")), field("deadline"));
    assert_eq!(refused(&mut portfolio, &dated("2026-11-02", "2027-12-01")), field("deadline"));
    assert_eq!(refused(&mut portfolio, &dated("soon", "2026-12-01")), field("letter"));
    assert_eq!(refused(&mut portfolio, &form(vec![Point::default(); 101])), field("points"));
    assert_eq!(refused(&mut portfolio, &form(vec![point("\0", "")])), field("points"));
    let long = "x".repeat(10_001);
    assert_eq!(refused(&mut portfolio, &form(vec![point(&long, "")])), field("points"));
    let named = Point {
        records: vec![note],
        ..point("Why?", "")
    };
    assert_eq!(
        refused(&mut portfolio, &form(vec![named])),
        (Code::Refused, "points".to_owned()),
        "a case note is never named"
    );
    asked(&mut portfolio, &cycle, Vec::new());
    let twice = save_letter(&mut portfolio, &cycle, "", 0, "", &form(Vec::new())).expect_err("there is one");
    assert_eq!(twice.field.as_deref(), Some("letter"));
}

#[test]
fn evidence_keeps_the_number_it_left_with_and_what_is_new_goes_on_from_there() {
    let desk = Desk::new();
    let sent = desk.add("a first.png", &picture(40, 30, ImageFormat::Png), "A first picture.");
    let second = desk.add("b second.png", &picture(40, 30, ImageFormat::Png), "A second picture.");
    desk.export(true).expect("the profile left");
    // The order of the profile is another by now: what left is what counts.
    let order = [second.clone(), sent.clone()];
    desk.app
        .change(|portfolio| order_evidence(portfolio, &desk.cycle, &order))
        .expect("ordered");
    let new = desk.add("c new.png", &picture(50, 30, ImageFormat::Png), "A new picture.");
    let points = vec![
        Point {
            records: vec![desk.record.clone()],
            evidence: vec![new.clone(), second.clone()],
            ..point("What did the course change?", "It changed *this*: see E3.")
        },
        Point {
            evidence: vec![new.clone()],
            ..point("Is there a certificate?", "There is, E9 and E2.")
        },
    ];
    let id = desk
        .app
        .change(|portfolio| Ok(asked(portfolio, &desk.cycle, points)))
        .expect("kept");
    let now = desk.app.with(|portfolio| letter(portfolio, &id)).expect("a letter");
    let numbers: Vec<_> = now.evidence.iter().map(|one| (one.number, one.id.as_str(), one.since)).collect();
    assert_eq!(
        numbers,
        [(2, second.as_str(), NumberedSince::Profile), (3, new.as_str(), NumberedSince::New)]
    );
    let said: Vec<_> = now.findings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("Point 2 cites E9, and no evidence has this number"), "{said:?}");
    assert!(said[1].starts_with("Point 2 cites E2, which goes with another point"), "{said:?}");

    let pdf = desk.addendum(&id, true).expect("the addendum left");
    let words = super::super::leaving::pages_of(&pdf).expect("a PDF").replace('\n', " ");
    for there in [
        "Addendum to the CPD profile",
        "Further information, in answer to the letter of 2 November 2026",
        "What did the course change?",
        "Activities for point 1",
        "Clinical supervision, individual, 75 minutes",
        "With the profile",
    ] {
        assert!(words.contains(there), "{there}: {words}");
    }
    assert!(!words.contains(PRIVATE));
    let kept = desk.kept();
    let shown: Vec<_> = figures(&kept).into_iter().map(|(caption, _)| caption).collect();
    assert_eq!(shown, ["E2", "E3"]);
    // It is in the register, under its own kind, and reads as it left whatever becomes of the letter.
    let page = desk
        .app
        .with(|portfolio| {
            register(
                portfolio,
                &RegisterAsked {
                    kind: Some(Left::Addendum),
                    limit: 9,
                    ..RegisterAsked::default()
                },
            )
        })
        .expect("the register");
    assert_eq!((page.lines.len(), page.lines[0].records, page.lines[0].evidence), (1, 1, 2));
    let past = page.lines[0].past.id.clone();
    desk.app
        .change(|portfolio| {
            assert_eq!(versions(portfolio, &desk.cycle)?.len(), 1, "it is no version of the profile");
            let now = letter(portfolio, &id)?;
            assert_eq!((now.left.len(), now.confirmed), (1, true), "that it left changes no line");
            let mut form = now.form;
            form.points[0].answer = "Otherwise.".to_owned();
            again(portfolio, &id, &form);
            let read = version(portfolio, &past)?;
            assert_eq!(read.document, kept);
            assert!(read.parts.iter().any(|part| part.name == "Point 1" && part.changed));
            // Another addendum goes on from the numbers of this one.
            let later = LetterForm {
                letter: "2026-11-20".to_owned(),
                ..form_with(&sent)
            };
            let other = save_letter(portfolio, &desk.cycle, "", 0, "", &later)?;
            assert_eq!(letter(portfolio, &other)?.evidence[0].number, 1);
            remove_letter(portfolio, &id)?;
            assert_eq!(version(portfolio, &past)?.document, kept);
            Ok(())
        })
        .expect("as it left");
}

#[test]
fn where_no_profile_left_from_here_the_numbers_are_those_of_the_profile_as_it_stands() {
    let desk = Desk::new();
    let first = desk.add("a first.png", &picture(40, 30, ImageFormat::Png), "A first picture.");
    let second = desk.add("b second.png", &picture(40, 30, ImageFormat::Png), "A second picture.");
    let other = desk.add("c other.png", &picture(50, 30, ImageFormat::Png), "Another picture.");
    let numbers = desk.app.change(|portfolio| {
        evidence::unlink(portfolio, &other, &desk.record)?;
        let mut asks = form_with(&second);
        asks.points[0].evidence.extend([other.clone(), first.clone()]);
        let id = save_letter(portfolio, &desk.cycle, "", 0, "", &asks)?;
        let numbered = letter(portfolio, &id)?.evidence;
        Ok(numbered.into_iter().map(|one| (one.number, one.since)).collect::<Vec<_>>())
    });
    let expected = [(1, NumberedSince::Profile), (2, NumberedSince::Profile), (3, NumberedSince::New)];
    assert_eq!(numbers.expect("numbered"), expected);
}

/// A letter that asks for one piece.
fn form_with(evidence: &str) -> LetterForm {
    form(vec![Point {
        evidence: vec![evidence.to_owned()],
        ..point("More?", "Here.")
    }])
}

#[test]
fn it_leaves_by_the_rules_of_the_profile() {
    let desk = Desk::new();
    let bare = desk.add("bare.png", &picture(40, 30, ImageFormat::Png), "");
    let people = desk.add("voice.png", &picture(40, 30, ImageFormat::Png), "Somebody.");
    let id = desk
        .app
        .change(|portfolio| {
            let piece = evidence::get(portfolio, &people)?;
            let facts = evidence::Facts {
                people: true,
                ..piece.facts
            };
            evidence::save(portfolio, &people, piece.version, "v", &facts)?;
            let one = Point {
                evidence: vec![bare.clone(), people.clone()],
                ..point("Who was it?", "Mrs Hollis asked me at 12 Mill Lane.")
            };
            Ok(asked(portfolio, &desk.cycle, vec![one]))
        })
        .expect("kept");
    let now = desk.app.with(|portfolio| letter(portfolio, &id)).expect("a letter");
    assert_eq!(now.evidence.len(), 1, "people in it: it stays out");
    assert_eq!((now.left_out.len(), now.left_out[0].may_be_chosen), (1, false));
    assert!(holds_back(&now)[0].contains("has no description yet"), "{:?}", holds_back(&now));
    // A draft may be made; a final one waits for the description and for the privacy check.
    let refused = desk.addendum(&id, true).expect_err("refused");
    assert_eq!(refused.code, Code::Refused);
    assert!(refused.message.contains("privacy check"), "{}", refused.message);
    assert!(refused.message.contains("no description"), "{}", refused.message);
    assert!(desk.addendum(&id, false).is_ok());
    desk.app
        .change(|portfolio| {
            let mut form = letter(portfolio, &id)?.form;
            form.points[0].evidence.clear();
            again(portfolio, &id, &form);
            let left = propose(portfolio, Subject::Addendum(&id))?;
            assert!(!left.is_empty() && left.iter().all(|one| one.answer.is_some()), "{left:?}");
            Ok(())
        })
        .expect("answered");
    let words = super::super::leaving::pages_of(&desk.addendum(&id, true).expect("it left")).expect("a PDF");
    assert!(!words.contains("Hollis") && !words.contains("Mill Lane"), "{words}");
    let written = desk.app.with(|portfolio| letter(portfolio, &id)).expect("a letter").form;
    assert_eq!(
        written.points[0].answer, "Mrs Hollis asked me at 12 Mill Lane.",
        "what is kept is not changed"
    );
    // As text for the portal, by the same rules and with a line in the register.
    let text = copy_addendum(&desk.app, &id).expect("copied").text;
    assert!(text.contains("HCPC asks: Who was it?") && !text.contains("Hollis"), "{text}");
    let page = desk.app.with(|portfolio| {
        register(
            portfolio,
            &RegisterAsked {
                limit: 1,
                ..Default::default()
            },
        )
    });
    assert_eq!(page.expect("read").lines[0].past.file_name, "Copied part: Addendum");
    // What is confirmed is exactly what was shown.
    desk.app
        .change(|portfolio| {
            let mut form = letter(portfolio, &id)?.form;
            form.points[0].answer = "Otherwise.".to_owned();
            assert!(!again(portfolio, &id, &form).confirmed);
            Ok(())
        })
        .expect("changed");
    assert_eq!(copy_addendum(&desk.app, &id).expect_err("not read yet").code, Code::Refused);
}

#[test]
fn an_erasure_reaches_into_an_addendum_that_left() {
    let desk = Desk::new();
    desk.add("a sent.png", &picture(40, 30, ImageFormat::Png), "It was sent.");
    desk.export(true).expect("the profile left");
    let new = desk.add("b new.png", &picture(50, 30, ImageFormat::Png), "A secret drawing.");
    let id = desk
        .app
        .change(|portfolio| save_letter(portfolio, &desk.cycle, "", 0, "", &form_with(&new)))
        .expect("kept");
    desk.addendum(&id, true).expect("it left");
    desk.app
        .change(|portfolio| {
            evidence::bin(portfolio, &new)?;
            evidence::empty_bin(portfolio, None)
        })
        .expect("erased");
    let kept = serde_json::to_string(&desk.kept()).expect("JSON");
    assert!(!kept.contains("secret drawing") && kept.contains("E2 Withdrawn"), "{kept}");
    let now = desk.app.with(|portfolio| letter(portfolio, &id)).expect("a letter");
    assert_eq!(now.left[0].withdrawn_evidence, [2]);
    assert!(now.form.points[0].evidence.is_empty());
}

#[test]
fn an_empty_letter_is_a_page_that_says_so_and_leaves_only_as_a_draft() {
    let desk = Desk::new();
    let id = desk
        .app
        .change(|portfolio| Ok(asked(portfolio, &desk.cycle, Vec::new())))
        .expect("kept");
    let document = desk
        .app
        .with(|portfolio| document(portfolio, Subject::Addendum(&id)))
        .expect("a document");
    assert!(document.blocks.contains(&Block::paragraph("No evidence goes with this addendum.")));
    assert!(desk.addendum(&id, false).is_ok());
    let refused = desk.addendum(&id, true).expect_err("refused");
    assert!(refused.message.contains("has no point yet"), "{}", refused.message);
    // The cycle whose letter waits is the one that is opened.
    let (_, current) = desk.app.with_mut(cycles).expect("cycles");
    assert_eq!(current.as_deref(), Some(desk.cycle.as_str()));
}

#[test]
fn a_letter_waits_on_the_home_page_until_its_addendum_left() {
    let desk = Desk::new();
    desk.add("a first.png", &picture(40, 30, ImageFormat::Png), "A first picture.");
    desk.export(true).expect("the profile left");
    let waiting = || desk.app.with(letters_waiting).expect("read");
    assert!(waiting().is_empty());
    let asked = |deadline: &str, points: Vec<Point>| {
        let form = LetterForm {
            letter: "2026-10-20".to_owned(),
            deadline: deadline.to_owned(),
            points,
        };
        desk.app.change(|portfolio| {
            for letter in letters(portfolio, &desk.cycle)? {
                remove_letter(portfolio, &letter.id)?;
            }
            save_letter(portfolio, &desk.cycle, "", 0, "", &form)
        })
    };
    // A month after its deadline it is said no more.
    asked("2026-10-21", vec![point("How?", "")]).expect("kept");
    assert!(waiting().is_empty());
    let is_first = || desk.app.with_mut(cycles).expect("cycles").1.as_deref() == Some(desk.cycle.as_str());
    assert!(!is_first());
    // Until then its cycle is the one that is opened.
    asked("2026-11-10", vec![point("How?", "So.")]).expect("kept");
    assert!(waiting().len() == 1 && is_first());
    let late = waiting()[0].id.clone();
    desk.addendum(&late, true).expect("the addendum left");
    assert!(waiting().is_empty() && !is_first());
    let id = asked("2026-12-01", vec![point("How?", "So."), point("When?", " ")]).expect("kept");
    let [one] = &waiting()[..] else { panic!("one letter waits") };
    assert_eq!((one.id.as_str(), one.cycle_id.as_str()), (id.as_str(), desk.cycle.as_str()));
    assert_eq!(
        (one.letter.as_str(), one.deadline.as_str(), one.points, one.answered),
        ("2026-10-20", "2026-12-01", 2, 1)
    );
    desk.addendum(&id, false).expect("a draft left");
    assert_eq!(waiting().len(), 1, "a draft answers nobody");
    asked("2026-12-01", vec![point("How?", "So.")]).expect("kept");
    let id = waiting()[0].id.clone();
    desk.addendum(&id, true).expect("the addendum left");
    assert!(waiting().is_empty());
}
