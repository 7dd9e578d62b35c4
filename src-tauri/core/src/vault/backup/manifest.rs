//! `MANIFEST.json`: what a backup holds, readable without a key, and sealed with one.
//!
//! What always holds: the manifest says how many, never what; its seal is made with a key derived from the portfolio's, so
//! that whoever has that key knows whether every number and every hash in it is as it was written.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::error::{Code, Error, Result};
use crate::record;
use crate::storage::SCHEMA;
use crate::vault::Secret;
use crate::vault::attachments::is_name;
use crate::vault::key::hex;

const FORMAT: &str = "triptych-backup";
/// The highest that is read: the number of one that has the files of evidence in it.
const VERSION: u32 = 2;
/// Of one that has them beside it.
const PLAIN: u32 = 1;

/// What seals a manifest.
pub(in crate::vault) type SealKey = Secret;

/// How much is in a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "BackupCounts")]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Records by kind (`reflection`, `case-note`, `supervision`, `cpd`), without those in the bin.
    pub records: BTreeMap<String, u32>,
    /// Records in the bin.
    pub binned: u32,
    /// Rows by table; the search index is left out, because it is made from the rest.
    pub tables: BTreeMap<String, u32>,
}

impl Counts {
    /// Counts what is in `connection`, whatever its schema version.
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        let names: Vec<String> = connection
            .prepare(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
            )?
            .query_map([], |row| row.get("name"))?
            .collect::<rusqlite::Result<_>>()?;
        let mut tables = BTreeMap::new();
        for name in names {
            let quoted = name.replace('"', "\"\"");
            let rows = connection.query_row(&format!("SELECT count(*) FROM \"{quoted}\""), [], |row| row.get(0))?;
            tables.insert(name, rows);
        }
        let (records, binned) = record::count_kinds(connection)?;
        Ok(Self { records, binned, tables })
    }

    /// How many records there are outside of the bin.
    pub fn all(&self) -> u32 {
        self.records.values().sum()
    }
}

/// A file in the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    /// Its name, which is one of the names known.
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    /// Of its bytes, in hexadecimal.
    pub(super) sha256: String,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    format: String,
    version: u32,
    pub(super) portfolio_id: String,
    pub(super) schema: u32,
    /// RFC 3339 in UTC.
    pub(super) made_at: String,
    pub(super) app_version: String,
    pub(super) counts: Counts,
    pub(super) members: Vec<Member>,
    /// Files of evidence that the portfolio needs, by name, in order: outside of the zip, or in it where it holds everything.
    pub(super) attachments: Vec<String>,
}

/// The file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) backup: Facts,
    seal: String,
}

/// Reads only far enough to know whether a newer Triptych wrote it.
#[derive(Deserialize)]
struct Peek {
    backup: PeekFacts,
}
#[derive(Deserialize)]
struct PeekFacts {
    format: String,
    version: u32,
}

impl Facts {
    pub(super) fn new(portfolio_id: String, schema: u32, made_at: String, counts: Counts, attachments: Vec<String>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: PLAIN,
            portfolio_id,
            schema,
            made_at,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            counts,
            members: Vec::new(),
            attachments,
        }
    }

    /// It holds the files of evidence itself.
    pub(super) fn hold_everything(&mut self) {
        self.version = VERSION;
    }

    /// Whether the files of evidence are in it, and not beside it.
    pub(super) fn is_whole(&self) -> bool {
        self.version == VERSION
    }

    /// The member of this name.
    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    fn seal(&self, key: &SealKey) -> Result<String> {
        let digest = Sha256::digest(serde_json::to_vec(self).map_err(Error::internal)?);
        let mut seal = [0; 32];
        // Exposed to be derived from.
        Hkdf::<Sha256>::new(None, key.expose_bytes())
            .expand(&digest, &mut seal)
            .map_err(Error::internal)?;
        Ok(hex(&seal))
    }
}

impl Manifest {
    /// Seals `backup`.
    pub(super) fn make(backup: Facts, key: &SealKey) -> Result<Self> {
        Ok(Self {
            seal: backup.seal(key)?,
            backup,
        })
    }

    /// The file's bytes.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Error::internal)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads a manifest. Nothing in it is known to be true before `check_seal`.
    ///
    /// # Errors
    /// `newer`, or `refused` when it is none of ours.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        if let Ok(peek) = serde_json::from_slice::<Peek>(bytes)
            && peek.backup.format == FORMAT
            && peek.backup.version > VERSION
        {
            return Err(newer());
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|cause| foreign().detail(format!("line {} column {}", cause.line(), cause.column())))?;
        let facts = &manifest.backup;
        if facts.format != FORMAT || !(PLAIN..=VERSION).contains(&facts.version) || facts.schema == 0 {
            return Err(foreign().detail("format"));
        }
        if facts.schema > SCHEMA {
            return Err(newer());
        }
        let in_order = if facts.is_whole() {
            facts.attachments.is_sorted_by(|a, b| a < b)
        } else {
            facts.attachments.is_sorted()
        };
        if !facts.attachments.iter().all(|name| is_name(name)) || !in_order {
            return Err(foreign().detail("attachments"));
        }
        Ok(manifest)
    }

    /// Whether it is as the holder of `key` wrote it.
    pub(super) fn check_seal(&self, key: &SealKey) -> Result<bool> {
        Ok(self.seal == self.backup.seal(key)?)
    }
}

/// A zip, perhaps, but none that Triptych wrote.
pub(super) fn foreign() -> Error {
    Error::new(
        Code::Refused,
        "This file is not a backup that Triptych wrote. It has not been unpacked, and nothing has been changed.",
    )
    .hint("Choose a file that is called “Triptych backup” and a date.")
}

fn newer() -> Error {
    Error::new(
        Code::Newer,
        "This backup was made by a newer Triptych. It has not been unpacked, and nothing has been changed.",
    )
    .hint("Install the newest Triptych and restore it there.")
}
