//! The addendum: each point of the letter with its answer, the activities it names and the evidence that goes with it.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row};
use triptych_pdf::{Block, Column, Document, Inline};

use super::model::{LeftOut, LetterForm, Numbered, Since};
use super::store::{self, Kept};
use crate::error::{Error, Result};
use crate::evidence::{self, ConsentState};
use crate::hcpc::document::{BY_NUMBER, activities_in, citation, numbers_in, person_facts, titled, written};
use crate::hcpc::exhibits::{self, Exhibit, Spot, label};
use crate::hcpc::leaving::Answers;
use crate::hcpc::load::Loaded as Profile;
use crate::hcpc::model::{Activity, Evidence};
use crate::hcpc::pieces::{self, kind_in_words};
use crate::hcpc::{cycles, dates, load as profile};
use crate::vault::Portfolio;

/// Everything of one addendum, read in one go.
pub(in crate::hcpc) struct Loaded {
    /// The letter.
    pub(in crate::hcpc) kept: Kept,
    /// The profile of its cycle.
    pub(in crate::hcpc) profile: Profile,
    /// What goes along, by its numbers; its records are those of the points that name it.
    pub(in crate::hcpc) evidence: Vec<Evidence>,
    /// The kind of each, as it is read.
    kinds: Vec<&'static str>,
    /// Where the number of each comes from.
    since: Vec<Since>,
    /// Named, and staying out.
    pub(in crate::hcpc) left_out: Vec<LeftOut>,
    /// The evidence itself, as far as it goes along.
    pub(in crate::hcpc) exhibits: Vec<Exhibit>,
}

impl Loaded {
    pub(in crate::hcpc) fn form(&self) -> &LetterForm {
        &self.kept.form
    }

    pub(in crate::hcpc) fn answers(&self) -> &Answers {
        &self.profile.answers
    }

    /// The activities that the point `at` names, in their order.
    pub(in crate::hcpc) fn activities(&self, at: usize) -> Vec<&Activity> {
        let named = &self.form().points[at].records;
        let all = self.profile.profile.activities.iter();
        all.filter(|activity| named.contains(&activity.record_id)).collect()
    }

    /// As a list shows it.
    pub(super) fn numbered(&self) -> Vec<Numbered> {
        let all = self.evidence.iter().zip(&self.since);
        all.map(|(one, since)| Numbered {
            id: one.id.clone(),
            number: one.number,
            title: one.title.clone(),
            since: *since,
        })
        .collect()
    }

    /// The points, counted from one, that evidence goes with.
    fn points_with(&self, id: &str) -> Vec<usize> {
        let points = self.form().points.iter().enumerate();
        points
            .filter(|(_, point)| point.evidence.iter().any(|one| one == id))
            .map(|(at, _)| at + 1)
            .collect()
    }
}

