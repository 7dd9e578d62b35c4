//! The two directories.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::model::{Person, Side};
use crate::error::{Code, Error, Result};
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a line.
const LINE: usize = 200;

/// Both directories, each by name.
///
/// # Errors
/// `damaged`, `disk`.
pub fn people(portfolio: &Portfolio) -> Result<Vec<Person>> {
    read(portfolio.db())
}

pub(super) fn read(connection: &Connection) -> Result<Vec<Person>> {
    let people = connection
        .prepare_cached("SELECT * FROM supervision_person ORDER BY side DESC, name COLLATE NOCASE, id")?
        .query_map([], of)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(people)
}

/// Saves somebody: a new entry when the id is empty. Answers the id.
///
/// # Errors
/// `invalid` with the field, `not-found`, `read-only`, `disk`.
pub fn save_person(portfolio: &mut Portfolio, person: &Person) -> Result<String> {
    check(person)?;
    let made = storage::new_id(portfolio.world())?;
    transact(portfolio, Op::SavePerson, Scope::default(), |connection| {
        if person.id.is_empty() {
            insert(
                connection,
                &Person {
                    id: made.clone(),
                    ..person.clone()
                },
            )?;
            return Ok(made);
        }
        let saved = connection
            .prepare_cached(
                "UPDATE supervision_person SET side = ?2, name = ?3, role = ?4, profession = ?5, registration = ?6, contact = ?7 WHERE id = ?1",
            )?
            .execute(values(person))?;
        if saved == 0 {
            return Err(Error::not_found("entry"));
        }
        Ok(person.id.clone())
    })
}

/// Takes somebody out of the directory. Sessions keep the name that was written in them.
///
/// # Errors
/// `refused` while an agreement is with them, `not-found`, `read-only`, `disk`.
pub fn delete_person(portfolio: &mut Portfolio, id: &str) -> Result<()> {
    transact(portfolio, Op::DeletePerson, Scope::default(), |connection| {
        let agreed = connection
            .prepare_cached("SELECT 1 FROM supervision_agreement WHERE person_id = ?1")?
            .exists([id])?;
        if agreed {
            return Err(Error::new(
                Code::Refused,
                "There is an agreement with this person, so the entry stays. Nothing has been changed.",
            )
            .hint("Give the agreement a last day, or delete it first."));
        }
        if connection
            .prepare_cached("DELETE FROM supervision_person WHERE id = ?1")?
            .execute([id])?
            == 0
        {
            return Err(Error::not_found("entry"));
        }
        Ok(())
    })
}

/// In the order of the columns.
fn values(person: &Person) -> [&str; 7] {
    [
        &person.id,
        person.side.as_str(),
        person.name.trim(),
        &person.role,
        &person.profession,
        &person.registration,
        &person.contact,
    ]
}

pub(super) fn insert(connection: &Connection, person: &Person) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO supervision_person (id, side, name, role, profession, registration, contact) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(values(person))?;
    Ok(())
}

pub(super) fn find(connection: &Connection, id: &str) -> Result<Option<Person>> {
    let found = connection
        .prepare_cached("SELECT * FROM supervision_person WHERE id = ?1")?
        .query_row([id], of)
        .optional()?;
    Ok(found)
}

fn of(row: &Row<'_>) -> rusqlite::Result<Person> {
    let side: String = row.get("side")?;
    Ok(Person {
        id: row.get("id")?,
        side: if side == Side::Supervisee.as_str() {
            Side::Supervisee
        } else {
            Side::Supervisor
        },
        name: row.get("name")?,
        role: row.get("role")?,
        profession: row.get("profession")?,
        registration: row.get("registration")?,
        contact: row.get("contact")?,
    })
}

pub(super) fn check(person: &Person) -> Result<()> {
    if person.name.trim().is_empty() {
        return Err(Error::field("name", "A name is needed.").hint("A group goes by what you call it, such as “Thursday peer group”."));
    }
    for (field, text) in [
        ("name", &person.name),
        ("role", &person.role),
        ("profession", &person.profession),
        ("registration", &person.registration),
        ("contact", &person.contact),
    ] {
        line(field, text)?;
    }
    Ok(())
}

/// Refuses what is no line.
pub(super) fn line(field: &str, text: &str) -> Result<()> {
    if text.chars().count() > LINE {
        return Err(
            Error::field(field, format!("This is longer than {LINE} characters.")).hint("Shorten it; nothing has been changed yet.")
        );
    }
    if text.chars().any(char::is_control) {
        return Err(
            Error::field(field, "This field takes one line of ordinary text.").hint("Take out line breaks and invisible characters.")
        );
    }
    Ok(())
}
