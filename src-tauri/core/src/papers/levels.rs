//! The portfolio by the framework's levels: what is tagged to each statement, and what the owner says of it.
//!
//! What always holds: statements of which nothing is said and nothing is tagged are not listed; nothing is counted; evidence with
//! people in it is not named.

use std::collections::HashMap;

use triptych_pdf::{Block, Inline};

use super::compose::{self, Composed, gathered, in_words, line_about};
use crate::assessment::{self, Answer, Assessment};
use crate::error::{Error, Result};
use crate::evidence;
use crate::framework::{Framework, LevelId, SectionId, Statement};
use crate::record::{self, Query, Record};
use crate::vault::Portfolio;

/// # Errors
/// `invalid` for a level that is none, `refused` when there is nothing to say, `damaged`, `disk`.
pub(super) fn compose(portfolio: &Portfolio, level: Option<&str>) -> Result<Composed> {
    let wanted = level
        .map(|word| word.parse::<LevelId>().map_err(|cause| Error::field("level", cause.to_string())))
        .transpose()?;
    let framework = Framework::bundled();
    let records = gathered(
        portfolio,
        Query {
            level: level.map(str::to_owned),
            ..Query::default()
        },
    )?;
    let said = assessment::latest(portfolio)?;
    let (by_statement, pieces) = (by_statement(&records), evidence::without_people(portfolio.db())?);
    let mut blocks = Vec::new();
    for level in LevelId::ALL.iter().copied().filter(|level| wanted.is_none_or(|one| one == *level)) {
        let mut within = Vec::new();
        for section in SectionId::ALL.iter().copied() {
            let mut statements = Vec::new();
            for statement in framework.statements_of(level, section) {
                let tagged = by_statement.get(statement.id.as_str()).map_or(&[][..], Vec::as_slice);
                statements.extend(lines(statement, tagged, said.get(&statement.id), &pieces)?);
            }
            if !statements.is_empty() {
                within.push(Block::heading(2, framework.section(section).name.clone()));
                within.extend(statements);
            }
        }
        if !within.is_empty() {
            blocks.push(Block::heading(1, framework.level(level).name.clone()));
            blocks.extend(within);
        }
    }
    if blocks.is_empty() {
        return Err(
            Error::field("level", "Nothing is tagged there yet, and nothing said of it. Nothing was written.")
                .hint("Tag a record to a statement, or say where you stand with one."),
        );
    }
    blocks.push(Block::Rule);
    blocks.push(Block::paragraph(
        "Statements are quoted from the framework. What is tagged to them is the writer’s own view; nothing here is graded.",
    ));
    let title = "Portfolio by framework level";
    let of = wanted.map(|level| framework.level(level).name.clone());
    let tagged = records.into_iter().filter(|record| !record.tags.is_empty()).collect();
    Ok(Composed {
        file_name: compose::file_name(&[title, of.as_deref().unwrap_or_default()]),
        document: compose::document(portfolio, title, of.or_else(|| Some(framework.data().title.clone())), blocks)?,
        records: tagged,
    })
}

/// The records tagged to each statement, each with its claim.
pub(super) fn by_statement(records: &[Record]) -> HashMap<&str, Vec<(&Record, &str)>> {
    let mut found: HashMap<&str, Vec<(&Record, &str)>> = HashMap::new();
    for record in records {
        for tag in &record.tags {
            found.entry(tag.statement.as_str()).or_default().push((record, tag.claim.trim()));
        }
    }
    found
}

/// A statement with what is said of it, tagged to it and shown for it; nothing where there is none of that.
pub(super) fn lines(
    statement: &Statement,
    tagged: &[(&Record, &str)],
    said: Option<&Assessment>,
    pieces: &[evidence::Titled],
) -> Result<Vec<Block>> {
    let shows: Vec<&str> = pieces
        .iter()
        .filter(|piece| piece.statements.contains(&statement.id))
        .map(|piece| piece.title.as_str())
        .collect();
    if tagged.is_empty() && said.is_none() && shows.is_empty() {
        return Ok(Vec::new());
    }
    let code = statement.code.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
    let mut blocks = vec![Block::heading(3, format!("{code}{}", statement.text))];
    if let Some(one) = said {
        blocks.push(Block::Paragraph(vec![Inline::Text(standing(one)?)]));
    }
    if !tagged.is_empty() {
        let items = tagged
            .iter()
            .map(|(record, claim)| {
                let mut line = line_about(record, claim)?;
                let with: Vec<&str> = pieces
                    .iter()
                    .filter(|piece| piece.records.contains(&record.id))
                    .map(|piece| piece.title.as_str())
                    .collect();
                if !with.is_empty() {
                    line.push(Inline::Text(format!(" (evidence: {})", with.join("; "))));
                }
                Ok(line)
            })
            .collect::<Result<_>>()?;
        blocks.push(Block::List { ordered: false, items });
    }
    if !shows.is_empty() {
        blocks.push(Block::paragraph(format!("Evidence: {}.", shows.join("; "))));
    }
    Ok(blocks)
}

/// "I say: developing (3 May 2026)."
fn standing(one: &Assessment) -> Result<String> {
    let word = match one.answer {
        Some(Answer::NotYet) => "not yet",
        Some(Answer::Developing) => "developing",
        Some(Answer::Confident) => "confident",
        Some(Answer::NotMyRole) => "not my role",
        Some(Answer::NextForMe) => "next for me",
        None => "",
    };
    let day = in_words(record::date("answered_at", one.answered_at.get(..10).unwrap_or_default())?);
    let by = one
        .by
        .as_deref()
        .map(|by| record::date("by", by).map(|by| format!(", by {}", in_words(by))))
        .transpose()?
        .unwrap_or_default();
    let note = if one.note.trim().is_empty() {
        String::new()
    } else {
        format!(" {}", one.note.trim())
    };
    Ok(format!("I say: {word}{by} ({day}).{note}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::testing;

    #[test]
    fn evidence_stands_with_its_record_and_under_its_statement_unless_people_are_in_it() {
        let (_folder, mut portfolio) = testing::portfolio();
        let content = testing::content(Kind::Reflection, "A quiet drum", "2026-03-03", "It rained.");
        let id = record::create(&mut portfolio, &content, "", &[]).expect("a record").id;
        record::set_tag(&mut portfolio, &id, "enh.pp.02", "I waited.").expect("tagged");
        record::finish(&mut portfolio, &id, true).expect("finished");
        for (number, (title, people)) in [("Programme", 0), ("Group photograph", 1)].into_iter().enumerate() {
            portfolio
                .db()
                .execute(
                    "INSERT INTO evidence (id, title, kind, people, number, created_at) VALUES (?1, ?1, 'self-made', ?2, ?3, '')",
                    rusqlite::params![title, people, i64::try_from(number).expect("few")],
                )
                .expect("evidence");
            portfolio
                .db()
                .execute("INSERT INTO record_evidence VALUES (?1, ?2)", [&id, title])
                .expect("a link");
            portfolio
                .db()
                .execute("INSERT INTO evidence_statement VALUES (?1, 'enh.pp.03')", [title])
                .expect("a link");
        }
        let document = compose(&portfolio, None).expect("a paper").document;
        let said = serde_json::to_string(&document).expect("JSON");
        assert!(said.contains("A quiet drum") && said.contains(" (evidence: Programme)"), "{said}");
        assert!(
            said.contains("Evidence: Programme."),
            "a statement that only evidence shows: {said}"
        );
        assert!(!said.contains("Group photograph"), "{said}");
    }
}
