//! Records: reflections, case notes, supervision sessions and CPD activities, with their tags, actions and links.
//!
//! What always holds: the text is ordered sections, and `body`, `first_line` and the search row are derived from them; a
//! save carries the version it is based on; a finished case note is closed (later words are additions); case notes carry
//! exactly one client code and never CPD facts; limits are checked before anything is written.

mod actions;
mod bin;
mod bulk;
mod clients;
mod derive;
mod diff;
mod echo;
mod facts;
mod filters;
mod history;
mod keywords;
mod links;
mod list;
mod markdown;
pub mod model;
mod named;
mod near;
mod parts;
mod pictured;
mod put;
mod question;
mod said;
mod same;
mod sessions;
mod stages;
mod store;
mod tags;
mod tally;
mod templates;
mod unfinished;
mod validate;
mod words;

#[cfg(test)]
mod tests;

pub use actions::{action_done, open_actions};
pub use bin::{bin, empty_bin, restore};
pub use bulk::{BulkChange, BulkDone, LeftAlone, change_several};
pub use clients::{CaseLine, Coded, coded, notes_of};
pub(crate) use clients::{
    Spoken, client_of, code_of, codes, derive_anew, erase, keep_page, rename_code, speak_of, take_code_off, with_page, with_pages,
};
pub use derive::{catch_up, count_unindexed, derive, first_words, index_anew};
pub(crate) use diff::compare_texts;
pub use diff::{Part as VersionPart, Piece as VersionPiece};
pub use echo::{Echo, EchoAsked, echo_due, echoes, echoes_due, say_echo};
pub use filters::{SavedFilter, delete_filter, every_filter, in_words as filter_in_words, keep_filter};
pub(crate) use filters::{filters, put_filter};
pub use history::{Compared, Kept, Version, compare, history, restore_version};
pub(crate) use history::{forget_versions, versions, versions_about};
pub use keywords::{merge_keywords, rename_keyword};
pub use links::{link, unlink};
pub use list::{creative_records, facets, list, none};
pub use markdown::{markdown, markdown_of, markdown_with_links, templates_markdown};
pub use model::*;
pub use near::{Near, near, prose, tagged};
pub(crate) use parts::read_standards;
pub(crate) use pictured::{pictured, pictures};
pub use put::{Put, put};
pub use said::day_in_words;
pub(crate) use said::{agreed, length_in_words};
pub use same::{name_of, names};
pub(crate) use sessions::begin_session;
pub use sessions::{Brief, Session, brief, case_minutes, every_code, session_stage, sessions};
pub(crate) use stages::are_used as stages_are_used;
pub use store::{add, blank, create, every_id, finish, get, reflect_on, save};
pub(crate) use store::{ids, read};
pub(crate) use tags::tags;
pub use tags::{claims, remove_tag, set_tag, tag_counts};
pub use tally::{count_kinds, stamps};
pub use templates::{Template, delete_template, duplicate, every_template, from_template, keep_template, rename_template};
pub(crate) use templates::{put_template, templates};
pub(crate) use unfinished::{PLACE as UNFINISHED, unfinished_additions};
pub use unfinished::{keep_unfinished_addition, unfinished_addition};
pub use validate::date;
pub(crate) use validate::{check_code, short};
pub(crate) use words::{count_words, replace_words};
