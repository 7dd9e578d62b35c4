//! A window with nothing in it, built by the same crates with the same settings: what the time to Triptych's own window, and
//! its memory, are measured against. An example of the app package, so that both come from one build (`npm run bench`).

use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Bare")
                .inner_size(1280.0, 800.0)
                .incognito(true)
                .devtools(false)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tests/benches/bare-window/tauri.conf.json"))
}
