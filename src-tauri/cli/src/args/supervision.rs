//! What can be typed about supervision.

use clap::{Args, Subcommand, ValueEnum};
use triptych_core::record::SupervisionType;
use triptych_core::supervision::Place;

use super::PaperFile;

/// What to do about supervision.
#[derive(Debug, Subcommand)]
pub enum SupervisionCommand {
    /// List the sessions, newest first
    #[command(
        after_long_help = "JSON: [{\"id\",\"date\",\"minutes\",\"type\",\"given\"}…]\n\nA session is written with `record add --kind supervision`, or begun from the agenda with `supervision begin`."
    )]
    List {
        /// Sessions that you gave
        #[arg(long)]
        given: bool,
        /// Only this year
        #[arg(long, value_name = "YEAR")]
        year: Option<i32>,
    },

    /// Count sessions and hours by year and type; with --out, print the log to sign
    #[command(
        after_long_help = "JSON: {\"years\":[{\"year\",\"sessions\",\"minutes\",\"types\":[…],\"given\",…}…],\"aim\",\"last\",\"next\"}, or {\"path\",\"bytes\",\"pages\"} with --out, or what was found with --look\n\nExamples:\n  triptych-cli … supervision log --look --full\n  triptych-cli … supervision log --out log.pdf --from 2026-01-01 --without-codes"
    )]
    Log(LogSheet),

    /// What waits for the next session
    #[command(
        after_long_help = "JSON: {\"agenda\":[{\"id\",\"source\",\"quote\",\"note\",\"added_at\"}…],\"actions\":[…]}: what waits, and what was agreed and is still open"
    )]
    Agenda,

    /// Put a record, a passage of it or a line of its own on the agenda
    #[command(
        after_long_help = "JSON: the point, as in `supervision agenda`\n\nExamples:\n  triptych-cli … supervision take 3f9a01c2 --quote \"I said nothing\" --note \"Why?\"\n  triptych-cli … supervision take --note \"Cover in August\""
    )]
    Take {
        /// The record's id, or a beginning of it that no other has
        id: Option<String>,
        /// The passage, word for word; the record as a whole without it
        #[arg(long, value_name = "TEXT", requires = "id", default_value = "")]
        quote: String,
        /// What to ask or say
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },

    /// Take a point off the agenda
    #[command(after_long_help = "JSON: {\"removed\"}")]
    Drop {
        /// The point's id, or a beginning of it that no other has
        point: String,
    },

    /// Begin a session with all that is on the agenda
    #[command(after_long_help = "JSON: the record, as `record show` gives it in \"record\"")]
    Begin {
        /// The agreement's id, or a beginning of it that no other has
        #[arg(long, value_name = "ID")]
        agreement: Option<String>,
        /// You supervise
        #[arg(long)]
        given: bool,
        /// Leave the agenda as it is
        #[arg(long)]
        without_agenda: bool,
    },

    /// Tick an agreed action, with the date of today
    #[command(
        after_long_help = "JSON: {\"id\",\"done\"}\n\n`supervision agenda` lists the open ones with their ids.\n\nExample:\n  triptych-cli … supervision done 5c01b7e2"
    )]
    Done {
        /// The action's id, or a beginning of it that no other open one has
        action: String,
        /// Take the tick back: then the whole id
        #[arg(long)]
        open: bool,
    },

    /// What is carried into a session: agreed before it, and still open
    #[command(
        after_long_help = "JSON: [{\"id\",\"text\",\"due\",\"owner\",\"record_id\",\"record_title\",\"record_date\"}…]\n\nExample:\n  triptych-cli … supervision carried 3f9a01c2"
    )]
    Carried {
        /// The session's id, or a beginning of it that no other has
        session: String,
    },

    /// Agreements about supervision
    #[command(subcommand)]
    Agreement(AgreementCommand),

    /// The two directories: who supervises you, and whom you supervise
    #[command(subcommand)]
    Person(PersonCommand),

    /// Show or set your own measure: how often, or how much for your client work
    #[command(
        after_long_help = "JSON: {\"every_weeks\",\"client_hours\"}\n\nNone is shipped, and none is anybody's rule. What is not named stays; 0 takes it away.\n\nExample:\n  triptych-cli … supervision measure --every-weeks 4 --client-hours 12"
    )]
    Measure {
        /// A session every so many weeks
        #[arg(long, value_name = "WEEKS")]
        every_weeks: Option<u32>,
        /// One hour of supervision to so many client hours
        #[arg(long, value_name = "HOURS")]
        client_hours: Option<u32>,
    },

    /// Note the client hours of a year that stand in no case note
    #[command(after_long_help = "JSON: {\"year\",\"minutes\"}\n\n0 minutes takes the note away.")]
    ClientHours {
        /// Calendar year
        year: i32,
        /// Minutes in that year, beside those of your case notes
        minutes: u32,
    },
}

