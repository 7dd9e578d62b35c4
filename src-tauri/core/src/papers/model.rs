//! What is asked for, and what is shown of it before it leaves. Shapes only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::privacy;
use crate::supervision::Sheet;

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "paper", rename_all = "kebab-case")]
pub enum Paper {
    /// One record: a reflection, a CPD activity or a supervision session.
    Record {
        /// UUID.
        id: String,
    },
    /// What is tagged and said, statement by statement.
    Levels {
        /// One level (`ass` … `con`) alone; `None` is all of them.
        level: Option<String>,
    },
    /// A stretch of time for a conversation with a manager, by pillar and level.
    Appraisal {
        /// First day, YYYY-MM-DD.
        from: String,
        /// Last day, YYYY-MM-DD.
        to: String,
    },
    /// Roles, CPD of the last two years, supervision.
    Cv,
    /// The supervision log, to sign.
    Supervision {
        /// Which sessions, and how.
        sheet: Sheet,
    },
}

impl Paper {
    /// Whether client codes stay as they were written, because its owner asked for it.
    pub(super) fn keeps_codes(&self) -> bool {
        matches!(self, Self::Supervision { sheet } if !sheet.without_codes)
    }
}

/// For which program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PaperFormat {
    /// PDF.
    Pdf,
    /// Office Open XML, for a word processor.
    Docx,
}

/// What the owner says of a word that could be a client of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct PaperAnswer {
    /// One of the doubt's two keys.
    pub key: String,
    /// A different word, which stays; otherwise general words stand in its place.
    pub other_word: bool,
}

/// What would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperLook {
    /// Its title.
    pub title: String,
    /// How many lines leave.
    pub lines: u32,
    /// How often general words stand in the place of a client of one's own.
    pub replaced: u32,
    /// Words that could be a client of one's own or a different word, the first 200; those that wait for an answer first.
    pub doubts: Vec<PaperDoubt>,
    /// How many of all of them wait. Nothing leaves while one does.
    pub waiting: u32,
    /// What could tell who somebody is, the first 200.
    pub found: Vec<PaperFinding>,
    /// How many more there are.
    pub more: u32,
    /// What is confirmed by exporting: SHA-256 of all that leaves.
    pub digest: String,
}

/// A word that could be a client of one's own: May, Art, Rose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperDoubt {
    /// Answers it wherever this word stands.
    pub key: String,
    /// Answers it in this line alone.
    pub key_here: String,
    /// The word.
    pub value: String,
    /// Where it stands.
    pub found: PaperFinding,
    /// Whether the owner said that it is a different word.
    pub other_word: bool,
}

/// Something to read before it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaperFinding {
    /// Where it stands, in words.
    pub place: String,
    /// The line.
    pub text: String,
    /// Where in the line it begins, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// What it is.
    pub kind: privacy::Kind,
    /// Why it was found, in a sentence.
    pub why: String,
}
