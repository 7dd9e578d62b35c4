//! Days as people in Britain write them, read from a cell, a heading or a sentence.
//!
//! What always holds: the day comes before the month unless that cannot be; nothing is guessed in silence: what could be
//! meant in two ways, or lacks its year, comes with its doubt and with what it may mean.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use regex::{Captures, Regex};

/// A day or a period, and what is not certain about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// First day.
    pub(super) from: NaiveDate,
    /// Last day of a period.
    pub(super) to: Option<NaiveDate>,
    /// Why it has to be asked.
    pub(super) doubt: Option<Doubt>,
    /// Whether day and month are both numbers, the day first: whoever writes the month first means another day.
    pub(super) numbers: bool,
}

/// Why a date has to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The month stands before the day, as in America.
    MonthFirst,
    /// No year was written.
    NoYear,
    /// Only a month was written: the whole of it is proposed.
    MonthOnly,
    /// It lies after today.
    Future,
    /// Other words stand beside it.
    OtherWords,
}

impl Doubt {
    /// In a sentence.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::MonthFirst => "The month seems to stand before the day.",
            Self::NoYear => "No year is written.",
            Self::MonthOnly => "Only the month is written: this proposes the whole of it.",
            Self::Future => "This lies in the future.",
            Self::OtherWords => "There are other words beside the date.",
        }
    }
}

/// One day as written, as far as it was written.
#[derive(Debug, Clone, Copy)]
struct Written {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    month_first: bool,
    numbers: bool,
}

const MONTHS: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const YEAR: &str = r"(?P<year>(?:19|20)\d\d|['’]\d\d)";
const DAY: &str = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?";

/// The forms, the most telling first: each begins where the text begins.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?\S*)?\b".to_owned(),
        r"(?P<day>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<year>(?:19|20)\d\d|\d\d)\b".to_owned(),
        r"(?P<day>\d{1,2}) (?P<m>\d{1,2}) (?P<year>(?:19|20)\d\d)\b".to_owned(),
        format!(r"{DAY}(?:\s+of)?[\s\-/.]*{MONTHS}(?:[\s,\-/.]*(?:{YEAR}|(?P<short>\d\d)))?(?:\b|$)"),
        format!(r"{MONTHS}\s+{DAY}(?:,?\s+{YEAR})?(?:\b|$)"),
        format!(r"{MONTHS}[\s,\-/]*{YEAR}\b"),
        r"(?P<day>\d{1,2})/(?P<m>\d{1,2})\b".to_owned(),
    ]
    .iter()
    .map(|form| Regex::new(&format!("^(?i:{form})")).expect("each form is read in every test run"))
    .collect()
});

/// What may stand between the ends of a period.
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?i:\s*(?:-|–|—|&|\+|to|until|till|and)\s*)").expect("read in every test run"));
/// The first day of a period whose month and year come with the last.
static FIRST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*(?:-|–|—|/|&|\+)\s*|\s+(?:to|until|till|and)\s+))")
        .expect("read in every test run")
});
/// The first month of a period of months.
static FIRST_MONTH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^(?i:{MONTHS}\s*(?:-|–|—|/|&|to|until)\s*)")).expect("read in every test run"));
/// Words that say nothing more about the day.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b|\b(?:w/c|wc|week (?:commencing|beginning|of)|from|date|on|the)\b|\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|\b\d{1,2}:\d\d\b|[\s,.;:()\[\]–—-]",
    )
    .expect("read in every test run")
});

/// The day or period that a cell holds; `None` when there is none in it.
pub(super) fn read(cell: &str, today: NaiveDate) -> Option<Dated> {
    let (span, mut dated) = find(cell, today)?;
    let rest = format!("{} {}", &cell[..span.start], &cell[span.end..]);
    if dated.doubt.is_none() && !says_no_more(&rest) {
        dated.doubt = Some(Doubt::OtherWords);
    }
    Some(dated)
}

