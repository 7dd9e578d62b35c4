//! The parts of a profile as plain text, to be pasted into the regulator's portal.
//!
//! What always holds: a part leaves by the same rules as a final file: every line confirmed, nothing of the privacy check
//! unanswered; it is drawn from the same copy; what plain text cannot hold is named; that it was copied stands in the register.

use triptych_pdf::{Block, Document};

use super::super::document::part_of;
use super::super::load;
use super::super::model::{PartText, ProfilePart};
use super::super::plain::Plain;
use super::super::{Subject, asked, findings, left, lines, snapshot};
use super::copy;
use crate::api::App;
use crate::error::Result;
use crate::vault::Portfolio;

/// The part as plain text.
///
/// # Errors
/// `refused` for lines that are not confirmed and while the privacy check waits for an answer; `not-found`, `damaged`.
pub fn part_text(portfolio: &Portfolio, id: &str, part: ProfilePart) -> Result<PartText> {
    let loaded = load::load(portfolio, id)?;
    let leaving = copy::leaving(portfolio, &loaded)?;
    let (_, digest) = lines::of(&leaving.document, &loaded.codes)?;
    let waits = findings::unanswered(leaving.open()).into_iter().collect();
    snapshot::refuse(waits, loaded.confirmed.as_deref() == Some(digest.as_str()), "Nothing was copied.")?;
    Ok(plain(&leaving.document, Some(part)))
}

/// The addendum to the letter `id` as plain text.
pub(in crate::hcpc) fn addendum_text(portfolio: &Portfolio, id: &str) -> Result<PartText> {
    let loaded = asked::load(portfolio, id)?;
    let leaving = copy::addendum(portfolio, &loaded)?;
    let (_, digest) = lines::of(&leaving.document, &loaded.profile.codes)?;
    let waits = findings::unanswered(leaving.open()).into_iter().collect();
    snapshot::refuse(
        waits,
        loaded.kept.confirmed.as_deref() == Some(digest.as_str()),
        "Nothing was copied.",
    )?;
    Ok(plain(&leaving.document, None))
}

/// Copies the part, and keeps that in the register.
///
/// # Errors
/// As `part_text`, and whatever keeps the clipboard away; then there is no line.
pub fn copy_part(app: &App, id: &str, part: ProfilePart) -> Result<PartText> {
    copy_text(app, Subject::Profile(id), part.title(), &|portfolio| part_text(portfolio, id, part))
}

/// Copies what `make` makes of it, called `what`, and keeps that in the register.
pub(in crate::hcpc) fn copy_text(
    app: &App,
    of: Subject<'_>,
    what: &str,
    make: &dyn Fn(&Portfolio) -> Result<PartText>,
) -> Result<PartText> {
    let made = app.with(make)?;
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not the words.
        app.host().copy_text(&made.text)?;
    } else {
        app.change(|portfolio| left::copied(portfolio, of, what, &made.text, &|| app.host().copy_text(&made.text)))?;
    }
    Ok(made)
}

/// The words of a part; of the whole document for none.
fn plain(document: &Document, part: Option<ProfilePart>) -> PartText {
    let (mut plain, mut exhibits) = (Plain::default(), false);
    let mut here = part.is_none();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } if part_of(text).is_some() => here = part.is_some_and(|part| part_of(text) == Some(part.title())),
            // The evidence itself stands on pages of its own.
            Block::PageBreak if here => {
                here = false;
                exhibits = true;
            }
            block if here => plain.block(block),
            _ => {}
        }
    }
    let cannot = [
        (plain.manner, "Bold and italic letters: the words are there."),
        (plain.links, "Links: the address stands in brackets behind its words."),
        (plain.table, "The table: each row is a line, its cells set apart by “ · ”."),
        (exhibits, "The evidence itself: it is in the PDF, or goes as files of its own."),
    ];
    PartText {
        text: plain.text(),
        cannot: cannot
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, what)| what.to_owned())
            .collect(),
    }
}
