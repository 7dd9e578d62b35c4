//! What can be typed about clients.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::client::{Asker, Format, Others, RuleKind};

/// What to do about clients.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// List the clients by code
    #[command(
        after_long_help = "JSON: [{\"id\",\"code\",\"notes\",\"first\",\"last\",\"ended\",\"risk\",\"words\",\"kept\":{\"until\",\"state\"}}…]: codes alone, never who anybody is"
    )]
    List,

    /// Show a client's page: goals, themes, summary, case notes in order
    #[command(
        after_long_help = "JSON: {\"id\",\"code\",\"version\",\"facts\",\"identified\",\"notes\":[…],\"next_session\",\"last\",\"kept\",\"requests\":[…]}\n\nWith --who it says who the client is as well (\"identity\"): mind who reads your screen."
    )]
    Show {
        /// Code
        code: String,
        /// Who it is, too
        #[arg(long)]
        who: bool,
    },

    /// Make a client under a code, never a name
    #[command(after_long_help = "JSON: {\"id\",\"code\"}\n\nExample:\n  triptych-cli … client make K-07")]
    Make {
        /// Code
        code: String,
    },

    /// Write a client's page; what is not named stays, and an empty text takes it away
    #[command(
        after_long_help = "JSON: as in `client show`\n\nExamples:\n  triptych-cli … client page K-07 --goals \"To be heard.\" --themes \"waiting, hiding\"\n  triptych-cli … client page K-07 --ended 2026-10-02 --ending \"As planned.\" --rule child --rule-number 25"
    )]
    Page(Box<PageWords>),

    /// Mark a client's open request for access as answered today
    #[command(
        after_long_help = "JSON: the request, as in `client show`\n\nOf several open ones, the one that is due first.\n\nExample:\n  triptych-cli … client answered K-07"
    )]
    Answered {
        /// Code
        code: String,
        /// Take it back: the one that was answered last is open again
        #[arg(long)]
        open: bool,
    },

    /// Give a client another code, in every record at once
    #[command(after_long_help = "JSON: {\"records\",\"mentions\"}: records that carry it, and records whose words still say the old one")]
    Rename {
        /// Code
        code: String,
        /// New code, never a name
        to: String,
    },

    /// What is due, by the times of keeping you set; nothing is erased by itself
    ///
    /// How long records are kept is not fixed by law. Ask your insurer, your professional body and, for children, what applies to
    /// them; then set times of your own.
    #[command(
        after_long_help = "JSON: {\"usual\":{\"adult_years\",\"child_age\"},\"due\":[…as in `client list`]}\n\nExample:\n  triptych-cli … client retention --adult-years 8 --child-age 25"
    )]
    Retention {
        /// Adults: years after the last contact; 0 for no time
        #[arg(long, value_name = "YEARS")]
        adult_years: Option<u32>,
        /// Children: until this age; 0 for no time
        #[arg(long, value_name = "AGE")]
        child_age: Option<u32>,
    },

    /// Everything about a client, for whoever may ask for it
    ///
    /// Without --out the request is noted, and other clients' codes are listed that would go out. Times are counted from the day it
    /// came.
    #[command(
        after_long_help = "JSON: {\"id\",\"due\",\"marks\":[{\"id\",\"title\",\"date\",\"code\",\"times\"}…]}, or {\"path\",\"bytes\",\"pages\"} with --out\n\nExamples:\n  triptych-cli … client access K-07 --asker client --received 2026-11-20\n  triptych-cli … client access K-07 --authority \"In person\" --identity-checked --harm None --others \"Taken out\" --out k07.pdf"
    )]
    Access(Box<Access>),

    /// Erase everything about a client, for good
    ///
    /// Without --really it says what would go and what has to be decided. Backups from before still hold it.
    #[command(
        after_long_help = "JSON: {\"code\",\"notes\",\"spoken\":[{\"id\",\"kind\",\"title\",\"date\",\"carries\",\"named\",\"of_another\",\"left\"}…],\"hold\",\"open_requests\",\"kept\",\"short_code\",\"backup\"}, or {\"case_notes\",\"records\",\"kept\",\"clean\",\"shredded\",\"backup\"} with --really\n\nExample:\n  triptych-cli … client erase K-07 --really --nothing-holds --keep 3f9a01c2 --also 77b1c0de"
    )]
    Erase {
        /// Code
        code: String,
        /// Erase, rather than say what would go
        #[arg(long, requires = "nothing_holds")]
        really: bool,
        /// There is no open request, complaint, claim or safeguarding matter, and the insurer's period is over
        #[arg(long, requires = "really")]
        nothing_holds: bool,
        /// A record that speaks of the client and is kept with the code taken out: its id, or a beginning of it
        #[arg(long, value_name = "ID", requires = "really")]
        keep: Vec<String>,
        /// A record that speaks of the client and goes as well
        #[arg(long, value_name = "ID", requires = "really")]
        also: Vec<String>,
        /// Why, without the code and without a name; it stays with the date
        #[arg(long, default_value = "", requires = "really")]
        reason: String,
    },
}

