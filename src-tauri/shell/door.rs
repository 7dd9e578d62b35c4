//! The door between the pages and the core: call, listen, cancel, and ranged reads and writes.

use std::sync::Arc;

use tauri::State;
use tauri::ipc::{Channel, InvokeBody, Request, Response};
use triptych_core::api::events::Event;
use triptych_core::api::{self, App};
use triptych_core::error::{Code, Error};

/// Runs a command of the core's table: JSON in, JSON out.
#[tauri::command]
pub(super) async fn call(core: State<'_, Arc<App>>, name: String, task: String, request: String) -> Result<String, Error> {
    let core = Arc::clone(&core);
    // A command may wait for the disk or for a dialog: never on the window's own threads.
    tauri::async_runtime::spawn_blocking(move || api::call(&core, &name, &task, &request))
        .await
        .map_err(Error::internal)?
}

/// Hands on every event from now on.
#[tauri::command]
pub(super) fn listen(core: State<'_, Arc<App>>, channel: Channel<Event>) {
    let events = core.events().listen();
    std::thread::spawn(move || {
        for event in events {
            if channel.send(event).is_err() {
                break;
            }
        }
    });
}

/// Asks a call under way to stop.
#[tauri::command]
pub(super) fn cancel(core: State<'_, Arc<App>>, task: &str) {
    core.cancel(task);
}

/// Reads a range of a blob.
#[tauri::command]
pub(super) fn read_blob(core: State<'_, Arc<App>>, id: &str, offset: usize, length: usize) -> Result<Response, Error> {
    core.blobs().read(id, offset, length).map(|bytes| Response::new(bytes.to_vec()))
}

/// Writes a range of a blob: the bytes are the body, `id` and `offset` are headers.
#[tauri::command]
pub(super) fn write_blob(core: State<'_, Arc<App>>, request: Request<'_>) -> Result<(), Error> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(offset), InvokeBody::Raw(bytes)) =
        (header("id"), header("offset").and_then(|text| text.parse().ok()), request.body())
    else {
        return Err(Error::new(Code::Invalid, "A part of a file came without saying where it belongs."));
    };
    core.blobs().write(id, offset, bytes)
}
