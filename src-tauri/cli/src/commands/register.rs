//! The register of the files made for others.

use std::fmt::Write as _;

use triptych_core::api::App;
use triptych_core::error::{Error, Result};
use triptych_core::hcpc::{self, Left, RegisterAsked, RegisterPage};

use super::record::plain;
use crate::answer::Answer;

/// Lists it, newest first; `part` is how many lines are passed over, and how many wanted.
pub(crate) fn register(app: &App, kind: Option<&str>, find: String, part: (u32, u32), json: bool) -> Result<Answer> {
    let kind = kind
        .map(|word| {
            Left::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| {
                let all = Left::ALL.map(Left::as_str).join(", ");
                Error::field("kind", "Nothing of this kind leaves.").hint(format!("Those there are: {all}."))
            })
        })
        .transpose()?;
    let (offset, limit) = part;
    let asked = RegisterAsked { kind, find, offset, limit };
    let page = app.with(|portfolio| hcpc::register(portfolio, &asked))?;
    Answer::either(json, &page, || in_words(&page))
}

fn in_words(page: &RegisterPage) -> String {
    if page.all == 0 {
        return "No file has been made for others yet.".to_owned();
    }
    let mut out = format!("{} of {}\n", page.total, page.all);
    for line in &page.lines {
        let past = &line.past;
        let when = past.exported_at.get(..16).unwrap_or_default().replace('T', " ");
        let state = if past.is_final { "" } else { ", draft" };
        let cycle = line.cycle.as_ref().map_or_else(String::new, |years| format!(", {years}"));
        let _ = writeln!(
            out,
            "{when}  {}{cycle}{state}  {}\n   SHA-256 {}",
            line.what,
            plain(&past.file_name),
            past.sha256
        );
        if !past.for_whom.is_empty() {
            let _ = writeln!(out, "   for {}", plain(&past.for_whom));
        }
        for kept in &past.kept {
            let reason = if kept.reason.is_empty() { "a different word" } else { &kept.reason };
            let _ = writeln!(out, "   kept knowingly: {}: {}", plain(&kept.value), plain(reason));
        }
    }
    out.trim_end().to_owned()
}
