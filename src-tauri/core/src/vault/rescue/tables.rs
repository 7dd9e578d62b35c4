//! Which tables hold what the owner wrote, and how what is missing of them is said.
//!
//! What always holds: every table of the schema is here, but for those that are made of others (a test compares).

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::read::{Cells, Table};
use crate::error::Result;

/// Every table that the owner's work is in, with what people call its rows, one and many.
pub(super) const TABLES: [(&str, &str, &str); 57] = [
    ("profile", "your page about yourself", "pages about yourself"),
    ("role", "role", "roles"),
    ("record", "record", "records"),
    ("section", "piece of a record’s text", "pieces of records’ texts"),
    ("addition", "addition to a case note", "additions to case notes"),
    ("cpd_facts", "record’s CPD details", "records’ CPD details"),
    ("action", "agreed action", "agreed actions"),
    ("client", "client code", "client codes"),
    ("record_client", "client code of a record", "client codes of records"),
    ("keyword", "keyword", "keywords"),
    ("record_keyword", "keyword of a record", "keywords of records"),
    ("link", "link between records", "links between records"),
    ("tag", "tag", "tags"),
    ("assessment", "answer to “where I stand”", "answers to “where I stand”"),
    ("evidence", "piece of evidence", "pieces of evidence"),
    ("record_evidence", "link to evidence", "links to evidence"),
    ("cycle", "HCPC cycle", "HCPC cycles"),
    ("cycle_gap", "explanation of a gap", "explanations of gaps"),
    ("cycle_record", "choice for an HCPC profile", "choices for an HCPC profile"),
    ("cycle_answer", "answer to the privacy check", "answers to the privacy check"),
    ("cycle_mark", "mark in a statement", "marks in statements"),
    ("cycle_exhibit", "place in an order of evidence", "places in orders of evidence"),
    (
        "cycle_left_out",
        "piece of evidence left out of an HCPC profile",
        "pieces of evidence left out of HCPC profiles",
    ),
    ("cycle_reminder", "reminder done or put off", "reminders done or put off"),
    ("cycle_letter", "letter of HCPC", "letters of HCPC"),
    ("letter_point", "point of a letter of HCPC", "points of letters of HCPC"),
    ("cycle_aim", "aim of a plan", "aims of a plan"),
    ("aim_record", "activity under an aim", "activities under aims"),
    (
        "point_record",
        "record named in an answer to HCPC",
        "records named in answers to HCPC",
    ),
    (
        "point_evidence",
        "piece of evidence with an answer to HCPC",
        "pieces of evidence with answers to HCPC",
    ),
    ("rule_number", "number of a rule", "numbers of rules"),
    ("export", "line of the register of exports", "lines of the register of exports"),
    ("setting", "setting or unfinished addition", "settings and unfinished additions"),
    (
        "supervision_person",
        "person in the supervision directory",
        "people in the supervision directory",
    ),
    ("supervision_agreement", "supervision agreement", "supervision agreements"),
    (
        "supervision_facts",
        "supervision session’s details",
        "supervision sessions’ details",
    ),
    ("agenda_item", "point of the agenda", "points of the agenda"),
    (
        "supervision_aim",
        "your own measure of supervision",
        "your own measures of supervision",
    ),
    ("client_hours", "year’s client hours", "years’ client hours"),
    (
        "suggestion_dismissed",
        "suggestion you did not want",
        "suggestions you did not want",
    ),
    ("record_version", "earlier version of a record", "earlier versions of records"),
    ("echo", "line on what is different now", "lines on what is different now"),
    ("template", "template", "templates"),
    ("saved_filter", "saved filter", "saved filters"),
    ("case_facts", "case note’s details", "case notes’ details"),
    ("client_former", "client’s former code", "clients’ former codes"),
    ("client_page", "client’s page", "clients’ pages"),
    ("client_identity", "note of who a client is", "notes of who clients are"),
    ("retention_rule", "your usual time of keeping", "your usual times of keeping"),
    ("client_request", "request for a client’s records", "requests for clients’ records"),
    ("client_erasure", "line of what was erased", "lines of what was erased"),
    ("handover", "page for when you cannot work", "pages for when you cannot work"),
    ("reflection_model", "reflection model of your own", "reflection models of your own"),
    (
        "evidence_statement",
        "statement that evidence shows",
        "statements that evidence shows",
    ),
    ("consent", "consent", "consents"),
    ("agreement_evidence", "file of an agreement", "files of agreements"),
    (
        "cycle_evidence",
        "piece of evidence chosen for an HCPC profile",
        "pieces of evidence chosen for HCPC profiles",
    ),
];
/// Tables that older portfolios do not have, and the schema they came with.
const LATER: [(&str, u32); 36] = [
    ("supervision_person", 4),
    ("supervision_agreement", 4),
    ("supervision_facts", 4),
    ("agenda_item", 4),
    ("supervision_aim", 4),
    ("client_hours", 4),
    ("suggestion_dismissed", 5),
    ("record_version", 6),
    ("echo", 6),
    ("template", 6),
    ("saved_filter", 6),
    ("case_facts", 7),
    ("client_former", 7),
    ("client_page", 7),
    ("client_identity", 7),
    ("retention_rule", 7),
    ("client_request", 7),
    ("client_erasure", 7),
    ("handover", 7),
    ("reflection_model", 8),
    ("evidence_statement", 9),
    ("consent", 9),
    ("agreement_evidence", 10),
    ("cycle_evidence", 10),
    ("cycle_answer", 11),
    ("rule_number", 12),
    ("cycle_mark", 13),
    ("cycle_exhibit", 13),
    ("cycle_reminder", 13),
    ("cycle_letter", 15),
    ("letter_point", 15),
    ("point_record", 15),
    ("point_evidence", 15),
    ("cycle_aim", 16),
    ("aim_record", 16),
    ("cycle_left_out", 17),
];
/// Made again from the rest, so that nothing is lost with them.
const DERIVED: [&str; 2] = ["body", "first_line"];

