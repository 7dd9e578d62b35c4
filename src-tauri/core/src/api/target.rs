//! Where a file goes that leaves the portfolio.
//!
//! What always holds: it is asked before the portfolio is held, so that nothing waits for the dialog; nothing that the owner
//! was not asked about is replaced.

use std::path::PathBuf;

use super::App;
use crate::error::{Error, Result};
use crate::storage::files;

/// A place, and whether what lies there may be replaced.
pub(crate) struct Target {
    pub(crate) path: PathBuf,
    pub(crate) replace: bool,
}

impl Target {
    /// The `path` given, with `replace`; else where the owner says when asked for `title`, with `name` proposed. A chosen name
    /// without an ending gets `ending`. `None` when they change their mind.
    ///
    /// # Errors
    /// `invalid` for a path without a name, and whatever keeps the dialog away.
    pub(crate) fn of(app: &App, path: Option<&str>, replace: bool, title: &str, name: &str, ending: Option<&str>) -> Result<Option<Self>> {
        if let Some(path) = path {
            if path.trim().is_empty() {
                return Err(Error::field("path", "The file needs a name."));
            }
            let path = PathBuf::from(path);
            return Ok(Some(Self { path, replace }));
        }
        let chosen = app.host().choose_save(title, &files::safe_name(name))?;
        Ok(chosen.map(|path| match ending {
            // The dialog has asked before an existing file is replaced; about the name with its ending added it has not.
            Some(ending) if path.extension().is_none() => Self {
                path: path.with_extension(ending),
                replace: false,
            },
            _ => Self { path, replace: true },
        }))
    }
}
