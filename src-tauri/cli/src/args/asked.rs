//! What can be typed about a letter of HCPC that asks for more.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do about such a letter.
#[derive(Debug, Subcommand)]
pub enum AskedCommand {
    /// List the letters about a cycle, their points, and what is answered
    #[command(
        after_long_help = "JSON: {\"letters\":[{\"id\",\"version\",\"form\":{\"letter\",\"deadline\",\"points\":[{\"id\",\"text\",\"answer\",\"records\",\"evidence\"}…]},\n       \"answered\",\"evidence\":[{\"id\",\"number\",\"title\",\"since\":\"profile\"|\"addendum\"|\"new\"}…],\"left_out\",\"findings\",\"confirmed\",\"left\"}…]}\n\nExample:\n  triptych-cli … hcpc asked list --cycle 2024-2026"
    )]
    List {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Write a letter down; its points come from a file, one on each line
    #[command(
        after_long_help = "JSON: as one of `hcpc asked list`\n\nExample:\n  triptych-cli … hcpc asked add --letter 2026-11-02 --deadline 2026-11-30 --points points.txt --cycle 2024-2026"
    )]
    Add {
        /// Date of the letter
        #[arg(long, value_name = "DATE")]
        letter: String,
        /// By when it is to be answered
        #[arg(long, value_name = "DATE")]
        deadline: String,
        /// Text file with what HCPC asks, a point on each line
        #[arg(long, value_name = "F")]
        points: PathBuf,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Answer a point; what is given stands there instead of what stood there
    #[command(
        after_long_help = "JSON: as one of `hcpc asked list`\n\nExamples:\n  triptych-cli … hcpc asked answer 1 --text-file answer.md --record 3f9a01c2 --evidence E3\n  triptych-cli … hcpc asked answer 2 --text \"There is no certificate for it.\""
    )]
    Answer {
        /// The number of the point, as `hcpc asked list` counts
        point: usize,
        /// The answer, as Markdown
        #[arg(long, conflicts_with = "text_file")]
        text: Option<String>,
        /// A file that holds it
        #[arg(long, value_name = "F")]
        text_file: Option<PathBuf>,
        /// A record that it names; may be given several times
        #[arg(long = "record", value_name = "ID")]
        records: Vec<String>,
        /// Evidence that goes with it, by its number or id; may be given several times
        #[arg(long, value_name = "E")]
        evidence: Vec<String>,
        /// Which letter
        #[command(flatten)]
        which: WhichLetter,
    },

    /// Take a letter away, with what is answered to it
    #[command(after_long_help = "JSON: {\"removed\"}\n\nExample:\n  triptych-cli … hcpc asked remove --letter 2026-11-02")]
    Remove {
        /// Which letter
        #[command(flatten)]
        which: WhichLetter,
    },
}

/// Which letter.
#[derive(Debug, Args)]
pub struct WhichLetter {
    /// The cycle by its years, such as 2024-2026 [default: the current one]
    #[arg(long, value_name = "YEARS")]
    pub cycle: Option<String>,
    /// The letter by its date [default: the newest]
    #[arg(long, value_name = "DATE")]
    pub letter: Option<String>,
}
