//! The evidence of a profile: what is listed, what was left out, and what has people in it and is chosen one by one.
//!
//! What always holds: a client's work, and what somebody's voice or face is in, stays out unless it was chosen for this very
//! cycle, under the consent that holds today; another consent asks for another choice. Not even its title leaves before. Everything else is in
//! unless it was left out.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::load;
use super::model::{Activity, Chosen, Evidence, LeftOutPiece, PeoplePiece, Profile};
use super::order;
use crate::error::{Code, Error, Result};
use crate::evidence::{self, Consent, ConsentState};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The evidence of the chosen records.
pub(super) struct Pieces {
    /// In the owner's order, and without one in that of the statement and then by title.
    pub(super) listed: Vec<Evidence>,
    /// The kind of each, as it is read.
    pub(super) kinds: Vec<&'static str>,
    /// What has people in it, listed or not.
    pub(super) people: Vec<PeoplePiece>,
    /// What was left out.
    pub(super) left_out: Vec<LeftOutPiece>,
    /// The ids of what is listed, in the order of the statement.
    pub(super) in_statement: Vec<String>,
    /// The places that are kept, also of what has gone.
    pub(super) order: Vec<order::Placed>,
    /// The numbers that are cited.
    pub(super) cited: BTreeSet<u32>,
}

/// A choice as a JSON export has it; `evidence` is a key, the rest is the consent it was made under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "said above")]
pub struct ChosenEvidence {
    pub evidence: String,
    pub use_for: String,
    pub given: String,
    pub until: Option<String>,
}

impl ChosenEvidence {
    fn is_under(&self, consent: &Consent) -> bool {
        (&self.use_for, &self.given, &self.until) == (&consent.use_for, &consent.given, &consent.until)
    }
}

