//! The whole portfolio in open formats: JSON out and in, Markdown out, and the sample.
//!
//! What always holds:
//! - JSON holds everything the owner wrote, the bin too; read into an empty portfolio it makes the same JSON again. Undo
//!   steps, the register of exports and the passphrase stay behind.
//! - An import is one transaction and one step to take back, by the same rules as the editor. It adds and replaces nothing;
//!   anything wrong with the file leaves nothing behind.
//! - The sample has the same content every time: ids are derived from the file's keys.
//! - The file of evidence with people in it who do not agree stays, unless it was asked for; what is written about it goes along.
//! - Files are whole or not there, and nothing is replaced unless the caller says so.

mod export;
mod import;
mod keys;
mod markdown;
mod merge;
mod model;
mod normal;
mod pictures;
mod read;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use export::{Along, export_json};
pub use import::{import, import_json};
pub use markdown::export_markdown;
pub(crate) use markdown::{fold, name};
pub use merge::{Count, MARK, Report};
pub use model::*;
pub use read::file;

use crate::api::Task;
use crate::error::Result;
use crate::evidence;
use crate::vault::Portfolio;

const SAMPLE: &str = include_str!("../../../../assets/demo/portfolio.json");
/// The files of its evidence.
const SAMPLE_FILES: [&[u8]; 6] = [
    include_bytes!("../../../../assets/demo/files/re-audit.png"),
    include_bytes!("../../../../assets/demo/files/lullaby.wav"),
    include_bytes!("../../../../assets/demo/files/certificate.pdf"),
    include_bytes!("../../../../assets/demo/files/certificate-redacted.pdf"),
    include_bytes!("../../../../assets/demo/files/two-lines.webm"),
    include_bytes!("../../../../assets/demo/files/agreement.txt"),
];

/// The sample portfolio's content, which is compiled in.
pub fn sample() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| serde_json::from_str(SAMPLE).expect("the bundled sample is read in every test run"))
}

/// Takes in the files of the sample's evidence. As long as no row names them, the next opening takes them away again.
///
/// # Errors
/// `read-only`, `disk`.
pub fn put_sample_files(portfolio: &Portfolio) -> Result<()> {
    evidence::put_bytes(portfolio, &SAMPLE_FILES)
}

/// Fills an empty portfolio with the sample and marks it as one.
///
/// # Errors
/// `refused` when the portfolio is not empty, `cancelled`, `disk`.
pub fn import_sample(portfolio: &mut Portfolio, task: &Task) -> Result<()> {
    // What the file names lies there before it does.
    put_sample_files(portfolio)?;
    import::fill_with_sample(portfolio, sample(), task)
}
