//! General words for one's own clients, and what else could tell who somebody is.
//!
//! What always holds: the document that is looked over is the one that leaves; the digest is over all of it; a word that could be
//! a client of one's own and could be another word is neither changed nor passed over: its owner says which it is.

use std::collections::HashMap;

use triptych_pdf::Document;

use super::compose::{self, Composed, name, when};
use super::model::{Paper, PaperAnswer, PaperDoubt, PaperFinding, PaperLook};
use crate::error::{Code, Error, Result};
use crate::framework::Framework;
use crate::hcpc::{self, Kept, LookedOver, Rules, Stretch, Topic};
use crate::privacy::{self, Kind, Own, Surety};
use crate::record::Record;
use crate::vault::Portfolio;

/// What stands between the day of a record and its name, in a list and in a table.
const BETWEEN: [&str; 2] = [": ", " · "];
/// The most findings that are shown.
const MOST: usize = 200;
/// Why codes stay in a log.
const CODES: &str = "Codes stay in this log as they were written.";
/// Why anything else stays.
const SEEN: &str = "It was shown before the paper left.";

/// A paper that may leave once its owner has seen what was found.
pub(super) struct Checked {
    pub(super) document: Document,
    pub(super) records: Vec<Record>,
    pub(super) file_name: String,
    pub(super) look: PaperLook,
    /// What general words stand for now.
    pub(super) gone: Vec<String>,
    /// What stays knowingly.
    pub(super) kept: Vec<Kept>,
    /// What was known of the owner's clients, to read the finished file by.
    pub(super) own: Own,
}

/// Makes the paper with these answers, and looks it over.
///
/// # Errors
/// Those of [`compose::compose`]; `refused` when a client of one's own is surely found even then.
pub(super) fn checked(portfolio: &Portfolio, paper: &Paper, answers: &[PaperAnswer]) -> Result<Checked> {
    let Composed {
        mut document,
        records,
        file_name,
    } = compose::compose(portfolio, paper)?;
    let own = privacy::within(portfolio)?;
    let stays = |kind: Kind| kind == Kind::ClientCode && paper.keeps_codes();
    let another_word = |key: &str| answers.iter().find(|one| one.key == key).map(|one| one.other_word);
    let begins = Begins::of(&records)?;
    let about = |line: &str| match paper {
        Paper::Record { .. } => Some(Topic { what: 0, aside: 0 }),
        _ => begins.about(line),
    };
    let LookedOver { lines, gone, found } = hcpc::look_over(
        &mut document,
        &Rules {
            own: &own,
            nobodys: &is_published,
            stays: &stays,
            another_word: &another_word,
            about: &about,
        },
    );
    let mut kept = Vec::new();
    let (mut doubts, mut others) = (Vec::new(), Vec::new());
    for one in found {
        if stays(one.kind) {
            keep(&mut kept, &one, CODES);
        } else if !one.kind.is_own_client() {
            keep(&mut kept, &one, SEEN);
            others.push(told(one));
        } else if one.surety != Surety::OtherWord {
            let said = another_word(&one.key_here).or_else(|| another_word(&one.key));
            match said {
                Some(true) => keep(&mut kept, &one, ""),
                None if one.surety == Surety::Unclear => {}
                _ => return Err(still_told(&one)),
            }
            doubts.push(PaperDoubt {
                key: one.key.clone(),
                key_here: one.key_here.clone(),
                value: one.value.clone(),
                other_word: said == Some(true),
                found: told(one),
            });
        }
    }
    let bytes = serde_json::to_vec(&document).map_err(Error::internal)?;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    // Those that wait come first, so that none is beyond what is shown.
    doubts.sort_by_key(|one| one.other_word);
    let look = PaperLook {
        title: document.title.clone(),
        lines: number(lines),
        replaced: number(gone.len()),
        waiting: number(doubts.iter().filter(|one| !one.other_word).count()),
        doubts: doubts.into_iter().take(MOST).collect(),
        more: number(others.len().saturating_sub(MOST)),
        found: others.into_iter().take(MOST).collect(),
        digest: hcpc::sha256(&bytes),
    };
    Ok(Checked {
        document,
        records,
        file_name,
        look,
        gone,
        kept,
        own,
    })
}

/// The records of a paper by how a line about one of them begins in a list or a table: with its day, and its name.
struct Begins<'r>(HashMap<String, Vec<(usize, &'r str)>>);

impl<'r> Begins<'r> {
    fn of(records: &'r [Record]) -> Result<Self> {
        let mut all: HashMap<String, Vec<(usize, &str)>> = HashMap::new();
        for (number, record) in records.iter().enumerate() {
            all.entry(when(record)?).or_default().push((number, name(record)));
        }
        Ok(Self(all))
    }

    fn about(&self, line: &str) -> Option<Topic> {
        let (day, rest) = BETWEEN
            .into_iter()
            .filter_map(|between| line.split_once(between))
            .min_by_key(|(day, _)| day.len())?;
        let named = self.0.get(day)?.iter().filter(|(_, name)| rest.starts_with(name));
        // Two that are called alike on one day are one to whoever reads the paper, and so they are here.
        let (what, _) = named.reduce(|best, next| if next.1.len() > best.1.len() { next } else { best })?;
        Some(Topic {
            what: *what,
            aside: day.chars().count(),
        })
    }
}

fn keep(kept: &mut Vec<Kept>, one: &Stretch, reason: &str) {
    let keeps = Kept {
        kind: one.kind,
        value: one.value.clone(),
        reason: reason.to_owned(),
    };
    if !kept.contains(&keeps) {
        kept.push(keeps);
    }
}

fn still_told(one: &Stretch) -> Error {
    Error::new(
        Code::Refused,
        format!("A client of yours can still be told from “{}”. Nothing was written.", one.place),
    )
    .hint("Say it in other words in your record, then try again.")
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
