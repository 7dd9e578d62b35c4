//! What can be typed: commands, options and their help.
//!
//! What always holds: a passphrase is never an argument, because other programs may read those.

mod backup;
mod keys;
mod supervision;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use triptych_core::framework::{LevelId, SectionId};
use triptych_core::record::{CpdType, Kind, SupervisionFormat};

pub use backup::{BackupCommand, Rescue, Restore};
pub use keys::{PassphraseCommand, Recover, RecoveryCommand};
pub use supervision::{AgreementCommand, LogSheet, NewAgreement, PersonCommand, SupervisionCommand};

const AFTER: &str = "\
Examples:
  triptych-cli --portfolio ~/Portfolio --passphrase-file pass.txt init
  triptych-cli --portfolio /tmp/sample --passphrase-file pass.txt demo
  triptych-cli --portfolio ~/Portfolio --passphrase-stdin record list --kind supervision < pass.txt
  triptych-cli framework --level enh --json

Exit codes:
  0  done
  1  any other failure
  2  the command was not understood
  3  the passphrase or the recovery words are wrong
  4  damage was found, also by `check` and `rescue`
  5  refused: not valid, already there, changed meanwhile, or against a rule
  6  written by a newer Triptych
  7  the portfolio is open elsewhere

Errors go to standard error: what happened, what is safe, what to do. With --json they are one JSON object there:
  {\"error\":{\"code\",\"message\",\"hint\",\"field\"},\"exit\"}";

/// One therapist's encrypted portfolio, from a terminal.
///
/// Everything stays on this computer. What the commands print is not encrypted: mind where it goes.
#[derive(Debug, Parser)]
#[command(name = "triptych-cli", version, after_long_help = AFTER, max_term_width = 100)]
pub struct Cli {
    /// Folder of the portfolio [default: the one the window uses when no other is chosen]
    #[arg(long, value_name = "DIR", global = true, display_order = 900)]
    pub portfolio: Option<PathBuf>,

    /// File that holds the passphrase; a line break at its end is not part of it
    #[arg(long, value_name = "F", global = true, display_order = 901, conflicts_with = "passphrase_stdin")]
    pub passphrase_file: Option<PathBuf>,

    /// Reads the passphrase from standard input: its first line
    #[arg(long, global = true, display_order = 902)]
    pub passphrase_stdin: bool,

    /// Answers in JSON, errors too
    #[arg(long, global = true, display_order = 903)]
    pub json: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new portfolio and print its 24 recovery words
    ///
    /// The words are the portfolio's key: they open it when the passphrase is lost. Write them on paper.
    #[command(
        after_long_help = "JSON: {\"words\":[…24],\"folder\"}\n\nExample:\n  triptych-cli --portfolio ~/Portfolio --passphrase-file pass.txt init"
    )]
    Init,

    /// Fill an empty folder with the sample portfolio
    #[command(
        after_long_help = "JSON: {\"folder\",\"records\",\"tags\"}\n\nExample:\n  triptych-cli --portfolio /tmp/sample --passphrase-file pass.txt demo"
    )]
    Demo,

    /// Say what the portfolio is and how much is in it
    #[command(
        after_long_help = "JSON: {\"folder\",\"sample\",\"read_only\",\"words_confirmed\",\"version\",\"schema\",\"bytes\",\"records\",\"drafts\",\"binned\"}"
    )]
    Info,

    /// Print the framework's statements; needs no portfolio
    #[command(
        after_long_help = "JSON: {\"statements\":[{\"id\",\"level\",\"section\",\"code\",\"text\"}…]}\n\nExample:\n  triptych-cli framework --level pro --section ks"
    )]
    Framework {
        /// Only this level: ass, pro, enh, adv or con
        #[arg(long, value_name = "L")]
        level: Option<LevelId>,
        /// Only this section: core, ks, res, pp, fl, lm or erd
        #[arg(long, value_name = "S")]
        section: Option<SectionId>,
    },

    /// Write, find and tag records
    #[command(subcommand)]
    Record(RecordCommand),

    /// Supervision: agreements, the agenda, sessions, the log to sign
    #[command(subcommand)]
    Supervision(SupervisionCommand),

    /// Suggest statements that a record, or a text, may show; tags nothing
    ///
    /// A text needs no portfolio. With one, its level counts and what was tagged before.
    #[command(
        after_long_help = "JSON: [{\"id\",\"score\",\"because\":[…words]}…], at most five, best first\n\nExamples:\n  triptych-cli suggest --text-stdin --level pro --json < note.md\n  triptych-cli … suggest 3f9a01c2"
    )]
    Suggest {
        /// The record's id, or a beginning of it that no other has
        #[arg(required_unless_present = "text_stdin", conflicts_with = "text_stdin")]
        id: Option<String>,
        /// Reads the text from standard input; after the passphrase's line, if that is read there too
        #[arg(long)]
        text_stdin: bool,
        /// Statements of this level first: ass, pro, enh, adv or con [default: the portfolio's]
        #[arg(long, value_name = "L")]
        level: Option<LevelId>,
    },

    /// Count records by kind and tagged statements by level and section
    #[command(
        after_long_help = "JSON: {\"records\":{\"total\",\"reflection\",\"case-note\",\"supervision\",\"cpd\",\"drafts\",\"binned\"},\n       \"levels\":[{\"level\",\"name\",\"own\",\"statements\",\"tagged\",\"sections\":[{\"section\",\"name\",\"statements\",\"tagged\"}…]}…]}"
    )]
    Stats,

    /// Write things out of the portfolio
    #[command(subcommand)]
    Export(ExportCommand),

    /// Look at every part of the portfolio for damage
    #[command(
        after_long_help = "JSON: {\"sound\",\"parts\":[{\"name\",\"sound\",\"found\"}…]}\nThe exit code is 4 when something is not sound."
    )]
    Check,

    /// Write everything that can still be read of a damaged portfolio into a new folder (not encrypted)
    ///
    /// A Markdown file per record, and RESCUE.txt, which says what is missing. The portfolio is not opened, and nothing is
    /// written to it: this works, too, where opening says that it is damaged.
    #[command(
        after_long_help = "JSON: {\"path\",\"whole\",\"partial\",\"lost\":[…],\"complete\"}\nThe exit code is 0 when everything was read, and 4 when something could not be.\n\nExamples:\n  triptych-cli --portfolio ~/Portfolio --passphrase-file pass.txt rescue --out ~/Rescued\n  triptych-cli --portfolio ~/Portfolio rescue --out ~/Rescued --words-file words.txt"
    )]
    Rescue(Rescue),

    /// Print the log of this computer: operations, times and error codes, never content
    #[command(after_long_help = "JSON: {\"text\"}")]
    Log,

    /// Make a backup of the portfolio, or look into one
    ///
    /// A backup is one zip, as encrypted as the portfolio. It is read again, opened and counted before it has its name.
    #[command(
        args_conflicts_with_subcommands = true,
        arg_required_else_help = true,
        after_long_help = "JSON: {\"path\",\"bytes\",\"records\",\"thinned\"}\n\nExamples:\n  triptych-cli … backup --out /media/stick/portfolio.zip\n  triptych-cli --passphrase-file pass.txt backup verify /media/stick/portfolio.zip"
    )]
    Backup {
        /// File to write; never one that is there
        #[arg(long, value_name = "F.zip", required = true)]
        out: Option<PathBuf>,
        /// Instead of making one
        #[command(subcommand)]
        command: Option<BackupCommand>,
    },

    /// Make a new folder with the portfolio that a backup holds
    ///
    /// The passphrase is the one that held when the backup was made; so are the words.
    #[command(
        after_long_help = "JSON: {\"folder\",\"proved\",\"opens\"}\n\nExamples:\n  triptych-cli --passphrase-file pass.txt restore portfolio.zip --to ~/Restored\n  triptych-cli restore portfolio.zip --to ~/Restored --words-file words.txt"
    )]
    Restore(Restore),

    /// Open a portfolio with its recovery words and set a new passphrase
    #[command(
        after_long_help = "JSON: {\"folder\"}\n\nExample:\n  triptych-cli --portfolio ~/Portfolio recover --words-file words.txt --new-passphrase-file new.txt"
    )]
    Recover(Recover),

    /// Change the passphrase, or make guessing it cost more
    #[command(subcommand)]
    Passphrase(PassphraseCommand),

    /// Look at the 24 recovery words, print them, or make new ones
    #[command(subcommand)]
    Recovery(RecoveryCommand),

    /// Print completions for a shell
    #[command(hide = true)]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },

    /// Print the manual page
    #[command(hide = true)]
    Man,
}

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
    /// Reflection model: free, gibbs, borton, kolb, johns, schon, brookfield or response-art
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