/// Reads the addendum to the letter `id`.
pub(in crate::hcpc) fn load(portfolio: &Portfolio, id: &str) -> Result<Loaded> {
    let kept = store::kept(portfolio.db(), id)?;
    let profile = profile::load(portfolio, &kept.cycle_id)?;
    let mut left = Left::of(portfolio, &kept, &profile.profile.evidence)?;
    // What has gone from the profile and is cited there keeps its number to itself.
    left.highest = profile.order.iter().filter_map(|one| one.number).fold(left.highest, u32::max);
    let mut loaded = Loaded {
        kept,
        profile,
        evidence: Vec::new(),
        kinds: Vec::new(),
        since: Vec::new(),
        left_out: Vec::new(),
        exhibits: Vec::new(),
    };
    let mut pieces: Vec<(u32, Since, Evidence, &'static str)> = Vec::new();
    let mut next = left.highest;
    let mut named: Vec<String> = Vec::new();
    for id in loaded.form().points.iter().flat_map(|point| &point.evidence) {
        if !named.contains(id) {
            named.push(id.clone());
        }
    }
    // New ones in the order they came, so that one more moves none.
    let mut came = HashMap::new();
    for id in &named {
        came.insert(id.clone(), number_of(portfolio, id)?);
    }
    named.sort_by_key(|id| came.get(id).copied());
    for id in named {
        let Some((title, kind)) = title_of(portfolio, &id)? else { continue };
        if let Some(out) = stays_out(portfolio, &loaded.kept.cycle_id, &id, &title)? {
            loaded.left_out.push(out);
            continue;
        }
        let (number, since) = left.numbers.get(&id).copied().unwrap_or_else(|| {
            next += 1;
            (next, Since::New)
        });
        let piece = Evidence {
            id,
            number,
            of_all: None,
            title,
            record_ids: Vec::new(),
        };
        pieces.push((number, since, piece, kind));
    }
    pieces.sort_by_key(|(number, ..)| *number);
    for (_, since, piece, kind) in pieces {
        loaded.evidence.push(piece);
        loaded.kinds.push(kind);
        loaded.since.push(since);
    }
    loaded.exhibits = exhibits::of(portfolio, &loaded.profile.profile.pack, &loaded.evidence)?;
    Ok(loaded)
}

/// Title and kind of a piece that is not in the bin.
fn title_of(portfolio: &Portfolio, id: &str) -> Result<Option<(String, &'static str)>> {
    let row = |row: &Row<'_>| Ok((row.get::<_, String>("title")?, kind_in_words(&row.get::<_, String>("kind")?)));
    Ok(portfolio
        .db()
        .prepare_cached("SELECT title, kind FROM evidence WHERE id = ?1 AND binned_at IS NULL")?
        .query_row([id], row)
        .optional()?)
}

/// Its number among all evidence.
fn number_of(portfolio: &Portfolio, id: &str) -> Result<Option<u32>> {
    Ok(portfolio
        .db()
        .prepare_cached("SELECT number FROM evidence WHERE id = ?1")?
        .query_row([id], |row| row.get("number"))
        .optional()?)
}

/// Why a piece stays out, when people are in it.
fn stays_out(portfolio: &Portfolio, cycle: &str, id: &str, title: &str) -> Result<Option<LeftOut>> {
    let (state, consent) = evidence::standing(portfolio.db(), id, portfolio.world().today())?;
    let out = |why: String, may_be_chosen| LeftOut {
        id: id.to_owned(),
        title: title.to_owned(),
        why,
        may_be_chosen,
    };
    Ok(match state {
        ConsentState::NotNeeded => None,
        ConsentState::Valid if pieces::is_chosen(portfolio.db(), cycle, id, consent.as_ref())? => None,
        ConsentState::Valid => Some(out("People are in it: choose it if what was agreed covers this.".to_owned(), true)),
        state => Some(out(
            format!(
                "Somebody is in it, and {}. Record what was agreed, or use a redacted copy.",
                state.why()
            ),
            false,
        )),
    })
}

/// The numbers that evidence left with: in the newest finished profile, and in addenda since. Where no profile has left from here,
/// those of the profile as it stands.
struct Left {
    numbers: HashMap<String, (u32, Since)>,
    highest: u32,
}

impl Left {
    fn of(portfolio: &Portfolio, letter: &Kept, stands: &[Evidence]) -> Result<Self> {
        let cycle = &letter.cycle_id;
        let since = "cycle_id = ?1 AND final = 1 AND kind IN ('hcpc', 'addendum') AND exported_at >= coalesce(
             (SELECT max(exported_at) FROM export WHERE cycle_id = ?1 AND final = 1 AND kind = 'hcpc'), '')";
        let mut left = Self {
            numbers: HashMap::new(),
            highest: 0,
        };
        let mut numbers = portfolio.db().prepare_cached(&format!(
            "SELECT evidence_id, number, kind, letter_id FROM export_evidence JOIN export ON export.id = export_id
             WHERE number IS NOT NULL AND {since} ORDER BY export.rowid"
        ))?;
        let mut rows = numbers.query([cycle])?;
        while let Some(row) = rows.next()? {
            let number = row.get("number")?;
            let (kind, answers): (String, Option<String>) = (row.get("kind")?, row.get("letter_id")?);
            let from = match kind.as_str() {
                "hcpc" => Since::Profile,
                // That it left in answer to this very letter changes no line of it.
                _ if answers.as_deref() == Some(&letter.id) => Since::New,
                _ => Since::Addendum,
            };
            // What it left with first is what HCPC knows it by.
            left.numbers.entry(row.get("evidence_id")?).or_insert((number, from));
            left.highest = left.highest.max(number);
        }
        // A certificate that only a record speaks of has its number in the document alone.
        let mut finished = false;
        let mut documents = portfolio
            .db()
            .prepare_cached(&format!("SELECT document, kind FROM export WHERE document IS NOT NULL AND {since}"))?;
        let mut rows = documents.query([cycle])?;
        while let Some(row) = rows.next()? {
            let document: Document =
                serde_json::from_str(&row.get::<_, String>("document")?).map_err(|_| Error::damaged().detail("a finished profile"))?;
            left.highest = numbers_in(&document).fold(left.highest, u32::max);
            finished |= row.get::<_, String>("kind")? == "hcpc";
        }
        for one in stands.iter().filter(|_| !finished) {
            left.numbers.entry(one.id.clone()).or_insert((one.number, Since::Profile));
            left.highest = left.highest.max(one.number);
        }
        Ok(left)
    }
}

