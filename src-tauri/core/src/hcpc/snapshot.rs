//! The file that leaves, and the register of what left.
//!
//! What always holds: nothing leaves that was not confirmed line by line; a final one is within the limits, leaves nothing of
//! the privacy check unanswered, and is kept as it left; the finished file is read again; whatever is refused is refused before
//! anything is written; file and register row are made together.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};
use triptych_pdf::{Document, PdfError, Pictures, Progress, Unprintable};

use super::leaving::{self, Leaving};
use super::load::Loaded;
use super::model::Past;
use super::{cycles, dates, document, exhibits, findings, lines, load};
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::record;
use crate::storage::{self, Op, Scope, files, transact};
use crate::vault::Portfolio;

/// What a file is made of, drawn from the portfolio in one go.
struct Ready {
    cycle_id: String,
    is_final: bool,
    leaving: Leaving,
    file_name: String,
    /// Id and SHA-256 of each record that a final one speaks of.
    records: Vec<(String, String)>,
    /// Ids of the evidence that it lists, and their numbers.
    evidence: Vec<(String, Option<u32>)>,
}

/// Makes the PDF of the cycle `id` and writes it to `path`, or where the owner says when asked. The answer has no path
/// when they change their mind.
///
/// # Errors
/// `refused` for lines that are not confirmed, for a final one over a limit, and for letters that no font has; `exists`,
/// `disk`, `cancelled`, `locked`. Then nothing was written.
pub fn export(app: &App, task: &Task, id: &str, is_final: bool, path: Option<&str>, replace: bool) -> Result<Exported> {
    let mut ready = app.with(|portfolio| prepare(portfolio, id, is_final))?;
    // Outside of the portfolio's lock, so that writing goes on meanwhile.
    let laid = exhibits::draw(app, task, &ready.leaving.spots)?;
    exhibits::lay_in(&mut ready.leaving.document, &laid);
    let (pdf, pages) = render_pictured(task, &ready.leaving.document, &mut |name| laid.picture(name))?;
    app.with(|portfolio| leaving::reread(portfolio, &ready.leaving, &pdf))?;
    let Some(target) = Target::of(app, path, replace, "Save the CPD profile", &ready.file_name, Some("pdf"))? else {
        return Ok(Exported::none());
    };
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not a draft: what can still be read can still be brought out.
        files::write_out(&target.path, &pdf, target.replace)?;
    } else {
        app.change(|portfolio| write(portfolio, &ready, &pdf, &target))?;
    }
    Ok(Exported {
        notes: laid.apart,
        ..Exported::at(&target.path, pdf.len(), Some(pages))
    })
}

/// The register of exports, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn exports(portfolio: &Portfolio) -> Result<Vec<Past>> {
    exports_of(portfolio, "hcpc")
}

/// What left of another kind, newest first: the register is one for the whole portfolio.
pub(crate) fn exports_of(portfolio: &Portfolio, kind: &str) -> Result<Vec<Past>> {
    let mut statement = portfolio.db().prepare_cached(
        "SELECT id, exported_at, cycle_id, final, file_name, sha256, kept,
           (SELECT count(*) FROM export_record WHERE export_id = export.id AND record_id NOT IN (SELECT id FROM record)) AS withdrawn
         FROM export WHERE kind = ?1 ORDER BY exported_at DESC, rowid DESC",
    )?;
    let today = portfolio.world().today();
    let row = |row: &Row<'_>| {
        Ok(Past {
            withdrawn_evidence: Vec::new(),
            id: row.get("id")?,
            exported_at: row.get("exported_at")?,
            cycle_id: row.get("cycle_id")?,
            is_final: row.get("final")?,
            file_name: row.get("file_name")?,
            sha256: row.get("sha256")?,
            withdrawn: row.get("withdrawn")?,
            // A line that cannot be read is no reason to show no register.
            kept: serde_json::from_str(&row.get::<_, String>("kept")?).unwrap_or_default(),
        })
    };
    let mut found = statement.query_map([kind], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut withdrawn = withdrawn_evidence(portfolio.db(), today)?;
    for past in &mut found {
        past.withdrawn_evidence = withdrawn.remove(&past.id).unwrap_or_default();
    }
    Ok(found)
}

