//! Who a client is: the room behind the wall.
//!
//! What always holds: no other module names this table or the type of its rows (a test reads the sources); what leaves is
//! sealed, so that others can hand it on and cannot look into it; nothing here is searched, logged or printed for debugging.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::pages;
use crate::error::{Error, Result};
use crate::privacy::OwnClient;
use crate::record;
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a line, and of the contacts.
const LINE: usize = 200;
const CONTACTS: usize = 2_000;

/// Who it is.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ClientIdentity")]
struct Identity {
    /// Name.
    #[serde(default)]
    name: String,
    /// What they are called.
    #[serde(default)]
    known_as: String,
    /// Year of birth.
    #[serde(default)]
    birth_year: Option<i32>,
    /// Telephone, address, whom to call.
    #[serde(default)]
    contacts: String,
    /// Who sent them.
    #[serde(default)]
    referrer: String,
}

/// Who somebody is, handed on without being seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(rename = "SealedIdentity")]
pub struct Sealed(Identity);

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

impl Sealed {
    /// Label and words of what is written down, for the subject's own access.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let Identity {
            name,
            known_as,
            birth_year,
            contacts,
            referrer,
        } = self.0.clone();
        [
            ("Name", name),
            ("Known as", known_as),
            ("Year of birth", birth_year.map(|year| year.to_string()).unwrap_or_default()),
            ("Contacts", contacts),
            ("Referred by", referrer),
        ]
        .into_iter()
        .filter(|(_, words)| !words.trim().is_empty())
        .collect()
    }
}

/// Who the client is, for its own page.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn reveal(portfolio: &Portfolio, id: &str) -> Result<Sealed> {
    record::code_of(portfolio.db(), id)?;
    Ok(sealed(portfolio.db(), id)?.unwrap_or_else(|| Sealed(Identity::default())))
}

pub(super) fn sealed(connection: &Connection, id: &str) -> Result<Option<Sealed>> {
    Ok(read(connection, id)?.map(Sealed))
}

/// Writes who the client is; nothing at all takes the row away.
///
/// # Errors
/// `invalid` with the field, `not-found`, `read-only`, `disk`.
pub fn save_identity(portfolio: &mut Portfolio, id: &str, identity: &Sealed) -> Result<()> {
    let this_year = chrono::Datelike::year(&portfolio.world().today());
    check(identity, this_year)?;
    transact(portfolio, Op::SaveIdentity, Scope::default(), |connection| {
        record::code_of(connection, id)?;
        record::keep_page(connection, id)?;
        write(connection, id, identity)
    })
}

/// Within the importer's transaction.
pub(super) fn put(connection: &Connection, id: &str, identity: &Sealed) -> Result<()> {
    check(identity, 2200)?;
    write(connection, id, identity)
}

fn check(Sealed(identity): &Sealed, latest: i32) -> Result<()> {
    for (field, text, most) in [
        ("name", &identity.name, LINE),
        ("known_as", &identity.known_as, LINE),
        ("contacts", &identity.contacts, CONTACTS),
        ("referrer", &identity.referrer, LINE),
    ] {
        pages::text(field, text, most)?;
    }
    if identity.birth_year.is_some_and(|year| !(1900..=latest).contains(&year)) {
        return Err(Error::field("birth_year", "The year of birth lies between 1900 and this year.").hint("Write all four figures."));
    }
    Ok(())
}

fn write(connection: &Connection, id: &str, Sealed(identity): &Sealed) -> Result<()> {
    if *identity == Identity::default() {
        connection
            .prepare_cached("DELETE FROM client_identity WHERE client_id = ?1")?
            .execute([id])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO client_identity (client_id, name, known_as, birth_year, contacts, referrer) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (client_id) DO UPDATE SET name = excluded.name, known_as = excluded.known_as, birth_year = excluded.birth_year,
             contacts = excluded.contacts, referrer = excluded.referrer",
        )?
        .execute(params![
            id,
            identity.name.trim(),
            identity.known_as.trim(),
            identity.birth_year,
            identity.contacts,
            identity.referrer.trim()
        ])?;
    Ok(())
}

fn read(connection: &Connection, id: &str) -> Result<Option<Identity>> {
    let found = connection
        .prepare_cached("SELECT name, known_as, birth_year, contacts, referrer FROM client_identity WHERE client_id = ?1")?
        .query_row([id], of)
        .optional()?;
    Ok(found)
}

fn of(row: &Row<'_>) -> rusqlite::Result<Identity> {
    Ok(Identity {
        name: row.get("name")?,
        known_as: row.get("known_as")?,
        birth_year: row.get("birth_year")?,
        contacts: row.get("contacts")?,
        referrer: row.get("referrer")?,
    })
}

/// Whether anything is written down of who it is.
pub(super) fn is_known(connection: &Connection, id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM client_identity WHERE client_id = ?1")?
        .exists([id])?)
}

/// The year of birth, from which a child's time of keeping is counted.
pub(super) fn birth_year(connection: &Connection, id: &str) -> Result<Option<i32>> {
    Ok(read(connection, id)?.and_then(|identity| identity.birth_year))
}

/// Every client as the privacy check looks for them, with all codes, present and former. Read only.
pub(crate) fn sought(portfolio: &Portfolio) -> Result<Vec<OwnClient>> {
    let db = portfolio.db();
    let mut all = Vec::new();
    for client in record::coded(portfolio)? {
        let identity = read(db, &client.id)?.unwrap_or_default();
        let mut codes = record::codes(db, &client.id)?.into_iter();
        all.push(OwnClient {
            name: identity.name,
            known_as: identity.known_as,
            code: codes.next().unwrap_or_default(),
        });
        all.extend(codes.map(|code| OwnClient {
            code,
            ..OwnClient::default()
        }));
    }
    Ok(all)
}

/// Words that name the client, to look for where they should not stand: a whole name as written, and what they are called
/// when that is more than one word. A first name alone is too often a word of the language.
pub(super) fn names(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let Some(identity) = read(connection, id)? else {
        return Ok(Vec::new());
    };
    Ok([identity.name, identity.known_as]
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| name.contains(char::is_whitespace))
        .collect())
}
