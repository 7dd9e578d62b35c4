//! JSON into a portfolio, in one transaction.
//!
//! What always holds: ids are made of the file's keys alone, so that the same file makes the same content; what is there
//! already is not changed; what an error says names a place in the file, never its words.

use std::path::PathBuf;

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

use super::keys;
use super::merge::{Report, merge};
use super::model::{self, File};
use super::normal::normal;
use super::read;
use crate::api::{App, Task};
use crate::assessment;
use crate::client;
use crate::error::{Code, Error, Result};
use crate::evidence;
use crate::hcpc::{self, Choice, Chosen, Form, GapText};
use crate::profile::{self, Profile, Role};
use crate::record::{self, Action, Addition, CaseFacts, Content, CpdFacts, Echo, Kept, Put, Section, SupervisionFacts, Tag};
use crate::reflection;
use crate::storage::{self, Op, Scope, files, settings, transact};
use crate::suggest;
use crate::supervision;
use crate::vault::Portfolio;
use crate::world::World;

/// The largest file that is read, in bytes.
const LIMIT: u64 = 512_000_000;

/// Adds what `file` brings; into an empty portfolio that is all of it. One step takes it back.
///
/// # Errors
/// `invalid` naming the place in the file, `cancelled`, `disk`; then nothing has been changed.
pub fn import(portfolio: &mut Portfolio, file: &File, task: Option<&Task>) -> Result<Report> {
    keys::check(file)?;
    let file = normal(file)?;
    let mut ours = read::file(portfolio, None)?;
    if !file.clients.identities.is_empty() {
        // Compared with what comes from behind a wall, and handed to nobody.
        ours.clients.identities = client::identities(portfolio)?;
    }
    let merged = merge(&ours, &file)?;
    fill(portfolio, &merged.new, &file, task, Op::BringIn)?;
    Ok(merged.report)
}

/// Adds what the JSON file at `path` brings; asks for one when there is none. `None` when the user changed their mind.
///
/// # Errors
/// `missing`, `invalid` with the place in the file, `newer`, `cancelled`, `disk`; then nothing has been changed.
pub fn import_json(app: &App, task: &Task, path: Option<&str>) -> Result<Option<Report>> {
    let path = match path {
        Some(path) => Some(PathBuf::from(path)),
        None => app.host().choose_file("The JSON file to read")?,
    };
    let Some(path) = path else { return Ok(None) };
    let file = File::read(&files::read_in(&path, LIMIT)?)?;
    let lost = evidence::bring(app, task, &file.evidence, &path)?;
    let mut report = app.change(|portfolio| import(portfolio, &file, Some(task)))?;
    report.kept.extend(lost);
    Ok(Some(report))
}

/// Fills an empty portfolio with the sample.
pub(super) fn fill_with_sample(portfolio: &mut Portfolio, file: &File, task: &Task) -> Result<()> {
    if !record::every_id(portfolio)?.is_empty() {
        return Err(Error::new(
            Code::Refused,
            "There are records in this portfolio already, and the sample needs an empty one. Nothing has been changed.",
        )
        .hint("Make a new portfolio for it."));
    }
    keys::check(file)?;
    let file = normal(file)?;
    fill(portfolio, &file, &file, Some(task), Op::Import)
}

