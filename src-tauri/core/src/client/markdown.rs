//! What is written on clients' pages, and what was asked and erased, as one Markdown file; case notes are records and have theirs.
//! Who anybody is is not in it.

use std::fmt::Write as _;

use super::{Erasure, Request, Usual, erasures, pages, requests, retention};
use crate::error::Result;
use crate::record::{self, day_in_words as in_words};
use crate::vault::Portfolio;

/// The file's text; `None` when nothing is written.
///
/// # Errors
/// `damaged`, `disk`.
pub fn markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let mut out = String::new();
    let usual = retention::rule(portfolio)?;
    for one in record::coded(portfolio)? {
        let (_, facts) = pages::facts(portfolio.db(), &one.id)?;
        let kept = retention::of(portfolio, &one.id, &facts, one.last.as_deref(), usual)?;
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
    if usual != Usual::default() {
        let _ = writeln!(out, "\n## How long I keep\n");
        if let Some(years) = usual.adult_years {
            let _ = writeln!(out, "- Adults: {years} years after the last contact");
        }
        if let Some(age) = usual.child_age {
            let _ = writeln!(out, "- Children: until they are {age}");
        }
    }
    let asked = requests(portfolio)?;
    if !asked.is_empty() {
        let _ = writeln!(out, "\n## Requests for access");
        for one in &asked {
            request(&mut out, &record::code_of(portfolio.db(), &one.client_id)?, one)?;
        }
    }
    let gone = erasures(portfolio)?;
    if !gone.is_empty() {
        let _ = writeln!(out, "\n## Erased\n");
        for one in &gone {
            erased(&mut out, one)?;
        }
    }
    Ok((!out.is_empty()).then(|| format!("# Clients\n{out}")))
}

fn request(out: &mut String, code: &str, one: &Request) -> Result<()> {
    let day = |text: &str| record::date("date", text).map(in_words);
    let _ = writeln!(out, "\n### {code}, {}\n", day(&one.received)?);
    let lines = [
        ("Asked for by", one.asker.name().to_owned()),
        ("To be answered by", day(&one.due)?),
        ("By what authority", one.authority.clone()),
        (
            "Who they are",
            if one.identity_checked { "checked" } else { "not checked" }.to_owned(),
        ),
        ("Serious harm", one.harm.clone()),
        ("Other people", one.others.clone()),
        ("Answered on", one.answered.as_deref().map(day).transpose()?.unwrap_or_default()),
    ];
    for (label, text) in lines.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let _ = writeln!(out, "- **{label}:** {}", text.trim().replace('\n', "\n  "));
    }
    Ok(())
}

fn erased(out: &mut String, one: &Erasure) -> Result<()> {
    let reason = if one.reason.trim().is_empty() {
        String::new()
    } else {
        format!(" ({})", one.reason.trim())
    };
    let _ = writeln!(
        out,
        "- {}: {} case notes and {} other records; {} kept without the code{reason}",
        in_words(record::date("on", &one.on)?),
        one.case_notes,
        one.records,
        one.kept
    );
    Ok(())
}
