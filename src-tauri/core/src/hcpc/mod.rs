//! The HCPC CPD profile: the two-year cycle, what is listed, what is written, and the document that leaves.
//!
//! What always holds: case notes are never listed; no private title and no first words leave, only names that others may
//! read; every line that leaves is shown first; a final export is refused over a limit and is kept as it left.
//!
//! The way of a profile: `cycles` dates it, `load` reads everything of it in one go, `findings` looks it over, `document`
//! makes the document model, `leaving` checks it for what could tell who somebody is and puts the answers in, `lines` shows what would leave, `press` makes the PDF, `snapshot` writes the files and keeps what left, `left` its line in the register; `readiness` says where it stands,
//! `suggested` which activities the statement could speak of, `chair` which sentences show which standard (`reading` tells its sentences), `versions` what left before, `withdrawn` takes out of it what is erased, `asked` what HCPC asks for afterwards, `register` everything that ever left.

mod activities;
mod agreeing;
mod arranged;
mod asked;
mod assembly;
mod chair;
mod cited;
mod cycles;
mod dates;
mod document;
mod drawn;
mod exhibits;
mod findings;
mod gaps;
mod leaving;
mod left;
mod lines;
mod load;
pub mod markdown;
mod model;
mod names;
mod order;
mod pieces;
mod plain;
mod press;
mod readiness;
mod reading;
mod register;
mod reminders;
mod snapshot;
mod standards;
mod store;
mod subject;
mod suggested;
mod versions;
mod withdrawn;
mod words;
mod year;

#[cfg(test)]
mod tests;

pub use activities::{ActivityType, activity_types};
pub use arranged::{Arranged, arranged, put_arranged};
pub use asked::{
    LeftOut, Letter, LetterForm, Numbered, Point, Since as NumberedSince, Waiting, confirm_letter, copy_addendum, letter, letters,
    letters_markdown, letters_of, letters_waiting, put_letters, remove_letter, save_letter,
};
pub use assembly::{Aim, Assembly, By, assemble};
pub use chair::{Chair, chair, forget_lapsed, mark};
pub use cycles::{all_cycles_with_forms, cycle_by_years, cycle_years, cycles, put_cycle, save_cycle};
pub use document::document;
pub use drawn::{Drawn, drawn, put_drawn, save_drawn};
pub use exhibits::{Pack, pack_chosen, save_pack};
pub(crate) use leaving::{
    LookedOver, Rules, Stretch, Topic, look_over, put_answers, reread_pdf, reread_words, unreadable, within_tags, words_and_author,
};
pub use leaving::{answer, answer_with_pages, answers_of, copy_part, found, found_with_pages, part_text, propose, propose_with_pages};
pub use left::exports;
#[cfg(test)]
pub(crate) use left::write_registered;
pub(crate) use left::{Leaves, exports_of, leave, times_evidence_left, times_left};
pub use lines::lines;
pub(crate) use lines::sha256;
pub use load::only_query;
pub use model::*;
pub(crate) use order::keep_numbers;
pub use order::order_evidence;
pub use pieces::{ChosenEvidence, choose_evidence, chosen_evidence, put_chosen_evidence};
pub(crate) use press::render;
pub use readiness::{
    About, Answering, MonthLook, NumberFrom, Readiness, Rule, RuleFinding, RuleNumber, StandardLook, Step, StepTo, Traced, own_numbers,
    put_number, readiness, rules, save_number,
};
pub use register::{Asked as RegisterAsked, Left, Line as RegisterLine, Page as RegisterPage, register, whom, whom_before};
pub use reminders::{Plan, Planned, Reminder, reminders, settle_reminder};
pub use snapshot::export;
pub use store::{confirm, get, save};
pub use subject::Subject;
pub use suggested::{SuggestedActivity, Suggestions, suggestions};
pub use versions::{Read as VersionRead, Version, version, versions};
pub(crate) use withdrawn::{withdraw_evidence, withdraw_record};
pub use words::count_words;

/// Every text of a PDF, for tests that look for what must be in none.
#[cfg(test)]
pub(crate) fn words_of_pdf(pdf: &[u8]) -> Option<String> {
    leaving::words_of(pdf)
}
pub use year::{OfType, Year, year};
