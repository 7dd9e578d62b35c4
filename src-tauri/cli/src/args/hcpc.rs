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
}
