//! Where I stand: the owner's own word on a statement, dated and kept; and the weekly question.
//!
//! What always holds: an answer never replaces an older one, nothing is totalled, nothing is scored.

mod store;

pub(crate) use store::put;
pub use store::{all, latest, of_statement, put_off, question, set};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one can say of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Not yet.
    NotYet,
    /// Developing.
    Developing,
    /// Confident.
    Confident,
    /// Not my role.
    NotMyRole,
    /// Next for me, with a line and a date.
    NextForMe,
}

impl Answer {
    /// All answers, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::NotYet, Self::Developing, Self::Confident, Self::NotMyRole, Self::NextForMe];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotYet => "not-yet",
            Self::Developing => "developing",
            Self::Confident => "confident",
            Self::NotMyRole => "not-my-role",
            Self::NextForMe => "next-for-me",
        }
    }
}

/// A dated answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Assessment {
    /// Statement id.
    pub statement: String,
    /// `None` when an earlier answer was taken back.
    pub answer: Option<Answer>,
    /// A line, for "next for me".
    pub note: String,
    /// By when, for "next for me".
    pub by: Option<String>,
    /// When it was said, RFC 3339.
    pub answered_at: String,
}
