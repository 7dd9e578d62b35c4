//! The database: opened, migrated, changed in transactions, searched.
//!
//! What always holds: everything is encrypted by SQLCipher under the portfolio's derived key, the search index too; every
//! change goes through `transact`, which makes one transaction, one revision and one undo step; migrations are numbered
//! and only add; a newer file is refused and untouched.

mod columns;
pub(crate) mod erase;
pub mod files;
pub(crate) mod guard;
mod journal;
mod open;
pub mod search;
pub mod settings;
mod transact;
pub mod undo;
pub(crate) mod wal;

pub(crate) use columns::Columns;
pub use open::{SCHEMA, database_size};
pub(crate) use open::{
    UNREADABLE, claim, close, copy, create, in_memory, is_sound, leave_alone, open, open_as_it_is, open_copy, open_or_migrate, settle_log,
    settle_now,
};
pub use transact::{Op, Scope, transact};

use crate::error::Result;
use crate::world::World;

/// A new random id, as UUID text.
pub(crate) fn new_id(world: &dyn World) -> Result<String> {
    let mut bytes = [0; 16];
    world.fill_random(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid().to_string())
}

/// A moment as the database keeps it.
pub(crate) fn moment(world: &dyn World) -> String {
    world.now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
