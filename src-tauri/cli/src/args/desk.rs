//! What can be typed about links and keywords.

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::record::LinkKind;

/// A link between two records.
#[derive(Debug, Args)]
pub struct Link {
    /// The record that reflects on, led to, or was discussed
    pub from: String,
    /// The other record
    pub to: String,
    /// How they hang together
    #[arg(long, value_enum)]
    pub kind: Kind,
    /// Takes the link away instead
    #[arg(long)]
    pub remove: bool,
}

/// How two records hang together.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    ReflectsOn,
    LedTo,
    DiscussedIn,
}

impl From<Kind> for LinkKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::ReflectsOn => Self::ReflectsOn,
            Kind::LedTo => Self::LedTo,
            Kind::DiscussedIn => Self::DiscussedIn,
        }
    }
}

/// What to do with keywords.
#[derive(Debug, Subcommand)]
pub enum KeywordCommand {
    /// List keywords, with how many records carry each
    #[command(after_long_help = "JSON: [{\"name\",\"records\"}…]")]
    List,

    /// Spell a keyword otherwise, wherever it stands
    #[command(after_long_help = "JSON: {\"records\"}\n\nExample:\n  triptych-cli … keyword rename improvisation improvising")]
    Rename {
        /// As it is called
        name: String,
        /// As it will be called
        to: String,
    },

    /// Make two keywords one
    #[command(after_long_help = "JSON: {\"records\"}\n\nExample:\n  triptych-cli … keyword merge impro improvising")]
    Merge {
        /// The one that goes
        from: String,
        /// The one that stays
        into: String,
    },
}
