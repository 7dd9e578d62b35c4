//! Commands that only a desktop can carry out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::{Code, Error, Result};

/// A web address.
#[derive(Debug, Deserialize, TS)]
pub struct Address {
    /// `https://` or `http://`, shown in full to the user before.
    pub address: String,
}

/// Text for the clipboard.
#[derive(Debug, Deserialize, TS)]
pub struct Text {
    /// Plain text.
    pub text: String,
    /// Take it from the clipboard after a minute, if it is still there.
    #[serde(default)]
    pub clear: bool,
}

/// Heads a dialog.
#[derive(Debug, Deserialize, TS)]
pub struct Title {
    /// What is chosen, in words.
    pub title: String,
}

/// What was chosen.
#[derive(Debug, Serialize, TS)]
pub struct Folder {
    /// `None` when the user changed their mind.
    pub folder: Option<String>,
}

pub(super) fn open_address(app: &App, _: &Task, request: Address) -> Result<Nothing> {
    let web = ["https://", "http://"].iter().any(|scheme| request.address.starts_with(scheme));
    if !web || request.address.chars().any(char::is_control) {
        return Err(Error::new(Code::Refused, "Only web addresses are opened. Nothing was opened."));
    }
    app.host().open_address(&request.address).map(|()| Nothing {})
}

pub(super) fn copy(app: &App, _: &Task, request: Text) -> Result<Nothing> {
    app.host().copy_text(&request.text)?;
    if request.clear {
        app.host().clear_text_later(&request.text)?;
    }
    Ok(Nothing {})
}

pub(super) fn choose_folder(app: &App, _: &Task, request: Title) -> Result<Folder> {
    let folder = app.host().choose_folder(&request.title)?;
    Ok(Folder {
        folder: folder.map(|path| path.to_string_lossy().into_owned()),
    })
}

pub(super) fn wait(app: &App, _: &Task, _: Nothing) -> Result<Nothing> {
    app.host().wait().map(|()| Nothing {})
}

pub(super) fn close(app: &App, _: &Task, _: Nothing) -> Result<Nothing> {
    app.host().close().map(|()| Nothing {})
}

pub(super) fn print(app: &App, _: &Task, _: Nothing) -> Result<Nothing> {
    app.host().print().map(|()| Nothing {})
}
