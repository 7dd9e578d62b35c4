//! One record on paper.

use triptych_pdf::{Block, Inline};

use super::compose::{self, Composed, KINDS, facts, length, name, when};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::framework::Framework;
use crate::hcpc::markdown;
use crate::record::{self, CpdType, Kind, Record};
use crate::vault::Portfolio;

/// # Errors
/// `not-found`, `refused` for a case note, `damaged`, `disk`.
pub(super) fn compose(portfolio: &Portfolio, id: &str) -> Result<Composed> {
    let record = record::get(portfolio, id)?;
    if !KINDS.contains(&record.content.kind) {
        return Err(Error::new(Code::Refused, "A case note stands in no paper for others.")
            .hint("The client’s own access to it is on the client’s page."));
    }
    let content = &record.content;
    let cpd = content.cpd.clone().unwrap_or_default();
    let supervision = content.supervision.clone().unwrap_or_default();
    let mut blocks = Vec::new();
    blocks.extend(facts([
        ("When", when(&record)?),
        ("What it is", content.kind.name().to_owned()),
        ("Length", content.minutes.map(length).unwrap_or_default()),
        (
            "Draft",
            if record.draft {
                "not finished yet".to_owned()
            } else {
                String::new()
            },
        ),
        (
            if supervision.given { "Supervisee" } else { "Supervisor" },
            supervision.supervisor.clone(),
        ),
        ("Themes", supervision.themes),
        ("Type of CPD", cpd.kind.map(CpdType::name).unwrap_or_default().to_owned()),
        ("Kind of activity", cpd.sub_type.clone()),
        ("Provider", cpd.provider.clone()),
        ("Certificate", if cpd.certificate { "yes".to_owned() } else { String::new() }),
    ]));
    for section in content.sections.iter().filter(|section| !section.text.trim().is_empty()) {
        if let Some(stage) = record.stage_names.get(&section.stage) {
            blocks.push(Block::heading(2, stage.clone()));
        } else if content.kind == Kind::Supervision {
            blocks.push(Block::heading(2, record::session_stage(&section.stage)));
        }
        blocks.extend(markdown::blocks(&section.text));
    }
    blocks.extend(answers(&[
        ("What I learnt", &cpd.learnt),
        ("How it changed my practice", &cpd.practice),
        ("How it benefited service users", &cpd.service_users),
        ("Next step", &cpd.next_step),
    ]));
    if let Some(echo) = &record.echo {
        blocks.push(Block::heading(2, "What is different now"));
        blocks.extend(markdown::blocks(&echo.text));
    }
    blocks.extend(agreed(&record)?);
    blocks.extend(tagged(&record));
    blocks.extend(shown(portfolio, id)?);
    let title = name(&record).to_owned();
    Ok(Composed {
        document: compose::document(portfolio, &title, None, blocks)?,
        file_name: compose::file_name(&[&content.date, &title]),
        records: vec![record],
    })
}

fn answers(all: &[(&str, &String)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (question, answer) in all.iter().filter(|(_, answer)| !answer.trim().is_empty()) {
        blocks.push(Block::heading(2, *question));
        blocks.extend(markdown::blocks(answer));
    }
    blocks
}

fn agreed(record: &Record) -> Result<Vec<Block>> {
    let lines = record::agreed(&record.content.actions, &|text| text.trim().to_owned())?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let items = lines.into_iter().map(|line| vec![Inline::Text(line)]).collect();
    Ok(vec![Block::heading(2, "Agreed actions"), Block::List { ordered: false, items }])
}

/// The statements it is tagged to, each with how it shows it.
fn tagged(record: &Record) -> Vec<Block> {
    let framework = Framework::bundled();
    let mut blocks = Vec::new();
    for tag in &record.tags {
        let Some(statement) = framework.statement(&tag.statement) else {
            continue;
        };
        blocks.push(Block::heading(
            3,
            format!("{}: {}", framework.level(statement.level).name, statement.text),
        ));
        blocks.extend(markdown::blocks(&tag.claim));
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(2, "Tagged to the framework"));
    }
    blocks
}

/// Its evidence by number and title, as far as it may leave.
fn shown(portfolio: &Portfolio, id: &str) -> Result<Vec<Block>> {
    let items: Vec<_> = evidence::of_record(portfolio, id)?
        .iter()
        .filter(|piece| piece.consent_state.may_leave())
        .map(|piece| vec![Inline::Text(format!("E{}: {}", piece.number, piece.title))])
        .collect();
    Ok(if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::heading(2, "Evidence"), Block::List { ordered: false, items }]
    })
}
