//! What is written on the pages of the PDFs that are laid in. They leave as pictures, and whoever looks at them reads the words.
//!
//! What always holds: a final pack holds no page on which a client of one's own is named in full or by a code; where one word
//! may be a client or another word (a rose, the month of May), it is said and is the owner's to look at. Words that are pictures
//! themselves, as in a scan, are read by nobody here. The words of a PDF are laid on its pictures, to be found, only where
//! nothing in all of it could tell who somebody is, but what stays knowingly in the profile too.

use std::collections::BTreeSet;

use super::label;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::hcpc::leaving::{self, Leaving};
use crate::privacy::{self, Finding, Kind};

/// What was found.
#[derive(Default)]
pub(in crate::hcpc) struct Inside {
    /// What is to be said, a sentence each.
    pub(in crate::hcpc) notes: Vec<String>,
    /// The numbers of those whose words may be found in the pack.
    pub(in crate::hcpc) searchable: BTreeSet<u32>,
}

/// Looks into the PDFs of what leaves.
///
/// # Errors
/// `refused` for a final file, when a client is named beyond doubt; `cancelled`, `locked`, `disk`. A PDF that cannot be read is
/// none.
pub(in crate::hcpc) fn look_inside(app: &App, task: &Task, leaves: &Leaving, is_final: bool) -> Result<Inside> {
    let own = app.with(privacy::within)?;
    let mut inside = Inside::default();
    for spot in leaves.spots.iter().filter(|spot| spot.pages) {
        // As it is written, and as it would be laid on the pictures: a program may write a space or only leave one.
        let written = |pdf: &[u8]| Some(leaving::pages_of(pdf)? + "\n\n" + &evidence::words_within(pdf)?);
        let Some(words) = evidence::within_pdf(app, task, &spot.id, written)? else {
            continue;
        };
        let found = privacy::scan(&words, &own);
        if is_searchable(leaves, &words, &found) {
            inside.searchable.insert(spot.number);
        }
        let found: Vec<_> = found.into_iter().filter(|one| one.kind.is_own_client()).collect();
        if found.is_empty() {
            continue;
        }
        let number = label(spot.number);
        if is_final && found.iter().any(|one| is_beyond_doubt(one.kind, &one.value)) {
            return Err(Error::new(
                Code::Refused,
                format!("On the pages of {number} a client of yours is named. Nothing was written."),
            )
            .hint("Make a redacted copy on its page and take that along, or take it out of the list."));
        }
        inside.notes.push(format!(
            "On the pages of {number} stands a word that could be a client of yours: look at them before you hand the file on."
        ));
    }
    Ok(inside)
}

/// Whether all that was found stays knowingly, and nothing is written that is to go elsewhere.
fn is_searchable(leaves: &Leaving, words: &str, found: &[Finding]) -> bool {
    let stays = |one: &Finding| leaves.kept.iter().any(|kept| kept.kind == one.kind && kept.value == one.value);
    let words = leaving::letters(words);
    let goes = |value: &String| !leaving::letters(value).is_empty() && words.contains(&leaving::letters(value));
    found.iter().all(stays) && !leaves.gone.iter().any(goes)
}

/// A name of several words and a code with a figure in it are no other word.
fn is_beyond_doubt(kind: Kind, value: &str) -> bool {
    match kind {
        Kind::ClientName => value.split_whitespace().nth(1).is_some(),
        _ => value.contains(|sign: char| sign.is_ascii_digit()),
    }
}
