//! What is written on the pages of the PDFs that are laid in. They leave as pictures, and whoever looks at them reads the words.
//!
//! What always holds: a final pack holds no page on which a client of one's own is named in full or by a code; where one word
//! may be a client or another word (a rose, the month of May), it is said and is the owner's to look at. Words that are pictures
//! themselves, as in a scan, are read by nobody here.

use super::label;
use super::sections::Spot;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::hcpc::leaving;
use crate::privacy::{self, Kind};

/// Looks into the PDFs of `spots`; answers what is to be said, a sentence each.
///
/// # Errors
/// `refused` for a final file, when a client is named beyond doubt; `cancelled`, `locked`, `disk`. A PDF that cannot be read is
/// none.
pub(in crate::hcpc) fn look_inside(app: &App, task: &Task, spots: &[Spot], is_final: bool) -> Result<Vec<String>> {
    let own = app.with(privacy::within)?;
    let mut notes = Vec::new();
    for spot in spots.iter().filter(|spot| spot.pages) {
        let Some(words) = evidence::within_pdf(app, task, &spot.id, leaving::pages_of)? else {
            continue;
        };
        let found: Vec<_> = privacy::scan(&words, &own)
            .into_iter()
            .filter(|one| one.kind.is_own_client())
            .collect();
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
        notes.push(format!(
            "On the pages of {number} stands a word that could be a client of yours: look at them before you hand the file on."
        ));
    }
    Ok(notes)
}

/// A name of several words and a code with a figure in it are no other word.
fn is_beyond_doubt(kind: Kind, value: &str) -> bool {
    match kind {
        Kind::ClientName => value.split_whitespace().nth(1).is_some(),
        _ => value.contains(|sign: char| sign.is_ascii_digit()),
    }
}
