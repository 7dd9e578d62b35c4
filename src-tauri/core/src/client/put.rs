//! Clients as a JSON export has them, written and read back.
//!
//! What always holds: lists come in an order that survives being read back; a client's key is its code; who anybody is is left
//! out unless it was asked for.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::identity::{self, Sealed};
use super::model::{Asker, Erasure, Facts, Handover, Request, Usual};
use super::{access, erase, handover, pages, retention};
use crate::error::{Error, Result};
use crate::record;
use crate::storage::new_id;
use crate::vault::Portfolio;
use crate::world::World;

/// Clients' pages, times of keeping, requests and the lines that erasures left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<OnPage>,
    /// Usual times of keeping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual: Option<Usual>,
    /// Who asked for what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Asked>,
    /// What was erased.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub erasures: Vec<Erasure>,
    /// If the owner cannot work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// Who the clients are, when that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<Behind>,
}

/// What is written on the page of the client with this code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnPage {
    /// Code.
    pub client: String,
    /// The words.
    #[serde(default)]
    pub facts: Facts,
}

/// A request about the client with this code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Code.
    pub client: String,
    /// The day it came.
    pub received: String,
    /// The day it is to be answered by.
    #[serde(default)]
    pub due: String,
    /// Who asks.
    pub asker: Asker,
    /// By what authority.
    #[serde(default)]
    pub authority: String,
    /// Whoever asks is who they say.
    #[serde(default)]
    pub identity_checked: bool,
    /// Serious harm.
    #[serde(default)]
    pub harm: String,
    /// Other people.
    #[serde(default)]
    pub others: String,
    /// The day it was answered.
    #[serde(default)]
    pub answered: Option<String>,
}

/// Who the client with this code is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behind {
    /// Code.
    pub client: String,
    /// Who it is.
    pub identity: Sealed,
}

impl File {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything but who anybody is.
///
/// # Errors
/// `damaged`, `disk`.
pub fn file(portfolio: &Portfolio) -> Result<File> {
    let db = portfolio.db();
    let mut pages = Vec::new();
    let mut requests = Vec::new();
    for client in record::with_pages(db)? {
        let code = record::code_of(db, &client)?;
        let mut asked = access::of(db, &client)?;
        // Ids are made anew when it is read back.
        let order = |one: &Request| (one.received.clone(), one.due.clone(), one.asker.as_str(), one.authority.clone());
        asked.sort_by_key(order);
        requests.extend(asked.into_iter().map(|one| Asked {
            client: code.clone(),
            received: one.received,
            due: one.due,
            asker: one.asker,
            authority: one.authority,
            identity_checked: one.identity_checked,
            harm: one.harm,
            others: one.others,
            answered: one.answered,
        }));
        let (_, facts) = pages::facts(db, &client)?;
        pages.push(OnPage { client: code, facts });
    }
    let usual = retention::rule(portfolio)?;
    let mut erasures = erase::erasures(portfolio)?;
    erasures.sort_by(|a, b| (&a.on, &a.reason, a.case_notes).cmp(&(&b.on, &b.reason, b.case_notes)));
    Ok(File {
        pages,
        usual: (usual != Usual::default()).then_some(usual),
        requests,
        erasures,
        handover: Some(handover::handover(portfolio)?.handover).filter(|one| *one != Handover::default()),
        identities: Vec::new(),
    })
}

/// Who every client is that anything is written down of, for a file that was asked for with identities.
///
/// # Errors
/// `damaged`, `disk`.
pub fn identities(portfolio: &Portfolio) -> Result<Vec<Behind>> {
    let db = portfolio.db();
    let mut behind = Vec::new();
    for client in record::with_pages(db)? {
        if let Some(identity) = identity::sealed(db, &client)? {
            let client = record::code_of(db, &client)?;
            behind.push(Behind { client, identity });
        }
    }
    Ok(behind)
}

/// Writes what a file brings, within the importer's transaction.
///
/// # Errors
/// `invalid` with the field.
pub fn put(connection: &Connection, world: &dyn World, file: &File) -> Result<()> {
    let client = |code: &str| {
        record::check_code("client", code)?;
        record::with_page(connection, world, code)
    };
    let mut seen = std::collections::HashSet::new();
    for page in &file.pages {
        pages::check(&page.facts)?;
        let id = client(&page.client)?;
        if !seen.insert(id.clone()) {
            return Err(Error::field("pages", "Two pages are of one client."));
        }
        if page.facts != Facts::default() {
            let (version, _) = pages::facts(connection, &id)?;
            pages::write(connection, &id, version, &page.facts)?;
        }
    }
    if let Some(usual) = file.usual {
        retention::put(connection, usual)?;
    }
    for one in &file.requests {
        access::put(
            connection,
            &Request {
                id: new_id(world)?,
                client_id: client(&one.client)?,
                received: one.received.clone(),
                due: one.due.clone(),
                asker: one.asker,
                authority: one.authority.clone(),
                identity_checked: one.identity_checked,
                harm: one.harm.clone(),
                others: one.others.clone(),
                answered: one.answered.clone(),
            },
        )?;
    }
    for one in &file.erasures {
        record::date("on", &one.on)?;
        pages::text("reason", &one.reason, 500)?;
        erase::put(connection, &new_id(world)?, one)?;
    }
    if let Some(one) = &file.handover {
        handover::put(connection, one)?;
    }
    file.identities
        .iter()
        .try_for_each(|one| identity::put(connection, &client(&one.client)?, &one.identity))
}
