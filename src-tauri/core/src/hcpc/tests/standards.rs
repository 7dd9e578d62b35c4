//! The five standards in short, over profiles made up for it.

use super::*;
use crate::hcpc::model::{Evidence, TypeCount};
use crate::hcpc::standards::of;

fn said(profile: &Profile) -> Vec<String> {
    of(profile).into_iter().map(|one| one.said).collect()
}

/// What is said of one standard, its share, and whether it is written for.
fn told(profile: &Profile, number: usize) -> (String, u32, u32, bool) {
    let one = of(profile).swap_remove(number - 1);
    (one.said, one.done, one.of, one.written)
}

fn one_listed() -> (tempfile::TempDir, Profile) {
    let (folder, mut portfolio, id) = portfolio();
    finished(&mut portfolio, &cpd("2024-08-10", CpdType::Formal));
    let mut profile = get(&portfolio, &id).expect("a profile");
    profile.gaps.clear();
    (folder, profile)
}

fn gap(explanation: &str) -> Gap {
    Gap {
        from: "2025-02".to_owned(),
        to: "2025-04".to_owned(),
        months: 3,
        said: "February to April 2025".to_owned(),
        explanation: explanation.to_owned(),
    }
}

fn saying(id: &str, quality: &str, service_users: &str) -> Chosen {
    Chosen {
        record_id: id.to_owned(),
        what: String::new(),
        learnt: String::new(),
        quality: quality.to_owned(),
        service_users: service_users.to_owned(),
    }
}

#[test]
fn with_nothing_written_nothing_is_written_for() {
    let (_folder, portfolio, id) = portfolio();
    let profile = get(&portfolio, &id).expect("a profile");
    assert_eq!(
        said(&profile),
        [
            "no activity listed yet",
            "no type named yet; two are needed",
            "no activity chosen yet",
            "no activity chosen yet",
            "no activity chosen yet; no summary yet",
        ]
    );
    assert!(profile.standards.iter().all(|one| !one.written && one.done == 0));
}

#[test]
fn a_gap_counts_until_it_is_explained() {
    let (_folder, mut profile) = one_listed();
    assert_eq!(told(&profile, 1), ("no gap of three months or more".to_owned(), 1, 1, true));
    profile.gap_months = 1;
    assert_eq!(told(&profile, 1).0, "no gap of one month or more");
    profile.gaps = vec![gap(" "), gap("I was ill.")];
    assert_eq!(told(&profile, 1), ("two gaps, one to explain".to_owned(), 2, 3, false));
    profile.gaps.remove(0);
    assert_eq!(told(&profile, 1), ("one gap, explained".to_owned(), 2, 2, true));
}

#[test]
fn a_mixture_needs_so_many_types_and_an_activity_without_one_names_none() {
    let (_folder, mut profile) = one_listed();
    profile.types.push(TypeCount {
        cpd_type: None,
        activities: 5,
    });
    assert_eq!(told(&profile, 2), ("one type; two are needed".to_owned(), 1, 2, false));
    profile.types.push(TypeCount {
        cpd_type: Some(CpdType::WorkBased),
        activities: 1,
    });
    assert_eq!(told(&profile, 2), ("two types; two are needed".to_owned(), 2, 2, true));
    profile.types_least = 3;
    assert_eq!(told(&profile, 2), ("two types; three are needed".to_owned(), 2, 3, false));
}

#[test]
fn every_chosen_activity_says_how_and_has_its_evidence_beside_a_summary() {
    let (_folder, mut profile) = one_listed();
    profile.chosen = vec![saying("a", "Better.", " "), saying("b", "Slower.", "")];
    assert_eq!(told(&profile, 3), ("two of two say how".to_owned(), 2, 2, true));
    assert_eq!(told(&profile, 4), ("none of two says how".to_owned(), 0, 2, false));
    profile.evidence = vec![Evidence {
        of_all: None,
        id: "e".to_owned(),
        number: 1,
        title: "A certificate".to_owned(),
        record_ids: vec!["b".to_owned()],
    }];
    assert_eq!(
        told(&profile, 5),
        ("one of two has evidence; no summary yet".to_owned(), 1, 3, false)
    );
    profile.evidence[0].record_ids.push("a".to_owned());
    profile.summary = "I work in two schools.".to_owned();
    assert_eq!(told(&profile, 5), ("two of two have evidence".to_owned(), 3, 3, true));
    profile.statement_words.count = profile.statement_words.limit + 1;
    assert_eq!(
        told(&profile, 5),
        ("two of two have evidence; too many words".to_owned(), 2, 3, false)
    );
}
