//! `triptych-bridge --folder DIR [--pages ui/dist-bridge] [--attached]`: serves the core and the pages until it is killed.
//!
//! Prints one line of JSON when it is ready: `{"url", "origin", "token", "pid"}`. With `--attached` it ends when its standard
//! input does, so that no test that is killed leaves one behind.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;

use triptych_tests::{Bridge, Options};

const USAGE: &str = "usage: triptych-bridge --folder DIR [--pages DIR] [--attached]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            #[expect(clippy::print_stderr, reason = "a program of the tests, run from a terminal")]
            {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (mut folder, mut pages, mut attached) = (None, None, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--folder" => folder = args.next().map(PathBuf::from),
            "--pages" => pages = args.next().map(PathBuf::from),
            "--attached" => attached = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let folder = folder.ok_or(USAGE)?;
    let bridge = Bridge::start(&Options { folder, pages }).map_err(|cause| format!("The bridge could not start: {cause}"))?;
    let ready = serde_json::json!({ "url": bridge.url(), "origin": bridge.origin(), "token": bridge.token(), "pid": std::process::id() });
    #[expect(clippy::print_stdout, reason = "whoever started the bridge learns where it is")]
    {
        println!("{ready}");
    }
    if attached {
        // Ends when whoever started us does.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    }
    loop {
        std::thread::park();
    }
}
