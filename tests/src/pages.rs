//! The pages, as the browser gets them: the bridge build of the UI under the shipped window's content security policy.

use std::path::{Component, Path, PathBuf};

use crate::bridge::Answer;

/// Files of the built UI.
pub(crate) struct Pages {
    folder: PathBuf,
    policy: String,
}

impl Pages {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            policy: policy(),
        }
    }

    /// The page itself, with the token its scripts need.
    pub(crate) fn index(&self, token: &str) -> Answer {
        match std::fs::read_to_string(self.folder.join("index.html")) {
            Ok(page) => {
                let mark = format!("<head><meta name=\"triptych-bridge\" content=\"{token}\">");
                Answer::bytes("text/html; charset=utf-8", page.replacen("<head>", &mark, 1).into_bytes())
                    .header("content-security-policy", &self.policy)
            }
            Err(_) => Answer::text(404, "The pages are not built: npm run build:ui -- --mode bridge"),
        }
    }

    /// Scripts, styles and fonts: they hold nothing of anybody's and need no token.
    pub(crate) fn file(&self, path: &str) -> Answer {
        let relative = Path::new(path.trim_start_matches('/'));
        if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Answer::text(404, "no such file");
        }
        match std::fs::read(self.folder.join(relative)) {
            Ok(bytes) => Answer::bytes(kind(relative), bytes),
            Err(_) => Answer::text(404, "no such file"),
        }
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// The window's own policy; only the way to the core differs.
fn policy() -> String {
    let config: serde_json::Value =
        serde_json::from_str(include_str!("../../tauri.conf.json")).expect("the window's configuration is JSON");
    let shipped = config["app"]["security"]["csp"]
        .as_str()
        .expect("the window has a content security policy");
    let parts = shipped.split(';').map(str::trim);
    parts
        .map(|part| {
            if part.starts_with("connect-src") {
                "connect-src 'self'"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("; ")
}
