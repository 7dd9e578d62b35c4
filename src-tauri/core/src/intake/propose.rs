//! What would become of each row or piece.
//!
//! What always holds: the same source and the same choices give the same answer; whatever a cell holds is in the record, in
//! its field or in its text.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::dates::{self, Dated, Doubt};
use super::model::{Choices, Column, Division, Field, Preview, Row, Settled, Shape, Source};
use super::source::{self, Matter, Original, PIECES, Piece};
use super::table::{ROWS, Table};
use super::{columns, cost, minutes, suspect};
use crate::error::Result;
use crate::record::{self, Content, CpdFacts, Kind};
use crate::vault::Portfolio;

/// The preview, and what each of its rows becomes.
pub(super) struct Proposed {
    pub(super) preview: Preview,
    /// In the order of the preview's rows.
    pub(super) contents: Vec<Content>,
    /// Which of the originals each comes from, in the same order.
    pub(super) origins: Vec<usize>,
    /// The files themselves, where they are asked for.
    pub(super) originals: Vec<Original>,
}

/// What would become of `source`; changes nothing.
///
/// # Errors
/// `invalid` when it cannot be read, `refused` when it is too large, `disk`.
pub fn preview(portfolio: &Portfolio, source: &Source, choices: &Choices) -> Result<Preview> {
    propose(portfolio, source, choices, false).map(|proposed| proposed.preview)
}

/// The same with what each row becomes; with `keep` also the files themselves.
pub(super) fn propose(portfolio: &Portfolio, source: &Source, choices: &Choices, keep: bool) -> Result<Proposed> {
    let matter = source::read(source, keep)?;
    let known = Known {
        today: portfolio.world().today(),
        codes: record::every_code(portfolio.db())?,
        records: record::names(portfolio)?,
    };
    let list = list_is_likely(&matter, known.today);
    let shape = match choices.shape {
        Some(Shape::List) if !matter.tables.is_empty() => Shape::List,
        Some(Shape::Text) if !matter.scripts.is_empty() => Shape::Text,
        _ if list || matter.scripts.is_empty() => Shape::List,
        _ => Shape::Text,
    };
    let mut proposed = match shape {
        Shape::List => of_list(&matter, choices, &known),
        Shape::Text => of_text(&matter, choices, &known),
    };
    proposed.preview.either = !matter.tables.is_empty() && !matter.scripts.is_empty();
    proposed.preview.told.splice(0..0, matter.told);
    proposed.preview.name = matter.name;
    proposed.originals = matter.originals;
    settle(&mut proposed, &choices.rows, &known);
    Ok(proposed)
}

/// What is here already.
struct Known {
    today: NaiveDate,
    codes: Vec<String>,
    /// Ids by day and name.
    records: HashMap<(String, String), String>,
}

/// Whether the first table is a dated list: half of its rows hold a day in one column.
fn list_is_likely(matter: &Matter, today: NaiveDate) -> bool {
    matter.tables.iter().any(|table| {
        let header = usize::from(columns::has_header(table, today));
        let rows = &table.rows[header.min(table.rows.len())..];
        (0..table.width()).any(|column| {
            let dated = rows
                .iter()
                .filter(|row| row.get(column).is_some_and(|cell| dates::read(cell, today).is_some()));
            !rows.is_empty() && dated.count() * 2 >= rows.len()
        })
    })
}

fn blank(shape: Shape) -> Preview {
    Preview {
        name: String::new(),
        shape,
        either: false,
        tables: Vec::new(),
        table: 0,
        header: false,
        columns: Vec::new(),
        division: Division::File,
        rows: Vec::new(),
        told: Vec::new(),
    }
}

