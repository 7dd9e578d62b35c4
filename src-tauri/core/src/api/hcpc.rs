//! Commands for the HCPC profile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::{Exported, WayOut};
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::hcpc::{self, AnswerGiven, Cycle, Form, LeavingFinding, Line, Past, Profile, Subject};

/// The cycles there are.
#[derive(Debug, Serialize, TS)]
pub struct Cycles {
    /// Newest first.
    pub cycles: Vec<Cycle>,
    /// The one whose letter waits for an answer, or that today falls into, or the newest.
    pub current: Option<String>,
}

/// Saves a cycle's dates.
#[derive(Debug, Deserialize, TS)]
pub struct CycleSave {
    /// With an empty id for a new one.
    pub cycle: Cycle,
}

/// Which cycle.
#[derive(Debug, Deserialize, TS)]
pub struct CycleId {
    /// UUID.
    pub id: String,
}

/// What would leave: the profile of a cycle, or the addendum to a letter about it.
#[derive(Debug, Deserialize, TS)]
pub struct LeavingAsked {
    /// Cycle.
    pub id: String,
    /// The letter, for its addendum.
    #[serde(default)]
    #[ts(optional)]
    pub letter: Option<String>,
}

impl LeavingAsked {
    fn subject(&self) -> Subject<'_> {
        Subject::of(&self.id, self.letter.as_deref())
    }
}

/// Which finished version.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ProfileVersionId")]
pub struct VersionId {
    /// Its line of the register.
    pub id: String,
}

/// Keeps the letter that asks for a profile.
#[derive(Debug, Deserialize, TS)]
pub struct DrawnSave {
    /// Cycle.
    pub id: String,
    /// The letter; `None` takes it away.
    pub drawn: Option<hcpc::Drawn>,
}

/// Puts a number of the rules right.
#[derive(Debug, Deserialize, TS)]
pub struct NumberSave {
    /// Its id, such as `gap-months`.
    pub number: String,
    /// What holds; `None` for what comes with Triptych.
    pub value: Option<u32>,
}

/// Saves the form.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "HcpcSave")]
pub struct Save {
    /// Cycle.
    pub id: String,
    /// The version this save is based on.
    pub expected: u32,
    /// The visit to the form: its saves are one undo step.
    pub visit: String,
    /// Everything the form holds.
    pub form: Form,
}

/// Chooses evidence with people in it, or takes it out.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "HcpcChoose")]
pub struct Choose {
    /// Cycle.
    pub id: String,
    /// UUID of the evidence.
    pub evidence: String,
    /// Whether it is to be listed.
    pub chosen: bool,
}

/// Says what a pack holds.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "HcpcPackSave")]
pub struct PackSave {
    /// Cycle whose profile is answered; the choice is for all.
    pub id: String,
    /// The choice.
    pub pack: hcpc::Pack,
}

/// Marks a sentence of the statement, or takes the mark away.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ChairMark")]
pub struct MarkSave {
    /// Cycle.
    pub id: String,
    /// The sentence's key.
    pub sentence: String,
    /// 1 to 5.
    pub standard: u8,
    /// Whether it shows it.
    pub marked: bool,
}

/// Orders the evidence of a profile.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EvidenceOrder")]
pub struct OrderSave {
    /// Cycle.
    pub id: String,
    /// Ids of all that is listed; none for the order of the statement.
    pub order: Vec<String>,
}

/// Puts a statement together otherwise.
#[derive(Debug, Deserialize, TS)]
pub struct AssemblySave {
    /// Cycle.
    pub id: String,
    /// How.
    pub assembly: hcpc::Assembly,
}

/// Settles a reminder.
#[derive(Debug, Deserialize, TS)]
pub struct ReminderSettle {
    /// Cycle.
    pub id: String,
    /// Which.
    pub reminder: hcpc::Reminder,
    /// Done; put off for a week otherwise.
    pub done: bool,
}

/// Every line that would leave.
#[derive(Debug, Serialize, TS)]
pub struct Lines {
    /// In the document's order.
    pub lines: Vec<Line>,
    /// SHA-256 over them, to be handed back on confirming.
    pub digest: String,
}

/// Which year.
#[derive(Debug, Deserialize, TS)]
pub struct YearAsked {
    /// Calendar year; `None` for the present one.
    pub year: Option<i32>,
}

/// The owner has read every line.
#[derive(Debug, Deserialize, TS)]
pub struct Confirm {
    /// Cycle.
    pub id: String,
    /// The digest of what was shown.
    pub digest: String,
    /// The letter, for its addendum.
    #[serde(default)]
    #[ts(optional)]
    pub letter: Option<String>,
}

/// What the privacy check finds in what would leave.
#[derive(Debug, Serialize, TS)]
pub struct LeavingFound {
    /// In the document's order, answered or not.
    pub findings: Vec<LeavingFinding>,
}

