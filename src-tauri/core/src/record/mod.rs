//! Records: reflections, case notes, supervision sessions and CPD activities, with their tags, actions and links.
//!
//! What always holds: the text is ordered sections, and `body`, `first_line` and the search row are derived from them; a
//! save carries the version it is based on; a finished case note is closed (later words are additions); case notes carry
//! exactly one client code and never CPD facts; limits are checked before anything is written.

mod actions;
mod bin;
mod derive;
mod list;
mod markdown;
pub mod model;
mod names;
mod near;
mod parts;
mod put;
mod sessions;
mod store;
mod tags;
mod tally;
mod unfinished;
mod validate;

#[cfg(test)]
mod tests;

pub use actions::{action_done, open_actions};
pub use bin::{bin, empty_bin, restore};
pub use derive::{catch_up, count_unindexed, derive, first_words, index_anew};
pub use list::{creative_records, facets, list, none};
pub use markdown::{markdown, markdown_of};
pub use model::*;
pub use names::{name_of, names};
pub use near::{Near, near, prose, tagged};
pub use put::{Put, put};
pub(crate) use sessions::begin_session;
pub use sessions::{Brief, Session, brief, case_minutes, every_code, session_stage, sessions};
pub use store::{add, blank, create, every_id, finish, get, reflect_on, save};
pub(crate) use store::{ids, read};
pub use tags::{claims, remove_tag, set_tag, tag_counts};
pub use tally::{count_kinds, stamps};
pub use unfinished::{keep_unfinished_addition, unfinished_addition};
pub use validate::date;
