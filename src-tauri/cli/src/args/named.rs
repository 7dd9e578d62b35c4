//! What can be typed about what has a name of the owner's: templates and saved filters.

use clap::Subcommand;
use triptych_core::record::Kind;

use super::record::Narrowed;

/// What to do with templates.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// List the templates, by kind and name
    #[command(
        after_long_help = "JSON: [{\"id\",\"name\",\"content\":{\"kind\",…}}…]\n\nExample:\n  triptych-cli … template list --kind supervision"
    )]
    List {
        /// Only this kind
        #[arg(long, value_name = "KIND")]
        kind: Option<Kind>,
    },

    /// Keep a record as a template of its kind
    ///
    /// Client codes, agreed actions, the session's number and the last day stay behind: a template is about nobody.
    #[command(
        after_long_help = "JSON: {\"id\",\"name\",\"content\"}\n\nExample:\n  triptych-cli … template keep 3f9a01c2 \"A first session\""
    )]
    Keep {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// What the template is called
        name: String,
    },

    /// Write a draft of today that begins as a template does
    #[command(
        after_long_help = "JSON: the new record, as `record show` gives it\n\nExample:\n  triptych-cli … template use \"A first session\" --kind case-note"
    )]
    Use {
        /// Its name or id
        template: String,
        /// Its kind, where two kinds have a template of this name
        #[arg(long, value_name = "KIND")]
        kind: Option<Kind>,
    },

    /// Call a template otherwise
    #[command(after_long_help = "JSON: {\"id\",\"name\"}\n\nExample:\n  triptych-cli … template rename \"A first session\" Assessment")]
    Rename {
        /// Its name or id
        template: String,
        /// As it will be called
        to: String,
        /// Its kind, where two kinds have a template of this name
        #[arg(long, value_name = "KIND")]
        kind: Option<Kind>,
    },

    /// Delete a template; records made from it stay
    #[command(after_long_help = "JSON: {\"id\"}\n\nExample:\n  triptych-cli … template delete Assessment --kind case-note")]
    Delete {
        /// Its name or id
        template: String,
        /// Its kind, where two kinds have a template of this name
        #[arg(long, value_name = "KIND")]
        kind: Option<Kind>,
    },
}

/// What to do with saved filters.
#[derive(Debug, Subcommand)]
pub enum FilterCommand {
    /// List the saved filters, with what each asks for
    #[command(after_long_help = "JSON: [{\"id\",\"name\",\"query\"}…]\n\nExample:\n  triptych-cli … filter list")]
    List,

    /// Keep a question to the list under a name; a filter of this name takes the new question
    #[command(
        after_long_help = "JSON: {\"id\",\"name\",\"query\"}\n\nExamples:\n  triptych-cli … filter keep \"To tag\" --kind cpd --untagged --finished\n  triptych-cli … filter keep Silence --words 'silence -drum' --from 2026-01-01"
    )]
    Keep {
        /// What it is called
        name: String,
        /// Words to look for, as `record search` takes them
        #[arg(long, value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
        words: String,
        /// Which records
        #[command(flatten)]
        narrowed: Narrowed,
    },

    /// List the records that a saved filter finds today
    #[command(after_long_help = "JSON: as `record list`\n\nExample:\n  triptych-cli … filter use \"To tag\"")]
    Use {
        /// Its name or id
        filter: String,
        /// At most this many
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
    },

    /// Delete a saved filter; what it finds stays
    #[command(after_long_help = "JSON: {\"id\"}\n\nExample:\n  triptych-cli … filter delete \"To tag\"")]
    Delete {
        /// Its name or id
        filter: String,
    },
}
