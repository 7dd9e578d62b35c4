//! GTK's dialogs for files and folders.
//!
//! What always holds: a dialog stands before the window it belongs to, on the window's own thread, which goes on meanwhile; with the
//! answer all of it is gone. The library that shows them on other systems leaves a whole dialog behind each time here.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};

use gtk::prelude::{FileChooserExt as _, NativeDialogExt as _};
use gtk::{FileChooserAction, FileChooserNative, ResponseType};
use tauri::{AppHandle, Manager as _};
use triptych_core::error::{Error, Result};

use super::host::Wanted;

/// Asks, and waits for the answer: never on the window's own thread. `None` when the user changes their mind.
///
/// # Errors
/// When there is no window to ask in.
pub(super) fn choose(handle: &AppHandle, title: &str, wanted: &Wanted) -> Result<Option<PathBuf>> {
    let (answer, answered) = channel();
    let (asked, title, wanted) = (handle.clone(), title.to_owned(), wanted.clone());
    handle
        .run_on_main_thread(move || show(&asked, &title, &wanted, answer))
        .map_err(Error::internal)?;
    // Nobody answers when the window closes over it.
    Ok(answered.recv().unwrap_or(None))
}

fn show(handle: &AppHandle, title: &str, wanted: &Wanted, answer: Sender<Option<PathBuf>>) {
    let Some(window) = handle.get_webview_window(super::WINDOW).and_then(|window| window.gtk_window().ok()) else {
        return;
    };
    let action = match wanted {
        Wanted::Folder => FileChooserAction::SelectFolder,
        Wanted::File => FileChooserAction::Open,
        Wanted::Save(_) => FileChooserAction::Save,
    };
    let dialog = FileChooserNative::new(Some(title), Some(&window), action, None, None);
    dialog.set_modal(true);
    dialog.set_do_overwrite_confirmation(true);
    if let Wanted::Save(suggested) = wanted {
        dialog.set_current_name(suggested);
    }
    // It lives until it is answered.
    let shown = Rc::new(RefCell::new(Some(dialog.clone())));
    dialog.connect_response(move |dialog, response| {
        let chosen = (response == ResponseType::Accept).then(|| dialog.filename()).flatten();
        // Whoever asked may be gone.
        let _ = answer.send(chosen);
        dialog.destroy();
        shown.take();
    });
    dialog.show();
}
