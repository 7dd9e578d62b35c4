//! Months without a listed activity.
//!
//! What always holds: only what is past counts. A gap lasts three months or more by the calendar, or as many as the owner has learnt from HCPC:
//! so many whole months, or from the day after one activity to the day before the next. It is kept by the whole months in it; an
//! explanation once written stays with the months it was written for, also when an activity more or less moves the gap's edges.

use chrono::{Days, Months, NaiveDate};

use super::dates::{self, Month};
use super::model::{Gap, GapText};

/// What a profile answers for: the days of the cycle, from registration on, before `until`, which is today at the latest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answered {
    from: NaiveDate,
    until: NaiveDate,
    /// The cycle has ended.
    over: bool,
    first: Month,
    /// The last month that is over.
    last: Month,
}

/// What the profile of a cycle answers for.
pub(super) fn answered(start: NaiveDate, end: NaiveDate, registered: Option<NaiveDate>, today: NaiveDate) -> Answered {
    let from = registered.map_or(start, |day| day.max(start));
    Answered {
        from,
        until: end.checked_add_days(Days::new(1)).unwrap_or(end).min(today),
        over: end < today,
        first: Month::of(from),
        last: Month::of(end).min(Month::of(today).later(-1)),
    }
}

/// A gap, before anybody has explained it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Empty {
    /// The whole months in it.
    months: (Month, Month),
    /// How many months it lasts: whole ones, or from day to day.
    lasts: u32,
    /// "July to September 2024"; by its days where it has fewer whole months than make a gap.
    said: String,
}

/// The gaps of at least `least` months, given the days of each listed activity.
pub(super) fn find(answered: Answered, least: usize, activities: &[(NaiveDate, Option<NaiveDate>)]) -> Vec<Empty> {
    let Answered { first, last, .. } = answered;
    let mut filled = vec![false; first.through(last)];
    for (from, to) in activities {
        let begin = Month::of(*from).max(first);
        let length = begin.through(to.map_or(Month::of(*from), Month::of).min(last));
        let offset = first.through(begin).saturating_sub(1);
        filled.iter_mut().skip(offset).take(length).for_each(|month| *month = true);
    }
    let mut gaps = Vec::new();
    let mut begin = 0;
    for at in 0..=filled.len() {
        if at == filled.len() || filled[at] {
            if at > begin {
                let month = |index: usize| first.later(i32::try_from(index).unwrap_or(i32::MAX));
                gaps.extend(empty(answered, least, (month(begin), month(at - 1)), activities));
            }
            begin = at + 1;
        }
    }
    gaps
}

/// The gap around these empty months, if it is long enough for one.
fn empty(answered: Answered, least: usize, months: (Month, Month), activities: &[(NaiveDate, Option<NaiveDate>)]) -> Option<Empty> {
    let ends = activities.iter().map(|(from, to)| to.unwrap_or(*from));
    let before = ends.filter(|day| Month::of(*day) < months.0).max();
    let after = activities
        .iter()
        .map(|(from, _)| *from)
        .filter(|day| Month::of(*day) > months.1)
        .min();
    let from = before.and_then(|day| day.checked_add_days(Days::new(1))).unwrap_or(answered.from);
    let (from, until) = (from.max(answered.from), after.unwrap_or(answered.until).min(answered.until));
    let so_long = |months: &u32| from.checked_add_months(Months::new(*months)).is_some_and(|day| day <= until);
    let whole = months.0.through(months.1);
    if whole >= least {
        return Some(Empty {
            months,
            lasts: u32::try_from(whole).unwrap_or(u32::MAX),
            said: dates::span_in_words(months.0, months.1),
        });
    }
    let lasts = (1..).take_while(so_long).last().unwrap_or(0);
    // What is not over says no last day: the words that leave would be others each morning.
    let said = match until
        .checked_sub_days(Days::new(1))
        .filter(|_| after.is_some_and(|day| day <= answered.until) || answered.over)
    {
        Some(last) => dates::period_in_words(from, Some(last)),
        None => format!("{} onwards", dates::in_words(from)),
    };
    (lasts as usize >= least).then_some(Empty { months, lasts, said })
}

