//! Shapes of a letter that asks for more, and of what is answered.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::super::model::{Finding, Past};

/// A point of the letter, and what is answered to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "LetterPoint")]
pub struct Point {
    /// UUID; a new one is made for an empty one.
    #[serde(default)]
    pub id: String,
    /// What HCPC asks, in its words.
    pub text: String,
    /// The answer, as Markdown.
    #[serde(default)]
    pub answer: String,
    /// Records that it names, by their ids; never case notes.
    #[serde(default)]
    pub records: Vec<String>,
    /// Evidence that goes with it, by its ids.
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// A letter with its points, as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "LetterForm")]
pub struct LetterForm {
    /// Date of the letter.
    pub letter: String,
    /// Its deadline.
    pub deadline: String,
    /// In its order.
    pub points: Vec<Point>,
}

/// Where the number of a piece comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "NumberedSince")]
pub enum Since {
    /// The profile.
    Profile,
    /// An addendum that left after it.
    Addendum,
    /// It is new in this one.
    New,
}

impl Since {
    /// As the document says it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Profile => "With the profile",
            Self::Addendum => "With an addendum before",
            Self::New => "New",
        }
    }
}

/// Evidence of an addendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LetterEvidence")]
pub struct Numbered {
    /// Its id.
    pub id: String,
    /// Its number: that which it left with, or the next.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Where its number comes from.
    pub since: Since,
}

/// Evidence that is named and stays out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LetterLeftOut")]
pub struct LeftOut {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why, in a sentence.
    pub why: String,
    /// Choosing it for this cycle lets it go.
    pub may_be_chosen: bool,
}

/// A letter with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HcpcLetter")]
pub struct Letter {
    /// UUID.
    pub id: String,
    /// The cycle it is about.
    pub cycle_id: String,
    /// The version a save must expect.
    pub version: u32,
    /// What is written.
    pub form: LetterForm,
    /// Points with an answer.
    pub answered: u32,
    /// Evidence that goes along, by its numbers.
    pub evidence: Vec<Numbered>,
    /// Evidence that stays out.
    pub left_out: Vec<LeftOut>,
    /// What to look at.
    pub findings: Vec<Finding>,
    /// Whether the lines that leave are those the owner has confirmed.
    pub confirmed: bool,
    /// The addenda that left, newest first.
    pub left: Vec<Past>,
}

/// A letter that waits for its addendum, as the home page says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "LetterWaiting")]
pub struct Waiting {
    /// UUID.
    pub id: String,
    /// The cycle it is about.
    pub cycle_id: String,
    /// Date of the letter.
    pub letter: String,
    /// Its deadline.
    pub deadline: String,
    /// Points of it.
    pub points: u32,
    /// Points with an answer.
    pub answered: u32,
}
