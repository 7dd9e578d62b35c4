//! A fresh page in the place of one that has shown a portfolio, or of one that has failed.
//!
//! What always holds: on Linux the process of the web view does not outlive a lock, and all that was typed and shown goes with its
//! memory, which the system wipes before it gives it to anybody else. Elsewhere the page is loaded anew. Where the page stood
//! is kept by the core (`page.keep`).

use tauri::{AppHandle, Manager as _};

/// Puts a fresh page in the place of the one that is shown.
pub(super) fn instead(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(super::WINDOW) else {
        return; // It is closing, and its page goes with it.
    };
    #[cfg(target_os = "linux")]
    let asked = window.with_webview(|view| {
        use webkit2gtk::WebViewExt as _;
        // WebDriver's session would end with the process.
        if cfg!(feature = "webdriver") {
            view.inner().reload();
        } else {
            view.inner().terminate_web_process();
        }
    });
    #[cfg(not(target_os = "linux"))]
    let asked = window.reload();
    // A window that is gone shows nothing.
    let _ = asked;
}

/// Loads the page again whenever its process has ended: by a lock, or because the web view has failed. Nothing but the last
/// half second of writing is lost then.
///
/// # Errors
/// When the web view is gone already.
#[cfg(target_os = "linux")]
pub(super) fn after_each(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use std::cell::Cell;
    use std::time::{Duration, Instant};
    use webkit2gtk::{WebProcessTerminationReason as Reason, WebViewExt as _};

    /// One that fails sooner than this after the last is given so much time, lest it fails on and on.
    const BETWEEN: Duration = Duration::from_secs(10);
    window.with_webview(|view| {
        let failed = Cell::new(None::<Instant>);
        view.inner().connect_web_process_terminated(move |view, reason| {
            let soon = reason != Reason::TerminatedByApi
                && failed
                    .replace(Some(Instant::now()))
                    .is_some_and(|before| before.elapsed() < BETWEEN);
            if soon {
                let view = view.clone();
                gtk::glib::timeout_add_local_once(BETWEEN, move || view.reload());
            } else {
                view.reload();
            }
        });
    })
}
