//! Passphrases and recovery words, from files and from standard input.
//!
//! What always holds: what is read is handed on as a `Secret` and kept nowhere else; a line break at the end is no part
//! of a passphrase.

use std::fs::File;
use std::io::{BufRead as _, Read as _};
use std::path::Path;

use triptych_core::error::{Error, Result};
use triptych_core::vault::Secret;

/// The most bytes of a file that may hold a secret: far more than any passphrase, far less than a wrong file.
const LARGEST: u64 = 64 * 1024;

/// The passphrase in the file at `path`.
///
/// # Errors
/// `disk`; `invalid` when it is no text or far too long.
pub(crate) fn passphrase(path: &Path) -> Result<Secret> {
    read(path, "passphrase").map(|mut text| {
        trim_line_break(&mut text);
        Secret::new(text)
    })
}

/// The passphrase on the first line of standard input; what follows stays there.
///
/// # Errors
/// As `passphrase`.
pub(crate) fn from_stdin() -> Result<Secret> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(LARGEST)
        .read_line(&mut text)
        .map_err(|_| no_text("passphrase"))?;
    trim_line_break(&mut text);
    Ok(Secret::new(text))
}

/// The recovery words in the file at `path`; numbers between them, as on the printed sheet, are passed over.
///
/// # Errors
/// As `passphrase`.
pub(crate) fn words(path: &Path) -> Result<Secret> {
    // Held as a secret, so that the whole sheet is wiped too.
    let sheet = Secret::new(read(path, "words")?);
    let mut words = String::with_capacity(sheet.expose().len());
    // Exposed to leave out the numbers.
    for word in sheet
        .expose()
        .split_whitespace()
        .filter(|word| !word.trim_end_matches(['.', ')', ':']).bytes().all(|byte| byte.is_ascii_digit()))
    {
        words.push_str(word);
        words.push(' ');
    }
    Ok(Secret::new(words))
}

fn read(path: &Path, field: &str) -> Result<String> {
    let doing = format!("reading the file with the {field}");
    // All at once: a buffer that grows leaves copies behind that nobody wipes.
    let mut bytes = Vec::with_capacity(LARGEST as usize + 1);
    File::open(path)
        .and_then(|file| file.take(LARGEST).read_to_end(&mut bytes))
        .map_err(|cause| Error::disk(&doing, &cause))?;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        // Some editors mark a text file so; nobody has typed it.
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|_| no_text(field))
}

fn no_text(field: &str) -> Error {
    Error::field(field, "This is not text (UTF-8). Nothing has been opened or changed.").hint("Write it with a text editor.")
}

fn trim_line_break(text: &mut String) {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
}