fn of_list(matter: &Matter, choices: &Choices, known: &Known) -> Proposed {
    let nothing = Table::default();
    let number = choices.table.filter(|at| *at < matter.tables.len()).unwrap_or(0);
    let table = matter.tables.get(number).unwrap_or(&nothing);
    let header = choices.header.unwrap_or_else(|| columns::has_header(table, known.today));
    let mut fields = columns::guess(table, header, known.today);
    if let Some(chosen) = &choices.fields {
        for (field, chosen) in fields.iter_mut().zip(chosen) {
            *field = *chosen;
        }
    }
    let rows = &table.rows[usize::from(header).min(table.rows.len())..];
    let columns: Vec<Column> = (0..table.width())
        .map(|at| {
            let name = table
                .rows
                .first()
                .filter(|_| header)
                .and_then(|row| row.get(at))
                .filter(|name| !name.is_empty());
            Column {
                name: name.cloned().unwrap_or_else(|| format!("Column {}", at + 1)),
                field: fields[at],
                samples: rows
                    .iter()
                    .filter_map(|row| row.get(at))
                    .filter(|cell| !cell.is_empty())
                    .take(3)
                    .map(|cell| cell.chars().take(80).collect())
                    .collect(),
            }
        })
        .collect();
    let dated = fields.iter().position(|field| *field == Field::Date);
    let swapped =
        dated.is_some_and(|at| dates::month_comes_first(rows.iter().filter_map(|row| row.get(at)).map(String::as_str), known.today));
    let first = if header { 2 } else { 1 };
    let mut preview = blank(Shape::List);
    let mut contents = Vec::new();
    for (number, row) in (first..).zip(rows) {
        if row.iter().all(String::is_empty) {
            continue;
        }
        let (content, date) = of_row(row, &columns, known);
        let mut shown = shown(number, &content, known);
        ask(&mut shown, &date, swapped);
        preview.rows.push(shown);
        contents.push(content);
    }
    if table.cut {
        preview.told.push(format!(
            "The list is longer or wider than can be brought in at once: the first {ROWS} rows and 60 columns are shown."
        ));
    }
    if dated.is_none() && !preview.rows.is_empty() {
        preview
            .told
            .push("No column holds the dates. Choose the one that does, or give each row its day.".to_owned());
    }
    (preview.tables, preview.table) = (matter.tables.iter().map(|table| table.name.clone()).collect(), number);
    (preview.header, preview.columns) = (header, columns);
    Proposed {
        preview,
        origins: vec![0; contents.len()],
        contents,
        originals: Vec::new(),
    }
}

/// A date as it was written, and what was read.
struct Read {
    written: String,
    dated: Option<Dated>,
}

