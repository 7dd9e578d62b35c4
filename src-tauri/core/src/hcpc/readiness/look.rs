//! What several parts of the readiness page need, brought together once.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::params;

use super::model::About;
use super::rules::Numbers;
use crate::error::Result;
use crate::hcpc::chair::{self, Marks};
use crate::hcpc::dates::{self, Month};
use crate::hcpc::left;
use crate::hcpc::load::{KINDS, Loaded, Said};
use crate::hcpc::model::{Activity, Evidence, Gap};
use crate::hcpc::words;
use crate::vault::Portfolio;

/// How many records are named at one place.
const NAMED: usize = 8;

/// A chosen record that does not count.
pub(super) struct Outside {
    pub(super) about: About,
    pub(super) binned: bool,
}

/// What is known of a piece of evidence besides.
#[derive(Default, Clone, Copy)]
pub(super) struct Piece {
    /// It has a file.
    pub(super) file: bool,
    /// A redacted copy of it is there.
    pub(super) redacted: bool,
}

/// A profile, looked at.
pub(super) struct Look<'l> {
    pub(super) loaded: &'l Loaded,
    pub(super) numbers: &'l Numbers,
    pub(super) today: NaiveDate,
    pub(super) end: NaiveDate,
    pub(super) days_left: i32,
    /// When the profile left for the letter, final and last.
    pub(super) left_on: Option<NaiveDate>,
    /// Months of the whole cycle; `None` when its dates make no sense.
    pub(super) months: Option<(Month, Month)>,
    pub(super) listed: Vec<&'l Activity>,
    pub(super) outside: Vec<Outside>,
    pub(super) pieces: HashMap<String, Piece>,
    /// Which sentences of the statement were marked for which standards.
    pub(super) marks: Marks,
    by_id: HashMap<&'l str, usize>,
}

impl<'l> Look<'l> {
    pub(super) fn at(portfolio: &Portfolio, loaded: &'l Loaded) -> Result<Self> {
        let profile = &loaded.profile;
        let (start, end) = (dates::stored(&profile.cycle.start)?, dates::stored(&profile.cycle.end)?);
        let today = portfolio.world().today();
        let until = match &profile.drawn {
            Some(drawn) => dates::stored(&drawn.deadline)?,
            None => end,
        };
        let left_on = match &profile.drawn {
            Some(drawn) => left::left_since(portfolio.db(), &profile.cycle.id, &drawn.letter)?,
            None => None,
        };
        let by_id = profile
            .activities
            .iter()
            .enumerate()
            .map(|(at, activity)| (activity.record_id.as_str(), at))
            .collect();
        Ok(Self {
            loaded,
            numbers: &loaded.numbers,
            today,
            end,
            days_left: i32::try_from(until.signed_duration_since(today).num_days()).unwrap_or(i32::MAX),
            left_on: left_on.as_deref().map(dates::stored).transpose()?,
            months: (start <= end).then(|| (Month::of(start), Month::of(end))),
            listed: profile.activities.iter().filter(|activity| activity.listed).collect(),
            outside: outside(portfolio, loaded)?,
            pieces: pieces(portfolio, loaded)?,
            marks: chair::marks(portfolio.db(), &profile.cycle.id)?,
            by_id,
        })
    }

