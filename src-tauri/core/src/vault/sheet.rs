//! The recovery sheet: the 24 words on a page to print, with what to do with it and where not to keep it.
//!
//! What always holds: it is made only for whoever gives the passphrase or the words; it names no person and no folder; the
//! file is for its owner alone, and whole or not there. It is clear text, and says so.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use triptych_pdf::{Align, Block, Column, Document, Inline};
use zeroize::Zeroizing;

use super::{Portfolio, Secret};
use crate::api::App;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::error::{Error, Result};
use crate::storage::files;

/// What entitles to the sheet.
pub enum SheetProof<'a> {
    /// The passphrase.
    Passphrase(&'a Secret),
    /// The words themselves, separated by blanks, as they have just been shown.
    Words(&'a Secret),
}

/// Writes the sheet to `path`, or where the owner says.
///
/// # Errors
/// `wrong-passphrase`, `wrong-words`, `locked`, `exists`, `disk`.
pub fn save_sheet(app: &App, proof: &SheetProof<'_>, path: Option<&str>, replace: bool) -> Result<Exported> {
    let document = app.with(|portfolio| portfolio.sheet(proof))?;
    let Some(target) = Target::of(app, path, replace, "Save the recovery sheet", "Triptych recovery sheet.pdf", None)? else {
        return Ok(Exported::none());
    };
    let (bytes, pages) = printed(&document)?;
    files::write_out(&target.path, &bytes, target.replace)?;
    Ok(Exported::at(&target.path, bytes.len(), u32::try_from(pages).ok()))
}

/// The PDF, and how many pages it has.
fn printed(document: &Document) -> Result<(Vec<u8>, usize)> {
    let mut pages = 0;
    let bytes = triptych_pdf::render_with(document, &mut |progress| {
        pages = progress.total.unwrap_or(pages);
        ControlFlow::Continue(())
    })
    .map_err(Error::internal)?;
    Ok((bytes, pages))
}

impl Portfolio {
    fn sheet(&self, proof: &SheetProof<'_>) -> Result<Document> {
        match proof {
            SheetProof::Passphrase(passphrase) => self.unlock_with(passphrase).map(|_| ())?,
            SheetProof::Words(words) => self.require_words(words)?,
        }
        Ok(compose(&Zeroizing::new(self.key.words()?), self.world.today()))
    }
}

/// Columns of words on the page, read downwards.
const COLUMNS: usize = 3;

fn compose(words: &[String], today: NaiveDate) -> Document {
    let made = today.format("%-d %B %Y").to_string();
    let height = words.len().div_ceil(COLUMNS);
    let rows = (0..height).map(|row| {
        (0..COLUMNS)
            .flat_map(|column| {
                let at = column * height + row;
                let word = words.get(at).map_or("", String::as_str);
                [vec![Inline::Text((at + 1).to_string())], vec![Inline::Strong(word.to_owned())]]
            })
            .collect()
    });
    let list = |ordered: bool, items: &[&str]| Block::List {
        ordered,
        items: items.iter().map(|item| vec![Inline::text(*item)]).collect(),
    };
    let line = || vec![Inline::text("_".repeat(46))];
    let blocks = vec![
        Block::paragraph(format!(
            "These 24 words open one Triptych portfolio when its passphrase is lost or its key file is damaged. Whoever has them \
             can read all of it. Made on {made}."
        )),
        Block::Table {
            caption: Some("The words, in order of their numbers".to_owned()),
            columns: (0..COLUMNS)
                .flat_map(|_| [Column::new("No.", 1).aligned(Align::End), Column::new("Word", 4)])
                .collect(),
            rows: rows.collect(),
        },
        Block::heading(3, "What to do with this sheet"),
        list(
            false,
            &[
                "Print it at home, and read the words over. Then delete the file: it is not encrypted.",
                "Keep it where you keep a passport. A second copy elsewhere helps against fire and water.",
                "When you make new words, destroy this sheet, unless you keep backups from before.",
            ],
        ),
        Block::heading(3, "Where not to keep it"),
        list(
            false,
            &[
                "Not in or beside the computer or its bag, and not at work, where others have keys.",
                "Not photographed, scanned or kept as a file: not in e-mail, in a cloud or on a telephone.",
            ],
        ),
        Block::heading(3, "How to use it"),
        list(
            true,
            &[
                "Open Triptych. Where it asks for the passphrase, choose \u{201c}Use my 24 words\u{201d}.",
                "Write the words in order, with a blank between them. Then choose a new passphrase.",
                "Without Triptych: the words are the key (BIP-39, English), in a published data format.",
            ],
        ),
        Block::Rule,
        Block::Facts(vec![
            ("Whose portfolio".to_owned(), line()),
            ("Where the other copy is".to_owned(), line()),
            ("Words read over on".to_owned(), line()),
        ]),
    ];
    Document {
        title: "Recovery sheet".to_owned(),
        author: None,
        subject: Some("The 24 recovery words of a Triptych portfolio".to_owned()),
        language: "en-GB".to_owned(),
        created: today.and_time(chrono::NaiveTime::MIN),
        running_header: None,
        running_footer: None,
        counted: None,
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_every_word_once_beside_its_number_and_fits_on_a_page() {
        let words: Vec<_> = (1..=24).map(|at| format!("word{at}")).collect();
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let document = compose(&words, today);
        let rows = document.blocks.iter().find_map(|block| match block {
            Block::Table { rows, .. } => Some(rows),
            _ => None,
        });
        let cells: Vec<_> = rows.expect("a table").iter().flatten().map(|cell| cell[0].as_str()).collect();
        let mut pairs: Vec<_> = cells.chunks(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect();
        pairs.sort_by_key(|(number, _)| number.parse::<u32>().expect("a number"));
        let expected: Vec<_> = (1..=24).map(|at| (at.to_string(), format!("word{at}"))).collect();
        assert_eq!(pairs, expected);
        let (bytes, pages) = printed(&document).expect("a PDF");
        assert_eq!(pages, 1);
        assert_eq!(
            bytes,
            triptych_pdf::render(&compose(&words, today)).expect("a PDF"),
            "the same each time"
        );
    }
}
