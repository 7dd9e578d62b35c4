//! Commands for who writes.

use serde::Deserialize;
use ts_rs::TS;

use super::{App, Nothing, Task};
use crate::error::Result;
use crate::profile::{self, Profession, Profile, Role};

/// Saves everything but the roles.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ProfileSave")]
pub struct Save {
    /// The version this save is based on.
    pub expected: u32,
    /// As on the register.
    pub name: String,
    /// Profession.
    pub profession: Option<Profession>,
    /// HCPC registration number.
    pub registration: String,
    /// First registered.
    pub registered_since: Option<String>,
    /// Own level; `None` is "not sure yet".
    pub level: Option<String>,
}

/// Which role.
#[derive(Debug, Deserialize, TS)]
pub struct RoleId {
    /// UUID.
    pub id: String,
}

pub(super) fn get(app: &App, _: &Task, _: Nothing) -> Result<Profile> {
    app.with(profile::get)
}

pub(super) fn save(app: &App, _: &Task, request: Save) -> Result<Profile> {
    app.change(|portfolio| {
        let new = Profile {
            name: request.name,
            profession: request.profession,
            registration: request.registration,
            registered_since: request.registered_since,
            level: request.level,
            version: request.expected,
            roles: Vec::new(),
        };
        profile::save(portfolio, &new)
    })
}

pub(super) fn save_role(app: &App, _: &Task, request: Role) -> Result<Profile> {
    app.change(|portfolio| profile::save_role(portfolio, &request))
}

pub(super) fn delete_role(app: &App, _: &Task, request: RoleId) -> Result<Profile> {
    app.change(|portfolio| profile::delete_role(portfolio, &request.id))
}
