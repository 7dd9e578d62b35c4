//! The log as a PDF, kept in the register of what left.

use std::path::PathBuf;

use super::model::Sheet;
use super::sheet::{self, Composed};
use crate::api::export::Exported;
use crate::api::{App, Task};
use crate::error::Result;
use crate::hcpc::{self, Past};
use crate::storage::files;
use crate::vault::Portfolio;

/// What the register calls it.
const KIND: &str = "supervision";

/// Writes the log to `path`, or where the owner says.
///
/// # Errors
/// `invalid`, `refused` for letters that no font has, `exists` unless `replace`, `cancelled`, `disk`; then there is no file
/// and no row.
pub fn export(app: &App, task: &Task, sheet: &Sheet, path: Option<&str>, replace: bool) -> Result<Exported> {
    let Composed { document, records } = app.with(|portfolio| sheet::compose(portfolio, sheet))?;
    let (pdf, pages) = hcpc::render(task, &document)?;
    let name = format!("{} {} to {}.pdf", document.title, sheet.from, sheet.to);
    let (path, replace) = match path {
        Some(path) => (PathBuf::from(path), replace),
        None => match app.host().choose_save("Save the supervision log", &files::safe_name(&name))? {
            // The dialog has asked before an existing file is replaced; about the name with its ending added it has not.
            Some(path) if path.extension().is_some() => (path, true),
            Some(path) => (path.with_extension("pdf"), false),
            None => {
                return Ok(Exported {
                    path: None,
                    bytes: 0,
                    pages: None,
                });
            }
        },
    };
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not the sheet: what can still be read can still be brought out.
        files::write_out(&path, &pdf, replace)?;
    } else {
        app.change(|portfolio| hcpc::write_registered(portfolio, KIND, &records, &pdf, &path, replace))?;
    }
    Ok(Exported {
        path: Some(path.to_string_lossy().into_owned()),
        bytes: u32::try_from(pdf.len()).unwrap_or(u32::MAX),
        pages: Some(pages),
    })
}

/// The logs that left, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    hcpc::exports_of(portfolio, KIND)
}
