//! The portfolio from a terminal: the same core, without a window.
//!
//! What always holds:
//! - A passphrase comes from a file or from standard input, never as an argument.
//! - Answers go to standard output, in one piece and only when the command has done its work; errors and remarks go to
//!   standard error.
//! - Exit codes and the JSON of each command are part of the help, and stay as they are.

mod answer;
mod commands;
mod secrets;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use triptych_cli::args::{self, Cli};

fn main() -> ExitCode {
    triptych_core::vault::forbid_dumps();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(cause) => return not_understood(&cause),
    };
    let json = cli.json;
    terminal::complain_of_panics();
    match commands::run(cli) {
        Ok(answer) => answer.print(),
        Err(error) => answer::fail(&error, json),
    }
}

/// Help and version are answers; anything else is a usage error.
fn not_understood(cause: &clap::Error) -> ExitCode {
    if matches!(cause.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return answer::Answer::plain(cause.render().to_string().trim_end().to_owned()).print();
    }
    // Nothing was parsed, so whether JSON was asked for is read from the words themselves.
    if std::env::args_os().any(|word| word == "--json") {
        let text = cause.render().to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        return answer::usage(message);
    }
    // Standard error may be closed; the exit code still tells.
    let _ = cause.print();
    ExitCode::from(answer::USAGE)
}
