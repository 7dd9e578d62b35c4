//! What can be typed about reflection models.

use std::path::PathBuf;

use clap::Subcommand;

/// What to do with reflection models.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// List the models: those that come with Triptych, then your own
    #[command(after_long_help = "JSON: [{\"id\",\"name\",\"about\",\"own\",\"stages\":[{\"id\",\"name\",\"prompt\"}…]}…]")]
    List,

    /// Make a model of your own
    #[command(
        after_long_help = "JSON: {\"id\",\"name\",\"about\",\"stages\"}\n\nExamples:\n  triptych-cli … model add Listening --stage \"Sound=What did I hear?\" --stage Silence\n  triptych-cli … model add \"Gibbs, shorter\" --like gibbs"
    )]
    Add {
        /// Its name
        name: String,
        /// What it is good for
        #[arg(long, default_value = "")]
        about: String,
        /// A stage, with its prompt if there is one; in order
        #[arg(long = "stage", value_name = "NAME[=PROMPT]", required_unless_present = "like")]
        stages: Vec<String>,
        /// Begins with the stages of this model: an id, or the name of one of your own
        #[arg(long, value_name = "MODEL")]
        like: Option<String>,
    },

    /// Write models of your own into a small JSON file, to be handed on
    #[command(after_long_help = "JSON: {\"path\",\"bytes\"}\n\nExample:\n  triptych-cli … model export Listening --out listening.json")]
    Export {
        /// Their names or ids; none means all
        models: Vec<String>,
        /// The file to write
        #[arg(long, value_name = "F")]
        out: PathBuf,
        /// Replaces the file if it is there
        #[arg(long)]
        force: bool,
    },

    /// Bring in the models of a JSON file
    #[command(after_long_help = "JSON: {\"added\":[…names],\"same\"}\n\nExample:\n  triptych-cli … model import listening.json")]
    Import {
        /// The file
        file: PathBuf,
    },

    /// Delete a model of your own; what was written with it stays, under its headings
    #[command(after_long_help = "JSON: {\"id\"}")]
    Delete {
        /// Its name or id
        model: String,
    },
}
