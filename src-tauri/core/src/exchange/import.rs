//! JSON into an empty portfolio, in one transaction.
//!
//! What always holds: ids are made of the file's keys alone, so that the same file makes the same content; what an error
//! says names a place in the file, never its words.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::model::{self, File};
use crate::api::Task;
use crate::assessment;
use crate::error::{Code, Error, Result};
use crate::hcpc::{self, Choice, Chosen, Form, GapText};
use crate::profile::{self, Profile, Role};
use crate::record::{self, Action, Addition, Content, CpdFacts, Put, Section, SupervisionFacts, Tag};
use crate::storage::{Op, Scope, settings, transact};
use crate::suggest;
use crate::supervision;
use crate::vault::Portfolio;
use crate::world::World;

/// What came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records, those in the bin too.
    pub records: usize,
    /// Tags.
    pub tags: usize,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Answers to "where I stand".
    pub assessments: usize,
    /// Cycles.
    pub cycles: usize,
}

/// Fills an empty portfolio with `file`.
///
/// # Errors
/// `refused` when the portfolio is not empty, `invalid` naming the place in the file, `cancelled`, `disk`; then nothing has
/// been changed.
pub fn import(portfolio: &mut Portfolio, file: &File, task: Option<&Task>) -> Result<Counts> {
    fill(portfolio, file, task, false)
}

pub(super) fn fill(portfolio: &mut Portfolio, file: &File, task: Option<&Task>, sample: bool) -> Result<Counts> {
    if !record::every_id(portfolio)?.is_empty() {
        return Err(Error::new(
            Code::Refused,
            "There are records in this portfolio already, and a file is read into an empty one only. Nothing has been changed.",
        )
        .hint("Make a new portfolio for it."));
    }
    check_keys(file)?;
    let world = portfolio.shared_world();
    transact(portfolio, Op::Import, Scope::default(), |connection| {
        // Links may name records that come later in the file.
        connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        profile::put(connection, &profile_of(&file.profile)).map_err(|cause| placed("The profile", cause))?;
        let (people, points) = supervision_of(&file.supervision)?;
        // Sessions name agreements, and what was taken to a session names records.
        supervision::put(connection, &people).map_err(|cause| placed("Supervision", cause))?;
        let mut tags = 0;
        for (at, one) in file.records.iter().enumerate() {
            if let Some(task) = task {
                task.progress(at, file.records.len(), "records")?;
            }
            put_record(connection, world.as_ref(), one).map_err(|cause| placed(&format!("Record {}", at + 1), cause))?;
            tags += one.tags.len();
        }
        supervision::put(connection, &points).map_err(|cause| placed("The agenda", cause))?;
        for (at, one) in file.evidence.iter().enumerate() {
            put_evidence(connection, world.as_ref(), one).map_err(|cause| placed(&format!("Evidence {}", at + 1), cause))?;
        }
        for (at, one) in file.assessments.iter().enumerate() {
            put_assessment(connection, at, one).map_err(|cause| placed(&format!("Answer {}", at + 1), cause))?;
        }
        for (at, one) in file.cycles.iter().enumerate() {
            put_cycle(connection, one).map_err(|cause| placed(&format!("Cycle {}", at + 1), cause))?;
        }
        if sample {
            settings::write(connection, "sample", &true)?;
        }
        if let Some(task) = task {
            task.progress(file.records.len(), file.records.len(), "records")?;
        }
        Ok(Counts {
            records: file.records.len(),
            tags,
            evidence: file.evidence.len(),
            assessments: file.assessments.len(),
            cycles: file.cycles.len(),
        })
    })
}

/// The id that `key` becomes: a UUID stays as it is, any other word is hashed.
pub(super) fn id_of(what: &str, key: &str) -> String {
    match uuid::Uuid::try_parse(key) {
        Ok(id) if id.to_string() == key => id.to_string(),
        _ => {
            let digest = Sha256::digest(format!("triptych/{what}/{key}"));
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&digest[..16]);
            uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
        }
    }
}

