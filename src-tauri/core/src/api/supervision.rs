//! Commands for supervision: people, agreements, the agenda, the log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::record::OpenAction;
use super::{App, Nothing, Task};
use crate::error::Result;
use crate::hcpc::Past;
use crate::record::{self, Record};
use crate::supervision::{self, Agreement, Aim, ClientHours, Item, Log, Person};

/// What the supervision page shows beside the sessions.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "SupervisionOverview")]
pub struct Overview {
    /// Both directories.
    pub people: Vec<Person>,
    /// Agreements, current ones first.
    pub agreements: Vec<Agreement>,
    /// What waits for the next session.
    pub agenda: Vec<Item>,
    /// Sessions and hours.
    pub log: Log,
    /// Which sessions the owner gave.
    pub given: Vec<String>,
    /// Logs that left, newest first.
    pub exports: Vec<Past>,
}

/// Agreements to be looked at again.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "SupervisionReviews")]
pub struct Reviews {
    /// The most pressing first.
    pub reviews: Vec<Review>,
}

/// An agreement whose review is near or past.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "SupervisionReview")]
pub struct Review {
    /// The agreement.
    pub id: String,
    /// With whom.
    pub name: String,
    /// The day.
    pub review: String,
}

/// Which person, agreement, point of the agenda or record.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SupervisionId")]
pub struct Id {
    /// UUID.
    pub id: String,
}

/// What was saved.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "SupervisionMade")]
pub struct Made {
    /// UUID.
    pub id: String,
}

/// Puts something on the agenda.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SupervisionTake")]
pub struct Take {
    /// The record it comes from; `None` for a line of its own.
    pub record_id: Option<String>,
    /// The passage that was marked; empty for the record as a whole.
    #[serde(default)]
    pub quote: String,
    /// What to ask or say.
    #[serde(default)]
    pub note: String,
}

/// Writes what to ask or say about a point.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SupervisionNote")]
pub struct Note {
    /// The point.
    pub id: String,
    /// The words.
    pub note: String,
}

/// Begins a session from the agenda.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SupervisionBegin")]
pub struct Begin {
    /// Under which agreement.
    pub agreement_id: Option<String>,
    /// Points of the agenda that are taken along.
    #[serde(default)]
    pub items: Vec<String>,
    /// The owner supervises.
    #[serde(default)]
    pub given: bool,
}

/// What a record has to do with supervision.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "SupervisionOfRecord")]
pub struct OfRecord {
    /// Taken from this record, waiting or taken to a session.
    pub taken: Vec<Item>,
    /// Taken to this session.
    pub agenda: Vec<Item>,
    /// Agreed in earlier sessions and still open.
    pub carried: Vec<OpenAction>,
    /// Statements that a session given may show.
    pub suggested: Vec<String>,
}

pub(super) fn get(app: &App, _: &Task, _: Nothing) -> Result<Overview> {
    app.with(|portfolio| {
        Ok(Overview {
            people: supervision::people(portfolio)?,
            agreements: supervision::agreements(portfolio)?,
            agenda: supervision::agenda(portfolio)?,
            log: supervision::log(portfolio)?,
            given: record::sessions(portfolio)?
                .into_iter()
                .filter(|session| session.given)
                .map(|session| session.id)
                .collect(),
            exports: supervision::exports(portfolio)?,
        })
    })
}

pub(super) fn reviews(app: &App, _: &Task, _: Nothing) -> Result<Reviews> {
    app.with(|portfolio| {
        let people = supervision::people(portfolio)?;
        let reviews = supervision::due_for_review(portfolio)?.into_iter().map(|one| Review {
            name: people
                .iter()
                .find(|person| person.id == one.person_id)
                .map_or_else(String::new, |person| person.name.clone()),
            review: one.review.unwrap_or_default(),
            id: one.id,
        });
        Ok(Reviews {
            reviews: reviews.collect(),
        })
    })
}

pub(super) fn person_save(app: &App, _: &Task, request: Person) -> Result<Made> {
    app.change(|portfolio| supervision::save_person(portfolio, &request))
        .map(|id| Made { id })
}

pub(super) fn person_delete(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| supervision::delete_person(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn agreement_save(app: &App, _: &Task, request: Agreement) -> Result<Made> {
    app.change(|portfolio| supervision::save_agreement(portfolio, &request))
        .map(|id| Made { id })
}

pub(super) fn agreement_delete(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| supervision::delete_agreement(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn take(app: &App, _: &Task, request: Take) -> Result<Item> {
    app.change(|portfolio| supervision::take(portfolio, request.record_id.as_deref(), &request.quote, &request.note))
}

pub(super) fn note(app: &App, _: &Task, request: Note) -> Result<Nothing> {
    app.change(|portfolio| supervision::note(portfolio, &request.id, &request.note))
        .map(|()| Nothing {})
}

pub(super) fn remove(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| supervision::remove(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn put_back(app: &App, _: &Task, request: Id) -> Result<Nothing> {
    app.change(|portfolio| supervision::put_back(portfolio, &request.id))
        .map(|()| Nothing {})
}

pub(super) fn begin(app: &App, _: &Task, request: Begin) -> Result<Record> {
    app.change(|portfolio| supervision::begin(portfolio, request.agreement_id.as_deref(), &request.items, request.given))
}

pub(super) fn of_record(app: &App, _: &Task, request: Id) -> Result<OfRecord> {
    app.with(|portfolio| {
        Ok(OfRecord {
            taken: supervision::of_record(portfolio, &request.id)?,
            agenda: supervision::of_session(portfolio, &request.id)?,
            carried: supervision::carried(portfolio, &request.id)?,
            suggested: supervision::suggest(portfolio, &request.id)?,
        })
    })
}

pub(super) fn aim_save(app: &App, _: &Task, request: Aim) -> Result<Nothing> {
    app.change(|portfolio| supervision::save_aim(portfolio, request))
        .map(|()| Nothing {})
}

pub(super) fn client_hours_save(app: &App, _: &Task, request: ClientHours) -> Result<Nothing> {
    app.change(|portfolio| supervision::save_client_hours(portfolio, request))
        .map(|()| Nothing {})
}
