//! The register: the files made for others, whatever they were.
//!
//! What always holds: no line of the table `export` is left out, whether or not its kind is known; it is only read here, and a
//! line is written together with its file (`left`, and the evidence's own), or with the part of a profile that was copied.
//! Exports as JSON or Markdown without a file of evidence, backups, other copied words and what is exported while the portfolio is
//! only read make no line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cycles;
use super::left::rows;
use super::model::Past;
use crate::error::{Error, Result};
use crate::vault::Portfolio;

/// Most lines in one answer.
const MOST: usize = 200;
/// The most characters of a word for whom something is.
const WHOM: usize = 200;
/// How many of those that were said before are offered again.
const OFFERED: u32 = 3;

/// What left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "LeftKind")]
pub enum Left {
    /// A CPD profile, or a part of one.
    Hcpc,
    /// An addendum that answers HCPC.
    Addendum,
    /// A part of a CPD profile, copied as text.
    Copied,
    /// A paper for others.
    Paper,
    /// The supervision log.
    Supervision,
    /// A client's own record.
    Access,
    /// The file of a piece of evidence.
    Evidence,
    /// The whole portfolio as Markdown.
    Markdown,
    /// The whole portfolio as JSON.
    Json,
    /// Of a kind that this version does not know.
    Other,
}

impl Left {
    /// All there are.
    pub const ALL: [Self; 10] = [
        Self::Hcpc,
        Self::Addendum,
        Self::Copied,
        Self::Paper,
        Self::Supervision,
        Self::Access,
        Self::Evidence,
        Self::Markdown,
        Self::Json,
        Self::Other,
    ];

    /// Its word in the table, in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hcpc => "hcpc",
            Self::Addendum => "addendum",
            Self::Copied => "copied",
            Self::Paper => "paper",
            Self::Supervision => "supervision",
            Self::Access => "access",
            Self::Evidence => "evidence",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Other => "other",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hcpc => "CPD profile",
            Self::Addendum => "Addendum to a CPD profile",
            Self::Copied => "Copied part of a CPD profile",
            Self::Paper => "Paper for others",
            Self::Supervision => "Supervision log",
            Self::Access => "Client’s own record",
            Self::Evidence => "Evidence",
            Self::Markdown => "Whole portfolio as Markdown",
            Self::Json => "Whole portfolio as JSON",
            Self::Other => "Another file",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).unwrap_or(Self::Other)
    }
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RegisterLine")]
pub struct Line {
    /// What left.
    pub kind: Left,
    /// The same in words.
    pub what: String,
    /// Years of the cycle it was for, such as 2022-2024; `None` without one, or one that is no longer kept.
    pub cycle: Option<String>,
    /// When, under which name, and what stayed knowingly.
    pub past: Past,
    /// Records it speaks of, as far as the register holds them.
    pub records: u32,
    /// Pieces of evidence in it.
    pub evidence: u32,
}

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[ts(rename = "RegisterAsked")]
pub struct Asked {
    /// Only this.
    pub kind: Option<Left>,
    /// Words in the name of the file, for whom it is, the cycle, the checksum or what stayed knowingly; empty finds all.
    pub find: String,
    /// Lines to pass over.
    pub offset: u32,
    /// Most lines wanted; the core answers at most 200.
    pub limit: u32,
}

/// Some lines of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RegisterPage")]
pub struct Page {
    /// Newest first.
    pub lines: Vec<Line>,
    /// Lines that fit what is looked for.
    pub total: u32,
    /// Lines there are.
    pub all: u32,
}

/// What left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn register(portfolio: &Portfolio, asked: &Asked) -> Result<Page> {
    let years: Vec<(String, String)> = cycles::all_cycles_with_forms(portfolio)?
        .into_iter()
        .map(|(cycle, _)| (cycle.id.clone(), cycles::cycle_years(&cycle)))
        .collect();
    let cycle_of = |past: &Past| {
        let id = past.cycle_id.as_ref()?;
        years.iter().find(|(known, _)| known == id).map(|(_, years)| years.clone())
    };
    let sought: Vec<String> = asked.find.split_whitespace().map(str::to_lowercase).collect();
    let found = rows(portfolio, None)?;
    let all = found.len();
    let fitting: Vec<(Left, Option<String>, Past)> = found
        .into_iter()
        .map(|(kind, past)| (Left::of(&kind), cycle_of(&past), past))
        .filter(|(kind, cycle, past)| asked.kind.is_none_or(|only| only == *kind) && holds(*kind, cycle.as_deref(), past, &sought))
        .collect();
    let total = fitting.len();
    let mut lines = Vec::new();
    for (kind, cycle, past) in fitting
        .into_iter()
        .skip(asked.offset as usize)
        .take((asked.limit as usize).min(MOST))
    {
        let count = |sql: &str| -> Result<u32> { Ok(portfolio.db().prepare_cached(sql)?.query_row([&past.id], |row| row.get(0))?) };
        lines.push(Line {
            kind,
            what: kind.words().to_owned(),
            cycle,
            records: count("SELECT count(*) FROM export_record WHERE export_id = ?1")?,
            evidence: count("SELECT count(*) FROM export_evidence WHERE export_id = ?1")?,
            past,
        });
    }
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Page {
        lines,
        total: number(total),
        all: number(all),
    })
}

/// Whether every word sought stands somewhere in the line.
fn holds(kind: Left, cycle: Option<&str>, past: &Past, sought: &[String]) -> bool {
    if sought.is_empty() {
        return true;
    }
    let mut there = [
        kind.words(),
        &past.file_name,
        &past.for_whom,
        &past.sha256,
        cycle.unwrap_or_default(),
    ]
    .join(" ");
    for kept in &past.kept {
        there.push_str(&format!(" {} {}", kept.value, kept.reason));
    }
    let there = there.to_lowercase();
    sought.iter().all(|word| there.contains(word))
}

/// For whom something is, as it is kept: in one line.
///
/// # Errors
/// `invalid` at `for_whom`.
pub fn whom(said: &str) -> Result<String> {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if said.contains('\0') || said.chars().count() > WHOM {
        return Err(Error::field(
            "for_whom",
            format!("For whom it is takes up to {WHOM} letters in one line. Nothing was written."),
        ));
    }
    Ok(said)
}

/// For whom files of this kind were before, the last first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn whom_before(portfolio: &Portfolio, kind: Left) -> Result<Vec<String>> {
    let before = portfolio
        .db()
        .prepare_cached(
            "SELECT for_whom FROM export WHERE kind = ?1 AND for_whom <> '' GROUP BY for_whom ORDER BY max(exported_at) DESC, max(rowid) DESC LIMIT ?2",
        )?
        .query_map(rusqlite::params![kind.as_str(), OFFERED], |row| row.get("for_whom"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(before)
}
