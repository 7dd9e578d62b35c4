//! Tables: heads on every page, rows that may be taller than one.

use crate::error::PdfError;
use crate::model::{Align, Column, Inline};
use crate::page::{Artifact, NodeId, Role};

use super::blocks::{first_words, quoted};
use super::flow::Cell;
use super::style::{AFTER_PARAGRAPH, BOTTOM, CAPTION, CELL, EDGE, LEFT, RULE, TABLE_HEAD, TOP, WIDTH};
use super::text::{Owner, Spot, Text};
use super::{Layout, ROOT};

const ABOVE_ROW: f32 = 3.5;
const BELOW_ROW: f32 = 4.5;
const BELOW_HEAD: f32 = 4.0;
const CAPTION_GAP: f32 = 5.0;

/// A table whose caption and heads are broken into lines.
pub(super) struct TablePrepared<'a> {
    caption: Option<Text>,
    heads: Vec<Text>,
    places: Vec<Place>,
    rows: &'a [Vec<Vec<Inline>>],
    name: String,
    columns: &'a [Column],
}

/// Where a column stands.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
    align: Align,
}

impl TablePrepared<'_> {
    fn head_height(&self) -> f32 {
        self.heads.iter().map(Text::height).fold(0.0, f32::max) + BELOW_HEAD
    }

    /// Caption, heads and three lines of the first row.
    pub(super) fn opening_height(&self) -> f32 {
        let caption = self.caption.as_ref().map_or(0.0, |caption| caption.height() + CAPTION_GAP);
        caption + self.head_height() + ABOVE_ROW + 3.0 * CELL.leading + BELOW_ROW
    }

    /// Heads so tall that little would be left beneath them are not repeated.
    fn repeats(&self) -> bool {
        self.head_height() < (BOTTOM - TOP) / 3.0
    }
}

fn places(columns: &[Column]) -> Vec<Place> {
    let weight = |column: &Column| column.width.max(1) as f32;
    let total: f32 = columns.iter().map(weight).sum();
    let mut x = LEFT;
    let last = columns.len() - 1;
    columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let share = WIDTH * weight(column) / total;
            let gap = if index == last { 0.0 } else { (share * 0.2).min(12.0) };
            let place = Place {
                x,
                width: (share - gap).max(1.0),
                align: column.align,
            };
            x += share;
            place
        })
        .collect()
}

