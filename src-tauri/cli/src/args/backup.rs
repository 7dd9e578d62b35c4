//! What can be typed about backups that are there, and about what has none.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with a backup that is there.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Open a backup, read all of it and count what is in it
    #[command(
        after_long_help = "JSON: {\"path\",\"file\",\"bytes\",\"made_at\",\"app_version\",\"schema\",\"counts\":{\"records\":{kind:n…},\"binned\",\"tables\"},\"opens\",\"proved\",\"files\",\"whole\",\"missing\",\"damaged\"}\nThe exit code is 4 for a damaged backup, also where only files of evidence are damaged or missing, 5 for a file that is none, 6 for one of a newer Triptych."
    )]
    Verify {
        /// The backup
        #[arg(value_name = "F.zip")]
        file: PathBuf,
        /// File that holds the 24 words, instead of a passphrase
        #[arg(long, value_name = "W")]
        words_file: Option<PathBuf>,
    },
}

/// A backup to make a portfolio from.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "F.zip")]
    pub file: PathBuf,
    /// Folder to make; an empty one will do
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// File that holds the 24 words, instead of a passphrase
    #[arg(long, value_name = "W")]
    pub words_file: Option<PathBuf>,
}

/// A portfolio to save what is left of.
#[derive(Debug, Args)]
pub struct Rescue {
    /// Folder to make; an empty one will do
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// File that holds the 24 words, instead of a passphrase
    #[arg(long, value_name = "W")]
    pub words_file: Option<PathBuf>,
}