/// Answers to the privacy check.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PrivacyAnswers")]
pub struct Answers {
    /// Cycle.
    pub id: String,
    /// All of them or none.
    pub answers: Vec<AnswerGiven>,
    /// The letter, for its addendum.
    #[serde(default)]
    #[ts(optional)]
    pub letter: Option<String>,
}

/// Which part of a profile.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PartAsked")]
pub struct Part {
    /// Cycle.
    pub id: String,
    /// The part.
    pub part: hcpc::ProfilePart,
}

/// The document as it would leave.
#[derive(Debug, Serialize, TS)]
pub struct Preview {
    /// The model the PDF is made of, as JSON of `triptych-pdf`'s `Document`.
    #[ts(type = "PreviewDocument")]
    pub document: triptych_pdf::Document,
}

/// Makes the PDF.
#[derive(Debug, Deserialize, TS)]
pub struct Export {
    /// Cycle.
    pub id: String,
    /// Final: refused over a limit, kept as it left.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Each of the four parts as a file, this time; it is done too where it was chosen for all packs.
    #[serde(default)]
    pub separate: bool,
    /// Where to; `None` asks.
    pub path: Option<String>,
    /// Whether an existing file may be replaced. The save dialog asks by itself.
    #[serde(default)]
    pub replace: bool,
    /// For whom, as the register keeps it.
    #[serde(default)]
    pub for_whom: String,
    /// The letter, for its addendum.
    #[serde(default)]
    #[ts(optional)]
    pub letter: Option<String>,
}

/// Of which kind.
#[derive(Debug, Deserialize, TS)]
pub struct WhomAsked {
    /// What is to leave.
    pub kind: hcpc::Left,
}

/// For whom files were before.
#[derive(Debug, Serialize, TS)]
pub struct WhomBefore {
    /// The last first.
    pub before: Vec<String>,
}

/// The finished versions of a profile.
#[derive(Debug, Serialize, TS)]
pub struct ProfileVersions {
    /// Newest first.
    pub versions: Vec<hcpc::Version>,
}

/// The register of exports.
#[derive(Debug, Serialize, TS)]
pub struct Exports {
    /// Newest first.
    pub exports: Vec<Past>,
}

pub(super) fn cycles(app: &App, _: &Task, _: Nothing) -> Result<Cycles> {
    // Making the proposed cycles is news to nobody: told as a change, every page that asks would ask again for ever.
    app.with_mut(hcpc::cycles).map(|(cycles, current)| Cycles { cycles, current })
}

pub(super) fn cycle_save(app: &App, _: &Task, request: CycleSave) -> Result<Cycles> {
    app.change(|portfolio| {
        hcpc::save_cycle(portfolio, &request.cycle)?;
        hcpc::cycles(portfolio)
    })
    .map(|(cycles, current)| Cycles { cycles, current })
}

pub(super) fn year(app: &App, _: &Task, request: YearAsked) -> Result<hcpc::Year> {
    app.with(|portfolio| hcpc::year(portfolio, request.year))
}

pub(super) fn get(app: &App, _: &Task, request: CycleId) -> Result<Profile> {
    app.with(|portfolio| hcpc::get(portfolio, &request.id))
}

pub(super) fn readiness(app: &App, _: &Task, request: CycleId) -> Result<hcpc::Readiness> {
    app.with(|portfolio| hcpc::readiness(portfolio, &request.id))
}

pub(super) fn suggest(app: &App, _: &Task, request: CycleId) -> Result<hcpc::Suggestions> {
    app.with(|portfolio| hcpc::suggestions(portfolio, &request.id))
}

pub(super) fn chair(app: &App, _: &Task, request: CycleId) -> Result<hcpc::Chair> {
    app.with(|portfolio| hcpc::chair(portfolio, &request.id))
}

pub(super) fn mark(app: &App, _: &Task, request: MarkSave) -> Result<hcpc::Chair> {
    app.change(|portfolio| hcpc::mark(portfolio, &request.id, &request.sentence, request.standard, request.marked))
}

pub(super) fn forget_lapsed(app: &App, _: &Task, request: CycleId) -> Result<hcpc::Chair> {
    app.change(|portfolio| hcpc::forget_lapsed(portfolio, &request.id))
}

pub(super) fn order_evidence(app: &App, _: &Task, request: OrderSave) -> Result<Profile> {
    app.change(|portfolio| hcpc::order_evidence(portfolio, &request.id, &request.order))
}

pub(super) fn assemble(app: &App, _: &Task, request: AssemblySave) -> Result<Profile> {
    app.change(|portfolio| hcpc::assemble(portfolio, &request.id, &request.assembly))
}