/// The first day or period in `text`, and where it stands.
pub(super) fn find(text: &str, today: NaiveDate) -> Option<(Range<usize>, Dated)> {
    let starts = text.char_indices().filter(|(at, letter)| {
        // Not within a word or a number.
        letter.is_alphanumeric() && !text[..*at].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    for (at, _) in starts {
        if let Some((length, dated)) = period(&text[at..], today) {
            return Some((at..at + length, dated));
        }
    }
    None
}

/// A period or a day at the beginning of `text`, and its length.
fn period(text: &str, today: NaiveDate) -> Option<(usize, Dated)> {
    // "3–5 April 2024"
    if let Some(first) = FIRST_DAY.captures(text) {
        let length = first[0].len();
        if let Some((more, last)) = one(&text[length..])
            && last.month.is_some()
            && last.day.is_some()
            && !last.month_first
        {
            let from = Written {
                day: first["day"].parse().ok(),
                ..last
            };
            if let Some(dated) = between(from, last, today) {
                return Some((length + more, dated));
            }
        }
    }
    // "April–June 2024"
    if let Some(first) = FIRST_MONTH.captures(text) {
        let length = first[0].len();
        if let Some((more, last)) = one(&text[length..])
            && last.day.is_none()
        {
            let from = Written {
                month: month(&first["month"]),
                ..last
            };
            if let Some(dated) = between(from, last, today) {
                return Some((length + more, dated));
            }
        }
    }
    let (length, first) = one(text)?;
    if let Some(link) = BETWEEN.find(&text[length..]) {
        let at = length + link.end();
        if let Some((more, last)) = one(&text[at..])
            && last.day.is_some() == first.day.is_some()
        {
            let from = Written {
                year: first.year.or(last.year),
                ..first
            };
            if let Some(dated) = between(from, last, today) {
                return Some((at + more, dated));
            }
        }
    }
    single(first, today).map(|dated| (length, dated))
}

/// One day, or one month, at the beginning of `text`.
fn one(text: &str) -> Option<(usize, Written)> {
    FORMS.iter().find_map(|form| {
        let found = form.captures(text)?;
        written(&found).map(|written| (found[0].trim_end().len(), written))
    })
}

fn written(found: &Captures<'_>) -> Option<Written> {
    let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok());
    let year = found
        .name("year")
        .or_else(|| found.name("short"))
        .and_then(|part| part.as_str().trim_start_matches(['\'', '’']).parse::<i32>().ok())
        .map(|year| match year {
            0..=69 => 2000 + year,
            70..=99 => 1900 + year,
            _ => year,
        });
    let named = found.name("month").and_then(|part| month(part.as_str()));
    let (mut day, mut in_year) = (number("day"), named.or_else(|| number("m")));
    let month_first = named.is_none() && in_year.is_some_and(|month| month > 12) && day.is_some_and(|day| day <= 12);
    if month_first {
        (day, in_year) = (in_year, day);
    }
    let begins = |name: &str| found.name(name).map(|part| part.start());
    let sound = in_year.is_some_and(|month| (1..=12).contains(&month)) && day.is_none_or(|day| (1..=31).contains(&day));
    sound.then_some(Written {
        year,
        month: in_year,
        day,
        month_first,
        numbers: begins("m").is_some() && begins("day") < begins("m"),
    })
}

fn month(name: &str) -> Option<u32> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.to_lowercase();
    (1..)
        .zip(NAMES)
        .find(|(_, start)| name.starts_with(start))
        .map(|(number, _)| number)
}

/// The days of what was written; without a year the last time it was so.
fn days(written: Written, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let of_year = |year: i32| {
        let month = written.month?;
        let first = NaiveDate::from_ymd_opt(year, month, written.day.unwrap_or(1))?;
        let last = match written.day {
            Some(_) => first,
            None => first.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))?,
        };
        Some((first, last))
    };
    match written.year {
        Some(year) => of_year(year).filter(|_| (1900..=2200).contains(&year)),
        // 29 February goes back further.
        None => (0..8)
            .filter_map(|back| of_year(today.year() - back))
            .find(|(first, _)| *first <= today),
    }
}

fn single(written: Written, today: NaiveDate) -> Option<Dated> {
    let (from, last) = days(written, today)?;
    Some(dated(from, last, written, written, today))
}

fn between(first: Written, last: Written, today: NaiveDate) -> Option<Dated> {
    let (from, _) = days(first, today)?;
    let (_, to) = days(last, today)?;
    (from <= to).then(|| dated(from, to, first, last, today))
}

fn dated(from: NaiveDate, to: NaiveDate, first: Written, last: Written, today: NaiveDate) -> Dated {
    let doubt = if first.month_first || last.month_first {
        Some(Doubt::MonthFirst)
    } else if last.year.is_none() {
        Some(Doubt::NoYear)
    } else if from > today {
        Some(Doubt::Future)
    } else if first.day.is_none() {
        Some(Doubt::MonthOnly)
    } else {
        None
    };
    Dated {
        from,
        to: (to != from).then_some(to),
        doubt,
        numbers: first.numbers,
    }
}

/// Whether `words` beside a date say nothing more than the date does: a weekday, a time, a dash.
pub(super) fn says_no_more(words: &str) -> bool {
    BESIDE.replace_all(words, "").is_empty()
}

/// Whether a column of cells is written with the month first: then a day that could be a month has to be asked.
pub(super) fn month_comes_first<'a>(cells: impl Iterator<Item = &'a str>, today: NaiveDate) -> bool {
    cells
        .filter_map(|cell| find(cell, today))
        .any(|(_, dated)| dated.doubt == Some(Doubt::MonthFirst))
}

