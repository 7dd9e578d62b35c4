//! The JSON format: shapes as they stand in a file.
//!
//! They are apart from the contract's on purpose: the contract changes with the window, a file is read for years. Unknown
//! fields are refused, so that nothing in a file is dropped in silence; what a later version adds raises `VERSION`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::assessment::Answer;
use crate::error::{Code, Error, Result};
pub use crate::evidence::{Exchanged as Evidence, ExchangedFile as EvidenceFile};
pub use crate::hcpc::ChosenEvidence;
use crate::hcpc::{Arranged, Drawn, LetterForm, StoredAnswer};
use crate::profile::Profession;
use crate::record::{Attendance, Content, CpdType, Kind, LinkKind, SavedFilter, SupervisionFormat, SupervisionType, Template};
use crate::{client, reflection, supervision};

/// What `format` says.
pub const FORMAT: &str = "triptych-portfolio";
/// The version written, and the newest that is read.
pub const VERSION: u32 = 1;

/// A whole portfolio. Keys are words of the file's own choice (UUIDs in an export); days are YYYY-MM-DD, moments RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are named as the contract's, where each is explained")]
pub struct File {
    pub format: String,
    pub version: u32,
    #[serde(default)]
    pub sample: bool,
    pub profile: Profile,
    pub records: Vec<Record>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    #[serde(default)]
    pub assessments: Vec<Assessment>,
    #[serde(default)]
    pub cycles: Vec<Cycle>,
    #[serde(default, skip_serializing_if = "supervision::File::is_empty")]
    pub supervision: supervision::File,
    /// What new records may begin with; ids are keys of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
    /// Questions to the list that have a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<SavedFilter>,
    #[serde(default, skip_serializing_if = "client::File::is_empty")]
    pub clients: client::File,
    /// Reflection models of one's own, in their order; records name them by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<reflection::Own>,
    /// Numbers of HCPC's rules that the owner has put right.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rule_numbers: BTreeMap<String, u32>,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Profile {
    pub name: String,
    pub profession: Option<Profession>,
    #[serde(default)]
    pub registration: String,
    pub level: Option<String>,
    pub registered_since: Option<String>,
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// A post or a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Role {
    pub key: String,
    pub title: String,
    #[serde(default)]
    pub setting: String,
    pub start: Option<String>,
    pub end: Option<String>,
    pub own_practice: bool,
    pub employer: Option<String>,
}

/// A record of any kind. `role`, and `to` in its links, are keys; times of making are left out where nobody knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Record {
    pub key: String,
    pub kind: Kind,
    #[serde(default)]
    pub title: String,
    pub date: String,
    #[serde(default)]
    pub date_to: Option<String>,
    #[serde(default)]
    pub minutes: Option<u32>,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub draft: bool,
    #[serde(default)]
    pub model: Option<String>,
    pub sections: Vec<Section>,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub clients: Vec<String>,
    #[serde(default)]
    pub session_number: Option<u32>,
    #[serde(default)]
    pub setting: Option<String>,
    #[serde(default)]
    pub supervision: Option<Supervision>,
    #[serde(default)]
    pub actions: Vec<Action>,
    #[serde(default)]
    pub cpd: Option<Cpd>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    #[serde(default)]
    pub public_name: Option<String>,
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// Statements that are not to be suggested for it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_suggested: Vec<String>,
    #[serde(default)]
    pub links: Vec<Link>,
    #[serde(default)]
    pub additions: Vec<Addition>,
    /// What is being added to a closed case note, and is no part of it yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unfinished_addition: String,
    /// What is different since; no words where it was asked and left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub echo: Option<Echo>,
    /// What it said before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned_at: Option<String>,
}

/// A stage's text, as Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Section {
    pub stage: String,
    pub text: String,
}

/// What only supervision has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Supervision {
    #[serde(default)]
    pub supervisor: String,
    pub format: Option<SupervisionFormat>,
    #[serde(default)]
    pub remote: bool,
    #[serde(default)]
    pub themes: String,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SupervisionType>,
    /// Key of the agreement it was held under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given: bool,
}