pub(super) fn reminders(app: &App, _: &Task, request: CycleId) -> Result<hcpc::Plan> {
    let mut plan = app.with(|portfolio| hcpc::reminders(portfolio, &request.id))?;
    plan.now = plan.now.filter(|_| app.settings().cycle_reminders);
    Ok(plan)
}

pub(super) fn reminder_settle(app: &App, _: &Task, request: ReminderSettle) -> Result<hcpc::Plan> {
    app.change(|portfolio| hcpc::settle_reminder(portfolio, &request.id, request.reminder, request.done))
}

pub(super) fn versions(app: &App, _: &Task, request: CycleId) -> Result<ProfileVersions> {
    app.with(|portfolio| hcpc::versions(portfolio, &request.id))
        .map(|versions| ProfileVersions { versions })
}

pub(super) fn version(app: &App, _: &Task, request: VersionId) -> Result<hcpc::VersionRead> {
    app.with(|portfolio| hcpc::version(portfolio, &request.id))
}

pub(super) fn drawn_save(app: &App, _: &Task, request: DrawnSave) -> Result<Profile> {
    app.change(|portfolio| {
        hcpc::save_drawn(portfolio, &request.id, request.drawn.as_ref())?;
        hcpc::get(portfolio, &request.id)
    })
}

pub(super) fn number_save(app: &App, _: &Task, request: NumberSave) -> Result<Nothing> {
    app.change(|portfolio| hcpc::save_number(portfolio, &request.number, request.value))
        .map(|()| Nothing {})
}

pub(super) fn save(app: &App, _: &Task, request: Save) -> Result<Profile> {
    app.change(|portfolio| hcpc::save(portfolio, &request.id, request.expected, &request.visit, &request.form))
}

pub(super) fn choose_evidence(app: &App, _: &Task, request: Choose) -> Result<Profile> {
    app.change(|portfolio| hcpc::choose_evidence(portfolio, &request.id, &request.evidence, request.chosen))
}

pub(super) fn pack_save(app: &App, _: &Task, request: PackSave) -> Result<Profile> {
    app.change(|portfolio| {
        hcpc::save_pack(portfolio, &request.pack)?;
        hcpc::get(portfolio, &request.id)
    })
}

pub(super) fn lines(app: &App, _: &Task, request: LeavingAsked) -> Result<Lines> {
    app.with(|portfolio| hcpc::lines(portfolio, request.subject()))
        .map(|(lines, digest)| Lines { lines, digest })
}

pub(super) fn confirm(app: &App, _: &Task, request: Confirm) -> Result<Profile> {
    app.change(|portfolio| match &request.letter {
        Some(letter) => {
            hcpc::confirm_letter(portfolio, letter, &request.digest)?;
            hcpc::get(portfolio, &request.id)
        }
        None => hcpc::confirm(portfolio, &request.id, &request.digest),
    })
}

pub(super) fn privacy(app: &App, task: &Task, request: LeavingAsked) -> Result<LeavingFound> {
    hcpc::found_with_pages(app, task, request.subject()).map(|findings| LeavingFound { findings })
}

pub(super) fn answer(app: &App, task: &Task, request: Answers) -> Result<LeavingFound> {
    let subject = Subject::of(&request.id, request.letter.as_deref());
    hcpc::answer_with_pages(app, task, subject, &request.answers).map(|findings| LeavingFound { findings })
}

pub(super) fn propose(app: &App, task: &Task, request: LeavingAsked) -> Result<LeavingFound> {
    hcpc::propose_with_pages(app, task, request.subject()).map(|findings| LeavingFound { findings })
}

pub(super) fn copy(app: &App, _: &Task, request: Part) -> Result<hcpc::PartText> {
    hcpc::copy_part(app, &request.id, request.part)
}

pub(super) fn preview(app: &App, _: &Task, request: LeavingAsked) -> Result<Preview> {
    app.with(|portfolio| hcpc::document(portfolio, request.subject()))
        .map(|document| Preview { document })
}

pub(super) fn export(app: &App, task: &Task, request: Export) -> Result<Exported> {
    let way = WayOut {
        path: request.path.as_deref(),
        replace: request.replace,
        for_whom: &request.for_whom,
    };
    let subject = Subject::of(&request.id, request.letter.as_deref());
    hcpc::export(app, task, subject, request.is_final, request.separate, &way)
}

pub(super) fn exports(app: &App, _: &Task, _: Nothing) -> Result<Exports> {
    app.with(hcpc::exports).map(|exports| Exports { exports })
}

pub(super) fn register(app: &App, _: &Task, request: hcpc::RegisterAsked) -> Result<hcpc::RegisterPage> {
    app.with(|portfolio| hcpc::register(portfolio, &request))
}

pub(super) fn whom(app: &App, _: &Task, request: WhomAsked) -> Result<WhomBefore> {
    app.with(|portfolio| hcpc::whom_before(portfolio, request.kind))
        .map(|before| WhomBefore { before })
}
