//! As much of HTTP as the bridge's tests need.

#![expect(clippy::disallowed_types, reason = "a test of the loopback bridge, to 127.0.0.1 alone")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use triptych_tests::Bridge;

/// A request; headers come as whole lines.
pub(crate) struct Ask<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [String],
    pub(crate) body: &'a [u8],
}

fn send(bridge: &Bridge, ask: &Ask<'_>) -> BufReader<TcpStream> {
    let address = bridge.origin().replace("http://", "");
    let mut stream = TcpStream::connect(&address).expect("the bridge listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .expect("a socket has a timeout");
    let own_host = ask.headers.iter().any(|line| line.starts_with("host:"));
    let mut head = format!(
        "{} {} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n",
        ask.method,
        ask.path,
        ask.body.len()
    );
    if !own_host {
        head += &format!("host: {address}\r\n");
    }
    for line in ask.headers {
        head += &format!("{line}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).expect("the head is sent");
    stream.write_all(ask.body).expect("the body is sent");
    BufReader::new(stream)
}

/// Status, head and body of the answer.
pub(crate) fn ask(bridge: &Bridge, ask: &Ask<'_>) -> (u16, String, Vec<u8>) {
    let mut bytes = Vec::new();
    send(bridge, ask).read_to_end(&mut bytes).expect("an answer");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    (status, head, bytes[end + 4..].to_vec())
}

/// The header that lets a request in.
pub(crate) fn token(bridge: &Bridge) -> String {
    format!("x-triptych-token: {}", bridge.token())
}

/// A command, as the page calls it.
pub(crate) fn call(bridge: &Bridge, name: &str, task: &str, request: &serde_json::Value) -> (u16, serde_json::Value) {
    let headers = [token(bridge), format!("x-triptych-task: {task}")];
    let body = request.to_string();
    let (status, _, body) = self::ask(
        bridge,
        &Ask {
            method: "POST",
            path: &format!("/call/{name}"),
            headers: &headers,
            body: body.as_bytes(),
        },
    );
    (status, serde_json::from_slice(&body).expect("JSON"))
}

/// A listener's events, as they come.
pub(crate) fn listen(bridge: &Bridge) -> impl Iterator<Item = serde_json::Value> {
    let mut lines = send(
        bridge,
        &Ask {
            method: "GET",
            path: &format!("/events?token={}", bridge.token()),
            headers: &[],
            body: &[],
        },
    );
    let mut line = String::new();
    // The first words come once the listener hangs.
    while !line.starts_with(": listening") {
        line.clear();
        lines.read_line(&mut line).expect("a head");
    }
    lines
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
}
