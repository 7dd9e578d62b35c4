//! If the owner cannot work: what a colleague whom she names needs to reach her clients.
//!
//! What always holds: it holds the contacts of the clients at present, the supervisor, the insurer and the owner's wishes; never a
//! note, never the recovery words, and never the portfolio's own passphrase. The file is in the age format, under a passphrase of
//! its own, so that anyone's age opens it; the sheet to print leaves the clients out unless she says otherwise.

use std::io::Write as _;

use age::secrecy::SecretString;
use rusqlite::{Connection, OptionalExtension as _, params};
use triptych_pdf::{Block, Document, Inline};

use super::identity;
use super::model::{Handover, HandoverMade};
use super::pages;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, files, transact};
use crate::vault::{Portfolio, Secret, require_strong};
use crate::{hcpc, profile};

/// The most characters of a text.
const TEXT: usize = 5_000;

/// What is written, and when a file or a sheet was last made of it.
///
/// # Errors
/// `damaged`, `disk`.
pub fn handover(portfolio: &Portfolio) -> Result<HandoverMade> {
    let found = portfolio
        .db()
        .prepare_cached("SELECT * FROM handover WHERE id = 1")?
        .query_row([], |row| {
            Ok(HandoverMade {
                handover: Handover {
                    colleague: row.get("colleague")?,
                    contact: row.get("contact")?,
                    supervisor: row.get("supervisor")?,
                    insurer: row.get("insurer")?,
                    wishes: row.get("wishes")?,
                },
                made_on: row.get("made_on")?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Writes what a colleague needs to know.
///
/// # Errors
/// `invalid` with the field, `read-only`, `disk`.
pub fn save_handover(portfolio: &mut Portfolio, handover: &Handover) -> Result<()> {
    transact(portfolio, Op::SaveHandover, Scope::default(), |connection| {
        put(connection, handover)
    })
}

pub(super) fn put(connection: &Connection, handover: &Handover) -> Result<()> {
    for (field, words) in [
        ("colleague", &handover.colleague),
        ("contact", &handover.contact),
        ("supervisor", &handover.supervisor),
        ("insurer", &handover.insurer),
        ("wishes", &handover.wishes),
    ] {
        pages::text(field, words, TEXT)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO handover (id, colleague, contact, supervisor, insurer, wishes) VALUES (1, ?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET colleague = excluded.colleague, contact = excluded.contact, supervisor = excluded.supervisor,
             insurer = excluded.insurer, wishes = excluded.wishes",
        )?
        .execute(params![
            handover.colleague,
            handover.contact,
            handover.supervisor,
            handover.insurer,
            handover.wishes
        ])?;
    Ok(())
}

/// Writes the encrypted file when a passphrase is given, else the sheet to print, `with_clients` or without.
///
/// # Errors
/// `refused` while no colleague is named, `invalid` for a passphrase that is weak or opens the portfolio, `exists` unless
/// `replace`, `cancelled`, `disk`; then nothing has been written.
pub fn export_handover(
    app: &App,
    task: &Task,
    passphrase: Option<&Secret>,
    with_clients: bool,
    path: Option<&str>,
    replace: bool,
) -> Result<Exported> {
    let document = app.with(|portfolio| {
        if let Some(passphrase) = passphrase {
            require_strong(passphrase, "passphrase")?;
            if portfolio.is_opened_by(passphrase) {
                return Err(Error::field(
                    "passphrase",
                    "This passphrase opens your portfolio: whoever has it could read everything. Nothing was written.",
                )
                .hint("Take another one for this file."));
            }
        }
        compose(portfolio, with_clients || passphrase.is_some())
    })?;
    let (pdf, pages) = hcpc::render(task, &document)?;
    let (bytes, name, ending) = match passphrase {
        Some(passphrase) => (sealed(&pdf, passphrase)?, "If I cannot work.pdf.age", "pdf.age"),
        None => (pdf, "If I cannot work.pdf", "pdf"),
    };
    let Some(target) = Target::of(app, path, replace, "Save it for your colleague", name, Some(ending))? else {
        return Ok(Exported::none());
    };
    files::write_out(&target.path, &bytes, target.replace)?;
    if !app.with(|portfolio| Ok(portfolio.read_only()))? {
        let today = app.world().today().to_string();
        app.change(|portfolio| {
            transact(portfolio, Op::Export, Scope::default(), |connection| {
                connection.execute("UPDATE handover SET made_on = ?1 WHERE id = 1", [&today])?;
                Ok(())
            })
        })?;
    }
    Ok(Exported::at(&target.path, bytes.len(), Some(pages)))
}

/// `bytes` in the age format under `passphrase`.
fn sealed(bytes: &[u8], passphrase: &Secret) -> Result<Vec<u8>> {
    // Exposed to be handed to age, which wipes its own copy.
    let encryptor = age::Encryptor::with_user_passphrase(SecretString::from(passphrase.expose().to_owned()));
    let mut out = Vec::new();
    let mut writer = encryptor.wrap_output(&mut out).map_err(Error::internal)?;
    writer
        .write_all(bytes)
        .and_then(|()| writer.finish().map(drop))
        .map_err(Error::internal)?;
    Ok(out)
}

fn compose(portfolio: &Portfolio, with_clients: bool) -> Result<Document> {
    let Handover {
        colleague,
        contact,
        supervisor,
        insurer,
        wishes,
    } = handover(portfolio)?.handover;
    if colleague.trim().is_empty() {
        return Err(
            Error::new(Code::Refused, "Nobody is named yet who would step in. Nothing was written.").hint("Name a colleague first."),
        );
    }
    let today = portfolio.world().today();
    let who = profile::get(portfolio)?;
    let current: Vec<_> = pages::list(portfolio)?.into_iter().filter(|one| one.ended.is_none()).collect();
    let line = |label: &str, text: &str| (label.to_owned(), vec![Inline::text(text.trim())]);
    let facts: Vec<_> = [
        line("For", &colleague),
        line("Reached at", &contact),
        line("My supervisor", &supervisor),
        line("My insurer", &insurer),
        line("My registration", &who.registration),
    ]
    .into_iter()
    .filter(|(_, text)| text.iter().any(|text| !text.as_str().is_empty()))
    .collect();
    let mut blocks = vec![
        Block::paragraph("If I die, or fall ill and cannot speak for myself, please tell the people I work with, and help them on."),
        Block::Facts(facts),
    ];
    if !wishes.trim().is_empty() {
        blocks.push(Block::heading(2, "What I wish"));
        blocks.extend(hcpc::markdown::blocks(&wishes));
    }
    blocks.push(Block::heading(2, "Clients at present"));
    if with_clients {
        for one in &current {
            blocks.push(Block::heading(3, one.code.clone()));
            let lines = identity::sealed(portfolio.db(), &one.id)?
                .map(|sealed| sealed.lines())
                .unwrap_or_default();
            // Whom to tell and how: not their age, nor who sent them.
            let lines: Vec<_> = lines
                .into_iter()
                .filter(|(label, _)| ["Name", "Known as", "Contacts"].contains(label))
                .map(|(label, text)| (label.to_owned(), vec![Inline::Text(text)]))
                .collect();
            blocks.push(if lines.is_empty() {
                Block::paragraph("No contact is written down.")
            } else {
                Block::Facts(lines)
            });
        }
    } else {
        blocks.push(Block::paragraph(format!(
            "{} at present. Who they are stands in the encrypted file, which any program for the age format opens with the passphrase \
             that I gave you: age --decrypt \"If I cannot work.pdf.age\" > \"If I cannot work.pdf\"",
            current.len()
        )));
    }
    blocks.push(Block::paragraph(
        "There are no notes in this, and nothing that opens my portfolio. What is in the portfolio stays closed to you, and has to be kept for its time.",
    ));
    let name = who.name.trim().to_owned();
    Ok(Document {
        title: "If I cannot work".to_owned(),
        author: (!name.is_empty()).then_some(name),
        subject: None,
        language: "en-GB".to_owned(),
        created: today.and_time(chrono::NaiveTime::MIN),
        running_header: Some("If I cannot work".to_owned()),
        running_footer: Some(format!("As of {}", crate::record::day_in_words(today))),
        counted: None,
        blocks,
    })
}

#[cfg(test)]
pub(super) fn composed(portfolio: &Portfolio, with_clients: bool) -> Result<String> {
    serde_json::to_string(&compose(portfolio, with_clients)?).map_err(Error::internal)
}
