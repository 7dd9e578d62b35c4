//! What a finding says, and what is known of the owner's own clients.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of thing could tell who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "PrivacyKind")]
pub enum Kind {
    /// A name, nickname or initials of one of the owner's own clients.
    ClientName,
    /// A client's code.
    ClientCode,
    /// NHS or CHI number.
    NhsNumber,
    /// National Insurance number.
    NiNumber,
    /// UK postcode.
    Postcode,
    /// Street and house, or a post-office box.
    Address,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Day or year of birth.
    DateOfBirth,
    /// Exact age.
    Age,
    /// Somebody's name, told by what stands around it.
    PersonName,
    /// School, ward, hospital, service or town.
    Place,
    /// Address in the web, or a name in a social network.
    Link,
    /// Registration, hospital or case number, other than the owner's own.
    Registration,
    /// Several things that tell together who it is.
    Combination,
}

impl Kind {
    /// Whether it is one of the owner's own clients, whom nothing that is meant for others may name.
    pub fn is_own_client(self) -> bool {
        matches!(self, Self::ClientName | Self::ClientCode)
    }

    /// Its name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClientName => "client-name",
            Self::ClientCode => "client-code",
            Self::NhsNumber => "nhs-number",
            Self::NiNumber => "ni-number",
            Self::Postcode => "postcode",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::DateOfBirth => "date-of-birth",
            Self::Age => "age",
            Self::PersonName => "person-name",
            Self::Place => "place",
            Self::Link => "link",
            Self::Registration => "registration",
            Self::Combination => "combination",
        }
    }
}

/// How sure it is that what was found is one of the owner's own clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Surety {
    /// Without doubt another word: "May" in "3 May 2026".
    OtherWord,
    /// A client or another word: only the owner can tell.
    Unclear,
    /// As sure as a check can be.
    #[default]
    Sure,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where it begins, in Unicode code points.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// The words themselves.
    pub value: String,
    /// Why it was found, in a sentence.
    pub why: String,
    /// Of a client of one's own: how sure. Whoever only reports says it of every finding alike.
    #[serde(skip)]
    pub surety: Surety,
}

/// One of the owner's own clients. It cannot be printed, nor read by another crate: what is found says only what stands in the text.
#[derive(Clone, Default, Deserialize)]
pub struct OwnClient {
    /// Name in full.
    #[serde(default)]
    pub(crate) name: String,
    /// What they are called; several with commas.
    #[serde(default)]
    pub(crate) known_as: String,
    /// The code in records; empty when there is none.
    #[serde(default)]
    pub(crate) code: String,
}

/// What is known beforehand.
#[derive(Clone, Default)]
pub struct Own {
    /// The owner's clients.
    pub(crate) clients: Vec<OwnClient>,
    /// The owner's own registration numbers, which may stand.
    pub(crate) registrations: Vec<String>,
    /// The owner's own name, which may stand unless it is a client's too.
    pub(crate) owner: String,
}

impl Own {
    /// These clients, and no number.
    pub fn of(clients: Vec<OwnClient>) -> Self {
        Self {
            clients,
            ..Self::default()
        }
    }

    /// And these.
    pub(crate) fn extend(&mut self, other: Self) {
        self.clients.extend(other.clients);
        self.registrations.extend(other.registrations);
        if self.owner.is_empty() {
            self.owner = other.owner;
        }
    }

    /// Whether `name` is the owner's, or a part of it.
    pub(crate) fn is_owner(&self, name: &str) -> bool {
        let words = |text: &str| -> Vec<String> {
            text.to_lowercase()
                .split(|sign: char| !(sign.is_alphanumeric() || sign == '-'))
                .filter(|word| !word.is_empty() && *word != "s")
                .map(str::to_owned)
                .collect()
        };
        let own = words(&self.owner);
        let name = words(name);
        !name.is_empty() && name.iter().all(|word| own.contains(word))
    }
}
