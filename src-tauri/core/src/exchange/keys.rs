//! The keys of a file: what says which record, piece of evidence or person is meant.
//!
//! What always holds: a file is refused whole, before anything of it is written.

use std::collections::HashSet;

use super::model::File;
use crate::error::{Code, Error, Result};

/// Every key is given once, and every one named is there.
///
/// # Errors
/// `invalid` with the place in the file.
pub(super) fn check(file: &File) -> Result<()> {
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
    gather("Template", &mut file.templates.iter().map(|one| &one.id))?;
    gather("Reflection model", &mut file.models.iter().map(|one| &one.id))?;
    gather("Saved filter", &mut file.filters.iter().map(|one| &one.id))?;
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
        let place = || format!("Evidence {} of the file", at + 1);
        one.records.iter().try_for_each(|key| named(&records, key, place()))?;
        one.agreements.iter().try_for_each(|key| named(&agreements, key, place()))?;
        one.original.iter().try_for_each(|key| named(&evidence, key, place()))?;
    }
    for (at, one) in file.cycles.iter().enumerate() {
        let place = || format!("Cycle {} of the file", at + 1);
        for chosen in &one.chosen {
            named(&records, &chosen.record, place())?;
            chosen.evidence.iter().try_for_each(|key| named(&evidence, key, place()))?;
        }
        one.chosen_evidence
            .iter()
            .try_for_each(|chosen| named(&evidence, &chosen.evidence, place()))?;
        let mut under = one.arranged.assembly.aims.iter().flat_map(|aim| &aim.record_ids);
        under.try_for_each(|key| named(&records, key, place()))?;
        let arranged = one.arranged.evidence.iter().chain(&one.arranged.left_out);
        for key in arranged.chain(one.arranged.numbers.keys()).filter(|key| !records.contains(*key)) {
            named(&evidence, key, place())?;
        }
        let (points, listed) = (one.letters.iter().flat_map(|letter| &letter.points), one.also_listed.iter());
        for point in points {
            point.records.iter().try_for_each(|key| named(&records, key, place()))?;
            point.evidence.iter().try_for_each(|key| named(&evidence, key, place()))?;
        }
        listed.chain(&one.not_listed).try_for_each(|key| named(&records, key, place()))?;
    }
    Ok(())
}