fn of_row(row: &[String], columns: &[Column], known: &Known) -> (Content, Read) {
    let mut content = Content::empty(Kind::Cpd);
    let mut facts = CpdFacts::default();
    let (mut text, mut beside) = (Vec::new(), Vec::new());
    let (mut written, mut last) = (String::new(), None);
    for (cell, column) in row.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
        let mut understood = true;
        match column.field {
            Field::Date => written.clone_from(cell),
            Field::DateTo => {
                last = dates::read(cell, known.today).filter(|dated| dated.doubt.is_none());
                understood = last.is_some();
            }
            Field::Title if cell.chars().count() <= 300 => content.title = cell.replace('\n', " "),
            Field::Type => {
                facts.kind = columns::cpd_type(cell);
                understood = facts.kind.is_some();
            }
            Field::Minutes | Field::Hours => {
                let unit = if column.field == Field::Hours { 60.0 } else { 1.0 };
                content.minutes = minutes::read(cell, unit);
                understood = content.minutes.is_some();
            }
            Field::Provider if cell.chars().count() <= 200 => facts.provider.clone_from(cell),
            Field::Certificate => match cell.to_lowercase().as_str() {
                "yes" | "y" | "x" | "✓" | "true" | "1" => facts.certificate = true,
                "no" | "n" | "false" | "0" | "-" => {}
                _ => understood = false,
            },
            Field::Cost => match cost::read(cell) {
                Some(cost::Cost::Pence(pence)) => facts.cost_pence = Some(pence),
                Some(cost::Cost::None) => {}
                None => understood = false,
            },
            Field::Learnt if cell.chars().count() <= 20_000 => facts.learnt.clone_from(cell),
            Field::Practice if cell.chars().count() <= 20_000 => facts.practice.clone_from(cell),
            Field::ServiceUsers if cell.chars().count() <= 20_000 => facts.service_users.clone_from(cell),
            Field::Keywords => {
                let words = cell
                    .split([',', ';'])
                    .map(str::trim)
                    .filter(|word| !word.is_empty() && word.chars().count() <= 80);
                content.keywords = words.take(50).map(str::to_owned).collect();
            }
            Field::Text => text.push(
                if column.name.starts_with("Column ") || columns.iter().filter(|one| one.field == Field::Text).count() == 1 {
                    cell.clone()
                } else {
                    format!("**{}:** {cell}", column.name)
                },
            ),
            Field::Nothing => {}
            _ => understood = false,
        }
        if !understood {
            beside.push(format!("{}: {cell}", column.name));
        }
    }
    let mut dated = dates::read(&written, known.today);
    if let (Some(dated), Some(last)) = (&mut dated, last) {
        let end = last.to.unwrap_or(last.from);
        if end > dated.from {
            dated.to = Some(end);
        }
    }
    text.extend(beside);
    content.sections[0].text = text.join("\n\n");
    content.cpd = Some(facts);
    (content, Read { written, dated })
}

fn of_text(matter: &Matter, choices: &Choices, known: &Known) -> Proposed {
    let division = choices.division.unwrap_or_else(|| matter.likely());
    let mut preview = blank(Shape::Text);
    let (mut contents, mut origins) = (Vec::new(), Vec::new());
    for (number, piece) in (1..).zip(matter.pieces(division)) {
        let (content, read, offer) = of_piece(&piece, matter, division, known);
        let mut shown = shown(number, &content, known);
        ask(&mut shown, &read, false);
        if let Some(offer) = offer.filter(|offer| shown.date.is_none() && !shown.offers.contains(offer)) {
            shown.offers.push(offer);
        }
        preview.rows.push(shown);
        contents.push(content);
        origins.push(piece.script);
    }
    if preview.rows.len() == PIECES {
        preview.told.push(format!(
            "At most {PIECES} pieces can be brought in at once: there may be more in it."
        ));
    }
    preview.division = division;
    Proposed {
        preview,
        contents,
        origins,
        originals: Vec::new(),
    }
}

fn of_piece(piece: &Piece<'_>, matter: &Matter, division: Division, known: &Known) -> (Content, Read, Option<String>) {
    let script = &matter.scripts[piece.script];
    let mut content = Content::empty(Kind::Reflection);
    content.model = Some("free".to_owned());
    let heading = piece.heading.unwrap_or_default();
    let mut title = heading.to_owned();
    let own = division == Division::File;
    if own && let Some(given) = &script.title {
        title.clone_from(given);
    }
    let mut read = Read {
        written: String::new(),
        dated: None,
    };
    let front = script.date.as_deref().filter(|_| own).unwrap_or_default();
    let opening: String = piece.text.chars().take(200).collect();
    for place in [front, heading, &opening, script.name.as_str()] {
        if let Some((span, dated)) = dates::find(place, known.today) {
            if place == heading && title == heading {
                // A heading that is a date and words is titled by its words.
                let rest = format!("{} {}", &heading[..span.start], &heading[span.end..]);
                let words = rest.trim_matches(|sign: char| !sign.is_alphanumeric() && !")]”’\"'?!".contains(sign));
                title = if dates::says_no_more(words) {
                    String::new()
                } else {
                    words.to_owned()
                };
            }
            read = Read {
                written: place[span].to_owned(),
                dated: Some(dated),
            };
            break;
        }
    }
    if title.is_empty() && heading.is_empty() {
        title.clone_from(&script.name);
    }
    content.title = title.chars().take(300).collect();
    content.sections[0].text.clone_from(&piece.text);
    (content, read, script.day.map(|day| day.to_string()))
}

