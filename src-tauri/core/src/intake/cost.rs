//! Sums of money as people write them.

use std::sync::LazyLock;

use regex::Regex;

static POUNDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:£|gbp)?\s*(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(?P<p>\d{1,2}))?\s*(?:pounds?|gbp)?(?:\s*p\.?p\.?)?)$")
        .expect("each form is read in every test run")
});

/// What a cell says about the cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cost {
    /// Pence, up to £100,000 as in a record.
    Pence(u32),
    /// "Free", "none", a dash, nought: there was none.
    None,
}

/// Reads "45", "£45.50", "1,200", "GBP 30", "free". `None` when it is something else.
pub(super) fn read(cell: &str) -> Option<Cost> {
    let cell = cell.trim();
    if ["free", "free of charge", "none", "nil", "no cost", "n/a", "-", "–"].contains(&cell.to_lowercase().as_str()) {
        return Some(Cost::None);
    }
    let found = POUNDS.captures(cell)?;
    let pounds: u32 = found["n"].replace(',', "").parse().ok()?;
    let pence: u32 = match found.name("p").map(|part| part.as_str()) {
        None => 0,
        Some(tens) if tens.len() == 1 => tens.parse::<u32>().ok()? * 10,
        Some(both) => both.parse().ok()?,
    };
    match pounds * 100 + pence {
        0 => Some(Cost::None),
        pence if pence <= 10_000_000 => Some(Cost::Pence(pence)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cost, read};

    #[test]
    fn sums_as_they_are_written() {
        for (cell, pence) in [
            ("45", 4_500),
            ("£45", 4_500),
            (" £ 45.5 ", 4_550),
            ("45.50", 4_550),
            ("1,200", 120_000),
            ("£1,200.00", 120_000),
            ("30 GBP", 3_000),
            ("gbp 30", 3_000),
            ("12 pounds", 1_200),
            ("£100,000", 10_000_000),
        ] {
            assert_eq!(read(cell), Some(Cost::Pence(pence)), "{cell}");
        }
        for cell in ["free", "Nil", "0", "£0.00", "-", "n/a"] {
            assert_eq!(read(cell), Some(Cost::None), "{cell}");
        }
        for cell in [
            "",
            "€45",
            "$45",
            "about 40",
            "45.505",
            "1,20",
            "£100,000.01",
            "4500000",
            "paid by my employer",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
