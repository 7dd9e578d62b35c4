//! Evidence that texts show, and what becomes of it where a text leaves.
//!
//! What always holds: a picture leaves beside a text only while whoever is in it agrees; else its description stands in its
//! place, and why.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use super::exchange::ExchangedFile;
use super::model::{Family, Linked};
use crate::error::{Code, Result};
use crate::record;
use crate::vault::Portfolio;

/// The records whose text shows a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EvidenceShownIn")]
pub struct ShownIn {
    /// UUID of the evidence.
    pub id: String,
    /// Newest first; none for one that no text shows.
    pub records: Vec<Linked>,
}

/// In which records' texts the evidence `ids` is shown, those in the bin left aside.
///
/// # Errors
/// `damaged`, `disk`.
pub fn shown_in(portfolio: &Portfolio, ids: &[String]) -> Result<Vec<ShownIn>> {
    let mut shown: HashMap<String, Vec<Linked>> = HashMap::new();
    if !ids.is_empty() {
        for one in record::pictured(portfolio.db())? {
            for picture in record::pictures(&one.text) {
                let records = shown.entry(picture.id).or_default();
                // The texts of a record stand beside each other.
                if records.last().is_none_or(|last| last.id != one.record) {
                    records.push(Linked {
                        id: one.record.clone(),
                        title: one.title.clone(),
                        kind: one.kind,
                        date: one.date.clone(),
                    });
                }
            }
        }
    }
    let mut of = |id: &String| ShownIn {
        id: id.clone(),
        records: shown.remove(id).unwrap_or_default(),
    };
    Ok(ids.iter().map(&mut of).collect())
}

/// What becomes of a picture whose text leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Its file, what it is called, such as "E3 torn paper", and the ending, such as ".png".
    Leaves(ExchangedFile, String, String),
    /// Why it stays.
    Stays(String),
}

/// What becomes of the picture `id`.
///
/// # Errors
/// `damaged`, `disk`.
pub(crate) fn beside(portfolio: &Portfolio, id: &str) -> Result<Beside> {
    let one = match super::get(portfolio, id) {
        Err(cause) if cause.code == Code::NotFound => return Ok(Beside::Stays("it is no longer in the portfolio".to_owned())),
        one => one?,
    };
    let number = one.number;
    let stays = |why: &str| Ok(Beside::Stays(format!("E{number} is not here: {why}")));
    if one.binned_at.is_some() {
        return stays("it is in the bin");
    }
    if !one.consent_state.may_leave() {
        return stays(one.consent_state.why());
    }
    if portfolio.read_only() {
        // That it left could not be written into the register.
        return stays("the portfolio can only be read at present");
    }
    match one.file {
        Some(file) if file.family == Family::Picture => {
            let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let ending = if ending.is_empty() || ending.len() > 9 || !ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                String::new()
            } else {
                format!(".{ending}")
            };
            let name = format!("E{number} {}", one.facts.title);
            let file = ExchangedFile {
                name: file.name,
                media_type: file.media_type,
                size: file.size,
                sha256: file.sha256,
            };
            Ok(Beside::Leaves(file, name, ending))
        }
        Some(file) => stays(&format!("it is no picture but {}", file.says)),
        None => stays("it has no file"),
    }
}
