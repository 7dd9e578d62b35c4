//! The file that leaves, and its line in the register.
//!
//! What always holds: nothing leaves that was not confirmed line by line; a final one is within the limits, leaves nothing of
//! the privacy check unanswered, and is kept as it left; the finished file is read again; whatever is refused is refused before
//! anything is written; file and register row are made together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use triptych_pdf::Document;

use super::exhibits::{Cut, Part};
use super::leaving::{self, Leaving};
use super::left::{name_of, with_their_rows};
use super::model::{Cycle, Evidence};
use super::press::render_pictured;
use super::readiness::Numbers;
use super::register::whom;
use super::subject::Subject;
use super::{asked, cycles, dates, exhibits, findings, lines, load};
use crate::api::export::{Exported, WayOut};
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::record;
use crate::storage::{self, files};
use crate::vault::Portfolio;

/// What a file is made of, drawn from the portfolio in one go.
struct Ready {
    /// Its word in the register, and the title of the dialog that asks where it goes.
    kind: &'static str,
    title: &'static str,
    cycle_id: String,
    /// The letter that an addendum answers.
    letter_id: Option<String>,
    is_final: bool,
    /// For whom, as it is kept.
    for_whom: String,
    leaving: Leaving,
    /// The most bytes of a file.
    limit: usize,
    /// Each of the four parts as a file of its own.
    separate: bool,
    file_name: String,
    /// Id and SHA-256 of each record that a final one speaks of.
    records: Vec<(String, String)>,
    /// Ids of the evidence that it lists, and their numbers.
    evidence: Vec<(String, Option<u32>)>,
}

/// Makes the PDF of what leaves and writes it where `way` says, or where the owner says when asked. The answer has no path
/// when they change their mind. With `separate`, or where that was chosen for all packs, each of a profile's four parts is a file.
///
/// # Errors
/// `invalid` at `for_whom`; `refused` for lines that are not confirmed, for a final one over a limit, and for letters that no font has; `exists`,
/// `disk`, `cancelled`, `locked`. Then nothing was written.
pub fn export<'a>(
    app: &App,
    task: &Task,
    of: impl Into<Subject<'a>>,
    is_final: bool,
    separate: bool,
    way: &WayOut<'_>,
) -> Result<Exported> {
    let of = of.into();
    let for_whom = whom(way.for_whom)?;
    let mut ready = app.with(|portfolio| prepare(portfolio, of, is_final, for_whom))?;
    ready.separate |= separate && matches!(of, Subject::Profile(_));
    // Outside of the portfolio's lock, so that writing goes on meanwhile.
    let answers = app.with(|portfolio| leaving::read(portfolio.db(), &ready.cycle_id))?;
    let inside = exhibits::look_inside(app, task, &ready.leaving, &answers)?;
    if is_final {
        inside.require_answers()?;
    }
    let mut notes = inside.notes();
    ready.leaving.kept.extend(inside.kept);
    let (parts, said) = make(app, task, &mut ready, &inside.searchable)?;
    notes.extend(said);
    for part in &parts {
        app.with(|portfolio| leaving::reread(portfolio, &ready.leaving, &part.pdf))?;
    }
    let replace = way.replace;
    let Some(target) = Target::of(app, way.path, replace, ready.title, &ready.file_name, Some("pdf"))? else {
        return Ok(Exported::none());
    };
    if is_final {
        target.require_nobody(app, &ready.file_name)?;
    }
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
        files: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        notes,
        ..Exported::at(&first, bytes, Some(pages))
    })
}

