//! A calm plan over the cycle: up to five days on which one line says where one is.
//!
//! What always holds: one line at a time, the latest that is due; what was done or put off is not said; none comes before
//! the cycle has begun, or when the deadline is over.

use chrono::{Days, Months, NaiveDate};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{dates, load};
use crate::error::{Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// Days that lie so close are one.
const NEAR: i64 = 31;
/// For how many days one is put off.
const PUT_OFF: u64 = 7;

/// A day of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "CycleReminder")]
pub enum Reminder {
    /// Half of the cycle is over.
    HalfWay,
    /// A year before the deadline.
    Year,
    /// Six months before it.
    SixMonths,
    /// Three months before it.
    ThreeMonths,
    /// A month before it.
    Month,
}

impl Reminder {
    /// All, in the order of a cycle of two years.
    const ALL: [Self; 5] = [Self::HalfWay, Self::Year, Self::SixMonths, Self::ThreeMonths, Self::Month];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HalfWay => "half-way",
            Self::Year => "year",
            Self::SixMonths => "six-months",
            Self::ThreeMonths => "three-months",
            Self::Month => "month",
        }
    }

    fn read(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word).ok_or_else(Error::damaged)
    }

    fn day(self, start: NaiveDate, deadline: NaiveDate) -> Option<NaiveDate> {
        let before = |months| deadline.checked_sub_months(Months::new(months));
        match self {
            Self::HalfWay => {
                let half = u64::try_from(deadline.signed_duration_since(start).num_days()).ok()? / 2;
                start.checked_add_days(Days::new(half))
            }
            Self::Year => before(12),
            Self::SixMonths => before(6),
            Self::ThreeMonths => before(3),
            Self::Month => before(1),
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::HalfWay => "Half of this cycle is over: a good day to see what is listed, and which months are empty.",
            Self::Year => "A year is left: give each activity its type, and note what changed for the people you work with.",
            Self::SixMonths => "Six months are left: choose the activities of your statement, and look for what shows them.",
            Self::ThreeMonths => "Three months are left: write the summary and the statement, so that an audit would find them there.",
            Self::Month => "A month is left: read the statement as an assessor would, and renew in time.",
        }
    }
}

/// A day of the plan, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlannedReminder")]
pub struct Planned {
    /// Which.
    pub reminder: Reminder,
    /// Its day.
    pub on: String,
    /// What it says.
    pub said: String,
    /// Done.
    pub done: bool,
    /// Put off until this day.
    pub until: Option<String>,
}

/// The plan of a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReminderPlan")]
pub struct Plan {
    /// Every day of it, the first first.
    pub days: Vec<Planned>,
    /// The one to say today.
    pub now: Option<Reminder>,
}

/// What was done with one, as it is carried from portfolio to portfolio.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredReminder {
    /// Which.
    pub reminder: Reminder,
    /// Put off until this day; done without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// The plan of the cycle `id`.
///
/// # Errors
/// `not-found`, `damaged`.
pub fn reminders(portfolio: &Portfolio, id: &str) -> Result<Plan> {
    plan_on(portfolio, id, portfolio.world().today())
}

/// The same on the day `today`.
pub(super) fn plan_on(portfolio: &Portfolio, id: &str, today: NaiveDate) -> Result<Plan> {
    let row = load::cycle(portfolio.db(), id)?;
    let (start, end) = row.days()?;
    let deadline = match &row.drawn {
        Some(drawn) => dates::stored(&drawn.deadline)?,
        None => end,
    };
    let stored = stored(portfolio.db(), id)?;
    let mut days: Vec<Planned> = Reminder::ALL
        .into_iter()
        .filter_map(|reminder| Some((reminder, reminder.day(start, deadline)?)))
        .filter(|(_, day)| *day >= start)
        // A year before the end of two years is half-way: that is said once.
        .filter(|(reminder, day)| *reminder != Reminder::HalfWay || !near(*day, Reminder::Year.day(start, deadline)))
        .map(|(reminder, day)| {
            let known = stored.iter().find(|one| one.reminder == reminder);
            Planned {
                reminder,
                on: day.to_string(),
                said: reminder.says().to_owned(),
                done: known.is_some_and(|one| one.until.is_none()),
                until: known.and_then(|one| one.until.clone()),
            }
        })
        .collect();
    days.sort_by(|one, other| one.on.cmp(&other.on));
    let today = today.to_string();
    let latest = days.iter().rev().find(|one| one.on <= today);
    let waits = |one: &&Planned| !one.done && one.until.as_ref().is_none_or(|until| *until <= today);
    let now = latest
        .filter(|_| !portfolio.read_only() && today <= deadline.to_string())
        .filter(waits)
        .map(|one| one.reminder);
    Ok(Plan { days, now })
}

fn near(day: NaiveDate, other: Option<NaiveDate>) -> bool {
    other.is_some_and(|other| other.signed_duration_since(day).num_days().abs() <= NEAR)
}

/// One is done, or put off for a week.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn settle_reminder(portfolio: &mut Portfolio, id: &str, reminder: Reminder, done: bool) -> Result<Plan> {
    let today = portfolio.world().today();
    settle_on(portfolio, id, reminder, done, today)?;
    reminders(portfolio, id)
}

/// The same on the day `today`.
pub(super) fn settle_on(portfolio: &mut Portfolio, id: &str, reminder: Reminder, done: bool, today: NaiveDate) -> Result<()> {
    load::cycle(portfolio.db(), id)?;
    let until = today.checked_add_days(Days::new(PUT_OFF));
    let one = StoredReminder {
        reminder,
        until: if done { None } else { until.map(|day| day.to_string()) },
    };
    transact(portfolio, Op::SaveReminder, Scope::default(), |connection| {
        put_reminders(connection, id, &[one])
    })
}

/// What was done with the reminders of the cycle `id`.
pub(super) fn stored(connection: &Connection, id: &str) -> Result<Vec<StoredReminder>> {
    let mut statement = connection.prepare_cached("SELECT reminder, until_on FROM cycle_reminder WHERE cycle_id = ?1 ORDER BY reminder")?;
    let mut rows = statement.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(StoredReminder {
            reminder: Reminder::read(&row.get::<_, String>("reminder")?)?,
            until: row.get("until_on")?,
        });
    }
    Ok(found)
}

/// Writes it, within the caller's transaction.
pub(super) fn put_reminders(connection: &Connection, id: &str, all: &[StoredReminder]) -> Result<()> {
    for one in all {
        let until = one.until.as_deref().map(|day| crate::record::date("until", day)).transpose()?;
        connection
            .prepare_cached(
                "INSERT INTO cycle_reminder (cycle_id, reminder, until_on) VALUES (?1, ?2, ?3)
                 ON CONFLICT (cycle_id, reminder) DO UPDATE SET until_on = excluded.until_on",
            )?
            .execute(params![id, one.reminder.as_str(), until.map(|day| day.to_string())])?;
    }
    Ok(())
}
