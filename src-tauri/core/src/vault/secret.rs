//! Text that must not be seen: passphrases and recovery words.
//!
//! What always holds: a `Secret` cannot be printed, copied or serialised, and its memory is zeroed when it is dropped.

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// A secret text. There is no `Debug`, `Display`, `Clone` or `Serialize` on purpose.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself; every caller says in a comment why it needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}
