//! The order of a profile's evidence, one's own or that of the statement, and the numbers that follow from it.
//!
//! What always holds: until something is cited, a number is a place in the order. From the first citation on a piece keeps the number it had, also
//! when another goes or comes, so that no citation ever means something else unseen: what comes stands behind, and what goes leaves a hole
//! (`agreeing::gone`) until the owner numbers anew. Then, and when she moves a piece or leaves one out, what she cites goes with its number; a number that
//! is cited and has gone is given to nothing else.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::cited::{citations, cited};
use super::load::{self, Loaded};
use super::model::{Evidence, Profile};
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// A piece that has its place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// Id of the evidence; of the record, for a certificate that only the record speaks of.
    pub(super) id: String,
    /// The number that it is cited by; none while nothing was cited.
    pub(super) number: Option<u32>,
}

/// Stands in the place of what was erased, before a word of chance: its number is given to nothing else.
const ERASED: &str = "erased ";

/// Takes the evidence or the record `id`, which is being erased, out of every order: only its number stays.
///
/// # Errors
/// Only the database's.
pub(super) fn erase(connection: &Connection, id: &str) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE cycle_exhibit SET evidence_id = ?2 || lower(hex(randomblob(8))) WHERE evidence_id = ?1 AND number IS NOT NULL",
        )?
        .execute([id, ERASED])?;
    for table in ["cycle_exhibit", "cycle_left_out"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE evidence_id = ?1"))?
            .execute([id])?;
    }
    Ok(())
}

