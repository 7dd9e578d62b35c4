//! What the crate promises, tried from outside. One program, because linking four takes longer than running them.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod any_text;
mod common;
mod figures;
mod render;
mod structure;
