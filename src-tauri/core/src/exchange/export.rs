//! The whole portfolio as one JSON file.

use std::path::{Path, PathBuf};

use super::read;
use crate::api::export::Exported;
use crate::api::{App, Task};
use crate::client;
use crate::error::{Error, Result};
use crate::storage::files;

/// Writes the portfolio to `path`, or where the user chooses; who clients are only `with_identities`.
///
/// # Errors
/// `exists` unless `replace`, `cancelled`, `disk`; then there is no file under the name, or the one that was there.
pub fn export_json(app: &App, task: &Task, path: Option<&str>, replace: bool, with_identities: bool) -> Result<Exported> {
    // Asked before the portfolio is held, so that nothing waits for the dialog.
    let (path, replace) = match path {
        Some(path) => (PathBuf::from(path), replace),
        None => match app
            .host()
            .choose_save("Save the portfolio as JSON", &format!("Triptych {}.json", app.world().today()))?
        {
            // The dialog has asked before it named an existing file.
            Some(path) => (path, true),
            None => return Ok(none()),
        },
    };
    let file = app.with(|portfolio| {
        let mut file = read::file(portfolio, Some(task))?;
        if with_identities {
            file.clients.identities = client::identities(portfolio)?;
        }
        Ok(file)
    })?;
    let bytes = file.write()?;
    files::write_out(&path, &bytes, replace)?;
    exported(&path, bytes.len())
}

/// The user changed their mind.
pub(super) fn none() -> Exported {
    Exported {
        path: None,
        bytes: 0,
        pages: None,
    }
}

pub(super) fn exported(path: &Path, bytes: usize) -> Result<Exported> {
    Ok(Exported {
        path: Some(path.to_string_lossy().into_owned()),
        bytes: u32::try_from(bytes).map_err(Error::internal)?,
        pages: None,
    })
}
