//! The statement in its three forms.

use super::*;
use crate::error::Code;
use crate::storage::undo;

fn form(ids: &[&str]) -> Form {
    let one = |(at, id): (usize, &&str)| Chosen {
        what: format!("What {at}."),
        learnt: format!("Learnt {at}."),
        quality: if at == 0 { "Better.".to_owned() } else { String::new() },
        service_users: format!("Heard {at}."),
        ..chosen(id, "")
    };
    Form {
        introduction: "I begin.".to_owned(),
        chosen: ids.iter().enumerate().map(one).collect(),
        ..empty()
    }
}

fn aim(text: &str, ids: &[&str]) -> Aim {
    Aim {
        text: text.to_owned(),
        record_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

/// A profile that speaks of two activities.
fn two() -> (TempDir, Portfolio, String, [String; 2]) {
    let (folder, mut portfolio, id) = portfolio();
    let a = finished(&mut portfolio, &cpd("2025-01-10", CpdType::Formal));
    let b = finished(&mut portfolio, &supervision("2025-03-04"));
    put(&mut portfolio, &id, &form(&[&a, &b]));
    (folder, portfolio, id, [a, b])
}

/// The statement as plain text, without lines that hold nothing.
fn read(portfolio: &Portfolio, id: &str) -> Vec<String> {
    let document = document(portfolio, id).expect("a document");
    let texts = crate::hcpc::versions::texts(&document);
    let (_, text) = texts.into_iter().find(|(name, _)| name == "Personal statement").expect("it");
    text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

const A: &str = "Formal education, 90 minutes (10 January 2025)";
const B: &str = "Clinical supervision, individual, 75 minutes (4 March 2025)";

#[test]
fn by_standard_each_activity_says_what_it_says_to_it() {
    let (_folder, mut portfolio, id, _) = two();
    let before = get(&portfolio, &id).expect("the profile");
    let assembly = Assembly {
        by: By::Standard,
        aims: Vec::new(),
    };
    let after = assemble(&mut portfolio, &id, &assembly).expect("assembled");
    assert_eq!(after.assembly, assembly);
    assert_eq!(
        read(&portfolio, &id),
        [
            "I begin.",
            "Standard 2: A mixture of learning",
            A,
            "What 0.",
            "Learnt 0.",
            B,
            "What 1.",
            "Learnt 1.",
            "Standard 3: The quality of practice",
            A,
            "Better.",
            "Standard 4: The people you work with",
            A,
            "Heard 0.",
            B,
            "Heard 1."
        ]
    );
    undo::undo(&mut portfolio).expect("taken back");
    assert_eq!(get(&portfolio, &id).expect("the profile").assembly, before.assembly);
}

#[test]
fn from_a_plan_each_activity_stands_under_its_aim() {
    let (_folder, mut portfolio, id, [_, b]) = two();
    let assembly = Assembly {
        by: By::Plan,
        aims: vec![aim("Hear the silence", &[&b]), aim("Write sooner", &[])],
    };
    assemble(&mut portfolio, &id, &assembly).expect("assembled");
    let lines = read(&portfolio, &id);
    let heads: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.ends_with('.')).collect();
    let questions = ["What it was", "What I learnt", "How it benefited service users"];
    assert_eq!(heads[0], "Aim 1: Hear the silence");
    assert_eq!(heads[1], B);
    assert_eq!(heads[2..5], questions);
    assert_eq!(heads[5..8], ["Aim 2: Write sooner", "Beside the plan", A]);
    // Whatever the form, the words are those that were written, each once.
    for word in ["What 0.", "Learnt 0.", "Better.", "Heard 0.", "What 1.", "Learnt 1.", "Heard 1."] {
        assert_eq!(lines.iter().filter(|line| *line == word).count(), 1, "{word}");
    }
    // What lies in the bin stands under no aim, and comes back to it.
    record::bin(&mut portfolio, &b).expect("binned");
    assert!(!read(&portfolio, &id).contains(&B.to_owned()));
    record::restore(&mut portfolio, &b).expect("back");
    assert_eq!(read(&portfolio, &id), lines);
}

#[test]
fn an_aim_that_says_nothing_and_an_activity_under_two_are_refused() {
    let (_folder, mut portfolio, id, [a, _]) = two();
    for aims in [
        vec![aim("  ", &[])],
        vec![aim("Two\nlines", &[])],
        vec![aim("One", &[&a]), aim("Two", &[&a])],
        vec![aim("One", &[]); 21],
    ] {
        let refused = assemble(&mut portfolio, &id, &Assembly { by: By::Plan, aims }).expect_err("refused");
        assert_eq!((refused.code, refused.field.as_deref()), (Code::Invalid, Some("assembly")));
    }
    assert_eq!(get(&portfolio, &id).expect("the profile").assembly, Assembly::default());
}

#[test]
fn what_is_counted_is_what_is_pasted() {
    let (_folder, mut portfolio, id, _) = two();
    for by in [By::Activity, By::Standard, By::Plan] {
        let aims = vec![aim("Hear the silence", &[])];
        let profile = assemble(&mut portfolio, &id, &Assembly { by, aims }).expect("assembled");
        confirm_all(&mut portfolio, &id);
        let pasted = part_text(&portfolio, &id, ProfilePart::Statement).expect("the part").text;
        assert_eq!(profile.statement_words.count, words::count_words(&pasted), "{by:?}: {pasted}");
    }
}
