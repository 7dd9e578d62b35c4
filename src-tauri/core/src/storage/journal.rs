//! The journal: what stood before and after each row that a revision changed.
//!
//! What always holds: it is kept by temporary triggers, made anew at each opening from the tables as they are, so that no
//! feature can forget to record its inverse and no migration leaves a stale trigger; several changes of one row within a
//! revision become one. Derived columns (`record.body`, `first_line`) and the search index are left out: they are made
//! again from what is restored.

use rusqlite::Connection;

use crate::error::Result;

/// Every table whose rows the owner makes, and that undo restores.
pub(super) const FOLLOWED: &[&str] = &[
    "profile",
    "role",
    "record",
    "section",
    "addition",
    "cpd_facts",
    "action",
    "client",
    "record_client",
    "keyword",
    "record_keyword",
    "link",
    "tag",
    "suggestion_dismissed",
    "assessment",
    "evidence",
    "record_evidence",
    "cycle",
    "cycle_gap",
    "cycle_record",
    "cycle_answer",
    "cycle_mark",
    "cycle_exhibit",
    "cycle_left_out",
    "cycle_reminder",
    "cycle_aim",
    "aim_record",
    "cycle_letter",
    "letter_point",
    "point_record",
    "point_evidence",
    "rule_number",
    "supervision_person",
    "supervision_agreement",
    "supervision_facts",
    "agenda_item",
    "supervision_aim",
    "client_hours",
    "echo",
    "template",
    "saved_filter",
    "reflection_model",
    "case_facts",
    "client_former",
    "client_page",
    "client_identity",
    "retention_rule",
    "client_request",
    "handover",
    "client_erasure",
    "evidence_statement",
    "consent",
    "agreement_evidence",
    "cycle_evidence",
];

/// Names that several records share: a table, and the table and column that point at it.
const SHARED: &[(&str, &str, &str)] = &[
    ("role", "record", "role_id"),
    ("client", "record_client", "client_id"),
    ("keyword", "record_keyword", "keyword_id"),
    ("evidence", "record_evidence", "evidence_id"),
    ("supervision_person", "supervision_agreement", "person_id"),
    ("supervision_agreement", "supervision_facts", "agreement_id"),
];

/// Columns that are made again instead of restored.
const DERIVED: &[(&str, &str)] = &[("record", "body"), ("record", "first_line")];

/// A table's columns, as the journal restores them.
pub(super) struct Columns {
    pub(super) all: Vec<String>,
    pub(super) key: Vec<String>,
}

/// The columns of `table`, derived ones left out; the primary key in its order.
pub(super) fn columns(connection: &Connection, table: &str) -> Result<Columns> {
    let mut statement = connection.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let rows = statement
        .query_map([table], |row| Ok((row.get::<_, String>("name")?, row.get::<_, u32>("pk")?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut key: Vec<_> = rows.iter().filter(|(_, pk)| *pk > 0).cloned().collect();
    key.sort_by_key(|(_, pk)| *pk);
    let all = rows
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !DERIVED.contains(&(table, name.as_str())))
        .collect();
    Ok(Columns {
        all,
        key: key.into_iter().map(|(name, _)| name).collect(),
    })
}

/// Where the rows of `table` are pointed at from, as table and column; `None` for one whose rows belong to one record.
pub(super) fn shared(table: &str) -> Option<(&'static str, &'static str)> {
    let found = SHARED.iter().find(|(shared, _, _)| *shared == table);
    found.map(|(_, from, column)| (*from, *column))
}

/// Makes the triggers of this connection. Nothing is recorded until `record_into` names a revision.
pub(super) fn follow(connection: &Connection) -> Result<()> {
    let mut sql = String::from("CREATE TEMP TABLE IF NOT EXISTS journal_now (revision INTEGER);\n");
    for table in FOLLOWED {
        let columns = columns(connection, table)?;
        let object = |side: &str| {
            format!(
                "json_object({})",
                columns
                    .all
                    .iter()
                    .map(|name| format!("'{name}', {side}.{name}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let key = |side: &str| {
            format!(
                "json_array({})",
                columns
                    .key
                    .iter()
                    .map(|name| format!("{side}.{name}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let (before, after) = (object("OLD"), object("NEW"));
        // Writing only what is derived changes nothing that undo would restore.
        let update = format!("UPDATE OF {}", columns.all.join(", "));
        for (name, event, before, after, key) in [
            ("insert", "INSERT", "NULL", after.as_str(), key("NEW")),
            ("update", update.as_str(), before.as_str(), after.as_str(), key("OLD")),
            ("delete", "DELETE", before.as_str(), "NULL", key("OLD")),
        ] {
            sql.push_str(&format!(
                "CREATE TEMP TRIGGER IF NOT EXISTS journal_{table}_{name} AFTER {event} ON main.{table}
                 WHEN (SELECT revision FROM journal_now) IS NOT NULL
                 BEGIN
                   INSERT INTO change (revision_id, tbl, key, before, after)
                   VALUES ((SELECT revision FROM journal_now), '{table}', {key}, {before}, {after})
                   ON CONFLICT (revision_id, tbl, key) DO UPDATE SET after = excluded.after;
                 END;\n"
            ));
        }
    }
    connection.execute_batch(&sql)?;
    Ok(())
}

/// From now on changes belong to `revision`; `None` records nothing.
pub(super) fn record_into(connection: &Connection, revision: Option<i64>) -> Result<()> {
    connection.prepare_cached("DELETE FROM journal_now")?.execute([])?;
    if let Some(revision) = revision {
        connection
            .prepare_cached("INSERT INTO journal_now (revision) VALUES (?1)")?
            .execute([revision])?;
    }
    Ok(())
}