    pub(super) fn activity(&self, id: &str) -> Option<&'l Activity> {
        self.by_id.get(id).map(|at| &self.loaded.profile.activities[*at])
    }

    /// What the record says in its own words.
    pub(super) fn said(&self, id: &str) -> Option<&'l Said> {
        self.by_id.get(id).and_then(|at| self.loaded.said.get(*at))
    }

    /// The title of a chosen record.
    pub(super) fn title(&self, id: &str) -> &'l str {
        self.activity(id).map_or("an activity", |activity| activity.private_title.as_str())
    }

    /// Records of the list with what they say.
    pub(super) fn listed_with_words(&self) -> impl Iterator<Item = (&'l Activity, &'l Said)> {
        let all = self.loaded.profile.activities.iter().zip(&self.loaded.said);
        all.filter(|(activity, _)| activity.listed)
    }

    pub(super) fn open_gaps(&self) -> impl Iterator<Item = &'l Gap> {
        self.loaded.profile.gaps.iter().filter(|gap| gap.explanation.trim().is_empty())
    }

    /// Evidence of the list that has no file, by its number.
    pub(super) fn without_file(&self) -> impl Iterator<Item = &'l Evidence> {
        self.loaded.profile.evidence.iter().filter(|one| self.is_without_file(one))
    }

    /// Whether it is a piece of evidence, and has no file.
    pub(super) fn is_without_file(&self, one: &Evidence) -> bool {
        self.pieces.get(&one.id).is_some_and(|piece| !piece.file)
    }

    /// The cycle is over: what is not written down of it comes from what there is.
    pub(super) fn is_over(&self) -> bool {
        self.today > self.end
    }

    /// Whether a chosen record has evidence that is listed.
    pub(super) fn has_evidence(&self, id: &str) -> bool {
        let listed = &self.loaded.profile.evidence;
        listed.iter().any(|evidence| evidence.record_ids.iter().any(|record| record == id))
    }
}

fn outside(portfolio: &Portfolio, loaded: &Loaded) -> Result<Vec<Outside>> {
    if loaded.set_aside == 0 {
        return Ok(Vec::new());
    }
    let cycle = &loaded.profile.cycle;
    let mut statement = portfolio.db().prepare_cached(&format!(
        "SELECT r.id, r.title, r.first_line, r.date_on, r.binned_at IS NOT NULL AS binned
         FROM cycle_record c JOIN record r ON r.id = c.record_id
         WHERE c.cycle_id = ?1 AND c.chosen IS NOT NULL AND r.kind IN {KINDS}
           AND (r.binned_at IS NOT NULL OR r.date_on > ?3 OR coalesce(r.date_to, r.date_on) < ?2)
         ORDER BY r.date_on, r.rid"
    ))?;
    let rows = statement.query_map(params![cycle.id, cycle.start, cycle.end], |row| {
        let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
        Ok(Outside {
            about: About {
                record_id: row.get("id")?,
                title: if title.trim().is_empty() { first_line } else { title },
                date: row.get("date_on")?,
            },
            binned: row.get("binned")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn pieces(portfolio: &Portfolio, loaded: &Loaded) -> Result<HashMap<String, Piece>> {
    let profile = &loaded.profile;
    let ids = profile
        .evidence
        .iter()
        .map(|one| &one.id)
        .chain(profile.people.iter().map(|one| &one.id));
    let mut statement = portfolio.db().prepare_cached(
        "SELECT size IS NOT NULL AS file,
                EXISTS (SELECT 1 FROM evidence copy WHERE copy.original_id = evidence.id AND copy.binned_at IS NULL) AS redacted
         FROM evidence WHERE id = ?1",
    )?;
    let mut found = HashMap::new();
    for id in ids {
        let mut rows = statement.query([id])?;
        if let Some(row) = rows.next()? {
            let piece = Piece {
                file: row.get("file")?,
                redacted: row.get("redacted")?,
            };
            found.insert(id.clone(), piece);
        }
    }
    Ok(found)
}

/// A record as it is named.
pub(super) fn about(activity: &Activity) -> About {
    About {
        record_id: activity.record_id.clone(),
        title: activity.private_title.clone(),
        date: activity.date.clone(),
    }
}

/// The first few, and how many more there are.
pub(super) fn named<'l>(activities: impl IntoIterator<Item = &'l Activity>) -> (Vec<About>, u32) {
    let mut all = activities.into_iter();
    let first = all.by_ref().take(NAMED).map(about).collect();
    (first, u32::try_from(all.count()).unwrap_or(u32::MAX))
}

/// "a", "a and b", "a, b and c".
pub(super) fn listing(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

/// A count as it is read.
pub(super) fn grouped(count: usize) -> String {
    words::grouped(u32::try_from(count).unwrap_or(u32::MAX))
}
