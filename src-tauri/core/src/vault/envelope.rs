//! The envelope, `portfolio.key.json`: the portfolio's key, wrapped for the passphrase.
//!
//! What always holds: the header is authenticated with the key it wraps; a checksum tells damage before any passphrase is
//! tried; Argon2's parameters are bounded on reading, so that a forged file can neither exhaust memory nor weaken the
//! wrapping; the file is replaced atomically or not at all.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::key::{PortfolioKey, hex, unhex};
use super::{Cost, Secret};
use crate::error::{Code, Error, Result};
use crate::world::World;

const FORMAT: &str = "triptych-envelope";
const VERSION: u32 = 1;
/// Argon2id's memory, in KiB: 64 MiB at least, 1 GiB at most.
pub(super) const MEMORY: std::ops::RangeInclusive<u32> = 64 * 1024..=1024 * 1024;
pub(super) const PASSES: std::ops::RangeInclusive<u32> = 3..=32;
const LANES: std::ops::RangeInclusive<u32> = 1..=8;
/// Bytes of the wrapping key.
const KEY: usize = 32;
/// The longest passphrase taken, in characters.
pub(super) const LONGEST: usize = 1024;
/// The most bytes read of an envelope, which has less than one KiB.
const LARGEST: u64 = 64 * 1024;

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Kdf {
    algorithm: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u32,
    portfolio_id: String,
    kdf: Kdf,
    cipher: String,
    key_check: String,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Sealed {
    header: Header,
    nonce: String,
    wrapped_key: String,
}

/// A wrapped key, read or just made.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope {
    sealed: Sealed,
    sha256: String,
}

/// Reads only far enough to know whether a newer Triptych wrote it.
#[derive(Deserialize)]
struct Peek {
    sealed: PeekSealed,
}
#[derive(Deserialize)]
struct PeekSealed {
    header: PeekHeader,
}
#[derive(Deserialize)]
struct PeekHeader {
    format: String,
    version: u32,
}

impl Envelope {
    /// Wraps `key` for `passphrase` at `cost`, with a new salt and nonce.
    ///
    /// # Errors
    /// `invalid` for a passphrase that cannot be taken.
    pub(super) fn make(world: &dyn World, portfolio_id: &str, key: &PortfolioKey, passphrase: &Secret, cost: Cost) -> Result<Self> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        world.fill_random(&mut salt)?;
        world.fill_random(&mut nonce)?;
        let header = Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            portfolio_id: portfolio_id.to_owned(),
            kdf: Kdf {
                algorithm: "argon2id".to_owned(),
                memory_kib: cost.memory_kib,
                passes: cost.passes,
                lanes: cost.lanes,
                salt: hex(&salt),
            },
            cipher: "xchacha20-poly1305".to_owned(),
            key_check: key.derive_check(),
        };
        let wrapped = cipher(&header, passphrase)?
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: key.bytes(),
                    aad: &header.bytes()?,
                },
            )
            .map_err(|_| Error::internal("wrap"))?;
        let sealed = Sealed {
            header,
            nonce: hex(&nonce),
            wrapped_key: hex(&wrapped),
        };
        Ok(Self {
            sha256: sealed.digest()?,
            sealed,
        })
    }

    /// Reads an envelope and checks all that can be checked without the passphrase.
    ///
    /// # Errors
    /// `newer`, or `envelope-damaged` with what is wrong.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        if let Ok(peek) = serde_json::from_slice::<Peek>(bytes)
            && peek.sealed.header.format == FORMAT
            && peek.sealed.header.version > VERSION
        {
            return Err(newer());
        }
        let envelope: Self = serde_json::from_slice(bytes)
            .map_err(|cause| damaged("it cannot be read").detail(format!("line {} column {}", cause.line(), cause.column())))?;
        let header = &envelope.sealed.header;
        if envelope.sha256 != envelope.sealed.digest()? {
            return Err(damaged("its checksum does not fit"));
        }
        let known = header.format == FORMAT
            && header.version == VERSION
            && header.cipher == "xchacha20-poly1305"
            && header.kdf.algorithm == "argon2id";
        if !known {
            return Err(damaged("it is of a form Triptych does not write"));
        }
        let kdf = &header.kdf;
        if !MEMORY.contains(&kdf.memory_kib) || !PASSES.contains(&kdf.passes) || !LANES.contains(&kdf.lanes) {
            return Err(damaged("it asks for more work, or less, than Triptych ever writes"));
        }
        Ok(envelope)
    }

    /// Other parameters with a checksum that fits, as a forger would write them.
    #[cfg(test)]
    pub(super) fn forge(&mut self, memory_kib: u32, passes: u32) {
        self.sealed.header.kdf.memory_kib = memory_kib;
        self.sealed.header.kdf.passes = passes;
        self.sha256 = self.sealed.digest().expect("a digest");
    }

    /// The file's bytes.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Error::internal)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The portfolio this envelope belongs to.
    pub(super) fn portfolio_id(&self) -> &str {
        &self.sealed.header.portfolio_id
    }

    /// What a guess at the passphrase costs.
    pub(super) fn cost(&self) -> Cost {
        self.sealed.header.kdf.cost()
    }

    /// Whether `key` is the one inside, told without unwrapping.
    pub(super) fn is_of(&self, key: &PortfolioKey) -> bool {
        self.sealed.header.key_check == key.derive_check()
    }

    /// The same, by what `PortfolioKey::derive_check` made of the key.
    pub(super) fn has_check(&self, check: &str) -> bool {
        self.sealed.header.key_check == check
    }

    /// Whether it wraps the same key of the same portfolio as `other`, for whichever passphrase.
    pub(super) fn is_twin_of(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.sealed.header, &other.sealed.header);
        ours.key_check == theirs.key_check && ours.portfolio_id == theirs.portfolio_id
    }

    /// The key, if `passphrase` is right.
    ///
    /// # Errors
    /// `wrong-passphrase`.
    pub(super) fn unwrap(&self, passphrase: &Secret) -> Result<PortfolioKey> {
        let (Some(nonce), Some(wrapped)) = (
            unhex(&self.sealed.nonce).and_then(|n| <[u8; 24]>::try_from(n).ok()),
            unhex(&self.sealed.wrapped_key),
        ) else {
            return Err(damaged("the wrapped key is not readable"));
        };
        let header = &self.sealed.header;
        let opened = cipher(header, passphrase)?
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: &wrapped,
                    aad: &header.bytes()?,
                },
            )
            .map(|mut bytes| Secret::take(&mut bytes))
            .map_err(|_| {
                Error::new(
                    Code::WrongPassphrase,
                    "This passphrase does not open the portfolio. Nothing has been changed.",
                )
                .hint("Check Caps Lock and try again, or use your recovery words.")
            })?;
        PortfolioKey::from_bytes(opened).ok_or_else(|| damaged("the wrapped key has the wrong length"))
    }
}

