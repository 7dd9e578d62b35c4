//! The data holds together: ids, counts, themes, stories, lookups. `recount` and `schema` are beside this file.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod recount;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use super::*;

#[test]
fn counts_are_those_of_the_published_framework() {
    let mut by_section: BTreeMap<SectionId, usize> = BTreeMap::new();
    let mut by_level: BTreeMap<LevelId, usize> = BTreeMap::new();
    for one in Framework::bundled().statements() {
        *by_section.entry(one.section).or_default() += 1;
        *by_level.entry(one.level).or_default() += 1;
    }
    assert_eq!(by_section.into_values().collect::<Vec<_>>(), [27, 82, 109, 28, 20, 26, 21]);
    assert_eq!(by_level.into_values().collect::<Vec<_>>(), [49, 72, 61, 62, 69]);
    assert_eq!(Framework::bundled().statements().len(), 313);
}

#[test]
fn ids_are_unique_counted_from_one_and_in_order() {
    let framework = Framework::bundled();
    let mut rebuilt = Vec::new();
    for &level in LevelId::ALL {
        for &section in SectionId::ALL {
            let here = framework.statements_of(level, section);
            assert!(!here.is_empty(), "{level} {section} has no statements");
            for (at, one) in here.iter().enumerate() {
                assert_eq!((one.level, one.section), (level, section), "{}", one.id);
                assert_eq!(one.id, format!("{level}.{section}.{:02}", at + 1));
                let code = (section == SectionId::Ks).then(|| format!("KS.{}", at + 1));
                assert_eq!(one.code, code, "{}", one.id);
                rebuilt.push(one.id.as_str());
            }
        }
    }
    let all: Vec<_> = framework.statements().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(all, rebuilt, "the file is not in order of level, section and number");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn data_that_cannot_be_looked_up_by_its_place_is_refused() {
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut data = serde_json::from_str(FRAMEWORK).unwrap();
        change(&mut data);
        Framework::read(&data.to_string(), CROSSWALK, STORIES)
            .err()
            .map(|cause| cause.to_string())
    };
    assert_eq!(refused(&|_| ()), None);
    for part in ["levels", "sections", "pillars", "statements"] {
        let said = refused(&|data| data[part].as_array_mut().unwrap().reverse()).unwrap();
        assert!(said.contains(part), "{said}");
    }
    assert!(refused(&|data| drop(data["levels"].as_array_mut().unwrap().pop())).is_some());
}

#[test]
fn levels_sections_and_pillars_stand_at_their_own_place() {
    let framework = Framework::bundled();
    for (at, &id) in LevelId::ALL.iter().enumerate() {
        assert_eq!((framework.level(id).id, framework.level(id).order as usize), (id, at + 1));
    }
    for (at, &id) in SectionId::ALL.iter().enumerate() {
        let section = framework.section(id);
        assert_eq!((section.id, section.order as usize, section.pillar), (id, at + 1, id.pillar()));
    }
    for &id in PillarId::ALL {
        assert_eq!(framework.pillar(id).id, id);
        assert_eq!(id.section().pillar(), Some(id));
    }
    assert_eq!(framework.data().levels.len(), LevelId::ALL.len());
    assert_eq!(framework.data().sections.len(), SectionId::ALL.len());
    assert_eq!(framework.data().pillars.len(), PillarId::ALL.len());
    let before: Vec<_> = framework
        .data()
        .levels
        .iter()
        .filter(|one| one.phase == PhaseId::PreRegistration)
        .collect();
    assert_eq!(before.iter().map(|one| one.id).collect::<Vec<_>>(), [LevelId::Ass]);
}

#[test]
fn names_go_both_ways_and_unknown_ones_are_told() {
    for &level in LevelId::ALL {
        assert_eq!(level.as_str().parse(), Ok(level));
        assert_eq!(serde_json::to_value(level).unwrap(), level.as_str());
    }
    for &section in SectionId::ALL {
        assert_eq!(section.as_str().parse(), Ok(section));
        assert_eq!(serde_json::to_value(section).unwrap(), section.as_str());
    }
    let error = "Enhanced".parse::<LevelId>().unwrap_err().to_string();
    assert_eq!(error, "“Enhanced” is not a level of the framework; use one of: ass pro enh adv con");
    assert_eq!((LevelId::Ass.below(), LevelId::Ass.above()), (None, Some(LevelId::Pro)));
    assert_eq!((LevelId::Con.below(), LevelId::Con.above()), (Some(LevelId::Adv), None));
    assert!(LevelId::ALL.is_sorted() && SectionId::ALL.is_sorted());
}

