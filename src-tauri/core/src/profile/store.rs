//! Reading and saving the profile and its roles.

use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params};

use super::{Profession, Profile, Role};
use crate::error::{Code, Error, Result};
use crate::framework::LevelId;
use crate::record::date;
use crate::storage::{self, Op, Scope, transact};
use crate::vault::Portfolio;

/// The most characters of a name, a title, a setting or an employer.
const LINE: usize = 200;
/// The most characters of a registration number: lenient, because its form is the regulator's business.
const REGISTRATION: usize = 40;

/// The profile with its roles: the current ones first, in the order they were made, then the latest.
///
/// # Errors
/// `damaged`, `disk`.
pub fn get(portfolio: &Portfolio) -> Result<Profile> {
    portfolio.watch(read(portfolio.db()))
}

/// Saves everything but the roles.
///
/// # Errors
/// `invalid` with the field, `conflict` when `new.version` is not the one stored, `read-only`, `disk`.
pub fn save(portfolio: &mut Portfolio, new: &Profile) -> Result<Profile> {
    check_profile(new)?;
    transact(portfolio, Op::SaveProfile, Scope::default(), |connection| {
        let saved = connection
            .prepare_cached(
                "UPDATE profile SET name = ?1, profession = ?2, registration = ?3, registered_since = ?4, level = ?5, version = version + 1
                 WHERE id = 1 AND version = ?6",
            )?
            .execute(params![
                new.name,
                new.profession.map(Profession::as_str),
                new.registration,
                new.registered_since,
                new.level,
                new.version
            ])?;
        if saved == 0 {
            return Err(Error::new(
                Code::Conflict,
                "Your profile was changed elsewhere in the meantime. What you wrote here is still on the page.",
            )
            .hint("Copy what you want to keep, then open the profile again."));
        }
        read(connection)
    })
}

/// Saves a role: a new one when its id is empty. Answers the whole profile.
///
/// # Errors
/// `invalid` with the field, `not-found`, `refused` when an own practice that holds case notes would become an employer's,
/// `read-only`, `disk`.
pub fn save_role(portfolio: &mut Portfolio, new: &Role) -> Result<Profile> {
    check_role(new)?;
    let new_id = storage::new_id(portfolio.world())?;
    transact(portfolio, Op::SaveRole, Scope::default(), |connection| {
        if new.id.is_empty() {
            insert_role(connection, &Role { id: new_id, ..new.clone() })?;
        } else {
            refuse_to_move_case_notes(connection, new)?;
            let saved = connection
                .prepare_cached(
                    "UPDATE role SET title = ?2, setting = ?3, start_on = ?4, end_on = ?5, own_practice = ?6, employer = ?7 WHERE id = ?1",
                )?
                .execute(params![
                    new.id,
                    new.title,
                    new.setting,
                    new.start,
                    new.end,
                    new.own_practice,
                    employer(new)
                ])?;
            if saved == 0 {
                return Err(Error::not_found("role"));
            }
        }
        read(connection)
    })
}

/// Deletes a role; records that name it stay, without a role. Answers the whole profile.
///
/// # Errors
/// `not-found`, `read-only`, `disk`.
pub fn delete_role(portfolio: &mut Portfolio, id: &str) -> Result<Profile> {
    transact(portfolio, Op::DeleteRole, Scope::default(), |connection| {
        if connection.prepare_cached("DELETE FROM role WHERE id = ?1")?.execute([id])? == 0 {
            return Err(Error::not_found("role"));
        }
        read(connection)
    })
}

/// The role with this id.
///
/// # Errors
/// `damaged`, `disk`.
pub fn role(connection: &Connection, id: &str) -> Result<Option<Role>> {
    let found = connection
        .prepare_cached("SELECT * FROM role WHERE id = ?1")?
        .query_row([id], role_of)
        .optional()?;
    Ok(found)
}

/// Fills the profile and its roles of an empty portfolio; for an import, inside its transaction.
pub(crate) fn put(connection: &Connection, profile: &Profile) -> Result<()> {
    check_profile(profile)?;
    connection
        .prepare_cached(
            "UPDATE profile SET name = ?1, profession = ?2, registration = ?3, registered_since = ?4, level = ?5, version = version + 1",
        )?
        .execute(params![
            profile.name,
            profile.profession.map(Profession::as_str),
            profile.registration,
            profile.registered_since,
            profile.level
        ])?;
    for role in &profile.roles {
        check_role(role)?;
        insert_role(connection, role)?;
    }
    Ok(())
}

