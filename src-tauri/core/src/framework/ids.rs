//! Names of levels, sections and pillars: small closed sets with a fixed order and a fixed spelling.
//!
//! The spelling is what stands in statement ids, in the database and in every export, so it never changes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A word that names no level, section or pillar of the framework.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{word}” is not a {what} of the framework; use one of: {known}")]
pub struct UnknownName {
    /// What was looked for: "level", "section" or "pillar".
    pub what: &'static str,
    /// The word that was given, cut to 40 characters.
    pub word: String,
    /// The words that would have been understood, separated by spaces.
    pub known: String,
}

/// Defines one closed set: the enum, its spelling, its order and the way back from a word.
macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// All of them, in the framework's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The short word used in ids, in the database and in exports.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(word: &str) -> Result<Self, UnknownName> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word).ok_or_else(|| UnknownName {
                    what: $what,
                    word: word.chars().take(40).collect(),
                    known: Self::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" "),
                })
            }
        }
    };
}

closed_set! {
    /// A level of practice. Ordered from assistant to consultant.
    LevelId, "level", {
        /// Assistant/Support Worker
        Ass = "ass",
        /// Proficient/Foundation Practitioner
        Pro = "pro",
        /// Enhanced Practitioner
        Enh = "enh",
        /// Advanced Practitioner
        Adv = "adv",
        /// Consultant Practitioner
        Con = "con",
    }
}

closed_set! {
    /// A section of a level's statements. Ordered as printed.
    SectionId, "section", {
        /// Core expectations at the head of the level
        Core = "core",
        /// Knowledge and skills, with printed KS numbers
        Ks = "ks",
        /// Responsibilities
        Res = "res",
        /// Pillar: professional practice
        Pp = "pp",
        /// Pillar: facilitating learning
        Fl = "fl",
        /// Pillar: leadership and management
        Lm = "lm",
        /// Pillar: evidence, research and development
        Erd = "erd",
    }
}

closed_set! {
    /// A pillar of practice. Ordered as printed; the spelling is that of its section.
    PillarId, "pillar", {
        /// Professional practice
        Pp = "pp",
        /// Facilitation of learning (education)
        Fl = "fl",
        /// Leadership and management
        Lm = "lm",
        /// Evidence, research and development
        Erd = "erd",
    }
}

impl LevelId {
    /// The level one step down, if there is one.
    pub fn below(self) -> Option<Self> {
        (self as usize).checked_sub(1).and_then(|i| Self::ALL.get(i).copied())
    }

    /// The level one step up, if there is one.
    pub fn above(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }
}

impl SectionId {
    /// The pillar this section belongs to; `None` for core, knowledge and skills, and responsibilities.
    pub const fn pillar(self) -> Option<PillarId> {
        match self {
            Self::Core | Self::Ks | Self::Res => None,
            Self::Pp => Some(PillarId::Pp),
            Self::Fl => Some(PillarId::Fl),
            Self::Lm => Some(PillarId::Lm),
            Self::Erd => Some(PillarId::Erd),
        }
    }
}

impl PillarId {
    /// The section that holds this pillar's statements.
    pub const fn section(self) -> SectionId {
        match self {
            Self::Pp => SectionId::Pp,
            Self::Fl => SectionId::Fl,
            Self::Lm => SectionId::Lm,
            Self::Erd => SectionId::Erd,
        }
    }
}
