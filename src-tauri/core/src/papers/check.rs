//! General words for one's own clients, and what else could tell who somebody is.
//!
//! What always holds: the document that is looked over is the one that leaves; the digest is over all of it.

use triptych_pdf::Document;

use super::compose::{self, Composed};
use super::model::{Paper, PaperFinding, PaperLook};
use crate::error::{Code, Error, Result};
use crate::framework::Framework;
use crate::hcpc::{self, Stretch};
use crate::privacy;
use crate::record::Record;
use crate::vault::Portfolio;

/// The most findings that are shown.
const MOST: usize = 200;

/// A paper that may leave once its owner has seen what was found.
pub(super) struct Checked {
    pub(super) document: Document,
    pub(super) records: Vec<Record>,
    pub(super) file_name: String,
    pub(super) look: PaperLook,
}

/// Makes the paper and looks it over.
///
/// # Errors
/// Those of [`compose::compose`]; `refused` when a client of one's own is found even then.
pub(super) fn checked(portfolio: &Portfolio, paper: &Paper) -> Result<Checked> {
    let Composed {
        mut document,
        records,
        file_name,
    } = compose::compose(portfolio, paper)?;
    let own = privacy::within(portfolio)?;
    let stays = |kind: privacy::Kind| kind == privacy::Kind::ClientCode && paper.keeps_codes();
    let replaced = hcpc::without_clients(&mut document, &own, &stays);
    let (lines, mut found) = hcpc::stretches(&mut document, &own, &is_published);
    found.retain(|one| !stays(one.kind));
    if let Some(left) = found.iter().find(|one| one.kind.is_own_client()) {
        return Err(Error::new(
            Code::Refused,
            format!("A client of yours can still be told from “{}”. Nothing was written.", left.place),
        )
        .hint("Say it in other words in your record, then try again."));
    }
    let bytes = serde_json::to_vec(&document).map_err(Error::internal)?;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let look = PaperLook {
        title: document.title.clone(),
        lines: number(lines),
        replaced: number(replaced),
        more: number(found.len().saturating_sub(MOST)),
        found: found.into_iter().take(MOST).map(told).collect(),
        digest: hcpc::sha256(&bytes),
    };
    Ok(Checked {
        document,
        records,
        file_name,
        look,
    })
}

/// Whether a line holds the framework's words alone, which tell nobody's name however they read.
fn is_published(line: &str) -> bool {
    let framework = Framework::bundled().data();
    let level = |text: &str| framework.levels.iter().any(|one| one.name == text);
    let section = |text: &str| framework.sections.iter().any(|one| one.name == text);
    let both = || line.split_once(": ").is_some_and(|(left, right)| section(left) && level(right));
    line == framework.title || level(line) || section(line) || both()
}

fn told(one: Stretch) -> PaperFinding {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    PaperFinding {
        place: one.place,
        text: one.text,
        start: number(one.range.start),
        end: number(one.range.end),
        kind: one.kind,
        why: one.why,
    }
}