/// What stands before the regulator's own words.
const ASKS: &str = "HCPC asks";

fn place_of(point: usize) -> String {
    format!("point-{point}")
}

/// Makes the document, dated `today`, and says where pictures come into it.
pub(in crate::hcpc) fn compose(loaded: &Loaded, today: NaiveDate) -> Result<(Document, Vec<Spot>)> {
    let Loaded { profile, .. } = loaded;
    let person = &profile.person;
    let name = person.name.trim();
    let cycle = &profile.profile.cycle;
    let [start, end, letter] = [
        dates::stored(&cycle.start)?,
        dates::stored(&cycle.end)?,
        dates::stored(&loaded.form().letter)?,
    ]
    .map(dates::in_words);
    let mut facts = person_facts(person);
    facts.push(("Cycle".to_owned(), vec![Inline::Text(format!("{start} to {end}"))]));
    facts.push(("Letter of HCPC".to_owned(), vec![Inline::Text(letter.clone())]));
    let mut blocks = vec![Block::Facts(facts), Block::contents()];
    for at in 0..loaded.form().points.len() {
        blocks.extend(point(loaded, at)?);
    }
    blocks.push(Block::Anchor(exhibits::LIST.to_owned()));
    blocks.push(Block::heading(1, "Supporting evidence"));
    blocks.push(list(loaded));
    let belongs = |one: &Exhibit| {
        let points = loaded.points_with(&one.id).into_iter();
        points.map(|point| (format!("Point {point}"), place_of(point))).collect()
    };
    let spots = exhibits::sections(&loaded.exhibits, &belongs, &mut blocks)?;
    let years = cycles::cycle_years(cycle);
    let subject = format!("Further information, in answer to the letter of {letter}");
    Ok((titled("Addendum to the CPD profile", name, &years, subject, today, blocks), spots))
}

fn point(loaded: &Loaded, at: usize) -> Result<Vec<Block>> {
    let point = &loaded.form().points[at];
    let mut blocks = vec![Block::Anchor(place_of(at + 1)), Block::heading(1, format!("Point {}", at + 1))];
    let asks = point.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !asks.is_empty() {
        blocks.push(Block::Note {
            label: ASKS.to_owned(),
            text: vec![Inline::Text(asks)],
        });
    }
    blocks.extend(written(&point.answer));
    let activities = loaded.activities(at);
    if !activities.is_empty() {
        blocks.push(activities_in(format!("Activities for point {}", at + 1), activities.into_iter())?);
    }
    let mut cited = Vec::new();
    for one in loaded.evidence.iter().filter(|one| point.evidence.contains(&one.id)) {
        cited.push(Inline::text(if cited.is_empty() { "Supporting evidence (" } else { ", " }));
        cited.push(citation(one, &loaded.exhibits));
    }
    if !cited.is_empty() {
        cited.push(")".into());
        blocks.push(Block::Paragraph(cited));
    }
    Ok(blocks)
}

fn list(loaded: &Loaded) -> Block {
    if loaded.evidence.is_empty() {
        return Block::paragraph("No evidence goes with this addendum.");
    }
    let words = |text: &str| vec![Inline::text(text)];
    let rows = loaded
        .evidence
        .iter()
        .zip(&loaded.kinds)
        .zip(&loaded.since)
        .map(|((one, kind), since)| {
            let number = match loaded.exhibits.iter().any(|exhibit| exhibit.number == one.number) {
                true => citation(one, &loaded.exhibits),
                // What it would lead to is this very line.
                false => Inline::Text(label(one.number)),
            };
            let points: Vec<String> = loaded.points_with(&one.id).iter().map(usize::to_string).collect();
            vec![
                vec![number],
                words(&one.title),
                words(kind),
                words(&points.join(", ")),
                words(since.words()),
            ]
        });
    Block::Table {
        caption: Some(BY_NUMBER.to_owned()),
        columns: vec![
            Column::new("Number", 10),
            Column::new("Evidence", 36),
            Column::new("Kind", 20),
            Column::new("Point", 12),
            Column::new("Sent", 22),
        ],
        rows: rows.collect(),
    }
}