/// Whether the two stretches share a month.
pub(super) fn overlap(one: (Month, Month), other: (Month, Month)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// The stretch an explanation was written for; `None` when its months are none.
pub(super) fn stretch(text: &GapText) -> Option<(Month, Month)> {
    Some((Month::read(&text.from)?, Month::read(&text.to)?)).filter(|(from, to)| from <= to)
}

/// Gives each gap its explanation: the one of its first month, and whatever else was written for its months.
pub(super) fn explain(gaps: &[Empty], texts: &[GapText]) -> Vec<Gap> {
    let home = |text: &GapText| {
        let stretch = stretch(text)?;
        let begins = gaps.iter().position(|gap| gap.months.0 == stretch.0);
        begins.or_else(|| gaps.iter().position(|gap| overlap(gap.months, stretch)))
    };
    let homes: Vec<Option<usize>> = texts.iter().map(home).collect();
    let explanation = |index: usize| {
        let own = texts
            .iter()
            .zip(&homes)
            .filter(|(_, home)| **home == Some(index))
            .map(|(text, _)| text.explanation.as_str());
        own.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n")
    };
    let gap = |(index, gap): (usize, &Empty)| Gap {
        from: gap.months.0.stored(),
        to: gap.months.1.stored(),
        months: gap.lasts,
        said: gap.said.clone(),
        explanation: explanation(index),
    };
    gaps.iter().enumerate().map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        super::super::dates::stored(text).expect("a date")
    }

    fn gaps(start: &str, end: &str, today: &str, activities: &[(&str, Option<&str>)]) -> Vec<Empty> {
        let activities: Vec<_> = activities.iter().map(|(from, to)| (day(from), to.map(day))).collect();
        find(answered(day(start), day(end), None, day(today)), 3, &activities)
    }

    fn found(start: &str, end: &str, today: &str, activities: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
        let gaps = gaps(start, end, today, activities);
        gaps.into_iter().map(|gap| (gap.months.0.stored(), gap.months.1.stored())).collect()
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn two_empty_months_are_none_three_are_one() {
        let around = |second: &str| found("2024-06-01", "2024-10-31", "2026-01-01", &[("2024-06-30", None), (second, None)]);
        assert_eq!(around("2024-09-01"), []);
        assert_eq!(around("2024-10-01"), [pair("2024-07", "2024-09")]);
    }

    #[test]
    fn three_months_from_day_to_day_are_a_gap_also_without_three_whole_ones() {
        let between = |from: &str, to: &str| {
            let found = gaps(
                "2026-01-01",
                "2027-12-31",
                "2026-11-30",
                &[("2026-01-31", Some(from)), (to, Some("2026-11-29"))],
            );
            found.into_iter().map(|gap| (gap.said, gap.lasts)).collect::<Vec<_>>()
        };
        assert_eq!(between("2026-06-02", "2026-09-02"), [], "a day short");
        assert_eq!(
            between("2026-06-02", "2026-09-03"),
            [("3 June 2026 to 2 September 2026".to_owned(), 3)]
        );
        assert_eq!(
            between("2026-06-02", "2026-09-29"),
            [("3 June 2026 to 28 September 2026".to_owned(), 3)]
        );
        assert_eq!(between("2026-05-31", "2026-09-01"), [("June to August 2026".to_owned(), 3)]);
        assert_eq!(between("2026-05-02", "2026-10-05"), [("June to September 2026".to_owned(), 4)]);
    }

    #[test]
    fn up_to_today_and_from_the_first_day_it_counts_by_days_too() {
        let said = |today: &str, activities: &[(&str, Option<&str>)]| {
            let found = gaps("2026-05-15", "2028-05-14", today, activities);
            found.into_iter().map(|gap| gap.said).collect::<Vec<_>>()
        };
        assert_eq!(said("2026-09-09", &[("2026-06-10", None)]), [""; 0]);
        assert_eq!(said("2026-09-11", &[("2026-06-10", None)]), ["11 June 2026 onwards"]);
        let planned = [("2026-06-10", None), ("2026-12-05", None)];
        assert_eq!(
            said("2026-09-11", &planned),
            ["11 June 2026 onwards"],
            "what is planned ends nothing yet"
        );
        assert_eq!(said("2026-09-11", &[("2026-08-20", None)]), ["May to July 2026"]);
    }

    #[test]
    fn the_present_month_and_the_future_never_count() {
        assert_eq!(found("2026-06-01", "2028-05-31", "2026-08-31", &[]), []);
        assert_eq!(found("2026-06-01", "2028-05-31", "2026-09-01", &[]), [pair("2026-06", "2026-08")]);
        assert_eq!(found("2026-06-01", "2028-05-31", "2025-01-01", &[]), []);
        assert_eq!(
            found("2026-06-01", "2028-05-31", "2026-11-22", &[("2027-01-01", None)]),
            [pair("2026-06", "2026-10")]
        );
    }

    #[test]
    fn a_period_fills_all_its_months() {
        let period = [("2024-06-20", Some("2024-09-02")), ("2025-01-10", Some("2030-01-01"))];
        assert_eq!(
            found("2024-06-01", "2026-05-31", "2026-11-22", &period),
            [pair("2024-10", "2024-12")]
        );
    }

    #[test]
    fn months_before_registration_are_nobodys_gap() {
        let of = |registered: &str| answered(day("2024-06-01"), day("2026-05-31"), Some(day(registered)), day("2026-11-22"));
        let late = of("2025-09-15");
        assert_eq!((late.first.stored().as_str(), late.last.stored().as_str()), ("2025-09", "2026-05"));
        assert_eq!(of("2009-09-15").first.stored(), "2024-06");
    }

    fn text(from: &str, to: &str, explanation: &str) -> GapText {
        GapText {
            from: from.to_owned(),
            to: to.to_owned(),
            explanation: explanation.to_owned(),
        }
    }

    fn explained(gaps: &[(&str, &str)], texts: &[GapText]) -> Vec<String> {
        let month = |text: &str| Month::read(text).expect("a month");
        let gap = |(from, to): &(&str, &str)| Empty {
            months: (month(from), month(to)),
            lasts: 3,
            said: String::new(),
        };
        let gaps: Vec<_> = gaps.iter().map(gap).collect();
        explain(&gaps, texts).into_iter().map(|gap| gap.explanation).collect()
    }

    #[test]
    fn an_explanation_stays_when_the_edges_move() {
        let ill = [text("2025-02", "2025-05", "I was ill.")];
        assert_eq!(explained(&[("2025-02", "2025-04")], &ill), ["I was ill."]);
        assert_eq!(explained(&[("2025-03", "2025-05")], &ill), ["I was ill."]);
        assert_eq!(explained(&[("2025-06", "2025-08")], &ill), [""]);
        assert_eq!(
            explained(&[("2024-11", "2025-02"), ("2025-04", "2025-06")], &ill),
            ["I was ill.", ""]
        );
    }

    #[test]
    fn gaps_that_grow_together_keep_both_texts_and_a_split_one_repeats_none() {
        let both = [text("2025-02", "2025-04", "Ill."), text("2025-06", "2025-08", "Moved.")];
        assert_eq!(explained(&[("2025-02", "2025-08")], &both), ["Ill.\nMoved."]);
        let one = [text("2025-01", "2025-09", "Ill.")];
        assert_eq!(explained(&[("2025-01", "2025-03"), ("2025-06", "2025-09")], &one), ["Ill.", ""]);
    }
}
