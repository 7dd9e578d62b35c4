//! The owner's answers, as stored.
//!
//! What always holds: an answer is kept under a digest of what it is about, so that no identifier is written down a second
//! time.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row, params};
use sha2::{Digest as _, Sha256};

use super::super::model::{AnswerAction, AnswerGiven, LeavingFinding, StoredAnswer};
use super::{copy, pages};
use crate::error::{Code, Error, Result};
use crate::hcpc::Subject;
use crate::privacy::Kind;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a stand-in or a reason.
const LONGEST: usize = 500;

/// Answers by what they are about.
pub(in crate::hcpc) type Answers = BTreeMap<String, (AnswerAction, String)>;

/// What an answer is about: these words wherever they stand, or only in this line.
pub(super) fn key(kind: Kind, value: &str, line: Option<&str>) -> String {
    let mut digest = Sha256::new();
    digest.update(kind.as_str());
    for part in [Some(folded(value).as_str()), line].into_iter().flatten() {
        digest.update([0]);
        digest.update(part);
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The same words however they are written.
fn folded(value: &str) -> String {
    value
        .to_lowercase()
        .replace('’', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether what was found may be answered so.
pub(super) fn fits(kind: Kind, action: AnswerAction) -> bool {
    match action {
        AnswerAction::Replace | AnswerAction::Remove => true,
        AnswerAction::Keep => !kind.is_own_client(),
        AnswerAction::OtherWord => kind.is_own_client(),
    }
}

/// The answers given for the cycle `id`.
pub(in crate::hcpc) fn read(connection: &Connection, cycle_id: &str) -> Result<Answers> {
    let mut statement = connection.prepare_cached("SELECT found, action, words FROM cycle_answer WHERE cycle_id = ?1 ORDER BY found")?;
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<_, String>("found")?,
            row.get::<_, String>("action")?,
            row.get::<_, String>("words")?,
        ))
    };
    let mut answers = Answers::new();
    for row in statement.query_map([cycle_id], row)? {
        let (found, action, words) = row?;
        answers.insert(found, (AnswerAction::read(&action)?, words));
    }
    Ok(answers)
}

/// The same, to be carried to another portfolio.
///
/// # Errors
/// `damaged`, `disk`.
pub fn answers_of(portfolio: &Portfolio, cycle_id: &str) -> Result<Vec<StoredAnswer>> {
    let all = read(portfolio.db(), cycle_id)?.into_iter();
    Ok(all.map(|(found, (action, words))| StoredAnswer { found, action, words }).collect())
}

/// Writes answers that were carried in; within the caller's transaction.
///
/// # Errors
/// `invalid` for what is no answer; `disk`.
pub(crate) fn put(connection: &Connection, cycle_id: &str, answers: &[StoredAnswer]) -> Result<()> {
    for one in answers {
        let form = one.found.len() == 32 && one.found.bytes().all(|sign| sign.is_ascii_digit() || (b'a'..=b'f').contains(&sign));
        if !form {
            return Err(Error::field(
                "answers",
                "An answer of the privacy check names nothing that could be found.",
            ));
        }
        write(connection, cycle_id, &one.found, one.action, &words(one.action, &one.words)?)?;
    }
    Ok(())
}

/// Answers what was found in what would leave; an answer of `None` is taken back. Answers what is found now.
///
/// # Errors
/// `conflict` when it is no longer found; `invalid` for an answer without its words; `refused` for keeping what tells who an own
/// client is. Then none is answered.
pub fn answer<'a>(portfolio: &mut Portfolio, of: impl Into<Subject<'a>>, given: &[AnswerGiven]) -> Result<Vec<LeavingFinding>> {
    let of = of.into();
    let found = copy::found(portfolio, of)?;
    answer_among(portfolio, of, given, &found)?;
    copy::found(portfolio, of)
}

/// Answers what is among `found`.
pub(super) fn answer_among(portfolio: &mut Portfolio, of: Subject<'_>, given: &[AnswerGiven], found: &[LeavingFinding]) -> Result<()> {
    let id = of.cycle(portfolio)?;
    let mut wanted = Vec::new();
    for one in given {
        let about = found
            .iter()
            .find(|finding| [&finding.key, &finding.key_here].contains(&&one.key))
            .ok_or_else(|| {
                Error::new(
                    Code::Conflict,
                    "The profile has changed since this was found in it. Nothing has been answered.",
                )
                .hint("Look at what is found now, and answer that.")
            })?;
        let action = match one.action {
            Some(action) if !fits(about.kind, action) => return Err(unfit(action)),
            Some(action) if about.exhibit.is_some() && !pages::stays(action) => return Err(on_a_page()),
            Some(action) => Some((action, words(action, &one.words)?)),
            None => None,
        };
        wanted.push((one.key.as_str(), action));
    }
    transact(portfolio, Op::AnswerPrivacy, Scope::default(), |connection| {
        for (key, action) in &wanted {
            match action {
                Some((action, words)) => write(connection, &id, key, *action, words)?,
                None => {
                    connection
                        .prepare_cached("DELETE FROM cycle_answer WHERE cycle_id = ?1 AND found = ?2")?
                        .execute([id.as_str(), key])?;
                }
            }
        }
        Ok(())
    })
}

/// Puts general words in the place of all that waits in what would leave, and takes out what has none; what tells
/// only together, what may be no client, and what stands on the pages of an exhibit is the owner's to weigh. Answers what is found now.
///
/// # Errors
/// As `answer`.
pub fn propose<'a>(portfolio: &mut Portfolio, of: impl Into<Subject<'a>>) -> Result<Vec<LeavingFinding>> {
    let of = of.into();
    let proposals = copy::proposals(&copy::found(portfolio, of)?);
    answer(portfolio, of, &proposals)
}

fn on_a_page() -> Error {
    Error::new(
        Code::Refused,
        "This stands on a page of the evidence, which leaves as it is: no word of it can be changed here. Nothing has been changed.",
    )
    .hint("Keep it with a reason, make a redacted copy of the evidence and take that along, or take the piece out of the list.")
}

fn unfit(action: AnswerAction) -> Error {
    match action {
        AnswerAction::OtherWord => Error::new(
            Code::Refused,
            "Only what reads like one of your own clients can be said to be a different word.",
        )
        .hint("Keep it with a reason instead."),
        _ => Error::new(
            Code::Refused,
            "This tells who one of your own clients is, so it cannot be kept. Nothing has been changed.",
        )
        .hint("Put other words there, or take it out. If it is another word that only looks the same, say so."),
    }
}

/// The words of an answer, in order.
fn words(action: AnswerAction, words: &str) -> Result<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.contains('\0') || words.chars().count() > LONGEST {
        return Err(Error::field(
            "words",
            format!("This takes up to {LONGEST} letters in one line. Nothing has been changed."),
        ));
    }
    match action {
        AnswerAction::Replace if words.is_empty() => {
            Err(Error::field("words", "There are no words to put there.").hint("Write some, or take it out instead."))
        }
        AnswerAction::Keep if words.is_empty() => Err(Error::field("words", "Say in a few words why it may stay.")
            .hint("The reason is kept beside the profile that leaves; it does not leave itself.")),
        AnswerAction::Remove | AnswerAction::OtherWord => Ok(String::new()),
        _ => Ok(words),
    }
}

fn write(connection: &Connection, cycle_id: &str, found: &str, action: AnswerAction, words: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cycle_answer (cycle_id, found, action, words) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (cycle_id, found) DO UPDATE SET action = excluded.action, words = excluded.words",
        )?
        .execute(params![cycle_id, found, action.as_str(), words])?;
    Ok(())
}
