//! Somebody asks for everything about a client: who, by what authority, and what has to be weighed first.
//!
//! What always holds: nothing leaves to be handed out before who asks, their authority, who they are, serious harm and other
//! people have been answered; other clients' codes are shown first; the month is counted from the day the request came.

use chrono::Months;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::dossier::{self, Dossier};
use super::model::{Asker, Format, Mark, Others, Request};
use super::pages;
use crate::api::export::Exported;
use crate::api::target::Target;
use crate::api::{App, Task};
use crate::error::{Code, Error, Result};
use crate::hcpc::{self, Leaves};
use crate::record;
use crate::storage::{Op, Scope, new_id, transact};
use crate::vault::Portfolio;

/// What the register of exports calls it.
const KIND: &str = "access";
/// The most characters of a text.
const TEXT: usize = 5_000;

/// Every request, newest first.
///
/// # Errors
/// `damaged`, `disk`.
pub fn requests(portfolio: &Portfolio) -> Result<Vec<Request>> {
    let requests = portfolio
        .db()
        .prepare_cached("SELECT * FROM client_request ORDER BY received_on DESC, id")?
        .query_map([], of_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(requests)
}

/// Those that are not answered, the most pressing first, each with the client's code.
///
/// # Errors
/// `damaged`, `disk`.
pub fn open_requests(portfolio: &Portfolio) -> Result<Vec<(Request, String)>> {
    let mut open: Vec<Request> = requests(portfolio)?.into_iter().filter(|one| one.answered.is_none()).collect();
    open.sort_by(|a, b| a.due.cmp(&b.due));
    open.into_iter()
        .map(|one| {
            let code = record::code_of(portfolio.db(), &one.client_id)?;
            Ok((one, code))
        })
        .collect()
}

/// Those about one client, newest first.
pub(super) fn of(connection: &Connection, client: &str) -> Result<Vec<Request>> {
    let requests = connection
        .prepare_cached("SELECT * FROM client_request WHERE client_id = ?1 ORDER BY received_on DESC, id")?
        .query_map([client], of_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(requests)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Request> {
    let asker: String = row.get("asker")?;
    Ok(Request {
        id: row.get("id")?,
        client_id: row.get("client_id")?,
        received: row.get("received_on")?,
        due: row.get("due_on")?,
        asker: Asker::ALL.into_iter().find(|one| one.as_str() == asker).unwrap_or(Asker::Other),
        authority: row.get("authority")?,
        identity_checked: row.get("identity_checked")?,
        harm: row.get("harm")?,
        others: row.get("others")?,
        answered: row.get("answered_on")?,
    })
}

/// Saves a request: a new one when its id is empty. Answers its id.
///
/// # Errors
/// `invalid` with the field, `not-found`, `read-only`, `disk`.
pub fn save_request(portfolio: &mut Portfolio, request: &Request) -> Result<String> {
    let made = new_id(portfolio.world())?;
    transact(portfolio, Op::SaveRequest, Scope::default(), |connection| {
        if request.id.is_empty() {
            let id = made.clone();
            put(connection, &Request { id, ..request.clone() })?;
            return Ok(made);
        }
        let known = find(connection, &request.id)?;
        let client_id = known.client_id;
        put(
            connection,
            &Request {
                client_id,
                ..request.clone()
            },
        )?;
        Ok(request.id.clone())
    })
}

/// Marks a request as answered today, or takes that back.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn answered(portfolio: &mut Portfolio, id: &str, done: bool) -> Result<()> {
    let today = done.then(|| portfolio.world().today().to_string());
    transact(portfolio, Op::SaveRequest, Scope::default(), |connection| {
        find(connection, id)?;
        connection
            .prepare_cached("UPDATE client_request SET answered_on = ?2 WHERE id = ?1")?
            .execute(params![id, today])?;
        Ok(())
    })
}

fn find(connection: &Connection, id: &str) -> Result<Request> {
    connection
        .prepare_cached("SELECT * FROM client_request WHERE id = ?1")?
        .query_row([id], of_row)
        .optional()?
        .ok_or_else(|| Error::not_found("request"))
}

pub(super) fn put(connection: &Connection, request: &Request) -> Result<()> {
    record::code_of(connection, &request.client_id)?;
    let received = record::date("received", &request.received)?;
    let due = match request.due.as_str() {
        "" => received.checked_add_months(Months::new(1)).unwrap_or(received),
        day => record::date("due", day)?,
    };
    if due < received {
        return Err(Error::field("due", "It would be due before it came.").hint("Count a month from the day the request came."));
    }
    if let Some(day) = &request.answered
        && record::date("answered", day)? < received
    {
        return Err(Error::field("answered", "It would be answered before it came."));
    }
    for (field, words) in [
        ("authority", &request.authority),
        ("harm", &request.harm),
        ("others", &request.others),
    ] {
        pages::text(field, words, TEXT)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO client_request (id, client_id, received_on, due_on, asker, authority, identity_checked, harm, others, answered_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (id) DO UPDATE SET received_on = excluded.received_on, due_on = excluded.due_on, asker = excluded.asker,
             authority = excluded.authority, identity_checked = excluded.identity_checked, harm = excluded.harm, others = excluded.others,
             answered_on = excluded.answered_on",
        )?
        .execute(params![
            request.id,
            request.client_id,
            request.received,
            due.to_string(),
            request.asker.as_str(),
            request.authority,
            request.identity_checked,
            request.harm,
            request.others,
            request.answered
        ])?;
    Ok(())
}

/// Other clients' codes in what would go out, by record and code.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub fn look_for_others(portfolio: &Portfolio, client: &str) -> Result<Vec<Mark>> {
    dossier::marks(portfolio, client)
}

/// Writes everything about the client of the request `id` to `path`, or where the owner says.
///
/// # Errors
/// `refused` while something is not answered, and for letters that no font has; `exists` unless `replace`, `not-found`,
/// `cancelled`, `disk`; then there is no file and no row.
pub fn export(app: &App, task: &Task, id: &str, others: Others, format: Format, path: Option<&str>, replace: bool) -> Result<Exported> {
    let request = app.with(|portfolio| find(portfolio.db(), id))?;
    let Dossier {
        document,
        json,
        records,
        code,
    } = app.with(|portfolio| {
        if others == Others::TakenOut {
            require_weighed(&request)?;
        }
        dossier::compose(portfolio, &request, others)
    })?;
    let (bytes, pages) = match format {
        Format::Pdf => hcpc::render(task, &document).map(|(pdf, pages)| (pdf, Some(pages)))?,
        Format::Json => (json, None),
    };
    let ending = if format == Format::Pdf { "pdf" } else { "json" };
    let look = if others == Others::Marked { ", to look through" } else { "" };
    let name = format!("Records about {code}{look}.{ending}");
    let Some(target) = Target::of(app, path, replace, "Save what was asked for", &name, Some(ending))? else {
        return Ok(Exported::none());
    };
    // What is marked is to be looked through by the owner herself. Who asks is said without a name, which would outlive the records.
    let line = Leaves {
        kind: KIND,
        for_whom: if others == Others::Marked { "" } else { request.asker.name() },
        records: &records,
        kept: &[],
    };
    hcpc::leave(app, line, &bytes, &target)?;
    Ok(Exported::at(&target.path, bytes.len(), pages))
}

/// Refuses to write what is handed out before everything has been weighed.
fn require_weighed(request: &Request) -> Result<()> {
    let missing: Vec<&str> = [
        (request.authority.trim().is_empty(), "by what authority they ask"),
        (!request.identity_checked, "whether they are who they say"),
        (request.harm.trim().is_empty(), "whether telling could do serious harm to anyone"),
        (request.others.trim().is_empty(), "what becomes of what is said of other people"),
    ]
    .into_iter()
    .filter_map(|(missing, what)| missing.then_some(what))
    .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        Code::Refused,
        format!("Not answered yet: {}. Nothing was written.", missing.join("; ")),
    )
    .hint("Answer these on the request, then make the file."))
}
