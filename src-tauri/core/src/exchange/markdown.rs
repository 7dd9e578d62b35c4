//! Every record as a Markdown file of its own, in one folder with an index.
//!
//! What always holds: a new folder appears under its name only when all of its files are in it, and takes the place of an empty one
//! that was there; in a folder that holds something, files of other names are never touched; names are safe on every system and differ also where case does not count. What
//! is in the bin stays behind. Pictures of evidence that a text shows lie beside it while whoever is in them agrees, and that they
//! left stands in the register.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::pictures::Pictures;
use crate::api::export::Exported;
use crate::api::{App, Task};
use crate::client;
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::hcpc;
use crate::record::{self, Kind};
use crate::reflection;
use crate::storage::files::{self, NewFolder};
use crate::supervision;
use crate::vault::Portfolio;

/// The index's name.
const INDEX: &str = "README.md";
/// What of supervision is no record. The names of records begin with their date.
const SUPERVISION: &str = "Supervision.md";
/// What is written about evidence.
const EVIDENCE: &str = "Evidence.md";
/// What new records may begin with, and questions to the list.
const TEMPLATES: &str = "Templates.md";
/// Reflection models of one's own.
const MODELS: &str = "Reflection models.md";
/// What of clients is no record, and never who they are.
const CLIENTS: &str = "Clients.md";
/// Letters of HCPC that ask for more.
const ASKED: &str = "Asked by HCPC.md";
/// The most bytes of a title in a file name: with date, number and ending far below the 255 that systems take.
const TITLE_BYTES: usize = 120;

/// A file to write.
struct Page {
    name: String,
    /// `None` for what is no record.
    kind: Option<Kind>,
    shown: String,
    text: String,
}

/// Writes the records into the folder `path`, or into a new one where the user chooses. With `replace`, the folder may hold
/// files already, and those of the same names are replaced.
///
/// # Errors
/// `exists` when the folder is not empty and `replace` is false, `cancelled`, `disk`.
pub fn export_markdown(app: &App, task: &Task, path: Option<&str>, replace: bool) -> Result<Exported> {
    let folder = match path {
        Some(path) => PathBuf::from(path),
        None => match app.host().choose_folder("Choose where the folder of Markdown files goes")? {
            Some(chosen) if files::is_empty(&chosen)? => chosen,
            Some(chosen) => chosen.join(format!("Triptych {}", app.world().today())),
            None => return Ok(Exported::none()),
        },
    };
    let was_there = folder.exists();
    for swept in [folder.as_path(), files::folder_of(&folder)] {
        files::sweep(swept);
    }
    if was_there && !replace && !files::is_empty(&folder)? {
        return Err(
            Error::new(Code::Exists, "There are already files in this folder. None was replaced.")
                .hint("Choose an empty folder, or say that files of the same names may be replaced."),
        );
    }
    let (mut pages, mut pictures) = app.with(|portfolio| {
        let mut taken = HashSet::from([fold(INDEX)]);
        let pages = pages(portfolio, task, &mut taken)?;
        let pictures = Pictures::of(portfolio, pages.iter().map(|page| page.text.as_str()), &mut taken)?;
        Ok((pages, pictures))
    })?;
    let making = NewFolder::beside(&folder)?;
    // Whether the files go into a folder that stays.
    let there = making.is_none();
    let into = making.as_ref().map_or(folder.as_path(), NewFolder::path).to_owned();
    let left_out = pictures.lay(app, task, &into, replace)?;
    for page in &mut pages {
        page.text = pictures.within(&page.text);
    }
    let index = index(&pages);
    let bytes = index.len() + pages.iter().map(|page| page.text.len()).sum::<usize>();
    let write = || {
        let all = pages
            .iter()
            .map(|page| (page.name.as_str(), page.text.as_str()))
            .chain([(INDEX, index.as_str())]);
        files::fill(&into, all, replace && there)?;
        making.map_or(Ok(()), |making| making.keep(&folder))
    };
    let ids = pictures.ids();
    let written = if ids.is_empty() {
        write()
    } else {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        app.change(|portfolio| evidence::leave_with(portfolio, "markdown", &name, index.as_bytes(), &ids, write))
    };
    written.map_err(|cause| {
        // The register did not take it, so what is new goes again.
        if !(there || was_there && files::is_empty(&folder).unwrap_or(false)) {
            let gone = std::fs::remove_dir_all(&folder);
            if was_there {
                let _ = std::fs::create_dir(&folder);
            }
            if gone.is_err() && folder.exists() {
                return cause.hint(files::UNREGISTERED);
            }
        } else if there && !replace {
            for name in pages.iter().map(|page| page.name.as_str()).chain([INDEX]).chain(pictures.names()) {
                let _ = std::fs::remove_file(folder.join(name));
            }
        }
        cause
    })?;
    Ok(Exported {
        left_out,
        ..Exported::at(&folder, bytes, None)
    })
}