#[test]
fn every_marked_slip_stands_in_its_text_once() {
    let data = Framework::bundled().data();
    for one in &data.statements {
        for slip in &one.slips {
            assert_eq!(one.text.matches(&slip.printed).count(), 1, "{}: {:?}", one.id, slip.printed);
            assert_ne!(slip.printed, slip.likely, "{}", one.id);
        }
    }
    for level in &data.levels {
        for slip in &level.slips {
            assert!(
                level
                    .description
                    .iter()
                    .chain(&level.expects)
                    .any(|text| text.contains(&slip.printed))
            );
        }
    }
    let clients = Framework::bundled().statement("pro.ks.11").unwrap();
    assert_eq!(
        clients.slips,
        [Slip {
            printed: "clientss".into(),
            likely: "clients".into()
        }]
    );
}

#[test]
fn themes_hold_every_statement_but_one_and_each_once() {
    let framework = Framework::bundled();
    let crosswalk = framework.crosswalk();
    let mut placed = BTreeSet::new();
    for theme in &crosswalk.themes {
        let mut sections = BTreeSet::new();
        for (level, ids) in &theme.rows {
            for id in ids {
                let statement = framework.statement(id).unwrap_or_else(|| panic!("{}: no statement {id}", theme.id));
                assert_eq!(statement.level, *level, "{}: {id} in the wrong row", theme.id);
                assert!(placed.insert(id.as_str()), "{id} has two themes");
                sections.insert(statement.section.as_str());
            }
        }
        let section = if sections.len() == 1 {
            sections.first().copied().unwrap()
        } else {
            "mixed"
        };
        assert_eq!(theme.section, section, "{}", theme.id);
        for &level in LevelId::ALL {
            let both = level
                .above()
                .is_some_and(|up| !theme.ids_at(level).is_empty() && !theme.ids_at(up).is_empty());
            assert_eq!(theme.change_from(level).is_some(), both, "{}: sentence from {level}", theme.id);
        }
    }
    let missing: Vec<_> = framework
        .statements()
        .iter()
        .map(|one| one.id.as_str())
        .filter(|id| !placed.contains(id))
        .collect();
    assert_eq!(missing, ["pro.res.15"]);
    assert_eq!(crosswalk.unplaced, missing);
}

#[test]
fn neighbours_are_one_level_down_and_up() {
    let ids = |all: &[Statement]| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let near = Framework::bundled().theme_neighbours("pro.res.11").unwrap();
    assert_eq!(near.label, "Judgement and decision-making");
    assert_eq!(ids(&near.beside), ["pro.core.03", "pro.res.14"]);
    assert_eq!((near.level_below, near.level_above), (Some(LevelId::Ass), Some(LevelId::Enh)));
    assert_eq!(ids(&near.below), ["ass.pp.03"]);
    assert_eq!(ids(&near.above), ["enh.core.03"]);
    assert!(near.change_below.unwrap().starts_with("From reflective judgements"));
    assert!(near.change_above.unwrap().contains("core expectation"));

    let skipped = Framework::bundled().theme_neighbours("pro.ks.07").unwrap();
    assert!(
        skipped.above.is_empty() && skipped.change_above.is_none(),
        "sustainable practice skips a level"
    );
    let top = Framework::bundled().theme_neighbours("con.core.01").unwrap();
    assert!(top.level_above.is_none() && top.above.is_empty() && top.change_above.is_none());
    assert!(Framework::bundled().theme_neighbours("pro.res.15").is_none());
    assert!(Framework::bundled().theme_neighbours("pro.res.99").is_none());
}

#[test]
fn unknown_ids_find_nothing() {
    for id in ["", "enh", "enh.ks", "enh.ks.4", "ENH.KS.04", "enh.ks.21", "enh.ks.04 ", "\0"] {
        assert!(Framework::bundled().statement(id).is_none(), "{id:?}");
    }
    assert_eq!(Framework::bundled().statement("enh.ks.04").unwrap().code.as_deref(), Some("KS.4"));
}

#[test]
fn stories_name_nobody() {
    let stories = Framework::bundled().stories();
    assert_eq!(stories.len(), 7);
    for story in stories {
        assert!((3..=6).contains(&story.steps.len()), "{}", story.id);
        for text in story.steps.iter().chain([&story.role, &story.setting, &story.profession]) {
            let words: Vec<_> = text.split_whitespace().collect();
            for pair in words.windows(2) {
                let names = pair.iter().all(|word| {
                    let mut letters = word.chars();
                    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
                });
                assert!(!names, "{}: “{}” looks like a name", story.id, pair.join(" "));
            }
            for told in [" she ", " he ", " her ", " his ", " Dr ", " Mr ", " Ms ", "@", "http"] {
                assert!(!format!(" {text} ").contains(told), "{}: {told:?}", story.id);
            }
        }
    }
}

#[test]
fn what_goes_out_comes_back() {
    let data = Framework::bundled().data();
    let written = serde_json::to_string(data).unwrap();
    let again: FrameworkData = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
    assert!(serde_json::from_str::<Slip>(r#"{"printed":"a","likely":"b","other":1}"#).is_err());
}
