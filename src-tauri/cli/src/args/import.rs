//! Bringing in what was written elsewhere.

use std::path::PathBuf;

use clap::Subcommand;

/// What to bring in.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A portfolio exported as JSON
    ///
    /// Into an empty portfolio it gives what was exported. Into a full one it adds: what has the same id and the same content
    /// is left out; what has the same id and other content comes beside it, with the keyword "other version".
    #[command(
        after_long_help = "JSON: {\"counts\":[{\"what\",\"added\",\"same\",\"beside\"}…],\"beside\":[…ids of records],\"kept\":[…sentences]}\n\nExample:\n  triptych-cli --portfolio ~/Portfolio --passphrase-file pass.txt import json portfolio.json"
    )]
    Json {
        /// File to read
        #[arg(value_name = "F")]
        file: PathBuf,
    },
}
