//! What can be typed about the echo: what is different now, some weeks after an activity.

use clap::Subcommand;

use super::write::TextGiven;

/// What to do about it.
#[derive(Debug, Subcommand)]
pub enum EchoCommand {
    /// List the activities of some weeks ago that you have not been asked about yet, the latest first
    ///
    /// The window asks about them one by one, and once. What waits for half a year is not asked about any more.
    #[command(after_long_help = "JSON: [{\"record_id\",\"title\",\"date\",\"weeks\"}…]\n\nExample:\n  triptych-cli … echo due --weeks 12")]
    Due {
        /// Weeks after an activity until it is asked [default: 8]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
        weeks: Option<u16>,
    },

    /// Keep a line on what is different now for the people you work with, dated today
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExample:\n  triptych-cli … echo say 3f9a01c2 --text \"She waits for the end of the song.\""
    )]
    Say {
        /// The activity's id, or a beginning of it that no other record has
        id: String,
        /// The line
        #[command(flatten)]
        text: TextGiven,
    },

    /// Note that an activity was asked about and left: it is not asked again
    #[command(after_long_help = "JSON: the record, as `record show` gives it\n\nExample:\n  triptych-cli … echo leave 3f9a01c2")]
    Leave {
        /// The activity's id, or a beginning of it that no other record has
        id: String,
    },
}
