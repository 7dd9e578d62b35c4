//! A new envelope for an open portfolio: another passphrase, or more work for each guess.
//!
//! What always holds: the old envelope stays until the new one has reached the disk, has been read back and has given the
//! key for the new passphrase; the database remembers the dearest cost its envelope has had, so that a cheaper envelope
//! is noticed; nothing is ever made cheaper.

use std::path::Path;

use rusqlite::Connection;

use super::envelope::{self, Envelope};
use super::key::PortfolioKey;
use super::{Cost, ENVELOPE, Portfolio, Secret};
use crate::error::{Code, Error, Result};
use crate::storage::{files, settings};

/// Where a new envelope waits until it has been tried.
pub(super) const NEW_ENVELOPE: &str = "portfolio.key.json.new";
/// The setting that holds the dearest cost.
const DEAREST: &str = "envelope_cost";

impl Portfolio {
    /// What a guess at the passphrase costs now, and what this machine could make of it, when that is worth the while.
    ///
    /// # Errors
    /// `envelope-damaged`, `disk`.
    pub fn key_cost(&self) -> Result<(Cost, Option<Cost>)> {
        let cost = read(&self.folder)?.cost();
        Ok((cost, cost.offer(self.world.key_cost())))
    }

    /// Wraps the key for `new` instead of `current`.
    ///
    /// # Errors
    /// `wrong-passphrase` for `current`, `invalid` for `new`, `envelope-damaged`, `read-only`, `disk`; then the old
    /// passphrase still opens.
    pub fn change_passphrase(&mut self, current: &Secret, new: &Secret) -> Result<()> {
        super::require_strong(new, "new")?;
        self.require_writable()?;
        let old = self.unlock_with(current)?;
        self.rewrap(&old, new)
    }

    /// Wraps the key for the same passphrase, at what this machine can spend.
    ///
    /// # Errors
    /// `wrong-passphrase`, `envelope-damaged`, `read-only`, `disk`; then the envelope is as it was.
    pub fn strengthen(&mut self, passphrase: &Secret) -> Result<()> {
        self.require_writable()?;
        let old = self.unlock_with(passphrase)?;
        self.rewrap(&old, passphrase)
    }

    /// The recovery words, for whoever knows the passphrase.
    ///
    /// # Errors
    /// `wrong-passphrase`, `envelope-damaged`, `disk`.
    pub fn recovery_words(&self, passphrase: &Secret) -> Result<Vec<String>> {
        self.unlock_with(passphrase)?;
        self.key.words()
    }

    /// Whether these are the recovery words of this portfolio.
    ///
    /// # Errors
    /// `wrong-words`.
    pub(super) fn require_words(&self, words: &Secret) -> Result<()> {
        if PortfolioKey::from_words(words)?.is(&self.key) {
            Ok(())
        } else {
            Err(not_of_this_portfolio())
        }
    }

    /// The envelope on the disk, after `passphrase` has opened it and given the key in use.
    pub(super) fn unlock_with(&self, passphrase: &Secret) -> Result<Envelope> {
        envelope::check_form(passphrase)?;
        let envelope = read(&self.folder)?;
        if !envelope.unwrap(passphrase)?.is(&self.key) {
            return Err(envelope::damaged("it belongs to another portfolio"));
        }
        Ok(envelope)
    }

    /// Whether `passphrase` opens this portfolio.
    pub(crate) fn is_opened_by(&self, passphrase: &Secret) -> bool {
        self.unlock_with(passphrase).is_ok()
    }

    fn rewrap(&self, old: &Envelope, passphrase: &Secret) -> Result<()> {
        let cost = self.world.key_cost().at_least(old.cost());
        let envelope = Envelope::make(self.world(), old.portfolio_id(), &self.key, passphrase, cost)?;
        replace(&self.folder, &envelope, &self.key, passphrase)?;
        remember(self.db(), cost)
    }
}

