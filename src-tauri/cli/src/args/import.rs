//! Bringing in what was written elsewhere.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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

    /// A dated list (CSV, XLSX, a table in a Word file): each row becomes a CPD record
    #[command(
        after_long_help = "JSON with --look: {\"shape\",\"tables\",\"columns\":[…],\"rows\":[{\"number\",\"take\",\"title\",\"date\",\"question\",\"offers\",\"suspect\",\"same_as\"…}…],\"told\":[…]}\nJSON: {\"records\":[…ids],\"left_out\",\"evidence\":[…ids]}\n\nExamples:\n  triptych-cli … import list cpd.xlsx --look\n  triptych-cli … import list cpd.xlsx --column 3=hours --date 4=2024-06-01 --leave-doubtful"
    )]
    List {
        /// File to read
        #[arg(value_name = "F")]
        file: PathBuf,
        /// Which table, where the file holds several; counted from 1
        #[arg(long, value_name = "N")]
        table: Option<usize>,
        /// What a column holds, by its number: date, date-to, title, type, minutes, hours, provider, certificate, cost,
        /// learnt, practice, service-users, keywords, text or nothing
        #[arg(long, value_name = "N=FIELD")]
        column: Vec<String>,
        /// What is taken
        #[command(flatten)]
        taking: Taking,
    },

    /// A Word file, a Markdown file or a folder of them: each heading or file becomes a reflection
    #[command(
        after_long_help = "JSON as with `import list`.\n\nExamples:\n  triptych-cli … import text reflections.docx --look\n  triptych-cli … import text ~/Notes --by file --accept-offers"
    )]
    Text {
        /// File or folder to read
        #[arg(value_name = "PATH")]
        path: PathBuf,
        /// A record for each heading, or for each file [default: what fits]
        #[arg(long)]
        by: Option<By>,
        /// What is taken
        #[command(flatten)]
        taking: Taking,
    },
}

/// How text is divided.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum By {
    /// A record for each heading of the highest kind.
    Heading,
    /// A record for each file.
    File,
}

/// What is taken of what was read.
#[derive(Debug, Args)]
pub struct Taking {
    /// Only says what would become of what
    #[arg(long)]
    pub look: bool,
    /// Takes the first day that is offered wherever a date has to be asked
    #[arg(long, conflicts_with = "leave_doubtful")]
    pub accept_offers: bool,
    /// Leaves out what has no certain date
    #[arg(long)]
    pub leave_doubtful: bool,
    /// Gives a row its day: its number and the date
    #[arg(long, value_name = "N=YYYY-MM-DD")]
    pub date: Vec<String>,
    /// Keeps the file itself as evidence, whole, linked to the records that come of it
    #[arg(long, conflicts_with = "look")]
    pub keep_source: bool,
    /// Takes a row that would be left out
    #[arg(long, value_name = "N")]
    pub take: Vec<u32>,
    /// Leaves a row out
    #[arg(long, value_name = "N")]
    pub leave: Vec<u32>,
}
