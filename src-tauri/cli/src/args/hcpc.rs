//! What can be typed about the HCPC audit.

use clap::Subcommand;

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

    /// Say what the PDF of a profile holds: the evidence itself, or its list alone; without a word, what holds now
    #[command(after_long_help = "JSON: {\"evidence\"}\n\nExamples:\n  triptych-cli … hcpc pack\n  triptych-cli … hcpc pack --list-only")]
    Pack {
        /// The list of evidence alone
        #[arg(long)]
        list_only: bool,
        /// The evidence itself behind its list: pictures and the pages of PDFs, other files by name
        #[arg(long, conflicts_with = "list_only")]
        with_evidence: bool,
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
