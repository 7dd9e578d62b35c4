//! What leaves: one of two things, which leave by the same rules.

use super::asked;
use crate::error::Result;
use crate::vault::Portfolio;

/// The profile of a cycle, or the addendum that answers a letter about it; with its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The profile of the cycle with this id.
    Profile(&'a str),
    /// The addendum to the letter with this id.
    Addendum(&'a str),
}

impl<'a> Subject<'a> {
    /// The addendum where a letter is named, else the profile.
    pub fn of(cycle: &'a str, letter: Option<&'a str>) -> Self {
        letter.map_or(Self::Profile(cycle), Self::Addendum)
    }

    /// The id of the cycle it is about.
    pub(super) fn cycle(self, portfolio: &Portfolio) -> Result<String> {
        match self {
            Self::Profile(id) => Ok(id.to_owned()),
            Self::Addendum(id) => Ok(asked::kept(portfolio.db(), id)?.cycle_id),
        }
    }
}

impl<'a> From<&'a str> for Subject<'a> {
    fn from(cycle: &'a str) -> Self {
        Self::Profile(cycle)
    }
}

impl<'a> From<&'a String> for Subject<'a> {
    fn from(cycle: &'a String) -> Self {
        Self::Profile(cycle)
    }
}
