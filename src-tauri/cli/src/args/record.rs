//! What can be typed about records.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::framework::{LevelId, SectionId};
use triptych_core::record::{CpdType, Kind, SupervisionFormat};

/// What to do with records.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
    /// Write a new record
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExamples:\n  triptych-cli … record add --kind reflection --title \"The quiet one\" --text \"She waited.\" --tag enh.pp.02\n  triptych-cli … record add --kind case-note --client K-07 --date 2026-11-20 --text-file note.md\n  echo \"A day on trauma\" | triptych-cli … record add --kind cpd --type formal --minutes 360 --text-file -"
    )]
    Add(Box<Add>),

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

/// A new record.
#[derive(Debug, Args)]
pub struct Add {
    /// reflection, case-note, supervision or cpd
    #[arg(long, value_name = "KIND")]
    pub kind: Kind,
    /// May be left out: the first words stand in
    #[arg(long, default_value = "")]
    pub title: String,
    /// The day it happened, as 2026-11-22 or 22/11/2026 [default: today]
    #[arg(long)]
    pub date: Option<String>,
    /// The last day, of something that took several
    #[arg(long)]
    pub date_to: Option<String>,
    /// How long it took
    #[arg(long, allow_hyphen_values = true)]
    pub minutes: Option<i64>,
    /// The text, in Markdown
    #[arg(long, conflicts_with = "text_file")]
    pub text: Option<String>,
    /// File with the text; `-` reads it from standard input
    #[arg(long, value_name = "F")]
    pub text_file: Option<PathBuf>,
    /// A stage of the model and its text; may be given several times
    #[arg(long = "stage", value_name = "STAGE=TEXT")]
    pub stages: Vec<String>,
    /// Reflection model: free, gibbs, borton, kolb, johns, schon, brookfield or response-art; or one of your own by its name
    #[arg(long)]
    pub model: Option<String>,
    /// Client code, never a name; may be given several times
    #[arg(long = "client", value_name = "CODE")]
    pub clients: Vec<String>,
    /// Own keyword; may be given several times
    #[arg(long = "keyword", value_name = "WORD")]
    pub keywords: Vec<String>,
    /// Statement to tag it to, such as enh.pp.02; may be given several times
    #[arg(long = "tag", value_name = "STATEMENT")]
    pub tags: Vec<String>,
    /// Case note: which session it was
    #[arg(long)]
    pub session_number: Option<u32>,
    /// Case note: where
    #[arg(long)]
    pub setting: Option<String>,
    /// Supervision: with whom
    #[arg(long)]
    pub supervisor: Option<String>,
    /// Supervision: individual, group or peer
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Supervision: by video or telephone
    #[arg(long)]
    pub remote: bool,
    /// Supervision: a line on its themes
    #[arg(long)]
    pub themes: Option<String>,
    /// CPD: HCPC's type of activity
    #[arg(long = "type", value_enum)]
    pub cpd_type: Option<Type>,
    /// CPD: a kind of the type, such as "Journal club"
    #[arg(long, value_name = "TEXT")]
    pub sub_type: Option<String>,
    /// CPD: what it cost, in pounds, as 45 or 45.50
    #[arg(long, value_name = "POUNDS")]
    pub cost: Option<String>,
    /// CPD: HCPC's standard it speaks to, 1 to 4; may be given several times
    #[arg(long = "standard", value_name = "N")]
    pub standards: Vec<u8>,
    /// CPD: what comes next
    #[arg(long, value_name = "TEXT")]
    pub next_step: Option<String>,
    /// CPD: who offered it
    #[arg(long)]
    pub provider: Option<String>,
    /// CPD: there is a certificate
    #[arg(long)]
    pub certificate: bool,
    /// CPD: what I learnt
    #[arg(long)]
    pub learnt: Option<String>,
    /// CPD: how it changed my practice
    #[arg(long)]
    pub practice: Option<String>,
    /// CPD: how it benefited service users
    #[arg(long)]
    pub service_users: Option<String>,
    /// Finished at once; otherwise it is a draft
    #[arg(long)]
    pub finished: bool,
}

/// Which records. All parts narrow.
#[derive(Debug, Args)]
pub struct Filter {
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
    /// At most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
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