impl Layout<'_> {
    pub(super) fn prepare_table<'a>(
        &mut self,
        caption: Option<&str>,
        columns: &'a [Column],
        rows: &'a [Vec<Vec<Inline>>],
    ) -> Option<TablePrepared<'a>> {
        if columns.is_empty() {
            return None;
        }
        let caption = caption.unwrap_or_default();
        let name = if caption.trim().is_empty() {
            "a table".to_owned()
        } else {
            format!("the table {}", quoted(caption))
        };
        let places = places(columns);
        let heads = columns.iter().zip(&places).map(|(column, place)| {
            self.plain(&column.title, TABLE_HEAD, place.width, || {
                format!("{name}, head {}", quoted(&column.title))
            })
        });
        let heads = heads.collect();
        let caption = Some(self.plain(caption, CAPTION, WIDTH, || name.clone())).filter(|caption| !caption.is_empty());
        Some(TablePrepared {
            caption,
            heads,
            places,
            rows,
            name,
            columns,
        })
    }

    pub(super) fn place_table(&mut self, mut table: TablePrepared<'_>) -> Result<(), PdfError> {
        self.y += 4.0;
        self.need(table.opening_height())?;
        let node = self.node(ROOT, Role::Table);
        if let Some(caption) = table.caption.take() {
            self.flow_as(node, Role::Caption, caption)?;
            self.y += CAPTION_GAP;
        }
        self.place_heads(&mut table, node)?;
        let body = self.node(node, Role::TableBody);
        for (index, row) in table.rows.iter().enumerate() {
            self.place_row(&mut table, body, index, row)?;
        }
        self.y += AFTER_PARAGRAPH + 5.0;
        Ok(())
    }

    fn place_heads(&mut self, table: &mut TablePrepared<'_>, node: NodeId) -> Result<(), PdfError> {
        let head = self.node(node, Role::TableHead);
        let row = self.node(head, Role::Row);
        let mut cells = Vec::new();
        for (index, place) in table.places.iter().enumerate() {
            let owner = self.node(row, Role::ColumnHead);
            let title = &table.columns[index].title;
            let text = self.plain(title, TABLE_HEAD, place.width, String::new);
            cells.push(Cell::new(text, place.x, place.align, owner));
        }
        self.flow_row(&mut cells, &mut |_| ())?;
        self.y += BELOW_HEAD;
        self.rule(LEFT, self.y, WIDTH, 0.8, EDGE);
        Ok(())
    }

    /// The heads again, at the top of a further page.
    fn repeat_heads(&mut self, table: &mut TablePrepared<'_>) {
        if !table.repeats() {
            return;
        }
        let top = self.y;
        let height = table.head_height();
        for (text, place) in table.heads.iter_mut().zip(&table.places) {
            for index in 0..text.count() {
                let y = top + index as f32 * TABLE_HEAD.leading;
                let owner = Owner::Artifact(Artifact::Repeated);
                self.place_line(
                    text,
                    index,
                    Spot {
                        x: place.x,
                        y,
                        align: place.align,
                        owner,
                    },
                );
            }
        }
        self.y = top + height;
        self.rule(LEFT, self.y, WIDTH, 0.8, EDGE);
    }

    fn place_row(&mut self, table: &mut TablePrepared<'_>, body: NodeId, index: usize, row: &[Vec<Inline>]) -> Result<(), PdfError> {
        let texts: Vec<Text> = (0..table.places.len())
            .map(|column| self.cell_text(table, index, row, column))
            .collect();
        let height = texts.iter().map(Text::height).fold(CELL.leading, f32::max) + ABOVE_ROW + BELOW_ROW;
        // A row that fits on a page of its own is not parted, unless that would leave half a page empty.
        let room = BOTTOM - self.y;
        if height > room && (room < ABOVE_ROW + 4.0 * CELL.leading || height < (BOTTOM - TOP) / 2.0) {
            self.new_page()?;
            self.repeat_heads(table);
        }
        let node = self.node(body, Role::Row);
        let mut cells: Vec<Cell> = Vec::with_capacity(texts.len());
        for (text, place) in texts.into_iter().zip(&table.places) {
            let owner = self.node(node, Role::Cell);
            cells.push(Cell::new(text, place.x, place.align, owner));
        }
        self.y += ABOVE_ROW;
        let floor = self.y + CELL.leading;
        self.flow_row(&mut cells, &mut |layout| {
            layout.repeat_heads(table);
            layout.y += ABOVE_ROW;
        })?;
        if cells.iter().all(|cell| cell.text.is_empty()) {
            self.y = floor;
        }
        self.y += BELOW_ROW;
        self.rule(LEFT, self.y, WIDTH, 0.5, RULE);
        Ok(())
    }

    fn cell_text(&mut self, table: &TablePrepared<'_>, index: usize, row: &[Vec<Inline>], column: usize) -> Text {
        let is_last = column + 1 == table.places.len();
        let end = if is_last { row.len() } else { row.len().min(column + 1) };
        let cells = row.get(column..end).unwrap_or_default();
        let joined;
        let inlines: &[Inline] = match cells {
            [] => &[],
            [cell] => cell,
            more => {
                joined = more.join(&Inline::from(" "));
                &joined
            }
        };
        let title = &table.columns[column].title;
        let place = || format!("{}, row {}, {}, {}", table.name, index + 1, quoted(title), first_words(inlines));
        self.rich(inlines, CELL, table.places[column].width, place)
    }
}
