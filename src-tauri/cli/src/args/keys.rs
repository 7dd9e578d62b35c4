//! What can be typed about the passphrase and the recovery words.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with the passphrase.
#[derive(Debug, Subcommand)]
pub enum PassphraseCommand {
    /// Choose another passphrase; the recovery words stay as they are
    #[command(
        after_long_help = "JSON: {\"now\":{\"memory_mib\",\"passes\"},\"offered\":null or the same}\n\nExample:\n  triptych-cli --portfolio ~/Portfolio --passphrase-file old.txt passphrase change --new-passphrase-file new.txt"
    )]
    Change {
        /// File that holds the new passphrase
        #[arg(long, value_name = "F")]
        new_passphrase_file: PathBuf,
    },

    /// Make each guess at the passphrase cost as much as this computer can spend; never less than now
    #[command(after_long_help = "JSON: as `passphrase change`. `offered` was what this computer could add, and is null afterwards.")]
    Strengthen,
}

/// What to do with the recovery words.
#[derive(Debug, Subcommand)]
pub enum RecoveryCommand {
    /// Print the 24 recovery words
    #[command(after_long_help = "JSON: {\"words\":[…24]}")]
    Show,

    /// Make new words: a new key, under which everything is encrypted again
    ///
    /// The old words then open only backups and copies from before. The passphrase stays. May be stopped at any moment:
    /// either the old words hold or the new ones, and every record is there.
    #[command(after_long_help = "JSON: {\"words\":[…24]}")]
    New {
        /// Goes on without files of evidence that are damaged or missing: nothing of them can be read under the new key
        #[arg(long)]
        leave_behind: bool,
    },

    /// Open with the 24 words and set a new passphrase; the same as `recover`
    #[command(after_long_help = "JSON: {\"folder\"}")]
    Open(Recover),

    /// Write the recovery sheet as PDF: the words on a page to print
    ///
    /// The file is not encrypted: print it, then delete it.
    #[command(after_long_help = "JSON: {\"path\",\"bytes\",\"pages\"}")]
    Sheet {
        /// File to write
        #[arg(long, value_name = "F.pdf")]
        out: PathBuf,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
    },
}

/// The words, and the passphrase to set.
#[derive(Debug, Args)]
pub struct Recover {
    /// File that holds the 24 words, in order
    #[arg(long, value_name = "W")]
    pub words_file: PathBuf,
    /// File that holds the new passphrase
    #[arg(long, value_name = "N")]
    pub new_passphrase_file: PathBuf,
}
