//! Everything of one profile, read in one go.
//!
//! What always holds: records are asked for by the kinds that may be listed, so that a case note is never even read; what
//! is in the bin, or outside the cycle's dates, stays out and keeps what was written about it.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::dates;
use super::drawn::{self, Drawn};
use super::exhibits::{self, Exhibit};
use super::leaving::{self, Answers};
use super::model::{Activity, Chosen, Cycle, GapText, Profile, TypeCount, Words};
use super::names::{self, Codes};
use super::order::Placed;
use super::readiness::{Ahead, Numbers, Sentence};
use super::{agreeing, assembly, document, gaps, left, markdown, pieces, standards, words};
use crate::error::{Error, Result};
use crate::profile;
use crate::record::{CpdType, Kind, echoes, read_standards};
use crate::storage::Columns;
use crate::vault::Portfolio;

/// The kinds that may be listed, for SQL.
pub(super) const KINDS: &str = "('reflection', 'supervision', 'cpd')";

/// A profile with what the document needs besides.
pub(super) struct Loaded {
    /// Without findings, and not yet held against what was confirmed.
    pub(super) profile: Profile,
    /// Who writes.
    pub(super) person: profile::Profile,
    /// The kind of each piece of evidence, as it is read.
    pub(super) evidence_kinds: Vec<&'static str>,
    /// The ids of the evidence, in the order of the statement.
    pub(super) in_statement: Vec<String>,
    /// The places that are kept, also of what has gone.
    pub(super) order: Vec<Placed>,
    /// The numbers that are cited.
    pub(super) cited: BTreeSet<u32>,
    /// The evidence itself, as far as it goes along.
    pub(super) exhibits: Vec<Exhibit>,
    /// Chosen records that are in the bin or outside the cycle's dates.
    pub(super) set_aside: u32,
    /// SHA-256 of the lines that were confirmed.
    pub(super) confirmed: Option<String>,
    /// The owner's client codes.
    pub(super) codes: Codes,
    /// What was answered to the privacy check.
    pub(super) answers: Answers,
    /// What each activity's record says, in the order of the activities; none where it was not asked for.
    pub(super) said: Vec<Said>,
    /// The sentences of all they say; four texts are one record's.
    pub(super) sentences: Vec<Sentence>,
    /// The numbers that hold.
    pub(super) numbers: Numbers,
}

/// What a record says in its own words: its sections, joined; what was learnt; what it meant for practice, and for service users.
pub(super) type Texts = [String; 4];

/// What is kept of that, once its sentences are read.
pub(super) struct Said {
    /// What it meant for practice.
    pub(super) practice: String,
    /// What it meant for service users.
    pub(super) service_users: String,
}

impl Said {
    /// What is kept of these.
    pub(super) fn of([_, _, practice, service_users]: Texts) -> Self {
        Self { practice, service_users }
    }
}

/// A cycle's own row.
pub(super) struct CycleRow {
    pub(super) cycle: Cycle,
    pub(super) version: u32,
    pub(super) summary: String,
    pub(super) introduction: String,
    /// The letter that asks for the profile.
    pub(super) drawn: Option<Drawn>,
    confirmed: Option<String>,
}

impl CycleRow {
    /// First and last day.
    pub(super) fn days(&self) -> Result<(NaiveDate, NaiveDate)> {
        Ok((dates::stored(&self.cycle.start)?, dates::stored(&self.cycle.end)?))
    }
}

/// A record of the cycle, with what was decided about it.
pub(super) struct Found {
    pub(super) activity: Activity,
    /// The name the owner wrote, as stored.
    pub(super) public_name: Option<String>,
    /// Whether anything was decided about it in this cycle.
    pub(super) has_row: bool,
    /// Whether it is listed, where the owner has said so.
    listed: Option<bool>,
    /// Its place in the statement, and what is written there.
    chosen: Option<(i64, Chosen)>,
    certificate: bool,
}

/// Reads a cycle's row.
pub(super) fn cycle(connection: &Connection, id: &str) -> Result<CycleRow> {
    let mut statement = connection.prepare_cached("SELECT * FROM cycle WHERE id = ?1")?;
    let row = |row: &Row<'_>| {
        Ok(CycleRow {
            cycle: Cycle {
                id: row.get("id")?,
                start: row.get("start_on")?,
                end: row.get("end_on")?,
            },
            version: row.get("version")?,
            summary: row.get("summary")?,
            introduction: row.get("introduction")?,
            drawn: drawn::of_row(row)?,
            confirmed: row.get("confirmed")?,
        })
    };
    statement.query_row([id], row).optional()?.ok_or_else(|| Error::not_found("cycle"))
}

