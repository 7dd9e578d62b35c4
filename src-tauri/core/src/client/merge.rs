//! Clients that a file brings to a portfolio that has some.
//!
//! What always holds: nothing that is there is changed; words on a page that is there already come beside it; what is left out is
//! said, and never who anybody is.

use chrono::Months;

use super::model::Facts;
use super::put::{File, OnPage};
use crate::error::Result;
use crate::record;

/// What of a file is new.
pub(crate) struct Merged {
    pub(crate) new: File,
    /// Pages with words other than those here.
    pub(crate) beside: Vec<OnPage>,
    /// What was kept as it is here and is different in the file, in sentences.
    pub(crate) kept: Vec<String>,
}

/// What `theirs` brings to `ours`.
pub(crate) fn merge(ours: &File, theirs: &File) -> Merged {
    let mut new = theirs.clone();
    let mut kept = Vec::new();
    let here = |page: &OnPage| ours.pages.iter().find(|one| one.client == page.client);
    let blank = Facts::default();
    let beside = theirs
        .pages
        .iter()
        .filter(|page| page.facts != blank && here(page).is_some_and(|one| one.facts != blank && one.facts != page.facts))
        .cloned()
        .collect();
    new.pages
        .retain(|page| here(page).is_none_or(|one| one.facts == blank && page.facts != blank));
    new.requests.retain(|one| !ours.requests.contains(one));
    new.erasures.retain(|one| !ours.erasures.contains(one));
    if ours.usual.is_some() && new.usual.is_some() {
        if ours.usual != new.usual {
            kept.push("The file has other times of keeping: yours were kept.".to_owned());
        }
        new.usual = None;
    }
    if ours.handover.is_some() && new.handover.is_some() {
        if ours.handover != new.handover {
            kept.push("The file says something else for when you cannot work: what you have here was kept.".to_owned());
        }
        new.handover = None;
    }
    let mut other = 0;
    new.identities
        .retain(|one| match ours.identities.iter().find(|known| known.client == one.client) {
            None => true,
            Some(known) => {
                other += usize::from(known.identity != one.identity);
                false
            }
        });
    if other > 0 {
        kept.push(format!(
            "The file says something else of who {other} of your clients are: what you have here was kept."
        ));
    }
    Merged { new, beside, kept }
}

/// Writes what an export has and another file may leave out.
pub(crate) fn fill_in(file: &mut File) -> Result<()> {
    for one in file.requests.iter_mut().filter(|one| one.due.is_empty()) {
        let received = record::date("received", &one.received)?;
        one.due = received.checked_add_months(Months::new(1)).unwrap_or(received).to_string();
    }
    Ok(())
}

impl Facts {
    /// What is written, as Markdown.
    pub(crate) fn written(&self) -> String {
        [
            ("Goals", &self.goals),
            ("Themes", &self.themes),
            ("Risk", &self.risk),
            ("Summary", &self.summary),
            ("Ending", &self.ending),
            ("Not to be erased because", &self.hold),
        ]
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(heading, words)| format!("## {heading}\n\n{}", words.trim()))
        .collect::<Vec<_>>()
        .join("\n\n")
    }
}