/// Writes `file`, which is what is new of `whole`: errors name the place in that.
fn fill(portfolio: &mut Portfolio, file: &File, whole: &File, task: Option<&Task>, op: Op) -> Result<()> {
    let world = portfolio.shared_world();
    let answered = assessment::all(portfolio)?.len();
    let noon = moment_of("date", &world.today().to_string())?;
    // The numbers that a profile cites are kept behind it, as a part of the same step.
    let visit = storage::new_id(world.as_ref())?;
    let scope = Scope {
        subject: None,
        visit: Some(&visit),
    };
    transact(portfolio, op, scope, |connection| {
        // Links may name records that come later in the file.
        connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        profile::put(connection, &profile_of(&file.profile)).map_err(|cause| placed("The profile", cause))?;
        let (people, points) = supervision_of(&file.supervision);
        // Sessions name agreements, and what was taken to a session names records.
        supervision::put(connection, &people).map_err(|cause| placed("Supervision", cause))?;
        for (at, one) in file.records.iter().enumerate() {
            if let Some(task) = task {
                task.progress(at, file.records.len(), "records")?;
            }
            put_record(connection, world.as_ref(), one)
                .map_err(|cause| placed(&place("Record", whole.records.iter().position(|other| other.key == one.key)), cause))?;
        }
        supervision::put(connection, &points).map_err(|cause| placed("The agenda", cause))?;
        client::put(connection, world.as_ref(), &file.clients).map_err(|cause| placed("The clients’ part", cause))?;
        for one in &file.evidence {
            evidence::put(connection, one, &noon).map_err(|cause| {
                placed(
                    &place("Evidence", whole.evidence.iter().position(|other| other.key == one.key)),
                    cause,
                )
            })?;
        }
        for (at, one) in file.assessments.iter().enumerate() {
            put_assessment(connection, answered + at, one)
                .map_err(|cause| placed(&place("Answer", whole.assessments.iter().position(|other| other == one)), cause))?;
        }
        for one in &file.cycles {
            put_cycle(connection, one)
                .map_err(|cause| placed(&place("Cycle", whole.cycles.iter().position(|other| other == one)), cause))?;
        }
        for (name, value) in &file.rule_numbers {
            hcpc::put_number(connection, name, *value).map_err(|cause| placed("The numbers of the rules", cause))?;
        }
        for one in &file.templates {
            record::put_template(connection, one).map_err(|cause| {
                placed(
                    &place("Template", whole.templates.iter().position(|other| other.id == one.id)),
                    cause,
                )
            })?;
        }
        for one in &file.models {
            reflection::put(connection, one).map_err(|cause| {
                placed(
                    &place("Reflection model", whole.models.iter().position(|other| other.id == one.id)),
                    cause,
                )
            })?;
        }
        for one in &file.filters {
            record::put_filter(connection, one).map_err(|cause| {
                placed(
                    &place("Saved filter", whole.filters.iter().position(|other| other.id == one.id)),
                    cause,
                )
            })?;
        }
        if op == Op::Import {
            settings::write(connection, "sample", &true)?;
        }
        if let Some(task) = task {
            task.progress(file.records.len(), file.records.len(), "records")?;
        }
        Ok(())
    })?;
    let cycles: Vec<String> = portfolio
        .db()
        .prepare_cached("SELECT id FROM cycle ORDER BY start_on, id")?
        .query_map([], |row| row.get("id"))?
        .collect::<rusqlite::Result<_>>()?;
    hcpc::keep_numbers(portfolio, cycles.iter().map(String::as_str), op, scope)
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

/// Which one it is, counted from one.
pub(super) fn place(what: &str, at: Option<usize>) -> String {
    at.map_or_else(|| format!("{what} ({})", super::MARK), |at| format!("{what} {}", at + 1))
}

/// The same error, saying where in the file.
pub(super) fn placed(place: &str, cause: Error) -> Error {
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
        id: role.key.clone(),
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
    let id = one.key.as_str();
    let additions: Vec<Addition> = (0..)
        .zip(&one.additions)
        .map(|(at, addition): (usize, _)| Addition {
            id: id_of("addition", &format!("{id}/{at}")),
            added_at: addition.date.clone(),
            text: addition.text.clone(),
        })
        .collect();
    let tags: Vec<Tag> = one
        .tags
        .iter()
        .map(|tag| Tag {
            statement: tag.statement.clone(),
            claim: tag.claim.clone(),
        })
        .collect();
    let echo = one.echo.as_ref().map(|echo| Echo {
        said_at: echo.date.clone(),
        text: echo.text.clone(),
    });
    let versions: Vec<_> = one
        .versions
        .iter()
        .enumerate()
        .map(|(at, version)| {
            let kept = Kept {
                at: version.date.clone(),
                content: version.content.clone(),
            };
            (id_of("version", &format!("{}/{at}", one.key)), kept)
        })
        .collect();
    let links: Vec<_> = one.links.iter().map(|link| (link.to.clone(), link.kind)).collect();
    let created_at = one.created_at.as_deref().unwrap_or_default();
    record::put(
        connection,
        world,
        &Put {
            id,
            content: &content_of(one),
            draft: one.draft,
            public_name: one.public_name.as_deref(),
            tags: &tags,
            links: &links,
            additions: &additions,
            unfinished: &one.unfinished_addition,
            echo: echo.as_ref(),
            versions: &versions,
            created_at,
            updated_at: one.updated_at.as_deref().unwrap_or(created_at),
            binned_at: one.binned_at.as_deref(),
        },
    )?;
    one.not_suggested
        .iter()
        .try_for_each(|statement| suggest::put_dismissed(connection, id, statement))
}

fn content_of(one: &model::Record) -> Content {
    Content {
        kind: one.kind,
        title: one.title.clone(),
        date: one.date.clone(),
        date_to: one.date_to.clone(),
        minutes: one.minutes,
        role_id: one.role.clone(),
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
            agreement_id: facts.agreement.clone(),
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
            sub_type: facts.sub_type.clone(),
            cost_pence: facts.cost_pence,
            standards: facts.standards.clone(),
            next_step: facts.next_step.clone(),
        }),
        case: one.case.as_ref().map(|facts| CaseFacts {
            attendance: facts.attendance,
            themes: facts.themes.clone(),
            risk: facts.risk,
            ending: facts.ending,
        }),
    }
}

