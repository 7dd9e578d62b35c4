//! The file that leaves, and the register of what left.
//!
//! What always holds: nothing leaves that was not confirmed line by line; a final one is within the limits, leaves nothing of
//! the privacy check unanswered, and is kept as it left; the finished file is read again; whatever is refused is refused before
//! anything is written; file and register row are made together.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};
use triptych_pdf::{Document, PdfError, Pictures, Progress, Unprintable};

use super::exhibits::Part;
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
    /// The most bytes of a file.
    limit: usize,
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
    let mut notes = exhibits::look_inside(app, task, &ready.leaving.spots, is_final)?;
    let (parts, said) = make(app, task, &mut ready)?;
    notes.extend(said);
    for part in &parts {
        app.with(|portfolio| leaving::reread(portfolio, &ready.leaving, &part.pdf))?;
    }
    let Some(target) = Target::of(app, path, replace, "Save the CPD profile", &ready.file_name, Some("pdf"))? else {
        return Ok(Exported::none());
    };
    if app.with(|portfolio| Ok(portfolio.read_only()))? {
        // Damage stops the register, not a draft: what can still be read can still be brought out.
        for (path, replace, part) in placed(&parts, &target, replace) {
            files::write_out(&path, &part.pdf, replace)?;
        }
    } else {
        app.change(|portfolio| write(portfolio, &ready, &placed(&parts, &target, replace)))?;
    }
    if parts.len() > 1 {
        let names = placed(&parts, &target, replace).into_iter().map(|(path, ..)| name_of(&path));
        notes.push(format!("It is in {} files: {}.", parts.len(), names.collect::<Vec<_>>().join("; ")));
    }
    let first = placed(&parts, &target, replace).swap_remove(0).0;
    let bytes = parts.iter().map(|part| part.pdf.len()).sum();
    let pages = parts.iter().map(|part| part.pages).sum();
    Ok(Exported {
        notes,
        ..Exported::at(&first, bytes, Some(pages))
    })
}

/// Draws the exhibits, lays them in and makes the file; where that is larger than one may be, with smaller pictures, and then in
/// parts. Answers them with what is to be said about it.
fn make(app: &App, task: &Task, ready: &mut Ready) -> Result<(Vec<Part>, Vec<String>)> {
    let written = ready.leaving.document.clone();
    let mut notes = Vec::new();
    for fine in [exhibits::FINE, exhibits::COARSE] {
        let laid = exhibits::draw(app, task, &ready.leaving.spots, fine)?;
        let mut document = written.clone();
        exhibits::lay_in(&mut document, &laid);
        let mut file = |document: &Document| render_pictured(task, document, &mut |name| laid.picture(name));
        let (pdf, pages) = file(&document)?;
        ready.leaving.document = document;
        let fits = pdf.len() <= ready.limit;
        if fits || fine == exhibits::COARSE {
            if fine == exhibits::COARSE {
                notes.push("So that it is not too large, its pictures are printed with about 110 dots to the inch.".to_owned());
            }
            notes.extend(laid.apart.iter().cloned());
        }
        if fits {
            let document = ready.leaving.document.clone();
            let whole = Part {
                suffix: String::new(),
                document,
                numbers: None,
                pdf,
                pages,
            };
            return Ok((vec![whole], notes));
        }
        if fine == exhibits::COARSE {
            drop(pdf);
            return Ok((exhibits::parts(&ready.leaving.document, &laid, ready.limit, &mut file)?, notes));
        }
    }
    Err(Error::internal("a pack that is neither whole nor in parts"))
}

/// Each part with the place it goes to, and whether what lies there may be replaced: a name that nobody chose replaces nothing
/// unless `replace` said so.
fn placed<'p>(parts: &'p [Part], target: &Target, replace: bool) -> Vec<(PathBuf, bool, &'p Part)> {
    let place = |part: &'p Part| {
        if part.suffix.is_empty() {
            return (target.path.clone(), target.replace, part);
        }
        let stem = target
            .path
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let path = target.path.with_file_name(format!("{stem}{}.pdf", part.suffix));
        (path, replace, part)
    };
    parts.iter().map(place).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
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
    Ok(rows(portfolio, Some(kind))?.into_iter().map(|(_, past)| past).collect())
}

