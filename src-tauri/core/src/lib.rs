//! Triptych's core: one therapist's professional portfolio on one computer.
//!
//! # The map
//! - [`api`] is the contract: the command table, requests and responses, events, ranged reads and writes. Whoever shows the
//!   portfolio (the window, the test bridge) speaks to the core through it and through nothing else.
//! - [`vault`] is the only room that sees a key, and the only one that opens the database.
//! - [`storage`] opens and migrates, runs every change as a transaction with its undo step, and keeps the search index.
//! - [`record`], [`evidence`], [`profile`], [`assessment`], [`framework`], [`reflection`], [`supervision`], [`client`], [`suggest`],
//!   [`hcpc`], [`papers`], [`exchange`] and [`intake`] are the features. Each owns its tables; none reaches into another's.
//! - [`privacy`] finds in a text what could tell who somebody is; it changes nothing.
//! - [`log`] writes down operations and error codes, never content.
//! - [`world`] hands in time, randomness and folders; [`host`] hands in the desktop.
//!
//! # What always holds
//! - Everything on the disk is encrypted, the search index too; what leaves, leaves by an export its owner asked for.
//! - What was answered as saved is on the disk. An error leaves everything as it was.
//! - A change is one transaction, one revision and one undo step.
//! - No error, log line or event carries a record's words.
//! - The same portfolio and the same moment make the same export, byte for byte.
//!
//! # The arrows
//! `api → features → storage`; only `vault` opens storage. The core knows no window, no network and no clock of its own.

pub mod api;
pub mod assessment;
pub mod client;
pub mod error;
pub mod evidence;
pub mod exchange;
pub mod framework;
pub mod hcpc;
pub mod host;
pub mod intake;
pub mod log;
pub mod papers;
pub mod privacy;
pub mod profile;
pub mod record;
pub mod reflection;
pub mod storage;
pub mod suggest;
pub mod supervision;
pub mod vault;
pub mod world;

#[cfg(test)]
pub(crate) mod testing;
