//! What is said between the page and what reads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{CpdType, Kind};

/// Where it comes from.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "from", rename_all = "kebab-case")]
#[ts(rename = "IntakeSource")]
pub enum Source {
    /// What was pasted: a list with tabs or commas, or a text.
    Text {
        /// The text.
        text: String,
    },
    /// A file (CSV, XLSX, ODS, DOCX, Markdown, text) or a folder of Markdown files.
    File {
        /// Where it lies.
        path: String,
    },
}

/// What it is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "IntakeShape")]
pub enum Shape {
    /// Rows, each a CPD record.
    List,
    /// Text, each piece a reflection.
    Text,
}

/// How text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "IntakeDivision")]
pub enum Division {
    /// A record for each heading of the highest kind.
    Heading,
    /// A record for each file.
    File,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "IntakeField")]
pub enum Field {
    /// Day or period.
    Date,
    /// Last day.
    DateTo,
    /// What it was.
    Title,
    /// HCPC's type of activity.
    Type,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Who offered it.
    Provider,
    /// Whether there is a certificate.
    Certificate,
    /// What it cost, in pounds.
    Cost,
    /// What was learnt.
    Learnt,
    /// How practice and service gained.
    Practice,
    /// How service users gained.
    ServiceUsers,
    /// Keywords, with commas.
    Keywords,
    /// Into the text, under the column's name.
    Text,
    /// Left out.
    Nothing,
}

/// What the owner has settled so far; what is not settled is proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "IntakeChoices", optional_fields)]
pub struct Choices {
    /// What to read it as.
    pub shape: Option<Shape>,
    /// Which table of several, from 0.
    pub table: Option<usize>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// What each column holds.
    pub fields: Option<Vec<Field>>,
    /// How text is divided.
    pub division: Option<Division>,
    /// What is settled for single rows or pieces.
    #[ts(as = "Option<Vec<Settled>>")]
    pub rows: Vec<Settled>,
}

/// What is settled for one row or piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "IntakeSettled")]
pub struct Settled {
    /// Its number.
    pub number: u32,
    /// Whether it is brought in; `None` leaves it to the proposal.
    #[serde(default)]
    pub take: Option<bool>,
    /// Its first day.
    #[serde(default)]
    pub date: Option<String>,
    /// Its last day, where `date` is given.
    #[serde(default)]
    pub date_to: Option<String>,
}

/// What would become of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "IntakePreview")]
pub struct Preview {
    /// Name of the file or folder; empty for what was pasted.
    pub name: String,
    /// What it is read as.
    pub shape: Shape,
    /// Whether it could be read as the other, too.
    pub either: bool,
    /// Names of the tables, where there are several.
    pub tables: Vec<String>,
    /// Which of them.
    pub table: usize,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The columns of a list.
    pub columns: Vec<Column>,
    /// How text is divided.
    pub division: Division,
    /// What becomes of each row or piece.
    pub rows: Vec<Row>,
    /// What was not understood or not read, in sentences.
    pub told: Vec<String>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "IntakeColumn")]
pub struct Column {
    /// As the first row has it, or "Column 3".
    pub name: String,
    /// What it holds.
    pub field: Field,
    /// The first few cells that hold anything.
    pub samples: Vec<String>,
}

/// What becomes of one row or piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "IntakeRow")]
pub struct Row {
    /// Its number: as the list counts its rows, or the pieces from 1.
    pub number: u32,
    /// Whether it is brought in.
    pub take: bool,
    /// What it becomes.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// First day; `None` until it is known.
    pub date: Option<String>,
    /// Last day.
    pub date_to: Option<String>,
    /// The date as it is written.
    pub written: String,
    /// Minutes.
    pub minutes: Option<u32>,
    /// HCPC's type of activity.
    pub cpd_type: Option<CpdType>,
    /// The beginning of its text.
    pub line: String,
    /// What has to be asked about its date, in a sentence; `None` when it is certain or settled.
    pub question: Option<String>,
    /// Days it may mean, most likely first.
    pub offers: Vec<String>,
    /// Why it looks like notes on a client.
    pub suspect: Option<String>,
    /// Id of the record that it seems to be already.
    pub same_as: Option<String>,
    /// Number of the earlier row that it repeats.
    pub repeats: Option<u32>,
    /// Why it cannot be brought in as it is.
    pub refused: Option<String>,
}

/// What was brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Brought")]
pub struct Brought {
    /// Ids of the new records, in the order of the source.
    pub records: Vec<String>,
    /// Rows or pieces that were left out.
    pub left_out: u32,
    /// Ids of the evidence that its source is kept as.
    pub evidence: Vec<String>,
}
