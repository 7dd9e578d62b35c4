//! A line typed after `triptych-cli`, its words apart by line breaks.

use clap::Parser as _;
use clap::error::ErrorKind;
use triptych_cli::args::Cli;

pub(super) fn try_bytes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<&str> = text.lines().take(64).collect();
    match Cli::try_parse_from(std::iter::once("triptych-cli").chain(words.iter().copied())) {
        Ok(cli) => {
            // A passphrase is never an argument: where it comes from is all that a line can say, and only once.
            assert!(
                !(cli.passphrase_stdin && cli.passphrase_file.is_some()),
                "two places for one passphrase"
            );
        }
        Err(cause) => {
            let said = cause.render().to_string();
            assert!(!said.trim().is_empty(), "refused without a word");
            let answer = matches!(cause.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            assert_eq!(cause.exit_code(), if answer { 0 } else { 2 }, "a refusal ends with 2");
        }
    }
}
