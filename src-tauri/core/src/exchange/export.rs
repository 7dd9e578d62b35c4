//! The whole portfolio as one JSON file.
//!
//! What always holds: file, files beside it and their line in the register are made together; a file that somebody is in who does
//! not agree leaves only where that was asked for.

use super::read;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::client;
use crate::error::Result;
use crate::evidence;
use crate::storage::files;

/// What the register of exports calls it.
const KIND: &str = "json";

/// What goes along only when it is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Along {
    /// Who the clients are.
    pub identities: bool,
    /// Files of evidence with people in it who have not agreed, or do not any more: for a copy that stays with the owner.
    pub all_files: bool,
}

/// Writes the portfolio to `path`, or where the user chooses, and the files of its evidence beside it; what `along` names only
/// where it says so. The register says which evidence had its file in it, while the portfolio can be written to.
///
/// # Errors
/// `exists` unless `replace`, `cancelled`, `disk`; then there is no file under the name, or the one that was there.
pub fn export_json(app: &App, task: &Task, path: Option<&str>, replace: bool, along: Along) -> Result<Exported> {
    let name = format!("Triptych {}.json", app.world().today());
    let Some(target) = Target::of(app, path, replace, "Save the portfolio as JSON", &name, None)? else {
        return Ok(Exported::none());
    };
    let (file, unagreed, read_only) = app.with(|portfolio| {
        let mut file = read::file(portfolio, Some(task))?;
        if along.identities {
            file.clients.identities = client::identities(portfolio)?;
        }
        Ok((file, evidence::unagreed(portfolio)?, portfolio.read_only()))
    })?;
    let bytes = file.write()?;
    if target.path.exists() && !target.replace {
        return Err(files::exists());
    }
    files::sweep(files::folder_of(&target.path));
    let held: &[evidence::Line] = if along.all_files { &[] } else { unagreed.as_slice() };
    let beside = evidence::lay_beside(app, task, &file.evidence, held, &target.path, target.replace)?;
    let (left_out, ids) = (beside.left_out, beside.laid.clone());
    let whole = files::stage(&target.path, &bytes)?;
    let (mut laid, mut settled) = (None, false);
    // Both lie whole on the disk: what the file names gets its name just before it does.
    let settle = || -> Result<()> {
        laid = Some(beside.name()?);
        files::settle(whole, &target.path, target.replace)?;
        settled = true;
        Ok(())
    };
    let name = target
        .path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let written = if ids.is_empty() || read_only {
        settle()
    } else {
        app.change(|portfolio| evidence::leave_with(portfolio, KIND, &name, &bytes, &ids, settle))
    };
    written.map_err(|cause| {
        // The register did not take it, so what is new goes again; its files go with `laid`.
        let new = (settled && !target.replace).then_some(target.path.as_path());
        files::without_a_line(new.into_iter(), cause)
    })?;
    if let Some(laid) = laid {
        laid.keep();
    }
    let mut notes: Vec<String> = evidence::about_unagreed(&unagreed, along.all_files).into_iter().collect();
    notes.extend(evidence::take_away(held, &target.path));
    Ok(Exported {
        left_out,
        notes,
        ..Exported::at(&target.path, bytes.len(), None)
    })
}
