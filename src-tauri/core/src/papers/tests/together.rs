//! What tells only together who somebody is.

use super::*;

#[test]
fn what_tells_only_together_is_found_over_the_paragraphs_of_one_record() {
    let (_folder, mut portfolio) = testing::portfolio();
    let mut found = |text: &str| -> Vec<String> {
        let content = testing::content(Kind::Reflection, "A quiet drum", "2026-03-03", text);
        let id = finished(&mut portfolio, &content, None);
        let look = look(&portfolio, &record_paper(&id), &[]).expect("a look");
        let together = look.found.into_iter().filter(|one| one.kind == crate::privacy::Kind::Combination);
        together.map(|one| one.why).collect()
    };
    let apart = found("She is 9 years old.\n\nI waited.\n\nWe met in Leeds.\n\nHer autism was new to the room.");
    assert_eq!(apart.len(), 1, "{apart:?}");
    assert!(
        apart[0].ends_with("a condition, a place, an age; they stand in several places"),
        "{apart:?}"
    );
    let beside = found("She is 9 years old. We met in Leeds. Her autism was new to the room.\n\nI waited.");
    assert_eq!(beside.len(), 1, "where one paragraph tells it all, it is found once: {beside:?}");
    assert_eq!(found("She is 9 years old.\n\nI waited.\n\nWe met in Leeds."), Vec::<String>::new());
}

#[test]
fn what_tells_only_together_is_found_over_all_that_a_paper_says_of_one_record() {
    let (_folder, mut portfolio) = testing::portfolio();
    let claims = ["She is 9 years old.", "We met in Leeds.", "Her autism was new to the room."];
    let statements = ["enh.pp.02", "enh.pp.03", "enh.pp.04"];
    let tagged = |portfolio: &mut Portfolio, title: &str, which: &[usize]| {
        let content = testing::content(Kind::Reflection, title, "2026-03-03", "It rained.");
        let id = finished(portfolio, &content, None);
        for at in which {
            record::set_tag(portfolio, &id, statements[*at], claims[*at]).expect("tagged");
        }
    };
    // Two records share a day, and the name of one begins that of the other.
    tagged(&mut portfolio, "A quiet drum", &[0, 1]);
    tagged(&mut portfolio, "A quiet drum, again", &[2]);
    let together = |portfolio: &Portfolio| -> Vec<String> {
        let levels = Paper::Levels { level: None };
        let found = look(portfolio, &levels, &[]).expect("a look").found;
        let together = found.into_iter().filter(|one| one.kind == crate::privacy::Kind::Combination);
        together.map(|one| one.why).collect()
    };
    assert_eq!(
        together(&portfolio),
        Vec::<String>::new(),
        "the day stands in every line, and tells nothing"
    );
    tagged(&mut portfolio, "A quiet drum, thirdly", &[0, 1, 2]);
    let found = together(&portfolio);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("a condition, a place, an age"), "{found:?}");
    // Two that are called alike are one to whoever reads it.
    tagged(&mut portfolio, "A loud drum", &[0, 1]);
    assert_eq!(together(&portfolio).len(), 1);
    tagged(&mut portfolio, "A loud drum", &[2]);
    assert_eq!(together(&portfolio).len(), 2);
    // One that tells it all in one line hides nothing of the other.
    let content = testing::content(Kind::Reflection, "A loud drum", "2026-03-03", "It rained.");
    let id = finished(&mut portfolio, &content, None);
    record::set_tag(&mut portfolio, &id, statements[0], &claims.join(" ")).expect("tagged");
    assert_eq!(together(&portfolio).len(), 3);
}

#[test]
fn the_next_step_of_an_activity_is_read_with_what_else_is_said_of_it() {
    let (_folder, mut portfolio) = testing::portfolio();
    let course = Content {
        cpd: Some(CpdFacts {
            kind: Some(CpdType::Formal),
            // With the day before it a condition and a place would be enough.
            next_step: "Ask in Leeds about autism.".to_owned(),
            ..CpdFacts::default()
        }),
        ..testing::content(Kind::Cpd, "A course", "2026-03-03", "It was good.")
    };
    let id = finished(&mut portfolio, &course, None);
    let together = |portfolio: &Portfolio| -> usize {
        let paper = Paper::Appraisal {
            from: "2026-03-01".to_owned(),
            to: "2026-03-31".to_owned(),
        };
        let found = look(portfolio, &paper, &[]).expect("a look").found;
        found.iter().filter(|one| one.kind == crate::privacy::Kind::Combination).count()
    };
    assert_eq!(together(&portfolio), 0, "the day of the course is the paper's own");
    record::set_tag(&mut portfolio, &id, "enh.pp.02", "One of them is 9 years old.").expect("tagged");
    assert_eq!(together(&portfolio), 1);
}