/// By export, the numbers of the evidence in it that was erased since, or whose consent was withdrawn.
fn withdrawn_evidence(connection: &Connection, today: NaiveDate) -> Result<HashMap<String, Vec<u32>>> {
    let mut statement = connection.prepare_cached(
        "SELECT export_id, export_evidence.number FROM export_evidence LEFT JOIN evidence ON evidence.id = export_evidence.evidence_id
           LEFT JOIN consent ON consent.evidence_id = evidence.id
         WHERE export_evidence.number IS NOT NULL AND (evidence.id IS NULL OR withdrawn_on <= ?1) ORDER BY export_evidence.number",
    )?;
    let mut rows = statement.query([today.to_string()])?;
    let mut found: HashMap<String, Vec<u32>> = HashMap::new();
    while let Some(row) = rows.next()? {
        found.entry(row.get("export_id")?).or_default().push(row.get("number")?);
    }
    Ok(found)
}

/// Takes the evidence `id`, which is being erased, out of the profiles that are kept: its number stays, and says "Withdrawn".
///
/// # Errors
/// Only the database's.
pub(crate) fn withdraw_evidence(connection: &Connection, id: &str) -> Result<()> {
    let kept = connection
        .prepare_cached(
            "SELECT export.id, number, document FROM export_evidence JOIN export ON export.id = export_id
             WHERE evidence_id = ?1 AND number IS NOT NULL AND document IS NOT NULL",
        )?
        .query_map([id], |row| Ok((row.get("id")?, row.get("number")?, row.get("document")?)))?
        .collect::<rusqlite::Result<Vec<(String, u32, String)>>>()?;
    for (export, number, kept) in kept {
        // One that cannot be read is damaged already, and keeps nobody from erasing.
        let Ok(mut document) = serde_json::from_str(&kept) else { continue };
        document::withdraw(&mut document, number);
        let document = serde_json::to_string(&document).map_err(Error::internal)?;
        connection
            .prepare_cached("UPDATE export SET document = ?2 WHERE id = ?1")?
            .execute([&export, &document])?;
    }
    Ok(())
}

/// How often the evidence `id` left in a profile.
///
/// # Errors
/// Only the database's.
pub(crate) fn times_evidence_left(connection: &Connection, id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM export_evidence WHERE evidence_id = ?1 AND number IS NOT NULL")?
        .query_row([id], |row| row.get(0))?)
}

/// How often the record left in what is kept in the register: final profiles and logs.
pub(crate) fn times_left(connection: &Connection, record_id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM export_record WHERE record_id = ?1")?
        .query_row([record_id], |row| row.get(0))?)
}

fn prepare(portfolio: &Portfolio, id: &str, is_final: bool) -> Result<Ready> {
    if is_final {
        portfolio.require_writable()?;
    }
    let today = portfolio.world().today();
    let loaded = load::load(portfolio, id)?;
    let mut leaving = leaving::leaving(portfolio, &loaded)?;
    let (_, digest) = lines::of(&leaving.document, &loaded.codes)?;
    let mut over = Vec::new();
    if is_final {
        over = findings::refusals(&findings::of(&loaded));
        over.extend(findings::unanswered(leaving.open()));
    }
    refuse(over, loaded.confirmed.as_deref() == Some(digest.as_str()), "Nothing was written.")?;
    if !is_final {
        leaving.document.running_footer = Some(format!("Draft of {}", dates::in_words(today)));
    }
    let records = if is_final { hashes(portfolio, &loaded)? } else { Vec::new() };
    let evidence = loaded
        .profile
        .evidence
        .iter()
        .map(|one| (one.id.clone(), Some(one.number)))
        .collect();
    let file_name = format!(
        "{}.pdf",
        files::safe_name(&format!("HCPC CPD profile {}", cycles::cycle_years(&loaded.profile.cycle)))
    );
    Ok(Ready {
        cycle_id: loaded.profile.cycle.id,
        is_final,
        leaving,
        file_name,
        records,
        evidence,
    })
}

