//! What can be typed: commands, options and their help.
//!
//! What always holds: a passphrase is never an argument, because other programs may read those.

mod asked;
mod backup;
mod client;
mod desk;
mod echo;
mod evidence;
mod hcpc;
mod import;
mod keys;
mod model;
mod named;
mod privacy;
mod record;
mod several;
mod supervision;
mod write;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use triptych_core::framework::{LevelId, SectionId};

pub use asked::{AskedCommand, WhichLetter};
pub use backup::{BackupCommand, Rescue, Restore};
pub use client::{Access, ClientCommand, KeptAs, PageWords};
pub use desk::{KeywordCommand, Link};
pub use echo::EchoCommand;
pub use evidence::{About, Agreed, AgreedBy, Belongs, EvidenceCommand, NewEvidence, Whose};
pub use hcpc::HcpcCommand;
pub use import::{By, ImportCommand, Taking};
pub use keys::{PassphraseCommand, Recover, RecoveryCommand};
pub use model::ModelCommand;
pub use named::{FilterCommand, TemplateCommand};
pub use privacy::{PrivacyAnswer, PrivacyCommand, Scan};
pub use record::{Filter, Format, Narrowed, RecordCommand, Sort, Type};
pub use several::{Selection, SeveralCommand};
pub use supervision::{AgreementCommand, EditAgreement, LogSheet, NewAgreement, PersonCommand, SupervisionCommand};
pub use write::{Add, Attended, Edit, TextGiven, Words};

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

    /// Link a record to another, seen from both
    #[command(
        after_long_help = "JSON: the record, as `record show` gives it\n\nExample:\n  triptych-cli … link 3f9a01c2 77b0e1d4 --kind reflects-on"
    )]
    Link(Link),

    /// List, rename and merge keywords
    #[command(subcommand)]
    Keyword(KeywordCommand),

    /// Templates: what a new record of a kind may begin with
    #[command(subcommand)]
    Template(TemplateCommand),

    /// Saved filters: questions to the list that have a name
    #[command(subcommand)]
    Filter(FilterCommand),

    /// What is different now, some weeks after an activity: what is due, a line, or left
    #[command(subcommand)]
    Echo(EchoCommand),

    /// Take the last change back, wherever it was made: here or in the window
    #[command(
        after_long_help = "JSON: {\"label\",\"record\",\"state\":{\"undo\",\"redo\"}}; the state alone with --look\n\nExamples:\n  triptych-cli … undo --look\n  triptych-cli … undo"
    )]
    Undo {
        /// Says what would be taken back and what would be made again, and changes nothing
        #[arg(long)]
        look: bool,
    },

    /// Make the last change taken back again
    #[command(after_long_help = "JSON: as `undo` gives it\n\nExample:\n  triptych-cli … redo")]
    Redo,

    /// Reflection models of your own: list, add, hand on, bring in, delete
    #[command(subcommand)]
    Model(ModelCommand),

    /// Clients: pages by code, times of keeping, access, erasure
    #[command(subcommand)]
    Client(ClientCommand),

    /// Evidence: files, encrypted, what they show, and copies of them
    #[command(subcommand)]
    Evidence(EvidenceCommand),

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

    /// Check what leaves for what could tell who somebody is
    #[command(subcommand)]
    Privacy(PrivacyCommand),

    /// The HCPC audit: where a profile stands
    #[command(subcommand)]
    Hcpc(HcpcCommand),

    /// List the files made for others, newest first; backups, and exports with which no file of evidence left, are not in it
    #[command(
        after_long_help = "JSON: {\"lines\":[{\"kind\",\"what\",\"cycle\",\"past\":{\"id\",\"exported_at\",\"final\",\"file_name\",\"sha256\",\"for_whom\",\"kept\":[{\"kind\",\"value\",\"reason\"}…],…},\"records\",\"evidence\"}…],\"total\",\"all\"}\n\nExamples:\n  triptych-cli … register\n  triptych-cli … register --kind hcpc --find 2024"
    )]
    Register {
        /// Only this kind: hcpc, addendum, copied, paper, supervision, access, evidence, markdown, json or other
        #[arg(long)]
        kind: Option<String>,
        /// Words in the file's name, for whom it is, the cycle, the checksum or what was kept knowingly
        #[arg(long, default_value = "")]
        find: String,
        /// Lines to pass over
        #[arg(long, default_value_t = 0)]
        offset: u32,
        /// Most lines, up to 200
        #[arg(long, default_value_t = 100)]
        limit: u32,
    },

    /// Count records by kind and tagged statements by level and section
    #[command(
        after_long_help = "JSON: {\"records\":{\"total\",\"reflection\",\"case-note\",\"supervision\",\"cpd\",\"drafts\",\"binned\"},\n       \"levels\":[{\"level\",\"name\",\"own\",\"statements\",\"tagged\",\"sections\":[{\"section\",\"name\",\"statements\",\"tagged\"}…]}…]}"
    )]
    Stats,

    /// Write things out of the portfolio
    #[command(subcommand)]
    Export(ExportCommand),

    /// Bring into the portfolio what was written elsewhere; it adds, and replaces nothing
    #[command(subcommand)]
    Import(ImportCommand),

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
        after_long_help = "JSON: {\"path\",\"whole\",\"partial\",\"files\",\"lost\":[…],\"withheld\",\"complete\"}\nThe exit code is 0 when everything was read, and 4 when something could not be.\n\nExamples:\n  triptych-cli --portfolio ~/Portfolio --passphrase-file pass.txt rescue --out ~/Rescued\n  triptych-cli --portfolio ~/Portfolio rescue --out ~/Rescued --words-file words.txt"
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
        after_long_help = "JSON: {\"path\",\"bytes\",\"records\",\"thinned\",\"damaged\",\"missing\"}\n\nExamples:\n  triptych-cli … backup --out /media/stick/portfolio.zip\n  triptych-cli --passphrase-file pass.txt backup verify /media/stick/portfolio.zip"
    )]
    Backup {
        /// File to write; never one that is there
        #[arg(long, value_name = "F.zip", required = true)]
        out: Option<PathBuf>,
        /// With the files of evidence in it, not in the folder "attachments" beside it
        #[arg(long)]
        whole: bool,
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

/// What to write out.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// The HCPC CPD profile as PDF
    ///
    /// Every line that leaves counts as read when you export here: look at them first with `export lines`.
    #[command(
        after_long_help = "JSON: {\"path\",\"bytes\",\"pages\",\"lines\",\"final\"}\n\nExamples:\n  triptych-cli … export lines --cycle 2024-2026\n  triptych-cli … export hcpc --cycle 2024-2026 --out profile.pdf --final --for \"HCPC, CPD audit\""
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
        /// Each of its four parts as a file: "F - 1 summary.pdf", "F - 2 statement.pdf" …
        #[arg(long)]
        separate: bool,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
        /// For whom, as the register keeps it; it does not stand in the file
        #[arg(long = "for", value_name = "WHOM", default_value = "")]
        for_whom: String,
    },

    /// The addendum that answers a letter of HCPC which asks for more, as PDF
    ///
    /// Every line that leaves counts as read when you export here: look at them first with `export lines --addendum`.
    #[command(
        after_long_help = "JSON: {\"path\",\"bytes\",\"pages\",\"lines\",\"final\"}\n\nExamples:\n  triptych-cli … export lines --cycle 2024-2026 --addendum\n  triptych-cli … export addendum --cycle 2024-2026 --out addendum.pdf --final"
    )]
    Addendum {
        /// Which letter
        #[command(flatten)]
        which: WhichLetter,
        /// File to write
        #[arg(long, value_name = "F.pdf")]
        out: PathBuf,
        /// Final: refused while a point is not answered, and kept in the register as it left
        #[arg(long = "final")]
        is_final: bool,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
        /// For whom, as the register keeps it; it does not stand in the file
        #[arg(long = "for", value_name = "WHOM", default_value = "")]
        for_whom: String,
    },

    /// A paper for others: one record, the portfolio by level, an appraisal pack, a CV
    ///
    /// Clients of yours stand in it in general words, case notes not at all. Without --out it lists what else could tell who
    /// somebody is; with it, that counts as read. A word that could be a client or a different word (May, Art, Rose) waits until you
    /// say which: --other-word or --is-client.
    #[command(
        after_long_help = "JSON: {\"title\",\"lines\",\"replaced\",\"doubts\":[{\"value\",\"other_word\",\"found\",…}…],\"waiting\",\"found\":[{\"place\",\"text\",\"start\",\"end\",\"kind\",\"why\"}…],\"more\",\"digest\"}, or {\"path\",\"bytes\",\"pages\"} with --out\n\nExamples:\n  triptych-cli … export paper record 3f9a01c2\n  triptych-cli … export paper cv --out cv.docx\n  triptych-cli … export paper appraisal --from 2025-11-01 --to 2026-10-31 --out appraisal.pdf"
    )]
    Paper {
        /// Which
        #[command(subcommand)]
        paper: PaperCommand,
    },

    /// Every line that the HCPC profile would show to others
    #[command(
        after_long_help = "JSON: {\"lines\":[{\"place\",\"text\",\"codes\":[…]}…]}\nLines with one of your client codes are marked with (!)."
    )]
    Lines {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
        /// Those of the addendum to its newest letter instead
        #[arg(long)]
        addendum: bool,
    },

    /// The whole portfolio as one JSON file, and the files of evidence beside it (not encrypted)
    ///
    /// Files with people in them whose consent is not recorded or does not hold stay in the portfolio, and are named. The register
    /// says which evidence had its file in it.
    #[command(
        after_long_help = "JSON: {\"path\",\"bytes\",\"notes\":[…]}\n\nExamples:\n  triptych-cli … export json --out portfolio.json\n  triptych-cli … export json --out whole.json --all-files --with-identities"
    )]
    Json {
        /// File to write
        #[arg(long, value_name = "F")]
        out: PathBuf,
        /// Who your clients are too: names, contacts, referrers
        #[arg(long)]
        with_identities: bool,
        /// Also the files of evidence that somebody is in who has not agreed, or does not any more: for a copy you keep yourself
        #[arg(long)]
        all_files: bool,
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

/// Which paper.
#[derive(Debug, Subcommand)]
pub enum PaperCommand {
    /// A reflection, a CPD activity or a supervision session
    Record {
        /// The record's id, or a beginning of it that no other has
        id: String,
        /// Where it goes
        #[command(flatten)]
        file: PaperFile,
    },
    /// What is tagged to each statement and said of it
    Levels {
        /// One level alone: ass, pro, enh, adv or con
        #[arg(long, value_name = "LEVEL")]
        level: Option<String>,
        /// Where it goes
        #[command(flatten)]
        file: PaperFile,
    },
    /// A stretch of time by pillar and level, and what comes next
    Appraisal {
        /// First day
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Last day
        #[arg(long, value_name = "DATE")]
        to: String,
        /// Where it goes
        #[command(flatten)]
        file: PaperFile,
    },
    /// Registration, roles, CPD and supervision of the last two years
    Cv {
        /// Where it goes
        #[command(flatten)]
        file: PaperFile,
    },
}

/// Where a paper goes.
#[derive(Debug, Args)]
pub struct PaperFile {
    /// File to write: a PDF, or for a word processor when its name ends in .docx
    #[arg(long, value_name = "F", group = "asked")]
    pub out: Option<PathBuf>,
    /// Replaces a file that is there
    #[arg(long, requires = "out")]
    pub force: bool,
    /// For whom, as the register keeps it; it does not stand in the file
    #[arg(long = "for", value_name = "WHOM", default_value = "", requires = "out")]
    pub for_whom: String,
    /// This word only reads like a client of yours (May, Art, Rose) and stays; may be given several times
    #[arg(long, value_name = "WORD")]
    pub other_word: Vec<String>,
    /// This word is a client of yours wherever it stands: general words stand in its place; may be given several times
    #[arg(long, value_name = "WORD")]
    pub is_client: Vec<String>,
}
