//! What was gathered, as files that anybody can read: a page for each record, a page with everything else, and a page that
//! says what is missing and what to do.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::gather::{Gathered, NO_DATE};
use crate::api::Task;
use crate::error::Result;
use crate::exchange::{fold, name};
use crate::framework::Framework;
use crate::record::{self, Record};
use crate::storage::settings;

/// The page that is read first.
pub(super) const REPORT: &str = "RESCUE.txt";
/// The page with what is no record.
pub(super) const REST: &str = "Everything else.md";

/// A file to write.
pub(super) struct Page {
    pub(super) name: String,
    pub(super) text: String,
}

/// The pages, and what they hold.
pub(super) struct Pages {
    pub(super) all: Vec<Page>,
    pub(super) whole: u32,
    pub(super) partial: u32,
}

/// Every page but the report.
///
/// # Errors
/// `cancelled`.
pub(super) fn pages(gathered: &Gathered, today: NaiveDate, task: &Task) -> Result<Pages> {
    let ids = record::ids(&gathered.db)?;
    let mut taken = HashSet::from([fold(REPORT), fold(REST)]);
    let mut pages = Pages {
        all: Vec::with_capacity(ids.len() + 1),
        whole: 0,
        partial: 0,
    };
    for (at, id) in ids.iter().enumerate() {
        task.progress(at, ids.len(), "records")?;
        let record = record::read(&gathered.db, today, id)?;
        let doubts = gathered.doubts.get(id);
        match doubts {
            Some(_) => pages.partial += 1,
            None => pages.whole += 1,
        }
        pages.all.push(Page {
            name: name(&record.content.date, title(&record), &mut taken),
            text: text(&record, doubts),
        });
    }
    if let Some(text) = rest(&gathered.db)? {
        pages.all.push(Page {
            name: REST.to_owned(),
            text,
        });
    }
    Ok(pages)
}

fn title(record: &Record) -> &str {
    if record.shown_title.is_empty() {
        record.content.kind.name()
    } else {
        &record.shown_title
    }
}

fn text(record: &Record, doubts: Option<&BTreeSet<String>>) -> String {
    let mut out = String::new();
    if let Some(doubts) = doubts {
        out.push_str("> Not all of this record could be read as it was.\n");
        for doubt in doubts {
            let _ = writeln!(out, "> {doubt}");
        }
        out.push('\n');
    }
    if record.binned_at.is_some() {
        out.push_str("> This record was in the bin.\n\n");
    }
    out.push_str(&record::markdown_of(record));
    out
}

