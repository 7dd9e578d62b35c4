//! What the present portfolio has that a backup lacks, and the other way round: told before anybody restores.
//!
//! What always holds: records are told apart by their ids and by what stands in them; everything else is counted; a backup under
//! earlier words is compared by what its manifest counts, and that is said.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::manifest::Counts;
use super::verify::Opened;
use crate::api::App;
use crate::error::{Code, Result};
use crate::record;
use crate::vault::rescue::counted;

/// The table of records.
const RECORDS: &str = "record";
/// What is counted beside records: what somebody would miss by itself, not what belongs to something else.
const THINGS: [&str; 12] = [
    "addition",
    "evidence",
    "client",
    "client_request",
    "supervision_person",
    "supervision_agreement",
    "agenda_item",
    "assessment",
    "cycle",
    "cycle_letter",
    "template",
    "reflection_model",
];

/// What the present portfolio has and the backup lacks, and the other way round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BackupDifference")]
pub struct Difference {
    /// Records written since the backup, by kind.
    pub newer: BTreeMap<String, u32>,
    /// Records in both, and changed since the backup, by kind.
    pub changed: BTreeMap<String, u32>,
    /// Records in the backup, and no longer in the present portfolio, by kind.
    pub gone: BTreeMap<String, u32>,
    /// What else the present portfolio has more of, such as "2 pieces of evidence".
    pub more: Vec<String>,
    /// What else the backup has more of.
    pub fewer: Vec<String>,
    /// Only numbers were compared, those of records too: what is in the backup was not read.
    pub by_counts: bool,
}

/// What the open portfolio has beyond the backup, which has these `counts`; `None` where damage keeps it from being read: then the
/// backup counts alone.
///
/// # Errors
/// `locked`, `disk`.
pub(super) fn by_content(app: &App, opened: &Opened, counts: &Counts) -> Result<Option<Difference>> {
    let theirs = record::stamps(&opened.connection)?;
    let read = app.with(|portfolio| Ok((record::stamps(portfolio.db())?, Counts::of(portfolio.db())?)));
    let (ours, present) = match read {
        Err(cause) if cause.code == Code::Damaged => return Ok(None),
        read => read?,
    };
    let mut difference = Difference::default();
    let count = |of: &mut BTreeMap<String, u32>, kind: &str| *of.entry(kind.to_owned()).or_default() += 1;
    for (id, (kind, stamp)) in &ours {
        match theirs.get(id) {
            None => count(&mut difference.newer, kind),
            Some((_, other)) if other != stamp => count(&mut difference.changed, kind),
            Some(_) => {}
        }
    }
    for (id, (kind, _)) in &theirs {
        if !ours.contains_key(id) {
            count(&mut difference.gone, kind);
        }
    }
    difference.weigh(&THINGS, &present, counts);
    Ok(Some(difference))
}

/// The same by numbers alone; `None` where no portfolio is open, or damage keeps it from being read.
///
/// # Errors
/// `disk`.
pub(super) fn by_counts(app: &App, counts: &Counts) -> Result<Option<Difference>> {
    let present = match app.with(|portfolio| Counts::of(portfolio.db())) {
        Err(cause) if matches!(cause.code, Code::Damaged | Code::Locked) => return Ok(None),
        present => present?,
    };
    let mut difference = Difference {
        by_counts: true,
        ..Difference::default()
    };
    difference.weigh(&[RECORDS], &present, counts);
    difference.weigh(&THINGS, &present, counts);
    Ok(Some(difference))
}

impl Difference {
    fn weigh(&mut self, tables: &[&str], ours: &Counts, theirs: &Counts) {
        for table in tables {
            // An older backup may not have the table.
            let rows = |counts: &Counts| counts.tables.get(*table).copied().unwrap_or(0);
            let (here, there) = (rows(ours), rows(theirs));
            let told = counted(table, here.abs_diff(there));
            match here.cmp(&there) {
                std::cmp::Ordering::Greater => self.more.extend(told),
                std::cmp::Ordering::Less => self.fewer.extend(told),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
}
