//! Pictures of evidence within texts: `![what it shows](evidence:ID)`.
//!
//! What always holds: a text is read as Markdown reads it, so that an address in code is no picture; nothing of a record is
//! changed here.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rusqlite::Connection;

use super::model::Kind;
use crate::error::Result;

/// What the address of a picture begins with.
const ADDRESS: &str = "evidence:";

/// A picture within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Id of the evidence.
    pub(crate) id: String,
    /// What it shows, in words.
    pub(crate) alt: String,
    /// Where it stands in the text.
    pub(crate) place: Range<usize>,
}

/// The pictures of `text`, in order.
pub(crate) fn pictures(text: &str) -> Vec<Picture> {
    let mut found: Vec<Picture> = Vec::new();
    if !text.contains(ADDRESS) {
        return found;
    }
    // Descriptions of pictures may hold pictures: the outermost counts.
    let mut depth = 0_u32;
    let mut open: Option<Picture> = None;
    for (event, place) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                depth += 1;
                if depth == 1 {
                    open = dest_url.strip_prefix(ADDRESS).map(|id| Picture {
                        id: id.to_owned(),
                        alt: String::new(),
                        place,
                    });
                }
            }
            Event::End(TagEnd::Image) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(open.take());
                }
            }
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) => {
                if let Some(picture) = &mut open {
                    picture.alt.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(picture) = &mut open {
                    picture.alt.push(' ');
                }
            }
            _ => {}
        }
    }
    found
}

/// A line without the addresses of its pictures: what each shows stands there in words.
pub(super) fn without_addresses(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for picture in pictures(line) {
        out.push_str(&line[at..picture.place.start]);
        out.push_str(if picture.alt.trim().is_empty() {
            "Picture"
        } else {
            picture.alt.trim()
        });
        at = picture.place.end;
    }
    out.push_str(&line[at..]);
    out
}

/// A text of a record that names evidence.
pub(crate) struct Named {
    pub(crate) record: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) date: String,
    pub(crate) text: String,
}

/// The texts with pictures of evidence, of records outside the bin, newest first.
///
/// # Errors
/// Only the database's.
pub(crate) fn pictured(connection: &Connection) -> Result<Vec<Named>> {
    let named = connection
        .prepare_cached(
            "SELECT record.id, coalesce(nullif(title, ''), first_line) AS title, kind, date_on, words FROM (
               SELECT record_id, markdown AS words FROM section WHERE instr(markdown, ?1) > 0
               UNION ALL SELECT record_id, markdown FROM addition WHERE instr(markdown, ?1) > 0
               UNION ALL SELECT record_id, text FROM echo WHERE instr(text, ?1) > 0
               UNION ALL SELECT record_id, learnt || char(10, 10) || practice || char(10, 10) || service_users FROM cpd_facts
                 WHERE instr(learnt || practice || service_users, ?1) > 0
             ) JOIN record ON record.id = record_id WHERE binned_at IS NULL ORDER BY date_on DESC, record.id",
        )?
        .query_map([ADDRESS], |row| {
            Ok(Named {
                record: row.get("id")?,
                title: row.get("title")?,
                kind: row.get("kind")?,
                date: row.get("date_on")?,
                text: row.get("words")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_where_markdown_has_them() {
        let text = "Before ![torn *paper*](evidence:0190-ab) and\n\n> ![two](evidence:2 \"a title\")\n\n`![code](evidence:3)` ![far](https://example.org/x.png)";
        let found = pictures(text);
        let told: Vec<_> = found.iter().map(|one| (one.id.as_str(), one.alt.as_str())).collect();
        assert_eq!(told, [("0190-ab", "torn paper"), ("2", "two")]);
        assert_eq!(&text[found[0].place.clone()], "![torn *paper*](evidence:0190-ab)");
        assert_eq!(&text[found[1].place.clone()], "![two](evidence:2 \"a title\")");
        let nested = pictures("![a ![b](evidence:1) c](evidence:2)");
        assert_eq!((nested.len(), nested[0].id.as_str(), nested[0].alt.as_str()), (1, "2", "a b c"));
        assert_eq!(pictures("![a](evidence:1"), []);
    }

    #[test]
    fn a_line_says_what_its_pictures_show() {
        assert_eq!(
            without_addresses("Then ![torn](evidence:7), ![](evidence:8)."),
            "Then torn, Picture."
        );
        assert_eq!(without_addresses("A [link](https://example.org)"), "A [link](https://example.org)");
    }
}
