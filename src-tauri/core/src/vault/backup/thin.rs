//! Which backups are kept: all of two days, then the newest of each day for two weeks, of each week for three months, of
//! each month for two years, of each year for ever.
//!
//! What always holds: this is a pure function of moments; the newest is kept, and so is whatever lies in the future;
//! thinning twice at the same moment drops nothing more.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

const ALL: TimeDelta = TimeDelta::days(2);
const DAILY: TimeDelta = TimeDelta::days(14);
const WEEKLY: TimeDelta = TimeDelta::days(92);
const MONTHLY: TimeDelta = TimeDelta::days(731);

/// The span of time of which one backup is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Span {
    Day(i32, u32),
    Week(i32, u32),
    Month(i32, u32),
    Year(i32),
}

fn span(made: DateTime<Utc>, now: DateTime<Utc>) -> Option<Span> {
    let age = now - made;
    let (day, week) = (made.date_naive(), made.iso_week());
    if age <= ALL {
        None
    } else if age <= DAILY {
        Some(Span::Day(day.year(), day.ordinal()))
    } else if age <= WEEKLY {
        Some(Span::Week(week.year(), week.week()))
    } else if age <= MONTHLY {
        Some(Span::Month(day.year(), day.month()))
    } else {
        Some(Span::Year(day.year()))
    }
}

/// The places in `made` of what may go at the moment `now`.
pub(super) fn thin(made: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..made.len()).collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse(made[*at]));
    let mut seen = BTreeSet::new();
    let mut drop: Vec<usize> = newest_first
        .into_iter()
        // The newest comes first, so it is never one too many.
        .filter(|at| span(made[*at], now).is_some_and(|span| !seen.insert(span)))
        .collect();
    drop.sort_unstable();
    drop
}

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).expect("a moment").to_utc()
    }

    fn now() -> DateTime<Utc> {
        at("2026-11-24T09:30:00Z")
    }

    #[test]
    fn each_age_keeps_what_it_should() {
        let made: Vec<_> = [
            "2026-11-24T09:00:00Z", // two of today
            "2026-11-24T08:00:00Z",
            "2026-11-20T18:00:00Z", // two of one day of last week
            "2026-11-20T08:00:00Z",
            "2026-10-22T08:00:00Z", // two of one week
            "2026-10-20T08:00:00Z",
            "2026-05-28T08:00:00Z", // two of one month
            "2026-05-02T08:00:00Z",
            "2023-11-02T08:00:00Z", // two of one year
            "2023-02-02T08:00:00Z",
            "2027-01-01T08:00:00Z", // a clock that was wrong
        ]
        .into_iter()
        .map(at)
        .collect();
        assert_eq!(thin(&made, now()), [3, 5, 7, 9]);
    }

    #[test]
    fn a_life_of_daily_backups_stays_small_and_reaches_back_to_its_beginning() {
        let mut kept: Vec<DateTime<Utc>> = Vec::new();
        let begin = at("2020-01-06T18:00:00Z");
        for day in 0..3650 {
            let today = begin + TimeDelta::days(day);
            kept.push(today);
            let gone = thin(&kept, today);
            let mut place = 0;
            kept.retain(|_| {
                place += 1;
                !gone.contains(&(place - 1))
            });
            assert!(kept.len() < 70, "{} are kept", kept.len());
        }
        let years: BTreeSet<i32> = kept.iter().map(|made| made.year()).collect();
        assert_eq!(years.len(), 11, "one of each year from 2020 to 2030");
    }

    proptest! {
        #[test]
        fn whatever_goes_has_a_newer_one_in_its_place(ages in prop::collection::vec(-100_000_i64..200_000_000, 0..80)) {
            let made: Vec<_> = ages.iter().map(|seconds| now() - TimeDelta::seconds(*seconds)).collect();
            let gone = thin(&made, now());
            let kept: Vec<_> = (0..made.len()).filter(|at| !gone.contains(at)).collect();
            prop_assert_eq!(made.is_empty(), kept.is_empty());
            for at in &gone {
                prop_assert!(now() - made[*at] > ALL, "all of two days");
                let same = kept.iter().any(|other| span(made[*other], now()) == span(made[*at], now()) && made[*other] >= made[*at]);
                prop_assert!(same, "nothing newer of the same span is kept");
            }
            if let Some(newest) = made.iter().max() {
                prop_assert!(kept.iter().any(|at| made[*at] == *newest), "the newest went");
            }
            let again: Vec<_> = kept.iter().map(|at| made[*at]).collect();
            prop_assert!(thin(&again, now()).is_empty(), "twice is once");
            let spans: BTreeSet<_> = made.iter().filter_map(|one| span(*one, now())).collect();
            let left: BTreeSet<_> = kept.iter().filter_map(|at| span(made[*at], now())).collect();
            prop_assert_eq!(spans, left);
        }
    }
}
