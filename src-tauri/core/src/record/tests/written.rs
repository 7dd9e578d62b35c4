//! A full record of each kind, as Markdown has it.

use super::*;
use crate::supervision::{self, Agreement, Person, Place, Side};

/// The role, and the agreement that sessions are held under.
fn furnished(portfolio: &mut Portfolio) -> (String, String) {
    let role = Role {
        id: String::new(),
        title: "Music therapist".to_owned(),
        setting: String::new(),
        start: None,
        end: None,
        own_practice: true,
        employer: None,
    };
    let role = profile::save_role(portfolio, &role).expect("a role").roles[0].id.clone();
    let person = Person {
        id: String::new(),
        side: Side::Supervisor,
        name: "A. Field".to_owned(),
        role: String::new(),
        profession: String::new(),
        registration: String::new(),
        contact: String::new(),
    };
    let agreement = Agreement {
        id: String::new(),
        person_id: supervision::save_person(portfolio, &person).expect("a person"),
        kind: SupervisionType::Clinical,
        place: Place::Remote,
        start: "2026-01-01".to_owned(),
        review: None,
        end: None,
        frequency: String::new(),
        minutes: Some(60),
        purpose: String::new(),
        keeper: String::new(),
        limits: String::new(),
    };
    let agreement = supervision::save_agreement(portfolio, &agreement).expect("an agreement");
    (role, agreement)
}

fn action(text: &str, due: Option<&str>, done: Option<&str>, owner: Option<&str>) -> Action {
    Action {
        id: String::new(),
        text: text.to_owned(),
        due: due.map(str::to_owned),
        done_on: done.map(str::to_owned),
        owner: owner.map(str::to_owned),
    }
}

