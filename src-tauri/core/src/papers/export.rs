//! The file that leaves, and its line in the register.

use super::check::{self, Checked};
use super::model::{Paper, PaperFormat};
use super::word;
use crate::api::export::{Exported, WayOut};
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::hcpc::{self, Leaves, Past};
use crate::supervision;
use crate::vault::Portfolio;

/// What the register calls those that have no name of their own there.
const KIND: &str = "paper";

/// Writes the paper where `way` says, or where the owner says. `digest` is that of the look they had.
///
/// # Errors
/// `refused` when something has changed since, for letters that no font of the PDF has, for a case note; `not-found`,
/// `invalid`, `exists` unless it may be replaced, `cancelled`, `disk`. Then there is no file and no line.
pub fn export(app: &App, task: &Task, paper: &Paper, format: PaperFormat, digest: &str, way: &WayOut<'_>) -> Result<Exported> {
    let for_whom = hcpc::whom(way.for_whom)?;
    let Checked {
        document,
        records,
        file_name,
        look,
    } = app.with(|portfolio| check::checked(portfolio, paper))?;
    if look.digest != digest {
        return Err(Error::new(
            Code::Refused,
            "Something in it has changed since you looked at it. Nothing was written.",
        )
        .hint("Look at it again, then save it."));
    }
    let (bytes, pages, ending) = match format {
        PaperFormat::Pdf => {
            let (pdf, pages) = hcpc::render(task, &document)?;
            (pdf, Some(pages), "pdf")
        }
        PaperFormat::Docx => (word::file(&document)?, None, "docx"),
    };
    let name = format!("{file_name}.{ending}");
    let Some(target) = Target::of(app, way.path, way.replace, "Save the paper", &name, Some(ending))? else {
        return Ok(Exported::none());
    };
    let line = Leaves {
        kind: match paper {
            Paper::Supervision { .. } => supervision::KIND,
            _ => KIND,
        },
        for_whom: &for_whom,
        records: &records,
    };
    hcpc::leave(app, line, &bytes, &target)?;
    Ok(Exported::at(&target.path, bytes.len(), pages))
}

/// The papers that left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    hcpc::exports_of(portfolio, KIND)
}
