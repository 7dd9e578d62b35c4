//! What can be typed about several records at once.

use clap::{Args, Subcommand};

/// What to do with each of them.
#[derive(Debug, Subcommand)]
pub enum SeveralCommand {
    /// Tag them to a statement of the framework
    #[command(
        after_long_help = "JSON: {\"changed\",\"already\",\"left\":[{\"id\",\"title\",\"why\"}…]}\n\nExamples:\n  triptych-cli … record several tag enh.pp.02 3f9a01c2 77b0e1d4\n  triptych-cli … record several tag enh.pp.02 --filter \"To tag\""
    )]
    Tag {
        /// The statement, such as enh.pp.02
        statement: String,
        /// Which records
        #[command(flatten)]
        selection: Selection,
    },

    /// Give them a keyword
    #[command(
        after_long_help = "JSON: {\"changed\",\"already\",\"left\":[{\"id\",\"title\",\"why\"}…]}\n\nExample:\n  triptych-cli … record several keyword improvising 3f9a01c2 77b0e1d4"
    )]
    Keyword {
        /// The keyword
        name: String,
        /// Which records
        #[command(flatten)]
        selection: Selection,
    },

    /// Mark them as CPD
    #[command(
        after_long_help = "JSON: {\"changed\",\"already\",\"left\":[{\"id\",\"title\",\"why\"}…]}\n\nExample:\n  triptych-cli … record several mark-cpd --filter Workshops"
    )]
    MarkCpd(Selection),

    /// Move them to the bin
    #[command(
        after_long_help = "JSON: {\"changed\",\"already\",\"left\":[{\"id\",\"title\",\"why\"}…]}\n\nExample:\n  triptych-cli … record several delete 3f9a01c2 77b0e1d4"
    )]
    Delete(Selection),
}

/// Which records: their ids, or a saved filter.
#[derive(Debug, Args)]
pub struct Selection {
    /// The records' ids, or beginnings of them that no other has
    #[arg(required_unless_present = "filter", conflicts_with = "filter")]
    pub ids: Vec<String>,
    /// All that this saved filter finds today: its name or id
    #[arg(long, value_name = "NAME")]
    pub filter: Option<String>,
}