/// How the log is printed.
#[derive(Debug, Args)]
pub struct LogSheet {
    /// Where it goes
    #[command(flatten)]
    pub file: PaperFile,
    /// List what in it could tell who somebody is, and write nothing
    #[arg(long, group = "asked")]
    pub look: bool,
    /// First day [default: the first of this year]
    #[arg(long, value_name = "DAY", requires = "asked")]
    pub from: Option<String>,
    /// Last day [default: today]
    #[arg(long, value_name = "DAY", requires = "asked")]
    pub to: Option<String>,
    /// Each session in full rather than in a line
    #[arg(long, requires = "asked")]
    pub full: bool,
    /// Client codes left out, wherever they stand
    #[arg(long, requires = "asked")]
    pub without_codes: bool,
    /// Sessions that you gave
    #[arg(long, requires = "asked")]
    pub given: bool,
}

/// What to do with agreements.
#[derive(Debug, Subcommand)]
pub enum AgreementCommand {
    /// List them, current ones first
    #[command(
        after_long_help = "JSON: [{\"id\",\"person_id\",\"type\",\"place\",\"start\",\"review\",\"end\",\"frequency\",\"minutes\",\"purpose\",\"keeper\",\"limits\"}…]"
    )]
    List,
    /// Write a new one
    #[command(after_long_help = "JSON: {\"id\"}")]
    Add(Box<NewAgreement>),
    /// Change what one says; what is not named stays
    #[command(after_long_help = "JSON: {\"id\"}\n\nAn empty --review or --end takes the day away.")]
    Edit(Box<EditAgreement>),
    /// Delete one; sessions held under it stay
    #[command(after_long_help = "JSON: {\"deleted\"}")]
    Delete {
        /// The agreement's id, or a beginning of it that no other has
        id: String,
    },
    /// Give one its last day
    #[command(after_long_help = "JSON: {\"id\"}")]
    End {
        /// The agreement's id, or a beginning of it that no other has
        id: String,
        /// Last day
        #[arg(long, value_name = "DAY")]
        on: String,
    },
}

/// A new agreement.
#[derive(Debug, Args)]
pub struct NewAgreement {
    /// With whom: an id from `supervision person list`, or a beginning of it that no other has
    #[arg(long, value_name = "ID")]
    pub with: String,
    /// clinical, managerial, peer or group
    #[arg(long = "type", value_enum)]
    pub kind: AgreementType,
    /// Where
    #[arg(long, value_enum, default_value_t)]
    pub place: AgreementPlace,
    /// First day [default: today]
    #[arg(long, value_name = "DAY")]
    pub start: Option<String>,
    /// Day it is looked at again
    #[arg(long, value_name = "DAY")]
    pub review: Option<String>,
    /// In your words, such as "every three weeks"
    #[arg(long, default_value = "")]
    pub frequency: String,
    /// Length of a session
    #[arg(long)]
    pub minutes: Option<u32>,
    /// What it is for
    #[arg(long, default_value = "")]
    pub purpose: String,
    /// Who keeps records
    #[arg(long, default_value = "")]
    pub keeper: String,
    /// Limits of confidentiality
    #[arg(long, default_value = "")]
    pub limits: String,
}

