//! Lists with columns: pasted text, CSV in the encodings that office programs write, and spreadsheets.
//!
//! What always holds: at most `ROWS` rows and `COLUMNS` columns are kept, however far away a spreadsheet's last cell lies,
//! and whoever reads is told when there were more.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use crate::error::{Code, Error, Result};

/// The most rows that are brought in at once.
pub(super) const ROWS: usize = 5_000;
/// The most columns of a list.
const COLUMNS: usize = 60;

/// Rows of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Of the sheet, or empty.
    pub(super) name: String,
    /// Cells by row; rows may differ in length.
    pub(super) rows: Vec<Vec<String>>,
    /// Whether there was more than is kept.
    pub(super) cut: bool,
}

impl Table {
    /// Keeps what there is room for, without the empty rows at the end.
    pub(super) fn new(name: &str, mut rows: Vec<Vec<String>>) -> Self {
        let empty = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        let last = rows.iter().rposition(|row| !empty(row)).map_or(0, |at| at + 1);
        rows.truncate(last);
        // A row more for the names of the columns.
        let mut cut = rows.len() > ROWS + 1;
        rows.truncate(ROWS + 1);
        for row in &mut rows {
            let used = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
            cut |= used > COLUMNS;
            row.truncate(used.min(COLUMNS));
        }
        Self {
            name: name.to_owned(),
            rows,
            cut,
        }
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// What a text file says, whatever wrote it: UTF-8, UTF-16 with its mark, else Windows-1252, which older office programs write.
pub(super) fn decode(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        },
    }
}

/// A pasted or written list: the sign that divides it most evenly divides its columns. `None` when none does.
pub(super) fn divided(text: &str) -> Option<Table> {
    let rows_by = |sign: u8| -> Vec<Vec<String>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(sign)
            .from_reader(text.as_bytes())
            .records()
            .flatten()
            .take(ROWS + 2)
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect())
            .collect()
    };
    let (table, even) = [b'\t', b',', b';', b'|']
        .into_iter()
        .map(|sign| {
            let rows = rows_by(sign);
            let first = rows.first().map_or(0, Vec::len);
            let alike = rows.iter().filter(|row| row.len() == first).count();
            let even = if first > 1 { alike as f64 / rows.len() as f64 } else { 0.0 };
            (Table::new("", rows), even)
        })
        // The first of the best: tabs before commas.
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    (even >= 0.6).then_some(table)
}

/// The sheets of a spreadsheet that hold anything, and the names of those that cannot be read.
///
/// # Errors
/// `invalid` when it is none that can be read.
pub(super) fn sheets(bytes: &[u8]) -> Result<(Vec<Table>, Vec<String>)> {
    let not_a_sheet = || {
        Error::new(
            Code::Invalid,
            "This is not a spreadsheet that can be read (.xlsx), or it needs a password. Nothing has been changed.",
        )
        .hint("Open it in your spreadsheet program and save it as .xlsx or .csv without a password, or copy the cells and paste them here.")
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| not_a_sheet())?;
    let (mut tables, mut unread) = (Vec::new(), Vec::new());
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            unread.push(name);
            continue;
        };
        let (mut rows, mut cut): (Vec<Vec<String>>, bool) = (Vec::new(), false);
        while let Some(cell) = cells.next_cell().map_err(|_| not_a_sheet())? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let text = written(cell.get_value());
            if row > ROWS || column >= COLUMNS {
                cut |= !text.is_empty();
                continue;
            }
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = text;
        }
        let table = Table::new(&name, rows);
        if !table.rows.is_empty() {
            tables.push(Table {
                cut: cut || table.cut,
                ..table
            });
        }
    }
    Ok((tables, unread))
}

/// A cell as its owner sees it, dates as ISO days.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(moment) if moment.is_duration() => {
            let minutes = (moment.as_f64() * 24.0 * 60.0).round().max(0.0);
            format!("{} min", minutes.min(1e9) as u64)
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            // A time of day without a day counts from nought.
            if moment.as_f64() < 1.0 {
                format!("{hour}:{minute:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}")
            }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
