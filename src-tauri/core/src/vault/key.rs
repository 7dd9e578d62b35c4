//! The portfolio's key: 256 random bits that are the 24 recovery words.
//!
//! What always holds: whatever encrypts is derived from this key by HKDF-SHA256 under a fixed label; `derive_` is
//! deterministic, `make_` is random; keys are zeroed when dropped.

use bip39::{Language, Mnemonic};
use hkdf::Hkdf;
use sha2::Sha256;

use super::Secret;
use crate::error::{Code, Error, Result};
use crate::world::World;

const DATABASE_LABEL: &[u8] = b"triptych/database/v1";
const SEAL_LABEL: &[u8] = b"triptych/backup-seal/v1";
const CHECK_LABEL: &[u8] = b"triptych/key-check/v1";
const ATTACHMENTS_LABEL: &[u8] = b"triptych/attachments/v1";
const ATTACHMENT_NAMES_LABEL: &[u8] = b"triptych/attachment-names/v1";

/// Bytes of a key.
const LENGTH: usize = 32;

/// How many recovery words there are.
pub(crate) const WORDS: usize = 24;

/// The portfolio's key.
pub(crate) struct PortfolioKey(Secret);

impl PortfolioKey {
    /// A new random key.
    pub(super) fn make(world: &dyn World) -> Result<Self> {
        let mut bytes = Secret::blank(LENGTH);
        world.fill_random(bytes.expose_mut())?;
        Ok(Self(bytes))
    }

    /// The key with these bytes, as unwrapped from an envelope; `None` when their number is wrong.
    pub(super) fn from_bytes(bytes: Secret) -> Option<Self> {
        (bytes.expose_bytes().len() == LENGTH).then_some(Self(bytes))
    }

    /// The raw bytes, for wrapping.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose_bytes()
    }

    /// Whether this is the same key.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }

    /// The key that these words are.
    ///
    /// # Errors
    /// `wrong-words`, saying whether their number, a spelling or the checksum is wrong.
    pub(super) fn from_words(words: &Secret) -> Result<Self> {
        // Exposed to be parsed; the list is English, in lower case, whatever the paper says.
        let text = Secret::new(words.expose().to_lowercase());
        let list: Vec<&str> = text.expose().split_whitespace().collect();
        if list.len() != WORDS {
            return Err(
                wrong(format!("There are {} words here; the recovery words are {WORDS}.", list.len())).hint("Type all of them, in order."),
            );
        }
        for (index, word) in list.iter().enumerate() {
            if Language::English.find_word(word).is_none() {
                return Err(
                    wrong(format!("Word {} is not one of the list's words.", index + 1)).hint("Look at its spelling on your sheet.")
                );
            }
        }
        let sentence = Secret::new(list.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, sentence.expose()).map_err(|_| {
            wrong("Each word is a word of the list, but together they do not fit.".to_owned())
                .hint("Check their order, and whether one word was read as another.")
        })?;
        let (mut entropy, length) = mnemonic.to_entropy_array();
        let bytes = Secret::take(&mut entropy[..length]);
        Self::from_bytes(bytes).ok_or_else(|| Error::internal("mnemonic length"))
    }

    /// The recovery words that are this key.
    ///
    /// # Errors
    /// None in practice: 256 bits always make 24 words.
    pub(super) fn words(&self) -> Result<Vec<String>> {
        let mnemonic = Mnemonic::from_entropy_in(Language::English, self.bytes()).map_err(Error::internal)?;
        Ok(mnemonic.words().map(str::to_owned).collect())
    }

    /// SQLCipher's raw key, as 64 hexadecimal digits.
    pub(crate) fn derive_database_key(&self) -> Secret {
        let mut bytes = Secret::blank(LENGTH);
        self.derive(DATABASE_LABEL, bytes.expose_mut());
        Secret::new(hex(bytes.expose_bytes()))
    }

    /// What backups' manifests are sealed with.
    pub(super) fn derive_seal_key(&self) -> Secret {
        let mut bytes = Secret::blank(LENGTH);
        self.derive(SEAL_LABEL, bytes.expose_mut());
        bytes
    }

    /// The age identity that opens the files of evidence.
    pub(super) fn derive_attachments_identity(&self) -> age::x25519::Identity {
        let mut bytes = Secret::blank(LENGTH);
        self.derive(ATTACHMENTS_LABEL, bytes.expose_mut());
        // Exposed to be written as age writes an identity, which is the only way to hand it one.
        let text = Secret::new(
            bech32::encode_upper::<bech32::Bech32>(bech32::Hrp::parse_unchecked("age-secret-key-"), bytes.expose_bytes())
                .expect("32 bytes are far below the limit"),
        );
        text.expose().parse().expect("32 bytes are an identity")
    }

    /// What the names of the files of evidence are hashed with.
    pub(super) fn derive_attachment_names(&self) -> Secret {
        let mut bytes = Secret::blank(LENGTH);
        self.derive(ATTACHMENT_NAMES_LABEL, bytes.expose_mut());
        bytes
    }

    /// Eight bytes that tell this key from another without telling anything about it.
    pub(super) fn derive_check(&self) -> String {
        let mut bytes = [0; 8];
        self.derive(CHECK_LABEL, &mut bytes);
        hex(&bytes)
    }

    fn derive(&self, label: &[u8], out: &mut [u8]) {
        Hkdf::<Sha256>::new(None, self.bytes())
            .expand(label, out)
            .expect("32 bytes are far below HKDF's limit");
    }
}

fn wrong(message: String) -> Error {
    Error::new(Code::WrongWords, message).detail("recovery words")
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes behind hexadecimal digits; `None` when they are none.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