/// Refuses with everything that is wrong and the outcome, so that nobody mends one thing to meet the next.
pub(super) fn refuse(over: Vec<String>, confirmed: bool, outcome: &str) -> Result<()> {
    let reading = (!confirmed).then(|| "The lines that would leave have not been read and confirmed since they last changed.".to_owned());
    let wrong: Vec<String> = over.into_iter().chain(reading).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let refused = Error::new(Code::Refused, format!("{} {outcome}", wrong.join(" ")));
    Err(if confirmed {
        refused
    } else {
        refused.hint("Look through the lines and confirm them, then export again.")
    })
}

/// The records a final one speaks of, each with the SHA-256 of its content as JSON.
fn hashes(portfolio: &Portfolio, loaded: &Loaded) -> Result<Vec<(String, String)>> {
    let profile = &loaded.profile;
    let told = |id: &str| profile.chosen.iter().any(|chosen| chosen.record_id == id);
    let mut records = Vec::new();
    for activity in profile
        .activities
        .iter()
        .filter(|activity| activity.listed || told(&activity.record_id))
    {
        let content = record::get(portfolio, &activity.record_id)?.content;
        let json = serde_json::to_vec(&content).map_err(Error::internal)?;
        records.push((activity.record_id.clone(), lines::sha256(&json)));
    }
    Ok(records)
}

/// The PDF and the number of its pages.
pub(crate) fn render(task: &Task, document: &Document) -> Result<(Vec<u8>, u32)> {
    render_pictured(task, document, &mut |_| None)
}

/// The same with the pictures of its figures.
fn render_pictured(task: &Task, document: &Document, pictures: Pictures<'_>) -> Result<(Vec<u8>, u32)> {
    let mut pages = 0;
    let mut stopped = None;
    let mut tell = |progress: Progress| {
        pages = progress.total.unwrap_or(progress.pages);
        match task.progress(progress.pages, progress.total.unwrap_or(0), "pages") {
            Ok(()) => ControlFlow::Continue(()),
            Err(cause) => {
                stopped = Some(cause);
                ControlFlow::Break(())
            }
        }
    };
    match triptych_pdf::render_pictured(document, pictures, &mut tell) {
        Ok(pdf) => Ok((pdf, u32::try_from(pages).unwrap_or(u32::MAX))),
        Err(PdfError::Unprintable(missing)) => Err(unprintable(document, &missing)),
        Err(PdfError::Cancelled) => Err(stopped.unwrap_or_else(|| Error::new(Code::Cancelled, "Stopped. Nothing was written."))),
        Err(PdfError::Figure { fault, .. }) => Err(Error::new(
            Code::Refused,
            format!("The PDF was not made, because a figure in it {fault}. Nothing was written."),
        )),
        Err(PdfError::Internal(step)) => Err(Error::internal(step)),
    }
}

/// Names the letters and the places they stand at; the places by their headings, because an error carries nobody's words.
fn unprintable(document: &Document, missing: &Unprintable) -> Error {
    let printed = lines::printed(document);
    let place = |letter: char| {
        printed
            .iter()
            .find(|(_, text)| text.contains(letter))
            .map_or("the document", |(place, _)| place.as_str())
    };
    let mut named: Vec<String> = missing
        .letters
        .iter()
        .map(|one| format!("{} (U+{:04X}) in “{}”", one.letter, u32::from(one.letter), place(one.letter)))
        .collect();
    if missing.total > missing.letters.len() {
        named.push(format!("and {} more", missing.total - missing.letters.len()));
    }
    Error::new(
        Code::Refused,
        format!(
            "Some letters are in none of the fonts of the PDF: {}. Nothing was written.",
            named.join("; ")
        ),
    )
    .hint("Change these letters, or write the words in another script, then export again.")
}

