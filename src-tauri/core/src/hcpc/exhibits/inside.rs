//! What is written on the pages of the PDFs that are laid in. They leave as pictures, and whoever looks at them reads the words.
//!
//! What always holds: whatever the privacy check finds on a page is the owner's to answer before a final file, as everything else
//! that leaves: kept with a reason, or the piece stays out; a client of one's own stays there only as a different word. Words that
//! are pictures themselves, as in a scan, are read by nobody here. The words of a PDF are laid on its pictures, to be found, only
//! where nothing in all of it could tell who somebody is, but what stays knowingly.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Spot, label};
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::hcpc::leaving::{self, Answers, Leaving};
use crate::hcpc::model::{Kept, LeavingFinding};
use crate::privacy;

/// What was found.
#[derive(Default)]
pub(in crate::hcpc) struct Inside {
    /// In the order of the exhibits, answered or not.
    pub(in crate::hcpc) found: Vec<LeavingFinding>,
    /// What stays knowingly.
    pub(in crate::hcpc) kept: Vec<Kept>,
    /// The numbers of those whose words may be found in the pack.
    pub(in crate::hcpc) searchable: BTreeSet<u32>,
    /// The labels of those on whose pages something waits, and how much.
    waits: Vec<(String, usize)>,
}

impl Inside {
    /// What is to be said to whoever makes a draft, a sentence each.
    pub(in crate::hcpc) fn notes(&self) -> Vec<String> {
        self.waits.iter().map(|(label, count)| waiting(label, *count)).collect()
    }

    /// Refuses a final file while something waits.
    ///
    /// # Errors
    /// `refused`.
    pub(in crate::hcpc) fn require_answers(&self) -> Result<()> {
        if self.waits.is_empty() {
            return Ok(());
        }
        Err(Error::new(Code::Refused, format!("{} Nothing was written.", self.notes().join(" ")))
            .hint("Look at them in the privacy check: keep them with a reason, make a redacted copy on the evidence’s page and take that along, or take the piece out of the list."))
    }
}

fn waiting(label: &str, count: usize) -> String {
    match count {
        1 => format!("On the pages of {label} stands 1 thing that could tell who somebody is, and waits for an answer."),
        count => format!("On the pages of {label} stand {count} things that could tell who somebody is, and wait for an answer."),
    }
}

/// Looks into the PDFs of what leaves.
///
/// # Errors
/// `cancelled`, `locked`, `disk`. A PDF that cannot be read is none.
pub(in crate::hcpc) fn look_inside(app: &App, task: &Task, leaves: &Leaving, answers: &Answers) -> Result<Inside> {
    let own = app.with(privacy::within)?;
    let mut inside = Inside::default();
    for spot in leaves.spots.iter().filter(|spot| spot.pages) {
        let Some(words) = written_on(app, task, spot)? else { continue };
        let signs: Vec<char> = words.chars().collect();
        let place = format!("On the pages of {}", label(spot.number));
        let found = leaving::asked(&signs, privacy::scan(&words, &own));
        let found: Vec<_> = found
            .iter()
            .map(|one| leaving::on_page(answers, &spot.id, &place, &signs, one))
            .collect();
        let open = found.iter().filter(|one| one.answer.is_none()).count();
        if open > 0 {
            inside.waits.push((label(spot.number), open));
        } else if !says_what_goes(leaves, &words) {
            inside.searchable.insert(spot.number);
        }
        for (one, answer) in found.iter().filter_map(|one| Some((one, one.answer.as_ref()?))) {
            let keeps = Kept {
                kind: one.kind,
                value: one.value.clone(),
                reason: answer.words.clone(),
            };
            if !inside.kept.contains(&keeps) {
                inside.kept.push(keeps);
            }
        }
        inside.found.extend(found);
    }
    Ok(inside)
}

/// The words on the pages of a PDF, read once while the portfolio is open. `None` where they cannot be read.
fn written_on(app: &App, task: &Task, spot: &Spot) -> Result<Option<Arc<str>>> {
    let file = app.with(|portfolio| Ok(evidence::facts_and_file(portfolio.db(), &spot.id)?.map(|(_, file)| file.sha256)))?;
    let Some(file) = file else { return Ok(None) };
    if let Some(known) = app.with(|portfolio| Ok(portfolio.words_read().of(&file)))? {
        return Ok(known);
    }
    // Line by line, and once more without lines: a number may go on in the next.
    let written = |pdf: &[u8]| Some(leaving::pages_of(pdf)? + leaving::ALONG + &evidence::words_within(pdf)?.replace('\n', " "));
    let words = evidence::within_pdf(app, task, &spot.id, written)?.map(Arc::from);
    app.with(|portfolio| {
        portfolio.words_read().keep(file, words.clone());
        Ok(())
    })?;
    Ok(words)
}

/// Whether something is written that is to go elsewhere, with whatever spaces.
fn says_what_goes(leaves: &Leaving, words: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|sign| sign.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let words = letters(words);
    leaves
        .gone
        .iter()
        .map(|value| letters(value))
        .any(|value| !value.is_empty() && words.contains(&value))
}
