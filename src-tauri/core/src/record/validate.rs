//! What can be kept, and what gets a remark.
//!
//! What always holds: whatever is refused names its field and its limit; a remark never stops a save.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::Connection;

use super::model::{Content, Kind, Warning};
use crate::error::{Code, Error, Result};
use crate::{profile, supervision};

/// The longest title, in characters.
const TITLE: usize = 300;
/// The most text one record holds, in bytes: about four hundred printed pages.
const TEXT: usize = 2 * 1024 * 1024;
/// The longest short field, in characters.
const SHORT: usize = 200;
/// The longest CPD answer, in characters.
const LONG: usize = 20_000;
/// A day and a night for every day of a two-year cycle is more than anybody means.
const MINUTES: u32 = 100_000;
/// More than any course costs, in pence.
const COST: u32 = 10_000_000;
const MANY: usize = 100;
/// What a case note lacks before it can be finished.
pub(super) const NEEDS_CODE: &str = "A case note needs the client's code before it is finished.";

/// Reads a date of a field.
///
/// # Errors
/// `invalid` at `field` when there is no such day, or it lies before 1900 or after 2200.
pub fn date(field: &str, text: &str) -> Result<NaiveDate> {
    // Dates are compared as text, so 2026-1-1 must not be kept beside 2026-01-01.
    let day = Some(text)
        .filter(|text| text.len() == 10)
        .and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .ok_or_else(|| Error::field(field, "There is no such date.").hint("Write it as day, month, year: 22/11/2026."))?;
    if !(1900..=2200).contains(&day.year()) {
        return Err(Error::field(field, "The year must lie between 1900 and 2200."));
    }
    Ok(day)
}

/// Checks everything a save brings; answers the remarks.
pub(super) fn validate(connection: &Connection, content: &Content, today: NaiveDate) -> Result<Vec<Warning>> {
    let mut warnings = Vec::new();
    dates(content, today, &mut warnings)?;
    texts(content)?;
    if content.minutes.is_some_and(|minutes| minutes == 0 || minutes > MINUTES) {
        return Err(Error::field(
            "minutes",
            "Minutes go from 1 to 100,000. Leave the field empty if you do not know.",
        ));
    }
    if content.session_number.is_some_and(|number| number == 0 || number > 100_000) {
        return Err(Error::field("session_number", "The session number goes from 1 to 100,000."));
    }
    clients(content, &mut warnings)?;
    if content.kind == Kind::Supervision {
        session(connection, content, &mut warnings)?;
    }
    if let Some(role_id) = &content.role_id {
        let role = profile::role(connection, role_id)?.ok_or_else(|| Error::field("role_id", "This role is no longer there."))?;
        if content.kind == Kind::CaseNote && !role.own_practice {
            return Err(Error::field(
                "role_id",
                "Case notes of an employed role belong in the employer's own system, so they are off here.",
            )
            .hint("Write a reflection instead, with the client's code only."));
        }
    }
    if content.kind != Kind::CaseNote && content.case.is_some() {
        return Err(Error::field("case", "Only a case note says whether a client came."));
    }
    if content.kind == Kind::CaseNote && content.cpd.is_some() {
        return Err(
            Error::field("cpd", "A case note cannot be CPD, because it never leaves this portfolio.").hint("Write a reflection on it."),
        );
    }
    Ok(warnings)
}

fn dates(content: &Content, today: NaiveDate, warnings: &mut Vec<Warning>) -> Result<()> {
    let day = date("date", &content.date)?;
    if let Some(to) = &content.date_to {
        let last = date("date_to", to)?;
        if last < day {
            return Err(Error::field("date_to", "The last day lies before the first."));
        }
        if last > today {
            warnings.push(Warning {
                field: "date_to".to_owned(),
                message: "This date lies in the future.".to_owned(),
            });
        }
    }
    if day > today {
        warnings.push(Warning {
            field: "date".to_owned(),
            message: "This date lies in the future.".to_owned(),
        });
    }
    for action in &content.actions {
        for (field, value) in [("actions", &action.due), ("actions", &action.done_on)] {
            if let Some(value) = value {
                date(field, value)?;
            }
        }
    }
    Ok(())
}

fn texts(content: &Content) -> Result<()> {
    short("title", &content.title, TITLE)?;
    let size: usize = content.sections.iter().map(|section| section.text.len()).sum();
    if size > TEXT {
        return Err(Error::new(
            Code::Refused,
            format!(
                "One record holds up to 2 MB of text; this is {:.1} MB. What was saved before is safe.",
                size as f64 / 1_048_576.0
            ),
        )
        .hint("Split it over two records."));
    }
    for section in &content.sections {
        no_nul("sections", &section.text)?;
        short("sections", &section.stage, 40)?;
    }
    if content.sections.len() > MANY || content.actions.len() > MANY || content.keywords.len() > MANY || content.clients.len() > MANY {
        return Err(Error::new(
            Code::Refused,
            "There are more than a hundred parts of one kind here. What was saved before is safe.",
        ));
    }
    for keyword in &content.keywords {
        if keyword.trim().is_empty() {
            return Err(Error::field("keywords", "A keyword needs at least one letter."));
        }
        short("keywords", keyword, 80)?;
    }
    if let Some(setting) = &content.setting {
        short("setting", setting, SHORT)?;
    }
    if let Some(facts) = &content.supervision {
        short("supervisor", &facts.supervisor, SHORT)?;
        short("themes", &facts.themes, 2000)?;
    }
    if let Some(facts) = &content.case {
        short("themes", &facts.themes, 2000)?;
    }
    for action in &content.actions {
        short("actions", &action.text, 500)?;
        short("actions", action.owner.as_deref().unwrap_or_default(), SHORT)?;
    }
    if let Some(facts) = &content.cpd {
        short("provider", &facts.provider, SHORT)?;
        short("sub_type", &facts.sub_type, SHORT)?;
        if facts.cost_pence.is_some_and(|pence| pence > COST) {
            return Err(Error::field(
                "cost_pence",
                "A cost goes up to £100,000. Leave the field empty if you do not know.",
            ));
        }
        if facts.standards.iter().any(|number| !(1..=4).contains(number)) {
            return Err(Error::field(
                "standards",
                "A record speaks to the standards 1 to 4; the fifth is the profile itself.",
            ));
        }
        for (field, text) in [
            ("learnt", &facts.learnt),
            ("practice", &facts.practice),
            ("service_users", &facts.service_users),
            ("next_step", &facts.next_step),
        ] {
            short(field, text, LONG)?;
        }
    }
    Ok(())
}

