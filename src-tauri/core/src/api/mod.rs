//! The contract between the core and whoever shows it.
//!
//! What always holds: every command is declared once, in `COMMANDS`, with its name, its request and its response; a body
//! is a few lines that hand over to a feature; requests and responses are JSON; types reach TypeScript from here alone
//! (`bindings.rs`), and a test fails when the committed bindings are stale.
//!
//! Beside calls there are events (`events.rs`: progress, changes, lock), `cancel` for the long ones, and ranged binary
//! reads and writes (`blob.rs`).

pub mod app;
pub mod asked;
pub mod assessment;
pub mod backup;
pub mod bindings;
pub mod blob;
pub mod client;
pub mod desk;
pub mod events;
pub mod evidence;
pub mod export;
pub mod framework;
pub mod hcpc;
pub mod host;
pub mod intake;
pub mod keys;
pub mod page;
pub mod papers;
pub mod portfolio;
pub mod profile;
pub mod record;
pub mod reflection;
pub mod settings;
pub mod supervision;
pub(crate) mod target;
mod task;
pub mod undo;
mod upload;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use ts_rs::{Config, TS};

pub use app::App;
pub use task::Task;

use crate::error::{Error, Result};

/// A request or response without content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(type = "{ [key: string]: never }")]
pub struct Nothing {}

/// One row of the command table.
pub struct Command {
    /// Name, such as `record.save`.
    pub name: &'static str,
    /// Whether it works while the portfolio is locked.
    run: fn(&App, &Task, &str) -> Result<String>,
    describe: fn(&Config, &mut bindings::Collector) -> (String, String),
}

fn run<Request: DeserializeOwned, Response: Serialize>(
    body: fn(&App, &Task, Request) -> Result<Response>,
    app: &App,
    task: &Task,
    request: &str,
) -> Result<String> {
    let request = serde_json::from_str(request).map_err(|cause| not_understood(request, &cause))?;
    let response = body(app, task, request)?;
    serde_json::to_string(&response).map_err(Error::internal)
}

/// Says why `request` cannot be read. serde's message is kept back: it may quote what was written.
fn not_understood(request: &str, cause: &serde_json::Error) -> Error {
    // A page escapes halves of a character only; whole ones it sends as they are.
    let half = cause.is_syntax()
        && request
            .match_indices("\\ud")
            .any(|(at, _)| request[at + 3..].starts_with(|c: char| "89abcdef".contains(c)));
    let error = if half {
        Error::new(
            crate::error::Code::Invalid,
            "Half of a character stands in this text, most often what is left of an emoji. It cannot be kept, so the last change was not saved.",
        )
        .hint("Delete the sign that is shown as a box or a question mark, or what you pasted last, and write it again.")
    } else {
        Error::new(
            crate::error::Code::Invalid,
            "The window asked for something in a way this version does not understand. Nothing has been changed.",
        )
        .hint("Try again. If it happens twice, close Triptych and open it again.")
    };
    error.detail(format!("line {} column {}", cause.line(), cause.column()))
}

macro_rules! commands {
    ($($name:literal => $body:path: $request:ty => $response:ty,)*) => {
        /// Every command there is.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: $name,
            run: |app, task, request| run::<$request, $response>($body, app, task, request),
            describe: |config, collector| {
                collector.add::<$request>();
                collector.add::<$response>();
                (<$request as TS>::name(config), <$response as TS>::name(config))
            },
        },)*];
    };
}

