//! Records by their day and name, to tell whether something is here already.

use std::collections::HashMap;

use super::first_words;
use crate::error::Result;
use crate::vault::Portfolio;

/// The name that a record with this title and this text goes by, in small letters and without blanks to spare.
pub fn name_of(title: &str, text: &str) -> String {
    let name = if title.trim().is_empty() {
        first_words(text)
    } else {
        title.to_owned()
    };
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ids by day and name of every record that is not in the bin; of two that share them, the older.
///
/// # Errors
/// `damaged`, `disk`.
pub fn names(portfolio: &Portfolio) -> Result<HashMap<(String, String), String>> {
    let mut statement = portfolio
        .db()
        .prepare_cached("SELECT id, date_on, title, first_line FROM record WHERE binned_at IS NULL ORDER BY rid DESC")?;
    let mut rows = statement.query([])?;
    let mut names = HashMap::new();
    while let Some(row) = rows.next()? {
        let (title, first_line): (String, String) = (row.get("title")?, row.get("first_line")?);
        names.insert((row.get("date_on")?, name_of(&title, &first_line)), row.get("id")?);
    }
    Ok(names)
}