/// What could not be read of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Loss {
    /// What is missing, in words: "3 tags".
    pub(super) what: String,
}

/// Whether a portfolio of this schema cannot have this table yet: not there yet is not lost.
pub(super) fn not_yet(table: &str, schema: Option<u32>) -> bool {
    LATER
        .iter()
        .any(|(later, since)| *later == table && schema.is_some_and(|own| own < *since))
}

/// So many rows of `table`, as people say it; `None` for one that is made of others.
pub(in crate::vault) fn counted(table: &str, rows: u32) -> Option<String> {
    let (_, one, many) = TABLES.iter().find(|(name, ..)| *name == table)?;
    Some(format!("{rows} {}", if rows == 1 { one } else { many }))
}

/// Of how many clients it could be read who they are. It is counted, and written nowhere: see the wall.
pub(super) fn withheld(db: &Connection) -> Result<u32> {
    Ok(db.query_row("SELECT count(*) FROM client_identity", [], |row| row.get(0))?)
}

/// What is missing, a line for each table.
pub(super) fn losses(tables: &BTreeMap<&'static str, Table>) -> Vec<Loss> {
    TABLES
        .iter()
        .filter_map(|(name, one, many)| {
            let table = tables.get(name)?;
            let lost = table.rows.values().filter(|cells| !missing(table, cells).is_empty()).count();
            let what = match (lost, table.unknown) {
                (0, false) => return None,
                (0, true) if *name == "profile" => (*one).to_owned(),
                (0, true) => format!("an unknown number of {many}"),
                (1, false) => format!("1 {one}"),
                (lost, false) => format!("{lost} {many}"),
                (lost, true) => format!("at least {lost} {many}"),
            };
            Some(Loss { what })
        })
        .collect()
}

/// The columns that could not be read, without those that are made again.
pub(super) fn missing<'a>(table: &'a Table, cells: &Cells) -> Vec<&'a str> {
    let names = table.columns.iter().zip(cells).filter(|(_, cell)| cell.is_none());
    names
        .map(|(name, _)| name.as_str())
        .filter(|name| !DERIVED.contains(name))
        .collect()
}