/// The records of a cycle that are or may be listed, oldest first.
pub(super) fn records(connection: &Connection, cycle: &Cycle) -> Result<Vec<Found>> {
    records_and(connection, cycle, NOTHING_MORE, &mut |_, _| Ok(()))
}

/// What is read of a record besides, for SQL: nothing.
const NOTHING_MORE: &str = "NULL";
/// And everything its owner wrote.
const ALL_WORDS: &str = "r.body AS said_body, coalesce(f.learnt, '') AS said_learnt, coalesce(f.practice, '') AS said_practice, coalesce(f.service_users, '') AS said_users";

/// The one query for the records of a cycle.
fn query(more: &str) -> String {
    format!(
        "SELECT r.id, r.kind, r.title, r.first_line, r.date_on, r.date_to, r.minutes, r.draft, r.format, r.public_name,
                f.type, coalesce(f.certificate, 0) AS certificate, coalesce(f.standards, '') AS standards, f.record_id IS NOT NULL AS marked,
                coalesce(s.given, 0) AS given,
                c.cycle_id IS NOT NULL AS has_row, c.listed, c.chosen, c.what, c.learnt, c.quality, c.service_users, {more}
         FROM record r
         LEFT JOIN cpd_facts f ON f.record_id = r.id
         LEFT JOIN supervision_facts s ON s.record_id = r.id
         LEFT JOIN cycle_record c ON c.record_id = r.id AND c.cycle_id = ?1
         WHERE r.kind IN {KINDS} AND r.binned_at IS NULL AND r.date_on <= ?3 AND coalesce(r.date_to, r.date_on) >= ?2
         ORDER BY r.date_on, r.rid"
    )
}

/// The records of a cycle; what more is read of each goes to `besides`.
fn records_and(
    connection: &Connection,
    cycle: &Cycle,
    more: &str,
    besides: &mut dyn FnMut(&Row<'_>, &Columns) -> Result<()>,
) -> Result<Vec<Found>> {
    let mut statement = connection.prepare_cached(&query(more))?;
    let columns = Columns::of(&statement);
    let mut rows = statement.query(params![cycle.id, cycle.start, cycle.end])?;
    let mut found = Vec::new();
    let mut echoes = echoes(connection)?;
    while let Some(row) = rows.next()? {
        let mut one = record(row, &columns)?;
        // What began before it is offered, and stands in the list of the cycle it began in.
        let began = one.activity.date >= cycle.start;
        one.activity.by_rule &= began;
        one.activity.listed = one.listed.unwrap_or(one.activity.by_rule);
        one.activity.echo = echoes.remove(&one.activity.record_id).filter(|echo| !echo.text.is_empty());
        found.push(one);
        besides(row, &columns)?;
    }
    Ok(found)
}

/// The records of a cycle, what each says, and its sentences of at least `least` words, which are read meanwhile.
fn records_and_words(connection: &Connection, cycle: &Cycle, least: u32) -> Result<(Vec<Found>, Vec<Said>, Vec<Sentence>)> {
    std::thread::scope(|scope| {
        let mut ahead = Ahead::start(scope, least);
        let found = records_and(connection, cycle, ALL_WORDS, &mut |row, columns| {
            ahead.read(texts(row, columns)?);
            Ok(())
        })?;
        let (said, sentences) = ahead.done();
        Ok((found, said, sentences))
    })
}

fn texts(row: &Row<'_>, columns: &Columns) -> Result<Texts> {
    Ok([
        columns.get(row, "said_body")?,
        columns.get(row, "said_learnt")?,
        columns.get(row, "said_practice")?,
        columns.get(row, "said_users")?,
    ])
}

/// What one record says.
///
/// # Errors
/// `not-found`, `damaged`.
pub(super) fn texts_of(connection: &Connection, id: &str) -> Result<Texts> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {ALL_WORDS} FROM record r LEFT JOIN cpd_facts f ON f.record_id = r.id WHERE r.id = ?1"
    ))?;
    let columns = Columns::of(&statement);
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or_else(|| Error::not_found("record"))?;
    texts(row, &columns)
}