/// What the owner wrote beside records; `None` when there is nothing.
fn rest(db: &Connection) -> Result<Option<String>> {
    let mut out = String::new();
    for (heading, sql) in [
        (
            "About you",
            "SELECT '', name, profession, registration, registered_since, level FROM profile WHERE name <> '' OR registration <> ''",
        ),
        (
            "Roles",
            "SELECT '', title, setting, employer, start_on, end_on FROM role ORDER BY position",
        ),
        (
            "HCPC cycles",
            "SELECT start_on || ' to ' || end_on, introduction, summary FROM cycle ORDER BY start_on",
        ),
        (
            "Drawn for the audit",
            "SELECT start_on || ' to ' || end_on, drawn_on, deadline_on, iif(deferral, 'a deferral was asked for', ''),
               iif(adjustments, 'adjustments were asked for', ''), drawn_note
             FROM cycle WHERE drawn_on IS NOT NULL ORDER BY start_on",
        ),
        (
            "Numbers of the rules",
            "SELECT '', name, value FROM rule_number ORDER BY name",
        ),
        (
            "Gaps explained",
            "SELECT from_month || ' to ' || to_month, explanation FROM cycle_gap ORDER BY from_month",
        ),
        (
            "Written for HCPC profiles",
            "SELECT coalesce(nullif(title, ''), first_line, cycle_record.record_id), what, learnt, quality, cycle_record.service_users
             FROM cycle_record LEFT JOIN record ON record.id = record_id
             WHERE what <> '' OR learnt <> '' OR quality <> '' OR cycle_record.service_users <> '' ORDER BY date_on",
        ),
        (
            "Answers to the privacy check",
            "SELECT start_on || ' to ' || end_on, action, words FROM cycle_answer JOIN cycle ON cycle.id = cycle_id ORDER BY start_on, words",
        ),
        (
            "Order of the evidence of HCPC profiles",
            "SELECT start_on || ' to ' || end_on, coalesce(number, place + 1), coalesce((SELECT title FROM evidence WHERE id = evidence_id), evidence_id)
             FROM cycle_exhibit JOIN cycle ON cycle.id = cycle_id ORDER BY start_on, place",
        ),
        (
            "Evidence left out of HCPC profiles",
            "SELECT start_on || ' to ' || end_on, coalesce((SELECT title FROM evidence WHERE id = evidence_id), evidence_id)
             FROM cycle_left_out JOIN cycle ON cycle.id = cycle_id ORDER BY start_on, evidence_id",
        ),
        (
            "Reminders of HCPC cycles",
            "SELECT start_on || ' to ' || end_on, reminder, coalesce('put off until ' || until_on, 'done')
             FROM cycle_reminder JOIN cycle ON cycle.id = cycle_id ORDER BY start_on, reminder",
        ),
        (
            "Names for others",
            "SELECT coalesce(nullif(title, ''), first_line), public_name FROM record WHERE public_name IS NOT NULL ORDER BY date_on",
        ),
        (
            "Where you stand",
            "SELECT statement_id, answer, by_on, note, answered_at FROM assessment ORDER BY statement_id, answered_at",
        ),
        (
            "Evidence",
            "SELECT 'E' || number || ' ' || title, date_on, made_by, file_name, description,
               (SELECT group_concat(statement_id, ', ') FROM evidence_statement WHERE evidence_id = evidence.id)
             FROM evidence ORDER BY number",
        ),
        (
            "Consent",
            "SELECT coalesce('E' || number || ' ' || title, evidence_id), who, by_whom, use_for, given_on, until_on, withdrawn_on, child_view
             FROM consent LEFT JOIN evidence ON evidence.id = evidence_id ORDER BY number",
        ),
        (
            "Evidence with people in it, chosen for an HCPC profile",
            "SELECT coalesce(start_on || ' to ' || end_on, cycle_id), coalesce('E' || number || ' ' || title, evidence_id)
             FROM cycle_evidence LEFT JOIN cycle ON cycle.id = cycle_id LEFT JOIN evidence ON evidence.id = evidence_id ORDER BY start_on, number",
        ),
        (
            "Supervision: people",
            "SELECT name, CASE side WHEN 'supervisor' THEN 'Supervises me' ELSE 'Supervised by me' END, role, profession, registration, contact
             FROM supervision_person ORDER BY side DESC, name",
        ),
        (
            "Supervision: agreements",
            "SELECT coalesce(nullif(name, ''), person_id), supervision_agreement.type || ', ' || place, start_on, review_on, end_on, frequency,
               minutes || ' minutes', purpose, keeper, limits
             FROM supervision_agreement LEFT JOIN supervision_person ON supervision_person.id = person_id ORDER BY start_on",
        ),
        (
            "Supervision: files of agreements",
            "SELECT coalesce(nullif(name, ''), agreement_id), coalesce('E' || number || ' ' || title, evidence_id)
             FROM agreement_evidence LEFT JOIN supervision_agreement ON supervision_agreement.id = agreement_id
             LEFT JOIN supervision_person ON supervision_person.id = person_id LEFT JOIN evidence ON evidence.id = evidence_id ORDER BY number",
        ),
        (
            "Supervision: agenda",
            "SELECT coalesce(nullif(title, ''), first_line), quote, note, added_at FROM agenda_item
             LEFT JOIN record ON record.id = record_id ORDER BY added_at",
        ),
        (
            "Supervision: your own measure",
            "SELECT '', 'A session every ' || every_weeks || ' weeks', 'One hour to ' || client_hours || ' client hours' FROM supervision_aim
             UNION ALL SELECT '', year || ': ' || minutes || ' minutes with clients', NULL FROM client_hours",
        ),
        (
            "Suggestions you did not want",
            "SELECT statement_id, coalesce(nullif(title, ''), first_line) FROM suggestion_dismissed LEFT JOIN record ON record.id = record_id
             ORDER BY statement_id",
        ),
        (
            "What is different now",
            "SELECT coalesce(nullif(title, ''), first_line, echo.record_id), echo.text, said_at FROM echo LEFT JOIN record ON record.id = record_id
             WHERE echo.text <> '' ORDER BY said_at",
        ),
        ("Templates", "SELECT name, kind, content FROM template ORDER BY name"),
        (
            "Reflection models of your own",
            "SELECT name, about, stages, former FROM reflection_model ORDER BY position",
        ),
        ("Saved filters", "SELECT name, query FROM saved_filter ORDER BY name"),
        (
            "What records said before",
            "SELECT coalesce(nullif(title, ''), first_line, record_version.record_id), at, content FROM record_version
             LEFT JOIN record ON record.id = record_id ORDER BY record_version.record_id, at",
        ),
        (
            "Clients",
            "SELECT coalesce(code, client_id), goals, themes, client_page.risk, summary, ended_on, ending, keep_until, hold
             FROM client_page LEFT JOIN client ON client.id = client_id ORDER BY code",
        ),
        (
            "How long is kept",
            "SELECT '', 'Adults: ' || adult_years || ' years after the last contact', 'Children: until they are ' || child_age FROM retention_rule",
        ),
        (
            "Requests for clients’ records",
            "SELECT coalesce(code, client_id), received_on, due_on, asker, authority, harm, others, answered_on
             FROM client_request LEFT JOIN client ON client.id = client_id ORDER BY received_on",
        ),
        (
            "If you cannot work",
            "SELECT '', colleague, contact, supervisor, insurer, wishes, made_on FROM handover",
        ),
        (
            "Erased clients",
            "SELECT '', erased_on || ': ' || case_notes || ' case notes, ' || records || ' other records', reason FROM client_erasure ORDER BY erased_on",
        ),
        (
            "Links between records",
            "SELECT '', coalesce(nullif(one.title, ''), one.first_line, from_id) || ' (' || link.kind || ') '
               || coalesce(nullif(other.title, ''), other.first_line, to_id)
             FROM link LEFT JOIN record AS one ON one.id = from_id LEFT JOIN record AS other ON other.id = to_id ORDER BY 2",
        ),
        (
            "Additions that were being written",
            "SELECT coalesce(nullif(title, ''), first_line, date_on), value FROM setting
             LEFT JOIN record ON setting.key = 'unfinished-addition:' || record.id WHERE key LIKE 'unfinished-addition:%'",
        ),
        (
            "Asked by HCPC",
            "SELECT 'Letter of ' || letter_on || ', by ' || deadline_on, text, answer FROM letter_point
             JOIN cycle_letter ON cycle_letter.id = letter_id ORDER BY letter_on, letter_id, position",
        ),
        (
            "Aims of plans",
            "SELECT start_on || ' to ' || end_on, text, '' FROM cycle_aim JOIN cycle ON cycle.id = cycle_id ORDER BY start_on, position",
        ),
        (
            "Exported before",
            "SELECT file_name, exported_at, document FROM export ORDER BY exported_at",
        ),
    ] {
        part(db, &mut out, heading, sql)?;
    }
    Ok((!out.is_empty()).then(|| format!("# Everything else\n\n{}\n", out.trim_end())))
}

