//! The privacy check: what in a text could tell who somebody is.
//!
//! A text is folded first (`fold`): what does not show is dropped, what only looks like a Latin letter becomes one, a word
//! divided at the end of a line is whole again. Then each finder reads it: `structured` knows numbers with a form, `moments`
//! ages and days of birth, `people` names in their context (`known` rules out what is nobody's), `places` schools, wards, towns and streets, `clients` the owner's
//! own clients. `combination` looks at what several of them tell together. `stand_in` has general words for what should not leave. The words they know are lists in `assets/privacy`.
//!
//! `sure` tells a client from a word that only reads like one, for whoever acts on what is found.
//!
//! What always holds: nothing is changed, logged or sent; positions are Unicode code points of the text as it was given,
//! the end exclusive; an identifier of one's own clients is found whatever else stands there; the same text and the same
//! clients give the same findings in the same order.
//!
//! It is made for notes in British English. It misses things, as every such check does: the owner reads what leaves.

mod clients;
mod combination;
mod fold;
mod form;
mod known;
mod model;
mod moments;
mod people;
mod places;
mod stand_in;
mod structured;
mod sure;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

pub use model::{Finding, Kind, Own, OwnClient, Surety};
pub use stand_in::stand_in;

use crate::error::Result;
use crate::vault::Portfolio;
use crate::{client, profile};
use fold::Folded;
use form::Apart;

/// From so many bytes on a text is read by two processors.
const LONG: usize = 16 * 1024;

/// Something found in the folded text, by bytes of it.
struct Hit {
    start: usize,
    end: usize,
    kind: Kind,
    why: String,
    surety: Surety,
}

impl Hit {
    fn new(range: std::ops::Range<usize>, kind: Kind, why: impl Into<String>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            kind,
            why: why.into(),
            surety: Surety::Sure,
        }
    }

    fn of(self, surety: Surety) -> Self {
        Self { surety, ..self }
    }

    fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// What the portfolio knows beforehand: its clients, read through the wall, and who its owner is.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn within(portfolio: &Portfolio) -> Result<Own> {
    let owner = profile::get(portfolio)?;
    Ok(Own {
        clients: client::sought(portfolio)?,
        registrations: vec![owner.registration],
        owner: owner.name,
    })
}

/// The same with the portfolio's own clients, read through the wall, and the owner's own name and registration number, beside whom `own` names.
///
/// # Errors
/// `damaged`, `disk`.
pub fn scan_within(portfolio: &Portfolio, text: &str, own: Own) -> Result<Vec<Finding>> {
    Ok(scan(text, &with_its_own(portfolio, own)?))
}

/// What is known beforehand, and the portfolio's own clients and owner beside it.
///
/// # Errors
/// `damaged`, `disk`.
pub fn with_its_own(portfolio: &Portfolio, mut own: Own) -> Result<Own> {
    own.extend(within(portfolio)?);
    Ok(own)
}

/// Places, streets and people, in the order in which they count.
fn told_by_words(text: &str) -> Vec<Hit> {
    let words = tokens::split(text);
    let mut found = places::find(text, &words);
    // "Elm Grove" in "Elm Grove School" is no street; "Leeds Road" is one, and no town.
    let streets = structured::streets(text);
    let within = Apart::joined(streets.iter().map(Hit::range));
    found.retain(|place| within.around(&place.range()).is_none_or(|street| place.end == street.end));
    found.extend(streets);
    found.extend(people::find(text, &words));
    found
}

/// A text as it is searched: what hides a word is gone, and a word divided at the end of a line is whole. Its lines stay.
pub(crate) fn folded(text: &str) -> String {
    Folded::new(text).text
}

/// Where passages about one activity, each with what was found in it, tell only together who somebody is: which of them tells most
/// of it, and the finding there.
pub(crate) fn across(passages: &[(&str, &[&Finding])]) -> Option<(usize, Finding)> {
    let (at, range, why) = combination::across(passages)?;
    let value = passages[at].0.chars().skip(range.start).take(range.len()).collect();
    let finding = Finding {
        start: range.start,
        end: range.end,
        kind: Kind::Combination,
        value,
        why,
        surety: Surety::Sure,
    };
    Some((at, finding))
}

/// Whether a passage, with what was found in it, tells by several things in it who somebody is.
pub(crate) fn alone(passage: &str, found: &[&Finding]) -> bool {
    combination::alone(passage, found)
}

/// What in `text` could tell who somebody is, from its beginning to its end.
pub fn scan(text: &str, own: &Own) -> Vec<Finding> {
    let folded = Folded::new(text);
    let mut hits = clients::find(&folded.text, &folded.joined, own);
    let with_a_form = || {
        let mut found = structured::find(&folded.text, own);
        found.extend(moments::find(&folded.text));
        found
    };
    let others = if text.len() < LONG {
        let mut found = with_a_form();
        found.extend(told_by_words(&folded.text));
        found
    } else {
        std::thread::scope(|scope| {
            let words = scope.spawn(|| told_by_words(&folded.text));
            let mut found = with_a_form();
            found.extend(words.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
            found
        })
    };
    // What was found first is the surest; a later finder's hit in the same place says nothing new.
    let own_clients = Apart::joined(hits.iter().map(Hit::range));
    let mut taken = Apart::default();
    for hit in others {
        let own_name = matches!(hit.kind, Kind::PersonName | Kind::ClientCode) && own_clients.overlaps(&hit.range());
        if !own_name && taken.take(&hit.range()) {
            hits.push(hit);
        }
    }
    hits.retain(|hit| hit.kind != Kind::PersonName || !own.is_owner(&folded.text[hit.start..hit.end]));
    hits.extend(combination::find(&folded.text, &hits));
    let given: Vec<char> = text.chars().collect();
    let mut findings: Vec<Finding> = hits
        .into_iter()
        .map(|hit| {
            let (start, end) = folded.range(hit.start..hit.end);
            Finding {
                start,
                end,
                kind: hit.kind,
                value: given[start..end].iter().collect(),
                why: hit.why,
                surety: hit.surety,
            }
        })
        .collect();
    findings.sort_by_key(|one| (one.start, one.end, one.kind));
    findings.dedup_by(|a, b| (a.start, a.end, a.kind) == (b.start, b.end, b.kind));
    findings
}
