//! What can be typed when a record is written or changed.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use triptych_core::record::{Attendance, Kind};

use super::record::{Format, Type};

/// A new record.
#[derive(Debug, Args)]
pub struct Add {
    /// reflection, case-note, supervision or cpd
    #[arg(long, value_name = "KIND")]
    pub kind: Kind,
    /// What it says
    #[command(flatten)]
    pub words: Words,
    /// Statement to tag it to, such as enh.pp.02; may be given several times
    #[arg(long = "tag", value_name = "STATEMENT")]
    pub tags: Vec<String>,
    /// Finished at once; otherwise it is a draft
    #[arg(long)]
    pub finished: bool,
}

/// What changes in a record.
#[derive(Debug, Args)]
pub struct Edit {
    /// The record's id, or a beginning of it that no other has
    pub id: String,
    /// What it says from now on
    #[command(flatten)]
    pub words: Words,
}

/// A text.
#[derive(Debug, Args)]
pub struct TextGiven {
    /// The text, in Markdown
    #[arg(long, conflicts_with = "text_file")]
    pub text: Option<String>,
    /// File with the text; `-` reads it from standard input
    #[arg(long, value_name = "F")]
    pub text_file: Option<PathBuf>,
}

/// What a record says, as far as it is named.
#[derive(Debug, Args)]
pub struct Words {
    /// May be left out: the first words stand in
    #[arg(long)]
    pub title: Option<String>,
    /// The day it happened, as 2026-11-22 or 22/11/2026 [default for a new one: today]
    #[arg(long)]
    pub date: Option<String>,
    /// The last day, of something that took several
    #[arg(long)]
    pub date_to: Option<String>,
    /// How long it took
    #[arg(long, allow_hyphen_values = true)]
    pub minutes: Option<i64>,
    /// The text
    #[command(flatten)]
    pub text: TextGiven,
    /// A stage of the model and its text; may be given several times
    #[arg(long = "stage", value_name = "STAGE=TEXT")]
    pub stages: Vec<String>,
    /// Reflection model: free, gibbs, borton, kolb, johns, schon, brookfield or response-art; or one of your own by its name
    #[arg(long)]
    pub model: Option<String>,
    /// Client code, never a name; may be given several times, and takes the place of those there
    #[arg(long = "client", value_name = "CODE")]
    pub clients: Vec<String>,
    /// Own keyword; may be given several times, and takes the place of those there
    #[arg(long = "keyword", value_name = "WORD")]
    pub keywords: Vec<String>,
    /// Case note: which session it was
    #[arg(long)]
    pub session_number: Option<u32>,
    /// Case note: where
    #[arg(long)]
    pub setting: Option<String>,
    /// Case note: whether the session took place
    #[arg(long, value_enum)]
    pub attendance: Option<Attended>,
    /// Case note: something in it is a risk
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub risk: Option<bool>,
    /// Case note: it is about the ending of the work
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub ending: Option<bool>,
    /// Case note, supervision: a line on its themes
    #[arg(long)]
    pub themes: Option<String>,
    /// Supervision: with whom
    #[arg(long)]
    pub supervisor: Option<String>,
    /// Supervision: individual, group or peer
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Supervision: by video or telephone
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub remote: Option<bool>,
    /// Something agreed, with the day it is due before it or without; may be given several times, and comes beside those there
    #[arg(long = "action", value_name = "[DAY: ]TEXT")]
    pub actions: Vec<String>,
    /// Mark it as CPD, or with =false no longer; any of the following does so too
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub cpd: Option<bool>,
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
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub certificate: Option<bool>,
    /// CPD: what I learnt
    #[arg(long)]
    pub learnt: Option<String>,
    /// CPD: how it changed my practice
    #[arg(long)]
    pub practice: Option<String>,
    /// CPD: how it benefited service users
    #[arg(long)]
    pub service_users: Option<String>,
}

/// Whether a session took place.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Attended {
    /// It took place
    Attended,
    /// The client did not come, and had not said so
    DidNotAttend,
    /// The client cancelled
    CancelledByClient,
    /// You cancelled
    CancelledByMe,
}

impl Attended {
    /// As the core has it.
    pub fn attendance(self) -> Option<Attendance> {
        match self {
            Self::Attended => None,
            Self::DidNotAttend => Some(Attendance::DidNotAttend),
            Self::CancelledByClient => Some(Attendance::CancelledByClient),
            Self::CancelledByMe => Some(Attendance::CancelledByMe),
        }
    }
}