/// Lines of the register with the word of their kind, newest first; of all kinds for `None`.
pub(super) fn rows(portfolio: &Portfolio, kind: Option<&str>) -> Result<Vec<(String, Past)>> {
    let mut statement = portfolio.db().prepare_cached(
        "SELECT id, kind, exported_at, cycle_id, final, file_name, sha256, kept,
           (SELECT count(*) FROM export_record WHERE export_id = export.id AND record_id NOT IN (SELECT id FROM record)) AS withdrawn
         FROM export WHERE ?1 IS NULL OR kind = ?1 ORDER BY exported_at DESC, rowid DESC",
    )?;
    let today = portfolio.world().today();
    let row = |row: &Row<'_>| {
        let past = Past {
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
        };
        Ok((row.get("kind")?, past))
    };
    let mut found = statement.query_map([kind], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut withdrawn = withdrawn_evidence(portfolio.db(), today)?;
    for (_, past) in &mut found {
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
    connection
        .prepare_cached("DELETE FROM cycle_exhibit WHERE evidence_id = ?1")?
        .execute([id])?;
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

/// How often the evidence `id` left in a profile; all parts of a pack are one time.
///
/// # Errors
/// Only the database's.
pub(crate) fn times_evidence_left(connection: &Connection, id: &str) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(DISTINCT exported_at) FROM export_evidence JOIN export ON export.id = export_id WHERE evidence_id = ?1 AND number IS NOT NULL")?
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
    let limit = loaded.numbers.get("pack-megabytes") as usize * 1_000_000;
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
        limit,
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
        records.push((activity.record_id.clone(), digest_of(portfolio, &activity.record_id)?));
    }
    Ok(records)
}

/// SHA-256 of a record's content as JSON.
pub(super) fn digest_of(portfolio: &Portfolio, record_id: &str) -> Result<String> {
    let content = record::get(portfolio, record_id)?.content;
    let json = serde_json::to_vec(&content).map_err(Error::internal)?;
    Ok(lines::sha256(&json))
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

/// Writes the rows and then the files, so that none is there without the other.
fn write(portfolio: &mut Portfolio, ready: &Ready, parts: &[(PathBuf, bool, &Part)]) -> Result<()> {
    let at = storage::moment(portfolio.world());
    let ids = parts
        .iter()
        .map(|_| storage::new_id(portfolio.world()))
        .collect::<Result<Vec<_>>>()?;
    let files: Vec<_> = parts
        .iter()
        .map(|(path, replace, part)| (path.as_path(), *replace, part.pdf.as_slice()))
        .collect();
    with_their_rows(portfolio, &files, |connection| {
        for ((path, _, part), id) in parts.iter().zip(&ids) {
            register(connection, ready, id, &at, part, path)?;
        }
        Ok(())
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
    with_their_rows(portfolio, &[(path, *replace, bytes)], |connection| {
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

/// Writes files with what `rows` says of them: all of it, or nothing.
fn with_their_rows(portfolio: &mut Portfolio, files: &[(&Path, bool, &[u8])], rows: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let mut new: Vec<&Path> = Vec::new();
    transact(portfolio, Op::Export, Scope::default(), |connection| {
        rows(connection)?;
        for (path, replace, bytes) in files {
            files::write_out(path, bytes, *replace)?;
            if !replace {
                new.push(path);
            }
            // What was checked is what lies there.
            match std::fs::read(path) {
                Ok(there) if there == *bytes => {}
                Ok(_) => {
                    return Err(Error::new(
                        Code::Disk,
                        "The file does not hold what was written into it. The disk may be failing.",
                    )
                    .hint("Save it to another disk."));
                }
                Err(cause) => return Err(Error::disk("reading the finished file again", &cause)),
            }
        }
        Ok(())
    })
    .map_err(|cause| {
        // Their rows did not reach the disk. One that replaced another stays: what it replaced does not come back.
        let stay = new.iter().filter(|path| std::fs::remove_file(path).is_err()).count();
        if stay > 0 {
            return cause
                .hint("The file lies under its name all the same, and the register does not know of it. Take it away, then try again.");
        }
        cause
    })
}

fn register(connection: &Connection, ready: &Ready, id: &str, at: &str, part: &Part, path: &Path) -> Result<()> {
    let document = ready
        .is_final
        .then(|| serde_json::to_string(&part.document))
        .transpose()
        .map_err(Error::internal)?;
    let kept = serde_json::to_string(&ready.leaving.kept).map_err(Error::internal)?;
    connection
        .prepare_cached("INSERT INTO export (id, kind, cycle_id, exported_at, final, file_name, sha256, document, kept) VALUES (?1, 'hcpc', ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![id, ready.cycle_id, at, ready.is_final, name_of(path), lines::sha256(&part.pdf), document, kept])?;
    let mut statement = connection.prepare_cached("INSERT INTO export_record (export_id, record_id, sha256) VALUES (?1, ?2, ?3)")?;
    for (record_id, sha256) in &ready.records {
        statement.execute([id, record_id, sha256])?;
    }
    let here = |number: &Option<u32>| match (&part.numbers, number) {
        (Some(numbers), Some(number)) => numbers.contains(number),
        _ => true,
    };
    let evidence: Vec<_> = ready.evidence.iter().filter(|(_, number)| here(number)).cloned().collect();
    evidence::register(connection, id, &evidence)
}
