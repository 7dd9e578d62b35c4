//! Evidence: files and what is written about them, and the consent of whoever is in them.
//!
//! What always holds: the bytes lie encrypted beside the database (`vault::attachments`) and are only ever shown from memory;
//! what a file is, its content says; evidence with people in it leaves only while their consent holds, the owner's own whole
//! copy (backups, a rescue, JSON where all files were asked for) excepted; what is foreign is decoded within limits that are said, and cannot take the
//! program down.

mod add;
mod bin;
mod consent;
mod exchange;
mod intext;
mod leave;
mod links;
mod markdown;
mod model;
mod print;
mod read;
mod redact;
mod show;
mod shown;
mod sort;
mod store;
mod tells;

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use add::put_staged;
pub use add::{For, Source, add};
pub(crate) use add::{TakenIn, name_it, take_in, title_of};
pub use bin::{bin, empty_bin, restore};
pub(crate) use bin::{erase_these, linked_to, of_client, sweep};
pub(crate) use consent::{register, standing};
pub use consent::{save_consent, withdraw_consent};
pub use exchange::{Exchanged, ExchangedFile};
pub(crate) use exchange::{all as exchanged, bring, fill_in, lay, lay_beside, put, put_bytes, take_away};
pub(crate) use intext::{Beside, beside};
pub use intext::{ShownIn, shown_in};
pub use leave::export;
pub(crate) use leave::{about_unagreed, leave_with, unagreed};
pub use links::{attach, detach, link, remove_statement, set_statement, unlink};
pub(crate) use markdown::{markdown, markdown_of};
pub use model::{Attached, By, Consent, ConsentState, Evidence, Facts, Family, FileFacts, Kind, Left, Line, Linked, Named};
pub(crate) use print::{Fineness, Sheet, Wanted, sheets, within_pdf};
pub(crate) use read::Titled;
pub use read::{bytes, get, list, of_agreement, of_record};
pub(crate) use read::{facts_and_file, files_of, named, number_of, reader, records_shown, sized, stock, without_people};
pub use redact::{Hidden, redact};
pub(crate) use show::{Word, words_within};
pub use shown::{Heard, Shown, Stretch, hear, show, stretch};
pub use store::save;
pub use tells::{Tells, TellsOne, tells};
