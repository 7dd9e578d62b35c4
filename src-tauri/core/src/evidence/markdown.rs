//! Evidence as one Markdown file: what is written about it. The files themselves stay in the portfolio.

use std::fmt::Write as _;

use super::{Evidence, get, list};
use crate::error::Result;
use crate::framework::Framework;
use crate::vault::Portfolio;

/// Everything about evidence outside of the bin; `None` when there is none.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let mut lines = list(portfolio, false)?;
    if lines.is_empty() {
        return Ok(None);
    }
    lines.sort_by_key(|line| line.number);
    let mut out = String::from("# Evidence\n\nThe files themselves are not here: save a copy of each where it is needed.\n");
    for line in lines {
        let _ = write!(out, "\n## {}", markdown_of(&get(portfolio, &line.id)?));
    }
    Ok(Some(out))
}

/// What is written about a piece, after a heading without its marks.
pub(crate) fn markdown_of(one: &Evidence) -> String {
    let mut out = format!("E{} {}\n\n", one.number, one.facts.title);
    let mut said = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            let _ = writeln!(out, "- {label}: {}", text.trim().replace('\n', " "));
        }
    };
    said("Kind", one.facts.kind.name());
    said("Date", one.facts.date.as_deref().unwrap_or_default());
    said("Made by", &one.facts.made_by);
    if let Some(file) = &one.file {
        said("File", &format!("{} ({}, {} bytes)", file.name, file.says, file.size));
    }
    let records: Vec<String> = one
        .records
        .iter()
        .map(|record| format!("{} {}", record.date, record.title))
        .collect();
    said("Belongs to", &records.join("; "));
    let agreements: Vec<String> = one
        .agreements
        .iter()
        .map(|one| format!("{}, since {}", one.name, one.start))
        .collect();
    said("Supervision agreement", &agreements.join("; "));
    for id in &one.statements {
        let text = Framework::bundled().statement(id).map_or("", |statement| statement.text.as_str());
        said("Shows", &format!("{id} {text}"));
    }
    if let Some(original) = &one.original {
        said("Redacted copy of", &format!("E{} {}", original.number, original.title));
    }
    if one.facts.people || one.consent.is_some() {
        said("Consent", one.consent_state.why());
    }
    if let Some(consent) = &one.consent {
        said("Agreed by", &consent.who);
        said("For", &consent.use_for);
        said("Given on", &consent.given);
        said("Until", consent.until.as_deref().unwrap_or_default());
        said("Withdrawn on", consent.withdrawn.as_deref().unwrap_or_default());
        said("What the child says", &consent.child_view);
    }
    if !one.facts.description.trim().is_empty() {
        let _ = writeln!(out, "\n{}", one.facts.description.trim());
    }
    out
}
