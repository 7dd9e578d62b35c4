//! Who writes: name, registration, level and roles.
//!
//! What always holds: one profile row; "not sure yet" is a level of its own (`None`); an employer's role takes no case notes.

mod store;

pub(crate) use store::put;
pub use store::{delete_role, get, role, save, save_role};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The three professions, and those on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Profession {
    /// Art therapist, art psychotherapist.
    Art,
    /// Dramatherapist.
    Drama,
    /// Music therapist.
    Music,
    /// Assistant, support worker or in training.
    Assistant,
}

impl Profession {
    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Art => "art",
            Self::Drama => "drama",
            Self::Music => "music",
            Self::Assistant => "assistant",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Art => "Art therapist",
            Self::Drama => "Dramatherapist",
            Self::Music => "Music therapist",
            Self::Assistant => "Arts therapies assistant",
        }
    }
}

/// A post or a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Role {
    /// UUID; empty for a new one.
    #[serde(default)]
    pub id: String,
    /// Such as "Music therapist".
    pub title: String,
    /// Where, in general words.
    #[serde(default)]
    pub setting: String,
    /// First day.
    pub start: Option<String>,
    /// Last day; open while there is none.
    pub end: Option<String>,
    /// Own practice, or an employer's.
    pub own_practice: bool,
    /// The employer, when it is one's.
    pub employer: Option<String>,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Profile {
    /// As on the register.
    pub name: String,
    /// Profession.
    pub profession: Option<Profession>,
    /// HCPC registration number, as written by the owner.
    pub registration: String,
    /// First registered.
    pub registered_since: Option<String>,
    /// Own level; `None` is "not sure yet".
    pub level: Option<String>,
    /// The revision a save must expect.
    pub version: u32,
    /// Roles, the current ones first.
    pub roles: Vec<Role>,
}
