//! What can be typed about records.

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::framework::{LevelId, SectionId};
use triptych_core::record::{CpdType, Kind, SupervisionFormat};

use super::several::SeveralCommand;
use super::write::{Add, Edit, TextGiven};

/// What to do with records.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
    /// Write a new record
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExamples:\n  triptych-cli … record add --kind reflection --title \"The quiet one\" --text \"She waited.\" --tag enh.pp.02\n  triptych-cli … record add --kind case-note --client K-07 --date 2026-11-20 --text-file note.md\n  echo \"A day on trauma\" | triptych-cli … record add --kind cpd --type formal --minutes 360 --text-file -"
    )]
    Add(Box<Add>),

    /// Change what a record says; what is not named stays
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\nWhat it said before is kept in its history. A finished case note is closed: see `record addition`.\n\nExamples:\n  triptych-cli … record edit 3f9a01c2 --title \"The quiet one\" --text-file note.md\n  triptych-cli … record edit 3f9a01c2 --cpd --type work-based --learnt \"To wait.\"\n  triptych-cli … record edit 77b0e1d4 --attendance did-not-attend"
    )]
    Edit(Box<Edit>),

    /// Mark records as finished
    ///
    /// A finished case note is closed: later words stand below it, each with its date.
    #[command(after_long_help = "JSON: {\"finished\":[…ids],\"draft\"}\n\nExample:\n  triptych-cli … record finish 3f9a01c2 77b0e1d4")]
    Finish {
        /// The records' ids, or beginnings of them that no other has
        #[arg(required = true)]
        ids: Vec<String>,
        /// Make them drafts again; not for a case note
        #[arg(long)]
        draft: bool,
    },

    /// Add dated words below a finished case note
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExample:\n  triptych-cli … record addition 3f9a01c2 --text \"His mother rang.\""
    )]
    Addition {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// The words
        #[command(flatten)]
        text: TextGiven,
    },

    /// List records, newest first
    #[command(
        after_long_help = "JSON: [{\"id\",\"kind\",\"title\",\"date\",\"body\",\"tags\":[…ids],\"shown_title\",\"date_to\",\"minutes\",\"draft\",\"keywords\",\"clients\"}…]\n\nExample:\n  triptych-cli … record list --kind case-note --from 2026-01-01 --json"
    )]
    List(Filter),

    /// Find records by words
    #[command(
        after_long_help = "Quotes keep words together, a minus leaves a word out, and the last word may be unfinished.\nJSON: as `record list`, best first\n\nExample:\n  triptych-cli … record search 'silence -drum' --level enh"
    )]
    Search {
        /// What to look for
        #[arg(allow_hyphen_values = true)]
        query: String,
        /// Which records
        #[command(flatten)]
        filter: Filter,
    },

    /// Print a record as Markdown
    #[command(after_long_help = "JSON: as in `record list`, with \"record\": all of it, as the window sees it")]
    Show {
        /// The record's id, or a beginning of it that no other has
        id: String,
    },

    /// Tag a record to statements of the framework
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExample:\n  triptych-cli … record tag 3f9a01c2 enh.pp.02 --claim \"I waited for her to begin\""
    )]
    Tag {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// Statements, such as enh.pp.02
        #[arg(required = true)]
        statements: Vec<String>,
        /// How the record shows it, up to 500 characters
        #[arg(long, value_name = "TEXT", conflicts_with = "remove")]
        claim: Option<String>,
        /// Takes the tags away instead
        #[arg(long)]
        remove: bool,
    },

    /// List what a record said before, or show where one version differs from now
    #[command(
        after_long_help = "JSON: [{\"id\",\"at\",\"words\"}…], newest first; with a version {\"at\",\"parts\":[{\"name\",\"changed\",\"before\":[{\"text\",\"differs\"}…],\"after\":[…]}…]}\n\nExamples:\n  triptych-cli … record history 3f9a01c2\n  triptych-cli … record history 3f9a01c2 --version 0198c4d2"
    )]
    History {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// A version, to compare with what the record says now
        #[arg(long, value_name = "VERSION")]
        version: Option<String>,
    },

    /// Bring an earlier version back as a new one
    #[command(after_long_help = "JSON: the record, as `record show` gives it\nWhat the record says now is kept in its history.")]
    RestoreVersion {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// The version's id, or a beginning of it that no other has
        version: String,
    },

    /// Write a draft of today that says what a record says, with its tags
    #[command(after_long_help = "JSON: the new record, as `record show` gives it")]
    Duplicate {
        /// The record's id, or a beginning of it that no other has
        id: String,
    },

    /// Change several records in one step, which one `undo` takes back
    ///
    /// What cannot take part, such as a finished case note, is left as it is, and named.
    #[command(subcommand)]
    Several(SeveralCommand),

    /// Move records to the bin
    #[command(after_long_help = "JSON: {\"binned\":[…ids]}\nNothing is erased: `record restore` brings a record back.")]
    Delete {
        /// The records' ids, or beginnings of them that no other has
        #[arg(required = true)]
        ids: Vec<String>,
    },

    /// Bring records back from the bin
    #[command(after_long_help = "JSON: {\"restored\":[…ids]}")]
    Restore {
        /// The records' ids, or beginnings of them that no other has
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

/// Which records, and how many of them.
#[derive(Debug, Args)]
pub struct Filter {
    /// Which records
    #[command(flatten)]
    pub narrowed: Narrowed,
    /// At most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
}

/// Which records. All parts narrow.
#[derive(Debug, Args)]
pub struct Narrowed {
    /// Only this kind; may be given several times
    #[arg(long = "kind", value_name = "KIND")]
    pub kinds: Vec<Kind>,
    /// Tagged to this level
    #[arg(long, value_name = "L")]
    pub level: Option<LevelId>,
    /// Tagged to this section or pillar
    #[arg(long, value_name = "S")]
    pub section: Option<SectionId>,
    /// Tagged to this statement
    #[arg(long, value_name = "ID")]
    pub statement: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    /// With this keyword
    #[arg(long, value_name = "WORD")]
    pub keyword: Option<String>,
    /// With this client code
    #[arg(long, value_name = "CODE")]
    pub client: Option<String>,
    /// Only drafts
    #[arg(long, conflicts_with = "finished")]
    pub draft: bool,
    /// Only finished records
    #[arg(long)]
    pub finished: bool,
    /// Only records without a tag
    #[arg(long)]
    pub untagged: bool,
    /// What is in the bin instead
    #[arg(long)]
    pub bin: bool,
    /// Order; a search is ordered by how well it fits
    #[arg(long, value_enum, default_value_t)]
    pub sort: Sort,
}

/// How supervision is held.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "what stands above a value stands in the help")]
pub enum Format {
    Individual,
    Group,
    Peer,
}

impl From<Format> for SupervisionFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Individual => Self::Individual,
            Format::Group => Self::Group,
            Format::Peer => Self::Peer,
        }
    }
}

/// HCPC's type of activity.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "what stands above a value stands in the help")]
pub enum Type {
    WorkBased,
    Professional,
    Formal,
    SelfDirected,
    Other,
}

impl From<Type> for CpdType {
    fn from(cpd_type: Type) -> Self {
        match cpd_type {
            Type::WorkBased => Self::WorkBased,
            Type::Professional => Self::Professional,
            Type::Formal => Self::Formal,
            Type::SelfDirected => Self::SelfDirected,
            Type::Other => Self::Other,
        }
    }
}

/// How a list is ordered.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
#[expect(missing_docs, reason = "what stands above a value stands in the help")]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
    Title,
    Changed,
}

impl From<Sort> for triptych_core::record::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Title => Self::Title,
            Sort::Changed => Self::Changed,
        }
    }
}
