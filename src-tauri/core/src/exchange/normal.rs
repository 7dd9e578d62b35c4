//! Each thing of a file as an export has it: keys are ids, moments are whole, its lists are in order.
//!
//! What always holds: it is a pure function, and done twice it changes nothing more; things come in the file's own order, so
//! that an error can count them. It knows the order within things from `read`: they are compared by plain equality.

use std::collections::HashMap;

use super::import::{id_of, moment_of, place, placed};
use super::model::{Cycle, Evidence, File, Record};
use crate::client;
use crate::error::Result;
use crate::evidence;
use crate::framework::Framework;
use crate::record::Content;

/// `file` with this portfolio's ids in the place of the file's own words.
///
/// # Errors
/// `invalid` naming the place in the file, for a day or moment that there is not.
pub(super) fn normal(file: &File) -> Result<File> {
    let mut file = file.clone();
    for role in &mut file.profile.roles {
        role.key = id_of("role", &role.key);
    }
    // Evidence that an activity cites goes with its record.
    for chosen in file.cycles.iter().flat_map(|cycle| &cycle.chosen) {
        for one in file.evidence.iter_mut().filter(|one| chosen.evidence.contains(&one.key)) {
            if !one.records.contains(&chosen.record) {
                one.records.push(chosen.record.clone());
            }
        }
    }
    pictures(&mut file);
    let places: HashMap<&str, usize> = (0..)
        .zip(Framework::bundled().statements())
        .map(|(at, one)| (one.id.as_str(), at))
        .collect();
    for (at, one) in file.records.iter_mut().enumerate() {
        record(one, &places).map_err(|cause| placed(&place("Record", Some(at)), cause))?;
    }
    for (at, one) in file.evidence.iter_mut().enumerate() {
        evidence(one).map_err(|cause| placed(&place("Evidence", Some(at)), cause))?;
    }
    for (at, answer) in file.assessments.iter_mut().enumerate() {
        answer.date = moment_of("date", &answer.date).map_err(|cause| placed(&place("Answer", Some(at)), cause))?;
    }
    let order: HashMap<&str, &str> = file.records.iter().map(|one| (one.key.as_str(), one.date.as_str())).collect();
    for one in &mut file.cycles {
        cycle(one, &order, &file.evidence);
    }
    for person in &mut file.supervision.people {
        person.id = id_of("person", &person.id);
    }
    for agreement in &mut file.supervision.agreements {
        agreement.id = id_of("agreement", &agreement.id);
        agreement.person_id = id_of("person", &agreement.person_id);
    }
    for point in &mut file.supervision.agenda {
        point.key = id_of("agenda", &point.key);
        record_ids(point.record.iter_mut().chain(&mut point.session));
        point.added_at = moment_of("added_at", &point.added_at).map_err(|cause| placed("The agenda", cause))?;
    }
    for template in &mut file.templates {
        template.id = id_of("template", &template.id);
        content_ids(&mut template.content);
    }
    for filter in &mut file.filters {
        filter.id = id_of("filter", &filter.id);
    }
    client::fill_in(&mut file.clients).map_err(|cause| placed("The clients’ part", cause))?;
    Ok(file)
}

/// Pictures within texts name this portfolio's ids, where the file has words of its own. Other texts stay byte for byte.
fn pictures(file: &mut File) {
    let named: Vec<(String, String)> = file
        .evidence
        .iter()
        .map(|one| {
            (
                format!("](evidence:{})", one.key),
                format!("](evidence:{})", id_of("evidence", &one.key)),
            )
        })
        .filter(|(key, id)| key != id)
        .collect();
    if named.is_empty() {
        return;
    }
    let rename = |text: &mut String| {
        for (key, id) in named.iter().filter(|(key, _)| text.contains(key.as_str())).collect::<Vec<_>>() {
            *text = text.replace(key, id);
        }
    };
    for one in &mut file.records {
        one.sections.iter_mut().for_each(|section| rename(&mut section.text));
        one.additions.iter_mut().for_each(|addition| rename(&mut addition.text));
        rename(&mut one.unfinished_addition);
        one.echo.iter_mut().for_each(|echo| rename(&mut echo.text));
        if let Some(facts) = &mut one.cpd {
            [&mut facts.learnt, &mut facts.practice, &mut facts.service_users]
                .into_iter()
                .for_each(rename);
        }
        let versions = one.versions.iter_mut().flat_map(|version| &mut version.content.sections);
        versions.for_each(|section| rename(&mut section.text));
    }
    let templates = file.templates.iter_mut().flat_map(|template| &mut template.content.sections);
    templates.for_each(|section| rename(&mut section.text));
}

/// Content as the contract has it, with this portfolio's ids.
fn content_ids(content: &mut Content) {
    content.role_id.iter_mut().for_each(|key| *key = id_of("role", key));
    if let Some(facts) = &mut content.supervision {
        facts.agreement_id.iter_mut().for_each(|key| *key = id_of("agreement", key));
    }
}

fn record_ids<'a>(keys: impl IntoIterator<Item = &'a mut String>) {
    keys.into_iter().for_each(|key| *key = id_of("record", key));
}

