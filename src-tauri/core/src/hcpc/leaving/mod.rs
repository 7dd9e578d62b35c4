//! What may leave: the privacy check over everything a profile would hand out, the owner's answers, the copy they make.
//!
//! What always holds: an answer changes the copy that leaves, never a record or the form; what was answered once is answered
//! for the same words everywhere, or for one line when the owner says so, and is asked again when the words or the line
//! change; a name or code of one's own client is never kept, except as a different word; the copy is checked again after
//! the answers, so that a stand-in is no way out; a final file is read again before it counts as made.
//!
//! The way of a finding: `slots` are the words of a document, `copy` looks them over and puts the `answers` in, `pages` what stands
//! on the pages of exhibits, `general` does the same for other documents; `reread` reads the finished file, by words as they are `said`.

mod answers;
mod copy;
mod general;
mod pages;
mod portal;
mod reread;
mod said;
mod slots;

pub(crate) use answers::put as put_answers;
pub(super) use answers::{Answers, read};
pub use answers::{answer, answers_of, propose};
pub use copy::found;
pub(super) use copy::{Leaving, addendum, document, document_of, found_of, leaving, leaving_of, statement};
pub(crate) use general::{LookedOver, Rules, Stretch, Topic, look_over};
pub(super) use pages::{ALONG, asked, on_page};
pub use pages::{answer_with_pages, found_with_pages, propose_with_pages};
pub(super) use portal::{addendum_text, copy_text};
pub use portal::{copy_part, part_text};
#[cfg(test)]
pub(super) use reread::words_of;
pub(super) use reread::{pages_of, reread};
pub(crate) use reread::{reread_pdf, reread_words, unreadable, within_tags, words_and_author};
pub(super) use said::Said;
pub(super) use slots::{HEAD_AND_FOOT, Slots};
