//! What a command says: its answer, its remarks, its failure.

use std::io::Write as _;
use std::process::ExitCode;

use serde::Serialize;
use triptych_core::error::{Code, Error, Result};

/// The command was not understood.
pub(crate) const USAGE: u8 = 2;
/// Damage was found.
pub(crate) const DAMAGED: u8 = 4;

/// What a command answers.
pub(crate) struct Answer {
    out: String,
    remarks: Vec<String>,
    exit: u8,
}

impl Answer {
    /// Plain text, whatever was asked for.
    pub(crate) fn plain(text: String) -> Self {
        Self {
            out: text,
            remarks: Vec::new(),
            exit: 0,
        }
    }

    /// `value` as JSON where `json` is asked for, else the text.
    pub(crate) fn either<T: Serialize>(json: bool, value: &T, text: impl FnOnce() -> String) -> Result<Self> {
        let out = if json {
            serde_json::to_string_pretty(value).map_err(Error::internal)?
        } else {
            text()
        };
        Ok(Self::plain(out))
    }

    /// Adds a line for standard error.
    pub(crate) fn remark(mut self, line: impl Into<String>) -> Self {
        self.remarks.push(line.into());
        self
    }

    /// Answers with another exit code.
    pub(crate) fn exit(self, exit: u8) -> Self {
        Self { exit, ..self }
    }

    /// Prints the answer and says how the process ends.
    pub(crate) fn print(self) -> ExitCode {
        for remark in &self.remarks {
            // Who does not listen to remarks still gets the answer.
            let _ = writeln!(std::io::stderr(), "{remark}");
        }
        let mut out = std::io::stdout().lock();
        let text = self.out.trim_end_matches('\n');
        let printed = if text.is_empty() {
            Ok(())
        } else {
            writeln!(out, "{text}").and_then(|()| out.flush())
        };
        match printed {
            // A reader that has seen enough, such as `head`, is no failure.
            Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => ExitCode::from(1),
            _ => ExitCode::from(self.exit),
        }
    }
}

#[derive(Serialize)]
struct Failure<'a> {
    error: Said<'a>,
    exit: u8,
}

#[derive(Serialize)]
struct Said<'a> {
    code: serde_json::Value,
    message: &'a str,
    hint: Option<&'a str>,
    field: Option<&'a str>,
}

/// Says what went wrong, and ends with its exit code.
pub(crate) fn fail(error: &Error, json: bool) -> ExitCode {
    let exit = exit_code(error.code);
    let mut stderr = std::io::stderr().lock();
    // Standard error may be closed; the exit code still tells.
    let _ = if json {
        let code = serde_json::to_value(error.code).unwrap_or_default();
        let said = Said {
            code,
            message: &error.message,
            hint: error.hint.as_deref(),
            field: error.field.as_deref(),
        };
        writeln!(
            stderr,
            "{}",
            serde_json::to_string(&Failure { error: said, exit }).unwrap_or_default()
        )
    } else {
        let field = error.field.as_deref().map(|field| format!("{field}: ")).unwrap_or_default();
        let hint = error.hint.as_deref().map(|hint| format!("\n{hint}")).unwrap_or_default();
        let detail = error.detail.as_deref().map(|detail| format!("\n({detail})")).unwrap_or_default();
        writeln!(stderr, "{field}{}{hint}{detail}", error.message)
    };
    ExitCode::from(exit)
}

/// Says in JSON that the command was not understood.
pub(crate) fn usage(message: &str) -> ExitCode {
    let said = Said {
        code: "usage".into(),
        message,
        hint: Some("See `triptych-cli --help`."),
        field: None,
    };
    let _ = writeln!(
        std::io::stderr(),
        "{}",
        serde_json::to_string(&Failure { error: said, exit: USAGE }).unwrap_or_default()
    );
    ExitCode::from(USAGE)
}

fn exit_code(code: Code) -> u8 {
    match code {
        Code::WrongPassphrase | Code::WrongWords => 3,
        Code::Damaged | Code::EnvelopeDamaged => DAMAGED,
        Code::Invalid | Code::Conflict | Code::Exists | Code::ReadOnly | Code::Refused => 5,
        Code::Newer => 6,
        Code::InUse => 7,
        Code::NotFound | Code::Locked | Code::Missing | Code::Disk | Code::Cancelled | Code::Internal => 1,
    }
}
