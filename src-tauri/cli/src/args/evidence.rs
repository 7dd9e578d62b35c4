//! What can be typed about evidence.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::evidence::{By, Kind};

/// What to do about evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
    /// Add a file, encrypted, up to 2 GB
    #[command(
        after_long_help = "JSON: the evidence, as `evidence show` gives it; with \"said\", a sentence, when the file is another thing than its name says\n\nExample:\n  triptych-cli … evidence add certificate.pdf --kind from-others --record 3f9a01c2"
    )]
    Add(NewEvidence),

    /// List evidence, newest day first
    #[command(
        after_long_help = "JSON: [{\"id\",\"number\",\"title\",\"kind\",\"date\",\"file\",\"consent_state\",\"described\",\"description\",\"made_by\",\"records\",\"binned_at\"}…]"
    )]
    List {
        /// What is in the bin
        #[arg(long)]
        bin: bool,
    },

    /// Show what is written about a piece of evidence
    #[command(
        after_long_help = "JSON: {\"id\",\"number\",\"facts\",\"file\",\"records\",\"statements\",\"consent\",\"consent_state\",\"left\",…}"
    )]
    Show {
        /// Its number, such as E3, or its id, or a beginning of it that no other has
        evidence: String,
    },

    /// Change what is written about it; what is not named stays
    #[command(
        after_long_help = "JSON: the evidence, as `evidence show` gives it\n\nExample:\n  triptych-cli … evidence describe E3 --description \"A boat in blue chalk; a small figure rows.\" --people"
    )]
    Describe {
        /// Its number, such as E3, or its id
        evidence: String,
        /// What is written
        #[command(flatten)]
        about: About,
    },

    /// Record what somebody who is in it agreed to; what is not named stays
    #[command(
        after_long_help = "JSON: the evidence, as `evidence show` gives it\n\nA new --given makes it a consent of that day, also after an earlier one was withdrawn.\n\nExample:\n  triptych-cli … evidence consent E3 --who K-07 --by parent --use \"An HCPC audit\" --therapy-free --until 2027-10-01"
    )]
    Consent(Box<Agreed>),

    /// Record that consent was withdrawn: it does not leave any more
    #[command(
        after_long_help = "JSON: the evidence, as `evidence show` gives it; \"left\" says where it went before\n\nExample:\n  triptych-cli … evidence withdraw E3 --on 2026-11-20"
    )]
    Withdraw {
        /// Its number, such as E3, or its id
        evidence: String,
        /// The day [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },

    /// Make a copy of a picture or a PDF in which what lies under boxes is gone
    #[command(
        after_long_help = "JSON: the copy, as `evidence show` gives it\n\nA box is a page (1 for a picture) and four shares of its width and height, from 0 to 1: left, top, width, height.\n\nExample:\n  triptych-cli … evidence redact E3 --box 1,0.1,0.05,0.5,0.08 --title \"Certificate, name hidden\""
    )]
    Redact {
        /// Its number, such as E3, or its id
        evidence: String,
        /// What to hide; may be given several times
        #[arg(long = "box", value_name = "PAGE,LEFT,TOP,WIDTH,HEIGHT", required = true)]
        boxes: Vec<String>,
        /// What the copy is called [default: as the original, with "redacted"]
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
        /// Somebody can still be recognised in it
        #[arg(long)]
        people: bool,
    },

    /// Save a copy of its file (not encrypted); refused without consent for evidence with people in it
    ///
    /// It leaves byte for byte. What could tell who somebody is in its title, its name, its words and what a camera or a program wrote
    /// into it is said, and listed beforehand with --look; a redacted copy leaves such things out.
    #[command(
        after_long_help = "JSON: {\"path\",\"bytes\"}; with --look {\"found\":[{\"place\",\"text\",\"start\",\"end\",\"kind\",\"value\",\"why\"}…],\"unread\"}\n\nExamples:\n  triptych-cli … evidence export E3 --look\n  triptych-cli … evidence export E3 --out certificate.pdf"
    )]
    Export {
        /// Its number, such as E3, or its id
        evidence: String,
        /// File to write
        #[arg(long, value_name = "F", required_unless_present = "look")]
        out: Option<PathBuf>,
        /// Only list what a copy would tell
        #[arg(long, conflicts_with = "out")]
        look: bool,
        /// Replaces a file that is there
        #[arg(long)]
        force: bool,
        /// For whom, as the register keeps it
        #[arg(long = "for", value_name = "WHOM", default_value = "")]
        for_whom: String,
    },

    /// Link it to a record, to a statement that it shows, or to a supervision agreement that it is a file of
    #[command(
        after_long_help = "JSON: the evidence, as `evidence show` gives it\n\nExamples:\n  triptych-cli … evidence link E3 --record 3f9a01c2\n  triptych-cli … evidence link E4 --agreement 81b0c7de"
    )]
    Link {
        /// Its number, such as E3, or its id
        evidence: String,
        /// What to link it to
        #[command(flatten)]
        to: Belongs,
        /// Take these links away instead
        #[arg(long)]
        remove: bool,
    },

    /// Choose evidence for an HCPC profile, or leave it out with --remove: what has people in it is out at first, all else is in
    #[command(
        after_long_help = "JSON: {\"evidence\":[{\"id\",\"number\",\"of_all\",\"title\",\"record_ids\"}…],\"left_out\":[{\"id\",\"title\",\"record_ids\"}…],\"people\":[{\"id\",\"title\",\"listed\",\"was_chosen\",\"consent_state\",\"use_for\",\"until\"}…]}: what is listed in that profile, what is left out of it, and what has people in it behind its activities\n\nWhat has people in it is chosen only while consent holds, and only for that cycle; under another consent it has to be chosen again.\n\nExamples:\n  triptych-cli … evidence choose E3 --cycle 2024-2026\n  triptych-cli … evidence choose E5 --cycle 2024-2026 --remove"
    )]
    Choose {
        /// Its number among all evidence, such as E3, or its id
        evidence: String,
        /// Cycle by its years, such as 2024-2026 [default: the one that today falls into]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
        /// Leave it out of that profile
        #[arg(long)]
        remove: bool,
    },

    /// Move it to the bin; with --really, take it out of the bin for good
    #[command(after_long_help = "JSON: {\"deleted\",\"for_good\"}")]
    Delete {
        /// Its number, such as E3, or its id
        evidence: String,
        /// For good, with its file: only what is in the bin
        #[arg(long)]
        really: bool,
    },

    /// Bring it back from the bin
    #[command(after_long_help = "JSON: the evidence, as `evidence show` gives it")]
    Restore {
        /// Its number, such as E3, or its id
        evidence: String,
    },
}