commands! {
    "app.status" => portfolio::status: Nothing => portfolio::Status,
    "app.log" => settings::log: Nothing => settings::LogText,
    "portfolio.strength" => portfolio::strength: portfolio::Strength => portfolio::StrengthAnswer,
    "portfolio.create" => portfolio::create: portfolio::Create => portfolio::Created,
    "portfolio.open" => portfolio::open: portfolio::Open => portfolio::Status,
    "portfolio.open-with-words" => portfolio::open_with_words: portfolio::OpenWithWords => portfolio::Status,
    "portfolio.sample" => portfolio::sample: Nothing => portfolio::Status,
    "portfolio.lock" => portfolio::lock: Nothing => portfolio::Status,
    "portfolio.confirm-words" => portfolio::confirm_words: portfolio::ConfirmWords => portfolio::Status,
    "portfolio.check" => portfolio::check: Nothing => portfolio::CheckReport,
    "portfolio.rescue" => portfolio::rescue: portfolio::Rescue => crate::vault::rescue::Rescued,
    "keys.cost" => keys::cost: Nothing => keys::KeyCost,
    "keys.change-passphrase" => keys::change_passphrase: keys::ChangePassphrase => keys::KeyCost,
    "keys.strengthen" => keys::strengthen: keys::Passphrase => keys::KeyCost,
    "recovery.words" => keys::words: keys::Passphrase => keys::RecoveryWords,
    "recovery.new" => keys::new_words: keys::AskNewWords => keys::NewWords,
    "recovery.sheet" => keys::sheet: keys::Sheet => export::Exported,
    "settings.get" => settings::get: Nothing => settings::Settings,
    "settings.save" => settings::save: settings::Settings => settings::Settings,
    "profile.get" => profile::get: Nothing => crate::profile::Profile,
    "profile.save" => profile::save: profile::Save => crate::profile::Profile,
    "role.save" => profile::save_role: crate::profile::Role => crate::profile::Profile,
    "role.delete" => profile::delete_role: profile::RoleId => crate::profile::Profile,
    "record.new" => record::new: record::New => crate::record::Content,
    "record.create" => record::create: record::Create => crate::record::Record,
    "record.get" => record::get: record::Id => crate::record::Record,
    "record.save" => record::save: record::Save => record::Saved,
    "record.finish" => record::finish: record::Finish => crate::record::Record,
    "record.add" => record::add: record::Add => crate::record::Record,
    "record.unfinished-addition" => record::unfinished_addition: record::Id => record::UnfinishedAddition,
    "record.keep-unfinished-addition" => record::keep_unfinished_addition: record::Add => Nothing,
    "record.list" => record::list: record::List => crate::record::Page,
    "record.bin" => record::bin: record::Id => Nothing,
    "record.restore" => record::restore: record::Id => Nothing,
    "record.empty-bin" => record::empty_bin: Nothing => record::Emptied,
    "record.reflect-on" => record::reflect_on: record::Id => crate::record::Record,
    "record.markdown" => record::markdown: record::Id => record::Markdown,
    "record.facets" => record::facets: Nothing => record::Facets,
    "record.duplicate" => desk::duplicate: record::Id => crate::record::Record,
    "record.history" => desk::history: record::Id => desk::History,
    "record.compare" => desk::compare: desk::Compare => crate::record::Compared,
    "record.restore-version" => desk::restore_version: desk::RestoreVersion => crate::record::Record,
    "record.several" => desk::several: desk::Several => crate::record::BulkDone,
    "link.set" => desk::link: desk::Link => crate::record::Record,
    "link.remove" => desk::unlink: desk::Link => crate::record::Record,
    "keyword.rename" => desk::rename_keyword: desk::RenameKeyword => desk::Concerned,
    "keyword.merge" => desk::merge_keywords: desk::MergeKeywords => desk::Concerned,
    "template.list" => desk::templates: Nothing => desk::Templates,
    "template.keep" => desk::keep_template: desk::Named => crate::record::Template,
    "template.rename" => desk::rename_template: desk::Named => Nothing,
    "template.delete" => desk::delete_template: record::Id => Nothing,
    "template.use" => desk::use_template: record::Id => crate::record::Record,
    "filter.list" => desk::filters: Nothing => desk::Filters,
    "filter.keep" => desk::keep_filter: desk::FilterKeep => crate::record::SavedFilter,
    "filter.delete" => desk::delete_filter: record::Id => Nothing,
    "echo.due" => desk::echo_due: Nothing => desk::EchoDue,
    "echo.say" => desk::say_echo: desk::EchoSay => crate::record::Record,
    "tag.set" => record::set_tag: record::SetTag => crate::record::Record,
    "tag.remove" => record::remove_tag: record::RemoveTag => crate::record::Record,
    "record.suggest" => record::suggest: record::Suggest => record::Suggestions,
    "suggestion.dismiss" => record::dismiss_suggestion: record::DismissSuggestion => Nothing,
    "action.open" => record::open_actions: Nothing => record::OpenActions,
    "action.done" => record::action_done: record::ActionDone => Nothing,
    "model.list" => reflection::list: Nothing => reflection::Models,
    "model.save" => reflection::save: crate::reflection::Own => crate::reflection::Own,
    "model.delete" => reflection::delete: record::Id => Nothing,
    "model.order" => reflection::order: reflection::Order => Nothing,
    "model.export" => reflection::export: reflection::Export => export::Exported,
    "model.import" => reflection::import: export::Import => reflection::Imported,
    "framework.get" => framework::get: Nothing => framework::Bundle,
    "framework.coverage" => framework::coverage: Nothing => framework::Coverage,
    "framework.statement" => framework::statement: framework::StatementId => framework::StatementPage,
    "assessment.set" => assessment::set: assessment::Set => crate::assessment::Assessment,
    "question.now" => assessment::question: Nothing => assessment::Question,
    "question.put-off" => assessment::put_off: Nothing => Nothing,
    "hcpc.cycles" => hcpc::cycles: Nothing => hcpc::Cycles,
    "hcpc.cycle-save" => hcpc::cycle_save: hcpc::CycleSave => hcpc::Cycles,
    "hcpc.get" => hcpc::get: hcpc::CycleId => crate::hcpc::Profile,
    "hcpc.readiness" => hcpc::readiness: hcpc::CycleId => crate::hcpc::Readiness,
    "hcpc.suggest" => hcpc::suggest: hcpc::CycleId => crate::hcpc::Suggestions,
    "hcpc.chair" => hcpc::chair: hcpc::CycleId => crate::hcpc::Chair,
    "hcpc.mark" => hcpc::mark: hcpc::MarkSave => crate::hcpc::Chair,
    "hcpc.forget-lapsed" => hcpc::forget_lapsed: hcpc::CycleId => crate::hcpc::Chair,
    "hcpc.order-evidence" => hcpc::order_evidence: hcpc::OrderSave => crate::hcpc::Profile,
    "hcpc.assemble" => hcpc::assemble: hcpc::AssemblySave => crate::hcpc::Profile,
    "hcpc.reminders" => hcpc::reminders: hcpc::CycleId => crate::hcpc::Plan,
    "hcpc.reminder-settle" => hcpc::reminder_settle: hcpc::ReminderSettle => crate::hcpc::Plan,
    "hcpc.versions" => hcpc::versions: hcpc::CycleId => hcpc::ProfileVersions,
    "hcpc.version" => hcpc::version: hcpc::VersionId => crate::hcpc::VersionRead,
    "hcpc.drawn-save" => hcpc::drawn_save: hcpc::DrawnSave => crate::hcpc::Profile,
    "hcpc.number-save" => hcpc::number_save: hcpc::NumberSave => Nothing,
    "hcpc.save" => hcpc::save: hcpc::Save => crate::hcpc::Profile,
    "hcpc.choose-evidence" => hcpc::choose_evidence: hcpc::Choose => crate::hcpc::Profile,
    "hcpc.pack-save" => hcpc::pack_save: hcpc::PackSave => crate::hcpc::Profile,
    "hcpc.lines" => hcpc::lines: hcpc::LeavingAsked => hcpc::Lines,
    "hcpc.confirm" => hcpc::confirm: hcpc::Confirm => crate::hcpc::Profile,
    "hcpc.privacy" => hcpc::privacy: hcpc::LeavingAsked => hcpc::LeavingFound,
    "hcpc.answer" => hcpc::answer: hcpc::Answers => hcpc::LeavingFound,
    "hcpc.propose" => hcpc::propose: hcpc::LeavingAsked => hcpc::LeavingFound,
    "hcpc.copy" => hcpc::copy: hcpc::Part => crate::hcpc::PartText,
    "hcpc.preview" => hcpc::preview: hcpc::LeavingAsked => hcpc::Preview,
    "hcpc.export" => hcpc::export: hcpc::Export => export::Exported,
    "hcpc.year" => hcpc::year: hcpc::YearAsked => crate::hcpc::Year,
    "hcpc.exports" => hcpc::exports: Nothing => hcpc::Exports,
    "letter.list" => asked::list: hcpc::CycleId => asked::Letters,
    "letter.waiting" => asked::waiting: Nothing => asked::LettersWaiting,
    "letter.save" => asked::save: asked::LetterSave => crate::hcpc::Letter,
    "letter.remove" => asked::remove: asked::LetterId => Nothing,
    "letter.copy" => asked::copy: asked::LetterId => crate::hcpc::PartText,
    "register.list" => hcpc::register: crate::hcpc::RegisterAsked => crate::hcpc::RegisterPage,
    "register.whom" => hcpc::whom: hcpc::WhomAsked => hcpc::WhomBefore,
    "export.json" => export::json: export::Request => export::Exported,
    "export.markdown" => export::markdown: export::Request => export::Exported,
    "import.json" => export::import: export::Import => export::Imported,
    "intake.choose" => intake::choose: intake::Choose => intake::Chosen,
    "intake.preview" => intake::preview: intake::Wanted => crate::intake::Preview,
    "intake.bring" => intake::bring: intake::Bring => crate::intake::Brought,
    "supervision.get" => supervision::get: Nothing => supervision::Overview,
    "supervision.reviews" => supervision::reviews: Nothing => supervision::Reviews,
    "supervision.person-save" => supervision::person_save: crate::supervision::Person => supervision::Made,
    "supervision.person-delete" => supervision::person_delete: supervision::Id => Nothing,
    "supervision.agreement-save" => supervision::agreement_save: crate::supervision::Agreement => supervision::Made,
    "supervision.agreement-delete" => supervision::agreement_delete: supervision::Id => Nothing,
    "supervision.take" => supervision::take: supervision::Take => crate::supervision::Item,
    "supervision.note" => supervision::note: supervision::Note => Nothing,
    "supervision.remove" => supervision::remove: supervision::Id => Nothing,
    "supervision.put-back" => supervision::put_back: supervision::Id => Nothing,
    "supervision.begin" => supervision::begin: supervision::Begin => crate::record::Record,
    "supervision.of-record" => supervision::of_record: supervision::Id => supervision::OfRecord,
    "supervision.aim-save" => supervision::aim_save: crate::supervision::Aim => Nothing,
    "supervision.client-hours-save" => supervision::client_hours_save: crate::supervision::ClientHours => Nothing,
    "paper.look" => papers::look: papers::Asked => crate::papers::PaperLook,
    "paper.export" => papers::export: papers::Export => export::Exported,
    "paper.left" => papers::left: Nothing => papers::Papers,
    "client.list" => client::list: Nothing => client::Overview,
    "client.get" => client::get: client::Id => crate::client::Page,
    "client.make" => client::make: client::Make => client::Made,
    "client.save" => client::save: client::Save => client::Saved,
    "client.rename" => client::rename: client::Rename => crate::client::Renamed,
    "client.begin-note" => client::begin_note: client::Id => crate::record::Record,
    "client.identity" => client::identity: client::Id => crate::client::Sealed,
    "client.identity-save" => client::identity_save: client::IdentitySave => Nothing,
    "client.retention" => client::retention: Nothing => client::Retention,
    "client.retention-save" => client::retention_save: crate::client::Usual => Nothing,
    "client.erase-look" => client::erase_look: client::Id => crate::client::Look,
    "client.erase" => client::erase: client::Erase => crate::client::Erased,
    "client.requests" => client::requests: Nothing => client::Requests,
    "client.request-save" => client::request_save: crate::client::Request => client::Made,
    "client.request-answered" => client::request_answered: client::Answered => Nothing,
    "client.access-look" => client::access_look: client::Id => client::Marks,
    "client.access-export" => client::access_export: client::AccessExport => export::Exported,
    "client.handover" => client::handover: Nothing => crate::client::HandoverMade,
    "client.handover-save" => client::handover_save: crate::client::Handover => Nothing,
    "client.handover-export" => client::handover_export: client::HandoverExport => export::Exported,
    "evidence.list" => evidence::list: evidence::List => evidence::Lines,
    "evidence.of-agreement" => evidence::of_agreement: supervision::Id => evidence::Lines,
    "evidence.of-record" => evidence::of_record: record::Id => evidence::Lines,
    "evidence.get" => evidence::get: evidence::Id => crate::evidence::Evidence,
    "evidence.shown-in" => evidence::shown_in: evidence::Ids => evidence::InTexts,
    "evidence.upload" => evidence::upload: Nothing => evidence::Upload,
    "evidence.add" => evidence::add: evidence::Add => evidence::Added,
    "evidence.save" => evidence::save: evidence::Save => crate::evidence::Evidence,
    "evidence.bin" => evidence::bin: evidence::Id => Nothing,
    "evidence.restore" => evidence::restore: evidence::Id => Nothing,
    "evidence.empty-bin" => evidence::empty_bin: evidence::EmptyBin => evidence::Emptied,
    "evidence.link" => evidence::link: evidence::Link => crate::evidence::Evidence,
    "evidence.unlink" => evidence::unlink: evidence::Link => crate::evidence::Evidence,
    "evidence.attach" => evidence::attach: evidence::Attach => crate::evidence::Evidence,
    "evidence.detach" => evidence::detach: evidence::Attach => crate::evidence::Evidence,
    "evidence.set-statement" => evidence::set_statement: evidence::Statement => crate::evidence::Evidence,
    "evidence.remove-statement" => evidence::remove_statement: evidence::Statement => crate::evidence::Evidence,
    "evidence.save-consent" => evidence::save_consent: evidence::ConsentSave => crate::evidence::Evidence,
    "evidence.withdraw-consent" => evidence::withdraw_consent: evidence::ConsentWithdraw => crate::evidence::Evidence,
    "evidence.open" => evidence::open: evidence::Id => evidence::Bytes,
    "evidence.show" => evidence::show: evidence::Show => crate::evidence::Shown,
    "evidence.hear" => evidence::hear: evidence::Id => crate::evidence::Heard,
    "evidence.stretch" => evidence::stretch: evidence::StretchAsked => crate::evidence::Stretch,
    "evidence.redact" => evidence::redact: evidence::Redact => crate::evidence::Evidence,
    "evidence.tells" => evidence::tells: evidence::Id => crate::evidence::Tells,
    "evidence.export" => evidence::export: evidence::Export => export::Exported,
    "backup.status" => backup::status: Nothing => crate::vault::backup::Status,
    "backup.make" => backup::make: backup::Make => crate::vault::backup::Made,
    "backup.automatic" => backup::automatic: backup::Due => crate::vault::backup::Automatic,
    "backup.list" => backup::list: Nothing => backup::List,
    "backup.newest" => backup::newest: Nothing => backup::Newest,
    "backup.look" => backup::look: backup::File => backup::Looked,
    "backup.restore" => backup::restore: backup::Restore => crate::vault::backup::Restored,
    "page.keep" => page::keep: page::Keep => Nothing,
    "page.kept" => page::kept: Nothing => page::Kept,
    "undo.state" => undo::state: Nothing => undo::State,
    "undo.undo" => undo::undo: Nothing => undo::Outcome,
    "undo.redo" => undo::redo: Nothing => undo::Outcome,
    "host.open-address" => host::open_address: host::Address => Nothing,
    "host.copy" => host::copy: host::Text => Nothing,
    "host.choose-folder" => host::choose_folder: host::Title => host::Folder,
    "host.print" => host::print: Nothing => Nothing,
    "host.wait" => host::wait: Nothing => Nothing,
    "host.close" => host::close: Nothing => Nothing,
    "blob.create" => blob::create: Nothing => blob::Blob,
    "blob.close" => blob::close: blob::BlobId => Nothing,
}

/// Runs the command `name` with a JSON request; `task` names the call for progress and cancel.
///
/// # Errors
/// `invalid` for an unknown name or a request that is not understood; else whatever the command says.
pub fn call(app: &App, name: &str, task: &str, request: &str) -> Result<String> {
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Error::new(
            crate::error::Code::Invalid,
            "The window asked for something this version does not know.",
        )
        .detail(name.chars().take(40).collect::<String>()));
    };
    let begun = app.world().now();
    let result = app.run(task, |task| (command.run)(app, task, request));
    if !UNTOLD.contains(&name) {
        app.note(command.name, begun, result.as_ref().err());
    }
    result
}

/// What a page asks for with every pause: in the log it would push out what somebody did.
const UNTOLD: [&str; 2] = ["page.keep", "page.kept"];

#[cfg(test)]
mod tests;
