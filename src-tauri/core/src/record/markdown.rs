//! A record as Markdown, for the clipboard and for export.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::model::{Link, LinkKind, Record};
use super::{day_in_words, get};
use crate::error::Result;
use crate::framework::Framework;
use crate::vault::Portfolio;

/// The record `id` as Markdown: title, facts, text, additions, tags, and what it is linked to.
///
/// # Errors
/// `not-found`.
pub fn markdown(portfolio: &Portfolio, id: &str) -> Result<String> {
    get(portfolio, id).map(|record| markdown_with_links(&record))
}

/// The same of a record that has been read already.
pub fn markdown_with_links(record: &Record) -> String {
    let mut out = markdown_of(record);
    if !record.links.is_empty() {
        out.push_str("\n## Linked records\n\n");
        for link in &record.links {
            let _ = writeln!(
                out,
                "- {}: “{}”, {} ({})",
                linked(link),
                link.title,
                long_date(&link.date),
                link.other_kind.name()
            );
        }
    }
    out
}

/// How two records hang together, seen from one of them.
fn linked(link: &Link) -> &'static str {
    match (link.kind, link.outgoing) {
        (LinkKind::ReflectsOn, true) => "Reflects on",
        (LinkKind::ReflectsOn, false) => "Reflected on in",
        (LinkKind::LedTo, true) => "Led to",
        (LinkKind::LedTo, false) => "Came from",
        (LinkKind::DiscussedIn, true) => "Discussed in",
        (LinkKind::DiscussedIn, false) => "Here was discussed",
    }
}

