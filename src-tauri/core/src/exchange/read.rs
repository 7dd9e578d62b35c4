//! An open portfolio as the JSON format has it.
//!
//! What always holds: lists come in an order that survives being read back: records by date, tags in the framework's order,
//! keywords and codes by name, answers by time, cycles by date.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::model::{
    Action, Addition, Assessment, Case, Chosen, ChosenEvidence, Cpd, Cycle, Echo, Evidence, FORMAT, File, Gap, Link, Profile, Record, Role,
    Section, Supervision, Tag, VERSION, Version,
};
use crate::api::Task;
use crate::error::Result;
use crate::hcpc::{self, Arranged, Form};
use crate::record::{self, LinkKind};
use crate::vault::Portfolio;
use crate::{assessment, client, evidence, profile, reflection, suggest, supervision};

/// What the record's contract does not show: links into the bin too, and the name that others may read.
struct Beside {
    links: HashMap<String, Vec<Link>>,
    names: HashMap<String, String>,
    not_suggested: HashMap<String, Vec<String>>,
    echoes: HashMap<String, record::Echo>,
    unfinished: BTreeMap<String, String>,
}

/// The whole portfolio.
///
/// # Errors
/// `cancelled`, `damaged`, `disk`.
pub fn file(portfolio: &Portfolio, task: Option<&Task>) -> Result<File> {
    let db = portfolio.db();
    let beside = Beside {
        links: links(db)?,
        names: public_names(db)?,
        not_suggested: suggest::all_dismissed(db)?,
        echoes: record::echoes(db)?,
        unfinished: record::unfinished_additions(db)?,
    };
    let ids = record::every_id(portfolio)?;
    let mut records = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        if let Some(task) = task {
            task.progress(at, ids.len(), "records")?;
        }
        let mut one = record_of(record::get(portfolio, id)?, &beside);
        one.versions = versions(db, id)?;
        records.push(one);
    }
    let evidence = evidence::exchanged(db)?;
    let order: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    let cycles = hcpc::all_cycles_with_forms(portfolio)?
        .into_iter()
        .map(|(cycle, form)| {
            let chosen = hcpc::chosen_evidence(db, &cycle.id)?;
            let answers = hcpc::answers_of(portfolio, &cycle.id)?;
            let drawn = hcpc::drawn(portfolio, &cycle.id)?;
            let mut arranged = hcpc::arranged(db, &cycle.id)?;
            // What lies in the bin is no part of the file.
            let there = |key: &String| order.contains_key(key.as_str()) || evidence.iter().any(|one| one.key == *key);
            arranged.evidence.retain(there);
            arranged.left_out.retain(there);
            arranged.numbers.retain(|key, _| there(key));
            arranged.assembly.aims.iter_mut().for_each(|aim| aim.record_ids.retain(there));
            let mut letters = hcpc::letters_of(db, &cycle.id)?;
            for point in letters.iter_mut().flat_map(|letter| &mut letter.points) {
                point.records.retain(there);
                point.evidence.retain(there);
            }
            let told = cycle_of(cycle, form, chosen, &evidence, &order);
            Ok(Cycle {
                answers,
                drawn,
                arranged,
                letters,
                ..told
            })
        })
        .collect::<Result<_>>()?;
    Ok(File {
        format: FORMAT.to_owned(),
        version: VERSION,
        // Whether it is the sample is the portfolio's own matter: its words are anybody's, and come back the same elsewhere.
        sample: false,
        profile: profile_of(profile::get(portfolio)?),
        records,
        evidence,
        assessments: assessment::all(portfolio)?
            .into_iter()
            .map(|one| Assessment {
                statement: one.statement,
                answer: one.answer,
                date: one.answered_at,
                note: one.note,
                by: one.by,
            })
            .collect(),
        cycles,
        supervision: supervision::file(portfolio)?,
        templates: record::templates(db)?,
        filters: record::filters(db)?,
        clients: client::file(portfolio)?,
        models: reflection::own(db)?,
        rule_numbers: hcpc::own_numbers(db)?,
    })
}

fn profile_of(profile: profile::Profile) -> Profile {
    let role = |role: profile::Role| Role {
        key: role.id,
        title: role.title,
        setting: role.setting,
        start: role.start,
        end: role.end,
        own_practice: role.own_practice,
        employer: role.employer,
    };
    Profile {
        name: profile.name,
        profession: profile.profession,
        registration: profile.registration,
        level: profile.level,
        registered_since: profile.registered_since,
        roles: profile.roles.into_iter().map(role).collect(),
    }
}