/// What to write out.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The HCPC CPD profile as PDF
    ///
    /// Every line that leaves counts as read when you export here: look at them first with `export lines`.
    #[command(
        after_long_help = "JSON: {\"path\",\"bytes\",\"pages\",\"lines\",\"final\"}\n\nExamples:\n  triptych-cli … export lines --cycle 2024-2026\n  triptych-cli … export hcpc --cycle 2024-2026 --out profile.pdf --final"
    )]
    Hcpc {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
        /// File to write
        #[arg(long, value_name = "F.pdf")]
        out: PathBuf,
        /// Final: refused over a limit, and kept in the register as it left
        #[arg(long = "final")]
        is_final: bool,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
    },

    /// Every line that the HCPC profile would show to others
    #[command(
        after_long_help = "JSON: {\"lines\":[{\"place\",\"text\",\"codes\":[…]}…]}\nLines with one of your client codes are marked with (!)."
    )]
    Lines {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// The whole portfolio as one JSON file (not encrypted)
    #[command(after_long_help = "JSON: {\"path\",\"bytes\"}")]
    Json {
        /// File to write
        #[arg(long, value_name = "F")]
        out: PathBuf,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
    },

    /// A Markdown file per record, in a new folder (not encrypted)
    #[command(after_long_help = "JSON: {\"path\",\"bytes\"}")]
    Markdown {
        /// Folder to make; an empty one will do
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Replaces files of the same names in a folder that is not empty
        #[arg(long)]
        force: bool,
    },
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
