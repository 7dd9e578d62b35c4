//! Where a file goes that leaves the portfolio.
//!
//! What always holds: it is asked before the portfolio is held, so that nothing waits for the dialog; nothing that the owner
//! was not asked about is replaced; what is meant for others has no client of one's own in its name.

use std::path::PathBuf;

use super::App;
use crate::error::{Code, Error, Result};
use crate::intake;
use crate::privacy::{self, Surety};
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

    /// Refuses a name of the file that tells who a client of one's own is; words of the name that was `proposed` are nobody's.
    ///
    /// # Errors
    /// `refused`, with nothing written.
    pub(crate) fn require_nobody(&self, app: &App, proposed: &str) -> Result<()> {
        let own = app.with(privacy::within)?;
        let name = self
            .path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let ours: Vec<String> = words(&intake::spoken(proposed));
        let tells = |one: &privacy::Finding| {
            let is_ours = words(&one.value).iter().all(|word| ours.contains(word));
            one.kind.is_own_client() && (one.surety == Surety::Sure || one.surety == Surety::Unclear && !is_ours)
        };
        if privacy::scan(&intake::spoken(&name), &own).iter().any(tells) {
            return Err(Error::new(
                Code::Refused,
                "The name of the file would tell who a client of yours is. Nothing was written.",
            )
            .hint("Give the file another name, then save it again."));
        }
        Ok(())
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
