//! The file that leaves, and its line in the register.

use super::check::{self, Checked};
use super::model::{Paper, PaperAnswer, PaperFormat};
use super::{unpack, word};
use crate::api::export::{Exported, WayOut};
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::hcpc::{self, Leaves, Past};
use crate::supervision;
use crate::vault::Portfolio;

/// What the register calls those that have no name of their own there.
const KIND: &str = "paper";

/// What is to leave, as its owner has seen it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Which paper.
    pub paper: &'a Paper,
    /// For which program.
    pub format: PaperFormat,
    /// What was said of words that could be a client.
    pub answers: &'a [PaperAnswer],
    /// Of the look they had.
    pub digest: &'a str,
}

/// Writes the paper where `way` says, or where the owner says.
///
/// # Errors
/// `refused` when something has changed since, while a word that could be a client waits for an answer, for letters that no font
/// of the PDF has, for a case note, for a name of a file that tells who a client is; `not-found`, `invalid`, `exists` unless it may
/// be replaced, `cancelled`, `disk`. Then there is no file and no line.
pub fn export(app: &App, task: &Task, wanted: Wanted<'_>, way: &WayOut<'_>) -> Result<Exported> {
    let for_whom = hcpc::whom(way.for_whom)?;
    let Wanted {
        paper,
        format,
        answers,
        digest,
    } = wanted;
    let Checked {
        document,
        records,
        file_name,
        look,
        gone,
        kept,
        own,
    } = app.with(|portfolio| check::checked(portfolio, paper, answers))?;
    if look.digest != digest {
        return Err(Error::new(
            Code::Refused,
            "Something in it has changed since you looked at it. Nothing was written.",
        )
        .hint("Look at it again, then save it."));
    }
    if look.waiting > 0 {
        return Err(waits(look.waiting));
    }
    let (bytes, pages, ending) = match format {
        PaperFormat::Pdf => {
            let (pdf, pages) = hcpc::render(task, &document)?;
            hcpc::reread_pdf(&own, &document, &gone, &pdf)?;
            (pdf, Some(pages), "pdf")
        }
        PaperFormat::Docx => {
            let file = word::file(&document)?;
            let read = unpack::words_of(&file).ok_or_else(hcpc::unreadable)?;
            hcpc::reread_words(&own, &document, &gone, &read)?;
            (file, None, "docx")
        }
    };
    let name = format!("{file_name}.{ending}");
    let Some(target) = Target::of(app, way.path, way.replace, "Save the paper", &name, Some(ending))? else {
        return Ok(Exported::none());
    };
    target.require_nobody(app, &name)?;
    let line = Leaves {
        kind: match paper {
            Paper::Supervision { .. } => supervision::KIND,
            _ => KIND,
        },
        for_whom: &for_whom,
        records: &records,
        kept: &kept,
    };
    hcpc::leave(app, line, &bytes, &target)?;
    Ok(Exported::at(&target.path, bytes.len(), pages))
}

fn waits(count: u32) -> Error {
    let says = match count {
        1 => "1 word in it could be a client of yours or a different word. Nothing was written.".to_owned(),
        count => format!("{count} words in it could be clients of yours or different words. Nothing was written."),
    };
    Error::new(Code::Refused, says).hint("Say of each which it is, then save it.")
}

/// The papers that left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    hcpc::exports_of(portfolio, KIND)
}
