//! What is written on clients' pages as one Markdown file; case notes are records and have theirs. Who anybody is is not in it.

use std::fmt::Write as _;

use super::{pages, retention};
use crate::error::Result;
use crate::record;
use crate::vault::Portfolio;

/// The file's text; `None` when nothing is written.
///
/// # Errors
/// `damaged`, `disk`.
pub fn markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let mut out = String::new();
    for one in record::coded(portfolio)? {
        let (_, facts) = pages::facts(portfolio.db(), &one.id)?;
        let kept = retention::of(portfolio, &one.id, &facts, one.last.as_deref(), retention::rule(portfolio)?)?;
        let lines = [
            ("Goals", facts.goals),
            ("Themes", facts.themes),
            ("Risk", facts.risk),
            ("Summary", facts.summary),
            ("Ended", facts.ended.unwrap_or_default()),
            ("Ending", facts.ending),
            ("Not to be erased because", facts.hold),
        ];
        let mut written = lines.iter().filter(|(_, text)| !text.trim().is_empty()).peekable();
        if written.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n", one.code);
        for (label, text) in written {
            let _ = writeln!(out, "**{label}:** {}\n", text.trim_end());
        }
        if let Some(until) = kept.until {
            let _ = writeln!(out, "Kept until {until}.");
        }
    }
    Ok((!out.is_empty()).then(|| format!("# Clients\n{out}")))
}
