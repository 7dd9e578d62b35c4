//! The server: who may ask, and what of the core each path reaches.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::Serialize;
use tiny_http::{Method, Request, Server, StatusCode};
use triptych_core::api::{self, App};
use triptych_core::error::Error;
use triptych_core::world::World;

use crate::desk::Desk;
use crate::pages::Pages;
use crate::world::BridgeWorld;
use crate::{controls, stream};

const THREADS: usize = 8;
/// More than any call or blob holds.
const BODY: u64 = 80 * 1024 * 1024;

/// What a bridge serves.
pub struct Options {
    /// Everything the app would keep in a home folder lies in here.
    pub folder: PathBuf,
    /// The built UI; without one only the core is served.
    pub pages: Option<PathBuf>,
}

/// A running bridge; it stops when dropped.
pub struct Bridge {
    inner: Arc<Inner>,
    server: Arc<Server>,
    threads: Vec<JoinHandle<()>>,
    over: Arc<AtomicBool>,
}

pub(crate) struct Inner {
    pub(crate) app: App,
    pub(crate) world: Arc<BridgeWorld>,
    pub(crate) desk: Desk,
    pages: Option<Pages>,
    token: String,
    port: u16,
}

impl Bridge {
    /// Starts a bridge at a port of the system's choosing.
    ///
    /// # Errors
    /// When the folder cannot be made or no port can be had.
    pub fn start(options: &Options) -> io::Result<Self> {
        let saved = options.folder.join("Saved");
        std::fs::create_dir_all(&saved)?;
        let server = Arc::new(Server::http("127.0.0.1:0").map_err(io::Error::other)?);
        let port = server
            .server_addr()
            .to_ip()
            .map(|address| address.port())
            .ok_or_else(|| io::Error::other("no port"))?;
        let world = Arc::new(BridgeWorld::new(&options.folder));
        let desk = Desk::new(&saved);
        let app = App::new(Arc::clone(&world) as Arc<dyn World>, Box::new(desk.clone()), "a test bridge");
        let inner = Arc::new(Inner {
            app,
            world,
            desk,
            pages: options.pages.as_deref().map(Pages::new),
            token: token()?,
            port,
        });
        let over = Arc::new(AtomicBool::new(false));
        let mut threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let (server, inner) = (Arc::clone(&server), Arc::clone(&inner));
                std::thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        inner.serve(request);
                    }
                })
            })
            .collect();
        threads.push(std::thread::spawn({
            let over = Arc::clone(&over);
            move || knock(port, &over)
        }));
        Ok(Self {
            inner,
            server,
            threads,
            over,
        })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.inner.port)
    }

    /// Where a browser finds the page; the token is part of it.
    pub fn url(&self) -> String {
        format!("{}/?token={}", self.origin(), self.inner.token)
    }

    /// What every request has to bring.
    pub fn token(&self) -> &str {
        &self.inner.token
    }

    /// The desktop played by this bridge.
    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    /// Where everything of this bridge lies.
    pub fn folder(&self) -> &Path {
        self.inner.world.folder()
    }
}

/// Of two connections that come at once tiny_http can leave one waiting until another ends, and those of a browser may all be held
/// open: a page then waited for the answer to its first question. The next connection wakes the one that waits; so one comes soon.
#[expect(clippy::disallowed_types, reason = "from this program to itself, and only where tests are run")]
fn knock(port: u16, over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        // Where the server has gone, nobody waits.
        drop(std::net::TcpStream::connect(("127.0.0.1", port)));
        std::thread::sleep(Duration::from_millis(100));
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for _ in &self.threads {
            self.server.unblock();
        }
        for thread in self.threads.drain(..) {
            // A thread that panicked has already failed the call it served.
            let _ = thread.join();
        }
    }
}

fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What goes back.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, kind: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned()), ("cache-control", "no-store".to_owned())],
            body,
        }
    }

    pub(crate) fn text(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
    }

    pub(crate) fn json(status: u16, value: &impl Serialize) -> Self {
        Self::new(status, "application/json", serde_json::to_vec(value).unwrap_or_default())
    }

    pub(crate) fn bytes(kind: &str, body: Vec<u8>) -> Self {
        Self::new(200, kind, body)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Each answer ends its connection. tiny_http gives a connection to a thread for as long as it lasts; of several that come
    /// at once it can leave one waiting for a thread that never comes free, and a page then heard of no change.
    fn send(self, request: Request) {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, StatusCode(self.status).default_reason_phrase());
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", self.body.len()));
        let mut writer = request.into_writer();
        // An error here is the browser having left.
        let _ = writer
            .write_all(head.as_bytes())
            .and_then(|()| writer.write_all(&self.body))
            .and_then(|()| writer.flush());
    }
}

impl Inner {
    fn serve(&self, mut request: Request) {
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        if !self.local(&request) {
            return Answer::text(403, "not the right host").send(request);
        }
        if let Some(pages) = &self.pages
            && *request.method() == Method::Get
            && path.rsplit_once('.').is_some()
        {
            return pages.file(path).send(request);
        }
        if !self.allowed(&request, query) {
            return Answer::text(403, "not the right token").send(request);
        }
        if path == "/events" {
            return stream::serve(request, self.app.events().listen());
        }
        let mut body = Vec::new();
        if request.as_reader().take(BODY).read_to_end(&mut body).is_err() {
            return Answer::text(400, "the request broke off").send(request);
        }
        let task = header(&request, "x-triptych-task").unwrap_or_default().to_owned();
        let answer = self.answer(request.method(), path, query, &task, &body);
        answer.send(request);
    }

    /// A name that resolves here by trickery is not ours.
    fn local(&self, request: &Request) -> bool {
        header(request, "host").is_some_and(|host| {
            ["127.0.0.1", "localhost"]
                .iter()
                .any(|name| host == format!("{name}:{}", self.port))
        })
    }

    /// By header; by address where a browser sends no header of ours: the page itself, and its events.
    fn allowed(&self, request: &Request, query: &str) -> bool {
        let given = header(request, "x-triptych-token").map(str::to_owned);
        let path = request.url().split('?').next().unwrap_or_default();
        let given = given.or_else(|| {
            if path == "/" || path == "/events" {
                part(query, "token").map(str::to_owned)
            } else {
                None
            }
        });
        given.is_some_and(|given| given == self.token)
    }

    fn answer(&self, method: &Method, path: &str, query: &str, task: &str, body: &[u8]) -> Answer {
        let post = *method == Method::Post;
        if path == "/" {
            return self
                .pages
                .as_ref()
                .map_or_else(|| Answer::text(404, "no pages"), |pages| pages.index(&self.token));
        }
        let Some((what, name)) = path.trim_start_matches('/').split_once('/') else {
            return Answer::text(404, "no such path");
        };
        match (what, method) {
            ("call", Method::Post) => self.call(name, task, body),
            ("cancel", Method::Post) => {
                self.app.cancel(name);
                Answer::json(200, &serde_json::json!({}))
            }
            ("blob", Method::Get) => reply(self.app.read(name, number(query, "offset"), number(query, "length"))),
            ("blob", Method::Put) => reply(self.app.write(name, number(query, "offset"), body).map(|()| Vec::new())),
            ("test", _) => controls::serve(self, post, name, body),
            _ => Answer::text(404, "no such path"),
        }
    }

    fn call(&self, name: &str, task: &str, body: &[u8]) -> Answer {
        let answer = str::from_utf8(body)
            .map_err(Error::internal)
            .and_then(|request| api::call(&self.app, name, task, request));
        match answer {
            Ok(json) => Answer::bytes("application/json", json.into_bytes()),
            Err(cause) => Answer::json(422, &cause),
        }
    }
}

fn reply(answer: Result<Vec<u8>, Error>) -> Answer {
    match answer {
        Ok(bytes) => Answer::bytes("application/octet-stream", bytes),
        Err(cause) => Answer::json(422, &cause),
    }
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

fn part<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

fn number(query: &str, name: &str) -> usize {
    part(query, name).and_then(|value| value.parse().ok()).unwrap_or_default()
}
