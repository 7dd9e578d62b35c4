//! Events as a browser hears them: one JSON object per server-sent message, each connection in a thread of its own.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tiny_http::Request;
use triptych_core::api::events::Event;

/// Writes events until the browser goes away.
pub(crate) fn serve(request: Request, events: Receiver<Event>) {
    std::thread::spawn(move || {
        // An error here is the browser having left.
        let _ = write(&mut *request.into_writer(), &events);
    });
}

fn write(to: &mut dyn Write, events: &Receiver<Event>) -> io::Result<()> {
    to.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\nconnection: close\r\n\r\n: listening\n\n",
    )?;
    to.flush()?;
    loop {
        match events.recv_timeout(Duration::from_secs(5)) {
            Ok(event) => write!(to, "data: {}\n\n", serde_json::to_string(&event)?)?,
            // Tells a closed connection from a quiet one.
            Err(RecvTimeoutError::Timeout) => to.write_all(b": still here\n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        to.flush()?;
    }
}