/// A part: the first column heads an entry, the others are its paragraphs.
fn part(db: &Connection, out: &mut String, heading: &str, sql: &str) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut begun = false;
    while let Some(row) = rows.next()? {
        if !std::mem::replace(&mut begun, true) {
            let _ = writeln!(out, "## {heading}\n");
        }
        let head = cell(row, 0)?;
        if let Some(head) = head.filter(|head| !head.is_empty()) {
            let said = Framework::bundled()
                .statement(&head)
                .map_or("", |statement| statement.text.as_str());
            let _ = writeln!(out, "{}\n", format!("### {head} {said}").trim_end());
        }
        for at in 1..columns {
            let said = cell(row, at)?;
            // Small facts are kept as JSON: a text is written as a text.
            let said = said.map(|said| serde_json::from_str::<String>(&said).unwrap_or(said));
            if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
                let _ = writeln!(out, "{}\n", said.trim_end());
            }
        }
    }
    Ok(())
}

/// A cell as it is read; a count is a text here, too.
fn cell(row: &Row<'_>, at: usize) -> Result<Option<String>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => None,
        ValueRef::Integer(count) => Some(count.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) | ValueRef::Blob(text) => Some(String::from_utf8_lossy(text).into_owned()),
    })
}

/// The newest backup that the portfolio knew of: its day and where it was put.
pub(super) fn known_backup(db: &Connection) -> Option<(String, String)> {
    let known: serde_json::Value = settings::read(db, "backup").ok()??;
    Some((known.get("made_on")?.as_str()?.to_owned(), known.get("path")?.as_str()?.to_owned()))
}