impl Kdf {
    fn cost(&self) -> Cost {
        Cost {
            memory_kib: self.memory_kib,
            passes: self.passes,
            lanes: self.lanes,
        }
    }
}

impl Header {
    fn bytes(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(Error::internal)
    }
}

impl Sealed {
    fn digest(&self) -> Result<String> {
        Ok(hex(&Sha256::digest(serde_json::to_vec(self).map_err(Error::internal)?)))
    }
}

fn cipher(header: &Header, passphrase: &Secret) -> Result<XChaCha20Poly1305> {
    let kdf = &header.kdf;
    let salt = unhex(&kdf.salt).ok_or_else(|| damaged("its salt is not readable"))?;
    // Exposed to be stretched; NFKC, so that an accent typed on another keyboard is the same accent.
    let text = passphrase.expose();
    let mut normalised = String::with_capacity(text.nfkc().map(char::len_utf8).sum());
    normalised.extend(text.nfkc());
    let normalised = Secret::new(normalised);
    let mut key = Secret::blank(KEY);
    kdf.cost()
        .stretch(normalised.expose_bytes(), &salt, key.expose_mut())
        .map_err(|()| damaged("its salt or its parameters cannot be used"))?;
    Ok(XChaCha20Poly1305::new(
        key.expose_bytes().try_into().map_err(|_| Error::internal("key length"))?,
    ))
}

/// The bytes of the envelope in `folder`; of a file far too large, as many as show that it is none.
pub(super) fn load(folder: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(folder.join(super::ENVELOPE))?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses what cannot be a passphrase, before any work.
pub(super) fn check_form(passphrase: &Secret) -> Result<()> {
    // Exposed to be measured.
    let text = passphrase.expose();
    if text.is_empty() {
        return Err(Error::field("passphrase", "There is no passphrase yet."));
    }
    if text.chars().count() > LONGEST {
        return Err(Error::field(
            "passphrase",
            format!("A passphrase has at most {LONGEST} characters; this is longer."),
        ));
    }
    Ok(())
}

pub(super) fn damaged(what: &str) -> Error {
    Error::new(
        Code::EnvelopeDamaged,
        format!("The key file of this portfolio (portfolio.key.json) is damaged: {what}. The portfolio itself has not been touched."),
    )
    .hint("Open it with your 24 recovery words and set a new passphrase, or bring the file back from a safe copy.")
}

pub(super) fn newer() -> Error {
    Error::new(
        Code::Newer,
        "This portfolio was written by a newer Triptych. It has not been touched.",
    )
    .hint("Install the newest Triptych and open it there.")
}