/// The moment that `text` is: a day stands for its noon.
pub(super) fn moment_of(field: &str, text: &str) -> Result<String> {
    if text.len() == 10 {
        return Ok(format!("{}T12:00:00.000Z", record::date(field, text)?));
    }
    let moment = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| Error::field(field, "There is no such moment."))?;
    Ok(moment.to_utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
}

/// Every key is given once, and every one named is there.
fn check_keys(file: &File) -> Result<()> {
    let wrong = |what: String| Error::new(Code::Invalid, format!("{what} Nothing has been changed."));
    let gather = |what: &str, keys: &mut dyn Iterator<Item = &String>| {
        let mut known = HashSet::new();
        for (at, key) in keys.enumerate() {
            if key.is_empty() || !known.insert(key.clone()) {
                return Err(wrong(format!("{what} {} of the file has no key of its own.", at + 1)));
            }
        }
        Ok(known)
    };
    let roles = gather("Role", &mut file.profile.roles.iter().map(|one| &one.key))?;
    let records = gather("Record", &mut file.records.iter().map(|one| &one.key))?;
    let evidence = gather("Evidence", &mut file.evidence.iter().map(|one| &one.key))?;
    let people = gather("Person", &mut file.supervision.people.iter().map(|one| &one.id))?;
    let agreements = gather("Agreement", &mut file.supervision.agreements.iter().map(|one| &one.id))?;
    gather("Point of the agenda", &mut file.supervision.agenda.iter().map(|one| &one.key))?;
    let named = |known: &HashSet<String>, key: &String, place: String| {
        if known.contains(key) {
            Ok(())
        } else {
            Err(wrong(format!("{place} names something that the file does not hold.")))
        }
    };
    for (at, one) in file.records.iter().enumerate() {
        let place = || format!("Record {} of the file", at + 1);
        one.role.iter().try_for_each(|key| named(&roles, key, place()))?;
        one.links.iter().try_for_each(|link| named(&records, &link.to, place()))?;
        let agreement = one.supervision.iter().filter_map(|facts| facts.agreement.as_ref());
        agreement.into_iter().try_for_each(|key| named(&agreements, key, place()))?;
    }
    for (at, one) in file.supervision.agreements.iter().enumerate() {
        named(&people, &one.person_id, format!("Agreement {} of the file", at + 1))?;
    }
    for (at, one) in file.supervision.agenda.iter().enumerate() {
        let mut keys = one.record.iter().chain(&one.session);
        keys.try_for_each(|key| named(&records, key, format!("Point {} of the file's agenda", at + 1)))?;
    }
    for (at, one) in file.evidence.iter().enumerate() {
        one.records
            .iter()
            .try_for_each(|key| named(&records, key, format!("Evidence {} of the file", at + 1)))?;
    }
    for (at, one) in file.cycles.iter().enumerate() {
        let place = || format!("Cycle {} of the file", at + 1);
        for chosen in &one.chosen {
            named(&records, &chosen.record, place())?;
            chosen.evidence.iter().try_for_each(|key| named(&evidence, key, place()))?;
        }
        one.also_listed
            .iter()
            .chain(&one.not_listed)
            .try_for_each(|key| named(&records, key, place()))?;
    }
    Ok(())
}

/// The same error, saying where in the file.
fn placed(place: &str, cause: Error) -> Error {
    match cause.code {
        Code::Invalid | Code::Refused | Code::NotFound => {
            let field = cause.field.as_deref().map(|field| format!(", {field}")).unwrap_or_default();
            Error {
                message: format!("{place} of the file{field}: {} Nothing has been changed.", cause.message),
                ..cause
            }
        }
        _ => cause,
    }
}