/// Draws the exhibits, lays them in and makes the files; where one is larger than it may be, with smaller pictures, and then in
/// as many as it takes. Answers them with what is to be said about it.
fn make(app: &App, task: &Task, ready: &mut Ready, searchable: &BTreeSet<u32>) -> Result<(Vec<Part>, Vec<String>)> {
    let written = ready.leaving.document.clone();
    let mut notes = Vec::new();
    for fine in [exhibits::FINE, exhibits::COARSE] {
        let laid = exhibits::draw(app, task, &ready.leaving.spots, searchable, fine)?;
        let mut document = written.clone();
        exhibits::lay_in(&mut document, &laid);
        let mut file = |document: &Document| render_pictured(task, document, &mut |name| laid.picture(name));
        let cut = |further: bool| Cut {
            separate: ready.separate,
            limit: ready.limit,
            further,
        };
        let mut parts = exhibits::parts(task, &document, &laid, cut(false), &mut file)?;
        let coarse = fine == exhibits::COARSE;
        if parts.is_none() && coarse {
            parts = exhibits::parts(task, &document, &laid, cut(true), &mut file)?;
        }
        let Some(parts) = parts else { continue };
        ready.leaving.document = document;
        if coarse {
            notes.push("So that it is not too large, its pictures are printed with about 110 dots to the inch.".to_owned());
        }
        notes.extend(laid.apart.iter().cloned());
        return Ok((parts, notes));
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

fn prepare(portfolio: &Portfolio, of: Subject<'_>, is_final: bool, for_whom: String) -> Result<Ready> {
    if is_final {
        portfolio.require_writable()?;
    }
    let Drawn {
        mut ready,
        digest,
        confirmed,
        mut over,
        records,
    } = match of {
        Subject::Profile(id) => of_profile(portfolio, id)?,
        Subject::Addendum(id) => of_addendum(portfolio, id)?,
    };
    if is_final {
        over.extend(findings::unanswered(ready.leaving.open()));
    } else {
        over.clear();
    }
    refuse(over, confirmed.as_deref() == Some(digest.as_str()), "Nothing was written.")?;
    if is_final {
        ready.records = hashes(portfolio, records)?;
    } else {
        let today = portfolio.world().today();
        ready.leaving.document.running_footer = Some(format!("Draft of {}", dates::in_words(today)));
    }
    Ok(Ready {
        is_final,
        for_whom,
        ..ready
    })
}

/// What is to leave, before it is known whether it may.
struct Drawn {
    ready: Ready,
    /// SHA-256 of its lines, and of those that were confirmed.
    digest: String,
    confirmed: Option<String>,
    /// What stops a final one.
    over: Vec<String>,
    /// The records that it speaks of.
    records: Vec<String>,
}

fn of_profile(portfolio: &Portfolio, id: &str) -> Result<Drawn> {
    let loaded = load::load(portfolio, id)?;
    let leaving = leaving::leaving(portfolio, &loaded)?;
    let (_, digest) = lines::of(&leaving.document, &loaded.codes)?;
    let mut over = findings::refusals(&findings::of(&loaded));
    over.extend(findings::longer(&leaving.document, &loaded.profile));
    let profile = loaded.profile;
    let told = |id: &str| profile.chosen.iter().any(|chosen| chosen.record_id == id);
    let spoken = profile.activities.iter().filter(|one| one.listed || told(&one.record_id));
    Ok(Drawn {
        records: spoken.map(|one| one.record_id.clone()).collect(),
        ready: Ready {
            kind: "hcpc",
            title: "Save the CPD profile",
            letter_id: None,
            file_name: named("HCPC CPD profile", &profile.cycle),
            evidence: numbered(&profile.evidence),
            cycle_id: profile.cycle.id,
            limit: limit(&loaded.numbers),
            separate: profile.pack.separate,
            leaving,
            is_final: false,
            for_whom: String::new(),
            records: Vec::new(),
        },
        digest,
        confirmed: loaded.confirmed,
        over,
    })
}

fn of_addendum(portfolio: &Portfolio, id: &str) -> Result<Drawn> {
    let loaded = asked::load(portfolio, id)?;
    let leaving = leaving::addendum(portfolio, &loaded)?;
    let (_, digest) = lines::of(&leaving.document, &loaded.profile.codes)?;
    let mut records: Vec<String> = (0..loaded.form().points.len())
        .flat_map(|at| loaded.activities(at))
        .map(|one| one.record_id.clone())
        .collect();
    records.sort();
    records.dedup();
    Ok(Drawn {
        over: findings::refusals(&asked::findings(&loaded)),
        records,
        ready: Ready {
            kind: "addendum",
            title: "Save the addendum",
            file_name: named("Addendum to the HCPC CPD profile", &loaded.profile.profile.cycle),
            evidence: numbered(&loaded.evidence),
            cycle_id: loaded.kept.cycle_id,
            letter_id: Some(loaded.kept.id),
            limit: limit(&loaded.profile.numbers),
            separate: false,
            leaving,
            is_final: false,
            for_whom: String::new(),
            records: Vec::new(),
        },
        digest,
        confirmed: loaded.kept.confirmed,
    })
}

fn named(what: &str, cycle: &Cycle) -> String {
    format!("{}.pdf", files::safe_name(&format!("{what} {}", cycles::cycle_years(cycle))))
}

fn numbered(evidence: &[Evidence]) -> Vec<(String, Option<u32>)> {
    evidence.iter().map(|one| (one.id.clone(), Some(one.number))).collect()
}

fn limit(numbers: &Numbers) -> usize {
    numbers.get("pack-megabytes") as usize * 1_000_000
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
        refused.hint("Look through the lines and confirm them, then try again.")
    })
}

/// Records, each with the SHA-256 of its content as JSON.
fn hashes(portfolio: &Portfolio, records: Vec<String>) -> Result<Vec<(String, String)>> {
    let hash = |id: String| digest_of(portfolio, &id).map(|digest| (id, digest));
    records.into_iter().map(hash).collect()
}

/// SHA-256 of a record's content as JSON.
pub(super) fn digest_of(portfolio: &Portfolio, record_id: &str) -> Result<String> {
    let content = record::get(portfolio, record_id)?.content;
    let json = serde_json::to_vec(&content).map_err(Error::internal)?;
    Ok(lines::sha256(&json))
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

fn register(connection: &Connection, ready: &Ready, id: &str, at: &str, part: &Part, path: &Path) -> Result<()> {
    let document = ready
        .is_final
        .then(|| serde_json::to_string(&part.document))
        .transpose()
        .map_err(Error::internal)?;
    let kept = serde_json::to_string(&ready.leaving.kept).map_err(Error::internal)?;
    connection
        .prepare_cached(
            "INSERT INTO export (id, kind, cycle_id, exported_at, final, file_name, sha256, document, kept, for_whom, letter_id)
             VALUES (?1, ?10, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?11)",
        )?
        .execute(params![
            id,
            ready.cycle_id,
            at,
            ready.is_final,
            name_of(path),
            lines::sha256(&part.pdf),
            document,
            kept,
            ready.for_whom,
            ready.kind,
            ready.letter_id
        ])?;
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
