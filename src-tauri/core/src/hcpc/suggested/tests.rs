use proptest::prelude::*;

use super::*;

fn season(text: &str) -> Season {
    Season::of(text).expect("a season")
}

#[test]
fn seasons_are_read_as_people_name_them() {
    for (date, words) in [
        ("2025-11-30", "autumn 2025"),
        ("2025-12-01", "winter 2025 to 2026"),
        ("2026-02-28", "winter 2025 to 2026"),
        ("2026-03-01", "spring 2026"),
        ("2026-06-01", "summer 2026"),
    ] {
        assert_eq!(season(date).in_words(), words, "{date}");
    }
    assert_eq!(Season::of("nonsense"), None);
}

fn free(cpd_type: CpdType, date: &str) -> Facts {
    Facts {
        cpd_type: Some(cpd_type),
        season: Season::of(date),
        listed: true,
        free: true,
        ..Facts::default()
    }
}

#[test]
fn the_reason_says_what_it_adds() {
    let mut all = vec![
        free(CpdType::WorkBased, "2025-10-01"),
        free(CpdType::WorkBased, "2025-11-01"),
        free(CpdType::WorkBased, "2026-04-01"),
        free(CpdType::Formal, "2026-04-02"),
    ];
    all[2].says_users = true;
    all[2].standards.insert(4);
    let said: Vec<String> = named(&all, 4, 6).iter().map(|(_, reasons)| sentence(reasons)).collect();
    assert_eq!(
        said,
        [
            "Nothing else here is a work-based activity, or is from spring 2026; you wrote how the people you work with gained.",
            "The only activity of formal education of your list.",
            "Nothing else here is from autumn 2025.",
            "Few are chosen yet, and nothing that is left brings more.",
        ]
    );
    all[3].chosen = true;
    all[3].free = false;
    all[1].chosen = true;
    all[1].free = false;
    all[3].season = Season::of("2025-07-01");
    let said: Vec<String> = named(&all, 3, 6).iter().map(|(_, reasons)| sentence(reasons)).collect();
    assert_eq!(
        said,
        ["The only work-based activity of spring 2026; you wrote how the people you work with gained."]
    );
}

fn facts() -> impl Strategy<Value = Facts> {
    let pillars = prop::collection::btree_set(prop::sample::select(PillarId::ALL), 0..3);
    let standards = prop::collection::btree_set(1_u8..5, 0..4);
    (
        (prop::option::of(prop::sample::select(&CpdType::ALL[..])), 8096_usize..8105),
        standards,
        pillars,
        any::<(bool, bool, bool)>(),
        0_u8..6,
    )
        .prop_map(|((cpd_type, season), mut standards, pillars, (practice, users, evidence), state)| {
            standards.extend(practice.then_some(3));
            standards.extend(users.then_some(4));
            Facts {
                cpd_type,
                season: Some(Season(season)),
                standards,
                pillars,
                says_practice: practice,
                says_users: users,
                has_evidence: evidence,
                listed: state != 0,
                chosen: state == 1,
                free: state > 2,
            }
        })
}

/// Whether the reason holds, looked at without what made it.
fn is_true(reason: Reason, all: &[Facts], at: usize, before: &[usize]) -> bool {
    let own = &all[at];
    let there = |alike: &dyn Fn(&Facts) -> bool| {
        let chosen = all.iter().any(|one| one.chosen && alike(one));
        chosen || before.iter().any(|at| alike(&all[*at]))
    };
    let others = |alike: &dyn Fn(&Facts) -> bool| {
        all.iter()
            .enumerate()
            .any(|(other, one)| other != at && (one.listed || one.chosen) && alike(one))
    };
    match reason {
        Reason::OnlyOfType(one) => own.cpd_type == Some(one) && !others(&|other| other.cpd_type == Some(one)),
        Reason::OnlyInSeason(one, season) => {
            own.cpd_type == Some(one)
                && own.season == Some(season)
                && !others(&|other| other.cpd_type == Some(one) && other.season == Some(season))
        }
        Reason::NewType(one) => own.cpd_type == Some(one) && !there(&|other| other.cpd_type == Some(one)),
        Reason::NewSeason(one) => own.season == Some(one) && !there(&|other| other.season == Some(one)),
        Reason::NewStandard(one) => own.standards.contains(&one) && !there(&|other| other.standards.contains(&one)),
        Reason::NewPillar(one) => own.pillars.contains(&one) && !there(&|other| other.pillars.contains(&one)),
        Reason::Practice => own.says_practice && !own.says_users,
        Reason::Users => own.says_users && !own.says_practice,
        Reason::Both => own.says_practice && own.says_users,
        Reason::Evidence => own.has_evidence,
        Reason::Few => {
            let adds_nothing = |facts: &Facts| {
                facts.standards.iter().all(|one| there(&|other| other.standards.contains(one)))
                    && facts.pillars.iter().all(|one| there(&|other| other.pillars.contains(one)))
                    && facts.cpd_type.is_none_or(|one| there(&|other| other.cpd_type == Some(one)))
                    && facts.season.is_none_or(|one| there(&|other| other.season == Some(one)))
                    && !facts.says_practice
                    && !facts.says_users
                    && !facts.has_evidence
            };
            let left = |(at, facts): &(usize, &Facts)| facts.free && !before.contains(at);
            all.iter().enumerate().filter(left).all(|(_, facts)| adds_nothing(facts))
        }
    }
}

proptest! {
    #[test]
    fn what_is_named_is_free_few_and_truly_explained(all in prop::collection::vec(facts(), 0..40), least in 1_usize..6, more in 0_usize..4) {
        let most = least + more;
        let found = named(&all, least, most);
        let chosen = all.iter().filter(|one| one.chosen).count();
        prop_assert!(found.len() <= most.saturating_sub(chosen));
        let free = all.iter().filter(|one| one.free).count();
        prop_assert!(found.len() >= least.saturating_sub(chosen).min(free), "up to the least while something is left");
        let mut before = Vec::new();
        for (at, reasons) in &found {
            prop_assert!(all[*at].free && !all[*at].chosen && !before.contains(at));
            prop_assert!((1..=TOLD).contains(&reasons.len()));
            for reason in reasons {
                prop_assert!(is_true(*reason, &all, *at, &before), "{reason:?} of {at}");
            }
            before.push(*at);
        }
        prop_assert_eq!(&found, &named(&all, least, most));
    }

    #[test]
    fn taking_the_first_leaves_the_rest_as_they_were(mut all in prop::collection::vec(facts(), 0..40)) {
        let found = named(&all, 4, 6);
        if let Some((first, _)) = found.first() {
            all[*first].chosen = true;
            all[*first].free = false;
            prop_assert_eq!(&found[1..], &named(&all, 4, 6)[..]);
        }
    }
}
