//! What can be typed about the HCPC audit.

use clap::{Subcommand, ValueEnum};
use triptych_core::hcpc::By;

use super::AskedCommand;

/// What to ask about the audit.
#[derive(Debug, Subcommand)]
pub enum HcpcCommand {
    /// Say where a profile stands: what there is for each standard, what is thin, what HCPC would ask more about
    ///
    /// Nothing is scored, and nothing is called ready: only an assessor decides. The numbers are to be checked with HCPC.
    #[command(
        after_long_help = "JSON: {\"cycle\",\"days_left\",\"listed\",\"in_short\",\"first\":{\"words\",\"to\",\"record_id\"}|null,\n       \"standards\":[{\"number\",\"title\",\"written\",\"there\":[…],\"thin\":[…],\"next\",\"records\":[{\"record_id\",\"title\",\"date\"}…],\"more\"}…5],\n       \"findings\":[{\"rule\",\"said\",\"records\",\"more\"}…],\"rules\":[{\"id\",\"title\",\"about\",\"source\",\"checked\",\"numbers\"}…],\n       \"numbers\":[{\"id\",\"value\",\"least\",\"most\",\"about\",\"from\",\"source\",\"checked\"}…],\"months\":[{\"month\",\"listed\",\"gap\"}…],\n       \"gaps\",\"types\",\"traced\",\"summary_words\",\"statement_words\"}\n\nExample:\n  triptych-cli … hcpc readiness --cycle 2024-2026"
    )]
    Readiness {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Say which activities the statement could speak of, for spread, with the reason for each
    ///
    /// Nothing is chosen by this, and four to six are no rule: they are chosen on the profile's page.
    #[command(
        after_long_help = "JSON: {\"chosen\",\"least\",\"most\",\"activities\":[{\"record_id\",\"title\",\"date\",\"type\",\"why\"}…]}\n\nExample:\n  triptych-cli … hcpc suggest --cycle 2024-2026"
    )]
    Suggest {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Read the statement as an assessor would: its sentences, numbered, and the standards that each was marked for
    #[command(
        after_long_help = "JSON: {\"paragraphs\":[{\"heading\",\"sentences\":[{\"key\",\"text\",\"standards\":[…]}…]}…],\n       \"standards\":[{\"number\",\"title\",\"marked\",\"lapsed\",\"said\"}…5]}\n\nExample:\n  triptych-cli … hcpc chair --cycle 2024-2026"
    )]
    Chair {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Mark a sentence of the statement for the standard it shows
    #[command(after_long_help = "JSON: as `hcpc chair` gives it\n\nExample:\n  triptych-cli … hcpc mark 7 3 --cycle 2024-2026")]
    Mark {
        /// The number of the sentence, as `hcpc chair` counts
        sentence: usize,
        /// The standard, 1 to 5
        standard: u8,
        /// Take the mark away
        #[arg(long)]
        undo: bool,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Put the evidence of a profile in an order: its present numbers, in the order they are to stand in
    ///
    /// Without numbers it stands in the order of the statement again.
    #[command(
        after_long_help = "JSON: {\"evidence\":[{\"id\",\"number\",\"of_all\",\"title\",\"record_ids\"}…]}\n\nExample:\n  triptych-cli … hcpc order 3 1 2 --cycle 2024-2026"
    )]
    Order {
        /// All numbers there are
        numbers: Vec<u32>,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Put the statement together by activity, by standard or from a plan; HCPC only suggests a form
    ///
    /// The aims of a plan are given each time; without any the aims that there are stay.
    #[command(
        after_long_help = "JSON: {\"by\",\"aims\":[{\"text\",\"record_ids\":[…]}…]}\n\nExamples:\n  triptych-cli … hcpc assemble standard --cycle 2024-2026\n  triptych-cli … hcpc assemble plan --aim \"Hear the silence\" --aim \"Write sooner\" --under 1=RECORD-ID"
    )]
    Assemble {
        /// What it goes by
        by: ByName,
        /// An aim of the plan, in one line; again for the next
        #[arg(long, value_name = "WORDS")]
        aim: Vec<String>,
        /// A record under an aim, by the aim's number; again for the next
        #[arg(long, value_name = "NUMBER=RECORD")]
        under: Vec<String>,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// List the finished versions of a profile, or say what changed since one of them
    #[command(
        after_long_help = "JSON: {\"versions\":[{\"past\":{\"id\",\"exported_at\",\"file_name\",\"sha256\",…},\"summary_words\",\"statement_words\",\"records\",\"evidence\"}…]};\n      with a version {\"document\",\"parts\":[{\"name\",\"changed\",\"before\":[{\"text\",\"differs\"}…],\"after\"}…],\"records_changed\"}\n\nExamples:\n  triptych-cli … hcpc versions --cycle 2024-2026\n  triptych-cli … hcpc versions 1 --cycle 2024-2026"
    )]
    Versions {
        /// Which, counted from the first
        number: Option<usize>,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Say what the reminders of a cycle are, or settle one
    #[command(
        after_long_help = "JSON: {\"days\":[{\"reminder\",\"on\",\"said\",\"done\",\"until\"}…],\"now\":\"half-way\"|\"year\"|\"six-months\"|\"three-months\"|\"month\"|null}\n\nExamples:\n  triptych-cli … hcpc reminders\n  triptych-cli … hcpc reminders --done six-months"
    )]
    Reminders {
        /// This one is done
        #[arg(long, value_name = "REMINDER")]
        done: Option<String>,
        /// This one may wait a week
        #[arg(long, value_name = "REMINDER", conflicts_with = "done")]
        later: Option<String>,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// Keep the letter by which HCPC asks for the profile; its deadline goes before the end of the cycle
    #[command(
        after_long_help = "JSON: as `hcpc readiness` gives it\n\nExamples:\n  triptych-cli … hcpc drawn --letter 2026-03-09 --deadline 2026-05-31 --cycle 2024-2026\n  triptych-cli … hcpc drawn --cycle 2024-2026 --undo"
    )]
    Drawn {
        /// Date of the letter
        #[arg(long, value_name = "DATE", required_unless_present = "undo")]
        letter: Option<String>,
        /// Its deadline
        #[arg(long, value_name = "DATE", required_unless_present = "undo")]
        deadline: Option<String>,
        /// A deferral was asked for
        #[arg(long)]
        deferral: bool,
        /// Adjustments were asked for
        #[arg(long)]
        adjustments: bool,
        /// What was asked, and what came of it
        #[arg(long, default_value = "")]
        note: String,
        /// There is no letter
        #[arg(long, conflicts_with_all = ["letter", "deadline", "deferral", "adjustments", "note"])]
        undo: bool,
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
    },

    /// A letter by which HCPC asks for more: its points, and what is answered to each
    #[command(subcommand)]
    Asked(AskedCommand),

    /// Say what the PDF of a profile holds and in how many files it goes; without a word, what holds now
    #[command(
        after_long_help = "JSON: {\"evidence\",\"separate\"}\n\nExamples:\n  triptych-cli … hcpc pack\n  triptych-cli … hcpc pack --list-only\n  triptych-cli … hcpc pack --separate"
    )]
    Pack {
        /// The list of evidence alone
        #[arg(long)]
        list_only: bool,
        /// The evidence itself behind its list: pictures and the pages of PDFs, other files by name
        #[arg(long, conflicts_with = "list_only")]
        with_evidence: bool,
        /// Each of the four parts as a file of its own
        #[arg(long)]
        separate: bool,
        /// All four parts in one file
        #[arg(long, conflicts_with = "separate")]
        one_file: bool,
    },

    /// Put a number of the rules right, as HCPC says it now; without a value, the one that comes with Triptych
    #[command(
        after_long_help = "JSON: {\"number\",\"value\"}; `hcpc readiness --json` lists them\n\nExamples:\n  triptych-cli … hcpc number statement-words 2000\n  triptych-cli … hcpc number gap-months"
    )]
    Number {
        /// Its id, such as gap-months
        number: String,
        /// What holds
        value: Option<u32>,
    },
}

/// What a statement goes by.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ByName {
    /// One activity after the other, with HCPC's questions
    Activity,
    /// HCPC's standards, with what the activities say to each
    Standard,
    /// The aims of a plan, with the activities that served them
    Plan,
}

impl From<ByName> for By {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Activity => Self::Activity,
            ByName::Standard => Self::Standard,
            ByName::Plan => Self::Plan,
        }
    }
}