/// The page that says what is here, what is not, and what to do. What is not: what was lost, and of how many clients it was read and
/// left out who they are.
pub(super) fn report(pages: &Pages, gathered: &Gathered, (lost, withheld): (&[String], u32), folder: &str, today: NaiveDate) -> String {
    let mut out = format!(
        "WHAT COULD STILL BE READ\n\nOn {} everything that could still be read of the portfolio in\n{folder}\nwas written into this folder. \
         The portfolio itself was not changed.\n\n",
        today.format("%-d %B %Y")
    );
    let _ = writeln!(out, "Records read whole    {}", pages.whole);
    let _ = writeln!(out, "Records read in part  {}", pages.partial);
    if withheld > 0 {
        let whom = if withheld == 1 {
            "one of your clients is"
        } else {
            "your clients are"
        };
        let _ = writeln!(
            out,
            "\nWho {whom} could be read, and is left out of these files on purpose: see the end of this page."
        );
    }
    if lost.is_empty() {
        let said = if withheld > 0 {
            "Nothing else that you wrote is missing."
        } else {
            "Nothing that you wrote is missing."
        };
        let _ = writeln!(out, "\n{said}");
    } else {
        out.push_str("\nNot to be read any more, or only second-hand:\n");
        for lost in lost {
            let _ = writeln!(out, "- {lost}");
        }
    }
    let names: BTreeMap<_, _> = record::ids(&gathered.db).unwrap_or_default().into_iter().zip(&pages.all).collect();
    if !gathered.doubts.is_empty() {
        out.push_str("\nRecords that are not as they were (each page says it too):\n");
    }
    for (id, doubts) in &gathered.doubts {
        if let Some(page) = names.get(id) {
            let _ = writeln!(out, "- {}", page.name);
            for doubt in doubts {
                let _ = writeln!(out, "    {doubt}");
            }
        }
    }
    if gathered
        .doubts
        .keys()
        .any(|id| names.get(id).is_some_and(|page| page.name.starts_with(NO_DATE)))
    {
        out.push_str("\nA record whose day is lost is called “undated”; one whose kind is lost is called a reflection.\n");
    }
    out.push_str("\n\nWHAT TO DO NOW\n\n1. Restore the newest backup, in Triptych under Backups. It goes into a new folder: nothing is written over.\n");
    if let Some((made_on, path)) = known_backup(&gathered.db) {
        let _ = writeln!(out, "   The newest that this portfolio knew of is of {made_on}:\n   {path}");
    }
    out.push_str(
        "2. Look through this folder for what you wrote after that backup, and copy it into the restored portfolio.\n\
         3. Keep the damaged folder as it is until you have all of it. Change nothing in it.\n\
         4. Have the disk looked at: one that has damaged a file may damage others.\n\
         5. The files here are not encrypted, case notes too. Keep them where only you can read them, send them to nobody,\n   \
         and delete them when you are done.\n\n\
         Who your clients are is in none of these files: no export reaches it. A restored backup has it.\n",
    );
    out
}