/// Writes the row and then the file, so that neither is there without the other.
fn write(portfolio: &mut Portfolio, ready: &Ready, pdf: &[u8], target: &Target) -> Result<()> {
    let id = storage::new_id(portfolio.world())?;
    let at = storage::moment(portfolio.world());
    with_its_row(portfolio, pdf, &target.path, target.replace, |connection| {
        register(connection, ready, &id, &at, pdf, target)
    })
}

/// Writes what another feature has made, with its line in the register: `kind` is its word there, `records` those it speaks of.
///
/// # Errors
/// `exists`, `disk`; then there is no file and no line.
pub(crate) fn leave(app: &App, kind: &str, records: &[record::Record], bytes: &[u8], target: &Target) -> Result<()> {
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not the file: what can still be read can still be brought out.
        return files::write_out(&target.path, bytes, target.replace);
    }
    app.change(|portfolio| write_registered(portfolio, kind, records, bytes, target))
}

/// The same into an open portfolio that is written to.
pub(crate) fn write_registered(
    portfolio: &mut Portfolio,
    kind: &str,
    records: &[record::Record],
    bytes: &[u8],
    target: &Target,
) -> Result<()> {
    let Target { path, replace } = target;
    let id = storage::new_id(portfolio.world())?;
    let at = storage::moment(portfolio.world());
    with_its_row(portfolio, bytes, path, *replace, |connection| {
        let file_name = path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        connection
            .prepare_cached("INSERT INTO export (id, kind, exported_at, final, file_name, sha256) VALUES (?1, ?2, ?3, 1, ?4, ?5)")?
            .execute(params![id, kind, at, file_name, lines::sha256(bytes)])?;
        for one in records {
            let json = serde_json::to_vec(&one.content).map_err(Error::internal)?;
            connection
                .prepare_cached("INSERT INTO export_record (export_id, record_id, sha256) VALUES (?1, ?2, ?3)")?
                .execute([&id, &one.id, &lines::sha256(&json)])?;
        }
        Ok(())
    })
}

fn with_its_row(
    portfolio: &mut Portfolio,
    bytes: &[u8],
    path: &Path,
    replace: bool,
    row: impl FnOnce(&Connection) -> Result<()>,
) -> Result<()> {
    let mut new_file = false;
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        row(connection)?;
        files::write_out(path, bytes, replace)?;
        new_file = !replace;
        // What was checked is what lies there.
        match std::fs::read(path) {
            Ok(there) if there == bytes => Ok(()),
            Ok(_) => Err(Error::new(
                Code::Disk,
                "The file does not hold what was written into it. The disk may be failing.",
            )
            .hint("Save it to another disk.")),
            Err(cause) => Err(Error::disk("reading the finished file again", &cause)),
        }
    })
    .map_err(|cause| {
        // Its row did not reach the disk. One that replaced another stays: what it replaced does not come back.
        if new_file && std::fs::remove_file(path).is_err() {
            return cause
                .hint("The file lies under its name all the same, and the register does not know of it. Take it away, then try again.");
        }
        cause
    })
}

fn register(connection: &Connection, ready: &Ready, id: &str, at: &str, pdf: &[u8], target: &Target) -> Result<()> {
    let document = ready
        .is_final
        .then(|| serde_json::to_string(&ready.leaving.document))
        .transpose()
        .map_err(Error::internal)?;
    let kept = serde_json::to_string(&ready.leaving.kept).map_err(Error::internal)?;
    let file_name = target
        .path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    connection
        .prepare_cached("INSERT INTO export (id, kind, cycle_id, exported_at, final, file_name, sha256, document, kept) VALUES (?1, 'hcpc', ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![id, ready.cycle_id, at, ready.is_final, file_name, lines::sha256(pdf), document, kept])?;
    let mut statement = connection.prepare_cached("INSERT INTO export_record (export_id, record_id, sha256) VALUES (?1, ?2, ?3)")?;
    for (record_id, sha256) in &ready.records {
        statement.execute([id, record_id, sha256])?;
    }
    evidence::register(connection, id, &ready.evidence)
}
