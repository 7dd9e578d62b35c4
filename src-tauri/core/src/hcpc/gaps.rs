//! Months without a listed activity.
//!
//! What always holds: only whole months in the past count; a gap has three months or more, or as many as the owner has learnt from HCPC; an explanation once written
//! stays with the months it was written for, also when an activity more or less moves the gap's edges.

use chrono::NaiveDate;

use super::dates::Month;
use super::model::{Gap, GapText};

/// The months a profile answers for: those of the cycle, from registration on, up to the last whole one before `today`.
pub(super) fn months(start: NaiveDate, end: NaiveDate, registered: Option<NaiveDate>, today: NaiveDate) -> (Month, Month) {
    let first = Month::of(registered.map_or(start, |day| day.max(start)));
    (first, Month::of(end).min(Month::of(today).later(-1)))
}

/// The gaps of at least `least` months from `first` to `last`, given the days of each listed activity.
pub(super) fn find(
    first: Month,
    last: Month,
    least: usize,
    activities: impl Iterator<Item = (NaiveDate, Option<NaiveDate>)>,
) -> Vec<(Month, Month)> {
    let mut filled = vec![false; first.through(last)];
    for (from, to) in activities {
        let begin = Month::of(from).max(first);
        let length = begin.through(to.map_or(Month::of(from), Month::of).min(last));
        let offset = first.through(begin).saturating_sub(1);
        filled.iter_mut().skip(offset).take(length).for_each(|month| *month = true);
    }
    let mut gaps = Vec::new();
    let mut begin = 0;
    for at in 0..=filled.len() {
        if at == filled.len() || filled[at] {
            if at - begin >= least {
                let month = |index: usize| first.later(i32::try_from(index).unwrap_or(i32::MAX));
                gaps.push((month(begin), month(at - 1)));
            }
            begin = at + 1;
        }
    }
    gaps
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
pub(super) fn explain(gaps: &[(Month, Month)], texts: &[GapText]) -> Vec<Gap> {
    let home = |text: &GapText| {
        let stretch = stretch(text)?;
        let begins = gaps.iter().position(|gap| gap.0 == stretch.0);
        begins.or_else(|| gaps.iter().position(|gap| overlap(*gap, stretch)))
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
    let gap = |(index, &(from, to)): (usize, &(Month, Month))| Gap {
        from: from.stored(),
        to: to.stored(),
        months: u32::try_from(from.through(to)).unwrap_or(u32::MAX),
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

    fn found(start: &str, end: &str, today: &str, activities: &[(&str, Option<&str>)]) -> Vec<(String, String)> {
        let (first, last) = months(day(start), day(end), None, day(today));
        let gaps = find(first, last, 3, activities.iter().map(|(from, to)| (day(from), to.map(day))));
        gaps.into_iter().map(|(from, to)| (from.stored(), to.stored())).collect()
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
        let (first, last) = months(day("2024-06-01"), day("2026-05-31"), Some(day("2025-09-15")), day("2026-11-22"));
        assert_eq!((first.stored().as_str(), last.stored().as_str()), ("2025-09", "2026-05"));
        let (first, _) = months(day("2024-06-01"), day("2026-05-31"), Some(day("2009-09-15")), day("2026-11-22"));
        assert_eq!(first.stored(), "2024-06");
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
        let gaps: Vec<_> = gaps.iter().map(|(from, to)| (month(from), month(to))).collect();
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