/// What changes in an agreement.
#[derive(Debug, Args)]
pub struct EditAgreement {
    /// The agreement's id, or a beginning of it that no other has
    pub id: String,
    /// With whom: an id from `supervision person list`, or a beginning of it that no other has
    #[arg(long, value_name = "ID")]
    pub with: Option<String>,
    /// clinical, managerial, peer or group
    #[arg(long = "type", value_enum)]
    pub kind: Option<AgreementType>,
    /// Where
    #[arg(long, value_enum)]
    pub place: Option<AgreementPlace>,
    /// First day
    #[arg(long, value_name = "DAY")]
    pub start: Option<String>,
    /// Day it is looked at again
    #[arg(long, value_name = "DAY")]
    pub review: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    pub end: Option<String>,
    /// In your words, such as "every three weeks"
    #[arg(long)]
    pub frequency: Option<String>,
    /// Length of a session; 0 for none
    #[arg(long)]
    pub minutes: Option<u32>,
    /// What it is for
    #[arg(long)]
    pub purpose: Option<String>,
    /// Who keeps records
    #[arg(long)]
    pub keeper: Option<String>,
    /// Limits of confidentiality
    #[arg(long)]
    pub limits: Option<String>,
}

/// What to do with the directories.
#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// List both
    #[command(after_long_help = "JSON: [{\"id\",\"side\",\"name\",\"role\",\"profession\",\"registration\",\"contact\"}…]")]
    List,
    /// Add somebody, or a group under its own name
    #[command(after_long_help = "JSON: {\"id\"}")]
    Add {
        /// Name
        name: String,
        /// Somebody whom you supervise
        #[arg(long)]
        supervisee: bool,
        /// Such as "practice supervisor"
        #[arg(long, default_value = "")]
        role: String,
        /// Such as "music therapist"
        #[arg(long, default_value = "")]
        profession: String,
        /// Registration number
        #[arg(long, default_value = "")]
        registration: String,
        /// Telephone or e-mail
        #[arg(long, default_value = "")]
        contact: String,
    },
    /// Change an entry; what is not named stays
    #[command(after_long_help = "JSON: {\"id\"}\n\nSessions keep the name that was written in them.")]
    Edit {
        /// The person's id, or a beginning of it that no other has
        id: String,
        /// Name
        #[arg(long)]
        name: Option<String>,
        /// Such as "practice supervisor"
        #[arg(long)]
        role: Option<String>,
        /// Such as "music therapist"
        #[arg(long)]
        profession: Option<String>,
        /// Registration number
        #[arg(long)]
        registration: Option<String>,
        /// Telephone or e-mail
        #[arg(long)]
        contact: Option<String>,
    },
    /// Take an entry out; one with an agreement stays
    #[command(after_long_help = "JSON: {\"deleted\"}")]
    Delete {
        /// The person's id, or a beginning of it that no other has
        id: String,
    },
}

/// What an agreement is for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AgreementType {
    Clinical,
    Managerial,
    Peer,
    Group,
}

impl From<AgreementType> for SupervisionType {
    fn from(kind: AgreementType) -> Self {
        match kind {
            AgreementType::Clinical => Self::Clinical,
            AgreementType::Managerial => Self::Managerial,
            AgreementType::Peer => Self::Peer,
            AgreementType::Group => Self::Group,
        }
    }
}

/// Where sessions take place.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum AgreementPlace {
    #[default]
    InPerson,
    Remote,
    Both,
}

impl From<AgreementPlace> for Place {
    fn from(place: AgreementPlace) -> Self {
        match place {
            AgreementPlace::InPerson => Self::InPerson,
            AgreementPlace::Remote => Self::Remote,
            AgreementPlace::Both => Self::Both,
        }
    }
}
