//! The log as a PDF, kept in the register of what left.

use super::model::Sheet;
use super::sheet::{self, Composed};
use crate::api::export::{Exported, WayOut};
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::Result;
use crate::hcpc::{self, Leaves, Past};
use crate::vault::Portfolio;

/// What the register calls it.
const KIND: &str = "supervision";

/// Writes the log where `way` says, or where the owner says.
///
/// # Errors
/// `invalid`, `refused` for letters that no font has, `exists` unless it may be replaced, `cancelled`, `disk`; then there is no file
/// and no row.
pub fn export(app: &App, task: &Task, sheet: &Sheet, way: &WayOut<'_>) -> Result<Exported> {
    let for_whom = hcpc::whom(way.for_whom)?;
    let Composed { document, records } = app.with(|portfolio| sheet::compose(portfolio, sheet))?;
    let (pdf, pages) = hcpc::render(task, &document)?;
    let name = format!("{} {} to {}.pdf", document.title, sheet.from, sheet.to);
    let Some(target) = Target::of(app, way.path, way.replace, "Save the supervision log", &name, Some("pdf"))? else {
        return Ok(Exported::none());
    };
    let line = Leaves {
        kind: KIND,
        for_whom: &for_whom,
        records: &records,
    };
    hcpc::leave(app, line, &pdf, &target)?;
    Ok(Exported::at(&target.path, pdf.len(), Some(pages)))
}

/// The logs that left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    hcpc::exports_of(portfolio, KIND)
}