fn record(one: &mut Record, places: &HashMap<&str, usize>) -> Result<()> {
    one.key = id_of("record", &one.key);
    one.role.iter_mut().for_each(|key| *key = id_of("role", key));
    record_ids(one.links.iter_mut().map(|link| &mut link.to));
    one.links.sort_by(|a, b| (&a.to, a.kind.as_str()).cmp(&(&b.to, b.kind.as_str())));
    one.tags.sort_by_key(|tag| places.get(tag.statement.as_str()).copied());
    one.keywords.sort_by_key(|word| word.to_lowercase());
    one.clients.sort();
    if let Some(facts) = &mut one.supervision {
        facts.agreement.iter_mut().for_each(|key| *key = id_of("agreement", key));
    }
    for addition in &mut one.additions {
        addition.date = moment_of("additions", &addition.date)?;
    }
    if let Some(facts) = &mut one.cpd {
        facts.standards.sort_unstable();
        facts.standards.dedup();
    }
    if let Some(echo) = &mut one.echo {
        echo.date = moment_of("echo", &echo.date)?;
    }
    for version in &mut one.versions {
        version.date = moment_of("versions", &version.date)?;
        content_ids(&mut version.content);
    }
    one.versions.sort_by(|a, b| a.date.cmp(&b.date));
    let created = match &one.created_at {
        Some(moment) => moment_of("created_at", moment)?,
        None => moment_of("date", &one.date)?,
    };
    let updated = one
        .updated_at
        .as_ref()
        .map_or_else(|| Ok(created.clone()), |moment| moment_of("updated_at", moment))?;
    one.binned_at = one.binned_at.as_ref().map(|moment| moment_of("binned_at", moment)).transpose()?;
    (one.created_at, one.updated_at) = (Some(created), Some(updated));
    Ok(())
}

fn evidence(one: &mut Evidence) -> Result<()> {
    one.key = id_of("evidence", &one.key);
    one.original.iter_mut().for_each(|key| *key = id_of("evidence", key));
    record_ids(&mut one.records);
    one.records.sort();
    one.agreements.iter_mut().for_each(|key| *key = id_of("agreement", key));
    one.agreements.sort();
    evidence::fill_in(one, &moment_of)
}

fn cycle(one: &mut Cycle, order: &HashMap<&str, &str>, evidence: &[Evidence]) {
    for list in [&mut one.also_listed, &mut one.not_listed] {
        record_ids(&mut *list);
        list.sort_by(|a, b| (order.get(a.as_str()), a).cmp(&(order.get(b.as_str()), b)));
    }
    for chosen in &mut one.chosen_evidence {
        chosen.evidence = id_of("evidence", &chosen.evidence);
    }
    one.chosen_evidence.sort_by(|a, b| a.evidence.cmp(&b.evidence));
    one.answers.sort_by(|a, b| a.found.cmp(&b.found));
    // A certificate that only the record speaks of goes by the record.
    let piece = |key: &mut String| {
        let of_evidence = id_of("evidence", key);
        if evidence.iter().any(|one| one.key == of_evidence) {
            *key = of_evidence;
        } else {
            record_ids([key]);
        }
    };
    let arranged = &mut one.arranged;
    arranged.evidence.iter_mut().chain(&mut arranged.left_out).for_each(piece);
    arranged.left_out.sort();
    let renamed = |(mut key, number)| {
        piece(&mut key);
        (key, number)
    };
    arranged.numbers = std::mem::take(&mut arranged.numbers).into_iter().map(renamed).collect();
    for aim in &mut one.arranged.assembly.aims {
        record_ids(&mut aim.record_ids);
        aim.record_ids
            .sort_by(|a, b| (order.get(a.as_str()), a).cmp(&(order.get(b.as_str()), b)));
    }
    let parts = (one.start.clone(), one.end.clone());
    for (letter, point, at) in one.letters.iter_mut().flat_map(|letter| {
        let day = letter.letter.clone();
        letter
            .points
            .iter_mut()
            .enumerate()
            .map(move |(at, point)| (day.clone(), point, at))
    }) {
        let key = match point.id.as_str() {
            "" => format!("{}/{}/{letter}/{at}", parts.0, parts.1),
            key => key.to_owned(),
        };
        point.id = id_of("point", &key);
        record_ids(&mut point.records);
        point
            .records
            .sort_by(|a, b| (order.get(a.as_str()), a).cmp(&(order.get(b.as_str()), b)));
        point.evidence.iter_mut().for_each(|key| *key = id_of("evidence", key));
        point.evidence.sort();
    }
    one.arranged.marks.sort();
    one.arranged.reminders.sort_by_key(|one| one.reminder.as_str());
    for chosen in &mut one.chosen {
        record_ids([&mut chosen.record]);
        let mut with_it: Vec<&Evidence> = evidence.iter().filter(|one| one.records.contains(&chosen.record)).collect();
        with_it.sort_by(|a, b| (&a.date, &a.title, &a.key).cmp(&(&b.date, &b.title, &b.key)));
        chosen.evidence = with_it.into_iter().map(|one| one.key.clone()).collect();
    }
}
