//! What the web view may not do by itself: go elsewhere, offer more in its menu than writing needs, or draw by a processor it can do without.

use tauri::Url;

/// Whether the window may go to `address`: its own page and nothing else.
pub(super) fn is_own_page(address: &Url) -> bool {
    let host = address.host_str();
    match address.scheme() {
        "tauri" => host == Some("localhost"),
        // So Windows calls the same page.
        "http" => host == Some("tauri.localhost") && address.port().is_none() && cfg!(windows),
        _ => false,
    }
}

/// Leaves in the menu of the right mouse button what writing needs. Above all it never offers to learn a word, which would
/// put that word in clear text into a dictionary outside the portfolio.
#[cfg(target_os = "linux")]
pub(super) fn trim_menu(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{ContextMenuExt as _, ContextMenuItemExt as _, WebViewExt as _};
    window.with_webview(|view| {
        view.inner().connect_context_menu(|_, menu, _, _| {
            for item in menu.items() {
                if !is_offered(item.stock_action()) {
                    menu.remove(&item);
                }
            }
            // Without a line no menu is shown.
            menu.n_items() == 0
        });
    })
}

/// Marks words that the system's dictionary of British English does not know. Where there is none, nothing is marked. The
/// dictionary is only read: no word can be learnt, see [`trim_menu`].
///
/// # Errors
/// When the web view is gone already.
#[cfg(target_os = "linux")]
pub(super) fn check_spelling(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt as _, WebViewExt as _};
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_spell_checking_languages(&["en_GB"]);
            context.set_spell_checking_enabled(true);
        }
    })
}

/// Draws pages without the graphics processor. Pages of text gain nothing by it, where there is none its emulation costs
/// 90 MiB, and drivers it does not get on with leave the window blank.
///
/// # Errors
/// When the web view is gone already.
#[cfg(target_os = "linux")]
pub(super) fn draw_plainly(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Keeps no pages to go back to and no pictures that nothing shows any more: there is one page, and its pictures come from the
/// portfolio.
///
/// # Errors
/// When the web view is gone already.
#[cfg(target_os = "linux")]
pub(super) fn keep_little(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{CacheModel, WebContextExt as _, WebViewExt as _};
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
    })
}

/// Whether the menu keeps this line.
#[cfg(target_os = "linux")]
fn is_offered(action: webkit2gtk::ContextMenuAction) -> bool {
    use webkit2gtk::ContextMenuAction as Action;
    matches!(
        action,
        Action::Copy | Action::Cut | Action::Paste | Action::Delete | Action::SelectAll | Action::SpellingGuess | Action::NoGuessesFound
    )
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        let own = |address: &str| is_own_page(&address.parse().expect("an address"));
        assert!(own("tauri://localhost"));
        assert!(own("tauri://localhost/index.html"));
        assert_eq!(own("http://tauri.localhost/index.html"), cfg!(windows));
        for elsewhere in [
            "tauri://elsewhere/",
            "http://localhost/",
            "http://tauri.localhost:8080/",
            "http://tauri.localhost.example.org/",
            "https://tauri.localhost/",
            "https://example.org/",
            "file:///etc/passwd",
            "asset://localhost/%2Fetc%2Fpasswd",
            "ipc://localhost/door",
            "data:text/html,<p>",
            "blob:tauri://localhost/1",
            "javascript:void 0",
            "about:blank",
        ] {
            assert!(!own(elsewhere), "{elsewhere}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_word_can_be_learnt_and_no_link_followed_from_the_menu() {
        use super::is_offered;
        use webkit2gtk::ContextMenuAction as Action;
        assert!([Action::Copy, Action::Paste, Action::SelectAll].into_iter().all(is_offered));
        for never in [
            Action::LearnSpelling,
            Action::IgnoreSpelling,
            Action::OpenLink,
            Action::OpenLinkInNewWindow,
            Action::DownloadLinkToDisk,
            Action::CopyImageToClipboard,
            Action::Reload,
            Action::GoBack,
            Action::InspectElement,
            Action::InsertEmoji,
            Action::Custom,
            Action::NoAction,
        ] {
            assert!(!is_offered(never), "{never:?}");
        }
    }
}
