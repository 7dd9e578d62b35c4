//! The one error of the core.
//!
//! What always holds: an error says what happened, what is safe and what to do next, in words a therapist understands;
//! callers branch on `code` (and `field`), never on text; no error carries a record's words, a title or a name.

use serde::Serialize;
use ts_rs::TS;

/// What kind of failure it is. The window and the command line branch on this alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A field holds something that cannot be kept; `field` names it.
    Invalid,
    /// The thing asked for does not exist (any more).
    NotFound,
    /// Somebody else saved in between: the revision expected is not the one stored.
    Conflict,
    /// The passphrase does not open this portfolio.
    WrongPassphrase,
    /// The recovery words are misspelt, fail their checksum, or belong to another portfolio.
    WrongWords,
    /// No portfolio is open.
    Locked,
    /// There is no portfolio in the folder.
    Missing,
    /// There is already something in the folder.
    Exists,
    /// The envelope (`portfolio.key.json`) is damaged or gone: the recovery words still open the portfolio.
    EnvelopeDamaged,
    /// The database is damaged, or is no Triptych database at all.
    Damaged,
    /// Made by a newer Triptych.
    Newer,
    /// Another window or command has the portfolio open.
    InUse,
    /// The portfolio is open for reading only.
    ReadOnly,
    /// The disk refused: full, gone, or no permission.
    Disk,
    /// The app refuses on purpose (a rule, a limit), and says which.
    Refused,
    /// Stopped by the user.
    Cancelled,
    /// A defect of ours.
    Internal,
}

impl Code {
    /// As it is called everywhere outside the program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongWords => "wrong-words",
            Self::Locked => "locked",
            Self::Missing => "missing",
            Self::Exists => "exists",
            Self::EnvelopeDamaged => "envelope-damaged",
            Self::Damaged => "damaged",
            Self::Newer => "newer",
            Self::InUse => "in-use",
            Self::ReadOnly => "read-only",
            Self::Disk => "disk",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

/// A failure, ready to be shown.
#[derive(Debug, Clone, Serialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What to branch on.
    pub code: Code,
    /// What happened and what is safe: one or two sentences.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The field it belongs beside, as named in the request.
    pub field: Option<String>,
    /// For whoever mends the app: operation and system code, never content.
    pub detail: Option<String>,
}

/// The core's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure of `code` with its sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: None,
            field: None,
            detail: None,
        }
    }

    /// A field error, shown beside the field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(Code::Invalid, message)
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the technical cause.
    #[must_use]
    pub fn detail(mut self, detail: impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The thing with this id is not there (any more).
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("This {what} is no longer there. Nothing else has changed."))
    }

    /// A defect of ours; the words on screen stay where they are.
    pub fn internal(detail: impl ToString) -> Self {
        Self::new(Code::Internal, "Something went wrong inside Triptych. What was saved is safe.")
            .hint("Try again. If it happens twice, close Triptych and open it again.")
            .detail(detail)
    }

    /// A file or folder could not be read or written.
    pub fn disk(doing: &str, cause: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let (message, hint) = match cause.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => ("The disk is full", "Make some room on the disk, then try again."),
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => (
                "This folder may not be written to",
                "Choose another folder, or ask whoever looks after the computer.",
            ),
            Kind::NotFound => (
                "The folder or file is not there",
                "Check that the disk or memory stick is connected, then try again.",
            ),
            Kind::FileTooLarge => ("The disk takes no file of this size", "Choose another disk, then try again."),
            Kind::InvalidFilename => (
                "This name is too long for the disk, or holds a sign that it does not take",
                "Choose a shorter, plainer name.",
            ),
            Kind::NotADirectory | Kind::AlreadyExists => ("A file stands where a folder is needed", "Choose another folder."),
            _ => ("The disk did not answer as it should", "Check the disk, then try again."),
        };
        Self::new(Code::Disk, format!("{message} ({doing}). What was saved before is safe."))
            .hint(hint)
            .detail(cause)
    }

    /// A portfolio is to be made where one is.
    pub fn portfolio_exists() -> Self {
        Self::new(
            Code::Exists,
            "There is already a portfolio in this folder. It has not been touched.",
        )
        .hint("Open it, or choose another folder.")
    }

    /// The open portfolio's file is not at its place any more.
    pub fn moved() -> Self {
        Self::new(
            Code::Disk,
            "The portfolio is no longer where it was opened: its folder was moved or deleted, or its disk is gone. The last change was not saved.",
        )
        .hint("Copy what is on screen. Bring the folder back to its place and try again, or open the portfolio where it lies now.")
    }

    /// The portfolio may be read but not changed.
    pub fn read_only() -> Self {
        Self::new(
            Code::ReadOnly,
            "This portfolio is open for reading only, because damage was found in it. Nothing has been changed.",
        )
        .hint("Copy out what is on screen, then restore a backup.")
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        // The detail is SQLite's own code, not its message: a message may quote the text it failed on.
        let sqlite = cause.sqlite_error().copied();
        let detail = sqlite.map_or_else(
            || "sqlite: not a database error".to_owned(),
            |e| format!("sqlite {}", e.extended_code),
        );
        match sqlite.map(|e| e.code) {
            Some(Sqlite::DatabaseCorrupt | Sqlite::NotADatabase) => Self::damaged().detail(detail),
            Some(Sqlite::DiskFull) => Self::new(Code::Disk, "The disk is full. What was saved before is safe.")
                .hint("Make some room on the disk, then try again.")
                .detail(detail),
            Some(Sqlite::ReadOnly | Sqlite::PermissionDenied | Sqlite::CannotOpen) => Self::new(
                Code::Disk,
                "The portfolio's folder may not be written to. What was saved before is safe.",
            )
            .hint("Check the folder's permissions, then try again.")
            .detail(detail),
            Some(Sqlite::SystemIoFailure) => Self::new(Code::Disk, "The disk did not answer as it should. What was saved before is safe.")
                .hint("Check the disk, then try again.")
                .detail(detail),
            Some(Sqlite::TooBig) => Self::new(
                Code::Refused,
                "This is more text than one record can hold. What was saved before is safe.",
            )
            .hint("Split it over two records.")
            .detail(detail),
            Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => Self::in_use("another program").detail(detail),
            _ => match cause {
                rusqlite::Error::QueryReturnedNoRows => Self::not_found("entry"),
                _ => Self::internal(detail),
            },
        }
    }
}

impl Error {
    /// The database cannot be read as it should.
    pub fn damaged() -> Self {
        Self::new(
            Code::Damaged,
            "Part of this portfolio's file is damaged. It has not been changed, and from now on it is only read.",
        )
        .hint("Copy out what you can still see, then restore a backup.")
    }

    /// Somebody else holds the OS lock; `who` as written into the lock file.
    pub fn in_use(who: &str) -> Self {
        Self::new(
            Code::InUse,
            format!("This portfolio is already open in {who}. Nothing has been opened or changed."),
        )
        .hint("Close it there, or use it there.")
    }
}
