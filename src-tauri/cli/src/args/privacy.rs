//! What can be typed about the privacy check.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

/// What to check.
#[derive(Debug, Subcommand)]
pub enum PrivacyCommand {
    /// Find what could tell who somebody is: names, numbers, places, ages, and what tells it together
    ///
    /// A text or a file needs no portfolio. With one, your own clients are looked for too, and your own registration number may
    /// stand. Nothing is changed. It misses things, as every such check does: read what leaves.
    #[command(
        after_long_help = "JSON: [{\"start\",\"end\",\"kind\",\"value\",\"why\"}…], from the text's beginning to its end; start and end count Unicode code\npoints, the end exclusive: of the text; of a Word file its words; of a PDF or a picture its name, what it says of itself and its\nwords, a paragraph each. Words that are part of a picture are not read. Kinds: client-name client-code nhs-number ni-number postcode address phone email date-of-birth age\nperson-name place link registration combination\n\nExamples:\n  triptych-cli privacy scan --text-stdin --json < note.md\n  triptych-cli privacy scan statement.docx --client-file clients.json\n  triptych-cli privacy scan certificate.pdf\n  triptych-cli … privacy scan --record 3f9a01c2\n  triptych-cli … privacy scan --profile 2024-2026"
    )]
    Scan(Scan),

    /// List what is found in everything an HCPC profile would hand out, with the answers given
    ///
    /// A final PDF waits until all of it is answered. What stands on a page of a PDF among the evidence can only be kept, or the piece
    /// stays out.
    #[command(
        after_long_help = "JSON: [{\"key\",\"key_here\",\"place\",\"record_id\",\"text\",\"start\",\"end\",\"kind\",\"value\",\"why\",\"stand_in\",\"sure\",\"exhibit\",\"answer\":{\"action\",\"words\",\"here\"}|null}…]\n\nExamples:\n  triptych-cli … privacy list --cycle 2024-2026 --open"
    )]
    List {
        /// The cycle by its years, such as 2024-2026 [default: the current one]
        #[arg(long, value_name = "YEARS")]
        cycle: Option<String>,
        /// Only what waits for an answer
        #[arg(long)]
        open: bool,
        /// In the addendum to the newest letter of that cycle instead
        #[arg(long)]
        addendum: bool,
    },

    /// Answer what was found: the copy that leaves is changed, never a record
    ///
    /// One answer counts wherever the same words stand in the profile. What tells who one of your own clients is cannot be kept.
    #[command(
        after_long_help = "JSON: as `privacy list`\n\nExamples:\n  triptych-cli … privacy answer 3f9a01c2 --replace \"a colleague\"\n  triptych-cli … privacy answer 3f9a01c2 --keep \"the author of the guideline\"\n  triptych-cli … privacy answer --proposed"
    )]
    Answer(PrivacyAnswer),
}

/// An answer to the privacy check.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("how").required(true).multiple(false).args(["replace", "remove", "keep", "other_word", "again", "proposed"]))]
pub struct PrivacyAnswer {
    /// The finding's key or `key_here` from `privacy list`: a beginning of it that no other has
    #[arg(required_unless_present = "proposed", conflicts_with = "proposed")]
    pub key: Option<String>,
    /// The cycle by its years, such as 2024-2026 [default: the current one]
    #[arg(long, value_name = "YEARS")]
    pub cycle: Option<String>,
    /// These words stand there instead
    #[arg(long, value_name = "WORDS")]
    pub replace: Option<String>,
    /// It goes
    #[arg(long)]
    pub remove: bool,
    /// It stays, for this reason
    #[arg(long, value_name = "REASON")]
    pub keep: Option<String>,
    /// It only looks like one of your own clients
    #[arg(long)]
    pub other_word: bool,
    /// Take the answer back
    #[arg(long)]
    pub again: bool,
    /// Put general words in the place of all that waits and has some
    #[arg(long)]
    pub proposed: bool,
    /// In the addendum to the newest letter of that cycle instead
    #[arg(long)]
    pub addendum: bool,
}

/// What is read, and whom to look for.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("what").required(true).multiple(false).args(["file", "text_stdin", "record", "profile"]))]
pub struct Scan {
    /// Text, Markdown or Word file; a PDF, with what it says of itself; or a picture: its name and what a camera or a program wrote into it
    pub file: Option<PathBuf>,
    /// Reads the text from standard input; after the passphrase's line, if that is read there too
    #[arg(long)]
    pub text_stdin: bool,
    /// A record as Markdown: its id, or a beginning of it that no other has
    #[arg(long, value_name = "ID")]
    pub record: Option<String>,
    /// Every line of the HCPC profile of this cycle, by its years
    #[arg(long, value_name = "YEARS")]
    pub profile: Option<String>,
    /// Your clients, as JSON: [{"name","known_as"}…], or one of them
    #[arg(long, value_name = "F")]
    pub client_file: Option<PathBuf>,
}

impl Scan {
    /// Whether there is nothing to ask a portfolio for.
    pub fn needs_no_portfolio(&self) -> bool {
        self.record.is_none() && self.profile.is_none()
    }
}