/// What supervision brings: what records may name, and what names records.
fn supervision_of(file: &supervision::File) -> (supervision::File, supervision::File) {
    let people = supervision::File {
        agenda: Vec::new(),
        ..file.clone()
    };
    let points = supervision::File {
        agenda: file.agenda.clone(),
        ..supervision::File::default()
    };
    (people, points)
}

fn hang_evidence(connection: &Connection, record: &str, evidence: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO record_evidence (record_id, evidence_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([record, evidence])?;
    Ok(())
}

fn put_assessment(connection: &Connection, at: usize, one: &model::Assessment) -> Result<()> {
    let id = id_of("assessment", &format!("{at}/{}/{}", one.statement, one.date));
    let new = assessment::Assessment {
        statement: one.statement.clone(),
        answer: one.answer,
        note: one.note.clone(),
        by: one.by.clone(),
        answered_at: one.date.clone(),
    };
    assessment::put(connection, &id, &new)
}

fn put_cycle(connection: &Connection, one: &model::Cycle) -> Result<()> {
    let choice = |key: &String, listed| Choice {
        record_id: key.clone(),
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
                record_id: chosen.record.clone(),
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
    let new_id = id_of("cycle", &format!("{}/{}", one.start, one.end));
    let id = hcpc::put_cycle(connection, &new_id, &one.start, &one.end, &form)?;
    hcpc::put_answers(connection, &id, &one.answers)?;
    if one.drawn.is_some() {
        hcpc::put_drawn(connection, &id, one.drawn.as_ref())?;
    }
    hcpc::put_arranged(connection, &id, &one.arranged)?;
    let letter_id = |letter: &hcpc::LetterForm| id_of("letter", &format!("{id}/{}", letter.letter));
    hcpc::put_letters(connection, &id, &one.letters, &letter_id)?;
    for chosen in &one.chosen_evidence {
        hcpc::put_chosen_evidence(connection, &id, chosen)?;
    }
    for chosen in &one.chosen {
        for key in &chosen.evidence {
            hang_evidence(connection, &chosen.record, key)?;
        }
    }
    Ok(())
}
