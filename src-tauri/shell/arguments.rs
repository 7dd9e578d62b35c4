//! What the window can be told when it is started.

use std::path::PathBuf;

/// How to start.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Start {
    /// Open the sample portfolio at once.
    pub(crate) sample: bool,
    /// Look for the portfolio in this folder.
    pub(crate) folder: Option<PathBuf>,
}

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// A window.
    Run(Start),
    /// A text, and no window.
    Say(String),
}

const HELP: &str = "Triptych: an encrypted portfolio for art, drama and music therapists.

Usage: triptych [--sample] [--folder DIR]

  --sample       open the sample portfolio
  --folder DIR   look for the portfolio in DIR
  --version      say which version this is
  --help         say this

The same portfolio from a terminal: triptych-cli --help";

/// Reads the arguments.
///
/// # Errors
/// What was not understood, in a sentence.
pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut start = Start::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--sample" => start.sample = true,
            "--folder" => start.folder = Some(arguments.next().ok_or("--folder needs the name of a folder after it.")?.into()),
            "--version" => return Ok(Wish::Say(format!("triptych {}", env!("CARGO_PKG_VERSION")))),
            "--help" | "-h" => return Ok(Wish::Say(HELP.to_owned())),
            other => return Err(format!("Triptych does not know {other}. See triptych --help.")),
        }
    }
    Ok(Wish::Run(start))
}

/// Prints an answer.
#[expect(clippy::print_stdout, reason = "an answer in the terminal is what was asked for")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}

/// Prints what was not understood, or why there is no window.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub(crate) fn complain(text: &str) {
    eprintln!("{text}");
}

#[cfg(test)]
mod tests {
    use super::{Start, Wish, read};

    fn reading(arguments: &[&str]) -> Result<Wish, String> {
        read(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn arguments_are_read_or_named() {
        assert_eq!(reading(&[]), Ok(Wish::Run(Start::default())));
        assert_eq!(
            reading(&["--sample", "--folder", "x"]),
            Ok(Wish::Run(Start {
                sample: true,
                folder: Some("x".into())
            }))
        );
        assert!(reading(&["--folder"]).is_err());
        assert!(reading(&["--smaple"]).is_err_and(|text| text.contains("--smaple")));
        assert!(matches!(reading(&["--sample", "--help"]), Ok(Wish::Say(_))));
    }
}