fn profile_of(profile: &model::Profile) -> Profile {
    let role = |role: &model::Role| Role {
        id: id_of("role", &role.key),
        title: role.title.clone(),
        setting: role.setting.clone(),
        start: role.start.clone(),
        end: role.end.clone(),
        own_practice: role.own_practice,
        employer: role.employer.clone(),
    };
    Profile {
        name: profile.name.clone(),
        profession: profile.profession,
        registration: profile.registration.clone(),
        registered_since: profile.registered_since.clone(),
        level: profile.level.clone(),
        version: 1,
        roles: profile.roles.iter().map(role).collect(),
    }
}

fn put_record(connection: &Connection, world: &dyn World, one: &model::Record) -> Result<()> {
    let id = id_of("record", &one.key);
    let created_at = match &one.created_at {
        Some(moment) => moment_of("created_at", moment)?,
        None => moment_of("date", &one.date)?,
    };
    let updated_at = one
        .updated_at
        .as_ref()
        .map_or(Ok(created_at.clone()), |moment| moment_of("updated_at", moment))?;
    let binned_at = one.binned_at.as_ref().map(|moment| moment_of("binned_at", moment)).transpose()?;
    let additions = one.additions.iter().enumerate().map(|(at, addition)| {
        Ok(Addition {
            id: id_of("addition", &format!("{id}/{at}")),
            added_at: moment_of("additions", &addition.date)?,
            text: addition.text.clone(),
        })
    });
    let tags: Vec<Tag> = one
        .tags
        .iter()
        .map(|tag| Tag {
            statement: tag.statement.clone(),
            claim: tag.claim.clone(),
        })
        .collect();
    let links: Vec<_> = one.links.iter().map(|link| (id_of("record", &link.to), link.kind)).collect();
    record::put(
        connection,
        world,
        &Put {
            id: &id,
            content: &content_of(one),
            draft: one.draft,
            public_name: one.public_name.as_deref(),
            tags: &tags,
            links: &links,
            additions: &additions.collect::<Result<Vec<_>>>()?,
            created_at: &created_at,
            updated_at: &updated_at,
            binned_at: binned_at.as_deref(),
        },
    )?;
    one.not_suggested
        .iter()
        .try_for_each(|statement| suggest::put_dismissed(connection, &id, statement))
}

fn content_of(one: &model::Record) -> Content {
    Content {
        kind: one.kind,
        title: one.title.clone(),
        date: one.date.clone(),
        date_to: one.date_to.clone(),
        minutes: one.minutes,
        role_id: one.role.as_ref().map(|key| id_of("role", key)),
        model: one.model.clone(),
        sections: one
            .sections
            .iter()
            .map(|section| Section {
                stage: section.stage.clone(),
                text: section.text.clone(),
            })
            .collect(),
        keywords: one.keywords.clone(),
        clients: one.clients.clone(),
        session_number: one.session_number,
        setting: one.setting.clone(),
        supervision: one.supervision.as_ref().map(|facts| SupervisionFacts {
            supervisor: facts.supervisor.clone(),
            format: facts.format,
            remote: facts.remote,
            themes: facts.themes.clone(),
            kind: facts.kind,
            agreement_id: facts.agreement.as_ref().map(|key| id_of("agreement", key)),
            given: facts.given,
        }),
        actions: one
            .actions
            .iter()
            .map(|action| Action {
                id: String::new(),
                text: action.text.clone(),
                due: action.due.clone(),
                done_on: action.done_on.clone(),
                owner: action.owner.clone(),
            })
            .collect(),
        cpd: one.cpd.as_ref().map(|facts| CpdFacts {
            kind: facts.kind,
            provider: facts.provider.clone().unwrap_or_default(),
            certificate: facts.certificate,
            learnt: facts.learnt.clone(),
            practice: facts.practice.clone(),
            service_users: facts.service_users.clone(),
        }),
    }
}

