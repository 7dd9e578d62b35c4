//! The framework's statements, and how many of them are tagged.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::Serialize;
use triptych_core::api::App;
use triptych_core::error::Result;
use triptych_core::framework::{Framework, LevelId, SectionId};
use triptych_core::profile;
use triptych_core::record::{self, Kind, Query};

use crate::answer::Answer;

#[derive(Serialize)]
struct Statements {
    statements: Vec<Statement>,
}

#[derive(Serialize)]
struct Statement {
    id: &'static str,
    level: LevelId,
    section: SectionId,
    code: Option<&'static str>,
    text: &'static str,
}

/// Prints the statements.
pub(crate) fn framework(level: Option<LevelId>, section: Option<SectionId>, json: bool) -> Result<Answer> {
    let framework = Framework::bundled();
    let statements = framework
        .statements()
        .iter()
        .filter(|one| level.is_none_or(|level| one.level == level) && section.is_none_or(|section| one.section == section))
        .map(|one| Statement {
            id: &one.id,
            level: one.level,
            section: one.section,
            code: one.code.as_deref(),
            text: &one.text,
        })
        .collect();
    let found = Statements { statements };
    Answer::either(json, &found, || {
        let mut out = String::new();
        let mut last = None;
        for one in &found.statements {
            if last != Some((one.level, one.section)) {
                let blank = if last.is_some() { "\n" } else { "" };
                let _ = writeln!(
                    out,
                    "{blank}{}: {}",
                    framework.level(one.level).name,
                    framework.section(one.section).name
                );
                last = Some((one.level, one.section));
            }
            let _ = writeln!(out, "  {:<12} {}", one.id, one.text);
        }
        out
    })
}

#[derive(Serialize)]
struct Stats {
    records: Records,
    levels: Vec<LevelStats>,
}

#[derive(Serialize)]
struct Records {
    total: u32,
    #[serde(flatten)]
    kinds: Kinds,
    drafts: u32,
    binned: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Kinds {
    reflection: u32,
    case_note: u32,
    supervision: u32,
    cpd: u32,
}

#[derive(Serialize)]
struct LevelStats {
    level: LevelId,
    name: &'static str,
    own: bool,
    statements: usize,
    tagged: usize,
    sections: Vec<SectionStats>,
}

#[derive(Serialize)]
struct SectionStats {
    section: SectionId,
    name: &'static str,
    statements: usize,
    tagged: usize,
}

/// Counts. There is no total across levels: nobody is asked to fill them all.
pub(crate) fn stats(app: &App, json: bool) -> Result<Answer> {
    let (facets, kinds, tags, own) = app.with(|portfolio| {
        let count = |kind| {
            record::list(
                portfolio,
                &Query {
                    kinds: vec![kind],
                    ..Query::default()
                },
                0,
                1,
            )
            .map(|page| page.total)
        };
        let kinds = Kinds {
            reflection: count(Kind::Reflection)?,
            case_note: count(Kind::CaseNote)?,
            supervision: count(Kind::Supervision)?,
            cpd: count(Kind::Cpd)?,
        };
        Ok((
            record::facets(portfolio)?,
            kinds,
            record::tag_counts(portfolio)?,
            profile::get(portfolio)?.level,
        ))
    })?;
    let levels = LevelId::ALL
        .iter()
        .map(|level| level_stats(*level, own.as_deref(), &tags))
        .collect();
    let stats = Stats {
        records: Records {
            total: facets.records,
            kinds,
            drafts: facets.drafts,
            binned: facets.binned,
        },
        levels,
    };
    Answer::either(json, &stats, || in_words(&stats))
}

fn level_stats(level: LevelId, own: Option<&str>, tags: &HashMap<String, u32>) -> LevelStats {
    let framework = Framework::bundled();
    let sections: Vec<SectionStats> = SectionId::ALL
        .iter()
        .map(|section| {
            let statements = framework.statements_of(level, *section);
            SectionStats {
                section: *section,
                name: &framework.section(*section).name,
                statements: statements.len(),
                tagged: statements.iter().filter(|one| tags.contains_key(&one.id)).count(),
            }
        })
        .collect();
    LevelStats {
        level,
        name: &framework.level(level).name,
        own: own == Some(level.as_str()),
        statements: sections.iter().map(|one| one.statements).sum(),
        tagged: sections.iter().map(|one| one.tagged).sum(),
        sections,
    }
}

fn in_words(stats: &Stats) -> String {
    let records = &stats.records;
    let mut out = format!(
        "{} records, {} of them drafts; {} in the bin\n",
        records.total, records.drafts, records.binned
    );
    let kinds = &records.kinds;
    for (kind, count) in Kind::ALL
        .into_iter()
        .zip([kinds.reflection, kinds.case_note, kinds.supervision, kinds.cpd])
    {
        let _ = writeln!(out, "  {:<14} {count:>5}", kind.name());
    }
    for level in &stats.levels {
        let own = if level.own { " (your level)" } else { "" };
        let _ = writeln!(
            out,
            "\n{}{own}: {} of {} statements have a record",
            level.name, level.tagged, level.statements
        );
        for section in level.sections.iter().filter(|section| section.statements > 0) {
            let _ = writeln!(out, "  {:<42} {:>3} of {}", section.name, section.tagged, section.statements);
        }
    }
    out
}