fn pages(portfolio: &Portfolio, task: &Task, taken: &mut HashSet<String>) -> Result<Vec<Page>> {
    let ids = record::every_id(portfolio)?;
    let mut pages = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        task.progress(at, ids.len(), "records")?;
        let record = record::get(portfolio, id)?;
        if record.binned_at.is_some() {
            continue;
        }
        let kind = record.content.kind;
        let title = if record.shown_title.is_empty() {
            kind.name()
        } else {
            &record.shown_title
        };
        pages.push(Page {
            name: name(&record.content.date, title, taken),
            kind: Some(kind),
            shown: title.to_owned(),
            text: record::markdown_with_links(&record),
        });
    }
    if let Some(text) = supervision::markdown(portfolio)? {
        pages.push(Page {
            name: SUPERVISION.to_owned(),
            kind: None,
            shown: "Supervision: agreements, people, agenda".to_owned(),
            text,
        });
    }
    if let Some(text) = evidence::markdown(portfolio)? {
        pages.push(Page {
            name: EVIDENCE.to_owned(),
            kind: None,
            shown: "Evidence: what is written about it".to_owned(),
            text,
        });
    }
    if let Some(text) = record::templates_markdown(portfolio)? {
        pages.push(Page {
            name: TEMPLATES.to_owned(),
            kind: None,
            shown: "Templates and saved filters".to_owned(),
            text,
        });
    }
    if let Some(text) = reflection::markdown(portfolio)? {
        pages.push(Page {
            name: MODELS.to_owned(),
            kind: None,
            shown: "Reflection models of your own".to_owned(),
            text,
        });
    }
    if let Some(text) = client::markdown(portfolio)? {
        pages.push(Page {
            name: CLIENTS.to_owned(),
            kind: None,
            shown: "Clients: goals, summaries, endings".to_owned(),
            text,
        });
    }
    if let Some(text) = hcpc::letters_markdown(portfolio)? {
        pages.push(Page {
            name: ASKED.to_owned(),
            kind: None,
            shown: "Asked by HCPC, and what is answered".to_owned(),
            text,
        });
    }
    Ok(pages)
}

/// `2026-11-22 Title.md`, with a number where that is taken.
pub(crate) fn name(date: &str, title: &str, taken: &mut HashSet<String>) -> String {
    let stem = format!("{date} {}", short(&files::safe_name(title)));
    let mut name = format!("{stem}.md");
    let mut number = 2;
    while !taken.insert(fold(&name)) {
        name = format!("{stem} ({number}).md");
        number += 1;
    }
    name
}

/// As much of a safe name as fits beside the rest of one.
pub(super) fn short(safe: &str) -> String {
    let mut short = String::new();
    for part in safe.graphemes(true) {
        if short.len() + part.len() > TITLE_BYTES {
            break;
        }
        short.push_str(part);
    }
    short.truncate(short.trim_end().len());
    short
}

/// Names that some system takes for one and the same are equal here.
pub(crate) fn fold(name: &str) -> String {
    name.nfd().flat_map(char::to_lowercase).collect()
}

fn index(pages: &[Page]) -> String {
    let mut out = format!(
        "# Portfolio\n\n{} records, oldest first. These files are not encrypted: keep them where only you can read them.\n",
        pages.iter().filter(|page| page.kind.is_some()).count()
    );
    for page in pages.iter().filter(|page| page.kind.is_none()) {
        let _ = writeln!(out, "\n[{}](<{}>)", plain(&page.shown), page.name);
    }
    for kind in Kind::ALL {
        let mut own = pages.iter().filter(|page| page.kind == Some(kind)).peekable();
        if own.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n", heading(kind));
        for page in own {
            let _ = writeln!(out, "- {} [{}](<{}>)", &page.name[..10], plain(&page.shown), page.name);
        }
    }
    out
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Reflection => "Reflections",
        Kind::CaseNote => "Case notes",
        Kind::Supervision => "Supervision",
        Kind::Cpd => "CPD activities",
    }
}

/// A title within a link: one line, and nothing in it that Markdown would read.
pub(super) fn plain(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars() {
        match c {
            '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '`' | '&' | '!' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
