//! What the columns of a list hold, told from their names and from what stands in them.

use chrono::NaiveDate;

use super::model::Field;
use super::table::Table;
use super::{dates, minutes};
use crate::record::CpdType;

/// Words in a column's name, in the order they are looked for: the first that is found says what it holds.
const NAMES: [(&str, Field); 51] = [
    ("end date", Field::DateTo),
    ("date to", Field::DateTo),
    ("date ended", Field::DateTo),
    ("finish", Field::DateTo),
    ("date", Field::Date),
    ("when", Field::Date),
    ("day", Field::Date),
    ("service user", Field::ServiceUsers),
    ("benefit", Field::ServiceUsers),
    ("client", Field::ServiceUsers),
    ("patient", Field::ServiceUsers),
    ("learn", Field::Learnt),
    ("outcome", Field::Learnt),
    ("quality", Field::Practice),
    ("practice", Field::Practice),
    ("impact", Field::Practice),
    ("type", Field::Type),
    ("category", Field::Type),
    ("hours", Field::Hours),
    ("hrs", Field::Hours),
    ("minute", Field::Minutes),
    ("mins", Field::Minutes),
    ("duration", Field::Hours),
    ("length", Field::Hours),
    ("time", Field::Hours),
    ("provider", Field::Provider),
    ("organis", Field::Provider),
    ("organiz", Field::Provider),
    ("trainer", Field::Provider),
    ("delivered by", Field::Provider),
    ("venue", Field::Text),
    ("cost", Field::Cost),
    ("feedback", Field::Text),
    ("fee", Field::Cost),
    ("price", Field::Cost),
    ("£", Field::Cost),
    ("certificate", Field::Certificate),
    ("evidence", Field::Text),
    ("keyword", Field::Keywords),
    ("tag", Field::Keywords),
    ("title", Field::Title),
    ("activity", Field::Title),
    ("event", Field::Title),
    ("course", Field::Title),
    ("topic", Field::Title),
    ("subject", Field::Title),
    ("what", Field::Title),
    ("cpd", Field::Title),
    ("name", Field::Title),
    ("description", Field::Text),
    ("reflection", Field::Text),
];

/// What a column's name says.
fn of_name(name: &str) -> Option<Field> {
    let name = name.to_lowercase();
    NAMES.iter().find(|(word, _)| name.contains(word)).map(|(_, field)| *field)
}

/// Whether the first row names the columns: its cells are no dates, and at least two of them are words that columns are called.
pub(super) fn has_header(table: &Table, today: NaiveDate) -> bool {
    let Some(first) = table.rows.first() else { return false };
    let dated = first.iter().any(|cell| dates::read(cell, today).is_some());
    let named = first
        .iter()
        .filter(|cell| cell.chars().count() < 80 && of_name(cell).is_some())
        .count();
    !dated && (named >= 2 || (named == 1 && first.len() <= 2))
}

/// What each column holds. Each field is given once; what no column is for is text under its name.
pub(super) fn guess(table: &Table, header: bool, today: NaiveDate) -> Vec<Field> {
    let rows = &table.rows[usize::from(header).min(table.rows.len())..];
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column)).filter(|cell| !cell.is_empty());
    let share = |column: usize, fits: &dyn Fn(&str) -> bool| {
        let all = cells(column).count();
        if all == 0 {
            0.0
        } else {
            cells(column).filter(|cell| fits(cell)).count() as f64 / all as f64
        }
    };
    let mut fields: Vec<Option<Field>> = vec![None; table.width()];
    let given = |fields: &mut Vec<Option<Field>>, column: usize, field: Field| {
        let free = field == Field::Text || !fields.contains(&Some(field));
        if free && fields[column].is_none() {
            fields[column] = Some(field);
        }
    };
    if header {
        for column in 0..table.width() {
            if let Some(field) = table.rows[0].get(column).and_then(|name| of_name(name)) {
                given(&mut fields, column, field);
            }
        }
    }
    // What is not named is told by what stands in it.
    type Test<'a> = (Field, &'a dyn Fn(&str) -> bool);
    let tests: [Test<'_>; 3] = [
        (Field::Date, &|cell| dates::read(cell, today).is_some()),
        (Field::Type, &|cell| cpd_type(cell).is_some()),
        (Field::Hours, &|cell| {
            minutes::read(cell, 60.0).is_some_and(|minutes| minutes <= 2400)
        }),
    ];
    for (field, fits) in tests {
        let column = (0..table.width()).find(|column| fields[*column].is_none() && share(*column, fits) > 0.7);
        if let Some(column) = column {
            given(&mut fields, column, field);
        }
    }
    if !fields.contains(&Some(Field::Title)) {
        let words = |column: usize| cells(column).map(|cell| cell.chars().count()).sum::<usize>();
        let short = |column: usize| cells(column).all(|cell| cell.chars().count() <= 300);
        let free = (0..table.width()).filter(|column| fields[*column].is_none_or(|field| field == Field::Text) && words(*column) > 0);
        if let Some(column) = free
            .filter(|column| short(*column))
            .max_by_key(|column| (words(*column), std::cmp::Reverse(*column)))
        {
            fields[column] = Some(Field::Title);
        }
    }
    fields.into_iter().map(|field| field.unwrap_or(Field::Text)).collect()
}

/// HCPC's type of activity that a cell names.
pub(super) fn cpd_type(cell: &str) -> Option<CpdType> {
    let cell = cell.to_lowercase().replace('-', " ");
    let known = [
        ("work based", CpdType::WorkBased),
        ("wbl", CpdType::WorkBased),
        ("professional", CpdType::Professional),
        ("formal", CpdType::Formal),
        ("education", CpdType::Formal),
        ("self directed", CpdType::SelfDirected),
        ("self study", CpdType::SelfDirected),
        ("other", CpdType::Other),
    ];
    (cell.chars().count() <= 60)
        .then(|| known.iter().find(|(name, _)| cell.contains(name)).map(|(_, kind)| *kind))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().expect("a day")
    }

    fn table(rows: &[&[&str]]) -> Table {
        Table::new(
            "",
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
        )
    }

    #[test]
    fn named_columns_are_told_by_their_names() {
        let list = table(&[
            &[
                "Date",
                "CPD activity",
                "Type of CPD",
                "Hours",
                "Cost (£)",
                "What I learned",
                "Benefit to service users",
                "Venue",
            ],
            &["3/4/24", "A course", "Formal education", "6", "45", "Much", "Some", "Leeds"],
        ]);
        assert!(has_header(&list, today()));
        assert_eq!(
            guess(&list, true, today()),
            [
                Field::Date,
                Field::Title,
                Field::Type,
                Field::Hours,
                Field::Cost,
                Field::Learnt,
                Field::ServiceUsers,
                Field::Text
            ]
        );
    }

    #[test]
    fn columns_without_names_are_told_by_what_stands_in_them() {
        let list = table(&[
            &["A course on endings", "3 April 2024", "6", "Work-based learning"],
            &["Reading group", "1 May 2024", "1.5", "Self-directed learning"],
        ]);
        assert!(!has_header(&list, today()));
        assert_eq!(guess(&list, false, today()), [Field::Title, Field::Date, Field::Hours, Field::Type]);
    }
}