/// What supervision brings, with this portfolio's ids: what records may name, and what names records.
fn supervision_of(file: &supervision::File) -> Result<(supervision::File, supervision::File)> {
    let mut people = supervision::File {
        agenda: Vec::new(),
        ..file.clone()
    };
    for person in &mut people.people {
        person.id = id_of("person", &person.id);
    }
    for agreement in &mut people.agreements {
        agreement.id = id_of("agreement", &agreement.id);
        agreement.person_id = id_of("person", &agreement.person_id);
    }
    let points = file.agenda.iter().map(|point| {
        Ok(supervision::Point {
            key: id_of("agenda", &point.key),
            record: point.record.as_ref().map(|key| id_of("record", key)),
            session: point.session.as_ref().map(|key| id_of("record", key)),
            added_at: moment_of("added_at", &point.added_at)?,
            ..point.clone()
        })
    });
    let points = supervision::File {
        agenda: points.collect::<Result<_>>()?,
        ..supervision::File::default()
    };
    Ok((people, points))
}

fn put_evidence(connection: &Connection, world: &dyn World, one: &model::Evidence) -> Result<()> {
    if !["self-made", "showing-reflection", "from-others"].contains(&one.kind.as_str()) {
        return Err(Error::field("kind", "There is no such kind of evidence."));
    }
    if one.title.trim().is_empty() || one.title.chars().count() > 300 || one.description.chars().count() > 5000 {
        return Err(Error::field(
            "title",
            "Evidence needs a title of up to 300 characters, and a description of up to 5,000.",
        ));
    }
    let made = one
        .date
        .as_deref()
        .map_or_else(|| Ok(world.today()), |day| record::date("date", day))?;
    let created_at = moment_of("date", &made.to_string())?;
    let id = id_of("evidence", &one.key);
    connection
        .prepare_cached("INSERT INTO evidence (id, title, kind, date_on, description, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id, one.title, one.kind, one.date, one.description, created_at])?;
    for key in &one.records {
        hang_evidence(connection, &id_of("record", key), &id)?;
    }
    Ok(())
}

fn hang_evidence(connection: &Connection, record: &str, evidence: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO record_evidence (record_id, evidence_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([record, evidence])?;
    Ok(())
}

fn put_assessment(connection: &Connection, at: usize, one: &model::Assessment) -> Result<()> {
    let answered_at = moment_of("date", &one.date)?;
    let id = id_of("assessment", &format!("{at}/{}/{answered_at}", one.statement));
    let new = assessment::Assessment {
        statement: one.statement.clone(),
        answer: one.answer,
        note: one.note.clone(),
        by: one.by.clone(),
        answered_at,
    };
    assessment::put(connection, &id, &new)
}

fn put_cycle(connection: &Connection, one: &model::Cycle) -> Result<()> {
    let choice = |key: &String, listed| Choice {
        record_id: id_of("record", key),
        listed: Some(listed),
        name: None,
    };
    let form = Form {
        summary: one.summary.clone(),
        introduction: one.introduction.clone(),
        chosen: one
            .chosen
            .iter()
            .map(|chosen| Chosen {
                record_id: id_of("record", &chosen.record),
                what: chosen.what.clone(),
                learnt: chosen.learnt.clone(),
                quality: chosen.quality.clone(),
                service_users: chosen.service_users.clone(),
            })
            .collect(),
        gaps: one
            .gaps
            .iter()
            .map(|gap| GapText {
                from: gap.from.clone(),
                to: gap.to.clone(),
                explanation: gap.explanation.clone(),
            })
            .collect(),
        choices: one
            .also_listed
            .iter()
            .map(|key| choice(key, true))
            .chain(one.not_listed.iter().map(|key| choice(key, false)))
            .collect(),
    };
    hcpc::put_cycle(
        connection,
        &id_of("cycle", &format!("{}/{}", one.start, one.end)),
        &one.start,
        &one.end,
        &form,
    )?;
    for chosen in &one.chosen {
        for key in &chosen.evidence {
            hang_evidence(connection, &id_of("record", &chosen.record), &id_of("evidence", key))?;
        }
    }
    Ok(())
}