/// The evidence that has its place for the cycle `id`, in its order; some may have gone since.
pub(super) fn order_of(connection: &Connection, id: &str) -> Result<Vec<Placed>> {
    let order = connection
        .prepare_cached("SELECT evidence_id, number FROM cycle_exhibit WHERE cycle_id = ?1 ORDER BY place, evidence_id")?
        .query_map([id], |row| {
            Ok(Placed {
                id: row.get("evidence_id")?,
                number: row.get("number")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(order)
}

/// Writes an order, within the caller's transaction.
pub(super) fn put_order(connection: &Connection, id: &str, order: &[Placed]) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM cycle_exhibit WHERE cycle_id = ?1")?
        .execute([id])?;
    for (place, one) in order.iter().enumerate() {
        let place = i64::try_from(place).map_err(Error::internal)?;
        connection
            .prepare_cached(
                "INSERT INTO cycle_exhibit (cycle_id, evidence_id, place, number) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![id, one.id, place, one.number])?;
    }
    Ok(())
}

/// What is written for the cycle `id` where evidence may be cited: also about activities that are set aside, and in answers to HCPC as long as
/// nothing final has left that they could speak of.
const TEXTS: [(&str, &[&str], &str); 3] = [
    (
        "cycle",
        &["summary", "introduction"],
        "SELECT rowid AS place, summary, introduction FROM cycle WHERE id = ?1",
    ),
    (
        "cycle_record",
        &["what", "learnt", "quality", "service_users"],
        "SELECT rowid AS place, what, learnt, quality, service_users FROM cycle_record WHERE cycle_id = ?1",
    ),
    (
        "letter_point",
        &["answer"],
        "SELECT letter_point.rowid AS place, answer FROM letter_point JOIN cycle_letter ON cycle_letter.id = letter_id
         WHERE cycle_id = ?1 AND NOT EXISTS (SELECT 1 FROM export WHERE kind = 'hcpc' AND final AND export.cycle_id = ?1)",
    ),
];

/// Hands over each of these texts: its table, row and column, and what it says.
fn each_text(connection: &Connection, id: &str, take: &mut dyn FnMut(&str, i64, &str, String)) -> Result<()> {
    for (table, columns, query) in TEXTS {
        let mut statement = connection.prepare_cached(query)?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            for column in columns {
                take(table, row.get("place")?, column, row.get(*column)?);
            }
        }
    }
    Ok(())
}

/// The numbers that are cited for the cycle `id`.
pub(super) fn cited_for(connection: &Connection, id: &str) -> Result<BTreeSet<u32>> {
    let mut numbers = BTreeSet::new();
    each_text(connection, id, &mut |_, _, _, text| numbers.extend(cited(&text)))?;
    Ok(numbers)
}

/// The order and the numbers of the evidence, to be kept from now on: something is cited, and not every piece keeps its number yet.
fn to_keep(portfolio: &Portfolio, id: &str) -> Result<Option<Vec<Placed>>> {
    if cited_for(portfolio.db(), id)?.is_empty() {
        return Ok(None);
    }
    let loaded = load::load(portfolio, id)?;
    // A filed certificate may have taken a place that is not written yet.
    let stored = order_of(portfolio.db(), id)?;
    let listed = &loaded.profile.evidence;
    let number = |one: &Placed| listed.iter().find(|piece| piece.id == one.id).map(|piece| piece.number);
    let kept = loaded.order.iter().map(|one| Placed {
        id: one.id.clone(),
        number: number(one).or(one.number),
    });
    let come = listed.iter().filter(|piece| loaded.order.iter().all(|one| one.id != piece.id));
    let order: Vec<Placed> = kept
        .chain(come.map(|piece| Placed {
            id: piece.id.clone(),
            number: Some(piece.number),
        }))
        .collect();
    Ok((order != stored).then_some(order))
}

/// Keeps the numbers of the evidence of these cycles where something is cited, as a part of the step that `scope` tells.
///
/// # Errors
/// `not-found`, `damaged`, `disk`.
pub(crate) fn keep_numbers<'c>(
    portfolio: &mut Portfolio,
    cycles: impl IntoIterator<Item = &'c str>,
    op: Op,
    scope: Scope<'_>,
) -> Result<()> {
    let mut orders = Vec::new();
    for id in cycles {
        orders.extend(to_keep(portfolio, id)?.map(|order| (id, order)));
    }
    if orders.is_empty() {
        return Ok(());
    }
    transact(portfolio, op, scope, |connection| {
        orders.iter().try_for_each(|(id, order)| put_order(connection, id, order))
    })
}

/// Puts the evidence of the cycle `id` in this order, and numbers it anew; none is the order of the statement. What the profile cites by its
/// old number is cited by its new one.
///
/// # Errors
/// `conflict` for an order of other pieces than those that are listed; `not-found`, `read-only`, `disk`.
pub fn order_evidence(portfolio: &mut Portfolio, id: &str, order: &[String]) -> Result<Profile> {
    let loaded = load::load(portfolio, id)?;
    let mut wanted: Vec<&str> = order.iter().map(String::as_str).collect();
    let mut known: Vec<&str> = loaded.profile.evidence.iter().map(|one| one.id.as_str()).collect();
    wanted.sort_unstable();
    known.sort_unstable();
    if !order.is_empty() && wanted != known {
        return Err(Error::new(
            Code::Conflict,
            "The list of evidence has changed since it was shown here. Nothing has been moved.",
        )
        .hint("Look at it as it is now, then move it again."));
    }
    transact(portfolio, Op::OrderEvidence, Scope::default(), |connection| {
        if order.is_empty() && loaded.cited.is_empty() {
            return put_order(connection, id, &[]);
        }
        number_anew(connection, &loaded, if order.is_empty() { &loaded.in_statement } else { order })
    })?;
    super::get(portfolio, id)
}

/// Numbers what is listed in this order from one on, within the caller's transaction: only what is cited and has gone, or goes now, keeps its number.
pub(super) fn number_anew(connection: &Connection, loaded: &Loaded, listed: &[String]) -> Result<()> {
    let (profile, id) = (&loaded.profile, loaded.profile.cycle.id.as_str());
    let cited = &loaded.cited;
    let before: HashMap<&str, u32> = profile.evidence.iter().map(|one| (one.id.as_str(), one.number)).collect();
    let stays: HashSet<&str> = listed.iter().map(String::as_str).collect();
    // What goes now, placed or not, and what had gone before.
    let goes = profile.evidence.iter().map(|one| (one.id.as_str(), Some(one.number)));
    let gone_before = loaded.order.iter().filter(|one| !before.contains_key(one.id.as_str()));
    let gone: Vec<Placed> = goes
        .chain(gone_before.map(|one| (one.id.as_str(), one.number)))
        .filter(|(id, _)| !stays.contains(id))
        .map(|(id, number)| Placed {
            id: id.to_owned(),
            number: number.filter(|number| cited.contains(number)),
        })
        .filter(|one| one.number.is_some() || !one.id.starts_with(ERASED))
        .collect();
    let held: HashSet<u32> = cited
        .iter()
        .copied()
        .filter(|number| {
            !profile
                .evidence
                .iter()
                .any(|one| one.number == *number && stays.contains(one.id.as_str()))
        })
        .collect();
    let free = (1_u32..).filter(|number| !held.contains(number));
    let after: Vec<Placed> = listed
        .iter()
        .zip(free)
        .map(|(id, number)| Placed {
            id: id.clone(),
            number: Some(number).filter(|_| !cited.is_empty()),
        })
        .collect();
    let numbers: HashMap<u32, u32> = after
        .iter()
        .filter_map(|one| Some((*before.get(one.id.as_str())?, one.number?)))
        .collect();
    put_order(connection, id, &[after, gone].concat())?;
    renumber(connection, id, &numbers)
}

/// Every citation by its new number, within the caller's transaction.
fn renumber(connection: &Connection, id: &str, numbers: &HashMap<u32, u32>) -> Result<()> {
    let mut changes = Vec::new();
    each_text(connection, id, &mut |table, row, column, text| {
        let after = renumbered(&text, numbers);
        if after != text {
            changes.push((format!("UPDATE {table} SET {column} = ?2 WHERE rowid = ?1"), row, after));
        }
    })?;
    for (statement, row, text) in &changes {
        connection.prepare_cached(statement)?.execute(params![row, text])?;
    }
    if !changes.is_empty() {
        // Who saves the form next must have seen the new numbers.
        connection
            .prepare_cached("UPDATE cycle SET version = version + 1 WHERE id = ?1")?
            .execute([id])?;
        connection
            .prepare_cached("UPDATE cycle_letter SET version = version + 1 WHERE cycle_id = ?1")?
            .execute([id])?;
    }
    Ok(())
}

/// A text that cites by the new numbers; what is cited and is not there stays as it is.
fn renumbered(text: &str, numbers: &HashMap<u32, u32>) -> String {
    let signs: Vec<char> = text.chars().collect();
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (place, number) in citations(text) {
        if let Some(number) = numbers.get(&number) {
            out.extend(&signs[from..place.start]);
            out.push_str(&super::exhibits::label(*number));
            from = place.end;
        }
    }
    out.extend(&signs[from..]);
    out
}

/// Brings what is listed, and the kind of each, into the order that is kept, and numbers it: by the numbers that are kept, and what has none behind
/// them as it came.
pub(super) fn arrange(listed: Vec<Evidence>, kinds: Vec<&'static str>, order: &[Placed]) -> (Vec<Evidence>, Vec<&'static str>) {
    let places: HashMap<&str, (usize, Option<u32>)> = order
        .iter()
        .enumerate()
        .map(|(place, one)| (one.id.as_str(), (place, one.number)))
        .collect();
    let numbered = places.values().any(|(_, number)| number.is_some());
    let mut both: Vec<(Evidence, &'static str)> = listed.into_iter().zip(kinds).collect();
    // Stable: what has no place stays in the order of the statement.
    both.sort_by_key(|(one, _)| {
        let (place, number) = places.get(one.id.as_str()).copied().unwrap_or((usize::MAX, None));
        let came = if numbered { one.of_all.unwrap_or(u32::MAX) } else { 0 };
        (number.unwrap_or(u32::MAX), place, came)
    });
    let highest = order.iter().filter_map(|one| one.number).max().unwrap_or(0);
    let mut next = highest.saturating_add(1)..;
    for (one, _) in &mut both {
        let own = places.get(one.id.as_str()).and_then(|(_, number)| *number);
        if let Some(number) = own.or_else(|| next.next()) {
            one.number = number;
        }
    }
    both.into_iter().unzip()
}

/// A title in pieces that compare as it is read: "Session 2" before "session 10".
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// A number: how many digits it has without zeros before it, and these.
    Number(usize, String),
    Words(String),
}

/// What a list of titles is sorted by.
pub(super) fn as_read(title: &str) -> Vec<Piece> {
    let signs: Vec<char> = title.to_lowercase().chars().collect();
    let piece = |run: &[char]| {
        let run: String = run.iter().collect();
        if run.starts_with(|sign: char| sign.is_ascii_digit()) {
            let digits = run.trim_start_matches('0');
            Piece::Number(digits.len(), digits.to_owned())
        } else {
            Piece::Words(run)
        }
    };
    signs
        .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit())
        .map(piece)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_change_places_and_nothing_else_does() {
        let numbers = HashMap::from([(1, 2), (2, 1), (3, 12)]);
        for (text, after) in [
            ("As [E1] and E2 show, E3.", "As [E2] and E1 show, E12."),
            ("E4 is not there; E1 6AN is London.", "E4 is not there; E1 6AN is London."),
            ("https://example.org/E1 and “E1”", "https://example.org/E1 and “E2”"),
            ("", ""),
        ] {
            assert_eq!(renumbered(text, &numbers), after);
        }
    }

    #[test]
    fn titles_stand_as_they_are_read() {
        let mut titles = ["session 10", "Session 2", "Session", "10 drawings", "Session 02b", "2 drawings", ""];
        titles.sort_by_key(|title| as_read(title));
        assert_eq!(
            titles,
            ["", "2 drawings", "10 drawings", "Session", "Session 2", "Session 02b", "session 10"]
        );
    }
}