/// Refuses text that is too long for its field, or holds what no text holds.
pub(crate) fn short(field: &str, text: &str, limit: usize) -> Result<()> {
    let length = text.chars().count();
    if length > limit {
        return Err(Error::field(
            field,
            format!("This holds up to {limit} characters; there are {length}."),
        ));
    }
    no_nul(field, text)
}

pub(super) fn no_nul(field: &str, text: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(
            Error::field(field, "There is an invisible character here that no text can hold (NUL).")
                .hint("Delete the last thing you pasted, and paste it as plain text."),
        );
    }
    Ok(())
}

fn clients(content: &Content, warnings: &mut Vec<Warning>) -> Result<()> {
    match (content.kind, content.clients.len()) {
        // Words come first: a draft is saved without its code, and only finishing asks for it.
        (Kind::CaseNote, 0) => warnings.push(Warning {
            field: "clients".to_owned(),
            message: NEEDS_CODE.to_owned(),
        }),
        (Kind::CaseNote, 2..) => {
            return Err(Error::field("clients", "A case note is about one client.").hint("Write a second note for the second client."));
        }
        (Kind::Cpd, 1..) => {
            return Err(Error::field(
                "clients",
                "A CPD activity carries no client codes, because it is meant to be shown.",
            ));
        }
        _ => {}
    }
    for code in &content.clients {
        if let Some(message) = check_code("clients", code)? {
            warnings.push(Warning {
                field: "clients".to_owned(),
                message: message.to_owned(),
            });
        }
    }
    Ok(())
}

/// Refuses what is no code; answers a remark on one that tells who it is.
///
/// # Errors
/// `invalid` at `field`.
pub(crate) fn check_code(field: &str, code: &str) -> Result<Option<&'static str>> {
    if code.trim().is_empty() {
        return Err(Error::field(field, "The code is empty.").hint("Use a code only you can read, such as K-07."));
    }
    short(field, code, 20)?;
    Ok(remark_on_code(code))
}

/// A session: its agreement is there, its words name nobody, and what was agreed says by when.
fn session(connection: &Connection, content: &Content, warnings: &mut Vec<Warning>) -> Result<()> {
    let agreement = content.supervision.as_ref().and_then(|facts| facts.agreement_id.as_deref());
    if let Some(id) = agreement
        && !supervision::agreement_is_there(connection, id)?
    {
        return Err(Error::field("agreement_id", "This agreement is no longer there."));
    }
    let named = content.sections.iter().find_map(|section| remark_on_words(&section.text));
    warnings.extend(named.map(|message| Warning {
        field: "sections".to_owned(),
        message: message.to_owned(),
    }));
    if content
        .actions
        .iter()
        .any(|action| action.due.is_none() && action.done_on.is_none() && !action.text.trim().is_empty())
    {
        warnings.push(Warning {
            field: "actions".to_owned(),
            message: "An agreed action without a date waits at the end of what is open. Give it one to be reminded.".to_owned(),
        });
    }
    Ok(())
}

/// Words that would tell who a client is, in a text that speaks of them by code.
fn remark_on_words(text: &str) -> Option<&'static str> {
    let words = || text.split(|c: char| !(c.is_alphanumeric() || "@.-".contains(c)));
    if words().any(|word| {
        word.trim_matches('.')
            .split_once('@')
            .is_some_and(|(name, at)| !name.is_empty() && at.contains('.'))
    }) {
        return Some("There is an e-mail address in this text. What is spoken of in supervision stays with codes.");
    }
    // Ten figures, in one piece or as 3-3-4.
    let mut run = 0;
    for c in text.chars().chain([' ', '.']) {
        match c {
            '0'..='9' => run += 1,
            ' ' | '-' if run == 3 || run == 6 => {}
            _ if run >= 10 => {
                return Some("This looks like an NHS number or a telephone number. It names a person: speak of them by your own code.");
            }
            _ => run = 0,
        }
    }
    let titled = ["Mr", "Mrs", "Ms", "Miss"];
    let mut before = "";
    for word in text.split_whitespace() {
        let name = word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_lowercase);
        if name && titled.contains(&before.trim_end_matches('.')) {
            return Some("There seems to be a name in this text. What is spoken of in supervision stays with codes.");
        }
        before = word;
    }
    None
}

/// What a client code looks like when it is none.
fn remark_on_code(code: &str) -> Option<&'static str> {
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() == 10 && code.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-') {
        return Some("This looks like an NHS number. It names a person: use a code of your own, such as K-07.");
    }
    let letters = code.chars().filter(|c| c.is_alphabetic()).count();
    if digits.is_empty() && letters >= 3 {
        return Some("This looks like a name. Anyone who reads it knows who it is: use a code of your own, such as K-07.");
    }
    None
}
