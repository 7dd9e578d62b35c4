//! The whole portfolio as one JSON file.

use super::read;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::client;
use crate::error::Result;
use crate::evidence;
use crate::storage::files;

/// Writes the portfolio to `path`, or where the user chooses, and the files of its evidence beside it; who clients are only `with_identities`.
///
/// # Errors
/// `exists` unless `replace`, `cancelled`, `disk`; then there is no file under the name, or the one that was there.
pub fn export_json(app: &App, task: &Task, path: Option<&str>, replace: bool, with_identities: bool) -> Result<Exported> {
    let name = format!("Triptych {}.json", app.world().today());
    let Some(target) = Target::of(app, path, replace, "Save the portfolio as JSON", &name, None)? else {
        return Ok(Exported::none());
    };
    let file = app.with(|portfolio| {
        let mut file = read::file(portfolio, Some(task))?;
        if with_identities {
            file.clients.identities = client::identities(portfolio)?;
        }
        Ok(file)
    })?;
    let bytes = file.write()?;
    if target.path.exists() && !target.replace {
        return Err(files::exists());
    }
    files::sweep(files::folder_of(&target.path));
    let beside = evidence::lay_beside(app, task, &file.evidence, &target.path, target.replace)?;
    let left_out = beside.left_out;
    let whole = files::stage(&target.path, &bytes)?;
    // Both lie whole on the disk: what the file names gets its name just before it does.
    let laid = beside.name()?;
    files::settle(whole, &target.path, target.replace)?;
    laid.keep();
    Ok(Exported {
        left_out,
        ..Exported::at(&target.path, bytes.len(), None)
    })
}
