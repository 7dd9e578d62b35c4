//! Recounts the framework from the source text, apart from whatever made the data.
//!
//! `tests/fixtures/framework-source.txt` holds the statement pages of the extraction, untouched. The mends listed
//! in `provenance.json` are applied to it and nothing else; what can then be read off must be the data, word for word.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::*;

const SOURCE: &str = include_str!("../../../../../tests/fixtures/framework-source.txt");
const PROVENANCE: &str = include_str!("../../../../../assets/framework/provenance.json");

#[derive(Deserialize)]
struct Provenance {
    mends: Vec<Mend>,
    kept: Vec<Kept>,
}

#[derive(Deserialize)]
struct Mend {
    part: String,
    id: Option<String>,
    r#where: String,
    before: String,
    after: String,
}

#[derive(Deserialize)]
struct Kept {
    id: String,
    printed: String,
}

fn provenance() -> Provenance {
    serde_json::from_str(PROVENANCE).unwrap()
}

/// The source with every listed mend, and only those.
fn mended() -> String {
    let mut text = SOURCE.to_owned();
    for mend in provenance().mends.iter().filter(|one| one.part == "statements") {
        assert_eq!(
            text.matches(&mend.before).count(),
            1,
            "{:?} must occur once: {:?}",
            mend.id,
            mend.before
        );
        text = text.replacen(&mend.before, &mend.after, 1);
    }
    text
}

/// One bullet of the source: level, section, printed number, text.
#[derive(Debug, PartialEq)]
struct Bullet {
    level: LevelId,
    section: SectionId,
    number: Option<u32>,
    text: String,
}

/// Reads level from the core list that opens each level, section from the running heads, and the rest from bullets.
fn read(text: &str) -> (Vec<Bullet>, Vec<(LevelId, String)>) {
    let mut levels = LevelId::ALL.iter().copied();
    let (mut level, mut section) = (None, SectionId::Core);
    let (mut bullets, mut prose) = (Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(bullet) = line.strip_prefix("- ") {
            if bullet.starts_with("Safe, Effective and Person") {
                (level, section) = (levels.next(), SectionId::Core);
            }
            let level = level.expect("a level opens with its core list");
            let numbered = bullet.strip_prefix("KS.").and_then(|rest| rest.split_once(". "));
            let (section, number, text) = match numbered {
                Some((number, text)) => (SectionId::Ks, Some(number.parse().unwrap()), text),
                None => (section, None, bullet),
            };
            assert!(section != SectionId::Ks || number.is_some(), "knowledge without a number: {bullet}");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            bullets.push(Bullet {
                level,
                section,
                number,
                text,
            });
            continue;
        }
        section = match line {
            "Knowledge & Skills" => SectionId::Ks,
            "Professional Practice" => SectionId::Pp,
            "Facilitating Learning" => SectionId::Fl,
            "Leadership & Management" => SectionId::Lm,
            "Evidence, Research & Development" => SectionId::Erd,
            head if head.starts_with("Responsibilities") => SectionId::Res,
            other => {
                if other.ends_with('.') {
                    prose.push((level.expect("no prose before the first level"), other.to_owned()));
                }
                continue;
            }
        };
    }
    assert!(levels.next().is_none(), "fewer than five levels in the source");
    (bullets, prose)
}

#[test]
fn the_source_text_gives_the_same_statements_word_for_word() {
    let (bullets, _) = read(&mended());
    assert_eq!(bullets.len(), 313);
    let mut counted: BTreeMap<(LevelId, SectionId), usize> = BTreeMap::new();
    for bullet in &bullets {
        let at = counted.entry((bullet.level, bullet.section)).or_default();
        *at += 1;
        let id = format!("{}.{}.{:02}", bullet.level, bullet.section, *at);
        let ours = Framework::bundled()
            .statement(&id)
            .unwrap_or_else(|| panic!("{id} is missing: {}", bullet.text));
        assert_eq!(ours.text, bullet.text, "{id}");
        assert_eq!(ours.code, bullet.number.map(|number| format!("KS.{number}")), "{id}");
    }
    for (&(level, section), &count) in &counted {
        assert_eq!(Framework::bundled().statements_of(level, section).len(), count, "{level} {section}");
    }
}

#[test]
fn the_source_text_gives_the_same_level_introductions() {
    let (_, prose) = read(&mended());
    for level in &Framework::bundled().data().levels {
        let read: Vec<_> = prose
            .iter()
            .filter(|(id, _)| *id == level.id)
            .map(|(_, text)| text.as_str())
            .collect();
        let ours: Vec<_> = level.expects.iter().chain(&level.pillars_note).map(String::as_str).collect();
        assert_eq!(ours, read, "{}", level.id);
    }
}

#[test]
fn without_the_mends_the_count_is_off_by_the_known_places() {
    // Two were printed twice, one lost its bullet: the raw text has 314 bullets, so the mends above do work.
    let raw = SOURCE.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(raw, 313 + 2 - 1);
}

#[test]
fn mends_touch_only_what_they_say() {
    for mend in provenance().mends {
        let id = mend.id.as_deref();
        assert_ne!(mend.before, mend.after, "{id:?} {}", mend.r#where);
        assert_eq!(mend.part == "statements", id.is_some(), "{id:?} {}", mend.r#where);
        if let Some(id) = id {
            assert!(Framework::bundled().statement(id).is_some(), "{id}");
        }
        if mend.r#where == "text" && !mend.before.starts_with("- ") {
            // A mended word or line: letters stay, only hyphens and white space change.
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            assert_eq!(letters(&mend.before), letters(&mend.after), "{id:?}");
            assert!(
                Framework::bundled().statement(id.unwrap()).unwrap().text.contains(&mend.after),
                "{id:?}"
            );
        }
    }
    for kept in provenance().kept {
        assert!(
            Framework::bundled().statement(&kept.id).unwrap().text.contains(&kept.printed),
            "{}",
            kept.id
        );
    }
}