fn read(connection: &Connection) -> Result<Profile> {
    let mut statement = connection.prepare_cached("SELECT * FROM role ORDER BY end_on IS NOT NULL, end_on DESC, position, rowid")?;
    let roles = statement.query_map([], role_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let profile = connection
        .prepare_cached("SELECT * FROM profile WHERE id = 1")?
        .query_row([], |row| {
            let profession: Option<String> = row.get("profession")?;
            Ok(Profile {
                name: row.get("name")?,
                profession: profession.as_deref().and_then(profession_of),
                registration: row.get("registration")?,
                registered_since: row.get("registered_since")?,
                level: row.get("level")?,
                version: row.get("version")?,
                roles,
            })
        })?;
    Ok(profile)
}

fn role_of(row: &SqlRow<'_>) -> rusqlite::Result<Role> {
    Ok(Role {
        id: row.get("id")?,
        title: row.get("title")?,
        setting: row.get("setting")?,
        start: row.get("start_on")?,
        end: row.get("end_on")?,
        own_practice: row.get("own_practice")?,
        employer: row.get("employer")?,
    })
}

fn profession_of(word: &str) -> Option<Profession> {
    [Profession::Art, Profession::Drama, Profession::Music, Profession::Assistant]
        .into_iter()
        .find(|one| one.as_str() == word)
}

fn insert_role(connection: &Connection, role: &Role) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO role (id, title, setting, start_on, end_on, own_practice, employer, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT COALESCE(MAX(position) + 1, 0) FROM role))",
        )?
        .execute(params![
            role.id,
            role.title,
            role.setting,
            role.start,
            role.end,
            role.own_practice,
            employer(role)
        ])?;
    Ok(())
}

/// One's own practice has no employer.
fn employer(role: &Role) -> Option<&str> {
    role.employer.as_deref().filter(|name| !role.own_practice && !name.is_empty())
}

/// An employer's role takes no case notes, so a role that holds some stays one's own practice.
fn refuse_to_move_case_notes(connection: &Connection, new: &Role) -> Result<()> {
    if new.own_practice {
        return Ok(());
    }
    let notes: u32 = connection
        .prepare_cached("SELECT count(*) AS notes FROM record WHERE role_id = ?1 AND kind = 'case-note'")?
        .query_row([&new.id], |row| row.get("notes"))?;
    if notes == 0 {
        return Ok(());
    }
    let mut error = Error::new(
        Code::Refused,
        format!(
            "Case notes are kept under this role ({notes}), so it has to stay your own practice: an employer's notes belong in the employer's system. Nothing has been changed."
        ),
    )
    .hint("Make a second role for the employer.");
    error.field = Some("own_practice".to_owned());
    Err(error)
}

fn check_profile(profile: &Profile) -> Result<()> {
    check_line("name", &profile.name, LINE)?;
    check_line("registration", &profile.registration, REGISTRATION)?;
    if let Some(day) = &profile.registered_since {
        date("registered_since", day)?;
    }
    if let Some(level) = &profile.level {
        level.parse::<LevelId>().map_err(|_| {
            Error::field("level", "There is no such level in the framework.").hint("Choose one of the five, or “not sure yet”.")
        })?;
    }
    Ok(())
}

fn check_role(role: &Role) -> Result<()> {
    if role.title.trim().is_empty() {
        return Err(Error::field("title", "A role needs a title.").hint("Such as “Music therapist”."));
    }
    check_line("title", &role.title, LINE)?;
    check_line("setting", &role.setting, LINE)?;
    check_line("employer", role.employer.as_deref().unwrap_or_default(), LINE)?;
    let start = role.start.as_deref().map(|day| date("start", day)).transpose()?;
    let end = role.end.as_deref().map(|day| date("end", day)).transpose()?;
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        return Err(Error::field("end", "The last day lies before the first.").hint("Leave it empty while the role goes on."));
    }
    Ok(())
}

fn check_line(field: &str, text: &str, limit: usize) -> Result<()> {
    if text.chars().count() > limit {
        return Err(
            Error::field(field, format!("This is longer than {limit} characters.")).hint("Shorten it; nothing has been changed yet.")
        );
    }
    if text.chars().any(char::is_control) {
        return Err(
            Error::field(field, "This field takes one line of ordinary text.").hint("Take out line breaks and invisible characters.")
        );
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
