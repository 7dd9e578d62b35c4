//! Lines onto pages: one text after another, or several side by side.

use crate::error::PdfError;
use crate::model::Align;
use crate::page::{NodeId, Role};

use super::Layout;
use super::style::{BOTTOM, LEFT, TOP};
use super::text::{Owner, Spot, Text};

/// A text that stands beside others, with how far it has been placed.
pub(super) struct Cell {
    pub(super) text: Text,
    pub(super) x: f32,
    pub(super) align: Align,
    pub(super) owner: NodeId,
    done: usize,
}

impl Cell {
    pub(super) fn new(text: Text, x: f32, align: Align, owner: NodeId) -> Self {
        Self {
            text,
            x,
            align,
            owner,
            done: 0,
        }
    }
}

impl Layout<'_> {
    pub(super) fn fits(&self, height: f32) -> bool {
        self.y + height <= BOTTOM + 0.01
    }

    pub(super) fn at_top(&self) -> bool {
        self.y <= TOP + 0.01
    }

    /// Starts a new page unless the height fits on this one.
    pub(super) fn need(&mut self, height: f32) -> Result<(), PdfError> {
        if self.fits(height) || self.at_top() {
            Ok(())
        } else {
            self.new_page()
        }
    }

    /// Places a text across the page as a new node. Nothing at all when the text is empty.
    pub(super) fn flow_as(&mut self, parent: NodeId, role: Role, text: Text) -> Result<(), PdfError> {
        if text.is_empty() {
            return Ok(());
        }
        let node = self.node(parent, role);
        self.flow(text, node)
    }

    /// Places a text across the page; no first line is left alone at the foot of a page, no last one at a head.
    pub(super) fn flow(&mut self, mut text: Text, owner: NodeId) -> Result<(), PdfError> {
        let count = text.count();
        for index in 0..count {
            let together = match count - index {
                _ if index == 0 => opening_lines(count),
                2 if count > 3 => 2,
                _ => 1,
            };
            self.need(together as f32 * text.set.leading)?;
            let spot = Spot {
                x: LEFT,
                y: self.y,
                align: Align::Start,
                owner: Owner::Node(owner),
            };
            let leading = text.set.leading;
            self.place_line(&mut text, index, spot);
            self.y += leading;
        }
        Ok(())
    }

    /// Places texts side by side, going on over as many pages as the longest needs. `on_page` may place something at
    /// the head of each further page.
    pub(super) fn flow_row(&mut self, cells: &mut [Cell], on_page: &mut dyn FnMut(&mut Self)) -> Result<(), PdfError> {
        loop {
            let top = self.y;
            let mut reached = top;
            for cell in &mut *cells {
                let mut y = top;
                while cell.done < cell.text.count() {
                    let leading = cell.text.set.leading;
                    // The first line of a page is placed in any case, so that every page takes us further.
                    if y + leading > BOTTOM + 0.01 && y > TOP {
                        break;
                    }
                    let spot = Spot {
                        x: cell.x,
                        y,
                        align: cell.align,
                        owner: Owner::Node(cell.owner),
                    };
                    self.place_line(&mut cell.text, cell.done, spot);
                    cell.done += 1;
                    y += leading;
                }
                reached = reached.max(y);
            }
            self.y = reached;
            if cells.iter().all(|cell| cell.done >= cell.text.count()) {
                return Ok(());
            }
            self.new_page()?;
            on_page(self);
        }
    }
}

/// How many lines of a text of `count` must stand together where it begins.
pub(super) fn opening_lines(count: usize) -> usize {
    if count == 3 { 3 } else { count.min(2) }
}