fn record_of(record: record::Record, beside: &Beside) -> Record {
    let content = record.content;
    Record {
        kind: content.kind,
        title: content.title,
        date: content.date,
        date_to: content.date_to,
        minutes: content.minutes,
        role: content.role_id,
        draft: record.draft,
        model: content.model,
        sections: content
            .sections
            .into_iter()
            .map(|one| Section {
                stage: one.stage,
                text: one.text,
            })
            .collect(),
        keywords: content.keywords,
        clients: content.clients,
        session_number: content.session_number,
        setting: content.setting,
        supervision: content.supervision.map(|facts| Supervision {
            supervisor: facts.supervisor,
            format: facts.format,
            remote: facts.remote,
            themes: facts.themes,
            kind: facts.kind,
            agreement: facts.agreement_id,
            given: facts.given,
        }),
        actions: content
            .actions
            .into_iter()
            .map(|one| Action {
                text: one.text,
                due: one.due,
                done_on: one.done_on,
                owner: one.owner,
            })
            .collect(),
        cpd: content.cpd.map(|facts| Cpd {
            kind: facts.kind,
            provider: Some(facts.provider).filter(|name| !name.is_empty()),
            certificate: facts.certificate,
            learnt: facts.learnt,
            practice: facts.practice,
            service_users: facts.service_users,
            sub_type: facts.sub_type,
            cost_pence: facts.cost_pence,
            standards: facts.standards,
            next_step: facts.next_step,
        }),
        case: content.case.map(|facts| Case {
            attendance: facts.attendance,
            themes: facts.themes,
            risk: facts.risk,
            ending: facts.ending,
        }),
        public_name: beside.names.get(&record.id).cloned(),
        tags: record
            .tags
            .into_iter()
            .map(|tag| Tag {
                statement: tag.statement,
                claim: tag.claim,
            })
            .collect(),
        not_suggested: beside.not_suggested.get(&record.id).cloned().unwrap_or_default(),
        links: beside.links.get(&record.id).cloned().unwrap_or_default(),
        additions: record
            .additions
            .into_iter()
            .map(|one| Addition {
                date: one.added_at,
                text: one.text,
            })
            .collect(),
        unfinished_addition: beside.unfinished.get(&record.id).cloned().unwrap_or_default(),
        echo: beside.echoes.get(&record.id).map(|echo| Echo {
            date: echo.said_at.clone(),
            text: echo.text.clone(),
        }),
        versions: Vec::new(),
        created_at: Some(record.created_at),
        updated_at: Some(record.updated_at),
        binned_at: record.binned_at,
        key: record.id,
    }
}

fn versions(db: &Connection, id: &str) -> Result<Vec<Version>> {
    let kept = record::versions(db, id)?.into_iter();
    Ok(kept
        .map(|one| Version {
            date: one.at,
            content: one.content,
        })
        .collect())
}

fn cycle_of(
    cycle: hcpc::Cycle,
    form: Form,
    chosen_evidence: Vec<ChosenEvidence>,
    evidence: &[Evidence],
    order: &HashMap<&str, usize>,
) -> Cycle {
    let of_record = |id: &str| {
        evidence
            .iter()
            .filter(|one| one.records.iter().any(|record| record == id))
            .map(|one| one.key.clone())
            .collect()
    };
    let choices = |listed: bool| {
        let mut ids: Vec<String> = form
            .choices
            .iter()
            .filter(|one| one.listed == Some(listed))
            .map(|one| one.record_id.clone())
            .collect();
        ids.sort_by_key(|id| order.get(id.as_str()).copied());
        ids
    };
    let (also_listed, not_listed) = (choices(true), choices(false));
    Cycle {
        start: cycle.start,
        end: cycle.end,
        summary: form.summary,
        introduction: form.introduction,
        gaps: form
            .gaps
            .into_iter()
            .map(|gap| Gap {
                from: gap.from,
                to: gap.to,
                explanation: gap.explanation,
            })
            .collect(),
        chosen: form
            .chosen
            .into_iter()
            .map(|one| Chosen {
                evidence: of_record(&one.record_id),
                record: one.record_id,
                what: one.what,
                learnt: one.learnt,
                quality: one.quality,
                service_users: one.service_users,
            })
            .collect(),
        also_listed,
        not_listed,
        chosen_evidence,
        answers: Vec::new(),
        drawn: None,
        arranged: Arranged::default(),
        letters: Vec::new(),
    }
}

fn links(db: &Connection) -> Result<HashMap<String, Vec<Link>>> {
    let mut statement = db.prepare_cached("SELECT from_id, to_id, kind FROM link ORDER BY from_id, to_id, kind")?;
    let mut rows = statement.query([])?;
    let mut links: HashMap<String, Vec<Link>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let kind: LinkKind = row.get("kind")?;
        links.entry(row.get("from_id")?).or_default().push(Link {
            to: row.get("to_id")?,
            kind,
        });
    }
    Ok(links)
}

fn public_names(db: &Connection) -> Result<HashMap<String, String>> {
    let names = db
        .prepare_cached("SELECT id, public_name FROM record WHERE public_name IS NOT NULL")?
        .query_map([], |row| Ok((row.get("id")?, row.get("public_name")?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}
