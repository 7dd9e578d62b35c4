//! A year at a glance: what counts as CPD, by type and month.
//!
//! What always holds: what counts is what the rule lists (CPD, supervision and what is marked, once finished), so that the
//! mixture is HCPC's; an activity stands in the month it began; nothing is compared with a number of hours, as HCPC sets none.

use chrono::Datelike as _;
use serde::Serialize;
use ts_rs::TS;

use super::load;
use super::model::{Activity, Cycle};
use crate::error::{Error, Result};
use crate::record::CpdType;
use crate::vault::Portfolio;

/// One type within a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "YearOfType")]
pub struct OfType {
    /// Type; `None` for those without one.
    #[serde(rename = "type")]
    pub cpd_type: Option<CpdType>,
    /// Activities.
    pub activities: u32,
    /// Minutes noted.
    pub minutes: u32,
    /// Minutes of each month, January first.
    pub months: Vec<u32>,
}

/// A year of CPD.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "CpdYear")]
pub struct Year {
    /// Calendar year.
    pub year: i32,
    /// Years in which anything counts, newest first; this year too.
    pub years: Vec<i32>,
    /// Types that occur, in HCPC's order, those without one last.
    pub types: Vec<OfType>,
    /// Activities of each month, January first.
    pub activities: Vec<u32>,
    /// Activities without a length.
    pub without_length: u32,
    /// Drafts, which do not count until they are finished.
    pub drafts: u32,
}

/// The year `year`, or the present one.
///
/// # Errors
/// `invalid` for a year before 1900 or after 2200, `damaged`.
pub fn year(portfolio: &Portfolio, year: Option<i32>) -> Result<Year> {
    let this = portfolio.world().today().year();
    let year = year.unwrap_or(this);
    if !(1900..=2200).contains(&year) {
        return Err(Error::field("year", "The year must lie between 1900 and 2200."));
    }
    let whole = Cycle {
        id: String::new(),
        start: format!("{year}-01-01"),
        end: format!("{year}-12-31"),
    };
    let all: Vec<Activity> = load::records(portfolio.db(), &whole)?
        .into_iter()
        .map(|found| found.activity)
        // It stands where it began.
        .filter(|one| one.date >= whole.start)
        .collect();
    let counted: Vec<&Activity> = all.iter().filter(|one| one.by_rule).collect();
    let mut activities = vec![0; 12];
    counted.iter().for_each(|one| activities[month(one)] += 1);
    let types = CpdType::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|cpd_type| of_type(cpd_type, &counted))
        .filter(|one| one.activities > 0)
        .collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Year {
        year,
        years: years(portfolio, this, year)?,
        types,
        activities,
        without_length: count(counted.iter().filter(|one| one.minutes.is_none()).count()),
        drafts: count(all.iter().filter(|one| one.draft && is_cpd(one)).count()),
    })
}

/// Whether it will count once it is finished. What is not marked yet never stands among these.
fn is_cpd(activity: &Activity) -> bool {
    activity.kind != crate::record::Kind::Reflection
}

fn of_type(cpd_type: Option<CpdType>, counted: &[&Activity]) -> OfType {
    let own = || counted.iter().filter(|one| one.cpd_type == cpd_type);
    let mut months = vec![0_u32; 12];
    for one in own() {
        let minutes = &mut months[month(one)];
        *minutes = minutes.saturating_add(one.minutes.unwrap_or(0));
    }
    OfType {
        cpd_type,
        activities: u32::try_from(own().count()).unwrap_or(u32::MAX),
        minutes: months.iter().fold(0, |sum: u32, one| sum.saturating_add(*one)),
        months,
    }
}

/// January is 0.
fn month(activity: &Activity) -> usize {
    let month: usize = activity.date.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    month.clamp(1, 12) - 1
}

fn years(portfolio: &Portfolio, this: i32, shown: i32) -> Result<Vec<i32>> {
    let mut years = portfolio
        .db()
        .prepare_cached(&format!(
            "SELECT DISTINCT CAST(substr(date_on, 1, 4) AS INTEGER) AS year FROM record
             WHERE binned_at IS NULL AND draft = 0 AND kind IN {} AND (kind <> 'reflection'
               OR EXISTS (SELECT 1 FROM cpd_facts WHERE record_id = record.id))",
            load::KINDS
        ))?
        .query_map([], |row| row.get("year"))?
        .collect::<rusqlite::Result<Vec<i32>>>()?;
    years.extend([this, shown]);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    Ok(years)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{CpdFacts, Kind, create, finish};
    use crate::testing::{content, portfolio};

    #[test]
    fn what_is_finished_counts_in_the_month_it_began() {
        let (_folder, mut portfolio) = portfolio();
        let mut add = |kind, date: &str, minutes, cpd: Option<CpdType>, done| {
            let mut content = content(kind, "One", date, "Words.");
            content.minutes = minutes;
            content.cpd = cpd.map(|kind| CpdFacts {
                kind: Some(kind),
                ..CpdFacts::default()
            });
            let id = create(&mut portfolio, &content, "", &[]).expect("made").id;
            if done {
                finish(&mut portfolio, &id, true).expect("finished");
            }
        };
        add(Kind::Cpd, "2026-01-31", Some(90), Some(CpdType::Formal), true);
        add(Kind::Cpd, "2026-01-02", Some(30), Some(CpdType::Formal), true);
        add(Kind::Supervision, "2026-03-01", None, None, true);
        add(Kind::Reflection, "2026-03-02", Some(20), Some(CpdType::SelfDirected), true);
        add(Kind::Reflection, "2026-03-02", Some(20), None, true);
        add(Kind::CaseNote, "2026-03-02", Some(50), None, true);
        add(Kind::Cpd, "2026-03-02", Some(45), None, false);
        add(Kind::Cpd, "2025-12-31", Some(60), None, true);
        let found = year(&portfolio, None).expect("a year");
        let types: Vec<_> = found.types.iter().map(|one| (one.cpd_type, one.activities, one.minutes)).collect();
        assert_eq!(
            types,
            [
                (Some(CpdType::WorkBased), 1, 0),
                (Some(CpdType::Formal), 2, 120),
                (Some(CpdType::SelfDirected), 1, 20)
            ]
        );
        assert_eq!((found.types[1].months[0], found.activities[2]), (120, 2));
        assert_eq!((found.without_length, found.drafts, found.years), (1, 1, vec![2026, 2025]));
        assert_eq!(year(&portfolio, Some(1)).expect_err("no year").field.as_deref(), Some("year"));
    }
}