/// The envelope in `folder`.
pub(super) fn read(folder: &Path) -> Result<Envelope> {
    match envelope::load(folder) {
        Ok(bytes) => Envelope::read(&bytes),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Err(envelope::damaged("it is not there any more")),
        Err(cause) => Err(Error::disk("reading the key file", &cause)),
    }
}

/// Puts `envelope` in the old one's place, after a copy on the disk has been shown to open.
pub(super) fn replace(folder: &Path, envelope: &Envelope, key: &PortfolioKey, passphrase: &Secret) -> Result<()> {
    prepare(folder, envelope, key, passphrase)?;
    std::fs::rename(folder.join(NEW_ENVELOPE), folder.join(ENVELOPE)).map_err(|cause| {
        let _ = std::fs::remove_file(folder.join(NEW_ENVELOPE));
        Error::disk("replacing the key file", &cause)
    })?;
    files::sync_folder(folder)
}

/// Writes `envelope` beside the old one, and reads it back with `passphrase`.
pub(super) fn prepare(folder: &Path, envelope: &Envelope, key: &PortfolioKey, passphrase: &Secret) -> Result<()> {
    let path = folder.join(NEW_ENVELOPE);
    files::write(&path, &envelope.bytes()?, true).inspect_err(|_| {
        // Written, but not surely on the disk: it is not left beside the old one.
        let _ = std::fs::remove_file(&path);
    })?;
    let tried = std::fs::read(&path)
        .map_err(|cause| Error::disk("reading the new key file back", &cause))
        .and_then(|bytes| Envelope::read(&bytes)?.unwrap(passphrase))
        .map(|unwrapped| unwrapped.is(key));
    if matches!(tried, Ok(true)) {
        return Ok(());
    }
    let _ = std::fs::remove_file(&path);
    let error = Error::new(
        Code::Disk,
        "The new key file did not read back as it was written. The old one is still in place and opens as before.",
    )
    .hint("Check the disk, then try again.");
    Err(match tried {
        Err(cause) => error.detail(cause.message),
        Ok(_) => error,
    })
}

/// What the envelope of `connection`'s portfolio has cost at its dearest.
pub(super) fn dearest(connection: &Connection) -> Result<Option<Cost>> {
    settings::read(connection, DEAREST)
}

/// Remembers `cost`, unless there was a dearer one.
pub(super) fn remember(connection: &Connection, cost: Cost) -> Result<()> {
    let known = dearest(connection)?;
    if known.is_none_or(|known| known.below(cost)) {
        settings::write(connection, DEAREST, &known.map_or(cost, |known| known.at_least(cost)))?;
    }
    Ok(())
}

/// Refuses an envelope that is cheaper to guess than one the portfolio had before, and remembers a dearer one. A page that cannot be
/// read any more is no reason to keep the owner out: damage is remembered, and writing stops.
pub(super) fn refuse_downgrade(portfolio: &Portfolio, envelope: &Envelope) -> Result<()> {
    match portfolio.watch(refuse_cheaper(portfolio.db(), envelope)) {
        Err(cause) if cause.code == Code::Damaged => return Ok(()),
        refused => refused?,
    }
    if portfolio.read_only() {
        return Ok(());
    }
    remember(portfolio.db(), envelope.cost())
}

/// Refuses an envelope that is cheaper to guess than one the portfolio behind `connection` had before.
pub(super) fn refuse_cheaper(connection: &Connection, envelope: &Envelope) -> Result<()> {
    let known = dearest(connection)?;
    if known.is_some_and(|known| envelope.cost().below(known)) {
        return Err(Error::new(
            Code::EnvelopeDamaged,
            "The key file (portfolio.key.json) is easier to guess than one this portfolio has had before: an old one, or one that \
             somebody has put there. Nothing has been opened or changed.",
        )
        .hint("Open the portfolio with your 24 recovery words and set a new passphrase."));
    }
    Ok(())
}

pub(super) fn not_of_this_portfolio() -> Error {
    Error::new(
        Code::WrongWords,
        "These are recovery words, but not of this portfolio. Nothing has been changed.",
    )
    .hint("Look for the newest sheet of this portfolio, or choose another folder.")
}
