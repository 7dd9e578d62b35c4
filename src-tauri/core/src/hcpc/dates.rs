//! Days and months, as kept and as read.

use chrono::{Datelike as _, NaiveDate};

use crate::error::{Error, Result};
pub(super) use crate::record::day_in_words as in_words;

/// A day as the database keeps it. Every day in it was checked on the way in.
pub(super) fn stored(text: &str) -> Result<NaiveDate> {
    read(text).ok_or_else(|| Error::damaged().detail("a date in the profile"))
}

/// Reads "2024-06-01". Not by chrono, which takes such a date apart sign by sign: a profile of ten thousand records has thirty thousand.
fn read(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// "1 June 2024", or "1 June 2024 to 3 June 2024" for a period.
pub(super) fn period_in_words(first: NaiveDate, last: Option<NaiveDate>) -> String {
    match last {
        Some(last) if last != first => format!("{} to {}", in_words(first), in_words(last)),
        _ => in_words(first),
    }
}

/// "01/06/2024", or "01/06/2024 to 03/06/2024" for a period.
pub(super) fn in_list(first: NaiveDate, last: Option<NaiveDate>) -> String {
    // Not chrono's `format`, which reads its pattern anew for each of ten thousand dates.
    let day = |day: NaiveDate| format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year());
    match last {
        Some(last) if last != first => format!("{} to {}", day(first), day(last)),
        _ => day(first),
    }
}

/// A month of a year, counted from the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month(i32);

impl Month {
    /// The month that `day` is in.
    pub(super) fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + day.month0().cast_signed())
    }

    /// Reads "2024-06".
    pub(super) fn read(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').filter(|_| text.len() == 7)?;
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1).map(Self::of)
    }

    /// "2024-06".
    pub(super) fn stored(self) -> String {
        format!("{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }

    /// The month `months` later.
    pub(super) fn later(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// How many months from this one up to `last`, both counted; none when `last` is earlier.
    pub(super) fn through(self, last: Self) -> usize {
        usize::try_from(last.0 - self.0 + 1).unwrap_or(0)
    }

    fn day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), self.0.rem_euclid(12).cast_unsigned() + 1, 1).unwrap_or_default()
    }

    /// "June 2024".
    pub(super) fn in_words(self) -> String {
        self.day().format("%B %Y").to_string()
    }
}

/// "February to April 2025", "November 2025 to January 2026".
pub(super) fn span_in_words(first: Month, last: Month) -> String {
    if first == last {
        first.in_words()
    } else if first.0.div_euclid(12) == last.0.div_euclid(12) {
        format!("{} to {}", first.day().format("%B"), last.in_words())
    } else {
        format!("{} to {}", first.in_words(), last.in_words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        stored(text).expect("a date")
    }

    #[test]
    fn months_are_counted_over_the_years() {
        let november = Month::of(day("2025-11-30"));
        assert_eq!(november.later(2).stored(), "2026-01");
        assert_eq!(november.through(november.later(2)), 3);
        assert_eq!(november.later(2).through(november), 0);
        assert_eq!(Month::read("2025-11"), Some(november));
        for wrong in ["2025-13", "2025-1", "", "2025-11-01", "June"] {
            assert_eq!(Month::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_day_is_told() {
        for wrong in ["", "2024-06", "2024-02-30", "2024-13-01", "2024-06-01-", "June", "2024-06-"] {
            assert!(stored(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_and_months_are_read_as_in_britain() {
        assert_eq!(in_words(day("2024-06-01")), "1 June 2024");
        assert_eq!(in_list(day("2024-06-01"), None), "01/06/2024");
        assert_eq!(in_list(day("2024-06-01"), Some(day("2024-06-01"))), "01/06/2024");
        assert_eq!(in_list(day("2024-06-01"), Some(day("2024-06-03"))), "01/06/2024 to 03/06/2024");
        let months = |from, to| span_in_words(Month::read(from).expect("a month"), Month::read(to).expect("a month"));
        assert_eq!(months("2025-02", "2025-04"), "February to April 2025");
        assert_eq!(months("2025-11", "2026-01"), "November 2025 to January 2026");
        assert_eq!(months("2025-11", "2025-11"), "November 2025");
    }
}
