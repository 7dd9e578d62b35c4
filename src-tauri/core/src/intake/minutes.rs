//! Lengths of time as people write them.

use std::sync::LazyLock;

use regex::Regex;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| form(r"(?P<n>\d+(?:[.,]\d+)?|½)\s*(?P<half>½|1/2)?"));
static HOURS: LazyLock<Regex> = LazyLock::new(|| {
    form(r"(?P<n>\d+(?:[.,]\d+)?|½)\s*(?P<half>½|1/2)?\s*(?:hours?|hrs?|h)\.?(?:\s*(?:and|,|&)?\s*(?P<m>\d+)\s*(?:minutes?|mins?|m)?\.?)?")
});
static MINUTES: LazyLock<Regex> = LazyLock::new(|| form(r"(?P<m>\d+)\s*(?:minutes?|mins?|m|')\.?"));
static CLOCK: LazyLock<Regex> = LazyLock::new(|| form(r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::00)?"));

fn form(form: &str) -> Regex {
    Regex::new(&format!("^(?i:{form})$")).expect("each form is read in every test run")
}

/// Minutes that a cell holds; a bare number counts `unit` minutes. `None` when it is something else.
pub(super) fn read(cell: &str, unit: f64) -> Option<u32> {
    let cell = cell.trim().trim_start_matches(['c', '.', '~', ' ']).trim_start_matches("approx");
    let number = |text: &str| match text {
        "½" => Some(0.5),
        text => text.replace(',', ".").parse::<f64>().ok(),
    };
    let minutes = if let Some(found) = CLOCK.captures(cell) {
        number(&found["h"])? * 60.0 + number(&found["m"])?
    } else if let Some(found) = HOURS.captures(cell) {
        let half = if found.name("half").is_some() { 30.0 } else { 0.0 };
        number(&found["n"])? * 60.0 + half + found.name("m").map_or(Some(0.0), |part| number(part.as_str()))?
    } else if let Some(found) = MINUTES.captures(cell) {
        number(&found["m"])?
    } else {
        let found = NUMBER.captures(cell)?;
        let half = if found.name("half").is_some() { 0.5 } else { 0.0 };
        (number(&found["n"])? + half) * unit
    };
    let minutes = minutes.round();
    // The same bounds as a record's.
    ((1.0..=100_000.0).contains(&minutes)).then_some(minutes as u32)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lengths_are_read_as_they_are_written() {
        for (cell, minutes) in [
            ("90", 90),
            ("90 mins", 90),
            ("90m", 90),
            ("1.5 hours", 90),
            ("1,5 h", 90),
            ("1½ hours", 90),
            ("1 1/2 hrs", 90),
            ("½ hour", 30),
            ("1h30", 90),
            ("1 hr 30 mins", 90),
            ("2 hours and 15 minutes", 135),
            ("1:30", 90),
            ("c. 2 hours", 120),
        ] {
            assert_eq!(read(cell, 1.0), Some(minutes), "{cell}");
        }
        assert_eq!(read("1.5", 60.0), Some(90));
        assert_eq!(read("6", 60.0), Some(360));
        assert_eq!(read("90 mins", 60.0), Some(90));
        for cell in ["", "half a day", "1 day", "0", "lots", "999999999", "-5"] {
            assert_eq!(read(cell, 1.0), None, "{cell}");
        }
    }
}