/// What a record says itself, without the titles of others that it is linked to.
pub fn markdown_of(record: &Record) -> String {
    let content = &record.content;
    let mut out = String::new();
    let title = if record.shown_title.is_empty() {
        content.kind.name()
    } else {
        &record.shown_title
    };
    let _ = writeln!(out, "# {title}\n");
    let mut facts = vec![content.kind.name().to_owned()];
    facts.push(match &content.date_to {
        Some(to) => format!("{} to {}", long_date(&content.date), long_date(to)),
        None => long_date(&content.date),
    });
    facts.extend(content.minutes.map(|minutes| format!("{minutes} minutes")));
    facts.extend(content.session_number.map(|number| format!("session {number}")));
    facts.extend(content.clients.iter().cloned());
    if record.draft {
        facts.push("draft".to_owned());
    }
    if let Some(case) = &content.case {
        facts.extend(case.attendance.map(|one| one.name().to_lowercase()));
        facts.extend(case.risk.then(|| "risk".to_owned()));
        facts.extend(case.ending.then(|| "ending".to_owned()));
    }
    let _ = writeln!(out, "{}\n", facts.join(" · "));
    line(&mut out, "Role", &record.called.role);
    line(&mut out, "Setting", content.setting.as_deref().unwrap_or_default());
    line(&mut out, "Themes", content.case.as_ref().map_or("", |case| &case.themes));
    if let Some(facts) = &content.supervision {
        line(&mut out, "Type", facts.kind.map_or("", super::SupervisionType::name));
        line(&mut out, if facts.given { "Supervisee" } else { "Supervisor" }, &facts.supervisor);
        line(&mut out, "Agreement", &record.called.agreement);
        line(&mut out, "Format", facts.format.map_or("", super::SupervisionFormat::name));
        line(&mut out, "Held", if facts.remote { "by video or telephone" } else { "" });
        line(&mut out, "Themes", &facts.themes);
    }
    line(&mut out, "Reflected with", &record.called.model);
    for section in content.sections.iter().filter(|section| !section.text.trim().is_empty()) {
        if let Some(name) = record.stage_names.get(&section.stage) {
            let _ = writeln!(out, "## {name}\n");
        } else if content.kind == super::Kind::Supervision && section.stage != "text" {
            let _ = writeln!(out, "## {}\n", super::session_stage(&section.stage));
        }
        let _ = writeln!(out, "{}\n", section.text.trim_end());
    }
    if let Some(facts) = &content.cpd {
        let _ = writeln!(out, "## CPD\n");
        line(&mut out, "Type", facts.kind.map_or("", super::CpdType::name));
        line(&mut out, "Kind of activity", &facts.sub_type);
        line(&mut out, "Provider", &facts.provider);
        line(&mut out, "Cost", &facts.cost_pence.map(pounds).unwrap_or_default());
        line(&mut out, "Certificate", if facts.certificate { "yes" } else { "" });
        line(&mut out, "What I learnt", &facts.learnt);
        line(&mut out, "How it changed my practice", &facts.practice);
        line(&mut out, "How it benefited service users", &facts.service_users);
        let standards: Vec<String> = facts.standards.iter().map(u8::to_string).collect();
        line(&mut out, "Standards it speaks to", &standards.join(", "));
        line(&mut out, "Next step", &facts.next_step);
    }
    if let Some(echo) = &record.echo {
        let day = long_date(&echo.said_at[..echo.said_at.len().min(10)]);
        let _ = writeln!(out, "## What is different now ({day})\n\n{}\n", echo.text.trim_end());
    }
    if !content.actions.is_empty() {
        let _ = writeln!(out, "## Agreed actions\n");
        for action in &content.actions {
            let mark = if action.done_on.is_some() { "x" } else { " " };
            let due = action
                .due
                .as_deref()
                .map(|due| format!(" (by {})", long_date(due)))
                .unwrap_or_default();
            let done = action
                .done_on
                .as_deref()
                .map(|done| format!(" (done {})", long_date(done)))
                .unwrap_or_default();
            let owner = action.owner.as_deref().map(|owner| format!("{owner}: ")).unwrap_or_default();
            let _ = writeln!(out, "- [{mark}] {owner}{}{due}{done}", action.text);
        }
        out.push('\n');
    }
    for addition in &record.additions {
        let _ = writeln!(
            out,
            "## Addition of {}\n\n{}\n",
            long_date(&addition.added_at[..addition.added_at.len().min(10)]),
            addition.text.trim_end()
        );
    }
    if !record.tags.is_empty() {
        let _ = writeln!(out, "## Tagged to\n");
        for tag in &record.tags {
            let text = Framework::bundled()
                .statement(&tag.statement)
                .map_or("", |statement| statement.text.as_str());
            let claim = if tag.claim.is_empty() {
                String::new()
            } else {
                format!(" — {}", tag.claim.replace('\n', " "))
            };
            let _ = writeln!(out, "- {}: {text}{claim}", tag.statement);
        }
        out.push('\n');
    }
    if !content.keywords.is_empty() {
        let _ = writeln!(out, "Keywords: {}", content.keywords.join(", "));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Templates with their text, and saved filters with what they ask for; `None` when there is neither.
///
/// # Errors
/// `damaged`, `disk`.
pub fn templates_markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let (templates, filters) = (super::templates(portfolio.db())?, super::filters(portfolio.db())?);
    if templates.is_empty() && filters.is_empty() {
        return Ok(None);
    }
    let mut out = String::from("# Templates and saved filters\n\n");
    for template in templates {
        let _ = writeln!(out, "## {} ({})\n", template.name, template.content.kind.name());
        for section in template.content.sections.iter().filter(|section| !section.text.trim().is_empty()) {
            let _ = writeln!(out, "{}\n", section.text.trim_end());
        }
    }
    if !filters.is_empty() {
        let _ = writeln!(out, "## Saved filters\n");
        filters.iter().for_each(|filter| {
            let _ = writeln!(out, "- {}: {}", filter.name, super::filters::in_words(&filter.query));
        });
    }
    Ok(Some(out))
}

fn line(out: &mut String, label: &str, text: &str) {
    if !text.trim().is_empty() {
        let _ = writeln!(out, "**{label}:** {}\n", text.trim_end());
    }
}

/// £45.00.
fn pounds(pence: u32) -> String {
    format!("£{}.{:02}", pence / 100, pence % 100)
}

/// 22 November 2026; what is no date stays as it is.
fn long_date(iso: &str) -> String {
    NaiveDate::parse_from_str(iso, "%Y-%m-%d").map_or_else(|_| iso.to_owned(), day_in_words)
}