fn shown(number: u32, content: &Content, known: &Known) -> Row {
    let text = &content.sections[0].text;
    let facts = content.cpd.as_ref();
    let all = [
        content.title.as_str(),
        text,
        facts.map_or("", |facts| &facts.learnt),
        facts.map_or("", |facts| &facts.practice),
        facts.map_or("", |facts| &facts.service_users),
    ]
    .join("\n");
    Row {
        number,
        take: true,
        kind: content.kind,
        title: content.title.clone(),
        date: None,
        date_to: None,
        written: String::new(),
        minutes: content.minutes,
        cpd_type: facts.and_then(|facts| facts.kind),
        line: text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect(),
        question: None,
        offers: Vec::new(),
        suspect: suspect::why(&all, &known.codes),
        same_as: None,
        repeats: None,
        refused: (text.len() > 2 * 1024 * 1024)
            .then(|| "This holds more than 2 MB of text, which is more than one record takes. Divide it first.".to_owned()),
    }
}

/// Puts down the date, or what has to be asked about it.
fn ask(row: &mut Row, read: &Read, swapped: bool) {
    row.written = read.written.chars().take(80).collect();
    let Some(dated) = &read.dated else {
        row.question = Some(if read.written.is_empty() {
            "There is no date.".to_owned()
        } else {
            "This was not understood as a date.".to_owned()
        });
        return;
    };
    let offer = |from: NaiveDate, to: Option<NaiveDate>| to.map_or_else(|| from.to_string(), |to| format!("{from}/{to}"));
    let other = dates::swapped(dated.from).filter(|_| swapped && dated.numbers && dated.to.is_none());
    row.question = match (dated.doubt, other) {
        (Some(doubt), _) => Some(doubt.sentence().to_owned()),
        (None, Some(_)) => Some("Other dates of this list have the month first, so this may be either.".to_owned()),
        (None, None) => None,
    };
    if row.question.is_some() {
        row.offers.push(offer(dated.from, dated.to));
        row.offers.extend(other.map(|other| offer(other, None)));
        if dated.doubt == Some(Doubt::NoYear)
            && let Some(before) = dated.from.checked_sub_months(chrono::Months::new(12))
        {
            row.offers.push(offer(before, None));
        }
    } else {
        row.date = Some(dated.from.to_string());
        row.date_to = dated.to.map(|to| to.to_string());
    }
}

/// Puts in what the owner has settled, and leaves out what is better left out.
fn settle(proposed: &mut Proposed, settled: &[Settled], known: &Known) {
    let settled: HashMap<u32, &Settled> = settled.iter().map(|one| (one.number, one)).collect();
    let mut seen: HashMap<(String, String), u32> = HashMap::new();
    for (row, content) in proposed.preview.rows.iter_mut().zip(&mut proposed.contents) {
        let own = settled.get(&row.number);
        if let Some(date) = own.and_then(|one| one.date.clone()) {
            row.date_to = own.and_then(|one| one.date_to.clone()).filter(|to| *to != date);
            row.date = Some(date);
            row.question = None;
        }
        content.date = row.date.clone().unwrap_or_default();
        content.date_to.clone_from(&row.date_to);
        if row.date.is_some() {
            let name = record::name_of(&content.title, &content.sections[0].text);
            let key = (content.date.clone(), name);
            row.same_as = known.records.get(&key).cloned();
            row.repeats = seen.get(&key).copied();
            seen.entry(key).or_insert(row.number);
        }
        let plain = row.suspect.is_none() && row.same_as.is_none() && row.repeats.is_none();
        row.take = row.refused.is_none() && own.and_then(|one| one.take).unwrap_or(plain);
    }
}