/// What only a case note has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Case {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub themes: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub risk: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ending: bool,
}

/// Something agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Action {
    pub text: String,
    pub due: Option<String>,
    pub done_on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// What makes a record CPD.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Cpd {
    #[serde(rename = "type")]
    pub kind: Option<CpdType>,
    pub provider: Option<String>,
    #[serde(default)]
    pub certificate: bool,
    #[serde(default)]
    pub learnt: String,
    #[serde(default)]
    pub practice: String,
    #[serde(default)]
    pub service_users: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sub_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_pence: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<u8>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next_step: String,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Tag {
    pub statement: String,
    #[serde(default)]
    pub claim: String,
}

/// A link from the record it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Link {
    pub to: String,
    pub kind: LinkKind,
}

/// A dated addition; `date` is a day, or a moment in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Addition {
    pub date: String,
    pub text: String,
}

/// A line on what is different since; `date` is a day, or a moment in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Echo {
    pub date: String,
    #[serde(default)]
    pub text: String,
}

/// What a record said when it was saved at `date`; the content is the contract's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Version {
    pub date: String,
    pub content: Content,
}

/// An answer to "where I stand"; `date` is a day, or a moment in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Assessment {
    pub statement: String,
    pub answer: Option<Answer>,
    pub date: String,
    #[serde(default)]
    pub note: String,
    pub by: Option<String>,
}

/// A renewal cycle and what is written for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Cycle {
    pub start: String,
    pub end: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub introduction: String,
    #[serde(default)]
    pub gaps: Vec<Gap>,
    #[serde(default)]
    pub chosen: Vec<Chosen>,
    /// Records listed by choice, not by the rule.
    #[serde(default)]
    pub also_listed: Vec<String>,
    /// Records left out by choice, against the rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_listed: Vec<String>,
    /// Evidence with people in it, chosen one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen_evidence: Vec<ChosenEvidence>,
    /// What was answered to the privacy check.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<StoredAnswer>,
    /// The letter that asks for the profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
    /// What was arranged around the profile.
    #[serde(default, skip_serializing_if = "Arranged::is_empty")]
    pub arranged: Arranged,
    /// Letters of HCPC that ask for more, oldest first; their records and evidence are keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<LetterForm>,
}

/// The explanation of a gap, in months (YYYY-MM).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Gap {
    pub from: String,
    pub to: String,
    pub explanation: String,
}

/// An activity of the personal statement; `evidence` are keys, and go with the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in the contract")]
pub struct Chosen {
    pub record: String,
    #[serde(default)]
    pub what: String,
    #[serde(default)]
    pub learnt: String,
    #[serde(default)]
    pub quality: String,
    #[serde(default)]
    pub service_users: String,
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// As much of a file as tells what it is.
#[derive(Deserialize)]
struct Head {
    format: Option<String>,
    version: Option<u32>,
}

impl File {
    /// Reads a file's bytes.
    ///
    /// # Errors
    /// `invalid` when it is no Triptych JSON or some part is not understood (with line and column), `newer`.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let not_ours = || {
            Error::new(Code::Invalid, "This is not a portfolio exported as JSON. Nothing has been changed.").hint("Choose another file.")
        };
        let head: Head = serde_json::from_slice(bytes).map_err(|_| not_ours())?;
        match (head.format.as_deref(), head.version) {
            (Some(FORMAT), Some(version)) if version > VERSION => {
                return Err(
                    Error::new(Code::Newer, "This file was written by a newer Triptych. Nothing has been changed.")
                        .hint("Install the newest Triptych and read it there."),
                );
            }
            (Some(FORMAT), Some(_)) => {}
            _ => return Err(not_ours()),
        }
        // serde's message may quote a value, so only the place is passed on.
        serde_json::from_slice(bytes).map_err(|cause| {
            Error::new(
                Code::Invalid,
                format!(
                    "Part of this file is not as it should be (line {}, column {}). Nothing has been changed.",
                    cause.line(),
                    cause.column()
                ),
            )
        })
    }

    /// The file's bytes: indented, ending with a line break, the same for the same content.
    ///
    /// # Errors
    /// None in practice.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Error::internal)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
