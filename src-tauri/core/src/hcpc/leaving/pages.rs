//! What is found on the pages of an exhibit, and the answers to it.
//!
//! What always holds: no word of a page is changed, so it is kept with a reason or called a different word, or the piece stays
//! out; what was kept wherever it stands is kept on a page too.

use super::super::model::{Answer, AnswerAction, AnswerGiven, LeavingFinding};
use super::super::{Subject, exhibits};
use super::answers::{self, Answers, fits, key};
use super::copy;
use crate::api::{App, Task};
use crate::error::Result;
use crate::privacy::{Finding, Kind, Surety};

/// How much of a page is shown around what was found, in letters.
const AROUND: usize = 60;
/// The most of it that is shown.
const MOST: usize = 240;

/// A finding on the pages of the evidence `id`, called `place`, with its answer.
pub(in crate::hcpc) fn on_page(answers: &Answers, id: &str, place: &str, words: &[char], one: &Finding) -> LeavingFinding {
    let own = key(one.kind, &one.value, Some(id));
    let of = |key: &str, here: bool| {
        let (action, words) = answers.get(key)?;
        (fits(one.kind, *action) && stays(*action)).then(|| Answer {
            action: *action,
            words: words.clone(),
            here,
        })
    };
    let answer = of(&own, true).or_else(|| of(&key(one.kind, &one.value, None), false));
    let from = one.start.saturating_sub(AROUND);
    let end = one.end.min(one.start + MOST);
    let shown = &words[from..(end + AROUND).min(words.len())];
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    LeavingFinding {
        key: own.clone(),
        key_here: own,
        place: place.to_owned(),
        record_id: None,
        text: shown.iter().map(|sign| if sign.is_whitespace() { ' ' } else { *sign }).collect(),
        start: number(one.start - from),
        end: number(end - from),
        kind: one.kind,
        value: one.value.split_whitespace().collect::<Vec<_>>().join(" "),
        why: one.why.clone(),
        stand_in: String::new(),
        sure: !one.kind.is_own_client() || one.surety == Surety::Sure,
        exhibit: Some(id.to_owned()),
        answer,
    }
}

/// Whether an answer leaves the words where they are.
pub(super) fn stays(action: AnswerAction) -> bool {
    matches!(action, AnswerAction::Keep | AnswerAction::OtherWord)
}

/// Between the pages line by line and the same without lines.
pub(in crate::hcpc) const ALONG: &str = "\n\n\u{1E}\n\n";

/// What of it has to be answered. Without lines only what has a form of its own is read; things that tell only together are a
/// person's only beside an age.
pub(in crate::hcpc) fn asked(words: &[char], found: Vec<Finding>) -> Vec<Finding> {
    let along = words.iter().position(|sign| *sign == '\u{1E}').unwrap_or(words.len());
    let formless = |kind: Kind| matches!(kind, Kind::PersonName | Kind::Place | Kind::Age | Kind::Combination | Kind::Link);
    let aged = found.iter().any(|one| matches!(one.kind, Kind::Age | Kind::DateOfBirth));
    let mut asked: Vec<Finding> = Vec::new();
    for one in found {
        let known = asked
            .iter()
            .any(|other| key(other.kind, &other.value, None) == key(one.kind, &one.value, None));
        let read = one.start < along || !formless(one.kind);
        if !known && read && (aged || one.kind != Kind::Combination) {
            asked.push(one);
        }
    }
    asked
}

/// What the privacy check finds in all that would leave: what is written, and what stands on the pages of exhibits.
///
/// # Errors
/// `not-found`, `damaged`, `disk`, `cancelled`, `locked`.
pub fn found_with_pages(app: &App, task: &Task, of: Subject<'_>) -> Result<Vec<LeavingFinding>> {
    let (leaving, answers) = app.with(|portfolio| {
        let cycle = of.cycle(portfolio)?;
        Ok((copy::leaving_of(portfolio, of)?, answers::read(portfolio.db(), &cycle)?))
    })?;
    let mut found = leaving.found.clone();
    found.extend(exhibits::look_inside(app, task, &leaving, &answers)?.found);
    Ok(found)
}

/// Answers what is found in any of it; an answer of `None` is taken back. Answers what is found now.
///
/// # Errors
/// Those of [`found_with_pages`] and [`answers::answer`].
pub fn answer_with_pages(app: &App, task: &Task, of: Subject<'_>, given: &[AnswerGiven]) -> Result<Vec<LeavingFinding>> {
    let found = found_with_pages(app, task, of)?;
    app.change(|portfolio| answers::answer_among(portfolio, of, given, &found))?;
    found_with_pages(app, task, of)
}

/// Puts general words in, as [`answers::propose`] does. Answers what is found now in all that would leave.
///
/// # Errors
/// Those of [`answer_with_pages`].
pub fn propose_with_pages(app: &App, task: &Task, of: Subject<'_>) -> Result<Vec<LeavingFinding>> {
    app.change(|portfolio| answers::propose(portfolio, of).map(|_| ()))?;
    found_with_pages(app, task, of)
}