fn record(row: &Row<'_>, columns: &Columns) -> Result<Found> {
    let kind: Kind = columns.get::<String>(row, "kind")?.parse()?;
    let facts_type: Option<String> = columns.get(row, "type")?;
    let facts_type = facts_type.and_then(|word| CpdType::ALL.into_iter().find(|known| known.as_str() == word));
    // Receiving supervision and reflective practice are both work-based learning in HCPC's list.
    let cpd_type = facts_type.or((kind != Kind::Cpd).then_some(CpdType::WorkBased));
    let format: Option<String> = columns.get(row, "format")?;
    let (minutes, certificate, draft): (Option<u32>, bool, bool) = (
        columns.get(row, "minutes")?,
        columns.get(row, "certificate")?,
        columns.get(row, "draft")?,
    );
    let proposed_name = names::proposal(&names::Facts {
        kind,
        cpd_type,
        format: format.as_deref(),
        given: columns.get(row, "given")?,
        minutes,
        certificate,
    });
    let public_name: Option<String> = columns.get(row, "public_name")?;
    // What its owner marked as CPD is listed as what is CPD by its kind.
    let by_rule = (matches!(kind, Kind::Cpd | Kind::Supervision) || columns.get(row, "marked")?) && !draft;
    let choice: Option<bool> = columns.get(row, "listed")?;
    let title: String = columns.get(row, "title")?;
    let record_id: String = columns.get(row, "id")?;
    let chosen = match columns.get::<Option<i64>>(row, "chosen")? {
        Some(place) => {
            let texts = Chosen {
                record_id: record_id.clone(),
                what: columns.get(row, "what")?,
                learnt: columns.get(row, "learnt")?,
                quality: columns.get(row, "quality")?,
                service_users: columns.get(row, "service_users")?,
            };
            Some((place, texts))
        }
        None => None,
    };
    let activity = Activity {
        record_id,
        kind,
        date: columns.get(row, "date_on")?,
        date_to: columns.get(row, "date_to")?,
        minutes,
        cpd_type,
        private_title: if title.trim().is_empty() {
            columns.get(row, "first_line")?
        } else {
            title
        },
        name: public_name.clone().unwrap_or_else(|| proposed_name.clone()),
        proposed_name,
        listed: by_rule,
        by_rule,
        draft,
        standards: read_standards(&columns.get::<String>(row, "standards")?),
        echo: None,
    };
    Ok(Found {
        activity,
        public_name,
        has_row: columns.get(row, "has_row")?,
        listed: choice,
        chosen,
        certificate,
    })
}

/// Runs the query for the records of a cycle with all their words, and does nothing with its rows but take them: what the
/// time of a readiness page is measured against. Answers how many there are.
///
/// # Errors
/// Only the database's, and `not-found`.
pub fn only_query(portfolio: &Portfolio, id: &str) -> Result<usize> {
    let cycle = cycle(portfolio.db(), id)?.cycle;
    let mut statement = portfolio.db().prepare_cached(&query(ALL_WORDS))?;
    let columns = statement.column_count();
    let mut rows = statement.query(params![cycle.id, cycle.start, cycle.end])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            row.get::<_, rusqlite::types::Value>(column)?;
        }
        found += 1;
    }
    Ok(found)
}

/// The explanations as stored.
pub(super) fn gap_texts(connection: &Connection, cycle_id: &str) -> Result<Vec<GapText>> {
    let mut statement =
        connection.prepare_cached("SELECT from_month, to_month, explanation FROM cycle_gap WHERE cycle_id = ?1 ORDER BY from_month")?;
    let row = |row: &Row<'_>| {
        Ok(GapText {
            from: row.get("from_month")?,
            to: row.get("to_month")?,
            explanation: row.get("explanation")?,
        })
    };
    Ok(statement.query_map([cycle_id], row)?.collect::<rusqlite::Result<_>>()?)
}

/// Reads the profile of the cycle `id`.
pub(super) fn load(portfolio: &Portfolio, id: &str) -> Result<Loaded> {
    load_and(portfolio, id, |row, _| {
        Ok((records(portfolio.db(), &row.cycle)?, Vec::new(), Vec::new()))
    })
}

/// The same with what its records say.
pub(super) fn load_with_words(portfolio: &Portfolio, id: &str) -> Result<Loaded> {
    load_and(portfolio, id, |row, numbers| {
        records_and_words(portfolio.db(), &row.cycle, numbers.get("copied-words"))
    })
}