/// What is chosen for the cycle `id`, in the order of the keys.
///
/// # Errors
/// Only the database's.
pub fn chosen_evidence(connection: &Connection, id: &str) -> Result<Vec<ChosenEvidence>> {
    let chosen = connection
        .prepare_cached("SELECT evidence_id, use_for, given_on, until_on FROM cycle_evidence WHERE cycle_id = ?1 ORDER BY evidence_id")?
        .query_map([id], |row| {
            Ok(ChosenEvidence {
                evidence: row.get("evidence_id")?,
                use_for: row.get("use_for")?,
                given: row.get("given_on")?,
                until: row.get("until_on")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(chosen)
}

/// Writes a choice, within the caller's transaction.
///
/// # Errors
/// Only the database's.
pub fn put_chosen_evidence(connection: &Connection, cycle: &str, one: &ChosenEvidence) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO cycle_evidence (cycle_id, evidence_id, use_for, given_on, until_on) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (cycle_id, evidence_id) DO UPDATE SET use_for = excluded.use_for, given_on = excluded.given_on, until_on = excluded.until_on",
        )?
        .execute(params![cycle, one.evidence, one.use_for, one.given, one.until])?;
    Ok(())
}

/// What was left out of the profile of the cycle `id`, in the order of the keys.
///
/// # Errors
/// Only the database's.
pub(super) fn left_out(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let out = connection
        .prepare_cached("SELECT evidence_id FROM cycle_left_out WHERE cycle_id = ?1 ORDER BY evidence_id")?
        .query_map([id], |row| row.get("evidence_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(out)
}

/// Leaves a piece out of the profile, within the caller's transaction.
///
/// # Errors
/// Only the database's.
pub(super) fn leave_out(connection: &Connection, cycle: &str, evidence: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO cycle_left_out (cycle_id, evidence_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([cycle, evidence])?;
    Ok(())
}

/// Chooses evidence for the profile of the cycle `id`, or leaves it out of it; `evidence` is the record where only the record speaks of a
/// certificate. What has people in it is out at first, everything else of a chosen activity is in. What is left out gives its number to what
/// follows, unless it is cited.
///
/// # Errors
/// `refused` without the consent that people in it need, and for what is in the bin; `not-found`, `read-only`, `disk`.
pub fn choose_evidence(portfolio: &mut Portfolio, id: &str, evidence: &str, chosen: bool) -> Result<Profile> {
    let loaded = load::load(portfolio, id)?;
    let profile = &loaded.profile;
    // A certificate that only the record speaks of is no evidence yet.
    let of_record = profile.chosen.iter().any(|one| one.record_id == evidence);
    let consent = if of_record { None } else { needed(portfolio, evidence, chosen)? };
    let stays: Vec<String> = profile
        .evidence
        .iter()
        .filter(|one| one.id != evidence)
        .map(|one| one.id.clone())
        .collect();
    // No step of the piece alone: what is cited changes with it, and stays when the piece is erased.
    transact(portfolio, Op::ChooseEvidence, Scope::default(), |connection| {
        let take_out = |table: &str, piece: &str| -> Result<()> {
            connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE cycle_id = ?1 AND evidence_id = ?2"))?
                .execute([id, piece])?;
            Ok(())
        };
        if chosen {
            take_out("cycle_left_out", evidence)?;
            for record in profile
                .left_out
                .iter()
                .filter(|one| one.id == evidence)
                .flat_map(|one| &one.record_ids)
            {
                take_out("cycle_left_out", record)?;
            }
            if let Some(consent) = &consent {
                put_chosen_evidence(connection, id, consent)?;
            }
        } else {
            take_out("cycle_evidence", evidence)?;
            leave_out(connection, id, evidence)?;
        }
        let was_listed = stays.len() < profile.evidence.len();
        let numbered = !loaded.cited.is_empty() || loaded.order.iter().any(|one| one.number.is_some());
        if was_listed && !chosen && numbered {
            order::number_anew(connection, &loaded, &stays)?;
        }
        Ok(())
    })?;
    super::get(portfolio, id)
}

/// The consent that a choice is made under; none where nobody is in the piece, or where it is left out.
fn needed(portfolio: &Portfolio, evidence: &str, chosen: bool) -> Result<Option<ChosenEvidence>> {
    let piece = evidence::get(portfolio, evidence)?;
    if chosen { may_be_chosen(&piece) } else { Ok(None) }
}

fn may_be_chosen(piece: &evidence::Evidence) -> Result<Option<ChosenEvidence>> {
    let refused = |why: &str| Error::new(Code::Refused, format!("{why} Nothing has been changed."));
    if piece.binned_at.is_some() {
        return Err(refused("This evidence is in the bin.").hint("Bring it back from the bin first."));
    }
    match (piece.consent_state, &piece.consent) {
        (ConsentState::Valid, Some(consent)) => Ok(Some(ChosenEvidence {
            evidence: piece.id.clone(),
            use_for: consent.use_for.clone(),
            given: consent.given.clone(),
            until: consent.until.clone(),
        })),
        (ConsentState::NotNeeded, _) => Ok(None),
        (state, _) => Err(
            refused(&format!("This evidence stays out: somebody is in it, and {}.", state.why()))
                .hint("Record what was agreed, or use a redacted copy."),
        ),
    }
}

/// The evidence behind the chosen records of the cycle `id`.
pub(super) fn of(portfolio: &Portfolio, id: &str, chosen: &[Chosen], activities: &[Activity], certificates: &[String]) -> Result<Pieces> {
    let (connection, today) = (portfolio.db(), portfolio.world().today());
    let mut out = left_out(connection, id)?;
    let choices = chosen_evidence(connection, id)?;
    let mut statement = connection.prepare_cached(
        "SELECT e.id, e.title, e.kind, e.number FROM record_evidence re JOIN evidence e ON e.id = re.evidence_id
         WHERE re.record_id = ?1 AND e.binned_at IS NULL ORDER BY e.id",
    )?;
    let mut pieces = Pieces {
        listed: Vec::new(),
        kinds: Vec::new(),
        people: Vec::new(),
        left_out: Vec::new(),
        in_statement: Vec::new(),
        order: order::order_of(connection, id)?,
        cited: order::cited_for(connection, id)?,
    };
    for Chosen { record_id, .. } in chosen {
        let row = |row: &Row<'_>| Ok((row.get("id")?, row.get("title")?, row.get("kind")?, row.get("number")?));
        let mut own: Vec<(String, String, String, Option<u32>)> =
            statement.query_map([record_id], row)?.collect::<rusqlite::Result<_>>()?;
        own.sort_by_cached_key(|(_, title, _, _)| order::as_read(title));
        // Once it is filed, it takes the place of what the record alone had spoken of.
        let filed = own
            .iter()
            .filter(|(_, _, kind, _)| kind == "from-others")
            .min_by_key(|(.., of_all)| *of_all);
        if let Some((filed, ..)) = filed {
            take_over(&mut pieces.order, &mut out, record_id, filed);
        }
        // A certificate that the record speaks of is evidence also before anybody has filed it.
        if certificates.contains(record_id) && own.iter().all(|(_, _, kind, _)| kind != "from-others") {
            let name = activities
                .iter()
                .find(|activity| activity.record_id == *record_id)
                .map_or("", |activity| activity.name.as_str());
            own.push((
                record_id.clone(),
                format!("Certificate: {}", name.trim_end_matches(", with certificate")),
                "from-others".to_owned(),
                None,
            ));
        }
        for (id, title, kind, of_all) in own {
            if let Some(known) = pieces.people.iter_mut().find(|one| one.id == id) {
                known.record_ids.push(record_id.clone());
                if !known.listed {
                    continue;
                }
            } else {
                let choice = choices.iter().find(|choice| choice.evidence == id);
                if let Some(piece) = with_people(connection, today, (&id, &title, record_id), choice)? {
                    let listed = piece.listed;
                    pieces.people.push(piece);
                    if !listed {
                        continue;
                    }
                }
            }
            if out.contains(&id) && pieces.people.iter().all(|one| one.id != id) {
                match pieces.left_out.iter_mut().find(|one| one.id == id) {
                    Some(known) => known.record_ids.push(record_id.clone()),
                    None => pieces.left_out.push(LeftOutPiece {
                        id,
                        title,
                        record_ids: vec![record_id.clone()],
                    }),
                }
                continue;
            }
            if let Some(known) = pieces.listed.iter_mut().find(|evidence| evidence.id == id) {
                known.record_ids.push(record_id.clone());
                continue;
            }
            let number = u32::try_from(pieces.listed.len() + 1).unwrap_or(u32::MAX);
            pieces.listed.push(Evidence {
                id,
                number,
                of_all,
                title,
                record_ids: vec![record_id.clone()],
            });
            pieces.kinds.push(kind_in_words(&kind));
        }
    }
    pieces.in_statement = pieces.listed.iter().map(|one| one.id.clone()).collect();
    (pieces.listed, pieces.kinds) = order::arrange(pieces.listed, pieces.kinds, &pieces.order);
    Ok(pieces)
}

/// A piece, its title and the record it stands with, where people are in it: listed under the consent of its choice alone.
fn with_people(
    connection: &Connection,
    today: NaiveDate,
    (id, title, record): (&str, &str, &str),
    choice: Option<&ChosenEvidence>,
) -> Result<Option<PeoplePiece>> {
    let (state, consent) = evidence::standing(connection, id, today)?;
    if state == ConsentState::NotNeeded {
        return Ok(None);
    }
    let under = |choice: &ChosenEvidence| consent.as_ref().is_some_and(|consent| choice.is_under(consent));
    let listed = state == ConsentState::Valid && choice.is_some_and(under);
    Ok(Some(PeoplePiece {
        id: id.to_owned(),
        title: title.to_owned(),
        record_ids: vec![record.to_owned()],
        listed,
        was_chosen: choice.is_some() && !listed,
        consent_state: state,
        use_for: consent.as_ref().map_or_else(String::new, |consent| consent.use_for.clone()),
        until: consent.and_then(|consent| consent.until),
    }))
}

/// Gives the place of a certificate that only the record spoke of, and its being left out, to the evidence that was filed for it.
fn take_over(order: &mut [order::Placed], out: &mut Vec<String>, record: &str, filed: &str) {
    if order.iter().all(|one| one.id != filed)
        && let Some(one) = order.iter_mut().find(|one| one.id == record)
    {
        one.id = filed.to_owned();
    }
    if out.iter().any(|id| id == record) {
        out.push(filed.to_owned());
    }
}

/// The kind of a piece, as it is read.
pub(super) fn kind_in_words(kind: &str) -> &'static str {
    match kind {
        "self-made" => "Made by myself",
        "showing-reflection" => "Showing reflection",
        _ => "From others",
    }
}

/// Whether the piece was chosen for the cycle `id` under this very consent.
pub(super) fn is_chosen(connection: &Connection, id: &str, piece: &str, consent: Option<&Consent>) -> Result<bool> {
    let choices = chosen_evidence(connection, id)?;
    let choice = choices.iter().find(|choice| choice.evidence == piece);
    Ok(choice.zip(consent).is_some_and(|(choice, consent)| choice.is_under(consent)))
}

/// What is to be said of a piece with people in it that is not listed.
pub(super) fn says(piece: &PeoplePiece) -> Option<String> {
    let title = &piece.title;
    let again = if piece.was_chosen {
        " It had been chosen: that no longer holds."
    } else {
        ""
    };
    match (piece.listed, piece.consent_state) {
        (true, _) => None,
        (false, ConsentState::Valid) => Some(format!(
            "The evidence “{title}” stays out: people are in it.{again} Choose it if what was agreed covers this profile."
        )),
        (false, state) => Some(format!(
            "The evidence “{title}” is left out: somebody is in it, and {}.{again} Record what was agreed, or use a redacted copy.",
            state.why()
        )),
    }
}