/// What is written about a piece, as far as it is named.
#[derive(Debug, Args)]
pub struct About {
    /// Title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Whose it is
    #[arg(long, value_enum)]
    pub kind: Option<Whose>,
    /// Its day; an empty one takes it away
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    /// Who made it
    #[arg(long, value_name = "TEXT")]
    pub made_by: Option<String>,
    /// For people who cannot see or hear it
    #[arg(long, value_name = "TEXT")]
    pub description: Option<String>,
    /// A client's work, or somebody's voice or face, is in it; with =false nobody's
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub people: Option<bool>,
}

/// What somebody agreed to.
#[derive(Debug, Args)]
pub struct Agreed {
    /// Its number, such as E3, or its id
    pub evidence: String,
    /// Who agreed; for a client, the code
    #[arg(long, value_name = "WHO")]
    pub who: Option<String>,
    /// By what right [default for a new one: person]
    #[arg(long, value_enum)]
    pub by: Option<AgreedBy>,
    /// What the child says of it
    #[arg(long, value_name = "TEXT")]
    pub child_view: Option<String>,
    /// They were told that therapy does not depend on it; without that it is no consent
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub therapy_free: Option<bool>,
    /// For what use
    #[arg(long = "use", value_name = "TEXT")]
    pub use_for: Option<String>,
    /// The day it was given [default for a new one: today]
    #[arg(long, value_name = "DAY")]
    pub given: Option<String>,
    /// The last day it holds; an empty one: until it is withdrawn
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
}

/// By what right somebody agrees.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AgreedBy {
    /// The person, who can decide it
    Person,
    /// Somebody with parental responsibility
    Parent,
}

impl From<AgreedBy> for By {
    fn from(by: AgreedBy) -> Self {
        match by {
            AgreedBy::Person => Self::Person,
            AgreedBy::Parent => Self::Parent,
        }
    }
}

/// What it belongs to.
#[derive(Debug, Args)]
pub struct Belongs {
    /// A record's id, or a beginning of it that no other has
    #[arg(long = "record", value_name = "ID")]
    pub records: Vec<String>,
    /// A statement's id, such as enh.fl.03
    #[arg(long = "statement", value_name = "ID")]
    pub statements: Vec<String>,
    /// A supervision agreement that it is a file of: its id, or a beginning of it that no other has
    #[arg(long = "agreement", value_name = "ID")]
    pub agreements: Vec<String>,
}

/// A new piece.
#[derive(Debug, Args)]
pub struct NewEvidence {
    /// The file
    pub file: PathBuf,
    /// Title [default: as the file is called]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Whose it is
    #[arg(long, value_enum, default_value = "self-made")]
    pub kind: Whose,
    /// Its day, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    /// Who made it
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub made_by: String,
    /// For people who cannot see or hear it
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub description: String,
    /// A client's work, or somebody's voice or face, is in it
    #[arg(long)]
    pub people: bool,
    /// What it belongs to
    #[command(flatten)]
    pub belongs: Belongs,
}

/// Whose evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Whose {
    /// Made by oneself
    SelfMade,
    /// Showing reflection
    ShowingReflection,
    /// From others
    FromOthers,
}

impl Whose {
    /// As the core has it.
    pub fn kind(self) -> Kind {
        match self {
            Self::SelfMade => Kind::SelfMade,
            Self::ShowingReflection => Kind::ShowingReflection,
            Self::FromOthers => Kind::FromOthers,
        }
    }
}
