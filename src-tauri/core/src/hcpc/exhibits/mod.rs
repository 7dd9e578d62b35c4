//! The evidence itself in the pack: each piece that a page can show on pages of its own, the others by name.
//!
//! What always holds: only what the list of evidence holds is an exhibit, under its number; every word of the owner's is in the
//! document before a file is opened, so that it has been read and checked; what is laid in afterwards is pixels, numbers, our
//! own words, and words seen on a PDF's pages in which nothing tells who somebody is but what stays knowingly; a file that cannot be laid in stops nobody and is said to go separately.

mod draw;
mod inside;
mod parts;
mod sections;
mod turns;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(super) use draw::{COARSE, FINE, GOES_SEPARATELY, draw, lay_in};
pub(super) use inside::look_inside;
pub(super) use parts::{Cut, Part, joined, parts, parts_in};
pub(super) use sections::{Spot, sections, withdraw};

use super::model::{Evidence, Finding};
use crate::error::Result;
use crate::evidence::{self, Facts, Family, FileFacts};
use crate::storage::{Op, Scope, settings, transact};
use crate::vault::Portfolio;

/// Where the choice is kept.
const KEY: &str = "hcpc_pack";

/// What a pack holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "HcpcPack")]
pub struct Pack {
    /// The evidence itself behind its list.
    pub evidence: bool,
    /// Each of the four parts as a file of its own.
    #[serde(default)]
    pub separate: bool,
}

impl Default for Pack {
    fn default() -> Self {
        Self {
            evidence: true,
            separate: false,
        }
    }
}

/// The choice that holds.
///
/// # Errors
/// Only the database's.
pub(super) fn pack(connection: &Connection) -> Result<Pack> {
    Ok(settings::read(connection, KEY)?.unwrap_or_default())
}

/// What a pack holds, as it was chosen.
///
/// # Errors
/// `damaged`, `disk`.
pub fn pack_chosen(portfolio: &Portfolio) -> Result<Pack> {
    pack(portfolio.db())
}

/// Keeps the choice, for every cycle.
///
/// # Errors
/// `read-only`, `disk`.
pub fn save_pack(portfolio: &mut Portfolio, pack: &Pack) -> Result<()> {
    transact(portfolio, Op::SaveHcpcPack, Scope::default(), |connection| {
        settings::write(connection, KEY, pack)
    })
}

/// A piece of the list that has a file.
pub(super) struct Exhibit {
    pub(super) id: String,
    pub(super) number: u32,
    pub(super) record_ids: Vec<String>,
    pub(super) facts: Facts,
    pub(super) file: FileFacts,
}

impl Exhibit {
    /// Whether pages can show it.
    fn is_drawn(&self) -> bool {
        matches!(self.file.family, Family::Picture | Family::Pdf)
    }

    /// Where links to it lead.
    fn place(&self) -> String {
        if self.is_drawn() { label(self.number) } else { APART.to_owned() }
    }
}

/// The place of what goes separately.
const APART: &str = "separately";
/// The place of the list of evidence.
pub(super) const LIST: &str = "evidence";

/// A number as it is cited.
pub(super) fn label(number: u32) -> String {
    format!("E{number}")
}

/// Where a citation of the evidence of this number leads.
pub(super) fn place_of(exhibits: &[Exhibit], number: u32) -> String {
    let found = exhibits.iter().find(|one| one.number == number);
    found.map_or_else(|| LIST.to_owned(), Exhibit::place)
}

/// Where the statement speaks of a record first.
pub(super) fn place_in_statement(record_id: &str) -> String {
    format!("record-{record_id}")
}

/// Where it speaks of it again, for the `time`-th time.
pub(super) fn place_again(record_id: &str, time: usize) -> String {
    format!("{}/{time}", place_in_statement(record_id))
}

/// The record that is spoken of at a place.
pub(super) fn record_at(place: &str) -> Option<&str> {
    place.strip_prefix("record-")?.split('/').next()
}

/// The exhibits of a list, in its order; none when only the list is to leave.
pub(super) fn of(portfolio: &Portfolio, pack: &Pack, listed: &[Evidence]) -> Result<Vec<Exhibit>> {
    let mut exhibits = Vec::new();
    for one in listed.iter().filter(|_| pack.evidence) {
        if let Some((facts, file)) = evidence::facts_and_file(portfolio.db(), &one.id)? {
            exhibits.push(Exhibit {
                id: one.id.clone(),
                number: one.number,
                record_ids: one.record_ids.clone(),
                facts,
                file,
            });
        }
    }
    Ok(exhibits)
}

/// What has to be answered of the exhibits before a final file.
pub(super) fn findings(exhibits: &[Exhibit]) -> Vec<Finding> {
    let bare = exhibits.iter().filter(|one| one.facts.description.trim().is_empty());
    let finding = |one: &Exhibit| Finding {
        part: "evidence".to_owned(),
        message: format!(
            "The evidence {} “{}” has no description yet. In the pack it stands for what cannot be seen or heard: say what it shows before the final PDF.",
            label(one.number),
            one.facts.title
        ),
        refuses_final: true,
        evidence_id: Some(one.id.clone()),
    };
    bare.map(finding).collect()
}
