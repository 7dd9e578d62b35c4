//! How days, lengths and what was agreed are said on paper, wherever a record stands there.
//!
//! What always holds: one way for all papers; nothing of the owner's is left out.

use chrono::NaiveDate;

use super::date;
use super::model::Action;
use crate::error::Result;

/// "1 June 2024".
pub fn day_in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "45 min", "1 h", "17 h 30 min".
pub(crate) fn length_in_words(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// A line for each action: whose, what, by when, and when it was done. `words` may say the owner's words otherwise.
///
/// # Errors
/// `invalid` for a day that is none.
pub(crate) fn agreed(actions: &[Action], words: &dyn Fn(&str) -> String) -> Result<Vec<String>> {
    let day = |text: &Option<String>, around: &dyn Fn(String) -> String| -> Result<String> {
        let day = text.as_deref().map(|text| date("actions", text)).transpose()?;
        Ok(day.map(|day| around(day_in_words(day))).unwrap_or_default())
    };
    actions
        .iter()
        .map(|action| {
            let owner = action
                .owner
                .as_deref()
                .map(|owner| format!("{}: ", words(owner)))
                .unwrap_or_default();
            let due = day(&action.due, &|day| format!(", by {day}"))?;
            let done = day(&action.done_on, &|day| format!(" (done {day})"))?;
            Ok(format!("{owner}{}{due}{done}", words(&action.text)))
        })
        .collect()
}