fn load_and(
    portfolio: &Portfolio,
    id: &str,
    read: impl FnOnce(&CycleRow, &Numbers) -> Result<(Vec<Found>, Vec<Said>, Vec<Sentence>)>,
) -> Result<Loaded> {
    let connection = portfolio.db();
    let row = cycle(connection, id)?;
    let (start, end) = row.days()?;
    let person = profile::get(portfolio)?;
    let registered = person.registered_since.as_deref().map(dates::stored).transpose()?;
    let numbers = Numbers::of(connection)?;
    let (mut found, said, sentences) = read(&row, &numbers)?;

    let certificates: Vec<String> = found
        .iter()
        .filter(|record| record.certificate)
        .map(|record| record.activity.record_id.clone())
        .collect();
    let mut places: Vec<(i64, Chosen)> = found.iter_mut().filter_map(|record| record.chosen.take()).collect();
    // Stable, so that those with one place (a record came back from the bin) stand by date.
    places.sort_by_key(|(place, _)| *place);
    let chosen: Vec<Chosen> = places.into_iter().map(|(_, chosen)| chosen).collect();
    let all_chosen: u32 = connection
        .prepare_cached("SELECT count(*) AS n FROM cycle_record WHERE cycle_id = ?1 AND chosen IS NOT NULL")?
        .query_row([id], |row| row.get("n"))?;
    let activities: Vec<Activity> = found.into_iter().map(|record| record.activity).collect();
    let pieces::Pieces {
        listed: evidence,
        kinds: evidence_kinds,
        people,
        left_out,
        in_statement,
        order,
        cited,
    } = pieces::of(portfolio, id, &chosen, &activities, &certificates)?;
    let pack = exhibits::pack(connection)?;
    let exhibits = exhibits::of(portfolio, &pack, &evidence)?;

    let least = numbers.get("gap-months") as usize;
    let answered = gaps::answered(start, end, registered, portfolio.world().today());
    let gaps = gaps::explain(&gaps::find(answered, least, &spans(&activities)?), &gap_texts(connection, id)?);
    let mut profile = Profile {
        version: row.version,
        under_two_years: registered.is_some_and(|day| too_young(day, end, numbers.get("registered-months"))),
        gaps,
        types: types(&activities),
        evidence,
        people,
        left_out,
        gone: Vec::new(),
        pack,
        gap_months: numbers.get("gap-months"),
        types_least: numbers.get("types"),
        chosen_usual: [numbers.get("chosen-least"), numbers.get("chosen-most")],
        summary_words: words::of_blocks(&markdown::blocks(&row.summary), numbers.get("summary-words")),
        // Counted below, over the whole of it.
        statement_words: Words { count: 0, limit: 0 },
        assembly: assembly::of(connection, id)?,
        cycle: row.cycle,
        drawn: row.drawn,
        summary: row.summary,
        introduction: row.introduction,
        standards: Vec::new(),
        findings: Vec::new(),
        confirmed: false,
        has_left: left::has_left(connection, id)?,
        chosen,
        activities,
    };
    profile.statement_words = document::statement_words(&profile, &exhibits, numbers.get("statement-words"))?;
    profile.gone = agreeing::gone(connection, &profile, &order, &cited)?;
    profile.standards = standards::of(&profile);
    let set_aside = all_chosen.saturating_sub(u32::try_from(profile.chosen.len()).unwrap_or(u32::MAX));
    Ok(Loaded {
        profile,
        person,
        evidence_kinds,
        in_statement,
        order,
        cited,
        exhibits,
        set_aside,
        confirmed: row.confirmed,
        codes: Codes::read(connection)?,
        answers: leaving::read(connection, id)?,
        said,
        sentences,
        numbers,
    })
}

/// So many full months, two years of them, end with the day before the second anniversary.
fn too_young(registered: NaiveDate, end: NaiveDate, months: u32) -> bool {
    let full = registered
        .checked_add_months(Months::new(months))
        .and_then(|day| day.checked_sub_days(Days::new(1)));
    full.is_some_and(|full| full > end)
}

fn spans(activities: &[Activity]) -> Result<Vec<(NaiveDate, Option<NaiveDate>)>> {
    let span = |activity: &Activity| {
        Ok((
            dates::stored(&activity.date)?,
            activity.date_to.as_deref().map(dates::stored).transpose()?,
        ))
    };
    activities.iter().filter(|activity| activity.listed).map(span).collect()
}

/// How many listed activities there are of each type, in HCPC's order, those without one last.
fn types(activities: &[Activity]) -> Vec<TypeCount> {
    let count = |cpd_type: Option<CpdType>| {
        let activities = activities
            .iter()
            .filter(|activity| activity.listed && activity.cpd_type == cpd_type)
            .count();
        TypeCount {
            cpd_type,
            activities: u32::try_from(activities).unwrap_or(u32::MAX),
        }
    };
    CpdType::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(count)
        .filter(|count| count.activities > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_years_are_full_on_the_last_day() {
        let day = |text| dates::stored(text).expect("a date");
        assert!(!too_young(day("2024-06-01"), day("2026-05-31"), 24));
        assert!(too_young(day("2024-06-02"), day("2026-05-31"), 24));
        assert!(!too_young(day("2009-01-01"), day("2026-05-31"), 24));
    }
}