#[test]
fn a_full_record_of_each_kind_is_written_with_all_of_its_facts() {
    let (_folder, mut portfolio) = portfolio();
    let (role, agreement) = furnished(&mut portfolio);
    let mut note = content(Kind::CaseNote, "", "2026-04-01", "He hid behind the drum.");
    note.minutes = Some(50);
    note.role_id = Some(role.clone());
    note.session_number = Some(4);
    note.setting = Some("The school hall".to_owned());
    note.case = Some(CaseFacts {
        attendance: None,
        themes: "hiding".to_owned(),
        risk: true,
        ending: true,
    });
    let note = create(&mut portfolio, &note, "", &[]).expect("a note").id;
    finish(&mut portfolio, &note, true).expect("closed");
    add(&mut portfolio, &note, "His mother rang.").expect("added");
    insta::assert_snapshot!(markdown(&portfolio, &note).expect("Markdown"), @r"
    # He hid behind the drum.

    Case note · 1 April 2026 · 50 minutes · session 4 · K-07 · risk · ending

    **Role:** Music therapist

    **Setting:** The school hall

    **Themes:** hiding

    He hid behind the drum.

    ## Addition of 22 November 2026

    His mother rang.
    ");

    let mut reflection = content(Kind::Reflection, "The torn drawing", "2026-04-09", "");
    reflection.role_id = Some(role);
    reflection.clients = vec!["K-07".to_owned(), "M-03".to_owned()];
    reflection.model = Some("borton".to_owned());
    reflection.sections = [("what", "It tore."), ("so-what", "I kept half.")]
        .map(|(stage, text)| Section {
            stage: stage.to_owned(),
            text: text.to_owned(),
        })
        .to_vec();
    reflection.keywords = vec!["endings".to_owned()];
    let reflection = create(&mut portfolio, &reflection, "", &["enh.pp.03".to_owned()])
        .expect("a record")
        .id;
    set_tag(&mut portfolio, &reflection, "enh.pp.03", "By the collage").expect("a claim");
    link(&mut portfolio, &reflection, &note, LinkKind::ReflectsOn).expect("linked");
    insta::assert_snapshot!(markdown(&portfolio, &reflection).expect("Markdown"), @r"
    # The torn drawing

    Reflection · 9 April 2026 · K-07 · M-03 · draft

    **Role:** Music therapist

    **Reflected with:** Borton, Driscoll, Rolfe

    ## What?

    It tore.

    ## So what?

    I kept half.

    ## Tagged to

    - enh.pp.03: Expanding practice through a wider range of creative methods. — By the collage

    Keywords: endings

    ## Linked records

    - Reflects on: “He hid behind the drum.”, 1 April 2026 (Case note)
    ");

    let mut session = content(Kind::Supervision, "", "2026-04-20", "We spoke of hiding.");
    session.minutes = Some(60);
    session.supervision = Some(SupervisionFacts {
        supervisor: "A. Field".to_owned(),
        format: Some(SupervisionFormat::Individual),
        remote: true,
        themes: "waiting".to_owned(),
        kind: Some(SupervisionType::Clinical),
        agreement_id: Some(agreement),
        given: false,
    });
    session.actions = vec![
        action("Ring the school", Some("2026-05-01"), Some("2026-04-28"), None),
        action("Send the article", None, None, Some("A. Field")),
    ];
    let session = create(&mut portfolio, &session, "", &[]).expect("a session").id;
    link(&mut portfolio, &reflection, &session, LinkKind::DiscussedIn).expect("linked");
    insta::assert_snapshot!(markdown(&portfolio, &session).expect("Markdown"), @r"
    # We spoke of hiding.

    Supervision · 20 April 2026 · 60 minutes · draft

    **Type:** Clinical

    **Supervisor:** A. Field

    **Agreement:** Clinical with A. Field, since 1 January 2026

    **Format:** Individual

    **Held:** by video or telephone

    **Themes:** waiting

    We spoke of hiding.

    ## Agreed actions

    - [x] Ring the school (by 1 May 2026) (done 28 April 2026)
    - [ ] A. Field: Send the article

    ## Linked records

    - Here was discussed: “The torn drawing”, 9 April 2026 (Reflection)
    ");

    let mut course = content(Kind::Cpd, "A course on endings", "2026-05-02", "Two days in Leeds.");
    course.date_to = Some("2026-05-03".to_owned());
    course.minutes = Some(720);
    course.cpd = Some(CpdFacts {
        kind: Some(CpdType::Formal),
        provider: "The college".to_owned(),
        certificate: true,
        learnt: "That endings begin early.".to_owned(),
        practice: "I name them at the start.".to_owned(),
        service_users: "Nobody is surprised.".to_owned(),
        sub_type: "course".to_owned(),
        cost_pence: Some(18_050),
        standards: vec![2, 4],
        next_step: "Read on.".to_owned(),
    });
    let course = create(&mut portfolio, &course, "", &[]).expect("a course").id;
    finish(&mut portfolio, &course, true).expect("finished");
    say_echo(&mut portfolio, &course, "Two families asked for it.").expect("said");
    insta::assert_snapshot!(markdown(&portfolio, &course).expect("Markdown"), @r"
    # A course on endings

    CPD activity · 2 May 2026 to 3 May 2026 · 720 minutes

    Two days in Leeds.

    ## CPD

    **Type:** Formal education

    **Kind of activity:** course

    **Provider:** The college

    **Cost:** £180.50

    **Certificate:** yes

    **What I learnt:** That endings begin early.

    **How it changed my practice:** I name them at the start.

    **How it benefited service users:** Nobody is surprised.

    **Standards it speaks to:** 2, 4

    **Next step:** Read on.

    ## What is different now (22 November 2026)

    Two families asked for it.
    ");
}

#[test]
fn a_saved_filter_says_what_it_asks_for() {
    let (_folder, mut portfolio) = portfolio();
    let query = Query {
        text: "drum".to_owned(),
        kinds: vec![Kind::Reflection, Kind::Cpd],
        from: Some("2026-01-01".to_owned()),
        client: Some("K-07".to_owned()),
        draft: Some(true),
        sort: Sort::Oldest,
        ..Query::default()
    };
    keep_filter(&mut portfolio, "Drums", &query).expect("kept");
    keep_filter(&mut portfolio, "All", &Query::default()).expect("kept");
    let text = templates_markdown(&portfolio).expect("Markdown").expect("a page");
    for line in [
        "- All: everything\n",
        "- Drums: words “drum”; only Reflection, CPD activity; from 2026-01-01; client K-07; only drafts; oldest first\n",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}