/// The other day that a cell may mean, when day and month could change places.
pub(super) fn swapped(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).filter(|other| *other != day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn today() -> NaiveDate {
        day("2026-11-22")
    }

    fn said(cell: &str) -> Option<(String, Option<Doubt>)> {
        read(cell, today()).map(|dated| {
            let to = dated.to.map(|to| format!("/{to}")).unwrap_or_default();
            (format!("{}{to}", dated.from), dated.doubt)
        })
    }

    #[test]
    fn british_forms_are_read() {
        for (cell, expected) in [
            ("3/4/2024", "2024-04-03"),
            ("03/04/24", "2024-04-03"),
            ("03.04.2024", "2024-04-03"),
            ("3-4-24", "2024-04-03"),
            ("3 / 4 / 2024", "2024-04-03"),
            ("03 04 2024", "2024-04-03"),
            ("2024-04-03", "2024-04-03"),
            ("2024-04-03T10:00:00Z", "2024-04-03"),
            ("2024/4/3", "2024-04-03"),
            ("3 April 2024", "2024-04-03"),
            ("3rd April 2024", "2024-04-03"),
            ("3rd of April, 2024", "2024-04-03"),
            ("Wed 3rd Apr 2024", "2024-04-03"),
            ("Wednesday, 3 April 2024", "2024-04-03"),
            ("3-Apr-24", "2024-04-03"),
            ("3 Apr. '24", "2024-04-03"),
            ("April 3, 2024", "2024-04-03"),
            ("3Apr2024", "2024-04-03"),
            ("1 Sept 2025", "2025-09-01"),
            ("21st June 2023", "2023-06-21"),
            ("w/c 8 January 2024", "2024-01-08"),
            ("3 April 2024, 10:00", "2024-04-03"),
            ("3 April 2024 2pm", "2024-04-03"),
            ("29/02/2024", "2024-02-29"),
            ("3–5 April 2024", "2024-04-03/2024-04-05"),
            ("3rd - 5th April 2024", "2024-04-03/2024-04-05"),
            ("3 & 4 April 2024", "2024-04-03/2024-04-04"),
            ("30 March to 2 April 2024", "2024-03-30/2024-04-02"),
            ("30 December 2023 – 2 January 2024", "2023-12-30/2024-01-02"),
            ("12/03/2024 - 14/03/2024", "2024-03-12/2024-03-14"),
            ("from 12/3/24 to 14/3/24", "2024-03-12/2024-03-14"),
        ] {
            assert_eq!(said(cell), Some((expected.to_owned(), None)), "{cell}");
        }
    }

    #[test]
    fn what_is_not_certain_is_asked() {
        for (cell, expected, doubt) in [
            ("4/25/2024", "2024-04-25", Doubt::MonthFirst),
            ("3 April", "2026-04-03", Doubt::NoYear),
            ("3/4", "2026-04-03", Doubt::NoYear),
            ("25 December", "2025-12-25", Doubt::NoYear),
            ("29 February", "2024-02-29", Doubt::NoYear),
            ("April 2024", "2024-04-01/2024-04-30", Doubt::MonthOnly),
            ("Feb '24", "2024-02-01/2024-02-29", Doubt::MonthOnly),
            ("April–June 2024", "2024-04-01/2024-06-30", Doubt::MonthOnly),
            ("3 April 2034", "2034-04-03", Doubt::Future),
            ("3 April 2024 (cancelled)", "2024-04-03", Doubt::OtherWords),
        ] {
            assert_eq!(said(cell), Some((expected.to_owned(), Some(doubt))), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for cell in [
            "",
            "n/a",
            "spring",
            "31/02/2024",
            "99/99/2024",
            "2024",
            "room 12",
            "1.5 hours",
            "12345678",
            "may",
            "Mark 4",
        ] {
            assert_eq!(said(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_day_and_a_month_change_places_only_where_they_can() {
        assert_eq!(swapped(day("2024-04-03")), Some(day("2024-03-04")));
        assert_eq!(swapped(day("2024-04-25")), None);
        assert_eq!(swapped(day("2024-04-04")), None);
        assert!(month_comes_first(["3/4/2024", "4/25/2024"].into_iter(), today()));
        assert!(!month_comes_first(["3/4/2024", "25/4/2024"].into_iter(), today()));
    }

    #[test]
    fn a_date_is_found_within_words() {
        let text = "Reflection on the group, 3rd April 2024: the drum";
        let (span, dated) = find(text, today()).expect("a date");
        assert_eq!((&text[span], dated.from), ("3rd April 2024", day("2024-04-03")));
        assert_eq!(find("Kolb 1984 and 12 songs", today()), None);
    }

    proptest! {
        #[test]
        fn every_day_is_read_back_in_every_form(back in 0_u64..20_000) {
            let day = today() - Days::new(back);
            for form in ["%d/%m/%Y", "%-d/%-m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%-d %B %Y", "%a %-d %b %Y", "%A, %-d %B %Y", "%B %-d, %Y", "%-d-%b-%Y"] {
                let text = day.format(form).to_string();
                let read = read(&text, today()).map(|dated| (dated.from, dated.to, dated.doubt));
                prop_assert_eq!(read, Some((day, None, None)), "{}", text);
            }
        }

        #[test]
        fn nothing_that_is_typed_stops_it(text in "\\PC{0,40}") {
            if let Some((span, _)) = find(&text, today()) {
                prop_assert!(text.get(span).is_some());
            }
            let _ = read(&text, today());
        }
    }
}