/// What is written on a client's page, as far as it is named.
#[derive(Debug, Args)]
pub struct PageWords {
    /// Code
    pub code: String,
    /// What the work is for
    #[arg(long, value_name = "TEXT")]
    pub goals: Option<String>,
    /// What comes again
    #[arg(long, value_name = "TEXT")]
    pub themes: Option<String>,
    /// What to look out for
    #[arg(long, value_name = "TEXT")]
    pub risk: Option<String>,
    /// The therapy in your own words
    #[arg(long, value_name = "TEXT")]
    pub summary: Option<String>,
    /// The day the work ended
    #[arg(long, value_name = "DAY")]
    pub ended: Option<String>,
    /// How it ended
    #[arg(long, value_name = "TEXT")]
    pub ending: Option<String>,
    /// How long it is kept: as an adult, as a child, or until a day of your own
    #[arg(long, value_enum)]
    pub rule: Option<KeptAs>,
    /// Years after the last contact, or an age; 0 for your usual one
    #[arg(long, value_name = "NUMBER")]
    pub rule_number: Option<u32>,
    /// The last day it is kept, for a rule of its own
    #[arg(long, value_name = "DAY")]
    pub keep_until: Option<String>,
    /// Why it must not be erased
    #[arg(long, value_name = "TEXT")]
    pub hold: Option<String>,
}

/// By which rule a client is kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum KeptAs {
    /// Years after the last contact
    Adult,
    /// Until an age
    Child,
    /// Until a day of your own
    Own,
}

impl From<KeptAs> for RuleKind {
    fn from(kept: KeptAs) -> Self {
        match kept {
            KeptAs::Adult => Self::Adult,
            KeptAs::Child => Self::Child,
            KeptAs::Own => Self::Own,
        }
    }
}

/// A request for access, and the file.
#[derive(Debug, Args)]
pub struct Access {
    /// Code
    pub code: String,
    /// Who asks [default: as noted before, else the client]
    #[arg(long, value_enum)]
    pub asker: Option<AccessAsker>,
    /// The day the request came [default: as noted before, else today]
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
    /// By what authority
    #[arg(long, value_name = "TEXT")]
    pub authority: Option<String>,
    /// Whoever asks is who they say
    #[arg(long)]
    pub identity_checked: bool,
    /// Whether telling could do serious harm to anyone
    #[arg(long, value_name = "TEXT")]
    pub harm: Option<String>,
    /// What becomes of what is said of other people
    #[arg(long, value_name = "TEXT")]
    pub others: Option<String>,
    /// File to write
    #[arg(long, value_name = "F")]
    pub out: Option<PathBuf>,
    /// As what
    #[arg(long, value_enum, default_value_t, requires = "out")]
    pub format: AccessFormat,
    /// Other clients' codes marked, for you to look through rather than to hand out
    #[arg(long, requires = "out")]
    pub marked: bool,
    /// Replaces a file that is there
    #[arg(long, requires = "out")]
    pub force: bool,
}

impl Access {
    /// What becomes of other clients' codes.
    pub fn others_become(&self) -> Others {
        if self.marked { Others::Marked } else { Others::TakenOut }
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AccessAsker {
    Client,
    Parent,
    Solicitor,
    Other,
}

impl From<AccessAsker> for Asker {
    fn from(asker: AccessAsker) -> Self {
        match asker {
            AccessAsker::Client => Self::Client,
            AccessAsker::Parent => Self::Parent,
            AccessAsker::Solicitor => Self::Solicitor,
            AccessAsker::Other => Self::Other,
        }
    }
}

/// As what it is written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum AccessFormat {
    #[default]
    Pdf,
    Json,
}

impl From<AccessFormat> for Format {
    fn from(format: AccessFormat) -> Self {
        match format {
            AccessFormat::Pdf => Self::Pdf,
            AccessFormat::Json => Self::Json,
        }
    }
}
