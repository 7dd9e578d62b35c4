//! The door between the pages and the core: one command, whose headers say which of the five verbs is meant.
//!
//! What always holds: the body is bytes in both directions and is never logged; a verb, name or number that is not
//! understood is refused and nothing is done.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tauri::http::HeaderMap;
use tauri::ipc::{InvokeBody, JavaScriptChannelId, Request, Response};
use tauri::{State, Webview};
use triptych_core::api::events::Event;
use triptych_core::api::{self, App};
use triptych_core::error::{Code, Error, Result};

/// How many pages have listened. There is one window, so only the last is told: the others are gone, and a channel does not notice.
static PAGES: AtomicU64 = AtomicU64::new(0);

/// What the pages may ask for.
#[derive(Debug, PartialEq, Eq)]
enum Knock {
    /// Run a command of the core's table on the JSON in the body; answers with JSON.
    Call { name: String, task: String },
    /// Hand every event from now on to a channel.
    Listen { channel: String },
    /// Ask a call under way to stop.
    Cancel { task: String },
    /// Answer with a range of a blob.
    Read { id: String, offset: usize, length: usize },
    /// Put the body into a blob.
    Write { id: String, offset: usize },
}

impl Knock {
    fn understand(headers: &HeaderMap) -> Result<Self> {
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        let number = |name: &str| text(name)?.parse().ok();
        let read = || {
            Some(match text("verb")?.as_str() {
                "call" => Self::Call {
                    name: text("name")?,
                    task: text("task")?,
                },
                "listen" => Self::Listen { channel: text("channel")? },
                "cancel" => Self::Cancel { task: text("task")? },
                "read" => Self::Read {
                    id: text("id")?,
                    offset: number("offset")?,
                    length: number("length")?,
                },
                "write" => Self::Write {
                    id: text("id")?,
                    offset: number("offset")?,
                },
                _ => return None,
            })
        };
        read().ok_or_else(not_understood)
    }
}

fn not_understood() -> Error {
    Error::new(
        Code::Invalid,
        "The window asked for something this version does not know. Nothing was done.",
    )
}

/// The one command of the window.
#[tauri::command]
pub(super) async fn door(webview: Webview, core: State<'_, Arc<App>>, request: Request<'_>) -> Result<Response> {
    let knock = Knock::understand(request.headers())?;
    let body = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        // Where the system's web view cannot carry bytes, Tauri writes them as a list of numbers.
        InvokeBody::Json(list) => list
            .as_array()
            .and_then(|list| list.iter().map(|byte| u8::try_from(byte.as_u64()?).ok()).collect::<Option<_>>())
            .ok_or_else(not_understood)?,
    };
    let core = Arc::clone(&core);
    // A command may wait for the disk or for a dialog: never on the window's own threads.
    tauri::async_runtime::spawn_blocking(move || open(&core, webview, knock, &body))
        .await
        // The cause would repeat a panic's message, which may hold what was written.
        .map_err(|_| Error::internal("a command ended in a panic"))?
        .map(Response::new)
}

fn open(core: &App, webview: Webview, knock: Knock, body: &[u8]) -> Result<Vec<u8>> {
    match knock {
        Knock::Call { name, task } => {
            let request = str::from_utf8(body).map_err(|_| not_understood())?;
            #[cfg(feature = "webdriver")]
            super::defect::met_when_asked(core, request)?;
            api::call(core, &name, &task, request).map(String::into_bytes)
        }
        Knock::Listen { channel } => {
            let channel = JavaScriptChannelId::from_str(&channel)
                .map_err(|_| not_understood())?
                .channel_on(webview);
            let turn = PAGES.fetch_add(1, Ordering::Relaxed) + 1;
            // Whoever tells the page before finds at once that it is gone.
            core.events().tell(&Event::Changed);
            let events = core.events().listen();
            std::thread::spawn(move || {
                for event in events {
                    if PAGES.load(Ordering::Relaxed) != turn || channel.send(event).is_err() {
                        break;
                    }
                }
            });
            Ok(Vec::new())
        }
        Knock::Cancel { task } => {
            core.cancel(&task);
            Ok(Vec::new())
        }
        Knock::Read { id, offset, length } => core.read(&id, offset, length),
        Knock::Write { id, offset } => core.write(&id, offset, body).map(|()| Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Knock};

    fn knock(headers: &[(&'static str, &'static str)]) -> Option<Knock> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header's value"));
        }
        Knock::understand(&map).ok()
    }

    #[test]
    fn a_verb_comes_with_all_it_needs_or_not_at_all() {
        let call = Knock::Call {
            name: "app.status".to_owned(),
            task: "task-1".to_owned(),
        };
        assert_eq!(knock(&[("verb", "call"), ("name", "app.status"), ("task", "task-1")]), Some(call));
        let read = Knock::Read {
            id: "blob-1".to_owned(),
            offset: 3,
            length: 4,
        };
        assert_eq!(
            knock(&[("verb", "read"), ("id", "blob-1"), ("offset", "3"), ("length", "4")]),
            Some(read)
        );
        for wrong in [
            &[][..],
            &[("verb", "shell")],
            &[("verb", "call"), ("name", "app.status")],
            &[("verb", "read"), ("id", "blob-1"), ("offset", "-3"), ("length", "4")],
            &[("verb", "read"), ("id", "blob-1"), ("offset", "3")],
            &[("verb", "write"), ("id", "blob-1"), ("offset", "99999999999999999999999")],
            &[("verb", "listen")],
            &[("verb", "cancel")],
        ] {
            assert_eq!(knock(wrong), None, "{wrong:?}");
        }
    }
}
