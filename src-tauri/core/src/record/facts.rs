//! What only records of one kind have, and what makes any of them CPD. Shapes only, as in `model.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// HCPC's types of activity, in its words' substance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CpdType {
    /// Work-based learning.
    WorkBased,
    /// Professional activity.
    Professional,
    /// Formal education.
    Formal,
    /// Self-directed learning.
    SelfDirected,
    /// Other.
    Other,
}

impl CpdType {
    /// All types, in HCPC's order.
    pub const ALL: [Self; 5] = [Self::WorkBased, Self::Professional, Self::Formal, Self::SelfDirected, Self::Other];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkBased => "work-based",
            Self::Professional => "professional",
            Self::Formal => "formal",
            Self::SelfDirected => "self-directed",
            Self::Other => "other",
        }
    }

    /// The type's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::WorkBased => "Work-based learning",
            Self::Professional => "Professional activity",
            Self::Formal => "Formal education",
            Self::SelfDirected => "Self-directed learning",
            Self::Other => "Other",
        }
    }
}

/// How supervision is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SupervisionFormat {
    /// Supervisor and supervisee.
    Individual,
    /// A group with a supervisor.
    Group,
    /// Peers among themselves.
    Peer,
}

impl SupervisionFormat {
    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Group => "group",
            Self::Peer => "peer",
        }
    }

    /// The format's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Individual => "Individual",
            Self::Group => "Group",
            Self::Peer => "Peer",
        }
    }
}

/// What a session, or an agreement, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SupervisionType {
    /// Of the clinical work.
    Clinical,
    /// By a manager.
    Managerial,
    /// Among peers.
    Peer,
    /// In a group.
    Group,
}

impl SupervisionType {
    /// All types, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Clinical, Self::Managerial, Self::Peer, Self::Group];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clinical => "clinical",
            Self::Managerial => "managerial",
            Self::Peer => "peer",
            Self::Group => "group",
        }
    }

    /// The type's name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clinical => "Clinical",
            Self::Managerial => "Managerial",
            Self::Peer => "Peer",
            Self::Group => "Group",
        }
    }
}

/// What only supervision has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SupervisionFacts {
    /// The supervisor, as the owner names them.
    #[serde(default)]
    pub supervisor: String,
    /// Individual, group or peer.
    pub format: Option<SupervisionFormat>,
    /// By video or telephone.
    #[serde(default)]
    pub remote: bool,
    /// A line or two.
    #[serde(default)]
    pub themes: String,
    /// Clinical, managerial, peer or group; `None` is "not said".
    #[serde(rename = "type", default)]
    pub kind: Option<SupervisionType>,
    /// The agreement it was held under.
    #[serde(default)]
    pub agreement_id: Option<String>,
    /// The owner supervised; then `supervisor` names whom.
    #[serde(default)]
    pub given: bool,
}

/// How it came to the session of a case note, when it did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Attendance {
    /// The client did not come, and had not said so.
    DidNotAttend,
    /// The client cancelled.
    CancelledByClient,
    /// The owner cancelled.
    CancelledByMe,
}

impl Attendance {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::DidNotAttend, Self::CancelledByClient, Self::CancelledByMe];

    /// The word used in the database and the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DidNotAttend => "did-not-attend",
            Self::CancelledByClient => "cancelled-by-client",
            Self::CancelledByMe => "cancelled-by-me",
        }
    }

    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DidNotAttend => "Did not attend",
            Self::CancelledByClient => "Cancelled by the client",
            Self::CancelledByMe => "Cancelled by me",
        }
    }
}

/// What only a case note has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseFacts {
    /// `None` is "attended".
    #[serde(default)]
    pub attendance: Option<Attendance>,
    /// A line or two.
    #[serde(default)]
    pub themes: String,
    /// Something in it is a risk.
    #[serde(default)]
    pub risk: bool,
    /// It is about the ending of the work.
    #[serde(default)]
    pub ending: bool,
}

/// What makes a record CPD. Any kind but a case note may carry it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CpdFacts {
    /// HCPC's type of activity.
    #[serde(rename = "type")]
    pub kind: Option<CpdType>,
    /// Who offered it.
    #[serde(default)]
    pub provider: String,
    /// Whether there is a certificate.
    #[serde(default)]
    pub certificate: bool,
    /// What I learnt.
    #[serde(default)]
    pub learnt: String,
    /// How it changed my practice.
    #[serde(default)]
    pub practice: String,
    /// How it benefited service users.
    #[serde(default)]
    pub service_users: String,
    /// A kind of the type, such as "journal club".
    #[serde(default)]
    pub sub_type: String,
    /// What it cost, in pence.
    #[serde(default)]
    pub cost_pence: Option<u32>,
    /// HCPC's standards 1 to 4 that it speaks to.
    #[serde(default)]
    pub standards: Vec<u8>,
    /// What comes next.
    #[serde(default)]
    pub next_step: String,
}
