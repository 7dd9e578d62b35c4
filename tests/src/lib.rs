//! What the tests share: a bridge that serves the real core over loopback HTTP, so that a real browser can drive it.
//!
//! What always holds: it listens on 127.0.0.1 alone, at a port of the system's choosing, and answers nobody without its random
//! token; it speaks to the core through the command table and nothing else; no shipped program knows this crate.

mod around;
mod bridge;
mod controls;
mod desk;
mod fill;
mod pages;
mod stream;
pub mod targets;
mod world;

pub use bridge::{Bridge, Options};
pub use desk::Desk;
pub use fill::{fill, fill_with};
pub use world::BridgeWorld;
