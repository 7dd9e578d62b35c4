//! Names that several records share, keywords and clients' codes: hung on a record, and taken off.
//!
//! What always holds: a name stands once in its table; what no record carries any more is swept only when nothing that can be
//! taken back speaks of it.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Result;
use crate::storage::new_id;
use crate::world::World;

/// A list of names in a table of its own, and the pairs that hang it on records.
struct Named {
    read: &'static str,
    find: &'static str,
    make: &'static str,
    hang: &'static str,
    unhang: &'static str,
    spell: &'static str,
    /// Finds what the record carries by a name it had before.
    before: Option<&'static str>,
}

const KEYWORDS: Named = Named {
    read: "SELECT keyword.id, name FROM keyword JOIN record_keyword ON keyword.id = keyword_id WHERE record_id = ?1 ORDER BY name",
    find: "SELECT id FROM keyword WHERE name = ?1",
    make: "INSERT INTO keyword (id, name) VALUES (?1, ?2)",
    hang: "INSERT INTO record_keyword (record_id, keyword_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    unhang: "DELETE FROM record_keyword WHERE record_id = ?1 AND keyword_id = ?2",
    spell: "UPDATE keyword SET name = ?2 WHERE id = ?1 AND name <> ?2 COLLATE BINARY AND NOT EXISTS (SELECT 1 FROM record_keyword WHERE keyword_id = ?1)",
    before: None,
};

const CLIENTS: Named = Named {
    read: "SELECT client.id, code AS name FROM client JOIN record_client ON client.id = client_id WHERE record_id = ?1 ORDER BY code",
    find: "SELECT id FROM client WHERE code = ?1",
    make: "INSERT INTO client (id, code) VALUES (?1, ?2)",
    hang: "INSERT INTO record_client (record_id, client_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    unhang: "DELETE FROM record_client WHERE record_id = ?1 AND client_id = ?2",
    spell: "UPDATE client SET code = ?2 WHERE id = ?1 AND code <> ?2 COLLATE BINARY AND page = 0 AND NOT EXISTS (SELECT 1 FROM record_client WHERE client_id = ?1)",
    before: Some(
        "SELECT record_client.client_id AS id FROM record_client JOIN client_former ON client_former.client_id = record_client.client_id
         WHERE record_id = ?1 AND client_former.code = ?2",
    ),
};

fn write_named(connection: &Connection, world: &dyn World, id: &str, names: &[String], named: &Named) -> Result<()> {
    let mut wanted = Vec::new();
    for name in names {
        let name = name.trim();
        let found = connection
            .prepare_cached(named.find)?
            .query_row([name], |row| row.get::<_, String>("id"))
            .optional()?;
        let name_id = match found {
            Some(found) => {
                // A name that nobody carries at present is spelt as it is written now.
                connection.prepare_cached(named.spell)?.execute(params![found, name])?;
                found
            }
            None => {
                if let Some(former) = found_before(connection, id, name, named)? {
                    wanted.push(former);
                    continue;
                }
                let made = new_id(world)?;
                connection.prepare_cached(named.make)?.execute(params![made, name])?;
                made
            }
        };
        wanted.push(name_id);
    }
    let known = read_named(connection, id, named)?;
    for name_id in wanted.iter().filter(|name_id| known.iter().all(|(known, _)| known != *name_id)) {
        connection.prepare_cached(named.hang)?.execute(params![id, name_id])?;
    }
    for (gone, _) in known.iter().filter(|(known, _)| !wanted.contains(known)) {
        // The name stays, unseen: steps that can still be taken back may speak of it. Emptying the bin sweeps.
        connection.prepare_cached(named.unhang)?.execute(params![id, gone])?;
    }
    Ok(())
}

/// The name that this record carries under another spelling by now: a code that was changed while an editor held the old one.
fn found_before(connection: &Connection, id: &str, name: &str, named: &Named) -> Result<Option<String>> {
    let Some(before) = named.before else { return Ok(None) };
    let found = connection
        .prepare_cached(before)?
        .query_row([id, name], |row| row.get("id"))
        .optional()?;
    Ok(found)
}

fn read_named(connection: &Connection, id: &str, named: &Named) -> Result<Vec<(String, String)>> {
    let names = connection
        .prepare_cached(named.read)?
        .query_map([id], |row| Ok((row.get("id")?, row.get("name")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// Writes the record's keywords.
pub(super) fn write_keywords(connection: &Connection, world: &dyn World, id: &str, names: &[String]) -> Result<()> {
    write_named(connection, world, id, names, &KEYWORDS)
}

/// Writes the codes of the clients it speaks of.
pub(super) fn write_clients(connection: &Connection, world: &dyn World, id: &str, codes: &[String]) -> Result<()> {
    write_named(connection, world, id, codes, &CLIENTS)
}

/// Hangs one more keyword on a record that has `keywords`.
pub(super) fn add_keyword(connection: &Connection, world: &dyn World, id: &str, keywords: &[String], name: &str) -> Result<()> {
    let all: Vec<String> = keywords.iter().cloned().chain([name.to_owned()]).collect();
    write_keywords(connection, world, id, &all)
}

/// Keywords of the record, by name.
pub(super) fn read_keywords(connection: &Connection, id: &str) -> Result<Vec<String>> {
    Ok(read_named(connection, id, &KEYWORDS)?.into_iter().map(|(_, name)| name).collect())
}

/// Client codes of the record.
pub(super) fn read_clients(connection: &Connection, id: &str) -> Result<Vec<String>> {
    Ok(read_named(connection, id, &CLIENTS)?.into_iter().map(|(_, name)| name).collect())
}

/// Removes keywords and codes that no record carries any more, and no step that can be taken back speaks of.
pub(super) fn sweep_names(connection: &Connection) -> Result<()> {
    for (table, from, column, unless) in [
        ("keyword", "record_keyword", "keyword_id", ""),
        ("client", "record_client", "client_id", " AND page = 0"),
    ] {
        connection.execute(
            &format!(
                "DELETE FROM {table} WHERE NOT EXISTS (SELECT 1 FROM {from} WHERE {column} = {table}.id){unless}
                   AND NOT EXISTS (SELECT 1 FROM change JOIN revision ON revision.id = revision_id AND state <> 'kept'
                     WHERE (tbl = '{table}' AND key = json_array({table}.id))
                        OR (tbl = '{from}' AND json_extract(key, '$[1]') = {table}.id))"
            ),
            [],
        )?;
    }
    Ok(())
}
