//! The order of a profile's evidence, one's own or that of the statement, and whether what is cited agrees with it.
//!
//! What always holds: a number is a place in the order, so that they always count from one without a hole; what the owner has not
//! placed comes after what she has, in the order of the statement; what she cites goes with its number when she moves it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use rusqlite::{Connection, Row, params};

use super::load;
use super::model::{Chosen, Evidence, Form, Profile};
use crate::error::{Code, Error, Result};
use crate::storage::{Op, Scope, transact};
use crate::vault::Portfolio;

/// The evidence that the owner has placed for the cycle `id`, in her order.
pub(super) fn order_of(connection: &Connection, id: &str) -> Result<Vec<String>> {
    let order = connection
        .prepare_cached("SELECT evidence_id FROM cycle_exhibit WHERE cycle_id = ?1 ORDER BY place, evidence_id")?
        .query_map([id], |row| row.get("evidence_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(order)
}

/// Writes an order, within the caller's transaction.
pub(super) fn put_order(connection: &Connection, id: &str, order: &[String]) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM cycle_exhibit WHERE cycle_id = ?1")?
        .execute([id])?;
    for (place, evidence) in order.iter().enumerate() {
        let place = i64::try_from(place).map_err(Error::internal)?;
        connection
            .prepare_cached("INSERT INTO cycle_exhibit (cycle_id, evidence_id, place) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
            .execute(params![id, evidence, place])?;
    }
    Ok(())
}

/// The order of the evidence, to be kept from now on: `form` cites by number, and not every piece has its place yet. What comes later stands behind,
/// and what is cited keeps its number.
pub(super) fn to_keep(portfolio: &Portfolio, id: &str, form: &Form) -> Result<Option<Vec<String>>> {
    let answers = form.chosen.iter().flat_map(Chosen::texts);
    let mut texts = [form.summary.as_str(), form.introduction.as_str()].into_iter().chain(answers);
    if texts.all(|text| cited(text).is_empty()) {
        return Ok(None);
    }
    let mut order = order_of(portfolio.db(), id)?;
    let placed: HashSet<String> = order.iter().cloned().collect();
    let listed = load::load(portfolio, id)?.profile.evidence.into_iter().map(|one| one.id);
    order.extend(listed.filter(|one| !placed.contains(one)));
    Ok((order.len() > placed.len()).then_some(order))
}

/// Puts the evidence of the cycle `id` in this order; none is the order of the statement. What the profile cites by its old
/// number is cited by its new one.
///
/// # Errors
/// `conflict` for an order of other pieces than those that are listed; `not-found`, `read-only`, `disk`.
pub fn order_evidence(portfolio: &mut Portfolio, id: &str, order: &[String]) -> Result<Profile> {
    let loaded = load::load(portfolio, id)?;
    let listed = loaded.profile.evidence;
    let mut wanted: Vec<&str> = order.iter().map(String::as_str).collect();
    let mut known: Vec<&str> = listed.iter().map(|one| one.id.as_str()).collect();
    wanted.sort_unstable();
    known.sort_unstable();
    if !order.is_empty() && wanted != known {
        return Err(Error::new(
            Code::Conflict,
            "The list of evidence has changed since it was shown here. Nothing has been moved.",
        )
        .hint("Look at it as it is now, then move it again."));
    }
    let after = if order.is_empty() { &loaded.in_statement } else { order };
    let place = |id: &str| after.iter().position(|one| one == id).and_then(|at| u32::try_from(at + 1).ok());
    let numbers: HashMap<u32, u32> = listed.iter().filter_map(|one| Some((one.number, place(&one.id)?))).collect();
    transact(portfolio, Op::OrderEvidence, Scope::default(), |connection| {
        put_order(connection, id, order)?;
        renumber(connection, id, &numbers)
    })?;
    super::get(portfolio, id)
}

/// Every citation in the profile's texts by its new number, within the caller's transaction.
fn renumber(connection: &Connection, id: &str, numbers: &HashMap<u32, u32>) -> Result<()> {
    let mut changed = false;
    let [summary, introduction]: [String; 2] = connection
        .prepare_cached("SELECT summary, introduction FROM cycle WHERE id = ?1")?
        .query_row([id], |row| Ok([row.get("summary")?, row.get("introduction")?]))?;
    let after = [&summary, &introduction].map(|text| renumbered(text, numbers));
    if after != [summary, introduction] {
        connection
            .prepare_cached("UPDATE cycle SET summary = ?2, introduction = ?3 WHERE id = ?1")?
            .execute(params![id, after[0], after[1]])?;
        changed = true;
    }
    let mut statement =
        connection.prepare_cached("SELECT record_id, what, learnt, quality, service_users FROM cycle_record WHERE cycle_id = ?1")?;
    let texts = |row: &Row<'_>| {
        let texts: [String; 4] = [row.get("what")?, row.get("learnt")?, row.get("quality")?, row.get("service_users")?];
        Ok((row.get::<_, String>("record_id")?, texts))
    };
    for (record, texts) in statement.query_map([id], texts)?.collect::<rusqlite::Result<Vec<_>>>()? {
        let [what, learnt, quality, service_users] = texts.each_ref().map(|text| renumbered(text, numbers));
        if [&what, &learnt, &quality, &service_users] != texts.each_ref() {
            connection
                .prepare_cached(
                    "UPDATE cycle_record SET what = ?3, learnt = ?4, quality = ?5, service_users = ?6 WHERE cycle_id = ?1 AND record_id = ?2",
                )?
                .execute(params![id, record, what, learnt, quality, service_users])?;
            changed = true;
        }
    }
    if changed {
        // Who saves the form next must have seen the new numbers.
        connection
            .prepare_cached("UPDATE cycle SET version = version + 1 WHERE id = ?1")?
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

/// Numbers that a text cites, as `E3` or `[E3]`, in its order; a postcode is none.
pub(super) fn cited(text: &str) -> Vec<u32> {
    citations(text).into_iter().map(|(_, number)| number).collect()
}

/// The same with where they stand, in letters.
pub(super) fn citations(text: &str) -> Vec<(Range<usize>, u32)> {
    let signs: Vec<char> = text.chars().collect();
    let word = |at: usize| signs.get(at).is_some_and(|sign| sign.is_alphanumeric());
    let digit = |at: usize| signs.get(at).is_some_and(char::is_ascii_digit);
    let mut found = Vec::new();
    for at in (0..signs.len()).filter(|at| signs[*at] == 'E' && (*at == 0 || !(word(at - 1) || signs[at - 1] == '/'))) {
        let end = at + 1 + signs[at + 1..].iter().take_while(|sign| sign.is_ascii_digit()).count();
        let postcode = signs.get(end) == Some(&' ') && digit(end + 1) && word(end + 2) && !digit(end + 2) && word(end + 3);
        if (2..=4).contains(&(end - at)) && !word(end) && !postcode {
            let digits: String = signs[at + 1..end].iter().collect();
            found.extend(digits.parse().map(|number| (at..end, number)));
        }
    }
    found
}

/// What does not agree between what is cited and what is numbered, and where: the part of the page, and a sentence.
pub(super) fn disagreeing(profile: &Profile) -> Vec<(&'static str, String)> {
    let last = profile.evidence.len();
    let goes = match last {
        0 => "there is no evidence in the list".to_owned(),
        1 => "the only evidence in the list is E1".to_owned(),
        _ => format!("the evidence in the list goes from E1 to E{last}"),
    };
    let mut found = Vec::new();
    let mut look = |part: &'static str, place: &str, texts: &[&str], record: Option<&str>| {
        let numbers: BTreeSet<u32> = texts.iter().flat_map(|text| cited(text)).collect();
        for number in numbers {
            let piece = profile.evidence.iter().find(|one| one.number == number);
            let elsewhere = piece.is_some_and(|one| record.is_some_and(|record| one.record_ids.iter().all(|id| id != record)));
            if piece.is_none() {
                found.push((
                    part,
                    format!("{place} cites E{number}, and {goes}. Put the number right, or take it out."),
                ));
            } else if elsewhere {
                found.push((
                    part,
                    format!(
                        "{place} cites E{number}, which shows another activity. Put the number right, or link the evidence to this one too."
                    ),
                ));
            }
        }
    };
    look("summary", "The summary", &[&profile.summary], None);
    look("statement", "The introduction of the statement", &[&profile.introduction], None);
    for (index, chosen) in profile.chosen.iter().enumerate() {
        let place = format!("Activity {} of the statement", index + 1);
        look("statement", &place, &chosen.texts(), Some(&chosen.record_id));
    }
    found
}

/// Brings what is listed, and the kind of each, into the owner's order, and numbers it.
pub(super) fn arrange(listed: Vec<Evidence>, kinds: Vec<&'static str>, order: &[String]) -> (Vec<Evidence>, Vec<&'static str>) {
    let places: HashMap<&str, usize> = order.iter().enumerate().map(|(place, id)| (id.as_str(), place)).collect();
    let mut both: Vec<(Evidence, &'static str)> = listed.into_iter().zip(kinds).collect();
    // Stable: what has no place stays in the order of the statement.
    both.sort_by_key(|(one, _)| places.get(one.id.as_str()).copied().unwrap_or(usize::MAX));
    for ((one, _), number) in both.iter_mut().zip(1_u32..) {
        one.number = number;
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

    #[test]
    fn a_citation_is_an_e_with_its_number_and_no_postcode() {
        for (text, numbers) in [
            ("As [E3] shows, and E12.", vec![3, 12]),
            ("E1, E2 (E3)", vec![1, 2, 3]),
            ("At E1 6AN, in the E17 group of 12", vec![17]),
            ("WE3, E3a, E, E1234, e3", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(cited(text), numbers, "{text}");
        }
    }
}
