//! Letters of HCPC and what is answered, as one Markdown file.

use std::fmt::Write as _;

use super::store;
use crate::error::Result;
use crate::evidence;
use crate::hcpc::{cycles, load};
use crate::vault::Portfolio;

/// The file's text; `None` without a letter. Records are named as others may read them.
///
/// # Errors
/// `damaged`, `disk`.
pub fn letters_markdown(portfolio: &Portfolio) -> Result<Option<String>> {
    let db = portfolio.db();
    let mut out = String::new();
    for (cycle, _) in cycles::all_cycles_with_forms(portfolio)? {
        let letters = store::letters_of(db, &cycle.id)?;
        if letters.is_empty() {
            continue;
        }
        let activities = load::load(portfolio, &cycle.id)?.profile.activities;
        for letter in letters {
            let _ = writeln!(
                out,
                "\n## Letter of {}, answer by {}\n\nAbout the cycle {}.\n",
                letter.letter,
                letter.deadline,
                cycles::cycle_years(&cycle)
            );
            for (at, point) in letter.points.iter().enumerate() {
                let _ = writeln!(out, "### Point {}\n\n> {}\n", at + 1, point.text.trim().replace('\n', "\n> "));
                if !point.answer.trim().is_empty() {
                    let _ = writeln!(out, "{}\n", point.answer.trim());
                }
                let named = activities.iter().filter(|one| point.records.contains(&one.record_id));
                for one in named {
                    let _ = writeln!(out, "- {}, {}", one.date, one.name);
                }
                for id in &point.evidence {
                    let _ = writeln!(out, "- Evidence: {}", evidence::named(db, id)?.title);
                }
                out.push('\n');
            }
        }
    }
    Ok((!out.is_empty()).then(|| format!("# Asked by HCPC\n{}\n", out.trim_end())))
}
